/*
 * Taking steps: the transaction that every step of every tool goes through.
 *
 * All input is read, then the store is locked, each step is judged against
 * the present state (with what this run has already added), all lines are
 * committed at once, the lock is released, and only then are the resulting
 * records printed. A refused step is a message and the others go on, unless
 * --all.
 */
#ifndef CRM_TOOL_STEPS_H
#define CRM_TOOL_STEPS_H

#include "lib/tool/run.h"

/* A kind's steps as commands: those options that a row's fields make, of a
 * step with a target its item's, and --item where it names one. The table is the caller's to free with crm_step_opts_free(). */
struct crm_opt *crm_step_opts(const struct crm_schema *kind, const struct crm_step *step);
void crm_step_opts_free(struct crm_opt *opts);

/* Runs r->step over the command's operands. */
void crm_steps_run(struct crm_run *r);

/*
 * Takes a step, of r->kind, by these members instead of options and operands: for a command that
 * knows more than it was told. Of the command line count the options of all steps (CRM_CMD_STEP)
 * and of the output. A member is called as an option in messages ("--part"). Two are no members:
 * CRM_STEP_ID is the record (none: one is made, with the next number), CRM_STEP_OP the
 * idempotency key where the command line gives none.
 */
#define CRM_STEP_ID "id"
#define CRM_STEP_OP "op"
struct crm_one_text;
void crm_steps_run_by(
    struct crm_run *r, const struct crm_step *step, const struct crm_one_text *texts, size_t n);

/* op of a row without id: hash over its content, with its count among equal
 * rows ("import", open -). seen counts; out 65 bytes. */
void crm_content_op(struct crm_map *seen, const char *content, size_t len, char out[65]);

#endif
