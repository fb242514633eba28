/* Which line used an op, and whether two records did. */
#include <string.h>

#include "lib/io/store/store_private.h"

struct wanted {
	const char *op;
	bool found;
};

static void compare_op(void *ctx, const char *text, size_t len)
{
	struct wanted *w = ctx;

	if (strlen(w->op) == len && memcmp(w->op, text, len) == 0)
		w->found = true;
}

int crm_journal_find_op(
    struct crm_journal *j, const char *op, uint64_t *at, bool *alone, struct crm_err *e)
{
	struct wanted w = {op, false};
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_scan s;
	const char *text;
	struct crm_hits h;
	size_t i, len;
	int gone, ret = 0;

	if (crm_journal_ops(j, op, &h, e) != 0)
		return -1;
	for (i = 0; i < crm_hits_count(&h) && ret == 0; i++) {
		w.found = false;
		if (crm_journal_text(j, crm_hits_at(&h, i), &text, &len, e) != 0) {
			ret = -1;
			break;
		}
		if (crm_linescan(text, len, j->limits.depth, &s) != 0 ||
		    crm_span_strings(s.v[CRM_M_OP], &j->scratch, compare_op, &w) != 0 || !w.found ||
		    crm_span_text(s.v[CRM_M_ID], &id) != 0)
			continue;
		*at = crm_hits_at(&h, i);
		*alone = s.v[CRM_M_OP].p[0] != '[';
		gone = crm_journal_renumbered(j, *at, crm_buf_str(&id), e);
		ret = gone < 0 ? -1 : gone == 0;
	}
	crm_buf_release(&id);
	return ret;
}

/* ---- two records with one op ---- */

/* A line that has an op of this hash. */
struct used {
	uint64_t hash;
	bool found;
	struct crm_buf op, id;
	uint64_t at;
};

static void take_op(void *ctx, const char *text, size_t len)
{
	struct used *u = ctx;

	if (u->found || crm_index_key(text, len) != u->hash)
		return;
	crm_buf_clear(&u->op);
	crm_buf_add(&u->op, text, len);
	u->found = true;
}

static int read_used(
    struct crm_journal *j, const struct crm_ref *r, struct used *u, struct crm_err *e)
{
	struct crm_scan s;
	const char *text;
	size_t len;
	int gone;

	u->hash = r->hash;
	u->at = CRM_REF_AT(*r);
	u->found = false;
	if (crm_journal_text(j, u->at, &text, &len, e) != 0)
		return -1;
	if (crm_linescan(text, len, j->limits.depth, &s) != 0 ||
	    crm_span_text(s.v[CRM_M_ID], &u->id) != 0 ||
	    crm_span_strings(s.v[CRM_M_OP], &j->scratch, take_op, u) != 0)
		u->found = false;
	gone = u->found ? crm_journal_renumbered(j, u->at, crm_buf_str(&u->id), e) : 0;
	u->found = u->found && gone == 0;
	return gone < 0 ? -1 : 0;
}

bool crm_journal_given_up(struct crm_journal *j, const char *id)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_findings *notes = j->notes;
	const char *state;
	struct crm_fold f;
	bool gone;
	int ret;

	j->notes = NULL; /* what else is wrong with it is told elsewhere */
	ret = crm_journal_fold(j, id, NULL, &f, &why);
	j->notes = notes;
	if (ret != 0)
		return false;
	state = crm_record_text(f.record, "state");
	gone = state != NULL && (strcmp(state, "void") == 0 || strcmp(state, "duplicate") == 0);
	crm_record_free(f.record);
	return gone;
}

static int tell_twice(
    struct crm_journal *j, const struct used *first, const struct used *again, struct crm_err *e)
{
	bool gone = crm_journal_given_up(j, crm_buf_str(&first->id)) ||
	    crm_journal_given_up(j, crm_buf_str(&again->id));
	struct crm_buf text = CRM_BUF_INIT;
	long line;
	int ret;

	if (crm_journal_number(j, first->at, &line, e) != 0)
		return -1;
	crm_buf_addf(&text,
	    "has the op '%s' of %s in line %ld: the same was taken in twice, on two branches that "
	    "were merged; %s",
	    crm_buf_str(&again->op), crm_buf_str(&first->id), line,
	    gone ? "one of them is given up" : "void one of them, or make it a duplicate");
	ret = crm_journal_tell(j, gone ? CRM_NOTE : CRM_ERROR, "op_twice", again->at,
	    crm_buf_str(&again->id), text.data, e);
	crm_buf_release(&text);
	return ret;
}

int crm_notes_ops(struct crm_journal *j, struct crm_err *e)
{
	struct used first = {.op = CRM_BUF_INIT, .id = CRM_BUF_INIT};
	struct used again = {.op = CRM_BUF_INIT, .id = CRM_BUF_INIT};
	const struct crm_ref *v = j->ix.more_ops.v;
	size_t i, n = j->ix.more_ops.n;
	int ret = -1;

	if (j->cached)
		crm_fatal("ops are compared without a cache");
	for (i = 1; i < n && j->notes != NULL; i++) {
		if (v[i].hash != v[i - 1].hash)
			continue;
		if ((first.hash != v[i].hash || !first.found) &&
		    read_used(j, &v[i - 1], &first, e) != 0)
			goto out;
		if (read_used(j, &v[i], &again, e) != 0)
			goto out;
		if (first.found && again.found &&
		    strcmp(crm_buf_str(&first.op), crm_buf_str(&again.op)) == 0 &&
		    strcmp(crm_buf_str(&first.id), crm_buf_str(&again.id)) != 0 &&
		    tell_twice(j, &first, &again, e) != 0)
			goto out;
	}
	ret = 0;
out:
	crm_buf_release(&first.op);
	crm_buf_release(&first.id);
	crm_buf_release(&again.op);
	crm_buf_release(&again.id);
	return ret;
}
