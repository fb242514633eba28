/* Damage in transport, and the claim on the carrier (L3). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/deliver/order_deliver_private.h"

const struct crm_step_field crm_order_damage_fields[] = {
    {CRM_DAMAGE_NOTE, true},
    {CRM_DAMAGE_TEXT, true},
    {CRM_DAMAGE_LOT, false},
    {CRM_DAMAGE_QUANTITY, false},
    {CRM_DAMAGE_CARRIER, false},
    {0, false},
};
const struct crm_step_field crm_order_claim_fields[] = {
    {CRM_DAMAGE_CLAIM, true},
    {CRM_DAMAGE_AMOUNT, false},
    {CRM_DAMAGE_CURRENCY, false},
    {0, false},
};
const struct crm_step_field crm_order_settle_fields[] = {{CRM_DAMAGE_OUTCOME, true}, {0, false}};
const struct crm_step_target crm_order_damage_target = {CRM_O_DAMAGES, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_order_claim_target = {
    CRM_O_DAMAGES, CRM_ITEM_OLD, CRM_DAMAGE_CLAIMED_AT, CRM_DAMAGE_SETTLED_AT};
const struct crm_step_target crm_order_settle_target = {
    CRM_O_DAMAGES, CRM_ITEM_OLD, CRM_DAMAGE_SETTLED_AT, 0};

/* The deliveries of the note, or of the note and lot. */
struct sent {
	size_t n;
	int64_t pieces;
	struct crm_instant first;
	struct crm_cell carrier;
};

static struct sent sent_of(
    const struct crm_view *v, const struct crm_view *damage, struct crm_arena *a)
{
	const struct crm_cell *note = crm_view_cell(damage, CRM_DAMAGE_NOTE);
	const struct crm_cell *lot = crm_view_cell(damage, CRM_DAMAGE_LOT);
	struct sent s = {0, 0, {INT64_MAX, 0}, crm_cell_absent()};
	struct crm_items it;

	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, 0);
		const struct crm_cell *n = crm_view_cell(&it.view, CRM_DELIVERY_QUANTITY);

		if (crm_cell_cmp(crm_view_cell(&it.view, CRM_DELIVERY_NOTE), note) != 0 ||
		    (crm_cell_is(lot) &&
		        crm_cell_cmp(crm_view_cell(&it.view, CRM_DELIVERY_LOT), lot) != 0))
			continue;
		s.n++;
		s.pieces += n->type == CRM_T_INT ? n->u.i : 0;
		if (at->type == CRM_T_INSTANT && at->u.at.us < s.first.us)
			s.first = at->u.at;
		if (crm_view_has(&it.view, CRM_DELIVERY_CARRIER))
			s.carrier = crm_cell_text(crm_view_text(&it.view, CRM_DELIVERY_CARRIER, a));
	}
	crm_items_release(&it);
	return s;
}

static void judge_damage(const struct crm_step_in *in, const struct crm_view *item,
    const struct sent *s, struct crm_findings *f)
{
	const struct crm_cell *n = crm_view_cell(item, CRM_DAMAGE_QUANTITY);
	char text[CRM_INSTANT_MAX];

	if (s->n == 0) {
		crm_order_refuse_member(in, f, "no_such_item", CRM_DAMAGE_NOTE,
		    "there is no delivery of this note, or not with this lot");
		return;
	}
	if (n->type == CRM_T_INT && n->u.i == 0)
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_DAMAGE_QUANTITY, "'0' pieces, expected at least 1");
	if (n->type == CRM_T_INT && n->u.i > s->pieces)
		crm_order_refuse_member(in, f, "quantity_exceeds", CRM_DAMAGE_QUANTITY,
		    "%" PRId64 " pieces cannot be damaged: %" PRId64 " have left", n->u.i,
		    s->pieces);
	if (s->first.us != INT64_MAX && in->at.us < s->first.us) {
		crm_instant_format(s->first, text);
		crm_step_refuse(in, f, "wrong_order", "at", "is earlier than they left, %s", text);
	}
}

void crm_order_rule_damage(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *own = crm_view_cell(in->view, CRM_O_CARRIER);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct sent s;

	if (crm_order_item_of(in, in->after, &it)) {
		s = sent_of(in->view, &it.view, &a);
		judge_damage(in, &it.view, &s, f);
		if (!crm_view_has(&it.view, CRM_DAMAGE_CARRIER)) {
			if (crm_cell_is(&s.carrier))
				own = &s.carrier;
			if (crm_cell_is(own))
				crm_order_put(in, CRM_DAMAGE_CARRIER, own, out);
		}
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

/* Only once, and not after its end. */
static void judge_open(
    const struct crm_step_in *in, const struct crm_view *was, int member, struct crm_findings *f)
{
	static const int stamps[] = {CRM_DAMAGE_CLAIMED_AT, CRM_DAMAGE_SETTLED_AT};
	static const char *const words[] = {"a claim was made for it", "it is settled"};

	for (size_t i = 0; i < 2; i++) {
		if (crm_view_has(was, stamps[i]) &&
		    (stamps[i] == member || stamps[i] == CRM_DAMAGE_SETTLED_AT))
			crm_order_refuse_member(
			    in, f, "already_done", stamps[i], "%s already", words[i]);
	}
	crm_order_member_order(in, was, 0, f);
}

void crm_order_rule_claim(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_cell *own = crm_view_cell(in->view, CRM_O_CURRENCY);
	struct crm_items was, it;

	if (crm_order_item_of(in, in->view, &was))
		judge_open(in, &was.view, CRM_DAMAGE_CLAIMED_AT, f);
	if (crm_order_item_of(in, in->after, &it) && crm_view_has(&it.view, CRM_DAMAGE_AMOUNT) &&
	    !crm_view_has(&it.view, CRM_DAMAGE_CURRENCY)) {
		if (crm_cell_is(own))
			crm_order_put(in, CRM_DAMAGE_CURRENCY, own, out);
		else
			crm_order_refuse_member(in, f, "missing_field", CRM_DAMAGE_CURRENCY,
			    "an amount needs it, and the order has none");
	}
	crm_order_did(in, CRM_DAMAGE_CLAIMED_AT, 0, out);
	crm_items_release(&it);
	crm_items_release(&was);
}

void crm_order_rule_settle(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items was;

	if (crm_order_item_of(in, in->view, &was)) {
		judge_open(in, &was.view, CRM_DAMAGE_SETTLED_AT, f);
		crm_order_member_order(in, &was.view, CRM_DAMAGE_CLAIMED_AT, f);
	}
	crm_order_did(in, CRM_DAMAGE_SETTLED_AT, 0, out);
	crm_items_release(&was);
}
