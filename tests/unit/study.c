/* lib/rules/study: verdicts at their boundaries, and raw values as they are read. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/unit/study_sheet.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_ppap_book *book;

static const struct crm_ppap_limits *limits(void)
{
	if (book == NULL)
		book = crm_ppap_book_new();
	return crm_ppap_book_limits(book);
}

static void verdicts(void **state)
{
	static const struct {
		double x;
		enum crm_study_verdict index;
	} indices[] = {{1.329999, CRM_STUDY_FAILS}, {1.33, CRM_STUDY_REVIEW},
	    {1.3299999999999998, CRM_STUDY_REVIEW}, {1.67, CRM_STUDY_REVIEW},
	    {1.6700000000000004, CRM_STUDY_REVIEW}, {1.670001, CRM_STUDY_MEETS},
	    {-1, CRM_STUDY_FAILS}};
	static const struct {
		double x;
		enum crm_study_verdict grr;
	} gauges[] = {{9.999999, CRM_STUDY_MEETS}, {10, CRM_STUDY_REVIEW}, {30, CRM_STUDY_REVIEW},
	    {30.000001, CRM_STUDY_FAILS}, {0, CRM_STUDY_MEETS}};

	(void)state;
	for (size_t i = 0; i < COUNT(indices); i++)
		assert_int_equal(crm_study_verdict_index(indices[i].x, limits()), indices[i].index);
	for (size_t i = 0; i < COUNT(gauges); i++)
		assert_int_equal(crm_study_verdict_grr(gauges[i].x, limits()), gauges[i].grr);
	assert_int_equal(crm_study_verdict_ndc(4, limits()), CRM_STUDY_FAILS);
	assert_int_equal(crm_study_verdict_ndc(5, limits()), CRM_STUDY_MEETS);
	assert_int_equal(crm_study_verdict_kappa(0.3999), CRM_STUDY_FAILS);
	assert_int_equal(crm_study_verdict_kappa(0.40), CRM_STUDY_REVIEW);
	assert_int_equal(crm_study_verdict_kappa(0.75), CRM_STUDY_REVIEW);
	assert_int_equal(crm_study_verdict_kappa(0.7501), CRM_STUDY_MEETS);
}

static void numbers(void **state)
{
	static const struct {
		double x;
		const char *text;
	} rows[] = {{0.1, "0.1"}, {0, "0"}, {-0.0, "0"}, {1.0 / 3, "0.3333333333333333"},
	    {0.30000000000000004, "0.30000000000000004"}, {1e-7, "1e-07"},
	    {74.001176, "74.001176"}};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_buf_clear(&b);
		crm_study_number(rows[i].x, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].text);
	}
	crm_buf_release(&b);
}

/* ---- capability ---- */

static int capability(const char *csv, struct crm_study_capability_opts *o,
    struct crm_study_capability *c, struct crm_err *e)
{
	struct crm_sheet *s = study_sheet(crm_ppap_sheet_at(CRM_SHEET_CAPABILITY), csv);
	int rc;

	*e = (struct crm_err)CRM_ERR_INIT;
	o->limits = limits();
	rc = crm_study_capability(s, o, c, e);
	crm_sheet_free(s);
	return rc;
}

