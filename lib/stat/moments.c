#include "lib/stat/moments.h"

#include <math.h>

int crm_moments_add(struct crm_moments *m, struct crm_dec value)
{
	struct crm_dec shifted;
	double x, delta;

	if (m->n == 0)
		m->first = value;
	if (crm_dec_sub(value, m->first, &shifted) != 0)
		return -1;
	x = crm_dec_double(shifted);
	m->n++;
	delta = x - m->mean;
	m->mean += delta / (double)m->n;
	m->m2 += delta * (x - m->mean);
	return 0;
}

double crm_moments_mean(const struct crm_moments *m)
{
	if (m->n == 0)
		return NAN;
	return crm_dec_double(m->first) + m->mean;
}

double crm_moments_sd(const struct crm_moments *m)
{
	if (m->n < 2)
		return NAN;
	return sqrt(m->m2 / (double)(m->n - 1));
}

/* Chan, Golub, LeVeque: pairwise combination. */
int crm_moments_merge(struct crm_moments *m, const struct crm_moments *o)
{
	struct crm_dec shift;
	double delta, n, on;

	if (o->n == 0)
		return 0;
	if (m->n == 0) {
		*m = *o;
		return 0;
	}
	if (crm_dec_sub(o->first, m->first, &shift) != 0)
		return -1;
	n = (double)m->n;
	on = (double)o->n;
	delta = o->mean + crm_dec_double(shift) - m->mean;
	m->mean += delta * on / (n + on);
	m->m2 += o->m2 + delta * delta * n * on / (n + on);
	m->n += o->n;
	return 0;
}
