/*
 * attribute FILE: a gauge of attributes: a row for the study, each appraiser, each pair.
 */
#include "cmd/crm-ppap/study.h"

const struct crm_opt ppap_attribute_opts[] = {
    {"part", 0, CRM_OPT_TEXT, "COL", "heading of the parts (part)", false},
    {"appraiser", 0, CRM_OPT_TEXT, "COL", "heading of the appraisers (appraiser)", false},
    {"trial", 0, CRM_OPT_TEXT, "COL", "heading of the trials (trial)", false},
    {"result", 0, CRM_OPT_TEXT, "COL", "heading of the results (result)", false},
    {"reference", 0, CRM_OPT_TEXT, "COL", "heading of what the parts are (reference)", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 unless it meets", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", STUDY_FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these columns only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	FILE_,
	ROW,
	APPRAISER,
	WITH,
	N,
	PARTS,
	APPRAISERS,
	TRIALS,
	MATCHED,
	EFFECTIVENESS,
	MISS,
	ALARM,
	KAPPA,
	VERDICT,
	WHY,
	WARNINGS,
	COLUMNS
};

static const struct crm_column table[COLUMNS] = {
    [FILE_] = {.name = "file", .optional = true},
    [ROW] = {.name = "row"},
    [APPRAISER] = {.name = "appraiser", .optional = true},
    [WITH] = {.name = "with", .optional = true},
    [N] = {.name = "n", .right = true, .optional = true},
    [PARTS] = {.name = "parts", .right = true, .optional = true},
    [APPRAISERS] = {.name = "appraisers", .right = true, .optional = true},
    [TRIALS] = {.name = "trials", .right = true, .optional = true},
    [MATCHED] = {.name = "matched", .right = true, .optional = true},
    [EFFECTIVENESS] = {.name = "effectiveness", .right = true, .optional = true},
    [MISS] = {.name = "miss", .right = true, .optional = true},
    [ALARM] = {.name = "false_alarm", .right = true, .optional = true},
    [KAPPA] = {.name = "kappa", .right = true, .optional = true},
    [VERDICT] = {.name = "verdict", .optional = true},
    [WHY] = {.name = "why", .optional = true},
    [WARNINGS] = {.name = "warnings", .optional = true},
};

struct giving {
	struct crm_output *out;
	const char *file;
	bool people;
	struct crm_arena arena;
};

static void start(const struct giving *g, struct crm_cell *cells, const char *row)
{
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	if (!g->people)
		cells[FILE_] = crm_cell_text(g->file);
	cells[ROW] = crm_cell_text(row);
}

static void study_line(struct giving *g, const struct crm_study_attribute *a)
{
	struct crm_cell cells[COLUMNS];
	struct crm_buf warnings = CRM_BUF_INIT;

	for (size_t i = 0; i < a->warnings.n; i++)
		crm_buf_addf(&warnings, "%s%s", i > 0 ? "; " : "", a->warnings.items[i]);
	start(g, cells, "study");
	cells[N] = crm_cell_int((int64_t)(a->data.parts * a->data.appraisers * a->data.trials));
	cells[PARTS] = crm_cell_int((int64_t)a->data.parts);
	cells[APPRAISERS] = crm_cell_int((int64_t)a->data.appraisers);
	cells[TRIALS] = crm_cell_int((int64_t)a->data.trials);
	cells[VERDICT] = crm_cell_text(crm_study_verdict_name(a->verdict));
	cells[WHY] = crm_cell_text(a->why.len > 0 ? crm_buf_str(&a->why) : NULL);
	cells[WARNINGS] = crm_cell_text(warnings.len > 0 ? crm_buf_str(&warnings) : NULL);
	crm_output_row(g->out, cells);
	crm_buf_release(&warnings);
}

static void appraiser_line(struct giving *g, const struct crm_study_attribute *s, size_t a)
{
	const struct crm_appraiser *x = &s->appraisers[a];
	struct crm_cell cells[COLUMNS];

	start(g, cells, "appraiser");
	cells[APPRAISER] = crm_cell_text(s->data.appraiser[a]);
	if (s->reference)
		cells[WITH] = crm_cell_text("reference");
	cells[MATCHED] = crm_cell_int(x->matched);
	cells[EFFECTIVENESS] = study_cell(&g->arena, x->effectiveness, 2, g->people);
	cells[MISS] = study_cell(&g->arena, x->miss, 2, g->people);
	cells[ALARM] = study_cell(&g->arena, x->false_alarm, 2, g->people);
	cells[KAPPA] = study_cell(&g->arena, x->kappa, 3, g->people);
	cells[VERDICT] = crm_cell_text(crm_study_verdict_name(s->verdicts[a]));
	crm_output_row(g->out, cells);
}

static void pair_line(struct giving *g, const struct crm_study_attribute *s, size_t a, size_t b)
{
	struct crm_figure k = s->pairs[a * s->data.appraisers + b];
	struct crm_cell cells[COLUMNS];

	start(g, cells, "pair");
	cells[APPRAISER] = crm_cell_text(s->data.appraiser[a]);
	cells[WITH] = crm_cell_text(s->data.appraiser[b]);
	cells[KAPPA] = study_cell(&g->arena, k, 3, g->people);
	cells[VERDICT] = crm_cell_text(
	    crm_study_verdict_name(k.has ? crm_study_verdict_kappa(k.value) : CRM_STUDY_NONE));
	crm_output_row(g->out, cells);
}

static void print(struct crm_run *r, const char *name, const struct crm_study_attribute *s)
{
	struct giving g = {.file = name, .arena = CRM_ARENA_INIT};

	if (study_people(r, &g.people) != 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, table, COLUMNS, false, &g.out) != 0)
		return;
	study_line(&g, s);
	for (size_t a = 0; a < s->data.appraisers; a++)
		appraiser_line(&g, s, a);
	for (size_t a = 0; a < s->data.appraisers; a++) {
		for (size_t b = a + 1; b < s->data.appraisers; b++)
			pair_line(&g, s, a, b);
	}
	crm_output_end(r, g.out);
	crm_arena_release(&g.arena);
}

void ppap_attribute(struct crm_run *r)
{
	static const char *const columns[] = {
	    "part", "appraiser", "trial", "result", "reference", NULL};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_study_attribute s;
	struct crm_sheet *sheet;
	const char *name;

	if (study_operands(r, 1) != 0)
		return;
	name = crm_args_operand(r->args, 0);
	if (study_sheet(r, name, crm_ppap_sheet_at(CRM_SHEET_ATTRIBUTE), columns, &sheet) != 0)
		return;
	if (crm_study_attribute(sheet, &s, &e) != 0) {
		(void)crm_run_fail(r, &e);
	} else {
		print(r, name, &s);
		study_check(r, s.verdict);
		crm_study_attribute_release(&s);
	}
	crm_sheet_free(sheet);
}
