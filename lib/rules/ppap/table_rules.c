/* Evidence that is a table: can it be read, has it what the trace needs? */
#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/judge_private.h"

/* Without these columns nothing can be traced. */
static const struct {
	enum crm_ppap_sheet_kind kind;
	int column, other; /* other: this one does as well; -1 none */
} needed[] = {
    {CRM_SHEET_CHARACTERISTICS, CRM_SC_NO, -1},
    {CRM_SHEET_CHARACTERISTICS, CRM_SC_SPECIAL, -1},
    {CRM_SHEET_FLOW, CRM_SF_STEP, -1},
    {CRM_SHEET_DFMEA, CRM_SM_SEVERITY, -1},
    {CRM_SHEET_PFMEA, CRM_SM_STEP, -1},
    {CRM_SHEET_PFMEA, CRM_SM_SEVERITY, -1},
    {CRM_SHEET_CONTROL_PLAN, CRM_SP_STEP, -1},
    {CRM_SHEET_CONTROL_PLAN, CRM_SP_CHARACTERISTIC, -1},
    {CRM_SHEET_DIMENSIONAL, CRM_SD_NO, -1},
    {CRM_SHEET_DIMENSIONAL, CRM_SD_VALUE, CRM_SD_RESULT},
    {CRM_SHEET_MATERIAL, CRM_ST_TEST, -1},
    {CRM_SHEET_MATERIAL, CRM_ST_RESULT, -1},
    {CRM_SHEET_CAPABILITY, CRM_SK_VALUE, -1},
    {CRM_SHEET_GRR, CRM_SG_VALUE, -1},
    {CRM_SHEET_ATTRIBUTE, CRM_SA_PART, -1},
    {CRM_SHEET_ATTRIBUTE, CRM_SA_RESULT, -1},
};

static void columns(struct crm_ppap_judge *j, int at, const struct crm_ppap_evidence *v)
{
	const struct crm_field *fields =
	    crm_ppap_sheet_at((enum crm_ppap_sheet_kind)v->sheet_kind)->fields;

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++) {
		if ((int)needed[i].kind != v->sheet_kind ||
		    crm_sheet_has(v->sheet, needed[i].column) ||
		    (needed[i].other >= 0 && crm_sheet_has(v->sheet, needed[i].other)))
			continue;
		crm_ppap_find(j, at, "table_column", v->source, 1, fields[needed[i].column].name,
		    "no such column%s%s", needed[i].other >= 0 ? ", nor " : "",
		    needed[i].other >= 0 ? fields[needed[i].other].name : "");
	}
}

/* ---- ratings ---- */

#define RATING_MIN 1
#define RATING_MAX 10

/* Of a row with a failure none is blank. What cannot be read is told as such. */
static void ratings(struct crm_ppap_judge *j, int at, const struct crm_ppap_evidence *v)
{
	static const int rated[] = {CRM_SM_SEVERITY, CRM_SM_OCCURRENCE, CRM_SM_DETECTION};
	size_t rows = crm_sheet_rows(v->sheet), n = sizeof(rated) / sizeof(rated[0]);

	for (size_t i = 0; i < rows * n; i++) {
		size_t row = i / n;
		int field = rated[i % n];
		const struct crm_cell *c = crm_sheet_cell(v->sheet, row, field);
		bool fails = crm_sheet_text(v->sheet, row, CRM_SM_FAILURE)[0] != '\0';

		if (!crm_sheet_has(v->sheet, field))
			continue;
		if (c->type == CRM_T_INT && (c->u.i < RATING_MIN || c->u.i > RATING_MAX))
			crm_ppap_find(j, at, "table_value", v->source,
			    crm_sheet_line(v->sheet, row), crm_sheet_named(v->sheet, field),
			    "'%.*s': a number from %d to %d expected",
			    crm_utf8_shown(c->text, c->len), c->text, RATING_MIN, RATING_MAX);
		else if (c->type == CRM_T_ABSENT && fails)
			crm_ppap_find(j, at, "table_value", v->source,
			    crm_sheet_line(v->sheet, row), crm_sheet_named(v->sheet, field),
			    "blank; a number from %d to %d expected", RATING_MIN, RATING_MAX);
	}
}

