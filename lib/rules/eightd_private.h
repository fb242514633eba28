/*
 * Between the files lib/rules/eightd*.c.
 */
#ifndef CRM_RULES_EIGHTD_PRIVATE_H
#define CRM_RULES_EIGHTD_PRIVATE_H

#include "lib/rules/eightd.h"

/* Adds what the need lacks, to the open case. */
void crm_eightd_need_judge(
    const struct crm_eightd_need *n, const struct crm_view *v, struct crm_findings *f);

#endif
