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

#include "lib/base/map.h"
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

/* A case fails by the severity that is asked for; skipped and wrong is failed. */
static void outcomes(void **state)
{
	static const struct {
		const char *name;
		int severity; /* -1: none */
		bool skip_first, skip_after;
		enum crm_outcome by_warning, by_error;
		const char *reason;
	} rows[] = {
	    {"clean", -1, false, false, CRM_PASSED, CRM_PASSED, ""},
	    {"note", CRM_NOTE, false, false, CRM_PASSED, CRM_PASSED, ""},
	    {"warning", CRM_WARNING, false, false, CRM_FAILED, CRM_PASSED, ""},
	    {"error", CRM_ERROR, false, false, CRM_FAILED, CRM_FAILED, ""},
	    {"skipped", -1, true, false, CRM_SKIPPED, CRM_SKIPPED, "not asked"},
	    {"skipped, a note", CRM_NOTE, true, false, CRM_SKIPPED, CRM_SKIPPED, "not asked"},
	    {"a warning, skipped", CRM_WARNING, false, true, CRM_FAILED, CRM_SKIPPED, "not asked"},
	    {"skipped, then wrong", CRM_ERROR, true, false, CRM_FAILED, CRM_FAILED, "not asked"},
	    {"wrong, then skipped", CRM_ERROR, false, true, CRM_FAILED, CRM_FAILED, "not asked"},
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
		assert_int_equal(crm_case_outcome(f, c, CRM_WARNING), rows[i].by_warning);
		assert_int_equal(crm_case_outcome(f, c, CRM_ERROR), rows[i].by_error);
		assert_int_equal(crm_case_outcome(f, c, CRM_NOTE) == CRM_FAILED, c->n > 0);
		assert_string_equal(c->reason, rows[i].reason);
		assert_int_equal(c->first, first);
		assert_int_equal(c->n, rows[i].severity >= 0);
		first += c->n;
	}
	assert_int_equal(crm_findings_count(f), 7);
	assert_int_equal(crm_findings_worse(f, CRM_NOTE), 7);
	assert_int_equal(crm_findings_worse(f, CRM_WARNING), 5);
	assert_int_equal(crm_findings_worse(f, CRM_ERROR), 3);
	crm_findings_free(f);
}

static void severities(void **state)
{
	(void)state;
	for (int i = CRM_NOTE; i <= CRM_ERROR; i++)
		assert_int_equal(crm_severity_find(crm_severity_name((enum crm_severity)i)), i);
	assert_int_equal(crm_severity_find("Error"), -1);
	assert_int_equal(crm_severity_find(""), -1);
}

/* What is in a fingerprint and what is not. */
static void fingerprints(void **state)
{
	static const struct {
		const char *what;
		enum crm_severity severity;
		const char *code, *source;
		long line;
		const char *subject, *field, *text;
		bool same; /* as the first row */
	} rows[] = {
	    {"itself", CRM_ERROR, "late", "a/p.json", 7, "9", "due", "too late", true},
	    {"another text", CRM_ERROR, "late", "a/p.json", 7, "9", "due", "over", true},
	    {"another line", CRM_ERROR, "late", "a/p.json", 8, "9", "due", "too late", true},
	    {"another severity", CRM_NOTE, "late", "a/p.json", 7, "9", "due", "too late", true},
	    {"the same path", CRM_ERROR, "late", ".//./a/p.json", 7, "9", "due", "too late", true},
	    {"another code", CRM_ERROR, "lat", "a/p.json", 7, "9", "due", "too late", false},
	    {"another source", CRM_ERROR, "late", "b/p.json", 7, "9", "due", "too late", false},
	    {"another folder", CRM_ERROR, "late", "../a/p.json", 7, "9", "due", "too late", false},
	    {"another subject", CRM_ERROR, "late", "a/p.json", 7, "10", "due", "too late", false},
	    {"another field", CRM_ERROR, "late", "a/p.json", 7, "9", "owner", "too late", false},
	    {"texts moved over", CRM_ERROR, "late", "a/p.json", 7, "9d", "ue", "too late", false},
	};
	char first[65] = "";

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct crm_findings *f = crm_findings_new();
		struct crm_map *seen = crm_map_new();
		const char *print;

		crm_finding_add(f, rows[i].severity, rows[i].code, rows[i].source, rows[i].line,
		    rows[i].subject, rows[i].field, "%s", rows[i].text);
		assert_string_equal(crm_finding_at(f, 0)->fingerprint, "");
		crm_findings_fingerprint(f, seen);
		print = crm_finding_at(f, 0)->fingerprint;
		assert_int_equal(strlen(print), 64);
		if (i == 0)
			memcpy(first, print, 65);
		if ((strcmp(print, first) == 0) != rows[i].same)
			fail_msg("%s: %s", rows[i].what, print);
		crm_map_free(seen);
		crm_findings_free(f);
	}
}

/* Equal findings of a run differ by their count, over its lists; what stands between them counts
 * nothing. A changed fingerprint would make every baseline worthless, so one is fixed here. */
