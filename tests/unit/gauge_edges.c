/*
 * lib/stat/gauge.h where there is nothing to divide by, too little or too much: components cut off at
 * 0, shares absent, never what is no number.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "tests/unit/gauge_util.h"

/* Parts and appraisers alike under noise: every component but EV would be negative. */
static void clamped(void **state)
{
	static const double x[] = {5, 7, 7, 5, 6, 6, 6, 6, 5, 7, 7, 5, 7, 5, 6, 6, 5, 7};
	const struct crm_gauge_data d = {x, 3, 3, 2};

	(void)state;
	for (int m = 0; m < CRM_GAUGE_METHODS; m++) {
		const struct crm_gauge_opts o = opts((enum crm_gauge_method)m);
		const struct crm_gauge g = judged(&d, &o);

		near(g.av, 0, 0);
		near(g.pv, 0, 0);
		near(g.grr, g.ev, 1e-15);
		near(g.tv, g.ev, 1e-15);
		near_figure(g.pct_grr, 100, 1e-12);
		near_figure(g.pct_pv, 0, 0);
		near_figure(g.ndc, 1, 0);
		if (m == CRM_GAUGE_ANOVA)
			near(g.ev, 0.96076892283052, 1e-13);
		if (m == CRM_GAUGE_NESTED)
			near(g.ev, 1.1547005383793, 1e-13);
	}
}

static void all_finite(const struct crm_gauge *g)
{
	const double plain[] = {g->ev, g->av, g->interaction, g->grr, g->pv, g->tv, g->rbar,
	    g->xdiff, g->rp, g->range_limit, g->ss_part, g->ss_appraiser, g->ss_interaction,
	    g->ss_error, g->ss_total};
	const struct crm_figure figures[] = {g->pct_ev, g->pct_av, g->pct_grr, g->pct_pv, g->tol_ev,
	    g->tol_av, g->tol_grr, g->tol_pv, g->ndc, g->f, g->p};

	for (size_t i = 0; i < COUNT(plain); i++)
		assert_true(isfinite(plain[i]) && plain[i] >= 0);
	for (size_t i = 0; i < COUNT(figures); i++)
		assert_true(
		    isfinite(figures[i].value) && (figures[i].has || figures[i].value == 0));
}

/* TV = 0: no share of it, no ndc; the tolerance remains. */
static void all_alike(void **state)
{
	double x[27];
	const struct crm_gauge_data d = {x, 3, 3, 3};

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = 0.1;
	for (int m = 0; m < CRM_GAUGE_METHODS; m++) {
		struct crm_gauge_opts o = opts((enum crm_gauge_method)m);
		struct crm_gauge g;

		o.tolerance = (struct crm_figure){true, 2};
		g = judged(&d, &o);
		all_finite(&g);
		near(g.tv, 0, 0);
		near(g.grr, 0, 0);
		assert_false(g.pct_ev.has || g.pct_av.has || g.pct_grr.has || g.pct_pv.has);
		assert_false(g.ndc.has || g.f.has || g.p.has);
		near_figure(g.tol_grr, 0, 0);
	}
}

/* GRR = 0: parts differ, nobody errs; thirds that no double holds are no error either. */
static void without_error(void **state)
{
	static const double levels[] = {0, 0.1, 1.0 / 3, 0.7, 2.2};
	double x[5 * 3 * 3];
	const struct crm_gauge_data d = {x, 5, 3, 3};

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = levels[i / 9];
	for (int m = 0; m < CRM_GAUGE_METHODS; m++) {
		const struct crm_gauge_opts o = opts((enum crm_gauge_method)m);
		const struct crm_gauge g = judged(&d, &o);

		all_finite(&g);
		near(g.grr, 0, 0);
		near_figure(g.pct_grr, 0, 0);
		near_figure(g.pct_pv, 100, 1e-12);
		assert_true(g.pv > 0 && !g.ndc.has && !g.f.has);
	}
	/* Appraisers apart by as much at each part: no error, no interaction, AV alone. */
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = levels[i / 9] + 0.1 * (double)(i / 3 % 3);
	for (int m = 0; m <= CRM_GAUGE_ANOVA; m++) {
		const struct crm_gauge_opts o = opts((enum crm_gauge_method)m);
		const struct crm_gauge g = judged(&d, &o);

		all_finite(&g);
		near(g.ev, 0, 0);
		near(g.interaction, 0, 0);
		near(g.av, m == CRM_GAUGE_RANGE ? 0.2 * 0.5231 : 0.1, 1e-12);
		near(g.grr, g.av, 0);
	}
	/* Means that are the same in another order of summing are no difference of appraisers. */
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = levels[(i / 9 + i / 3 % 3) % 5];
	{
		const struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
		const struct crm_gauge g = judged(&d, &o);

		near(g.xdiff, 0, 0);
		near(g.grr, 0, 0);
		assert_false(g.ndc.has);
	}
	/* An interaction without any error is real, though there is no F of it. */
	x[0] = x[1] = x[2] = 1;
	{
		const struct crm_gauge_opts o = opts(CRM_GAUGE_ANOVA);
		const struct crm_gauge g = judged(&d, &o);

		all_finite(&g);
		assert_false(g.f.has || g.p.has || g.pooled);
		assert_true(g.interaction > 0);
	}
}

