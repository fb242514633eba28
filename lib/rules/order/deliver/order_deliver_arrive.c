/* What arrived, and what was entered wrongly. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/order/deliver/order_deliver_private.h"

const struct crm_step_field crm_order_arrive_fields[] = {
    {CRM_DELIVERY_NOTE, true},
    {CRM_DELIVERY_LOT, false},
    {CRM_DELIVERY_ARRIVED, false},
    {CRM_DELIVERY_CONDITION, false},
    {CRM_DELIVERY_CONFIRMED_BY, false},
    {0, false},
};
const struct crm_opt crm_order_arrive_opts[] = {
    {"why", 0, CRM_OPT_TEXT, "TEXT", "why an arrival is corrected", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_step_field crm_order_recall_fields[] = {
    {CRM_DELIVERY_NOTE, true}, {CRM_DELIVERY_LOT, false}, {0, false}};

/* ---- arrival ---- */

static void refuse_none(const struct crm_step_in *in, struct crm_findings *f)
{
	crm_order_refuse_member(in, f, "no_such_item", CRM_DELIVERY_NOTE,
	    "there is no delivery of this note, or not with this lot");
}

/* What was mistyped, and why. */
static void note_correction(const struct crm_step_in *in, const char *why, struct crm_changes *out)
{
	const struct crm_cell at = crm_cell_instant(in->at);
	const struct crm_schema *s = in->flow->schema;
	struct crm_buf path = CRM_BUF_INIT, fields = CRM_BUF_INIT;
	char key[13];

	crm_step_key(in, why, key);
	(void)crm_item_path(s, CRM_O_DELIVERIES, in->key, CRM_DELIVERY_ARRIVED, &fields);
	crm_changes_set(out, crm_item_path(s, CRM_C_AMENDMENTS, key, CRM_A_AT, &path), &at);
	crm_changes_text(
	    out, crm_item_path(s, CRM_C_AMENDMENTS, key, CRM_A_BY, &path), in->actor->by);
	crm_changes_text(out, crm_item_path(s, CRM_C_AMENDMENTS, key, CRM_A_WHY, &path), why);
	crm_changes_text(out, crm_item_path(s, CRM_C_AMENDMENTS, key, CRM_A_FIELDS, &path),
	    crm_buf_str(&fields));
	crm_buf_release(&path);
	crm_buf_release(&fields);
}

/* Nothing said: good, or short where some are missing. A correction keeps what was seen. */
static void set_condition(
    const struct crm_step_in *in, const struct crm_view *was, bool all, struct crm_changes *out)
{
	const struct crm_cell *before = crm_view_cell(was, CRM_DELIVERY_CONDITION);
	const struct crm_cell word = crm_cell_text(all ? "good" : "short");

	if (!crm_cell_is(crm_order_given(in, CRM_DELIVERY_CONDITION)) &&
	    !crm_cell_eq(before, "damaged") && !crm_cell_eq(before, "wrong"))
		crm_order_put(in, CRM_DELIVERY_CONDITION, &word, out);
}

static void set_arrival(const struct crm_step_in *in, const struct crm_view *was,
    struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *left = crm_view_cell(was, CRM_DELIVERY_QUANTITY);
	const struct crm_cell *got = crm_order_given(in, CRM_DELIVERY_ARRIVED);
	bool again = crm_view_has(was, CRM_DELIVERY_ARRIVED_AT);

	/* a correction of the number alone is none of the time */
	if (!again || in->at.us != in->now.us)
		crm_order_did(in, CRM_DELIVERY_ARRIVED_AT, 0, out);
	if (!crm_cell_is(got) && again)
		got = crm_view_cell(was, CRM_DELIVERY_ARRIVED);
	if (!crm_cell_is(got))
		got = left;
	if (got->type == CRM_T_INT && left->type == CRM_T_INT && got->u.i > left->u.i)
		crm_order_refuse_member(in, f, "quantity_exceeds", CRM_DELIVERY_ARRIVED,
		    "%" PRId64 " pieces cannot arrive: %" PRId64 " have left", got->u.i, left->u.i);
	if (got == left && got->type == CRM_T_INT)
		crm_order_put(in, CRM_DELIVERY_ARRIVED, got, out);
	set_condition(in, was, crm_cell_cmp(got, left) == 0, out);
	crm_order_member_order(in, was, 0, f);
}

void crm_order_rule_arrive(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *why = crm_step_arg(in, "why");
	struct crm_items was;
	bool again;

	if (!crm_order_item_of(in, in->view, &was)) {
		refuse_none(in, f);
	} else {
		again = crm_view_has(&was.view, CRM_DELIVERY_ARRIVED_AT);
		if (again && why == NULL)
			crm_order_refuse_member(in, f, "already_done", CRM_DELIVERY_ARRIVED_AT,
			    "it has arrived: --why corrects what was mistyped");
		if (!again && why != NULL)
			crm_step_refuse(in, f, "bad_value", "why",
			    "is of a correction, and it has not arrived yet");
		set_arrival(in, &was.view, out, f);
		if (again && why != NULL)
			note_correction(in, why, out);
		crm_order_restate(in, out);
	}
	crm_items_release(&was);
}

/* ---- entered wrongly ---- */

static void keep_member(const struct crm_step_in *in, const char *key, int member,
    const struct crm_cell *c, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;

	if (crm_cell_is(c))
		crm_changes_set(
		    out, crm_item_path(in->flow->schema, CRM_O_RECALLS, key, member, &path), c);
	crm_buf_release(&path);
}

static void keep_recall(
    const struct crm_step_in *in, const struct crm_view *was, struct crm_changes *out)
{
	static const int members[][2] = {
	    {CRM_RECALL_NOTE, CRM_DELIVERY_NOTE},
	    {CRM_RECALL_LOT, CRM_DELIVERY_LOT},
	    {CRM_RECALL_LINE, CRM_DELIVERY_LINE},
	    {CRM_RECALL_QUANTITY, CRM_DELIVERY_QUANTITY},
	    {CRM_RECALL_LEFT_AT, 0},
	    {CRM_RECALL_CONCESSION, CRM_DELIVERY_CONCESSION},
	    {CRM_RECALL_PPAP, CRM_DELIVERY_PPAP},
	};
	const struct crm_cell at = crm_cell_instant(in->at), by = crm_cell_text(in->actor->by);
	const struct crm_cell why = crm_cell_text(crm_step_arg(in, "why"));
	char key[13];

	crm_step_key(in, in->key, key);
	keep_member(in, key, 0, &at, out);
	keep_member(in, key, 1, &by, out);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		keep_member(in, key, members[i][0], crm_view_cell(was, members[i][1]), out);
	keep_member(in, key, CRM_RECALL_WHY, &why, out);
}

void crm_order_rule_recall(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items was;

	if (!crm_order_item_of(in, in->view, &was)) {
		refuse_none(in, f);
	} else if (crm_step_arg(in, "why") != NULL) {
		crm_order_member_order(in, &was.view, 0, f);
		keep_recall(in, &was.view, out);
		crm_changes_delete(
		    out, crm_item_path(in->flow->schema, CRM_O_DELIVERIES, in->key, -1, &path));
		crm_order_restate(in, out);
	}
	crm_items_release(&was);
	crm_buf_release(&path);
}
