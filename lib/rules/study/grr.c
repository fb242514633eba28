/* Gauges of variables: repeatability and reproducibility, type-1. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/values.h"

#define RANGES_FEW 15 /* ranges that a study by average and range needs at least */
#define CG_LEAST 1.33

static void band(const char *what, double percent, const struct crm_ppap_limits *l,
    enum crm_study_verdict v, struct crm_buf *why)
{
	crm_buf_addf(why, "%s%.2f %% of %s is %s ", why->len > 0 ? ", " : "", percent, what,
	    v == CRM_STUDY_MEETS       ? "below"
	        : v == CRM_STUDY_FAILS ? "above"
	                               : "within");
	if (v != CRM_STUDY_FAILS)
		crm_dec_format(l->grr_low, why);
	if (v == CRM_STUDY_REVIEW)
		crm_buf_addz(why, " to ");
	if (v != CRM_STUDY_MEETS)
		crm_dec_format(l->grr_high, why);
}

static void judge_basis(struct crm_study_grr *s, enum crm_study_basis basis,
    const struct crm_study_grr_opts *o, const struct crm_figure *percent)
{
	enum crm_study_verdict v;

	if ((o->basis & basis) == 0)
		return;
	if (!percent->has) {
		crm_buf_addf(&s->why, "%sno percentage of %s", s->why.len > 0 ? ", " : "",
		    crm_study_basis_name(basis));
		return;
	}
	v = crm_study_verdict_grr(percent->value, o->limits);
	band(crm_study_basis_name(basis), percent->value, o->limits, v, &s->why);
	s->verdict = crm_study_verdict_worse(s->verdict, v);
}

static void judge(struct crm_study_grr *s, const struct crm_study_grr_opts *o)
{
	judge_basis(s, CRM_BASIS_VARIATION, o, &s->g.pct_grr);
	judge_basis(s, CRM_BASIS_TOLERANCE, o, &s->g.tol_grr);
	if (s->verdict != CRM_STUDY_NONE && s->g.ndc.has) {
		crm_buf_addf(&s->why, ", ndc %.0f%s%d", s->g.ndc.value,
		    s->g.ndc.value < o->limits->ndc ? " below " : " of at least ", o->limits->ndc);
		s->verdict = crm_study_verdict_worse(
		    s->verdict, crm_study_verdict_ndc(s->g.ndc.value, o->limits));
	}
	if (!s->g.ndc.has) {
		s->verdict = CRM_STUDY_NONE;
		crm_buf_addz(&s->why, ", the gauge shows no variation: resolution");
	}
	crm_buf_addf(&s->why, "; method %s", crm_gauge_method_name(o->method));
}

static void tell_ranges(struct crm_study_grr *s)
{
	const struct crm_crossed *d = &s->data;

	if (d->parts * d->appraisers < RANGES_FEW)
		crm_study_tell(&s->warnings, "few: %zu ranges; at least %d expected",
		    d->parts * d->appraisers, RANGES_FEW);
	for (size_t i = 0; i < d->parts * d->appraisers && s->g.ranges_above > 0; i++) {
		const double *x = s->series.x + i * d->trials;
		double low = x[0], high = x[0];

		for (size_t t = 1; t < d->trials; t++) {
			low = fmin(low, x[t]);
			high = fmax(high, x[t]);
		}
		if (high - low > s->g.range_limit * (1 + 1e-12))
			crm_study_tell(&s->warnings,
			    "the range of part %s, appraiser %s is above D4 Rbar: to be repeated",
			    d->part[i / d->appraisers], d->appraiser[i % d->appraisers]);
	}
}

static void tell(struct crm_study_grr *s, const struct crm_study_grr_opts *o)
{
	const struct crm_gauge *g = &s->g;

	if (o->method == CRM_GAUGE_RANGE)
		tell_ranges(s);
	if (g->tv <= 0)
		crm_study_tell(&s->warnings, "the total variation is 0: no percentage of it");
	if (!g->ndc.has)
		crm_study_tell(&s->warnings,
		    "repeatability and reproducibility are 0: no ndc; is the resolution fine enough?");
	if (o->method == CRM_GAUGE_ANOVA && g->pooled)
		crm_study_tell(&s->warnings,
		    "the interaction is not significant at alpha %.4g and was pooled", o->alpha);
}

static int read_values(const struct crm_sheet *s, const struct crm_study_grr_opts *o,
    struct crm_study_grr *g, struct crm_err *e)
{
	static const struct crm_crossed_fields fields = {
	    CRM_SG_PART, CRM_SG_APPRAISER, CRM_SG_TRIAL, CRM_SG_VALUE};
	size_t n;

