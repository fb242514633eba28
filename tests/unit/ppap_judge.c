/* The gate as a whole: order of the findings, cases, what is counted, what is dropped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "lib/rules/ppap/seal.h"
#include "tests/unit/ppap_whole.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define PROFILE "{'profile': 'p', 'title': 'P', 'edition': 'aiag-4', "

/* Manifest, run, elements in the book's order, status; in each the manifest by line, then the
 * tables in its order, by line. */
static void order(void **state)
{
	static const char *const manifest =
	    "{'level': 3, 'status': 'interim',\n"
	    "'elements': {\n"
	    "'9': {'evidence': {'b.csv': {'data': 'dimensional'},\n"
	    " 'a.csv': {'data': 'dimensional', 'sha256': '1'}}, 'note': 1},\n"
	    "'7': {'owner': 'x', 'ovner': 'y'}}}";
	static const struct {
		const char *code, *subject, *source;
		long line;
	} want[] = {
	    {"unknown_member", "7", "d/ppap.json", 5},
	    {"bad_value", "9", "d/ppap.json", 4},
	    {"table_value", "9", "d/b.csv", 2},
	    {"table_value", "9", "d/b.csv", 4},
	    {"table_value", "9", "d/a.csv", 2},
	    {"interim_expiry", "status", "d/ppap.json", 1},
	    {"interim_incomplete", "status", "d/ppap.json", 1},
	};
	struct crm_ppap_evidence *e;
	struct crm_sheet *s;
	struct ppap_case c;
	size_t next = 0, rank = 0;

	(void)state;
	ppap_case_open(&c, manifest);
	ppap_case_sheet(&c, "a.csv", "no,value\n1,x\n");
	s = ppap_case_sheet(&c, "b.csv", "no,value\n1,2\n2,3\n3,x\n");
	crm_sheet_fault_add(s, 2, "value", "another");
	e = ppap_case_file(&c, "a.csv");
	assert_string_equal(e->element, "9");
	ppap_case_judge(&c, "2026-11-20");
	for (size_t i = 0; i < crm_findings_count(c.found); i++) {
		const struct crm_finding *x = crm_finding_at(c.found, i);
		static const char *const subjects[] = {"manifest", "run", "1", "1a", "1b", "2", "3",
		    "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
		    "18", "BULK", "status"};

		while (rank < N(subjects) && strcmp(subjects[rank], x->subject) != 0)
			rank++;
		assert_true(rank < N(subjects));
		if (next < N(want) && strcmp(x->code, want[next].code) == 0 &&
		    strcmp(x->subject, want[next].subject) == 0) {
			assert_string_equal(x->source, want[next].source);
			assert_int_equal(x->line, want[next].line);
			next++;
		}
	}
	if (next != N(want))
		fail_msg("%s expected: %s", want[next].code, ppap_case_codes(&c));
	ppap_case_close(&c);
}

static void cases(void **state)
{
	static const struct {
		const char *number, *reason;
	} skipped[] = {
	    {"1a", "traits.proprietary is not said"},
	    {"2", "traits.engineering_change is false"},
	    {"16", "n/a: no aids are used"},
	    {"9", ""},
	};
	struct ppap_case c;
	size_t n;

	(void)state;
	ppap_whole_open(&c, "");
	ppap_case_judge(&c, "2026-11-20");
	n = crm_cases_count(c.found);
	assert_int_equal(n, c.result.n + 3);
	assert_string_equal(crm_case_at(c.found, 0)->name, "manifest");
	assert_string_equal(crm_case_at(c.found, 1)->name, "run");
	assert_string_equal(crm_case_at(c.found, 2)->name, "1 Design Record");
	assert_string_equal(crm_case_at(c.found, n - 1)->name, "status");
	for (size_t i = 0; i < c.result.n; i++) {
		const struct crm_ppap_element *e = c.result.states[i].element;
		const struct crm_case *x = crm_case_at(c.found, i + 2);
		size_t len = strlen(e->number);

		assert_memory_equal(x->name, e->number, len);
		assert_int_equal(x->name[len], ' ');
		assert_string_equal(x->name + len + 1, e->name);
		for (size_t k = 0; k < N(skipped); k++) {
			if (strcmp(e->number, skipped[k].number) != 0)
				continue;
			assert_string_equal(x->reason, skipped[k].reason);
			assert_int_equal(x->skipped, skipped[k].reason[0] != '\0');
		}
	}
	ppap_case_close(&c);
}

