/* What is to be done for a concession: the customer's word, its last day, and
 * after that the proof that parts are to specification again. */
#include <inttypes.h>

#include "lib/rules/concession_private.h"
#include "lib/rules/todo.h"

static void give_authorised(const struct crm_todo_of *t)
{
	int64_t left = crm_concession_left(t->view);
	struct crm_todo_point p = {
	    .what = "end", .step = "end", .due = crm_todo_due(t, CRM_D_VALID_UNTIL)};

	if (left <= 0) {
		p.text = "used up: to specification again";
		p.due = crm_cell_absent();
	} else if (crm_concession_expired(t->view, t->now)) {
		p.text = "expired: to specification again";
	} else if (!crm_cell_is(&p.due)) {
		return;
	} else if (left == INT64_MAX) {
		p.text = "last day of the concession";
	} else {
		p.text = crm_todo_text(t, "last day, %" PRId64 " left", left);
	}
	crm_todo_give(t, p);
}

static void give_all(const struct crm_todo_of *t)
{
	const struct crm_cell *state = crm_view_cell(t->view, CRM_C_STATE);
	struct crm_todo_point p = {.what = "end", .step = "end", .due = crm_cell_absent()};

	if (crm_cell_eq(state, "authorised")) {
		give_authorised(t);
		return;
	}
	if (crm_cell_eq(state, "used_up")) {
		p.text = "used up: to specification again";
		p.due = crm_todo_due(t, CRM_D_USED_UP_AT);
	} else if (crm_cell_eq(state, "refused")) {
		p.text = "refused: the goods go another way";
		p.due = crm_todo_due(t, CRM_D_REFUSED_AT);
	} else {
		p.what = "authorisation";
		p.text = "authorise the concession";
		p.step = "authorise";
		p.side = CRM_TODO_CUSTOMER;
	}
	crm_todo_give(t, p);
}

const struct crm_todo crm_concession_todo = {.more = give_all};
