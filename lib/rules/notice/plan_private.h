/*
 * What the files lib/rules/notice/plan*.c share.
 */
#ifndef CRM_RULES_PLAN_PRIVATE_H
#define CRM_RULES_PLAN_PRIVATE_H

#include "lib/rules/notice/plan.h"

struct crm_planning {
	const struct crm_plan_ask *ask;
	struct crm_arena *arena;
	struct crm_plan *plan;
	struct crm_findings *f;
	const char *id;
	enum crm_urgency urgency;
	size_t whycap;
};

/* Whatever is worst counts. */
void crm_planning_what(struct crm_planning *p, enum crm_plan_what what);
void crm_planning_why(struct crm_planning *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void crm_planning_find(struct crm_planning *p, enum crm_severity severity, const char *code,
    const char *field, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
const char *crm_planning_text(struct crm_planning *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void crm_planning_channels(struct crm_planning *p); /* plan_channels.c */
void crm_planning_when(struct crm_planning *p);     /* plan_when.c */

#endif
