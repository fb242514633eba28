/* What is to be done for a submission, by whom and until when. */
#include <inttypes.h>

#include "lib/rules/submission/submission_private.h"
#include "lib/rules/todo.h"

static bool is_suppliers(const struct crm_todo_of *t)
{
	return crm_view_has(t->view, CRM_B_SUPPLIER);
}

/* What a supplier hands in is reviewed. */
static void give_handing(const struct crm_todo_of *t, struct crm_todo_point p)
{
	p.step = "submit";
	if (is_suppliers(t)) {
		p.side = CRM_TODO_SUPPLIER;
		p.step = "review";
		p.owner = crm_view_text(t->view, CRM_B_SUPPLIER, t->arena);
	}
	crm_todo_give(t, p);
}

static void give_open(const struct crm_todo_of *t)
{
	give_handing(t,
	    (struct crm_todo_point){.what = "submission",
	        .text = "submit parts and dossier",
	        .due = crm_todo_due(t, CRM_B_DUE)});
}

static void give_verdict(const struct crm_todo_of *t)
{
	bool ours = is_suppliers(t);

	crm_todo_give(t,
	    (struct crm_todo_point){.what = "verdict",
	        .text = ours ? "judge the supplier's package" : "answer to the submission",
	        .step = "verdict",
	        .due = crm_cell_absent(),
	        .side = ours ? CRM_TODO_OURS : CRM_TODO_CUSTOMER});
}

static void give_resubmission(const struct crm_todo_of *t, const char *text)
{
	if (!crm_view_has(t->view, CRM_B_RESUBMITTED_AT))
		give_handing(t,
		    (struct crm_todo_point){.what = "resubmission",
		        .text = text,
		        .due = crm_todo_due(t, CRM_B_RESUBMIT_BY)});
}

static void give_interim(const struct crm_todo_of *t)
{
	int64_t left = crm_submission_left(t->view);
	struct crm_todo_point p = {
	    .what = "interim", .step = "extend", .due = crm_todo_due(t, CRM_B_INTERIM_EXPIRY)};

	if (left <= 0)
		p.text = "interim approval used up: counts as rejected, ship nothing";
	else if (crm_submission_expired(t->view, t->now))
		p.text = "interim approval expired: counts as rejected, ship nothing";
	else if (left == INT64_MAX)
		p.text = "interim approval ends";
	else
		p.text = crm_todo_text(t, "interim approval ends, %" PRId64 " left", left);
	give_resubmission(t, "submit again for full approval");
	crm_todo_give(t, p);
}

static void give_approved(const struct crm_todo_of *t)
{
	if (crm_view_has(t->view, CRM_B_REVALIDATE_BY))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "revalidation",
		        .text = "annual layout inspection",
		        .step = "revalidate",
		        .due = crm_todo_due(t, CRM_B_REVALIDATE_BY)});
}

static void give_master(const struct crm_todo_of *t)
{
	if (crm_view_has(t->view, CRM_B_MASTER_UNTIL))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "master",
		        .text = "look at the master sample, or make a new one",
		        .step = "master",
		        .due = crm_todo_due(t, CRM_B_MASTER_UNTIL)});
}

static void give_retention(const struct crm_todo_of *t)
{
	enum crm_keep keep = crm_submission_keep(t->view, crm_instant_day(t->now), false);

	if (keep != CRM_KEEP_YEARS && keep != CRM_KEEP_NO)
		return;
	crm_todo_give(t,
	    (struct crm_todo_point){.what = "retention",
	        .text = keep == CRM_KEEP_NO ? "retention is over: may be destroyed"
	                                    : "last day of its retention",
	        .step = "destroy",
	        .due = crm_todo_due(t, CRM_B_KEEP_UNTIL)});
}

static void give_all(const struct crm_todo_of *t)
{
	const struct crm_cell *state = crm_view_cell(t->view, CRM_C_STATE);

	if (crm_view_has(t->view, CRM_B_INACTIVE_SINCE)) {
		give_retention(t);
		return;
	}
	if (crm_cell_eq(state, "submitted"))
		give_verdict(t);
	else if (crm_cell_eq(state, "interim"))
		give_interim(t);
	else if (crm_cell_eq(state, "rejected"))
		give_resubmission(t, "correct and submit again");
	else if (crm_cell_eq(state, "approved"))
		give_approved(t);
	else
		give_open(t);
	give_master(t);
}

const struct crm_todo crm_submission_todo = {.more = give_all};
