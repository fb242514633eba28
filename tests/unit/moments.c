/*
 * lib/stat/moments.h: the NIST reference sets to 10 digits, and that merged
 * parts give what the whole gives.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/stat/moments.h"

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

static void none_and_one(void **state)
{
	struct crm_moments m = CRM_MOMENTS_INIT;

	(void)state;
	assert_true(isnan(crm_moments_mean(&m)));
	assert_true(isnan(crm_moments_sd(&m)));
	assert_int_equal(crm_moments_add(&m, dec("-12.50")), 0);
	close_to(crm_moments_mean(&m), -12.5, 0);
	assert_true(isnan(crm_moments_sd(&m)));
	assert_int_equal(crm_moments_add(&m, dec("-12.5")), 0);
	close_to(crm_moments_mean(&m), -12.5, 0);
	assert_true(crm_moments_sd(&m) == 0.0);
}

static void too_far_apart(void **state)
{
	struct crm_moments m = CRM_MOMENTS_INIT, o = CRM_MOMENTS_INIT;

	(void)state;
	assert_int_equal(crm_moments_add(&m, dec("0.000000000000000001")), 0);
	assert_int_equal(crm_moments_add(&m, dec("100000000000000000")), -1);
	assert_int_equal(m.n, 1);
	close_to(crm_moments_mean(&m), 1e-18, 0);
	assert_int_equal(crm_moments_add(&o, dec("100000000000000000")), 0);
	assert_int_equal(crm_moments_merge(&m, &o), -1);
	assert_int_equal(m.n, 1);
}

/* Small differences on a large level: what a sum of squares loses. */
static void merged(void **state)
{
	static const char *const texts[] = {"10000000.2", "10000000.1", "10000000.3", "10000000.1",
	    "10000000.3", "10000000.25", "9999999.9"};
	struct crm_moments whole = CRM_MOMENTS_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_int_equal(crm_moments_add(&whole, dec(texts[i])), 0);
	for (size_t cut = 0; cut <= COUNT(texts); cut++) {
		struct crm_moments a = CRM_MOMENTS_INIT, b = CRM_MOMENTS_INIT;

		for (size_t i = 0; i < COUNT(texts); i++)
			assert_int_equal(crm_moments_add(i < cut ? &a : &b, dec(texts[i])), 0);
		assert_int_equal(crm_moments_merge(&a, &b), 0);
		assert_int_equal(a.n, COUNT(texts));
		close_to(crm_moments_mean(&a), crm_moments_mean(&whole), 1e-14);
		close_to(crm_moments_sd(&a), crm_moments_sd(&whole), 1e-12);
	}
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
	char line[512];
	char have[64];
	bool found = false;

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
	struct crm_moments m = CRM_MOMENTS_INIT;
	FILE *in = shared(name);
	char line[128];
	double mean = 0, sd = 0;

	if (in == NULL)
		skip();
	certified(name, &mean, &sd);
	assert_non_null(fgets(line, sizeof(line), in)); /* header */
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		assert_int_equal(crm_moments_add(&m, dec(line)), 0);
	}
	(void)fclose(in);
	assert_true(m.n > 2);
	close_to(crm_moments_mean(&m), mean, 1e-10);
	close_to(crm_moments_sd(&m), sd, 1e-10);
}

#define NIST(name)                                           \
	{                                                    \
		"nist " name, nist, NULL, NULL, (void *)name \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(none_and_one),
	    cmocka_unit_test(too_far_apart),
	    cmocka_unit_test(merged),
	    NIST("numacc1"),
	    NIST("numacc2"),
	    NIST("numacc3"),
	    NIST("numacc4"),
	    NIST("lew"),
	    NIST("michelson"),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
