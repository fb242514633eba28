/*
 * lib/rules/eightd/eightd.h: each need of the 8D report, met and not met.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "tests/unit/eightd_help.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define STANDARD(k) "standards.abcdef0123" k
#define ACTION "actions.0123456789ab"

static const struct {
	const char *need, *changes, *found;
} need_rows[] = {
    {"severity", "severity", "missing_severity severity\n"},
    {"safety_owner", "safety_owner", "missing_safety_owner safety_owner\n"},
    {"safety_owner", "safety_owner;safety=false", ""},
    {"customer_ref", "customer_ref", "missing_customer_ref customer_ref\n"},
    {"goods", "part", "missing_goods part\n"},
    {"goods", "lot", ""},
    {"goods", "serial", ""},
    {"goods", "lot;serial", "missing_goods part\n"},
    {"goods", "lot;serial;lots.L1.lot=L1", ""},
    {"change_level", "change_level", "missing_change_level change_level\n"},
    {"delivery_note", "delivery_note", "missing_delivery_note delivery_note\n"},
    {"quantity", "quantity", "missing_quantity quantity\n"},
    {"reply", "replied_at", "missing_reply replied_at\n"},
    {"files", "files", "missing_files files\n"},
    {"team.sponsor", "team.Li Na", "missing_team_sponsor team\n"},
    {"team.sponsor", "team.Li Na.role=member", "missing_team_sponsor team\n"},
    {"team.leader", "team.Wang Wei", "missing_team_leader team\n"},
    {"team.contact", "team.Eva Braun-Huber", "missing_team_contact team\n"},
    {"team.member", "team.张伟", "missing_team_member team\n"},
    {"team.department", "team.Li Na.department", "missing_team_department team.Li Na.department\n"},
    {"team.phone", "team.Li Na.phone", "missing_team_phone team.Li Na.phone\n"},
    {"team.email", "team.Li Na.email", "missing_team_email team.Li Na.email\n"},
    {"team.email", "team", ""}, /* that there is nobody is for another need */
    {"problem.what", "problem_what", "missing_problem_what problem_what\n"},
    {"problem.when", "problem_when", "missing_problem_when problem_when\n"},
    {"problem.where", "problem_where", "missing_problem_where problem_where\n"},
    {"problem.who", "problem_who", "missing_problem_who problem_who\n"},
    {"problem.why", "problem_why", "missing_problem_why problem_why\n"},
    {"problem.how", "problem_how", "missing_problem_how problem_how\n"},
    {"problem.how_many", "problem_how_many", "missing_problem_how_many problem_how_many\n"},
    {"is_is_not", "is_what;is_where;is_when", ""},
    {"is_is_not", "is_what;is_not_where;is_when;is_not_extent", "missing_is_is_not is_what\n"},
    {"containment.stock", "containment.stock", "missing_containment_stock containment.stock\n"},
    {"containment.stock", "containment.stock.suspect",
        "missing_containment_stock containment.stock\n"},
    /* not all is checked: then somebody secures it */
    {"containment.stock", "containment.stock.checked", ""},
    {"containment.stock", "containment.stock.checked=299;containment.stock.owner",
        "missing_containment_stock containment.stock\n"},
    {"containment.stock", "containment.stock.owner;containment.stock.action", ""},
    {"containment.in_process", "containment.in_process",
        "missing_containment_in_process containment.in_process\n"},
    {"containment.in_transit", "containment.in_transit",
        "missing_containment_in_transit containment.in_transit\n"},
    {"containment.customer", "containment.customer",
        "missing_containment_customer containment.customer\n"},
    {"containment.owner", "containment.stock.owner",
        "missing_containment_owner containment.stock.owner\n"},
    {"containment.proof", "containment.customer.proof",
        "missing_containment_proof containment.customer.proof\n"},
    {"containment.marked", "containment.customer.marked",
        "missing_containment_marked containment.customer.marked\n"},
    {"containment.clean_from", "containment.stock.clean_from",
        "missing_containment_clean_from containment\n"},
    {"cause.TUA", "causes.TUA", "missing_cause_tua causes\n"},
    {"cause.TUN", "causes.TUN", "missing_cause_tun causes\n"},
    {"cause.SUA", "causes.SUA", "missing_cause_sua causes\n"},
    {"cause.SUN", "causes.SUN", "missing_cause_sun causes\n"},
    {"cause.evidence", "causes.TUN.evidence", "missing_cause_evidence causes.TUN.evidence\n"},
    {"cause.method", "causes.TUN.method", "missing_cause_method causes.TUN.method\n"},
    {"cause.verified_by", "causes.TUN.verified_by",
        "missing_cause_verified_by causes.TUN.verified_by\n"},
    {"cause.verified_on", "causes.TUN.verified_on",
        "missing_cause_verified_on causes.TUN.verified_on\n"},
    {"actions.chosen", ACTION, "missing_actions_chosen causes.TUA\n"},
    {"actions.chosen", "actions;causes", "missing_actions_chosen actions\n"},
    {"actions.owner", ACTION ".owner", "missing_actions_owner " ACTION ".owner\n"},
    {"actions.due", ACTION ".due", "missing_actions_due " ACTION ".due\n"},
    {"actions.validation", ACTION ".validation",
        "missing_actions_validation " ACTION ".validation\n"},
    {"actions.implemented", ACTION ".implemented_at",
        "missing_actions_implemented " ACTION ".implemented_at\n"},
    /* those in place were not effective */
    {"actions.implemented", "implemented_at", "missing_actions_implemented implemented_at\n"},
    {"actions.implemented", "actions", "missing_actions_implemented implemented_at\n"},
    {"actions.evidence", ACTION ".evidence", "missing_actions_evidence " ACTION ".evidence\n"},
    {"actions.effect", ACTION ".effect", "missing_actions_effect " ACTION ".effect\n"},
    {"standards", "standards", "missing_standards standards\n"},
    {"standards.pfmea", STANDARD("46"), "missing_standards_pfmea standards\n"},
    {"standards.dfmea", STANDARD("50"), "missing_standards_dfmea standards\n"},
    {"standards.control_plan", STANDARD("45"), "missing_standards_control_plan standards\n"},
    {"standards.instruction", STANDARD("51"), "missing_standards_instruction standards\n"},
    {"standards.drawing", STANDARD("52"), "missing_standards_drawing standards\n"},
    {"standards.lesson", STANDARD("53"), "missing_standards_lesson standards\n"},
    {"standards.proof", STANDARD("45") ".proof",
        "missing_standards_proof " STANDARD("45") ".proof\n"},
    {"standards.chronic", STANDARD("45"), ""}, /* the instruction is left */
    {"standards.chronic", STANDARD("45") ";" STANDARD("51"),
        "missing_standards_chronic standards\n"},
    {"standards.chronic", STANDARD("45") ";" STANDARD("51") ";chronic=false", ""},
    {"readacross", "readacross", "missing_readacross readacross\n"},
    {"readacross.closed", "readacross.bbbbbbbbbbbb.result=open",
        "missing_readacross_closed readacross.bbbbbbbbbbbb.result\n"},
    {"readacross.closed", "readacross.bbbbbbbbbbbb.result=affected", ""},
    {"judged", "judged_at", "missing_judged judged_at\n"},
    {"accepted", "accepted_at", "missing_accepted accepted_at\n"},
    {"verified", "verified_at", "missing_verified verified_at\n"},
    {"verify.value", "verify_value", "missing_verify_value verify_value\n"},
    {"closed", "closed_at", "missing_closed closed_at\n"},
};

