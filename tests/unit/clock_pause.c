/*
 * lib/flow/clock.h: pauses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_places.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define H (3600 * CRM_US_PER_SEC)

#define FRIDAY "'party':'office','from':'2026-11-20T09:00:00+01:00'"
#define PAUSE(key, at, until) "'" key "':{'at':'" at "+01:00','until':'" until "+01:00'}"
#define OPEN(key, begin) "'" key "':{'at':'" begin "+01:00'}"

/* PLAIN is 8 hours elapsed, HOURS 8 hours of 09:00-17:00, DAYS P3D, WORK 3wd. */
static const struct {
	int clock;
	const char *pauses, *now, *verdict, *plain, *due;
	double paused; /* hours */
} cases[] = {
    /* none, and one that is over: due moves later by it */
    {PLAIN, "", "2026-11-20T12:00:00", "running", "running", "2026-11-20T17:00:00", 0},
    {PLAIN, PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:30:00"), "2026-11-20T18:00:00",
        "running", "late", "2026-11-20T19:30:00", 2.5},
    {PLAIN, PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:30:00"), "2026-11-20T19:30:00",
        "running", "late", "2026-11-20T19:30:00", 2.5},
    {PLAIN, PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:30:00"), "2026-11-20T19:30:01", "late",
        "late", "2026-11-20T19:30:00", 2.5},
    /* two that overlap count once, two that touch are one */
    {PLAIN,
        PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00") "," PAUSE(
            "b", "2026-11-20T11:00:00", "2026-11-20T13:00:00"),
        "2026-11-20T14:00:00", "running", "running", "2026-11-20T20:00:00", 3},
    {PLAIN,
        PAUSE("a", "2026-11-20T12:00:00", "2026-11-20T13:00:00") "," PAUSE(
            "b", "2026-11-20T10:00:00", "2026-11-20T12:00:00"),
        "2026-11-20T14:00:00", "running", "running", "2026-11-20T20:00:00", 3},
    {PLAIN,
        PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T16:00:00") "," PAUSE(
            "b", "2026-11-20T11:00:00", "2026-11-20T12:00:00"),
        "2026-11-20T17:00:00", "running", "running", "2026-11-20T23:00:00", 6},
    /* before the start only the rest counts, or nothing */
    {PLAIN, PAUSE("a", "2026-11-20T08:00:00", "2026-11-20T10:00:00"), "2026-11-20T12:00:00",
        "running", "running", "2026-11-20T18:00:00", 1},
    {PLAIN, PAUSE("a", "2026-11-20T07:00:00", "2026-11-20T09:00:00"), "2026-11-20T12:00:00",
        "running", "running", "2026-11-20T17:00:00", 0},
    /* one that begins when it is due changes nothing, a second before it does */
    {PLAIN, PAUSE("a", "2026-11-20T17:00:00", "2026-11-20T20:00:00"), "2026-11-20T18:00:00", "late",
        "late", "2026-11-20T17:00:00", 0},
    {PLAIN, PAUSE("a", "2026-11-20T16:59:59", "2026-11-20T20:00:00"), "2026-11-20T20:00:01",
        "running", "late", "2026-11-20T20:00:01", 3 + 1 / 3600.0},
    /* the first pause makes room for the second */
    {PLAIN,
        PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00") "," PAUSE(
            "b", "2026-11-20T18:00:00", "2026-11-20T21:00:00"),
        "2026-11-20T21:00:00", "running", "late", "2026-11-20T22:00:00", 5},
    {PLAIN,
        PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00") "," PAUSE(
            "b", "2026-11-20T19:00:00", "2026-11-20T21:00:00"),
        "2026-11-20T21:00:00", "late", "late", "2026-11-20T19:00:00", 2},
    /* while it lasts: paused, and due as if it ended now */
    {PLAIN, OPEN("a", "2026-11-20T10:00:00"), "2026-11-20T12:00:00", "paused", "running",
        "2026-11-20T19:00:00", 2},
    {PLAIN, OPEN("a", "2026-11-20T10:00:00"), "2026-11-20T10:00:00", "paused", "running",
        "2026-11-20T17:00:00", 0},
    {PLAIN, OPEN("a", "2026-11-20T10:00:00"), "2026-11-22T10:00:00", "paused", "late",
        "2026-11-22T17:00:00", 48},
    {PLAIN, OPEN("a", "2026-11-20T17:00:00"), "2026-11-20T17:00:00", "paused", "running",
        "2026-11-20T17:00:00", 0},
    {PLAIN, OPEN("a", "2026-11-20T17:00:01"), "2026-11-20T18:00:00", "late", "late",
        "2026-11-20T17:00:00", 0},
    /* not begun yet, or not to be read: no pause */
    {PLAIN, OPEN("a", "2026-11-20T13:00:00"), "2026-11-20T12:00:00", "running", "running",
        "2026-11-20T17:00:00", 0},
    {PLAIN, "'a':{'at':'soon'}", "2026-11-20T12:00:00", "running", "running", "2026-11-20T17:00:00",
        0},
    {PLAIN, "'a':{'at':'2026-11-20T10:00:00+01:00','until':'?'}", "2026-11-20T12:00:00", "running",
        "running", "2026-11-20T17:00:00", 0},
    {PLAIN, PAUSE("a", "2026-11-20T11:00:00", "2026-11-20T10:00:00"), "2026-11-20T12:00:00",
        "running", "running", "2026-11-20T17:00:00", 0},
    /* working time: the night in a pause was not to be worked anyway */
    {HOURS, PAUSE("a", "2026-11-20T16:00:00", "2026-11-23T10:00:00"), "2026-11-23T10:30:00",
        "running", "late", "2026-11-23T11:00:00", 2},
    {HOURS, PAUSE("a", "2026-11-20T17:00:00", "2026-11-23T09:00:00"), "2026-11-23T10:30:00", "late",
        "late", "2026-11-20T17:00:00", 0},
    {HOURS, OPEN("a", "2026-11-20T10:00:00"), "2026-11-22T12:00:00", "paused", "late",
        "2026-11-23T16:00:00", 7},
    /* days: the local time of the pause, over the weekend too */
    {DAYS, PAUSE("a", "2026-11-20T16:00:00", "2026-11-23T08:00:00"), "2026-11-23T10:30:00",
        "running", "late", "2026-11-26T01:00:00", 64},
    /* working days: Friday from 16:00 and Monday to 08:00 are 16 hours */
    {WORK, PAUSE("a", "2026-11-20T16:00:00", "2026-11-23T08:00:00"), "2026-11-25T10:30:00",
        "running", "late", "2026-11-26T01:00:00", 64},
    /* three whole working days, same time; the weekend does not count */
    {WORK, PAUSE("a", "2026-11-20T10:00:00", "2026-11-25T10:00:00"), "2026-11-25T10:30:00",
        "running", "late", "2026-11-30T09:00:00", 120},
    {WORK, PAUSE("a", "2026-11-21T00:00:00", "2026-11-23T00:00:00"), "2026-11-25T09:00:00",
        "running", "running", "2026-11-25T09:00:00", 48},
    {WORK, OPEN("a", "2026-11-24T09:00:00"), "2026-11-28T12:00:00", "paused", "late",
        "2026-12-01T00:00:00", 99},
    /* K2: never */
    {FIVE, OPEN("a", "2026-11-20T09:01:00"), "2026-11-20T09:06:00", "late", "late",
        "2026-11-20T09:05:00", 0},
};

