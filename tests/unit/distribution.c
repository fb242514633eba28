/*
 * lib/stat/distribution.h: values of 17 digits from an arithmetic of 60, by the definitions; and that
 * nothing that is no number comes out, whatever goes in.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "lib/stat/distribution.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void near(double have, double want, double most)
{
	if (!(fabs(have - want) <= most))
		fail_msg("%.17g is not %.17g", have, want);
}

static void near_part(double have, double want, double part)
{
	near(have, want, part * fabs(want));
}

/* Relative: the tails of the normal are exact, however far out. */
static void normal_tails(void **state)
{
	static const struct {
		double z, below, above;
	} rows[] = {
	    {-37, 5.7255712225245768e-300, 1},
	    {-8.2, 1.2019351542735787e-16, 1},
	    {-3, 1.3498980316300945e-3, 9.9865010196836991e-1},
	    {-1, 1.5865525393145705e-1, 8.4134474606854295e-1},
	    {-0.001, 4.9960105778608894e-1, 5.0039894221391106e-1},
	    {0, 0.5, 0.5},
	    {0.5, 6.914624612740131e-1, 3.085375387259869e-1},
	    {1.96, 9.7500210485177957e-1, 2.4997895148220434e-2},
	    {3.9, 9.999519036559824e-1, 4.8096344017602717e-5},
	    {6, 9.9999999901341235e-1, 9.8658764503769814e-10},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		near_part(crm_normal_below(rows[i].z), rows[i].below, 1e-12);
		near_part(crm_normal_above(rows[i].z), rows[i].above, 1e-12);
		near_part(crm_normal_above(-rows[i].z), rows[i].below, 1e-12);
	}
}

/* Parts per million beyond one limit at an index of 1.00, 1.33, 1.67, 2.00 (z = 3, 4, 5, 6 by the
 * printed figures: of 1.33 and 1.67 as they stand). */
