/*
 * dims CHARACTERISTICS RESULTS: every result of every part in every stream against its limits, with
 * the bonus that the drawing allows; then what was not measured, and the sum.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/study.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"

const struct crm_opt ppap_dims_opts[] = {
    {"out", 0, CRM_OPT_FLAG, NULL, "only what is not in", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when anything is not in", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", STUDY_FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these columns only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	ROW,
	LINE,
	NO,
	NAME,
	STREAM,
	PART,
	VALUE,
	RESULT,
	LOWER,
	UPPER,
	BONUS,
	VERDICT,
	BY,
	NOTE,
	RESULTS,
	IN,
	OUT,
	MISSING,
	COLUMNS
};

static const struct crm_column table[COLUMNS] = {
    [ROW] = {.name = "row"},
    [LINE] = {.name = "line", .right = true, .optional = true},
    [NO] = {.name = "no", .optional = true},
    [NAME] = {.name = "name", .optional = true},
    [STREAM] = {.name = "stream", .optional = true},
    [PART] = {.name = "part", .optional = true},
    [VALUE] = {.name = "value", .right = true, .optional = true},
    [RESULT] = {.name = "result", .optional = true},
    [LOWER] = {.name = "lower", .right = true, .optional = true},
    [UPPER] = {.name = "upper", .right = true, .optional = true},
    [BONUS] = {.name = "bonus", .right = true, .optional = true},
    [VERDICT] = {.name = "verdict", .optional = true},
    [BY] = {.name = "by", .right = true, .optional = true},
    [NOTE] = {.name = "note", .optional = true},
    [RESULTS] = {.name = "results", .right = true, .optional = true},
    [IN] = {.name = "in", .right = true, .optional = true},
    [OUT] = {.name = "out", .right = true, .optional = true},
    [MISSING] = {.name = "missing", .right = true, .optional = true},
};

struct measuring {
	struct crm_run *run;
	const struct crm_sheet *list, *results;
	struct crm_dims *dims;
	struct crm_output *out;
	struct crm_map *streams, *measured; /* number and stream */
	bool unusable;                      /* the list */
	size_t all, in, bad, missing;
};

static void blank(struct crm_cell *cells, const char *row)
{
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	cells[ROW] = crm_cell_text(row);
}

static void give(struct measuring *m, const struct crm_cell *cells, bool in)
{
	if (!in || !crm_args_has(m->run->args, "out"))
		crm_output_row(m->out, cells);
}

/* ---- results ---- */

/* How far beyond its limit. */
static struct crm_cell beyond(struct crm_dec value, const struct crm_dims_limits *l, int side)
{
	struct crm_dec by;

	if (side == 0 ||
	    crm_dec_sub(side < 0 ? l->lower : value, side < 0 ? value : l->upper, &by) != 0)
		return crm_cell_absent();
	return crm_cell_dec(by);
}

/* "in", "below", "above", "nok"; NULL: there is no result. */
static const char *judge(
    const struct measuring *m, size_t row, const struct crm_dims_limits *l, struct crm_cell *cells)
{
	const struct crm_cell *value = crm_sheet_cell(m->results, row, CRM_SD_VALUE);
	const char *result = crm_sheet_text(m->results, row, CRM_SD_RESULT);
	bool limited = l->has_lower || l->has_upper;
	int side = value->type == CRM_T_DEC ? crm_dims_cmp(value->u.dec, l) : 0;

	if (side != 0) {
		cells[BY] = beyond(value->u.dec, l, side);
		return side < 0 ? "below" : "above";
	}
	if (strcmp(result, "nok") == 0)
		return "nok";
	if (value->type != CRM_T_DEC && limited) {
		if (result[0] != '\0')
			cells[NOTE] = crm_cell_text("there are limits: a value is expected");
		return NULL;
	}
	return value->type == CRM_T_DEC || result[0] != '\0' ? "in" : NULL;
}

static void note_measured(struct measuring *m, const char *no, const char *stream)
{
	struct crm_buf key = CRM_BUF_INIT;

	crm_buf_add(&key, no, strlen(no) + 1);
	crm_buf_addz(&key, stream);
	(void)crm_map_put(m->measured, key.data, key.len, NULL);
	crm_buf_release(&key);
}

