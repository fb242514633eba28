/*
 * The parts of the submission, for the files lib/rules/submission/submission*.c.
 */
#ifndef CRM_RULES_SUBMISSION_PRIVATE_H
#define CRM_RULES_SUBMISSION_PRIVATE_H

#include "lib/rules/submission/submission.h"

extern const struct crm_step crm_submission_steps[];
extern const struct crm_todo crm_submission_todo;

/* What contradicts itself in a record (lib/rules/kind.h). */
void crm_submission_check(const struct crm_view *v, struct crm_findings *f);
/* May it be named as previous, as what supersedes, as what was destroyed before? */
const char *crm_submission_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given);
/* Why is it no duplicate of that one? */
const char *crm_submission_unlike(const struct crm_record *own, const struct crm_record *from);

/* A member of the enum as submission.c's table names it. */
const char *crm_submission_name(int field);

/* The rules of the steps: submission_handing.c (until the verdict), submission_after.c. */
crm_step_rule crm_submission_rule_open, crm_submission_rule_verdict, crm_submission_rule_use,
    crm_submission_rule_give_back, crm_submission_rule_extend, crm_submission_rule_revalidate,
    crm_submission_rule_master, crm_submission_rule_successor, crm_submission_rule_inactive,
    crm_submission_rule_reactivate, crm_submission_rule_restore, crm_submission_rule_amend,
    crm_submission_rule_void, crm_submission_rule_duplicate, crm_submission_rule_hold,
    crm_submission_rule_release, crm_submission_rule_destroy;

/* For the rules. */
void crm_submission_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text);

#endif
