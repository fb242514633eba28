/*
 * lib/rules/ppap/trace_dims.c: dimensional results against the drawing list.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/ppap_trace.h"

#define LHEAD "no,lower,upper,special,reference,variables,reason\n"
#define DHEAD "no,stream,part,value,result\n"
#define DIMS(list, rows)                                                                       \
	{                                                                                      \
		[CRM_SHEET_CHARACTERISTICS] = LHEAD list, [CRM_SHEET_DIMENSIONAL] = DHEAD rows \
	}
#define RUN(streams) .more = "'run': {'streams': [" streams "]}, "

static void limits(void **state)
{
	static const struct trace_row rows[] = {
	    {"at the lower", DIMS("7,9.90,10.1\n", "7,,1,9.9\n"), .want = ""},
	    {"below", DIMS("7,9.90,10.1\n", "7,,1,9.89\n"), .want = "dimension_out@9:2",
	        .text =
	            "'9.89' is below the lower limit '9.90', limits '9.90' to '10.1', part '1'"},
	    {"at the upper", DIMS("7,9.90,10.1\n", "7,,1,10.100\n"), .want = ""},
	    {"above", DIMS("7,9.90,10.1\n", "7,,1,10.101\n"), .want = "dimension_out@9:2"},
	    {"by one digit of eighteen", DIMS("7,,0.1\n", "7,,1,0.10000000000000001\n"),
	        .want = "dimension_out@9:2"},
	    {"one-sided", DIMS("7,,10\n", "7,,1,-99\n"), .want = ""},
	    {"negative", DIMS("7,-2,-1\n", "7,,1,-2.1\n"), .want = "dimension_out@9:2"},
	    {"each row", DIMS("7,1,2\n", "7,,1,3\n7,,2,1\n7,,3,0\n"),
	        .want = "dimension_out@9:2 dimension_out@9:4"},
	    {"nok", DIMS("7,1,2\n", "7,,1,1.5,nok\n"), .want = "dimension_out@9:2",
	        .text = "result nok, limits '1' to '2', part '1'"},
	    {"out, whatever the result says", DIMS("7,1,2\n", "7,,1,3,ok\n"),
	        .want = "dimension_out@9:2"},
	    {"an attribute, ok", DIMS("7,,,,,false\n", "7,,1,,ok\n"), .want = ""},
	    {"an attribute, nok", DIMS("7,,,,,false\n", "7,,1,,nok\n"), .want = "dimension_out@9:2",
	        .text = "result nok, part '1'"},
	    {"a reference dimension", DIMS("7,1,2,,true\n", "7,,1,3\n"), .want = ""},
	    {"limits that contradict each other", DIMS("7,2,1\n", "7,,1,3\n"),
	        .want = "balloon_limits@1:2"},
	    {"in its stream", DIMS("7,,2\n", "7,B,1,3\n"), RUN("'B'"), .want = "dimension_out@9:2",
	        .text = "'3' is above the upper limit '2', stream 'B', part '1'"},
	    {"waived", DIMS("7,,2\n", "7,,1,3\n"), .waived = "9", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void measured(void **state)
{
	static const struct trace_row rows[] = {
	    {"all", DIMS("7,,2\n8,,2\n", "7,,1,1\n8,,1,1\n"), .want = ""},
	    {"one not", DIMS("7,,2\n8,,2\n", "7,,1,1\n"), .want = "balloon_not_measured@9:3",
	        .text = "no result"},
	    {"a reference dimension", DIMS("7,,2\n8,,2,,true\n", "7,,1,1\n"), .want = ""},
	    {"neither value nor result", DIMS("7,,2\n", "7,,1,,\n"),
	        .want = "balloon_not_measured@9:2"},
	    {"a verdict alone, of what has no limits", DIMS("7,,,,,false\n", "7,,1,,ok\n"),
	        .want = ""},
	    {"a value that cannot be read is told as that", DIMS("7,,2\n", "7,,1,x,\n"),
	        .want = ""},
	    {"an attribute needs a result", DIMS("7,,,,,false\n", "7,,1,5,\n"),
	        .want = "balloon_not_measured@9:2"},
	    {"a special one", DIMS("7,,,CC,,false,gauged\n8,,2\n", "8,,1,1\n"), .waived = "8",
	        .want = "special_not_measured@9:2"},
	    {"a special one, measured", DIMS("7,,,CC,,false,gauged\n", "7,,1,,ok\n"), .waived = "8",
	        .want = ""},
	    {"no results", {[CRM_SHEET_CHARACTERISTICS] = LHEAD "7,,2\n"}, .want = ""},
	    {"results without rows", DIMS("7,,2\n", ""), .want = ""},
	    {"no list", {[CRM_SHEET_DIMENSIONAL] = DHEAD "7,,1,1\n"}, .want = ""},
	    {"no columns",
	        {[CRM_SHEET_CHARACTERISTICS] = LHEAD "7,,2\n",
	            [CRM_SHEET_DIMENSIONAL] = "no,part\n7,1\n"},
	        .want = ""},
	    {"unknown, once", DIMS("7,,2\n", "7,,1,1\n9,,1,1\n9,,2,1\n07,,1,1\n"),
	        .want = "balloon_unknown@9:3 balloon_unknown@9:5",
	        .text = "the drawing list has no characteristic '9'"},
	    {"no number", DIMS("7,,2\n", "7,,1,1\n,,1,1\n"), .want = "balloon_unknown@9:3",
	        .text = "a result without a number"},
	};

	(void)state;
	TRACE_ROWS(rows);
}

/* AIAG 2.2.9: actual results, where there are limits. */
static void verdicts(void **state)
{
	static const struct trace_row rows[] = {
	    {"a value", DIMS("7,,2\n", "7,,1,1\n"), .want = ""},
	    {"both", DIMS("7,,2\n", "7,,1,1,ok\n"), .want = ""},
	    {"only ok, once", DIMS("7,,2\n", "7,,1,,ok\n7,,2,,ok\n"),
	        .want = "result_without_value@9:2",
	        .text = "only ok or nok, and it has limits: actual results expected"},
	    {"of a lower limit", DIMS("7,2,\n", "7,,1,,ok\n"), .want = "result_without_value@9:2"},
	    {"one value among them", DIMS("7,,2\n", "7,,1,,ok\n7,,2,1,\n"), .want = ""},
	    {"a value that cannot be read", DIMS("7,,2\n", "7,,1,x,ok\n"), .want = ""},
	    {"no variables data", DIMS("7,,2,,,false\n", "7,,1,,ok\n"), .want = ""},
	    {"a reference dimension", DIMS("7,,2,,true\n", "7,,1,,ok\n"), .want = ""},
	    {"in one stream", DIMS("7,,2\n", "7,a,1,1,\n7,b,1,,ok\n"), RUN("'a', 'b'"),
	        .want = "result_without_value@9:3",
	        .text = "only ok or nok in stream 'b', and it has limits: actual results expected"},
	    {"in both", DIMS("7,,2\n", "7,a,1,,ok\n7,b,1,,ok\n"), RUN("'a', 'b'"),
	        .want = "result_without_value@9:2 result_without_value@9:3"},
	    {"nok is out as well", DIMS("7,,2\n", "7,,1,,nok\n"),
	        .want = "dimension_out@9:2 result_without_value@9:2"},
	    {"waived", DIMS("7,,2\n", "7,,1,,ok\n"), .waived = "9", .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void streams(void **state)
{
	static const struct trace_row rows[] = {
	    {"each", DIMS("7,,2\n", "7,1,1,1\n7,2,1,1\n"), RUN("'1', '2'"), .want = ""},
	    {"one not", DIMS("7,,2\n8,,2\n", "7,1,1,1\n8,1,1,1\n8,2,1,1\n"), RUN("'1', '2'"),
	        .want = "balloon_not_measured@9:2", .text = "no result in stream '2'"},
	    {"a special one, in one of them",
	        DIMS("7,,,CC,,false,gauged\n8,,2\n", "7,1,1,,ok\n8,1,1,1\n8,2,1,1\n"),
	        RUN("'1', '2'"), .waived = "8", .want = "balloon_not_measured@9:2"},
	    {"none", DIMS("7,,2\n8,,2\n", "8,1,1,1\n8,2,1,1\n8,3,1,1\n"), RUN("'1', '2', '3'"),
	        .want = "balloon_not_measured@9:2", .text = "no result in stream '1', '2', '3'"},
	    {"twelve", DIMS("7,,2\n", "7,c,1,1\n"),
	        RUN("'a','b','c','d','e','f','g','h','i','j','k','l'"),
	        .want = "balloon_not_measured@9:2",
	        .text = "no result in stream 'a', 'b', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k' "
	                "and 1 more"},
	    {"unknown, once", DIMS("7,,2\n", "7,1,1,1\n7,2,1,1\n7,3,1,1\n7,3,2,1\n"),
	        RUN("'1', '2'"), .want = "stream_unknown@9:4", .text = "the run has no stream '3'"},
	    {"and not measured by it", DIMS("7,,2\n", "7,1,1,1\n7,3,1,1\n"), RUN("'1', '2'"),
	        .want = "balloon_not_measured@9:2 stream_unknown@9:3"},
	    {"blank, of one", DIMS("7,,2\n", "7,,1,1\n"), RUN("'1'"), .want = ""},
	    {"another, of one", DIMS("7,,2\n", "7,1,1,1\n7,2,1,1\n"), RUN("'1'"),
	        .want = "stream_unknown@9:3"},
	    {"blank, of several", DIMS("7,,2\n", "7,1,1,1\n7,2,1,1\n7,,1,1\n7,,2,1\n"),
	        RUN("'1', '2'"), .want = "stream_unknown@9:4",
	        .text = "no stream given, and the run has several"},
	    {"blank, of none", DIMS("7,,2\n", "7,,1,1\n"), .want = ""},
	    {"two, of none, once", DIMS("7,,2\n", "7,a,1,1\n7,a,2,1\n7,b,1,1\n7,c,1,1\n"),
	        .want = "stream_unknown@9:4",
	        .text = "results of stream 'a' and 'b', and the run names none: set run.streams"},
	    {"any, of none", DIMS("7,,2\n", "7,x,1,1\n"), .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

/* A file of one stream needs no column for it. */
static void stream_of_file(void **state)
{
	static const struct trace_row row = {.name = "of the file", .want = ""};
	struct ppap_case c;

	(void)state;
	ppap_case_open(&c,
	    "{'edition': 'aiag-4', 'run': {'streams': ['1', '2']}, 'elements': {"
	    "'1': {'evidence': {'list.csv': {'data': 'characteristics'}}},"
	    "'9': {'evidence': {'a.csv': {'data': 'dimensional', 'streams': ['1']},"
	    "'b.csv': {'data': 'dimensional', 'streams': ['2']}}}}}");
	ppap_case_sheet(&c, "list.csv", LHEAD "7,,2\n");
	ppap_case_sheet(&c, "a.csv", "no,value\n7,1\n");
	ppap_case_sheet(&c, "b.csv", "no,value\n7,1\n");
	trace_same(&c, &row);
	ppap_case_close(&c);
}

static void samples(void **state)
{
	static const struct trace_row rows[] = {
	    {"enough", DIMS("7,,2\n", "7,,a,1\n7,,b,1\n7,,c,1\n"), .samples = 3, .want = ""},
	    {"one fewer", DIMS("7,,2\n", "7,,a,1\n7,,b,1\n"), .samples = 3,
	        .want = "samples_few@9:2", .text = "2 parts measured; at least 3 expected"},
	    {"the same part twice", DIMS("7,,2\n", "7,,a,1\n7,,b,1\n7,,b,2\n"), .samples = 3,
	        .want = "samples_few@9:2"},
	    {"rows without a part are each its own", DIMS("7,,2\n", "7,,,1\n7,,,1\n7,,,1\n"),
	        .samples = 3, .want = ""},
	    {"a row without a value", DIMS("7,,2\n", "7,,a,1\n7,,b,1\n7,,c,\n"), .samples = 3,
	        .want = "samples_few@9:2"},
	    {"the stream, once",
	        DIMS("7,,2\n8,,2\n", "7,1,a,1\n8,1,a,1\n7,2,a,1\n8,2,a,1\n7,2,b,1\n8,2,b,1\n"),
	        RUN("'1', '2'"), .samples = 2, .want = "samples_few@9:2",
	        .text = "1 part measured; at least 2 expected"},
	    {"one characteristic", DIMS("7,,2\n8,,2\n", "7,,a,1\n7,,b,1\n8,,a,1\n"), .samples = 2,
	        .want = "samples_few@9:3", .text = "measured on 1 part; at least 2 expected"},
	    {"one characteristic, in a stream", DIMS("7,,2\n8,,2\n", "7,1,a,1\n7,1,b,1\n8,1,a,1\n"),
	        RUN("'1'"), .samples = 2, .want = "samples_few@9:3",
	        .text = "measured on 1 part, stream 1; at least 2 expected"},
	    {"not at all is told as that", DIMS("7,,2\n", "7,1,a,1\n7,1,b,1\n"), RUN("'1', '2'"),
	        .samples = 2, .want = "balloon_not_measured@9:2"},
	    {"by default one", DIMS("7,,2\n", "7,,a,1\n"), .want = ""},
	};

	(void)state;
	TRACE_ROWS(rows);
}

static void place(void **state)
{
	static const struct trace_row row = {.name = "place",
	    DIMS("7,,2\n8,,2\n", "7,,1,3\n"),
	    .want = "balloon_not_measured@9:3 dimension_out@9:2"};
	const struct crm_finding *x;
	struct ppap_case c;

	(void)state;
	trace_open(&c, &row);
	trace_same(&c, &row);
	x = ppap_case_found(&c, "dimension_out", 0);
	assert_string_equal(x->source, "d/results.csv");
	assert_string_equal(x->field, "no 7");
	x = ppap_case_found(&c, "balloon_not_measured", 0);
	assert_string_equal(x->source, "d/list.csv");
	assert_string_equal(x->field, "no 8");
	ppap_case_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits),
	    cmocka_unit_test(measured),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(streams),
	    cmocka_unit_test(stream_of_file),
	    cmocka_unit_test(samples),
	    cmocka_unit_test(place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
