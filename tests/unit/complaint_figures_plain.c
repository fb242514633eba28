/*
 * lib/rules/figures/figures.h: timely rates with and without pauses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/figures_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Only contain (PT24H) is looked at; now is 2026-11-20T12:00:00Z. */
static const char *const contain[] = {"contain"};
static const struct crm_figures_opts o = {.clocks = contain, .nclocks = 1};

#define AN_8D(from) "'needs_8d':true,'received_at':'" from "'"
#define PAUSED "'pauses':{'a':{'at':'2026-11-16T10:00:00Z','until':'2026-11-16T12:00:00Z'}}"

/* Where no verdict is another without pauses, there is one pair of rates. */
static void same(void **state)
{
	static const char *const records[] = {
	    AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-16T13:00:00Z'," PAUSED,
	    AN_8D("2026-11-20T09:00:00Z"),
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "timely",
	    "timely_all contain 50.0000 % 1/2\n"
	    "timely_due contain 100.0000 % 1/1 running=1\n");
}

/* One was met for it was paused, one would be late if it were not. */
static void differs(void **state)
{
	static const char *const records[] = {
	    AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-17T11:00:00Z'," PAUSED,
	    AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-17T11:00:01Z'," PAUSED,
	    AN_8D("2026-11-18T09:00:00Z") ",'pauses':{'a':{'at':'2026-11-18T10:00:00Z'}}",
	    AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-16T10:00:00Z'",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "timely",
	    "timely_all contain 50.0000 % 2/4\n"
	    "timely_due contain 66.6667 % 2/3 running=1\n"
	    "timely_all_plain contain 25.0000 % 1/4\n"
	    "timely_due_plain contain 25.0000 % 1/4\n");
}

/* Frozen verdicts carry what they would be. */
static void frozen(void **state)
{
	static const char *const records[] = {
	    AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-17T11:00:00Z','verdicts':{"
	                                  "'contain':{'verdict':'met','plain':'late'}}",
	};

	(void)state;
	rows_are(&o, records, COUNT(records), "timely",
	    "timely_all contain 100.0000 % 1/1\n"
	    "timely_due contain 100.0000 % 1/1\n"
	    "timely_all_plain contain 0.0000 % 0/1\n"
	    "timely_due_plain contain 0.0000 % 0/1\n");
}

static void tell(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason)
{
	(void)detail;
	(void)group;
	if (strstr(figure, "plain") != NULL)
		crm_buf_addf(arg, "%s %s %s %s\n", figure, id, role, reason != NULL ? reason : "-");
}

/* Behind the plain rates stand, by name, only the records that make them others. */
static void traced(void **state)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct bench b;

	(void)state;
	assert_int_equal(open_bench(&b, &o, &e), 0);
	crm_figures_trace(b.figures, tell, &text);
	add(&b,
	    "'id':'C-1'," AN_8D(
	        "2026-11-16T09:00:00Z") ",'contained_at':'2026-11-17T11:00:00Z'," PAUSED);
	add(&b,
	    "'id':'C-2'," AN_8D("2026-11-16T09:00:00Z") ",'contained_at':'2026-11-16T11:00:00Z'");
	assert_string_equal(crm_buf_str(&text),
	    "timely_all_plain C-1 denominator -\ntimely_due_plain C-1 denominator -\n"
	    "8d_d3_on_time_plain C-1 denominator -\n");
	crm_buf_release(&text);
	close_bench(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(same),
	    cmocka_unit_test(differs),
	    cmocka_unit_test(frozen),
	    cmocka_unit_test(traced),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
