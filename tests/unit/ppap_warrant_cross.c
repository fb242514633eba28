/*
 * The warrant and the rest of the dossier: lib/rules/ppap/warrant_cross.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_warrant_case.h"

static void cross(void **state)
{
	static const struct row rows[] = {
	    {"whole", {{NULL, NULL}}, ""},
	    {"name", {{"w.part_name", "'Braket'"}}, "warrant_part part_name"},
	    {"name but for blanks", {{"w.part_name", "' Bracket '"}}, ""},
	    {"number", {{"w.customer_part_number", "'b-4711'"}},
	        "warrant_part customer_part_number"},
	    {"drawing", {{"drawing", "'D-4712'"}}, "warrant_part drawing_number"},
	    {"drawing not said", {{"drawing", "null"}}, ""},
	    {"change level", {{"w.engineering_change_level", "'B'"}},
	        "warrant_change_level engineering_change_level"},
	    {"its date", {{"w.engineering_change_date", "'2026-07-31'"}},
	        "warrant_change_level engineering_change_date"},
	    {"level", {{"w.level", "4"}}, "warrant_level level"},
	    {"level by default", {{"level", "null"}}, ""},
	    {"not the default", {{"level", "null"}, {"w.level", "2"}}, "warrant_level level"},
	    {"a level that is none", {{"level", "7"}, {"w.level", "2"}}, ""},
	    {"reasons, one more", {{"w.reasons", "['initial', 'tooling', 'additional_location']"}},
	        "warrant_reasons reasons"},
	    {"one less", {{"w.reasons", "['initial']"}}, "warrant_reasons reasons"},
	    {"another", {{"w.reasons", "['initial', 'additional_location']"}},
	        "warrant_reasons reasons"},
	    {"one twice", {{"w.reasons", "['initial', 'tooling', 'initial']"}}, ""},
	    {"reasons not said", {{"reasons", "null"}}, ""},
	    {"parts", {{"w.production_rate_parts", "399"}}, "warrant_run production_rate_parts"},
	    {"parts not said", {{"parts", "null"}}, ""},
	    {"hours", {{"w.production_rate_hours", "'4.01'"}}, "warrant_run production_rate_hours"},
	    {"hours with zeros", {{"w.production_rate_hours", "'4.000'"}}, ""},
	    {"changes without documents",
	        {{"w.additional_engineering_changes", "'E-9'"},
	            {"w.additional_engineering_changes_date", "'2026-09-01'"}, {"2", "{}"}},
	        "warrant_changes additional_engineering_changes"},
	    {"changes, and the trait says none",
	        {{"w.additional_engineering_changes", "'E-9'"},
	            {"w.additional_engineering_changes_date", "'2026-09-01'"}, {"2", "{}"},
	            {"engineering_change", "false"}},
	        "warrant_changes additional_engineering_changes"},
	    {"changes, documents waived",
	        {{"w.additional_engineering_changes", "'E-9'"},
	            {"w.additional_engineering_changes_date", "'2026-09-01'"},
	            {"2", "{'waiver': {'reason': 'r', 'reference': 'W', 'expiry': '2027-01-01'}}"}},
	        ""},
	    {"no changes, no documents",
	        {{"w.additional_engineering_changes", "'none'"}, {"2", "{}"}}, ""},
	};

	(void)state;
	RUN(rows);
}

static void dates(void **state)
{
	static const struct row rows[] = {
	    {"a day later", {{"6", "{'evidence': {'06/p.pdf': {'date': '2026-11-11'}}}"}},
	        "warrant_date 06/p.pdf"},
	    {"the same day", {{"6", "{'evidence': {'06/p.pdf': {'date': '2026-11-10'}}}"}}, ""},
	    {"two later",
	        {{"w.signature_date", "'2026-11-09'"}, {"4", "{}"}, {"2", "{}"},
	            {"09/list.csv", "no\n"}},
	        "warrant_date 06/pfmea.csv; warrant_date 09/list.csv; warrant_date 09/results.csv; "
	        "warrant_date 10/tests.csv"},
	    {"no date", {{"6", "{'evidence': {'06/p.pdf': {}}}"}}, ""},
	    {"does not apply",
	        {{"4", "{'evidence': {'04/d.pdf': {'date': '2026-11-11'}}}"},
	            {"design_responsible", "false"}},
	        ""},
	    {"an element that nobody knows",
	        {{"4", "{},\n'99': {'evidence': {'99/d.pdf': {'date': '2026-11-11'}}}"}}, ""},
	    {"the signed form itself",
	        {{"18", "{'evidence': {'18/w.pdf': {'date': '2026-11-19'}}}"}}, ""},
	    {"not signed", {{"w.signature_date", "null"}}, "box_missing signature_date"},
	};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	RUN(rows);
	open_case(&c, rows[0].changes, 1);
	ppap_case_judge(&c, TODAY);
	x = ppap_case_found(&c, "warrant_date@18", 0);
	assert_non_null(x);
	assert_int_equal(x->line, line_of("6"));
	assert_string_equal(x->text, "dated 2026-11-11, and the warrant was signed on 2026-11-10");
	ppap_case_close(&c);
}

static void safety(void **state)
{
	static const struct {
		const char *safety, *pfmea, *dfmea, *want;
	} rows[] = {
	    {"'yes'", "severity\n9\n", NULL, ""},
	    {"'yes'", "severity\n3\n10\n", NULL, ""},
	    {"'yes'", "severity\n8\n", NULL, "warrant_safety safety_or_government_regulation"},
	    {"'yes'", "severity\n8\n", "severity\n9\n",
	        "warrant_safety safety_or_government_regulation"},
	    {"'yes'", "severity\n9\n", "severity\n8\n", ""},
	    {"'yes'", NULL, "severity\n9\n", ""},
	    {"'yes'", NULL, "severity\n8\n", "warrant_safety safety_or_government_regulation"},
	    {"'yes'", NULL, NULL, ""},
	    {"'yes'", "step\n10\n", NULL, ""},
	    {"'yes'", "severity\n8\nhigh\n", NULL, ""},
	    {"'no'", "severity\n8\n", "severity\n1\n", ""},
	    {"'no'", "severity\n8\n9\n", NULL, "warrant_severity safety_or_government_regulation"},
	    {"'no'", "severity\n8\n", "severity\n10\n",
	        "warrant_severity safety_or_government_regulation"},
	    {"null", "severity\n9\n", NULL, "box_missing safety_or_government_regulation"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct row row = {rows[i].want,
		    {{"w.safety_or_government_regulation", rows[i].safety}}, rows[i].want};
		size_t n = 1;

		if (rows[i].pfmea != NULL)
			row.changes[n++] = (struct change){"06/pfmea.csv", rows[i].pfmea};
		if (rows[i].dfmea != NULL)
			row.changes[n++] = (struct change){"04/dfmea.csv", rows[i].dfmea};
		run(&row, 1);
	}
}

static void severity_is_a_warning(void **state)
{
	static const struct change changes[] = {{"06/pfmea.csv", "severity\n8\n9\n"}};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	open_case(&c, changes, 1);
	ppap_case_judge(&c, TODAY);
	x = ppap_case_found(&c, "warrant_severity@18", 0);
	assert_non_null(x);
	assert_int_equal(x->severity, CRM_WARNING);
	assert_string_equal(x->text, "no, and d/06/pfmea.csv:3 has severity 9");
	ppap_case_close(&c);
}

static void results(void **state)
{
#define LIST                                              \
	{                                                 \
		"09/list.csv", "no,lower,upper\n1,9,11\n" \
	}
	static const struct row rows[] = {
	    {"within", {LIST, {"09/results.csv", "no,stream,part,value\n1,cavity 1,1,11\n"}}, ""},
	    {"out", {LIST, {"09/results.csv", "no,stream,part,value\n1,cavity 1,1,11.1\n"}},
	        "warrant_results meets_design_record"},
	    {"nok", {LIST, {"09/results.csv", "no,stream,part,result\n1,cavity 1,1,nok\n"}},
	        "warrant_results meets_design_record"},
	    {"out, and said so",
	        {LIST, {"09/results.csv", "no,stream,part,value\n1,cavity 1,1,11.1\n"},
	            {"w.meets_design_record", "'no'"}, {"w.explanation", "'deviation 7'"},
	            {"interim", "{'reference': 'D 7'}"}},
	        ""},
	    {"test failed", {{"10/tests.csv", "test,requirement,result,verdict\nRm,500,480,nok\n"}},
	        "warrant_results meets_design_record"},
	    {"test passed", {{"10/tests.csv", "test,requirement,result,verdict\nRm,500,520,ok\n"}},
	        ""},
	};

	(void)state;
	RUN(rows);
#undef LIST
}

/* What does not meet the design record needs the customer's word, now in force. */
static void deviation(void **state)
{
#define NO                                 \
	{"w.meets_design_record", "'no'"}, \
	{                                  \
		"w.explanation", "'E 7'"   \
	}
#define WAIVED(expiry) "{'waiver': {'reason': 'r', 'reference': 'W', 'expiry': '" expiry "'}}"
/* its node has a second line */
#define NINE(expiry)                                                             \
	"{'waiver': {'reason': 'r', 'reference': 'W', 'expiry': '" expiry "'}, " \
	"'evidence': {'09/d.pdf': {}"
#define NOT "deviation_unagreed meets_design_record"
	static const struct row rows[] = {
	    {"no", {NO}, NOT},
	    {"yes", {{"w.explanation", "'E 7'"}}, ""},
	    {"interim without reference", {NO, {"interim", "{'owner': 'o'}"}}, NOT},
	    {"interim", {NO, {"interim", "{'reference': 'D'}"}}, ""},
	    {"dimensions waived", {NO, {"9", NINE("2026-11-20")}}, ""},
	    {"no longer", {NO, {"9", NINE("2026-11-19")}}, NOT},
	    {"tests waived", {NO, {"10", WAIVED("2026-11-20")}}, ""},
	    {"study waived", {NO, {"11", WAIVED("2026-11-20")}}, ""},
	    {"appearance waived", {NO, {"13", WAIVED("2026-11-20")}}, ""},
	    {"another element waived", {NO, {"6", WAIVED("2026-11-20")}}, NOT},
	};

	(void)state;
	RUN(rows);
#undef NO
#undef WAIVED
#undef NINE
#undef NOT
}

