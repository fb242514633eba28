/*
 * lib/rules/complaint/complaint_facts.h: rounds of the report and verification of its
 * effect, each rule on both sides of its boundary.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/facts.h"

#define D3 "'team_at':" EIGHT ",'described_at':" EIGHT ",'contained_at':" EIGHT
#define D5 D3 ",'caused_at':" EIGHT ",'chosen_at':" EIGHT
#define D8 D5 ",'implemented_at':" EIGHT ",'prevented_at':" EIGHT
#define ROUND(through) \
	"rounds.KEY.at=" NINE "\nrounds.KEY.by=cs01\nrounds.KEY.through=" through "\n"
#define LACKS_D3                                                                               \
	"error missing_step team_at: step 'team' is missing: a sponsor, a leader, a contact\n" \
	"error missing_step described_at: step 'describe' is missing: problem_what, "          \
	"problem_when, problem_where, problem_who, problem_how_many\n"                         \
	"error missing_step contained_at: step 'contain' is missing: stock, in_process, "      \
	"in_transit, customer\n"
#define LACKS_D5                                                                                \
	"error missing_step caused_at: step 'cause' is missing: the cause TUA, the cause TUN\n" \
	"error missing_step chosen_at: step 'choose' is missing: the cause TUA, the cause TUN\n"
#define LACKS_D8                                                                      \
	"error missing_step implemented_at: step 'implement' is missing: an action\n" \
	"error missing_step prevented_at: step 'prevent' is missing: a standard\n"

#define ROUND_D8 "rounds.KEY.at=" NINE "\nrounds.KEY.by=cs01\n"
#define REJECTED                                                                                  \
	"'rounds':{'r':{'verdict':'rejected','verdict_at':'" NINE "'},'q':{'verdict':'rejected'," \
	"'verdict_at':" EIGHT "}}"

/* A report is submitted with what it says, all that lacks is named. */
static void submission(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'class':'quality'", "submit", "", "", NINE, NULL}, false,
	        "error not_applicable : 'submit' is not for this record: it needs needs_8d=true\n"},
	    {{STATE_8D, "submit", "", "", NINE, NULL}, false, LACKS_D3 LACKS_D5 LACKS_D8},
	    {{STATE_8D, "submit", "through=D5", "", NINE, NULL}, false, LACKS_D3 LACKS_D5},
	    {{STATE_8D, "submit", "through=D3", "", NINE, NULL}, false, LACKS_D3},
	    {{STATE_8D "," D3, "submit", "through=D3;to=VW;ref=8", "", NINE, NULL}, true,
	        ROUND("D3") "rounds.KEY.to=VW\nrounds.KEY.ref=8\nsubmitted_at=" NINE "\n"},
	    {{STATE_8D "," D3, "submit", "through=D5", "", NINE, NULL}, false, LACKS_D5},
	    {{STATE_8D "," D5, "submit", "through=D5", "", NINE, NULL}, true,
	        ROUND("D5") "submitted_at=" NINE "\n"},
	    {{STATE_8D "," D5, "submit", "", "", NINE, NULL}, false, LACKS_D8},
	    {{STATE_8D ",'submitted_at':" EIGHT "," D8, "submit", "", "", NINE, NULL}, true,
	        "rounds.KEY.at=" NINE "\nrounds.KEY.by=cs01\nsubmitted_at=" NINE
	        "\nrounds.KEY.through=D8\n"},
	    /* the items are looked at again */
	    {{STATE_8D "," D8 ",'causes':{" CAUSE("TUA") "," CAUSE("TUN") "," CAUSE(
	          "SUA") "},'actions':{" ACTION("a", "TUA", DONE) "," ACTION("b", "TUN", DONE) "}",
	         "submit", "", "", NINE, NULL},
	        false,
	        "error missing_step chosen_at: step 'choose' is missing: an action against "
	        "SUA\n"},
	    {{STATE_8D "," D8 ",'chronic':true,'standards':{'s':{'at':" EIGHT
	               ",'document':'D','type':'pfmea'}}",
	         "submit", "", "", NINE, NULL},
	        false,
	        "error missing_step prevented_at: step 'prevent' is missing: a control plan or "
	        "instruction, as the defect is chronic\n"},
	    /* it answers the verdict before it */
	    {{STATE_8D "," D8 "," REJECTED, "submit", "", "", NINE, NULL}, true,
	        ROUND_D8 "submitted_at=" NINE "\nrounds.KEY.through=D8\n"},
	    {{STATE_8D "," D8 "," REJECTED, "submit", "", "", "2026-11-20T08:59:59+08:00", NINE},
	        false,
	        "error wrong_order at: the verdict on the round before came later, at " NINE "\n"},
	    {{STATE_8D "," D8 ",'rounds':{'r':{'at':" EIGHT ",'through':'D3'}}", "submit", "", "",
	         NINE, NULL},
	        false,
	        "error round_open rounds: round r waits for the customer's verdict: 'accept' or "
	        "'reject'\n"},
	};

	(void)state;
	RUN(rows);
}

