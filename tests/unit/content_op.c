/* The op of a row without an id: its content, with its count among equal rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lib/base/map.h"
#include "lib/tool/steps.h"

static void equal_rows_differ_by_their_count(void **state)
{
	struct crm_map *seen = crm_map_new();
	char first[65], second[65], other[65];

	(void)state;
	crm_content_op(seen, "{\"a\":1}", 7, first);
	crm_content_op(seen, "{\"a\":2}", 7, other);
	crm_content_op(seen, "{\"a\":1}", 7, second);
	assert_int_equal(strlen(first), 64);
	assert_string_not_equal(first, second);
	assert_string_not_equal(first, other);
	assert_string_not_equal(second, other);
	crm_map_free(seen);
}

/* The same file again gives the same ops, in whatever order its rows stand. */
static void another_run_gives_the_same(void **state)
{
	struct crm_map *one = crm_map_new(), *two = crm_map_new();
	char a[65], b[65], again_a[65], again_b[65];

	(void)state;
	crm_content_op(one, "row 1", 5, a);
	crm_content_op(one, "row 2", 5, b);
	crm_content_op(two, "row 2", 5, again_b);
	crm_content_op(two, "row 1", 5, again_a);
	assert_string_equal(a, again_a);
	assert_string_equal(b, again_b);
	crm_map_free(one);
	crm_map_free(two);
}

static void content_may_be_empty_or_hold_any_byte(void **state)
{
	struct crm_map *seen = crm_map_new();
	char empty[65], zero[65];

	(void)state;
	crm_content_op(seen, "", 0, empty);
	crm_content_op(seen, "\0", 1, zero);
	assert_string_not_equal(empty, zero);
	crm_map_free(seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_rows_differ_by_their_count),
	    cmocka_unit_test(another_run_gives_the_same),
	    cmocka_unit_test(content_may_be_empty_or_hold_any_byte),
	};

	return cmocka_run_group_tests_name("content op", tests, NULL, NULL);
}
