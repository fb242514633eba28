/*
 * Between the files lib/rules/eightd/eightd*.c.
 */
#ifndef CRM_RULES_EIGHTD_PRIVATE_H
#define CRM_RULES_EIGHTD_PRIVATE_H

#include "lib/rules/eightd/eightd.h"

/* Adds what the need lacks, to the open case. */
void crm_eightd_need_judge(
    const struct crm_eightd_need *n, const struct crm_view *v, struct crm_findings *f);

/* The gates' clocks, as of crm_eightd_profile_clocks(). */
void crm_eightd_clocks(struct crm_clock out[CRM_EIGHTD_GATES + 1]);

#endif
