/*
 * lib/stat/capability.h: indices, intervals and expected parts per million of published examples and
 * of figures by hand; what cannot be is absent.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/stat/capability.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define HAS(v)          \
	{               \
		true, v \
	}
#define NONE             \
	{                \
		false, 0 \
	}

static void near(double have, double want, double most)
{
	if (!(fabs(have - want) <= most))
		fail_msg("%.17g is not %.17g", have, want);
}

static void near_figure(struct crm_figure have, double want, double most)
{
	assert_true(have.has);
	near(have.value, want, most);
}

static struct crm_series series(double *x, size_t n)
{
	struct crm_series s = {{0, 0}, x, n, n};

	return s;
}

static struct crm_capability of(const struct crm_series *s, const size_t *first, size_t k,
    enum crm_sigma method, struct crm_limits_of limits, double confidence)
{
	struct crm_capability out;
	const char *why = NULL;

	assert_int_equal(crm_capability(s, first, k, method, &limits, confidence, &out, &why), 0);
	assert_null(why);
	return out;
}

static void names(void **state)
{
	static const char *const want[] = {"rbar", "sbar", "pooled", "moving"};

	(void)state;
	for (int i = 0; i < CRM_SIGMAS; i++) {
		assert_string_equal(crm_sigma_name((enum crm_sigma)i), want[i]);
		assert_int_equal(crm_sigma_find(want[i]), i);
	}
	assert_int_equal(crm_sigma_find("Rbar"), -1);
	assert_int_equal(crm_sigma_find(""), -1);
	assert_false(crm_figure_of(NAN).has);
	assert_false(crm_figure_of(-INFINITY).has);
	assert_true(crm_figure_of(INFINITY).value == 0);
	assert_true(crm_figure_of(0).has);
}

/* The sigma within by each method, equal and unequal subgroups, one of a single value passed over;
 * figures by hand from the constants of 2 and 3. */
static void within(void **state)
{
	static double x[] = {1, 2, 3, 2, 4, 6, 9}, y[] = {1, 2, 3, 9, 2, 6}, z[] = {1, 2, 4, 3};
	static const size_t equal[] = {0, 3, 6}, unequal[] = {0, 3, 4, 6},
	                    singles[] = {0, 1, 2, 3, 4};
	static const struct {
		double *x;
		size_t n;
		const size_t *first;
		size_t k;
		enum crm_sigma method;
		double sigma, variance;
	} rows[] = {
	    {x, 6, equal, 2, CRM_SIGMA_RBAR, 1.772454, 0.275482 / 2},
	    {x, 6, equal, 2, CRM_SIGMA_SBAR, 1.692569, 0.273240 / 2},
	    {x, 6, equal, 2, CRM_SIGMA_POOLED, 1.581139, 0.125},
	    {y, 6, unequal, 3, CRM_SIGMA_RBAR, 2.363272, (0.275482 + 0.570796) / 4},
	    {y, 6, unequal, 3, CRM_SIGMA_SBAR, 2.336643, (0.273240 + 0.570796) / 4},
	    {y, 6, unequal, 3, CRM_SIGMA_POOLED, 1.825742, 1.0 / 6},
	    {z, 4, singles, 4, CRM_SIGMA_MOVING, 1.181635, 0.247076},
	    {z, 2, NULL, 0, CRM_SIGMA_MOVING, 0.886227, 0.570796},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_series s = series(rows[i].x, rows[i].n);
		const char *why;
		double sigma, variance;

		assert_int_equal(crm_sigma_within(&s, rows[i].first, rows[i].k, rows[i].method,
		                     &sigma, &variance, &why),
		    0);
		near(sigma, rows[i].sigma, 2e-6);
		near(variance, rows[i].variance, 2e-6);
	}
}

