/* K2 and K6: elapsed time. */
#include "lib/rules/complaint_private.h"

#define CLOCK(name, from, to, limit, applies, rule)           \
	{                                                     \
		name, from, to, 0, limit, NULL, applies, rule \
	}

const struct crm_clock crm_complaint_clocks[] = {
    CLOCK("inform", CRM_K_RECEIVED_AT, CRM_K_INFORMED_AT, "PT5M", NULL, "K2"),
    CLOCK("contact", CRM_K_INFORMED_AT, CRM_K_CONTACTED_AT, "PT5M", NULL, "K2"),
    CLOCK("analyse", CRM_K_INFORMED_AT, CRM_K_ANALYSED_AT, "PT30M", NULL, "K2"),
    CLOCK("agree", CRM_K_RELAYED_AT, CRM_K_AGREED_AT, "PT10M", NULL, "K2"),
    CLOCK("arrange", CRM_K_DISPOSED_AT, CRM_K_ARRANGED_AT, "PT10M", "disposition=rework_on_site",
        "K2"),
    CLOCK("reply", CRM_K_RECEIVED_AT, CRM_K_REPLIED_AT, "PT24H", NULL, "K6"),
    CLOCK("answer", CRM_K_RECEIVED_AT, CRM_K_ANSWERED_AT, "PT24H", NULL, "K6"),
    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL},
};
