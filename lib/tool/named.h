/*
 * Records that a command names: ids as operands, or records from a pipe whose ids name the store's
 * present ones. Unknown ids are messages (66) and the rest goes on.
 */
#ifndef CRM_TOOL_NAMED_H
#define CRM_TOOL_NAMED_H

#include "lib/tool/private.h"
#include "lib/tool/stream.h"

struct crm_named {
	struct crm_run *run;
	struct crm_journal *journal;
	struct crm_findings *notes;
	struct crm_inputs inputs; /* of the "-" that is being read */
	size_t operand, input;
	struct crm_record *record; /* the last one given */
	bool loose; /* no store, and none is needed: a record from a pipe stands for itself */
};

/* loose: also without a store. 0, or -1 after a message. */
int crm_named_open(struct crm_run *r, bool loose, struct crm_named *out);
/* The next record, borrowed; NULL at the end. */
const struct crm_record *crm_named_next(struct crm_named *n);
/* The next id alone, known or not (66 is told); NULL at the end. */
const char *crm_named_next_id(struct crm_named *n);
void crm_named_release(struct crm_named *n);

#endif
