/* From the lines of a record to the record. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/reader_private.h"
#include "lib/io/store_private.h"
#include "lib/time/instant.h"

struct crm_record *crm_fold_begin(const char *kind, const char *id)
{
	struct crm_record *r = crm_record_new();

	crm_record_set_text(r, "kind", kind);
	crm_record_set_text(r, "id", id);
	return r;
}

void crm_fold_bare(struct crm_record *line)
{
	crm_fold_strip(line);
	crm_record_remove(line, "id");
	crm_record_remove(line, "kind");
}

void crm_fold_merge(struct crm_record *acc, struct crm_record *line)
{
	crm_fold_bare(line);
	crm_record_merge(acc, line);
}

/* The number of its leaves: at least that of the keys of any object in it. */
static size_t count_leaves(const struct crm_record *r)
{
	struct crm_map *paths = crm_map_new();
	size_t n;

	crm_record_paths(r, paths);
	n = crm_map_count(paths);
	crm_map_free(paths);
	return n;
}

int crm_fold_end(
    struct crm_record *acc, size_t bytes, const struct crm_limits *l, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	size_t len;

	crm_record_drop_nulls(acc);
	/* the lines were judged: few of them cannot make too much */
	if (bytes / 5 > l->record_keys && count_leaves(acc) > l->record_keys)
		return crm_err_set(e, CRM_BADINPUT,
		    "the record has more than "
		    "%zu fields; --limit record_keys=N raises it",
		    l->record_keys);
	if (bytes <= l->record)
		return 0;
	crm_record_dump(acc, &text);
	len = text.len;
	crm_buf_release(&text);
	if (len > l->record)
		return crm_err_set(e, CRM_BADINPUT,
		    "the record is larger than "
		    "%zu bytes; --limit record=BYTES raises it",
		    l->record);
	return 0;
}

/* Was the line written by then? One without a stamp always was. */
static bool written_by(
    const struct crm_scan *s, const struct crm_instant *then, struct crm_buf *scratch)
{
	struct crm_span stamp = s->v[s->v[CRM_M_REC].p != NULL ? CRM_M_REC : CRM_M_AT];
	struct crm_instant t;

	if (crm_span_text(stamp, scratch) != 0 ||
	    crm_instant_parse(crm_buf_str(scratch), scratch->len, &t) != 0)
		return true;
	return t.us <= then->us;
}

/* Says once that a line is bad after all; a writer stops. */
static int bad_line(struct crm_journal *j, uint64_t at, const char *id, const struct crm_err *why,
    struct crm_err *e)
{
	long line;

	if (!j->locked)
		return crm_journal_tell(j, CRM_ERROR, "bad_line", at, id, why->text, e);
	if (crm_journal_number(j, at, &line, e) == 0)
		crm_err_at(e, CRM_BADINPUT, j->path.data, line, NULL,
		    "%s; nothing is written before it is mended", why->text);
	return -1;
}

/* A line of the record, beside its link in the chain. */
struct item {
	struct crm_record *line;
	bool late; /* written after as_of */
};

struct gather {
	struct crm_journal *j;
	const char *id;
	struct item *items;
	size_t n;
	struct crm_instant then;
	bool as_of;
};

/* Takes the line into the chain when it is one of the record. */
static int gather_line(struct gather *g, uint64_t at, struct crm_err *e)
{
	struct crm_journal *j = g->j;
	const struct crm_limits *l = j->store->limits;
	struct crm_err why = CRM_ERR_INIT;
	struct crm_record *r;
	struct item *x;
	struct crm_scan s;
	const char *text;
	size_t len;

	if (crm_journal_text(j, at, &text, &len, e) != 0)
		return -1;
	if (crm_linescan(text, len, l->depth, &s) != 0 ||
	    crm_span_text(s.v[CRM_M_ID], &j->scratch) != 0 ||
	    strcmp(crm_buf_str(&j->scratch), g->id) != 0)
		return 0;
	if (crm_record_parse(text, len, l, &r, &why) != 0)
		return bad_line(j, at, g->id, &why, e);
	crm_chain_add(&j->chain, text, len, &s, at);
	x = &g->items[g->n++];
	x->line = r;
	x->late = g->as_of && !written_by(&s, &g->then, &j->scratch);
	if (!x->late)
		j->folded_bytes += len;
	return 0;
}

