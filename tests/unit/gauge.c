/*
 * lib/stat/gauge.h: the published example by both methods, small ones computed in fractions, type-1.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/gauge_util.h"

static void names(void **state)
{
	static const char *const want[] = {"average-range", "anova", "nested"};

	(void)state;
	for (int i = 0; i < CRM_GAUGE_METHODS; i++) {
		assert_string_equal(crm_gauge_method_name((enum crm_gauge_method)i), want[i]);
		assert_int_equal(crm_gauge_method_find(want[i]), i);
	}
	assert_int_equal(crm_gauge_method_find("range"), -1);
}

/* 10 parts, 3 appraisers, 3 trials; false where it is not there. */
static bool published(double x[90])
{
	const char *top = getenv("SHARED");
	char path[4096], line[128], appraiser;
	int part, trial, rows = 0;
	double value;
	FILE *in;

	if (top == NULL || top[0] == '\0')
		return false;
	assert_true(snprintf(path, sizeof(path), "%s/domain/aiag_msa4_grr_10x3x3.csv", top) <
	    (int)sizeof(path));
	in = fopen(path, "r");
	if (in == NULL)
		return false;
	assert_non_null(fgets(line, sizeof(line), in));
	while (fscanf(in, "%d,%c,%d,%lf ", &part, &appraiser, &trial, &value) == 4) {
		const int at = ((part - 1) * 3 + appraiser - 'A') * 3 + trial - 1;

		assert_in_range(at, 0, 89);
		x[at] = value;
		rows++;
	}
	(void)fclose(in);
	assert_int_equal(rows, 90);
	return true;
}

static void published_by_range(void **state)
{
	double x[90];
	const struct crm_gauge_data d = {x, 10, 3, 3};
	struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
	struct crm_gauge g;

	(void)state;
	if (!published(x))
		skip();
	o.tolerance = (struct crm_figure){true, 6 * 1.5};
	g = judged(&d, &o);
	near(g.ev, 0.20188, 5e-5);
	near(g.av, 0.22963, 5e-5);
	near(g.grr, 0.30575, 5e-5);
	near(g.pv, 1.10456, 5e-5);
	near(g.tv, 1.14610, 5e-5);
	near(g.ev, 0.201857, 5e-7);
	near(g.av, 0.229667, 5e-7);
	near(g.interaction, 0, 0);
	near_figure(g.pct_ev, 17.62, 0.01);
	near_figure(g.pct_av, 20.04, 0.005);
	near_figure(g.pct_grr, 26.68, 0.005);
	near_figure(g.pct_pv, 96.38, 0.005);
	near_figure(g.ndc, 5, 0);
	near_figure(g.tol_grr, 100 * 0.305766 / 1.5, 1e-4);
	near_figure(g.tol_pv, 100 * 1.104596 / 1.5, 1e-4);
	near(g.rbar, 0.3417, 5e-5);
	near(g.xdiff, 0.4446, 1e-4);
	near(g.rp, 3.511, 5e-4);
	near(g.range_limit, 2.574591 * g.rbar, 1e-12);
	assert_int_equal(g.ranges_above, 1); /* of B at part 4 */
	assert_false(g.f.has || g.p.has || g.pooled);
}

static void published_by_anova(void **state)
{
	double x[90];
	const struct crm_gauge_data d = {x, 10, 3, 3};
	struct crm_gauge_opts o = opts(CRM_GAUGE_ANOVA);
	struct crm_gauge g;

	(void)state;
	if (!published(x))
		skip();
	g = judged(&d, &o);
	near(g.ev, 0.199933, 5e-7);
	near(g.av, 0.226838, 5e-7);
	near(g.grr, 0.302373, 5e-6);
	near(g.pv, 1.042327, 5e-7);
	near(g.tv, 1.085300, 5e-7);
	near_figure(g.pct_grr, 27.86, 0.005);
	near_figure(g.pct_ev, 18.422, 0.0005);
	near_figure(g.pct_av, 20.901, 0.0005);
	near_figure(g.pct_pv, 96.041, 0.0005);
	near_figure(g.ndc, 4, 0);
	near(g.ss_appraiser, 3.1673, 5e-5);
	near(g.ss_part, 88.3619, 5e-5);
	near(g.ss_interaction, 0.3590, 5e-5);
	near(g.ss_error, 2.7589, 5e-5);
	near(g.ss_total, 94.6471, 5e-5);
	near(g.df_part, 9, 0);
	near(g.df_appraiser, 2, 0);
	near(g.df_interaction, 18, 0);
	near(g.df_error, 60, 0);
	near_figure(g.f, 0.434, 5e-4);
	near_figure(g.p, 0.9741, 5e-5);
	assert_true(g.pooled);
	assert_false(g.tol_grr.has);
	o.alpha = 0.98; /* above p: the interaction stays */
	g = judged(&d, &o);
	assert_false(g.pooled);
	near(g.ev, sqrt(2.7589 / 60), 1e-5);
	near(g.interaction, 0, 0); /* its variance is negative */
}

