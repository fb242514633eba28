/*
 * lib/flow/clock.h: working time, and whose calendar counts.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_places.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	const char *party, *from, *due; /* of 8 working hours */
} work_cases[] = {
    {"office", "2026-11-20T16:00:00+01:00", "2026-11-23T16:00:00+01:00"},
    {"lunch", "2026-11-20T16:00:00+01:00", "2026-11-23T16:00:00+01:00"},
    /* received in the lunch break: counts from its end */
    {"lunch", "2026-11-19T12:30:00+01:00", "2026-11-20T12:00:00+01:00"},
    {"lunch", "2026-11-19T12:00:00+01:00", "2026-11-20T12:00:00+01:00"},
    /* exactly the rest of the day: due at its end, not the next morning */
    {"office", "2026-11-19T09:00:00+01:00", "2026-11-19T17:00:00+01:00"},
    {"office", "2026-11-19T03:00:00+01:00", "2026-11-19T17:00:00+01:00"},
    /* on a make-up Sunday, and over it */
    {"makeup", "2026-11-22T10:00:00+01:00", "2026-11-23T10:00:00+01:00"},
    {"makeup", "2026-11-20T16:00:00+01:00", "2026-11-22T16:00:00+01:00"},
    /* 22:00 in another zone: the customer's morning counts */
    {"china", "2026-11-19T22:00:00+08:00", "2026-11-20T17:00:00+08:00"},
    {"china", "2026-11-19T22:00:00+01:00", "2026-11-20T17:00:00+08:00"},
    /* the night shift has 7 hours when clocks go forward, 9 when back */
    {"night", "2026-03-28T22:00:00+01:00", "2026-03-29T23:00:00+02:00"},
    {"night", "2026-10-24T22:00:00+02:00", "2026-10-25T05:00:00+01:00"},
    /* without a calendar of theirs, ours */
    {"none", "2026-11-20T16:00:00+01:00", "2026-11-23T16:00:00+01:00"},
    {"unknown", "2026-11-20T16:00:00+01:00", "2026-11-23T16:00:00+01:00"},
};

static void working_time(void **state)
{
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	for (size_t i = 0; i < COUNT(work_cases); i++) {
		char members[256];

		(void)snprintf(members, sizeof(members), "'party':'%s','from':'%s'",
		    work_cases[i].party, work_cases[i].from);
		judge(&b, members, LATER);
		due_is(&b, HOURS, work_cases[i].due);
		assert_int_equal(b.results[HOURS].verdict, CRM_VERDICT_LATE);
		assert_false(b.results[HOURS].provisional);
		/* K2's clocks are elapsed whatever the customer has */
		assert_int_equal(
		    b.results[FIVE].due.us - b.results[FIVE].from.us, 300 * CRM_US_PER_SEC);
		assert_int_equal(b.results[FIVE].calendar.type, CRM_T_ABSENT);
		/* met when the end is the due date itself, late a second after */
		(void)snprintf(members, sizeof(members), "'party':'%s','from':'%s','to':'%s'",
		    work_cases[i].party, work_cases[i].from, work_cases[i].due);
		judge(&b, members, LATER);
		assert_int_equal(b.results[HOURS].verdict, CRM_VERDICT_MET);
		assert_int_equal(b.results[HOURS].used_us, 8 * 3600 * CRM_US_PER_SEC);
		assert_int_equal(b.results[HOURS].over_us, 0);
	}
	bench_release(&b);
	places_release(&p);
}

/* Past working hours is late though no working time has gone by. */
static void after_hours(void **state)
{
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	judge(&b,
	    "'party':'lunch','from':'2026-11-19T12:30:00+01:00','to':'2026-11-20T12:00:01+01:00'",
	    LATER);
	assert_int_equal(b.results[HOURS].verdict, CRM_VERDICT_LATE);
	assert_int_equal(b.results[HOURS].used_us, 8 * 3600 * CRM_US_PER_SEC);
	assert_int_equal(b.results[HOURS].over_us, CRM_US_PER_SEC);
	judge(&b,
	    "'party':'lunch','from':'2026-11-19T11:00:00+01:00','to':'2026-11-20T13:30:00+01:00'",
	    LATER);
	assert_true(crm_cell_eq(&b.results[HOURS].calendar, "lunch"));
	intervals_are(&b, HOURS, LATER,
	    "11:00:00-12:00:00; 13:00:00-18:00:00; 09:00:00-12:00:00; "
	    "13:00:00-13:30:00");
	/* nothing was counted on the weekend */
	judge(
	    &b, "'party':'lunch','from':'2026-11-21T11:00:00+01:00'", "2026-11-22T11:00:00+01:00");
	assert_int_equal(b.results[HOURS].used_us, 0);
	intervals_are(&b, HOURS, "2026-11-22T11:00:00+01:00", "");
	bench_release(&b);
	places_release(&p);
}

