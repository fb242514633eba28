/* What the commands share. */
#include "cmd/crm-order/order.h"
#include "lib/tool/book.h"

static int book_with(struct crm_run *r, const char *looks, struct crm_order_book **out)
{
	void *book = NULL;
	int ret = crm_run_book(r, &crm_order, looks, &book);

	*out = book;
	return ret;
}

int order_book(struct crm_run *r, struct crm_order_book **out)
{
	return book_with(r, ORDER_LOOKS, out);
}

int order_book_of(struct crm_run *r, const char *step, struct crm_order_book **out)
{
	return book_with(r, crm_flow_step(&crm_order.flow, step)->looks, out);
}

struct crm_instant order_now(struct crm_run *r)
{
	struct crm_instant now = r->now;

	now.off = crm_zone_offset(crm_run_zone(r), now.us);
	return now;
}

int order_each_named(struct crm_run *r, order_each_fn *fn, void *ctx)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_record *record;
	struct crm_named named;
	struct crm_view view;

	if (crm_args_operands(r->args) == 0)
		return crm_run_usage(r, "ID missing");
	if (crm_named_open(r, false, &named) < 0)
		return -1;
	while ((record = crm_named_next(&named)) != NULL) {
		crm_view_of_record(crm_run_shape(r), record, &arena, &view);
		fn(ctx, &view, record);
		crm_arena_release(&arena);
	}
	crm_named_release(&named);
	return 0;
}
