/*
 * lib/stat/constants.h: against the tables of the facts within 5e-6, the definitions by which they
 * hang together, and the four digits that gauge studies print.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/stat/constants.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void near(double have, double want, double most)
{
	if (!(fabs(have - want) <= most))
		fail_msg("%.17g is not %.17g", have, want);
}

/* The table past its header, or NULL. */
static FILE *shared(const char *name)
{
	const char *top = getenv("SHARED");
	char path[4096], line[256];
	FILE *in;

	if (top == NULL || top[0] == '\0')
		return NULL;
	assert_true(snprintf(path, sizeof(path), "%s/domain/%s", top, name) < (int)sizeof(path));
	in = fopen(path, "r");
	if (in != NULL)
		assert_non_null(fgets(line, sizeof(line), in));
	return in;
}

static void chart_table(void **state)
{
	FILE *in = shared("control_chart_constants.csv");
	struct crm_chart_constants w;
	int rows = 0;

	(void)state;
	if (in == NULL)
		skip();
	while (fscanf(in, "%d,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf", &w.n, &w.d2, &w.d3, &w.c4,
	           &w.A2, &w.A3, &w.B3, &w.B4, &w.D3, &w.D4, &w.E2) == 11) {
		const struct crm_chart_constants *c = crm_chart_constants(w.n);

		assert_non_null(c);
		assert_int_equal(c->n, w.n);
		near(c->d2, w.d2, 5e-6);
		near(c->d3, w.d3, 5e-6);
		near(c->c4, w.c4, 5e-6);
		near(c->A2, w.A2, 5e-6);
		near(c->A3, w.A3, 5e-6);
		near(c->B3, w.B3, 5e-6);
		near(c->B4, w.B4, 5e-6);
		near(c->D3, w.D3, 5e-6);
		near(c->D4, w.D4, 5e-6);
		near(c->E2, w.E2, 5e-6);
		rows++;
	}
	(void)fclose(in);
	assert_int_equal(rows, 24);
}

static void by_definition(void **state)
{
	(void)state;
	for (int n = 2; n <= CRM_SUBGROUP_MOST; n++) {
		const struct crm_chart_constants *c = crm_chart_constants(n);
		double b = 3 * sqrt(1 - c->c4 * c->c4) / c->c4, d = 3 * c->d3 / c->d2;

		near(c->A2, 3 / (c->d2 * sqrt(n)), 5e-6);
		near(c->A3, 3 / (c->c4 * sqrt(n)), 5e-6);
		near(c->B3, fmax(0, 1 - b), 2e-5);
		near(c->B4, 1 + b, 2e-5);
		near(c->D3, fmax(0, 1 - d), 5e-6);
		near(c->D4, 1 + d, 5e-6);
		near(c->E2, 3 / c->d2, 5e-6);
		near(crm_c4(n), c->c4, 6e-7);
	}
	near(crm_chart_constants(5)->d2, 2.325929, 5e-7);
	assert_null(crm_chart_constants(1));
	assert_null(crm_chart_constants(0));
	assert_null(crm_chart_constants(-3));
	assert_null(crm_chart_constants(26));
}

/* c4 to all digits: of 2 and 3 by hand, of 1000 and 1,000,000 from an arithmetic of 60. */
static void c4_of_any(void **state)
{
	const double pi = 3.14159265358979323846;

	(void)state;
	near(crm_c4(2), sqrt(2 / pi), 1e-14);
	near(crm_c4(3), sqrt(pi) / 2, 1e-14);
	near(crm_c4(1000), 0.9997497811015132, 1e-14);
	near(crm_c4(1000000), 0.99999974999978125, 1e-14);
	near(crm_c4(1), 0, 0);
	near(crm_c4(0), 0, 0);
}

static void gauge_printed(void **state)
{
	static const double k3[] = {
	    0.7071, 0.5231, 0.4467, 0.4030, 0.3742, 0.3534, 0.3375, 0.3249, 0.3146};

	(void)state;
	near(crm_grr_k1(2), 0.8862, 0);
	near(crm_grr_k1(3), 0.5908, 0);
	near(crm_grr_k1(4), 0.485731, 5e-6);
	near(crm_grr_k2(2), 0.7071, 0);
	near(crm_grr_k2(3), 0.5231, 0);
	near(crm_grr_k2(4), 0.446655, 5e-6);
	for (int n = 2; n <= 10; n++)
		near(crm_grr_k3(n), k3[n - 2], 0);
	near(crm_grr_k3(11), 0.305895, 5e-6);
	near(crm_grr_d4(2), 3.27, 0.005);
	near(crm_grr_d4(3), 2.58, 0.006);
	near(crm_grr_d4(30), 1.508624, 5e-6);
}

static void gauge_table(void **state)
{
	FILE *in = shared("grr_k_constants_derived.csv");
	double d2, d3, star, k23, k1;
	int m, rows = 0;

	(void)state;
	if (in == NULL)
		skip();
	while (fscanf(in, "%d,%lf,%lf,%lf,%lf,%lf", &m, &d2, &d3, &star, &k23, &k1) == 6) {
		near(crm_grr_k1(m), k1, m <= 3 ? 5e-5 : 5e-6);
		near(crm_grr_k2(m), k23, m <= 3 ? 5e-5 : 5e-6);
		near(crm_grr_k3(m), k23, m <= 10 ? 6e-5 : 5e-6);
		near(crm_grr_d4(m), 1 + 3 * d3 / d2, 5e-6);
		rows++;
	}
	(void)fclose(in);
	assert_int_equal(rows, 29);
}

static void gauge_none(void **state)
{
	static const int out[] = {-1, 0, 1, 31};

	(void)state;
	for (size_t i = 0; i < COUNT(out); i++) {
		near(crm_grr_k1(out[i]), 0, 0);
		near(crm_grr_k2(out[i]), 0, 0);
		near(crm_grr_k3(out[i]), 0, 0);
		near(crm_grr_d4(out[i]), 0, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(chart_table),
	    cmocka_unit_test(by_definition),
	    cmocka_unit_test(c4_of_any),
	    cmocka_unit_test(gauge_printed),
	    cmocka_unit_test(gauge_table),
	    cmocka_unit_test(gauge_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
