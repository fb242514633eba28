/* Gathering a write: adding lines, and the state with those added. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/tx_private.h"
#include "lib/time/instant.h"

#define OP_MOST ((size_t)256)

struct crm_tx *crm_tx_new(struct crm_journal *j)
{
	struct crm_tx *t = crm_calloc(1, sizeof(*t));

	t->j = j;
	crm_spool_init(&t->spool, j->store->dirfd);
	t->ids = crm_map_new();
	t->ops = crm_map_new();
	t->series = crm_map_new();
	return t;
}

void crm_tx_clear(struct crm_tx *t)
{
	crm_spool_clear(&t->spool);
	t->n = 0;
	crm_map_free(t->ids);
	crm_map_free(t->ops);
	crm_map_free(t->series);
	t->ids = crm_map_new();
	t->ops = crm_map_new();
	t->series = crm_map_new();
}

void crm_tx_free(struct crm_tx *t)
{
	if (t == NULL)
		return;
	crm_spool_release(&t->spool);
	free(t->v);
	crm_map_free(t->ids);
	free(t->touched);
	crm_map_free(t->ops);
	crm_map_free(t->series);
	crm_buf_release(&t->head);
	crm_buf_release(&t->rest);
	crm_buf_release(&t->line);
	free(t);
}

size_t crm_tx_pending(const struct crm_tx *t)
{
	return t->n;
}

/* ---- the state with what is pending ---- */

int crm_tx_text(struct crm_tx *t, size_t i, struct crm_err *e)
{
	const struct crm_pending *p = &t->v[i];

	return crm_spool_read(&t->spool, p->at, (size_t)p->head + p->rest, &t->line, e);
}

static struct crm_touched *touched(const struct crm_tx *t, const char *id)
{
	size_t i = crm_map_find(t->ids, id, strlen(id));

	return i == CRM_MAP_NONE ? NULL : &t->touched[i];
}

bool crm_tx_has(struct crm_tx *t, const char *id)
{
	return touched(t, id) != NULL || crm_journal_has(t->j, id);
}

/* Merges the record's pending lines. */
static int merge_pending(struct crm_tx *t, const struct crm_touched *x, struct crm_record *acc,
    struct crm_fold *f, size_t *bytes, struct crm_err *e)
{
	struct crm_record *line;
	size_t i;

	for (i = x->first; i != SIZE_MAX; i = t->v[i].next) {
		if (crm_tx_text(t, i, e) != 0 ||
		    crm_record_parse(t->line.data, t->line.len, t->j->store->limits, &line, e) != 0)
			return -1;
		crm_fold_merge(acc, line);
		crm_record_free(line);
		*bytes += t->line.len;
		f->lines++;
	}
	return 0;
}

int crm_tx_fold(struct crm_tx *t, const char *id, struct crm_fold *out, struct crm_err *e)
{
	const struct crm_touched *x = touched(t, id);
	struct crm_journal *j = t->j;
	struct crm_fold f = {NULL, 0, 0, false, ""};
	struct crm_record *acc;
	size_t bytes, i;

	if (x == NULL)
		return crm_journal_fold(j, id, NULL, out, e);
	acc = crm_fold_begin(j->kind, id);
	if (crm_fold_gather(j, id, NULL, acc, &f.lines, e) != 0 ||
	    (f.lines > 0 && crm_journal_number(j, j->folded_at, &f.line, e) != 0))
		goto fail;
	f.conflict = j->chain.conflict;
	for (i = 0; i < j->chain.n; i++)
		if ((j->chain.v[i].flags & CRM_L_TIP) != 0)
			crm_chain_hex(&j->chain, i, f.tip);
	bytes = j->folded_bytes;
	if (merge_pending(t, x, acc, &f, &bytes, e) != 0 ||
	    crm_fold_end(acc, bytes, j->store->limits, e) != 0)
		goto fail;
	f.record = acc;
	*out = f;
	return 0;
fail:
	crm_record_free(acc);
	return -1;
}

/* ---- adding ---- */

static int check_word(const char *name, const char *text, size_t most, struct crm_err *e)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			return crm_err_at(
			    e, CRM_BADINPUT, NULL, 0, name, "holds a control character");
	if (i > most)
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, name, "longer than %zu bytes", most);
	return 0;
}

static int check_stamp(const char *name, const char *text, struct crm_err *e)
{
	struct crm_instant t;

	if (crm_instant_parse(text, strlen(text), &t) == 0)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, NULL, 0, name,
	    "not a date and time "
	    "with offset, like 2026-11-20T09:00:00+08:00: '%s'",
	    text);
}

static bool given(const char *s)
{
	return s != NULL && s[0] != '\0';
}

