/*
 * lib/base/err.h: the first error wins, text is cut at a character, and the
 * order of exit statuses.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/utf8.h"

static void first_wins(void **state)
{
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_err_set(&e, CRM_USAGE, "no %s", "one"), -1);
	assert_int_equal(crm_err_set(&e, CRM_IOERR, "two"), -1);
	assert_int_equal(crm_err_at(&e, CRM_IOERR, "f", 3, "g", "three"), -1);
	errno = ENOENT;
	assert_int_equal(crm_err_errno(&e, CRM_IOERR, "cannot open", "x"), -1);
	assert_int_equal(e.code, CRM_USAGE);
	assert_string_equal(e.text, "no one");
	assert_string_equal(e.source, "");
	assert_int_equal(e.line, 0);
	crm_err_clear(&e);
	assert_int_equal(e.code, 0);
	crm_err_errno(&e, CRM_IOERR, "cannot open", "x");
	assert_string_equal(e.text, "cannot open 'x': No such file or directory");

	/* NULL keeps nothing */
	assert_int_equal(crm_err_set(NULL, CRM_USAGE, "x"), -1);
	assert_int_equal(crm_err_at(NULL, CRM_USAGE, "f", 1, NULL, "x"), -1);
	assert_int_equal(crm_err_errno(NULL, CRM_USAGE, "x", "y"), -1);
	crm_err_place(NULL, "f", 1, "g");
	crm_err_clear(NULL);
}

static void place_fills_what_is_empty(void **state)
{
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	crm_err_at(&e, CRM_BADINPUT, NULL, 17, NULL, "not a date");
	crm_err_place(&e, "a.csv", 99, NULL);
	crm_err_place(&e, "b.csv", 0, "received_at");
	crm_err_place(&e, NULL, 0, "other");
	assert_string_equal(e.source, "a.csv");
	assert_int_equal(e.line, 17);
	assert_string_equal(e.field, "received_at");
}

static void formatted(void **state)
{
	static const struct {
		const char *source;
		long line;
		const char *field, *expect;
	} rows[] = {
	    {"c.csv", 17, "at", "c.csv:17: field 'at': bad"},
	    {"c.csv", 17, NULL, "c.csv:17: bad"},
	    {"c.csv", 0, "at", "c.csv: field 'at': bad"},
	    {"c.csv", 0, NULL, "c.csv: bad"},
	    {NULL, 17, NULL, "line 17: bad"},
	    {NULL, 0, "at", "field 'at': bad"},
	    {NULL, 0, NULL, "bad"},
	};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		crm_err_clear(&e);
		crm_buf_clear(&b);
		crm_err_at(&e, CRM_BADINPUT, rows[i].source, rows[i].line, rows[i].field, "bad");
		crm_err_format(&e, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].expect);
	}
	crm_buf_release(&b);
}

/* Characters of 1 to 4 bytes at every distance from the end of the buffer. */
static void cut_at_a_character(void **state)
{
	static const char *const chars[] = {"a", "\xc3\xa4", "\xe4\xb8\xad", "\xf0\x9f\x98\x80"};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_buf b = CRM_BUF_INIT;
	size_t c, shift, i, len;

	(void)state;
	for (c = 0; c < 4; c++) {
		for (shift = 0; shift < 4; shift++) {
			crm_buf_clear(&b);
			crm_buf_add(&b, "xxxx", shift);
			for (i = 0; i < 1000; i++)
				crm_buf_addz(&b, chars[c]);
			crm_err_clear(&e);
			crm_err_at(&e, CRM_BADINPUT, b.data, 1, b.data, "%s", b.data);
			len = strlen(e.text);
			assert_int_equal(crm_utf8_invalid(e.text, len), len);
			assert_true(len <= sizeof(e.text) - 1 &&
			    len + strlen(chars[c]) > sizeof(e.text) - 1);
			len = strlen(e.source);
			assert_int_equal(crm_utf8_invalid(e.source, len), len);
			assert_true(len + strlen(chars[c]) > sizeof(e.source) - 1);
			len = strlen(e.field);
			assert_int_equal(crm_utf8_invalid(e.field, len), len);
			assert_true(len + strlen(chars[c]) > sizeof(e.field) - 1);
		}
	}
	/* what just fits is not cut */
	crm_buf_clear(&b);
	for (i = 0; i < sizeof(e.field) - 1; i++)
		crm_buf_addc(&b, 'x');
	crm_err_clear(&e);
	crm_err_place(&e, NULL, 0, b.data);
	assert_string_equal(e.field, b.data);
	crm_buf_release(&b);
}

static void worse(void **state)
{
	static const int order[] = {2, 71, 74, 73, 78, 77, 69, 66, 65, 75, 3, 1, 0};
	const size_t n = sizeof(order) / sizeof(order[0]);
	size_t a, b;

	(void)state;
	for (a = 0; a < n; a++)
		for (b = 0; b < n; b++)
			assert_int_equal(
			    crm_status_worse(order[a], order[b]), order[a < b ? a : b]);
	assert_int_equal(crm_status_worse(2, 42), 42);
	assert_int_equal(crm_status_worse(42, 0), 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(first_wins),
	    cmocka_unit_test(place_fills_what_is_empty),
	    cmocka_unit_test(formatted),
	    cmocka_unit_test(cut_at_a_character),
	    cmocka_unit_test(worse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
