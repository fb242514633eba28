/*
 * lib/base/buf.h: NUL-terminated at every moment, NUL inside allowed.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"

static void starts_empty(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *taken;

	(void)state;
	assert_string_equal(crm_buf_str(&b), "");
	crm_buf_cut(&b, 0);
	crm_buf_clear(&b);
	taken = crm_buf_take(&b);
	assert_non_null(taken);
	assert_string_equal(taken, "");
	free(taken);
	crm_buf_add(&b, NULL, 0);
	assert_non_null(b.data);
	assert_string_equal(b.data, "");
	crm_buf_release(&b);
	assert_null(b.data);
	assert_int_equal(b.cap, 0);
	crm_buf_release(&b);
}

static void keeps_bytes(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *taken;

	(void)state;
	crm_buf_add(&b, "a\0b", 3);
	crm_buf_addc(&b, 'c');
	crm_buf_addz(&b, "de");
	assert_int_equal(b.len, 6);
	assert_memory_equal(b.data, "a\0bcde", 7);
	crm_buf_cut(&b, 9); /* not longer */
	assert_int_equal(b.len, 6);
	crm_buf_cut(&b, 4);
	assert_memory_equal(b.data, "a\0bc", 5);
	taken = crm_buf_take(&b);
	assert_memory_equal(taken, "a\0bc", 5);
	assert_null(b.data);
	assert_int_equal(b.len, 0);
	free(taken);
	crm_buf_addz(&b, "again");
	crm_buf_clear(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(b.data, "");
	assert_true(b.cap > 0);
	crm_buf_release(&b);
}

static void grows(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 100000; i++) {
		crm_buf_addc(&b, (char)('a' + i % 26));
		assert_true(b.cap > b.len);
		if (b.data[b.len] != '\0')
			fail_msg("no NUL at %zu", i);
	}
	for (i = 0; i < 100000; i++)
		if (b.data[i] != (char)('a' + i % 26))
			fail_msg("byte %zu is wrong", i);
	crm_buf_clear(&b);
	crm_buf_reserve(&b, 1000000);
	assert_true(b.cap > 1000000);
	assert_string_equal(b.data, "");
	crm_buf_release(&b);
}

static void formats(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	char longer[3000], end[] = "<>";
	size_t n;

	(void)state;
	/* each length around the room that is left */
	for (n = 0; n < sizeof(longer); n += n < 140 ? 1 : 97) {
		memset(longer, 'x', n);
		longer[n] = '\0';
		crm_buf_release(&b);
		crm_buf_addf(&b, "<%s>%d", longer, 7);
		assert_int_equal(b.len, n + 3);
		assert_int_equal(strlen(b.data), n + 3);
		assert_int_equal(b.data[n + 1], end[1]);
		assert_int_equal(b.data[n + 2], '7');
	}
	crm_buf_release(&b);
}

static void integers(void **state)
{
	static const struct {
		int64_t n;
		const char *text;
	} rows[] = {{0, "0"}, {7, "7"}, {10, "10"}, {-1, "-1"}, {-10, "-10"},
	    {INT64_MAX, "9223372036854775807"}, {INT64_MIN, "-9223372036854775808"}};
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		crm_buf_clear(&b);
		crm_buf_addi(&b, rows[i].n);
		assert_string_equal(b.data, rows[i].text);
		assert_int_equal(b.len, strlen(rows[i].text));
	}
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(starts_empty),
	    cmocka_unit_test(keeps_bytes),
	    cmocka_unit_test(grows),
	    cmocka_unit_test(formats),
	    cmocka_unit_test(integers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
