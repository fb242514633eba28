/* Handing in, the verdict, and what an interim approval allows. */
#include <inttypes.h>

#include "lib/base/buf.h"
#include "lib/rules/submission/submission_private.h"

void crm_submission_refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text)
{
	crm_step_refuse(in, f, code, crm_submission_name(field), "%s", text);
}

static bool given(const struct crm_step_in *in, int field)
{
	return crm_cell_is(crm_changes_cell(in->given, crm_submission_name(field)));
}

/* Whom it is handed to, or by whom. */
void crm_submission_rule_open(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	if (!given(in, CRM_B_CUSTOMER) && !given(in, CRM_B_SUPPLIER))
		crm_submission_refuse(in, f, "missing_field", CRM_B_CUSTOMER,
		    "'open' needs it, or 'supplier' for a supplier's package");
}

/* ---- the verdict ---- */

/* What an interim approval is not one without, in the order of the form. */
static const struct {
	int field;
	const char *text;
} needed[] = {
    {CRM_B_DEVIATIONS, "an interim approval needs it: what does not comply"},
    {CRM_B_ACTION_PLAN, "an interim approval needs it: the plan agreed on"},
    {CRM_B_OWNER, "an interim approval needs it: who is answerable for the plan"},
    {CRM_B_CONTAINMENT, "an interim approval needs it: how only good parts are shipped"},
    {CRM_B_REFERENCE, "an interim approval needs it: the customer's reference"},
    {CRM_B_RESUBMIT_BY, "an interim approval needs it: when it is submitted again"},
};
#define NNEEDED (sizeof(needed) / sizeof(needed[0]))

static void judge_day(const struct crm_step_in *in, int field, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(in->after, field);

	if (given(in, field) && c->type == CRM_T_DATE && crm_instant_day(in->at) > c->u.date)
		crm_submission_refuse(in, f, "expired", field, "is past on the day of the step");
}

/* The end that it has: more pieces than were used, a day that is not past. */
static void judge_end(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *total = crm_view_cell(in->after, CRM_B_INTERIM_QUANTITY);
	const struct crm_cell *expiry = crm_view_cell(in->after, CRM_B_INTERIM_EXPIRY);
	const struct crm_cell *again = crm_view_cell(in->after, CRM_B_RESUBMIT_BY);
	int64_t left = crm_submission_left(in->after);

	judge_day(in, CRM_B_INTERIM_EXPIRY, f);
	judge_day(in, CRM_B_RESUBMIT_BY, f);
	if (expiry->type == CRM_T_DATE && again->type == CRM_T_DATE &&
	    again->u.date > expiry->u.date)
		crm_submission_refuse(in, f, "bad_value", CRM_B_RESUBMIT_BY,
		    "is after the last day of the interim approval (interim_expiry)");
	if (!given(in, CRM_B_INTERIM_QUANTITY) || total->type != CRM_T_INT || left > 0)
		return;
	if (total->u.i == left)
		crm_submission_refuse(
		    in, f, "bad_value", CRM_B_INTERIM_QUANTITY, "is 0: more than that expected");
	else
		crm_step_refuse(in, f, "bad_value", crm_submission_name(CRM_B_INTERIM_QUANTITY),
		    "%" PRId64 " were used already: more than that expected, as the new total",
		    total->u.i - left);
}

static void judge_interim(const struct crm_step_in *in, struct crm_findings *f)
{
	if (!given(in, CRM_B_INTERIM_EXPIRY) && !given(in, CRM_B_INTERIM_QUANTITY))
		crm_submission_refuse(in, f, "missing_field", CRM_B_INTERIM_EXPIRY,
		    "an interim approval needs a last day, or a quantity (interim_quantity)");
	for (size_t i = 0; i < NNEEDED; i++) {
		if (!crm_view_has(in->after, needed[i].field))
			crm_submission_refuse(
			    in, f, "missing_field", needed[i].field, needed[i].text);
	}
	judge_end(in, f);
}

/* What belongs to another verdict was meant for another one. */
static void judge_others(const struct crm_step_in *in, bool rejected, struct crm_findings *f)
{
	static const int interim[] = {CRM_B_INTERIM_EXPIRY, CRM_B_INTERIM_QUANTITY,
	    CRM_B_ACTION_PLAN, CRM_B_CONTAINMENT, CRM_B_RESUBMIT_BY};

	for (size_t i = 0; i < sizeof(interim) / sizeof(interim[0]); i++) {
		if (given(in, interim[i]) && !(rejected && i >= 2))
			crm_submission_refuse(
			    in, f, "bad_value", interim[i], "is of an interim approval alone");
	}
}

