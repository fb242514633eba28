/* Order against quote, line by line. */
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/order/review/order_sort_private.h"

bool crm_order_differ(const struct crm_cell *a, const struct crm_cell *b)
{
	return crm_cell_is(a) && crm_cell_is(b) && crm_cell_cmp(a, b) != 0;
}

bool crm_order_same_price(const struct crm_cell *a, const struct crm_cell *b)
{
	return a->type == CRM_T_DEC && b->type == CRM_T_DEC && crm_dec_cmp(a->u.dec, b->u.dec) == 0;
}

bool crm_order_quote_decided(const struct crm_quote_price *q)
{
	return crm_cell_eq(&q->state, "approved") || crm_cell_eq(&q->state, "sent") ||
	    crm_cell_eq(&q->state, "won");
}

bool crm_order_quote_void(const struct crm_quote_price *q)
{
	return q->approval == CRM_SEALED_CHANGED || q->approval == CRM_SEALED_FOREIGN;
}

static void explain(const struct crm_view *v, const struct crm_order_line *l,
    const struct crm_quote_price *q, struct crm_buf *why)
{
	if (!crm_view_has(v, CRM_O_QUOTE)) {
		crm_buf_addz(why, "the order names no quote");
	} else if (!q->known) {
		crm_buf_addz(why, "no such quote");
	} else if (crm_order_differ(&q->customer, crm_view_cell(v, CRM_O_CUSTOMER))) {
		crm_buf_addz(why, "the quote is for customer ");
		crm_cell_print(&q->customer, why);
	} else if (!crm_order_quote_decided(q)) {
		crm_buf_addz(why, "the quote is not in force: ");
		crm_buf_addz(why, crm_cell_is(&q->state) ? "" : "open");
		crm_cell_print(&q->state, why);
	} else if (crm_order_quote_void(q)) {
		crm_buf_addz(why, "the quote is not in force: its approval is void");
	} else if (!crm_cell_is(l->part)) {
		crm_buf_addz(why, "the order does not say the part");
	} else if (!q->found) {
		crm_buf_addz(why, "no such part in the quote");
	} else if (l->price->type != CRM_T_DEC) {
		crm_buf_addz(why, "the order does not say the price");
	} else if (crm_order_differ(&q->currency, crm_view_cell(v, CRM_O_CURRENCY))) {
		crm_buf_addz(why, "the quote is in ");
		crm_cell_print(&q->currency, why);
	} else if (!crm_order_same_price(&q->price, l->price)) {
		crm_buf_addz(why, "the price is another one");
	}
}

struct prices {
	const struct crm_view *v;
	const struct crm_order_book *b;
	crm_price_fn *fn;
	void *ctx;
};

static void compare(void *ctx, const struct crm_order_line *l)
{
	const struct prices *all = ctx;
	struct crm_buf why = CRM_BUF_INIT;
	struct crm_quote_price q;
	struct crm_price_line out = {
	    .line = l->line,
	    .part = *l->part,
	    .quantity = *l->quantity,
	    .ordered = *l->price,
	    .currency = *crm_view_cell(all->v, CRM_O_CURRENCY),
	};

	memset(&q, 0, sizeof(q));
	if (crm_view_has(all->v, CRM_O_QUOTE))
		crm_order_book_quote(
		    all->b, crm_view_cell(all->v, CRM_O_QUOTE), l->part, l->quantity, &q);
	explain(all->v, l, &q, &why);
	out.quoted = q.price;
	out.from = q.from;
	if (!crm_cell_is(&out.currency))
		out.currency = q.currency;
	out.agrees = why.len == 0;
	out.why = crm_buf_str(&why);
	all->fn(all->ctx, &out);
	crm_buf_release(&why);
}

void crm_order_prices(
    const struct crm_view *v, const struct crm_order_book *b, crm_price_fn *fn, void *ctx)
{
	struct prices all = {v, b, fn, ctx};

	crm_order_lines(v, compare, &all);
}
