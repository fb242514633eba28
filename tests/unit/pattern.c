/*
 * lib/time/pattern.h: foreign dates by letters, the whole text or nothing.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/time/instant.h"
#include "lib/time/pattern.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NO_OFF (-1)

static void matches(void **state)
{
	static const struct {
		const char *pattern, *text, *date;
		int64_t us; /* of the day; -1: no time */
		int off;    /* minutes; NO_OFF: none */
	} rows[] = {
	    {"YYYY-MM-DD", "2026-11-20", "2026-11-20", -1, NO_OFF},
	    {"D.M.YYYY", "1.2.2026", "2026-02-01", -1, NO_OFF},
	    {"D.M.YYYY", "01.12.2026", "2026-12-01", -1, NO_OFF},
	    {"DD.MM.YY", "01.12.69", "2069-12-01", -1, NO_OFF},
	    {"DD.MM.YY", "01.12.70", "1970-12-01", -1, NO_OFF},
	    {"YYYYMMDD", "20260228", "2026-02-28", -1, NO_OFF},
	    {"M/D/YYYY", "2/29/2028", "2028-02-29", -1, NO_OFF},
	    {"DD-MMM-YY", "05-SEP-26", "2026-09-05", -1, NO_OFF},
	    {"D MMM YYYY", "5 jan 2026", "2026-01-05", -1, NO_OFF},
	    {"MMMDDYYYY", "Dec312026", "2026-12-31", -1, NO_OFF},
	    {"YYYY-MM-DDTHH:mm:ss", "2026-11-20T09:08:07", "2026-11-20", 32887000000, NO_OFF},
	    {"YYYY-MM-DD H:m", "2026-11-20 9:8", "2026-11-20", 32880000000, NO_OFF},
	    {"YYYY-MM-DD H:m", "2026-11-20 23:59", "2026-11-20", 86340000000, NO_OFF},
	    {"YYYY-MM-DD H", "2026-11-20 0", "2026-11-20", 0, NO_OFF},
	    {"YYYY-MM-DD HH:mm:ss.SSS", "2026-11-20 00:00:01.5", "2026-11-20", 1500000, NO_OFF},
	    {"YYYY-MM-DD HH:mm:ss.SSS", "2026-11-20 00:00:01.1234567", "2026-11-20", 1123456,
	        NO_OFF},
	    {"M/D/YYYY h:mm A", "11/20/2026 12:00 AM", "2026-11-20", 0, NO_OFF},
	    {"M/D/YYYY h:mm A", "11/20/2026 12:30 pm", "2026-11-20", 45000000000, NO_OFF},
	    {"M/D/YYYY hh:mmA", "11/20/2026 11:59PM", "2026-11-20", 86340000000, NO_OFF},
	    {"YYYY-MM-DDTHH:mm:ssX", "2026-11-20T00:00:00Z", "2026-11-20", 0, 0},
	    {"YYYY-MM-DDTHH:mm:ssX", "2026-11-20T00:00:00+08:00", "2026-11-20", 0, 480},
	    {"YYYY-MM-DDTHH:mm:ssX", "2026-11-20T00:00:00-0330", "2026-11-20", 0, -210},
	    {"YYYY-MM-DDTHH:mm:ss.SSSX", "2026-11-20T00:00:00.000z", "2026-11-20", 0, 0},
	    {"'Date:' DD'.'MM'.'YYYY", "Date: 20.11.2026", "2026-11-20", -1, NO_OFF},
	    {"YYYY'y'MM''DD", "2026y11'20", "2026-11-20", -1, NO_OFF},
	    {"'it''s' DDMMYYYY", "it's 20112026", "2026-11-20", -1, NO_OFF},
	    {"YYYY\xe5\xb9\xb4M\xe6\x9c\x88"
	     "D\xe6\x97\xa5",
	        "2026\xe5\xb9\xb4"
	        "1\xe6\x9c\x88"
	        "2\xe6\x97\xa5",
	        "2026-01-02", -1, NO_OFF},
	};
	struct crm_pattern_time t;
	int32_t days;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		if (crm_pattern_check(rows[i].pattern) != NULL)
			fail_msg("%s: %s", rows[i].pattern, crm_pattern_check(rows[i].pattern));
		if (crm_pattern_parse(rows[i].pattern, rows[i].text, strlen(rows[i].text), &t) != 0)
			fail_msg("%s: no match: %s", rows[i].pattern, rows[i].text);
		assert_int_equal(crm_date_parse(rows[i].date, 10, &days), 0);
		assert_int_equal(t.days, days);
		assert_int_equal(t.has_time, rows[i].us >= 0);
		assert_int_equal(t.us_of_day, rows[i].us >= 0 ? rows[i].us : 0);
		assert_int_equal(t.has_off, rows[i].off != NO_OFF);
		assert_int_equal(t.off, rows[i].off != NO_OFF ? rows[i].off * 60 : 0);
	}
}

