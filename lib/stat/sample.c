#include "lib/stat/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

#define MOST_DIGITS 12
#define LIMIT INT64_C(1000000000000000000) /* 10^18: what a decimal holds */

void crm_sample_add(struct crm_sample *s, int64_t value)
{
	crm_grow(&s->values, &s->cap, s->n + 1, sizeof(*s->values));
	s->values[s->n++] = value;
	s->sum += value;
	s->sorted = 0;
}

void crm_sample_merge(struct crm_sample *s, const struct crm_sample *o)
{
	if (o->n == 0)
		return;
	crm_grow(&s->values, &s->cap, s->n + o->n, sizeof(*s->values));
	memcpy(s->values + s->n, o->values, o->n * sizeof(*s->values));
	s->n += o->n;
	s->sum += o->sum;
	s->sorted = 0;
}

void crm_sample_release(struct crm_sample *s)
{
	free(s->values);
	*s = (struct crm_sample)CRM_SAMPLE_INIT;
}

static int64_t pow10of(int n)
{
	int64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

int crm_sample_mean(const struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out)
{
	if (s->n == 0)
		return -1;
	return crm_dec_ratio(s->sum, (__int128)s->n * unit, digits, out);
}

/* Sum of squares about the mean, exact in whole numbers but for the share of
 * the mean that is no whole number. -1 when it does not fit 128 bits. */
static int squares(const struct crm_sample *s, long double *out)
{
	__int128 n = (__int128)s->n, mean = s->sum / n, rest = s->sum % n;
	__int128 sum = 0;

	for (size_t i = 0; i < s->n; i++) {
		__int128 d = s->values[i] - mean;

		if (__builtin_mul_overflow(d, d, &d) || __builtin_add_overflow(sum, d, &sum))
			return -1;
	}
	/* sum (x - mean - rest/n)^2 = sum (x - mean)^2 - rest^2 / n */
	*out = (long double)sum - (long double)rest * (long double)rest / (long double)n;
	return 0;
}

int crm_sample_sd(const struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out)
{
	long double sum, x;

	if (s->n < 2 || unit <= 0 || digits < 0 || digits > MOST_DIGITS || squares(s, &sum) != 0)
		return -1;
	x = sqrtl(sum / (long double)(s->n - 1)) * (long double)pow10of(digits);
	x = roundl(x / (long double)unit);
	if (x >= (long double)LIMIT)
		return -1;
	out->coef = (int64_t)x;
	out->scale = digits;
	return 0;
}

static int ascending(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void sort(struct crm_sample *s)
{
	if (!s->sorted && s->n > 1)
		qsort(s->values, s->n, sizeof(*s->values), ascending);
	s->sorted = 1;
}

int crm_sample_median(struct crm_sample *s, int64_t unit, int digits, struct crm_dec *out)
{
	__int128 two;

	if (s->n == 0)
		return -1;
	sort(s);
	two = (__int128)s->values[(s->n - 1) / 2] + s->values[s->n / 2];
	return crm_dec_ratio(two, (__int128)unit * 2, digits, out);
}

int crm_sample_rank(
    struct crm_sample *s, int64_t num, int64_t den, int64_t unit, int digits, struct crm_dec *out)
{
	__int128 rank;

	if (s->n == 0 || den <= 0)
		return -1;
	sort(s);
	rank = ((__int128)s->n * num + den - 1) / den;
	if (rank < 1)
		rank = 1;
	if (rank > (__int128)s->n)
		rank = (__int128)s->n;
	return crm_dec_ratio(s->values[rank - 1], unit, digits, out);
}
