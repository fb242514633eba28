/* Papers that come in, and those that are asked for again (O5, O9, O10, O11). */
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"

const struct crm_step_field crm_order_paper_fields[] = {
    {CRM_PAPER_FILE, true},
    {CRM_PAPER_NUMBER, false},
    {CRM_PAPER_REVISION, false},
    {CRM_PAPER_SIGNED_BY, false},
    {CRM_PAPER_SIGNED_ON, false},
    {0, false},
};
const struct crm_step_field crm_order_attach_fields[] = {
    {CRM_PAPER_FILE, true},
    {CRM_PAPER_WHAT, true},
    {CRM_PAPER_NUMBER, false},
    {CRM_PAPER_REVISION, false},
    {CRM_PAPER_SIGNED_BY, false},
    {CRM_PAPER_SIGNED_ON, false},
    {0, false},
};
const struct crm_step_target crm_order_files_target = {CRM_O_FILES, CRM_ITEM_NEW, 0, 0};
const struct crm_opt crm_order_chase_opts[] = {
    {"text", 0, CRM_OPT_TEXT, "TEXT", "who was asked, and what came of it: a note", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- papers ---- */

static void judge_signed_on(
    const struct crm_step_in *in, const struct crm_view *item, struct crm_findings *f)
{
	const struct crm_cell *on = crm_view_cell(item, CRM_PAPER_SIGNED_ON);

	if (on->type == CRM_T_DATE && on->u.date > crm_instant_day(in->at))
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_PAPER_SIGNED_ON, "is later than the step");
	if (crm_cell_is(on) && !crm_view_has(item, CRM_PAPER_SIGNED_BY))
		crm_order_refuse_member(in, f, "missing_field", CRM_PAPER_SIGNED_BY,
		    "who at the customer has signed it");
}

/* Its number is the order's, where none was said. */
void crm_order_rule_paper(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_change *number = crm_changes_find(in->given, "number");
	const struct crm_cell what = crm_cell_text("order");
	struct crm_items it;

	if (crm_order_item_of(in, in->after, &it))
		judge_signed_on(in, &it.view, f);
	crm_items_release(&it);
	if (number != NULL && crm_cell_is(&number->cell) &&
	    !crm_view_has(in->view, CRM_O_CUSTOMER_ORDER))
		crm_changes_set(out, crm_order_name(CRM_O_CUSTOMER_ORDER), &number->cell);
	crm_order_put(in, CRM_PAPER_WHAT, &what, out);
	crm_step_reach(in, out);
}

/* What the customer's signature on a quote is for. */
static void seal_prices(const struct crm_step_in *in, struct crm_changes *out)
{
	struct crm_buf fields = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	char seal[CRM_SEAL_MAX];

	crm_seal_make(in->view, crm_view_text(in->view, CRM_C_ID, &a), CRM_O_SCOPE_PRICES,
	    &crm_order_priced, &fields, seal);
	crm_order_set_text(in, CRM_O_FILES, in->key, CRM_PAPER_FIELDS, crm_buf_str(&fields), out);
	crm_order_set_text(in, CRM_O_FILES, in->key, CRM_PAPER_SEAL, seal, out);
	crm_buf_release(&fields);
	crm_arena_release(&a);
}

void crm_order_rule_attach(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	if (crm_order_item_of(in, in->after, &it)) {
		judge_signed_on(in, &it.view, f);
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_PAPER_WHAT), "order"))
			crm_order_refuse_member(in, f, "paper_by_step", CRM_PAPER_WHAT,
			    "the written order comes in by the step 'paper'");
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_PAPER_WHAT), "quote") &&
		    crm_view_has(&it.view, CRM_PAPER_SIGNED_BY))
			seal_prices(in, out);
	}
	crm_items_release(&it);
}

/* ---- chase ---- */

/* Papers and answers that the customer owes. */
static void note_owed(void *ctx, const struct crm_lack *l)
{
	static const char *const codes[] = {"no_paper", "sample_unsigned", "not_countersigned"};
	bool *owed = ctx;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		*owed = *owed || strcmp(l->code, codes[i]) == 0;
}

static bool waits_for_answer(const struct crm_view *v)
{
	struct crm_items it;
	bool waits = false;

	crm_items_init(&it, v, CRM_O_POINTS);
	while (!waits && crm_items_next(&it))
		waits = crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_ON), "customer") &&
		    !crm_view_has(&it.view, CRM_POINT_CLEARED_AT);
	crm_items_release(&it);
	crm_items_init(&it, v, CRM_O_DANGERS);
	while (!waits && crm_items_next(&it))
		waits = crm_view_has(&it.view, CRM_DANGER_TOLD_AT) &&
		    !crm_view_has(&it.view, CRM_DANGER_ANSWERED_AT);
	crm_items_release(&it);
	return waits;
}

void crm_order_rule_chase(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *count = crm_view_cell(in->view, CRM_O_CHASES);
	const struct crm_cell n =
	    crm_cell_int(count->type == CRM_T_INT && count->u.i > 0 ? count->u.i + 1 : 1);
	bool owed = waits_for_answer(in->view);

	crm_order_lacks(in->view, in->book, CRM_BEFORE_APPROVE, in->at, note_owed, &owed);
	if (!owed)
		crm_step_refuse(in, f, "nothing_owed", crm_order_name(CRM_O_CHASED_AT),
		    "the customer owes neither a paper nor an answer");
	crm_step_order(in, f, CRM_O_CHASED_AT);
	crm_changes_set(out, crm_order_name(CRM_O_CHASES), &n);
	if (crm_step_arg(in, "text") != NULL)
		crm_rule_note(in, out, f);
}
