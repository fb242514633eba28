/*
 * All records of a kind, one folded at a time, in order of their first
 * lines. Memory is the index's: 16 bytes a line and 16 a record.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/io/reader_private.h"
#include "lib/io/store_private.h"
#include "lib/time/instant.h"

struct walk {
	struct crm_journal *j;
	char *as_of;
	struct crm_ref *firsts;
	size_t n, i;
	size_t left;         /* lines under this hash not yet given */
	struct crm_map *ids; /* two ids may share a hash: those given */
};

/* The next id under the hash of the walk's present reference that was not
 * given. 1, 0 when there is none, -1. */
static int next_id(struct walk *w, struct crm_buf *id, struct crm_err *e)
{
	struct crm_journal *j = w->j;
	struct crm_hits h = crm_index_hash(&j->ix, w->firsts[w->i].hash);
	struct crm_scan s;
	const char *text;
	size_t i, len;

	for (i = 0; i < crm_hits_count(&h); i++) {
		if (crm_journal_text(j, crm_hits_at(&h, i), &text, &len, e) != 0)
			return -1;
		if (crm_linescan(text, len, j->store->limits->depth, &s) != 0 ||
		    crm_span_text(s.v[CRM_M_ID], id) != 0)
			continue;
		if (w->ids == NULL || crm_map_find(w->ids, id->data, id->len) == CRM_MAP_NONE)
			return 1;
	}
	return 0;
}

/* Moves on once the lines under this hash are used up. */
static void step(struct walk *w, const struct crm_buf *id)
{
	struct crm_hits h = crm_index_hash(&w->j->ix, w->firsts[w->i].hash);
	size_t all = crm_hits_count(&h);

	if (w->left == 0)
		w->left = all;
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

static void skip(struct walk *w)
{
	crm_map_free(w->ids);
	w->ids = NULL;
	w->left = 0;
	w->i++;
}

static enum crm_read next_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	struct walk *w = r->impl;
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_err why = CRM_ERR_INIT;
	enum crm_read ret = CRM_READ_END;
	struct crm_fold f;
	int got;

	while (ret == CRM_READ_END && w->i < w->n) {
		got = next_id(w, &id, e);
		if (got < 0) {
			ret = CRM_READ_FAIL;
			break;
		}
		if (got == 0) {
			skip(w);
			continue;
		}
		crm_err_clear(&why);
		if (crm_journal_fold(w->j, id.data, w->as_of, &f, &why) == 0) {
			*out = f.record;
			r->line = f.line;
			ret = CRM_READ_OK;
		} else if (why.code == CRM_BADINPUT) {
			ret = CRM_READ_BAD;
		} else if (why.code != CRM_NOINPUT) {
			ret = CRM_READ_FAIL;
		}
		step(w, &id);
	}
	if (why.code != 0 && (ret == CRM_READ_BAD || ret == CRM_READ_FAIL))
		crm_err_at(e, why.code, why.source, why.line, why.field, "%s", why.text);
	crm_buf_release(&id);
	return ret;
}

static void free_walk(struct walk *w)
{
	crm_journal_free(w->j);
	crm_map_free(w->ids);
	free(w->firsts);
	free(w->as_of);
	free(w);
}

static void close_walk(struct crm_reader *r)
{
	free_walk(r->impl);
}

static const struct crm_reader_ops walk_ops = {next_record, NULL, close_walk};

int crm_store_reader(struct crm_store *s, const char *kind, const struct crm_shape *shape,
    const char *as_of, struct crm_findings *notes, struct crm_reader **out, struct crm_err *e)
{
	struct crm_instant then;
	struct walk *w;

	if (as_of != NULL && crm_instant_parse(as_of, strlen(as_of), &then) != 0)
		return crm_err_set(e, CRM_BADINPUT,
		    "not a date and time with "
		    "offset: '%s'",
		    as_of);
	w = crm_calloc(1, sizeof(*w));
	if (crm_journal_open(s, kind, notes, &w->j, e) != 0) {
		free(w);
		return -1;
	}
	w->firsts = crm_index_firsts(&w->j->ix, &w->n);
	w->as_of = as_of != NULL ? crm_strdup(as_of) : NULL;
	*out = crm_reader_make(&walk_ops, w, shape, w->j->path.data);
	return 0;
}
