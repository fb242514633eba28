/*
 * lib/rules/complaint/complaint_figures.h: 8D on time and accepted first time, repeats,
 * line stops, controlled shipping.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct crm_figures_opts plain = {0};

#define AN_8D(from) "'needs_8d':true,'received_at':'" from "'"

static const struct {
	const char *record, *want;
} times[] = {
    /* no 8D: no row */
    {"'received_at':'2026-09-01T09:00:00Z','contained_at':'2026-09-01T10:00:00Z'", ""},
    {"'needs_8d':false,'received_at':'2026-09-01T09:00:00Z'", ""},
    /* nothing has ended: null */
    {AN_8D("2026-11-20T09:00:00Z"),
        "8d_d3_on_time contain null % 0/0 running=1\n"
        "8d_d5_on_time choose null % 0/0 running=1\n"
        "8d_on_time accept null % 0/0 running=1\n"},
    /* to the last second: 24 hours, 30 days */
    {AN_8D("2026-11-19T12:00:00Z"),
        "8d_d3_on_time contain null % 0/0 running=1\n"
        "8d_d5_on_time choose null % 0/0 running=1\n"
        "8d_on_time accept null % 0/0 running=1\n"},
    {AN_8D("2026-11-19T11:59:59Z"),
        "8d_d3_on_time contain 0.0000 % 0/1\n"
        "8d_d5_on_time choose null % 0/0 running=1\n"
        "8d_on_time accept null % 0/0 running=1\n"},
    {AN_8D("2026-10-21T12:00:00Z"),
        "8d_d3_on_time contain 0.0000 % 0/1\n"
        "8d_d5_on_time choose 0.0000 % 0/1\n"
        "8d_on_time accept null % 0/0 running=1\n"},
    {AN_8D("2026-10-21T11:59:59Z"),
        "8d_d3_on_time contain 0.0000 % 0/1\n"
        "8d_d5_on_time choose 0.0000 % 0/1\n"
        "8d_on_time accept 0.0000 % 0/1\n"},
    {AN_8D("2026-09-01T09:00:00Z") ",'contained_at':'2026-09-02T09:00:00Z',"
                                   "'chosen_at':'2026-09-02T09:00:00Z',"
                                   "'accepted_at':'2026-10-01T09:00:00Z'",
        "8d_d3_on_time contain 100.0000 % 1/1\n"
        "8d_d5_on_time choose 100.0000 % 1/1\n"
        "8d_on_time accept 100.0000 % 1/1\n"},
    {AN_8D("2026-09-01T09:00:00Z") ",'contained_at':'2026-09-02T09:00:01Z',"
                                   "'accepted_at':'2026-10-01T09:00:01Z'",
        "8d_d3_on_time contain 0.0000 % 0/1\n"
        "8d_d5_on_time choose 0.0000 % 0/1\n"
        "8d_on_time accept 0.0000 % 0/1\n"},
    /* a pause of a day: with it, and without */
    {AN_8D("2026-09-01T09:00:00Z") ",'contained_at':'2026-09-02T09:00:00Z',"
                                   "'chosen_at':'2026-09-02T09:00:00Z',"
                                   "'accepted_at':'2026-10-02T09:00:00Z','pauses':{"
                                   "'a':{'at':'2026-09-10T00:00:00Z',"
                                   "'until':'2026-09-11T00:00:00Z'}}",
        "8d_d3_on_time contain 100.0000 % 1/1\n"
        "8d_d5_on_time choose 100.0000 % 1/1\n"
        "8d_on_time accept 100.0000 % 1/1\n"
        "8d_on_time_plain accept 0.0000 % 0/1\n"},
    {"'needs_8d':true,'received_at':'soon'",
        "8d_d3_on_time contain null % 0/0 bad=1\n"
        "8d_d5_on_time choose null % 0/0 bad=1\n"
        "8d_on_time accept null % 0/0 bad=1\n"},
};

/* As timely_due of contain (PT24H), choose (10wd), accept (P30D); now is
 * 2026-11-20T12:00:00Z, 20:00 of a Friday in the zone. */
static void on_time(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(times); i++)
		rows_are(&plain, &times[i].record, 1, "8d_", times[i].want);
}

#define ROUND(key, day, through, verdict) \
	"'" key "':{'at':'2026-11-" day "T09:00:00Z','through':'" through "'" verdict "}"
#define ACCEPTED ",'verdict':'accepted'"
#define REJECTED ",'verdict':'rejected'"