static void verdicts(void **state)
{
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct crm_clock_result *r = &b.results[cases[i].clock];
		struct crm_buf members = CRM_BUF_INIT;
		char text[CRM_INSTANT_MAX], now[40], want[40];

		(void)snprintf(now, sizeof(now), "%s+01:00", cases[i].now);
		(void)snprintf(want, sizeof(want), "%s+01:00", cases[i].due);
		crm_buf_addf(&members, FRIDAY ",'pauses':{%s}", cases[i].pauses);
		judge(&b, crm_buf_str(&members), now);
		if (strcmp(due(r, text), want) != 0 ||
		    strcmp(crm_verdict_name(r->verdict), cases[i].verdict) != 0 ||
		    strcmp(crm_verdict_name(r->plain), cases[i].plain) != 0)
			fail_msg("case %zu, %s: due %s, %s, plain %s", i, cases[i].pauses, text,
			    crm_verdict_name(r->verdict), crm_verdict_name(r->plain));
		assert_int_equal(
		    r->paused_us, (int64_t)(cases[i].paused * 3600 + 0.5) * CRM_US_PER_SEC);
		crm_buf_release(&members);
	}
	bench_release(&b);
	places_release(&p);
}

/* What was counted is what lies between the pauses. */
static void intervals(void **state)
{
	static const char paused[] = FRIDAY ",'pauses':{" PAUSE("a", "2026-11-20T10:00:00",
	    "2026-11-20T11:00:00") "," PAUSE("b", "2026-11-20T16:00:00", "2026-11-23T10:00:00") "}";
	const char *now = "2026-11-23T10:30:00+01:00";
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	judge(&b, paused, now);
	intervals_are(&b, HOURS, now, "09:00:00-10:00:00; 11:00:00-16:00:00; 10:00:00-10:30:00");
	assert_int_equal(b.results[HOURS].paused_us, 3 * H);
	intervals_are(&b, PLAIN, now, "09:00:00-10:00:00; 11:00:00-16:00:00; 10:00:00-10:30:00");
	intervals_are(&b, FIVE, now, "09:00:00-10:30:00");
	/* it lasts: nothing is counted since */
	judge(&b, FRIDAY ",'pauses':{" OPEN("a", "2026-11-20T10:00:00") "}", now);
	intervals_are(&b, PLAIN, now, "09:00:00-10:00:00");
	/* it began too late: all is counted */
	judge(&b, FRIDAY ",'pauses':{" OPEN("a", "2026-11-20T18:00:00") "}", now);
	intervals_are(&b, PLAIN, now, "09:00:00-10:30:00");
	bench_release(&b);
	places_release(&p);
}

