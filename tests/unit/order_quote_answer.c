/*
 * lib/rules/quote/quote.h: quotes that are out, answers that nothing overwrites, open points.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_quote.h"

/* ---- answers ---- */

/* A price that changes while the quote is out is decided and sent again before anybody wins by it. */
static void out_again(void **state)
{
	struct crm_buf q = CRM_BUF_INIT;

	(void)state;
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	must(&q, "send", "sent_to=M", NINE);
	must_not(&q, "approve", "", TEN,
	    "error already_done approved_at: the approval holds: nothing was changed since\n");
	must(&q, "price", "part=A;from=1;price=1.10", TEN);
	must_not(&q, "win", "reference=PO1", TEN,
	    "error void_approval approved_at: the approval is void, changed since: prices\n");
	must(&q, "approve", "", TEN);
	must_not(&q, "win", "reference=PO1", TEN,
	    "error wrong_state state: is approved; 'win' needs sent\n");
	must_not(&q, "send", "sent_to=M", NINE,
	    "error wrong_order at: is earlier than 'approved_at', " TEN "\n");
	must(&q, "send", "sent_to=M", TEN);
	must(&q, "win", "reference=PO1", TEN);
	assert_true(says(&q, "'state':'won'"));
	crm_buf_release(&q);
}

static void chasing(void **state)
{
	struct crm_buf q = CRM_BUF_INIT;

	(void)state;
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	must(&q, "send", "sent_to=M", NINE);
	must_not(&q, "chase", "", TEN, "error missing_field chase_result: 'chase' needs it\n");
	must(&q, "chase", "chase_result=busy", "2026-11-25T09:00:00Z");
	must(&q, "chase", "chase_result=next week", "2026-11-30T09:00:00Z");
	assert_true(says(&q, "'chases':2"));
	assert_true(says(&q, "'chase_result':'next week'"));
	/* three working days after the last one: Thursday, equal is met */
	must(&q, "win", "reference=PO1", "2026-12-03T09:00:00Z");
	assert_true(says(&q,
	    "'answer':{'due_at':'2026-12-03T09:00:00Z','limit':'3wd','verdict':"
	    "'met'}"));
	crm_buf_release(&q);
}

static void late(void **state)
{
	struct crm_buf q = CRM_BUF_INIT;

	(void)state;
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	must(&q, "send", "sent_to=M", NINE);
	must(&q, "lose", "lost_why=price", "2026-11-25T09:00:01Z");
	assert_true(says(&q, "'due_at':'2026-11-25T09:00:00Z'"));
	assert_true(says(&q, "'verdict':'late'"));
	crm_buf_release(&q);
}

/* What was won, lost or withdrawn stays so: no step that time would take changes it, and that its
 * last day is past is no state. */
static void ended(void **state)
{
	static const struct {
		const char *step, *given, *state;
	} rows[] = {
	    {"win", "reference=PO1", "'state':'won'"},
	    {"lose", "lost_why=price", "'state':'lost'"},
	    {"withdraw", "withdrawn_why=no capacity", "'state':'withdrawn'"},
	};
	static const char *const after[][2] = {{"approve", ""}, {"send", "sent_to=M"},
	    {"chase", "chase_result=x"}, {"win", "reference=PO2"}, {"lose", "lost_why=expired"},
	    {"withdraw", "withdrawn_why=expired"}, {"price", "part=A;from=1;price=9"}};
	static const char night[] = "2027-01-01T00:00:00Z";

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf q = CRM_BUF_INIT, out = CRM_BUF_INIT;

		crm_buf_addz(&q, OPEN ",'valid_until':'2026-12-31'");
		must(&q, "approve", "", NINE);
		must(&q, "send", "sent_to=M", NINE);
		must(&q, rows[i].step, rows[i].given, TEN);
		for (size_t k = 0; k < COUNT(after); k++) {
			assert_false(go(&q, after[k][0], after[k][1], "", night, &out));
			assert_non_null(strstr(crm_buf_str(&out), "error wrong_state state: "));
		}
		assert_false(go(&q, "amend", "currency=USD", "why=slip", night, &out));
		assert_non_null(strstr(crm_buf_str(&out),
		    "error not_amendable currency: was decided: the quote has ended\n"));
		assert_true(go(&q, "note", "", "text=its day is past", night, &out));
		assert_true(says(&q, rows[i].state));
		crm_buf_release(&q);
		crm_buf_release(&out);
	}
}

static void last_day(void **state)
{
	static const struct {
		const char *at;
		bool sent;
	} rows[] = {{"2026-12-31T23:59:59Z", true}, {"2027-01-01T00:00:00Z", false}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf q = CRM_BUF_INIT, out = CRM_BUF_INIT;

		crm_buf_addz(&q, OPEN ",'valid_until':'2026-12-31'");
		must(&q, "approve", "", NINE);
		assert_int_equal(go(&q, "send", "sent_to=M", "", rows[i].at, &out), rows[i].sent);
		assert_int_equal(
		    strcmp(crm_buf_str(&out),
		        "error expired valid_until: is past on the day of the step\n") != 0,
		    rows[i].sent);
		if (!rows[i].sent)
			must(&q, "send", "sent_to=M", TEN);
		/* the customer is late: we may take it, and are told */
		assert_true(go(&q, "win", "reference=PO1", "", "2027-01-01T00:00:00Z", &out));
		assert_non_null(strstr(crm_buf_str(&out),
		    "warning expired valid_until: is past on the day of the answer\n"));
		crm_buf_release(&q);
		crm_buf_release(&out);
	}
}