static bool is_reference(const struct crm_sheet *list, size_t row)
{
	const struct crm_cell *c = crm_sheet_cell(list, row, CRM_SC_REFERENCE);

	return c->type == CRM_T_BOOL && c->u.b;
}

static void limits(
    struct measuring *m, size_t at, size_t row, struct crm_dims_limits *l, struct crm_cell *cells)
{
	crm_dims_limits(m->dims, m->list, at, crm_sheet_text(m->results, row, CRM_SD_STREAM),
	    crm_sheet_text(m->results, row, CRM_SD_PART), l);
	cells[NAME] = *crm_sheet_cell(m->list, at, CRM_SC_NAME);
	if (l->has_lower)
		cells[LOWER] = crm_cell_dec(l->lower);
	if (l->has_upper)
		cells[UPPER] = crm_cell_dec(l->upper);
	if (l->bonus && l->lacking == NULL)
		cells[BONUS] = crm_cell_dec(l->added);
	if (l->bonus)
		cells[NOTE] = crm_cell_text(l->lacking);
	if (!l->has_lower && !l->has_upper && cells[VALUE].type == CRM_T_DEC)
		cells[NOTE] = crm_cell_text("no limits");
}

static void take_result(struct measuring *m, size_t row)
{
	const char *no = crm_sheet_text(m->results, row, CRM_SD_NO), *verdict;
	struct crm_dims_limits l;
	struct crm_cell cells[COLUMNS];
	size_t at = 0;

	blank(cells, "result");
	cells[LINE] = crm_cell_int(crm_sheet_line(m->results, row));
	cells[NO] = crm_cell_text(no);
	cells[STREAM] = *crm_sheet_cell(m->results, row, CRM_SD_STREAM);
	cells[PART] = *crm_sheet_cell(m->results, row, CRM_SD_PART);
	cells[VALUE] = *crm_sheet_cell(m->results, row, CRM_SD_VALUE);
	cells[RESULT] = *crm_sheet_cell(m->results, row, CRM_SD_RESULT);
	m->all++;
	if (crm_dims_find(m->dims, no, &at) == NULL) {
		m->bad++;
		cells[VERDICT] = crm_cell_text("unknown");
		cells[NOTE] = crm_cell_text("the drawing list has no such number");
		give(m, cells, false);
		return;
	}
	limits(m, at, row, &l, cells);
	verdict = judge(m, row, &l, cells);
	if (is_reference(m->list, at))
		verdict = "reference";
	cells[VERDICT] = crm_cell_text(verdict != NULL ? verdict : "empty");
	if (verdict == NULL || strcmp(verdict, "below") == 0 || strcmp(verdict, "above") == 0 ||
	    strcmp(verdict, "nok") == 0) {
		m->bad++;
		give(m, cells, false);
	} else {
		m->in++;
		give(m, cells, true);
	}
	if (verdict != NULL)
		note_measured(m, no, crm_sheet_text(m->results, row, CRM_SD_STREAM));
}

/* ---- what is missing ---- */

/* In every stream that the results name. */
static void missing(struct measuring *m, size_t row)
{
	const char *no = crm_sheet_text(m->list, row, CRM_SC_NO);
	struct crm_cell cells[COLUMNS];

	if (is_reference(m->list, row))
		return;
	for (size_t i = 0; i < crm_map_count(m->streams); i++) {
		const char *stream = crm_map_key(m->streams, i, NULL);
		struct crm_buf key = CRM_BUF_INIT;
		bool there;

		crm_buf_add(&key, no, strlen(no) + 1);
		crm_buf_addz(&key, stream);
		there = crm_map_find(m->measured, key.data, key.len) != CRM_MAP_NONE;
		crm_buf_release(&key);
		if (there)
			continue;
		m->missing++;
		blank(cells, "missing");
		cells[NO] = crm_cell_text(no);
		cells[NAME] = *crm_sheet_cell(m->list, row, CRM_SC_NAME);
		cells[STREAM] = crm_cell_text(stream[0] != '\0' ? stream : NULL);
		cells[VERDICT] = crm_cell_text("missing");
		give(m, cells, false);
	}
}