/* An end cuts a pause that lasts: what becomes of it later does not matter. */
static void ended(void **state)
{
	static const struct {
		const char *pauses;
		const char *to, *changes; /* of clock plain */
	} ends[] = {
	    {PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00"), "2026-11-20T19:00:00",
	        "verdict=met limit=PT8H due_at=2026-11-20T19:00:00+01:00 plain=late "},
	    {PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00"), "2026-11-20T19:00:01",
	        "verdict=late limit=PT8H due_at=2026-11-20T19:00:00+01:00 "},
	    {PAUSE("a", "2026-11-20T10:00:00", "2026-11-20T12:00:00"), "2026-11-20T17:00:00",
	        "verdict=met limit=PT8H due_at=2026-11-20T19:00:00+01:00 "},
	    {OPEN("a", "2026-11-20T10:00:00"), "2026-11-20T20:00:00",
	        "verdict=met limit=PT8H due_at=2026-11-21T03:00:00+01:00 plain=late "},
	    {PAUSE("a", "2026-11-20T10:00:00", "2026-11-24T10:00:00"), "2026-11-20T20:00:00",
	        "verdict=met limit=PT8H due_at=2026-11-21T03:00:00+01:00 plain=late "},
	    {PAUSE("a", "2026-11-20T12:00:00", "2026-11-24T10:00:00"), "2026-11-20T12:00:00",
	        "verdict=met limit=PT8H due_at=2026-11-20T17:00:00+01:00 "},
	};
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	for (size_t i = 0; i < COUNT(ends); i++) {
		struct crm_buf members = CRM_BUF_INIT, text = CRM_BUF_INIT;
		struct crm_changes out = CRM_CHANGES_INIT;

		crm_buf_addf(
		    &members, FRIDAY ",'to':'%s+01:00','pauses':{%s}", ends[i].to, ends[i].pauses);
		judge(&b, crm_buf_str(&members), "2026-12-01T00:00:00Z");
		crm_clocks_freeze(b.clocks, &b.results[PLAIN], &b.view, &out);
		for (size_t j = 0; j < out.n; j++) {
			crm_buf_addf(&text, "%s=", strrchr(out.items[j].path, '.') + 1);
			crm_cell_print(&out.items[j].cell, &text);
			crm_buf_addc(&text, ' ');
		}
		assert_string_equal(crm_buf_str(&text), ends[i].changes);
		crm_buf_release(&members);
		crm_buf_release(&text);
		crm_changes_release(&out);
	}
	bench_release(&b);
	places_release(&p);
}

/* The frozen verdict counts, and what it would be without pauses; derived anew
 * without the pause, that goes. */
static void frozen(void **state)
{
	static const char members[] =
	    FRIDAY ",'to':'2026-11-20T17:30:00+01:00','verdicts':{'plain':{'verdict':'met','limit':"
	           "'PT8H','due_at':'2026-11-20T18:00:00+01:00','plain':'late'}}";
	struct crm_changes out = CRM_CHANGES_INIT;
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	judge(&b, members, "2026-12-01T00:00:00Z");
	assert_int_equal(b.results[PLAIN].verdict, CRM_VERDICT_MET);
	assert_int_equal(b.results[PLAIN].plain, CRM_VERDICT_LATE);
	crm_clocks_refreeze(b.clocks, &b.view, at("2026-12-01T00:00:00Z"), &out);
	assert_true(crm_cell_eq(&crm_changes_find(&out, "verdicts.plain.verdict")->cell, "late"));
	assert_int_equal(crm_changes_find(&out, "verdicts.plain.plain")->cell.type, CRM_T_ABSENT);
	crm_changes_release(&out);
	bench_release(&b);
	places_release(&p);
}

/* Settings may make a clock pausable, or not; for some records. */
static void by_setting(void **state)
{
	static const char *const is_a[] = {"sort=a", NULL};
	static const struct crm_clock_setting settings[] = {
	    {.name = "some", .where = is_a, .pausable = CRM_PAUSABLE_YES},
	    {.name = "plain", .where = is_a, .pausable = CRM_PAUSABLE_NO},
	};
	const char *now = "2026-11-20T09:30:00+01:00";
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, settings, COUNT(settings));
	judge(&b, FRIDAY ",'sort':'a','pauses':{" OPEN("x", "2026-11-20T09:10:00") "}", now);
	assert_int_equal(b.results[SOME].verdict, CRM_VERDICT_PAUSED);
	assert_int_equal(b.results[PLAIN].verdict, CRM_VERDICT_RUNNING);
	judge(&b, FRIDAY ",'sort':'b','pauses':{" OPEN("x", "2026-11-20T09:10:00") "}", now);
	assert_int_equal(b.results[SOME].verdict, CRM_VERDICT_RUNNING);
	assert_int_equal(b.results[PLAIN].verdict, CRM_VERDICT_PAUSED);
	bench_release(&b);
	places_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(intervals),
	    cmocka_unit_test(ended),
	    cmocka_unit_test(frozen),
	    cmocka_unit_test(by_setting),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
