#include "lib/stat/capability.h"

#include <math.h>
#include <string.h>

#include "lib/stat/constants.h"
#include "lib/stat/distribution.h"

#define PI 3.14159265358979323846

static const char *const names[] = {
    [CRM_SIGMA_RBAR] = "rbar",
    [CRM_SIGMA_SBAR] = "sbar",
    [CRM_SIGMA_POOLED] = "pooled",
    [CRM_SIGMA_MOVING] = "moving",
};

const char *crm_sigma_name(enum crm_sigma s)
{
	return names[s];
}

int crm_sigma_find(const char *name)
{
	for (int i = 0; i < CRM_SIGMAS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

struct crm_figure crm_figure_of(double value)
{
	struct crm_figure f = {isfinite(value) != 0, 0};

	if (f.has)
		f.value = value;
	return f;
}

static struct crm_figure ratio(double above, double below)
{
	return crm_figure_of(below > 0 ? above / below : NAN);
}

/* Neighbouring ranges share a value, so they vary together: E|d1 d2| of two normal differences whose
 * correlation is -1/2. */
static void by_moving(const struct crm_series *s, double *sigma, double *variance)
{
	const double d2 = crm_chart_constants(2)->d2, m = (double)(s->n - 1);
	const double alone = PI / 2 - 1;
	const double both = sqrt(0.75) + PI / 12 - 1;
	double sum = 0;

	for (size_t i = 1; i < s->n; i++)
		sum += fabs(s->x[i] - s->x[i - 1]);
	*sigma = sum / m / d2;
	*variance = (m * alone + 2 * (m - 1) * both) / (m * m);
}

/* The sigma that one subgroup of n >= 2 gives, and its relative variance. */
static double of_one(const double *x, size_t n, enum crm_sigma method, double *variance)
{
	const struct crm_chart_constants *c;
	double c4;

	if (method == CRM_SIGMA_RBAR) {
		c = crm_chart_constants((int)n);
		*variance = c->d3 * c->d3 / (c->d2 * c->d2);
		return crm_range(x, n) / c->d2;
	}
	c4 = crm_c4((int)n);
	*variance = (1 - c4 * c4) / (c4 * c4);
	return sqrt(crm_squares(x, n, crm_mean(x, n)) / (double)(n - 1)) / c4;
}

static const char *sizes_wrong(
    const struct crm_series *s, const size_t *first, size_t k, enum crm_sigma method)
{
	bool some = false;

	if (s->n < 2)
		return "fewer than 2 values";
	if (method == CRM_SIGMA_MOVING)
		return NULL;
	for (size_t i = 0; i < k; i++) {
		const size_t n = first[i + 1] - first[i];

		if (n == 0)
			return "a subgroup without a value";
		if (n > CRM_SUBGROUP_MOST && method == CRM_SIGMA_RBAR)
			return "a subgroup of more than 25 values, for which rbar has no constant";
		some = some || n > 1;
	}
	return some ? NULL : "no subgroup of 2 values or more";
}

int crm_sigma_within(const struct crm_series *s, const size_t *first, size_t k,
    enum crm_sigma method, double *sigma, double *variance, const char **why)
{
	double sum = 0, squares = 0, varies = 0, n = 0;

	*why = sizes_wrong(s, first, k, method);
	if (*why != NULL)
		return -1;
	if (method == CRM_SIGMA_MOVING) {
		by_moving(s, sigma, variance);
		return 0;
	}
	for (size_t i = 0; i < k; i++) {
		const double *x = s->x + first[i];
		const size_t size = first[i + 1] - first[i];
		double v;

		if (size < 2)
			continue;
		if (method == CRM_SIGMA_POOLED) {
			squares += crm_squares(x, size, crm_mean(x, size));
			n += (double)(size - 1);
		} else {
			sum += of_one(x, size, method, &v);
			varies += v;
			n++;
		}
	}
	*sigma = method == CRM_SIGMA_POOLED ? sqrt(squares / n) : sum / n;
	*variance = method == CRM_SIGMA_POOLED ? 1 / (2 * n) : varies / (n * n);
	return 0;
}

static void sizes(const size_t *first, size_t k, enum crm_sigma method, struct crm_capability *out)
{
	out->subgroups = method == CRM_SIGMA_MOVING ? out->n : k;
	out->smallest = out->largest = 1;
	if (method == CRM_SIGMA_MOVING)
		return;
	out->smallest = out->largest = first[1] - first[0];
	for (size_t i = 1; i < k; i++) {
		const size_t n = first[i + 1] - first[i];

		out->smallest = n < out->smallest ? n : out->smallest;
		out->largest = n > out->largest ? n : out->largest;
	}
}

static void extremes(
    const struct crm_series *s, const struct crm_limits_of *l, struct crm_capability *out)
{
	out->minimum = out->maximum = s->x[0];
	for (size_t i = 0; i < s->n; i++) {
		out->minimum = fmin(out->minimum, s->x[i]);
		out->maximum = fmax(out->maximum, s->x[i]);
		out->below += l->lower.has && s->x[i] < l->lower.value;
		out->above += l->upper.has && s->x[i] > l->upper.value;
	}
}

static struct crm_figure smaller(struct crm_figure a, struct crm_figure b)
{
	if (!a.has || !b.has)
		return a.has ? a : b;
	return a.value < b.value ? a : b;
}

struct indices {
	struct crm_figure both, lower, upper, least, ppm;
};

static struct indices indices_of(double mean, double sigma, const struct crm_limits_of *l)
{
	struct indices i = {0};
	double beyond = 0;

	if (l->lower.has) {
		i.lower = ratio(mean - l->lower.value, 3 * sigma);
		beyond += crm_normal_above(3 * i.lower.value);
	}
	if (l->upper.has) {
		i.upper = ratio(l->upper.value - mean, 3 * sigma);
		beyond += crm_normal_above(3 * i.upper.value);
	}
	if (l->lower.has && l->upper.has)
		i.both = ratio(l->upper.value - l->lower.value, 6 * sigma);
	i.least = smaller(i.lower, i.upper);
	if (i.least.has)
		i.ppm = crm_figure_of(1e6 * beyond);
	return i;
}

static struct crm_figure taguchi(double mean, double sigma, const struct crm_limits_of *l)
{
	struct crm_figure none = {false, 0};
	double target;

	if (!l->lower.has || !l->upper.has || !(sigma > 0))
		return none;
	target = l->target.has ? l->target.value
	                       : l->lower.value + (l->upper.value - l->lower.value) / 2;
	return ratio(l->upper.value - l->lower.value, 6 * hypot(sigma, mean - target));
}

static void bissell(struct crm_figure index, double variance, double n, double z,
    struct crm_figure *low, struct crm_figure *high)
{
	double half;

	if (!index.has)
		return;
	half = z * sqrt(1 / (9 * n) + index.value * index.value * variance);
	*low = crm_figure_of(index.value - half);
	*high = crm_figure_of(index.value + half);
}

static void intervals(struct crm_capability *out, double variance, double confidence)
{
	const double alpha = 1 - confidence, n = (double)out->n, df = n - 1;
	double z;

	if (!(confidence > 0 && confidence < 1))
		return;
	z = -crm_normal_quantile(alpha / 2);
	bissell(out->ppk, 1 / (2 * df), n, z, &out->ppk_low, &out->ppk_high);
	bissell(out->cpk, variance, n, z, &out->cpk_low, &out->cpk_high);
	if (!out->pp.has)
		return;
	out->pp_low = crm_figure_of(out->pp.value * sqrt(crm_chi2_quantile(alpha / 2, df) / df));
	out->pp_high =
	    crm_figure_of(out->pp.value * sqrt(crm_chi2_quantile(confidence + alpha / 2, df) / df));
}

int crm_capability(const struct crm_series *s, const size_t *first, size_t k, enum crm_sigma method,
    const struct crm_limits_of *limits, double confidence, struct crm_capability *out,
    const char **why)
{
	double within, variance, overall;
	struct indices c, p;

	if (crm_sigma_within(s, first, k, method, &within, &variance, why) != 0)
		return -1;
	if (limits->lower.has && limits->upper.has &&
	    !(limits->lower.value < limits->upper.value)) {
		*why = "the lower limit is not below the upper";
		return -1;
	}
	memset(out, 0, sizeof(*out));
	out->n = s->n;
	sizes(first, k, method, out);
	extremes(s, limits, out);
	out->mean = crm_mean(s->x, s->n);
	overall = sqrt(crm_squares(s->x, s->n, out->mean) / (double)(s->n - 1));
	out->within = crm_figure_of(within);
	out->overall = crm_figure_of(overall);
	c = indices_of(out->mean, within, limits);
	p = indices_of(out->mean, overall, limits);
	out->cp = c.both;
	out->cpl = c.lower;
	out->cpu = c.upper;
	out->cpk = c.least;
	out->ppm_within = c.ppm;
	out->pp = p.both;
	out->ppl = p.lower;
	out->ppu = p.upper;
	out->ppk = p.least;
	out->ppm_overall = p.ppm;
	out->cpm = taguchi(out->mean, overall, limits);
	intervals(out, variance, confidence);
	return 0;
}
