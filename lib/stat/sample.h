/*
 * A sample of whole numbers (durations in microseconds, counts): exact sum,
 * mean, median, nearest-rank quantiles, extremes. Keeps every value (8 bytes
 * each).
 */
#ifndef CRM_STAT_SAMPLE_H
#define CRM_STAT_SAMPLE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/dec.h"

struct crm_sample {
	int64_t *values;
	size_t n, cap;
	__int128 sum;
	int sorted;
};

#define CRM_SAMPLE_INIT          \
	{                        \
		NULL, 0, 0, 0, 0 \
	}

void crm_sample_add(struct crm_sample *s, int64_t value);
void crm_sample_merge(struct crm_sample *s, const struct crm_sample *o);
void crm_sample_release(struct crm_sample *s);

/* All divide by `unit` (for days: 86,400,000,000 us) and round half away
 * from zero to `digits` decimals. -1 when the sample is empty. */
int crm_sample_mean(const struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out);
/* Sample standard deviation (n-1), 0 digits lost to cancellation; -1: n < 2 */
int crm_sample_sd(const struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out);
/* The middle value, or the mean of the two middle ones. Sorts. */
int crm_sample_median(struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out);
/* Nearest rank: the smallest value with at least num/den of all at or below
 * it (p95: 95, 100; the largest: 1, 1). Sorts. */
int crm_sample_rank(
    struct crm_sample *s, int64_t num, int64_t den, int64_t unit, int digits, struct crm_dec *out);

#endif
