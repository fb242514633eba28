/*
 * lib/rules/sample/sample.h: verdicts, the last day, open points.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_sample.h"

static void waiting(void **state)
{
	static const struct crm_expected rows[] = {
	    {{SENT("style"), "receive", "", "", TEN, NULL}, true,
	        "received_at=" TEN "\nwaiting_at=" TEN "\n"},
	    {{SENT("style"), "receive", "", "", "2026-11-20T08:59:59Z", NINE}, false,
	        "error wrong_order at: is earlier than 'waiting_at', " NINE "\n"},
	    {{SENT("style"), "chase", "", "", TEN, NULL}, true, "chased_at=" TEN "\nchases=1\n"},
	    {{SENT("style") ",'chases':2,'chased_at':'" TEN "'", "chase", "", "", TEN, NULL}, true,
	        "chased_at=" TEN "\nchases=3\n"},
	    {{SENT("style") ",'chases':2,'chased_at':'" TEN "'", "chase", "", "", NINE, TEN}, false,
	        "error wrong_order at: is earlier than 'chased_at', " TEN "\n"},
	    {{SENT("style"), "keep", "kept_place=room 2", "", TEN, NULL}, true,
	        "kept_place=room 2\nkept_at=" TEN "\n"},
	    {{SENT("style"), "withdraw", "withdrawn_why=no order", "", TEN, NULL}, true,
	        "state=withdrawn\nwithdrawn_why=no order\nwithdrawn_at=" TEN "\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define WED MET("verdict", "3wd", "2026-11-25T09:00:00Z")

static void verdicts(void **state)
{
	static const struct crm_expected rows[] = {
	    {{SENT("style"), "verdict", "verdict=approved;reference=R", "", TEN, NULL}, true,
	        "verdict=approved\nreference=R\nverdict_at=" TEN "\nstate=approved\n" WED},
	    {{SENT("style"), "verdict", "verdict=comments;comments=darker", "", TEN, NULL}, true,
	        "verdict=comments\ncomments=darker\nverdict_at=" TEN "\nstate=approved\n" WED},
	    {{SENT("style"), "verdict", "verdict=rejected;comments=darker", "", TEN, NULL}, true,
	        "verdict=rejected\ncomments=darker\nverdict_at=" TEN "\nstate=rejected\n" WED},
	    {{SENT("style"), "verdict", "verdict=comments", "", TEN, NULL}, false,
	        "error missing_field comments: which they are: what is to be followed\n"},
	    {{SENT("style"), "verdict", "verdict=rejected;expiry=2027-01-01", "", TEN, NULL}, false,
	        "error missing_field comments: a rejection needs its reason\n"
	        "error bad_value expiry: is of an approved sample alone\n"},
	    {{SENT("style"), "verdict", "verdict=approved", "", "2026-11-20T08:59:59Z", NINE},
	        false, "error wrong_order at: is earlier than 'waiting_at', " NINE "\n"},
	    /* one that ends has its last day; the day of the step is not past */
	    {{SENT("boundary"), "verdict", "verdict=approved", "", TEN, NULL}, false,
	        "error missing_field expiry: a sample of sort 'boundary' needs it: the last day on "
	        "which it counts\n"},
	    {{SENT("boundary"), "verdict", "verdict=approved;expiry=2026-11-20", "", TEN, NULL},
	        true,
	        "verdict=approved\nexpiry=2026-11-20\nverdict_at=" TEN "\nstate=approved\n" WED},
	    {{SENT("boundary"), "verdict", "verdict=approved;expiry=2026-11-19", "", TEN, NULL},
	        false, "error expired expiry: is past on the day of the step\n"},
	    /* once; a second one corrects it */
	    {{JUDGED("rejected", "rejected", "style"), "verdict", "verdict=approved", "", TEN,
	         NULL},
	        false,
	        "error already_done verdict: there is one: --why corrects what was mistyped\n"},
	    {{JUDGED("rejected", "rejected", "style") ",'comments':'darker'", "verdict",
	         "verdict=approved", "why=slip", TEN, NULL},
	        true,
	        "verdict=approved\nverdict_at=" TEN "\n" AMENDED(
	            "verdict") "comments=\n"
	                       "state=approved\n" MET("verdict", "3wd", "2026-11-25T08:00:00Z")},
	    {{JUDGED("approved", "approved", "boundary") ",'expiry':'2027-01-01'", "verdict",
	         "verdict=rejected;comments=darker", "why=slip", TEN, NULL},
	        true,
	        "verdict=rejected\ncomments=darker\nverdict_at=" TEN
	        "\n" AMENDED("verdict,comments") "expiry=\nstate=rejected\n" MET(
	            "verdict", "3wd", "2026-11-25T08:00:00Z")},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define MASTER JUDGED("approved", "approved", "boundary") ",'expiry':'2026-11-30'"

