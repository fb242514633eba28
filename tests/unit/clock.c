/*
 * lib/flow/clock.h: when a clock runs, what it says and when; settings.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	const char *members, *now;
	int clock;
	const char *verdict, *due;
	int64_t used, over; /* seconds */
} verdict_cases[] = {
    /* no start: void */
    {"'to':'2026-11-20T09:00:00Z'", "2026-11-20T09:00:00Z", FIVE, "void", "", 0, 0},
    {"'from':null", "2026-11-20T09:00:00Z", FIVE, "void", "", 0, 0},
    {"'from':'gestern'", "2026-11-20T09:00:00Z", FIVE, "void", "", 0, 0},
    /* no end: running, late when now is past due, never met */
    {"'from':'2026-11-20T09:00:00Z'", "2026-11-20T09:00:00Z", FIVE, "running",
        "2026-11-20T09:05:00Z", 0, 0},
    {"'from':'2026-11-20T09:00:00Z'", "2026-11-20T09:05:00Z", FIVE, "running",
        "2026-11-20T09:05:00Z", 300, 0},
    {"'from':'2026-11-20T09:00:00Z'", "2026-11-20T09:05:01Z", FIVE, "late", "2026-11-20T09:05:00Z",
        301, 1},
    {"'from':'2026-11-20T09:00:00Z'", "2026-11-20T08:00:00Z", FIVE, "running",
        "2026-11-20T09:05:00Z", 0, 0},
    /* equal to the limit is met */
    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:00:00Z'", "2026-11-21T00:00:00Z", FIVE,
        "met", "2026-11-20T09:05:00Z", 0, 0},
    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:05:00Z'", "2026-11-21T00:00:00Z", FIVE,
        "met", "2026-11-20T09:05:00Z", 300, 0},
    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:05:01Z'", "2026-11-21T00:00:00Z", FIVE,
        "late", "2026-11-20T09:05:00Z", 301, 1},
    /* the offset does not count, the point in time does */
    {"'from':'2026-11-20T17:00:00+08:00','to':'2026-11-20T10:05:00+01:00'", "2026-11-21T00:00:00Z",
        FIVE, "met", "2026-11-20T17:05:00+08:00", 300, 0},
    /* end before start: void, never zero */
    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T08:59:59Z'", "2026-11-21T00:00:00Z", FIVE,
        "void", "2026-11-20T09:05:00Z", -1, 0},
    /* days: the same local time, over the change to winter time too */
    {"'from':'2026-10-23T12:00:00+02:00'", "2026-10-26T12:00:00+01:00", DAYS, "running",
        "2026-10-26T12:00:00+01:00", 73 * 3600, 0},
    {"'from':'2026-10-23T12:00:00+02:00'", "2026-10-26T12:00:01+01:00", DAYS, "late",
        "2026-10-26T12:00:00+01:00", 73 * 3600 + 1, 1},
    /* working days: Friday to Wednesday */
    {"'from':'2026-11-20T16:00:00+01:00'", "2026-11-25T16:00:00+01:00", WORK, "running",
        "2026-11-25T16:00:00+01:00", 5 * 86400, 0},
    /* back from a day: the last second of the day a week before */
    {"'day':'2026-11-20'", "2026-11-13T23:59:59+01:00", BEFORE, "running",
        "2026-11-13T23:59:59+01:00", 0, 0},
    {"'day':'2026-11-20'", "2026-11-14T00:00:00+01:00", BEFORE, "late", "2026-11-13T23:59:59+01:00",
        0, 1},
    {"'day':'2026-11-20','to':'2026-11-13T22:00:00+01:00'", "2026-11-20T00:00:00Z", BEFORE, "met",
        "2026-11-13T23:59:59+01:00", 0, 0},
    {"'to':'2026-11-13T22:00:00+01:00'", "2026-11-20T00:00:00Z", BEFORE, "void", "", 0, 0},
};

static void verdicts(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(verdict_cases); i++) {
		const struct crm_clock_result *r = &b.results[verdict_cases[i].clock];
		char text[CRM_INSTANT_MAX];

		judge(&b, verdict_cases[i].members, verdict_cases[i].now);
		assert_string_equal(crm_verdict_name(r->verdict), verdict_cases[i].verdict);
		assert_string_equal(due(r, text), verdict_cases[i].due);
		assert_int_equal(r->used_us, verdict_cases[i].used * CRM_US_PER_SEC);
		assert_int_equal(r->over_us, verdict_cases[i].over * CRM_US_PER_SEC);
		assert_false(r->frozen);
		assert_string_equal(r->limit, rows[verdict_cases[i].clock].limit);
		assert_int_equal(r->disordered, r->used_us < 0);
		assert_int_equal(crm_clock_disordered(r->clock, &b.view), r->disordered);
	}
	bench_release(&b);
}

static void applies(void **state)
{
	static const struct {
		const char *members;
		bool some, five;
	} cases[] = {
	    {"'from':'2026-11-20T09:00:00Z'", false, true},
	    {"'from':'2026-11-20T09:00:00Z','sort':'a'", true, true},
	    {"'sort':'b'", true, true},
	    {"'sort':'c'", false, true},
	    /* an own frozen verdict changes nothing, an imported one does */
	    {"'sort':'a','verdicts':{'five':{'verdict':'met'}}", true, true},
	    {"'sort':'a','verdicts':{'five':{'verdict':'met','imported':true}}", false, true},
	    {"'sort':'c','verdicts':{'some':{'verdict':'late','imported':true}}", true, false},
	    {"'sort':'a','verdicts':{'other':{'verdict':'late','imported':true}}", true, true},
	};
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		judge(&b, cases[i].members, "2026-11-20T09:00:00Z");
		assert_int_equal(b.results[SOME].applies, cases[i].some);
		assert_int_equal(b.results[FIVE].applies, cases[i].five);
	}
	bench_release(&b);
}

