/*
 * lib/stat/chart.h: limits as the books have them; each rule of instability with points enough and one
 * too few, on either side and on the line itself.
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

#include "lib/stat/chart.h"
#include "lib/stat/constants.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void near(double have, double want, double most)
{
	if (!(fabs(have - want) <= most))
		fail_msg("%.17g is not %.17g", have, want);
}

static void names(void **state)
{
	static const char *const want[CRM_RULES] = {"limit", "side7", "side8", "side9", "trend6",
	    "alternate14", "two3", "four5", "inside15", "outside8"};

	(void)state;
	for (int i = 0; i < CRM_RULES; i++) {
		assert_string_equal(crm_chart_rule_name(i), want[i]);
		assert_int_equal(crm_chart_rule_find(want[i]), 1 << i);
	}
	assert_null(crm_chart_rule_name(CRM_RULES));
	assert_null(crm_chart_rule_name(-1));
	assert_int_equal(crm_chart_rule_find("side6"), -1);
}

#define MOST 32

/* Points from their text, about 0 with a sigma of 1. */
static size_t points(const char *text, double sigma, double *columns, struct crm_chart *c)
{
	char *end;
	size_t n = 0;

	c->point = columns;
	c->middle = columns + MOST;
	c->low = columns + 2 * MOST;
	c->high = columns + 3 * MOST;
	for (;;) {
		const double x = strtod(text, &end);

		if (end == text)
			break;
		assert_true(n < MOST);
		c->point[n] = x;
		c->middle[n] = 0;
		c->low[n] = -3 * sigma;
		c->high[n++] = 3 * sigma;
		text = end;
	}
	c->n = n;
	return n;
}

struct heard {
	char text[256];
};

static void hear(void *ctx, const struct crm_signal *s)
{
	struct heard *h = ctx;
	const size_t len = strlen(h->text);
	int bit = 0;

	while (1 << bit != s->rule)
		bit++;
	(void)snprintf(h->text + len, sizeof(h->text) - len, "%s%s@%zu", len > 0 ? " " : "",
	    crm_chart_rule_name(bit), s->at);
}

static void signals(const char *text, double sigma, unsigned rules, const char *want)
{
	double columns[4 * MOST];
	struct crm_chart c;
	struct heard h = {""};
	size_t said, n = 0;

	(void)points(text, sigma, columns, &c);
	said = crm_chart_signals(&c, rules, hear, &h);
	if (strcmp(h.text, want) != 0)
		fail_msg("%s: '%s' is not '%s'", text, h.text, want);
	for (const char *p = h.text; (p = strchr(p, '@')) != NULL; p++)
		n++;
	assert_int_equal(said, n);
	assert_int_equal(crm_chart_signals(&c, rules, NULL, NULL), n);
}

