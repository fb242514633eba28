/* What is to be done for a quote, by whom and until when. */
#include <inttypes.h>

#include "lib/base/buf.h"
#include "lib/rules/quote/quote_private.h"
#include "lib/rules/todo.h"

static void give(const struct crm_todo_of *t, const char *what, const char *text, const char *step)
{
	crm_todo_give(t,
	    (struct crm_todo_point){
	        .what = what, .text = text, .step = step, .due = crm_cell_absent()});
}

static bool has_prices(const struct crm_todo_of *t)
{
	struct crm_items it;
	bool any;

	crm_items_init(&it, t->view, CRM_Q_PRICES);
	any = crm_items_next(&it);
	crm_items_release(&it);
	return any;
}

/* Is there something to be decided, for the first time or again? */
static bool give_decision(const struct crm_todo_of *t)
{
	struct crm_buf changed = CRM_BUF_INIT;
	enum crm_seal seal = crm_quote_seal(t->view, &changed);

	if (!has_prices(t))
		give(t, "price", "price the parts", "price");
	else if (seal == CRM_SEALED_CHANGED)
		give(t, "approval",
		    crm_todo_text(t, "decide again, changed: %s", crm_buf_str(&changed)),
		    "approve");
	else if (seal != CRM_SEALED_HOLDS)
		give(t, "approval", "decide the prices", "approve");
	crm_buf_release(&changed);
	return seal != CRM_SEALED_HOLDS;
}

/* Ours: to ask; the customer's: to answer. */
static void give_answer(const struct crm_todo_of *t)
{
	const struct crm_clock_result *r = crm_todo_clock(t, CRM_Q_ANSWERED_AT);
	struct crm_cell due = r != NULL ? crm_todo_clock_due(r) : crm_cell_absent();
	int64_t times = crm_todo_times(t, CRM_Q_CHASES);

	crm_todo_give(t,
	    (struct crm_todo_point){.what = "chase",
	        .text = times > 0
	            ? crm_todo_text(t, "ask for an answer again, %" PRId64 " so far", times)
	            : "ask for an answer",
	        .step = "chase",
	        .due = due});
	crm_todo_give(t,
	    (struct crm_todo_point){.what = "answer",
	        .text = crm_quote_expired(t->view, t->now) ? "answer to the quote, it has expired"
	                                                   : "answer to the quote",
	        .step = "win",
	        .due = crm_todo_due(t, CRM_Q_VALID_UNTIL),
	        .side = CRM_TODO_CUSTOMER,
	        .ask = {.step = "chase", .times = times, .on = due}});
}

static void give_estimate(const struct crm_todo_of *t)
{
	if (crm_view_true(t->view, CRM_Q_NEW_CUSTOMER) &&
	    !crm_view_has(t->view, CRM_Q_ESTIMATED_AT))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "estimate",
		        .text = "confirm the estimate, before there are samples",
		        .step = "estimate",
		        .due = crm_cell_absent(),
		        .side = CRM_TODO_CUSTOMER});
}

static void give_won(const struct crm_todo_of *t)
{
	if (!crm_view_has(t->view, CRM_Q_COUNTERSIGNED_AT))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "countersigned",
		        .text = "the countersigned quote",
		        .step = "countersign",
		        .due = crm_cell_absent(),
		        .side = CRM_TODO_CUSTOMER});
	give_estimate(t);
}

static void give_report(const struct crm_todo_of *t)
{
	if (!crm_view_has(t->view, CRM_Q_REPORTED_AT))
		give(t, "report", "tell finance what came out", "report");
}

static void give_all(const struct crm_todo_of *t)
{
	const struct crm_cell *state = crm_view_cell(t->view, CRM_C_STATE);

	if (crm_cell_eq(state, "withdrawn"))
		return;
	if (crm_cell_eq(state, "won") || crm_cell_eq(state, "lost")) {
		if (crm_cell_eq(state, "won"))
			give_won(t);
		give_report(t);
		return;
	}
	if (!give_decision(t) && !crm_cell_eq(state, "sent"))
		give(t, "quote", "send the quote", "send");
	if (crm_cell_eq(state, "sent")) {
		give_answer(t);
		give_estimate(t);
	}
}

/* When it was won the paper is owed, and finance is to be told of any answer. */
const struct crm_todo crm_quote_todo = {.more = give_all, .ended = true};
