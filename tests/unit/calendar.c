/*
 * lib/time/calendar.h: working time and working days where they meet lunch,
 * night, weekend, make-up days, other zones and clock changes.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/calendar_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define OFFICE "09:00-12:00 13:00-18:00"

/* 2026: 20 September is a Sunday that is worked, 25 September a Friday off */
static const struct crm_special specials[] = {
    {20716, 20716, CRM_LIKE_FIRST, NULL, "make-up"},
    {20721, 20721, CRM_LIKE_HOURS, NULL, "festival"},
};

static struct crm_calendar *office(const char *zone, const char *hours, int last)
{
	struct crm_calendar_parts p;

	cal_parts(&p, zone, hours, last);
	p.specials = specials;
	p.n_specials = COUNT(specials);
	return cal_make(&p);
}

static int64_t length(const char *text)
{
	struct crm_duration d = {CRM_DUR_US, 0};

	if (crm_duration_parse(text, strlen(text), &d) != 0)
		fail_msg("%s is no duration", text);
	return d.n;
}

static const struct {
	const char *zone, *hours;
	int last;
	const char *start, *add, *end;
} sums[] = {
    /* Friday afternoon, with lunch and without */
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T16:00:00+08:00", "PT8H", "2026-11-23T16:00:00+08:00"},
    {"Asia/Shanghai", "09:00-17:00", 4, "2026-11-20T16:00:00+08:00", "PT8H",
        "2026-11-23T16:00:00+08:00"},
    /* begun in the lunch break, on Saturday, before work */
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T12:30:00+08:00", "PT1H", "2026-11-20T14:00:00+08:00"},
    {"Asia/Shanghai", OFFICE, 4, "2026-11-21T12:30:00+08:00", "PT1H", "2026-11-23T10:00:00+08:00"},
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T01:00:00+08:00", "PT3H", "2026-11-20T12:00:00+08:00"},
    /* the end of the day is still the day, one microsecond more is the next */
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T16:00:00+08:00", "PT2H", "2026-11-20T18:00:00+08:00"},
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T18:00:00+08:00", "PT0.000001S",
        "2026-11-23T09:00:00.000001+08:00"},
    {"Asia/Shanghai", OFFICE, 4, "2026-11-20T11:00:00+08:00", "PT1H", "2026-11-20T12:00:00+08:00"},
    /* what is left of it over night begins in the morning, not at midnight */
    {"Asia/Shanghai", OFFICE, 4, "2026-11-19T16:00:00+08:00", "PT3H", "2026-11-20T10:00:00+08:00"},
    /* a Sunday that is worked, a Friday that is not */
    {"Asia/Shanghai", OFFICE, 4, "2026-09-20T10:00:00+08:00", "PT8H", "2026-09-21T10:00:00+08:00"},
    {"Asia/Shanghai", OFFICE, 4, "2026-09-24T17:00:00+08:00", "PT2H", "2026-09-28T10:00:00+08:00"},
    /* ten at night in New York is eleven in the morning in Shanghai */
    {"Asia/Shanghai", OFFICE, 4, "2026-11-19T22:00:00-05:00", "PT2H", "2026-11-20T14:00:00+08:00"},
    {"America/New_York", OFFICE, 4, "2026-11-20T11:00:00+08:00", "PT1H",
        "2026-11-20T10:00:00-05:00"},
    /* the two nights of the clock change: 7 and 9 hours */
    {"Europe/Berlin", "22:00-30:00", 6, "2026-03-28T22:00:00+01:00", "PT7H",
        "2026-03-29T06:00:00+02:00"},
    {"Europe/Berlin", "22:00-30:00", 6, "2026-03-28T22:00:00+01:00", "PT8H",
        "2026-03-29T23:00:00+02:00"},
    {"Europe/Berlin", "22:00-30:00", 6, "2026-10-24T22:00:00+02:00", "PT9H",
        "2026-10-25T06:00:00+01:00"},
    {"Europe/Berlin", "22:00-30:00", 6, "2026-10-24T22:00:00+02:00", "PT8H",
        "2026-10-25T05:00:00+01:00"},
    /* a night shift is Friday's until Saturday morning */
    {"Europe/Berlin", "22:00-30:00", 4, "2026-11-20T23:00:00+01:00", "PT8H",
        "2026-11-23T23:00:00+01:00"},
    {"Europe/Berlin", "22:00-30:00", 4, "2026-11-21T05:00:00+01:00", "PT1H",
        "2026-11-21T06:00:00+01:00"},
    /* an interval that begins in the gap is moved on by it; one whose end comes twice ends first */
    {"Europe/Berlin", "02:30-05:00", 6, "2026-03-29T00:00:00+01:00", "PT1H30M",
        "2026-03-29T05:00:00+02:00"},
    {"Europe/Berlin", "01:00-02:30", 6, "2026-10-25T00:00:00+02:00", "PT1H30M",
        "2026-10-25T02:30:00+02:00"},
    {"Europe/Berlin", "02:00-04:00", 6, "2026-10-25T00:00:00+02:00", "PT3H",
        "2026-10-25T04:00:00+01:00"},
    /* where the night reaches into the morning's hours time counts once */
    {"Europe/Berlin", "05:00-13:00 22:00-30:00", 6, "2026-11-20T05:00:00+01:00", "PT15H",
        "2026-11-21T05:00:00+01:00"},
};

