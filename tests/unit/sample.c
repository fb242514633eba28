/*
 * lib/stat/sample.h: exact sums, rounding half away from zero, nearest rank.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/stat/sample.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* NULL: there is no such figure. */
static void is(int rc, struct crm_dec have, const char *want)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (want == NULL) {
		assert_int_equal(rc, -1);
		return;
	}
	assert_int_equal(rc, 0);
	crm_dec_format(have, &b);
	assert_string_equal(crm_buf_str(&b), want);
	crm_buf_release(&b);
}

#define MOST 10
static const struct row {
	int64_t values[MOST];
	size_t n;
	int64_t unit;
	int digits;
	const char *mean, *sd, *median, *p95, *max;
} rows[] = {
    {{0}, 0, 1, 2, NULL, NULL, NULL, NULL, NULL},
    {{7}, 1, 1, 2, "7.00", NULL, "7.00", "7.00", "7.00"},
    {{1, 2}, 2, 1, 2, "1.50", "0.71", "1.50", "2.00", "2.00"},
    {{1, 2}, 2, 1, 0, "2", "1", "2", "2", "2"},       /* half goes up */
    {{-1, -2}, 2, 1, 0, "-2", "1", "-2", "-1", "-1"}, /* and down */
    {{3, 1, 2}, 3, 1, 2, "2.00", "1.00", "2.00", "3.00", "3.00"},
    {{5, 5, 5, 5}, 4, 2, 3, "2.500", "0.000", "2.500", "2.500", "2.500"},
    {{1, 1, 1, 2}, 4, 3, 6, "0.416667", "0.166667", "0.333333", "0.666667", "0.666667"},
    {{2, 4, 4, 4, 5, 5, 7, 9}, 8, 1, 6, "5.000000", "2.138090", "4.500000", "9.000000", "9.000000"},
    /* a large level does not swallow small differences */
    {{4503599627370496, 4503599627370497, 4503599627370498}, 3, 1, 2, "4503599627370497.00", "1.00",
        "4503599627370497.00", "4503599627370498.00", "4503599627370498.00"},
    /* a day and a half, in days */
    {{86400000000, 172800000000}, 2, 86400000000, 6, "1.500000", "0.707107", "1.500000", "2.000000",
        "2.000000"},
    /* the ends of the range */
    {{INT64_MAX, INT64_MIN}, 2, INT64_MAX, 1, "0.0", "1.4", "0.0", "1.0", "1.0"},
};

static void figures(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct crm_sample s = CRM_SAMPLE_INIT;
		struct crm_dec d = {0, 0};

		for (size_t j = 0; j < r->n; j++)
			crm_sample_add(&s, r->values[j]);
		is(crm_sample_mean(&s, r->unit, r->digits, &d), d, r->mean);
		is(crm_sample_sd(&s, r->unit, r->digits, &d), d, r->sd);
		is(crm_sample_median(&s, r->unit, r->digits, &d), d, r->median);
		is(crm_sample_rank(&s, 95, 100, r->unit, r->digits, &d), d, r->p95);
		is(crm_sample_rank(&s, 1, 1, r->unit, r->digits, &d), d, r->max);
		crm_sample_release(&s);
	}
}

/* Smallest value with at least num/den of all at or below it. */
static void ranks(void **state)
{
	static const struct {
		int n, num, den;
		const char *want; /* of 1..n */
	} cases[] = {
	    {20, 95, 100, "19"},
	    {19, 95, 100, "19"},
	    {21, 95, 100, "20"},
	    {100, 95, 100, "95"},
	    {101, 95, 100, "96"},
	    {10, 1, 2, "5"},
	    {11, 1, 2, "6"},
	    {10, 0, 1, "1"},
	    {10, 1, 1, "10"},
	    {10, 2, 1, "10"},
	    {10, 1, 0, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_sample s = CRM_SAMPLE_INIT;
		struct crm_dec d = {0, 0};

		for (int j = cases[i].n; j >= 1; j--)
			crm_sample_add(&s, j);
		is(crm_sample_rank(&s, cases[i].num, cases[i].den, 1, 0, &d), d, cases[i].want);
		crm_sample_release(&s);
	}
}

static void added_after_sorting(void **state)
{
	struct crm_sample a = CRM_SAMPLE_INIT, b = CRM_SAMPLE_INIT;
	struct crm_dec d = {0, 0};

	(void)state;
	crm_sample_add(&a, 5);
	crm_sample_add(&a, 1);
	is(crm_sample_median(&a, 1, 0, &d), d, "3");
	crm_sample_add(&a, 0);
	is(crm_sample_median(&a, 1, 0, &d), d, "1");
	crm_sample_merge(&b, &a); /* into an empty one */
	crm_sample_add(&b, -7);
	crm_sample_merge(&a, &b);
	assert_int_equal(a.n, 7);
	is(crm_sample_mean(&a, 1, 2, &d), d, "0.71"); /* 12 - 7 over 7 */
	is(crm_sample_rank(&a, 0, 1, 1, 0, &d), d, "-7");
	crm_sample_release(&b);
	crm_sample_merge(&a, &b); /* an empty one */
	assert_int_equal(a.n, 7);
	crm_sample_release(&a);
	assert_null(a.values);
}

static void what_does_not_fit(void **state)
{
	struct crm_sample s = CRM_SAMPLE_INIT;
	struct crm_dec d = {0, 0};

	(void)state;
	crm_sample_add(&s, INT64_MAX);
	crm_sample_add(&s, INT64_MAX);
	is(crm_sample_mean(&s, 1, 0, &d), d, NULL); /* 19 digits */
	is(crm_sample_mean(&s, 10, 13, &d), d, NULL);
	is(crm_sample_mean(&s, 0, 0, &d), d, NULL);
	is(crm_sample_sd(&s, 0, 0, &d), d, NULL);
	is(crm_sample_sd(&s, 1, -1, &d), d, NULL);
	for (int i = 0; i < 4; i++)
		crm_sample_add(&s, i % 2 == 0 ? INT64_MIN : INT64_MAX);
	is(crm_sample_sd(&s, 1, 0, &d), d, NULL);
	crm_sample_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(figures),
	    cmocka_unit_test(ranks),
	    cmocka_unit_test(added_after_sorting),
	    cmocka_unit_test(what_does_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
