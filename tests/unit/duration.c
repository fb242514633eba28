/*
 * lib/time/duration.h: ISO 8601 and working days, elapsed against local.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/time/duration.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MIN INT64_C(60000000)

static void read_and_written(void **state)
{
	static const struct {
		const char *text;
		enum crm_duration_unit unit;
		int64_t n;
		const char *back;
	} rows[] = {
	    {"PT5M", CRM_DUR_US, 5 * MIN, "PT5M"},
	    {"PT24H", CRM_DUR_US, 1440 * MIN, "PT24H"},
	    {"PT0S", CRM_DUR_US, 0, "PT0S"},
	    {"PT0.5S", CRM_DUR_US, 500000, "PT0.500S"},
	    {"PT0.000001S", CRM_DUR_US, 1, "PT0.000001S"},
	    {"PT1H30M", CRM_DUR_US, 90 * MIN, "PT1H30M"},
	    {"PT1H5S", CRM_DUR_US, 60 * MIN + 5000000, "PT1H5S"},
	    {"PT90M", CRM_DUR_US, 90 * MIN, "PT1H30M"},
	    {"PT3600S", CRM_DUR_US, 60 * MIN, "PT1H"},
	    {"P1DT12H", CRM_DUR_US, MIN * 60 * 36, "PT36H"},
	    {"P0DT1M", CRM_DUR_US, MIN, "PT1M"},
	    {"-PT5M", CRM_DUR_US, -5 * MIN, "-PT5M"},
	    {"P3D", CRM_DUR_DAYS, 3, "P3D"},
	    {"P0D", CRM_DUR_DAYS, 0, "P0D"},
	    {"-P3D", CRM_DUR_DAYS, -3, "-P3D"},
	    {"P2W", CRM_DUR_DAYS, 14, "P14D"},
	    {"P100000D", CRM_DUR_DAYS, 100000, "P100000D"},
	    {"3wd", CRM_DUR_WORKDAYS, 3, "3wd"},
	    {"0wd", CRM_DUR_WORKDAYS, 0, "0wd"},
	    {"-3wd", CRM_DUR_WORKDAYS, -3, "-3wd"},
	};
	char out[CRM_DURATION_MAX];
	struct crm_duration d, again;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		if (crm_duration_parse(rows[i].text, strlen(rows[i].text), &d) != 0)
			fail_msg("refused: '%s'", rows[i].text);
		assert_int_equal(d.unit, rows[i].unit);
		assert_int_equal(d.n, rows[i].n);
		assert_int_equal(crm_duration_format(d, out), strlen(rows[i].back));
		assert_string_equal(out, rows[i].back);
		assert_int_equal(crm_duration_parse(out, strlen(out), &again), 0);
		assert_int_equal(again.unit, d.unit);
		assert_int_equal(again.n, d.n);
	}
}

static void refused(void **state)
{
	static const char *const rows[] = {"", "-", "P", "-P", "PT", "P1", "P1DT", "T5M", "5M", "5",
	    "P1Y", "P1M", "P1Y2D", "P1M2D", "PT5", "PT5X", "PTM", "PT.5S", "PT5.S", "PT0.5M",
	    "PT0.0H", "PT0.0000001S", "PT5M5H", "PT5M5M", "PT5S5M", "P2W1D", "P1D2W", "P2WT1H",
	    "P2D3D", "P1.5D", "PT1,5S", "--P1D", "+P1D", "p1d", "pt5m", "P1D ", " P1D", "wd", "-wd",
	    "3 wd", "3WD", "3w", "3wdx", "1.5wd", "P3wd", "P100001D", "P14286W", "100001wd",
	    "PT2400001H", "PT99999999999999999999H", "P100000DT1S", "PT-5M"};
	struct crm_duration d = {CRM_DUR_DAYS, 77};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		if (crm_duration_parse(rows[i], strlen(rows[i]), &d) != -1)
			fail_msg("taken: '%s'", rows[i]);
	assert_int_equal(d.n, 77);
	for (i = 0; i < 7; i++) /* each cut of a good one, but P1D */
		if (i != 3)
			assert_int_equal(crm_duration_parse("P1DT12H", i, &d), -1);
}

static void after(void **state)
{
	/* 2026-11-20 is a Friday; Berlin changes on 29 March and 25 October */
	static const struct {
		const char *zone, *start, *duration, *expect;
	} rows[] = {
	    /* elapsed time knows no clock change, days keep the local time */
	    {"Europe/Berlin", "2026-03-28T12:00:00+01:00", "PT24H", "2026-03-29T12:00:00+01:00"},
	    {"Europe/Berlin", "2026-03-28T12:00:00+01:00", "P1D", "2026-03-29T12:00:00+02:00"},
	    {"Europe/Berlin", "2026-03-28T02:30:00+01:00", "P1D", "2026-03-29T03:30:00+02:00"},
	    {"Europe/Berlin", "2026-10-24T02:30:00+02:00", "P1D", "2026-10-25T02:30:00+02:00"},
	    {"Europe/Berlin", "2026-10-26T02:30:00+01:00", "-P1D", "2026-10-25T02:30:00+02:00"},
	    {"Europe/Berlin", "2026-10-24T12:00:00+02:00", "P2W", "2026-11-07T12:00:00+01:00"},
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "PT5M", "2026-11-20T09:05:00+08:00"},
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "-P30D", "2026-10-21T09:00:00+08:00"},
	    /* the zone's day counts, not the one as written: it is the 21st there */
	    {"Asia/Shanghai", "2026-11-20T20:00:00Z", "P1D", "2026-11-22T04:00:00+08:00"},
	    {"UTC", "2027-12-31T23:59:59.500Z", "P60D", "2028-02-29T23:59:59.500Z"},
	    /* working days, Monday to Friday */
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "1wd", "2026-11-23T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "3wd", "2026-11-25T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "10wd", "2026-12-04T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-21T09:00:00+08:00", "1wd", "2026-11-23T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-22T09:00:00+08:00", "1wd", "2026-11-23T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-21T09:00:00+08:00", "0wd", "2026-11-21T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-23T09:00:00+08:00", "-1wd", "2026-11-20T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-22T09:00:00+08:00", "-1wd", "2026-11-20T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-20T09:00:00+08:00", "-5wd", "2026-11-13T09:00:00+08:00"},
	    {"Asia/Shanghai", "2026-11-20T20:00:00Z", "1wd", "2026-11-23T04:00:00+08:00"},
	    {"Europe/Berlin", "2026-03-27T09:00:00+01:00", "1wd", "2026-03-30T09:00:00+02:00"},
	};
	struct crm_zone *z = NULL;
	struct crm_instant t;
	struct crm_duration d;
	char out[CRM_INSTANT_MAX];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(crm_zone_new(rows[i].zone, &z, NULL), 0);
		assert_int_equal(crm_instant_parse(rows[i].start, strlen(rows[i].start), &t), 0);
		assert_int_equal(
		    crm_duration_parse(rows[i].duration, strlen(rows[i].duration), &d), 0);
		crm_instant_format(crm_duration_after(t, d, z, NULL), out);
		assert_string_equal(out, rows[i].expect);
		crm_zone_free(z);
	}
	/* elapsed time needs no zone */
	t = (struct crm_instant){0, 3600};
	t = crm_duration_after(t, (struct crm_duration){CRM_DUR_US, 7}, NULL, NULL);
	assert_int_equal(t.us, 7);
	assert_int_equal(t.off, 3600);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(read_and_written),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