static void working_time_is_added(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(sums); i++) {
		struct crm_calendar *c = office(sums[i].zone, sums[i].hours, sums[i].last);
		int64_t us = length(sums[i].add);
		struct crm_instant start = cal_at(sums[i].start), end;
		bool provisional = false;

		end = crm_calendar_add(c, start, us, &provisional);
		cal_is(end, sums[i].end);
		assert_int_equal(crm_calendar_between(c, start.us, end.us, &provisional), us);
		assert_false(provisional);
		crm_calendar_free(c);
	}
}

static void and_taken_off(void **state)
{
	static const struct {
		const char *end, *sub, *start;
	} rows[] = {
	    {"2026-11-23T16:00:00+08:00", "PT8H", "2026-11-20T16:00:00+08:00"},
	    {"2026-11-23T10:00:00+08:00", "PT1H", "2026-11-23T09:00:00+08:00"},
	    {"2026-11-23T10:00:00+08:00", "PT1H0.000001S", "2026-11-20T17:59:59.999999+08:00"},
	    {"2026-11-22T10:00:00+08:00", "PT5H", "2026-11-20T13:00:00+08:00"},
	    {"2026-09-21T10:00:00+08:00", "PT8H", "2026-09-20T10:00:00+08:00"},
	};
	struct crm_calendar *c = office("Asia/Shanghai", OFFICE, 4);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		cal_is(crm_calendar_sub(c, cal_at(rows[i].end), length(rows[i].sub), NULL),
		    rows[i].start);
	/* nothing added or taken off is the start itself, as it was written */
	cal_is(
	    crm_calendar_add(c, cal_at("2026-11-21T03:00:00Z"), 0, NULL), "2026-11-21T03:00:00Z");
	cal_is(
	    crm_calendar_sub(c, cal_at("2026-11-21T03:00:00Z"), 0, NULL), "2026-11-21T03:00:00Z");
	crm_calendar_free(c);
}

static void days_are_counted(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *to;
	} rows[] = {
	    {"2026-09-18", 1, "2026-09-20"},
	    {"2026-09-19", 1, "2026-09-20"},
	    {"2026-09-20", 1, "2026-09-21"},
	    {"2026-09-24", 1, "2026-09-28"},
	    {"2026-09-18", 6, "2026-09-28"},
	    {"2026-09-28", -1, "2026-09-24"},
	    {"2026-09-21", -2, "2026-09-18"},
	    {"2026-09-26", 0, "2026-09-26"},
	};
	struct crm_calendar *c = office("Asia/Shanghai", OFFICE, 4);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(crm_calendar_day_add(c, cal_day(rows[i].from), rows[i].n, NULL),
		    cal_day(rows[i].to));
	assert_true(crm_calendar_works(c, cal_day("2026-09-20")));
	assert_false(crm_calendar_works(c, cal_day("2026-09-25")));
	assert_string_equal(crm_calendar_special(c, cal_day("2026-09-20")), "make-up");
	assert_null(crm_calendar_special(c, cal_day("2026-09-21")));
	crm_calendar_free(c);
}

/* The calendar's zone says which day it is, whatever zone is given beside it. */
static void working_days_keep_the_local_time(void **state)
{
	struct crm_calendar *c = office("Asia/Shanghai", OFFICE, 4);
	struct crm_duration three = {CRM_DUR_WORKDAYS, 3}, one = {CRM_DUR_WORKDAYS, 1};
	struct crm_duration day = {CRM_DUR_DAYS, 1}, hours = {CRM_DUR_US, 8 * HOUR};
	struct crm_zone *utc = NULL;
	bool provisional = false;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &utc, NULL), 0);
	cal_is(crm_duration_after(cal_at("2026-09-18T09:30:00+08:00"), three, utc, c),
	    "2026-09-22T09:30:00+08:00");
	/* Thursday evening in New York: Friday in Shanghai, and Sunday comes next */
	cal_is(
	    crm_duration_after_in(cal_at("2026-09-17T22:00:00-04:00"), one, utc, c, &provisional),
	    "2026-09-20T10:00:00+08:00");
	assert_false(provisional);
	/* days and elapsed time are none of the calendar's */
	cal_is(crm_duration_after(cal_at("2026-09-24T17:00:00+08:00"), day, utc, c),
	    "2026-09-25T09:00:00Z");
	cal_is(crm_duration_after(cal_at("2026-09-24T17:00:00+08:00"), hours, utc, c),
	    "2026-09-25T01:00:00+08:00");
	crm_zone_free(utc);
	crm_calendar_free(c);
}

