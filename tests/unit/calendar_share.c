/*
 * The calendars that are installed (lib/share/calendars): China against days
 * counted elsewhere (SHARED/data/holidays/plus.csv), and the public holidays
 * of the German Laender.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "lib/io/calendar/calendar.h"
#include "tests/unit/calendar_util.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_calendar *load(const char *dir, const char *name)
{
	const char *dirs[] = {dir, NULL};
	struct crm_calendar *c = NULL;
	struct crm_zone *utc = NULL;
	struct crm_err e = CRM_ERR_INIT;

	assert_int_equal(crm_zone_new("UTC", &utc, NULL), 0);
	if (crm_calendar_load(name, dirs, utc, &c, &e) != 0)
		fail_msg("%s: %s: %s", e.source, e.field, e.text);
	/* all of them have a zone of their own */
	assert_ptr_not_equal(crm_calendar_zone(c), utc);
	crm_zone_free(utc);
	return c;
}

static struct crm_calendar *shipped(const char *name)
{
	const char *top = getenv("TOP");
	char dir[512];

	snprintf(dir, sizeof(dir), "%s/lib/share/calendars", top != NULL ? top : ".");
	return load(dir, name);
}

/* ---- China ---- */

static const char *shared_data(void)
{
	static char path[512];
	const char *shared = getenv("SHARED");

	if (shared == NULL || shared[0] == '\0')
		return NULL;
	snprintf(path, sizeof(path), "%s/data", shared);
	return path;
}

static FILE *open_rows(void)
{
	char path[600];
	FILE *f;

	if (shared_data() == NULL)
		return NULL;
	snprintf(path, sizeof(path), "%s/holidays/plus.csv", shared_data());
	f = fopen(path, "r");
	return f;
}

/* One row: date, the first, third and tenth working day after it, the third of Monday to Friday. */
static void check_row(const struct crm_calendar *c, const char *row)
{
	static const struct {
		int n;
		bool plain;
	} steps[] = {{1, false}, {3, false}, {10, false}, {3, true}};
	struct crm_instant from, to;
	char date[CRM_DATE_MAX], text[CRM_INSTANT_MAX];
	bool provisional = false;

	snprintf(date, sizeof(date), "%.10s", row);
	from = crm_zone_instant(crm_calendar_zone(c), cal_day(date), 9 * HOUR);
	for (size_t i = 0; i < COUNT(steps); i++) {
		struct crm_duration d = {CRM_DUR_WORKDAYS, steps[i].n};

		to = crm_duration_after_in(
		    from, d, crm_calendar_zone(c), steps[i].plain ? NULL : c, &provisional);
		crm_instant_format(to, text);
		if (strncmp(row + 11 * (i + 1), text, 10) != 0 ||
		    strcmp(text + 10, "T09:00:00+08:00") != 0 || provisional)
			fail_msg("%s + %d is not %s", date, steps[i].n, text);
	}
}

static void check_rows(const struct crm_calendar *c)
{
	FILE *f = open_rows();
	char row[128];
	int rows = 0;

	if (f == NULL)
		skip();
	assert_non_null(fgets(row, sizeof(row), f));
	for (; fgets(row, sizeof(row), f) != NULL; rows++)
		check_row(c, row);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(rows, 1065);
}

static void shipped_china_counts(void **state)
{
	struct crm_calendar *c;

	(void)state;
	if (shared_data() == NULL)
		skip();
	c = shipped("cn");
	check_rows(c);
	crm_calendar_free(c);
}

static void the_yearly_files_count(void **state)
{
	struct crm_calendar *c;

	(void)state;
	if (shared_data() == NULL)
		skip();
	c = load(shared_data(), "holidays");
	check_rows(c);
	crm_calendar_free(c);
}

/* The shipped file says no more and no less than the yearly ones, and 2027 is in neither. */
static void both_are_the_same(void **state)
{
	struct crm_calendar *ours, *theirs;

	(void)state;
	if (shared_data() == NULL)
		skip();
	ours = shipped("cn");
	theirs = load(shared_data(), "holidays");
	for (int32_t day = cal_day("2023-01-01"); day <= cal_day("2028-12-31"); day++) {
		const char *a = crm_calendar_special(ours, day);
		const char *b = crm_calendar_special(theirs, day);

		assert_int_equal(crm_calendar_works(ours, day), crm_calendar_works(theirs, day));
		assert_int_equal(crm_calendar_covers(ours, day), crm_calendar_covers(theirs, day));
		assert_true(a == b || (a != NULL && b != NULL && strcmp(a, b) == 0));
	}
	crm_calendar_free(ours);
	crm_calendar_free(theirs);
}

