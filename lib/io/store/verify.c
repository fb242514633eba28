/* Is the evidence whole? Every line of a kind is read, no cache is used. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"
#include "lib/time/instant.h"

#define CLOCK_SLACK ((int64_t)60 * 1000000) /* of two machines, us */

/* A line of the journal, under its record. */
struct place {
	size_t record;
	uint64_t at;
};

struct audit {
	struct crm_journal *j;
	struct crm_findings *f;
	struct crm_map *ids;
	struct place *v;
	size_t n, cap;
	int64_t *written; /* of the chain's lines, us; INT64_MIN: not known */
	size_t written_cap;
};

static int by_record(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Parses every line for good; those that are journal lines are noted. */
static int collect(struct audit *a, struct crm_err *e)
{
	const struct crm_limits *l = &a->j->limits;
	struct crm_record *r;
	struct crm_err why;
	struct crm_line line;
	const char *id;
	size_t pos = 0, at;
	int got;

	while ((got = crm_journal_next(a->j, &pos, &line, e)) == 1) {
		at = pos - line.len - 1;
		crm_err_clear(&why);
		if (crm_record_parse(line.text, line.len, l, &r, &why) != 0) {
			crm_finding_add(a->f, CRM_ERROR, "bad_line", a->j->path.data, line.number,
			    NULL, NULL, "%s", why.text);
			continue;
		}
		id = crm_record_text(r, "id");
		if (id != NULL) {
			crm_grow(&a->v, &a->cap, a->n + 1, sizeof(*a->v));
			a->v[a->n].record = crm_map_put(a->ids, id, strlen(id), NULL);
			a->v[a->n++].at = at;
		}
		crm_record_free(r);
	}
	if (a->n > 1)
		qsort(a->v, a->n, sizeof(*a->v), by_record);
	return got < 0 ? -1 : 0;
}

static int tell(struct audit *a, enum crm_severity severity, const char *code,
    const struct crm_link *l, const char *id, const char *text, struct crm_err *e)
{
	return crm_journal_tell(a->j, severity, code, l->at, id, text, e);
}

static int tell_break(struct audit *a, size_t i, const char *id, struct crm_err *e)
{
	const struct crm_link *l = &a->j->chain.v[i];
	const bool settled = (l->flags & CRM_L_SETTLED) != 0;
	const enum crm_severity severity = settled ? CRM_WARNING : CRM_ERROR;

	if ((l->flags & CRM_L_UNMADE) != 0)
		return tell(a, severity, "no_new", l, id,
		    "the record's first line does not create it (no new), and no base table has "
		    "its row",
		    e);
	if ((l->flags & CRM_L_LOOSE) != 0)
		return tell(a, severity, "inserted", l, id,
		    "names no line before "
		    "it (no prev): it was put in by hand",
		    e);
	if ((l->flags & CRM_L_LOST) == 0)
		return 0;
	if (i == 0)
		return tell(a, severity, "deleted", l, id,
		    "names a line before "
		    "it, but is the record's first: lines were removed",
		    e);
	return tell(a, severity, "edited", l, id,
	    "prev fits no line of the "
	    "record before it: such a line was edited or removed",
	    e);
}

static int tell_second(struct audit *a, size_t i, const char *id, struct crm_err *e)
{
	struct crm_chain *c = &a->j->chain;
	struct crm_buf text = CRM_BUF_INIT;
	long line;
	int ret = -1;

	if ((c->v[i].flags & CRM_L_SETTLED) != 0)
		return (c->v[i].flags & CRM_L_NEW) == 0
		    ? 0
		    : tell(a, CRM_NOTE, "renumbered", &c->v[i], id,
		          "created the id a second time; that record has another id now", e);
	if (crm_journal_number(a->j, c->v[c->created].at, &line, e) != 0)
		return -1;
	crm_buf_addf(&text,
	    (c->v[i].flags & CRM_L_NEW) != 0
	        ? "creates the id a second time, after line %ld; it is left out "
	          "until crm-store renumber gives it an id of its own"
	        : "continues the second creation of an id that line %ld created; it "
	          "is left out until crm-store renumber takes it over",
	    line);
	ret = tell(a, CRM_ERROR, "second_new", &c->v[i], id, text.data, e);
	crm_buf_release(&text);
	return ret;
}

static int tell_fork(struct audit *a, size_t i, const char *id, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	int ret;

	crm_buf_addf(
	    &text, "%zu lines continue this one: branches were merged", a->j->chain.v[i].children);
	ret = tell(a, CRM_WARNING, "fork", &a->j->chain.v[i], id, text.data, e);
	crm_buf_release(&text);
	return ret;
}

/* A clock that was set back, or a stamp that was made up. */
static int tell_clock(struct audit *a, size_t i, const char *id, struct crm_err *e)
{
	const struct crm_chain *c = &a->j->chain;
	const struct crm_link *l = &c->v[i];
	struct crm_buf text = CRM_BUF_INIT;
	size_t k, parent;
	long line;
	int ret = 0;

	for (k = 0; k < l->nparents && ret == 0; k++) {
		parent = c->parents[l->parent + k];
		if (a->written[i] == INT64_MIN || a->written[parent] == INT64_MIN ||
		    a->written[i] >= a->written[parent] - CLOCK_SLACK)
			continue;
		ret = crm_journal_number(a->j, c->v[parent].at, &line, e);
		if (ret != 0)
			break;
		crm_buf_clear(&text);
		crm_buf_addf(&text,
		    "was written %lld seconds before line %ld, which it continues: a clock was set "
		    "back",
		    (long long)((a->written[parent] - a->written[i]) / 1000000), line);
		ret = tell(a, CRM_WARNING, "clock_backwards", l, id, text.data, e);
	}
	crm_buf_release(&text);
	return ret;
}

static int judge_link(struct audit *a, size_t i, const char *id, struct crm_err *e)
{
	const struct crm_link *l = &a->j->chain.v[i];

	if (tell_break(a, i, id, e) != 0 || tell_clock(a, i, id, e) != 0)
		return -1;
	if ((l->flags & CRM_L_AGAIN) != 0)
		return tell(a, CRM_WARNING, "duplicate_line", l, id,
		    "the same line "
		    "stands before; it is left out",
		    e);
	if ((l->flags & CRM_L_SECOND) != 0)
		return tell_second(a, i, id, e);
	if ((l->flags & CRM_L_FORK) != 0)
		return tell_fork(a, i, id, e);
	return 0;
}

static void note_written(struct audit *a, const struct crm_scan *s)
{
	struct crm_span stamp = s->v[s->v[CRM_M_REC].p != NULL ? CRM_M_REC : CRM_M_AT];
	struct crm_buf *t = &a->j->scratch;
	size_t i = a->j->chain.n - 1;
	struct crm_instant at;

	crm_grow(&a->written, &a->written_cap, i + 1, sizeof(*a->written));
	a->written[i] =
	    crm_span_text(stamp, t) == 0 && crm_instant_parse(crm_buf_str(t), t->len, &at) == 0
	    ? at.us
	    : INT64_MIN;
}

/* The record whose lines are v[0..n). */
static int judge_record(struct audit *a, const struct place *v, size_t n, struct crm_err *e)
{
	struct crm_journal *j = a->j;
	const char *id = crm_map_key(a->ids, v[0].record, NULL);
	struct crm_scan s;
	const char *text;
	size_t i, len;

	crm_chain_clear(&j->chain);
	if (crm_chain_base(j, id, &j->chain, e) != 0)
		return -1;
	for (i = 0; i < n; i++) {
		if (crm_journal_text(j, v[i].at, &text, &len, e) != 0)
			return -1;
		if (crm_linescan(text, len, j->limits.depth, &s) != 0)
			continue;
		crm_chain_add(&j->chain, text, len, &s, v[i].at);
		note_written(a, &s);
	}
	if (j->chain.n == 0)
		return 0;
	crm_chain_judge(&j->chain);
	for (i = 0; i < j->chain.n; i++)
		if (judge_link(a, i, id, e) != 0)
			return -1;
	if (j->chain.state_conflict)
		return tell(a, CRM_ERROR, "conflict", &j->chain.v[j->chain.n - 1], id,
		    "two branches were merged that both set the state", e);
	return 0;
}

static int judge_all(struct audit *a, struct crm_err *e)
{
	size_t i = 0, n;

	for (; i < a->n; i += n) {
		for (n = 1; i + n < a->n && a->v[i + n].record == a->v[i].record;)
			n++;
		if (judge_record(a, a->v + i, n, e) != 0)
			return -1;
	}
	return 0;
}

/* All that makes sense of a journal of one epoch. */
static int judge_whole(struct audit *a, struct crm_err *e)
{
	if (judge_all(a, e) != 0 || crm_notes_ops(a->j, e) != 0 || crm_notes_copies(a->j, e) != 0)
		return -1;
	return crm_verify_rewritten(a->j, a->f, e);
}

int crm_store_verify(
    struct crm_store *s, const char *kind, struct crm_findings *f, struct crm_err *e)
{
	struct audit a = {.f = f};
	int ret = -1;

	a.j = crm_journal_begin(s, kind, false, f, e);
	if (a.j == NULL)
		return -1;
	a.ids = crm_map_new();
	if (crm_notes_epochs(a.j, true, e) == 0 && crm_notes_flaws(a.j, false, e) == 0 &&
	    crm_notes_tail(a.j, e) == 0 && collect(&a, e) == 0)
		ret = crm_journal_merged(a.j) ? 0 : judge_whole(&a, e);
	crm_map_free(a.ids);
	free(a.v);
	free(a.written);
	crm_journal_free(a.j);
	return ret;
}