/* A strong interaction is kept, in GRR too; the appraisers' negative variance is 0. */
static void interaction(void **state)
{
	static const double x[] = {5.0, 5.1, 7.0, 7.2, 8.0, 8.3, 6.1, 6.0, 3.1, 3.0, 4.4, 4.6};
	const struct crm_gauge_data d = {x, 3, 2, 2};
	const struct crm_gauge_opts o = opts(CRM_GAUGE_ANOVA);
	const struct crm_gauge g = judged(&d, &o);

	(void)state;
	near(g.ss_part, 23.195, 1e-12);
	near(g.ss_appraiser, 0.65333333333333, 1e-12);
	near(g.ss_interaction, 10.061666666667, 1e-11);
	near(g.ss_error, 0.1, 1e-12);
	near(g.ss_total, 34.01, 1e-11);
	near_figure(g.f, 301.85, 1e-9);
	near_figure(g.p, 9.5302691523009e-7, 1e-15);
	assert_false(g.pooled);
	near(g.ev, 0.12909944487358, 1e-13);
	near(g.av, 0, 0);
	near(g.interaction, 1.583377192375, 1e-12);
	near(g.grr, 1.5886314865317, 1e-12);
	near(g.pv, 1.2812754062522, 1e-12);
	near(g.tv, 2.0409352431341, 1e-12);
	near_figure(g.pct_grr, 77.83840726334, 1e-10);
	near_figure(g.ndc, 1, 0);
}

/* Four parts of each of three appraisers. */
static void nested(void **state)
{
	static const double x[] = {10.1, 10.3, 12.9, 12.6, 9.8, 9.9, 11.4, 11.1, 14.2, 14.0, 10.2,
	    10.5, 9.2, 9.5, 13.3, 13.6, 9.1, 9.0, 10.8, 10.6, 13.9, 13.5, 10.9, 10.7};
	const struct crm_gauge_data d = {x, 4, 3, 2};
	const struct crm_gauge_opts o = opts(CRM_GAUGE_NESTED);
	const struct crm_gauge g = judged(&d, &o);

	(void)state;
	near(g.ss_part, 9.20875, 1e-11);
	near(g.ss_appraiser, 58.825833333333, 1e-11);
	near(g.ss_error, 0.395, 1e-12);
	near(g.ss_total, 68.429583333333, 1e-11);
	near(g.df_part, 9, 0);
	near(g.df_appraiser, 2, 0);
	near(g.df_error, 12, 0);
	near(g.ev, 0.18142950880898, 1e-13);
	near(g.av, 1.8838034074122, 1e-12);
	near(g.grr, 1.8925199984266, 1e-12);
	near(g.pv, 0.70366106108615, 1e-12);
	near(g.tv, 2.0191014915881, 1e-12);
	near_figure(g.pct_grr, 93.730800869153, 1e-10);
	near_figure(g.ndc, 1, 0); /* 0.52, at least 1 */
	near(g.interaction, 0, 0);
	assert_false(g.f.has || g.pooled);
}

/* The process variation takes the place of TV and PV; below GRR no part variation is left. */
static void process(void **state)
{
	static const double x[] = {1.0, 1.2, 2.0, 2.1, 3.3, 3.3};
	const struct crm_gauge_data d = {x, 3, 1, 2};

	(void)state;
	for (int m = 0; m < 2; m++) {
		struct crm_gauge_opts o = opts(CRM_GAUGE_RANGE);
		struct crm_gauge g;

		o.process = (struct crm_figure){true, m == 0 ? 6 * 0.2 : 6 * 0.05};
		g = judged(&d, &o);
		near(g.tv, m == 0 ? 0.2 : 0.05, 1e-15);
		near(g.pv, m == 0 ? sqrt(0.04 - 0.08862 * 0.08862) : 0, 1e-14);
		near_figure(g.pct_grr, m == 0 ? 44.31 : 177.24, 1e-10);
		near_figure(g.ndc, m == 0 ? 2 : 1, 0);
	}
}

/* Ten readings of a part of 5.00: mean 5.01, s 0.02; the p of t by the table of 9 degrees. */
static void type1(void **state)
{
	static double x[10], alike[] = {1, 1, 1};
	struct crm_series s = {{0, 0}, x, 10, 10};
	const struct crm_series same = {{0, 0}, alike, 3, 3}, one = {{0, 0}, alike, 1, 1};
	const double spread = 0.02 * sqrt(0.9);
	struct crm_type1 t;
	const char *why;

	(void)state;
	for (size_t i = 0; i < 10; i++)
		x[i] = 5.01 + (i % 2 ? spread : -spread);
	assert_int_equal(crm_type1(&s, 5, 0.6, &t, &why), 0);
	assert_int_equal(t.n, 10);
	near(t.mean, 5.01, 1e-14);
	near(t.sd, 0.02, 1e-14);
	near(t.bias, 0.01, 1e-14);
	near_figure(t.cg, 1, 1e-12);
	near_figure(t.cgk, 0.05 / 0.06, 1e-12);
	near_figure(t.t, sqrt(10) / 2, 1e-11);
	assert_int_equal(
	    crm_type1(&s, 5.01 - 2.262157162740992 * 0.02 / sqrt(10), 0.6, &t, &why), 0);
	near_figure(t.p, 0.05, 1e-10);
	assert_int_equal(crm_type1(&s, 5.1, 0.6, &t, &why), 0);
	near_figure(t.cgk, -0.03 / 0.06, 1e-12);
	assert_true(t.t.value < 0);
	assert_int_equal(crm_type1(&same, 0.5, 0.6, &t, &why), 0);
	assert_false(t.cg.has || t.cgk.has || t.t.has || t.p.has);
	near(t.bias, 0.5, 0);
	assert_int_equal(crm_type1(&one, 1, 0.6, &t, &why), -1);
	assert_string_equal(why, "fewer than 2 values");
	assert_int_equal(crm_type1(&s, 5, 0, &t, &why), -1);
	assert_string_equal(why, "a tolerance that is not above 0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(published_by_range),
	    cmocka_unit_test(published_by_anova),
	    cmocka_unit_test(interaction),
	    cmocka_unit_test(nested),
	    cmocka_unit_test(process),
	    cmocka_unit_test(type1),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
