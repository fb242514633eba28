/*
 * lib/rules/notice/periodic.h: when a customer is told again. Each rule at its boundary, from both
 * sides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/mem.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/periodic.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_zone *zone_of(const char *name)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_zone *z = NULL;

	if (crm_zone_new(name, &z, &e) != 0)
		fail_msg("%s", e.text);
	return z;
}

static int32_t day_of(const char *text)
{
	int32_t day;

	assert_int_equal(crm_date_parse(text, strlen(text), &day), 0);
	return day;
}

static void parse(void **state)
{
	static const char *const bad[] = {
	    "", "P", "1M", "P0M", "P1000D", "PT1H", "P1M2D", "P1", "P-1D", "p1D", "P01D", "P1d"};
	struct crm_every e;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (crm_every_parse(bad[i], &e) == 0)
			fail_msg("'%s' was read", bad[i]);
	assert_int_equal(crm_every_parse("P2W", &e), 0);
	assert_int_equal(e.n, 2);
	assert_int_equal(e.unit, 'W');
	assert_int_equal(crm_every_parse("P999Y", &e), 0);
	assert_int_equal(e.n, 999);
}

/* Weeks are seven days; of a month that has no such day it is the last one. */
static void after(void **state)
{
	static const struct {
		const char *day, *every, *want;
	} rows[] = {
	    {"2026-11-20", "P1D", "2026-11-21"},
	    {"2026-12-31", "P1D", "2027-01-01"},
	    {"2026-11-20", "P2W", "2026-12-04"},
	    {"2026-11-20", "P1M", "2026-12-20"},
	    {"2026-12-20", "P1M", "2027-01-20"},
	    {"2026-01-30", "P1M", "2026-02-28"},
	    {"2026-01-31", "P1M", "2026-02-28"},
	    {"2028-01-31", "P1M", "2028-02-29"},
	    {"2026-03-31", "P1M", "2026-04-30"},
	    {"2026-02-28", "P1M", "2026-03-28"},
	    {"2026-08-31", "P6M", "2027-02-28"},
	    {"2026-11-30", "P3M", "2027-02-28"},
	    {"2026-12-31", "P12M", "2027-12-31"},
	    {"2026-11-20", "P1Y", "2027-11-20"},
	    {"2028-02-29", "P1Y", "2029-02-28"},
	    {"2028-02-29", "P4Y", "2032-02-29"},
	    {"2027-02-28", "P1Y", "2028-02-28"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_every e;
		char text[CRM_DATE_MAX];

		assert_int_equal(crm_every_parse(rows[i].every, &e), 0);
		crm_date_format(crm_every_after(day_of(rows[i].day), e), text);
		if (strcmp(text, rows[i].want) != 0)
			fail_msg("%s after %s: %s", rows[i].every, rows[i].day, text);
	}
}

static void occasion(void **state)
{
	static const struct {
		const char *text, *clock, *due;
	} rows[] = {
	    {"answer 2026-11-20T08:00:00Z", "answer", "2026-11-20T08:00:00Z"},
	    {"answer", "answer", ""},
	    {"2026-11-20T08:00:00Z", "", "2026-11-20T08:00:00Z"},
	    {"2026-11-20 08:00:00Z", "", "2026-11-20T08:00:00Z"},
	    {"answer soon", "", ""},
	    {"answer 2026-11-20", "", ""},
	    {" 2026-11-20T08:00:00Z", "", "2026-11-20T08:00:00Z"},
	    {"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_occasion o;
		char due[CRM_INSTANT_MAX] = "";

		crm_occasion_parse(rows[i].text, &o);
		if (o.has_due)
			crm_instant_format(o.due, due);
		if ((o.clock != NULL) != (rows[i].clock[0] != '\0') ||
		    o.len != strlen(rows[i].clock) ||
		    (o.clock != NULL && memcmp(o.clock, rows[i].clock, o.len) != 0) ||
		    strcmp(due, rows[i].due) != 0)
			fail_msg("'%s': %.*s, %s", rows[i].text, (int)o.len,
			    o.clock != NULL ? o.clock : "", due);
	}
}

#define MADE "'category':'survey','drafted_at':'2026-11-20T12:00:00Z'"

/* Which notices count, and from which day on. */
static void counts(void **state)
{
	static const struct {
		const char *notice, *want; /* NULL: it does not count */
	} rows[] = {
	    {MADE ",'state':'draft'", "2026-11-20"},
	    {MADE ",'state':'sent','sent_at':'2026-12-01T12:00:00Z'", "2026-11-20"},
	    {MADE ",'state':'failed'", "2026-11-20"},
	    {MADE ",'state':'withdrawn'", "2026-11-20"},
	    {MADE ",'state':'void'", NULL},
	    {MADE ",'state':'duplicate'", NULL},
	    {"'category':'visit','drafted_at':'2026-11-20T12:00:00Z','state':'sent'", NULL},
	    {"'category':'survey','state':'sent'", NULL},
	    /* made ahead: from the day that it was due on */
	    {MADE ",'occasion':'survey 2026-12-04T00:00:00+08:00'", "2026-12-04"},
	    {MADE ",'occasion':'survey 2026-11-20T00:00:00+08:00'", "2026-11-20"},
	    {MADE ",'occasion':'survey 2026-11-04T00:00:00+08:00'", "2026-11-20"},
	    {MADE ",'occasion':'answer 2026-12-04T00:00:00+08:00'", "2026-11-20"},
	    {MADE ",'occasion':'surve 2026-12-04T00:00:00+08:00'", "2026-11-20"},
	    {MADE ",'occasion':'2026-12-04T00:00:00+08:00'", "2026-11-20"},
	    /* the day is the store's */
	    {"'category':'survey','drafted_at':'2026-11-20T15:59:59Z'", "2026-11-20"},
	    {"'category':'survey','drafted_at':'2026-11-20T16:00:00Z'", "2026-11-21"},
	};
	struct crm_zone *zone = zone_of("Asia/Shanghai");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
		struct crm_record *record = crm_take_record(rows[i].notice);
		struct crm_arena a = CRM_ARENA_INIT;
		char text[CRM_DATE_MAX] = "";
		struct crm_view v;
		int32_t day;

		crm_view_of_record(shape, record, &a, &v);
		if (crm_periodic_day(&v, "survey", zone, &day))
			crm_date_format(day, text);
		if (strcmp(text, rows[i].want != NULL ? rows[i].want : "") != 0)
			fail_msg("row %zu: %s", i, text);
		crm_arena_release(&a);
		crm_record_free(record);
		crm_shape_free(shape);
	}
	crm_zone_free(zone);
}

static void due(void **state)
{
	static const struct {
		const char *zone, *every, *last, *customer, *want;
	} rows[] = {
	    /* the last notice, else since it is one, else today */
	    {"UTC", "P1Y", "2026-11-20", "'added_at':'2026-01-02T12:00:00Z'",
	        "2027-11-20T00:00:00Z"},
	    {"UTC", "P1Y", NULL, "'added_at':'2026-01-02T12:00:00Z'", "2027-01-02T00:00:00Z"},
	    {"UTC", "P1Y", NULL, "'name':'x'", "2026-11-22T00:00:00Z"},
	    /* today is the store's */
	    {"Asia/Shanghai", "P1Y", NULL, "'name':'x'", "2026-11-23T00:00:00+08:00"},
	    {"Asia/Shanghai", "P1D", NULL, "'added_at':'2026-01-02T16:00:00Z'",
	        "2026-01-04T00:00:00+08:00"},
	    {"America/Detroit", "P1M", "2026-10-08", "'name':'x'", "2026-11-08T00:00:00-05:00"},
	    {"America/Detroit", "P1W", "2026-10-25", "'name':'x'", "2026-11-01T00:00:00-04:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_customer.flow.schema);
		struct crm_record *record = crm_take_record(rows[i].customer);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_zone *zone = zone_of(rows[i].zone);
		struct crm_periodic p = {.zone = zone,
		    .now = crm_take_at("2026-11-22T18:00:00Z"),
		    .told = rows[i].last != NULL};
		char text[CRM_INSTANT_MAX];
		struct crm_view v;

		if (p.told)
			p.last = day_of(rows[i].last);
		assert_int_equal(crm_every_parse(rows[i].every, &p.every), 0);
		crm_view_of_record(shape, record, &a, &v);
		crm_instant_format(crm_periodic_due(&p, &v), text);
		if (strcmp(text, rows[i].want) != 0)
			fail_msg("row %zu: %s", i, text);
		crm_zone_free(zone);
		crm_arena_release(&a);
		crm_record_free(record);
		crm_shape_free(shape);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parse),
	    cmocka_unit_test(after),
	    cmocka_unit_test(occasion),
	    cmocka_unit_test(counts),
	    cmocka_unit_test(due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