#define OPEN_ROUND(through)                                                    \
	"'rounds':{'q':{'verdict':'rejected','through':'D8'},'r':{'at':" EIGHT \
	",'through':'" through "'}}"

/* The customer's verdict: of a whole report it is the answer. */
static void verdicts(void **state)
{
	static const struct crm_expected rows[] = {
	    {{STATE_8D, "accept", "", "", NINE, NULL}, false,
	        "error round_missing rounds: no report waits for a verdict: step 'submit' is "
	        "missing\n"},
	    {{STATE_8D ",'rounds':{'r':{'verdict':'accepted'}}", "reject", "", "reason=x", NINE,
	         NULL},
	        false,
	        "error round_missing rounds: no report waits for a verdict: step 'submit' is "
	        "missing\n"},
	    {{STATE_8D "," OPEN_ROUND("D8"), "accept", "", "verdict-by=Li", NINE, NULL}, true,
	        "rounds.r.verdict=accepted\nrounds.r.verdict_at=" NINE
	        "\nrounds.r.verdict_by=Li\naccepted_at=" NINE "\nstate=answered\n"},
	    {{STATE_8D "," OPEN_ROUND("D3"), "accept", "", "", NINE, NULL}, true,
	        "rounds.r.verdict=accepted\nrounds.r.verdict_at=" NINE "\n"},
	    {{"'state':'answered','needs_8d':true,'accepted_at':" EIGHT "," OPEN_ROUND("D8"),
	         "accept", "", "", NINE, NULL},
	        true, "rounds.r.verdict=accepted\nrounds.r.verdict_at=" NINE "\nstate=answered\n"},
	    {{STATE_8D "," OPEN_ROUND("D8"), "reject", "", "", NINE, NULL}, false,
	        "error missing_field reason: 'reject' needs --reason\n"},
	    {{STATE_8D ",'rejected_at':" EIGHT "," OPEN_ROUND("D8"), "reject", "",
	         "reason=no evidence;verdict-by=Li", NINE, NULL},
	        true,
	        "rejected_at=" NINE "\nrounds.r.verdict=rejected\nrounds.r.verdict_at=" NINE
	        "\nrounds.r.verdict_by=Li\nrounds.r.reason=no evidence\n"},
	    {{STATE_8D "," OPEN_ROUND("D3"), "accept", "", "", "2026-11-20T08:00:00+08:00", NULL},
	        true, "rounds.r.verdict=accepted\nrounds.r.verdict_at=2026-11-20T08:00:00+08:00\n"},
	    {{STATE_8D "," OPEN_ROUND("D8"), "accept", "", "", "2026-11-20T07:59:59+08:00", NINE},
	        false,
	        "error wrong_order at: the report was submitted later, at "
	        "2026-11-20T08:00:00+08:00\n"},
	};

	(void)state;
	RUN(rows);
}

#define EFFECT                                                                              \
	"verify_result=effective;verify_metric=ppm;verify_target=0;verify_from=2026-10-01;" \
	"verify_to="
#define IN_PLACE \
	"'implemented_at':'2026-10-01T00:30:00+08:00','actions':{" ACTION("a", "TUA", DONE) "}"

/* Effective: metric, target, a window that has ended, all actions in place,
 * and said by somebody else. */
