/*
 * lib/time/zone.h: offsets as date(1) prints them, gaps shift forward,
 * overlaps take the first, names that are none are refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/time/zone.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_zone *zone(const char *name)
{
	struct crm_zone *z = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_zone_new(name, &z, &e) < 0)
		fail_msg("%s", e.text);
	return z;
}

static void names(void **state)
{
	static const char *const good[] = {"UTC", "Z", "+00:00", "+08:00", "-12:00", "+05:45",
	    "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+8", "GMT"};
	static const char *const bad[] = {"", "Europe", "europe/berlin", "Europe/Berlin/",
	    "/Europe/Berlin", "/usr/share/zoneinfo/Europe/Berlin", "Europe//Berlin",
	    "../zoneinfo/Europe/Berlin", "Europe/../Europe/Berlin", "./Europe/Berlin", "..",
	    "zone.tab", "tzdata.zi", "leapseconds", "right/Europe/Berlin", "CET-1CEST",
	    ":Europe/Berlin", "+8:00", "+0800", "08:00", "+24:00", "+08:60", "+08:00 ", "+0a:00",
	    "UTC+8", "Europe/Berlin ", "Nowhere/Land"};
	struct crm_zone *z = NULL;
	struct crm_err e = CRM_ERR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		z = zone(good[i]);
		assert_non_null(z);
		crm_zone_free(z);
	}
	z = NULL;
	for (i = 0; i < COUNT(bad); i++) {
		crm_err_clear(&e);
		if (crm_zone_new(bad[i], &z, &e) != -1)
			fail_msg("taken: '%s'", bad[i]);
		assert_null(z);
		assert_int_equal(e.code, CRM_CONFIG);
	}
	assert_string_equal(e.text,
	    "no such time zone: 'Nowhere/Land' (expected: an IANA name "
	    "like 'Europe/Berlin', 'UTC' or an offset like '+08:00')");
	crm_zone_free(NULL);
}

/* TZ=zone date -d @sec +%FT%T%:z */
static const struct {
	const char *zone;
	int64_t sec;
	const char *local;
} known[] = {
    {"Europe/Berlin", 0, "1970-01-01T01:00:00+01:00"},
    {"Europe/Berlin", 500000000, "1985-11-05T01:53:20+01:00"},
    {"Europe/Berlin", 1774745999, "2026-03-29T01:59:59+01:00"},
    {"Europe/Berlin", 1774746000, "2026-03-29T03:00:00+02:00"},
    {"Europe/Berlin", 1792889999, "2026-10-25T02:59:59+02:00"},
    {"Europe/Berlin", 1792890000, "2026-10-25T02:00:00+01:00"},
    {"Europe/Berlin", 4117885199, "2100-06-28T18:59:59+02:00"},
    {"Europe/Berlin", 7258118399, "2200-01-01T00:59:59+01:00"},
    {"America/New_York", 0, "1969-12-31T19:00:00-05:00"},
    {"America/New_York", 1772953199, "2026-03-08T01:59:59-05:00"},
    {"America/New_York", 1772953200, "2026-03-08T03:00:00-04:00"},
    {"America/New_York", 1793512799, "2026-11-01T01:59:59-04:00"},
    {"America/New_York", 1793512800, "2026-11-01T01:00:00-05:00"},
    {"Asia/Shanghai", 0, "1970-01-01T08:00:00+08:00"},
    {"Asia/Shanghai", 615000000, "1989-06-28T10:20:00+09:00"},
    {"Asia/Shanghai", 1774746000, "2026-03-29T09:00:00+08:00"},
    {"Australia/Lord_Howe", 1775314799, "2026-04-05T01:59:59+11:00"},
    {"Australia/Lord_Howe", 1775314800, "2026-04-05T01:30:00+10:30"},
    {"Australia/Lord_Howe", 1791041399, "2026-10-04T01:59:59+10:30"},
    {"Australia/Lord_Howe", 1791041400, "2026-10-04T02:30:00+11:00"},
    {"Asia/Kathmandu", 500000000, "1985-11-05T06:23:20+05:30"},
    {"Asia/Kathmandu", 1774746000, "2026-03-29T06:45:00+05:45"},
    {"Pacific/Apia", 1325239199, "2011-12-29T23:59:59-10:00"},
    {"Pacific/Apia", 1325239200, "2011-12-31T00:00:00+14:00"},
    {"America/St_Johns", 1205033459, "2008-03-09T00:00:59-03:30"},
    {"America/St_Johns", 1205033460, "2008-03-09T01:01:00-02:30"},
    {"UTC", 1774746000, "2026-03-29T01:00:00Z"},
    {"+08:00", 1774746000, "2026-03-29T09:00:00+08:00"},
    {"-03:30", -1, "1969-12-31T20:29:59-03:30"},
};

