/* Where the submission stands: interim approval, verdict, days that follow one another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/unit/ppap_whole.h"

#define N(rows) (sizeof(rows) / sizeof((rows)[0]))

#define INTERIM(limit)                                                             \
	"'status': 'submitted'=>'interim': {" limit                                \
	"'action_plan': 'a', 'owner': 'o', 'containment': 'c', 'reference': 'r', " \
	"'deviations': 'd', 'resubmit': '2026-12-01'}, 'status': 'interim'"

static void interim(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"'status': 'submitted'=>'status': 'interim'", "interim_expiry@status", true,
	        "missing: interim.expiry or interim.quantity", NULL, NULL},
	    {"", "interim_expiry@status", false, NULL, NULL, NULL},
	    {INTERIM(""), "interim_expiry@status", true, NULL, NULL, NULL},
	    {INTERIM("'expiry': '2026-11-20', "), "interim_expiry@status", false, NULL, NULL, NULL},
	    {INTERIM("'quantity': 500, "), "interim_expiry@status", false, NULL, NULL, NULL},
	    {"'status': 'submitted'=>'status': 'interim'", "interim_incomplete@status", true,
	        "missing: interim.action_plan, interim.owner, interim.containment, "
	        "interim.reference, interim.deviations, interim.resubmit",
	        NULL, NULL},
	    {INTERIM(""), "interim_incomplete@status", false, NULL, NULL, NULL},
	    {INTERIM("") "|'containment': 'c', =>", "interim_incomplete@status", true,
	        "missing: interim.containment", NULL, NULL},
	    {INTERIM("'quantity': 0, "), "interim_incomplete@status", true,
	        "0 pieces: 1 or more expected", NULL, NULL},
	    {INTERIM("'quantity': 1, "), "interim_incomplete@status", false, NULL, NULL, NULL},
	    {INTERIM("'expiry': '2026-11-30', "), "interim_incomplete@status", true,
	        "2026-12-01, after interim.expiry 2026-11-30", NULL, NULL},
	    {INTERIM("'expiry': '2026-12-01', "), "interim_incomplete@status", false, NULL, NULL,
	        NULL},
	    {INTERIM("'expiry': '2026-11-20', "), "interim_expired@status", false, NULL, NULL,
	        NULL},
	    {INTERIM("'expiry': '2026-11-20', "), "interim_expired@status", true,
	        "expired on 2026-11-20, before 2026-11-21: counts as rejected", "2026-11-21", NULL},
	    {INTERIM("'expiry': '2026-11-20', ") "|'status': 'interim'=>'status': 'approved'",
	        "interim_expired@status", false, NULL, "2026-11-21", NULL},
	};
	static const char *const codes[] = {
	    "interim_expiry", "interim_incomplete", "interim_expired", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

#define STATUS(s) "'status': 'submitted'=>'status': '" s "'"
#define BOX(key, value) "'format': 1=>'format': 1, 'warrant': {'" key "': '" value "'}"

/* The customer's box and the status say the same; interim is other on the form. */
static void verdict(void **state)
{
	static const struct {
		const char *status, *disposition;
		bool found;
	} boxes[] = {
	    {"approved", "approved", false}, {"approved", "rejected", true},
	    {"approved", "other", true}, {"rejected", "approved", true},
	    {"rejected", "rejected", false}, {"rejected", "other", true},
	    {"interim", "approved", true}, {"interim", "rejected", true},
	    {"interim", "other", false}, {"submitted", "approved", false}, /* customer_box */
	};
	static const struct ppap_whole_row rows[] = {
	    {STATUS("approved") "|" BOX("meets_design_record", "no"), "verdict_contradicted@status",
	        true, "no, and status is approved", NULL, NULL},
	    {STATUS("approved") "|" BOX("meets_design_record", "yes"),
	        "verdict_contradicted@status", false, NULL, NULL, NULL},
	    {STATUS("interim") "|" BOX("meets_design_record", "no"), "verdict_contradicted@status",
	        false, NULL, NULL, NULL},
	    {STATUS("interim") "|" BOX("disposition", "approved"), "verdict_contradicted@status",
	        true, "approved, and status is interim: other expected", NULL, NULL},
	    {STATUS("rejected"), "status_rejected@status", true,
	        "rejected: correct it and submit again", NULL, NULL},
	    {STATUS("approved"), "status_rejected@status", false, NULL, NULL, NULL},
	    {"", "status_rejected@status", false, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"verdict_contradicted", "status_rejected", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
	for (size_t i = 0; i < N(boxes); i++) {
		char edits[200];
		struct ppap_case c;

		snprintf(edits, sizeof(edits), "%s%s'|%s%s'}", "'status': 'submitted'=>'status': '",
		    boxes[i].status, "'format': 1=>'format': 1, 'warrant': {'disposition': '",
		    boxes[i].disposition);
		ppap_whole_open(&c, edits);
		ppap_case_judge(&c, "2026-11-20");
		if (ppap_case_has(&c, "verdict_contradicted@status") != boxes[i].found)
			fail_msg("%s: %s", edits, ppap_case_codes(&c));
		ppap_case_close(&c);
	}
}

#define SENT(day) "'submitted': '2026-11-19'=>'submitted': '" day "'"
#define RUN(day) "'date': '2026-11-02', 'parts'=>'date': '" day "', 'parts'"
#define SIGNED(day) BOX("signature_date", day)

/* What was done was done by today. */
static void past(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    {"", "date_order@status", false, NULL, NULL, NULL},
	    {"", "date_order@run", false, NULL, NULL, NULL},
	    /* not yet */
	    {SENT("2026-11-20"), "date_order@status", false, NULL, NULL, NULL},
	    {SENT("2026-11-21"), "date_order@status", true, "2026-11-21 is after 2026-11-20", NULL,
	        NULL},
	    {RUN("2026-11-20") "|" SENT("2026-11-20"), "date_order@run", false, NULL, NULL, NULL},
	    {RUN("2026-11-21") "|" SENT("2026-11-20"), "date_order@run", true,
	        "2026-11-21 is after 2026-11-20", NULL, NULL},
	    {"'contact'=>'kickoff': {'date': '2026-11-20'}, 'contact'", "date_order@manifest",
	        false, NULL, NULL, NULL},
	    {"'contact'=>'kickoff': {'date': '2026-11-21'}, 'contact'", "date_order@manifest", true,
	        NULL, NULL, NULL},
	    {"'formats'=>'date': '2026-11-20', 'formats'", "date_order@manifest", false, NULL, NULL,
	        NULL},
	    {"'formats'=>'date': '2026-11-21', 'formats'", "date_order@manifest", true, NULL, NULL,
	        NULL},
	    {BOX("checking_aid_date", "2026-11-20"), "date_order@18", false, NULL, NULL, NULL},
	    {BOX("checking_aid_date", "2026-11-21"), "date_order@18", true, NULL, NULL, NULL},
	};
	static const char *const codes[] = {"date_order", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

static void dates(void **state)
{
	static const struct ppap_whole_row rows[] = {
	    /* submitted is said, and after all that it is of */
	    {"'submitted': '2026-11-19'=>'x-s': 0", "date_order@status", true,
	        "submitted, and submitted is not said", NULL, NULL},
	    {STATUS("approved") "|'submitted': '2026-11-19'=>'x-s': 0", "date_order@status", true,
	        "approved, and submitted is not said", NULL, NULL},
	    {STATUS("preparing") "|'submitted': '2026-11-19'=>'x-s': 0", "date_order@status", false,
	        NULL, NULL, NULL},
	    {SENT("soon"), "date_order@status", false, NULL, NULL, NULL}, /* bad_value */
	    {SIGNED("2026-11-19"), "date_order@status", false, NULL, NULL, NULL},
	    {SIGNED("2026-11-20"), "date_order@status", true,
	        "2026-11-19 is before warrant.signature_date, 2026-11-20", NULL, NULL},
	    {RUN("2026-11-19"), "date_order@status", false, NULL, NULL, NULL},
	    {RUN("2026-11-20"), "date_order@status", true,
	        "2026-11-19 is before run.date, 2026-11-20", NULL, NULL},
	    {"'date': '2026-11-17'=>'date': '2026-11-19'", "date_order@status", false, NULL, NULL,
	        NULL},
	    {"'date': '2026-11-17'=>'date': '2026-11-20'", "date_order@status", true,
	        "dated 2026-11-20, and submitted is 2026-11-19", NULL, NULL},
	    /* the signed form comes back later; what does not apply does not count */
	    {"'date': '2026-11-18'=>'date': '2026-11-20'", "date_order@status", false, NULL, NULL,
	        NULL},
	    {"'date': '2026-11-04'=>'date': '2026-11-20'|'design_responsible': true=>"
	     "'design_responsible': false",
	        "date_order@status", false, NULL, NULL, NULL},
	    /* signed after the run, and by the customer after us */
	    {SIGNED("2026-11-02"), "date_order@18", false, NULL, NULL, NULL},
	    {SIGNED("2026-11-01"), "date_order@18", true,
	        "2026-11-01 is before run.date, 2026-11-02", NULL, NULL},
	    {SIGNED("2026-11-18', 'customer_date': '2026-11-18"), "date_order@18", false, NULL,
	        NULL, NULL},
	    {SIGNED("2026-11-18', 'customer_date': '2026-11-17"), "date_order@18", true,
	        "2026-11-17 is before warrant.signature_date, 2026-11-18", NULL, NULL},
	    {"'contact'=>'due': '2026-11-19', 'contact'", "submitted_late@status", false, NULL,
	        NULL, NULL},
	    {"'contact'=>'due': '2026-11-18', 'contact'", "submitted_late@status", true,
	        "2026-11-19, and due was 2026-11-18", NULL, NULL},
	};
	static const char *const codes[] = {"date_order", "submitted_late", NULL};

	(void)state;
	ppap_whole_rows(rows, N(rows));
	ppap_whole_both(rows, N(rows), codes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(interim), cmocka_unit_test(verdict),
	    cmocka_unit_test(past), cmocka_unit_test(dates)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