static const struct crm_expected verification_rows[] = {
    {{IN_PLACE, "verify", EFFECT "2026-11-20", "", NINE, NULL}, true,
        "verify_result=effective\nverify_metric=ppm\nverify_target=0\n"
        "verify_from=2026-10-01\nverify_to=2026-11-20\nverified_by=cs01\nverified_at=" NINE "\n"},
    {{IN_PLACE, "verify", EFFECT "2026-11-21", "", NINE, NULL}, false,
        "error window_open verify_to: the window lasts until 2026-11-21: only then it can "
        "be said\n"},
    /* it begins on the local day of the last action at the earliest; without one, of receipt */
    {{IN_PLACE, "verify",
         "verify_result=effective;verify_metric=ppm;verify_target=0;verify_from=2026-09-30;"
         "verify_to=2026-11-20",
         "", NINE, NULL},
        false,
        "error bad_value verify_from: the window begins before the day of 'implemented_at', "
        "2026-10-01\n"},
    {{"'received_at':" EIGHT, "verify", "verify_result=not_effective;verify_from=2026-11-19", "",
         NINE, NULL},
        false,
        "error bad_value verify_from: the window begins before the day of 'received_at', "
        "2026-11-20\n"},
    {{"'received_at':" EIGHT, "verify", "verify_result=not_effective;verify_from=2026-11-20", "",
         NINE, NULL},
        true, "verify_result=not_effective\nverify_from=2026-11-20\nverified_by=cs01\n"},
    /* a window of one day */
    {{IN_PLACE, "verify", EFFECT "2026-10-01", "", NINE, NULL}, true,
        "verify_result=effective\nverify_metric=ppm\nverify_target=0\n"
        "verify_from=2026-10-01\nverify_to=2026-10-01\nverified_by=cs01\nverified_at=" NINE "\n"},
    /* a member who has done none of it */
    {{"'team':{'cs01':{'name':'cs01','role':'member'}}", "verify", "verify_result=not_effective",
         "", NINE, NULL},
        true, "verify_result=not_effective\nverified_by=cs01\n"},
    {{IN_PLACE, "verify", EFFECT "2026-09-30", "", NINE, NULL}, false,
        "error bad_value verify_from: is later than the last day of the window, "
        "2026-09-30\n"},
    {{IN_PLACE, "verify", "", "", NINE, NULL}, false,
        "error missing_field verify_result: 'verify' needs it\n"},
    {{"", "verify", "verify_result=effective", "", NINE, NULL}, false,
        "error missing_field verify_metric: 'verify' needs it for 'effective'\n"
        "error missing_field verify_target: 'verify' needs it for 'effective'\n"
        "error missing_field verify_from: 'verify' needs it for 'effective'\n"
        "error missing_field verify_to: 'verify' needs it for 'effective'\n"
        "error missing_step implemented_at: step 'implement' is missing: an action\n"},
    {{"'actions':{" ACTION("a", "TUA", DONE) "," ACTION("b", "TUN", "") "}", "verify",
         EFFECT "2026-11-20", "", NINE, NULL},
        false, "error missing_step implemented_at: step 'implement' is missing: action b\n"},
    /* not effective: it takes a new action to come here again */
    {{IN_PLACE, "verify", "verify_result=not_effective;verify_value=40 ppm", "", NINE, NULL}, true,
        "verify_result=not_effective\nverify_value=40 ppm\nverified_by=cs01\n"
        "implemented_at=\n"},
    {{"'actions':{" ACTION("a", "TUA", DONE) "},'verify_result':'not_effective'", "verify",
         EFFECT "2026-11-20", "", NINE, NULL},
        false,
        "error missing_step implemented_at: step 'implement' is missing: a new action, as "
        "those in place were not effective\n"},
    {{IN_PLACE ",'verified_at':" EIGHT, "verify", EFFECT "2026-11-20", "", NINE, NULL}, false,
        "error already_done verified_at: 'verified_at' is 2026-11-20T08:00:00+08:00: "
        "already done; to mend it use amend\n"},
    {{"'engineer':'cs01','team':{'cs01':{'name':'cs01','role':'leader'},'x':{'name':'cs01',"
      "'role':'member'}},'actions':{'a':{'owner':'cs01'},'b':{'owner':'qe02',"
      "'implemented_by':'cs01'}}",
         "verify", "verify_result=not_effective", "", NINE, NULL},
        false,
        "error same_person verified_by: cs01 is the engineer of the case: another person "
        "must verify it\n"
        "error same_person verified_by: cs01 is the leader of the team: another person "
        "must verify it\n"
        "error same_person verified_by: cs01 is the owner of action a: another person must "
        "verify it\n"
        "error same_person verified_by: cs01 is who put action b in place: another person must "
        "verify it\n"},
};

static void verification(void **state)
{
	(void)state;
	RUN(verification_rows);
}

/* Neither the name nor the login behind it, however it is written. */
static void verifier(void **state)
{
	static const struct {
		const char *by, *login;
		size_t found;
	} rows[] = {{"qe02", "cs01", 1}, {"cs01", "qe02", 1}, {"cs01", "cs02", 0}};
	struct crm_record *before = crm_take_record("'engineer':'qe02'");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
		struct crm_changes given = CRM_CHANGES_INIT, out = CRM_CHANGES_INIT;
		struct crm_actor actor = {rows[i].by, rows[i].login, NULL};
		struct crm_findings *f = crm_findings_new();
		struct crm_step_in in = {.flow = &crm_complaint.flow,
		    .step = crm_take_step(&crm_complaint.flow, "verify"),
		    .shape = shape,
		    .before = before,
		    .given = &given,
		    .at = crm_take_at(NINE),
		    .now = crm_take_at(NINE),
		    .actor = &actor};
		struct crm_clocks *clocks = NULL;
		struct crm_zone *zone = NULL;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_zone_new("UTC", &zone, &e), 0);
		assert_int_equal(crm_clocks_new(crm_complaint.clocks, shape,
		                     &(struct crm_clocks_opts){.zone = zone}, &clocks, &e),
		    0);
		in.clocks = clocks;
		crm_take_list(&given, "verify_result=not_effective", crm_complaint.flow.schema);
		(void)crm_step_take(&in, &out, f);
		assert_int_equal(crm_findings_count(f), rows[i].found);
		if (rows[i].found > 0)
			assert_string_equal(crm_finding_at(f, 0)->code, "same_person");
		crm_clocks_free(clocks);
		crm_zone_free(zone);
		crm_findings_free(f);
		crm_changes_release(&given);
		crm_changes_release(&out);
		crm_shape_free(shape);
	}
	crm_record_free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(submission),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(verification),
	    cmocka_unit_test(verifier),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
