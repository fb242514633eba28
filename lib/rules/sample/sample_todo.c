/* What is to be done for a sample, by whom and until when. */
#include "lib/rules/sample/sample_private.h"
#include "lib/rules/todo.h"

/* "colour sample" */
static const char *name_of(const struct crm_todo_of *t)
{
	return crm_todo_text(t, "%s sample", crm_view_text(t->view, CRM_S_SORT, t->arena));
}

static struct crm_cell send_due(const struct crm_todo_of *t)
{
	const struct crm_clock_result *r = crm_todo_clock(t, CRM_S_SENT_AT);

	return r != NULL && r->has_due ? crm_todo_clock_due(r) : crm_todo_due(t, CRM_S_DUE);
}

/* Without data nothing is sent, but what is due is due. */
static void give_open(const struct crm_todo_of *t)
{
	struct crm_cell due = send_due(t);
	bool data = crm_view_has(t->view, CRM_S_DATA_AT);

	if (!data)
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "data",
		        .text = crm_todo_text(t, "data of the %s", name_of(t)),
		        .step = "data",
		        .due = crm_cell_absent(),
		        .side = CRM_TODO_CUSTOMER});
	if (data || crm_cell_is(&due))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "sample",
		        .text = crm_todo_text(t, "send the %s", name_of(t)),
		        .step = "send",
		        .due = due});
}

static void give_sent(const struct crm_todo_of *t)
{
	const struct crm_clock_result *r = crm_todo_clock(t, CRM_S_VERDICT_AT);
	struct crm_cell due = r != NULL ? crm_todo_clock_due(r) : crm_cell_absent();

	crm_todo_give(t,
	    (struct crm_todo_point){.what = "verdict",
	        .text = crm_todo_text(t, "verdict on the %s", name_of(t)),
	        .step = "verdict",
	        .due = due,
	        .side = CRM_TODO_CUSTOMER,
	        .ask = {.step = "chase", .times = crm_todo_times(t, CRM_S_CHASES), .on = due}});
}

static void give_expiry(const struct crm_todo_of *t)
{
	if (crm_view_has(t->view, CRM_S_EXPIRY))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "expiry",
		        .text = crm_todo_text(t,
		            crm_sample_holds(t->view, t->now) ? "last day of the %s"
		                                              : "the %s has expired",
		            name_of(t)),
		        .step = "renew",
		        .due = crm_todo_due(t, CRM_S_EXPIRY)});
}

static void give_all(const struct crm_todo_of *t)
{
	const struct crm_cell *state = crm_view_cell(t->view, CRM_C_STATE);

	if (crm_cell_eq(state, "approved"))
		give_expiry(t);
	else if (crm_cell_eq(state, "sent"))
		give_sent(t);
	else if (crm_cell_eq(state, "rejected"))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "sample",
		        .text = crm_todo_text(t, "rejected: send another %s", name_of(t)),
		        .step = "send",
		        .due = crm_cell_absent()});
	else
		give_open(t);
}

const struct crm_todo crm_sample_todo = {.more = give_all};