#define WON "'id':'C-1','state':'won','answered_at':'" NINE "'"

static void after_it(void **state)
{
	static const struct crm_expected rows[] = {
	    {{WON, "countersign", "countersigned=q.pdf;sha256=abc", "", TEN, NULL}, true,
	        "countersigned=q.pdf\ncountersigned_sha256=abc\ncountersigned_at=" TEN "\n"},
	    {{WON, "countersign", "", "", TEN, NULL}, false,
	        "error missing_field countersigned: 'countersign' needs it\n"},
	    {{WON, "report", "", "", TEN, NULL}, true, "reported_at=" TEN "\n"},
	    {{WON, "report", "", "", "2026-11-20T08:59:59Z", NINE}, false,
	        "error wrong_order at: is earlier than 'answered_at', " NINE "\n"},
	    {{BASE ",'state':'sent'", "report", "", "", TEN, NULL}, false,
	        "error wrong_state state: is sent; 'report' needs won or lost\n"},
	    {{OPEN ",'new_customer':true", "estimate", "estimate=E1", "", TEN, NULL}, true,
	        "estimate=E1\nestimated_at=" TEN "\n"},
	    {{OPEN, "estimate", "estimate=E1", "", TEN, NULL}, false,
	        "error not_applicable : 'estimate' is not for this record: it needs "
	        "new_customer=true\n"},
	    {{OPEN, "lose", "", "", TEN, NULL}, false,
	        "error missing_field lost_why: 'lose' needs it\n"},
	};
	struct crm_buf q = CRM_BUF_INIT;

	(void)state;
	crm_take_all(&crm_quote, rows, COUNT(rows));
	crm_buf_addz(&q, OPEN);
	must(&q, "approve", "", NINE);
	must(&q, "send", "sent_to=M", NINE);
	must(&q, "win", "reference=PO1;countersigned=q.pdf;sha256=abc", TEN);
	assert_true(says(&q, "'countersigned_at':'" TEN "'"));
	assert_true(says(&q, "'countersigned_sha256':'abc'"));
	crm_buf_release(&q);
}

/* ---- open points ---- */

#define TODO \
	"'id':'C-1','customer':'VW','owner':'an','opened_at':'2026-11-16T09:00:00Z','currency':'EUR'"

/* NOW is Friday, 20 November, 01:00 UTC. */
static void todo(void **state)
{
	static const struct todo_expected rows[] = {
	    {TODO, "price: price the parts; an; ; price\n"},
	    {TODO "," PRICES, "approval: decide the prices; an; ; approve\n"},
	    {TODO "," PRICES ",'state':'approved'", "approval: decide the prices; an; ; approve\n"},
	    {TODO ",'state':'won','answered_at':'2026-11-19T09:00:00Z'",
	        "countersigned: the countersigned quote; VW (customer); ; countersign\n"
	        "report: tell finance what came out; an; ; report\n"},
	    {TODO ",'state':'won','new_customer':true,'countersigned_at':'2026-11-19T09:00:00Z',"
	          "'reported_at':'2026-11-19T09:00:00Z'",
	        "estimate: confirm the estimate, before there are samples; VW (customer); ; "
	        "estimate\n"},
	    {TODO ",'state':'lost'", "report: tell finance what came out; an; ; report\n"},
	    {TODO ",'state':'lost','reported_at':'2026-11-19T09:00:00Z'", ""},
	    {TODO ",'state':'withdrawn'", ""},
	    {TODO ",'state':'void'", ""},
	    {TODO ",'state':'duplicate'", ""},
	};

	(void)state;
	todo_run(&crm_quote, rows, COUNT(rows));
}

/* What hangs on the approval: made by steps. */
static void todo_sent(void **state)
{
	struct crm_buf q = CRM_BUF_INIT;
	struct todo_expected row;

	(void)state;
	crm_buf_addz(&q, TODO "," PRICES);
	must(&q, "approve", "", "2026-11-17T09:00:00Z");
	row = (struct todo_expected){crm_buf_str(&q), "quote: send the quote; an; ; send\n"};
	todo_run(&crm_quote, &row, 1);
	must(&q, "send", "sent_to=M", "2026-11-17T09:00:00Z");
	row = (struct todo_expected){crm_buf_str(&q),
	    "chase: ask for an answer; an; 2026-11-20T09:00:00Z; chase\n"
	    "answer: answer to the quote; VW (customer); ; win\n"};
	todo_run(&crm_quote, &row, 1);
	must(&q, "chase", "chase_result=busy", "2026-11-18T09:00:00Z");
	must(&q, "price", "part=A;from=1;price=1.10", "2026-11-18T09:00:00Z");
	row = (struct todo_expected){crm_buf_str(&q),
	    "approval: decide again, changed: prices; an; ; approve\n"
	    "chase: ask for an answer again, 1 so far; an; 2026-11-23T09:00:00Z; chase\n"
	    "answer: answer to the quote; VW (customer); ; win\n"};
	todo_run(&crm_quote, &row, 1);
	crm_buf_release(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(out_again),
	    cmocka_unit_test(chasing),
	    cmocka_unit_test(late),
	    cmocka_unit_test(ended),
	    cmocka_unit_test(last_day),
	    cmocka_unit_test(after_it),
	    cmocka_unit_test(todo),
	    cmocka_unit_test(todo_sent),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
