/*
 * fmea FILE: RPN and Action Priority of each row, then the sum. What the file claims of both is
 * compared.
 */
#include <ctype.h>
#include <string.h>

#include "cmd/crm-ppap/study.h"

const struct crm_opt ppap_fmea_opts[] = {
    {"severity", 0, CRM_OPT_TEXT, "COL", "heading of the severity (severity, s)", false},
    {"occurrence", 0, CRM_OPT_TEXT, "COL", "heading of the occurrence (occurrence, o)", false},
    {"detection", 0, CRM_OPT_TEXT, "COL", "heading of the detection (detection, d)", false},
    {"action", 0, CRM_OPT_TEXT, "COL", "heading of the actions (action)", false},
    {"rpn", 0, CRM_OPT_TEXT, "COL", "heading of the claimed RPN (rpn)", false},
    {"ap", 0, CRM_OPT_TEXT, "COL", "heading of the claimed Action Priority (ap)", false},
    {"step", 0, CRM_OPT_TEXT, "COL", "heading of the process step (step)", false},
    {"function", 0, CRM_OPT_TEXT, "COL", "heading of the function (function)", false},
    {"failure", 0, CRM_OPT_TEXT, "COL", "heading of the failure (failure)", false},
    {"attention", 0, CRM_OPT_FLAG, NULL, "only rows with something to look at", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 on a wrong claim, or H without an action", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", STUDY_FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these columns only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	ROW,
	LINE,
	STEP,
	FAILURE,
	SEVERITY,
	OCCURRENCE,
	DETECTION,
	RPN,
	AP,
	SEVERE,
	NOTE,
	ROWS,
	HIGH,
	MEDIUM,
	LOW,
	SEVERES,
	IDLE,
	CLAIMED,
	AGREE,
	COLUMNS
};

static const struct crm_column table[COLUMNS] = {
    [ROW] = {.name = "row"},
    [LINE] = {.name = "line", .right = true, .optional = true},
    [STEP] = {.name = "step", .optional = true},
    [FAILURE] = {.name = "failure", .optional = true},
    [SEVERITY] = {.name = "severity", .head = "s", .right = true, .optional = true},
    [OCCURRENCE] = {.name = "occurrence", .head = "o", .right = true, .optional = true},
    [DETECTION] = {.name = "detection", .head = "d", .right = true, .optional = true},
    [RPN] = {.name = "rpn", .right = true, .optional = true},
    [AP] = {.name = "ap", .optional = true},
    [SEVERE] = {.name = "severe", .optional = true},
    [NOTE] = {.name = "note", .optional = true},
    [ROWS] = {.name = "rows", .right = true, .optional = true},
    [HIGH] = {.name = "high", .right = true, .optional = true},
    [MEDIUM] = {.name = "medium", .right = true, .optional = true},
    [LOW] = {.name = "low", .right = true, .optional = true},
    [SEVERES] = {.name = "severity_9_10", .right = true, .optional = true},
    [IDLE] = {.name = "high_without_action", .right = true, .optional = true},
    [CLAIMED] = {.name = "claimed", .right = true, .optional = true},
    [AGREE] = {.name = "agree", .right = true, .optional = true},
};

struct rating {
	struct crm_run *run;
	const struct crm_sheet *sheet;
	struct crm_output *out;
	bool people;
	int fields[3]; /* severity, occurrence, detection */
	bool actions;
	size_t rows, high, medium, low, severe, idle, claimed, agree;
};

/* ---- reading ---- */

static int no_column(struct rating *t, int field, const char *other)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_BADINPUT, crm_sheet_source(t->sheet), 1,
	    crm_sheet_named(t->sheet, field), "no such column%s%s",
	    other[0] != '\0' ? ", nor " : "", other);
	return crm_run_fail(t->run, &e);
}

static int find_fields(struct rating *t)
{
	for (int i = 0; i < 3; i++) {
		int word = CRM_SR_SEVERITY + i, letter = CRM_SR_S + i;

		if (!crm_sheet_has(t->sheet, word) && !crm_sheet_has(t->sheet, letter))
			return no_column(t, word, crm_sheet_named(t->sheet, letter));
		t->fields[i] = crm_sheet_has(t->sheet, word) ? word : letter;
	}
	t->actions = crm_sheet_has(t->sheet, CRM_SR_ACTION);
	return 0;
}

/* 0: none from 1 to 10. */
static int64_t rating_of(const char *text)
{
	size_t len = strlen(text);

	if (strcmp(text, "10") == 0)
		return 10;
	return len == 1 && text[0] >= '1' && text[0] <= '9' ? text[0] - '0' : 0;
}

static int read_ratings(struct rating *t, size_t row, int64_t *out)
{
	struct crm_err e = CRM_ERR_INIT;

	for (int i = 0; i < 3; i++) {
		out[i] = rating_of(crm_sheet_text(t->sheet, row, t->fields[i]));
		if (out[i] > 0)
			continue;
		crm_err_at(&e, CRM_BADINPUT, crm_sheet_source(t->sheet),
		    crm_sheet_line(t->sheet, row), crm_sheet_named(t->sheet, t->fields[i]),
		    "'%s': a whole number from 1 to 10 expected",
		    crm_sheet_text(t->sheet, row, t->fields[i]));
		return crm_run_fail(t->run, &e);
	}
	return 0;
}

/* ---- one row ---- */

