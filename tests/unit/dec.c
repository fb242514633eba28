/*
 * lib/base/dec.h: exact, at most 18 digits, refused rather than rounded.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/dec.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void is_text(struct crm_dec d, const char *expect)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_dec_format(d, &b);
	assert_string_equal(crm_buf_str(&b), expect);
	crm_buf_release(&b);
}

static struct crm_dec dec(const char *s)
{
	struct crm_dec d = {0, 0};

	assert_int_equal(crm_dec_parse(s, strlen(s), &d), 0);
	return d;
}

static void parse_and_format(void **state)
{
	static const struct {
		const char *text;
		int64_t coef;
		int scale;
		const char *back;
	} good[] = {
	    {"0", 0, 0, "0"},
	    {"-0", 0, 0, "0"},
	    {"0.00", 0, 2, "0.00"},
	    {"12.50", 1250, 2, "12.50"},
	    {"-12.50", -1250, 2, "-12.50"},
	    {"007", 7, 0, "7"},
	    {"0.05", 5, 2, "0.05"},
	    {"-0.05", -5, 2, "-0.05"},
	    {"999999999999999999", INT64_C(999999999999999999), 0, "999999999999999999"},
	    {"-999999999999999999", -INT64_C(999999999999999999), 0, "-999999999999999999"},
	    {"0000000999999999999999999", INT64_C(999999999999999999), 0, "999999999999999999"},
	    {"0.999999999999999999", INT64_C(999999999999999999), 18, "0.999999999999999999"},
	    {"-0.000000000000000001", -1, 18, "-0.000000000000000001"},
	    {"9.99999999999999999", INT64_C(999999999999999999), 17, "9.99999999999999999"},
	};
	static const char *const bad[] = {"", "-", "+1", " 1", "1 ", ".", ".5", "5.", "-.5",
	    "1.2.3", "1e3", "1,5", "--1", "0x1", "1000000000000000000", "9223372036854775807",
	    "99999999999999999999999999", "1.000000000000000000", "0.0000000000000000000"};
	struct crm_dec d;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(good); i++) {
		d = dec(good[i].text);
		assert_int_equal(d.coef, good[i].coef);
		assert_int_equal(d.scale, good[i].scale);
		is_text(d, good[i].back);
	}
	for (i = 0; i < COUNT(bad); i++) {
		d = (struct crm_dec){77, 7};
		assert_int_equal(crm_dec_parse(bad[i], strlen(bad[i]), &d), -1);
		assert_int_equal(d.coef, 77); /* written only on success */
	}
	assert_int_equal(crm_dec_parse("12345", 2, &d), 0); /* len, not NUL */
	assert_int_equal(d.coef, 12);
	assert_int_equal(crm_dec_parse("1\0002", 3, &d), -1);
}

static void compare(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} rows[] = {
	    {"1.0", "1.00", 0},
	    {"0", "-0.000", 0},
	    {"1.1", "1.09", 1},
	    {"-1.1", "-1.09", -1},
	    {"999999999999999999", "0.000000000000000001", 1},
	    {"-999999999999999999", "0.999999999999999999", -1},
	    {"0.000000000000000001", "0", 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(crm_dec_cmp(dec(rows[i].a), dec(rows[i].b)), rows[i].order);
		assert_int_equal(crm_dec_cmp(dec(rows[i].b), dec(rows[i].a)), -rows[i].order);
	}
	assert_true(crm_dec_double(dec("-12.5")) == -12.5);
	assert_true(crm_dec_double(dec("0.1")) == 0.1);
	assert_true(crm_dec_double(dec("123456789.123456789")) == 123456789.123456789);
}

