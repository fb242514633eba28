/* The records that are there, by the texts that they share with one that is made. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/flow/common.h"
#include "lib/io/store/mention.h"
#include "lib/tool/steps_recur.h"

#define FEW ((size_t)8) /* so many are asked for one by one */

/* The list under a key; *fresh: it was made now. */
static struct crm_past_list *list_of(struct crm_recur *x, const struct crm_buf *key, bool *fresh)
{
	size_t i = crm_map_put(x->keys, key->data, key->len, fresh);

	if (i >= x->cap) {
		size_t before = x->cap;

		crm_grow(&x->lists, &x->cap, i + 1, sizeof(*x->lists));
		memset(x->lists + before, 0, (x->cap - before) * sizeof(*x->lists));
	}
	return &x->lists[i];
}

static void add_past(struct crm_recur *x, struct crm_past_list *list, const struct crm_past *p)
{
	struct crm_past kept = *p;

	kept.id = crm_arena_strdup(&x->arena, p->id);
	crm_past_list_add(list, &kept);
}

static bool key_of(const struct crm_recur *x, const struct crm_view *v, struct crm_buf *key)
{
	const struct crm_cell *cells[CRM_RECURRENCE_FIELDS];

	for (size_t i = 0; i < x->n; i++)
		cells[i] = crm_view_cell(v, x->row->fields[i]);
	return crm_recurrence_key(cells, x->n, key);
}

/* Adds a record under its key; only: nothing but that key counts (NULL: all do). */
static void add_view(struct crm_batch *b, const struct crm_view *v, const struct crm_buf *only)
{
	const struct crm_cell *at = crm_view_cell(v, b->recur->row->received);
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf key = CRM_BUF_INIT;
	struct crm_past p = {.has_at = at->type == CRM_T_INSTANT};
	bool fresh;

	if (key_of(b->recur, v, &key) &&
	    (only == NULL ||
	        (only->len == key.len && memcmp(only->data, key.data, key.len) == 0))) {
		p.id = crm_view_text(v, CRM_C_ID, &arena);
		p.gone = crm_state_gone(b->run->kind->flow.states, state);
		if (p.has_at)
			p.at = at->u.at;
		add_past(b->recur, list_of(b->recur, &key, &fresh), &p);
	}
	crm_buf_release(&key);
	crm_arena_release(&arena);
}

/* What was wrong with a record is told by who folds it for itself. */
static int load_all(struct crm_batch *b)
{
	struct crm_shape *shape = crm_shape_new(b->run->kind->flow.schema);
	struct crm_findings *notes = crm_findings_new();
	enum crm_read got = CRM_READ_FAIL;
	struct crm_reader *reader = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	crm_shape_need(shape, CRM_C_ID);
	crm_shape_need(shape, CRM_C_STATE);
	crm_shape_need(shape, b->recur->row->received);
	for (size_t i = 0; i < b->recur->n; i++)
		crm_shape_need(shape, b->recur->row->fields[i]);
	crm_shape_restrict(shape);
	b->recur->whole = true;
	if (crm_store_reader(b->run->store, b->run->kind->name, shape, NULL, notes, &reader, &e) ==
	    0) {
		while (
		    (got = crm_reader_view(reader, &v, &e)) != CRM_READ_END && got != CRM_READ_FAIL)
			if (got == CRM_READ_OK)
				add_view(b, &v, NULL);
		crm_reader_free(reader);
	}
	crm_findings_free(notes);
	crm_shape_free(shape);
	return got == CRM_READ_END ? 0 : crm_run_fail(b->run, &e);
}

/* Those among ids that have the key of the record in hand. */
static int load_named(struct crm_batch *b, const struct crm_map *ids)
{
	struct crm_shape *shape = crm_run_shape(b->run);
	struct crm_arena arena = CRM_ARENA_INIT;

	for (size_t i = 0; i < crm_map_count(ids); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_fold fold = {0};
		struct crm_view v;

		if (crm_tx_fold(b->x->tx, crm_map_key(ids, i, NULL), &fold, &e) == 0) {
			crm_view_of_record(shape, fold.record, &arena, &v);
			add_view(b, &v, &b->recur->key);
			crm_record_free(fold.record);
			crm_arena_clear(&arena);
		} else if (e.code != CRM_NOINPUT && e.code != CRM_BADINPUT) {
			crm_arena_release(&arena);
			return crm_run_fail(b->run, &e);
		}
	}
	crm_arena_release(&arena);
	return 0;
}

/* A few are looked for by their texts; for many all records are read once. */
static int load(struct crm_batch *b, const struct crm_cell *const *cells)
{
	char *texts[CRM_RECURRENCE_FIELDS];
	struct crm_map *ids;
	struct crm_err e = CRM_ERR_INIT;
	int ret = 1;

	if (b->recur->whole)
		return 0;
	if (b->n > FEW)
		return load_all(b);
	ids = crm_map_new();
	for (size_t i = 0; i < b->recur->n; i++)
		texts[i] = crm_strndup(cells[i]->text, cells[i]->len);
	ret =
	    crm_journal_mentioning(b->x->journal, (const char *const *)texts, b->recur->n, ids, &e);
	if (ret < 0)
		(void)crm_run_fail(b->run, &e);
	else
		ret = ret == 0 ? load_named(b, ids) : load_all(b);
	for (size_t i = 0; i < b->recur->n; i++)
		free(texts[i]);
	crm_map_free(ids);
	return ret;
}

struct crm_past_list *crm_past_load(struct crm_batch *b, const struct crm_cell *const *cells)
{
	bool fresh = false;

	(void)list_of(b->recur, &b->recur->key, &fresh);
	if (fresh && load(b, cells) != 0)
		return NULL;
	return list_of(b->recur, &b->recur->key, &fresh);
}

void crm_past_add(struct crm_recur *x, const char *id)
{
	const struct crm_past p = {.id = id, .has_at = true, .at = x->at};
	bool fresh;

	add_past(x, list_of(x, &x->key, &fresh), &p);
}