/* ---- a table ---- */

/* In the line of headings, which is before the rows. */
static bool of_heading(const struct crm_sheet *s, const struct crm_sheet_fault *f)
{
	return f->column[0] != '\0' && (crm_sheet_rows(s) == 0 || f->line < crm_sheet_line(s, 0));
}

/* Where the file or its headings are told, the columns and rows that go with it are not. */
static void table(struct crm_ppap_judge *j, int at, const struct crm_ppap_evidence *v)
{
	bool whole = false, headings = false;

	for (size_t i = 0; i < crm_sheet_faults(v->sheet); i++) {
		const struct crm_sheet_fault *f = crm_sheet_fault(v->sheet, i);
		const char *code = "table_value";

		if (f->column[0] == '\0') {
			code = "table_unreadable";
			whole = true;
		} else if (of_heading(v->sheet, f)) {
			code = "table_column";
			headings = true;
		}
		crm_ppap_find(j, at, code, v->source, f->line, f->column, "%s", f->text);
	}
	if (whole && crm_sheet_rows(v->sheet) == 0)
		return;
	if (!headings)
		columns(j, at, v);
	if (crm_sheet_rows(v->sheet) == 0)
		crm_ppap_find(j, at, "table_empty", v->source, 1, "", "no rows");
	if (v->sheet_kind == CRM_SHEET_DFMEA || v->sheet_kind == CRM_SHEET_PFMEA)
		ratings(j, at, v);
}

/* ---- elements without a table ---- */

/* A good file and none that is to be the table: one that is named as it and is not good is told as a
 * file. */
static bool lacks_table(const struct crm_ppap_judge *j, int at, enum crm_ppap_sheet_kind kind)
{
	bool good = false;

	for (size_t i = 0; i < j->p->n; i++) {
		const struct crm_ppap_evidence *v = &j->p->evidence[i];
		bool is_good = v->facts.state == CRM_FILE_GOOD;

		if (v->sheet_kind == (int)kind && (v->sheet != NULL || !is_good))
			return false;
		good = good || (j->at[i] == at && is_good);
	}
	return good;
}

/* An element whose documents are all pictures: told, for nothing of it was read. */
static void missing(struct crm_ppap_judge *j)
{
	static const struct {
		enum crm_ppap_role role;
		enum crm_ppap_sheet_kind kind;
	} tables[] = {{CRM_ROLE_DESIGN_RECORD, CRM_SHEET_CHARACTERISTICS},
	    {CRM_ROLE_DFMEA, CRM_SHEET_DFMEA}, {CRM_ROLE_FLOW, CRM_SHEET_FLOW},
	    {CRM_ROLE_PFMEA, CRM_SHEET_PFMEA}, {CRM_ROLE_CONTROL_PLAN, CRM_SHEET_CONTROL_PLAN},
	    {CRM_ROLE_DIMENSIONAL, CRM_SHEET_DIMENSIONAL}, {CRM_ROLE_MATERIAL, CRM_SHEET_MATERIAL}};

	for (size_t t = 0; t < sizeof(tables) / sizeof(tables[0]); t++) {
		int at = crm_ppap_state_of(j, tables[t].role);

		if (at >= 0 && lacks_table(j, at, tables[t].kind))
			crm_ppap_find(j, at, "table_missing", NULL, crm_ppap_line(j, at), "data",
			    "no file with data '%s'", crm_ppap_sheet_at(tables[t].kind)->name);
	}
}

void crm_ppap_judge_tables(struct crm_ppap_judge *j)
{
	for (size_t i = 0; i < j->p->n; i++) {
		const struct crm_ppap_evidence *v = &j->p->evidence[i];

		if (j->at[i] >= 0 && v->sheet != NULL && v->sheet_kind >= 0)
			table(j, j->at[i], v);
	}
	missing(j);
}
