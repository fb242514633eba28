/*
 * lib/rules/notice/notice.h: the draft, the text, the outbox and what came of it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/notice_take.h"
#include "lib/rules/todo.h"

#define DELAY "'category':'delay','customer':'K-1','basis':'contract','urgency':'urgent'"

/* ---- draft ---- */

#define BY_AN "author=an\nauthor_login=an\n"
#define MADE(category, customer) \
	"state=draft\ncategory=" category "\ncustomer=" customer "\ndrafted_at=" NINE "\n" BY_AN

static const struct crm_expected drafts[] = {
    {{NULL, "draft", "category=delay;customer=K-1", "", NINE, NULL}, true,
        MADE("delay", "K-1") "basis=contract\nurgency=urgent\n"},
    {{NULL, "draft", "category=delay;customer=K-1;urgency=normal;basis=contract", "", NINE, NULL},
        true,
        "state=draft\ncategory=delay\ncustomer=K-1\nurgency=normal\nbasis=contract\n"
        "drafted_at=" NINE "\n" BY_AN},
    /* a basis that the category has not would pass by a refusal of consent */
    {{NULL, "draft", "category=progress;customer=K-1;basis=contract", "", NINE, NULL}, false,
        "error bad_value basis: is 'courtesy' by its category, 'progress'\n"},
    {{NULL, "draft", "category=rumour;customer=K-1", "", NINE, NULL}, false,
        "error bad_value category: 'rumour' is no category of the table's, expected one of: "
        "delay, price, progress, emergency, escalation, acknowledgement\n"},
    {{NULL, "draft", "customer=K-1", "", NINE, NULL}, false,
        "error missing_field category: 'draft' needs it\n"},
    {{NULL, "draft", "category=delay;customer=K-1;content=abc", "", NINE, NULL}, false,
        "error bad_value content: is no hash, expected 64 digits of 0-9 and a-f\n"},
    {{NULL, "draft", "category=delay;customer=K-1;author=qm", "", NINE, NULL}, false,
        "error not_settable author: is written by the tools only\n"},
    /* the last day in time: the lead of the category, or the customer's own */
    {{NULL, "draft", "category=price;customer=K-1;effective=2027-01-31", "", NINE, NULL}, true,
        "state=draft\ncategory=price\ncustomer=K-1\neffective=2027-01-31\ndrafted_at=" NINE
        "\n" BY_AN "basis=contract\nurgency=normal\ntell_by=2027-01-01\n"},
    {{NULL, "draft", "category=price;customer=K-1;effective=2027-01-31;tell_by=2026-11-30", "",
         NINE, NULL},
        true,
        "state=draft\ncategory=price\ncustomer=K-1\neffective=2027-01-31\ntell_by=2026-11-30\n"
        "drafted_at=" NINE "\n" BY_AN "basis=contract\nurgency=normal\n"},
    {{NULL, "draft", "category=price;customer=K-1;effective=2027-01-31;tell_by=2027-02-01", "",
         NINE, NULL},
        false, "error bad_value tell_by: is after the day from which it holds (effective)\n"},
};

static void drafting(void **state)
{
	(void)state;
	crm_take_all(&crm_notice, drafts, COUNT(drafts));
}

/* The days ahead stay, whoever set them. */
static void moving(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r,
	    "'category':'price','customer':'K-1','effective':'2027-01-31','tell_by':"
	    "'2027-01-01'");
	must(&an, &r, "edit", "effective=2027-02-10", NINE);
	assert_true(says(&r, "'tell_by':'2027-01-11'"));
	must(&an, &r, "amend", "effective=2027-03-10;tell_by=2027-03-01", NINE);
	assert_true(says(&r, "'tell_by':'2027-03-01'"));
	must_not(&an, &r, "edit", "", NINE,
	    "error missing_field : 'edit' needs at least one option that says what is changed\n");
	crm_buf_release(&r);
}

/* ---- holds ---- */

static void holding(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r, "'category':'progress','customer':'K-1','basis':'courtesy','urgency':'normal'");
	must_not(&an, &r, "release", "", NINE, "error not_held held_why: nobody holds it\n");
	must_not(&an, &r, "hold", "held_until=" TEN, NINE,
	    "error missing_field held_why: 'hold' needs it\n");
	must_not(&an, &r, "hold", "held_why=price talks;held_until=" NINE, NINE,
	    "error bad_value held_until: is not after the step itself\n");
	must(&an, &r, "hold", "held_why=price talks;held_until=" TEN, NINE);
	must_not(&an, &r, "queue", "", NINE, "error held held_why: is held: price talks\n");
	must(&an, &r, "hold", "held_why=for good", NINE);
	assert_false(says(&r, "held_until"));
	must_not(&an, &r, "queue", "", ELEVEN, "error held held_why: is held: for good\n");
	must(&an, &r, "release", "", NINE);
	assert_false(says(&r, "held"));
	/* its time has come: nobody has to release it */
	must(&an, &r, "hold", "held_why=price talks;held_until=" TEN, NINE);
	must(&an, &r, "queue", "", TEN);
	assert_true(says(&r, "'state':'queued'"));
	crm_buf_release(&r);
}

