/*
 * lib/data/change.h: a list that keeps its own copies.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/data/change.h"

static void keeps_copies_in_order(void **state)
{
	struct crm_changes c = CRM_CHANGES_INIT;
	char path[] = "state", text[] = "open";

	(void)state;
	crm_changes_text(&c, path, text);
	path[0] = text[0] = 'X';
	crm_changes_delete(&c, "due");
	assert_int_equal(c.n, 2);
	assert_string_equal(c.items[0].path, "state");
	assert_true(crm_cell_eq(&c.items[0].cell, "open"));
	assert_string_equal(c.items[1].path, "due");
	assert_int_equal(c.items[1].cell.type, CRM_T_ABSENT);
	crm_changes_release(&c);
	assert_int_equal(c.n, 0);
	assert_null(c.items);
	crm_changes_release(&c);
}

static void finds_the_last(void **state)
{
	struct crm_changes c = CRM_CHANGES_INIT;
	struct crm_cell n = crm_cell_int(7);

	(void)state;
	assert_null(crm_changes_find(&c, "a"));
	crm_changes_text(&c, "a", "1");
	crm_changes_text(&c, "b", "2");
	crm_changes_set(&c, "a", &n);
	assert_int_equal(crm_changes_find(&c, "a")->cell.u.i, 7);
	assert_int_equal(crm_changes_cell(&c, "a")->u.i, 7);
	assert_null(crm_changes_find(&c, "a.b"));
	assert_int_equal(crm_changes_cell(&c, "a.b")->type, CRM_T_ABSENT);
	crm_changes_release(&c);
}

static void null_text_deletes(void **state)
{
	struct crm_changes c = CRM_CHANGES_INIT;

	(void)state;
	crm_changes_text(&c, "a", NULL);
	assert_int_equal(crm_changes_find(&c, "a")->cell.type, CRM_T_ABSENT);
	crm_changes_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(keeps_copies_in_order),
	    cmocka_unit_test(finds_the_last),
	    cmocka_unit_test(null_text_deletes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
