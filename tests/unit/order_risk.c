/*
 * lib/rules/order/watch/risk.h: which promises are in danger, and by what; each code on both sides of its
 * boundary.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_risk.h"

/* ---- days ---- */

static void days(void **state)
{
	static const struct {
		const char *members, *now;
		int64_t days;
		const char *want;
	} rows[] = {
	    /* on the last day yes, a day later no */
	    {ID SOON, NINE, 7, "nothing_left 7 100 2026-11-27 : nothing has left us\n"},
	    {ID SOON, NINE, 6, ""},
	    {ID ",'promised':'2026-11-20'", NINE, 0,
	        "nothing_left 0 100 2026-11-20 : nothing has left us\n"},
	    {ID ",'promised':'2026-11-21'", NINE, 0, ""},
	    {ID ",'promised':'2026-11-19'", NINE, 0,
	        "overdue -1 100 2026-11-19 : 1 day late, nothing has left us\n"},
	    {ID ",'promised':'2026-11-18'", NINE, 0,
	        "overdue -2 100 2026-11-18 : 2 days late, nothing has left us\n"},
	    /* the local day of who asks */
	    {ID ",'promised':'2026-11-20'", "2026-11-20T23:59:59-05:00", 0,
	        "nothing_left 0 100 2026-11-20 : nothing has left us\n"},
	    {ID ",'promised':'2026-11-20'", "2026-11-21T00:00:00+08:00", 0,
	        "overdue -1 100 2026-11-20 : 1 day late, nothing has left us\n"},
	    /* what is promised now, else first, else wanted */
	    {ID ",'requested':'2026-11-20','promised':'2026-11-21','promised_now':'2026-11-22'",
	        NINE, 1, ""},
	    {ID ",'requested':'2026-11-20','promised':'2026-11-21','promised_now':'2026-11-22'",
	        NINE, 2, "nothing_left 2 100 2026-11-22 : nothing has left us\n"},
	    {ID ",'requested':'2026-11-20'", NINE, 0,
	        "nothing_left 0 100 2026-11-20 : nothing has left us\n"},
	    /* without a day nothing is promised */
	    {ID, NINE, 1000, ""},
	    {"'id':'O-1','promised':'2026-11-20'", NINE, 0,
	        "nothing_left 0 -1 2026-11-20 : nothing has left us\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		risk_is(rows[i].members, NULL, rows[i].now, rows[i].days, true, rows[i].want);
}

static void pieces(void **state)
{
	static const struct expected rows[] = {
	    {ID MADE SOON LEFT(99), "part_left 7 100 2026-11-27 : 99 have left us\n"},
	    {ID MADE SOON LEFT(100),
	        "in_transit 7 100 2026-11-27 : all has left us, not confirmed by the customer\n"},
	    {ID MADE SOON HERE(99), "part_left 7 1 2026-11-27 : 99 have left us\n"},
	    {ID MADE SOON HERE(100), ""},
	    /* what may be missing is not missed */
	    {ID MADE ",'under':'5'" SOON HERE(95), ""},
	    {ID MADE ",'under':'5'" SOON HERE(94), "part_left 7 6 2026-11-27 : 94 have left us\n"},
	    {ID MADE ",'promised':'2026-11-19'" LEFT(100),
	        "overdue -1 100 2026-11-19 : 1 day late, all has left us\n"},
	    {ID MADE ",'promised':'2026-11-19'" LEFT(60),
	        "overdue -1 100 2026-11-19 : 1 day late, not all has left us\n"},
	    /* pieces that did not arrive are to leave again */
	    {ID MADE SOON LOST(100, 60),
	        "part_left 7 40 2026-11-27 : 60 have left us, and 40 did not arrive\n"},
	    {ID MADE SOON LOST(100, 99),
	        "part_left 7 1 2026-11-27 : 99 have left us, and 1 did not arrive\n"},
	    {ID MADE ",'under':'1'" SOON LOST(100, 99), ""},
	    {ID MADE SOON LOST(100, 0),
	        "nothing_left 7 100 2026-11-27 : nothing has left us that was not lost\n"},
	    {ID MADE ",'promised':'2026-11-19'" LOST(100, 60),
	        "overdue -1 40 2026-11-19 : 1 day late, not all has left us\n"},
	    {ID ",'promised':'2026-11-19','delivered_at':'2026-11-19T09:00:00Z'", ""},
	    {ID ",'promised':'2026-11-19','state':'delivered'", ""},
	    {ID ",'promised':'2026-11-19','state':'cancelled'", ""},
	    {ID ",'promised':'2026-11-19','state':'void'", ""},
	    /* a line's own day, though the order's, the last of them, is to come */
	    {"'id':'O-1','promised':'2026-12-24','lines':{'10':{'line':'10','part':'A',"
	     "'quantity':5,'promised':'2026-11-19'},'20':{'line':'20','part':'B','quantity':7,"
	     "'promised':'2026-12-24'}}",
	        "overdue 10 -1 5 2026-11-19 : 1 day late, nothing has left us\n"},
	    /* each line by its own day and pieces; of the order, the first day */
	    {"'id':'O-1','lines':{'10':{'line':'10','part':'A','quantity':5,'promised':"
	     "'2026-11-27'},'20':{'line':'20','part':'B','quantity':7,'promised':'2026-11-28'},"
	     "'30':{'line':'30','part':'C','quantity':9,'promised':'2026-11-25'}},'form':'verbal'",
	        "nothing_left 10 7 5 2026-11-27 : nothing has left us\n"
	        "nothing_left 30 5 9 2026-11-25 : nothing has left us\n"
	        "no_paper 5 14 2026-11-25 : a verbal order: the written one is not in hand\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		risk_is(rows[i].members, NULL, NINE, 7, true, rows[i].want);
}

/* ---- the way to production ---- */

#define OPENED ",'opened_at':'2026-11-01T09:00:00Z'"
#define APPROVED ",'approved_at':'2026-11-01T09:00:00Z'"
#define CONFIRMED ",'confirmed_at':'2026-11-01T09:00:00Z'"
#define RELEASED ",'released_at':'2026-11-01T09:00:00Z'"

static void way(void **state)
{
	static const struct expected rows[] = {
	    /* as the ERP has it: only what it says */
	    {ID SOON, NOTHING},
	    {ID SOON OPENED, NOTHING "not_confirmed\n"},
	    {ID SOON OPENED APPROVED, NOTHING "not_confirmed\n"},
	    {ID SOON OPENED APPROVED CONFIRMED, NOTHING "not_released\n"},
	    {ID SOON OPENED APPROVED CONFIRMED RELEASED, NOTHING "not_started\n"},
	    {ID SOON MADE, NOTHING},
	    {ID SOON MADE ",'releases':{'a':{'paper':'plan','department':'x'}}",
	        NOTHING "not_received\n"},
	    {ID SOON MADE ",'releases':{'a':{'paper':'plan','department':'x','received_at':"
	                  "'2026-11-05T09:00:00Z'}}",
	        NOTHING "not_begun\n"},
	    {ID SOON MADE ",'releases':{'a':{'paper':'plan','department':'x','received_at':"
	                  "'2026-11-05T09:00:00Z','begun_at':'2026-11-05T09:00:00Z'}}",
	        NOTHING},
	    /* what has left us has them behind it */
	    {ID SOON OPENED LEFT(100), "in_transit\n"},
	    {ID SOON MADE ",'form':'verbal'", NOTHING "no_paper\n"},
	    {ID SOON MADE ",'form':'written'", NOTHING},
	    {ID SOON MADE ",'form':'verbal','files':{'a':{'what':'order','sha256':'00'}}", NOTHING},
	    {ID SOON MADE ",'changes':{'a':{'reference':'R'}}", NOTHING "change\n"},
	    {ID SOON MADE ",'changes':{'a':{'reference':'R','approved_at':'2026-11-05T09:00:00Z'}}",
	        NOTHING "change\n"},
	    {ID SOON MADE ",'changes':{'a':{'reference':'R','approved_at':'2026-11-05T09:00:00Z',"
	                  "'passed_at':'2026-11-05T09:00:00Z'}}",
	        NOTHING},
	};

	(void)state;
	risk_all(rows, COUNT(rows), NULL);
}

/* ---- facts ---- */

static void facts(void **state)
{
	static const struct expected rows[] = {
	    /* on its day a milestone is not late; on that of the promise not too late */
	    {ID SOON MADE ",'milestones':{'a':{'planned':'2026-11-19'}}",
	        NOTHING "milestone_late\n"},
	    {ID SOON MADE ",'milestones':{'a':{'planned':'2026-11-20'}}", NOTHING},
	    {ID SOON MADE ",'milestones':{'a':{'planned':'2026-11-27'}}", NOTHING},
	    {ID SOON MADE ",'milestones':{'a':{'planned':'2026-11-28'}}",
	        NOTHING "milestone_after_promise\n"},
	    {ID SOON MADE ",'milestones':{'a':{'planned':'2026-11-19','reached_at':"
	                  "'2026-11-20T08:00:00Z'}}",
	        NOTHING},
	    {ID SOON ",'materials_by':'2026-11-26'", NOTHING},
	    {ID SOON ",'materials_by':'2026-11-27'", NOTHING "materials_late\n"},
	    {ID SOON ",'materials_by':'2026-11-24','ship_on':'2026-11-25'", NOTHING},
	    {ID SOON ",'materials_by':'2026-11-25','ship_on':'2026-11-25'",
	        NOTHING "materials_late\n"},
	    {ID SOON MADE ",'materials_by':'2026-11-28'", NOTHING},
	    {ID SOON ",'warehouse_by':'2026-11-19'", NOTHING "warehouse\n"},
	    {ID SOON ",'warehouse_by':'2026-11-20'", NOTHING},
	    {ID SOON ",'warehouse_by':'2026-11-19','warehoused_at':'2026-11-20T08:00:00Z'",
	        NOTHING},
	    {ID SOON ",'points':{'a':{'text':'t','before':'start'}}", NOTHING "point\n"},
	    {ID SOON ",'points':{'a':{'text':'t','before':'file'}}", NOTHING},
	    {ID SOON ",'points':{'a':{'text':'t','cleared_at':'2026-11-20T08:00:00Z'}}", NOTHING},
	    {ID SOON ",'points':{'a':{'text':'t','department':'quality'}}", NOTHING "condition\n"},
	    {ID SOON ",'specification_at':'2026-11-10T09:00:00Z'", NOTHING "specification\n"},
	    {ID SOON ",'specification_at':'2026-11-10T09:00:00Z','specified_at':"
	             "'2026-11-11T09:00:00Z'",
	        NOTHING},
	    {ID SOON ",'documents':{'a':{'document':'invoice'}}", NOTHING "document_missing\n"},
	    {ID SOON ",'documents':{'a':{'document':'invoice','done_at':'2026-11-10T09:00:00Z'}}",
	        NOTHING},
	    {ID SOON ",'export':true", NOTHING "booking_missing\nexport\n"},
	    {ID SOON ",'export':true,'booking':'B1','export_check':'hit'", NOTHING "export\n"},
	    {ID SOON ",'export':true,'booking':'B1','export_check':'clear'", NOTHING},
	    {ID SOON ",'export':false", NOTHING},
	};

	(void)state;
	risk_all(rows, COUNT(rows), NULL);
}

#define FAILED "'a':{'at':'2026-11-18T09:00:00Z','whose':'ours','lot':'L1','result':'failed'}"
#define PASSED(at, of) "'b':{'at':'2026-11-" at "T09:00:00Z'," of ",'result':'passed'}"

static void inspections(void **state)
{
	static const struct expected rows[] = {
	    {ID SOON ",'inspections':{" FAILED "}", NOTHING "inspection\n"},
	    {ID SOON ",'inspections':{" FAILED "," PASSED("19", "'whose':'ours','lot':'L1'") "}",
	        NOTHING},
	    {ID SOON ",'inspections':{" FAILED "," PASSED("19", "'whose':'ours'") "}", NOTHING},
	    /* one before it, of another lot, by another, does not help */
	    {ID SOON ",'inspections':{" FAILED "," PASSED("17", "'whose':'ours','lot':'L1'") "}",
	        NOTHING "inspection\n"},
	    {ID SOON ",'inspections':{" FAILED "," PASSED("19", "'whose':'ours','lot':'L2'") "}",
	        NOTHING "inspection\n"},
	    {ID SOON ",'inspections':{" FAILED
	             "," PASSED("19", "'whose':'customer','lot':'L1'") "}",
	        NOTHING "inspection\n"},
	    {ID SOON ",'customer_inspection':true", NOTHING "inspection\n"},
	    {ID SOON ",'customer_inspection':true,'inspections':{" PASSED(
	         "19", "'whose':'customer'") "}",
	        NOTHING},
	};

	(void)state;
	risk_all(rows, COUNT(rows), NULL);
}

static void dangers(void **state)
{
	static const struct expected rows[] = {
	    {ID SOON ",'dangers':{'a':{'text':'t','day':'2026-12-01'}}",
	        NOTHING "danger 7 100 2026-11-27 2026-12-01: t: the customer was not told\n"},
	    {ID SOON ",'dangers':{'a':{'cause':'material','told_at':'2026-11-10T09:00:00Z'}}",
	        NOTHING "danger 7 100 2026-11-27 : material: the customer has not answered\n"},
	    {ID SOON ",'dangers':{'a':{'text':'t','answer':'refused'}}",
	        NOTHING "danger 7 100 2026-11-27 : t: the customer does not agree\n"},
	    {ID SOON ",'dangers':{'a':{'text':'t','answer':'agreed'}}", NOTHING},
	    {ID SOON ",'dangers':{'a':{'text':'t','answer':'withdrawn'}}", NOTHING},
	    /* of goods on their way too */
	    {ID SOON LEFT(100) ",'dangers':{'a':{'text':'t'}}",
	        "in_transit\ndanger 7 100 2026-11-27 : t: the customer was not told\n"},
	};
	const char *lines =
	    "'id':'O-1','lines':{'10':{'line':'10','quantity':5,'promised':'2026-11-27'"
	    "},'20':{'line':'20','quantity':7,'promised':'2026-11-28'}},'dangers':{'a':{"
	    "'text':'t','line':'20'},'b':{'text':'u','line':'10'}}";

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf have = CRM_BUF_INIT;
		const char *danger, *want = strstr(rows[i].want, "danger");

		risk_judge(rows[i].members, NULL, NINE, 7, true, &have);
		danger = strstr(crm_buf_str(&have), "\ndanger");
		if (want == NULL)
			assert_null(danger);
		else
			assert_string_equal(danger != NULL ? danger + 1 : "", want);
		crm_buf_release(&have);
	}
	/* of a line that is not looked at yet it is not told */
	risk_is(lines, NULL, NINE, 7, false, "nothing_left 10\ndanger\n");
	risk_is(lines, NULL, NINE, 8, false, "nothing_left 10\nnothing_left 20\ndanger\ndanger\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(days),
	    cmocka_unit_test(pieces),
	    cmocka_unit_test(way),
	    cmocka_unit_test(facts),
	    cmocka_unit_test(inspections),
	    cmocka_unit_test(dangers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
