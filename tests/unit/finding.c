/*
 * lib/data/finding.h: cases and what they hold.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "lib/data/finding.h"

static void add(struct crm_findings *f, enum crm_severity s, const char *code)
{
	crm_finding_add(f, s, code, NULL, 0, NULL, NULL, "%s", code);
}

static void empty(void **state)
{
	struct crm_findings *f = crm_findings_new();

	(void)state;
	assert_int_equal(crm_findings_count(f), 0);
	assert_int_equal(crm_cases_count(f), 0);
	assert_null(crm_case_at(f, 0));
	assert_null(crm_finding_at(f, 0));
	crm_findings_free(f);
	crm_findings_free(NULL);
}

static void holds_all_fields(void **state)
{
	struct crm_findings *f = crm_findings_new();
	char id[] = "C-2026-0007";
	const struct crm_finding *x;

	(void)state;
	crm_finding_add(f, CRM_ERROR, "end_before_start", "a.jsonl", 17, id, "due", "%d days", 3);
	id[0] = 'X';
	x = crm_finding_at(f, 0);
	assert_string_equal(x->code, "end_before_start");
	assert_int_equal(x->severity, CRM_ERROR);
	assert_string_equal(x->source, "a.jsonl");
	assert_int_equal(x->line, 17);
	assert_int_equal(x->column, 0);
	assert_string_equal(x->subject, "C-2026-0007");
	assert_string_equal(x->field, "due");
	assert_string_equal(x->text, "3 days");
	add(f, CRM_NOTE, "n");
	x = crm_finding_at(f, 1);
	assert_string_equal(x->source, "");
	assert_string_equal(x->subject, "");
	assert_string_equal(x->field, "");
	assert_null(crm_finding_at(f, 2));
	/* findings before the first case open one without a name */
	assert_int_equal(crm_cases_count(f), 1);
	assert_string_equal(crm_case_at(f, 0)->name, "");
	crm_findings_free(f);
}

/* A case passes until a warning or an error; skipped and then found wrong is
 * failed. */
static void outcomes(void **state)
{
	static const struct {
		const char *name;
		int severity; /* -1: none */
		bool skip_first, skip_after;
		enum crm_outcome outcome;
		const char *reason;
	} rows[] = {
	    {"clean", -1, false, false, CRM_PASSED, ""},
	    {"note", CRM_NOTE, false, false, CRM_PASSED, ""},
	    {"warning", CRM_WARNING, false, false, CRM_FAILED, ""},
	    {"error", CRM_ERROR, false, false, CRM_FAILED, ""},
	    {"skipped", -1, true, false, CRM_SKIPPED, "not asked"},
	    {"skipped, a note", CRM_NOTE, true, false, CRM_SKIPPED, "not asked"},
	    {"skipped, then wrong", CRM_ERROR, true, false, CRM_FAILED, ""},
	    {"wrong, then skipped", CRM_ERROR, false, true, CRM_FAILED, ""},
	};
	struct crm_findings *f = crm_findings_new();
	size_t first = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct crm_case *c;

		crm_case_open(f, rows[i].name);
		if (rows[i].skip_first)
			crm_case_skip(f, "not asked");
		if (rows[i].severity >= 0)
			add(f, (enum crm_severity)rows[i].severity, rows[i].name);
		if (rows[i].skip_after)
			crm_case_skip(f, "not asked");
		c = crm_case_at(f, i);
		assert_string_equal(c->name, rows[i].name);
		assert_int_equal(c->outcome, rows[i].outcome);
		assert_string_equal(c->reason, rows[i].reason);
		assert_int_equal(c->first, first);
		assert_int_equal(c->n, rows[i].severity >= 0);
		first += c->n;
	}
	assert_int_equal(crm_findings_count(f), 6);
	assert_int_equal(crm_findings_worse(f, CRM_NOTE), 6);
	assert_int_equal(crm_findings_worse(f, CRM_WARNING), 4);
	assert_int_equal(crm_findings_worse(f, CRM_ERROR), 3);
	crm_findings_free(f);
}

/* Pointers given out stay good for what was added before growing. */
static void many(void **state)
{
	struct crm_findings *f = crm_findings_new();
	const char *first;

	(void)state;
	add(f, CRM_NOTE, "first");
	first = crm_finding_at(f, 0)->text;
	for (int i = 0; i < 5000; i++) {
		crm_case_open(f, "case");
		crm_finding_add(f, CRM_ERROR, "e", "s", i, "", "", "number %d", i);
	}
	assert_string_equal(first, "first");
	assert_string_equal(crm_finding_at(f, 5000)->text, "number 4999");
	assert_int_equal(crm_case_at(f, 5000)->first, 5000);
	assert_string_equal(crm_severity_name(CRM_WARNING), "warning");
	crm_findings_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(empty),
	    cmocka_unit_test(holds_all_fields),
	    cmocka_unit_test(outcomes),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