/* Complete: applies, is there, no error. Sendable: complete, and to be submitted. */
static void counts(void **state)
{
	static const struct {
		const char *edits, *element;
		bool complete, sendable;
	} rows[] = {
	    {"", "9", true, true},
	    {"'level': 3=>'level': 1", "9", true, false},
	    {"'level': 3=>'level': 5", "9", true, false},
	    {"'level': 3=>'level': 4", "9", true, false},
	    {"'level': 3=>'level': 4|'owner09'=>'o', 'agreed': 'S'", "9", true, true},
	    {"2026-11-09=>2026-11-21", "9", false, false},
	    {"2026-11-09=>2020-01-01", "9", true, true}, /* a warning only */
	    {"'9': {=>'x-9': {", "9", false, false},
	    {"'9': {=>'9': {'waiver': {'reason': 'r', 'reference': 'w', 'expiry': "
	     "'2026-11-20'}}, 'x-9': {",
	        "9", true, true},
	    {"", "14", true, true},
	    {"", "15", true, false}, /* kept, not sent */
	    {"'shelf 3'=>''", "14", false, false},
	    {"", "16", false, false}, /* n/a */
	    {"", "2", false, false},  /* does not apply */
	    {"'design_responsible'=>'x-d'|'4': {=>'x-4': {", "4", false, false},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const struct crm_ppap_state *s;
		struct ppap_case c;

		ppap_whole_open(&c, rows[i].edits);
		ppap_case_judge(&c, "2026-11-20");
		s = ppap_case_state(&c, rows[i].element);
		if (s->complete != rows[i].complete || s->sendable != rows[i].sendable)
			fail_msg("row %zu, %s: complete %d, sendable %d: %s", i, rows[i].edits,
			    s->complete, s->sendable, ppap_case_codes(&c));
		ppap_case_close(&c);
	}
}

/* 21 elements: 1a, 1b, 2, 3, 13 and BULK do not apply, 16 is n/a; the warrant is not filled. */
static void percentages(void **state)
{
	static const struct {
		const char *edits;
		size_t complete, applying, sendable, submitted;
	} rows[] = {
	    {"", 13, 14, 12, 13},
	    {"'level': 3=>'level': 1", 13, 14, 0, 1},
	    {"'level': 3=>'level': 5", 13, 14, 0, 0},
	    {"'9': {=>'x-9': {", 12, 14, 11, 13},
	    {"'engineering_change': false=>'engineering_change': true", 13, 15, 12, 14},
	    {"'engineering_change': false=>'x-e': 0", 13, 15, 12, 14}, /* unsaid counts */
	    {"'design_responsible': true=>'design_responsible': false|'4': {=>'x-4': {", 12, 13, 11,
	        12},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct ppap_case c;
		size_t errors = 0, warnings = 0;

		ppap_whole_open(&c, rows[i].edits);
		ppap_case_judge(&c, "2026-11-20");
		if (c.result.complete != rows[i].complete ||
		    c.result.applying != rows[i].applying ||
		    c.result.sendable != rows[i].sendable ||
		    c.result.submitted != rows[i].submitted)
			fail_msg("%s: %zu of %zu, %zu of %zu: %s", rows[i].edits, c.result.complete,
			    c.result.applying, c.result.sendable, c.result.submitted,
			    ppap_case_codes(&c));
		for (size_t k = 0; k < crm_findings_count(c.found); k++) {
			errors += crm_finding_at(c.found, k)->severity == CRM_ERROR;
			warnings += crm_finding_at(c.found, k)->severity == CRM_WARNING;
		}
		assert_int_equal(c.result.errors, errors);
		assert_int_equal(c.result.warnings, warnings);
		assert_int_equal(c.result.notes, 0);
		ppap_case_close(&c);
	}
}

/* A profile's severity counts in all of it. */
static void severities(void **state)
{
	struct ppap_case c;

	(void)state;
	ppap_whole_open(&c, "2026-11-09=>2020-01-01|2026-11-08=>2026-11-30");
	ppap_case_profile(
	    &c, PROFILE "'severity': {'evidence_old': 'error', 'evidence_future': 'note'}}");
	ppap_case_judge(&c, "2026-11-20");
	assert_int_equal(ppap_case_found(&c, "evidence_old@9", 0)->severity, CRM_ERROR);
	assert_int_equal(ppap_case_found(&c, "evidence_future@8", 0)->severity, CRM_NOTE);
	assert_false(ppap_case_state(&c, "9")->complete);
	assert_true(ppap_case_state(&c, "8")->complete);
	assert_int_equal(ppap_case_state(&c, "9")->errors, 1);
	assert_int_equal(ppap_case_state(&c, "8")->warnings, 0);
	assert_int_equal(c.result.notes, 1);
	ppap_case_close(&c);
}