static void the_end_of_a_day(void **state)
{
	static const struct {
		const char *zone, *hours, *day, *end;
	} rows[] = {
	    {"Asia/Shanghai", OFFICE, "2026-11-20", "2026-11-20T18:00:00+08:00"},
	    {"Asia/Shanghai", OFFICE, "2026-11-21", "2026-11-21T23:59:59+08:00"},
	    {"Asia/Shanghai", OFFICE, "2026-09-20", "2026-09-20T18:00:00+08:00"},
	    {"Asia/Shanghai", OFFICE, "2026-09-25", "2026-09-25T23:59:59+08:00"},
	    {"Europe/Berlin", "22:00-30:00", "2026-10-23", "2026-10-24T06:00:00+02:00"},
	    {"Europe/Berlin", "22:00-30:00", "2026-10-25", "2026-10-25T23:59:59+01:00"},
	    {"Europe/Berlin", "00:00-24:00", "2026-03-27", "2026-03-28T00:00:00+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_calendar *c = office(rows[i].zone, rows[i].hours, 4);

		cal_is(crm_calendar_day_end(c, cal_day(rows[i].day)), rows[i].end);
		crm_calendar_free(c);
	}
}

static void the_next_interval(void **state)
{
	static const struct {
		const char *at, *from, *to;
	} rows[] = {
	    {"2026-11-20T08:00:00+08:00", "2026-11-20T09:00:00+08:00", "2026-11-20T12:00:00+08:00"},
	    {"2026-11-20T11:59:59+08:00", "2026-11-20T09:00:00+08:00", "2026-11-20T12:00:00+08:00"},
	    {"2026-11-20T12:00:00+08:00", "2026-11-20T13:00:00+08:00", "2026-11-20T18:00:00+08:00"},
	    {"2026-11-20T18:00:00+08:00", "2026-11-23T09:00:00+08:00", "2026-11-23T12:00:00+08:00"},
	};
	struct crm_calendar *c = office("Asia/Shanghai", OFFICE, 4);
	int64_t from = 0, to = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_true(crm_calendar_next(c, cal_at(rows[i].at).us, &from, &to));
		assert_int_equal(from, cal_at(rows[i].from).us);
		assert_int_equal(to, cal_at(rows[i].to).us);
	}
	assert_false(crm_calendar_next(c, cal_at("2199-12-31T23:59:59+08:00").us, &from, &to));
	assert_false(crm_calendar_next(c, INT64_MAX / 2, &from, &to));
	assert_true(crm_calendar_next(c, INT64_MIN / 2, &from, &to));
	assert_int_equal(from, cal_at("1970-01-01T09:00:00+08:00").us);
	crm_calendar_free(c);
}

/* More than there is until 2199 ends there, and says so. */
static void it_ends_somewhere(void **state)
{
	struct crm_calendar *c = cal_week("UTC", "09:00-17:00", 4);
	bool provisional = false;

	(void)state;
	cal_is(crm_calendar_add(c, cal_at("2026-11-20T16:00:00Z"), INT64_C(1) << 60, &provisional),
	    "2199-12-31T17:00:00Z");
	assert_true(provisional);
	provisional = false;
	cal_is(crm_calendar_sub(c, cal_at("2026-11-20T16:00:00Z"), INT64_C(1) << 60, &provisional),
	    "1970-01-01T09:00:00Z");
	assert_true(provisional);
	assert_int_equal(
	    crm_calendar_day_add(c, cal_day("2026-11-20"), 100000, NULL), cal_day("2199-12-31"));
	assert_int_equal(crm_calendar_between(c, 5, 5, NULL), 0);
	assert_int_equal(crm_calendar_between(c, INT64_MAX / 2, INT64_MIN / 2, NULL), 0);
	crm_calendar_free(c);
}

static void wrong_parts_are_refused(void **state)
{
	static const struct {
		const char *hours, *why;
	} rows[] = {
	    {"", "no day of the week has working hours"},
	    {"12:00-12:00", "an interval ends after it begins"},
	    {"24:00-25:00", "an interval begins between"},
	    {"23:00-48:01", "an interval ends by midnight of the next day"},
	    {"09:00-12:00 11:59-13:00", "do not overlap"},
	};
	struct crm_calendar_parts p;
	struct crm_calendar *c = NULL;
	struct crm_zone *utc = NULL;
	struct crm_special off = {CRM_DAY_FIRST, CRM_DAY_LAST, CRM_LIKE_HOURS, NULL, "never"};
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &utc, NULL), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_calendar_parts_init(&p, "bad", utc);
		for (int k = 0; k < 7; k++)
			p.week[k] = cal_hours(rows[i].hours);
		crm_err_clear(&e);
		assert_int_equal(crm_calendar_new(&p, &c, &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_non_null(strstr(e.text, rows[i].why));
	}
	crm_calendar_parts_init(&p, "off", utc);
	p.specials = &off;
	p.n_specials = 1;
	assert_int_equal(crm_calendar_new(&p, &c, NULL), -1);
	assert_null(c);
	crm_zone_free(utc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(working_time_is_added),
	    cmocka_unit_test(and_taken_off),
	    cmocka_unit_test(days_are_counted),
	    cmocka_unit_test(working_days_keep_the_local_time),
	    cmocka_unit_test(the_end_of_a_day),
	    cmocka_unit_test(the_next_interval),
	    cmocka_unit_test(it_ends_somewhere),
	    cmocka_unit_test(wrong_parts_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
