/* From the lines of a record to the record. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/reader_private.h"
#include "lib/io/store/store_private.h"
#include "lib/time/instant.h"

/* An empty record with kind (where it is known) and id. */
static struct crm_record *begin(const char *kind, const char *id)
{
	struct crm_record *r = crm_record_new();

	if (kind[0] != '\0')
		crm_record_set_text(r, "kind", kind);
	crm_record_set_text(r, "id", id);
	return r;
}

void crm_fold_bare(struct crm_record *line)
{
	const char *name;
	size_t i = 0;

	while ((name = crm_record_member(line, i)) != NULL) {
		if (!crm_reserved_name(name) || !crm_record_remove(line, name))
			i++;
	}
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

static int judge_size(
    const struct crm_record *r, size_t bytes, const struct crm_limits *l, struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;
	size_t len;

	/* the lines were judged: few of them cannot make too much */
	if (bytes / 5 > l->record_keys && count_leaves(r) > l->record_keys)
		return crm_err_set(e, CRM_BADINPUT,
		    "the record has more than %zu fields (limit record-keys)", l->record_keys);
	if (bytes <= l->record)
		return 0;
	crm_record_dump(r, &text);
	len = text.len;
	crm_buf_release(&text);
	if (len > l->record)
		return crm_err_set(e, CRM_BADINPUT,
		    "the record is larger than %zu bytes (limit record)", l->record);
	return 0;
}

int crm_fold_end(struct crm_journal *j, struct crm_fold *f, size_t bytes,
    const struct crm_limits *l, struct crm_err *e)
{
	crm_record_drop_nulls(f->record);
	if (judge_size(f->record, bytes, l, e) == 0)
		return 0;
	crm_err_place(e, f->lines == 0 && j->base != NULL ? j->base->path.data : j->path.data,
	    f->lines == 0 ? f->row : f->line, NULL);
	crm_record_free(f->record);
	f->record = NULL;
	return -1;
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
	bool left; /* its row left the base table */
};

struct gather {
	struct crm_journal *j;
	const char *id;
	struct item *items;
	size_t n;
	struct crm_instant then;
	bool as_of;
	bool has_row; /* in the base table: */
	size_t row;
	struct crm_record *below; /* what the lines are merged over; NULL: nothing */
	size_t passed;            /* the item behind which below holds once more; n: the end */
};

/* Takes the line into the chain when it is one of the record. */
static int gather_line(struct gather *g, uint64_t at, struct crm_err *e)
{
	struct crm_journal *j = g->j;
	const struct crm_limits *l = &j->limits;
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
	x->left = crm_left_step(&s);
	if (!x->late)
		j->folded_bytes += len;
	return 0;
}

#define UNMADE_TEXT                                                                           \
	"the record's first line does not create it (no new): lines were removed, or it was " \
	"put in by hand, or its row went from the base table by hand; see crm-store verify"

static int tell_conflict(struct crm_journal *j, const char *id, struct crm_err *e)
{
	const struct crm_chain *c = &j->chain;
	const char *text = NULL;
	size_t i, where = 0;

	for (i = 0; i < c->n; i++) {
		if ((c->v[i].flags & CRM_L_BROKEN) == 0 || (c->v[i].flags & CRM_L_SETTLED) != 0)
			continue;
		where = i;
		text = (c->v[i].flags & CRM_L_UNMADE) != 0
		    ? UNMADE_TEXT
		    : "the chain of the record's lines is broken here: a line was edited, "
		      "removed or put in; see crm-store verify";
		break;
	}
	if (text == NULL && c->state_conflict) {
		where = c->n - 1;
		text = "two branches were merged that both set the state";
	}
	if (text == NULL)
		return 0; /* a second creation: told at opening */
	return crm_journal_tell(j, CRM_ERROR, "conflict", c->v[where].at, id, text, e);
}

/* A file says the kind in its lines, the last one's counts. */
static const char *kind_of(const struct gather *g)
{
	const char *kind = g->j->kind, *own;
	size_t i;

	if (g->j->store != NULL)
		return kind;
	for (i = 0; i < g->n; i++) {
		own = crm_record_text(g->items[i].line, "kind");
		if (own != NULL && !g->items[i].late && crm_link_counts(&g->j->chain.v[i]))
			kind = own;
	}
	return kind;
}

/* The record's row; else its last values, by the last line that has them. */
static int take_below(struct gather *g, struct crm_fold *f, struct crm_err *e)
{
	struct crm_journal *j = g->j;
	size_t i;

	g->passed = g->n;
	if (g->has_row) {
		f->row = (long)j->base->rows[g->row].line;
		if (crm_base_record(j->base, g->row, &g->below, e) != 0)
			return -1;
		for (i = 0; i < j->base->n; i++)
			j->folded_bytes += j->base->row.lens[i];
	}
	for (i = g->n; i-- > 0 && g->below == NULL;) {
		if (!g->items[i].left || !crm_link_counts(&j->chain.v[i]))
			continue;
		g->below = crm_left_base(g->items[i].line, &j->limits);
		g->passed = i;
	}
	f->based = g->below != NULL;
	return 0;
}

/* Merges the lines that count and stand before `before` over what is below
 * them; what is the base table's holds whatever they say. */
static void merge_items(struct gather *g, uint64_t before, struct crm_fold *f)
{
	struct crm_journal *j = g->j;
	struct crm_record *acc = begin(kind_of(g), g->id);
	bool held = false;
	size_t i;

	if (g->below != NULL && j->first_state != NULL)
		crm_record_set_text(acc, "state", j->first_state);
	if (g->below != NULL) {
		crm_record_merge(acc, g->below);
		if (j->store != NULL)
			crm_base_claim(j, g->below);
	}
	for (i = 0; i < g->n; i++) {
		if (g->items[i].late || j->chain.v[i].at >= before ||
		    !crm_link_counts(&j->chain.v[i]))
			continue;
		f->lines++;
		j->folded_at = j->chain.v[i].at;
		crm_fold_merge(acc, g->items[i].line);
		if (g->below != NULL && i == g->passed) {
			crm_record_merge(acc, g->below);
			held = true;
		}
	}
	if (g->below != NULL && f->lines > 0 && !held)
		crm_record_merge(acc, g->below);
	f->record = acc;
}

/* Says once that rows are not of the past. */
static void tell_no_history(struct crm_journal *j)
{
	if (j->notes != NULL && !j->told_history)
		crm_finding_add(j->notes, CRM_WARNING, "no_history", j->base->path.data, 0, NULL,
		    NULL, "a base table has no history: its rows are those of today, also here");
	j->told_history = true;
}

/* Gathers the lines of id into j->chain and merges them; f NULL: only the
 * chain. */
static int gather(struct crm_journal *j, const char *id, const char *as_of, uint64_t before,
    struct crm_fold *f, struct crm_err *e)
{
	struct gather g = {.j = j, .id = id, .as_of = as_of != NULL};
	struct crm_hits h;
	size_t i;
	int ret = -1;

	crm_chain_clear(&j->chain);
	j->folded_bytes = 0;
	if (as_of != NULL && crm_instant_parse(as_of, strlen(as_of), &g.then) != 0)
		return crm_err_set(e, CRM_BADINPUT, "not a date and time with offset: '%s'", as_of);
	if (crm_journal_row(j, id, &g.has_row, &g.row, e) != 0 ||
	    crm_journal_hits(j, id, &h, e) != 0)
		return -1;
	j->chain.based = j->part || g.has_row;
	if (as_of != NULL && g.has_row)
		tell_no_history(j);
	g.items = crm_calloc(crm_hits_count(&h) + 1, sizeof(*g.items));
	for (i = 0; i < crm_hits_count(&h); i++)
		if (gather_line(&g, crm_hits_at(&h, i), e) != 0)
			goto out;
	crm_chain_judge(&j->chain);
	if (j->chain.conflict && tell_conflict(j, id, e) != 0)
		goto out;
	if (f != NULL && take_below(&g, f, e) != 0)
		goto out;
	if (f != NULL)
		merge_items(&g, before, f);
	ret = 0;
out:
	crm_record_free(g.below);
	for (i = 0; i < g.n; i++)
		crm_record_free(g.items[i].line);
	free(g.items);
	return ret;
}

int crm_fold_chain(struct crm_journal *j, const char *id, struct crm_err *e)
{
	return gather(j, id, NULL, 0, NULL, e);
}

/* Why steps are refused, "" when they are not. */
static const char *refusal(const struct crm_chain *c)
{
	if (c->broken)
		return "the chain of its lines is broken: one was edited, removed or put in by "
		       "hand; see crm-store verify";
	if (c->second && !c->state_conflict)
		return "two records bear this id; crm-store renumber gives the second one its own";
	return c->conflict ? "two versions contradict each other; see crm-store verify" : "";
}

int crm_fold_start(struct crm_journal *j, const char *id, const char *as_of, struct crm_fold *out,
    struct crm_err *e)
{
	struct crm_fold f = {.why = ""};
	size_t i;

	if (gather(j, id, as_of, UINT64_MAX, &f, e) != 0)
		return -1;
	if (f.lines > 0 && crm_journal_number(j, j->folded_at, &f.line, e) != 0) {
		crm_record_free(f.record);
		return -1;
	}
	f.conflict = j->chain.conflict;
	f.why = refusal(&j->chain);
	for (i = 0; i < j->chain.n; i++)
		if ((j->chain.v[i].flags & CRM_L_TIP) != 0)
			crm_chain_hex(&j->chain, i, f.tip);
	*out = f;
	return 0;
}

int crm_fold_whole(struct crm_journal *j, const char *id, const char *as_of,
    const struct crm_limits *l, struct crm_fold *out, struct crm_err *e)
{
	struct crm_fold f;

	if (crm_fold_start(j, id, as_of, &f, e) != 0)
		return -1;
	if (f.lines == 0 && !f.based) {
		crm_record_free(f.record);
		return crm_err_at(e, CRM_NOINPUT, j->path.data, 0, NULL, "no %s '%s'%s",
		    j->kind[0] != '\0' ? j->kind : "record", id,
		    j->chain.n > 0 ? " at that time" : "");
	}
	if (crm_fold_end(j, &f, j->folded_bytes, l, e) != 0)
		return -1;
	*out = f;
	return 0;
}

int crm_journal_fold(struct crm_journal *j, const char *id, const char *as_of, struct crm_fold *out,
    struct crm_err *e)
{
	return crm_fold_whole(j, id, as_of, &j->limits, out, e);
}

int crm_fold_before(
    struct crm_journal *j, const char *id, uint64_t at, struct crm_fold *out, struct crm_err *e)
{
	struct crm_fold f = {.why = ""};

	if (gather(j, id, NULL, at, &f, e) != 0)
		return -1;
	crm_record_drop_nulls(f.record);
	*out = f;
	return 0;
}