static void sum(struct measuring *m)
{
	struct crm_cell cells[COLUMNS];

	blank(cells, "sum");
	cells[RESULTS] = crm_cell_int((int64_t)m->all);
	cells[IN] = crm_cell_int((int64_t)m->in);
	cells[OUT] = crm_cell_int((int64_t)m->bad);
	cells[MISSING] = crm_cell_int((int64_t)m->missing);
	crm_output_row(m->out, cells);
}

/* ---- the command ---- */

static int need(struct crm_run *r, const struct crm_sheet *s, int field)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_sheet_has(s, field) && crm_sheet_rows(s) > 0)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, crm_sheet_source(s), 1, crm_sheet_named(s, field),
	    crm_sheet_has(s, field) ? "no rows" : "no such column");
	return crm_run_fail(r, &e);
}

static void bad_list(void *ctx, const struct crm_err *e)
{
	struct measuring *m = ctx;
	struct crm_err copy = *e;

	m->unusable = true;
	(void)crm_run_fail(m->run, &copy);
}

/* The same part of the same stream measured again: the first value gives a bonus. */
static void tell_twice(struct measuring *m)
{
	struct crm_map *seen = crm_map_new();
	struct crm_buf key = CRM_BUF_INIT;

	for (size_t i = 0; i < crm_sheet_rows(m->results); i++) {
		const char *no = crm_sheet_text(m->results, i, CRM_SD_NO);
		const char *stream = crm_sheet_text(m->results, i, CRM_SD_STREAM);
		const char *part = crm_sheet_text(m->results, i, CRM_SD_PART);
		bool added;

		crm_buf_clear(&key);
		crm_buf_add(&key, no, strlen(no) + 1);
		crm_buf_add(&key, stream, strlen(stream) + 1);
		crm_buf_addz(&key, part);
		(void)crm_map_put(seen, key.data, key.len, &added);
		if (!added && part[0] != '\0')
			crm_run_say(m->run,
			    "%s:%ld: '%s' of stream '%s', part '%s' stands above already",
			    crm_sheet_source(m->results), (long)crm_sheet_line(m->results, i), no,
			    stream, part);
	}
	crm_buf_release(&key);
	crm_map_free(seen);
}

static void measure(struct measuring *m)
{
	size_t n = crm_sheet_rows(m->results);

	if (need(m->run, m->list, CRM_SC_NO) != 0 || need(m->run, m->results, CRM_SD_NO) != 0)
		return;
	crm_dims_check(m->list, bad_list, m);
	if (m->unusable ||
	    crm_output_new(m->run, CRM_OUT_ROWS, table, COLUMNS, false, &m->out) != 0)
		return;
	tell_twice(m);
	m->dims = crm_dims_new();
	m->streams = crm_map_new();
	m->measured = crm_map_new();
	crm_dims_list(m->dims, m->list);
	crm_dims_results(m->dims, m->results);
	for (size_t i = 0; i < n; i++) {
		const char *stream = crm_sheet_text(m->results, i, CRM_SD_STREAM);

		(void)crm_map_put(m->streams, stream, strlen(stream), NULL);
	}
	for (size_t i = 0; i < n; i++)
		take_result(m, i);
	for (size_t i = 0; i < crm_sheet_rows(m->list); i++)
		missing(m, i);
	sum(m);
	crm_output_end(m->run, m->out);
	if (crm_args_has(m->run->args, "check") && m->bad + m->missing > 0)
		crm_run_worse(m->run, CRM_NO);
	crm_dims_free(m->dims);
	crm_map_free(m->streams);
	crm_map_free(m->measured);
}

void ppap_dims(struct crm_run *r)
{
	struct measuring m = {.run = r};
	struct crm_sheet *list = NULL, *results = NULL;

	if (study_operands(r, 2) != 0)
		return;
	if (study_sheet(r, crm_args_operand(r->args, 0),
	        crm_ppap_sheet_at(CRM_SHEET_CHARACTERISTICS), NULL, &list) == 0 &&
	    study_sheet(r, crm_args_operand(r->args, 1), crm_ppap_sheet_at(CRM_SHEET_DIMENSIONAL),
	        NULL, &results) == 0) {
		m.list = list;
		m.results = results;
		measure(&m);
	}
	crm_sheet_free(list);
	crm_sheet_free(results);
}
