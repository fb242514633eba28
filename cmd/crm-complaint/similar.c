/*
 * similar ID: the complaints that share something with this one, and what
 * (lib/rules/similar.h): those that share most first, then the newest.
 */
#include <stdlib.h>

#include "cmd/crm-complaint/complaint.h"
#include "lib/base/mem.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/similar.h"
#include "lib/tool/judged.h"
#include "lib/tool/named.h"
#include "lib/tool/stream.h"

enum { KIND, ID, STATE, CUSTOMER, PART, LOT, DEFECT, RECEIVED_AT, SCORE, SHARED, NCOLUMNS };

static const struct crm_column columns[NCOLUMNS] = {
    [KIND] = {.name = "kind"},
    [ID] = {.name = "id"},
    [STATE] = {.name = "state", .optional = true},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [PART] = {.name = "part", .optional = true},
    [LOT] = {.name = "lot", .optional = true},
    [DEFECT] = {.name = "defect", .optional = true},
    [RECEIVED_AT] = {.name = "received_at", .optional = true},
    [SCORE] = {.name = "score", .right = true},
    [SHARED] = {.name = "shared"},
};

/* One that may be alike: its cells in the order of crm_similar_fields. */
struct one {
	struct crm_cell *cells;
	unsigned shared;
	int score;
	int64_t at_us; /* received; the smallest when nobody knows */
	size_t order;
};

struct search {
	struct crm_run *run;
	const char *id;
	struct crm_similar *of; /* NULL: not seen yet */
	struct one *ones;
	size_t n, cap, nfields;
	struct crm_arena arena;
};

static void keep(struct search *s, const struct crm_view *v, unsigned shared)
{
	const struct crm_cell *at = crm_view_cell(v, CRM_K_RECEIVED_AT);
	struct one one = {.shared = shared, .order = s->n};

	one.cells = crm_arena_alloc(&s->arena, s->nfields * sizeof(*one.cells));
	for (size_t i = 0; i < s->nfields; i++)
		one.cells[i] = crm_cell_keep(crm_view_cell(v, crm_similar_fields[i]), &s->arena);
	one.score = crm_similar_score(shared);
	one.at_us = at->type == CRM_T_INSTANT ? at->u.at.us : INT64_MIN;
	crm_grow(&s->ones, &s->cap, s->n + 1, sizeof(*s->ones));
	s->ones[s->n++] = one;
}

/* Kept as long as nobody knows to what it should be like. */
static void look_at(struct search *s, const struct crm_view *v, bool chosen)
{
	unsigned shared;

	if (s->of == NULL && crm_cell_eq(crm_view_cell(v, CRM_C_ID), s->id)) {
		s->of = crm_similar_new(v);
		return;
	}
	if (!chosen)
		return;
	shared = s->of == NULL ? 0 : crm_similar_shared(s->of, v);
	if (s->of == NULL || shared != 0)
		keep(s, v, shared);
}

/* Those that came before the one. */
static void look_back(struct search *s)
{
	struct crm_shape *shape = crm_run_shape(s->run);
	struct crm_cell *cells = crm_calloc(crm_shape_count(shape), sizeof(*cells));
	struct crm_view v = {
	    .shape = shape, .cells = cells, .n = crm_shape_count(shape), .source = ""};

	for (size_t k = 0; k < s->n; k++) {
		struct one *one = &s->ones[k];

		if (one->shared != 0)
			continue;
		for (size_t i = 0; i < s->nfields; i++)
			cells[crm_similar_fields[i]] = one->cells[i];
		one->shared = crm_similar_shared(s->of, &v);
		one->score = crm_similar_score(one->shared);
	}
	free(cells);
}

static int find_in_store(struct search *s)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_record *record;
	struct crm_named named;
	struct crm_view view;

	if (crm_named_open(s->run, false, &named) < 0)
		return -1;
	record = crm_named_next(&named);
	if (record != NULL) {
		crm_view_of_record(crm_run_shape(s->run), record, &arena, &view);
		s->of = crm_similar_new(&view);
	}
	crm_named_release(&named);
	crm_arena_release(&arena);
	return s->of != NULL ? 0 : -1;
}

/* --where chooses among the others, not the one. */
static int read_all(struct search *s)
{
	struct crm_where *where = s->run->where;
	struct crm_stream *stream = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view view;

	if (crm_args_operands(s->run->args) == 1 && find_in_store(s) < 0)
		return -1;
	s->run->where = NULL;
	if (crm_stream_open(s->run, 1, &stream) == 0) {
		while (crm_stream_next(stream, &view))
			look_at(s, &view, where == NULL || crm_where_match(where, &view));
	}
	s->run->where = where;
	crm_stream_free(stream);
	if (stream == NULL)
		return -1;
	if (s->of != NULL)
		return 0;
	crm_err_at(&e, CRM_NOINPUT, NULL, 0, NULL, "%s: no such complaint", s->id);
	return crm_run_fail(s->run, &e);
}

static int by_score(const void *a, const void *b)
{
	const struct one *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->at_us != y->at_us)
		return x->at_us > y->at_us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The cell of a field among those that were kept. */
static struct crm_cell kept(const struct one *one, int field)
{
	for (size_t i = 0; crm_similar_fields[i] != 0; i++) {
		if (crm_similar_fields[i] == field)
			return one->cells[i];
	}
	return crm_cell_absent();
}

static void print(struct search *s, struct crm_output *out)
{
	struct crm_buf words = CRM_BUF_INIT;
	struct crm_cell cells[NCOLUMNS];

	if (s->n > 0)
		qsort(s->ones, s->n, sizeof(*s->ones), by_score);
	for (size_t i = 0; i < s->n && s->ones[i].score > 0; i++) {
		const struct one *one = &s->ones[i];

		crm_buf_clear(&words);
		crm_similar_words(one->shared, &words);
		cells[KIND] = crm_cell_text(crm_complaint.name);
		cells[ID] = kept(one, CRM_C_ID);
		cells[STATE] = kept(one, CRM_C_STATE);
		cells[CUSTOMER] = kept(one, CRM_K_CUSTOMER);
		cells[PART] = kept(one, CRM_K_PART);
		cells[LOT] = kept(one, CRM_K_LOT);
		cells[DEFECT] = kept(one, CRM_K_DEFECT);
		cells[RECEIVED_AT] = kept(one, CRM_K_RECEIVED_AT);
		cells[SCORE] = crm_cell_int(one->score);
		cells[SHARED] = crm_cell_text(crm_buf_str(&words));
		crm_output_row(out, cells);
	}
	crm_buf_release(&words);
}

void complaint_similar(struct crm_run *r)
{
	struct search s = {.run = r, .id = crm_args_operand(r->args, 0)};
	struct crm_output *out = NULL;

	if (s.id == NULL) {
		crm_run_usage(r, "ID missing");
		return;
	}
	for (; crm_similar_fields[s.nfields] != 0; s.nfields++)
		crm_shape_need(crm_run_shape(r), crm_similar_fields[s.nfields]);
	crm_shape_restrict(crm_run_shape(r));
	if (crm_run_where(r) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, NCOLUMNS, false, &out) == 0 &&
	    read_all(&s) == 0) {
		look_back(&s);
		print(&s, out);
		crm_output_end(r, out);
		out = NULL;
	}
	crm_output_drop(out);
	crm_similar_free(s.of);
	free(s.ones);
	crm_arena_release(&s.arena);
}
