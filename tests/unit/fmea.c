/*
 * Action Priority (AIAG and VDA handbook 2019): every band at both its ends, and how many of the
 * thousand are H, M, L. The whole oracle is in tests/cli/ppap-fmea.t.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/study/study.h"

static void thousand(void **state)
{
	int h = 0, m = 0, l = 0;

	(void)state;
	for (int s = 1; s <= 10; s++) {
		for (int o = 1; o <= 10; o++) {
			for (int d = 1; d <= 10; d++) {
				char ap = crm_fmea_ap(s, o, d);

				h += ap == 'H';
				m += ap == 'M';
				l += ap == 'L';
			}
		}
	}
	assert_int_equal(h, 318);
	assert_int_equal(m, 214);
	assert_int_equal(l, 468);
}

static void bands(void **state)
{
	static const struct {
		int s, o, d;
		char ap;
	} rows[] = {
	    /* severity 9 is not always H */
	    {9, 1, 10, 'L'},
	    {10, 3, 4, 'L'},
	    {10, 3, 5, 'M'},
	    {9, 3, 6, 'M'},
	    {9, 2, 7, 'H'},
	    {9, 4, 1, 'M'},
	    {9, 5, 2, 'H'},
	    {9, 6, 1, 'H'},
	    {10, 1, 1, 'L'},
	    /* 8 and 9 differ */
	    {8, 3, 7, 'M'},
	    {8, 3, 4, 'L'},
	    {8, 5, 1, 'M'},
	    {8, 5, 6, 'M'},
	    {8, 5, 7, 'H'},
	    {8, 6, 1, 'M'},
	    {8, 7, 2, 'H'},
	    {7, 8, 1, 'H'},
	    /* 6 and 7 */
	    {6, 8, 4, 'M'},
	    {6, 8, 5, 'H'},
	    {6, 7, 1, 'L'},
	    {6, 7, 2, 'M'},
	    {6, 5, 6, 'L'},
	    {4, 4, 7, 'M'},
	    {4, 3, 10, 'L'},
	    /* 3 and 4 */
	    {3, 8, 4, 'L'},
	    {3, 8, 5, 'M'},
	    {3, 7, 10, 'L'},
	    {2, 10, 10, 'M'},
	    {1, 10, 10, 'L'},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (crm_fmea_ap(rows[i].s, rows[i].o, rows[i].d) != rows[i].ap)
			fail_msg("%d %d %d: not %c", rows[i].s, rows[i].o, rows[i].d, rows[i].ap);
	}
}

static void outside(void **state)
{
	(void)state;
	assert_int_equal(crm_fmea_ap(0, 5, 5), 0);
	assert_int_equal(crm_fmea_ap(5, 11, 5), 0);
	assert_int_equal(crm_fmea_ap(5, 5, -1), 0);
	assert_int_equal(crm_fmea_ap(INT64_MAX, 5, 5), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(thousand),
	    cmocka_unit_test(bands),
	    cmocka_unit_test(outside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
