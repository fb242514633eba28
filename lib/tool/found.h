/*
 * Commands that look for what is wrong: their findings on stdout, a line each, or rows in the format
 * of -o.
 */
#ifndef CRM_TOOL_FOUND_H
#define CRM_TOOL_FOUND_H

#include "lib/tool/run.h"

/* Their options; -1 told. */
int crm_found_opts(struct crm_run *r);
/* The end of such a command. rc 0: all were looked for, and of `bad` or worse is status NO; -1: it
 * broke off, what was found until then is shown. */
void crm_found(struct crm_run *r, const struct crm_findings *f, int rc, enum crm_severity bad);

#endif
