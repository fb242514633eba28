/*
 * Mean and standard deviation of decimals, numerically sound: each value is
 * shifted by the first one in exact decimals, then Welford's recurrence runs
 * on the shifted doubles. Mergeable.
 */
#ifndef CRM_STAT_MOMENTS_H
#define CRM_STAT_MOMENTS_H

#include <stdint.h>

#include "lib/base/dec.h"

struct crm_moments {
	int64_t n;
	struct crm_dec first;
	double mean; /* of the shifted values */
	double m2;   /* sum of squared deviations */
};

#define CRM_MOMENTS_INIT            \
	{                           \
		0, {0, 0}, 0.0, 0.0 \
	}

/* -1 when value - first does not fit 18 digits (nothing added). */
int crm_moments_add(struct crm_moments *m, struct crm_dec value);
double crm_moments_mean(const struct crm_moments *m); /* NaN when n = 0 */
double crm_moments_sd(const struct crm_moments *m);   /* n-1; NaN: n < 2 */
int crm_moments_merge(struct crm_moments *m, const struct crm_moments *o);

#endif
