/*
 * All records of a kind, one folded at a time: those that have a row in the
 * base table in the order of the rows, then the others in order of their
 * first lines. Memory is the index's: 16 bytes a line, 16 a record, 24 a row.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/io/store/store_private.h"

struct crm_walk {
	struct crm_journal *j;
	char *as_of;
	size_t row;  /* the next of the base table */
	bool on_row; /* the last record has no line but its row */
	bool based;  /* it has, or had, one */
	struct crm_ref *firsts;
	size_t n, i;
	size_t lines;        /* under the present hash */
	size_t left;         /* of these, not yet given */
	struct crm_map *ids; /* two ids may share a hash: those given */
};

/* The next id under the hash of the walk's present reference that was not
 * given. 1, 0 when there is none, -1. */
static int next_id(struct crm_walk *w, struct crm_buf *id, struct crm_err *e)
{
	struct crm_journal *j = w->j;
	struct crm_scan s;
	struct crm_hits h;
	const char *text;
	size_t i, len;

	if (crm_journal_ids(j, w->firsts[w->i].hash, &h, e) != 0)
		return -1;
	w->lines = crm_hits_count(&h);
	for (i = 0; i < crm_hits_count(&h); i++) {
		if (crm_journal_text(j, crm_hits_at(&h, i), &text, &len, e) != 0)
			return -1;
		if (crm_linescan(text, len, j->limits.depth, &s) != 0 ||
		    crm_span_text(s.v[CRM_M_ID], id) != 0)
			continue;
		if (w->ids == NULL || crm_map_find(w->ids, id->data, id->len) == CRM_MAP_NONE)
			return 1;
	}
	return 0;
}

/* Moves on once the lines under this hash are used up. */
static void step(struct crm_walk *w, const struct crm_buf *id)
{
	if (w->left == 0)
		w->left = w->lines;
	w->left = w->j->chain.n < w->left ? w->left - w->j->chain.n : 0;
	if (w->left > 0) {
		/* bad lines, or another id */
		if (w->ids == NULL)
			w->ids = crm_map_new();
		crm_map_put(w->ids, id->data, id->len, NULL);
		return;
	}
	crm_map_free(w->ids);
	w->ids = NULL;
	w->i++;
}

static void skip(struct crm_walk *w)
{
	crm_map_free(w->ids);
	w->ids = NULL;
	w->left = 0;
	w->i++;
}

/* The record of that id. END: it has none at that time. */
static enum crm_read fold(
    struct crm_walk *w, const char *id, struct crm_record **out, long *line, struct crm_err *e)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_fold f;

	if (crm_journal_fold(w->j, id, w->as_of, &f, &why) == 0) {
		*out = f.record;
		w->on_row = f.lines == 0;
		w->based = f.based;
		*line = w->on_row ? f.row : f.line;
		return CRM_READ_OK;
	}
	if (why.code == CRM_NOINPUT)
		return CRM_READ_END;
	*line = why.line;
	crm_err_at(e, why.code, why.source, why.line, why.field, "%s: %s", id, why.text);
	return why.code == CRM_BADINPUT ? CRM_READ_BAD : CRM_READ_FAIL;
}

/* The record of the next row. */
static enum crm_read next_row(
    struct crm_walk *w, struct crm_record **out, long *line, struct crm_err *e)
{
	struct crm_base *b = w->j->base;
	struct crm_err why = CRM_ERR_INIT;
	size_t row = w->row++;
	char id[65];

	if (crm_base_read(b, row, &why) == 0) {
		memcpy(id, b->row.cells[b->id], b->row.lens[b->id] + 1);
		return fold(w, id, out, line, e);
	}
	*line = why.line;
	crm_err_at(e, why.code, why.source, why.line, why.field, "%s", why.text);
	return why.code == CRM_BADINPUT ? CRM_READ_BAD : CRM_READ_FAIL;
}

/* Its row was given already: so are its lines. */
static int was_row(struct crm_walk *w, const struct crm_buf *id, struct crm_err *e)
{
	bool has = false;
	size_t row;

	if (crm_journal_row(w->j, id->data, &has, &row, e) != 0)
		return -1;
	if (!has)
		return 0;
	if (w->ids == NULL)
		w->ids = crm_map_new();
	crm_map_put(w->ids, id->data, id->len, NULL);
	return 1;
}

enum crm_read crm_walk_next(
    struct crm_walk *w, struct crm_record **out, long *line, struct crm_err *e)
{
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_read ret = CRM_READ_END;
	int got;

	while (ret == CRM_READ_END && w->j->base != NULL && w->row < w->j->base->nrows)
		ret = next_row(w, out, line, e);
	while (ret == CRM_READ_END && w->i < w->n) {
		got = next_id(w, &id, e);
		if (got == 1) {
			got = was_row(w, &id, e);
			if (got == 1)
				continue;
			got = got == 0 ? 1 : -1;
		}
		if (got < 0) {
			ret = CRM_READ_FAIL;
		} else if (got == 0) {
			skip(w);
		} else {
			ret = fold(w, id.data, out, line, e);
			step(w, &id);
		}
	}
	crm_buf_release(&id);
	return ret;
}

bool crm_walk_on_row(const struct crm_walk *w)
{
	return w->on_row;
}

bool crm_walk_by_row(const struct crm_walk *w)
{
	return w->based && w->j->chain.created == w->j->chain.n;
}

struct crm_walk *crm_walk_new(struct crm_journal *j, const char *as_of, struct crm_err *e)
{
	struct crm_walk *w = crm_calloc(1, sizeof(*w));

	w->j = j;
	w->as_of = as_of != NULL ? crm_strdup(as_of) : NULL;
	if ((j->base == NULL || crm_base_load(j->base, e) == 0) &&
	    crm_journal_firsts(j, &w->firsts, &w->n, e) == 0)
		return w;
	crm_walk_free(w);
	return NULL;
}

void crm_walk_free(struct crm_walk *w)
{
	if (w == NULL)
		return;
	crm_journal_free(w->j);
	crm_map_free(w->ids);
	free(w->firsts);
	free(w->as_of);
	free(w);
}