/* What the file says of it: right, or told. */
static bool compare(struct rating *t, size_t row, int64_t rpn, char ap, struct crm_buf *why)
{
	const struct crm_cell *number = crm_sheet_cell(t->sheet, row, CRM_SR_RPN);
	const char *letter = crm_sheet_text(t->sheet, row, CRM_SR_AP);
	bool good = true;

	if (number->type != CRM_T_INT && letter[0] == '\0')
		return true;
	t->claimed++;
	if (number->type == CRM_T_INT && number->u.i != rpn) {
		crm_buf_addf(
		    why, "%srpn %lld is claimed", why->len > 0 ? "; " : "", (long long)number->u.i);
		good = false;
	}
	if (letter[0] != '\0' && (toupper((unsigned char)letter[0]) != ap || letter[1] != '\0')) {
		crm_buf_addf(why, "%sap '%s' is claimed", why->len > 0 ? "; " : "", letter);
		good = false;
	}
	t->agree += good;
	return good;
}

static void count(struct rating *t, char ap, bool severe, bool idle)
{
	t->rows++;
	t->high += ap == 'H';
	t->medium += ap == 'M';
	t->low += ap == 'L';
	t->severe += severe;
	t->idle += idle;
}

static void give(struct rating *t, size_t row, const int64_t *x, char ap, const char *why)
{
	const char letter[2] = {ap, '\0'};
	struct crm_cell cells[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	cells[ROW] = crm_cell_text("row");
	cells[LINE] = crm_cell_int(crm_sheet_line(t->sheet, row));
	cells[STEP] = *crm_sheet_cell(t->sheet, row, CRM_SR_STEP);
	cells[FAILURE] = *crm_sheet_cell(t->sheet, row, CRM_SR_FAILURE);
	for (int i = 0; i < 3; i++)
		cells[SEVERITY + i] = crm_cell_int(x[i]);
	cells[RPN] = crm_cell_int(x[0] * x[1] * x[2]);
	cells[AP] = crm_cell_text(letter);
	cells[SEVERE] = crm_cell_bool(x[0] >= 9);
	if (t->people)
		cells[SEVERE] = crm_cell_text(x[0] >= 9 ? "yes" : NULL);
	cells[NOTE] = crm_cell_text(why[0] != '\0' ? why : NULL);
	crm_output_row(t->out, cells);
}

static int rate(struct rating *t, size_t row)
{
	struct crm_buf why = CRM_BUF_INIT;
	int64_t x[3] = {0, 0, 0};
	bool severe, idle, good;
	char ap;

	if (read_ratings(t, row, x) != 0)
		return -1;
	ap = crm_fmea_ap(x[0], x[1], x[2]);
	severe = x[0] >= 9;
	idle = ap == 'H' && t->actions &&
	    !crm_fmea_action(crm_sheet_text(t->sheet, row, CRM_SR_ACTION));
	if (idle)
		crm_buf_addz(&why, "H without an action");
	good = compare(t, row, x[0] * x[1] * x[2], ap, &why);
	count(t, ap, severe, idle);
	if (!crm_args_has(t->run->args, "attention") || ap == 'H' || severe || !good)
		give(t, row, x, ap, crm_buf_str(&why));
	crm_buf_release(&why);
	return 0;
}

static void sum(struct rating *t)
{
	struct crm_cell cells[COLUMNS];
	struct crm_buf note = CRM_BUF_INIT;

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	cells[ROW] = crm_cell_text("sum");
	cells[ROWS] = crm_cell_int((int64_t)t->rows);
	cells[HIGH] = crm_cell_int((int64_t)t->high);
	cells[MEDIUM] = crm_cell_int((int64_t)t->medium);
	cells[LOW] = crm_cell_int((int64_t)t->low);
	cells[SEVERES] = crm_cell_int((int64_t)t->severe);
	if (t->actions)
		cells[IDLE] = crm_cell_int((int64_t)t->idle);
	if (t->claimed > 0) {
		cells[CLAIMED] = crm_cell_int((int64_t)t->claimed);
		cells[AGREE] = crm_cell_int((int64_t)t->agree);
	}
	if (t->claimed > 0)
		crm_buf_addf(&note, "%zu of %zu claims reproduced", t->agree, t->claimed);
	cells[NOTE] = crm_cell_text(t->claimed > 0 ? crm_buf_str(&note) : NULL);
	crm_output_row(t->out, cells);
	crm_buf_release(&note);
}

static void rate_all(struct rating *t)
{
	size_t n = crm_sheet_rows(t->sheet);
	struct crm_err e = CRM_ERR_INIT;

	if (find_fields(t) != 0)
		return;
	if (n == 0) {
		crm_err_at(&e, CRM_BADINPUT, crm_sheet_source(t->sheet), 1, NULL,
		    "no rows: ratings expected below the headings");
		(void)crm_run_fail(t->run, &e);
		return;
	}
	if (study_people(t->run, &t->people) != 0 ||
	    crm_output_new(t->run, CRM_OUT_ROWS, table, COLUMNS, false, &t->out) != 0)
		return;
	for (size_t i = 0; i < n; i++)
		(void)rate(t, i); /* each bad one is told */
	sum(t);
	crm_output_end(t->run, t->out);
	if (crm_args_has(t->run->args, "check") && (t->idle > 0 || t->agree < t->claimed))
		crm_run_worse(t->run, CRM_NO);
}

void ppap_fmea(struct crm_run *r)
{
	static const char *const columns[] = {"severity", "occurrence", "detection", "action",
	    "rpn", "ap", "step", "function", "failure", NULL};
	struct rating t = {.run = r};
	struct crm_sheet *sheet;

	if (study_operands(r, 1) != 0 ||
	    study_sheet(r, crm_args_operand(r->args, 0), &crm_study_fmea_schema, columns, &sheet) !=
	        0)
		return;
	t.sheet = sheet;
	rate_all(&t);
	crm_sheet_free(sheet);
}