static void parts_per_million(void **state)
{
	static const struct {
		double index, ppm, most;
	} rows[] = {
	    {1.00, 1349.9, 0.05},
	    {1.33, 33.04, 0.005},
	    {1.67, 0.2722, 0.00005},
	    {2.00, 0.000987, 0.0000005},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		near(1e6 * crm_normal_above(3 * rows[i].index), rows[i].ppm, rows[i].most);
}

static void normal_quantiles(void **state)
{
	static const struct {
		double p, z;
	} rows[] = {
	    {1e-300, -3.7047096299361199e+1},
	    {1e-15, -7.9413453261709968},
	    {0.000001, -4.753424308822899},
	    {0.0025, -2.8070337683438041},
	    {0.025, -1.9599639845400542},
	    {0.05, -1.6448536269514727},
	    {0.3, -5.2440051270804082e-1},
	    {0.6, 2.5334710313579974e-1},
	    {0.9, 1.2815515655446006},
	    {0.95, 1.6448536269514723},
	    {0.975, 1.9599639845400539},
	    {0.995, 2.5758293035489005},
	    {0.9999, 3.7190164854557084},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		near_part(crm_normal_quantile(rows[i].p), rows[i].z, 1e-13);
	near(crm_normal_quantile(0.5), 0, 1e-16);
}

static void chi2_tails(void **state)
{
	static const struct {
		double x, df, below;
	} rows[] = {
	    {0.001, 1, 2.5227120630039611e-2},
	    {1, 1, 6.826894921370859e-1},
	    {3.841458820694124, 1, 9.4999999999999994e-1},
	    {0.5, 2, 2.2119921692859513e-1},
	    {30, 2, 9.999996940976795e-1},
	    {4, 5, 4.5058404864721977e-1},
	    {60, 74, 1.1962664102487226e-1},
	    {100, 100, 5.1880831547204328e-1},
	    {99, 100, 4.9052780120162587e-1},
	    {900, 1000, 1.0717238091289742e-2},
	    {1000, 1000, 5.0594714617076036e-1},
	    {1150, 1000, 9.9934647239415077e-1},
	    {100000, 100000, 5.0059470810479331e-1},
	    {999000, 1000000, 2.3982326854012719e-1},
	    {1, 0.1, 9.7131737124416398e-1},
	    {1e-20, 0.5, 9.2772960857900084e-6},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		near(crm_chi2_below(rows[i].x, rows[i].df), rows[i].below, 1e-12);
}

static void chi2_quantiles(void **state)
{
	static const struct {
		double p, df, x;
	} rows[] = {
	    {0.025, 1, 9.8206911717525602e-4},
	    {0.975, 1, 5.0238861873148874},
	    {0.005, 2, 1.0025083647088564e-2},
	    {0.05, 19, 1.0117013063859045e+1},
	    {0.95, 19, 3.0143527205646156e+1},
	    {0.025, 124, 9.5070088972345161e+1},
	    {0.975, 124, 1.5671410382967214e+2},
	    {0.025, 74, 5.2102829134212057e+1},
	    {0.5, 10, 9.3418177655919674},
	    {1e-10, 3, 5.2093976214344803e-7},
	    {0.9999999, 3, 3.5405751581018934e+1},
	    {0.025, 9999, 9.7237322370149902e+3},
	    {0.975, 9999, 1.0278056320256949e+4},
	    {0.01, 0.1, 1.1689264114573004e-40},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		near_part(crm_chi2_quantile(rows[i].p, rows[i].df), rows[i].x, 1e-11);
}

/* A quantile is where the tail has its p: over the whole field. */
static void there_and_back(void **state)
{
	static const double ps[] = {
	    1e-9, 0.001, 0.025, 0.2, 0.5, 0.51, 0.8, 0.975, 0.999, 1 - 1e-9};

	(void)state;
	for (size_t i = 0; i < COUNT(ps); i++) {
		near(crm_normal_below(crm_normal_quantile(ps[i])), ps[i], 1e-14);
		for (double df = 0.5; df < 3e6; df *= 1.7)
			near(crm_chi2_below(crm_chi2_quantile(ps[i], df), df), ps[i], 1e-11);
	}
}

static void f_tails(void **state)
{
	static const struct {
		double f, df1, df2, above;
	} rows[] = {
	    {0.433653, 18, 60, 9.7412724998156668e-1},
	    {1, 1, 1, 0.5},
	    {161.4476387975881, 1, 1, 0.05},
	    {5.273, 18, 60, 5.0593014994939756e-7},
	    {4, 2, 4, 1.1111111111111111e-1},
	    {0.01, 3, 7, 9.984952470401117e-1},
	    {1, 18, 60, 4.7268179939268613e-1},
	    {1, 841, 26100, 4.938226122270038e-1},
	    {1.1, 841, 26100, 2.4530605055674903e-2},
	    {100, 2, 10, 2.4485192702139345e-7},
	    {2000, 1, 4, 1.495013093572027e-6},
	    {30, 5, 1000, 1.8165795985563469e-28},
	    {1e-8, 2, 2, 9.999999900000001e-1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		near(crm_f_above(rows[i].f, rows[i].df1, rows[i].df2), rows[i].above,
		    1e-12 * fmax(rows[i].above, 1e-4));
}

/* Stirling's formula and what it lacks are log gamma, small and large. */
static void stirling(void **state)
{
	(void)state;
	for (double a = 1e-6; a < 1e8; a *= 3) {
		double all = (a - 0.5) * log(a) - a + 0.91893853320467274178 + crm_stirling_rest(a);

		near(all, lgamma(a), 1e-13 * (1 + fabs(lgamma(a))));
	}
}

/* Out of the field: the nearest end, always a finite number. */
static void always_finite(void **state)
{
	static const double odd[] = {
	    0, -1, 1, 2, 1e-320, 1e-300, 1e300, INFINITY, -INFINITY, NAN, 0.5, 1e7};

	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++) {
		assert_true(isfinite(crm_normal_quantile(odd[i])));
		for (size_t k = 0; k < COUNT(odd); k++) {
			double quantile = crm_chi2_quantile(odd[i], odd[k]);
			double below = crm_chi2_below(odd[i], odd[k]);
			double above = crm_f_above(odd[i], odd[k], 4);

			assert_true(isfinite(quantile) && quantile >= 0);
			assert_true(below >= 0 && below <= 1);
			assert_true(above >= 0 && above <= 1);
			above = crm_f_above(odd[i], 4, odd[k]);
			assert_true(above >= 0 && above <= 1);
		}
	}
	near(crm_chi2_below(-1, 3), 0, 0);
	near(crm_chi2_below(1e300, 3), 1, 0);
	near(crm_f_above(0, 3, 4), 1, 0);
	near(crm_f_above(-1, 3, 4), 1, 0);
	near(crm_f_above(1e308, 30, 4), 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(normal_tails),
	    cmocka_unit_test(parts_per_million),
	    cmocka_unit_test(normal_quantiles),
	    cmocka_unit_test(chi2_tails),
	    cmocka_unit_test(chi2_quantiles),
	    cmocka_unit_test(there_and_back),
	    cmocka_unit_test(f_tails),
	    cmocka_unit_test(stirling),
	    cmocka_unit_test(always_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