/* The customer's working days decide the days of clocks that name no calendar. */
static void working_days(void **state)
{
	static const struct {
		const char *party, *from, *work, *days; /* 3wd, P3D */
		bool provisional;
	} cases[] = {
	    {"unknown", "2026-11-20T16:00:00+01:00", "2026-11-25T16:00:00+01:00",
	        "2026-11-23T16:00:00+01:00", false},
	    {"makeup", "2026-11-20T16:00:00+01:00", "2026-11-24T16:00:00+01:00",
	        "2026-11-23T16:00:00+01:00", false},
	    /* there it is Saturday morning already */
	    {"china", "2026-11-20T22:00:00+01:00", "2026-11-25T05:00:00+08:00",
	        "2026-11-24T05:00:00+08:00", false},
	    {"none", "2026-11-20T22:00:00+01:00", "2026-11-25T05:00:00+08:00",
	        "2026-11-24T05:00:00+08:00", false},
	    /* the calendar ends with the year; days need none */
	    {"short", "2026-12-28T16:00:00+01:00", "2026-12-31T16:00:00+01:00",
	        "2026-12-31T16:00:00+01:00", false},
	    {"short", "2026-12-29T16:00:00+01:00", "2027-01-01T16:00:00+01:00",
	        "2027-01-01T16:00:00+01:00", true},
	};
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		char members[256];

		(void)snprintf(members, sizeof(members), "'party':'%s','from':'%s'", cases[i].party,
		    cases[i].from);
		judge(&b, members, "2026-11-20T00:00:00Z");
		due_is(&b, WORK, cases[i].work);
		due_is(&b, DAYS, cases[i].days);
		assert_int_equal(b.results[WORK].provisional, cases[i].provisional);
		assert_false(b.results[DAYS].provisional);
		assert_int_equal(b.results[DAYS].calendar.type, CRM_T_ABSENT);
	}
	/* hours beyond what is covered are provisional too */
	judge(&b, "'party':'short','from':'2026-12-31T16:00:00+01:00'", LATER);
	assert_true(b.results[HOURS].provisional);
	due_is(&b, HOURS, "2027-01-01T16:00:00+01:00");
	bench_release(&b);
	places_release(&p);
}

/* Settings: another calendar for some, or none. */
static void by_setting(void **state)
{
	static const char *const is_a[] = {"sort=a", NULL}, *const is_b[] = {"sort=b", NULL},
	                         *const is_c[] = {"sort=c", NULL};
	static const struct crm_clock_setting settings[] = {
	    {.name = "hours", .where = is_a, .calendar = "elapsed"},
	    {.name = "hours", .where = is_b, .calendar = "own", .limit = "PT1H"},
	    {.name = "hours", .where = is_c, .calendar = "china"},
	    {.name = "work", .calendar = "own"},
	    {.name = "five", .calendar = "customer"},
	};
	static const struct {
		const char *sort, *due, *calendar;
	} cases[] = {
	    {"a", "2026-11-21T00:00:00+01:00", ""},
	    {"b", "2026-11-20T17:00:00+01:00", "office"},
	    {"c", "2026-11-23T17:00:00+08:00", "china"},
	    {"d", "2026-11-22T16:00:00+01:00", "makeup"},
	};
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, settings, COUNT(settings));
	for (size_t i = 0; i < COUNT(cases); i++) {
		char members[256];

		(void)snprintf(members, sizeof(members),
		    "'party':'makeup','sort':'%s','from':'2026-11-20T16:00:00+01:00'",
		    cases[i].sort);
		judge(&b, members, LATER);
		due_is(&b, HOURS, cases[i].due);
		if (cases[i].calendar[0] == '\0')
			assert_int_equal(b.results[HOURS].calendar.type, CRM_T_ABSENT);
		else
			assert_true(crm_cell_eq(&b.results[HOURS].calendar, cases[i].calendar));
		due_is(&b, WORK, "2026-11-25T16:00:00+01:00"); /* ours, not the make-up Sunday */
		due_is(&b, FIVE, "2026-11-20T16:05:00+01:00");
	}
	bench_release(&b);
	places_release(&p);
}

/* The calendar is frozen with the limit; what is known of it later counts on. */
static void frozen(void **state)
{
	static const char verdict[] = "'party':'lunch','from':'2026-11-20T16:00:00+01:00','to':"
	                              "'2026-11-23T16:00:00+01:00','verdicts':{'hours':{'verdict':"
	                              "'met','limit':'PT8H','calendar':'%s'}}";
	static const struct {
		const char *calendar, *due;
		int64_t used;
	} cases[] = {
	    {"lunch", "2026-11-23T16:00:00+01:00", 8},
	    {"office", "2026-11-23T16:00:00+01:00", 8},
	    {"china", "2026-11-23T17:00:00+08:00", 8},
	    /* one that is not there any more: elapsed */
	    {"gone", "2026-11-21T00:00:00+01:00", 72},
	};
	struct crm_changes out = CRM_CHANGES_INIT;
	const struct crm_change *c;
	struct places p;
	struct bench b;

	(void)state;
	places_init(&p);
	clocks_open(&b, &p, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_buf members = CRM_BUF_INIT;

		for (const char *s = verdict; *s != '\0'; s++) {
			bool hit = s[0] == '%';

			crm_buf_addf(&members, "%.*s", hit ? 64 : 1, hit ? cases[i].calendar : s);
			s += hit ? 1 : 0;
		}
		judge(&b, crm_buf_str(&members), LATER);
		due_is(&b, HOURS, cases[i].due);
		assert_int_equal(b.results[HOURS].used_us, cases[i].used * 3600 * CRM_US_PER_SEC);
		crm_buf_release(&members);
	}
	crm_clocks_refreeze(b.clocks, &b.view, at(LATER), &out);
	c = crm_changes_find(&out, "verdicts.hours.calendar");
	assert_non_null(c);
	assert_true(crm_cell_eq(&c->cell, "lunch"));
	c = crm_changes_find(&out, "verdicts.work.calendar");
	assert_true(c != NULL && crm_cell_eq(&c->cell, "lunch"));
	assert_null(crm_changes_find(&out, "verdicts.five.calendar"));
	assert_null(crm_changes_find(&out, "verdicts.days.calendar"));
	crm_changes_release(&out);
	bench_release(&b);
	places_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(working_time),
	    cmocka_unit_test(after_hours),
	    cmocka_unit_test(working_days),
	    cmocka_unit_test(by_setting),
	    cmocka_unit_test(frozen),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
