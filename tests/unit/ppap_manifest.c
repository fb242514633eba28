/* What is wrong with the manifest as such, and with the run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_whole.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

static void manifest(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "bad_value@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 0", "bad_value@manifest", true,
	        "'0': a level from 1 to 5 expected", NULL, NULL},
	    {"'level': 3=>'level': 1", "bad_value@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 5", "bad_value@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 6", "bad_value@manifest", true, NULL, NULL, NULL},
	    {"'level': 3=>'level': 'III'", "bad_value@manifest", true, NULL, NULL, NULL},
	    {"'level': 3=>'level': 'III'", "level_missing@manifest", false, NULL, NULL, NULL},
	    {"2026-12-09=>the ninth", "bad_value@9", true, NULL, NULL, NULL},
	    {"2026-12-09=>the ninth", "bad_value@manifest", false, NULL, NULL, NULL},
	    {"'no aids are used'=>7", "bad_value@16", true, NULL, NULL, NULL},
	    {"'parts': 300=>'parts': -1", "bad_value@run", true, NULL, NULL, NULL},
	    {"'submitted',=>'sent',", "bad_value@status", true, NULL, NULL, NULL},
	    {"'format': 1=>'format': 1, 'warrant': {'weight_kg': {}}", "bad_value@18", true, NULL,
	        NULL, NULL},
	    {"'contact'=>'contract'", "unknown_member@manifest", true, "no such member", NULL,
	        NULL},
	    {"'owner09'=>'owner09', 'ovner': 'me'", "unknown_member@9", true, NULL, NULL, NULL},
	    {"'contact'=>'x-contact'", "unknown_member@manifest", false, NULL, NULL, NULL},
	    {"'17': {=>'19': {", "unknown_element@manifest", true, "aiag-4 has no element '19'",
	        NULL, NULL},
	    {"", "unknown_element@manifest", false, NULL, NULL, NULL},
	    {"'formats'=>'documents': ['1a', '9', 'BULK'], 'formats'", "unknown_element@manifest",
	        false, NULL, NULL, NULL},
	    {"'formats'=>'documents': ['9', '99'], 'formats'", "unknown_element@manifest", true,
	        "aiag-4 has no element '99'", NULL, NULL},
	    {"", "part_incomplete@manifest", false, NULL, NULL, NULL},
	    {"'P-1'=>''|'Bracket'=>' '|'drawing': 'D-1', 'change_level': 'C'=>'change_date': "
	     "'2026-01-01'",
	        "part_incomplete@manifest", true,
	        "missing: part.number, part.name, part.drawing, part.change_level", NULL, NULL},
	    {"'D-1'=>null", "part_incomplete@manifest", true, "missing: part.drawing", NULL, NULL},
	    {"", "level_missing@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'x-level': 3", "level_missing@manifest", true, "none; judged by level 3",
	        NULL, NULL},
	    {"['initial']=>[]", "reasons_missing@manifest", true, NULL, NULL, NULL},
	    {"'reasons'=>'x-reasons'", "reasons_missing@manifest", true, NULL, NULL, NULL},
	    {"['initial']=>['other']", "reasons_missing@manifest", false, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"bad_value", "unknown_member", "unknown_element",
	    "part_incomplete", "level_missing", "reasons_missing", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

/* Level 4 submits what is asked for; so does an edition without levels. */
static void agreed(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "not_agreed@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 5", "not_agreed@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 4", "not_agreed@manifest", true,
	        "level 4 submits what the customer asks for, and nothing says what: "
	        "request.documents or elements.N.agreed expected",
	        NULL, NULL},
	    {"'level': 3=>'level': 4|'formats'=>'documents': ['9'], 'formats'",
	        "not_agreed@manifest", false, NULL, NULL, NULL},
	    {"'level': 3=>'level': 4|'owner09'=>'owner09', 'agreed': 'R'", "not_agreed@manifest",
	        false, NULL, NULL, NULL},
	};
	static const char *const vda = "{'edition': 'vda-ppf', 'level': 3, 'elements': {'2.1': "
	                               "{'agreed': 'S'}, '2.4': {'agreed': 'R'}}}";
	struct ppap_case c;

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_case_open(&c, vda);
	ppap_case_edition(&c, "vda-ppf");
	ppap_case_judge(&c, "2026-11-20");
	assert_true(ppap_case_has(&c, "level_not_used@manifest"));
	assert_false(ppap_case_has(&c, "level_missing@manifest"));
	assert_false(ppap_case_has(&c, "not_agreed@manifest"));
	assert_int_equal(c.result.level, 0);
	assert_int_equal(ppap_case_state(&c, "2.1")->duty, CRM_DUTY_SUBMIT);
	assert_int_equal(ppap_case_state(&c, "2.4")->duty, CRM_DUTY_RETAIN);
	ppap_case_close(&c);
	ppap_case_open(&c, "{'edition': 'vda-ppf'}");
	ppap_case_edition(&c, "vda-ppf");
	ppap_case_judge(&c, "2026-11-20");
	assert_false(ppap_case_has(&c, "level_not_used@manifest"));
	assert_true(ppap_case_has(&c, "not_agreed@manifest"));
	ppap_case_close(&c);
}

