/*
 * lib/time/calendar.h held against itself and against counting minute by
 * minute, from many pseudo-random starts; and the offsets that it keeps
 * against the zone's own answers.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "tests/unit/calendar_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MINUTE INT64_C(60000000)

static const struct {
	const char *zone, *hours;
	int last;
} weeks[] = {
    {"Asia/Shanghai", "09:00-12:00 13:00-18:00", 4},
    {"Europe/Berlin", "06:00-14:00 14:00-22:00 22:00-30:00", 4},
    {"Europe/Berlin", "22:00-30:00", 6},
    {"America/New_York", "08:15-12:00 12:45-17:00", 5},
    {"Australia/Lord_Howe", "05:00-13:00 22:00-30:00", 6},
    {"UTC", "00:00-24:00", 6},
    {"UTC", "23:59-47:00", 0},
};

/* xorshift: the same numbers each time */
static uint64_t seed = UINT64_C(88172645463325252);

static int64_t below(int64_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (int64_t)(seed % (uint64_t)n);
}

/* Between 2024 and 2029, where clocks change. */
static int64_t some_time(void)
{
	return cal_day("2024-01-01") * CRM_US_PER_DAY + below(2192 * CRM_US_PER_DAY);
}

static void add_between_and_sub_agree(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(weeks); k++) {
		struct crm_calendar *c = cal_week(weeks[k].zone, weeks[k].hours, weeks[k].last);

		for (int i = 0; i < 2000; i++) {
			struct crm_instant start = {some_time(), 0}, end, back, part;
			int64_t us = 1 + below(i % 2 != 0 ? 100 * HOUR : 9 * HOUR), first;

			end = crm_calendar_add(c, start, us, NULL);
			assert_int_equal(crm_calendar_between(c, start.us, end.us, NULL), us);
			assert_int_equal(
			    crm_calendar_between(c, start.us, end.us - 1, NULL), us - 1);
			back = crm_calendar_sub(c, end, us, NULL);
			assert_int_equal(crm_calendar_between(c, back.us, end.us, NULL), us);
			assert_int_equal(
			    crm_calendar_between(c, back.us + 1, end.us, NULL), us - 1);
			assert_true(back.us >= start.us);
			/* in two parts it is the same */
			first = below(us);
			part = crm_calendar_add(c, start, first, NULL);
			part = crm_calendar_add(c, part, us - first, NULL);
			assert_int_equal(part.us, end.us);
		}
		crm_calendar_free(c);
	}
}

static bool in_hours(const struct crm_calendar *c, int32_t day, int64_t minute)
{
	const struct crm_hours *today = crm_calendar_hours(c, day);
	const struct crm_hours *before = crm_calendar_hours(c, day - 1);

	for (size_t i = 0; i < today->n; i++)
		if (today->part[i].from <= minute && minute < today->part[i].to)
			return true;
	for (size_t i = 0; i < before->n; i++)
		if (before->part[i].from <= minute + 1440 && minute + 1440 < before->part[i].to)
			return true;
	return false;
}

static int64_t by_minutes(const struct crm_calendar *c, int64_t from, int64_t to)
{
	int64_t sum = 0, of_day;
	int32_t day;

	for (; from < to; from += MINUTE) {
		crm_zone_local(crm_calendar_zone(c), from, &day, &of_day);
		sum += in_hours(c, day, of_day / MINUTE) ? MINUTE : 0;
	}
	return sum;
}

static void it_is_the_sum_of_its_minutes(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(weeks); k++) {
		struct crm_calendar *c = cal_week(weeks[k].zone, weeks[k].hours, weeks[k].last);

		for (int i = 0; i < 60; i++) {
			int64_t from, to;

			/* every other one about a change of Europe's clocks */
			from = some_time() / MINUTE * MINUTE;
			if (i % 2 != 0)
				from = cal_at(i % 4 == 1 ? "2026-03-28T12:00:00Z"
				                         : "2026-10-24T12:00:00Z")
				           .us +
				    below(600) * MINUTE;
			to = from + below(2000) * MINUTE;
			assert_int_equal(
			    crm_calendar_between(c, from, to, NULL), by_minutes(c, from, to));
		}
		crm_calendar_free(c);
	}
}

static void intervals_follow_one_another(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT(weeks); k++) {
		struct crm_calendar *c = cal_week(weeks[k].zone, weeks[k].hours, weeks[k].last);
		int64_t at = some_time(), begin, from, to, sum = 0;

		begin = at;
		for (int i = 0; i < 500; i++) {
			assert_true(crm_calendar_next(c, at, &from, &to));
			assert_true(to > at && from < to && (from >= at || i == 0));
			sum += to - (from > at ? from : at);
			assert_int_equal(crm_calendar_between(c, begin, to, NULL), sum);
			at = to;
		}
		crm_calendar_free(c);
	}
}

/* Zones whose changes come after a week, twice a year, by half an hour, at odd minutes, by a day. */
static void the_zone_is_known(void **state)
{
	static const char *const zones[] = {"Europe/Berlin", "Asia/Gaza", "Africa/Casablanca",
	    "Australia/Lord_Howe", "America/St_Johns", "America/Noronha", "Africa/Monrovia",
	    "Pacific/Apia", "UTC", "+05:30"};
	int64_t first = cal_day("1970-01-01") * CRM_US_PER_DAY;
	int64_t last = cal_day("2060-01-01") * CRM_US_PER_DAY;

	(void)state;
	for (size_t k = 0; k < COUNT(zones); k++) {
		struct crm_zone *z = NULL;
		struct crm_zone_change *list = NULL;
		size_t n, at = 0;

		assert_int_equal(crm_zone_new(zones[k], &z, NULL), 0);
		n = crm_zone_changes(z, first, last, &list);
		assert_int_equal(list[0].us, first);
		for (int64_t us = first; us < last; us += 11 * HOUR) {
			while (at + 1 < n && list[at + 1].us <= us)
				at++;
			if (list[at].off != crm_zone_offset(z, us))
				fail_msg("%s: another offset at %lld", zones[k], (long long)us);
		}
		for (size_t i = 1; i < n; i++) {
			assert_int_equal(crm_zone_offset(z, list[i].us), list[i].off);
			assert_int_equal(crm_zone_offset(z, list[i].us - 1), list[i - 1].off);
		}
		free(list);
		crm_zone_free(z);
	}
}

/* Two changes within a week are found wherever the steps of looking fall. */
static void no_change_is_missed(void **state)
{
	static const char *const zones[] = {"America/Noronha", "Asia/Gaza"};
	int64_t first = cal_day("1980-02-01") * CRM_US_PER_DAY;
	int64_t last = cal_day("2041-01-01") * CRM_US_PER_DAY;

	(void)state;
	for (size_t k = 0; k < COUNT(zones); k++) {
		size_t n = 0;

		for (int day = 0; day < 12; day++) {
			struct crm_zone *z = NULL;
			struct crm_zone_change *list = NULL;
			size_t found;

			assert_int_equal(crm_zone_new(zones[k], &z, NULL), 0);
			found = crm_zone_changes(z, first + day * CRM_US_PER_DAY, last, &list);
			assert_true(day == 0 || found == n);
			n = found;
			free(list);
			crm_zone_free(z);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(add_between_and_sub_agree),
	    cmocka_unit_test(it_is_the_sum_of_its_minutes),
	    cmocka_unit_test(intervals_follow_one_another),
	    cmocka_unit_test(the_zone_is_known),
	    cmocka_unit_test(no_change_is_missed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
