/* Files of evidence: what was found, what the manifest says of them; tables as such. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_whole.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))
#define PROFILE "{'profile': 'p', 'title': 'P', 'edition': 'aiag-4', "

/* Each state has a code of its own, at the file's line in the manifest. */
static void states(void **state)
{
	static const struct {
		enum crm_file_state state;
		const char *code, *text;
	} rows[] = {
	    {CRM_FILE_UNASKED, NULL, NULL},
	    {CRM_FILE_GOOD, NULL, NULL},
	    {CRM_FILE_BAD_NAME, "evidence_outside", NULL},
	    {CRM_FILE_MISSING, "evidence_missing", "no such file"},
	    {CRM_FILE_LINK, "evidence_link", NULL},
	    {CRM_FILE_DIRECTORY, "evidence_directory", NULL},
	    {CRM_FILE_SPECIAL, "evidence_special", NULL},
	    {CRM_FILE_EMPTY, "evidence_empty", "0 bytes"},
	    {CRM_FILE_UNREADABLE, "evidence_unreadable", "cannot be read: Permission denied"},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const struct crm_finding *x = NULL;
		struct ppap_case c;

		ppap_whole_open(&c, "");
		ppap_case_facts(&c, "08/msa.pdf", rows[i].state);
		ppap_case_judge(&c, "2026-11-20");
		for (size_t k = 1; k < N(rows); k++) {
			if (k != i && rows[k].code != NULL)
				assert_false(ppap_case_has(&c, rows[k].code));
		}
		assert_int_equal(ppap_case_state(&c, "8")->complete, rows[i].code == NULL);
		assert_int_equal(ppap_case_state(&c, "8")->errors, rows[i].code != NULL);
		if (rows[i].code != NULL)
			x = ppap_case_found(&c, rows[i].code, 0);
		if (rows[i].code != NULL && x == NULL)
			fail_msg("%s expected", rows[i].code);
		if (x != NULL) {
			assert_string_equal(x->subject, "8");
			assert_string_equal(x->source, "d/ppap.json");
			assert_int_equal(x->line, ppap_case_file(&c, "08/msa.pdf")->node->line);
			assert_string_equal(x->field, "08/msa.pdf");
			if (rows[i].text != NULL)
				assert_string_equal(x->text, rows[i].text);
		}
		ppap_case_close(&c);
	}
}

static void hashes(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "evidence_unhashed@1", false, NULL, NULL, NULL},
	    {"'sha256'=>'x-sha256'", "evidence_unhashed@1", true, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"evidence_unhashed", NULL};
	struct ppap_case c;

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
	ppap_whole_open(&c, "");
	ppap_case_file(&c, "08/msa.pdf")->facts.sha256[63] = 'b';
	ppap_case_file(&c, "17/csr.pdf")->facts.bytes = 11;
	memset(ppap_case_file(&c, "10/material.csv")->facts.sha256, 'A', 64);
	ppap_case_file(&c, "11/study.PDF")->facts.sha256[0] = '\0'; /* nobody has asked for it */
	ppap_case_facts(&c, "12/lab.pdf", CRM_FILE_MISSING);
	ppap_case_judge(&c, "2026-11-20");
	assert_true(ppap_case_has(&c, "evidence_changed@8"));
	assert_string_equal(ppap_case_found(&c, "evidence_changed@17", 0)->text,
	    "11 bytes, on record are 10: attach it again if the change is meant");
	assert_null(ppap_case_found(&c, "evidence_changed", 2));
	ppap_case_close(&c);
}