/* Twice, for the second time is answered from what is remembered; once zone
 * by zone and once in turn. */
static void offsets(void **state)
{
	struct crm_zone *z[COUNT(known)], *again;
	struct crm_instant t;
	char out[CRM_INSTANT_MAX];
	int32_t days;
	int64_t us;
	size_t i, k;

	(void)state;
	for (i = 0; i < COUNT(known); i++)
		z[i] = zone(known[i].zone);
	for (k = 0; k < COUNT(known) * 3; k++) {
		i = k * 7 % COUNT(known);
		t.us = known[i].sec * CRM_US_PER_SEC;
		t.off = crm_zone_offset(z[i], t.us);
		crm_instant_format(t, out);
		assert_string_equal(out, known[i].local);
		/* the last microsecond before is the second before */
		assert_int_equal(
		    crm_zone_offset(z[i], t.us - 1), crm_zone_offset(z[i], t.us - CRM_US_PER_SEC));
		crm_zone_local(z[i], t.us, &days, &us);
		assert_true(us >= 0 && us < CRM_US_PER_DAY);
		assert_int_equal(days * CRM_US_PER_DAY + us, t.us + t.off * CRM_US_PER_SEC);
	}
	for (i = 0; i < COUNT(known); i++)
		crm_zone_free(z[i]);
	/* a new zone in the old one's memory is another zone */
	z[0] = zone("Asia/Shanghai");
	assert_int_equal(crm_zone_offset(z[0], 0), 28800);
	crm_zone_free(z[0]);
	again = zone("America/New_York");
	assert_int_equal(crm_zone_offset(again, 0), -18000);
	crm_zone_free(again);
}

static const struct {
	const char *zone, *date;
	int hour, minute;
	const char *expect;
} local_rows[] = {
    /* gap 02:00-03:00: forward by an hour */
    {"Europe/Berlin", "2026-03-29", 1, 59, "2026-03-29T01:59:00+01:00"},
    {"Europe/Berlin", "2026-03-29", 2, 0, "2026-03-29T03:00:00+02:00"},
    {"Europe/Berlin", "2026-03-29", 2, 30, "2026-03-29T03:30:00+02:00"},
    {"Europe/Berlin", "2026-03-29", 2, 59, "2026-03-29T03:59:00+02:00"},
    {"Europe/Berlin", "2026-03-29", 3, 0, "2026-03-29T03:00:00+02:00"},
    {"Europe/Berlin", "2026-03-28", 2, 30, "2026-03-28T02:30:00+01:00"},
    {"Europe/Berlin", "2026-03-30", 2, 30, "2026-03-30T02:30:00+02:00"},
    /* overlap 02:00-03:00: the first */
    {"Europe/Berlin", "2026-10-25", 1, 59, "2026-10-25T01:59:00+02:00"},
    {"Europe/Berlin", "2026-10-25", 2, 0, "2026-10-25T02:00:00+02:00"},
    {"Europe/Berlin", "2026-10-25", 2, 59, "2026-10-25T02:59:00+02:00"},
    {"Europe/Berlin", "2026-10-25", 3, 0, "2026-10-25T03:00:00+01:00"},
    {"Europe/Berlin", "2026-10-24", 2, 30, "2026-10-24T02:30:00+02:00"},
    {"Europe/Berlin", "2026-10-26", 2, 30, "2026-10-26T02:30:00+01:00"},
    {"America/New_York", "2026-03-08", 2, 30, "2026-03-08T03:30:00-04:00"},
    {"America/New_York", "2026-03-08", 1, 59, "2026-03-08T01:59:00-05:00"},
    {"America/New_York", "2026-11-01", 1, 30, "2026-11-01T01:30:00-04:00"},
    {"America/New_York", "2026-11-01", 2, 0, "2026-11-01T02:00:00-05:00"},
    {"Asia/Shanghai", "2026-03-29", 2, 30, "2026-03-29T02:30:00+08:00"},
    /* half an hour: gap 02:00-02:30, overlap 01:30-02:00 */
    {"Australia/Lord_Howe", "2026-10-04", 2, 0, "2026-10-04T02:30:00+11:00"},
    {"Australia/Lord_Howe", "2026-10-04", 2, 15, "2026-10-04T02:45:00+11:00"},
    {"Australia/Lord_Howe", "2026-10-04", 2, 30, "2026-10-04T02:30:00+11:00"},
    {"Australia/Lord_Howe", "2026-04-05", 1, 29, "2026-04-05T01:29:00+11:00"},
    {"Australia/Lord_Howe", "2026-04-05", 1, 45, "2026-04-05T01:45:00+11:00"},
    {"Australia/Lord_Howe", "2026-04-05", 2, 0, "2026-04-05T02:00:00+10:30"},
    /* Samoa left out 30 December 2011 */
    {"Pacific/Apia", "2011-12-29", 23, 59, "2011-12-29T23:59:00-10:00"},
    {"Pacific/Apia", "2011-12-30", 12, 0, "2011-12-31T12:00:00+14:00"},
    {"Pacific/Apia", "2011-12-31", 0, 0, "2011-12-31T00:00:00+14:00"},
    {"Pacific/Apia", "2011-12-31", 5, 0, "2011-12-31T05:00:00+14:00"},
    /* outside 0..24 h: the day moves */
    {"Europe/Berlin", "2026-03-28", 26, 30, "2026-03-29T03:30:00+02:00"},
    {"Europe/Berlin", "2026-03-30", -22, 0, "2026-03-29T03:00:00+02:00"},
    {"+08:00", "2026-03-29", 2, 30, "2026-03-29T02:30:00+08:00"},
    {"UTC", "2026-03-29", 24, 0, "2026-03-30T00:00:00Z"},
    /* beyond the table of the zone file: its rule */
    {"Europe/Berlin", "2100-03-28", 2, 30, "2100-03-28T03:30:00+02:00"},
};