static void refused(void **state)
{
	static double x[60];
	static const size_t large[] = {0, 26, 52}, hollow[] = {0, 2, 2, 4},
	                    singles[] = {0, 1, 2, 3};
	static const size_t one[] = {0, 1};
	static const struct {
		const size_t *first;
		size_t k;
		enum crm_sigma method;
		const char *why;
	} rows[] = {
	    {large, 2, CRM_SIGMA_RBAR,
	        "a subgroup of more than 25 values, for which rbar has no constant"},
	    {large, 2, CRM_SIGMA_SBAR, NULL},
	    {large, 2, CRM_SIGMA_POOLED, NULL},
	    {hollow, 3, CRM_SIGMA_RBAR, "a subgroup without a value"},
	    {hollow, 3, CRM_SIGMA_MOVING, NULL},
	    {singles, 3, CRM_SIGMA_RBAR, "no subgroup of 2 values or more"},
	    {singles, 3, CRM_SIGMA_SBAR, "no subgroup of 2 values or more"},
	    {singles, 3, CRM_SIGMA_POOLED, "no subgroup of 2 values or more"},
	    {singles, 3, CRM_SIGMA_MOVING, NULL},
	    {one, 1, CRM_SIGMA_MOVING, "fewer than 2 values"},
	    {one, 1, CRM_SIGMA_RBAR, "fewer than 2 values"},
	};
	const struct crm_limits_of none = {NONE, NONE, NONE};
	const char *why;
	struct crm_capability out;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_series s = series(x, rows[i].first[rows[i].k]);
		int want = rows[i].why == NULL ? 0 : -1;

		assert_int_equal(crm_capability(&s, rows[i].first, rows[i].k, rows[i].method, &none,
		                     0.95, &out, &why),
		    want);
		if (rows[i].why != NULL)
			assert_string_equal(why, rows[i].why);
	}
}

/* A lower limit at or above the upper is refused, one just below it is not. */
static void limits_crossed(void **state)
{
	static double x[] = {1, 2};
	static const double upper[] = {4.999, 5, 5.001};
	const struct crm_series s = series(x, 2);

	(void)state;
	for (size_t i = 0; i < COUNT(upper); i++) {
		const struct crm_limits_of l = {HAS(5), HAS(upper[i]), NONE};
		const char *why;
		struct crm_capability out;

		assert_int_equal(
		    crm_capability(&s, NULL, 0, CRM_SIGMA_MOVING, &l, 0.95, &out, &why),
		    i < 2 ? -1 : 0);
		if (i < 2)
			assert_string_equal(why, "the lower limit is not below the upper");
	}
}

/* n values, mean 0: half of them at -1, half at 1, an odd one at 0. */
static struct crm_series spread(double *x, size_t n)
{
	memset(x, 0, n * sizeof(*x));
	for (size_t i = 0; i + 1 < n; i += 2) {
		x[i] = -1;
		x[i + 1] = 1;
	}
	return series(x, n);
}

/* USL 20, LSL 8, mean 16, s 2: Cp 1.0, Cpk 0.6667; Cpm with the target in the middle and on the mean. */
static void by_hand(void **state)
{
	double x[75];
	struct crm_series s = spread(x, COUNT(x));
	struct crm_capability c;

	(void)state;
	for (size_t i = 0; i < COUNT(x); i++)
		x[i] = 16 + 2 * x[i];
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(8), HAS(20), NONE}, 0.95);
	near_figure(c.overall, 2, 1e-14);
	near(c.mean, 16, 1e-14);
	near_figure(c.pp, 1, 1e-14);
	near_figure(c.ppk, 2.0 / 3, 1e-14);
	near_figure(c.ppl, 4.0 / 3, 1e-14);
	near_figure(c.ppu, 2.0 / 3, 1e-14);
	near_figure(c.cpm, 12 / (6 * sqrt(8)), 1e-14);
	near_figure(c.ppm_overall, 22750.1319 + 31.6712, 1e-4);
	c = of(
	    &s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(8), HAS(20), HAS(16)}, 0.95);
	near_figure(c.cpm, 1, 1e-14);
}

/* Published intervals: of 75 values at Ppk 0.41192, 90 %; of 20 at 1.5465, 95 %; Pp by the
 * chi-square table of 19 degrees of freedom (8.90652, 32.85233). */
