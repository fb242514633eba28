/*
 * lib/rules/ppap/trace_special.c: special characteristics from the drawing list to the studies.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_trace.h"

#define HEAD "no,upper,special,reference,variables,reason\n"
#define LIST [CRM_SHEET_CHARACTERISTICS] = HEAD "4,1,\n7,1,CC\n9,1,SC\n"
#define ONE [CRM_SHEET_CHARACTERISTICS] = HEAD "4,1,\n7,1,CC\n"

/* Studies that satisfy the elements 8 and 11. */
#define GRR(no) "'g" no "': {'kind': 'grr', 'evidence': 'msa.pdf', 'characteristic': '" no "'}"
#define CPK(no) \
	"'c" no "': {'kind': 'capability', 'evidence': 'study.pdf', 'characteristic': '" no "'}"
#define STUDIES(s) .more = "'studies': {" s "}, "
#define SEVENTH STUDIES(GRR("7") ", " CPK("7"))
#define STUDIED STUDIES(GRR("7") ", " GRR("9") ", " CPK("7") ", " CPK("9"))

static void documents(void **state)
{
	static const struct trace_row rows[] = {
	    {"everywhere",
	        {LIST, [CRM_SHEET_DFMEA] = "characteristic\n7\n9\n",
	            [CRM_SHEET_PFMEA] = "characteristic\n7\n9\n",
	            [CRM_SHEET_CONTROL_PLAN] = "characteristic\n9\n4\n7\n"},
	        STUDIED, .want = ""},
	    {"design FMEA", {LIST, [CRM_SHEET_DFMEA] = "characteristic\n9\n"}, STUDIED,
	        .want = "special_not_in_dfmea@4:3",
	        .text = "special characteristic 'CC' is in no row of the design FMEA"},
	    {"design FMEA, of somebody else", {LIST, [CRM_SHEET_DFMEA] = "characteristic\n9\n"},
	        STUDIED, .traits = "'design_responsible': false, 'special_characteristics': true",
	        .want = ""},
	    {"process FMEA", {LIST, [CRM_SHEET_PFMEA] = "characteristic\n7\n"}, STUDIED,
	        .want = "special_not_in_pfmea@6:4"},
	    {"control plan", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n4\n"}, STUDIED,
	        .want = "special_not_in_control_plan@7:3 special_not_in_control_plan@7:4"},
	    {"a plan waived", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n4\n"}, STUDIED,
	        .waived = "7", .want = ""},
	    {"several in a cell", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n4; 7 ;9\n"},
	        STUDIED, .want = ""},
	    {"a part of a number is none",
	        {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n77;9\n"}, STUDIED,
	        .want = "special_not_in_control_plan@7:3 balloon_unknown@7:2"},
	    {"a number with a separator",
	        {[CRM_SHEET_CHARACTERISTICS] = HEAD "7;a,1,CC\n",
	            [CRM_SHEET_CONTROL_PLAN] = "characteristic\n7;a\n"},
	        STUDIES(GRR("7;a") ", " CPK("7;a")), .want = ""},
	    {"no list", {[CRM_SHEET_CONTROL_PLAN] = "characteristic\n4\n"}, .want = ""},
	    {"none special",
	        {[CRM_SHEET_CHARACTERISTICS] = HEAD "4,1,\n",
	            [CRM_SHEET_CONTROL_PLAN] = "characteristic\n4\n"},
	        .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

/* A number that the drawing list does not have, once in each document. */
static void unknown(void **state)
{
	static const struct trace_row rows[] = {
	    {"known", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n4\n7\n9\n"}, STUDIED,
	        .want = ""},
	    {"in the plan, once", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n7\n8\n9\n8\n"},
	        STUDIED, .want = "balloon_unknown@7:3",
	        .text = "the drawing list has no characteristic '8'"},
	    {"in a cell with others", {LIST, [CRM_SHEET_PFMEA] = "characteristic\n7; 8 ;9\n"},
	        STUDIED, .want = "balloon_unknown@6:2"},
	    {"in each document",
	        {LIST, [CRM_SHEET_DFMEA] = "characteristic\n7;9;8\n",
	            [CRM_SHEET_PFMEA] = "characteristic\n7;9;8\n"},
	        STUDIED, .want = "balloon_unknown@4:2 balloon_unknown@6:2"},
	    {"nothing",
	        {LIST, [CRM_SHEET_PFMEA] = "step,characteristic\n10,7;9;\n20,\n30,-\n40,N/A\n"},
	        STUDIED, .want = ""},
	    {"waived", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n7;8;9\n"}, STUDIED,
	        .waived = "7", .want = ""},
	    {"no list", {[CRM_SHEET_CONTROL_PLAN] = "characteristic\n8\n"}, .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

/* A comma between two numbers: the cell was quoted. */
static void comma(void **state)
{
	static const struct trace_row row = {.name = "comma", {LIST}, STUDIED, .want = ""};
	const char *texts[CRM_SP_COUNT] = {[CRM_SP_CHARACTERISTIC] = "7, 9"};
	struct ppap_case c;

	(void)state;
	trace_open(&c, &row);
	crm_sheet_row(ppap_case_sheet(&c, "plan.csv", "characteristic\n4\n"), 3, texts);
	trace_same(&c, &row);
	ppap_case_close(&c);
}

/* An FMEA without the column cannot be traced, which is told where there is something to trace. */
static void column(void **state)
{
	static const struct {
		const char *list, *pfmea;
		bool told;
	} rows[] = {
	    {HEAD "7,1,CC\n", "step,severity\n10,8\n", true},
	    {HEAD "7,1,\n", "step,severity\n10,8\n", false},
	    {HEAD "7,1,CC\n", "step,severity,characteristic\n10,8,7\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct trace_row r = {.name = "column", STUDIED};
		const struct crm_finding *x;
		struct ppap_case c;

		r.sheets[CRM_SHEET_CHARACTERISTICS] = rows[i].list;
		r.sheets[CRM_SHEET_PFMEA] = rows[i].pfmea;
		trace_open(&c, &r);
		ppap_case_judge(&c, "2026-11-20");
		x = ppap_case_found(&c, "table_column@6", 0);
		assert_int_equal(x != NULL, rows[i].told);
		if (x != NULL)
			assert_string_equal(x->field, "characteristic");
		assert_false(ppap_case_has(&c, "special_not_in_pfmea"));
		ppap_case_close(&c);
	}
}

static void symbols(void **state)
{
	static const struct trace_row rows[] = {
	    {"the same", {ONE, [CRM_SHEET_PFMEA] = "characteristic,special\n7,CC\n4,\n"}, SEVENTH,
	        .want = ""},
	    {"blank", {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n7,\n9,SC\n"}, STUDIED,
	        .want = "special_symbol@6:2", .text = "no symbol; the drawing list has 'CC'"},
	    {"a dash is blank", {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n7,-\n9,SC\n"},
	        STUDIED, .want = "special_symbol@6:2"},
	    {"blank in one of its rows",
	        {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n7,\n7,CC\n9,SC\n"}, STUDIED,
	        .want = ""},
	    {"blank, of the plan",
	        {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic,special\n7,\n9,SC\n"}, STUDIED,
	        .want = "special_symbol@7:2"},
	    {"no column", {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic\n7\n9\n"}, STUDIED,
	        .want = ""},
	    {"another, once",
	        {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n7,CC\n7,SC\n7,SC\n9,SC\n"},
	        STUDIED, .want = "special_symbol@6:3",
	        .text = "symbol 'SC'; the drawing list has 'CC'"},
	    {"of the plan",
	        {LIST, [CRM_SHEET_CONTROL_PLAN] = "characteristic,special\n7,cc\n9,SC\n"}, STUDIED,
	        .want = "special_symbol@7:2"},
	    {"of the design FMEA",
	        {LIST, [CRM_SHEET_DFMEA] = "characteristic,special\n7,SC\n9,SC\n"}, STUDIED,
	        .want = "special_symbol@4:2"},
	    {"of no special one, once",
	        {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n4,CC\n4,CC\n7,CC\n9,SC\n"},
	        STUDIED, .want = "special_symbol@6:2",
	        .text = "symbol 'CC'; the drawing list has none"},
	    {"of another in the cell",
	        {LIST, [CRM_SHEET_PFMEA] = "characteristic,special\n4;7,CC\n9,SC\n"}, STUDIED,
	        .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void msa(void **state)
{
	static const struct trace_row rows[] = {
	    {"no study", {ONE}, STUDIES(CPK("7")), .want = "special_without_msa@8:3"},
	    {"of the characteristic", {ONE}, STUDIES(CPK("7") ", " GRR("7")), .want = ""},
	    {"of another", {ONE}, STUDIES(CPK("7") ", " GRR("4")),
	        .want = "special_without_msa@8:3"},
	    {"of its gauge", {ONE, [CRM_SHEET_CONTROL_PLAN] = "characteristic,gauge\n7,cmm\n"},
	        STUDIES(CPK("7") ", 'g': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'cmm'}"),
	        .want = ""},
	    {"of one of its gauges",
	        {ONE, [CRM_SHEET_CONTROL_PLAN] = "characteristic,gauge\n7,-\n4;7,cmm\n"},
	        STUDIES(CPK("7") ", 'g': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'cmm'}"),
	        .want = ""},
	    {"of one gauge in a cell with several",
	        {ONE, [CRM_SHEET_CONTROL_PLAN] = "characteristic,gauge\n7,cmm / pin\n"},
	        STUDIES(CPK("7") ", 'g': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'pin'}"),
	        .want = "gauge_without_msa@8:2"},
	    {"of another one's gauge",
	        {ONE, [CRM_SHEET_CONTROL_PLAN] = "characteristic,gauge\n7,-\n4,cmm\n"},
	        STUDIES(CPK("7") ", 'g': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'cmm'}"),
	        .want = "special_without_msa@8:3"},
	    {"of its gauge in a plan waived",
	        {ONE, [CRM_SHEET_CONTROL_PLAN] = "characteristic,gauge\n7,cmm\n"},
	        STUDIES(CPK("7") ", 'g': {'kind': 'type1', 'evidence': 'msa.pdf', 'gauge': 'cmm'}"),
	        .waived = "7", .want = ""},
	    {"waived", {ONE}, STUDIES(CPK("7")), .waived = "8", .want = ""},
	    {"a reference dimension", {[CRM_SHEET_CHARACTERISTICS] = HEAD "7,,CC,true\n"},
	        .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

#define STREAMS(s) .more = "'run': {'streams': ['1', '2', '3']}, 'studies': {" GRR("7") s "}, "
#define OF(name, stream)                                                                               \
	", '" name                                                                                     \
	"': {'kind': 'capability', 'evidence': 'study.pdf', 'characteristic': '7', 'stream': '" stream \
	"'}"

static void capability(void **state)
{
	static const struct trace_row rows[] = {
	    {"no study", {ONE}, STUDIES(GRR("7")), .want = "special_without_study@11:3",
	        .text = "special characteristic 'CC' has no study of kind capability"},
	    {"a study", {ONE}, STUDIES(GRR("7") ", " CPK("7")), .want = ""},
	    {"of another", {ONE}, STUDIES(GRR("7") ", " CPK("4")),
	        .want = "special_without_study@11:3"},
	    {"without variables data, a reason",
	        {[CRM_SHEET_CHARACTERISTICS] = HEAD "7,1,CC,,false,destructive\n"},
	        STUDIES(GRR("7")), .want = ""},
	    {"without variables data, no reason: told once",
	        {[CRM_SHEET_CHARACTERISTICS] = HEAD "7,1,CC,,false,\n"}, STUDIES(GRR("7")),
	        .want = "special_without_reason@1:2"},
	    {"a reason and variables data",
	        {[CRM_SHEET_CHARACTERISTICS] = HEAD "7,1,CC,,true,destructive\n"},
	        STUDIES(GRR("7")), .want = "special_without_study@11:2"},
	    {"for all streams", {ONE}, STREAMS(", " CPK("7")), .want = ""},
	    {"each stream", {ONE}, STREAMS(OF("a", "1") OF("b", "2") OF("c", "3")), .want = ""},
	    {"not each", {ONE}, STREAMS(OF("a", "2")), .want = "special_without_study@11:3",
	        .text =
	            "special characteristic 'CC' has no study of kind capability in stream '1', '3'"},
	    {"one stream, and a study of it", {ONE},
	        .more = "'run': {'streams': ['1']}, 'studies': {" GRR("7") OF("a", "1") "}, ",
	        .want = ""},
	    {"waived", {ONE}, STUDIES(GRR("7")), .waived = "11", .want = ""},
	    {"a run without streams, and a study of one", {ONE}, STUDIES(GRR("7") OF("a", "1")),
	        .want = ""},
	    {"the trait is false", {ONE}, STUDIES(GRR("7")),
	        .traits = "'special_characteristics': false", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void place(void **state)
{
	static const struct trace_row row = {
	    .name = "place", {ONE}, STUDIES(GRR("7")), .want = "special_without_study@11:3"};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	trace_open(&c, &row);
	trace_same(&c, &row);
	x = ppap_case_found(&c, "special_without_study", 0);
	assert_string_equal(x->source, "d/list.csv");
	assert_string_equal(x->field, "no 7");
	ppap_case_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(documents),
	    cmocka_unit_test(unknown),
	    cmocka_unit_test(comma),
	    cmocka_unit_test(column),
	    cmocka_unit_test(symbols),
	    cmocka_unit_test(msa),
	    cmocka_unit_test(capability),
	    cmocka_unit_test(place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