static void china_knows_its_years(void **state)
{
	struct crm_calendar *c = shipped("cn");

	(void)state;
	assert_int_equal(crm_calendar_covered(c, 0)->from, cal_day("2024-01-01"));
	assert_int_equal(crm_calendar_covered(c, 0)->to, cal_day("2026-12-31"));
	assert_null(crm_calendar_covered(c, 1));
	cal_is(crm_calendar_day_end(c, cal_day("2026-09-20")), "2026-09-20T17:00:00+08:00");
	crm_calendar_free(c);
}

/* ---- Germany ---- */

/* The holidays of 2026 beside the nine that all have. */
static const struct {
	const char *land, *days;
} laender[] = {
    {"de", ""},
    {"de-bw", "01-06 06-04 11-01"},
    {"de-by", "01-06 06-04 11-01"},
    {"de-be", "03-08"},
    {"de-bb", "04-05 05-24 10-31"},
    {"de-hb", "10-31"},
    {"de-hh", "10-31"},
    {"de-he", "06-04"},
    {"de-mv", "03-08 10-31"},
    {"de-ni", "10-31"},
    {"de-nw", "06-04 11-01"},
    {"de-rp", "06-04 11-01"},
    {"de-sl", "06-04 08-15 11-01"},
    {"de-sn", "10-31 11-18"},
    {"de-st", "01-06 10-31"},
    {"de-sh", "10-31"},
    {"de-th", "09-20 10-31"},
};

static void holidays_of_the_laender(void **state)
{
	static const char all[] = "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26 ";

	(void)state;
	for (size_t i = 0; i < COUNT(laender); i++) {
		struct crm_calendar *c = shipped(laender[i].land);

		for (int32_t day = cal_day("2026-01-01"); day <= cal_day("2026-12-31"); day++) {
			char text[CRM_DATE_MAX];
			bool off;

			crm_date_format(day, text);
			off = strstr(all, text + 5) != NULL ||
			    strstr(laender[i].days, text + 5) != NULL;
			if (off != (crm_calendar_special(c, day) != NULL))
				fail_msg("%s: %s", laender[i].land, text);
			assert_int_equal(crm_calendar_works(c, day), !off && crm_weekday(day) < 5);
		}
		assert_int_equal(crm_calendar_covered(c, 0)->from, cal_day("2018-01-01"));
		cal_is(crm_calendar_day_end(c, cal_day("2026-07-06")), "2026-07-06T17:00:00+02:00");
		crm_calendar_free(c);
	}
}

/* Days that came or came once. */
static void laws_that_changed(void **state)
{
	static const struct {
		const char *land, *day;
		bool off;
	} rows[] = {
	    {"de-be", "2018-03-08", false},
	    {"de-be", "2019-03-08", true},
	    {"de-mv", "2022-03-08", false},
	    {"de-mv", "2023-03-08", true},
	    {"de-th", "2018-09-20", false},
	    {"de-th", "2019-09-20", true},
	    {"de-hh", "2018-10-31", true},
	    {"de-sh", "2019-10-31", true},
	    {"de-be", "2020-05-08", true},
	    {"de-be", "2024-05-08", false},
	    {"de-be", "2025-05-08", true},
	    {"de-bb", "2025-05-08", false},
	    {"de-sn", "2024-11-20", true},
	    {"de-sn", "2025-11-19", true},
	    {"de-sn", "2028-11-22", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_calendar *c = shipped(rows[i].land);

		if (crm_calendar_works(c, cal_day(rows[i].day)) == rows[i].off)
			fail_msg("%s: %s", rows[i].land, rows[i].day);
		crm_calendar_free(c);
	}
}

static void easter_mondays(void **state)
{
	static const char *const days[] = {"2024-04-01", "2025-04-21", "2026-04-06", "2027-03-29",
	    "2028-04-17", "2029-04-02", "2030-04-22"};
	struct crm_calendar *c = shipped("de");

	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		assert_string_equal(crm_calendar_special(c, cal_day(days[i])), "Ostermontag");
		assert_string_equal(crm_calendar_special(c, cal_day(days[i]) - 3), "Karfreitag");
		assert_string_equal(
		    crm_calendar_special(c, cal_day(days[i]) + 38), "Christi Himmelfahrt");
	}
	crm_calendar_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shipped_china_counts),
	    cmocka_unit_test(the_yearly_files_count),
	    cmocka_unit_test(both_are_the_same),
	    cmocka_unit_test(china_knows_its_years),
	    cmocka_unit_test(holidays_of_the_laender),
	    cmocka_unit_test(laws_that_changed),
	    cmocka_unit_test(easter_mondays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
