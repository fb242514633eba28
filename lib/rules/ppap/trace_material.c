/*
 * Material and performance tests: results, not "conforms", and what a record of a test says
 * besides (AIAG PPAP 4th edition, 2.2.10).
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/trace_private.h"

/* Verdicts in place of a result, in small letters. */
static const char *const verdicts[] = {"ok", "o.k.", "i.o.", "io", "pass", "passed", "conform",
    "conforms", "conforming", "complies", "accepted", "acceptable", "good", "yes", "erfüllt",
    "entspricht", "bestanden", "合格", "符合", NULL};

static bool has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

static bool is_verdict(const char *s)
{
	for (const char *const *v = verdicts; *v != NULL; v++) {
		if (crm_ascii_same(s, strlen(s), *v, strlen(*v)))
			return true;
	}
	return false;
}

/* A requirement with a number wants one; a class or words out of the requirement itself ("HB" of
 * "UL 94 HB") are a result too. */
static bool lacks_value(const char *result, const char *requirement)
{
	if (has_digit(result) || !has_digit(requirement))
		return false;
	return is_verdict(result) || strstr(requirement, result) == NULL;
}

static void judge_row(struct crm_trace *t, int at, const struct crm_sheet *s, size_t row)
{
	const char *test = crm_sheet_text(s, row, CRM_ST_TEST);
	const char *result = crm_sheet_text(s, row, CRM_ST_RESULT);
	const char *requirement = crm_sheet_text(s, row, CRM_ST_REQUIREMENT);
	struct crm_buf text = CRM_BUF_INIT;

	if (strcmp(crm_sheet_text(s, row, CRM_ST_VERDICT), "nok") == 0) {
		crm_buf_addf(&text, "verdict nok, result '%s'", result);
		if (requirement[0] != '\0')
			crm_buf_addf(&text, ", requirement '%s'", requirement);
	} else if (result[0] == '\0') {
		crm_buf_addz(&text, "no result");
	} else if (lacks_value(result, requirement)) {
		crm_buf_addf(
		    &text, "result '%s' is no value; the requirement is '%s'", result, requirement);
	} else if (crm_trace_met(result, requirement) == CRM_MET_NO) {
		crm_buf_addf(
		    &text, "result '%s' does not meet the requirement '%s'", result, requirement);
	}
	if (text.len > 0)
		crm_ppap_find(t->j, at, "material_verdict", crm_sheet_source(s),
		    crm_sheet_line(s, row), test, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

/* What such a record says besides. row CRM_MAP_NONE: the columns. */
static void judge_record(struct crm_trace *t, int at, const struct crm_sheet *s, size_t row)
{
	static const int wanted[] = {
	    CRM_ST_SPECIFICATION, CRM_ST_DATE, CRM_ST_QUANTITY, CRM_ST_LABORATORY};
	bool columns = row == CRM_MAP_NONE;
	struct crm_buf lacks = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		bool there = crm_sheet_has(s, wanted[i]);

		if (columns ? !there
		            : there && crm_sheet_cell(s, row, wanted[i])->type == CRM_T_ABSENT)
			crm_ppap_list(&lacks,
			    columns ? crm_ppap_sheet_at(CRM_SHEET_MATERIAL)->fields[wanted[i]].name
			            : crm_sheet_named(s, wanted[i]));
	}
	if (lacks.len > 0)
		crm_ppap_find(t->j, at, "material_record", crm_sheet_source(s),
		    columns ? 1 : crm_sheet_line(s, row),
		    columns ? "" : crm_sheet_text(s, row, CRM_ST_TEST), "no %s%s",
		    columns ? "column " : "", crm_buf_str(&lacks));
	crm_buf_release(&lacks);
}

void crm_trace_material(struct crm_trace *t)
{
	struct crm_trace_sheets s = {.kind = CRM_SHEET_MATERIAL, .column = CRM_ST_RESULT};
	int at = crm_ppap_state_of(t->j, CRM_ROLE_MATERIAL);

	if (!crm_ppap_counts(t->j, CRM_ROLE_MATERIAL))
		return;
	while (crm_trace_next(t, &s)) {
		judge_record(t, at, s.sheet, CRM_MAP_NONE);
		for (size_t row = 0; row < crm_sheet_rows(s.sheet); row++) {
			judge_row(t, at, s.sheet, row);
			judge_record(t, at, s.sheet, row);
		}
	}
}
