/*
 * K2 and K6, 8D (requirements, what a quality department asks for), D5, K1.
 * All count elapsed time unless the settings name a calendar.
 */
#include "lib/rules/complaint/complaint_private.h"

#define K2(clock, begin, end, within, when)                                       \
	{                                                                         \
		.name = (clock), .from = (begin), .to = (end), .limit = (within), \
		.applies = (when), .rule = "K2", .flags = CRM_CLOCK_NEVER         \
	}
#define CLOCK(clock, begin, end, within, when, why, how)                          \
	{                                                                         \
		.name = (clock), .from = (begin), .to = (end), .limit = (within), \
		.applies = (when), .rule = (why), .flags = (how)                  \
	}
/* what is asked for besides, once it is asked for */
#define D8 "needs_8d=true"
#define SUPPLIER "passed_at!="

const struct crm_clock crm_complaint_clocks[] = {
    K2("inform", CRM_K_RECEIVED_AT, CRM_K_INFORMED_AT, "PT5M", CRM_K_IS_QUALITY),
    K2("contact", CRM_K_INFORMED_AT, CRM_K_CONTACTED_AT, "PT5M", CRM_K_IS_QUALITY),
    K2("analyse", CRM_K_INFORMED_AT, CRM_K_ANALYSED_AT, "PT30M", CRM_K_IS_QUALITY),
    K2("agree", CRM_K_RELAYED_AT, CRM_K_AGREED_AT, "PT10M", CRM_K_IS_QUALITY),
    K2("arrange", CRM_K_DISPOSED_AT, CRM_K_ARRANGED_AT, "PT10M", "disposition=rework_on_site"),
    CLOCK("reply", CRM_K_RECEIVED_AT, CRM_K_REPLIED_AT, "PT24H", NULL, "K6", 0),
    CLOCK("answer", CRM_K_RECEIVED_AT, CRM_K_ANSWERED_AT, "PT24H", NULL, "K6", 0),
    CLOCK("contain", CRM_K_RECEIVED_AT, CRM_K_CONTAINED_AT, "PT24H", D8, "D3", CRM_CLOCK_PAUSABLE),
    CLOCK("choose", CRM_K_RECEIVED_AT, CRM_K_CHOSEN_AT, "10wd", D8, "D4, D5", CRM_CLOCK_PAUSABLE),
    CLOCK(
        "accept", CRM_K_RECEIVED_AT, CRM_K_ACCEPTED_AT, "P30D", D8, "D1 to D7", CRM_CLOCK_PAUSABLE),
    CLOCK("verify", CRM_K_RECEIVED_AT, CRM_K_VERIFIED_AT, "P60D", D8, "effectiveness",
        CRM_CLOCK_PAUSABLE),
    CLOCK("secure", CRM_K_PASSED_AT, CRM_K_SECURED_AT, "PT24H", SUPPLIER, "supplier",
        CRM_CLOCK_PAUSABLE),
    CLOCK("respond", CRM_K_PASSED_AT, CRM_K_RESPONDED_AT, "10wd", SUPPLIER, "supplier",
        CRM_CLOCK_PAUSABLE),
    CLOCK("feedback", CRM_K_RESPONDED_AT, CRM_K_FEEDBACK_AT, "PT24H", "responded_at!=", "supplier",
        CRM_CLOCK_PAUSABLE),
    CLOCK(
        "authority", CRM_K_RECEIVED_AT, CRM_K_AUTHORITY_AT, "PT24H", "class=environment", "K1", 0),
    {.name = NULL},
};