static int check_envelope(const struct crm_envelope *env, struct crm_err *e)
{
	if (!given(env->id) || !crm_id_valid(env->id, strlen(env->id)))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "id",
		    "not an id: '%s'; 1 to 64 letters, digits, '.', '_', '-' "
		    "expected",
		    given(env->id) ? env->id : "");
	if (!given(env->step))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "step", "missing");
	if (check_word("step", env->step, 64, e) != 0 ||
	    (given(env->at) && check_stamp("at", env->at, e) != 0) ||
	    (given(env->rec) && check_stamp("rec", env->rec, e) != 0) ||
	    (given(env->by) && check_word("by", env->by, 256, e) != 0) ||
	    (given(env->login) && check_word("login", env->login, 256, e) != 0) ||
	    (given(env->op) && check_word("op", env->op, OP_MOST, e) != 0))
		return -1;
	return 0;
}

/* {"id":...,"op":"..." : all of the envelope that is known now. */
static void write_head(const struct crm_envelope *env, struct crm_buf *out)
{
	const struct {
		const char *name, *text;
	} rest[] = {
	    {"step", env->step},
	    {"at", env->at},
	    {"rec", env->rec},
	    {"by", env->by},
	    {"login", env->login},
	    {"op", env->op},
	};
	struct crm_record *r = crm_record_new();
	struct crm_cell yes = crm_cell_bool(true);
	size_t i;

	crm_record_set_text(r, "id", env->id);
	if (env->is_new)
		crm_record_set(r, "new", &yes);
	for (i = 0; i < sizeof(rest) / sizeof(rest[0]); i++)
		if (given(rest[i].text))
			crm_record_set_text(r, rest[i].name, rest[i].text);
	crm_buf_clear(out);
	crm_record_dump(r, out);
	crm_buf_cut(out, out->len - 1);
	crm_record_free(r);
}

/* ,"field":...} */
static int write_rest(
    const struct crm_tx *t, const struct crm_record *fields, struct crm_buf *out, struct crm_err *e)
{
	struct crm_record *own = NULL;
	const char *kind;

	if (crm_record_storable(fields, e) != 0)
		return -1;
	kind = crm_record_text(fields, "kind");
	if (kind != NULL && strcmp(kind, t->j->kind) != 0)
		return crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "kind", "'%s', but %s expected", kind, t->j->kind);
	crm_buf_clear(out);
	if (kind != NULL || crm_record_text(fields, "id") != NULL) {
		own = crm_record_copy(fields);
		crm_fold_bare(own);
		fields = own;
	}
	crm_record_dump(fields, out);
	if (out->len > 2)
		out->data[0] = ',';
	else
		crm_buf_clear(out), crm_buf_addc(out, '}');
	crm_record_free(own);
	return 0;
}

static void link_pending(struct crm_tx *t, const char *id, size_t i)
{
	struct crm_pending *p = &t->v[i];
	struct crm_touched *x;
	bool added;

	p->record = crm_map_put(t->ids, id, strlen(id), &added);
	p->next = SIZE_MAX;
	crm_grow(&t->touched, &t->touched_cap, p->record + 1, sizeof(*t->touched));
	x = &t->touched[p->record];
	if (added) {
		memset(x, 0, sizeof(*x));
		x->first = i;
	} else {
		t->v[x->last].next = i;
	}
	x->last = i;
}

int crm_tx_add(struct crm_tx *t, const struct crm_envelope *env, const struct crm_record *fields,
    struct crm_err *e)
{
	const size_t most = t->j->store->limits->line;
	struct crm_pending *p;
	size_t entry;

	if (check_envelope(env, e) != 0 || write_rest(t, fields, &t->rest, e) != 0)
		return -1;
	if (env->is_new && crm_tx_has(t, env->id))
		return crm_err_at(
		    e, CRM_BADINPUT, NULL, 0, "id", "%s '%s' exists already", t->j->kind, env->id);
	write_head(env, &t->head);
	if (t->head.len + t->rest.len + CRM_TX_ROOM > most || t->head.len > UINT32_MAX ||
	    t->rest.len > UINT32_MAX)
		return crm_err_set(e, CRM_BADINPUT,
		    "the step makes a line longer "
		    "than %zu bytes; --limit line=BYTES raises it",
		    most);
	crm_grow(&t->v, &t->cap, t->n + 1, sizeof(*t->v));
	p = &t->v[t->n];
	p->at = crm_spool_size(&t->spool);
	p->head = (uint32_t)t->head.len;
	p->rest = (uint32_t)t->rest.len;
	crm_buf_add(&t->head, t->rest.data, t->rest.len);
	if (crm_spool_add(&t->spool, t->head.data, t->head.len, e) != 0)
		return -1;
	link_pending(t, env->id, t->n);
	crm_series_note(t->series, env->id, strlen(env->id));
	if (given(env->op)) {
		entry = crm_map_put(t->ops, env->op, strlen(env->op), NULL);
		*crm_map_value(t->ops, entry) = t->n;
	}
	t->n++;
	return 0;
}
