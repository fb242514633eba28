/* Deliveries: what leaves us, by the gate, and what it counts down elsewhere. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/rules/order/deliver/order_deliver_private.h"

const struct crm_step_field crm_order_deliver_fields[] = {
    {CRM_DELIVERY_NOTE, true},
    {CRM_DELIVERY_LOT, true},
    {CRM_DELIVERY_QUANTITY, true},
    {CRM_DELIVERY_LINE, false},
    {CRM_DELIVERY_CARRIER, false},
    {CRM_DELIVERY_TRACKING, false},
    {CRM_DELIVERY_CONTAINERS, false},
    {CRM_DELIVERY_CONCESSION, false},
    {CRM_DELIVERY_OVERRIDE, false},
    {CRM_DELIVERY_OVERRIDE_BY, false},
    {CRM_DELIVERY_OVERRIDE_REFERENCE, false},
    {0, false},
};
const struct crm_step_target crm_order_deliver_target = {
    CRM_O_DELIVERIES, CRM_ITEM_KEYED, CRM_DELIVERY_NOTE, CRM_DELIVERY_LOT};

/* ---- the step ---- */

static void ask_of(
    const struct crm_step_in *in, const struct crm_view *item, struct crm_gate_ask *out)
{
	out->line = *crm_view_cell(item, CRM_DELIVERY_LINE);
	out->lot = *crm_view_cell(item, CRM_DELIVERY_LOT);
	out->quantity = *crm_view_cell(item, CRM_DELIVERY_QUANTITY);
	out->concession = *crm_view_cell(item, CRM_DELIVERY_CONCESSION);
	out->at = in->at;
	out->note = *crm_view_cell(item, CRM_DELIVERY_NOTE);
}

/* The only line of an order that has lines is the one, named or not. */
static void name_line(
    const struct crm_step_in *in, const struct crm_gate_ask *ask, struct crm_changes *out)
{
	struct crm_cell cells[CRM_LINE_COUNT];
	struct crm_arena a = CRM_ARENA_INIT;

	if (!crm_cell_is(&ask->line) && crm_order_line_of(in->view, NULL, &a, cells) &&
	    crm_cell_is(&cells[CRM_LINE_LINE]))
		crm_order_put(in, CRM_DELIVERY_LINE, &cells[CRM_LINE_LINE], out);
	crm_arena_release(&a);
}

/* By which it is found again. */
static void judge_blanks(
    const struct crm_step_in *in, const struct crm_view *item, int member, struct crm_findings *f)
{
	const struct crm_cell *c = crm_view_cell(item, member);
	size_t len = c->len;
	const char *s = c->text;

	if (!crm_cell_is(c) || s == NULL)
		return;
	crm_utf8_trim(&s, &len);
	if (len != c->len)
		crm_order_refuse_member(in, f, "bad_value", member,
		    "'%.*s' begins or ends with a blank", crm_utf8_shown(c->text, c->len), c->text);
}

static void judge(const struct crm_step_in *in, const struct crm_view *item,
    struct crm_changes *out, struct crm_findings *f)
{
	struct crm_gate_ask ask;
	struct crm_cell ppap;

	ask_of(in, item, &ask);
	judge_blanks(in, item, CRM_DELIVERY_NOTE, f);
	judge_blanks(in, item, CRM_DELIVERY_LOT, f);
	if (ask.quantity.type == CRM_T_INT && ask.quantity.u.i == 0)
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_DELIVERY_QUANTITY, "'0' pieces, expected at least 1");
	crm_step_order(in, f, CRM_O_CONFIRMED_AT);
	crm_order_pass_gate(in, item, &ask, out, f);
	name_line(in, &ask, out);
	ppap = crm_cell_text(crm_order_gate_interim(in->view, in->book, &ask));
	if (crm_cell_is(&ppap))
		crm_order_put(in, CRM_DELIVERY_PPAP, &ppap, out);
	crm_order_restate(in, out);
}

