/* What takes its place, the master sample, and how long its records are kept. */
#include <string.h>

#include "lib/rules/submission/submission_private.h"

/* Back to what its own verdict was; that the other stands in its place no longer is judged where
 * it is named (crm_submission_refuses). */
void crm_submission_rule_restore(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int gone[] = {CRM_B_SUPERSEDED_BY, CRM_B_SUPERSEDED_AT};
	const struct crm_change *by =
	    crm_changes_find(in->given, crm_submission_name(CRM_B_SUPERSEDED_BY));
	struct crm_arena a = CRM_ARENA_INIT;
	const char *own = crm_view_text(in->view, CRM_B_SUPERSEDED_BY, &a);

	if (by != NULL && !crm_cell_eq(&by->cell, own))
		crm_step_refuse(in, f, "bad_value", crm_submission_name(CRM_B_SUPERSEDED_BY),
		    "is not the one in its place, '%s'", own);
	crm_changes_text(out, crm_submission_name(CRM_C_STATE),
	    crm_view_has(in->view, CRM_B_VERDICT) ? crm_view_text(in->view, CRM_B_VERDICT, &a)
	                                          : "submitted");
	for (size_t i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		crm_changes_delete(out, crm_submission_name(gone[i]));
	crm_arena_release(&a);
}

/* ---- mending ---- */

/* What was handed in stays what it was; of an open one only what a package alone has. */
void crm_submission_rule_amend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int handed[] = {CRM_B_SEAL, CRM_B_PART, CRM_B_CUSTOMER, CRM_B_LEVEL,
	    CRM_B_SUBMISSION, CRM_B_CHANGE_LEVEL};
	const struct crm_cell *state = crm_view_cell(in->view, CRM_C_STATE);
	bool open = !crm_cell_is(state) || crm_cell_eq(state, "open");

	for (size_t i = 0; i < sizeof(handed) / sizeof(handed[0]); i++) {
		const char *name = crm_submission_name(handed[i]);

		if (crm_changes_find(in->given, name) != NULL &&
		    (i == 0 || (!open && crm_view_has(in->view, handed[i]))))
			crm_step_refuse(in, f, "not_amendable", name, "is set by the step '%s'",
			    crm_view_has(in->view, CRM_B_SUPPLIER) ? "review" : "submit");
	}
	crm_rule_amend(in, out, f);
}

static const struct crm_retention hold_fields = {CRM_B_LEGAL_HOLD, CRM_B_HOLD_AT, CRM_B_HOLD_WHY};

void crm_submission_rule_void(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)crm_retention_held(in, &hold_fields, f);
	crm_rule_void(in, out, f);
}

void crm_submission_rule_duplicate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)crm_retention_held(in, &hold_fields, f);
	crm_rule_duplicate(in, out, f);
}

/* ---- what follows ---- */

/* It is no successor of its own. */
void crm_submission_rule_successor(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int fields[] = {CRM_B_RESUBMISSION, CRM_B_SUPERSEDED_BY};

	(void)out;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct crm_change *c =
		    crm_changes_find(in->given, crm_submission_name(fields[i]));

		if (c != NULL && in->id != NULL && crm_cell_eq(&c->cell, in->id))
			crm_submission_refuse(
			    in, f, "self_reference", fields[i], "a record does not follow itself");
	}
	crm_step_order(in, f, CRM_B_VERDICT_AT);
	crm_step_order(in, f, CRM_B_SUBMITTED_AT);
}

void crm_submission_rule_master(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *until =
	    crm_changes_find(in->given, crm_submission_name(CRM_B_MASTER_UNTIL));

	if (until == NULL && crm_view_has(in->view, CRM_B_MASTER_UNTIL))
		crm_changes_delete(out, crm_submission_name(CRM_B_MASTER_UNTIL));
	else if (until != NULL && until->cell.type == CRM_T_DATE &&
	    until->cell.u.date < crm_instant_day(in->at))
		crm_submission_refuse(
		    in, f, "bad_value", CRM_B_MASTER_UNTIL, "is past on the day of the step");
}

/* ---- retention ---- */

/* A part that was approved was active on that day. */
static void judge_since(const struct crm_step_in *in, int32_t since, struct crm_findings *f)
{
	const int stamps[] = {CRM_B_VERDICT_AT, CRM_B_SUBMITTED_AT};
	char text[CRM_INSTANT_MAX];

	for (size_t i = 0; i < sizeof(stamps) / sizeof(stamps[0]); i++) {
		const struct crm_cell *c = crm_view_cell(in->view, stamps[i]);

		if (c->type != CRM_T_INSTANT || since >= crm_instant_day(c->u.at))
			continue;
		crm_instant_format(c->u.at, text);
		crm_step_refuse(in, f, "wrong_order", crm_submission_name(CRM_B_INACTIVE_SINCE),
		    "is earlier than '%s', %s", crm_submission_name(stamps[i]), text);
		return;
	}
}