static void renewing(void **state)
{
	static const struct crm_expected rows[] = {
	    {{MASTER, "renew", "expiry=2026-12-01", "reference=R2", TEN, NULL}, true,
	        "expiry=2026-12-01\nrenewed_at=" TEN "\nrenewals.KEY.at=" TEN
	        "\nrenewals.KEY.by=cs01\nrenewals.KEY.expiry=2026-12-01\n"
	        "renewals.KEY.expiry_before=2026-11-30\nrenewals.KEY.reference=R2\n"},
	    {{MASTER, "renew", "expiry=2026-11-30", "reference=R2", TEN, NULL}, false,
	        "error bad_value expiry: is not later than the last day that there is\n"},
	    {{MASTER, "renew", "expiry=2026-12-01", "", TEN, NULL}, false,
	        "error missing_field reference: 'renew' needs --reference\n"},
	    /* one that has expired lives again, from a day that is not past */
	    {{MASTER, "renew", "expiry=2026-12-04", "reference=R2", "2026-12-05T10:00:00Z", NULL},
	        false, "error expired expiry: is past on the day of the step\n"},
	    {{MASTER, "renew", "expiry=2026-12-05", "reference=R2", "2026-12-05T10:00:00Z", NULL},
	        true,
	        "expiry=2026-12-05\nrenewed_at=2026-12-05T10:00:00Z\n"
	        "renewals.KEY.at=2026-12-05T10:00:00Z\nrenewals.KEY.by=cs01\n"
	        "renewals.KEY.expiry=2026-12-05\nrenewals.KEY.expiry_before=2026-11-30\n"
	        "renewals.KEY.reference=R2\n"},
	    {{JUDGED("approved", "approved", "style"), "renew", "expiry=2026-12-01", "reference=R2",
	         TEN, NULL},
	        false, "error not_applicable expiry: it has no last day: nothing ends\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void holding(void **state)
{
	static const struct {
		const char *members, *at;
		bool want;
	} rows[] = {
	    {"'state':'approved'", "2099-01-01T00:00:00Z", true},
	    {"'state':'sent'", NINE, false},
	    {"'state':'rejected'", NINE, false},
	    {"'state':'withdrawn','verdict':'approved'", NINE, false},
	    {"'state':'void','verdict':'approved'", NINE, false},
	    {"'verdict':'approved'", NINE, false},
	    {"'state':'approved','expiry':'2026-12-31'", "2026-12-31T23:59:59Z", true},
	    {"'state':'approved','expiry':'2026-12-31'", "2027-01-01T00:00:00Z", false},
	    /* by the local day of who asks */
	    {"'state':'approved','expiry':'2026-12-31'", "2027-01-01T00:00:00+08:00", false},
	    {"'state':'approved','expiry':'2026-12-31'", "2026-12-31T23:59:59-05:00", true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_sample.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].members);
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		if (crm_sample_holds(&v, crm_take_at(rows[i].at)) != rows[i].want)
			fail_msg("row %zu", i);
		crm_arena_release(&a);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

#define TODO "'id':'C-1','customer':'VW','owner':'an','opened_at':'2026-11-16T09:00:00Z'"

/* NOW is Friday, 20 November, 01:00 UTC. */
static void todo(void **state)
{
	static const struct todo_expected rows[] = {
	    {TODO ",'sort':'style'", "data: data of the style sample; VW (customer); ; data\n"},
	    {TODO ",'sort':'style','due':'2026-11-25'",
	        "data: data of the style sample; VW (customer); ; data\n"
	        "sample: send the style sample; an; 2026-11-25T23:59:59Z; send\n"},
	    {TODO ",'sort':'accessory','data_at':'2026-11-19T09:00:00Z','due':'2026-11-22'",
	        "sample: send the accessory sample; an; 2026-11-22T23:59:59Z; send\n"},
	    {TODO ",'state':'sent','sort':'style','waiting_at':'2026-11-18T09:00:00Z'",
	        "verdict: verdict on the style sample; VW (customer); 2026-11-23T09:00:00Z; "
	        "verdict\n"},
	    {TODO ",'state':'sent','sort':'style','waiting_at':'2026-11-10T09:00:00Z','chased_at':"
	          "'2026-11-19T09:00:00Z','chases':1",
	        "verdict: verdict on the style sample; VW (customer); 2026-11-24T09:00:00Z; "
	        "verdict\n"},
	    {TODO ",'state':'rejected','sort':'style','verdict':'rejected'",
	        "sample: rejected: send another style sample; an; ; send\n"},
	    {TODO ",'state':'approved','sort':'style'", ""},
	    {TODO ",'state':'approved','sort':'master','expiry':'2026-11-20'",
	        "expiry: last day of the master sample; an; 2026-11-20; renew\n"},
	    {TODO ",'state':'approved','sort':'master','expiry':'2026-11-19'",
	        "expiry: the master sample has expired; an; 2026-11-19; renew\n"},
	    {TODO ",'state':'withdrawn','sort':'style'", ""},
	};

	(void)state;
	todo_run(&crm_sample, rows, COUNT(rows));
}

static void checking(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {"'state':'approved','verdict':'approved'", ""},
	    {"'state':'approved','verdict':'comments'", ""},
	    {"'state':'approved'", ""},
	    {"'state':'withdrawn','verdict':'rejected'", ""},
	    {"'state':'approved','verdict':'rejected'",
	        "error state_mismatch verdict: is another one than the state\n"},
	    {"'state':'rejected','verdict':'comments'",
	        "error state_mismatch verdict: is another one than the state\n"},
	    {"'state':'sent','verdict':'approved'",
	        "error state_mismatch verdict: is there, but the state has none\n"},
	    {"'verdict':'approved'",
	        "error state_mismatch verdict: is there, but the state has none\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_sample.flow.schema);
		struct crm_record *r = crm_take_record(rows[i].members);
		struct crm_findings *f = crm_findings_new();
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_view v;

		crm_view_of_record(shape, r, &a, &v);
		crm_sample.check(&v, f);
		crm_take_findings(f, &have);
		assert_string_equal(crm_buf_str(&have), rows[i].want);
		crm_buf_release(&have);
		crm_arena_release(&a);
		crm_findings_free(f);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(waiting),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(renewing),
	    cmocka_unit_test(holding),
	    cmocka_unit_test(todo),
	    cmocka_unit_test(checking),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
