/*
 * lib/time/calendar.h: which days a calendar covers, and that an answer which
 * looked at another one says so.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/calendar_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define OFFICE "09:00-12:00 13:00-18:00"

static int64_t length(const char *text)
{
	struct crm_duration d = {CRM_DUR_US, 0};

	if (crm_duration_parse(text, strlen(text), &d) != 0)
		fail_msg("%s is no duration", text);
	return d.n;
}

static struct crm_calendar *covering(void)
{
	static const struct crm_day_range known[] = {
	    {20454, 20818}, {19723, 20088}, {20089, 20453}, {33000, 40000}};
	struct crm_calendar_parts p;

	cal_parts(&p, "Asia/Shanghai", OFFICE, 4);
	p.covers = known;
	p.n_covers = COUNT(known);
	return cal_make(&p);
}

static void other_years_are_provisional(void **state)
{
	static const struct {
		const char *start, *add;
		bool provisional;
	} rows[] = {
	    {"2026-12-31T17:00:00+08:00", "PT1H", false},
	    {"2026-12-31T17:00:00+08:00", "PT1H0.000001S", true},
	    {"2026-12-31T18:00:00+08:00", "PT1H", true},
	    {"2023-12-31T12:00:00+08:00", "PT1H", true},
	    {"2024-01-01T00:00:00+08:00", "PT1H", false},
	    {"2023-12-31T16:00:00Z", "PT1H", false},
	    {"2025-12-31T17:00:00+08:00", "PT8H", false},
	};
	struct crm_calendar *c = covering();
	bool provisional;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_instant start = cal_at(rows[i].start), end;

		provisional = false;
		end = crm_calendar_add(c, start, length(rows[i].add), &provisional);
		assert_int_equal(provisional, rows[i].provisional);
		provisional = false;
		(void)crm_calendar_between(c, start.us, end.us, &provisional);
		assert_int_equal(provisional, rows[i].provisional);
	}
	provisional = false;
	assert_int_equal(
	    crm_calendar_day_add(c, cal_day("2026-12-30"), 1, &provisional), cal_day("2026-12-31"));
	assert_false(provisional);
	assert_int_equal(
	    crm_calendar_day_add(c, cal_day("2026-12-31"), 1, &provisional), cal_day("2027-01-01"));
	assert_true(provisional);
	/* the day that is counted from is not looked at */
	provisional = false;
	assert_int_equal(
	    crm_calendar_day_add(c, cal_day("2023-12-31"), 1, &provisional), cal_day("2024-01-01"));
	assert_int_equal(crm_calendar_day_add(c, cal_day("2027-01-01"), -1, &provisional),
	    cal_day("2026-12-31"));
	/* nor the day that begins where the time ends */
	(void)crm_calendar_between(c, cal_at("2026-12-31T17:00:00+08:00").us,
	    cal_at("2027-01-01T00:00:00+08:00").us, &provisional);
	assert_false(provisional);
	/* so is what is counted back into one */
	provisional = false;
	(void)crm_calendar_sub(c, cal_at("2024-01-01T10:00:00+08:00"), HOUR, &provisional);
	assert_false(provisional);
	(void)crm_calendar_sub(c, cal_at("2024-01-01T10:00:00+08:00"), HOUR + 1, &provisional);
	assert_true(provisional);
	/* it is never cleared */
	(void)crm_calendar_day_add(c, cal_day("2026-01-01"), 1, &provisional);
	assert_true(provisional);
	crm_calendar_free(c);
}

static void ranges_are_joined(void **state)
{
	struct crm_calendar *c = covering();

	(void)state;
	assert_int_equal(crm_calendar_covered(c, 0)->from, cal_day("2024-01-01"));
	assert_int_equal(crm_calendar_covered(c, 0)->to, cal_day("2026-12-31"));
	/* clock changes after 2059 are not known: nothing is covered there */
	assert_null(crm_calendar_covered(c, 1));
	assert_true(crm_calendar_covers(c, cal_day("2026-12-31")));
	assert_false(crm_calendar_covers(c, cal_day("2027-01-01")));
	assert_false(crm_calendar_covers(c, cal_day("2070-01-01")));
	crm_calendar_free(c);
	c = cal_week("UTC", OFFICE, 4);
	assert_true(crm_calendar_covers(c, cal_day("2059-12-31")));
	assert_false(crm_calendar_covers(c, cal_day("2060-01-01")));
	crm_calendar_free(c);
}

/* Where shifts go over midnight the day before is looked at too. */
static void the_night_before_counts(void **state)
{
	static const struct crm_day_range known = {20454, 20818};
	static const struct {
		const char *hours, *from;
		bool provisional;
	} rows[] = {
	    {"09:00-17:00", "2026-01-01T03:00:00Z", false},
	    {"22:00-30:00", "2026-01-01T03:00:00Z", true},
	    {"22:00-30:00", "2026-01-02T03:00:00Z", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t from = cal_at(rows[i].from).us;
		struct crm_calendar_parts p;
		struct crm_calendar *c;
		bool provisional = false;

		cal_parts(&p, "UTC", rows[i].hours, 6);
		p.covers = &known;
		c = cal_make(&p);
		(void)crm_calendar_between(c, from, from + 5 * HOUR, &provisional);
		assert_int_equal(provisional, rows[i].provisional);
		crm_calendar_free(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(other_years_are_provisional),
	    cmocka_unit_test(ranges_are_joined),
	    cmocka_unit_test(the_night_before_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