static const char *const is_x[] = {"sort=x", NULL}, *const is_yz[] = {"sort=y,z", "sort!=z", NULL};
static const char *const colour[] = {"colour=red", NULL};

static const struct crm_clock_setting good[] = {
    {.name = "five", .limit = "PT9M", .where = is_x},
    {.name = "five", .where = is_yz},
    {.name = "days"},
    {.name = "five", .limit = "PT7M"},
    {.name = "five", .limit = "PT8M"},
};

/* The first setting that holds for the record counts. */
static void by_record(void **state)
{
	static const struct {
		const char *members, *limit;
	} cases[] = {
	    {"'sort':'x'", "PT9M"},
	    {"'sort':'y'", "PT5M"}, /* as the row */
	    {"'sort':'z'", "PT7M"}, /* all conditions must hold */
	    {"'sort':'w'", "PT7M"},
	};
	struct bench b;

	(void)state;
	bench_init(&b, good, COUNT(good));
	for (size_t i = 0; i < COUNT(cases); i++) {
		judge(&b, cases[i].members, "2026-11-20T09:00:00Z");
		assert_string_equal(b.results[FIVE].limit, cases[i].limit);
	}
	bench_release(&b);
}

static void settings(void **state)
{
	static const struct {
		struct crm_clock_setting s;
		const char *text;
	} bad[] = {
	    {{.name = "six", .limit = "PT7M"}, "there is no clock 'six'"},
	    {{.name = "five", .limit = "7"},
	        "clock 'five': not a limit: '7', expected a duration like PT30M, "
	        "P3D or 3wd"},
	    {{.name = "five", .limit = "PT0S"},
	        "clock 'five': not a limit: 'PT0S', expected a duration like "
	        "PT30M, P3D or 3wd"},
	    {{.name = "five", .limit = "-PT5M"},
	        "clock 'five': not a limit: '-PT5M', expected a duration "
	        "like PT30M, P3D or 3wd"},
	    {{.name = "five", .repeat = "often"},
	        "clock 'five': not a repeat: 'often', expected a duration "
	        "like PT30M, P3D or 3wd"},
	    {{.name = "five", .calendar = "cn"}, "clock 'five': there is no calendar 'cn'"},
	    {{.name = "five", .limit = "PT7M", .where = colour},
	        "clock 'five': unknown field 'colour' of kind thing"},
	    /* K2: what is never paused cannot be made so */
	    {{.name = "five", .pausable = CRM_PAUSABLE_YES}, "clock 'five': is never paused (R1)"},
	    {{.name = "before", .pausable = CRM_PAUSABLE_YES},
	        "clock 'before': counts back from a date, which no pause moves"},
	    {{.name = "before", .repeat = "P1D"},
	        "clock 'before': counts back from a date: it does not repeat"},
	};
	struct crm_clocks *c = NULL;
	struct bench b;

	(void)state;
	bench_init(&b, good, COUNT(good));
	assert_int_equal(crm_clocks_count(b.clocks), NROWS);
	assert_int_equal(crm_clocks_find(b.clocks, "some"), SOME);
	assert_int_equal(crm_clocks_find(b.clocks, "six"), -1);
	assert_string_equal(crm_clocks_row(b.clocks, WORK)->name, "work");
	judge(&b, "'from':'2026-11-20T09:00:00Z'", "2026-11-20T09:07:00Z");
	assert_int_equal(b.results[FIVE].verdict, CRM_VERDICT_RUNNING);
	assert_string_equal(b.results[FIVE].limit, "PT7M");
	assert_string_equal(b.results[DAYS].limit, "P3D");
	assert_false(b.results[FIVE].provisional);
	for (size_t i = 0; i < COUNT(bad); i++) {
		const struct crm_clocks_opts o = {
		    .zone = b.zone, .settings = &bad[i].s, .nsettings = 1};
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_clocks_new(rows, b.shape, &o, &c, &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.text, bad[i].text);
		assert_string_equal(e.field, "clocks");
	}
	bench_release(&b);
}

/* A kind may have no clocks, and a shape no verdicts. */
static void none(void **state)
{
	struct crm_shape *shape = crm_shape_new(NULL);
	struct crm_clocks *c = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v = {.shape = shape, .source = ""};

	(void)state;
	assert_int_equal(crm_clocks_new(NULL, shape, &(struct crm_clocks_opts){0}, &c, &e), 0);
	assert_int_equal(crm_clocks_count(c), 0);
	crm_clocks_eval(c, &v, at("2026-11-20T09:00:00Z"), NULL);
	assert_int_equal(crm_clocks_count(NULL), 0);
	crm_clocks_free(c);
	crm_clocks_free(NULL);
	crm_shape_free(shape);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(applies),
	    cmocka_unit_test(by_record),
	    cmocka_unit_test(settings),
	    cmocka_unit_test(none),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