void crm_order_rule_deliver(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items was, it = {0};

	if (crm_order_item_of(in, in->view, &was))
		crm_order_refuse_member(in, f, "already_done", CRM_DELIVERY_NOTE,
		    "this note has left with this lot: what was entered wrongly is taken out by "
		    "'recall'");
	else if (crm_order_item_of(in, in->after, &it))
		judge(in, &it.view, out, f);
	crm_items_release(&was);
	crm_items_release(&it);
}

/* ---- what it counts down ---- */

static void give_piece(const char *name, const struct crm_cell *c, struct crm_changes *to)
{
	if (crm_cell_is(c))
		crm_changes_set(to, name, c);
}

/* One note may have several lots, and goods of several orders. */
static void give_pieces(
    const struct crm_step_in *in, const struct crm_view *v, struct crm_changes *to)
{
	const struct crm_cell *note = crm_order_given(in, CRM_DELIVERY_NOTE);
	const struct crm_cell *lot = crm_order_given(in, CRM_DELIVERY_LOT);
	struct crm_buf text = CRM_BUF_INIT;

	crm_order_counted_as(v, note, lot, &text);
	crm_changes_text(to, "delivery", crm_buf_str(&text));
	give_piece("quantity", crm_order_given(in, CRM_DELIVERY_QUANTITY), to);
	give_piece("lot", lot, to);
	crm_buf_release(&text);
}

static const char *give_concession(const struct crm_step_in *in, struct crm_changes *to)
{
	const struct crm_cell *concession = crm_order_given(in, CRM_DELIVERY_CONCESSION);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	if (!crm_cell_is(concession) || in->before == NULL)
		return NULL;
	crm_view_of_record(in->shape, in->before, &a, &v);
	give_pieces(in, &v, to);
	give_piece("containers", crm_order_given(in, CRM_DELIVERY_CONTAINERS), to);
	crm_arena_release(&a);
	return concession->text;
}

static const char *give_ppap(const struct crm_step_in *in, struct crm_changes *to)
{
	struct crm_gate_ask ask = {.at = in->at};
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = NULL;
	struct crm_view v;

	if (in->before == NULL || in->book == NULL)
		return NULL;
	crm_view_of_record(in->shape, in->before, &a, &v);
	ask.line = *crm_order_given(in, CRM_DELIVERY_LINE);
	ask.lot = *crm_order_given(in, CRM_DELIVERY_LOT);
	ask.quantity = *crm_order_given(in, CRM_DELIVERY_QUANTITY);
	ask.note = *crm_order_given(in, CRM_DELIVERY_NOTE);
	id = crm_order_gate_interim(&v, in->book, &ask);
	if (id != NULL)
		give_pieces(in, &v, to);
	crm_arena_release(&a);
	return id;
}

/* What is taken out of the order is taken out there. */
static const char *give_back(const struct crm_step_in *in, int member, struct crm_changes *to)
{
	const char *why = crm_step_arg(in, "why"), *id = NULL;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_items it;

	if (in->view == NULL || in->key == NULL)
		return NULL;
	if (crm_order_item_of(in, in->view, &it) && crm_view_has(&it.view, member)) {
		const struct crm_cell *lot = crm_view_cell(&it.view, CRM_DELIVERY_LOT);

		id = crm_view_cell(&it.view, member)->text;
		crm_order_counted_as(
		    in->view, crm_view_cell(&it.view, CRM_DELIVERY_NOTE), lot, &text);
		crm_changes_text(to, "delivery", crm_buf_str(&text));
		give_piece("lot", lot, to);
		crm_changes_text(to, "why", why != NULL ? why : "");
	}
	crm_items_release(&it);
	crm_buf_release(&text);
	return id;
}

static const char *give_back_concession(const struct crm_step_in *in, struct crm_changes *to)
{
	return give_back(in, CRM_DELIVERY_CONCESSION, to);
}

static const char *give_back_ppap(const struct crm_step_in *in, struct crm_changes *to)
{
	return give_back(in, CRM_DELIVERY_PPAP, to);
}

const struct crm_beside crm_order_besides[] = {
    {"deliver", "concession", "use", give_concession, false},
    {"deliver", "ppap", "use", give_ppap, false},
    {"recall", "concession", "give-back", give_back_concession, true},
    {"recall", "ppap", "give-back", give_back_ppap, true},
    {.after = NULL},
};
