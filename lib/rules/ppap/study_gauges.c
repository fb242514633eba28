/* Gauges, computed again: GRR and ndc, agreement of appraisers. */
#include <string.h>

#include "lib/rules/ppap/study_private.h"

static void judge_grr(struct crm_judged_study *x, struct crm_figure percent, struct crm_figure ndc)
{
	struct crm_buf band = CRM_BUF_INIT;
	enum crm_study_verdict v;

	if (percent.has) {
		v = crm_study_verdict_grr(percent.value, x->limits);
		crm_dec_format(
		    v == CRM_STUDY_FAILS ? x->limits->grr_high : x->limits->grr_low, &band);
		if (v == CRM_STUDY_FAILS) {
			crm_study_find(x, "grr_high", CRM_PS_GRR, "%.2f %% is above %s",
			    percent.value, crm_buf_str(&band));
		} else if (v == CRM_STUDY_REVIEW) {
			crm_buf_addz(&band, " to ");
			crm_dec_format(x->limits->grr_high, &band);
			crm_study_find(x, "grr_review", CRM_PS_GRR, "%.2f %% is within %s",
			    percent.value, crm_buf_str(&band));
		}
	}
	if (ndc.has && crm_study_verdict_ndc(ndc.value, x->limits) == CRM_STUDY_FAILS)
		crm_study_find(x, "ndc_low", CRM_PS_NDC, "%.0f; at least %d expected", ndc.value,
		    x->limits->ndc);
	crm_buf_release(&band);
}

static bool tolerance_of(struct crm_judged_study *x, struct crm_figure *out)
{
	struct crm_dims_limits l;
	struct crm_dec t;

	if (!crm_study_limits(x, &l))
		return false;
	if (l.has_lower && l.has_upper && crm_dec_sub(l.upper, l.lower, &t) == 0 && t.coef > 0) {
		*out = crm_figure_of(crm_dec_double(t));
		return true;
	}
	crm_study_unread(x, "the drawing list has no tolerance for it: two limits expected");
	return false;
}

static void grr_computed(struct crm_judged_study *x, const struct crm_study_grr *g,
    enum crm_gauge_method method, bool tolerance)
{
	struct crm_figure percent = tolerance ? g->g.tol_grr : g->g.pct_grr;

	crm_study_claim(x, CRM_PS_N, crm_figure_of((double)g->series.n), "");
	if (!g->computed) {
		crm_study_find(x, "study_data", CRM_PS_EVIDENCE, "%s", crm_buf_str(&g->why));
		return;
	}
	crm_study_claim(x, CRM_PS_GRR, percent, crm_gauge_method_name(method));
	crm_study_claim(x, CRM_PS_NDC, g->g.ndc, crm_gauge_method_name(method));
	if (!g->g.ndc.has)
		crm_study_find(
		    x, "study_data", CRM_PS_NDC, "the gauge shows no variation: resolution");
	judge_grr(x, percent, g->g.ndc);
}

void crm_study_judge_grr(struct crm_judged_study *x)
{
	bool tolerance = strcmp(crm_node_text(x->n, CRM_PS_BASIS), "tolerance") == 0;
	struct crm_study_grr_opts o = {.alpha = 0.05,
	    .basis = tolerance ? CRM_BASIS_TOLERANCE : CRM_BASIS_VARIATION,
	    .limits = x->limits};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_study_grr g;
	int decimals;

	if (x->sheet == NULL || (tolerance && !tolerance_of(x, &o.tolerance))) {
		judge_grr(x, crm_study_claimed(x, CRM_PS_GRR, &decimals),
		    crm_study_claimed(x, CRM_PS_NDC, &decimals));
		return;
	}
	o.method = (enum crm_gauge_method)crm_study_method(
	    x, crm_gauge_method_find, CRM_GAUGE_RANGE, "average-range, anova or nested");
	if (crm_study_grr(x->sheet, &o, &g, &e) != 0) {
		crm_study_bad(x, &e);
		return;
	}
	grr_computed(x, &g, o.method, tolerance);
	crm_study_grr_release(&g);
}

void crm_study_judge_attribute(struct crm_judged_study *x)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_study_attribute a;

	if (x->sheet == NULL)
		return;
	if (crm_study_attribute(x->sheet, &a, &e) != 0) {
		crm_study_bad(x, &e);
		return;
	}
	crm_study_claim(x, CRM_PS_N,
	    crm_figure_of((double)(a.data.parts * a.data.appraisers * a.data.trials)), "");
	if (a.verdict == CRM_STUDY_FAILS || a.verdict == CRM_STUDY_REVIEW)
		crm_study_find(x,
		    a.verdict == CRM_STUDY_FAILS ? "attribute_low" : "attribute_review", -1, "%s",
		    crm_buf_str(&a.why));
	else if (a.blind != NULL)
		crm_study_find(
		    x, "study_data", CRM_PS_EVIDENCE, "%s: the study cannot show a miss", a.blind);
	crm_study_attribute_release(&a);
}