/* Which results the form must name: those of elements that apply. */
static void cover(void **state)
{
#define LACKS "warrant_results_cover results_cover"
	static const struct row rows[] = {
	    {"both", {{NULL, NULL}}, ""},
	    {"no dimensions", {{"w.results_cover", "['material_and_functional']"}}, LACKS},
	    {"no tests", {{"w.results_cover", "['dimensional']"}}, LACKS},
	    {"tests waived",
	        {{"w.results_cover", "['dimensional']"},
	            {"10",
	                "{'waiver': {'reason': 'r', 'reference': 'W', 'expiry': '2026-11-20'}}"}},
	        ""},
	    {"appearance not said", {{"13", "{}"}}, ""},
	    {"appearance", {{"13", "{'evidence': {'13/a.pdf': {}}}"}}, LACKS},
	    {"appearance n/a", {{"13", "{'na': {'reason': 'r'}}"}}, ""},
	    {"study", {{"11", "{'evidence': {'11/s.pdf': {}}}"}}, LACKS},
	    {"all",
	        {{"11", "{'evidence': {'11/s.pdf': {}}}"}, {"13", "{'evidence': {'13/a.pdf': {}}}"},
	            {"w.results_cover",
	                "['statistical', 'appearance', 'dimensional', 'material_and_functional']"}},
	        ""},
	    {"empty", {{"w.results_cover", "[]"}}, "box_missing results_cover"},
	};

	(void)state;
	RUN(rows);
#undef LACKS
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cross),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(deviation),
	    cmocka_unit_test(cover),
	    cmocka_unit_test(safety),
	    cmocka_unit_test(severity_is_a_warning),
	    cmocka_unit_test(results),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
