/* Elements as such: which apply, n/a, waivers, owners, dates; and what each level does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_whole.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

/* Takes an element out, and says something else of it. */
#define OUT(n) "'" n "': {=>'x-" n "': {"
#define INSTEAD(n, what) OUT(n) "|'elements': {=>'elements': {'" n "': {" what "}, "
#define WAIVER(expiry) "'waiver': {'reason': 'r', 'reference': 'w', 'expiry': '" expiry "'}"
#define UNSENT "'submitted': '2026-11-19'=>'x-s': 0|"
#define DESIGN(value) "'design_responsible': true=>'x-d': 0" value

static void missing(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "element_missing@8", false, NULL, NULL, NULL},
	    {OUT("8"), "element_missing@8", true, "no file", NULL, NULL},
	    {INSTEAD("8", "'evidence': {}"), "element_missing@8", true, NULL, NULL, NULL},
	    {INSTEAD("8", "'location': 'shelf'"), "element_missing@8", true, NULL, NULL, NULL},
	    {"", "element_missing@14", false, NULL, NULL, NULL},
	    {"'shelf 3'=>' '", "element_missing@14", true, "neither a file nor a location", NULL,
	        NULL},
	    {"'location': 'shelf 3'=>'evidence': {'14/photo.pdf': {}}", "element_missing@14", false,
	        NULL, NULL, NULL},
	    {"", "element_missing@2", false, NULL, NULL, NULL}, /* its trait is false */
	    {"'engineering_change': false=>'engineering_change': true", "element_missing@2", true,
	        NULL, NULL, NULL},
	    {"", "element_missing@1a", false, NULL, NULL, NULL}, /* not asked for */
	    {"'engineering_change'=>'proprietary': true, 'engineering_change'",
	        "element_missing@1a", true, NULL, NULL, NULL},
	    {"", "element_missing@BULK", false, NULL, NULL, NULL},
	    {"'engineering_change'=>'bulk': true, 'engineering_change'", "element_missing@BULK",
	        true, NULL, NULL, NULL},
	    {OUT("8") "|" DESIGN(""), "element_missing@4", false, NULL, NULL, NULL},
	    {"", "applies_unsaid@4", false, NULL, NULL, NULL},
	    {DESIGN(""), "applies_unsaid@4", false, NULL, NULL, NULL}, /* it has evidence */
	    {DESIGN("") "|" OUT("4"), "applies_unsaid@4", true,
	        "true or false expected, or n/a with a reason", NULL, NULL},
	    {DESIGN("") "|" OUT("4"), "element_missing@4", false, NULL, NULL, NULL},
	    {DESIGN(", 'design_responsible': false") "|" OUT("4"), "applies_unsaid@4", false, NULL,
	        NULL, NULL},
	    {DESIGN("") "|" INSTEAD("4", "'na': {'reason': 'r'}"), "applies_unsaid@4", false, NULL,
	        NULL, NULL},
	    {DESIGN("") "|" INSTEAD("4", "'na': {'by': 'r'}"), "applies_unsaid@4", true, NULL, NULL,
	        NULL},
	    {DESIGN("") "|" INSTEAD("4", WAIVER("2026-11-20")), "applies_unsaid@4", false, NULL,
	        NULL, NULL},
	    {DESIGN(", 'design_responsible': 'yes'") "|" OUT("4"), "applies_unsaid@4", true, NULL,
	        NULL, NULL},
	    {"", "trait_contradicted@4", false, NULL, NULL, NULL},
	    {DESIGN(", 'design_responsible': false"), "trait_contradicted@4", true,
	        "false, and the element has evidence", NULL, NULL},
	    {DESIGN(", 'design_responsible': false") "|" OUT("4"), "trait_contradicted@4", false,
	        NULL, NULL, NULL},
	};
	static const char *const codes[] = {
	    "element_missing", "applies_unsaid", "trait_contradicted", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

/* A mark that is not valid has no effect: the element is judged as if it were not there. */
static void na(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "na_incomplete@16", false, NULL, NULL, NULL},
	    {"'reason': 'no aids are used'=>'by': 'li'", "na_incomplete@16", true,
	        "n/a needs a reason", NULL, NULL},
	    {"'reason': 'no aids are used'=>'by': 'li'", "element_missing@16", true, NULL, NULL,
	        NULL},
	    {"'no aids are used'=>' '", "na_incomplete@16", false, NULL, NULL, NULL},
	    {"'no aids are used'=>' '", "element_missing@16", true, NULL, NULL, NULL},
	    {"", "na_refused@7", false, NULL, NULL, NULL},
	    {INSTEAD("7", "'na': {'reason': 'r'}"), "na_refused@7", true,
	        "this element is never n/a", NULL, NULL},
	    {INSTEAD("7", "'na': {'reason': 'r'}"), "element_missing@7", true, NULL, NULL, NULL},
	    {"", "na_refused@16", false, NULL, NULL, NULL},
	    {"", "na_contradicted@16", false, NULL, NULL, NULL},
	    {"'no aids are used'}=>'no aids are used'}, 'location': 'l'", "na_contradicted@16",
	        true, "n/a, and the element has evidence", NULL, NULL},
	    {INSTEAD("4", "'na': {'reason': 'r'}"), "na_contradicted@4", true,
	        "n/a, and traits.design_responsible is true", NULL, NULL},
	    {INSTEAD("4", "'na': {'reason': 'r'}"), "element_missing@4", true, NULL, NULL, NULL},
	    {INSTEAD("4", "'na': {'reason': 'r'}") "|" DESIGN(""), "na_contradicted@4", false, NULL,
	        NULL, NULL},
	    {INSTEAD("4", "'na': {'reason': 'r'}") "|" DESIGN(", 'design_responsible': false"),
	        "na_contradicted@4", false, NULL, NULL, NULL},
	    {"'owner04'=>'owner04', 'na': {'reason': 'r'}|" DESIGN(""), "na_contradicted@4", true,
	        NULL, NULL, NULL},
	    /* its trait is false, which is told in its place */
	    {"'owner04'=>'owner04', 'na': {'reason': 'r'}|" DESIGN(", 'design_responsible': false"),
	        "na_contradicted@4", false, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"na_incomplete", "na_refused", "na_contradicted", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

static void waivers(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {INSTEAD("8", WAIVER("2026-11-20")), "element_missing@8", false, NULL, NULL, NULL},
	    {INSTEAD("8", WAIVER("2026-11-20")), "waiver_expired@8", false, NULL, NULL, NULL},
	    {INSTEAD("8", WAIVER("2026-11-20")), "waiver_incomplete@8", false, NULL, NULL, NULL},
	    {UNSENT INSTEAD("8", WAIVER("2026-11-20")), "waiver_expired@8", false, NULL, NULL,
	        NULL},
	    {UNSENT INSTEAD("8", WAIVER("2026-11-19")), "waiver_expired@8", true,
	        "expired on 2026-11-19, before 2026-11-20", NULL, NULL},
	    {UNSENT INSTEAD("8", WAIVER("2026-11-19")), "element_missing@8", true, NULL, NULL,
	        NULL},
	    {UNSENT "'owner08'=>'owner08', " WAIVER("2026-11-19"), "waiver_expired@8", false, NULL,
	        NULL, NULL},
	    /* once submitted, by that day: it may end later */
	    {INSTEAD("8", WAIVER("2026-11-19")), "waiver_expired@8", false, NULL, "2027-12-01",
	        NULL},
	    {INSTEAD("8", WAIVER("2026-11-19")), "element_missing@8", false, NULL, "2027-12-01",
	        NULL},
	    {INSTEAD("8", WAIVER("2026-11-18")), "waiver_expired@8", true,
	        "expired on 2026-11-18, before 2026-11-19", "2027-12-01", NULL},
	    {"'owner18'=>'owner18', " WAIVER("2027-01-01"), "waiver_refused@18", true,
	        "this element is never waived", NULL, NULL},
	    {"", "waiver_refused@18", false, NULL, NULL, NULL},
	    {INSTEAD("8", WAIVER("soon")), "element_missing@8", true, NULL, NULL, NULL},
	    {INSTEAD("8", "'waiver': {'by': 'b'}"), "waiver_incomplete@8", true,
	        "missing: waiver.reason, waiver.reference, waiver.expiry", NULL, NULL},
	    {INSTEAD("8", "'waiver': {'reason': 'r', 'reference': 'w'}"), "waiver_incomplete@8",
	        true, "missing: waiver.expiry", NULL, NULL},
	    {INSTEAD("8", "'waiver': {'reason': 'r', 'reference': 'w'}"), "element_missing@8", true,
	        NULL, NULL, NULL},
	    {INSTEAD("8", "'waiver': {'reason': 'r', 'expiry': '2027-01-01'}"),
	        "waiver_incomplete@8", true, "missing: waiver.reference", NULL, NULL},
	    /* n/a and waiver at once: both are judged */
	    {"'no aids are used'}=>'no aids are used'}, 'waiver': {'reason': 'r'}",
	        "waiver_incomplete@16", true, NULL, NULL, NULL},
	    {"'reason': 'no aids are used'}=>'by': 'li'}, " WAIVER("2026-11-20"),
	        "na_incomplete@16", true, NULL, NULL, NULL},
	};
	static const char *const codes[] = {
	    "waiver_incomplete", "waiver_expired", "waiver_refused", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

static void plan(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "owner_missing@9", false, NULL, NULL, NULL},
	    {"'owner09'=>' '", "owner_missing@9", true, NULL, NULL, NULL},
	    {OUT("8"), "owner_missing@8", true, NULL, NULL, NULL},
	    {"", "owner_missing@16", false, NULL, NULL, NULL}, /* n/a */
	    {INSTEAD("8", WAIVER("2026-11-20")), "owner_missing@8", false, NULL, NULL, NULL},
	    {"", "due_missing@9", false, NULL, NULL, NULL},
	    {"'due': '2026-12-09'=>'note': ''", "due_missing@9", true, NULL, NULL, NULL},
	    {"2026-12-09=>some day", "due_missing@9", false, NULL, NULL, NULL}, /* told as bad */
	    {"", "due_missing@16", false, NULL, NULL, NULL},
	    {INSTEAD("8", "'due': '2026-11-20'"), "element_late@8", false, NULL, NULL, NULL},
	    {INSTEAD("8", "'due': '2026-11-19'"), "element_late@8", true,
	        "was due on 2026-11-19, before 2026-11-20, and is not complete", NULL, NULL},
	    {"", "element_late@8", false, NULL, "2026-12-09", NULL}, /* complete */
	    {"'no aids are used'}=>'r'}, 'due': '2026-01-01'", "element_late@16", false, NULL, NULL,
	        NULL},
	    {INSTEAD("8", "'due': '2026-01-01', " WAIVER("2026-11-20")), "element_late@8", false,
	        NULL, NULL, NULL},
	    /* an error in its case makes it late */
	    {"2026-12-09=>2026-11-19|'change_level': 'C'=>'change_level': 'B'", "element_late@9",
	        true, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"owner_missing", "due_missing", "element_late", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

/* What each level does with the elements of the 4th edition, in the book's order (Table 4.2). */
static void levels(void **state)
{
	static const struct {
		const char *edits, *duties;
		int level;
	} rows[] = {
	    {"'level': 3=>'level': 1", "RRRRRRRRRRRRRRSRRRRSS", 1},
	    {"'level': 3=>'level': 2", "SRSSRRRRRRSSRSSSRRRSS", 2},
	    {"", "SRSSSSSSSSSSSSSSRRSSS", 3},
	    {"'level': 3=>'x-level': 3", "SRSSSSSSSSSSSSSSRRSSS", 3},
	    {"'level': 3=>'level': 9", "SRSSSSSSSSSSSSSSRRSSS", 3},
	    {"'level': 3=>'level': 4", "*******************SS", 4},
	    {"'level': 3=>'level': 5", "RRRRRRRRRRRRRRRRRRRRR", 5},
	    {"'level': 3=>'level': 4|'formats'=>'documents': ['1a', '9'], 'formats'",
	        "*S********S********SS", 4},
	    {"'level': 3=>'level': 4|'formats'=>'documents': ['9'], 'formats'|'owner09'=>'o', "
	     "'agreed': 'R'|'owner05'=>'o', 'agreed': 'S'",
	        "******S***R********SS", 4},
	    /* what is asked for is submitted, though the level keeps it */
	    {"'level': 3=>'level': 1|'formats'=>'documents': ['9', '18'], 'formats'",
	        "RRRRRRRRRRSRRRSRRRRSS", 1},
	    {"'level': 3=>'level': 5|'formats'=>'documents': ['15'], 'formats'",
	        "RRRRRRRRRRRRRRRRSRRRR", 5},
	    /* what the table says is not agreed otherwise */
	    {"'owner09'=>'o', 'agreed': 'R'", "SRSSSSSSSSSSSSSSRRSSS", 3},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		struct crm_buf have = CRM_BUF_INIT;
		struct ppap_case c;

		ppap_whole_open(&c, rows[i].edits);
		ppap_case_judge(&c, "2026-11-20");
		assert_int_equal(c.result.level, rows[i].level);
		for (size_t k = 0; k < c.result.n; k++)
			crm_buf_addz(&have, crm_ppap_duty_name(c.result.states[k].duty));
		if (strcmp(crm_buf_str(&have), rows[i].duties) != 0)
			fail_msg("%s: %s", rows[i].edits, crm_buf_str(&have));
		crm_buf_release(&have);
		ppap_case_close(&c);
	}
}

/* A part without special characteristics has none in its drawing list. */
static void special(void **state)
{
	static const struct {
		const char *edits, *list;
		bool found;
	} rows[] = {
	    {"", "no,special\n1,\n2,CC\n", false},
	    {"'special_characteristics': true=>'special_characteristics': false",
	        "no,special\n1,\n2,CC\n", true},
	    {"'special_characteristics': true=>'special_characteristics': false",
	        "no,special\n1,\n2, \n", false},
	    {"'special_characteristics': true=>'x-special': true", "no,special\n2,CC\n", false},
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		const struct crm_finding *x;
		struct ppap_case c;

		ppap_whole_open(&c, rows[i].edits);
		ppap_case_sheet(&c, "01/list.csv", rows[i].list);
		ppap_case_judge(&c, "2026-11-20");
		x = ppap_case_found(&c, "trait_contradicted@manifest", 0);
		assert_int_equal(x != NULL, rows[i].found);
		if (x != NULL) {
			assert_string_equal(x->field, "traits.special_characteristics");
			assert_string_equal(x->text,
			    "false, and d/01/list.csv:3 has the special characteristic '2' (CC)");
		}
		ppap_case_close(&c);
	}
}

/* Where all special characteristics are attributes, with a reason, there is nothing to study. */
static void unstudied(void **state)
{
#define NO "'special_characteristics': true=>'special_characteristics': false"
#define WITHOUT(what) INSTEAD("11", what)
#define ALL "no,special,variables,reason\n1,,,\n2,CC,no,plug gauge\n3,SC,no,by eye\n"
	static const struct {
		const char *edits, *list, *codes; /* of 11, and trait_contradicted */
		enum crm_ppap_applies applies;
	} rows[] = {
	    {WITHOUT(""), ALL, "", CRM_APPLIES_NO},
	    {WITHOUT("'na': {'reason': 'attributes'}"), ALL, "", CRM_APPLIES_NA},
	    {NO "|" OUT("11"), ALL, "", CRM_APPLIES_NO},
	    {WITHOUT(""), "no,special,variables,reason\n2,CC,no,plug gauge\n3,SC,,\n",
	        "element_missing", CRM_APPLIES_YES},
	    {WITHOUT(""), "no,special,variables,reason\n2,CC,no,plug gauge\n3,SC,no,\n",
	        "element_missing", CRM_APPLIES_YES},
	    {WITHOUT(""), "no,special,variables,reason\n2,CC,yes,plug gauge\n", "element_missing",
	        CRM_APPLIES_YES},
	    {WITHOUT(""), "no,special,variables,reason\n2,,no,plug gauge\n", "element_missing",
	        CRM_APPLIES_YES},
	    {WITHOUT("'na': {'reason': 'r'}"), "no,special\n2,CC\n",
	        "na_contradicted,element_missing", CRM_APPLIES_YES},
	    {NO "|" OUT("11"), "no,special\n2,CC\n", "trait_contradicted", CRM_APPLIES_NO},
	    {"", ALL, "", CRM_APPLIES_YES}, /* it has evidence, and is judged */
	};

	(void)state;
	for (size_t i = 0; i < N(rows); i++) {
		static const char *const told[] = {"trait_contradicted@manifest",
		    "trait_contradicted@11", "na_contradicted@11", "element_missing@11"};
		struct crm_buf have = CRM_BUF_INIT;
		struct ppap_case c;

		ppap_whole_open(&c, rows[i].edits);
		ppap_case_sheet(&c, "01/list.csv", rows[i].list);
		ppap_case_judge(&c, "2026-11-20");
		for (size_t k = 0; k < N(told); k++) {
			if (ppap_case_has(&c, told[k]))
				crm_buf_addf(&have, "%s%.*s", have.len > 0 ? "," : "",
				    (int)strcspn(told[k], "@"), told[k]);
		}
		if (strcmp(crm_buf_str(&have), rows[i].codes) != 0 ||
		    ppap_case_state(&c, "11")->applies != rows[i].applies)
			fail_msg("row %zu: %s", i, crm_buf_str(&have));
		for (size_t k = 0; i == 0 && k < crm_cases_count(c.found); k++) {
			const struct crm_case *x = crm_case_at(c.found, k);

			if (strncmp(x->name, "11 ", 3) == 0)
				assert_string_equal(x->reason,
				    "no special characteristic has variables data: plug gauge");
		}
		crm_buf_release(&have);
		ppap_case_close(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(missing), cmocka_unit_test(na),
	    cmocka_unit_test(waivers), cmocka_unit_test(plan), cmocka_unit_test(levels),
	    cmocka_unit_test(special), cmocka_unit_test(unstudied)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
