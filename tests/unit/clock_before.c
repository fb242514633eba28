/*
 * lib/flow/clock.h: clocks that count back from a day.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_places.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Back from a day: due is the end of a day's working time. */
static void before_a_day(void **state)
{
	static const char *const is_a[] = {"sort=a", NULL}, *const is_b[] = {"sort=b", NULL},
	                         *const is_c[] = {"sort=c", NULL};
	static const struct crm_clock_setting settings[] = {
	    {.name = "before", .where = is_a, .limit = "2wd"},
	    {.name = "before", .where = is_b, .limit = "PT10H"},
	    {.name = "before", .where = is_c, .limit = "PT10H", .calendar = "customer"},
	};
	static const struct {
		const char *members, *due;
		bool provisional;
	} cases[] = {
	    {"'day':'2026-11-20'", "2026-11-13T23:59:59+01:00", false},
	    {"'day':'2026-11-20','party':'lunch'", "2026-11-13T18:00:00+01:00", false},
	    {"'day':'2026-11-20','party':'china'", "2026-11-13T17:00:00+08:00", false},
	    {"'day':'2026-11-20','party':'none'", "2026-11-13T23:59:59+08:00", false},
	    /* a day without working time has its last second */
	    {"'day':'2026-11-22','party':'lunch'", "2026-11-15T23:59:59+01:00", false},
	    {"'day':'2027-01-05','party':'short'", "2026-12-29T17:00:00+01:00", false},
	    {"'day':'2027-01-12','party':'short'", "2027-01-05T17:00:00+01:00", true},
	    /* two working days: over the weekend, and over a make-up Sunday */
	    {"'sort':'a','day':'2026-11-24'", "2026-11-20T23:59:59+01:00", false},
	    {"'sort':'a','day':'2026-11-24','party':'lunch'", "2026-11-20T18:00:00+01:00", false},
	    {"'sort':'a','day':'2026-11-24','party':'makeup'", "2026-11-22T17:00:00+01:00", false},
	    {"'sort':'a','day':'2027-01-05','party':'short'", "2027-01-01T17:00:00+01:00", true},
	    /* hours, elapsed and working, from the end of the day's work */
	    {"'sort':'b','day':'2026-11-20'", "2026-11-20T13:59:59+01:00", false},
	    {"'sort':'b','day':'2026-11-20','party':'lunch'", "2026-11-20T08:00:00+01:00", false},
	    {"'sort':'c','day':'2026-11-20','party':'lunch'", "2026-11-19T16:00:00+01:00", false},
	};
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, settings, COUNT(settings));
	for (size_t i = 0; i < COUNT(cases); i++) {
		judge(&b, cases[i].members, "2026-10-01T00:00:00Z");
		due_is(&b, BEFORE, cases[i].due);
		assert_int_equal(b.results[BEFORE].provisional, cases[i].provisional);
		assert_int_equal(b.results[BEFORE].verdict, CRM_VERDICT_RUNNING);
	}
	/* what is due on a day is missed after its working time */
	judge(&b, "'day':'2026-11-20','party':'lunch'", "2026-11-13T18:00:00+01:00");
	assert_int_equal(b.results[BEFORE].verdict, CRM_VERDICT_RUNNING);
	judge(&b, "'day':'2026-11-20','party':'lunch'", "2026-11-13T18:00:01+01:00");
	assert_int_equal(b.results[BEFORE].verdict, CRM_VERDICT_LATE);
	bench_release(&b);
	places_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(before_a_day),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