static void intervals(void **state)
{
	double x[75];
	struct crm_series s = spread(x, 75);
	struct crm_capability c = of(&s, NULL, 0, CRM_SIGMA_MOVING,
	    (struct crm_limits_of){HAS(-3 * 0.41192), HAS(9), NONE}, 0.90);
	const double sd = sqrt(20.0 / 19);

	(void)state;
	near_figure(c.ppk, 0.41192, 1e-14);
	near_figure(c.ppk_low, 0.3276, 5e-5);
	near_figure(c.ppk_high, 0.4962, 5e-5);
	s = spread(x, 20);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING,
	    (struct crm_limits_of){HAS(-3 * 1.5841 * sd - 0.1128 * sd), HAS(3 * 1.5465 * sd), NONE},
	    0.95);
	near_figure(c.pp, 1.5841, 1e-10);
	near_figure(c.ppk, 1.5465, 1e-10);
	near_figure(c.ppk_low, 1.0336, 5e-5);
	near_figure(c.ppk_high, 2.0595, 1e-4);
	near_figure(c.pp_low, 1.5841 * sqrt(8.90652 / 19), 1e-5);
	near_figure(c.pp_high, 1.5841 * sqrt(32.85233 / 19), 1e-5);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(-4), HAS(4), NONE}, 1.0);
	assert_true(c.ppk.has && !c.ppk_low.has && !c.pp_low.has && !c.cpk_high.has);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(-4), HAS(4), NONE}, NAN);
	assert_true(c.ppk.has && !c.ppk_low.has && !c.pp_low.has && !c.cpk_high.has);
}

/* The interval of Cpk knows how sigma came: 1/(9n) + Cpk^2 / (2 sum (n_i - 1)) when pooled. */
static void interval_within(void **state)
{
	double x[20];
	const struct crm_series s = spread(x, 20);
	static const size_t first[] = {0, 4, 8, 12, 16, 20};
	const struct crm_capability c =
	    of(&s, first, 5, CRM_SIGMA_POOLED, (struct crm_limits_of){HAS(-4), HAS(4), NONE}, 0.95);
	const double half = 1.959963984540054 * sqrt(1.0 / 180 + c.cpk.value * c.cpk.value / 30);

	(void)state;
	near_figure(c.within, sqrt(4.0 / 3), 1e-14);
	near_figure(c.cpk, 4 / (3 * sqrt(4.0 / 3)), 1e-14);
	near_figure(c.cpk_low, c.cpk.value - half, 1e-12);
	near_figure(c.cpk_high, c.cpk.value + half, 1e-12);
	assert_int_equal(c.subgroups, 5);
	assert_int_equal(c.smallest, 4);
	assert_int_equal(c.largest, 4);
}

/* One limit: its index alone, none that needs both. A value on a limit is within it. */
static void one_sided(void **state)
{
	static double x[] = {-1, 1, -1, 1, 3};
	const struct crm_series s = series(x, 5);
	struct crm_capability c =
	    of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){NONE, HAS(1), NONE}, 0.95);

	(void)state;
	assert_false(c.cp.has || c.pp.has || c.cpm.has || c.pp_low.has || c.cpl.has || c.ppl.has);
	near_figure(c.cpu, c.cpk.value, 0);
	near_figure(c.ppu, c.ppk.value, 0);
	assert_true(c.cpk_low.has && c.ppk_high.has && c.ppm_within.has);
	assert_int_equal(c.above, 1);
	assert_int_equal(c.below, 0);
	near(c.minimum, -1, 0);
	near(c.maximum, 3, 0);
	assert_int_equal(c.subgroups, 5);
	assert_int_equal(c.largest, 1);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(2), NONE, NONE}, 0.95);
	assert_false(c.cp.has || c.cpu.has);
	assert_true(c.cpl.has && c.cpl.value < 0); /* the mean is beyond the limit */
	near_figure(c.cpk, c.cpl.value, 0);
	assert_int_equal(c.below, 4);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){HAS(1), NONE, NONE}, 0.95);
	assert_int_equal(c.below, 2);
	c = of(&s, NULL, 0, CRM_SIGMA_MOVING, (struct crm_limits_of){NONE, NONE, HAS(0)}, 0.95);
	assert_false(c.cpk.has || c.ppk.has || c.cpm.has || c.ppm_within.has || c.ppm_overall.has);
	assert_false(c.ppk_low.has || c.cpk_high.has);
	assert_true(c.within.has && c.overall.has);
}

