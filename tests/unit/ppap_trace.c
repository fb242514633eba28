/*
 * lib/rules/ppap/trace*.c: the drawing list, process steps, gauges, studies; ratings of an FMEA.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_trace.h"

#define LIST(csv)                                 \
	{                                         \
		[CRM_SHEET_CHARACTERISTICS] = csv \
	}
#define LIMITS "no,nominal,lower,upper,reference,variables\n"

static void list_limits(void **state)
{
	static const struct trace_row rows[] = {
	    {"both", LIST(LIMITS "7,10,9.9,10.1\n"), .want = ""},
	    {"lower only", LIST(LIMITS "7,10,9.9,\n"), .want = ""},
	    {"upper only", LIST(LIMITS "7,10,,10.1\n"), .want = ""},
	    {"equal limits", LIST(LIMITS "7,,10.0,10.00\n"), .want = ""},
	    {"lower above upper", LIST(LIMITS "7,,10.01,10.0\n"), .want = "balloon_limits@1:2",
	        .text = "the lower limit '10.01' is above the upper limit '10.0'"},
	    {"told once", LIST(LIMITS "7,5,10.01,10.0\n"), .want = "balloon_limits@1:2"},
	    {"none", LIST(LIMITS "7,10,,\n"), .want = "balloon_limits@1:2"},
	    {"none, variables", LIST(LIMITS "7,10,,,,true\n"), .want = "balloon_limits@1:2"},
	    {"none, an attribute", LIST(LIMITS "7,,,,,false\n"), .want = ""},
	    {"none, a reference", LIST(LIMITS "7,10,,,true,\n"), .want = ""},
	    {"none, no reference", LIST(LIMITS "7,10,,,false,\n"), .want = "balloon_limits@1:2"},
	    {"a reference that contradicts itself", LIST(LIMITS "7,,2,1,true,\n"),
	        .want = "balloon_limits@1:2"},
	    {"nominal outside, as of a fit", LIST(LIMITS "7,20,19.959,19.980\n"), .want = ""},
	    {"a limit that cannot be read is there", LIST(LIMITS "7,,x,\n"), .want = ""},
	    {"exact", LIST(LIMITS "7,,0.100000000000000001,0.1\n"), .want = "balloon_limits@1:2"},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void list_numbers(void **state)
{
	static const struct trace_row rows[] = {
	    {"each once", LIST("no,upper\n7,1\n8,1\n07,1\n7a,1\n"), .want = ""},
	    {"twice", LIST("no,upper\n7,1\n8,1\n7,1\n7,2\n"),
	        .want = "balloon_twice@1:4 balloon_twice@1:5",
	        .text = "'7' stands in d/list.csv:2 already"},
	    {"blanks do not count", LIST("no,upper\n7,1\n 7 ,1\n"), .want = "balloon_twice@1:3"},
	    {"no number", LIST("no,upper\n,1\n"), .want = "balloon_unknown@1:2"},
	    {"waived", LIST("no,upper\n7,1\n7,1\n"), .waived = "1", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

/* Two sheets are one list. */
static void list_of_two(void **state)
{
	static const struct trace_row row = {.name = "two sheets", .want = "balloon_twice@10:3"};
	struct ppap_case c;
	struct ppap_case *p = &c;

	(void)state;
	ppap_case_open(p,
	    "{'edition': 'aiag-4', 'elements': {"
	    "'1': {'evidence': {'a.csv': {'data': 'characteristics'}}},"
	    "'10': {'evidence': {'b.csv': {'data': 'characteristics'}}}}}");
	ppap_case_sheet(p, "a.csv", "no,upper\n1,5\n2,5\n");
	ppap_case_sheet(p, "b.csv", "no,upper\n3,5\n2,5\n");
	trace_same(p, &row);
	assert_string_equal(ppap_case_found(p, "balloon_twice", 0)->source, "d/b.csv");
	ppap_case_close(p);
}

#define REASON "no,upper,special,variables,reason\n"
#define OFF "'special_characteristics': false"