static void no_match(void **state)
{
	static const struct {
		const char *pattern, *text;
	} rows[] = {
	    {"D.M.YYYY", "31.2.2026"},
	    {"D.M.YYYY", "29.2.2026"},
	    {"D.M.YYYY", "0.2.2026"},
	    {"D.M.YYYY", "1.13.2026"},
	    {"D.M.YYYY", "1.2.26"},
	    {"D.M.YYYY", "1.2.20261"},
	    {"D.M.YYYY", "1.2.2026 "},
	    {"D.M.YYYY", " 1.2.2026"},
	    {"D.M.YYYY", "1.2.1969"},
	    {"D.M.YYYY", "1.2.2200"},
	    {"D.M.YYYY", "001.2.2026"},
	    {"D.M.YYYY", "1-2-2026"},
	    {"D.M.YYYY", "1.2."},
	    {"D.M.YYYY", ""},
	    {"DD.MM.YYYY", "1.02.2026"},
	    {"DD.MM.YYYY", "01.2.2026"},
	    {"DD.MM.YYYY", "+1.02.2026"},
	    {"DD-MMM-YY", "05-Sept-26"},
	    {"DD-MMM-YY", "05-Mai-26"},
	    {"DD-MMM-YY", "05-Se"},
	    {"YYYY-MM-DD HH:mm", "2026-11-20"},
	    {"YYYY-MM-DD HH:mm", "2026-11-20 24:00"},
	    {"YYYY-MM-DD HH:mm", "2026-11-20 09:60"},
	    {"YYYY-MM-DD HH:mm", "2026-11-20 9:08"},
	    {"YYYY-MM-DD HH:mm:ss", "2026-11-20 09:00:60"},
	    {"YYYY-MM-DD HH:mm:ss.SSS", "2026-11-20 09:00:00."},
	    {"YYYY-MM-DD h:mm A", "2026-11-20 0:00 AM"},
	    {"YYYY-MM-DD h:mm A", "2026-11-20 13:00 PM"},
	    {"YYYY-MM-DD h:mm A", "2026-11-20 1:00 XM"},
	    {"YYYY-MM-DD h:mm A", "2026-11-20 1:00 P"},
	    {"YYYY-MM-DD HX", "2026-11-20 9"},
	    {"YYYY-MM-DD HX", "2026-11-20 9+8:00"},
	    {"YYYY-MM-DD HX", "2026-11-20 9+08"},
	    {"YYYY-MM-DD HX", "2026-11-20 9+24:00"},
	    {"YYYY-MM-DD HX", "2026-11-20 9+08:60"},
	    {"YYYY-MM-DD", "2026-11-20T"},
	    {"YYYY'-MM-'DD", "2026-11-20"},
	};
	struct crm_pattern_time t = {77, 0, false, false, 0};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_true(i == COUNT(rows) - 1 || crm_pattern_check(rows[i].pattern) == NULL);
		if (crm_pattern_parse(rows[i].pattern, rows[i].text, strlen(rows[i].text), &t) !=
		    -1)
			fail_msg("%s takes '%s'", rows[i].pattern, rows[i].text);
	}
	assert_int_equal(t.days, 77); /* written only on success */
	/* nothing is read beyond len */
	assert_int_equal(crm_pattern_parse("YYYY-MM-DD", "2026-11-201", 10, &t), 0);
	assert_int_equal(crm_pattern_parse("YYYY-MM-DD", "2026-11-20", 9, &t), -1);
}

static void unusable_patterns(void **state)
{
	static const struct {
		const char *pattern, *why;
	} rows[] = {
	    {"", "year (YYYY), month (MM) and day (DD) are needed"},
	    {"YYYY-MM", "year (YYYY), month (MM) and day (DD) are needed"},
	    {"MM-DD", "year (YYYY), month (MM) and day (DD) are needed"},
	    {"'YYYY'-MM-DD", "year (YYYY), month (MM) and day (DD) are needed"},
	    {"YYYY-MM-DD MM", "a part stands in it twice"},
	    {"YYYY-MM-DD H h A", "a part stands in it twice"},
	    {"YYY-MM-DD", "a letter is repeated too often or too seldom"},
	    {"YYYYYYYYYYYY-MM-DD", "a letter is repeated too often or too seldom"},
	    {"YYYY-MMMM-DD", "a letter is repeated too often or too seldom"},
	    {"YYYY-MM-DDD", "a letter is repeated too often or too seldom"},
	    {"YYYY-MM-DD HH:mm:ss.S", "a letter is repeated too often or too seldom"},
	    {"YYYY-MM-DD h:mm", "h and A need each other"},
	    {"YYYY-MM-DD H:mm A", "h and A need each other"},
	    {"YYYY-MM-DD mm", "minutes, AM/PM and offset need an hour"},
	    {"YYYY-MM-DDX", "minutes, AM/PM and offset need an hour"},
	    {"YYYY-MM-DD H ss", "seconds need minutes, decimals need seconds"},
	    {"YYYY-MM-DD H:mm SSS", "seconds need minutes, decimals need seconds"},
	    {"YYYY-MM-DD 'x", "a quote is not closed"},
	    {"DMYYYY", "digits follow a number of open length"},
	    {"D0M.YYYY", "digits follow a number of open length"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_non_null(crm_pattern_check(rows[i].pattern));
		assert_string_equal(crm_pattern_check(rows[i].pattern), rows[i].why);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(matches),
	    cmocka_unit_test(no_match),
	    cmocka_unit_test(unusable_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
