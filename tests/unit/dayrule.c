/*
 * lib/time/dayrule.h: days of every year by rule.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/time/dayrule.h"
#include "lib/time/instant.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void easter_falls(void **state)
{
	/* the earliest and latest there are, and the years at hand */
	static const char *const days[] = {"1818-03-22", "1943-04-25", "2000-04-23", "2019-04-21",
	    "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
	    "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19"};
	char text[CRM_DATE_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(days); i++) {
		int year = (days[i][0] - '0') * 1000 + (days[i][1] - '0') * 100 +
		    (days[i][2] - '0') * 10 + days[i][3] - '0';

		crm_date_format(crm_easter(year), text);
		assert_string_equal(text, days[i]);
	}
	for (int year = 1970; year < 2200; year++)
		assert_int_equal(crm_weekday(crm_easter(year)), 6);
}

static void rules_give_days(void **state)
{
	static const struct {
		const char *rule;
		int year;
		const char *day; /* NULL: none */
	} rows[] = {
	    {"12-25", 2026, "2026-12-25"},
	    {"02-29", 2028, "2028-02-29"},
	    {"02-29", 2026, NULL},
	    {"easter", 2026, "2026-04-05"},
	    {"easter-2", 2026, "2026-04-03"},
	    {"easter+1", 2026, "2026-04-06"},
	    {"easter+39", 2026, "2026-05-14"},
	    {"easter+60", 2026, "2026-06-04"},
	    {"easter-100", 2026, "2025-12-26"},
	    /* the date itself is not before it: 23 November 2022 was a Wednesday */
	    {"wed before 11-23", 2022, "2022-11-16"},
	    {"wed before 11-23", 2023, "2023-11-22"},
	    {"wed before 11-23", 2026, "2026-11-18"},
	    {"mon after 08-31", 2026, "2026-09-07"},
	    {"mon after 08-30", 2026, "2026-08-31"},
	    {"mon after 08-31", 2025, "2025-09-01"},
	};
	struct crm_day_rule r;
	char text[CRM_DATE_MAX];
	int32_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (crm_day_rule_parse(rows[i].rule, strlen(rows[i].rule), &r) != 0)
			fail_msg("refused: %s", rows[i].rule);
		assert_int_equal(crm_day_rule_in(&r, rows[i].year, &day), rows[i].day != NULL);
		if (rows[i].day == NULL)
			continue;
		crm_date_format(day, text);
		assert_string_equal(text, rows[i].day);
	}
}

static void others_are_none(void **state)
{
	static const char *const rows[] = {"", "12-32", "02-30", "13-01", "1-1", "12/25", "12-25 ",
	    "2026-12-25", "Easter", "easter2", "easter+", "easter+367", "easter--2", "easter 2",
	    "easter+1000", "wed", "wed before", "wed before ", "wed before 11-31",
	    "Wed before 11-23", "wed Before 11-23", "wed  before 11-23", "wed on 11-23",
	    "wednesday before 11-23"};
	struct crm_day_rule r;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (crm_day_rule_parse(rows[i], strlen(rows[i]), &r) != -1)
			fail_msg("taken: '%s'", rows[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(easter_falls),
	    cmocka_unit_test(rules_give_days),
	    cmocka_unit_test(others_are_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