/* The layout is inspected a year after the approval. */
static void revalidate_later(const struct crm_step_in *in, struct crm_changes *out)
{
	struct crm_cell due = crm_cell_date(crm_next_year(crm_instant_day(in->at)));

	crm_changes_set(out, crm_submission_name(CRM_B_REVALIDATE_BY), &due);
}

/* A verdict is given once; a second one corrects it, and says why. What belonged to the first goes
 * with it. */
static void correct(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int ends[] = {CRM_B_INTERIM_EXPIRY, CRM_B_INTERIM_QUANTITY,
	    CRM_B_REVALIDATE_BY, CRM_B_REJECTED_WHY, CRM_B_RESUBMIT_BY, CRM_B_DEVIATIONS};
	const struct crm_cell *verdict = crm_view_cell(in->after, CRM_B_VERDICT);

	if (crm_step_arg(in, "why") == NULL)
		crm_submission_refuse(in, f, "already_done", CRM_B_VERDICT,
		    "there is one: --why corrects what was mistyped");
	if (crm_cell_eq(verdict, "approved") && crm_view_has(in->view, CRM_B_RESUBMISSION))
		crm_submission_refuse(in, f, "already_done", CRM_B_RESUBMISSION,
		    "it was submitted again: that one has the verdict");
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (crm_view_has(in->view, ends[i]) && !given(in, ends[i]))
			crm_changes_delete(out, crm_submission_name(ends[i]));
	}
}

/* Our approval of a package with gaps rests on something: a deviation, a waiver. */
static void judge_why(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *errors = crm_view_cell(in->view, CRM_B_ERRORS);

	if (crm_view_has(in->view, CRM_B_VERDICT_AT))
		correct(in, out, f);
	else if (crm_cell_eq(crm_view_cell(in->after, CRM_B_VERDICT), "approved") &&
	    errors->type == CRM_T_INT && errors->u.i > 0 && crm_step_arg(in, "why") == NULL)
		crm_step_refuse(in, f, "missing_field", "why",
		    "the review found %" PRId64
		    " errors: an approval all the same needs its reason (--why)",
		    errors->u.i);
	if (crm_step_arg(in, "why") != NULL)
		crm_rule_amend(in, out, f);
}

void crm_submission_rule_verdict(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *verdict = crm_view_cell(in->after, CRM_B_VERDICT);
	bool rejected = crm_cell_eq(verdict, "rejected");
	struct crm_arena a = CRM_ARENA_INIT;

	crm_step_order(in, f, CRM_B_SUBMITTED_AT);
	if (!crm_cell_is(verdict))
		return;
	judge_why(in, out, f);
	crm_changes_text(
	    out, crm_submission_name(CRM_C_STATE), crm_view_text(in->after, CRM_B_VERDICT, &a));
	crm_arena_release(&a);
	if (crm_cell_eq(verdict, "interim")) {
		judge_interim(in, f);
		return;
	}
	judge_others(in, rejected, f);
	if (!rejected && given(in, CRM_B_DEVIATIONS))
		crm_submission_refuse(in, f, "bad_value", CRM_B_DEVIATIONS,
		    "what deviates is not approved but for a time: interim, or rejected");
	if (rejected != given(in, CRM_B_REJECTED_WHY))
		crm_submission_refuse(in, f, rejected ? "missing_field" : "bad_value",
		    CRM_B_REJECTED_WHY,
		    rejected ? "a rejection needs its reason" : "is of a rejection alone");
	judge_day(in, CRM_B_RESUBMIT_BY, f);
	if (!rejected)
		revalidate_later(in, out);
}

void crm_submission_rule_revalidate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_step_order(in, f, CRM_B_VERDICT_AT);
	crm_step_order(in, f, CRM_B_REVALIDATED_AT);
	if (crm_view_has(in->view, CRM_B_INACTIVE_SINCE))
		crm_submission_refuse(
		    in, f, "not_applicable", CRM_B_INACTIVE_SINCE, "the part is not active");
	revalidate_later(in, out);
}

/* ---- interim ---- */

