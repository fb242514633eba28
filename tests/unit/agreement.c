/*
 * lib/stat/agreement.h: kappa, effectiveness, miss and false alarm of small tables by hand; shares of
 * no chances are absent.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/stat/agreement.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define MOST 64

static void near_figure(struct crm_figure have, double want, double most)
{
	assert_true(have.has);
	if (!(fabs(have.value - want) <= most))
		fail_msg("%.17g is not %.17g", have.value, want);
}

/* Absent where want is not finite. */
static void as_wanted(struct crm_figure have, double want)
{
	if (isfinite(want)) {
		near_figure(have, want, 1e-12);
	} else {
		assert_false(have.has);
		assert_true(have.value == 0);
	}
}

/* By hand: (agreed - by chance) / (1 - by chance). */
static void kappas(void **state)
{
	static const struct {
		long both, a, b, none;
		double want;
	} rows[] = {
	    {20, 5, 10, 15, 0.4}, /* agreed 0.7, by chance 0.5 */
	    {45, 15, 25, 15, 0.06 / 0.46},
	    {25, 35, 5, 35, 0.14 / 0.54},
	    {10, 0, 0, 10, 1},
	    {0, 10, 10, 0, -1},
	    {25, 25, 25, 25, 0},
	    {9, 1, 0, 0, 0},    /* b says good to all: no better than chance */
	    {10, 0, 0, 0, NAN}, /* both say good to all */
	    {0, 0, 0, 10, NAN},
	    {0, 10, 0, 0, 0}, /* never agreed, as chance has it */
	    {0, 0, 0, 0, NAN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		as_wanted(
		    crm_kappa(rows[i].both, rows[i].a, rows[i].b, rows[i].none), rows[i].want);
	near_figure(crm_kappa(LONG_MAX / 4, 0, 0, LONG_MAX / 4), 1, 1e-15);
}

/* "+--+ ..." : good and bad, blanks only for the eye. */
static int read(const char *text, bool *out)
{
	int n = 0;

	for (; *text != '\0'; text++) {
		if (*text == ' ')
			continue;
		assert_true(n < MOST);
		out[n++] = *text == '+';
	}
	return n;
}

static void study(const char *text, const char *reference, int appraisers, int trials,
    struct crm_appraiser *out, struct crm_figure *pair)
{
	bool good[MOST], right[MOST];
	struct crm_agreement_data d = {good, NULL, 0, appraisers, trials};
	const int n = read(text, good);

	d.parts = n / (appraisers * trials);
	assert_int_equal(d.parts * appraisers * trials, n);
	if (reference != NULL) {
		assert_int_equal(read(reference, right), d.parts);
		d.reference = right;
	}
	crm_agreement(&d, out, pair);
}

/*
 * Five parts, three good; two appraisers, two trials. The first errs once on a bad part, the second
 * once on a good one and always on the last bad one.
 */
static void by_hand(void **state)
{
	struct crm_appraiser a[2];
	struct crm_figure pair[4];

	(void)state;
	study("++ ++  ++ -+  ++ ++  +- --  -- ++", "+++--", 2, 2, a, pair);
	assert_int_equal(a[0].matched, 4);
	near_figure(a[0].effectiveness, 80, 1e-12);
	near_figure(a[0].miss, 25, 1e-12);
	near_figure(a[0].false_alarm, 0, 0);
	/* 6 both, 1 his alone, 3 neither: 0.9 agreed, 0.42 + 0.12 by chance */
	near_figure(a[0].kappa, 0.36 / 0.46, 1e-12);
	assert_int_equal(a[1].matched, 3);
	near_figure(a[1].effectiveness, 60, 1e-12);
	near_figure(a[1].miss, 50, 1e-12);
	near_figure(a[1].false_alarm, 100.0 / 6, 1e-12);
	/* 5, 2, 1, 2: 0.7 agreed, 0.42 + 0.12 by chance */
	near_figure(a[1].kappa, 0.16 / 0.46, 1e-12);
	/* between them: 5 both, 2 the first alone, 2 the second alone, 1 neither */
	near_figure(pair[1], (0.6 - 0.58) / 0.42, 1e-12);
	near_figure(pair[2], pair[1].value, 1e-15);
	assert_false(pair[0].has || pair[3].has);
}

/* Without a reference one is held against oneself; of one trial nothing can differ. */
static void no_reference(void **state)
{
	struct crm_appraiser a[2];
	struct crm_figure pair[4];

	(void)state;
	study("++ +-  -- --  +- ++  ++ ++", NULL, 2, 2, a, pair);
	assert_int_equal(a[0].matched, 3);
	near_figure(a[0].effectiveness, 75, 1e-12);
	assert_int_equal(a[1].matched, 3);
	for (size_t i = 0; i < 2; i++)
		assert_false(a[i].miss.has || a[i].false_alarm.has || a[i].kappa.has);
	assert_true(pair[1].has && pair[2].has);
	study("+- -- ++ -+", NULL, 2, 1, a, pair);
	near_figure(a[0].effectiveness, 100, 0);
	near_figure(a[1].effectiveness, 100, 0);
	near_figure(pair[1], 0, 1e-15); /* 2 of 4 agreed, 0.5 by chance */
}

/* Consistent but wrong is not matched. */
static void always_wrong(void **state)
{
	struct crm_appraiser a;
	struct crm_figure pair;

	(void)state;
	study("-- ++ -- ++", "+-+-", 1, 2, &a, &pair);
	assert_int_equal(a.matched, 0);
	near_figure(a.effectiveness, 0, 0);
	near_figure(a.miss, 100, 0);
	near_figure(a.false_alarm, 100, 0);
	near_figure(a.kappa, -1, 1e-15);
	assert_false(pair.has);
}

/* All good, or all bad: no chance of a miss, or of a false alarm, and kappa says nothing. */
static void all_alike(void **state)
{
	struct crm_appraiser a[2];
	struct crm_figure pair[4];

	(void)state;
	study("++ ++ ++ ++ ++ ++", "+++", 2, 2, a, pair);
	near_figure(a[0].effectiveness, 100, 0);
	near_figure(a[0].false_alarm, 0, 0);
	assert_false(a[0].miss.has || a[0].kappa.has || pair[1].has);
	study("-- -- -- -- -- --", "---", 2, 2, a, pair);
	near_figure(a[1].effectiveness, 100, 0);
	near_figure(a[1].miss, 0, 0);
	assert_false(a[1].false_alarm.has || a[1].kappa.has || pair[2].has);
	study("", NULL, 2, 2, a, pair);
	assert_false(a[0].effectiveness.has || pair[1].has);
	study("", "", 2, 2, a, pair);
	assert_false(a[0].effectiveness.has || a[0].miss.has || a[0].kappa.has);
	assert_int_equal(a[0].matched, 0);
}

/* Three appraisers: the table of pairs is that of each two. */
static void three(void **state)
{
	struct crm_appraiser a[3];
	struct crm_figure pair[9];

	(void)state;
	study("+++ --+ ++- ---", "+-+-", 3, 1, a, pair);
	near_figure(pair[0 * 3 + 1], 1, 1e-15);
	near_figure(pair[0 * 3 + 2], 0, 1e-15);
	near_figure(pair[2 * 3 + 1], 0, 1e-15);
	for (size_t i = 0; i < 3; i++)
		assert_false(pair[i * 3 + i].has);
	near_figure(a[2].effectiveness, 50, 0);
	near_figure(a[2].miss, 50, 0);
	near_figure(a[2].false_alarm, 50, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kappas),
	    cmocka_unit_test(by_hand),
	    cmocka_unit_test(no_reference),
	    cmocka_unit_test(always_wrong),
	    cmocka_unit_test(all_alike),
	    cmocka_unit_test(three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