/* Only reports through D8 count, and of them the first with a verdict. */
static void first_time(void **state)
{
	static const struct {
		const char *record, *want;
	} rows[] = {
	    {"'state':'open'", ""},
	    {"'rounds':{}", ""},
	    {"'rounds':{" ROUND("a", "10", "D3", REJECTED) "," ROUND("b", "11", "D5", ACCEPTED) "}",
	        ""},
	    {"'rounds':{" ROUND("a", "10", "D8", "") "}", "8d_first_time null % 0/0 running=1\n"},
	    {"'rounds':{" ROUND("a", "10", "D8", ACCEPTED) "}", "8d_first_time 100.0000 % 1/1\n"},
	    {"'rounds':{" ROUND("a", "10", "D8", REJECTED) "}", "8d_first_time 0.0000 % 0/1\n"},
	    /* rejected before, but not the whole report */
	    {"'rounds':{" ROUND("a", "10", "D3", REJECTED) "," ROUND("b", "11", "D8", ACCEPTED) "}",
	        "8d_first_time 100.0000 % 1/1\n"},
	    /* keys are hashes: their order says nothing */
	    {"'rounds':{" ROUND("b", "10", "D8", REJECTED) "," ROUND("a", "11", "D8", ACCEPTED) "}",
	        "8d_first_time 0.0000 % 0/1\n"},
	    {"'rounds':{" ROUND("a", "11", "D8", ACCEPTED) "," ROUND("b", "10", "D8", REJECTED) "}",
	        "8d_first_time 0.0000 % 0/1\n"},
	    /* submitted again after acceptance */
	    {"'rounds':{" ROUND("a", "10", "D8", ACCEPTED) "," ROUND("b", "11", "D8", REJECTED) "}",
	        "8d_first_time 100.0000 % 1/1\n"},
	    {"'rounds':{" ROUND("a", "10", "D8", REJECTED) "," ROUND("b", "11", "D8", "") "}",
	        "8d_first_time 0.0000 % 0/1\n"},
	    {"'rounds':{" ROUND("a", "10", "D8", "") "," ROUND("b", "11", "D8", REJECTED) "}",
	        "8d_first_time 0.0000 % 0/1\n"},
	    {"'rounds':{" ROUND("a", "10", "D8", ",'verdict':'maybe'") "}",
	        "8d_first_time null % 0/0 bad=1\n"},
	    {"'rounds':'two'", "8d_first_time null % 0/0 bad=1\n"},
	    {"'state':'void','rounds':{" ROUND("a", "10", "D8", ACCEPTED) "}", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		rows_are(&plain, &rows[i].record, 1, "8d_first", rows[i].want);
}

static void repeats(void **state)
{
	static const char *const records[] = {
	    "'repeat_of':'C-1','repeats':1",
	    "'repeat_of':'C-1','repeats':2,'chronic':true",
	    "'state':'closed'",
	    "'chronic':false",
	    "'repeat_of':7,'chronic':'often'",
	    "'state':'void','repeat_of':'C-1','chronic':true",
	};

	(void)state;
	rows_are(
	    &plain, records, COUNT(records), "repeat", "repeat_rate 50.0000 % 2/4 void=1 bad=1\n");
	rows_are(&plain, records, COUNT(records), "chronic", "chronic 1 1 1/4 void=1 bad=1\n");
	rows_are(&plain, records + 5, 1, "repeat", "");
	rows_are(&plain, records + 5, 1, "chronic", "");
}

/* No word of them is no row, and never zero. */
static void stops(void **state)
{
	static const char *const records[] = {
	    "'line_stop':true,'special_status':'CS1'",
	    "'line_stop':true,'special_status':'CS2'",
	    "'line_stop':false,'special_status':'none'",
	    "'line_stop':'yes','special_status':'CS3'",
	    "'state':'open'",
	};

	(void)state;
	rows_are(&plain, records, COUNT(records), "line", "line_stops 2 1 2/3 blank=1 bad=1\n");
	rows_are(
	    &plain, records, COUNT(records), "special", "special_status 2 1 2/3 blank=1 bad=1\n");
	rows_are(&plain, records + 2, 1, "line", "line_stops 0 1 0/1\n");
	rows_are(&plain, records + 3, 1, "line", "line_stops null 1 0/0 bad=1\n");
	rows_are(&plain, records + 4, 1, "line", "");
	rows_are(&plain, records + 4, 1, "special", "");
}

/* A group that they do not apply to has no row of them. */
static void by_class(void **state)
{
	static const struct crm_figures_opts o = {.by = "class"};
	static const char *const records[] = {
	    "'class':'quality'," AN_8D("2026-11-01T09:00:00Z"),
	    "'class':'quality','repeat_of':'C-1'",
	    "'class':'delivery','line_stop':true",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "8d_d3",
	    "quality: 8d_d3_on_time contain 0.0000 % 0/1 not_applying=1\n");
	rows_are(&o, records, COUNT(records), "repeat",
	    "delivery: repeat_rate 0.0000 % 0/1\nquality: repeat_rate 50.0000 % 1/2\n");
	rows_are(&o, records, COUNT(records), "line", "delivery: line_stops 1 1 1/1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(on_time),
	    cmocka_unit_test(first_time),
	    cmocka_unit_test(repeats),
	    cmocka_unit_test(stops),
	    cmocka_unit_test(by_class),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