/* ---- attempts ---- */

/* All at one time: it is the number that tells an outcome from the next attempt. */
static void trying(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	check_try(&r, 0, false, "", "");
	must(&an, &r, "attempt", "channel=email", NINE);
	check_try(&r, 1, true, "email", "sending");
	must_not(&an, &r, "sent", "channel=sms", NINE,
	    "error bad_value channel: attempt 1 has no outcome yet, and is by 'email'\n");
	must_not(&an, &r, "withdraw", "withdrawn_why=solved", NINE,
	    "error in_doubt attempts: attempt 1 by 'email' has no outcome: say 'sent', 'deferred' or "
	    "'failed'\n");
	must_not(&an, &r, "give-up", "failed_why=x", NINE,
	    "error in_doubt attempts: attempt 1 by 'email' has no outcome: say 'sent', 'deferred' or "
	    "'failed'\n");
	must(&an, &r, "deferred", "channel=email;code=451", NINE);
	check_try(&r, 1, false, "email", "deferred");
	/* it was killed: the same message goes again, and the doubt with it */
	must(&an, &r, "attempt", "channel=email", NINE);
	must(&an, &r, "attempt", "channel=email", TEN);
	check_try(&r, 3, true, "email", "sending");
	must(&an, &r, "failed", "channel=email;code=550;detail=no such user", TEN);
	check_try(&r, 3, false, "email", "failed");
	assert_true(says(&r, "'state':'queued'"));
	must(&an, &r, "sent", "channel=phone", TEN);
	check_try(&r, 4, false, "phone", "sent");
	assert_true(says(&r, "'state':'sent'"));
	assert_true(says(&r, "'channel':'phone','content'"));
	must(&an, &r, "deliver", "delivered_how=they called back", ELEVEN);
	must_not(&an, &r, "withdraw", "withdrawn_why=x", ELEVEN,
	    "error wrong_state state: is delivered; 'withdraw' needs draft, approved, queued or "
	    "failed\n");
	crm_buf_release(&r);
}

static void again(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	queued(&r);
	must(&an, &r, "give-up", "failed_why=no channel", NINE);
	must_not(&an, &r, "attempt", "channel=email", NINE,
	    "error wrong_state state: is failed; 'attempt' needs queued\n");
	must(&an, &r, "queue", "", TEN);
	must(&an, &r, "sent", "channel=email", TEN);
	/* it came back */
	must(&an, &r, "give-up", "failed_why=returned", TEN);
	must(&an, &r, "withdraw", "withdrawn_why=solved", ELEVEN);
	must(&an, &r, "cost", "channel=email;amount=0.10;currency=EUR", ELEVEN);
	must_not(&an, &r, "cost", "channel=email;amount=-0.01;currency=EUR", ELEVEN,
	    "error bad_value amount: is below 0\n");
	must_not(&an, &r, "cost", "channel=email;amount=1;currency=euro", ELEVEN,
	    "error bad_value currency: 'euro' is no currency, expected three letters like CNY\n");
	crm_buf_release(&r);
}

/* A stale one stays where it is; at its last second it is none. */
static void stale(void **state)
{
	struct crm_buf r = CRM_BUF_INIT;

	(void)state;
	begin(&r,
	    "'category':'progress','customer':'K-1','basis':'courtesy','urgency':'normal',"
	    "'expires_at':'" TEN "'");
	must_not(&an, &r, "queue", "", "2026-11-20T10:00:01Z",
	    "error expired expires_at: it is stale since " TEN "\n");
	must(&an, &r, "queue", "", TEN);
	must_not(&an, &r, "attempt", "channel=email", ELEVEN,
	    "error expired expires_at: it is stale since " TEN "\n");
	must(&an, &r, "hold", "held_why=x", TEN);
	must_not(&an, &r, "attempt", "channel=email", TEN, "error held held_why: is held: x\n");
	crm_buf_release(&r);
}

/* What is told too late is told, and a finding. */
static void late(void **state)
{
	struct crm_buf r = CRM_BUF_INIT, out = CRM_BUF_INIT;

	(void)state;
	begin(&r,
	    "'category':'progress','customer':'K-1','basis':'courtesy','urgency':'normal',"
	    "'tell_by':'2026-11-20'");
	assert_true(go(&r, "queue", "", "", ELEVEN, &out));
	assert_false(says(&out, "told_late"));
	assert_true(go(&r, "sent", "channel=email", "", "2026-11-21T00:00:00Z", &out));
	assert_true(says(&out, "warning told_late tell_by: it had to be told by 2026-11-20\n"));
	assert_true(says(&out, "verdicts.tell.verdict=late\n"));
	crm_buf_release(&r);
	crm_buf_release(&out);
}

