/*
 * The parts of the complaint, for the files lib/rules/complaint*.c.
 */
#ifndef CRM_RULES_COMPLAINT_PRIVATE_H
#define CRM_RULES_COMPLAINT_PRIVATE_H

#include "lib/rules/complaint.h"

extern const struct crm_step crm_complaint_steps[];
extern const struct crm_clock crm_complaint_clocks[];

/* A member of the enum as complaint.c's table names it. */
const char *crm_complaint_name(int field);

#endif