/* Like values: sigma is 0 and known, every index absent. Alike within subgroups alone: within. */
static void no_spread(void **state)
{
	static double x[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, y[] = {0.1, 0.1, 0.1, 0.7, 0.7, 0.7};
	static const size_t first[] = {0, 3, 6};
	const struct crm_limits_of limits = {HAS(0), HAS(1), HAS(0.3)};

	(void)state;
	for (int m = 0; m < CRM_SIGMAS; m++) {
		const struct crm_series s = series(x, 6), t = series(y, 6);
		struct crm_capability c = of(&s, first, 2, (enum crm_sigma)m, limits, 0.95);

		near_figure(c.within, 0, 0);
		near_figure(c.overall, 0, 0);
		assert_false(c.cp.has || c.cpk.has || c.pp.has || c.ppk.has || c.cpm.has);
		assert_false(c.cpl.has || c.cpu.has || c.ppl.has || c.ppu.has);
		assert_false(c.ppm_within.has || c.ppm_overall.has);
		assert_false(c.pp_low.has || c.ppk_low.has || c.cpk_low.has);
		if (m == CRM_SIGMA_MOVING)
			continue;
		c = of(&t, first, 2, (enum crm_sigma)m, limits, 0.95);
		near_figure(c.within, 0, 0);
		assert_false(c.cpk.has || c.cp.has || c.ppm_within.has || c.cpk_low.has);
		assert_true(c.ppk.has && c.pp.has && c.cpm.has && c.ppm_overall.has);
	}
}

/* The first 25 samples of the piston rings, 73.95 to 74.05. */
static size_t rings(struct crm_series *s, size_t *first)
{
	const char *top = getenv("SHARED");
	char path[4096], line[128], value[32];
	size_t k = 0;
	int sample, within_it;
	FILE *in;

	if (top == NULL || top[0] == '\0')
		return 0;
	assert_true(snprintf(path, sizeof(path), "%s/domain/qcc_pistonrings_40x5.csv", top) <
	    (int)sizeof(path));
	in = fopen(path, "r");
	if (in == NULL)
		return 0;
	assert_non_null(fgets(line, sizeof(line), in));
	while (fgets(line, sizeof(line), in) != NULL) {
		struct crm_dec d;

		assert_int_equal(sscanf(line, "%d,%d,%31[^,]", &sample, &within_it, value), 3);
		if (sample > 25)
			break;
		if (within_it == 1)
			first[k++] = s->n;
		assert_int_equal(crm_dec_parse(value, strlen(value), &d), 0);
		assert_int_equal(crm_series_add(s, d), 0);
	}
	(void)fclose(in);
	first[k] = s->n;
	return k;
}

static void piston_rings(void **state)
{
	struct crm_series s = CRM_SERIES_INIT;
	size_t first[26];
	const size_t k = rings(&s, first);
	struct crm_limits_of limits = {{true, 0}, {true, 0}, NONE};
	struct crm_capability c;

	(void)state;
	if (k == 0)
		skip();
	assert_int_equal(k, 25);
	assert_int_equal(s.n, 125);
	assert_int_equal(crm_series_shift(&s, (struct crm_dec){7395, 2}, &limits.lower.value), 0);
	assert_int_equal(crm_series_shift(&s, (struct crm_dec){7405, 2}, &limits.upper.value), 0);
	c = of(&s, first, k, CRM_SIGMA_RBAR, limits, 0.95);
	near(crm_series_unshift(&s, c.mean), 74.001176, 1e-9);
	near(c.within.value * 2.325929, 0.02276, 1e-8);
	near_figure(c.cp, 1.7032, 5e-5);
	near_figure(c.cpk, 1.6632, 5e-5);
	near_figure(c.pp, 1.6551, 5e-5);
	near_figure(c.ppk, 1.6162, 5e-5);
	c = of(&s, first, k, CRM_SIGMA_SBAR, limits, 0.95);
	near_figure(c.cp, 1.6955, 5e-5);
	near_figure(c.cpk, 1.6556, 5e-5);
	assert_int_equal(c.below + c.above, 0);
	crm_series_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(within),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(limits_crossed),
	    cmocka_unit_test(by_hand),
	    cmocka_unit_test(intervals),
	    cmocka_unit_test(interval_within),
	    cmocka_unit_test(one_sided),
	    cmocka_unit_test(no_spread),
	    cmocka_unit_test(piston_rings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
