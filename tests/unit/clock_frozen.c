/*
 * lib/flow/clock.h: verdicts that the record carries, counted intervals, and
 * what is frozen.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/clock_bench.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define STAMPS "'from':'2026-11-20T09:00:00Z','to':'2026-11-20T10:00:00Z',"

static const struct {
	const char *members;
	bool frozen, imported;
	const char *verdict, *limit, *due;
	int64_t used, over;
} frozen_cases[] = {
    {STAMPS "'verdicts':{'five':{'verdict':'met','limit':'PT2H','due_at':"
            "'2026-11-20T11:00:00Z'}}",
        true, false, "met", "PT2H", "2026-11-20T11:00:00Z", 3600, 0},
    /* it counts though today's limit says otherwise */
    {STAMPS "'verdicts':{'five':{'verdict':'met','limit':'PT2H'}}", true, false, "met", "PT2H",
        "2026-11-20T11:00:00Z", 3600, 0},
    {STAMPS "'verdicts':{'five':{'verdict':'met'}}", true, false, "met", "PT5M",
        "2026-11-20T09:05:00Z", 3600, 0},
    {STAMPS "'verdicts':{'five':{'verdict':'late','limit':'PT10M'}}", true, false, "late", "PT10M",
        "2026-11-20T09:10:00Z", 3600, 3000},
    {STAMPS "'verdicts':{'five':{'verdict':'late','due_at':'2026-11-20T09:30:00Z'}}", true, false,
        "late", "PT5M", "2026-11-20T09:30:00Z", 3600, 1800},
    /* no verdict: derived */
    {STAMPS "'verdicts':{'five':{'verdict':'running','limit':'P9D'}}", false, false, "late", "PT5M",
        "2026-11-20T09:05:00Z", 3600, 3300},
    {STAMPS "'verdicts':{'five':null}", false, false, "late", "PT5M", "2026-11-20T09:05:00Z", 3600,
        3300},
    {STAMPS "'verdicts':'none'", false, false, "late", "PT5M", "2026-11-20T09:05:00Z", 3600, 3300},
    /* imported: by a rule that is not ours, with stamps and without */
    {STAMPS "'verdicts':{'five':{'verdict':'met','imported':true}}", true, true, "met", "", "",
        3600, 0},
    {"'verdicts':{'five':{'verdict':'late','imported':true}}", true, true, "late", "", "", 0, 0},
    {"'from':'2026-11-20T09:00:00Z','verdicts':{'five':{'verdict':'late','imported':true,"
     "'limit':'PT1H'}}",
        true, true, "late", "PT1H", "2026-11-20T10:00:00Z", 0, 0},
    {STAMPS "'verdicts':{'five':{'verdict':'late','imported':true,'due_at':"
            "'2026-11-20T09:59:00Z'}}",
        true, true, "late", "", "2026-11-20T09:59:00Z", 3600, 60},
    /* an imported verdict holds though the stamps are in the wrong order */
    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T08:00:00Z','verdicts':{'five':"
     "{'verdict':'met','imported':true}}",
        true, true, "met", "", "", -3600, 0},
};

static void frozen(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(frozen_cases); i++) {
		const struct crm_clock_result *r = &b.results[FIVE];
		char text[CRM_INSTANT_MAX];

		judge(&b, frozen_cases[i].members, "2026-12-01T00:00:00Z");
		assert_int_equal(r->frozen, frozen_cases[i].frozen);
		assert_int_equal(r->imported, frozen_cases[i].imported);
		assert_string_equal(crm_verdict_name(r->verdict), frozen_cases[i].verdict);
		assert_string_equal(r->limit, frozen_cases[i].limit);
		assert_string_equal(due(r, text), frozen_cases[i].due);
		assert_int_equal(r->used_us, frozen_cases[i].used * CRM_US_PER_SEC);
		assert_int_equal(r->over_us, frozen_cases[i].over * CRM_US_PER_SEC);
	}
	bench_release(&b);
}