/* ---- what is to be done ---- */

static const struct {
	const char *members, *want;
} todos[] = {
    {DELAY ",'content':'" HASH "','state':'draft','drafted_at':'" NINE "'",
        "approval/approve/2026-11-20T10:00:00Z"},
    {DELAY ",'state':'draft','drafted_at':'" NINE "'", "content/edit/2026-11-20T10:00:00Z"},
    {"'category':'progress','urgency':'normal','content':'" HASH "','state':'draft'",
        "send/queue/"},
    {"'category':'progress','state':'queued'", "send/attempt/"},
    {"'category':'progress','state':'queued','attempts':{'a':{'number':1,'channel':'email','status'"
     ":'sending'}}",
        "doubt/sent/"},
    {"'category':'progress','state':'queued','attempts':{'a':{'number':1,'channel':'phone','status'"
     ":'sending'},'b':{'number':1,'channel':'phone','status':'handed'}}",
        "handed/sent/"},
    {"'category':'progress','state':'queued','attempts':{'a':{'number':1,'channel':'phone','status'"
     ":'handed'},'b':{'number':2,'channel':'phone','status':'failed'}}",
        "send/attempt/"},
    {DELAY ",'state':'queued','drafted_at':'" NINE "','escalated_at':'" TEN "'",
        "escalated/sent/2026-11-20T10:00:00Z send/attempt/2026-11-20T10:00:00Z"},
    {DELAY ",'state':'sent','escalated_at':'" TEN "'", ""},
    {"'category':'progress','state':'queued','held_why':'x'", "hold/release/"},
    {"'category':'progress','state':'queued','held_why':'x','held_until':'" ELEVEN "'",
        "hold/release/" ELEVEN},
    {"'category':'progress','state':'queued','held_why':'x','held_until':'" TEN "'",
        "send/attempt/"},
    {"'category':'progress','state':'queued','expires_at':'" NINE "'", "stale/withdraw/"},
    {"'category':'progress','state':'failed'", "reach/queue/"},
    {"'category':'emergency','urgency':'emergency','state':'sent'", "summary/sum-up/"},
    {"'category':'emergency','urgency':'emergency','state':'sent','summed_up_at':'" TEN "'", ""},
    {"'category':'delay','urgency':'urgent','state':'sent'", ""},
    {"'category':'emergency','urgency':'emergency','state':'withdrawn'", ""},
};

static void add_point(void *ctx, const struct crm_todo_point *p)
{
	struct crm_buf *out = ctx;

	crm_buf_addf(out, "%s%s/%s/", out->len > 0 ? " " : "", p->what, p->step);
	crm_cell_print(&p->due, out);
}

static void todo(void **state)
{
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_zone_new("UTC", &zone, &e), 0);
	for (size_t i = 0; i < COUNT(todos); i++) {
		struct crm_shape *shape = crm_shape_new(crm_notice.flow.schema);
		struct crm_record *record = crm_take_record(todos[i].members);
		struct crm_clock_result results[8];
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_buf have = CRM_BUF_INIT;
		struct crm_clocks *clocks = NULL;
		struct crm_view v;

		assert_int_equal(crm_clocks_new(crm_notice.clocks, shape,
		                     &(struct crm_clocks_opts){.zone = zone}, &clocks, &e),
		    0);
		crm_view_of_record(shape, record, &a, &v);
		crm_clocks_eval(clocks, &v, crm_take_at(TEN), results);
		crm_todo_list(&crm_notice, &v, results, crm_clocks_count(clocks), crm_take_at(TEN),
		    book, add_point, &have);
		if (strcmp(crm_buf_str(&have), todos[i].want) != 0)
			fail_msg("row %zu: %s", i, crm_buf_str(&have));
		crm_clocks_free(clocks);
		crm_buf_release(&have);
		crm_arena_release(&a);
		crm_record_free(record);
		crm_shape_free(shape);
	}
	crm_zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(drafting, setup, teardown),
	    cmocka_unit_test_setup_teardown(moving, setup, teardown),
	    cmocka_unit_test_setup_teardown(holding, setup, teardown),
	    cmocka_unit_test_setup_teardown(trying, setup, teardown),
	    cmocka_unit_test_setup_teardown(again, setup, teardown),
	    cmocka_unit_test_setup_teardown(stale, setup, teardown),
	    cmocka_unit_test_setup_teardown(late, setup, teardown),
	    cmocka_unit_test_setup_teardown(todo, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
