/*
 * lib/stat/series.h: differences are exact however high the level; the NIST sets to 10 digits; like
 * values have no spread at all.
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

#include "lib/stat/series.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_dec dec(const char *text)
{
	struct crm_dec d = {0, 0};

	assert_int_equal(crm_dec_parse(text, strlen(text), &d), 0);
	return d;
}

static void close_to(double have, double want, double relative)
{
	if (!(fabs(have - want) <= relative * fabs(want)))
		fail_msg("%.17g is not %.17g", have, want);
}

static void shifted(void **state)
{
	struct crm_series s = CRM_SERIES_INIT;
	double x = 7;

	(void)state;
	assert_int_equal(crm_series_add(&s, dec("10000000.2")), 0);
	assert_int_equal(crm_series_add(&s, dec("10000000.1")), 0);
	assert_int_equal(crm_series_add(&s, dec("10000000.30")), 0);
	assert_int_equal(s.n, 3);
	assert_true(s.x[0] == 0.0);
	assert_true(s.x[1] == -0.1);
	assert_true(s.x[2] == 0.1);
	assert_int_equal(crm_series_shift(&s, dec("10000001"), &x), 0);
	assert_true(x == 0.8);
	close_to(crm_series_unshift(&s, 0.8), 10000001, 1e-15);
	crm_series_release(&s);
	assert_int_equal(s.n, 0);
	assert_null(s.x);
	crm_series_release(&s);
}

/* What does not fit is refused and leaves everything as it was; so it is with the first one. */
static void too_far_apart(void **state)
{
	struct crm_series s = CRM_SERIES_INIT;
	double x = 7;

	(void)state;
	assert_int_equal(crm_series_add(&s, dec("0.000000000000000001")), 0);
	assert_int_equal(crm_series_add(&s, dec("100000000000000000")), -1);
	assert_int_equal(s.n, 1);
	assert_int_equal(crm_series_shift(&s, dec("100000000000000000"), &x), -1);
	assert_true(x == 7);
	assert_int_equal(crm_series_add(&s, dec("0.000000000000000003")), 0);
	close_to(s.x[1], 2e-18, 1e-15);
	crm_series_release(&s);
}

/* 0.1 three times sums to more than 0.3: that is no spread. */
static void all_alike(void **state)
{
	static const double levels[] = {0.1, -0.7, 1e17, 3e-18, 74.003};
	double x[50];

	(void)state;
	for (size_t i = 0; i < COUNT(levels); i++) {
		for (size_t k = 0; k < COUNT(x); k++)
			x[k] = levels[i];
		for (size_t n = 1; n <= COUNT(x); n++) {
			assert_true(crm_mean(x, n) == levels[i]);
			assert_true(crm_squares(x, n, crm_mean(x, n)) == 0);
		}
	}
}

/* The second pass makes good what the mean lacks. */
static void corrected(void **state)
{
	static const double x[] = {0, 1, 2, 3, 4};

	(void)state;
	close_to(crm_mean(x, 5), 2, 0);
	close_to(crm_squares(x, 5, 2), 10, 0);
	close_to(crm_squares(x, 5, 2.001), 10, 1e-15);
	assert_true(crm_squares(x, 1, 0.1) == 0);
}

static FILE *shared(const char *name)
{
	const char *top = getenv("SHARED");
	char path[4096];

	if (top == NULL || top[0] == '\0')
		return NULL;
	assert_true(snprintf(path, sizeof(path), "%s/data/statistics/%s.csv", top, name) <
	    (int)sizeof(path));
	return fopen(path, "r");
}

static void certified(const char *name, double *mean, double *sd)
{
	FILE *in = shared("certified");
	char line[512], have[64];
	int found = 0;

	assert_non_null(in);
	while (!found && fgets(line, sizeof(line), in) != NULL)
		found = sscanf(line, "%63[^,],%*[^,],%lf,%lf", have, mean, sd) == 3 &&
		    strcmp(have, name) == 0;
	(void)fclose(in);
	assert_true(found);
}

static void nist(void **state)
{
	const char *name = *state;
	struct crm_series s = CRM_SERIES_INIT;
	FILE *in = shared(name);
	char line[128];
	double mean = 0, sd = 0, have;

	if (in == NULL)
		skip();
	certified(name, &mean, &sd);
	assert_non_null(fgets(line, sizeof(line), in)); /* header */
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		assert_int_equal(crm_series_add(&s, dec(line)), 0);
	}
	(void)fclose(in);
	assert_true(s.n > 2);
	have = crm_mean(s.x, s.n);
	close_to(crm_series_unshift(&s, have), mean, 1e-14);
	close_to(sqrt(crm_squares(s.x, s.n, have) / (double)(s.n - 1)), sd, 1e-13);
	crm_series_release(&s);
}

#define NIST(name)                                           \
	{                                                    \
		"nist " name, nist, NULL, NULL, (void *)name \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shifted),
	    cmocka_unit_test(too_far_apart),
	    cmocka_unit_test(all_alike),
	    cmocka_unit_test(corrected),
	    NIST("numacc1"),
	    NIST("numacc2"),
	    NIST("numacc3"),
	    NIST("numacc4"),
	    NIST("lew"),
	    NIST("michelson"),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