static void one_appraiser(void **state)
{
	static const double x[] = {1.0, 1.2, 2.0, 2.1, 3.3, 3.3};
	const struct crm_gauge_data d = {x, 3, 1, 2};
	const struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
	const struct crm_gauge g = judged(&d, &o);

	(void)state;
	near(g.rbar, 0.1, 1e-15);
	near(g.ev, 0.08862, 1e-14);
	near(g.av, 0, 0);
	near(g.xdiff, 0, 0);
	near(g.grr, g.ev, 1e-16);
	near(g.pv, 2.2 * 0.5231, 1e-14);
	near_figure(g.ndc, 18, 0); /* 18.31 */
}

/* A range above D4 Rbar is to be repeated: 10 cells, one of 5. */
static void ranges(void **state)
{
	double x[20];
	const struct crm_gauge_data d = {x, 5, 2, 2};
	const struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
	struct crm_gauge g;

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = (double)(i / 4) + (i % 2 ? 0.1 : 0);
	x[6] = x[7] + 5;
	g = judged(&d, &o);
	near(g.rbar, 0.59, 1e-14);
	near(g.range_limit, 3.266532 * 0.59, 1e-12);
	assert_int_equal(g.ranges_above, 1);
}

/* ndc is cut off, never rounded: PV of 5 or hardly less, GRR 1.41. */
static void ndc_truncated(void **state)
{
	static const struct {
		double apart, ndc;
	} rows[] = {{5.001, 5}, {4.999, 4}, {0.5, 1}, {2.001, 2}, {1.999, 1}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const double ev = 1.41, range = ev / 0.8862, apart = rows[i].apart / 0.7071;
		const double x[] = {0, range, apart, apart + range};
		const struct crm_gauge_data d = {x, 2, 1, 2};
		const struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
		const struct crm_gauge g = judged(&d, &o);

		near(g.grr, ev, 1e-14);
		near_figure(g.ndc, rows[i].ndc, 0);
	}
}

static void refused(void **state)
{
	static double x[31 * 31 * 2];
	static const struct {
		int parts, appraisers, trials;
		enum crm_gauge_method method;
		const char *why;
	} rows[] = {
	    {1, 2, 2, CRM_GAUGE_RANGE, "not 2 to 30 parts"},
	    {31, 2, 2, CRM_GAUGE_ANOVA, "not 2 to 30 parts"},
	    {30, 30, 2, CRM_GAUGE_ANOVA, NULL},
	    {2, 0, 2, CRM_GAUGE_RANGE, "not 1 to 30 appraisers"},
	    {2, 31, 2, CRM_GAUGE_RANGE, "not 1 to 30 appraisers"},
	    {2, 1, 2, CRM_GAUGE_RANGE, NULL},
	    {2, 1, 2, CRM_GAUGE_ANOVA, "not 2 to 30 appraisers"},
	    {2, 1, 2, CRM_GAUGE_NESTED, "not 2 to 30 appraisers"},
	    {2, 2, 1, CRM_GAUGE_RANGE, "not 2 to 30 trials"},
	    {2, 2, 31, CRM_GAUGE_NESTED, "not 2 to 30 trials"},
	    {2, 2, 30, CRM_GAUGE_RANGE, NULL},
	};
	const char *why;
	struct crm_gauge g;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_gauge_data d = {
		    x, rows[i].parts, rows[i].appraisers, rows[i].trials};
		const struct crm_gauge_opts o = opts(rows[i].method);

		assert_int_equal(crm_gauge(&d, &o, &g, &why), rows[i].why == NULL ? 0 : -1);
		if (rows[i].why != NULL)
			assert_string_equal(why, rows[i].why);
	}
	for (int i = 0; i < 2; i++) {
		const struct crm_gauge_data d = {x, 2, 2, 2};
		struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);

		*(i == 0 ? &o.tolerance : &o.process) = (struct crm_figure){true, 0};
		assert_int_equal(crm_gauge(&d, &o, &g, &why), -1);
		assert_string_equal(why,
		    i == 0 ? "a tolerance that is not above 0"
		           : "a process variation that is not above 0");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(clamped),
	    cmocka_unit_test(all_alike),
	    cmocka_unit_test(without_error),
	    cmocka_unit_test(one_appraiser),
	    cmocka_unit_test(ranges),
	    cmocka_unit_test(ndc_truncated),
	    cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