static void dates(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"'date': '2026-11-09'=>'date': '2026-11-20'", "evidence_future@9", false, NULL, NULL,
	        NULL},
	    {"'date': '2026-11-09'=>'date': '2026-11-21'", "evidence_future@9", true,
	        "date 2026-11-21 is after 2026-11-20", NULL, NULL},
	    {"'date': '2026-11-17'=>'date': '2026-11-21'", "evidence_future@17", true, NULL, NULL,
	        NULL},
	    {"", "evidence_undated@9", false, NULL, NULL, NULL},
	    {", 'date': '2026-11-09'=>", "evidence_undated@9", true,
	        "no date; at most 365 days old expected", NULL, NULL},
	    {"'date': '2026-11-09'=>'date': 'x'", "evidence_undated@9", false, NULL, NULL, NULL},
	    {", 'date': '2026-11-17'=>", "evidence_undated@17", false, NULL, NULL, NULL},
	    {", 'date': '2026-11-09'=>", "evidence_undated@9", false, NULL, NULL,
	        PROFILE "'limits': {'max_age_days': 0}}"},
	    /* by the day of the submission, 2026-11-19 */
	    {"2026-11-09=>2025-11-19", "evidence_old@9", false, NULL, NULL, NULL},
	    {"2026-11-09=>2025-11-18", "evidence_old@9", true,
	        "date 2025-11-18: at most 365 days before 2026-11-19 expected", NULL, NULL},
	    {"2026-11-09=>2025-11-19", "evidence_old@9", false, NULL, "2030-01-01", NULL},
	    {"'submitted': '2026-11-19',=>|2026-11-09=>2025-11-20", "evidence_old@9", false, NULL,
	        NULL, NULL},
	    {"'submitted': '2026-11-19',=>|2026-11-09=>2025-11-19", "evidence_old@9", true, NULL,
	        NULL, NULL},
	    {"2026-11-09'=>2020-01-01', 'age_approval': 'A-1'", "evidence_old@9", false, NULL, NULL,
	        NULL},
	    {"2026-11-17=>2020-01-01", "evidence_old@17", false, NULL, NULL, NULL},
	    {"2026-11-12=>2020-01-01", "evidence_old@12", false, NULL, NULL, NULL},
	    {"2026-11-09=>2020-01-01", "evidence_old@9", false, NULL, NULL,
	        PROFILE "'limits': {'max_age_days': 0}}"},
	    {"2026-11-09=>2026-11-17", "evidence_old@9", true, NULL, NULL,
	        PROFILE "'limits': {'max_age_days': 1}}"},
	    {"2026-11-09=>2026-11-18", "evidence_old@9", false, NULL, NULL,
	        PROFILE "'limits': {'max_age_days': 1}}"},
	    {"", "laboratory_validity@12", false, NULL, NULL, NULL},
	    {"'valid_until': '2026-11-20'=>'title': ''", "laboratory_validity@12", true, NULL, NULL,
	        NULL},
	    {"'valid_until': '2026-11-20'=>'valid_until': '2026-11-19'", "laboratory_expired@12",
	        false, NULL, NULL, NULL},
	    {"'valid_until': '2026-11-20'=>'valid_until': '2026-11-18'", "laboratory_expired@12",
	        true, "valid until 2026-11-18, before 2026-11-19", NULL, NULL},
	    {"'submitted': '2026-11-19',=>", "laboratory_expired@12", false, NULL, NULL, NULL},
	    {"'submitted': '2026-11-19',=>", "laboratory_expired@12", true, NULL, "2026-11-21",
	        NULL},
	};
	static const char *const codes[] = {"evidence_future", "evidence_undated", "evidence_old",
	    "laboratory_validity", "laboratory_expired", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

static void content(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "evidence_change_level@9", false, NULL, NULL, NULL},
	    {"'2026-11-09', 'change_level': 'C'=>'2026-11-09', 'change_level': 'c'",
	        "evidence_change_level@9", true, "change_level 'c', that of the part is 'C'", NULL,
	        NULL},
	    {"'2026-11-09', 'change_level': 'C'=>'2026-11-09'", "evidence_change_level@9", true,
	        "no change_level; that of the part is 'C'", NULL, NULL},
	    {"'2026-11-08'=>'2026-11-08', 'change_level': 'B'", "evidence_change_level@8", false,
	        NULL, NULL, NULL}, /* not compared there */
	    {"'drawing': 'D-1', 'change_level': 'C'=>'drawing': 'D-1'|'2026-11-09', "
	     "'change_level': 'C'=>'2026-11-09'",
	        "evidence_change_level@9", false, NULL, NULL, NULL}, /* told of the part */
	    {"", "evidence_stream@9", false, NULL, NULL, NULL},
	    {"'dimensional', 'streams': ['1', '2']=>'dimensional', 'streams': ['2', '3']",
	        "evidence_stream@9", true, "stream '3' is not in run.streams", NULL, NULL},
	    {"'dimensional', 'streams': ['1', '2']=>'dimensional', 'streams': ['2', '3', '4']",
	        "evidence_stream@9", true, "streams '3', '4' are not in run.streams", NULL, NULL},
	    {"'75', 'streams': ['1', '2']=>'75'", "evidence_stream@9", true, NULL, NULL, NULL},
	    {"", "control_plan_phase@7", false, NULL, NULL, NULL},
	    {"'production'=>'pre-launch'", "control_plan_phase@7", true,
	        "phase 'pre-launch': production or safe-launch expected", NULL, NULL},
	    {"'production'=>'prototype'", "control_plan_phase@7", true, NULL, NULL, NULL},
	    {"'production'=>'safe-launch'", "control_plan_phase@7", false, NULL, NULL, NULL},
	    {", 'phase': 'production'=>", "control_plan_phase@7", false, NULL, NULL, NULL},
	    {"'2026-11-08'=>'2026-11-08', 'phase': 'prototype'", "control_plan_phase@8", false,
	        NULL, NULL, NULL},
	};
	static const char *const codes[] = {
	    "evidence_change_level", "evidence_stream", "control_plan_phase", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

/* Forms of the profile's, and formats that were asked for. */
static void wishes(void **state)
{
	static const char *const form = PROFILE "'change': {'9': {'form': 'F-9'}}}";
	const struct ppap_whole_row rows[] = {
	    {"", "evidence_form@9", false, NULL, NULL, NULL},
	    {"", "evidence_form@9", true, "no file on form 'F-9'", NULL, form},
	    {"'2026-11-09'=>'2026-11-09', 'form': 'F-8'", "evidence_form@9", true, NULL, NULL,
	        form},
	    {"'2026-11-09'=>'2026-11-09', 'form': 'F-9'", "evidence_form@9", false, NULL, NULL,
	        form},
	    {"'09/dims.csv': {=>'09/b.csv': {'form': 'F-9'}, '09/dims.csv': {", "evidence_form@9",
	        false, NULL, NULL, form},
	    {"'9': {=>'x-9': {", "evidence_form@9", false, NULL, NULL, form}, /* told as missing */
	    {"", "evidence_format@9", false, NULL, NULL, NULL},
	    {"", "evidence_format@11", false, NULL, NULL, NULL},
	    {"09/dims.csv=>09.pdf/dims.xlsx", "evidence_format@9", true,
	        "one of csv, .PDF expected", NULL, NULL},
	    {"09/dims.csv=>09.csv/dims", "evidence_format@9", true, NULL, NULL, NULL},
	    {"09/dims.csv=>09/dims.CSV", "evidence_format@9", false, NULL, NULL, NULL},
	    {"09/dims.csv=>09/dims.xlsx|'formats'=>'x-formats'", "evidence_format@9", false, NULL,
	        NULL, NULL},
	    {"09/dims.csv=>09/dims.xlsx|'level': 3=>'level': 1", "evidence_format@9", false, NULL,
	        NULL, NULL}, /* not sent */
	};
	static const char *const codes[] = {"evidence_form", "evidence_format", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

static const struct {
	const char *path, *csv, *want;
	bool found;
	long line;
	const char *field;
} table_rows[] = {
    {"05/flow.csv", "step,name\n10,saw\n", "table_column@5", false, 0, NULL},
    {"05/flow.csv", "name\nsaw\n", "table_column@5", true, 1, "step"},
    {"01/list.csv", "no\n1\n", "table_column@1", true, 1, "special"},
    {"01/list.csv", "special\nCC\n", "table_column@1", true, 1, "no"},
    {"04/dfmea.csv", "effect\nx\n", "table_column@4", true, 1, "severity"},
    {"04/dfmea.csv", "severity\n3\n", "table_column@4", false, 0, NULL},
    {"06/pfmea.csv", "severity\n3\n", "table_column@6", true, 1, "step"},
    {"06/pfmea.csv", "step\n10\n", "table_column@6", true, 1, "severity"},
    {"06/pfmea.csv", "step,severity\n10,3\n", "table_column@6", false, 0, NULL},
    {"07/plan.csv", "characteristic\n1\n", "table_column@7", true, 1, "step"},
    {"07/plan.csv", "step\n10\n", "table_column@7", true, 1, "characteristic"},
    {"09/dims.csv", "value\n1\n", "table_column@9", true, 1, "no"},
    {"09/dims.csv", "no\n1\n", "table_column@9", true, 1, "value"},
    {"09/dims.csv", "no,value\n1,2\n", "table_column@9", false, 0, NULL},
    {"09/dims.csv", "no,result\n1,ok\n", "table_column@9", false, 0, NULL},
    {"10/material.csv", "test,verdict\nt,ok\n", "table_column@10", true, 1, "result"},
    {"10/material.csv", "result\n3\n", "table_column@10", true, 1, "test"},
    {"05/flow.csv", "step,name\n10,saw\n", "table_empty@5", false, 0, NULL},
    {"05/flow.csv", "step,name\n", "table_empty@5", true, 1, ""},
    {"06/pfmea.csv", "step,severity\n10,9\n20,nine\n", "table_value@6", true, 3, "severity"},
    {"06/pfmea.csv", "step,severity\n10,9\n20,\n", "table_value@6", false, 0, NULL},
    {"05/flow.csv", "step,name\n10,saw\n", "table_missing@5", false, 0, NULL},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@5", true, 0, "data"},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@6", false, 0, NULL},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@4", true, 0, "data"},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@1", true, 0, "data"},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@7", true, 0, "data"},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@9", true, 0, "data"},
    {"06/pfmea.csv", "step,severity\n10,9\n", "table_missing@10", true, 0, "data"},
    {"10/material.csv", "test,result\nt,3\n", "table_missing@10", false, 0, NULL},
};
static void tables(void **state)
{

	(void)state;
	for (size_t i = 0; i < N(table_rows); i++) {
		const struct crm_finding *x;
		struct ppap_case c;

		ppap_whole_open(&c, "");
		ppap_case_sheet(&c, table_rows[i].path, table_rows[i].csv);
		ppap_case_judge(&c, "2026-11-20");
		x = ppap_case_found(&c, table_rows[i].want, 0);
		if ((x != NULL) != table_rows[i].found)
			fail_msg("row %zu, %s: %s", i, table_rows[i].want, ppap_case_codes(&c));
		if (x != NULL) {
			assert_string_equal(x->field, table_rows[i].field);
			if (table_rows[i].line > 0) {
				assert_int_equal(x->line, table_rows[i].line);
				assert_string_equal(
				    x->source, ppap_case_file(&c, table_rows[i].path)->source);
			}
		}
		ppap_case_close(&c);
	}
}

