/*
 * The parts of the change, for the files lib/rules/change/change*.c.
 */
#ifndef CRM_RULES_CHANGE_PRIVATE_H
#define CRM_RULES_CHANGE_PRIVATE_H

#include "lib/rules/change/change.h"

extern const struct crm_step crm_change_steps[];
extern const struct crm_todo crm_change_todo;

/* A debt: its bit, the stamp that settles it, the step that sets that. */
struct crm_change_debt {
	unsigned bit; /* 0 ends the table */
	int stamp;
	const char *step;
	const char *text; /* of the finding */
	const char *what; /* of the open point */
	const char *todo;
};
extern const struct crm_change_debt crm_change_debts[];

/* Closed though something is owed (lib/rules/kind.h). */
void crm_change_check(const struct crm_view *v, struct crm_findings *f);

/* A member of the enum as change.c's table names it. */
const char *crm_change_name(int field);

#endif
