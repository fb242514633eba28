/* Blocks: what complaints and concessions say of parts and lots. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/blocks.h"
#include "lib/rules/concession.h"
#include "lib/rules/order/book/book_private.h"

struct adding {
	struct crm_order_book *b;
	const char *id;
};

/* Blocks are kept by part and lot as people read them: "l9 " is L9. */
static void put_folded(
    struct crm_order_book *b, struct crm_shelf *s, const struct crm_cell *key, const void *item)
{
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_cell folded = crm_book_folded(key, &text);

	crm_shelf_put(b, s, &folded, item);
	crm_buf_release(&text);
}

static const struct crm_shelf_ref *find_folded(
    const struct crm_shelf *s, const struct crm_cell *key)
{
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_cell folded = crm_book_folded(key, &text);
	const struct crm_shelf_ref *ref = crm_shelf_find(s, &folded);

	crm_buf_release(&text);
	return ref;
}

/* A block of a lot is kept by the lot, one of a part as a whole by the part. */
static void add_block(void *ctx, const struct crm_block *block)
{
	struct adding *a = ctx;
	struct crm_arena *arena = &a->b->arena;
	struct crm_order_block *kept = crm_arena_alloc(arena, sizeof(*kept));
	bool of_lot = block->lot[0] != '\0';
	const struct crm_cell key = crm_cell_text(of_lot ? block->lot : block->part);
	struct crm_shelf *shelf = of_lot ? &a->b->suspect_lots : &a->b->suspect_parts;

	kept->id = a->id;
	kept->reason = crm_arena_strdup(arena, block->reason);
	kept->part = crm_arena_strdup(arena, block->part);
	kept->lot = crm_arena_strdup(arena, block->lot);
	kept->text = crm_arena_strdup(arena, block->text);
	kept->quantity = block->quantity;
	put_folded(a->b, shelf, &key, kept);
}

void crm_book_add_complaint(struct crm_order_book *b, const struct crm_view *v)
{
	struct adding a = {b, crm_book_text(b, v, CRM_C_ID)};

	crm_blocks_complaint(v, NULL, add_block, &a);
}

static void add_reason(void *ctx, const struct crm_block *block)
{
	struct crm_book_concession *c = ctx;

	c->reason = block->reason;
	c->text = block->text;
}

void crm_book_add_concession(struct crm_order_book *b, const struct crm_view *v)
{
	/* before any last day, so that the day is judged when somebody asks */
	static const struct crm_instant before = {0, 0};
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	struct crm_book_concession *c;

	if (crm_state_gone(crm_concession.flow.states, state))
		return;
	c = crm_arena_alloc(&b->arena, sizeof(*c));
	c->id = crm_book_text(b, v, CRM_C_ID);
	c->part = crm_book_text(b, v, CRM_D_PART);
	c->lot = crm_book_text(b, v, CRM_D_LOT);
	c->customer = crm_book_text(b, v, CRM_D_CUSTOMER);
	c->complaint = crm_book_text(b, v, CRM_D_COMPLAINT);
	c->authorised_at = crm_book_field(b, v, CRM_D_AUTHORISED_AT);
	c->until = crm_book_field(b, v, CRM_D_VALID_UNTIL);
	c->uses = crm_book_uses(b, v, CRM_D_USES, CRM_USE_DELIVERY, CRM_USE_LOT, CRM_USE_QUANTITY);
	c->left = crm_concession_left(v);
	c->authorised = crm_cell_eq(state, "authorised");
	c->ended = crm_state_ended(crm_concession.flow.states, state);
	c->labelled = crm_view_has(v, CRM_D_LABEL);
	crm_blocks_concession(v, NULL, before, add_reason, c);
	if (c->reason != NULL) {
		c->reason = crm_arena_strdup(&b->arena, c->reason);
		c->text = crm_arena_strdup(&b->arena, c->text);
	}
	crm_shelf_put(b, &b->concessions, crm_view_cell(v, CRM_C_ID), c);
	if (c->lot[0] != '\0')
		put_folded(b, &b->concession_lots, crm_view_cell(v, CRM_D_LOT), c);
	else
		put_folded(b, &b->concession_parts, crm_view_cell(v, CRM_D_PART), c);
}

const struct crm_book_concession *crm_book_concession(
    const struct crm_order_book *b, const struct crm_cell *id)
{
	const struct crm_shelf_ref *ref = crm_shelf_find(&b->concessions, id);

	return ref != NULL ? ref->item : NULL;
}

const char *crm_book_concession_reason(
    const struct crm_book_concession *c, struct crm_instant t, int64_t counted)
{
	bool lifted = counted > 0 && c->reason != NULL && strcmp(c->reason, "used_up") == 0;

	if ((c->authorised || lifted) && c->until.type == CRM_T_DATE &&
	    crm_instant_day(t) > c->until.u.date)
		return "expired";
	return lifted ? NULL : c->reason;
}

/* Is a lot, of this part or of one that nobody has named, the one that is asked about? */
static bool is_part(const char *part, const struct crm_cell *asked)
{
	const struct crm_cell own = crm_cell_text(part);

	return part[0] == '\0' || !crm_cell_is(asked) || crm_book_alike(asked, &own);
}

void crm_book_concessions(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *lot, crm_book_concession_fn *fn, void *ctx)
{
	const struct crm_shelf_ref *ref;

	for (ref = find_folded(&b->concession_parts, part); ref != NULL; ref = ref->next)
		fn(ctx, ref->item);
	for (ref = find_folded(&b->concession_lots, lot); ref != NULL; ref = ref->next) {
		const struct crm_book_concession *c = ref->item;

		if (is_part(c->part, part))
			fn(ctx, c);
	}
}

struct giving {
	crm_order_block_fn *fn;
	void *ctx;
	struct crm_instant now;
};

static void give_concession(void *ctx, const struct crm_book_concession *c)
{
	const struct giving *g = ctx;
	struct crm_order_block b = {
	    .id = c->id, .concession = true, .part = c->part, .lot = c->lot};

	b.reason = crm_book_concession_reason(c, g->now, 0);
	if (b.reason == NULL || c->ended)
		return;
	b.text = b.reason == c->reason ? c->text : "its last day is past";
	b.quantity = c->left == INT64_MAX || c->left <= 0 ? -1 : c->left;
	g->fn(g->ctx, &b);
}

void crm_order_book_blocks(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *lot, crm_order_block_fn *fn, void *ctx)
{
	struct giving g = {fn, ctx, b->now};
	const struct crm_shelf_ref *ref;

	for (ref = find_folded(&b->suspect_parts, part); ref != NULL; ref = ref->next)
		fn(ctx, ref->item);
	for (ref = find_folded(&b->suspect_lots, lot); ref != NULL; ref = ref->next) {
		const struct crm_order_block *block = ref->item;

		if (is_part(block->part, part))
			fn(ctx, block);
	}
	crm_book_concessions(b, part, lot, give_concession, &g);
}
