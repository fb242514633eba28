/*
 * lib/rules/sample/sample.h: what a sort asks for, when it is to be sent, and rounds.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_sample.h"

#define OPENED(given)                                              \
	{                                                          \
		NULL, "open", "customer=VW;" given, "", NINE, NULL \
	}

static void opening(void **state)
{
	static const struct crm_expected rows[] = {
	    {OPENED("sort=style;substitute=cotton"), true,
	        "state=open\ncustomer=VW\nsort=style\nsubstitute=cotton\nopened_at=" NINE "\n"},
	    {OPENED("sort=stile"), false,
	        "error bad_value sort: 'stile' is no sort of the procedure's, expected one of: style, "
	        "sales, colour, accessory, shipping, both, hours, boundary\n"},
	    /* all that it asks for, at once */
	    {OPENED("sort=colour;substitute=cotton"), false,
	        "error missing_field light_source: a sample of sort 'colour' needs it: under which "
	        "light it is compared\n"
	        "error missing_field copies: a sample of sort 'colour' needs it: at least 3\n"
	        "error substitute_refused substitute: a sample of sort 'colour' is of the right "
	        "material\n"},
	    {OPENED("sort=colour;light_source=D65;copies=2"), false,
	        "error bad_value copies: is 2: a sample of sort 'colour' needs at least 3\n"},
	    {OPENED("sort=colour;light_source=D65;copies=3"), true,
	        "state=open\ncustomer=VW\nsort=colour\nlight_source=D65\ncopies=3\nopened_at=" NINE
	        "\n"},
	    {OPENED("sort=sales;sizes=S M L"), false,
	        "error missing_field colours: a sample of sort 'sales' needs them: all that there "
	        "are\n"},
	    {OPENED("sort=sales;colours=red blue"), false,
	        "error missing_field sizes: a sample of sort 'sales' needs them: all that there are\n"},
	    /* the shipment is known: a week before it */
	    {OPENED("sort=shipping;ship_on=2026-12-08"), true,
	        "state=open\ncustomer=VW\nsort=shipping\nship_on=2026-12-08\nopened_at=" NINE
	        "\ndue=2026-12-01\n"},
	    {OPENED("sort=shipping;ship_on=2026-12-08;due=2026-11-25"), true,
	        "state=open\ncustomer=VW\nsort=shipping\nship_on=2026-12-08\ndue=2026-11-25\n"
	        "opened_at=" NINE "\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define DATA(sort, more, given, at)                                                        \
	{                                                                                  \
		BASE ",'state':'open','sort':'" sort "'" more, "data", given, "", at, NULL \
	}

/* Due by the sort's limit from the handover, or before the shipment: the earlier. */
static void handing_over(void **state)
{
	static const struct crm_expected rows[] = {
	    {DATA("accessory", "", "", NINE), true, "data_at=" NINE "\ndue=2026-11-23\n"},
	    /* the day is the local one */
	    {DATA("accessory", "", "", "2026-11-20T23:30:00+08:00"), true,
	        "data_at=2026-11-20T23:30:00+08:00\ndue=2026-11-23\n"},
	    {DATA("accessory", "", "", "2026-11-21T00:30:00+08:00"), true,
	        "data_at=2026-11-21T00:30:00+08:00\ndue=2026-11-24\n"},
	    {DATA("style", "", "", NINE), true, "data_at=" NINE "\n"},
	    /* a Friday: the third working day is a Wednesday */
	    {DATA("both", "", "", NINE), true, "data_at=" NINE "\ndue=2026-11-25\n"},
	    {DATA("both", "", "ship_on=2026-12-02", NINE), true,
	        "ship_on=2026-12-02\ndata_at=" NINE "\ndue=2026-11-25\n"},
	    {DATA("both", "", "ship_on=2026-12-01", NINE), true,
	        "ship_on=2026-12-01\ndata_at=" NINE "\ndue=2026-11-24\n"},
	    {DATA("hours", "", "", "2026-11-20T07:59:59Z"), true,
	        "data_at=2026-11-20T07:59:59Z\ndue=2026-11-20\nwarning before_start at: "
	        "'2026-11-20T07:59:59Z' is earlier than 'opened_at', " EIGHT "\n"},
	    {DATA("hours", "", "", EIGHT), true, "data_at=" EIGHT "\ndue=2026-11-21\n"},
	    /* a day that somebody has set stays */
	    {DATA("accessory", ",'due':'2026-11-30'", "", NINE), true, "data_at=" NINE "\n"},
	    {DATA("accessory", "", "due=2026-11-21", NINE), true,
	        "due=2026-11-21\ndata_at=" NINE "\n"},
	    {DATA("accessory", ",'data_at':'" NINE "'", "", TEN), false,
	        "error already_done data_at: 'data_at' is " NINE
	        ": already done; to mend it use amend\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define LAST "'sort':'shipping','ship_on':'2026-12-08','due':'2026-12-01'"

/* What was derived follows; what was sent, or judged, stays. */
static void amending(void **state)
{
	static const struct crm_expected rows[] = {
	    {{BASE ",'state':'open'," LAST, "amend", "ship_on=2026-12-10", "why=slip", TEN, NULL},
	        true, "ship_on=2026-12-10\ndue=2026-12-03\n" AMENDED("ship_on")},
	    {{BASE ",'state':'open'," LAST, "amend", "ship_on=", "why=slip", TEN, NULL}, true,
	        "ship_on=\ndue=\n" AMENDED("ship_on")},
	    {{BASE ",'state':'open','sort':'shipping','ship_on':'2026-12-08','due':'2026-11-25'",
	         "amend", "ship_on=2026-12-10", "why=slip", TEN, NULL},
	        true, "ship_on=2026-12-10\n" AMENDED("ship_on")},
	    {{BASE ",'state':'open','sort':'style'", "amend", "sort=colour", "why=slip", TEN, NULL},
	        false,
	        "error missing_field light_source: a sample of sort 'colour' needs it: under which "
	        "light it is compared\n"
	        "error missing_field copies: a sample of sort 'colour' needs it: at least 3\n"},
	    {{SENT("style"), "amend", "lot=L2;sort=boundary", "why=slip", TEN, NULL}, false,
	        "error not_amendable sort: was sent so: another one is another sample, or another "
	        "round\n"
	        "error not_amendable lot: was sent so: another one is another sample, or another "
	        "round\n"},
	    {{JUDGED("rejected", "rejected", "style"), "amend", "lot=L2", "why=slip", TEN, NULL},
	        true, "lot=L2\n" AMENDED("lot") MET("verdict", "3wd", "2026-11-25T08:00:00Z")},
	    {{JUDGED("approved", "approved", "style"), "amend", "lot=L2", "why=slip", TEN, NULL},
	        false,
	        "error not_amendable lot: was sent so: another one is another sample, or another "
	        "round\n"},
	    {{JUDGED("approved", "approved", "style"), "amend", "verdict=rejected", "why=slip", TEN,
	         NULL},
	        false, "error not_amendable verdict: is set by the step 'verdict'\n"},
	    {{JUDGED("approved", "approved", "style"), "amend", "expiry=2027-01-01", "why=slip",
	         TEN, NULL},
	        false, "error not_amendable expiry: is set by the step 'renew'\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define FIRST "sent_how=DHL\nsent_at=" NINE "\nstate=sent\nwaiting_at=" NINE "\nround=1\n"

static void sending(void **state)
{
	static const struct crm_expected rows[] = {
	    {{BASE ",'state':'open','sort':'style'", "send", "sent_how=DHL", "", NINE, NULL}, true,
	        FIRST},
	    {{BASE ",'state':'open','sort':'colour','copies':3", "send", "copies=2", "", NINE,
	         NULL},
	        false,
	        "error missing_field light_source: a sample of sort 'colour' needs it: under which "
	        "light it is compared\n"
	        "error bad_value copies: is 2: a sample of sort 'colour' needs at least 3\n"},
	    {{BASE ",'state':'open','sort':'style'", "send", "", "", "2026-11-20T07:59:59Z", NINE},
	        false, "error wrong_order at: is earlier than 'opened_at', " EIGHT "\n"},
	    {{SENT("style"), "send", "", "", TEN, NULL}, false,
	        "error wrong_state state: is sent; 'send' needs open or rejected\n"},
	    /* another round: what was judged goes to the rounds, the first sending stays */
	    {{JUDGED("rejected", "rejected",
	          "style") ",'lot':'L1','verdict_by':'M','reference':'R1','comments':'too "
	                   "light','received_at':'" NINE "','chased_at':'" NINE "','chases':2",
	         "send", "lot=L2", "", TEN, NULL},
	        true,
	        "lot=L2\nrounds.1.round=1\nrounds.1.by=cs01\nrounds.1.at=" NINE
	        "\nrounds.1.sent_at=" EIGHT
	        "\nrounds.1.lot=L1\nrounds.1.verdict=rejected\nrounds.1.verdict_by=M\n"
	        "rounds.1.reference=R1\nrounds.1.comments=too light\nverdict=\nverdict_at=\n"
	        "verdict_by=\nreference=\ncomments=\nreceived_at=\nchased_at=\nchases=\nresent_at=" TEN
	        "\nstate=sent\nwaiting_at=" TEN "\nround=2\n"},
	    {{JUDGED("rejected", "rejected", "style"), "send", "", "", "2026-11-20T08:59:59Z",
	         NINE},
	        false, "error wrong_order at: is earlier than 'verdict_at', " NINE "\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* Equal to the limit is met, a second later is late; the later rounds do not change it. */
static void sending_in_time(void **state)
{
	static const struct {
		const char *more, *at, *want;
	} rows[] = {
	    {",'sort':'accessory','due':'2026-11-23'", "2026-11-23T23:59:59Z",
	        "verdicts.due.verdict=met\n"},
	    {",'sort':'accessory','due':'2026-11-23'", "2026-11-24T00:00:00Z",
	        "verdicts.due.verdict=late\n"},
	    {",'sort':'shipping','due':'2026-12-01'", "2026-12-02T00:00:00Z",
	        "verdicts.due.verdict=late\n"},
	    {",'sort':'style','due':'2026-12-01'", "2026-12-01T23:59:59Z",
	        "verdicts.due.verdict=met\n"},
	    {",'sort':'style','due':'2026-12-01'", "2026-12-02T00:00:00Z",
	        "verdicts.due.verdict=late\n"},
	    {",'sort':'style'", "2026-12-02T00:00:00Z", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf before = CRM_BUF_INIT, out = CRM_BUF_INIT;
		struct take t = {.step = "send", .given = "", .args = "", .at = rows[i].at};
		bool taken = false;

		crm_buf_addf(&before, BASE ",'state':'open'%s", rows[i].more);
		t.before = crm_buf_str(&before);
		crm_take(&crm_sample, &t, &taken, NULL, &out);
		assert_true(taken);
		if (rows[i].want[0] == '\0')
			assert_null(strstr(crm_buf_str(&out), "verdicts."));
		else if (strstr(crm_buf_str(&out), rows[i].want) == NULL)
			fail_msg("row %zu: %s", i, crm_buf_str(&out));
		crm_buf_release(&before);
		crm_buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opening),
	    cmocka_unit_test(handing_over),
	    cmocka_unit_test(amending),
	    cmocka_unit_test(sending),
	    cmocka_unit_test(sending_in_time),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
