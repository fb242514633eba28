/*
 * chronic: part and defect that came back too often (K10), a row each; the
 * most first.
 */
#include <string.h>

#include "cmd/crm-complaint/complaint.h"
#include "lib/rules/recurrence.h"
#include "lib/rules/similar.h"
#include "lib/tool/stream.h"

const struct crm_opt complaint_chronic_opts[] = {
    {"times", 0, CRM_OPT_TEXT, "NUMBER",
        "how many complaints make it chronic (default: the settings', 3)", false},
    {"within", 0, CRM_OPT_TEXT, "DUR",
        "received how long ago at most (default: the settings', P365D)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { PART, DEFECT, COUNT, FIRST, LAST, OPEN, LED_BY, IDS, NCOLUMNS };

static const struct crm_column columns[NCOLUMNS] = {
    [PART] = {.name = "part"},
    [DEFECT] = {.name = "defect"},
    [COUNT] = {.name = "count", .right = true},
    [FIRST] = {.name = "first"},
    [LAST] = {.name = "last"},
    [OPEN] = {.name = "open", .right = true},
    [LED_BY] = {.name = "led_by", .optional = true},
    [IDS] = {.name = "ids"},
};

static int read_times(struct crm_run *r, int64_t *out)
{
	static const struct crm_field count = {
	    "times", CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT, NULL};
	const char *text = crm_args_text(r->args, "times");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	if (text == NULL)
		return 0;
	crm_field_read(&count, text, strlen(text), &cell, NULL);
	if (cell.type == CRM_T_INT && cell.u.i > 0) {
		*out = cell.u.i;
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--times", 0, NULL,
	    "not a number of times: '%s'; expected a count like 3, above 0", text);
	return crm_run_fail(r, &e);
}

/* within: what it is without the option. */
static int read_since(struct crm_run *r, struct crm_duration within, struct crm_instant *out)
{
	const char *text = crm_args_text(r->args, "within");
	struct crm_err e = CRM_ERR_INIT;

	if (text == NULL ||
	    (crm_duration_parse(text, strlen(text), &within) == 0 && within.n >= 0)) {
		within.n = -within.n;
		*out = crm_duration_after(r->now, within, crm_run_zone(r), NULL);
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--within", 0, NULL,
	    "not a duration: '%s'; expected one like P365D", text);
	return crm_run_fail(r, &e);
}

static void print(const struct crm_chronic_row *row, struct crm_output *out)
{
	struct crm_cell cells[NCOLUMNS];

	cells[PART] = crm_cell_text(row->part);
	cells[DEFECT] = crm_cell_text(row->defect);
	cells[COUNT] = crm_cell_int((int64_t)row->count);
	cells[FIRST] = crm_cell_instant(row->first);
	cells[LAST] = crm_cell_instant(row->last);
	cells[OPEN] = crm_cell_int((int64_t)row->open);
	cells[LED_BY] = crm_cell_text(row->led_by);
	cells[IDS] = crm_cell_text(row->ids);
	crm_output_row(out, cells);
}

void complaint_chronic(struct crm_run *r)
{
	const struct crm_chronic_row *rows;
	struct crm_chronic *chronic = NULL;
	struct crm_stream *stream = NULL;
	struct crm_output *out = NULL;
	struct crm_instant since = {0, 0};
	struct crm_recurrence_opts o = {0};
	struct crm_view view;
	size_t n;

	if (crm_run_recurrence(r, &o) < 0 || read_times(r, &o.times) < 0 ||
	    read_since(r, o.window, &since) < 0)
		return;
	for (size_t i = 0; crm_chronic_fields[i] != 0; i++)
		crm_shape_need(crm_run_shape(r), crm_chronic_fields[i]);
	crm_shape_restrict(crm_run_shape(r));
	if (crm_run_where(r) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, NCOLUMNS, false, &out) < 0 ||
	    crm_stream_open(r, 0, &stream) < 0)
		goto out;
	chronic = crm_chronic_new(since, r->now);
	while (crm_stream_next(stream, &view))
		crm_chronic_add(chronic, &view);
	rows = crm_chronic_rows(chronic, (size_t)o.times, &n);
	for (size_t i = 0; i < n; i++)
		print(&rows[i], out);
	crm_output_end(r, out);
	out = NULL;
out:
	crm_chronic_free(chronic);
	crm_output_drop(out);
	crm_stream_free(stream);
}
