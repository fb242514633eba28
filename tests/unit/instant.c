/*
 * lib/time/instant.h: RFC 3339 in and out, and the calendar under it.
 * lib/time/clock.h: it is now, and ticks go up.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/time/clock.h"
#include "lib/time/instant.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void read_and_written(void **state)
{
	/* seconds as date(1) has them */
	static const struct {
		const char *text;
		int64_t us;
		int32_t off;
		const char *back;
	} rows[] = {
	    {"1970-01-01T00:00:00Z", 0, 0, "1970-01-01T00:00:00Z"},
	    {"1970-01-01T00:00:00+08:00", -28800000000, 28800, "1970-01-01T00:00:00+08:00"},
	    {"2026-11-20T09:00:00+08:00", 1795136400000000, 28800, "2026-11-20T09:00:00+08:00"},
	    {"2026-11-20t09:00:00z", 1795165200000000, 0, "2026-11-20T09:00:00Z"},
	    {"2026-11-20 09:00:00-03:30", 1795177800000000, -12600, "2026-11-20T09:00:00-03:30"},
	    {"2026-11-20T09:00:00-00:00", 1795165200000000, 0, "2026-11-20T09:00:00Z"},
	    {"2026-11-20T00:30:00+23:59", 1795048260000000, 86340, "2026-11-20T00:30:00+23:59"},
	    {"2026-11-20T09:00:00.5Z", 1795165200500000, 0, "2026-11-20T09:00:00.500Z"},
	    {"2026-11-20T09:00:00.123Z", 1795165200123000, 0, "2026-11-20T09:00:00.123Z"},
	    {"2026-11-20T09:00:00.000001Z", 1795165200000001, 0, "2026-11-20T09:00:00.000001Z"},
	    {"2026-11-20T09:00:00.1234569Z", 1795165200123456, 0, "2026-11-20T09:00:00.123456Z"},
	    {"2026-11-20T09:00:00.000Z", 1795165200000000, 0, "2026-11-20T09:00:00Z"},
	    {"2000-02-29T12:00:00Z", 951825600000000, 0, "2000-02-29T12:00:00Z"},
	    {"2199-12-31T23:59:59.999999Z", 7258118399999999, 0, "2199-12-31T23:59:59.999999Z"},
	    /* leap seconds: the next second's 0 */
	    {"2016-12-31T23:59:60Z", 1483228800000000, 0, "2017-01-01T00:00:00Z"},
	    {"2017-01-01T07:59:60+08:00", 1483228800000000, 28800, "2017-01-01T08:00:00+08:00"},
	    {"2016-12-31T23:59:60.5Z", 1483228800500000, 0, "2017-01-01T00:00:00.500Z"},
	};
	char out[CRM_INSTANT_MAX];
	struct crm_instant t;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(crm_instant_parse(rows[i].text, strlen(rows[i].text), &t), 0);
		assert_int_equal(t.us, rows[i].us);
		assert_int_equal(t.off, rows[i].off);
		assert_int_equal(crm_instant_format(t, out), strlen(rows[i].back));
		assert_string_equal(out, rows[i].back);
	}
	/* the second below the epoch, and an offset that has seconds */
	t = (struct crm_instant){-1, 0};
	crm_instant_format(t, out);
	assert_string_equal(out, "1969-12-31T23:59:59.999999Z");
	t = (struct crm_instant){0, -2670};
	crm_instant_format(t, out);
	assert_string_equal(out, "1969-12-31T23:16:00-00:44");
	assert_true(
	    crm_instant_format((struct crm_instant){INT64_MAX, 86340}, out) < CRM_INSTANT_MAX);
	assert_true(
	    crm_instant_format((struct crm_instant){INT64_MIN, -86340}, out) < CRM_INSTANT_MAX);
}

