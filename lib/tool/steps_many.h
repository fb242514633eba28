/*
 * Many steps of the run's kind in one write, for a command that works out by itself what they are:
 * judged and written like those of the commands (steps.h), committed together or not at all, and
 * then the records are printed. Of the command line count the options of all steps (CRM_CMD_STEP)
 * but --op, and those of the output.
 */
#ifndef CRM_TOOL_STEPS_MANY_H
#define CRM_TOOL_STEPS_MANY_H

#include "lib/data/change.h"
#include "lib/tool/run.h"

struct crm_many;

/* Under the lock. 0: commit; -1 after a message: nothing is written. */
typedef int crm_many_fn(struct crm_many *m, void *ctx);
/* 0: committed (of a dry run: judged); -1 after a message. */
int crm_many_run(struct crm_run *r, crm_many_fn *fn, void *ctx);

/* Is it a dry run? Then nothing may be written beside the journal either. */
bool crm_many_dry(const struct crm_many *m);
/* Was op used, by which record? 1, 0; -1 after a message. */
int crm_many_op(struct crm_many *m, const char *op, char id[65]);
/* The next free number. 0, or -1 after a message. */
int crm_many_id(struct crm_many *m, char id[65]);

struct crm_many_step {
	const char *step;
	const char *id;                  /* of a step that makes a record: its number */
	const char *op;                  /* not used yet; NULL: none */
	const struct crm_changes *given; /* members by name */
	const struct crm_changes
	    *args; /* what its rule is told that are no members; NULL: nothing */
};
/* 0; -1 after a message: it is refused. */
int crm_many_take(struct crm_many *m, const struct crm_many_step *s);
/* The record as it stands now, with what is pending; the caller frees it. 0, or -1 after a message. */
int crm_many_fold(struct crm_many *m, const char *id, struct crm_record **out);
/* It is among those printed, once committed. */
void crm_many_show(struct crm_many *m, const char *id);

#endif
