/*
 * The parts of the concession, for the files lib/rules/concession*.c.
 */
#ifndef CRM_RULES_CONCESSION_PRIVATE_H
#define CRM_RULES_CONCESSION_PRIVATE_H

#include "lib/rules/concession.h"

extern const struct crm_step crm_concession_steps[];
extern const struct crm_todo crm_concession_todo;

/* More delivered than allowed (lib/rules/kind.h). */
void crm_concession_check(const struct crm_view *v, struct crm_findings *f);

/* Are the goods others than it was given for, or is it over? (lib/rules/kind.h) */
const char *crm_concession_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given);

/* A member of the enum as concession.c's table names it. */
const char *crm_concession_name(int field);

#endif
