/*
 * lib/data/cell.h: makers, printing, and an order that is total.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/cell.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_cell dec(int64_t coef, int scale)
{
	return crm_cell_dec((struct crm_dec){coef, scale});
}

static struct crm_cell duration(enum crm_duration_unit unit, int64_t n)
{
	return (struct crm_cell){.type = CRM_T_DURATION, .u.dur = {unit, n}};
}

static struct crm_cell bad(const char *text)
{
	struct crm_cell c = crm_cell_text(text);

	c.type = CRM_T_BAD;
	return c;
}

static struct crm_cell at(int64_t us, int32_t off)
{
	return crm_cell_instant((struct crm_instant){us, off});
}

static void names(void **state)
{
	(void)state;
	assert_string_equal(crm_type_name(CRM_T_TEXT), "text");
	assert_string_equal(crm_type_name(CRM_T_INT), "integer");
	assert_string_equal(crm_type_name(CRM_T_NESTED), "object");
}

static void makers(void **state)
{
	struct crm_cell c = crm_cell_text(NULL);

	(void)state;
	assert_int_equal(c.type, CRM_T_ABSENT);
	assert_false(crm_cell_is(&c));
	c = crm_cell_text("");
	assert_int_equal(c.type, CRM_T_TEXT);
	assert_true(crm_cell_is(&c));
	c = crm_cell_some("");
	assert_int_equal(c.type, CRM_T_ABSENT);
	c = crm_cell_some("x");
	assert_int_equal(c.type, CRM_T_TEXT);
	assert_int_equal(c.len, 1);
	c = bad("x");
	assert_false(crm_cell_is(&c));
	c = crm_cell_textn("abc", 2);
	assert_int_equal(c.len, 2);
}

static void print(void **state)
{
	struct crm_cell nested = crm_cell_textn("{\"a\":1}", 7);
	struct crm_cell written = dec(1250, 2);
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;

	(void)state;
	nested.type = CRM_T_NESTED;
	written.text = "012.50";
	written.len = 6;
	const struct {
		struct crm_cell cell;
		const char *text;
	} rows[] = {
	    {crm_cell_absent(), ""},
	    {crm_cell_text("Lager"), "Lager"},
	    {bad("31.2.2026"), "31.2.2026"},
	    {crm_cell_int(-9007199254740991), "-9007199254740991"},
	    {dec(1250, 2), "12.50"},
	    {written, "012.50"},
	    {crm_cell_bool(true), "true"},
	    {crm_cell_bool(false), "false"},
	    {at(0, 28800), "1970-01-01T08:00:00+08:00"},
	    {crm_cell_date(31), "1970-02-01"},
	    {duration(CRM_DUR_WORKDAYS, 3), "3wd"},
	    {nested, "{\"a\":1}"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_buf_clear(&b);
		crm_cell_print(&rows[i].cell, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].text);
		assert_string_equal(crm_cell_copy_text(&rows[i].cell, &a), rows[i].text);
	}
	crm_buf_release(&b);
	crm_arena_release(&a);
}

static void eq(void **state)
{
	struct crm_cell c = crm_cell_textn("open late", 4), n = crm_cell_int(4),
	                e = crm_cell_text("");
	struct crm_cell b = bad("open");
	static const char *const words[] = {"late", "open", NULL}, *const others[] = {"late", NULL};

	(void)state;
	assert_true(crm_cell_one_of(&c, words));
	assert_false(crm_cell_one_of(&c, others));
	assert_false(crm_cell_one_of(&b, words));
	assert_false(crm_cell_one_of(&c, NULL));
	assert_true(crm_cell_eq(&c, "open"));
	assert_false(crm_cell_eq(&c, "ope"));
	assert_false(crm_cell_eq(&c, "open "));
	assert_true(crm_cell_eq(&e, ""));
	assert_false(crm_cell_eq(&n, "4"));
	assert_false(crm_cell_eq(&b, "open"));
}

/* Every cell of the table stands before those of a later group, after those
 * of an earlier one, and equals those of its own. */
static void order(void **state)
{
	const struct {
		int group;
		struct crm_cell cell;
	} rows[] = {
	    {0, crm_cell_absent()},
	    {1, bad("a")},
	    {2, bad("b")},
	    {3, crm_cell_text("")},
	    {4, crm_cell_text("A")},
	    {5, crm_cell_text("AB")},
	    {6, crm_cell_text("\xe5\xbc\xa0")},
	    {7, dec(-15, 1)},
	    {8, crm_cell_int(-1)},
	    {9, crm_cell_int(0)},
	    {9, dec(0, 2)},
	    {10, crm_cell_int(9)},
	    {10, dec(90, 1)},
	    {11, dec(91, 1)},
	    {12, crm_cell_int(10)},
	    {13, crm_cell_bool(false)},
	    {14, crm_cell_bool(true)},
	    {15, at(5, 0)},
	    {15, at(5, 3600)},
	    {16, at(6, 0)},
	    {17, crm_cell_date(-1)},
	    {18, crm_cell_date(1)},
	    {19, duration(CRM_DUR_US, 5)},
	    {20, duration(CRM_DUR_US, CRM_US_PER_DAY)},
	    {21, duration(CRM_DUR_DAYS, 1)},
	    {22, duration(CRM_DUR_WORKDAYS, 1)},
	    {23, duration(CRM_DUR_DAYS, INT64_MAX)},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (size_t k = 0; k < COUNT(rows); k++) {
			int want =
			    (rows[i].group > rows[k].group) - (rows[i].group < rows[k].group);

			assert_int_equal(crm_cell_cmp(&rows[i].cell, &rows[k].cell), want);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(makers),
	    cmocka_unit_test(print),
	    cmocka_unit_test(eq),
	    cmocka_unit_test(order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
