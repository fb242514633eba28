/*
 * The rows of lib/rules/complaint/complaint_facts.h for the complaint's table of steps,
 * and what they name. live, kept: the states that they may come from.
 */
#ifndef CRM_RULES_COMPLAINT_FACTS_ROWS_H
#define CRM_RULES_COMPLAINT_FACTS_ROWS_H

#include "lib/rules/complaint/complaint_facts.h"
#include "lib/rules/complaint/complaint_private.h"

extern const struct crm_step_field crm_assess_fields[], crm_team_fields[], crm_describe_fields[],
    crm_contain_fields[], crm_cause_fields[], crm_choose_fields[], crm_implement_fields[],
    crm_prevent_fields[], crm_submit_fields[], crm_judge_fields[], crm_verify_fields[],
    crm_pass_fields[], crm_respond_fields[], crm_feedback_fields[], crm_authority_fields[],
    crm_publish_fields[], crm_cost_fields[], crm_attach_fields[], crm_answer_fields[];
extern const struct crm_opt crm_accept_opts[], crm_reject_opts[];
extern const struct crm_step_target crm_team_target, crm_containment_target, crm_causes_target,
    crm_choose_target, crm_implement_target, crm_standards_target, crm_rounds_target,
    crm_costs_target, crm_files_target;
crm_step_rule crm_rule_assess, crm_rule_team, crm_rule_describe, crm_rule_contain, crm_rule_cause,
    crm_rule_choose, crm_rule_implement, crm_rule_prevent, crm_rule_submit, crm_rule_accept,
    crm_rule_reject, crm_rule_judge, crm_rule_verify, crm_rule_secure, crm_rule_respond,
    crm_rule_feedback, crm_rule_cost, crm_rule_attach, crm_rule_answer;

/* clang-format off */
#define CRM_FACTS_ASSESS(live)                                                                     \
	{"assess", live, NULL, CRM_K_ASSESSED_AT, crm_assess_fields, NULL,                         \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_assess,                                    \
	    "says how grave it is; safety names the owner of product safety", NULL, NULL, NULL}

#define CRM_FACTS_8D(live)                                                                         \
	{"team", live, NULL, CRM_K_TEAM_AT, crm_team_fields, NULL,                                 \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_team,                                      \
	    "D1: adds a member; whole with sponsor, leader and contact", &crm_team_target,         \
	    CRM_K_FOR_QUALITY, NULL},                                                              \
	{"describe", live, NULL, CRM_K_DESCRIBED_AT, crm_describe_fields, NULL,                    \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_describe,                                  \
	    "D2: describes the problem by questions, by what it is and is not", NULL,              \
	    CRM_K_FOR_QUALITY, NULL},                                                              \
	{"contain", live, NULL, CRM_K_CONTAINED_AT, crm_contain_fields, NULL,                      \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_contain,                                   \
	    "D3: contains the goods of one place", &crm_containment_target, CRM_K_FOR_ENGINEER, NULL}, \
	{"cause", live, NULL, CRM_K_CAUSED_AT, crm_cause_fields, NULL,                             \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_cause,                                     \
	    "D4: a cause of occurrence or non-detection, with its evidence", &crm_causes_target,   \
	    CRM_K_FOR_ENGINEER, NULL},                                                             \
	{"choose", live, NULL, CRM_K_CHOSEN_AT, crm_choose_fields, NULL,                           \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_choose,                                    \
	    "D5: an action against a cause", &crm_choose_target, CRM_K_FOR_ENGINEER, NULL},        \
	{"implement", live, NULL, CRM_K_IMPLEMENTED_AT, crm_implement_fields, NULL,                \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_implement,                                 \
	    "D6: an action is in place", &crm_implement_target, CRM_K_FOR_ENGINEER, NULL},         \
	{"prevent", live, NULL, CRM_K_PREVENTED_AT, crm_prevent_fields, NULL,                      \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_prevent,                                   \
	    "D7: a standard that the countermeasure has entered", &crm_standards_target,           \
	    CRM_K_FOR_ENGINEER, NULL},                                                             \
	{"submit", live, NULL, CRM_K_SUBMITTED_AT, crm_submit_fields, NULL, CRM_STEP_AGAIN,        \
	    crm_rule_submit, "the report went to the customer: opens a round",                     \
	    &crm_rounds_target, "needs_8d=true", NULL},                                            \
	{"accept", live, "answered", CRM_K_ACCEPTED_AT, NULL, crm_accept_opts,                     \
	    CRM_STEP_BY_RULE | CRM_STEP_AGAIN, crm_rule_accept,                                    \
	    "the customer accepted the report", NULL, "needs_8d=true", NULL},                      \
	{"reject", live, NULL, CRM_K_REJECTED_AT, NULL, crm_reject_opts, CRM_STEP_AGAIN,           \
	    crm_rule_reject, "the customer rejected the report", NULL, "needs_8d=true", NULL}

