/*
 * The people of crm.json (crm-settings.5, `roles` and `duties`), and who acts
 * in this run.
 */
#ifndef CRM_TOOL_PEOPLE_H
#define CRM_TOOL_PEOPLE_H

#include "lib/flow/people.h"
#include "lib/tool/run.h"

/* Reads them once a run, and the duties. 0, or -1 after a message (78). */
int crm_run_people(struct crm_run *r, const struct crm_people **out);
struct crm_run_people;
void crm_people_free(struct crm_run_people *p);
/* May the run's login act as --by today, whatever --at says, and is what it does (the step, else the
 * command) its duty in r->kind? 0, or -1 after a message (77). */
int crm_run_may(struct crm_run *r);
/* Warnings nobodys_duty: of a department or role that nobody has. 0, or -1 after a message (78). */
int crm_run_check_people(struct crm_run *r, struct crm_findings *f);

#endif
