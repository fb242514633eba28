/*
 * The parts of the notice, for the files lib/rules/notice/notice*.c.
 */
#ifndef CRM_RULES_NOTICE_PRIVATE_H
#define CRM_RULES_NOTICE_PRIVATE_H

#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/notice_approve.h"

extern const struct crm_step crm_notice_steps[];
extern const struct crm_todo crm_notice_todo;

/* notice_import.c */
void crm_notice_import(
    const struct crm_view *before, const struct crm_view *after, struct crm_findings *f);
void crm_notice_receive(
    const struct crm_received *in, struct crm_record *said, struct crm_buf *told);

void crm_notice_check(const struct crm_view *v, struct crm_findings *f);

/* A member of the enum as notice.c's table names it. */
const char *crm_notice_name(int field);
void crm_notice_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* Is the step refused by what was found so far? */
bool crm_notice_refused(const struct crm_step_in *in, const struct crm_findings *f);
/* 64 digits of [0-9a-f]? */
bool crm_notice_is_hash(const struct crm_cell *c);

/* The step's own category; NULL: the table has none of that name. */
const struct crm_category *crm_notice_category(
    const struct crm_step_in *in, const struct crm_view *v);
/* Is that field part of what is approved? */
bool crm_notice_is_sealed(const char *field);
/* Warns when an approval is void by this step. */
void crm_notice_tell_void(const struct crm_step_in *in, struct crm_findings *f);
/* Warns when it is told later than it had to be. */
void crm_notice_tell_late(const struct crm_step_in *in, struct crm_findings *f);
/* Refuses a change whose day is past, and of which nobody says why; then true. */
bool crm_notice_judge_past(const struct crm_step_in *in, struct crm_findings *f);
/* Was anything of what is approved ever amended? */
bool crm_notice_amended(const struct crm_view *v);
/* Refuses whom it is not to be approved by (notice_author.c). */
void crm_notice_judge_author(const struct crm_step_in *in, struct crm_findings *f);
/* Refuses where --content does not name the text as it is and all that is attached (notice_read.c). */
void crm_notice_judge_read(const struct crm_step_in *in, struct crm_findings *f);
/* Appends how the addressee is reached, as hashes (notice_reached.c). */
void crm_notice_reached(
    const struct crm_view *v, const struct crm_notice_book *b, struct crm_buf *out);

/* notice_draft.c, notice_approve.c, notice_tries.c */
crm_step_rule crm_notice_rule_draft, crm_notice_rule_edit, crm_notice_rule_attach,
    crm_notice_rule_detach, crm_notice_rule_amend, crm_notice_rule_approve, crm_notice_rule_hold,
    crm_notice_rule_release, crm_notice_rule_queue, crm_notice_rule_attempt,
    crm_notice_rule_outcome, crm_notice_rule_give_up, crm_notice_rule_escalate,
    crm_notice_rule_cost, crm_notice_rule_withdraw, crm_notice_rule_after, crm_notice_rule_void,
    crm_notice_rule_duplicate;

#endif
