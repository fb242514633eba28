/* How long the records of a submission are kept. */
#include "lib/rules/submission/submission.h"

enum crm_keep crm_submission_keep(const struct crm_view *v, int32_t today, bool with_gone)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const struct crm_cell *until = crm_view_cell(v, CRM_B_KEEP_UNTIL);

	if (crm_cell_eq(state, "destroyed") || crm_cell_eq(state, "void") ||
	    crm_cell_eq(state, "duplicate"))
		return CRM_KEEP_GONE;
	if (crm_view_true(v, CRM_B_LEGAL_HOLD))
		return CRM_KEEP_HELD;
	if (crm_cell_eq(state, "superseded") && !with_gone)
		return CRM_KEEP_WITH;
	if (crm_cell_eq(state, "superseded") && until->type != CRM_T_DATE)
		return CRM_KEEP_NO;
	if (until->type == CRM_T_DATE)
		return today <= until->u.date ? CRM_KEEP_YEARS : CRM_KEEP_NO;
	if (!crm_view_has(v, CRM_B_VERDICT_AT))
		return CRM_KEEP_UNANSWERED;
	return CRM_KEEP_ACTIVE;
}

const char *crm_keep_text(enum crm_keep k)
{
	static const char *const texts[] = {
	    [CRM_KEEP_ACTIVE] =
	        "the part is active, in production or service (IATF 16949 7.5.3.2.1)",
	    [CRM_KEEP_YEARS] = "active time and the calendar years after it (IATF 16949 7.5.3.2.1)",
	    [CRM_KEEP_WITH] = "superseded: kept with the one in its place (AIAG PPAP)",
	    [CRM_KEEP_HELD] = "legal hold",
	    [CRM_KEEP_UNANSWERED] = "it has no verdict yet",
	    [CRM_KEEP_NO] = "its retention is over",
	    [CRM_KEEP_GONE] = "nothing is kept on it",
	};

	return texts[k];
}
