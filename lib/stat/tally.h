/*
 * Counts with what was left out and why: numerator, denominator and
 * excluded by reason. Mergeable; a rate is null when the denominator is 0.
 */
#ifndef CRM_STAT_TALLY_H
#define CRM_STAT_TALLY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/dec.h"

#define CRM_TALLY_REASONS 16

struct crm_tally {
	int64_t num, den;
	int64_t excluded[CRM_TALLY_REASONS]; /* by the caller's enum */
};

void crm_tally_add(struct crm_tally *t, bool in_numerator);
void crm_tally_exclude(struct crm_tally *t, int reason);
void crm_tally_merge(struct crm_tally *t, const struct crm_tally *o);
/* 100 * num / den with 4 decimals; false (null) when den is 0. */
bool crm_tally_percent(const struct crm_tally *t, struct crm_dec *out);

#endif
