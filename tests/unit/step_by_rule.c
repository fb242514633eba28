/*
 * lib/flow/step.h: steps that are not for every record, and steps whose rule
 * says when they are done.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/items_kind.h"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&kind, rows, n);
}

static void applies(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'sort':'b'", "move", "where=here", "", NINE, NULL}, false,
	        "error not_applicable : 'move' is not for this record: it needs sort=,a\n"},
	    {{"'sort':'b','state':'told'", "move", "where=here", "", NINE, NULL}, false,
	        "error wrong_state state: is told; 'move' needs new\n"},
	    {{"'deep':false", "pass", "", "", NINE, NULL}, false,
	        "error not_applicable : 'pass' is not for this record: it needs sort=b or deep=true\n"},
	    {{"'deep':true", "pass", "", "", NINE, NULL}, true, "state=told\npassed_at=" NINE "\n"},
	};
	struct take t = {"'sort':'a'", "move", "where=here", "", NINE, NULL};
	struct crm_buf out = CRM_BUF_INIT;
	bool taken = false;

	(void)state;
	run(rows, COUNT(rows));
	crm_take(&kind, &t, &taken, NULL, &out);
	assert_true(taken);
	crm_buf_release(&out);
	assert_int_equal(crm_step_status("not_applicable"), CRM_NO);
	assert_int_equal(crm_step_status("item_missing"), CRM_NO);
}

/* Stamp and state by the rule: one may come without the other. */
static void by_rule(void **state)
{
	static const struct crm_expected rows[] = {
	    {{"'deep':false", "tell", "", "", NINE, NULL}, true, "told_at=" NINE "\nstate=told\n"},
	    {{"'deep':true", "tell", "", "", NINE, NULL}, true, "told_at=" NINE "\n"},
	    {{NULL, "begin", "", "", NINE, NULL}, true,
	        "state=new\nbegun_at=" NINE "\nnote begins : stamped\n"},
	    /* amend may not tell stamp and state apart */
	    {{"'state':'told','told_at':'" NINE "'", "amend", "told_at=", "why=w", TEN, NULL},
	        false,
	        "error not_amendable told_at: cannot be deleted: it was set by the step 'tell'\n"},
	    {{"'state':'told','deep':true", "amend", "told_at=" NINE, "why=w", TEN, NULL}, false,
	        "error not_amendable told_at: is set by the step 'tell'\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

/* A stamp before its state is a contradiction only where nothing else leads there. */
static void checked(void **state)
{
	static const struct {
		const char *record;
		const char *want;
	} rows[] = {
	    {"'state':'told','told_at':'" NINE "'", ""},
	    {"'state':'new','deep':true,'told_at':'" NINE "'", ""},
	    {"'state':'new','deep':false,'told_at':'" NINE "'",
	        "error state_mismatch told_at: is set, but the state is new\n"},
	    {"'state':'new','told_at':'" NINE "'",
	        "error state_mismatch told_at: is set, but the state is new\n"},
	    {"'state':'new','deep':true,'passed_at':'" NINE "'",
	        "error state_mismatch passed_at: is set, but the state is new\n"},
	    {"'state':'new','sorted_at':'" NINE "'", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_shape *shape = crm_shape_new(&schema);
		struct crm_record *r = crm_take_record(rows[i].record);
		struct crm_findings *f = crm_findings_new();
		struct crm_arena arena = CRM_ARENA_INIT;
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_view view;

		crm_record_set_text(r, "id", "T-1");
		crm_view_of_record(shape, r, &arena, &view);
		crm_kind_check(&kind, &view, NULL, crm_take_at(TEN), f);
		crm_take_findings(f, &out);
		assert_string_equal(crm_buf_str(&out), rows[i].want);
		crm_buf_release(&out);
		crm_arena_release(&arena);
		crm_findings_free(f);
		crm_record_free(r);
		crm_shape_free(shape);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(applies),
	    cmocka_unit_test(by_rule),
	    cmocka_unit_test(checked),
	};

	crm_record_setup();
	return cmocka_run_group_tests_name("steps by rule", tests, NULL, NULL);
}
