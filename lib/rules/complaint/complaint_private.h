/*
 * The parts of the complaint, for the files lib/rules/complaint/complaint*.c.
 */
#ifndef CRM_RULES_COMPLAINT_PRIVATE_H
#define CRM_RULES_COMPLAINT_PRIVATE_H

#include "lib/rules/complaint/complaint.h"

/* States in which work goes on, and those in which a record can be mended. */
#define CRM_K_LIVE "open answered"
#define CRM_K_KEPT "open answered closed"

/* The classes that a clock of K2 is for (one expression), and a step. */
#define CRM_K_IS_QUALITY "class=,quality"
#define CRM_K_FOR_QUALITY "class=,quality or needs_8d=true"
#define CRM_K_FOR_ENGINEER "class=,quality,environment or needs_8d=true"

extern const struct crm_step crm_complaint_steps[];
extern const struct crm_clock crm_complaint_clocks[];
extern const struct crm_todo crm_complaint_todo;

/* A member of the enum as complaint.c's table names it. */
const char *crm_complaint_name(int field);

#endif
