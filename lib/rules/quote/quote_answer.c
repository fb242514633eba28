/* The customer's answer, and what follows from it. */
#include "lib/rules/quote/quote_private.h"

void crm_quote_rule_chase(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_Q_CHASES);
	const struct crm_cell times = crm_cell_int((was->type == CRM_T_INT ? was->u.i : 0) + 1);

	crm_step_order(in, f, CRM_Q_SENT_AT);
	crm_step_order(in, f, CRM_Q_CHASED_AT);
	crm_changes_set(out, crm_quote_name(CRM_Q_CHASES), &times);
}

void crm_quote_rule_estimate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_Q_OPENED_AT);
}

/* By the prices that were approved; past its last day we may still take it, and are told. */
void crm_quote_rule_win(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *paper =
	    crm_changes_find(in->given, crm_quote_name(CRM_Q_COUNTERSIGNED));
	const struct crm_cell at = crm_cell_instant(in->at);

	crm_step_order(in, f, CRM_Q_SENT_AT);
	crm_quote_need_seal(in, f);
	if (crm_quote_expired(in->view, in->at))
		crm_finding_add(f, CRM_WARNING, "expired", NULL, 0, in->id,
		    crm_quote_name(CRM_Q_VALID_UNTIL), "is past on the day of the answer");
	if (paper != NULL && crm_cell_is(&paper->cell))
		crm_changes_set(out, crm_quote_name(CRM_Q_COUNTERSIGNED_AT), &at);
}

void crm_quote_rule_lose(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_Q_OPENED_AT);
	crm_step_order(in, f, CRM_Q_SENT_AT);
}

void crm_quote_rule_after(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_Q_ANSWERED_AT);
}

/* ---- check ---- */

/* An answer is one of two. */
void crm_quote_check(const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_view_has(v, CRM_Q_LOST_WHY) && crm_cell_eq(state, "won"))
		crm_finding_add(f, CRM_ERROR, "state_mismatch", v->source, v->line,
		    crm_view_text(v, CRM_C_ID, &a), crm_quote_name(CRM_Q_LOST_WHY),
		    "is set, but the state is won");
	crm_arena_release(&a);
}