static const char *const codes_table =
    "{'title': 'T', 'codes': {"
    "'S01': {'name': 'new', 'table': 'T', 'text': 't', 'action': 'submit',"
    " 'reasons': ['initial']},"
    "'S02': {'name': 'correction', 'table': 'T', 'text': 't', 'action': 'submit',"
    " 'reasons': ['correction_of_discrepancy']},"
    "'S03': {'name': 'ec', 'table': 'T', 'text': 't', 'action': 'submit',"
    " 'reasons': ['engineering_change']},"
    "'N04': {'name': 'site', 'table': 'T', 'text': 't', 'action': 'notify',"
    " 'reasons': ['additional_location', 'tooling']},"
    "'X01': {'name': 'none', 'table': 'T', 'text': 't', 'action': 'none'}}}";

/* A code's reasons and those of the manifest share a word. */
static void changes(void **state)
{
	static const struct {
		const char *edits, *code;
		bool found;
		const char *text;
	} rows[] = {
	    {"", "reasons_changes", false, NULL},
	    {"'S01'=>'S03'", "reasons_changes", true,
	        "change S03 wants one of: engineering_change"},
	    {"'S01'=>'S03'|'initial'=>'engineering_change', 'other'", "reasons_changes", false,
	        NULL},
	    {"'S01'=>'N04'|'initial'=>'tooling'", "reasons_changes", false, NULL},
	    {"'S01'=>'N04'", "reasons_changes", true,
	        "change N04 wants one of: additional_location, tooling"},
	    {"'S01'=>'S01', 'S02'", "reasons_changes", true,
	        "change S02 wants one of: correction_of_discrepancy"},
	    {"'S01'=>'X01'", "reasons_changes", false, NULL}, /* it has none */
	    {"'initial'=>", "reasons_changes", false, NULL},  /* told as missing */
	    {"", "unknown_change", false, NULL},
	    {"'S01'=>'S99'", "unknown_change", true, "'S99' is in no table of changes"},
	};
	struct crm_ppap_changes *codes = crm_ppap_changes_new();
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d;

	(void)state;
	ppap_case_quotes(&text, codes_table);
	d = ppap_case_doc(text.data, text.len, "changes");
	if (crm_ppap_changes_add(codes, d, "changes", &e) != 0)
		fail_msg("%s: %s", e.field, e.text);
	for (size_t i = 0; i < N(rows); i++) {
		const struct crm_finding *x;
		struct ppap_case c;

		ppap_whole_open(&c, rows[i].edits);
		c.changes = codes;
		ppap_case_judge(&c, "2026-11-20");
		x = ppap_case_found(&c, rows[i].code, 0);
		if ((x != NULL) != rows[i].found ||
		    (x != NULL && strcmp(x->text, rows[i].text) != 0))
			fail_msg(
			    "row %zu, %s: %s", i, rows[i].edits, x != NULL ? x->text : "nothing");
		ppap_case_close(&c);
	}
	crm_ppap_changes_free(codes);
	crm_doc_free(d);
	crm_buf_release(&text);
}

#define WAIVER "'rate': '75', 'waiver': {'reason': 'r', 'reference': 'w', 'expiry': '2026-11-20'}"
#define UNSENT "'submitted': '2026-11-19'=>'x-s': 0|"
#define FEW "'parts': 300=>'parts': 299|'rate': '75'=>"