#define WAIVED "'owner09'=>'o', 'waiver': {'reason': 'r', 'reference': 'w', 'expiry': '2026-11-20'}"

/* What an element that does not count lacks is not told; what is false in the manifest, or of its
 * files, is. */
static void dropped(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"2026-11-09=>2020-01-01|" WAIVED, "evidence_old@9", false, NULL, NULL, NULL},
	    {"2026-11-09=>2027-01-01|" WAIVED, "evidence_future@9", false, NULL, NULL, NULL},
	    {WAIVED "|'C',\n          'data': 'dimensional'=>'B'", "evidence_change_level@9", false,
	        NULL, NULL, NULL},
	    {WAIVED "|'09/dims.csv': {=>'09/dims.csv': {'x': 1,", "unknown_member@9", true, NULL,
	        NULL, NULL},
	    {"'engineering_change': false=>'engineering_change': false, 'details': false|'1': "
	     "{=>'1b': {'due': '1'}, '1': {",
	        "bad_value@1b", true, NULL, NULL, NULL},
	};
	struct ppap_case c;

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_open(&c, WAIVED);
	ppap_case_facts(&c, "09/dims.csv", CRM_FILE_LINK);
	ppap_case_judge(&c, "2026-11-20");
	assert_true(ppap_case_has(&c, "evidence_link@9"));
	assert_false(ppap_case_state(&c, "9")->complete);
	assert_true(ppap_case_state(&c, "9")->waived);
	ppap_case_close(&c);
	/* n/a wins over a waiver */
	ppap_whole_open(&c,
	    "'no aids are used'}=>'r'}, 'waiver': {'reason': 'r', 'reference': "
	    "'w', 'expiry': '2026-11-20'}");
	ppap_case_judge(&c, "2026-11-20");
	assert_int_equal(ppap_case_state(&c, "16")->applies, CRM_APPLIES_NA);
	assert_false(ppap_case_state(&c, "16")->waived);
	ppap_case_close(&c);
}

static void seal(void **state)
{
	char digest[65], edits[200];
	struct ppap_case c;

	(void)state;
	ppap_whole_open(&c, "");
	ppap_case_judge(&c, "2026-11-20");
	assert_false(ppap_case_has(&c, "seal_broken@status"));
	crm_ppap_digest(&c.p, digest);
	ppap_case_close(&c);
	for (int broken = 0; broken < 2; broken++) {
		if (broken)
			digest[0] = digest[0] == 'a' ? 'b' : 'a';
		(void)snprintf(
		    edits, sizeof(edits), "'contact'=>'seal': {'sha256': '%s'}, 'contact'", digest);
		ppap_whole_open(&c, edits);
		ppap_case_judge(&c, "2026-11-20");
		assert_int_equal(ppap_case_has(&c, "seal_broken@status"), broken);
		ppap_case_close(&c);
	}
}

/* Judging twice gives the same. */
static void twice(void **state)
{
	struct ppap_case c;
	char *first;

	(void)state;
	ppap_whole_open(&c, "'9': {=>'x-9': {|'1': {=>'1': {'x': 1, ");
	ppap_case_judge(&c, "2026-11-20");
	first = crm_strdup(ppap_case_codes(&c));
	crm_ppap_result_release(&c.result);
	ppap_case_judge(&c, "2026-11-20");
	assert_string_equal(ppap_case_codes(&c), first);
	free(first);
	ppap_case_close(&c);
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(crm_ppap_applies_name(CRM_APPLIES_YES), "yes");
	assert_string_equal(crm_ppap_applies_name(CRM_APPLIES_NO), "no");
	assert_string_equal(crm_ppap_applies_name(CRM_APPLIES_NA), "n/a");
	assert_string_equal(crm_ppap_applies_name(CRM_APPLIES_UNSAID), "unsaid");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(order), cmocka_unit_test(cases),
	    cmocka_unit_test(counts), cmocka_unit_test(percentages), cmocka_unit_test(severities),
	    cmocka_unit_test(dropped), cmocka_unit_test(seal), cmocka_unit_test(twice),
	    cmocka_unit_test(names)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