/* Each need: met by the full record, not met without what gives it. */
static void needs(void **state)
{
	char json[120], *found;

	(void)state;
	for (size_t i = 0; i < COUNT(need_rows); i++) {
		struct crm_eightd_profile *p;

		(void)snprintf(
		    json, sizeof(json), "{\"require\":{\"D0\":[\"%s\"]}}", need_rows[i].need);
		p = eightd_profile(json);
		found = eightd_judged(p, "", 0);
		assert_string_equal(found, "");
		free(found);
		found = eightd_judged(p, need_rows[i].changes, 0);
		if (strcmp(found, need_rows[i].found) != 0)
			fail_msg("%s without %s: '%s', expected '%s'", need_rows[i].need,
			    need_rows[i].changes, found, need_rows[i].found);
		free(found);
		crm_eightd_profile_free(p);
	}
}

static void every_need_has_a_row(void **state)
{
	const struct crm_eightd_need *n;

	(void)state;
	for (size_t i = 0; (n = crm_eightd_need_at(i)) != NULL; i++) {
		size_t k = 0;

		while (k < COUNT(need_rows) &&
		    (strcmp(need_rows[k].need, n->name) != 0 || need_rows[k].found[0] == '\0'))
			k++;
		if (k == COUNT(need_rows))
			fail_msg("no row misses '%s'", n->name);
		assert_ptr_equal(crm_eightd_need_find(n->name), n);
		if (strcmp(n->step, "open") != 0 && strcmp(n->step, "close") != 0 &&
		    crm_take_step(&crm_complaint.flow, n->step) == NULL)
			fail_msg("'%s' names the step '%s', which there is not", n->name, n->step);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(needs),
	    cmocka_unit_test(every_need_has_a_row),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, eightd_load, eightd_unload);
}
