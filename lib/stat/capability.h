/*
 * Process capability and performance (ppap.md, sections 4 and 5): indices, their intervals,
 * expected parts per million. What cannot be is absent, never NaN: an index of a side that has no
 * limit, any index where sigma is 0.
 */
#ifndef CRM_STAT_CAPABILITY_H
#define CRM_STAT_CAPABILITY_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/stat/series.h"

/* How sigma within subgroups is estimated. A subgroup of one value adds nothing to it. */
enum crm_sigma {
	CRM_SIGMA_RBAR,   /* Rbar / d2; unequal subgroups: mean of R_i / d2(n_i); sizes to 25 */
	CRM_SIGMA_SBAR,   /* sbar / c4; unequal: mean of s_i / c4(n_i) */
	CRM_SIGMA_POOLED, /* sqrt(sum (n_i-1) s_i^2 / sum (n_i-1)), not divided by c4 */
	CRM_SIGMA_MOVING, /* individuals: mean moving range of two / d2(2) */
	CRM_SIGMAS
};
const char *crm_sigma_name(enum crm_sigma s); /* rbar sbar pooled moving */
int crm_sigma_find(const char *name);         /* -1: none */

struct crm_figure {
	bool has;
	double value;
};
struct crm_figure crm_figure_of(double value); /* absent where it is not finite */

struct crm_limits_of { /* of the specification, shifted as the series; target absent: the middle */
	struct crm_figure lower, upper, target;
};

struct crm_capability {
	size_t n, subgroups;
	size_t smallest, largest;          /* subgroup */
	double mean, minimum, maximum;     /* of the shifted values */
	struct crm_figure within, overall; /* sigma: 0 is a value */
	/* cp, pp, cpm of two limits alone; cpk, ppk of those there are, below 0 where the mean is
	 * beyond one; cpm = (U - L) / (6 sqrt(overall^2 + (mean - target)^2)) */
	struct crm_figure cp, cpl, cpu, cpk, pp, ppl, ppu, ppk, cpm;
	/* Two-sided intervals of `confidence`: of pp by chi-square with n - 1 degrees of freedom, of
	 * ppk and cpk Bissell's, k -/+ z sqrt(1/(9n) + k^2 v), v the relative variance of the
	 * sigma: 1/(2(n-1)) overall, that of the method within */
	struct crm_figure pp_low, pp_high, ppk_low, ppk_high, cpk_low, cpk_high;
	struct crm_figure ppm_within, ppm_overall; /* expected, both sides that have a limit */
	size_t below, above;                       /* observed beyond the limits */
};

/*
 * The sigma within: first[i] is where subgroup i begins in the series, first[k] = n. MOVING takes the
 * values one by one and does not look at first and k. *variance, relative: that of the estimate
 * divided by sigma squared. -1: a subgroup with no value, one too large for the method, no subgroup of
 * 2 or more (RBAR, SBAR, POOLED), or fewer than 2 values; *why says it (static text).
 */
int crm_sigma_within(const struct crm_series *s, const size_t *first, size_t k,
    enum crm_sigma method, double *sigma, double *variance, const char **why);

/* Subgroups as above (MOVING: each value is one). confidence: 0.95. -1 as above, or where the lower
 * limit is not below the upper. */
int crm_capability(const struct crm_series *s, const size_t *first, size_t k, enum crm_sigma method,
    const struct crm_limits_of *limits, double confidence, struct crm_capability *out,
    const char **why);

#endif
