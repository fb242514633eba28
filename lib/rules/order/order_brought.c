/* Deliveries that an import has brought: when all of it was gone, and there. The state stays. */
#include "lib/rules/order/order_private.h"

struct brought {
	const struct crm_view *v;
	bool left, arrived; /* all of every line */
};

static void look_at(void *ctx, const struct crm_order_line *l)
{
	struct brought *b = ctx;
	struct crm_order_pieces p;

	crm_order_pieces(b->v, l, &p);
	b->left = b->left && p.ordered >= 0 && p.left >= p.least;
	b->arrived = b->arrived && p.ordered >= 0 && p.arrived >= p.least;
}

/* The last of the deliveries' stamps; absent: one of them has none. */
static struct crm_cell last_of(const struct crm_view *v, int member)
{
	struct crm_cell last = crm_cell_absent();
	struct crm_items it;
	bool all = true;

	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, member);

		if (at->type != CRM_T_INSTANT)
			all = false;
		else if (last.type != CRM_T_INSTANT || at->u.at.us > last.u.at.us)
			last = crm_cell_instant(at->u.at);
	}
	crm_items_release(&it);
	return all ? last : crm_cell_absent();
}

static void set_stamp(
    const struct crm_view *v, int stamp, int member, bool all, struct crm_changes *out)
{
	const struct crm_cell last = last_of(v, member);

	if (all && crm_cell_is(&last) && crm_view_cell(v, stamp)->type == CRM_T_ABSENT)
		crm_changes_set(out, crm_order_name(stamp), &last);
}

void crm_order_brought(const struct crm_view *after, struct crm_changes *out)
{
	struct brought b = {after, true, true};

	if (!crm_view_has(after, CRM_O_DELIVERIES))
		return;
	crm_order_lines(after, look_at, &b);
	set_stamp(after, CRM_O_SHIPPED_AT, 0, b.left, out);
	set_stamp(after, CRM_O_DELIVERED_AT, CRM_DELIVERY_ARRIVED_AT, b.arrived, out);
}
