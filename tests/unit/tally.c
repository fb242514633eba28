/*
 * lib/stat/tally.h: a rate without denominator is null, never 100 %.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/base/buf.h"
#include "lib/stat/tally.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void percent(void **state)
{
	static const struct {
		int64_t num, den;
		const char *want; /* NULL: null */
	} rows[] = {
	    {0, 0, NULL}, {0, 1, "0.0000"}, {1, 1, "100.0000"}, {1, 3, "33.3333"},
	    {2, 3, "66.6667"}, {1, 8, "12.5000"},
	    {1, 2000000, "0.0001"}, /* 0.00005: half goes up */
	    {1, 2000001, "0.0000"}, {3093, 3186, "97.0810"}, {209, 220, "95.0000"},
	    {INT64_MAX, INT64_MAX, "100.0000"}, {INT64_MAX, 1, NULL}, /* does not fit */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_tally t = {rows[i].num, rows[i].den, {0}};
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_dec d = {0, 0};

		assert_int_equal(crm_tally_percent(&t, &d), rows[i].want != NULL);
		if (rows[i].want != NULL) {
			crm_dec_format(d, &b);
			assert_string_equal(crm_buf_str(&b), rows[i].want);
		}
		crm_buf_release(&b);
	}
}

static void counts(void **state)
{
	struct crm_tally a = {0, 0, {0}}, b = {0, 0, {0}};

	(void)state;
	crm_tally_add(&a, true);
	crm_tally_add(&a, false);
	crm_tally_exclude(&a, 0);
	crm_tally_add(&b, true);
	crm_tally_exclude(&b, 0);
	crm_tally_exclude(&b, CRM_TALLY_REASONS - 1);
	crm_tally_merge(&a, &b);
	assert_int_equal(a.num, 2);
	assert_int_equal(a.den, 3);
	assert_int_equal(a.excluded[0], 2);
	assert_int_equal(a.excluded[CRM_TALLY_REASONS - 1], 1);
	assert_int_equal(b.den, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(percent),
	    cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
