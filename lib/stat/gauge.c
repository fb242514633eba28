#include "lib/stat/gauge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/stat/constants.h"
#include "lib/stat/distribution.h"

/* What rounding leaves, of the largest difference and of the whole sum of squares. */
#define NOISE 1e-12
#define SAME 1e-14 /* a difference, of what it is between */

static const char *const names[] = {
    [CRM_GAUGE_RANGE] = "average-range",
    [CRM_GAUGE_ANOVA] = "anova",
    [CRM_GAUGE_NESTED] = "nested",
};

const char *crm_gauge_method_name(enum crm_gauge_method m)
{
	return names[m];
}

int crm_gauge_method_find(const char *name)
{
	for (int i = 0; i < CRM_GAUGE_METHODS; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* The means that all the methods are made of. */
struct means {
	double *cell, *part, *appraiser; /* cell[part * appraisers + appraiser] */
	double all;
};

static void means_release(struct means *m)
{
	free(m->cell);
	free(m->part);
	free(m->appraiser);
}

static void means_of(const struct crm_gauge_data *d, struct means *m)
{
	const size_t n = (size_t)d->parts, k = (size_t)d->appraisers, r = (size_t)d->trials;
	double *column = crm_calloc(n, sizeof(*column));

	m->cell = crm_calloc(n * k, sizeof(*m->cell));
	m->part = crm_calloc(n, sizeof(*m->part));
	m->appraiser = crm_calloc(k, sizeof(*m->appraiser));
	for (size_t i = 0; i < n * k; i++)
		m->cell[i] = crm_mean(d->x + i * r, r);
	for (size_t p = 0; p < n; p++)
		m->part[p] = crm_mean(m->cell + p * k, k);
	for (size_t a = 0; a < k; a++) {
		for (size_t p = 0; p < n; p++)
			column[p] = m->cell[p * k + a];
		m->appraiser[a] = crm_mean(column, n);
	}
	m->all = crm_mean(m->part, n);
	free(column);
}

/* 0 where it is so small beside the whole that it is but rounding. */
static double over(double value, double least)
{
	return value > least ? value : 0;
}

/* The root of (a - b) / n: 0 where it is negative or but rounding. */
static double component(double a, double b, double n)
{
	return sqrt(over(a - b, SAME * a) / n);
}

static void by_range(const struct crm_gauge_data *d, const struct means *m, struct crm_gauge *out)
{
	const size_t n = (size_t)d->parts, k = (size_t)d->appraisers, r = (size_t)d->trials;
	const double least = NOISE * crm_range(d->x, n * k * r);
	double sum = 0, x;

	for (size_t i = 0; i < n * k; i++)
		sum += crm_range(d->x + i * r, r);
	out->rbar = sum / (double)(n * k);
	out->range_limit = crm_grr_d4(d->trials) * out->rbar;
	for (size_t i = 0; i < n * k; i++)
		out->ranges_above += crm_range(d->x + i * r, r) > out->range_limit;
	out->xdiff = over(crm_range(m->appraiser, k), least);
	out->rp = over(crm_range(m->part, n), least);
	out->ev = out->rbar * crm_grr_k1(d->trials);
	x = out->xdiff * crm_grr_k2(d->appraisers);
	out->av = component(x * x, out->ev * out->ev / (double)(n * r), 1);
	out->pv = out->rp * crm_grr_k3(d->parts);
}

static double error_squares(const struct crm_gauge_data *d, const struct means *m)
{
	const size_t cells = (size_t)d->parts * (size_t)d->appraisers, r = (size_t)d->trials;
	double sum = 0;

	for (size_t i = 0; i < cells; i++)
		sum += crm_squares(d->x + i * r, r, m->cell[i]);
	return sum;
}

/* Each sum on its own, not what the others leave. */
static void crossed_squares(
    const struct crm_gauge_data *d, const struct means *m, struct crm_gauge *out)
{
	const size_t n = (size_t)d->parts, k = (size_t)d->appraisers;
	const double parts = d->parts, appraisers = d->appraisers, trials = d->trials;

	out->ss_part = appraisers * trials * crm_squares(m->part, n, m->all);
	out->ss_appraiser = parts * trials * crm_squares(m->appraiser, k, m->all);
	for (size_t p = 0; p < n; p++) {
		for (size_t a = 0; a < k; a++) {
			double rest =
			    (m->cell[p * k + a] - m->part[p]) - (m->appraiser[a] - m->all);

			out->ss_interaction += trials * rest * rest;
		}
	}
	out->df_part = parts - 1;
	out->df_appraiser = appraisers - 1;
	out->df_interaction = out->df_part * out->df_appraiser;
	out->df_error = parts * appraisers * (trials - 1);
}

static void nested_squares(
    const struct crm_gauge_data *d, const struct means *m, struct crm_gauge *out)
{
	const size_t n = (size_t)d->parts, k = (size_t)d->appraisers;
	const double parts = d->parts, appraisers = d->appraisers, trials = d->trials;

	out->ss_appraiser = parts * trials * crm_squares(m->appraiser, k, m->all);
	for (size_t p = 0; p < n; p++) {
		for (size_t a = 0; a < k; a++) {
			double rest = m->cell[p * k + a] - m->appraiser[a];

			out->ss_part += trials * rest * rest;
		}
	}
	out->df_part = appraisers * (parts - 1);
	out->df_appraiser = appraisers - 1;
	out->df_error = parts * appraisers * (trials - 1);
}

static void total(const struct crm_gauge_data *d, const struct means *m, struct crm_gauge *out)
{
	double least;

	out->ss_error = error_squares(d, m);
	out->ss_total = out->ss_part + out->ss_appraiser + out->ss_interaction + out->ss_error;
	least = NOISE * NOISE * out->ss_total;
	out->ss_part = over(out->ss_part, least);
	out->ss_appraiser = over(out->ss_appraiser, least);
	out->ss_interaction = over(out->ss_interaction, least);
}

static void by_anova(
    const struct crm_gauge_data *d, const struct means *m, double alpha, struct crm_gauge *out)
{
	const double parts = d->parts, appraisers = d->appraisers, trials = d->trials;
	double error, both, against;

	crossed_squares(d, m, out);
	total(d, m, out);
	error = out->ss_error / out->df_error;
	both = out->ss_interaction / out->df_interaction;
	if (error > 0) {
		out->f = crm_figure_of(both / error);
		out->p =
		    crm_figure_of(crm_f_above(out->f.value, out->df_interaction, out->df_error));
	}
	/* No error at all: then the smallest interaction is real. */
	out->pooled = out->p.has ? out->p.value > alpha : !(both > 0);
	if (out->pooled)
		error =
		    (out->ss_error + out->ss_interaction) / (out->df_error + out->df_interaction);
	against = out->pooled ? error : both;
	out->ev = sqrt(error);
	out->interaction = out->pooled ? 0 : component(both, error, trials);
	out->av = component(out->ss_appraiser / out->df_appraiser, against, parts * trials);
	out->pv = component(out->ss_part / out->df_part, against, appraisers * trials);
}

static void by_nesting(const struct crm_gauge_data *d, const struct means *m, struct crm_gauge *out)
{
	const double parts = d->parts, trials = d->trials;
	double error, part;

	nested_squares(d, m, out);
	total(d, m, out);
	error = out->ss_error / out->df_error;
	part = out->ss_part / out->df_part;
	out->ev = sqrt(error);
	out->pv = component(part, error, trials);
	out->av = component(out->ss_appraiser / out->df_appraiser, part, parts * trials);
}

static struct crm_figure percent(double x, double of)
{
	return crm_figure_of(of > 0 ? 100 * x / of : NAN);
}

static void shares(const struct crm_gauge_opts *o, struct crm_gauge *out)
{
	out->grr = hypot(hypot(out->ev, out->av), out->interaction);
	out->tv = hypot(out->grr, out->pv);
	if (o->process.has) {
		out->tv = o->process.value / 6;
		out->pv = sqrt(fmax(0, (out->tv - out->grr) * (out->tv + out->grr)));
	}
	out->pct_ev = percent(out->ev, out->tv);
	out->pct_av = percent(out->av, out->tv);
	out->pct_grr = percent(out->grr, out->tv);
	out->pct_pv = percent(out->pv, out->tv);
	if (o->tolerance.has) {
		const double sixth = o->tolerance.value / 6;

		out->tol_ev = percent(out->ev, sixth);
		out->tol_av = percent(out->av, sixth);
		out->tol_grr = percent(out->grr, sixth);
		out->tol_pv = percent(out->pv, sixth);
	}
	if (out->grr > 0)
		out->ndc = crm_figure_of(fmax(1, trunc(1.41 * out->pv / out->grr)));
}

static const char *sizes_wrong(const struct crm_gauge_data *d, const struct crm_gauge_opts *o)
{
	const int fewest = o->method == CRM_GAUGE_RANGE ? 1 : 2;

	if (d->parts < 2 || d->parts > CRM_GRR_MOST)
		return "not 2 to 30 parts";
	if (d->appraisers < fewest || d->appraisers > CRM_GRR_MOST)
		return fewest == 1 ? "not 1 to 30 appraisers" : "not 2 to 30 appraisers";
	if (d->trials < 2 || d->trials > CRM_GRR_MOST)
		return "not 2 to 30 trials";
	if (o->tolerance.has && !(o->tolerance.value > 0))
		return "a tolerance that is not above 0";
	if (o->process.has && !(o->process.value > 0))
		return "a process variation that is not above 0";
	return NULL;
}

int crm_gauge(const struct crm_gauge_data *d, const struct crm_gauge_opts *o, struct crm_gauge *out,
    const char **why)
{
	struct means m;

	*why = sizes_wrong(d, o);
	if (*why != NULL)
		return -1;
	memset(out, 0, sizeof(*out));
	means_of(d, &m);
	if (o->method == CRM_GAUGE_RANGE)
		by_range(d, &m, out);
	else if (o->method == CRM_GAUGE_ANOVA)
		by_anova(d, &m, o->alpha, out);
	else
		by_nesting(d, &m, out);
	means_release(&m);
	shares(o, out);
	return 0;
}

int crm_type1(const struct crm_series *s, double reference, double tolerance, struct crm_type1 *out,
    const char **why)
{
	const double n = (double)s->n;

	*why = s->n < 2        ? "fewer than 2 values"
	    : !(tolerance > 0) ? "a tolerance that is not above 0"
	                       : NULL;
	if (*why != NULL)
		return -1;
	memset(out, 0, sizeof(*out));
	out->n = s->n;
	out->mean = crm_mean(s->x, s->n);
	out->sd = sqrt(crm_squares(s->x, s->n, out->mean) / (n - 1));
	out->bias = out->mean - reference;
	if (!(out->sd > 0))
		return 0;
	out->cg = crm_figure_of(0.2 * tolerance / (6 * out->sd));
	out->cgk = crm_figure_of((0.1 * tolerance - fabs(out->bias)) / (3 * out->sd));
	out->t = crm_figure_of(out->bias / (out->sd / sqrt(n)));
	out->p = crm_figure_of(crm_f_above(out->t.value * out->t.value, 1, n - 1));
	return 0;
}
