/* While it is with the customer, the verdict, and its last day. */
#include "lib/base/buf.h"
#include "lib/rules/sample/sample_private.h"

static void refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text)
{
	crm_step_refuse(in, f, code, crm_sample_name(field), "%s", text);
}

/* ---- waiting ---- */

void crm_sample_rule_receive(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell at = crm_cell_instant(in->at);

	crm_step_order(in, f, CRM_S_WAITING_AT);
	crm_changes_set(out, crm_sample_name(CRM_S_WAITING_AT), &at);
}

void crm_sample_rule_chase(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_S_CHASES);
	const struct crm_cell times = crm_cell_int((was->type == CRM_T_INT ? was->u.i : 0) + 1);

	crm_step_order(in, f, CRM_S_WAITING_AT);
	crm_step_order(in, f, CRM_S_CHASED_AT);
	crm_changes_set(out, crm_sample_name(CRM_S_CHASES), &times);
}

/* ---- the verdict ---- */

/* It is given once; a second one corrects it, and says why. What belonged to the first goes with
 * it. */
static void correct(
    const struct crm_step_in *in, bool rejected, struct crm_changes *out, struct crm_findings *f)
{
	if (crm_step_arg(in, "why") == NULL)
		refuse(in, f, "already_done", CRM_S_VERDICT,
		    "there is one: --why corrects what was mistyped");
	else
		crm_rule_amend(in, out, f);
	if (crm_view_has(in->view, CRM_S_COMMENTS) && !crm_sample_given(in, CRM_S_COMMENTS))
		crm_changes_delete(out, crm_sample_name(CRM_S_COMMENTS));
	if (crm_view_has(in->view, CRM_S_EXPIRY) && rejected)
		crm_changes_delete(out, crm_sample_name(CRM_S_EXPIRY));
}

/* Is the last day that the step gives past? */
static void judge_day(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *last = crm_view_cell(in->after, CRM_S_EXPIRY);

	if (last->type == CRM_T_DATE && crm_instant_day(in->at) > last->u.date)
		refuse(in, f, "expired", CRM_S_EXPIRY, "is past on the day of the step");
}

static void judge_approval(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_sample_sort *row = crm_sample_row(in, in->after);

	if (row != NULL && row->expires && !crm_view_has(in->after, CRM_S_EXPIRY))
		crm_step_refuse(in, f, "missing_field", crm_sample_name(CRM_S_EXPIRY),
		    "a sample of sort '%s' needs it: the last day on which it counts", row->sort);
	if (crm_sample_given(in, CRM_S_EXPIRY))
		judge_day(in, f);
}

void crm_sample_rule_verdict(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *verdict = crm_view_cell(in->after, CRM_S_VERDICT);
	bool rejected = crm_cell_eq(verdict, "rejected");

	crm_step_order(in, f, CRM_S_WAITING_AT);
	if (!crm_cell_is(verdict))
		return;
	if (crm_view_has(in->view, CRM_S_VERDICT_AT))
		correct(in, rejected, out, f);
	crm_changes_text(out, crm_sample_name(CRM_C_STATE), rejected ? "rejected" : "approved");
	if (!crm_cell_eq(verdict, "approved") && !crm_sample_given(in, CRM_S_COMMENTS))
		refuse(in, f, "missing_field", CRM_S_COMMENTS,
		    rejected ? "a rejection needs its reason"
		             : "which they are: what is to be followed");
	if (!rejected)
		judge_approval(in, f);
	else if (crm_sample_given(in, CRM_S_EXPIRY))
		refuse(in, f, "bad_value", CRM_S_EXPIRY, "is of an approved sample alone");
}

/* ---- its last day ---- */

static void put(const struct crm_step_in *in, const char *key, int member,
    const struct crm_cell *cell, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (crm_cell_is(cell))
		crm_changes_set(
		    out, crm_item_path(in->flow->schema, CRM_S_RENEWALS, key, member, &path), cell);
	crm_buf_release(&path);
}

void crm_sample_rule_renew(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_sample_sort *row = crm_sample_row(in, in->view);
	const struct crm_cell *was = crm_view_cell(in->view, CRM_S_EXPIRY);
	const struct crm_cell *is = crm_view_cell(in->after, CRM_S_EXPIRY);
	const struct crm_cell at = crm_cell_instant(in->at), by = crm_cell_text(in->actor->by);
	const char *reference = crm_step_arg(in, "reference");
	const struct crm_cell paper = crm_cell_text(reference);
	char key[13];

	crm_step_order(in, f, CRM_S_VERDICT_AT);
	crm_step_order(in, f, CRM_S_RENEWED_AT);
	if (was->type != CRM_T_DATE && (row == NULL || !row->expires))
		refuse(in, f, "not_applicable", CRM_S_EXPIRY, "it has no last day: nothing ends");
	judge_day(in, f);
	if (was->type == CRM_T_DATE && is->type == CRM_T_DATE && is->u.date <= was->u.date &&
	    is->u.date >= crm_instant_day(in->at))
		refuse(in, f, "bad_value", CRM_S_EXPIRY,
		    "is not later than the last day that there is");
	crm_step_key(in, reference != NULL ? reference : "", key);
	put(in, key, 0, &at, out);
	put(in, key, 1, &by, out);
	put(in, key, CRM_RENEWAL_EXPIRY, is, out);
	put(in, key, CRM_RENEWAL_BEFORE, was, out);
	put(in, key, CRM_RENEWAL_REFERENCE, &paper, out);
}

/* ---- check ---- */

/* State and verdict say the same; an import may know of one alone. */
void crm_sample_check(const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_cell *verdict = crm_view_cell(v, CRM_S_VERDICT);
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	bool rejected = crm_cell_eq(verdict, "rejected");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *text = NULL;

	if (!crm_cell_is(verdict))
		return;
	if (crm_cell_eq(state, rejected ? "approved" : "rejected"))
		text = "is another one than the state";
	else if (!crm_cell_is(state) || crm_cell_eq(state, "open") || crm_cell_eq(state, "sent"))
		text = "is there, but the state has none";
	if (text != NULL)
		crm_finding_add(f, CRM_ERROR, "state_mismatch", v->source, v->line,
		    crm_view_text(v, CRM_C_ID, &a), crm_sample_name(CRM_S_VERDICT), "%s", text);
	crm_arena_release(&a);
}
