/*
 * lib/flow/step.h: a step that was taken, as others see it, and one that was taken before.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/items_kind.h"

struct fixture {
	struct crm_shape *shape;
	struct crm_record *before;
	struct crm_changes given;
	struct crm_step_in in;
};

static void begin(struct fixture *x, const char *before, const char *step, const char *given)
{
	static const struct crm_actor actor = {"cs01", "cs01", NULL};

	memset(x, 0, sizeof(*x));
	x->shape = crm_shape_new(&schema);
	x->before = before != NULL ? crm_take_record(before) : NULL;
	x->in = (struct crm_step_in){.flow = &kind.flow, .shape = x->shape, .before = x->before};
	x->in.step = crm_flow_step(&kind.flow, step);
	x->in.id = "T-1";
	x->in.given = &x->given;
	x->in.at = x->in.now = crm_take_at(NINE);
	x->in.actor = &actor;
	crm_take_list(&x->given, given, x->in.step->target != NULL ? &lots : &schema);
}

static void end(struct fixture *x)
{
	crm_record_free(x->before);
	crm_shape_free(x->shape);
	crm_changes_release(&x->given);
}

/* There, and nothing is said that it does not say: by its members, whatever its key. */
static void is_there(void **state)
{
	static const struct {
		const char *before, *step, *given;
		bool there;
	} rows[] = {
	    {"'lots':{'L-1':{'lot':'L-1','quantity':9}}", "sort", "lot=L-1;quantity=9", true},
	    {"'lots':{'L-1':{'lot':'L-1','quantity':9,'sort':'a'}}", "sort", "lot=L-1;quantity=9",
	        true},
	    {"'lots':{'L-1':{'lot':'L-1','quantity':9}}", "sort", "lot=L-1;quantity=10", false},
	    {"'lots':{'L-1':{'lot':'L-1','quantity':9}}", "sort", "lot=L-2;quantity=9", false},
	    {"'lots':{'L-1':{'lot':'L-1'}}", "sort", "lot=L-1;quantity=9", false},
	    {"'lots':{'L-1':{'lot':'L-1','quantity':9}}", "sort", "quantity=9", false},
	    {"'state':'new'", "sort", "lot=L-1;quantity=9", false},
	    {NULL, "sort", "lot=L-1;quantity=9", false},
	    /* by both members of its key */
	    {"'lots':{'x':{'lot':'L','side':'l','quantity':9}}", "look", "lot=L;side=l;quantity=9",
	        true},
	    {"'lots':{'x':{'lot':'L','side':'l','quantity':9}}", "look", "lot=L;side=r;quantity=9",
	        false},
	    /* what says no side may be this one; it does not say so */
	    {"'lots':{'x':{'lot':'L','quantity':9}}", "look", "lot=L;side=l;quantity=9", false},
	    /* one of several is not known by one member */
	    {"'lots':{'x':{'lot':'L','side':'l','quantity':9},'y':{'lot':'L','side':'r','quantity':"
	     "9}}",
	        "look", "lot=L;quantity=9", false},
	    /* a step on no item has none */
	    {"'state':'told'", "pass", "", false},
	};
	struct fixture x;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		begin(&x, rows[i].before, rows[i].step, rows[i].given);
		if (crm_step_is_there(&x.in) != rows[i].there)
			fail_msg("row %zu: %s on %s", i, rows[i].given,
			    rows[i].before != NULL ? rows[i].before : "nothing");
		end(&x);
	}
}

/* Its item and the record with all that came of it: what the rule added, too. */
static void is_seen(void **state)
{
	struct crm_changes out = CRM_CHANGES_INIT;
	struct crm_findings *f = crm_findings_new();
	struct crm_step_seen seen;
	struct fixture x;

	(void)state;
	begin(&x, "'state':'new','lots':{'L-1':{'lot':'L-1','quantity':4}}", "sort",
	    "lot=L-2;quantity=6");
	assert_int_equal(crm_step_take(&x.in, &out, f), 0);
	crm_step_see(&x.in, &out, &seen);
	assert_string_equal(x.in.key, "L-2");
	assert_int_equal(pieces(x.in.view), 4);
	assert_int_equal(pieces(x.in.after), 10);
	assert_true(crm_view_has(x.in.after, SORTED_AT));
	assert_false(crm_view_has(x.in.view, SORTED_AT));
	crm_step_seen_release(&seen);
	crm_changes_release(&out);
	end(&x);

	begin(&x, NULL, "begin", "");
	out = (struct crm_changes)CRM_CHANGES_INIT;
	assert_int_equal(crm_step_take(&x.in, &out, f), 0);
	crm_step_see(&x.in, &out, &seen);
	assert_null(x.in.key);
	assert_null(x.in.view);
	assert_true(crm_view_has(x.in.after, BEGUN_AT));
	crm_step_seen_release(&seen);
	crm_changes_release(&out);
	crm_findings_free(f);
	end(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(is_there),
	    cmocka_unit_test(is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
