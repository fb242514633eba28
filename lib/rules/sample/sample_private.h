/*
 * The parts of the sample, for the files lib/rules/sample/sample*.c.
 */
#ifndef CRM_RULES_SAMPLE_PRIVATE_H
#define CRM_RULES_SAMPLE_PRIVATE_H

#include "lib/rules/order/procedure/procedure.h"
#include "lib/rules/sample/sample.h"

extern const struct crm_step crm_sample_steps[];
extern const struct crm_todo crm_sample_todo;

/* What contradicts itself in a record (lib/rules/kind.h). */
void crm_sample_check(const struct crm_view *v, struct crm_findings *f);

/* A member of the enum as sample.c's table names it. */
const char *crm_sample_name(int field);

/* The rules of the steps: sample_sort.c (what its sort asks for, until it is sent),
 * sample_verdict.c. */
crm_step_rule crm_sample_rule_open, crm_sample_rule_data, crm_sample_rule_send,
    crm_sample_rule_receive, crm_sample_rule_chase, crm_sample_rule_verdict, crm_sample_rule_renew,
    crm_sample_rule_amend;

/* ---- for the rules ---- */

/* What the procedure says of its sort; NULL: nothing, or there is no book. */
const struct crm_sample_sort *crm_sample_row(
    const struct crm_step_in *in, const struct crm_view *v);
/* Was the step given a value for it? */
bool crm_sample_given(const struct crm_step_in *in, int field);

#endif
