#include "lib/stat/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/constants.h"

#define SAME 1e-13 /* of the largest figure of a chart: what rounding leaves */

static const char *const names[CRM_RULES] = {"limit", "side7", "side8", "side9", "trend6",
    "alternate14", "two3", "four5", "inside15", "outside8"};

const char *crm_chart_rule_name(int bit)
{
	return bit < 0 || bit >= CRM_RULES ? NULL : names[bit];
}

int crm_chart_rule_find(const char *name)
{
	for (int i = 0; i < CRM_RULES; i++)
		if (strcmp(names[i], name) == 0)
			return 1 << i;
	return -1;
}

static void start(struct crm_chart *c, size_t n)
{
	c->n = n;
	c->point = crm_calloc(n, sizeof(*c->point));
	c->middle = crm_calloc(n, sizeof(*c->middle));
	c->low = crm_calloc(n, sizeof(*c->low));
	c->high = crm_calloc(n, sizeof(*c->high));
}

void crm_chart_release(struct crm_chart *c)
{
	free(c->point);
	free(c->middle);
	free(c->low);
	free(c->high);
	memset(c, 0, sizeof(*c));
}

static void put(struct crm_chart *c, size_t i, double point, double middle, double low, double high)
{
	c->point[i] = point;
	c->middle[i] = middle;
	c->low[i] = low;
	c->high[i] = high;
}

static void moving(const struct crm_series *s, double mean, double sigma,
    struct crm_chart *location, struct crm_chart *spread)
{
	const struct crm_chart_constants *c = crm_chart_constants(2);
	const double middle = c->d2 * sigma;

	start(location, s->n);
	start(spread, s->n - 1);
	for (size_t i = 0; i < s->n; i++)
		put(location, i, s->x[i], mean, mean - 3 * sigma, mean + 3 * sigma);
	for (size_t i = 1; i < s->n; i++)
		put(spread, i - 1, fabs(s->x[i] - s->x[i - 1]), middle, c->D3 * middle,
		    c->D4 * middle);
}

static void put_range(struct crm_chart *spread, size_t i, const double *x, size_t n, double sigma)
{
	const struct crm_chart_constants *c = crm_chart_constants((int)n);

	put(spread, i, crm_range(x, n), c->d2 * sigma, c->D3 * c->d2 * sigma,
	    c->D4 * c->d2 * sigma);
}

static void put_sd(struct crm_chart *spread, size_t i, const double *x, size_t n, double sigma)
{
	const double c4 = crm_c4((int)n), half = 3 * sqrt(1 - c4 * c4);
	const double sd = sqrt(crm_squares(x, n, crm_mean(x, n)) / (double)(n - 1));

	put(spread, i, sd, c4 * sigma, fmax(0, c4 - half) * sigma, (c4 + half) * sigma);
}

int crm_chart_make(const struct crm_series *s, const size_t *first, size_t k, enum crm_sigma method,
    struct crm_chart *location, struct crm_chart *spread, const char **why)
{
	double sigma, variance, mean;

	memset(location, 0, sizeof(*location));
	memset(spread, 0, sizeof(*spread));
	if (crm_sigma_within(s, first, k, method, &sigma, &variance, why) != 0)
		return -1;
	mean = crm_mean(s->x, s->n);
	if (method == CRM_SIGMA_MOVING) {
		moving(s, mean, sigma, location, spread);
		return 0;
	}
	start(location, k);
	start(spread, k);
	for (size_t i = 0; i < k; i++) {
		const double *x = s->x + first[i];
		const size_t n = first[i + 1] - first[i];
		const double half = 3 * sigma / sqrt((double)n);

		put(location, i, crm_mean(x, n), mean, mean - half, mean + half);
		if (n < 2)
			put(spread, i, 0, 0, 0, 0);
		else if (method == CRM_SIGMA_RBAR)
			put_range(spread, i, x, n, sigma);
		else
			put_sd(spread, i, x, n, sigma);
	}
	return 0;
}

struct look {
	const struct crm_chart *c;
	double same; /* what differs by no more is the same */
};