static void each_rule(void **state)
{
	static const struct {
		unsigned rule;
		const char *points, *want;
	} rows[] = {
	    {CRM_RULE_LIMIT, "0 3 -3 0", ""},
	    {CRM_RULE_LIMIT, "0 3.001 0 -3.001", "limit@1 limit@3"},
	    {CRM_RULE_SIDE_7, "-1 1 1 1 1 1 1 -1", ""},
	    {CRM_RULE_SIDE_7, "-1 1 1 1 1 1 1 1 -1", "side7@7"},
	    {CRM_RULE_SIDE_7, "-1 -1 -1 -1 -1 -1 -1", "side7@6"},
	    {CRM_RULE_SIDE_7, "1 1 1 0 1 1 1", ""},
	    {CRM_RULE_SIDE_7, "1 1 1 1 1 1 1 1 1", "side7@6 side7@7 side7@8"},
	    {CRM_RULE_SIDE_8, "1 1 1 1 1 1 1 -1", ""},
	    {CRM_RULE_SIDE_8, "1 1 1 1 1 1 1 1", "side8@7"},
	    {CRM_RULE_SIDE_9, "1 1 1 1 1 1 1 1 -1", ""},
	    {CRM_RULE_SIDE_9, "-1 -1 -1 -1 -1 -1 -1 -1 -1", "side9@8"},
	    {CRM_RULE_TREND_6, "0 1 2 3 4 -1", ""},
	    {CRM_RULE_TREND_6, "1 1 2 3 4 5", ""},
	    {CRM_RULE_TREND_6, "0 1 2 3 4 5 4", "trend6@5"},
	    {CRM_RULE_TREND_6, "5 4 3 2 1 0", "trend6@5"},
	    {CRM_RULE_TREND_6, "0 1 2 2 3 4 5", ""},
	    {CRM_RULE_TREND_6, "0 1 2 3 4 5 6", "trend6@5 trend6@6"},
	    {CRM_RULE_ALTERNATE_14, "0 1 0 1 0 1 0 1 0 1 0 1 0 -1", ""},
	    {CRM_RULE_ALTERNATE_14, "0 1 0 1 0 1 0 1 0 1 0 1 0 1", "alternate14@13"},
	    {CRM_RULE_ALTERNATE_14, "1 0 1 0 1 0 1 0 1 0 1 0 1 0", "alternate14@13"},
	    {CRM_RULE_ALTERNATE_14, "0 1 0 1 0 1 0 1 0 1 0 1 0 0", ""},
	    {CRM_RULE_TWO_OF_3, "2.1 0 0 2.1 0", ""},
	    {CRM_RULE_TWO_OF_3, "0 2.1 0 2.1 0", "two3@3"},
	    {CRM_RULE_TWO_OF_3, "0 2.1 2.1 0 0", "two3@2"},
	    {CRM_RULE_TWO_OF_3, "2.1 -2.1 0", ""},
	    {CRM_RULE_TWO_OF_3, "2.1 2 2 0", ""},
	    {CRM_RULE_TWO_OF_3, "-2.1 0 -2.1", "two3@2"},
	    {CRM_RULE_FOUR_OF_5, "1.1 1.1 1.1 0 0 1.1", ""},
	    {CRM_RULE_FOUR_OF_5, "1.1 1.1 1.1 0 1.1", "four5@4"},
	    {CRM_RULE_FOUR_OF_5, "-1.1 -1.1 -1.1 -1.1 0", "four5@3"},
	    {CRM_RULE_FOUR_OF_5, "1.1 1.1 1.1 -1.1 0", ""},
	    {CRM_RULE_FOUR_OF_5, "1.1 1.1 1.1 1 1", ""},
	    {CRM_RULE_INSIDE_15, "0 1 0 -1 0 1 0 -1 0 1 0 -1 0 1 1.1", ""},
	    {CRM_RULE_INSIDE_15, "0 1 0 -1 0 1 0 -1 0 1 0 -1 0 1 1", "inside15@14"},
	    {CRM_RULE_OUTSIDE_8, "1.1 -1.1 1.1 -1.1 1.1 -1.1 1.1 1", ""},
	    {CRM_RULE_OUTSIDE_8, "1.1 -1.1 1.1 -1.1 1.1 -1.1 1.1 -1.1", "outside8@7"},
	    {CRM_RULE_OUTSIDE_8, "1.1 1.1 1.1 1.1 1.1 1.1 1.1 1.1", "outside8@7"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		signals(rows[i].points, 1, rows[i].rule, rows[i].want);
}

/* Points before rules, rules in their order; those not asked for are not looked at. */
static void in_order(void **state)
{
	(void)state;
	signals("4 1 1 1 1 1 1 1", 1, CRM_RULE_LIMIT | CRM_RULE_SIDE_7 | CRM_RULE_SIDE_8,
	    "limit@0 side7@6 side7@7 side8@7");
	signals("4 4", 1, 1023, "limit@0 limit@1 two3@1");
	signals("4 4", 1, 0, "");
	signals("", 1, 1023, "");
	assert_int_equal(CRM_RULES_DEFAULT, CRM_RULE_LIMIT | CRM_RULE_SIDE_7 | CRM_RULE_TREND_6);
}

/* Without a sigma there are no zones; what differs by rounding alone is on the line. */
static void no_sigma(void **state)
{
	(void)state;
	signals("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 1023, "");
	signals("0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0", 0, 1023, "limit@1");
	signals("0 1 1 0 1 1 1 1 1 0", 0, 1023 & ~(unsigned)CRM_RULE_LIMIT, "");
	signals("1e-15 1e-15 1e-15 1e-15 1e-15 1e-15 1e-15 1e-15", 1, 1023, "");
	signals("3.000000000000001 0", 1, 1023, "");
	signals("0 1e-15 2e-15 3e-15 4e-15 5e-15 6e-15", 1, CRM_RULE_TREND_6, "");
}

/* The textbook's way by A2, D3, D4 and by A3, B3, B4 gives the same limits. */
static void limits_by_factors(void **state)
{
	static double x[] = {1, 2, 5, 2, 4, 6, 3, 3, 7, 5, 9, 1};
	static const size_t first[] = {0, 3, 6, 9, 12};
	const struct crm_series s = {{0, 0}, x, 12, 12};
	const struct crm_chart_constants *f = crm_chart_constants(3);
	const double rbar = (4 + 4 + 4 + 8) / 4.0;
	const double sbar = (sqrt(13.0 / 3) + 2 + sqrt(16.0 / 3) + 4) / 4, mean = 4;
	struct crm_chart a, b;
	const char *why;

	(void)state;
	assert_int_equal(crm_chart_make(&s, first, 4, CRM_SIGMA_RBAR, &a, &b, &why), 0);
	assert_int_equal(a.n, 4);
	assert_int_equal(b.n, 4);
	near(a.point[0], 8.0 / 3, 1e-14);
	near(a.middle[3], mean, 1e-14);
	near(a.high[1], mean + f->A2 * rbar, 5e-6);
	near(a.low[1], mean - f->A2 * rbar, 5e-6);
	near(b.point[3], 8, 0);
	near(b.middle[0], rbar, 1e-13);
	near(b.high[0], f->D4 * rbar, 1e-13);
	near(b.low[0], 0, 0);
	crm_chart_release(&a);
	crm_chart_release(&b);
	assert_int_equal(crm_chart_make(&s, first, 4, CRM_SIGMA_SBAR, &a, &b, &why), 0);
	near(a.high[2], mean + f->A3 * sbar, 1e-5);
	near(a.low[2], mean - f->A3 * sbar, 1e-5);
	near(b.point[1], 2, 1e-14);
	near(b.middle[0], sbar, 1e-13);
	near(b.high[0], f->B4 * sbar, 1e-5);
	near(b.low[0], 0, 0);
	crm_chart_release(&a);
	crm_chart_release(&b);
	crm_chart_release(&b);
}

/* I-MR: 2.66 and 3.267 times the mean moving range; one range fewer than values. */
static void individuals(void **state)
{
	static double x[] = {1, 2, 4, 3};
	const struct crm_series s = {{0, 0}, x, 4, 4};
	struct crm_chart a, b;
	const char *why;

	(void)state;
	assert_int_equal(crm_chart_make(&s, NULL, 0, CRM_SIGMA_MOVING, &a, &b, &why), 0);
	assert_int_equal(a.n, 4);
	assert_int_equal(b.n, 3);
	near(a.high[3], 2.5 + 2.66 * 4 / 3, 0.002);
	near(a.low[0], 2.5 - 2.66 * 4 / 3, 0.002);
	near(b.point[1], 2, 0);
	near(b.middle[2], 4.0 / 3, 1e-14);
	near(b.high[0], 3.267 * 4 / 3, 0.001);
	near(b.low[0], 0, 0);
	crm_chart_release(&a);
	crm_chart_release(&b);
}

/* Each subgroup has the limits of its size; one of a single value no spread, and no signal of it. */
static void unequal(void **state)
{
	static double x[] = {1, 2, 3, 9, 2, 6};
	static const size_t first[] = {0, 3, 4, 6};
	const struct crm_series s = {{0, 0}, x, 6, 6};
	const double sigma = (2 / 1.692569 + 4 / 1.128379) / 2, mean = 23.0 / 6;
	struct crm_chart a, b;
	const char *why = NULL;

	(void)state;
	assert_int_equal(crm_chart_make(&s, first, 3, CRM_SIGMA_RBAR, &a, &b, &why), 0);
	near(a.high[0], mean + 3 * sigma / sqrt(3), 1e-12);
	near(a.high[1], mean + 3 * sigma, 1e-12);
	near(a.low[2], mean - 3 * sigma / sqrt(2), 1e-12);
	near(b.middle[0], 1.692569 * sigma, 1e-12);
	near(b.middle[2], 1.128379 * sigma, 1e-12);
	assert_true(b.point[1] == 0 && b.middle[1] == 0 && b.high[1] == 0 && b.low[1] == 0);
	assert_int_equal(crm_chart_signals(&b, CRM_RULE_LIMIT, NULL, NULL), 0);
	crm_chart_release(&a);
	crm_chart_release(&b);
	assert_int_equal(crm_chart_make(&s, first, 1, CRM_SIGMA_POOLED, &a, &b, &why), 0);
	near(b.point[0], 1, 1e-14);
	near(b.middle[0], crm_c4(3), 1e-14);
	crm_chart_release(&a);
	crm_chart_release(&b);
	assert_int_equal(crm_chart_make(&s, first + 1, 1, CRM_SIGMA_RBAR, &a, &b, &why), -1);
	assert_string_equal(why, "no subgroup of 2 values or more");
	crm_chart_release(&a);
	crm_chart_release(&b);
}

/* Subgroups that are all the same have their averages on the middle, whatever 0.1 and 0.2 sum to;
 * like values have no signal at all. */
static void alike(void **state)
{
	static double x[90];
	static size_t first[31];
	const struct crm_series s = {{0, 0}, x, 90, 90};

	(void)state;
	for (int spread = 0; spread < 2; spread++) {
		for (size_t i = 0; i < 90; i++)
			x[i] = 0.1 + (double)(i % 3) * 0.1 * spread;
		for (size_t i = 0; i <= 30; i++)
			first[i] = 3 * i;
		for (int m = CRM_SIGMA_RBAR; m < CRM_SIGMA_MOVING + 1 - spread; m++) {
			const unsigned rules = 1023U & ~(unsigned)CRM_RULE_INSIDE_15;
			struct crm_chart a, b;
			const char *why;

			assert_int_equal(
			    crm_chart_make(&s, first, 30, (enum crm_sigma)m, &a, &b, &why), 0);
			assert_int_equal(crm_chart_signals(&a, rules, NULL, NULL), 0);
			assert_int_equal(crm_chart_signals(&b, CRM_RULE_LIMIT, NULL, NULL), 0);
			assert_int_equal(
			    crm_chart_signals(&a, CRM_RULE_INSIDE_15, NULL, NULL), spread ? 16 : 0);
			crm_chart_release(&a);
			crm_chart_release(&b);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(each_rule),
	    cmocka_unit_test(in_order),
	    cmocka_unit_test(no_sigma),
	    cmocka_unit_test(limits_by_factors),
	    cmocka_unit_test(individuals),
	    cmocka_unit_test(unequal),
	    cmocka_unit_test(alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