static void bad_values(void **state)
{
	static const struct {
		const char *csv, *told;
		size_t from, to;
	} rows[] = {
	    {"value\n", "data.csv:1 : no rows: values expected below the headings", 0, 0},
	    {"subgroup\n1\n", "data.csv:1 value: no such column", 0, 0},
	    {"value\n1\n2\n\n,\n",
	        "data.csv:4 value: no value: a decimal number like 12.50 expected", 0, 0},
	    {"subgroup,value\n1,2\n,3\n", "data.csv:3 subgroup: empty: which one is expected", 0,
	        0},
	    {"value\n1\n100000000000000000.5\n",
	        "data.csv:3 value: no value: a decimal number like 12.50 expected", 0, 0},
	    {"value\n0.00000000000000001\n99999999999999999\n",
	        "data.csv:3 value: '99999999999999999' is too far from the first value: 18 digits in "
	        "all expected",
	        0, 0},
	    {"value\n1\n2\n", "data.csv:0 : values 1 to 3 asked for, and there are 2", 0, 3},
	    {"subgroup,value\n1,1\n1,2\n",
	        "data.csv:0 : subgroups 2 to 2 asked for, and there are 1", 2, 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_study_capability_opts o = {
		    .method = -1, .from = rows[i].from, .to = rows[i].to};
		struct crm_study_capability c;
		struct crm_err e;

		assert_int_equal(capability(rows[i].csv, &o, &c, &e), -1);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(study_told(&e), rows[i].told);
	}
}

/* Rows of a subgroup need not stand together; the choice is by subgroups. */
static void subgroups(void **state)
{
	struct crm_study_capability_opts o = {.method = -1, .from = 2, .to = 3};
	struct crm_study_capability c;
	struct crm_err e;

	(void)state;
	assert_int_equal(
	    capability("subgroup,value\na,1\nb,5\nc,7\na,2\nb,6.5\nc,9\n", &o, &c, &e), 0);
	assert_int_equal(c.values.subgroups, 2);
	assert_int_equal(c.values.series.n, 4);
	assert_int_equal(c.values.first[1], 2);
	assert_int_equal(c.method, CRM_SIGMA_RBAR);
	assert_float_equal(c.values.series.x[1], 1.5, 0);
	assert_float_equal(c.values.series.x[3], 4, 0);
	assert_float_equal(crm_series_unshift(&c.values.series, c.c.mean), 6.875, 1e-12);
	crm_study_capability_release(&c);
	o = (struct crm_study_capability_opts){.method = CRM_SIGMA_MOVING};
	assert_int_equal(capability("subgroup,value\na,1\nb,5\na,2\n", &o, &c, &e), 0);
	assert_float_equal(c.values.series.x[1], 4, 0);
	assert_false(c.values.grouped);
	crm_study_capability_release(&c);
}

static bool warned(const struct crm_study_texts *t, const char *part)
{
	for (size_t i = 0; i < t->n; i++) {
		if (strstr(t->items[i], part) != NULL)
			return true;
	}
	return false;
}

/* What cannot be is absent, and a warning says why. */
static void absent(void **state)
{
	const struct crm_dec lower = {1, 0}, upper = {9, 0};
	static const struct {
		const char *csv;
		bool low, high, computed;
		const char *warning;
	} rows[] = {
	    {"value\n5\n", true, true, false, "fewer than 2 values"},
	    {"value\n5\n5\n5\n", true, true, true, "sigma within subgroups is 0"},
	    {"value\n5\n5\n5\n", true, true, true, "all values are alike"},
	    {"value\n5\n6\n", false, false, true, "no limit"},
	    {"value\n5\n6\n", true, false, true, "one limit"},
	    {"value\n5\n6\n", true, true, true, "few: 2 readings; at least 100"},
	    {"value\n5\n10\n", true, true, true, "1 of 2 readings beyond the limits"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_study_capability_opts o = {.method = -1,
		    .lower = rows[i].low ? &lower : NULL,
		    .upper = rows[i].high ? &upper : NULL,
		    .rules = CRM_RULES_DEFAULT};
		struct crm_study_capability c;
		struct crm_err e;

		assert_int_equal(capability(rows[i].csv, &o, &c, &e), 0);
		assert_int_equal(c.computed, rows[i].computed);
		if (!warned(&c.warnings, rows[i].warning))
			fail_msg("not told: %s", rows[i].warning);
		assert_int_equal(c.c.cp.has, i >= 5);
		crm_study_capability_release(&c);
	}
}

/* An unstable process does not meet, whatever its index. */
static void unstable(void **state)
{
	const struct crm_dec lower = {-100, 0}, upper = {100, 0};
	struct crm_study_capability_opts o = {
	    .method = -1, .lower = &lower, .upper = &upper, .rules = CRM_RULES_DEFAULT};
	struct crm_study_capability c;
	struct crm_err e;

	(void)state;
	assert_int_equal(
	    capability(
	        "value\n0\n1\n0\n1\n0\n1\n0\n20\n0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n", &o, &c, &e),
	    0);
	assert_false(c.stable);
	assert_true(c.index.value > 1.67);
	assert_int_equal(c.verdict, CRM_STUDY_REVIEW);
	assert_true(warned(&c.warnings, "unstable: rule limit at value 8"));
	crm_study_capability_release(&c);
	o.rules = CRM_RULE_TREND_6;
	assert_int_equal(capability("value\n0\n1\n0\n1\n0\n1\n0\n20\n0\n1\n0\n1\n", &o, &c, &e), 0);
	assert_true(c.stable);
	crm_study_capability_release(&c);
}

/* ---- gauges ---- */

static int crossed(const char *csv, bool nested, struct crm_crossed *c, struct crm_err *e)
{
	static const struct crm_crossed_fields f = {
	    CRM_SG_PART, CRM_SG_APPRAISER, CRM_SG_TRIAL, CRM_SG_VALUE};
	struct crm_sheet *s = study_sheet(crm_ppap_sheet_at(CRM_SHEET_GRR), csv);
	int rc;

	*e = (struct crm_err)CRM_ERR_INIT;
	rc = crm_crossed_read(s, &f, nested, c, e);
	crm_sheet_free(s);
	return rc;
}

static void balanced(void **state)
{
	struct crm_crossed c;
	struct crm_err e;

	(void)state;
	/* rows in any order; without a column of trials as they come */
	assert_int_equal(crossed("part,appraiser,trial,value\n2,B,1,1\n1,B,2,1\n1,A,1,1\n2,A,2,1\n"
	                         "2,B,2,1\n1,B,1,1\n1,A,2,1\n2,A,1,1\n",
	                     false, &c, &e),
	    0);
	assert_int_equal(c.parts, 2);
	assert_int_equal(c.appraisers, 2);
	assert_int_equal(c.trials, 2);
	assert_int_equal(c.row[0], 0); /* part 2, appraiser B come first */
	assert_int_equal(c.row[1], 4);
	assert_int_equal(c.row[7], 6);
	crm_crossed_release(&c);
	assert_int_equal(crossed("part,value\n1,1\n1,2\n2,3\n2,4\n", false, &c, &e), 0);
	assert_int_equal(c.appraisers, 1);
	assert_int_equal(c.row[3], 3);
	crm_crossed_release(&c);
	/* nested: part 1 of A is another one than part 1 of B */
	assert_int_equal(crossed("part,appraiser,value\n1,A,1\n1,A,2\n1,B,3\n1,B,4\n5,A,1\n5,A,2\n"
	                         "6,B,3\n6,B,4\n",
	                     true, &c, &e),
	    0);
	assert_int_equal(c.parts, 2);
	assert_int_equal(c.row[(1 * 2 + 1) * 2], 6);
	crm_crossed_release(&c);
}

static void unbalanced(void **state)
{
	static const struct {
		const char *csv;
		bool nested;
		const char *told;
	} rows[] = {
	    {"part,appraiser,value\n1,A,1\n1,A,2\n1,B,1\n2,A,1\n2,A,2\n2,B,1\n2,B,2\n", false,
	        "data.csv:4 value: not balanced: part '1', appraiser 'B' has no trial 2 of 2; every "
	        "part by every appraiser equally often expected"},
	    {"part,appraiser,trial,value\n1,A,1,1\n1,A,1,2\n", false,
	        "data.csv:3 trial: the same part, appraiser and trial as in line 2"},
	    {"part,appraiser,trial,value\n1,A,1,1\n1,,1,2\n", false,
	        "data.csv:3 appraiser: empty: which one is expected"},
	    {"part,appraiser,trial,value\n1,A,,1\n", false,
	        "data.csv:2 trial: empty: which one is expected"},
	    {"part,appraiser,value\n1,A,1\n1,A,2\n2,A,1\n2,A,2\n3,B,1\n3,B,2\n", true,
	        "data.csv:7 value: not balanced: appraiser 'B' has fewer parts than another; every "
	        "part by every appraiser equally often expected"},
	    {"appraiser,value\nA,1\n", false, "data.csv:1 part: no such column"},
	    {"part,value\n", false, "data.csv:1 : no rows: values expected below the headings"},
	    {"part,appraiser,value\n1,A,1\n2,B,1\n3,C,1\n4,D,1\n", false,
	        "data.csv:5 value: not balanced: every part by every appraiser equally often "
	        "expected"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_crossed c;
		struct crm_err e;

		assert_int_equal(crossed(rows[i].csv, rows[i].nested, &c, &e), -1);
		assert_string_equal(study_told(&e), rows[i].told);
	}
}

static void still(void **state)
{
	struct crm_sheet *s = study_sheet(crm_ppap_sheet_at(CRM_SHEET_GRR),
	    "part,appraiser,value\n1,A,5\n1,A,5\n2,A,5\n2,A,5\n1,B,5\n1,B,5\n2,B,5\n2,B,5\n");
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	for (int m = 0; m < CRM_GAUGE_METHODS; m++) {
		struct crm_study_grr_opts o = {.method = (enum crm_gauge_method)m,
		    .alpha = 0.05,
		    .basis = CRM_BASIS_VARIATION,
		    .limits = limits()};
		struct crm_study_grr g;

		assert_int_equal(crm_study_grr(s, &o, &g, &e), 0);
		assert_true(g.computed);
		assert_false(g.g.pct_grr.has);
		assert_false(g.g.ndc.has);
		assert_int_equal(g.verdict, CRM_STUDY_NONE);
		assert_true(warned(&g.warnings, "total variation is 0"));
		crm_study_grr_release(&g);
	}
	crm_sheet_free(s);
}

static void attributes(void **state)
{
	static const struct {
		const char *csv;
		enum crm_study_verdict verdict; /* NONE: an error */
		const char *told;
	} rows[] = {
	    {"part,appraiser,result,reference\n1,A,ok,ok\n2,A,nok,nok\n", CRM_STUDY_MEETS, ""},
	    {"part,appraiser,result,reference\n1,A,1,good\n2,A,0,bad\n", CRM_STUDY_MEETS, ""},
	    {"part,appraiser,result,reference\n1,A,pass,ok\n2,A,pass,nok\n", CRM_STUDY_FAILS, ""},
	    {"part,appraiser,result,reference\n1,A,,ok\n", CRM_STUDY_NONE,
	        "data.csv:2 result: empty: ok or nok expected"},
	    {"part,appraiser,result,reference\n1,A,ok,\n", CRM_STUDY_NONE,
	        "data.csv:2 reference: empty: ok or nok expected"},
	    {"part,appraiser,result,reference\n1,A,ok,ok\n1,A,ok,nok\n", CRM_STUDY_NONE,
	        "data.csv:3 reference: 'nok' of part '1', which was another one before"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_sheet *s =
		    study_sheet(crm_ppap_sheet_at(CRM_SHEET_ATTRIBUTE), rows[i].csv);
		struct crm_err e = CRM_ERR_INIT;
		struct crm_study_attribute a;
		int rc = crm_study_attribute(s, &a, &e);

		assert_int_equal(rc, rows[i].verdict == CRM_STUDY_NONE ? -1 : 0);
		assert_string_equal(study_told(&e), rows[i].told);
		if (rc == 0) {
			assert_int_equal(a.verdict, rows[i].verdict);
			crm_study_attribute_release(&a);
		}
		crm_sheet_free(s);
	}
}

static int release(void **state)
{
	(void)state;
	crm_ppap_book_free(book);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(numbers),
	    cmocka_unit_test(bad_values),
	    cmocka_unit_test(subgroups),
	    cmocka_unit_test(absent),
	    cmocka_unit_test(unstable),
	    cmocka_unit_test(balanced),
	    cmocka_unit_test(unbalanced),
	    cmocka_unit_test(still),
	    cmocka_unit_test(attributes),
	};

	return cmocka_run_group_tests(tests, NULL, release);
}