static void judge_quantity(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_change *quantity = crm_changes_find(in->given, "quantity");
	int64_t left = crm_submission_left(in->after);

	if (quantity != NULL && quantity->cell.type == CRM_T_INT && quantity->cell.u.i == 0)
		crm_submission_refuse(
		    in, f, "bad_value", CRM_B_USES, "quantity is 0: more than that expected");
	if (left < 0)
		crm_step_refuse(in, f, "quantity_exceeds",
		    crm_submission_name(CRM_B_INTERIM_QUANTITY),
		    "%" PRId64 " more than the customer allows: %" PRId64 " are left", -left,
		    crm_submission_left(in->view));
}

/* Each lot of a delivery counts once. */
void crm_submission_rule_use(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;

	(void)out;
	if (crm_record_has(
	        in->before, crm_item_path(in->flow->schema, CRM_B_USES, in->key, -1, &path)))
		crm_submission_refuse(
		    in, f, "already_done", CRM_B_USES, "this delivery is counted already");
	else
		judge_quantity(in, f);
	if (crm_submission_expired(in->view, in->at))
		crm_submission_refuse(in, f, "expired", CRM_B_INTERIM_EXPIRY,
		    "is past: it counts as rejected, and nothing is shipped");
	crm_step_order(in, f, CRM_B_VERDICT_AT);
	crm_buf_release(&path);
}

void crm_submission_rule_give_back(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)crm_rule_give_back(in, CRM_PIECES_QUANTITY, out, f);
}

/* A member of the extension that this step adds, from the record or what it is given. */
static void put(const struct crm_step_in *in, const char *key, int member,
    const struct crm_cell *cell, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (cell != NULL && crm_cell_is(cell))
		crm_changes_set(out,
		    crm_item_path(in->flow->schema, CRM_B_EXTENSIONS, key, member, &path), cell);
	crm_buf_release(&path);
}

static void put_field(const struct crm_step_in *in, const char *key, int member, int before,
    int field, struct crm_changes *out)
{
	if (!given(in, field))
		return;
	put(in, key, member, crm_view_cell(in->after, field), out);
	put(in, key, before, crm_view_cell(in->view, field), out);
}

static void judge_later(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_cell *was = crm_view_cell(in->view, CRM_B_INTERIM_EXPIRY);
	const struct crm_cell *is = crm_view_cell(in->after, CRM_B_INTERIM_EXPIRY);

	if (given(in, CRM_B_INTERIM_EXPIRY) && was->type == CRM_T_DATE && is->type == CRM_T_DATE &&
	    is->u.date <= was->u.date && is->u.date >= crm_instant_day(in->at))
		crm_submission_refuse(in, f, "bad_value", CRM_B_INTERIM_EXPIRY,
		    "is not later than the last day that there is");
}

/* An interim approval that is over may live again, if the customer says so. */
void crm_submission_rule_extend(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *reference = crm_step_arg(in, "reference");
	struct crm_cell at = crm_cell_instant(in->at), by = crm_cell_text(in->actor->by);
	struct crm_cell paper = crm_cell_text(reference);
	struct crm_cell why = crm_cell_text(crm_step_arg(in, "why"));
	char key[13];

	crm_step_order(in, f, CRM_B_VERDICT_AT);
	if (!given(in, CRM_B_INTERIM_EXPIRY) && !given(in, CRM_B_INTERIM_QUANTITY))
		crm_submission_refuse(in, f, "missing_field", CRM_B_INTERIM_EXPIRY,
		    "a new last day, or a new quantity (interim_quantity) is needed");
	judge_end(in, f);
	if (crm_submission_expired(in->after, in->at) && !given(in, CRM_B_INTERIM_EXPIRY))
		crm_submission_refuse(in, f, "expired", CRM_B_INTERIM_EXPIRY,
		    "is past: more pieces alone do not help");
	if (crm_submission_left(in->after) <= 0 && !given(in, CRM_B_INTERIM_QUANTITY))
		crm_submission_refuse(in, f, "quantity_exceeds", CRM_B_INTERIM_QUANTITY,
		    "is used up: more time alone does not help");
	judge_later(in, f);
	crm_step_key(in, reference != NULL ? reference : "", key);
	put(in, key, 0, &at, out);
	put(in, key, 1, &by, out);
	put(in, key, CRM_EXT_REFERENCE, &paper, out);
	put_field(in, key, CRM_EXT_EXPIRY, CRM_EXT_EXPIRY_BEFORE, CRM_B_INTERIM_EXPIRY, out);
	put_field(in, key, CRM_EXT_QUANTITY, CRM_EXT_QUANTITY_BEFORE, CRM_B_INTERIM_QUANTITY, out);
	put(in, key, CRM_EXT_WHY, &why, out);
}
