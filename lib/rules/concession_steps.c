/* From the request to the last piece, and back to specification. */
#include <inttypes.h>

#include "lib/base/buf.h"
#include "lib/rules/concession_private.h"

#define LIVE "open authorised used_up refused"
#define KEPT LIVE " ended"

static const struct crm_step_field open_fields[] = {
    {CRM_D_CUSTOMER, true},
    {CRM_D_PART, true},
    {CRM_D_DEVIATION, true},
    {CRM_D_REQUIREMENT, true},
    {CRM_D_COMPLAINT, false},
    {CRM_D_CHANGE_LEVEL, false},
    {CRM_D_LOT, false},
    {CRM_D_REASON, false},
    {CRM_D_RISK_REVIEW, false},
    {CRM_D_BEFORE_SHIPMENT, false},
    {CRM_D_QUANTITY, false},
    {CRM_D_VALID_UNTIL, false},
    {CRM_D_OWNER, false},
    {CRM_D_LABEL, false},
    {CRM_D_REQUESTED_AT, false},
    {0, false},
};
static const struct crm_step_field authorise_fields[] = {
    {CRM_D_AUTHORISATION, true},
    {CRM_D_AUTHORISED_BY, true},
    {CRM_D_QUANTITY, false},
    {CRM_D_VALID_UNTIL, false},
    {CRM_D_LABEL, false},
    {CRM_D_RISK_REVIEW, false},
    {0, false},
};
static const struct crm_step_field refuse_fields[] = {{CRM_D_REFUSED_WHY, true}, {0, false}};
static const struct crm_step_field end_fields[] = {{CRM_D_BACK_TO_SPEC, true}, {0, false}};
static const struct crm_step_field use_fields[] = {
    {CRM_USE_DELIVERY, true},
    {CRM_USE_QUANTITY, true},
    {CRM_USE_LOT, false},
    {CRM_USE_CONTAINERS, false},
    {CRM_USE_LABEL, false},
    {0, false},
};
static const struct crm_step_field give_back_fields[] = {
    {CRM_USE_DELIVERY, true}, {CRM_USE_LOT, false}, {0, false}};
static const struct crm_step_target use_target = {
    CRM_D_USES, CRM_ITEM_KEYED, CRM_USE_DELIVERY, CRM_USE_LOT};

static void refuse(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int field, const char *text)
{
	crm_finding_add(
	    f, CRM_ERROR, code, NULL, 0, in->id, crm_concession_name(field), "%s", text);
}

static int64_t used(const struct crm_view *v)
{
	struct crm_items it;
	int64_t sum = 0;

	crm_items_init(&it, v, CRM_D_USES);
	while (crm_items_next(&it)) {
		const struct crm_cell *c = crm_view_cell(&it.view, CRM_USE_QUANTITY);

		sum += c->type == CRM_T_INT ? c->u.i : 0;
	}
	crm_items_release(&it);
	return sum;
}

int64_t crm_concession_left(const struct crm_view *v)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_D_QUANTITY);

	return c->type == CRM_T_INT ? c->u.i - used(v) : INT64_MAX;
}

bool crm_concession_expired(const struct crm_view *v, struct crm_instant t)
{
	const struct crm_cell *c = crm_view_cell(v, CRM_D_VALID_UNTIL);

	return c->type == CRM_T_DATE && crm_instant_day(t) > c->u.date;
}

/* What the step says, else the record, is another one than the concession's? */
static bool another(const struct crm_record *own, const struct crm_record *from,
    const struct crm_changes *given, int field)
{
	const char *name = crm_concession_name(field), *mine = crm_record_text(own, name);
	const struct crm_change *c = crm_changes_find(given, name);
	struct crm_cell theirs =
	    c != NULL ? c->cell : crm_cell_text(from != NULL ? crm_record_text(from, name) : NULL);

	return mine != NULL && crm_cell_is(&theirs) && !crm_cell_eq(&theirs, mine);
}

const char *crm_concession_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given)
{
	const struct crm_cell state = crm_cell_text(crm_record_text(own, "state"));

	if (crm_state_ended(crm_concession.flow.states, &state) || crm_cell_eq(&state, "refused"))
		return "it is refused, or has ended";
	if (another(own, from, given, CRM_D_PART))
		return "it is for another part";
	if (another(own, from, given, CRM_D_LOT))
		return "it is for another lot";
	return NULL;
}

void crm_concession_check(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_concession_left(v) < 0)
		crm_finding_add(f, CRM_ERROR, "quantity_exceeds", v->source, v->line,
		    crm_view_text(v, CRM_C_ID, &a), crm_concession_name(CRM_D_USES),
		    "%" PRId64 " more were delivered than the customer allows",
		    -crm_concession_left(v));
	crm_arena_release(&a);
}

/* The total is to be more than was used of it. */
static void judge_total(const struct crm_step_in *in, struct crm_findings *f)
{
	int64_t gone = used(in->view);

	if (crm_concession_left(in->after) > 0)
		return;
	if (gone == 0)
		refuse(in, f, "bad_value", CRM_D_QUANTITY, "is 0: more than that expected");
	else
		crm_finding_add(f, CRM_ERROR, "bad_value", NULL, 0, in->id,
		    crm_concession_name(CRM_D_QUANTITY),
		    "%" PRId64 " were used already: more than that expected, as the new total",
		    gone);
}

