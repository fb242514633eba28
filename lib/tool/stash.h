/*
 * Files of the store that are named by the hash of their content, in a folder of its own (messages/):
 * what records name by hash is there before the line that names it.
 */
#ifndef CRM_TOOL_STASH_H
#define CRM_TOOL_STASH_H

#include "lib/base/buf.h"
#include "lib/tool/run.h"

/* What one file may have: larger ones are refused. */
#define CRM_STASH_MOST ((size_t)64 << 20)

/* The folder; write: made where it is missing. -1 with e set. */
int crm_stash_open(struct crm_run *r, const char *folder, bool write, struct crm_err *e);
/* Puts a file under its hash. One that is there and is the same stays, one that is not is made anew. */
int crm_stash_put(struct crm_run *r, int dir, const char *sha256, const void *data, size_t len,
    struct crm_err *e);
/* The whole file that a person named: a regular one, of CRM_STASH_MOST at most; and its hash. */
int crm_stash_read(const char *path, struct crm_buf *out, char sha256[65], struct crm_err *e);

#endif
