#include "lib/rules/blocks.h"

#include <string.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/complaint/complaint_goods.h"
#include "lib/rules/concession.h"

static bool meant(const char *subject, const char *part, const char *lot)
{
	return subject == NULL || strcmp(subject, part) == 0 ||
	    (lot[0] != '\0' && strcmp(subject, lot) == 0);
}

static void block_lots(const struct crm_view *v, const char *subject, crm_block_fn *fn, void *ctx)
{
	struct crm_block b = {"suspect", "", "", 0, "under suspicion, not yet settled"};
	struct crm_arena a = CRM_ARENA_INIT;

	for (size_t i = 0; (b.lot = crm_goods_lot(v, i, &b.part, &a)) != NULL; i++) {
		b.quantity = crm_goods_judge_lot(v, i, NULL);
		if (b.quantity != 0 && meant(subject, b.part, b.lot))
			fn(ctx, &b);
	}
	crm_arena_release(&a);
}

static void block_parts(const struct crm_view *v, const char *subject, crm_block_fn *fn, void *ctx)
{
	struct crm_block b = {"not_contained", "", "", -1,
	    "suspect: nobody knows which lots, and the goods are not contained"};
	struct crm_arena a = CRM_ARENA_INIT;

	for (size_t i = 0; (b.part = crm_goods_part(v, i, &a)) != NULL; i++) {
		if (meant(subject, b.part, ""))
			fn(ctx, &b);
	}
	crm_arena_release(&a);
}

void crm_blocks_complaint(
    const struct crm_view *v, const char *subject, crm_block_fn *fn, void *ctx)
{
	if (crm_state_ended(crm_complaint.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	block_lots(v, subject, fn, ctx);
	block_parts(v, subject, fn, ctx);
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