static void subtract(void **state)
{
	static const struct {
		const char *a, *b, *diff; /* NULL: does not fit */
	} rows[] = {
	    {"12.50", "2.5", "10.00"},
	    {"0.1", "0.3", "-0.2"},
	    {"1", "0.999999999999999999", "0.000000000000000001"},
	    {"999999999999999999", "-1", NULL},
	    {"-999999999999999999", "1", NULL},
	    {"999999999999999998", "-1", "999999999999999999"},
	    /* 19 digits with the cents, 18 without: nothing is lost */
	    {"100000000000000000", "0.00", "100000000000000000"},
	    {"999999999999999999", "0.1", NULL},
	    {"5", "5.000", "0.000"},
	};
	struct crm_dec d;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		d = (struct crm_dec){77, 7};
		if (rows[i].diff == NULL) {
			assert_int_equal(crm_dec_sub(dec(rows[i].a), dec(rows[i].b), &d), -1);
			assert_int_equal(d.coef, 77);
			continue;
		}
		assert_int_equal(crm_dec_sub(dec(rows[i].a), dec(rows[i].b), &d), 0);
		assert_int_equal(crm_dec_cmp(d, dec(rows[i].diff)), 0);
	}
	/* money keeps its cents */
	assert_int_equal(crm_dec_sub(dec("12.50"), dec("2.5"), &d), 0);
	is_text(d, "10.00");
}

static void ratio(void **state)
{
	static const struct {
		int64_t num, den;
		int digits;
		const char *text; /* NULL: refused */
	} rows[] = {
	    {309300, 3186, 4, "97.0810"},
	    {1, 2, 0, "1"},
	    {-1, 2, 0, "-1"},
	    {1, -2, 0, "-1"},
	    {-1, -2, 0, "1"},
	    {49, 100, 0, "0"},
	    {-49, 100, 0, "0"},
	    {5, 1000, 2, "0.01"},
	    {4999, 1000000, 2, "0.00"},
	    {2, 3, 12, "0.666666666667"},
	    {1, 3, 12, "0.333333333333"},
	    {0, 5, 2, "0.00"},
	    {1, 0, 2, NULL},
	    {0, 0, 2, NULL},
	    {1, 2, 13, NULL},
	    {1, 2, -1, NULL},
	    {INT64_MAX, 1, 0, NULL},
	    {INT64_MIN, INT64_MIN, 4, "1.0000"},
	    {INT64_MIN, INT64_MAX, 12, "-1.000000000000"},
	    {999999, 1, 12, "999999.000000000000"},
	    {1000000, 1, 12, NULL},
	    {INT64_C(1999999999999999999), 2, 0, NULL}, /* rounds up to 19 digits */
	    {INT64_C(1999999999999999998), 2, 0, "999999999999999999"},
	};
	struct crm_dec d;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		assert_int_equal(crm_dec_ratio(rows[i].num, rows[i].den, rows[i].digits, &d),
		    rows[i].text != NULL ? 0 : -1);
		if (rows[i].text != NULL)
			is_text(d, rows[i].text);
	}
}

static void sums(void **state)
{
	struct crm_decsum s = CRM_DECSUM_INIT;
	struct crm_dec d;
	__int128 before;
	int i;

	(void)state;
	assert_int_equal(crm_decsum_get(&s, &d), 0);
	is_text(d, "0");
	for (i = 0; i < 10; i++)
		assert_int_equal(crm_decsum_add(&s, dec("0.1")), 0);
	assert_int_equal(crm_decsum_add(&s, dec("-0.005")), 0);
	assert_int_equal(crm_decsum_get(&s, &d), 0);
	is_text(d, "0.995"); /* the scale is the largest seen */

	/* beyond 18 digits on the way is no loss; as a result it is refused */
	s = (struct crm_decsum)CRM_DECSUM_INIT;
	for (i = 0; i < 1000; i++)
		assert_int_equal(crm_decsum_add(&s, dec("999999999999999999")), 0);
	assert_int_equal(crm_decsum_get(&s, &d), -1);
	for (i = 0; i < 999; i++)
		assert_int_equal(crm_decsum_add(&s, dec("-999999999999999999")), 0);
	assert_int_equal(crm_decsum_get(&s, &d), 0);
	is_text(d, "999999999999999999");

	/* 10^18 addends of 18 digits: still there; overflow changes nothing */
	s.coef = (__int128)INT64_C(999999999999999999) * INT64_C(1000000000000000000);
	s.scale = 0;
	before = s.coef;
	assert_int_equal(crm_decsum_add(&s, dec("0.000000000000000001")), -1);
	assert_true(s.coef == before);
	assert_int_equal(s.scale, 0);
	assert_int_equal(crm_decsum_add(&s, dec("1")), 0);
	assert_true(s.coef == before + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parse_and_format),
	    cmocka_unit_test(compare),
	    cmocka_unit_test(subtract),
	    cmocka_unit_test(ratio),
	    cmocka_unit_test(sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
