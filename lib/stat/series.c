#include "lib/stat/series.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"

int crm_series_add(struct crm_series *s, struct crm_dec value)
{
	struct crm_dec shifted;
	struct crm_dec first = s->n == 0 ? value : s->first;

	if (crm_dec_sub(value, first, &shifted) != 0)
		return -1;
	crm_grow(&s->x, &s->cap, s->n + 1, sizeof(*s->x));
	s->first = first;
	s->x[s->n++] = crm_dec_double(shifted);
	return 0;
}

void crm_series_release(struct crm_series *s)
{
	free(s->x);
	*s = (struct crm_series)CRM_SERIES_INIT;
}

int crm_series_shift(const struct crm_series *s, struct crm_dec value, double *out)
{
	struct crm_dec shifted;

	if (crm_dec_sub(value, s->first, &shifted) != 0)
		return -1;
	*out = crm_dec_double(shifted);
	return 0;
}

double crm_series_unshift(const struct crm_series *s, double x)
{
	return crm_dec_double(s->first) + x;
}

double crm_mean(const double *x, size_t n)
{
	double mean = x[0], sum = 0;

	/* From the first value: a mean of like values is that value, to the last bit. */
	for (size_t i = 0; i < n; i++)
		sum += x[i] - x[0];
	mean += sum / (double)n;
	sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += x[i] - mean;
	return mean + sum / (double)n;
}

double crm_squares(const double *x, size_t n, double mean)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < n; i++) {
		double d = x[i] - mean;

		sum += d;
		squares += d * d;
	}
	squares -= sum * sum / (double)n;
	return squares > 0 ? squares : 0;
}

double crm_range(const double *x, size_t n)
{
	double low = x[0], high = x[0];

	for (size_t i = 1; i < n; i++) {
		low = fmin(low, x[i]);
		high = fmax(high, x[i]);
	}
	return high - low;
}
