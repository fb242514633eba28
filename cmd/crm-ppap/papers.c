/*
 * characteristics, dimensions, interim: the bill of characteristics, the dimensional report, the
 * request for an interim approval.
 */
#include <string.h>

#include "cmd/crm-ppap/forms.h"
#include "lib/base/mem.h"

#define LANG                                                                 \
	{                                                                    \
		"lang", 0, CRM_OPT_TEXT, "LANG",                             \
		    "language: en, zh, de (default as crm.json says)", false \
	}
#define ROWS                                                                                     \
	{"output", 'o', CRM_OPT_TEXT, "FMT", "text, json, csv or html (default text)", false},   \
	    {"fields", 'F', CRM_OPT_TEXT, "LIST", "of rows these fields only", false},           \
	{                                                                                        \
		"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false \
	}

const struct crm_opt ppap_characteristics_opts[] = {
    ROWS,
    LANG,
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_opt ppap_dimensions_opts[] = {
    ROWS,
    LANG,
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_opt ppap_interim_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", "text, json or html (default text)", false},
    LANG,
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_doc *list_of(const struct crm_doc *o, const char *name)
{
	return crm_doc_member(o, name, strlen(name));
}

/* ---- the bill of characteristics: a row for each number and stream ---- */

enum {
	B_NO,
	B_NAME,
	B_NOMINAL,
	B_LOWER,
	B_UPPER,
	B_UNIT,
	B_SPECIAL,
	B_DFMEA,
	B_PFMEA,
	B_PLAN,
	B_GAUGES,
	B_GAUGE_STUDIES,
	B_CAPABILITY,
	B_COVERED,
	B_GAPS,
	B_STREAM,
	B_COUNT,
	B_MIN,
	B_MAX,
	B_OUT,
	B_COLUMNS
};

static const struct crm_column bill_columns[B_COLUMNS] = {
    [B_NO] = {.name = "no"},
    [B_NAME] = {.name = "name"},
    [B_NOMINAL] = {.name = "nominal"},
    [B_LOWER] = {.name = "lower"},
    [B_UPPER] = {.name = "upper"},
    [B_UNIT] = {.name = "unit"},
    [B_SPECIAL] = {.name = "special"},
    [B_DFMEA] = {.name = "dfmea_severity"},
    [B_PFMEA] = {.name = "pfmea_steps"},
    [B_PLAN] = {.name = "control_plan_steps"},
    [B_GAUGES] = {.name = "gauges"},
    [B_GAUGE_STUDIES] = {.name = "gauge_studies"},
    [B_CAPABILITY] = {.name = "capability_studies"},
    [B_COVERED] = {.name = "covered"},
    [B_GAPS] = {.name = "gaps"},
    [B_STREAM] = {.name = "stream"},
    [B_COUNT] = {.name = "count"},
    [B_MIN] = {.name = "min"},
    [B_MAX] = {.name = "max"},
    [B_OUT] = {.name = "out"},
};

/* The members of o that have the columns' names. */
static void put_named(struct crm_cell *cells, const struct crm_column *columns, size_t from,
    size_t to, const struct crm_doc *o, struct crm_arena *a)
{
	for (size_t i = from; i <= to; i++)
		cells[i] = form_cell(o, columns[i].name, a);
}

static void give_characteristic(struct form *x, const struct crm_doc *o, struct crm_arena *a)
{
	const struct crm_doc *results = list_of(o, "results");
	struct crm_cell cells[B_COLUMNS];
	size_t n = crm_doc_count(results);

	put_named(cells, bill_columns, B_NO, B_SPECIAL, o, a);
	cells[B_DFMEA] = form_joined(o, "dfmea", "severity", a);
	cells[B_PFMEA] = form_joined(o, "pfmea", "step", a);
	cells[B_PLAN] = form_joined(o, "control_plan", "step", a);
	cells[B_GAUGES] = form_joined(o, "control_plan", "gauge", a);
	cells[B_GAUGE_STUDIES] = form_joined(o, "gauge_studies", "study", a);
	cells[B_CAPABILITY] = form_joined(o, "capability", "study", a);
	cells[B_COVERED] = form_cell(o, "covered", a);
	cells[B_GAPS] = form_joined(o, "gaps", "code", a);
	for (size_t i = 0; i < n || i == 0; i++) {
		put_named(cells, bill_columns, B_STREAM, B_OUT, crm_doc_at(results, i), a);
		crm_output_row(x->rows, cells);
	}
}

static void give_bill(struct form *x)
{
	const struct crm_doc *list = list_of(x->doc, "characteristics");
	struct crm_arena arena = CRM_ARENA_INIT;

	for (size_t i = 0; i < crm_doc_count(list); i++) {
		give_characteristic(x, crm_doc_at(list, i), &arena);
		crm_arena_clear(&arena);
	}
	crm_arena_release(&arena);
}

/* ---- the dimensional report: a row for each value ---- */

enum {
	V_NO,
	V_NAME,
	V_NOMINAL,
	V_LOWER,
	V_UPPER,
	V_UNIT,
	V_SPECIAL,
	V_STREAM,
	V_PART,
	V_MASTER,
	V_VALUE,
	V_RESULT,
	V_VERDICT,
	V_COLUMNS
};

static const struct crm_column value_columns[V_COLUMNS] = {
    [V_NO] = {.name = "no"},
    [V_NAME] = {.name = "name"},
    [V_NOMINAL] = {.name = "nominal"},
    [V_LOWER] = {.name = "lower"},
    [V_UPPER] = {.name = "upper"},
    [V_UNIT] = {.name = "unit"},
    [V_SPECIAL] = {.name = "special"},
    [V_STREAM] = {.name = "stream"},
    [V_PART] = {.name = "part"},
    [V_MASTER] = {.name = "master"},
    [V_VALUE] = {.name = "value"},
    [V_RESULT] = {.name = "result"},
    [V_VERDICT] = {.name = "verdict"},
};

/* Where nothing was measured one row says so. */
static void give_values(struct form *x)
{
	const struct crm_doc *rows = list_of(x->doc, "rows");
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_cell cells[V_COLUMNS];

	for (size_t i = 0; i < crm_doc_count(rows); i++) {
		const struct crm_doc *row = crm_doc_at(rows, i), *values = list_of(row, "values");
		size_t n = crm_doc_count(values);

		put_named(cells, value_columns, V_NO, V_STREAM, row, &arena);
		for (size_t k = 0; k < n || k == 0; k++) {
			put_named(
			    cells, value_columns, V_PART, V_VERDICT, crm_doc_at(values, k), &arena);
			if (!crm_cell_is(&cells[V_VERDICT]))
				cells[V_VERDICT] = form_cell(row, "verdict", &arena);
			crm_output_row(x->rows, cells);
		}
		crm_arena_clear(&arena);
	}
	crm_arena_release(&arena);
}

/* ---- what there is to say beside the gate ---- */

static void tell_empty(struct form *x)
{
	if (crm_doc_count(list_of(x->doc, "rows")) == 0 &&
	    crm_doc_count(list_of(x->doc, "characteristics")) == 0)
		crm_run_say(x->run,
		    "%s: no table of data characteristics: attach the drawing list with --data",
		    x->judged.dossier.path);
}

static void tell_missing(struct form *x)
{
	const struct crm_doc *missing = list_of(x->doc, "missing");
	const struct crm_doc *wrong = list_of(x->doc, "wrong");

	for (size_t i = 0; i < crm_doc_count(missing); i++) {
		const char *field = crm_doc_string(crm_doc_at(missing, i));
		bool end = strcmp(field, "interim.expiry") == 0;

		crm_run_say(x->run, "%s: field '%s': missing%s", x->judged.dossier.path, field,
		    end ? ": an expiry or a quantity (interim.quantity) is expected" : "");
	}
	for (size_t i = 0; i < crm_doc_count(wrong); i++) {
		const struct crm_doc *o = crm_doc_at(wrong, i);

		crm_run_say(x->run, "%s: field '%s': %s", x->judged.dossier.path,
		    crm_doc_string(crm_doc_member(o, "field", 5)),
		    crm_doc_string(crm_doc_member(o, "text", 4)));
	}
}

static const struct form_sort characteristics = {.name = "characteristics",
    .fill = crm_paper_characteristics,
    .columns = bill_columns,
    .n = B_COLUMNS,
    .rows = give_bill,
    .role = CRM_ROLE_OTHER,
    .tell = tell_empty};
static const struct form_sort dimensions = {.name = "dimensions",
    .fill = crm_paper_dimensions,
    .columns = value_columns,
    .n = V_COLUMNS,
    .rows = give_values,
    .role = CRM_ROLE_DIMENSIONAL,
    .tell = tell_empty};
static const struct form_sort interim = {
    .name = "interim", .fill = crm_paper_interim, .role = CRM_ROLE_OTHER, .tell = tell_missing};

void ppap_characteristics(struct crm_run *r)
{
	form_print(r, &characteristics);
}

void ppap_dimensions(struct crm_run *r)
{
	form_print(r, &dimensions);
}

void ppap_interim(struct crm_run *r)
{
	form_print(r, &interim);
}
