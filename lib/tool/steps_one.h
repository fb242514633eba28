/*
 * Steps outside of a command line: one after the other, each with its own
 * time and hand, of any kinds, judged and written like those of the commands
 * (steps.h), and committed together at the end. What is refused is told, and nothing else.
 *
 * Who takes them calls in the order of their times; nobody's role is asked
 * for, and each step is entered when it happens.
 */
#ifndef CRM_TOOL_STEPS_ONE_H
#define CRM_TOOL_STEPS_ONE_H

#include "lib/tool/run.h"

struct crm_ones;

/* A member or option of the step by its name ("problem_what", "item", "why") and its value as it
 * would be typed. CRM_STEP_OP ("op") is no member: the idempotency key. A step whose key that record
 * has already is taken, whatever it says. */
struct crm_one_text {
	const char *name, *text;
};

struct crm_one {
	const struct crm_kind *kind;
	const struct crm_step *step;
	const char *id; /* of the record, also of a step that makes it */
	struct crm_instant at;
	const char *by; /* its own login, too */
	const struct crm_one_text *texts;
	size_t n;
};

/* Locks the open store of the run; messages are kept until it is freed. NULL
 * after a message. */
struct crm_ones *crm_ones_new(struct crm_run *r);
/* The next free number of the kind at that time. */
int crm_ones_id(
    struct crm_ones *o, const struct crm_kind *kind, struct crm_instant at, char out[65]);
/*
 * Takes a step. key (NULL: nobody asks): of the item that it made, as the last
 * of its collection, or "". 0; -1 after a message: nothing may be committed.
 */
int crm_ones_take(struct crm_ones *o, const struct crm_one *s, char key[65]);
/* All of them, each kind at once; 0, or -1 after a message. */
int crm_ones_commit(struct crm_ones *o);
/* Unlocks; what was not committed is dropped. NULL allowed. */
void crm_ones_free(struct crm_ones *o);

#endif