static void refused(void **state)
{
	static const char *const rows[] = {"", "2026-11-20", "2026-11-20T09:00Z",
	    "2026-11-20T09:00:00", "2026-11-20T09:00:00+0800", "2026-11-20T09:00:00+08",
	    "2026-11-20T09:00:00 Z", "2026-11-20T09:00:00Zx", "2026-11-20T09:00:00ZZ",
	    "2026-11-20T24:00:00Z", "2026-11-20T09:60:00Z", "2026-11-20T09:00:61Z",
	    "2026-11-20T09:00:60Z", "2026-11-20T23:59:60+08:00", "2026-11-20T09:00:00+24:00",
	    "2026-11-20T09:00:00+08:60", "2026-11-20T09:00:00.Z", "2026-11-20T09:00:00.",
	    "2026-11-20T09:00:00.5", "2026-11-20T09:00:00,5Z", "2026-11-31T09:00:00Z",
	    "2026-02-29T09:00:00Z", "2026-00-10T09:00:00Z", "2026-13-10T09:00:00Z",
	    "2026-11-00T09:00:00Z", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z",
	    "2026-11-20_09:00:00Z", "2026/11/20T09:00:00Z", " 2026-11-20T09:00:00Z",
	    "2026-11-20T-9:00:00Z", "2026-11-20T 9:00:00Z", "+026-11-20T09:00:00Z"};
	struct crm_instant t = {77, 7};
	const char *text = "2026-11-20T09:00:00+08:00";
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		if (crm_instant_parse(rows[i], strlen(rows[i]), &t) != -1)
			fail_msg("taken: '%s'", rows[i]);
		assert_int_equal(t.us, 77);
	}
	for (i = 0; i < strlen(text); i++) /* each cut of a good one */
		assert_int_equal(crm_instant_parse(text, i, &t), -1);
	assert_int_equal(crm_instant_parse("2026-11-20T09:00:00Z.", 20, &t), 0);
}

/* Day by day through all the years, beside the plainest calendar there is. */
static void every_day(void **state)
{
	static const int length[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int y = 1, m = 1, d = 1, y2, m2, d2, last;
	int32_t days = -719162, got; /* of 0001-01-01 */

	(void)state;
	for (; y <= 9999; days++) {
		if (crm_days_from_civil(y, m, d, &got) != 0 || got != days)
			fail_msg("%d-%d-%d is day %d", y, m, d, days);
		crm_civil_from_days(days, &y2, &m2, &d2);
		if (y2 != y || m2 != m || d2 != d)
			fail_msg("day %d is %d-%d-%d", days, y, m, d);
		last = length[m] + (m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0));
		if (++d <= last)
			continue;
		if (crm_days_from_civil(y, m, d, &got) != -1)
			fail_msg("there is a %d-%d-%d", y, m, d);
		d = 1;
		if (++m > 12) {
			m = 1;
			y++;
		}
	}
	assert_int_equal(crm_days_from_civil(0, 1, 1, &got), -1);
	assert_int_equal(crm_days_from_civil(10000, 1, 1, &got), -1);
	assert_int_equal(crm_days_from_civil(2026, 1, 0, &got), -1);
	assert_int_equal(crm_days_from_civil(2026, 0, 1, &got), -1);
	assert_int_equal(crm_days_from_civil(2026, 13, 1, &got), -1);
}

static void dates(void **state)
{
	static const struct {
		const char *text;
		int32_t days;
		int weekday;
	} good[] = {{"1970-01-01", 0, 3}, {"2000-02-29", 11016, 1}, {"2026-11-20", 20777, 4},
	    {"2199-12-31", 84005, 1}, {"2026-11-22", 20779, 6}, {"2026-11-23", 20780, 0}};
	static const char *const bad[] = {"", "2026-1-01", "2026-01-1", "20260101", "2026-02-29",
	    "2100-02-29", "1969-12-31", "2200-01-01", "2026-01-01 ", "01.01.2026", "2026-04-31",
	    "2026-+1-01"};
	char out[CRM_DATE_MAX];
	int32_t days = 77;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++)
		assert_int_equal(crm_date_parse(bad[i], strlen(bad[i]), &days), -1);
	assert_int_equal(days, 77);
	for (i = 0; i < COUNT(good); i++) {
		assert_int_equal(crm_date_parse(good[i].text, 10, &days), 0);
		assert_int_equal(days, good[i].days);
		assert_int_equal(crm_weekday(days), good[i].weekday);
		assert_int_equal(crm_date_format(days, out), 10);
		assert_string_equal(out, good[i].text);
	}
	assert_int_equal(crm_weekday(-1), 2);
	assert_int_equal(crm_weekday(-4), 6);
	assert_true(crm_date_format(INT32_MIN, out) < CRM_DATE_MAX);
	assert_true(crm_date_format(INT32_MAX, out) < CRM_DATE_MAX);
}

static void the_clock(void **state)
{
	int64_t a = crm_clock_ticks(), b = crm_clock_ticks();

	(void)state;
	assert_true(b >= a);
	/* microseconds since 1970, between 2024 and 2199 */
	assert_true(crm_clock_now() > INT64_C(1704067200) * CRM_US_PER_SEC);
	assert_true(crm_clock_now() < INT64_C(7258118400) * CRM_US_PER_SEC);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(read_and_written),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(every_day),
	    cmocka_unit_test(dates),
	    cmocka_unit_test(the_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