/* The customer allows so many, or until then: without end it is no concession. */
static void rule_authorise(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (crm_record_has(in->before, crm_concession_name(CRM_D_USED_UP_AT)))
		crm_changes_delete(out, crm_concession_name(CRM_D_USED_UP_AT));
	if (!crm_cell_is(crm_view_cell(in->after, CRM_D_QUANTITY)) &&
	    !crm_cell_is(crm_view_cell(in->after, CRM_D_VALID_UNTIL)))
		refuse(in, f, "missing_field", CRM_D_QUANTITY,
		    "a quantity or a last day (valid_until) is needed");
	crm_step_order(in, f, CRM_D_REQUESTED_AT);
	judge_total(in, f);
	if (crm_concession_expired(in->after, in->at))
		refuse(in, f, "expired", CRM_D_VALID_UNTIL, "is past on the day of the step");
}

static void rule_refuse(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_D_REQUESTED_AT);
}

/* It is for that lot alone. */
static void judge_lot(const struct crm_step_in *in, struct crm_findings *f)
{
	const struct crm_change *given = crm_changes_find(in->given, "lot");
	const struct crm_cell *lot = crm_view_cell(in->view, CRM_D_LOT);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *own = crm_view_text(in->view, CRM_D_LOT, &a);

	if (given != NULL && crm_cell_is(&given->cell) && crm_cell_is(lot) &&
	    !crm_cell_eq(&given->cell, own))
		crm_finding_add(f, CRM_ERROR, "wrong_lot", NULL, 0, in->id, "lot",
		    "'%.*s', but the concession is for lot '%s'", (int)given->cell.len,
		    given->cell.text, own);
	crm_arena_release(&a);
}

/* Each lot of a delivery counts once; each container bears the label (8.7.1.1). */
static void rule_use(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *label = crm_changes_find(in->given, "label");
	const struct crm_change *quantity = crm_changes_find(in->given, "quantity");
	struct crm_buf path = CRM_BUF_INIT;
	int64_t left = crm_concession_left(in->after);

	if (crm_record_has(
	        in->before, crm_item_path(in->flow->schema, CRM_D_USES, in->key, -1, &path)))
		refuse(in, f, "already_done", CRM_D_USES, "this delivery is counted already");
	if (quantity != NULL && quantity->cell.type == CRM_T_INT && quantity->cell.u.i == 0)
		refuse(in, f, "bad_value", CRM_D_USES, "quantity is 0: more than that expected");
	if (left < 0)
		crm_finding_add(f, CRM_ERROR, "quantity_exceeds", NULL, 0, in->id,
		    crm_concession_name(CRM_D_QUANTITY),
		    "%" PRId64 " more than the customer allows: %" PRId64 " are left", -left,
		    crm_concession_left(in->view));
	judge_lot(in, f);
	crm_step_order(in, f, CRM_D_AUTHORISED_AT);
	if (crm_concession_expired(in->view, in->at))
		refuse(in, f, "expired", CRM_D_VALID_UNTIL, "is past: parts are to specification");
	if ((label == NULL || !crm_cell_is(&label->cell)) &&
	    !crm_cell_is(crm_view_cell(in->view, CRM_D_LABEL)))
		refuse(in, f, "missing_field", CRM_D_LABEL, "each container needs its label");
	if (left == 0)
		crm_step_reach(in, out);
	crm_buf_release(&path);
}

/* What was entered wrongly; with pieces left it is authorised as before. */
static void rule_give_back(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	int64_t n = crm_rule_give_back(in, CRM_USE_QUANTITY, out, f);

	if (crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "used_up") && n > 0 &&
	    crm_concession_left(in->view) > -n) {
		crm_changes_text(out, crm_concession_name(CRM_C_STATE), "authorised");
		crm_changes_delete(out, crm_concession_name(CRM_D_USED_UP_AT));
	}
}

const struct crm_step crm_concession_steps[] = {
    {.name = "open",
        .to = "open",
        .stamp = CRM_D_REQUESTED_AT,
        .fields = open_fields,
        .flags = CRM_STEP_RECORD,
        .summary = "asks the customer for a concession"},
    {.name = "authorise",
        .from = "open authorised used_up",
        .to = "authorised",
        .stamp = CRM_D_AUTHORISED_AT,
        .fields = authorise_fields,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_authorise,
        .summary = "the customer allows a quantity or until a day, or more of it"},
    {.name = "refuse",
        .from = "open",
        .to = "refused",
        .stamp = CRM_D_REFUSED_AT,
        .fields = refuse_fields,
        .rule = rule_refuse,
        .summary = "the customer says no"},
    {.name = "use",
        .from = "authorised",
        .to = "used_up",
        .stamp = CRM_D_USED_UP_AT,
        .fields = use_fields,
        .flags = CRM_STEP_BY_RULE,
        .rule = rule_use,
        .summary = "counts a delivery; with the last piece it is used up",
        .target = &use_target},
    {.name = "give-back",
        .from = "authorised used_up ended",
        .fields = give_back_fields,
        .opts = crm_why_opts,
        .flags = CRM_STEP_AGAIN,
        .rule = rule_give_back,
        .summary = "takes a delivery out again that was counted wrongly",
        .target = &use_target},
    {.name = "end",
        .from = LIVE,
        .to = "ended",
        .stamp = CRM_D_ENDED_AT,
        .fields = end_fields,
        .summary = "parts are to specification again"},
    CRM_STEP_NOTE(KEPT " void duplicate"),
    CRM_STEP_AMEND(KEPT),
    CRM_STEP_VOID(KEPT),
    CRM_STEP_DUPLICATE(KEPT),
    {.name = NULL},
};
