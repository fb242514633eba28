/*
 * On-time delivery of orders (lib/rules/order/figures/order_figures.h; design section 7): both sides
 * of every boundary, what is left out and counted, what is named.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_figures_bench.h"

/* ---- one order against its day: on_time_due as NUM/DEN and its exclusion ---- */

#define EXACT                                          \
	{                                              \
		.due = CRM_DUE_PROMISED, .exact = true \
	}
#define WINDOW                                         \
	{                                              \
		.begins = true, .first = -3, .last = 0 \
	}
#define LATER                                           \
	{                                               \
		.begins = true, .first = -99, .last = 2 \
	}

static const struct {
	const char *what;
	struct crm_order_delivery ask;
	const char *record, *want;
} single[] = {
    {"the last second of the due day", PROMISED, DUE "," DONE("2026-11-10T23:59:59+08:00"), "1/1"},
    {"the day after", PROMISED, DUE "," DONE("2026-11-11T00:00:00+08:00"), "0/1"},
    {"the stamp's own day", PROMISED, DUE "," DONE("2026-11-10T23:00:00-05:00"), "1/1"},
    {"early is in time", PROMISED, DUE "," DONE("2026-01-01T00:00:00Z"), "1/1"},
    {"open on its day", PROMISED, "'promised':'2026-11-20'", "0/0 running=1"},
    {"open the day after", PROMISED, "'promised':'2026-11-19'", "0/1"},
    {"delivered before its day comes", PROMISED,
        "'promised':'2026-12-24'," DONE("2026-11-19T00:00:00Z"), "1/1"},
    {"undated", PROMISED, "'requested':'2026-11-10'," DONE("2026-11-10T00:00:00Z"),
        "0/0 undated=1"},
    {"the first promise, moved three times", PROMISED,
        DUE
        ",'promised_now':'2026-11-15','promises':{'a':{'day':'2026-11-12'},'b':{'day':'2026-11-13'},"
        "'c':{'day':'2026-11-15'}}," DONE("2026-11-14T00:00:00Z"),
        "0/1"},
    {"the promise as it stands", {.due = CRM_DUE_CURRENT},
        DUE ",'promised_now':'2026-11-15'," DONE("2026-11-15T00:00:00Z"), "1/1"},
    {"it stands as it was first", {.due = CRM_DUE_CURRENT}, DUE "," DONE("2026-11-11T00:00:00Z"),
        "0/1"},
    {"the customer's day", {.due = CRM_DUE_REQUESTED},
        DUE ",'requested':'2026-11-08'," DONE("2026-11-09T00:00:00Z"), "0/1"},
    {"no day of the customer's", {.due = CRM_DUE_REQUESTED}, DUE "," DONE("2026-11-09T00:00:00Z"),
        "0/0 undated=1"},
    {"cancelled", PROMISED, DUE ",'state':'cancelled'", "0/0 cancelled=1"},
    {"refused", PROMISED, DUE ",'state':'refused'", "0/0 cancelled=1"},
    {"void", PROMISED, DUE ",'state':'void'", "0/0 void=1"},
    {"duplicate", PROMISED, DUE ",'state':'duplicate'", "0/0 duplicate=1"},
    {"delivered, nobody wrote when", PROMISED, DUE ",'state':'delivered'", "0/0 missing=1"},
    {"unreadable", PROMISED, DUE ",'delivered_at':'soon'", "0/0 bad=1"},
    {"unreadable day", PROMISED, "'promised':'soon'," DONE("2026-11-09T00:00:00Z"), "0/0 bad=1"},
    /* the window */
    {"three days before", WINDOW, DUE "," DONE("2026-11-07T00:00:00Z"), "1/1"},
    {"four days before", WINDOW, DUE "," DONE("2026-11-06T23:59:59Z"), "0/1"},
    {"two days after, of two", LATER, DUE "," DONE("2026-11-12T23:00:00Z"), "1/1"},
    {"three days after, of two", LATER, DUE "," DONE("2026-11-13T00:00:00Z"), "0/1"},
    {"open two days after, of two", LATER, "'promised':'2026-11-18'", "0/0 running=1"},
    {"open three days after, of two", LATER, "'promised':'2026-11-17'", "0/1"},
    /* the instant, on the customer's clock */
    {"before the end of their day", EXACT,
        "'customer':'FORD'," DUE "," DONE("2026-11-11T04:59:59Z"), "1/1"},
    {"their day has ended", EXACT, "'customer':'FORD'," DUE "," DONE("2026-11-11T05:00:00Z"),
        "0/1"},
    {"ours, where they have no zone", EXACT,
        "'customer':'VW'," DUE "," DONE("2026-11-10T15:59:59Z"), "1/1"},
    {"  has ended", EXACT, "'customer':'VW'," DUE "," DONE("2026-11-10T16:00:00Z"), "0/1"},
    {"at due_time", EXACT,
        "'customer':'FORD','due_time':'10:00'," DUE "," DONE("2026-11-10T15:00:00Z"), "1/1"},
    {"after due_time", EXACT,
        "'customer':'FORD','due_time':'10:00'," DUE "," DONE("2026-11-10T15:00:01Z"), "0/1"},
    {"due_time without --exact", PROMISED,
        "'customer':'FORD','due_time':'10:00'," DUE "," DONE("2026-11-10T15:00:01Z"), "1/1"},
    {"no time of day", EXACT, "'due_time':'ten'," DUE "," DONE("2026-11-10T00:00:00Z"),
        "0/0 bad=1"},
    {"no such time of day", EXACT, "'due_time':'25:00'," DUE "," DONE("2026-11-10T00:00:00Z"),
        "0/0 bad=1"},
    /* which day counts */
    {"arrived late", PROMISED,
        DUE ",'shipped_at':'2026-11-10T00:00:00Z'," DONE("2026-11-12T00:00:00Z"), "0/1"},
    {"  but left in time", {.shipped = true},
        DUE ",'shipped_at':'2026-11-10T00:00:00Z'," DONE("2026-11-12T00:00:00Z"), "1/1"},
    {"left, not there", PROMISED, DUE ",'state':'shipped','shipped_at':'2026-11-10T00:00:00Z'",
        "0/1"},
    {"  counted by its leaving", {.shipped = true},
        DUE ",'state':'shipped','shipped_at':'2026-11-10T00:00:00Z'", "1/1"},
};