	if (crm_crossed_read(s, &fields, o->method == CRM_GAUGE_NESTED, &g->data, e) != 0)
		return -1;
	n = g->data.parts * g->data.appraisers * g->data.trials;
	for (size_t i = 0; i < n; i++) {
		if (crm_study_add(s, g->data.row[i], CRM_SG_VALUE, &g->series, e) != 0)
			return -1;
	}
	return 0;
}

int crm_study_grr(const struct crm_sheet *s, const struct crm_study_grr_opts *o,
    struct crm_study_grr *out, struct crm_err *e)
{
	struct crm_study_grr g = {.verdict = CRM_STUDY_NONE};
	struct crm_gauge_opts opts = {o->method, o->alpha, o->tolerance, o->process};
	struct crm_gauge_data data;
	const char *why = NULL;

	if (read_values(s, o, &g, e) != 0) {
		crm_study_grr_release(&g);
		return -1;
	}
	data = (struct crm_gauge_data){
	    g.series.x, (int)g.data.parts, (int)g.data.appraisers, (int)g.data.trials};
	g.computed = crm_gauge(&data, &opts, &g.g, &why) == 0;
	if (g.computed) {
		tell(&g, o);
		judge(&g, o);
	} else {
		crm_study_tell(&g.warnings, "%s: no figure", why);
		crm_buf_addz(&g.why, why);
	}
	*out = g;
	return 0;
}

void crm_study_grr_release(struct crm_study_grr *g)
{
	crm_crossed_release(&g->data);
	crm_series_release(&g->series);
	crm_buf_release(&g->why);
	crm_study_texts_release(&g->warnings);
	memset(g, 0, sizeof(*g));
}

/* ---- type-1 ---- */

static void judge_type1(struct crm_study_type1 *t)
{
	if (!t->t.cg.has || !t->t.cgk.has) {
		crm_study_tell(&t->warnings, "all readings are alike: no cg, cgk");
		crm_buf_addz(&t->why, "no cg, cgk");
		return;
	}
	t->verdict = crm_study_cmp(t->t.cg.value, CG_LEAST) >= 0 &&
	        crm_study_cmp(t->t.cgk.value, CG_LEAST) >= 0
	    ? CRM_STUDY_MEETS
	    : CRM_STUDY_FAILS;
	crm_buf_addf(
	    &t->why, "cg %.4f, cgk %.4f of at least %.2f", t->t.cg.value, t->t.cgk.value, CG_LEAST);
}

int crm_study_type1(const struct crm_sheet *s, struct crm_dec reference, double tolerance,
    struct crm_study_type1 *out, struct crm_err *e)
{
	struct crm_study_type1 t = {.verdict = CRM_STUDY_NONE};
	const char *why = NULL;
	double shifted = 0;
	int rc = 0;

	if (!crm_sheet_has(s, CRM_SG_VALUE) || crm_sheet_rows(s) == 0)
		return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), 1,
		    crm_sheet_named(s, CRM_SG_VALUE),
		    crm_sheet_has(s, CRM_SG_VALUE) ? "no rows" : "no such column");
	for (size_t i = 0; i < crm_sheet_rows(s) && rc == 0; i++)
		rc = crm_study_add(s, i, CRM_SG_VALUE, &t.series, e);
	if (rc == 0 && crm_series_shift(&t.series, reference, &shifted) != 0)
		rc = crm_err_at(e, CRM_BADINPUT, NULL, 0, "reference",
		    "too far from the values: 18 digits in all expected");
	if (rc != 0) {
		crm_study_type1_release(&t);
		return -1;
	}
	t.computed = crm_type1(&t.series, shifted, tolerance, &t.t, &why) == 0;
	if (t.series.n < CRM_STUDY_FEW)
		crm_study_tell(&t.warnings, "few: %zu reading%s; at least %d expected", t.series.n,
		    t.series.n == 1 ? "" : "s", CRM_STUDY_FEW);
	if (t.computed) {
		judge_type1(&t);
	} else {
		crm_study_tell(&t.warnings, "%s: no figure", why);
		crm_buf_addz(&t.why, why);
	}
	*out = t;
	return 0;
}

void crm_study_type1_release(struct crm_study_type1 *t)
{
	crm_series_release(&t->series);
	crm_buf_release(&t->why);
	crm_study_texts_release(&t->warnings);
	memset(t, 0, sizeof(*t));
}
