/*
 * How long records are kept, whatever their kind (requirements P4, T9): years count from the end of
 * a calendar year, and a legal hold beats them. What begins the years, and what else keeps a record,
 * is the kind's to say.
 *
 * Codes of refusals: already_done (it is held, or not held, already), must_be_kept.
 */
#ifndef CRM_RULES_RETENTION_H
#define CRM_RULES_RETENTION_H

#include "lib/flow/step.h"

/* Fields of a kind whose records can be held. */
struct crm_retention {
	int legal_hold, hold_at, hold_why;
};

/* The last day on which is kept what ended, was filed or became inactive on that day: the end of the
 * year, so many years later; 1 at least counts. */
int32_t crm_retention_end(int32_t day, int64_t years);

/* The rule of the step that begins the hold, and of the one that ends it. */
void crm_retention_hold(const struct crm_step_in *in, const struct crm_retention *r,
    struct crm_changes *out, struct crm_findings *f);
void crm_retention_unhold(const struct crm_step_in *in, const struct crm_retention *r,
    struct crm_changes *out, struct crm_findings *f);

/* Refuses, and is true, while the record is held. */
bool crm_retention_held(
    const struct crm_step_in *in, const struct crm_retention *r, struct crm_findings *f);

#endif