static void local_to_utc(void **state)
{
	char out[CRM_INSTANT_MAX];
	struct crm_zone *z;
	int32_t days;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(local_rows); i++) {
		z = zone(local_rows[i].zone);
		assert_int_equal(crm_date_parse(local_rows[i].date, 10, &days), 0);
		crm_instant_format(
		    crm_zone_instant(z, days,
		        (local_rows[i].hour * 60 + local_rows[i].minute) * INT64_C(60000000)),
		    out);
		assert_string_equal(out, local_rows[i].expect);
		crm_zone_free(z);
	}
}

/* There and back through two years, a quarter of an hour at a time: the same
 * instant, but in the second half of an overlap, which gives the first. */
static void there_and_back(void **state)
{
	static const struct {
		const char *name;
		int twice; /* quarters of an hour that come a second time */
	} rows[] = {{"Europe/Berlin", 8}, {"America/New_York", 8}, {"Asia/Shanghai", 0},
	    {"Australia/Lord_Howe", 4}};
	const int64_t quarter = INT64_C(900000000), from = INT64_C(1767225600000000);
	struct crm_zone *z;
	struct crm_instant t;
	int64_t at, us;
	int32_t days;
	int twice;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		z = zone(rows[i].name);
		twice = 0;
		for (at = from; at < from + 730 * CRM_US_PER_DAY; at += quarter) {
			crm_zone_local(z, at, &days, &us);
			t = crm_zone_instant(z, days, us);
			assert_int_equal(t.off, crm_zone_offset(z, t.us));
			if (t.us == at)
				continue;
			assert_true(t.us < at && t.us >= at - 4 * quarter);
			twice++;
		}
		assert_int_equal(twice, rows[i].twice);
		crm_zone_free(z);
	}
}

/* The user's own TZ and TZDIR change nothing. */
static void environment_is_ignored(void **state)
{
	struct crm_zone *z;

	(void)state;
	assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
	assert_int_equal(setenv("TZDIR", "/nowhere", 1), 0);
	z = zone("Europe/Berlin");
	assert_int_equal(crm_zone_offset(z, INT64_C(1774746000000000)), 7200);
	crm_zone_free(z);
	unsetenv("TZDIR");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(environment_is_ignored),
	    cmocka_unit_test(names),
	    cmocka_unit_test(offsets),
	    cmocka_unit_test(local_to_utc),
	    cmocka_unit_test(there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