static void intervals(void **state)
{
	static const struct {
		const char *members, *want;
	} cases[] = {
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:07:00Z'", "09:00:00-09:07:00"},
	    {"'from':'2026-11-20T09:00:00Z'", "09:00:00-10:00:00"},
	    {"'from':'2026-11-20T10:00:00Z'", "10:00:00-10:00:00"},
	    {"'from':'2026-11-20T11:00:00Z'", ""},
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T08:07:00Z'", ""},
	    {"'to':'2026-11-20T08:07:00Z'", ""},
	    {"'from':'2026-11-20T09:00:00Z','verdicts':{'five':{'verdict':'met'}}", ""},
	};
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		judge(&b, cases[i].members, "2026-11-20T10:00:00Z");
		intervals_are(&b, FIVE, "2026-11-20T10:00:00Z", cases[i].want);
	}
	bench_release(&b);
}

/* As a step that derives all verdicts anew, and an import, write them. */
static void freeze(void **state)
{
	static const struct {
		const char *members;
		const char *changes; /* of clock five: path=value, blanks between */
	} cases[] = {
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:07:00Z'",
	        "verdicts.five.verdict=late verdicts.five.limit=PT5M "
	        "verdicts.five.due_at=2026-11-20T09:05:00Z "},
	    /* what it carries is not believed */
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:05:00Z','verdicts':{'five':"
	     "{'verdict':'late','limit':'PT1M','due_at':'2026-11-20T09:01:00Z'}}",
	        "verdicts.five.verdict=met verdicts.five.limit=PT5M "
	        "verdicts.five.due_at=2026-11-20T09:05:00Z "},
	    {"'from':'2026-11-20T09:00:00Z'", ""},
	    {"'from':'2026-11-20T09:00:00Z','verdicts':{'five':{'verdict':'met'}}",
	        "verdicts.five= "},
	    {"'from':'2026-11-20T09:00:00Z','verdicts':{'five':{'limit':'PT5M'}}",
	        "verdicts.five= "},
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T08:05:00Z'", ""},
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T08:05:00Z','verdicts':{'five':"
	     "{'verdict':'late'}}",
	        "verdicts.five= "},
	    {"'from':'2026-11-20T09:00:00Z','to':'soon','verdicts':{'five':{'verdict':'met'}}",
	        "verdicts.five= "},
	    /* an imported one stays; of that record no other clock applies */
	    {"'verdicts':{'five':{'verdict':'late','imported':true}}", ""},
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:05:00Z',"
	     "'verdicts':{'five':{'verdict':'late','imported':true}}",
	        ""},
	    {"'from':'2026-11-20T09:00:00Z','to':'2026-11-20T09:05:00Z',"
	     "'verdicts':{'five':{'verdict':'met'},'days':{'verdict':'late','imported':true}}",
	        "verdicts.five= "},
	};
	struct bench b;

	(void)state;
	bench_init(&b, NULL, 0);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_changes out = CRM_CHANGES_INIT;
		struct crm_buf text = CRM_BUF_INIT;

		judge(&b, cases[i].members, "2026-11-20T10:00:00Z");
		crm_clocks_refreeze(b.clocks, &b.view, at("2026-11-20T10:00:00Z"), &out);
		for (size_t j = 0; j < out.n; j++) {
			if (strncmp(out.items[j].path, "verdicts.five", 13) != 0)
				continue;
			crm_buf_addf(&text, "%s=", out.items[j].path);
			crm_cell_print(&out.items[j].cell, &text);
			crm_buf_addc(&text, ' ');
		}
		assert_string_equal(crm_buf_str(&text), cases[i].changes);
		crm_buf_release(&text);
		crm_changes_release(&out);
	}
	bench_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(frozen),
	    cmocka_unit_test(intervals),
	    cmocka_unit_test(freeze),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
