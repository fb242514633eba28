/*
 * lib/rules/submission/submission.h: the steps of a submission and what refuses them.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/submission/submission.h"
#include "tests/unit/todo_util.h"

#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define SENT "'state':'submitted','part':'A','customer':'VW','submitted_at':'" NINE "'"
#define APPROVED                                                                              \
	"'state':'approved','part':'A','customer':'VW','submitted_at':'" NINE "','verdict':'" \
	"approved','verdict_at':'" NINE "','revalidate_by':'2027-11-20'"
#define INTERIM                                                                              \
	"'state':'interim','part':'A','customer':'VW','submitted_at':'" NINE "','verdict':'" \
	"interim','verdict_at':'" NINE "'"
#define REJECTED "'state':'rejected','part':'A','verdict':'rejected','verdict_at':'" NINE "'"
#define PAPERS \
	"deviations=d;action_plan=p;owner=qm01;containment=c;reference=R1;resubmit_by=2026-11-20"

#define UNTIL(day) INTERIM ",'interim_expiry':'" day "'"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_submission, rows, n);
}

static void opening(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "open", "part=A;customer=VW;due=2026-12-01", "", NINE, NULL}, true,
	        "state=open\npart=A\ncustomer=VW\ndue=2026-12-01\nopened_at=" NINE "\n"},
	    {{NULL, "open", "part=A;supplier=ACME", "", NINE, NULL}, true,
	        "state=open\npart=A\nsupplier=ACME\nopened_at=" NINE "\n"},
	    {{NULL, "open", "part=A", "", NINE, NULL}, false,
	        "error missing_field customer: 'open' needs it, or 'supplier' for a supplier's "
	        "package\n"},
	    /* what was asked for is handed in, and what nobody asked for too */
	    {{"'state':'open','part':'A'", "submit",
	         "part=A;customer=VW;edition=aiag-4;manifest=m;seal=s;submission=1", "", NINE,
	         NULL},
	        true,
	        "state=submitted\npart=A\ncustomer=VW\nedition=aiag-4\nmanifest=m\nseal=s\n"
	        "submission=1\nsubmitted_at=" NINE "\n"},
	    {{NULL, "submit", "part=A;customer=VW;edition=aiag-4;manifest=m;seal=s;submission=1",
	         "", NINE, NULL},
	        true,
	        "state=submitted\npart=A\ncustomer=VW\nedition=aiag-4\nmanifest=m\nseal=s\n"
	        "submission=1\nsubmitted_at=" NINE "\n"},
	    {{SENT, "submit", "part=A;customer=VW;edition=aiag-4;manifest=m;seal=s;submission=1",
	         "", NINE, NULL},
	        false, "error wrong_state state: is submitted; 'submit' needs open\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void verdicts(void **state)
{
	static const struct crm_expected rows[] = {
	    /* a year later the layout is inspected */
	    {{SENT, "verdict", "verdict=approved;reference=R", "", TEN, NULL}, true,
	        "verdict=approved\nreference=R\nverdict_at=" TEN
	        "\nstate=approved\nrevalidate_by=2027-11-20\n"},
	    {{SENT, "verdict", "verdict=approved;deviations=d", "", TEN, NULL}, false,
	        "error bad_value deviations: what deviates is not approved but for a time: interim, "
	        "or rejected\n"},
	    {{SENT, "verdict", "verdict=approved;interim_expiry=2026-12-31", "", TEN, NULL}, false,
	        "error bad_value interim_expiry: is of an interim approval alone\n"},
	    {{SENT, "verdict", "verdict=approved;rejected_why=w", "", TEN, NULL}, false,
	        "error bad_value rejected_why: is of a rejection alone\n"},
	    {{SENT, "verdict", "verdict=rejected", "", TEN, NULL}, false,
	        "error missing_field rejected_why: a rejection needs its reason\n"},
	    {{SENT, "verdict", "verdict=rejected;rejected_why=w;resubmit_by=2026-12-15", "", TEN,
	         NULL},
	        true,
	        "verdict=rejected\nrejected_why=w\nresubmit_by=2026-12-15\nverdict_at=" TEN
	        "\nstate=rejected\n"},
	    /* all that an interim approval is not one without, at once */
	    {{SENT, "verdict", "verdict=interim", "", TEN, NULL}, false,
	        "error missing_field interim_expiry: an interim approval needs a last day, or a "
	        "quantity (interim_quantity)\n"
	        "error missing_field deviations: an interim approval needs it: what does not "
	        "comply\n"
	        "error missing_field action_plan: an interim approval needs it: the plan agreed "
	        "on\n"
	        "error missing_field owner: an interim approval needs it: who is answerable for the "
	        "plan\n"
	        "error missing_field containment: an interim approval needs it: how only good parts "
	        "are shipped\n"
	        "error missing_field reference: an interim approval needs it: the customer's "
	        "reference\n"
	        "error missing_field resubmit_by: an interim approval needs it: when it is submitted "
	        "again\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void ends(void **state)
{
	static const struct crm_expected rows[] = {
	    /* a day or a quantity; the day of the step is not past */
	    {{SENT, "verdict", "verdict=interim;interim_expiry=2026-11-20;" PAPERS, "", TEN, NULL},
	        true,
	        "verdict=interim\ninterim_expiry=2026-11-20\ndeviations=d\naction_plan=p\n"
	        "owner=qm01\ncontainment=c\nreference=R1\nresubmit_by=2026-11-20\nverdict_at=" TEN
	        "\nstate=interim\n"},
	    {{SENT, "verdict", "verdict=interim;interim_expiry=2026-11-19;" PAPERS, "", TEN, NULL},
	        false,
	        "error expired interim_expiry: is past on the day of the step\n"
	        "error bad_value resubmit_by: is after the last day of the interim approval "
	        "(interim_expiry)\n"},
	    {{SENT, "verdict", "verdict=interim;interim_quantity=1;" PAPERS, "", TEN, NULL}, true,
	        "verdict=interim\ninterim_quantity=1\ndeviations=d\naction_plan=p\nowner=qm01\n"
	        "containment=c\nreference=R1\nresubmit_by=2026-11-20\nverdict_at=" TEN
	        "\nstate=interim\n"},
	    {{SENT, "verdict", "verdict=interim;interim_quantity=0;" PAPERS, "", TEN, NULL}, false,
	        "error bad_value interim_quantity: is 0: more than that expected\n"},
	    /* not before it was handed in, and not twice */
	    {{SENT, "verdict", "verdict=approved", "", NINE, NULL}, true,
	        "verdict=approved\nverdict_at=" NINE
	        "\nstate=approved\nrevalidate_by=2027-11-20\n"},
	    {{SENT, "verdict", "verdict=approved", "", "2026-11-20T08:59:59Z", NINE}, false,
	        "error wrong_order at: is earlier than 'submitted_at', " NINE "\n"},
	    {{"'state':'open'", "verdict", "verdict=approved", "", TEN, NULL}, false,
	        "error wrong_state state: is open; 'verdict' needs submitted, approved, interim or "
	        "rejected\n"},
	    {{REJECTED, "verdict", "verdict=approved", "", TEN, NULL}, false,
	        "error already_done verdict: there is one: --why corrects what was mistyped\n"},
	    /* submitted again on its last day, not the day after */
	    {{SENT, "verdict",
	         "verdict=interim;interim_expiry=2026-11-21;" PAPERS ";resubmit_by=2026-11-22", "",
	         TEN, NULL},
	        false,
	        "error bad_value resubmit_by: is after the last day of the interim approval "
	        "(interim_expiry)\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* A mistyped one is corrected, and takes with it what belonged to it; gaps are approved with a
 * reason. */
static void correcting(void **state)
{
	static const struct crm_expected rows[] = {
	    {{REJECTED ",'rejected_why':'w','resubmit_by':'2026-12-01'", "verdict",
	         "verdict=approved", "why=slip", TEN, NULL},
	        true,
	        "verdict=approved\nverdict_at=" TEN
	        "\nrejected_why=\nresubmit_by=\namendments.KEY.at=" TEN
	        "\namendments.KEY.by=cs01\namendments.KEY.why=slip\namendments.KEY.fields=verdict\n"
	        "state=approved\nrevalidate_by=2027-11-20\n"},
	    {{REJECTED ",'resubmission':'P-2'", "verdict", "verdict=approved", "why=slip", TEN,
	         NULL},
	        false,
	        "error already_done resubmission: it was submitted again: that one has the "
	        "verdict\n"},
	    {{SENT ",'errors':2", "verdict", "verdict=approved", "", TEN, NULL}, false,
	        "error missing_field why: the review found 2 errors: an approval all the same needs "
	        "its reason (--why)\n"},
	    {{SENT ",'errors':0", "verdict", "verdict=approved", "", TEN, NULL}, true,
	        "verdict=approved\nverdict_at=" TEN "\nstate=approved\nrevalidate_by=2027-11-20\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define SUPERSEDED                                                                                 \
	"'state':'superseded','superseded_by':'P-2','superseded_at':'" NINE "','verdict':'rejecte" \
	"d'"

static void following(void **state)
{
	static const struct crm_expected rows[] = {
	    {{REJECTED, "resubmit", "resubmission=P-2", "", TEN, NULL}, true,
	        "resubmission=P-2\nresubmitted_at=" TEN "\n"},
	    {{APPROVED, "resubmit", "resubmission=P-2", "", TEN, NULL}, false,
	        "error wrong_state state: is approved; 'resubmit' needs interim or rejected\n"},
	    {{REJECTED, "resubmit", "resubmission=C-1", "", TEN, NULL}, false,
	        "error self_reference resubmission: a record does not follow itself\n"},
	    {{APPROVED, "supersede", "superseded_by=P-2", "", TEN, NULL}, true,
	        "state=superseded\nsuperseded_by=P-2\nsuperseded_at=" TEN "\n"},
	    {{SUPERSEDED, "restore", "superseded_by=P-2", "", TEN, NULL}, true,
	        "superseded_by=P-2\nstate=rejected\nsuperseded_by=\nsuperseded_at=\n"},
	    {{SUPERSEDED, "restore", "superseded_by=P-3", "", TEN, NULL}, false,
	        "error bad_value superseded_by: is not the one in its place, 'P-2'\n"},
	    {{APPROVED, "supersede", "", "", TEN, NULL}, false,
	        "error missing_field superseded_by: 'supersede' needs it\n"},
	    {{APPROVED, "supersede", "superseded_by=P-2", "", "2026-11-20T08:59:59Z", NINE}, false,
	        "error wrong_order at: is earlier than 'verdict_at', " NINE
	        "\nerror wrong_order at: is earlier than 'submitted_at', " NINE "\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void yearly(void **state)
{
	static const struct crm_expected rows[] = {
	    {{APPROVED, "revalidate", "revalidation=L-27", "", "2027-10-01T09:00:00Z", NULL}, true,
	        "revalidation=L-27\nrevalidated_at=2027-10-01T09:00:00Z\nrevalidate_by=2028-10-01\n"},
	    {{APPROVED, "revalidate", "revalidation=L", "", "2028-02-29T09:00:00Z", NULL}, true,
	        "revalidation=L\nrevalidated_at=2028-02-29T09:00:00Z\nrevalidate_by=2029-02-28\n"},
	    {{APPROVED ",'inactive_since':'2026-11-01'", "revalidate", "revalidation=L", "", TEN,
	         NULL},
	        false, "error not_applicable inactive_since: the part is not active\n"},
	    {{APPROVED, "master",
	         "master_place=M;master_identification=4711;master_until=2026-11-20", "", TEN,
	         NULL},
	        true,
	        "master_place=M\nmaster_identification=4711\nmaster_until=2026-11-20\nmaster_at=" TEN
	        "\n"},
	    {{APPROVED, "master",
	         "master_place=M;master_identification=4711;master_until=2026-11-19", "", TEN,
	         NULL},
	        false, "error bad_value master_until: is past on the day of the step\n"},
	    {{APPROVED ",'master_until':'2027-01-01'", "master",
	         "master_place=M;master_identification=4712", "", TEN, NULL},
	        true,
	        "master_place=M\nmaster_identification=4712\nmaster_at=" TEN "\nmaster_until=\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

#define INACTIVE APPROVED ",'inactive_since':'2026-03-01','keep_until':'2027-12-31'"

static void retaining(void **state)
{
	static const struct crm_expected rows[] = {
	    {{APPROVED, "inactive", "inactive_since=2026-11-20", "", TEN, NULL}, true,
	        "inactive_since=2026-11-20\nkeep_until=2027-12-31\nrevalidate_by=\n"},
	    {{APPROVED, "inactive", "inactive_since=2026-11-19", "", TEN, NULL}, false,
	        "error wrong_order inactive_since: is earlier than 'verdict_at', " NINE "\n"},
	    {{APPROVED, "inactive", "inactive_since=2026-11-21", "", TEN, NULL}, false,
	        "error in_future inactive_since: is to come: it is inactive when it is\n"},
	    {{REJECTED ",'retention_years':15", "inactive", "inactive_since=2026-11-20", "", TEN,
	         NULL},
	        true, "inactive_since=2026-11-20\nkeep_until=2041-12-31\n"},
	    {{REJECTED, "inactive", "inactive_since=2026-11-20;retention_years=3", "", TEN, NULL},
	        true, "inactive_since=2026-11-20\nretention_years=3\nkeep_until=2029-12-31\n"},
	    {{INACTIVE, "reactivate", "", "", TEN, NULL}, true,
	        "inactive_since=\nkeep_until=\nrevalidate_by=2027-11-20\n"},
	    {{APPROVED, "reactivate", "", "", TEN, NULL}, false,
	        "error already_done inactive_since: the part is active\n"},
	    {{APPROVED, "hold", "hold_why=suit 12", "", TEN, NULL}, true,
	        "hold_why=suit 12\nhold_at=" TEN "\nlegal_hold=true\n"},
	    {{APPROVED ",'legal_hold':true,'hold_why':'suit 1'", "hold", "hold_why=x", "", TEN,
	         NULL},
	        false,
	        "error already_done legal_hold: it is held already: suit 1; a second reason is "
	        "amended to hold_why\n"},
	    {{APPROVED ",'legal_hold':true", "release", "release_why=settled", "", TEN, NULL}, true,
	        "release_why=settled\nreleased_at=" TEN "\nlegal_hold=false\n"},
	    {{APPROVED, "release", "release_why=settled", "", TEN, NULL}, false,
	        "error already_done legal_hold: it is not held\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void destroying(void **state)
{
	static const char last[] = "2027-12-31T23:59:59Z", after[] = "2028-01-01T00:00:00Z";
	static const struct crm_expected rows[] = {
	    {{INACTIVE, "destroy", "destroyed_how=shredded", "", after, NULL}, true,
	        "state=destroyed\ndestroyed_how=shredded\ndestroyed_at=2028-01-01T00:00:00Z\n"},
	    {{INACTIVE, "destroy", "destroyed_how=shredded", "", last, NULL}, false,
	        "error must_be_kept keep_until: is 2027-12-31: active time and the calendar years "
	        "after it (IATF 16949 7.5.3.2.1)\n"},
	    {{INACTIVE ",'legal_hold':true,'hold_why':'suit 12'", "destroy", "destroyed_how=s", "",
	         after, NULL},
	        false, "error must_be_kept legal_hold: legal hold: suit 12\n"},
	    {{APPROVED, "destroy", "destroyed_how=s", "", after, NULL}, false,
	        "error must_be_kept inactive_since: is not set: the part is active, in production or "
	        "service (IATF 16949 7.5.3.2.1)\n"},
	    {{"'state':'superseded','superseded_by':'P-2'", "destroy", "destroyed_how=s", "", after,
	         NULL},
	        false,
	        "error must_be_kept superseded_by: is P-2: kept with that; when that is destroyed, "
	        "destroyed_with names it\n"},
	    {{"'state':'superseded','superseded_by':'P-2'", "destroy",
	         "destroyed_how=s;destroyed_with=P-2", "", after, NULL},
	        true,
	        "state=destroyed\ndestroyed_how=s\ndestroyed_with=P-2\n"
	        "destroyed_at=2028-01-01T00:00:00Z\n"},
	    {{"'state':'superseded','superseded_by':'P-2'", "destroy",
	         "destroyed_how=s;destroyed_with=P-9", "", after, NULL},
	        false,
	        "error bad_value destroyed_with: is not the one in its place, 'P-2'\n"
	        "error must_be_kept superseded_by: is P-2: kept with that; when that is destroyed, "
	        "destroyed_with names it\n"},
	    /* its own years are more than those of the one in its place */
	    {{"'state':'superseded','superseded_by':'P-2','keep_until':'2028-01-01'", "destroy",
	         "destroyed_how=s;destroyed_with=P-2", "", after, NULL},
	        false,
	        "error must_be_kept keep_until: is 2028-01-01: active time and the calendar years "
	        "after it (IATF 16949 7.5.3.2.1)\n"},
	    {{"'state':'open'", "destroy", "destroyed_how=s", "", after, NULL}, false,
	        "error wrong_state state: is open; 'destroy' needs approved, interim, rejected or "
	        "superseded\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* What a step alone sets is not amended. */
static void amending(void **state)
{
	static const struct crm_expected rows[] = {
	    {{SENT, "amend", "part=B", "why=slip", TEN, NULL}, false,
	        "error not_amendable part: is set by the step 'submit'\n"},
	    {{SENT ",'supplier':'ACME'", "amend", "seal=1", "why=slip", TEN, NULL}, false,
	        "error not_amendable seal: is set by the step 'review'\n"},
	    {{"'state':'open','part':'A'", "amend", "part=B", "why=slip", TEN, NULL}, true,
	        "part=B\namendments.KEY.at=" TEN "\namendments.KEY.by=cs01\n"
	        "amendments.KEY.why=slip\namendments.KEY.fields=part\n"},
	    {{SENT ",'legal_hold':true,'hold_why':'suit'", "void", "", "why=slip", TEN, NULL},
	        false, "error must_be_kept legal_hold: legal hold: suit\n"},
	    {{SENT ",'legal_hold':true,'hold_why':'suit'", "duplicate", "", "of=P-2", TEN, NULL},
	        false, "error must_be_kept legal_hold: legal hold: suit\n"},
	    {{SENT, "amend", "verdict=approved", "why=slip", TEN, NULL}, false,
	        "error not_amendable verdict: is set by the step 'verdict'\n"},
	    {{INACTIVE, "amend", "keep_until=2026-01-01", "why=slip", TEN, NULL}, false,
	        "error not_amendable keep_until: is written by the tools only\n"},
	    {{UNTIL("2026-12-01"), "amend", "interim_expiry=2027-12-01", "why=slip", TEN, NULL},
	        false, "error not_amendable interim_expiry: is set by the step 'extend'\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(opening),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(ends),
	    cmocka_unit_test(correcting),
	    cmocka_unit_test(following),
	    cmocka_unit_test(yearly),
	    cmocka_unit_test(retaining),
	    cmocka_unit_test(destroying),
	    cmocka_unit_test(amending),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