void crm_submission_rule_inactive(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *since = crm_view_cell(in->after, CRM_B_INACTIVE_SINCE);
	const struct crm_cell *years = crm_view_cell(in->after, CRM_B_RETENTION_YEARS);
	struct crm_cell until;

	if (since->type != CRM_T_DATE)
		return;
	if (since->u.date > crm_instant_day(in->at)) {
		crm_submission_refuse(in, f, "in_future", CRM_B_INACTIVE_SINCE,
		    "is to come: it is inactive when it is");
		return;
	}
	judge_since(in, since->u.date, f);
	until = crm_cell_date(
	    crm_retention_end(since->u.date, years->type == CRM_T_INT ? years->u.i : 0));
	crm_changes_set(out, crm_submission_name(CRM_B_KEEP_UNTIL), &until);
	if (crm_view_has(in->view, CRM_B_REVALIDATE_BY))
		crm_changes_delete(out, crm_submission_name(CRM_B_REVALIDATE_BY));
}

/* An approved part is to be inspected again; since when it was not, the date shows. */
void crm_submission_rule_reactivate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *last = crm_view_cell(in->view, CRM_B_REVALIDATED_AT);
	struct crm_cell due;

	if (!crm_view_has(in->view, CRM_B_INACTIVE_SINCE)) {
		crm_submission_refuse(
		    in, f, "already_done", CRM_B_INACTIVE_SINCE, "the part is active");
		return;
	}
	crm_changes_delete(out, crm_submission_name(CRM_B_INACTIVE_SINCE));
	crm_changes_delete(out, crm_submission_name(CRM_B_KEEP_UNTIL));
	if (last->type != CRM_T_INSTANT)
		last = crm_view_cell(in->view, CRM_B_VERDICT_AT);
	if (!crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "approved") ||
	    last->type != CRM_T_INSTANT)
		return;
	due = crm_cell_date(crm_next_year(crm_instant_day(last->u.at)));
	crm_changes_set(out, crm_submission_name(CRM_B_REVALIDATE_BY), &due);
}

void crm_submission_rule_hold(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_retention_hold(in, &hold_fields, out, f);
}

void crm_submission_rule_release(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_retention_unhold(in, &hold_fields, out, f);
}

static void refuse_keep(const struct crm_step_in *in, enum crm_keep k, struct crm_findings *f)
{
	const char *field = crm_submission_name(CRM_B_INACTIVE_SINCE);
	struct crm_arena a = CRM_ARENA_INIT;

	switch (k) {
	case CRM_KEEP_HELD:
		(void)crm_retention_held(in, &hold_fields, f);
		break;
	case CRM_KEEP_YEARS:
		crm_step_refuse(in, f, "must_be_kept", crm_submission_name(CRM_B_KEEP_UNTIL),
		    "is %s: %s", crm_view_text(in->view, CRM_B_KEEP_UNTIL, &a), crm_keep_text(k));
		break;
	case CRM_KEEP_WITH:
		crm_step_refuse(in, f, "must_be_kept", crm_submission_name(CRM_B_SUPERSEDED_BY),
		    "is %s: kept with that; when that is destroyed, destroyed_with names it",
		    crm_view_text(in->view, CRM_B_SUPERSEDED_BY, &a));
		break;
	default:
		crm_step_refuse(in, f, "must_be_kept", field, "is not set: %s", crm_keep_text(k));
		break;
	}
	crm_arena_release(&a);
}

/* It goes with the one that superseded it, and no other; that this is destroyed is judged where it
 * is named (crm_submission_refuses). */
void crm_submission_rule_destroy(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *with =
	    crm_changes_find(in->given, crm_submission_name(CRM_B_DESTROYED_WITH));
	struct crm_arena a = CRM_ARENA_INIT;
	const char *by = crm_view_text(in->view, CRM_B_SUPERSEDED_BY, &a);
	bool with_gone = with != NULL && crm_cell_eq(&with->cell, by);
	enum crm_keep k = crm_submission_keep(in->view, crm_instant_day(in->at), with_gone);

	(void)out;
	if (with != NULL && !with_gone)
		crm_step_refuse(in, f, "bad_value", crm_submission_name(CRM_B_DESTROYED_WITH),
		    by[0] != '\0' ? "is not the one in its place, '%s'" : "nothing superseded it%s",
		    by);
	if (k != CRM_KEEP_NO)
		refuse_keep(in, k, f);
	crm_arena_release(&a);
}