/* The file as a whole, its headings, a row: each is told once. */
static void faults(void **state)
{
	struct crm_sheet *s;
	struct ppap_case c;

	(void)state;
	ppap_whole_open(&c, "");
	ppap_case_facts(&c, "09/dims.csv", CRM_FILE_MISSING); /* not table_missing as well */
	s = ppap_case_sheet(&c, "05/flow.csv", "");
	crm_sheet_fault_add(s, 1, "", "a line of headings expected");
	s = ppap_case_sheet(&c, "07/plan.csv", "step\n");
	crm_sheet_fault_add(s, 1, "Merkmal", "no such heading, which is to be 'characteristic'");
	s = ppap_case_sheet(&c, "06/pfmea.csv", "step,severity\n10,3\n");
	crm_sheet_fault_add(s, 3, "", "a quote that is not closed");
	ppap_case_judge(&c, "2026-11-20");
	assert_true(ppap_case_has(&c, "table_unreadable@5"));
	assert_false(ppap_case_has(&c, "table_empty@5"));
	assert_false(ppap_case_has(&c, "table_column@5"));
	assert_string_equal(ppap_case_found(&c, "table_column@7", 0)->field, "Merkmal");
	assert_null(ppap_case_found(&c, "table_column@7", 1));
	assert_true(ppap_case_has(&c, "table_empty@7"));
	assert_int_equal(ppap_case_found(&c, "table_unreadable@6", 0)->line, 3);
	assert_false(ppap_case_has(&c, "table_missing@5"));
	assert_false(ppap_case_has(&c, "table_missing@9"));
	ppap_case_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(states), cmocka_unit_test(hashes),
	    cmocka_unit_test(dates), cmocka_unit_test(content), cmocka_unit_test(wishes),
	    cmocka_unit_test(tables), cmocka_unit_test(faults)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
