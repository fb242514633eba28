/*
 * Attribute gauge studies: how appraisers agree with themselves, each other and the reference
 * (MSA 4th ed.; ppap.md, section 4).
 */
#ifndef CRM_STAT_AGREEMENT_H
#define CRM_STAT_AGREEMENT_H

#include <stdbool.h>

#include "lib/stat/capability.h"

/* good[(part * appraisers + appraiser) * trials + trial]; reference[part], or NULL: then miss, false
 * alarm and kappa are absent. So is a share of no chances. */
struct crm_agreement_data {
	const bool *good;
	const bool *reference;
	int parts, appraisers, trials;
};

struct crm_appraiser {
	int matched; /* parts on which all trials agree with the reference (without one: with
				    themselves) */
	struct crm_figure effectiveness; /* percent: matched / parts */
	struct crm_figure miss;          /* percent: bad ones called good / chances */
	struct crm_figure false_alarm;   /* percent: good ones called bad / chances */
	struct crm_figure kappa;         /* with the reference, over all trials */
};

/* out: one an appraiser. pair[a * appraisers + b]: kappa of two appraisers over all trials of the
 * same number, absent on the diagonal and where it cannot be (all alike by chance). */
void crm_agreement(
    const struct crm_agreement_data *d, struct crm_appraiser *out, struct crm_figure *pair);
/* Cohen's kappa of counts: both good, only a, only b, both bad. Absent where chance alone agrees, or
 * nothing is counted. */
struct crm_figure crm_kappa(long both, long a, long b, long none);

#endif