static void run(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "run_missing@run", false, NULL, NULL, NULL},
	    {"'run'=>'x-run'", "run_missing@run", true, "missing: run.date, run.parts, run.hours",
	        NULL, NULL},
	    {"'date': '2026-11-02', =>", "run_missing@run", true, "missing: run.date", NULL, NULL},
	    {"'parts': 300, =>|'rate': '75'=>" WAIVER, "run_missing@run", true,
	        "missing: run.parts", NULL, NULL},
	    {"'parts': 300, =>|'engineering_change'=>'bulk': true, 'engineering_change'",
	        "run_missing@run", false, NULL, NULL, NULL},
	    {"", "run_parts@run", false, NULL, NULL, NULL},
	    {"'parts': 300=>'parts': 299", "run_parts@run", true,
	        "299 parts: at least 300 expected, or a waiver", NULL, NULL},
	    {"'parts': 300=>'parts': 299", "run_parts@run", false, NULL, NULL,
	        "{'profile': 'p', 'title': 'P', 'edition': 'aiag-4', 'limits': {'run_parts': "
	        "299}}"},
	    {"'parts': 300=>'parts': 1|'engineering_change'=>'bulk': true, 'engineering_change'",
	        "run_parts@run", false, NULL, NULL, NULL},
	    {"'hours': '4'=>'hours': '1'", "run_hours@run", false, NULL, NULL, NULL},
	    {"'hours': '4'=>'hours': '0.99'", "run_hours@run", true,
	        "0.99 h: 1 to 8 h expected, or a waiver", NULL, NULL},
	    {"'hours': '4'=>'hours': '8.0'", "run_hours@run", false, NULL, NULL, NULL},
	    {"'hours': '4'=>'hours': '8.01'", "run_hours@run", true, NULL, NULL, NULL},
	    /* neither parts nor hours are asked for */
	    {"'run'=>'x-run'", "run_missing@run", false, NULL, NULL,
	        "{'profile': 'p', 'title': 'P', 'edition': 'aiag-4', 'limits': {'run_parts': 0, "
	        "'run_hours_min': '0', 'run_hours_max': '0'}}"},
	    {"'run'=>'x-run'", "run_missing@run", true, "missing: run.date, run.parts", NULL,
	        "{'profile': 'p', 'title': 'P', 'edition': 'aiag-4', 'limits': {"
	        "'run_hours_min': '0', 'run_hours_max': '0'}}"},
	    {"'rate': '75'=>'rate': '75.00'", "run_rate@run", false, NULL, NULL, NULL},
	    {"'rate': '75'=>'rate': '75.001'", "run_rate@run", true,
	        "300 parts in 4 h: 75.001 parts an hour expected", NULL, NULL},
	    {"'rate': '75'=>'rate': '33.3333333333333333'|'hours': '4'=>'hours': "
	     "'9.00000000000000000'",
	        "run_rate@run", false, NULL, NULL, NULL},
	    {"'rate': '75'=>'rate': '33.3333333333333334'|'hours': '4'=>'hours': "
	     "'9.00000000000000000'",
	        "run_rate@run", true, NULL, NULL, NULL},
	    {"'rate': '75', =>", "run_rate@run", false, NULL, NULL, NULL},
	};
	static const char *const codes[] = {
	    "run_missing", "run_parts", "run_hours", "run_rate", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

/* Once submitted it is judged by that day, else by today. */
static void run_waiver(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {FEW WAIVER, "run_parts@run", false, NULL, NULL, NULL},
	    {FEW WAIVER, "run_waiver@run", false, NULL, NULL, NULL},
	    {UNSENT FEW WAIVER, "run_parts@run", false, NULL, "2026-11-20", NULL},
	    {UNSENT FEW WAIVER, "run_parts@run", true, NULL, "2026-11-21", NULL},
	    {UNSENT FEW WAIVER, "run_waiver@run", true, "expired on 2026-11-20, before 2026-11-21",
	        "2026-11-21", NULL},
	    /* once submitted, by that day */
	    {FEW WAIVER, "run_waiver@run", false, NULL, "2027-12-01", NULL},
	    {FEW WAIVER "|2026-11-19=>2026-11-20", "run_parts@run", false, NULL, "2027-12-01",
	        NULL},
	    {FEW WAIVER "|2026-11-19=>2026-11-21", "run_parts@run", true, NULL, "2027-12-01", NULL},
	    {"'hours': '4'=>'hours': '9'|'rate': '75'=>" WAIVER, "run_hours@run", false, NULL, NULL,
	        NULL},
	    {FEW "'waiver': {'reason': 'r'}", "run_waiver@run", true,
	        "missing: run.waiver.reference", NULL, NULL},
	    {FEW "'waiver': {'reason': 'r'}", "run_parts@run", true, NULL, NULL, NULL},
	    {FEW "'waiver': {'reference': 'w'}", "run_waiver@run", true,
	        "missing: run.waiver.reason", NULL, NULL},
	    {FEW "'waiver': {'reason': 'r', 'reference': 'w'}", "run_parts@run", false, NULL, NULL,
	        NULL},
	    {FEW "'waiver': {'reason': 'r', 'reference': 'w', 'expiry': 'x'}", "run_parts@run",
	        true, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"run_waiver", "run_parts", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(manifest), cmocka_unit_test(agreed),
	    cmocka_unit_test(changes), cmocka_unit_test(run), cmocka_unit_test(run_waiver)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