static void fingerprints_count(void **state)
{
	struct crm_findings *f = crm_findings_new(), *g = crm_findings_new();
	struct crm_map *seen = crm_map_new();

	(void)state;
	add(f, CRM_ERROR, "a");
	add(f, CRM_ERROR, "b");
	add(f, CRM_ERROR, "a");
	add(g, CRM_ERROR, "a");
	crm_findings_fingerprint(f, seen);
	crm_findings_fingerprint(g, seen);
	assert_string_equal(crm_finding_at(f, 0)->fingerprint,
	    "3e9228bc574f57eb83f648fa641f6f8317c737c9e3b04846b07adb102f75e591");
	assert_string_not_equal(
	    crm_finding_at(f, 0)->fingerprint, crm_finding_at(f, 2)->fingerprint);
	assert_string_not_equal(
	    crm_finding_at(f, 0)->fingerprint, crm_finding_at(g, 0)->fingerprint);
	assert_string_not_equal(
	    crm_finding_at(f, 2)->fingerprint, crm_finding_at(g, 0)->fingerprint);
	crm_map_free(seen);
	crm_findings_free(f);
	crm_findings_free(g);
}

static bool not_named(const struct crm_finding *x, void *arg)
{
	return strcmp(x->code, arg) != 0;
}

/* Cases keep theirs, counts follow, and the list can be added to. */
static void leaving_out(void **state)
{
	struct crm_findings *f = crm_findings_new();
	char x[] = "x";

	(void)state;
	crm_case_open(f, "one");
	add(f, CRM_ERROR, "x");
	add(f, CRM_WARNING, "a");
	crm_case_open(f, "two");
	add(f, CRM_ERROR, "x");
	crm_case_open(f, "three");
	add(f, CRM_NOTE, "b");
	add(f, CRM_NOTE, "x");
	assert_int_equal(crm_findings_keep(f, not_named, x), 3);
	assert_int_equal(crm_findings_count(f), 2);
	assert_string_equal(crm_finding_at(f, 0)->code, "a");
	assert_string_equal(crm_finding_at(f, 1)->code, "b");
	assert_int_equal(crm_findings_worse(f, CRM_ERROR), 0);
	assert_int_equal(crm_findings_worse(f, CRM_WARNING), 1);
	assert_int_equal(crm_findings_worse(f, CRM_NOTE), 2);
	assert_int_equal(crm_cases_count(f), 3);
	assert_int_equal(crm_case_at(f, 1)->n, 0);
	assert_int_equal(crm_case_outcome(f, crm_case_at(f, 1), CRM_ERROR), CRM_PASSED);
	assert_int_equal(crm_case_at(f, 2)->first, 1);
	assert_int_equal(crm_case_at(f, 2)->n, 1);
	add(f, CRM_ERROR, "c");
	assert_int_equal(crm_case_at(f, 2)->n, 2);
	assert_string_equal(crm_finding_at(f, 2)->code, "c");
	assert_int_equal(crm_findings_keep(f, not_named, x), 0);
	crm_findings_free(f);
}

/* A copy is whole, and lives on its own. */
static void copies(void **state)
{
	struct crm_findings *f = crm_findings_new(), *g = crm_findings_new();
	struct crm_map *seen = crm_map_new();
	const struct crm_finding *x;
	char print[65];

	(void)state;
	crm_case_open(f, "one");
	add(f, CRM_ERROR, "x");
	crm_case_open(f, "two");
	crm_case_skip(f, "not asked");
	crm_finding_add(f, CRM_WARNING, "late", "a", 7, "9", "due", "too late");
	crm_findings_fingerprint(f, seen);
	memcpy(print, crm_finding_at(f, 1)->fingerprint, 65);
	crm_case_copy(g, f, crm_case_at(f, 1));
	crm_findings_free(f);
	crm_map_free(seen);
	assert_int_equal(crm_cases_count(g), 1);
	assert_string_equal(crm_case_at(g, 0)->name, "two");
	assert_true(crm_case_at(g, 0)->skipped);
	assert_string_equal(crm_case_at(g, 0)->reason, "not asked");
	assert_int_equal(crm_case_at(g, 0)->n, 1);
	assert_int_equal(crm_findings_worse(g, CRM_WARNING), 1);
	x = crm_finding_at(g, 0);
	assert_int_equal(x->severity, CRM_WARNING);
	assert_string_equal(x->code, "late");
	assert_string_equal(x->source, "a");
	assert_int_equal(x->line, 7);
	assert_string_equal(x->subject, "9");
	assert_string_equal(x->field, "due");
	assert_string_equal(x->text, "too late");
	assert_string_equal(x->fingerprint, print);
	crm_findings_free(g);
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
	    cmocka_unit_test(severities),
	    cmocka_unit_test(fingerprints),
	    cmocka_unit_test(fingerprints_count),
	    cmocka_unit_test(leaving_out),
	    cmocka_unit_test(copies),
	    cmocka_unit_test(many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
