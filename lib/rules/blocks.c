#include "lib/rules/blocks.h"

#include <string.h>

#include "lib/rules/complaint.h"
#include "lib/rules/complaint_goods.h"
#include "lib/rules/concession.h"

static bool meant(const char *subject, const char *part, const char *lot)
{
	return subject == NULL || strcmp(subject, part) == 0 ||
	    (lot[0] != '\0' && strcmp(subject, lot) == 0);
}

/* The part of a lot, where it is another one than the complaint's. */
static const char *part_of(const struct crm_view *v, const char *lot, struct crm_arena *a)
{
	const char *part = NULL;
	struct crm_items it;

	crm_items_init(&it, v, CRM_K_LOTS);
	while (part == NULL && crm_items_next(&it))
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_LOT_LOT), lot) &&
		    crm_cell_is(crm_view_cell(&it.view, CRM_LOT_PART)))
			part = crm_arena_strdup(a, crm_view_text(&it.view, CRM_LOT_PART, a));
	crm_items_release(&it);
	return part != NULL ? part : crm_view_text(v, CRM_K_PART, a);
}

/* Without a lot and a quantity the whole part is suspect until it is contained. */
static void block_part(const struct crm_view *v, const char *part, crm_block_fn *fn, void *ctx)
{
	const struct crm_block b = {"not_contained", part, "", -1,
	    "suspect: no lot is named, and the goods are not contained"};

	if (part[0] != '\0' && !crm_cell_is(crm_view_cell(v, CRM_K_CONTAINED_AT)) &&
	    !crm_cell_is(crm_view_cell(v, CRM_K_DISPOSED_AT)))
		fn(ctx, &b);
}

void crm_blocks_complaint(
    const struct crm_view *v, const char *subject, crm_block_fn *fn, void *ctx)
{
	const struct crm_cell *class = crm_view_cell(v, CRM_K_CLASS);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_block b = {"suspect", "", "", 0, "under suspicion, not yet settled"};
	size_t i;

	if (crm_state_ended(crm_complaint.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	for (i = 0; (b.lot = crm_goods_lot(v, i, &a)) != NULL; i++) {
		b.part = part_of(v, b.lot, &a);
		b.quantity = crm_goods_pending(v, b.lot);
		if (b.quantity != 0 && meant(subject, b.part, b.lot))
			fn(ctx, &b);
	}
	b.part = crm_view_text(v, CRM_K_PART, &a);
	if (i == 0 && (!crm_cell_is(class) || crm_cell_eq(class, "quality")) &&
	    meant(subject, b.part, ""))
		block_part(v, b.part, fn, ctx);
	crm_arena_release(&a);
}

/* NULL: it is in force. */
static const char *out_of_force(const struct crm_view *v, struct crm_instant now, const char **text)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	if (crm_cell_eq(state, "authorised") && crm_concession_expired(v, now)) {
		*text = "its last day is past";
		return "expired";
	}
	if (crm_cell_eq(state, "authorised") && crm_concession_left(v) > 0)
		return NULL;
	if (crm_cell_eq(state, "authorised") || crm_cell_eq(state, "used_up")) {
		*text = "all of it was delivered";
		return "used_up";
	}
	if (crm_cell_eq(state, "refused")) {
		*text = "the customer has refused it";
		return "refused";
	}
	*text = "the customer has not authorised it";
	return "not_authorised";
}

void crm_blocks_concession(const struct crm_view *v, const char *subject, struct crm_instant now,
    crm_block_fn *fn, void *ctx)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_block b = {NULL, "", "", -1, NULL};
	int64_t left = crm_concession_left(v);

	if (crm_state_ended(crm_concession.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	b.part = crm_view_text(v, CRM_D_PART, &a);
	b.lot = crm_view_text(v, CRM_D_LOT, &a);
	b.reason = out_of_force(v, now, &b.text);
	if (left != INT64_MAX && left > 0)
		b.quantity = left;
	if (b.reason != NULL && meant(subject, b.part, b.lot))
		fn(ctx, &b);
	crm_arena_release(&a);
}
