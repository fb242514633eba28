/*
 * A baseline: the findings that a gate had when one began to look at it, which
 * are known and block nothing, so that only new ones do.
 *
 * It is what a check printed before, as JSON Lines or JSON: wherever an object
 * has a member `fingerprint` that is text, that finding is known. Rows without
 * one are passed over, so any output with findings in it will do (also
 * gitlab's).
 */
#ifndef CRM_IO_BASELINE_H
#define CRM_IO_BASELINE_H

#include "lib/data/finding.h"
#include "lib/data/limits.h"

struct crm_baseline;

/*
 * Reads the file, of at most l->record bytes: one object, one list, or an object a line. *out is
 * the caller's; it may know none. As crm_file_read(); CRM_BADINPUT with source and line: it is none
 * of these.
 */
int crm_baseline_read(
    const char *path, const struct crm_limits *l, struct crm_baseline **out, struct crm_err *e);
/* Does it know none? */
bool crm_baseline_empty(const struct crm_baseline *b);
void crm_baseline_free(struct crm_baseline *b); /* NULL allowed */

/* The list's are not gone, whatever is taken out of it before it is applied. b may be NULL. */
void crm_baseline_see(struct crm_baseline *b, const struct crm_findings *f);
/* Takes the known ones out of a list that has its fingerprints; how many. b may be NULL. */
size_t crm_baseline_apply(struct crm_baseline *b, struct crm_findings *f);
/* How many of the baseline no list has had so far: what was mended since. */
size_t crm_baseline_gone(const struct crm_baseline *b);

#endif