/* With an 8D asked for, the state waits for that. */
#define CRM_FACTS_ANSWER(live)                                                                     \
	{"answer", live, "answered", CRM_K_ANSWERED_AT, crm_answer_fields, NULL, CRM_STEP_BY_RULE, \
	    crm_rule_answer, "the customer had a solution or a proposed one", NULL, NULL, NULL}

#define CRM_FACTS_JUDGE(live)                                                                      \
	{"judge", live, NULL, CRM_K_JUDGED_AT, crm_judge_fields, NULL, 0, crm_rule_judge,          \
	    "says whose fault it is", NULL, NULL, NULL}

#define CRM_FACTS_VERIFY(live)                                                                     \
	{"verify", live, NULL, CRM_K_VERIFIED_AT, crm_verify_fields, NULL, CRM_STEP_BY_RULE,       \
	    crm_rule_verify, "says whether the actions had effect; not by who has taken them",     \
	    NULL, CRM_K_FOR_ENGINEER, NULL}

#define CRM_FACTS_SUPPLIER(live)                                                                   \
	{"pass", live, NULL, CRM_K_PASSED_AT, crm_pass_fields, NULL, 0, NULL,                      \
	    "passes it to the supplier of a bought part", NULL, CRM_K_FOR_QUALITY, NULL},          \
	{"secure", live, NULL, CRM_K_SECURED_AT, NULL, NULL, 0, crm_rule_secure,                   \
	    "the supplier has contained it", NULL, CRM_K_FOR_QUALITY, NULL},                       \
	{"respond", live, NULL, CRM_K_RESPONDED_AT, crm_respond_fields, NULL, 0, crm_rule_respond, \
	    "the supplier has answered", NULL, CRM_K_FOR_QUALITY, NULL},                           \
	{"feedback", live, NULL, CRM_K_FEEDBACK_AT, crm_feedback_fields, NULL, 0,                  \
	    crm_rule_feedback, "the supplier has our feedback", NULL, CRM_K_FOR_QUALITY, NULL}

#define CRM_FACTS_ENVIRONMENT(live)                                                                \
	{"authority", live, NULL, CRM_K_AUTHORITY_AT, crm_authority_fields, NULL, 0, NULL,         \
	    "the authority was told", NULL, "class=environment", NULL},                            \
	{"publish", live, NULL, CRM_K_PUBLISHED_AT, crm_publish_fields, NULL, 0, NULL,             \
	    "the public has an answer", NULL, "class=environment", NULL}

#define CRM_FACTS_PAPERS(kept)                                                                     \
	{"cost", kept, NULL, 0, crm_cost_fields, NULL, CRM_STEP_AGAIN, crm_rule_cost,              \
	    "adds what it has cost", &crm_costs_target, NULL, NULL},                               \
	{"attach", kept, NULL, 0, crm_attach_fields, NULL, CRM_STEP_AGAIN, crm_rule_attach,        \
	    "adds a photograph or paper, by its hash", &crm_files_target, NULL, NULL}
/* clang-format on */

#endif
