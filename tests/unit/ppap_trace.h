/*
 * Cases of the trace: a manifest with a table for each document, and the findings of the
 * trace that come of it. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_PPAP_TRACE_H
#define CRM_TESTS_UNIT_PPAP_TRACE_H

#include "lib/base/mem.h"
#include "tests/unit/ppap_case.h"

struct trace_row {
	const char *name;
	const char *sheets[CRM_PPAP_SHEETS]; /* CSV; NULL: the file is no table */
	const char *more;                    /* members of the manifest: "'run': {...}, " */
	const char *traits;                  /* NULL: both are true */
	const char *waived;                  /* number of an element */
	int samples;                         /* of the profile; 0: 1 */
	const char *want;                    /* "code@element:line", with blanks between them */
	const char *text;                    /* of the first; NULL: not compared */
};

static const struct {
	const char *element, *path;
} trace_files[CRM_PPAP_SHEETS] = {
    [CRM_SHEET_CHARACTERISTICS] = {"1", "list.csv"},
    [CRM_SHEET_FLOW] = {"5", "flow.csv"},
    [CRM_SHEET_DFMEA] = {"4", "dfmea.csv"},
    [CRM_SHEET_PFMEA] = {"6", "pfmea.csv"},
    [CRM_SHEET_CONTROL_PLAN] = {"7", "plan.csv"},
    [CRM_SHEET_DIMENSIONAL] = {"9", "results.csv"},
    [CRM_SHEET_MATERIAL] = {"10", "material.csv"},
};

static inline void trace_element(
    struct crm_buf *b, const struct trace_row *r, const char *number, const char *evidence)
{
	crm_buf_addf(b, "'%s': {'evidence': {%s}", number, evidence);
	if (r->waived != NULL && strcmp(r->waived, number) == 0)
		crm_buf_addz(b,
		    ", 'waiver': {'reason': 'r', 'reference': 'x', 'by': 'c', "
		    "'expiry': '2027-01-01'}");
	crm_buf_addz(b, "}");
}

static inline void trace_open(struct ppap_case *c, const struct trace_row *r)
{
	struct crm_buf b = CRM_BUF_INIT, file = CRM_BUF_INIT;

	crm_buf_addf(&b, "{'edition': 'aiag-4', %s'traits': {%s}, 'elements': {",
	    r->more != NULL ? r->more : "",
	    r->traits != NULL ? r->traits
	                      : "'design_responsible': true, 'special_characteristics': true");
	for (int k = 0; k < CRM_PPAP_SHEETS; k++) {
		if (trace_files[k].path == NULL)
			continue;
		crm_buf_clear(&file);
		crm_buf_addf(&file, "'%s': {'data': '%s'}", trace_files[k].path,
		    crm_ppap_sheet_at((enum crm_ppap_sheet_kind)k)->name);
		trace_element(&b, r, trace_files[k].element, crm_buf_str(&file));
		crm_buf_addz(&b, ", ");
	}
	trace_element(&b, r, "8", "'msa.pdf': {}");
	crm_buf_addz(&b, ", ");
	trace_element(&b, r, "11", "'study.pdf': {}");
	crm_buf_addz(&b, "}}");
	ppap_case_open(c, crm_buf_str(&b));
	if (r->samples > 0) {
		crm_buf_clear(&b);
		crm_buf_addf(&b,
		    "{'profile': 'x', 'title': 'X', 'edition': 'aiag-4', 'limits': {'samples': %d}}",
		    r->samples);
		ppap_case_profile(c, crm_buf_str(&b));
	}
	for (int k = 0; k < CRM_PPAP_SHEETS; k++) {
		if (r->sheets[k] != NULL)
			ppap_case_sheet(c, trace_files[k].path, r->sheets[k]);
	}
	crm_buf_release(&file);
	crm_buf_release(&b);
}

/* Is it a code of the trace? */
static inline bool trace_code(const char *code)
{
	static const char *const begins[] = {"balloon_", "special_", "step_", "gauge_", "samples_",
	    "dimension_", "stream_unknown", "material_", "study_unknown", "study_without",
	    "result_"};

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		if (strncmp(code, begins[i], strlen(begins[i])) == 0)
			return true;
	}
	return false;
}

static inline void trace_same(struct ppap_case *c, const struct trace_row *r)
{
	struct crm_buf got = CRM_BUF_INIT;
	const char *text = NULL;

	ppap_case_judge(c, "2026-11-20");
	for (size_t i = 0; i < crm_findings_count(c->found); i++) {
		const struct crm_finding *x = crm_finding_at(c->found, i);

		if (!trace_code(x->code))
			continue;
		crm_buf_addf(
		    &got, "%s%s@%s:%ld", got.len > 0 ? " " : "", x->code, x->subject, x->line);
		if (text == NULL)
			text = x->text;
	}
	if (strcmp(crm_buf_str(&got), r->want) != 0)
		fail_msg("%s: '%s', not '%s'", r->name, crm_buf_str(&got), r->want);
	if (r->text != NULL && (text == NULL || strcmp(text, r->text) != 0))
		fail_msg("%s: '%s', not '%s'", r->name, text != NULL ? text : "", r->text);
	crm_buf_release(&got);
}

static inline void trace_rows(const struct trace_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct ppap_case c;

		trace_open(&c, &rows[i]);
		trace_same(&c, &rows[i]);
		ppap_case_close(&c);
	}
}

#define TRACE_ROWS(rows) trace_rows(rows, sizeof(rows) / sizeof((rows)[0]))

#endif