static void list_reasons(void **state)
{
	static const struct trace_row rows[] = {
	    {"no reason", LIST(REASON "7,1,CC,false,\n"), .traits = OFF, .waived = "8",
	        .want = "special_without_reason@1:2"},
	    {"a reason", LIST(REASON "7,1,CC,false,destructive test\n"), .traits = OFF,
	        .waived = "8", .want = ""},
	    {"variables data", LIST(REASON "7,1,CC,true,\n"), .traits = OFF, .waived = "8",
	        .want = ""},
	    {"not special", LIST(REASON "7,1,,false,\n"), .traits = OFF, .waived = "8", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

#define STEPS(f, p, c)                                                                          \
	{                                                                                       \
		[CRM_SHEET_FLOW] = (f), [CRM_SHEET_PFMEA] = (p), [CRM_SHEET_CONTROL_PLAN] = (c) \
	}

static void steps(void **state)
{
	static const struct trace_row rows[] = {
	    {"the same", STEPS("step\n10\n20\n", "step\n20\n10\n10\n", "step\n10\n20\n"),
	        .want = ""},
	    {"not in the flow, once", STEPS("step\n10\n", "step\n10\n30\n30\n", NULL),
	        .want = "step_not_in_flow@6:3", .text = "the flow diagram does not have step '30'"},
	    {"of the plan", STEPS("step\n10\n", NULL, "step\n10\n30\n"),
	        .want = "step_not_in_flow@7:3"},
	    {"the FMEA lacks one", STEPS("step\n10\n20\n20\n", "step\n10\n", "step\n10\n20\n"),
	        .want = "step_not_in_pfmea@6:3",
	        .text = "the process FMEA does not have step '20'"},
	    {"the plan lacks one", STEPS("step\n10\n20\n", "step\n10\n20\n", "step\n10\n"),
	        .want = "step_not_in_control_plan@7:3"},
	    {"exactly", STEPS("step\nop 10\n", "step\n op 10 \nOP 10\n", NULL),
	        .want = "step_not_in_flow@6:3"},
	    {"blank belongs to the row above",
	        STEPS("step,name\n10,\n", "step,cause\n10,\n,b\n", NULL), .want = ""},
	    {"no flow", STEPS(NULL, "step\n10\n", "step\n20\n"), .want = ""},
	    {"a flow without rows", STEPS("step\n", "step\n10\n", NULL), .want = ""},
	    {"an FMEA without rows", STEPS("step\n10\n", "step\n", NULL), .want = ""},
	    {"an FMEA without the column", STEPS("step\n10\n", "cause\nx\n", NULL), .want = ""},
	    {"flow waived", STEPS("step\n10\n", "step\n20\n", NULL), .waived = "5", .want = ""},
	    {"FMEA waived", STEPS("step\n10\n", "step\n20\n", NULL), .waived = "6", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void step_place(void **state)
{
	static const struct trace_row row = {
	    .name = "place", .sheets = STEPS("step\n10\n20\n", "step\n10\n", NULL), .want = ""};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	trace_open(&c, &row);
	ppap_case_judge(&c, "2026-11-20");
	x = ppap_case_found(&c, "step_not_in_pfmea@6", 0);
	assert_non_null(x);
	assert_string_equal(x->source, "d/flow.csv");
	assert_string_equal(x->field, "step 20");
	ppap_case_close(&c);
}

#define PLAN(csv)                              \
	{                                      \
		[CRM_SHEET_CONTROL_PLAN] = csv \
	}

#define GAUGE(key, name) "'" key "': {'kind': 'grr', 'evidence': 'msa.pdf', 'gauge': '" name "'}"
#define AB .more = "'studies': {" GAUGE("x", "a") ", " GAUGE("y", "b") "}, "
#define NAMED(name) .more = "'studies': {" GAUGE("x", name) "}, "

static void gauges(void **state)
{
	static const struct trace_row rows[] = {
	    {"no study, once", PLAN("step,characteristic,gauge\n10,,cmm\n20,,cmm\n20,,pin 4\n"),
	        .want = "gauge_without_msa@8:2 gauge_without_msa@8:4",
	        .text = "no study of kind grr, attribute or type1 names gauge 'cmm'"},
	    {"a grr", PLAN("step,characteristic,gauge\n10,,cmm\n"),
	        .more =
	            "'studies': {'a': {'kind': 'grr', 'evidence': 'msa.pdf', 'gauge': 'cmm'}}, ",
	        .want = ""},
	    {"an attribute study", PLAN("step,characteristic,gauge\n10,,visual\n"),
	        .more =
	            "'studies': {'a': {'kind': 'attribute', 'evidence': 'msa.pdf', 'gauge': 'visual'}}, ",
	        .want = ""},
	    {"a type 1", PLAN("step,characteristic,gauge\n10,,cmm\n"),
	        .more =
	            "'studies': {'a': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'cmm'}}, ",
	        .want = ""},
	    {"a capability study is none", PLAN("step,characteristic,gauge\n10,,cmm\n"),
	        .more =
	            "'studies': {'a': {'kind': 'capability', 'evidence': 'study.pdf', 'gauge': 'cmm'}}, ",
	        .want = "gauge_without_msa@8:2"},
	    {"of another", PLAN("step,characteristic,gauge\n10,,cmm\n"),
	        .more =
	            "'studies': {'a': {'kind': 'grr', 'evidence': 'msa.pdf', 'gauge': 'cmm 2'}}, ",
	        .want = "gauge_without_msa@8:2"},
	    {"none", PLAN("step,characteristic,gauge\n10,,\n10,,-\n10,,n/a\n10,,N/A\n"),
	        .want = ""},
	    {"several, each known", PLAN("step,characteristic,gauge\n10,,a / b\n20,,b;a\n"), AB,
	        .want = ""},
	    {"several, one of them not", PLAN("step,characteristic,gauge\n10,,a / c; b\n20,,c\n"),
	        AB, .want = "gauge_without_msa@8:2",
	        .text = "no study of kind grr, attribute or type1 names gauge 'c'"},
	    {"one and nothing", PLAN("step,characteristic,gauge\n10,,a; -\n"), AB, .want = ""},
	    {"a slash within", PLAN("step,characteristic,gauge\n10,,a/b\n"), AB,
	        .want = "gauge_without_msa@8:2",
	        .text = "no study of kind grr, attribute or type1 names gauge 'a/b'"},
	    {"a slash within a name", PLAN("step,characteristic,gauge\n10,,MIC/2\n"),
	        NAMED("MIC/2"), .want = ""},
	    {"a separator within a name", PLAN("step,characteristic,gauge\n10,,MIC / 2; b\n"),
	        NAMED("MIC / 2; b"), .want = ""},
	    {"MSA waived", PLAN("step,characteristic,gauge\n10,,cmm\n"), .waived = "8", .want = ""},
	    {"plan waived", PLAN("step,characteristic,gauge\n10,,cmm\n"), .waived = "7",
	        .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

#define STUDY(text) .more = "'run': {'streams': ['1', '2']}, 'studies': {'a': {" text "}}, "
#define SEVEN LIST("no,upper\n7,1\n")

static void studies(void **state)
{
	static const struct trace_row rows[] = {
	    {"all known", SEVEN,
	        STUDY("'kind': 'grr', 'characteristic': '7', 'evidence': 'msa.pdf', 'stream': '2'"),
	        .want = ""},
	    {"characteristic", SEVEN,
	        STUDY("'kind': 'grr', 'evidence': 'msa.pdf', 'characteristic': '8'"),
	        .want = "study_unknown@8:1", .text = "the drawing list has no characteristic '8'"},
	    {"without a list", {NULL},
	        STUDY("'kind': 'grr', 'evidence': 'msa.pdf', 'characteristic': '8'"), .want = ""},
	    {"file", SEVEN, STUDY("'kind': 'capability', 'evidence': 'x.pdf'"),
	        .want = "study_unknown@11:1", .text = "no element has the file 'x.pdf'"},
	    {"stream", SEVEN, STUDY("'kind': 'capability', 'evidence': 'study.pdf', 'stream': '3'"),
	        .want = "study_unknown@11:1", .text = "the run has no stream '3'"},
	    {"no file", SEVEN, STUDY("'kind': 'capability'"), .want = "study_without_data@11:1",
	        .text = "no file with its values is named"},
	    {"no file of a gauge study", SEVEN, STUDY("'kind': 'type1'"),
	        .want = "study_without_data@8:1"},
	    {"a file of another element", SEVEN,
	        STUDY("'kind': 'capability', 'evidence': 'msa.pdf'"),
	        .want = "study_without_data@11:1", .text = "file 'msa.pdf' is none of element 11"},
	    {"the other way round", SEVEN, STUDY("'kind': 'attribute', 'evidence': 'study.pdf'"),
	        .want = "study_without_data@8:1"},
	    {"a run without streams", SEVEN,
	        .more = "'studies': {'a': {'kind': 'grr', 'evidence': 'msa.pdf', 'stream': '3'}}, ",
	        .want = ""},
	    {"no kind", SEVEN, STUDY("'stream': '3', 'evidence': 'msa.pdf'"),
	        .want = "study_unknown@manifest:1"},
	    {"waived", SEVEN, STUDY("'kind': 'grr', 'evidence': 'msa.pdf', 'stream': '3'"),
	        .waived = "8", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void study_field(void **state)
{
	static const struct trace_row row = {.name = "field",
	    STUDY("'kind': 'grr', 'evidence': 'msa.pdf', 'stream': '3'"),
	    .want = "study_unknown@8:1"};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	trace_open(&c, &row);
	trace_same(&c, &row);
	x = ppap_case_found(&c, "study_unknown", 0);
	assert_string_equal(x->source, "d/ppap.json");
	assert_string_equal(x->field, "a.stream");
	ppap_case_close(&c);
}

#define RATED "failure,severity,occurrence,detection\n"

/* Ratings go from 1 to 10, and no failure is without. */
static void ratings(void **state)
{
	static const struct {
		const char *csv, *field, *text; /* NULL: nothing is found */
	} rows[] = {
	    {RATED "x,1,1,1\n", NULL, NULL},
	    {RATED "x,10,10,10\n", NULL, NULL},
	    {RATED "x,0,5,5\n", "severity", "'0': a number from 1 to 10 expected"},
	    {RATED "x,11,5,5\n", "severity", "'11': a number from 1 to 10 expected"},
	    {RATED "x,5,0,5\n", "occurrence", "'0': a number from 1 to 10 expected"},
	    {RATED "x,5,11,5\n", "occurrence", "'11': a number from 1 to 10 expected"},
	    {RATED "x,5,5,0\n", "detection", "'0': a number from 1 to 10 expected"},
	    {RATED "x,5,5,99\n", "detection", "'99': a number from 1 to 10 expected"},
	    {RATED ",99,5,5\n", "severity", "'99': a number from 1 to 10 expected"},
	    {RATED "x,,5,5\n", "severity", "blank; a number from 1 to 10 expected"},
	    {RATED "x,5,,5\n", "occurrence", "blank; a number from 1 to 10 expected"},
	    {RATED "x,5,5,\n", "detection", "blank; a number from 1 to 10 expected"},
	    {RATED ",,,\n", NULL, NULL},
	    {"failure,severity\nx,5\n", NULL, NULL},
	};
	static const int kinds[] = {CRM_SHEET_DFMEA, CRM_SHEET_PFMEA};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace_row r = {.name = "rating"};
		const struct crm_finding *x;
		struct ppap_case c;

		r.sheets[kinds[i % 2]] = rows[i / 2].csv;
		trace_open(&c, &r);
		ppap_case_judge(&c, "2026-11-20");
		x = ppap_case_found(&c, i % 2 == 0 ? "table_value@4" : "table_value@6", 0);
		if ((x != NULL) != (rows[i / 2].field != NULL))
			fail_msg("row %zu: %s", i, x != NULL ? x->text : "nothing");
		if (x != NULL) {
			assert_string_equal(x->field, rows[i / 2].field);
			assert_string_equal(x->text, rows[i / 2].text);
			assert_int_equal(x->line, 2);
		}
		assert_null(ppap_case_found(&c, "table_value", 1));
		ppap_case_close(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(list_limits),
	    cmocka_unit_test(list_numbers),
	    cmocka_unit_test(list_of_two),
	    cmocka_unit_test(list_reasons),
	    cmocka_unit_test(steps),
	    cmocka_unit_test(step_place),
	    cmocka_unit_test(gauges),
	    cmocka_unit_test(studies),
	    cmocka_unit_test(study_field),
	    cmocka_unit_test(ratings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
