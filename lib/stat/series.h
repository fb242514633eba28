/*
 * A series of measured values for the studies: each is kept as its exact decimal difference from
 * the first one, made a double, so that 10000000.2 and 10000000.1 differ by 0.1 and
 * not by what doubles leave of it. Limits are shifted alike before anything is computed.
 */
#ifndef CRM_STAT_SERIES_H
#define CRM_STAT_SERIES_H

#include <stddef.h>

#include "lib/base/dec.h"

struct crm_series {
	struct crm_dec first;
	double *x; /* shifted, in the order in which they came */
	size_t n, cap;
};

#define CRM_SERIES_INIT            \
	{                          \
		{0, 0}, NULL, 0, 0 \
	}

/* -1 when value - first does not fit 18 digits (nothing added). */
int crm_series_add(struct crm_series *s, struct crm_dec value);
void crm_series_release(struct crm_series *s);
/* The value as it is among the shifted ones; -1 as above. n > 0. */
int crm_series_shift(const struct crm_series *s, struct crm_dec value, double *out);
/* A shifted value, a mean, as it is in the file. */
double crm_series_unshift(const struct crm_series *s, double x);

/* Two passes over n doubles: mean, and sum of squared deviations from it with the correction
 * of the second pass. n > 0. Like values have that mean and the sum 0 exactly. */
double crm_mean(const double *x, size_t n);
double crm_squares(const double *x, size_t n, double mean);
/* The largest less the smallest. n > 0. */
double crm_range(const double *x, size_t n);

#endif