static void an_order_against_its_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(single); i++) {
		const char *records[] = {single[i].record, NULL};
		const struct crm_figures_opts o = {0};
		struct crm_buf want = CRM_BUF_INIT;
		int on = single[i].want[0] == '1', any = single[i].want[2] == '1';

		crm_buf_addf(&want, "on_time_due %s%s %s; ",
		    !any     ? "null"
		        : on ? "100.0000"
		             : "0.0000",
		    "", single[i].want);
		print_message("# %s\n", single[i].what);
		counts(&single[i].ask, &o, records, "|on_time_due|", crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

/* ---- several orders ---- */

static const char *const several[] = {
    "'customer':'VW','product':'P'," DUE "," DONE("2026-11-10T00:00:00Z"),
    "'customer':'VW','product':'P'," DUE "," DONE("2026-11-13T00:00:00Z"),
    "'customer':'BMW','promised':'2026-10-31'," DONE("2026-10-30T00:00:00Z"),
    "'customer':'BMW','promised':'2026-11-18'",
    "'customer':'BMW','promised':'2026-11-25'",
    "'customer':'BMW'," DONE("2026-11-10T00:00:00Z"),
    "'customer':'BMW','promised':'2026-11-01','state':'cancelled'",
    NULL,
};

static void late_early_and_open(void **state)
{
	static const struct crm_order_delivery ask = PROMISED;
	const struct crm_figures_opts o = {0};

	(void)state;
	counts(&ask, &o, several, NULL,
	    "count 6 -1/-1 cancelled=1; late_entry 0 0/6 cancelled=1; "
	    "on_time_due 50.0000 2/4 running=1 undated=1 cancelled=1; "
	    "on_time_all 40.0000 2/5 undated=1 cancelled=1; "
	    "otif null 0/0 blank=4 running=1 undated=1 cancelled=1; "
	    "on_time_due_lines 50.0000 2/4 running=1 undated=1 cancelled=1; "
	    "on_time_all_lines 40.0000 2/5 undated=1 cancelled=1; "
	    "otif_lines null 0/0 blank=4 running=1 undated=1 cancelled=1; "
	    "on_time_due_pieces null 0/0 blank=4 running=1 undated=1 cancelled=1; "
	    "on_time_all_pieces null 0/0 blank=5 undated=1 cancelled=1; "
	    "late 2 2/4 running=1 undated=1 cancelled=1; "
	    "open_overdue 1 1/4 running=1 undated=1 cancelled=1; "
	    "early 1 1/4 running=1 undated=1 cancelled=1; "
	    "days mean late 3.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days median late 3.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days p95 late 3.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days max late 3.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days mean open_overdue 2.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days median open_overdue 2.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days p95 open_overdue 2.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days max open_overdue 2.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days mean early 1.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days median early 1.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days p95 early 1.000000 -1/1 not_applying=4 undated=1 cancelled=1; "
	    "days max early 1.000000 -1/1 not_applying=4 undated=1 cancelled=1; ");
}

/* By the due day, not by the day of delivery; without a day there is no month. */
static void by_month_of_the_due_day(void **state)
{
	static const struct crm_order_delivery ask = PROMISED;
	const struct crm_figures_opts o = {.by = "month"};
	const struct crm_figures_opts period = {.from = "2026-11-01", .to = "2026-11-10"};
	const struct crm_figures_opts empty = {.from = "2026-09-01", .to = "2026-09-30"};
	const struct crm_figures_opts last = {.from = "2026-10-31", .to = "2026-10-31"};

	(void)state;
	counts(&ask, &o, several, "|on_time_due|",
	    ": on_time_due null 0/0 undated=1; 2026-10: on_time_due 100.0000 1/1; "
	    "2026-11: on_time_due 33.3333 1/3 running=1 cancelled=1; ");
	counts(&ask, &period, several, "|on_time_due|on_time_due_lines|",
	    "on_time_due 50.0000 1/2 undated=1 outside=3 cancelled=1; "
	    "on_time_due_lines 50.0000 1/2 undated=1 outside=3 cancelled=1; ");
	counts(&ask, &empty, several, "|on_time_due|on_time_all|late|",
	    "on_time_due null 0/0 undated=1 outside=6; on_time_all null 0/0 undated=1 outside=6; "
	    "late null 0/0 undated=1 outside=6; ");
	counts(&ask, &last, several, "|on_time_due|",
	    "on_time_due 100.0000 1/1 undated=1 outside=5; ");
}

/* ---- the words of the options ---- */

static void windows_are_read(void **state)
{
	static const struct {
		const char *text;
		int rc, first, last;
	} all[] = {
	    {"-3d..0d", 0, -3, 0},
	    {"0d..0d", 0, 0, 0},
	    {"-10d..+2d", 0, -10, 2},
	    {"1d..0d", -1, 0, 0},
	    {"-3d", -1, 0, 0},
	    {"-3..0", -1, 0, 0},
	    {"-3d..0d ", -1, 0, 0},
	    {"d..d", -1, 0, 0},
	    {"-99999d..0d", -1, 0, 0},
	};
	enum crm_order_due due = CRM_DUE_PROMISED;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct crm_order_delivery ask = PROMISED;

		assert_int_equal(crm_order_window_read(all[i].text, &ask), all[i].rc);
		assert_int_equal(ask.begins, all[i].rc == 0);
		assert_int_equal(ask.first, all[i].first);
		assert_int_equal(ask.last, all[i].last);
	}
	assert_int_equal(crm_order_due_read("current", &due), 0);
	assert_int_equal(due, CRM_DUE_CURRENT);
	assert_int_equal(crm_order_due_read("shipped", &due), -1);
}

static void rule_of(void *arg, const struct crm_figure *row)
{
	struct crm_buf *out = arg;

	if (strcmp(row->figure, "on_time_due") == 0)
		crm_buf_addz(out, row->rule);
}

static void choices_are_named(void **state)
{
	static const struct {
		struct crm_order_delivery ask;
		const char *named[3];
	} all[] = {
	    {PROMISED,
	        {"due: the first promise", "calendar day on which it arrived", "equal or early"}},
	    {{.due = CRM_DUE_REQUESTED, .shipped = true},
	        {"due: the day that the customer wants", "calendar day on which it left us",
	            "early"}},
	    {{.due = CRM_DUE_CURRENT, .exact = true, .begins = true, .first = -3},
	        {"due: the promise as it stands", "the instant on which it arrived", "-3d..0d"}},
	};
	const struct crm_figures_opts o = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct bench b = {.arena = CRM_ARENA_INIT};

		assert_int_equal(
		    open_bench(&b, crm_order_delivery_figures(&all[i].ask, &b.arena), &o), 0);
		crm_figures_rows(b.figures, rule_of, &b.out);
		for (size_t k = 0; k < 3; k++) {
			if (strstr(crm_buf_str(&b.out), all[i].named[k]) == NULL)
				fail_msg("%s: %s", all[i].named[k], crm_buf_str(&b.out));
		}
		close_bench(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_order_against_its_day),
	    cmocka_unit_test(late_early_and_open),
	    cmocka_unit_test(by_month_of_the_due_day),
	    cmocka_unit_test(windows_are_read),
	    cmocka_unit_test(choices_are_named),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
