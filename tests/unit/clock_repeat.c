/*
 * lib/flow/clock.h: clocks that repeat.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define FRIDAY "'from':'2026-11-20T09:00:00+01:00'"

/* 2wd, then every day from the last renewal. */
static const struct {
	const char *members, *now, *verdict, *due;
	int round;
} cases[] = {
    {FRIDAY, "2026-11-24T09:00:00", "running", "2026-11-24T09:00:00", 1},
    /* not renewed: late since the first limit, however often it has fallen due */
    {FRIDAY, "2026-11-24T09:00:01", "late", "2026-11-24T09:00:00", 2},
    {FRIDAY, "2026-11-25T09:00:00", "late", "2026-11-24T09:00:00", 2},
    {FRIDAY, "2026-11-26T10:00:00", "late", "2026-11-24T09:00:00", 4},
    /* renewed: counted from there, early, in time or late */
    {FRIDAY ",'renewed':'2026-11-23T15:00:00+01:00'", "2026-11-24T10:00:00", "running",
        "2026-11-24T15:00:00", 2},
    {FRIDAY ",'renewed':'2026-11-24T09:00:00+01:00'", "2026-11-25T09:00:00", "running",
        "2026-11-25T09:00:00", 2},
    {FRIDAY ",'renewed':'2026-11-24T11:00:00+01:00'", "2026-11-25T11:00:01", "late",
        "2026-11-25T11:00:00", 3},
    {FRIDAY ",'renewed':'2026-11-26T09:00:00+01:00'", "2026-11-26T10:00:00", "running",
        "2026-11-27T09:00:00", 4},
    /* a renewal of something before does not count */
    {FRIDAY ",'renewed':'2026-11-20T09:00:00+01:00'", "2026-11-23T09:00:00", "running",
        "2026-11-24T09:00:00", 1},
    {FRIDAY ",'renewed':'2026-11-10T09:00:00+01:00'", "2026-11-23T09:00:00", "running",
        "2026-11-24T09:00:00", 1},
    {FRIDAY ",'renewed':'soon'", "2026-11-23T09:00:00", "running", "2026-11-24T09:00:00", 1},
    {"'renewed':'2026-11-10T09:00:00+01:00'", "2026-11-23T09:00:00", "void", "", 1},
    /* ended: by what was due then */
    {FRIDAY ",'to':'2026-11-24T09:00:00+01:00'", "2027-01-01T00:00:00", "met",
        "2026-11-24T09:00:00", 1},
    {FRIDAY ",'to':'2026-11-24T10:00:00+01:00'", "2027-01-01T00:00:00", "late",
        "2026-11-24T09:00:00", 2},
    {FRIDAY ",'renewed':'2026-11-24T08:00:00+01:00','to':'2026-11-25T08:00:00+01:00'",
        "2027-01-01T00:00:00", "met", "2026-11-25T08:00:00", 2},
    {FRIDAY ",'renewed':'2026-11-26T08:00:00+01:00','to':'2026-11-24T08:00:00+01:00'",
        "2027-01-01T00:00:00", "met", "2026-11-24T09:00:00", 1},
};

static void rounds(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct crm_clock_result *r = &b.results[CHASE];
		char text[CRM_INSTANT_MAX], now[40], want[40] = "";

		(void)snprintf(now, sizeof(now), "%s+01:00", cases[i].now);
		if (cases[i].due[0] != '\0')
			(void)snprintf(want, sizeof(want), "%s+01:00", cases[i].due);
		judge(&b, cases[i].members, now);
		if (strcmp(crm_verdict_name(r->verdict), cases[i].verdict) != 0 ||
		    strcmp(due(r, text), want) != 0 || r->round != cases[i].round)
			fail_msg("case %zu: %s, due %s, round %d", i, crm_verdict_name(r->verdict),
			    due(r, text), r->round);
	}
	/* rounds are counted to an end */
	judge(&b, "'from':'2020-01-01T09:00:00+01:00'", "2026-01-01T00:00:00Z");
	assert_int_equal(b.results[CHASE].round, CRM_CLOCK_ROUNDS);
	bench_release(&b);
}

/* Settings make a clock repeat that has nothing to renew it. */
static void by_setting(void **state)
{
	static const struct crm_clock_setting settings[] = {
	    {.name = "five", .repeat = "PT10M"},
	    {.name = "chase", .repeat = "PT1H"},
	};
	struct bench b;

	(void)state;
	bench_init(&b, settings, COUNT(settings));
	judge(&b, FRIDAY, "2026-11-20T09:25:00+01:00");
	assert_int_equal(b.results[FIVE].round, 3);
	assert_int_equal(b.results[FIVE].over_us, 1200 * CRM_US_PER_SEC);
	assert_int_equal(b.results[DAYS].round, 1);
	judge(&b, FRIDAY ",'renewed':'2026-11-20T12:00:00+01:00'", "2026-11-20T13:00:01+01:00");
	assert_int_equal(b.results[CHASE].verdict, CRM_VERDICT_LATE);
	assert_int_equal(b.results[CHASE].over_us, CRM_US_PER_SEC);
	bench_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rounds),
	    cmocka_unit_test(by_setting),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