static double largest(const struct crm_chart *c)
{
	double most = 0;

	for (size_t i = 0; i < c->n; i++)
		most = fmax(most, fmax(fabs(c->point[i]), fmax(fabs(c->low[i]), fabs(c->high[i]))));
	return most;
}

static double sigma_at(const struct look *l, size_t i)
{
	return (l->c->high[i] - l->c->middle[i]) / 3;
}

/* Beyond so many sigma: 1 above the middle, -1 below, 0 neither. */
static int beyond(const struct look *l, size_t i, double sigmas)
{
	const double d = l->c->point[i] - l->c->middle[i], w = sigma_at(l, i);

	if (sigmas > 0 && !(w > l->same))
		return 0;
	if (fabs(d) <= sigmas * w + l->same)
		return 0;
	return d > 0 ? 1 : -1;
}

/* 1 rising to point i, -1 falling, 0 level. i > 0. */
static int step(const struct look *l, size_t i)
{
	const double d = l->c->point[i] - l->c->point[i - 1];

	if (fabs(d) <= l->same)
		return 0;
	return d > 0 ? 1 : -1;
}

static bool limit(const struct look *l, size_t i)
{
	const struct crm_chart *c = l->c;

	return c->point[i] > c->high[i] + l->same || c->point[i] < c->low[i] - l->same;
}

static bool side(const struct look *l, size_t i, size_t n)
{
	const int here = beyond(l, i, 0);

	if (here == 0 || i + 1 < n)
		return false;
	for (size_t k = 1; k < n; k++)
		if (beyond(l, i - k, 0) != here)
			return false;
	return true;
}

/* n points by n - 1 steps, each as the last one, or each as the last one turned (turn -1). */
static bool steps(const struct look *l, size_t i, size_t n, int turn)
{
	int want;

	if (i + 1 < n)
		return false;
	want = step(l, i);
	for (size_t k = 0; k < n - 1; k++, want *= turn)
		if (want == 0 || step(l, i - k) != want)
			return false;
	return true;
}

/* The point itself and others among the last n, `need` in all, beyond on its side. */
static bool some_of(const struct look *l, size_t i, size_t need, size_t n, double sigmas)
{
	const int here = beyond(l, i, sigmas);
	size_t have = 0;

	for (size_t k = 0; here != 0 && k < n && k <= i; k++)
		have += beyond(l, i - k, sigmas) == here;
	return have >= need;
}

/* n in a row that are all beyond 1 sigma, or all not. */
static bool all(const struct look *l, size_t i, size_t n, bool out)
{
	if (i + 1 < n)
		return false;
	for (size_t k = 0; k < n; k++)
		if (!(sigma_at(l, i - k) > l->same) || (beyond(l, i - k, 1) != 0) != out)
			return false;
	return true;
}

static bool breaks(const struct look *l, size_t i, int rule)
{
	switch (rule) {
	case CRM_RULE_LIMIT:
		return limit(l, i);
	case CRM_RULE_SIDE_7:
		return side(l, i, 7);
	case CRM_RULE_SIDE_8:
		return side(l, i, 8);
	case CRM_RULE_SIDE_9:
		return side(l, i, 9);
	case CRM_RULE_TREND_6:
		return steps(l, i, 6, 1);
	case CRM_RULE_ALTERNATE_14:
		return steps(l, i, 14, -1);
	case CRM_RULE_TWO_OF_3:
		return some_of(l, i, 2, 3, 2);
	case CRM_RULE_FOUR_OF_5:
		return some_of(l, i, 4, 5, 1);
	case CRM_RULE_INSIDE_15:
		return all(l, i, 15, false);
	default:
		return all(l, i, 8, true);
	}
}

size_t crm_chart_signals(const struct crm_chart *c, unsigned rules,
    void (*fn)(void *ctx, const struct crm_signal *s), void *ctx)
{
	const struct look l = {c, SAME * largest(c)};
	size_t found = 0;

	for (size_t i = 0; i < c->n; i++) {
		for (int bit = 0; bit < CRM_RULES; bit++) {
			const struct crm_signal s = {1 << bit, i};

			if (!(rules & 1U << bit) || !breaks(&l, i, s.rule))
				continue;
			found++;
			if (fn != NULL)
				fn(ctx, &s);
		}
	}
	return found;
}