static int tell_conflict(struct crm_journal *j, const char *id, struct crm_err *e)
{
	const struct crm_chain *c = &j->chain;
	const char *text = NULL;
	size_t i, where = 0;

	for (i = 0; i < c->n; i++) {
		const unsigned broken = CRM_L_LOST | CRM_L_LOOSE;

		if ((c->v[i].flags & broken) != 0 && (c->v[i].flags & CRM_L_SETTLED) == 0) {
			where = i;
			text = "the chain of the record's lines is broken here: "
			       "a line was edited, removed or put in; see "
			       "crm-store verify";
			break;
		}
	}
	if (text == NULL && c->state_conflict) {
		where = c->n - 1;
		text = "two branches were merged that both set the state; "
		       "crm-store resolve settles it";
	}
	if (text == NULL)
		return 0; /* a second creation: told at opening */
	return crm_journal_tell(j, CRM_ERROR, "conflict", c->v[where].at, id, text, e);
}

int crm_fold_gather(struct crm_journal *j, const char *id, const char *as_of,
    struct crm_record *acc, size_t *folded, struct crm_err *e)
{
	struct gather g = {j, id, NULL, 0, {0, 0}, as_of != NULL};
	struct crm_hits h = crm_journal_hits(j, id);
	size_t i, n = 0;
	int ret = -1;

	crm_chain_clear(&j->chain);
	j->folded_bytes = 0;
	if (as_of != NULL && crm_instant_parse(as_of, strlen(as_of), &g.then) != 0)
		return crm_err_set(e, CRM_BADINPUT,
		    "not a date and time with "
		    "offset: '%s'",
		    as_of);
	g.items = crm_calloc(crm_hits_count(&h) + 1, sizeof(*g.items));
	for (i = 0; i < crm_hits_count(&h); i++)
		if (gather_line(&g, crm_hits_at(&h, i), e) != 0)
			goto out;
	crm_chain_judge(&j->chain);
	for (i = 0; i < g.n; i++) {
		if (g.items[i].late || !crm_link_counts(&j->chain.v[i]))
			continue;
		n++;
		j->folded_at = j->chain.v[i].at;
		if (acc != NULL)
			crm_fold_merge(acc, g.items[i].line);
	}
	if (j->chain.conflict && tell_conflict(j, id, e) != 0)
		goto out;
	*folded = n;
	ret = 0;
out:
	for (i = 0; i < g.n; i++)
		crm_record_free(g.items[i].line);
	free(g.items);
	return ret;
}

int crm_journal_fold(struct crm_journal *j, const char *id, const char *as_of, struct crm_fold *out,
    struct crm_err *e)
{
	struct crm_record *acc = crm_fold_begin(j->kind, id);
	struct crm_fold f = {NULL, 0, 0, false, ""};
	size_t i;

	if (crm_fold_gather(j, id, as_of, acc, &f.lines, e) != 0)
		goto fail;
	if (f.lines == 0) {
		crm_err_set(e, CRM_NOINPUT, "no %s '%s'%s", j->kind, id,
		    j->chain.n > 0 ? " at that time" : "");
		goto fail;
	}
	if (crm_fold_end(acc, j->folded_bytes, j->store->limits, e) != 0 ||
	    crm_journal_number(j, j->folded_at, &f.line, e) != 0) {
		crm_err_place(e, j->path.data, 0, NULL);
		goto fail;
	}
	f.conflict = j->chain.conflict;
	for (i = 0; i < j->chain.n; i++)
		if ((j->chain.v[i].flags & CRM_L_TIP) != 0)
			crm_chain_hex(&j->chain, i, f.tip);
	f.record = acc;
	*out = f;
	return 0;
fail:
	crm_record_free(acc);
	return -1;
}
