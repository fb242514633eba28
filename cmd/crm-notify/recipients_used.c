/* Who has orders with a part, or got a lot: for changes and recalls. */
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "lib/rules/order/order.h"

struct looking {
	struct notify_customers *customers;
	const char *part, *lot; /* NULL: any */
	struct crm_map *used;   /* customers by id */
	bool found;
};

static void look_line(void *ctx, const struct crm_order_line *l)
{
	struct looking *k = ctx;

	if (crm_cell_eq(l->part, k->part))
		k->found = true;
}

static bool has_part(struct looking *k, const struct crm_view *order)
{
	k->found = k->part == NULL || crm_cell_eq(crm_view_cell(order, CRM_O_PART), k->part);
	if (!k->found)
		crm_order_lines(order, look_line, k);
	return k->found;
}

static bool has_lot(const struct looking *k, const struct crm_view *order)
{
	struct crm_items it;
	bool found = k->lot == NULL;

	crm_items_init(&it, order, CRM_O_DELIVERIES);
	while (!found && crm_items_next(&it))
		found = crm_cell_eq(crm_view_cell(&it.view, CRM_DELIVERY_LOT), k->lot);
	crm_items_release(&it);
	return found;
}

/* Who ordered and took nothing is not touched by it. */
static bool counts(const struct crm_view *order)
{
	const struct crm_cell *state = crm_view_cell(order, CRM_C_STATE);

	return !crm_state_gone(crm_order.flow.states, state) && !crm_cell_eq(state, "refused") &&
	    !crm_cell_eq(state, "cancelled");
}

static void judge(struct looking *k, const struct crm_view *order)
{
	struct notify_customers *c = k->customers;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *name = crm_view_text(order, CRM_O_CUSTOMER, &a);
	const struct notify_customer *x;
	struct crm_err e = CRM_ERR_INIT;

	if (!counts(order) || !has_part(k, order) || !has_lot(k, order))
		goto out;
	x = notify_customer_find(c, name);
	if (x != NULL) {
		(void)crm_map_put(k->used, x->id, strlen(x->id), NULL);
	} else {
		c->unknown++;
		crm_err_at(&e, CRM_NOINPUT, crm_view_text(order, CRM_C_ID, &a), 0, "customer",
		    "no such customer, or several: '%s'", name);
		(void)crm_run_fail(c->run, &e);
	}
out:
	crm_arena_release(&a);
}

static void keep(const struct looking *k)
{
	for (size_t i = 0; i < k->customers->n; i++) {
		struct notify_customer *x = &k->customers->v[i];

		x->fits = x->fits && crm_map_find(k->used, x->id, strlen(x->id)) != CRM_MAP_NONE;
	}
}

int notify_customers_used(struct notify_customers *c, const char *part, const char *lot)
{
	struct looking k = {c, part, lot, crm_map_new(), false};
	struct crm_shape *shape = crm_shape_new(crm_order.flow.schema);
	struct crm_findings *notes = crm_findings_new();
	struct crm_reader *reader = NULL;
	enum crm_read got = CRM_READ_FAIL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	if (crm_store_reader(c->run->store, crm_order.name, shape, NULL, notes, &reader, &e) == 0) {
		while ((got = crm_reader_view(reader, &v, &e)) == CRM_READ_OK)
			judge(&k, &v);
		crm_reader_free(reader);
	}
	if (got == CRM_READ_END)
		keep(&k);
	crm_run_notes(c->run, notes);
	crm_findings_free(notes);
	crm_shape_free(shape);
	crm_map_free(k.used);
	return got == CRM_READ_END ? 0 : crm_run_fail(c->run, &e);
}
