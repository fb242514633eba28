/*
 * Records kept until they may be printed: what a write has made, told only after its commit, or a
 * table whose columns are known at the end. They are kept as text in a spool of the store's
 * directory, or the system's without one, since as trees thousands of versions of one record would
 * fill the memory.
 */
#ifndef CRM_TOOL_KEPT_H
#define CRM_TOOL_KEPT_H

#include "lib/io/spool.h"
#include "lib/tool/run.h"

struct crm_kept {
	struct crm_run *run;
	size_t n;
	struct crm_spool spool;
	struct crm_buf text; /* scratch */
};

/* 0, or -1 after a message, as below. */
int crm_kept_init(struct crm_run *r, struct crm_kept *out);
/* One that was zeroed, or not initialised for an error, may be released too. */
void crm_kept_release(struct crm_kept *k);
int crm_kept_add(struct crm_kept *k, const struct crm_record *record);
/* Writes all of them, in order. */
int crm_kept_write(struct crm_kept *k, struct crm_output *out);

#endif
