/* Who has orders with a part, has got it, or has a lot: for changes and recalls. */
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/complaint/complaint_items.h"
#include "lib/rules/order/order.h"

struct looking {
	struct notify_customers *customers;
	const struct notify_used *by;
	struct crm_map *used; /* customers by id */
	const struct crm_view *order;
	size_t lines;
	bool found;
};

static void count_line(void *ctx, const struct crm_order_line *l)
{
	struct looking *k = ctx;

	(void)l;
	k->lines++;
}

/* Was any of the line delivered, of that lot? A delivery that names no line may be of each. */
static bool has_got(const struct looking *k, const struct crm_order_line *l)
{
	struct crm_order_pieces pieces;
	struct crm_items it;
	bool found = false, any = false;

	crm_items_init(&it, k->order, CRM_O_DELIVERIES);
	while (!found && crm_items_next(&it)) {
		const struct crm_cell *lot = crm_view_cell(&it.view, CRM_DELIVERY_LOT);

		any = true;
		found = (k->by->lot == NULL || crm_cell_eq(lot, k->by->lot)) &&
		    (!crm_view_has(&it.view, CRM_DELIVERY_LINE) ||
		        crm_order_is_of(&it.view, l->line, k->lines));
	}
	crm_items_release(&it);
	if (any || k->by->lot != NULL)
		return found;
	crm_order_pieces(k->order, l, &pieces);
	return pieces.left > 0;
}

static void look_line(void *ctx, const struct crm_order_line *l)
{
	struct looking *k = ctx;

	if (k->by->part != NULL && !crm_cell_eq(l->part, k->by->part) &&
	    !crm_cell_eq(crm_view_cell(k->order, CRM_O_PART), k->by->part))
		return;
	k->found = k->found || (k->by->lot == NULL && !k->by->delivered) || has_got(k, l);
}

/* Who ordered and took nothing is not touched by it; who took some of it before it was cancelled
 * has that. */
static bool counts(const struct looking *k, const struct crm_view *order)
{
	const struct crm_cell *state = crm_view_cell(order, CRM_C_STATE);

	if (crm_state_gone(crm_order.flow.states, state) || crm_cell_eq(state, "refused"))
		return false;
	return k->by->lot != NULL || k->by->delivered || !crm_cell_eq(state, "cancelled");
}

static void use(struct looking *k, const struct crm_view *v, int customer)
{
	struct notify_customers *c = k->customers;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *name = crm_view_text(v, customer, &a);
	const struct notify_customer *x = notify_customer_find(c, name);

	if (x != NULL) {
		(void)crm_map_put(k->used, x->id, strlen(x->id), NULL);
	} else {
		crm_finding_add(c->missed, CRM_ERROR, "nobody_told", NULL, 0,
		    crm_view_text(v, CRM_C_ID, &a), "customer",
		    "no such customer, or several: '%s'", name);
	}
	crm_arena_release(&a);
}

static void judge_order(struct looking *k, const struct crm_view *order)
{
	k->order = order;
	k->lines = 0;
	k->found = false;
	crm_order_lines(order, count_line, k);
	if (counts(k, order))
		crm_order_lines(order, look_line, k);
	if (k->found)
		use(k, order, CRM_O_CUSTOMER);
}

/* Who complained of a lot has it, whatever the orders say. */
static void judge_complaint(struct looking *k, const struct crm_view *complaint)
{
	const struct crm_cell *part = crm_view_cell(complaint, CRM_K_PART);
	bool found = crm_cell_eq(crm_view_cell(complaint, CRM_K_LOT), k->by->lot) &&
	    (k->by->part == NULL || crm_cell_eq(part, k->by->part));
	struct crm_items it;

	crm_items_init(&it, complaint, CRM_K_LOTS);
	while (!found && crm_items_next(&it)) {
		const struct crm_cell *own = crm_view_cell(&it.view, CRM_LOT_PART);

		found = crm_cell_eq(crm_view_cell(&it.view, CRM_LOT_LOT), k->by->lot) &&
		    (k->by->part == NULL ||
		        crm_cell_eq(crm_cell_is(own) ? own : part, k->by->part));
	}
	crm_items_release(&it);
	if (found &&
	    !crm_state_gone(crm_complaint.flow.states, crm_view_cell(complaint, CRM_C_STATE)))
		use(k, complaint, CRM_K_CUSTOMER);
}

static void keep(const struct looking *k)
{
	for (size_t i = 0; i < k->customers->n; i++) {
		struct notify_customer *x = &k->customers->v[i];

		x->has = crm_map_find(k->used, x->id, strlen(x->id)) != CRM_MAP_NONE;
	}
}

typedef void judge_fn(struct looking *k, const struct crm_view *v);

static int read_kind(struct looking *k, const struct crm_kind *kind, judge_fn *judge)
{
	struct crm_run *r = k->customers->run;
	struct crm_shape *shape = crm_shape_new(kind->flow.schema);
	struct crm_findings *notes = crm_findings_new();
	struct crm_reader *reader = NULL;
	enum crm_read got = CRM_READ_FAIL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_view v;

	if (crm_store_reader(r->store, kind->name, shape, NULL, notes, &reader, &e) == 0) {
		while ((got = crm_reader_view(reader, &v, &e)) == CRM_READ_OK)
			judge(k, &v);
		crm_reader_free(reader);
	}
	crm_run_notes(r, notes);
	crm_findings_free(notes);
	crm_shape_free(shape);
	return got == CRM_READ_END ? 0 : crm_run_fail(r, &e);
}

static int nobody(const struct looking *k)
{
	const struct notify_used *by = k->by;
	struct crm_err e = CRM_ERR_INIT;

	if (by->lot != NULL && by->part != NULL)
		(void)crm_err_at(&e, CRM_NOINPUT, "--lot", 0, NULL,
		    "nobody got lot '%s' of part '%s', or complained of it", by->lot, by->part);
	else if (by->lot != NULL)
		(void)crm_err_at(&e, CRM_NOINPUT, "--lot", 0, NULL,
		    "nobody got lot '%s', or complained of it", by->lot);
	else
		(void)crm_err_at(&e, CRM_NOINPUT, "--used-in", 0, NULL,
		    by->delivered ? "nobody got part '%s'" : "nobody has orders for part '%s'",
		    by->part);
	return crm_run_fail(k->customers->run, &e);
}

int notify_customers_used(struct notify_customers *c, const struct notify_used *by)
{
	struct looking k = {.customers = c, .by = by, .used = crm_map_new()};
	int ret = read_kind(&k, &crm_order, judge_order);

	if (ret == 0 && by->lot != NULL)
		ret = read_kind(&k, &crm_complaint, judge_complaint);
	if (ret == 0)
		keep(&k);
	if (ret == 0 && crm_map_count(k.used) == 0 && crm_findings_count(c->missed) == 0)
		ret = nobody(&k);
	crm_map_free(k.used);
	return ret;
}
