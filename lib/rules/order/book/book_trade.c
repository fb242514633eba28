/* Samples and quotes. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/order/book/book_private.h"
#include "lib/rules/order/order.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"

/* ---- samples ---- */

void crm_book_add_sample(struct crm_order_book *b, const struct crm_view *v)
{
	/* before any last day: that is judged when somebody asks */
	static const struct crm_instant before = {0, 0};
	struct crm_book_sample *s;

	if (crm_state_gone(crm_sample.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	s = crm_arena_alloc(&b->arena, sizeof(*s));
	s->is.id = crm_book_text(b, v, CRM_C_ID);
	s->is.sort = crm_book_text(b, v, CRM_S_SORT);
	s->is.state = crm_book_text(b, v, CRM_C_STATE);
	s->is.approved = crm_sample_holds(v, before);
	s->is.due = crm_book_field(b, v, CRM_S_DUE);
	s->is.expiry = crm_book_field(b, v, CRM_S_EXPIRY);
	s->customer = crm_book_field(b, v, CRM_S_CUSTOMER);
	s->is.part = crm_book_field(b, v, CRM_S_PART);
	s->is.opened = crm_book_field(b, v, CRM_S_OPENED_AT);
	if (crm_view_has(v, CRM_S_ORDER))
		crm_shelf_put(b, &b->samples_of_orders, crm_view_cell(v, CRM_S_ORDER), s);
	else if (crm_view_has(v, CRM_S_PART))
		crm_shelf_put(b, &b->samples_of_parts, crm_view_cell(v, CRM_S_PART), s);
}

static void give_sample(
    const struct crm_book_sample *s, struct crm_instant now, crm_order_sample_fn *fn, void *ctx)
{
	struct crm_order_sample out = s->is;

	if (out.expiry.type == CRM_T_DATE && crm_instant_day(now) > out.expiry.u.date)
		out.approved = false;
	fn(ctx, &out);
}

void crm_order_book_samples(const struct crm_order_book *b, const struct crm_cell *order,
    const struct crm_cell *part, const struct crm_cell *customer, struct crm_instant now,
    crm_order_sample_fn *fn, void *ctx)
{
	const struct crm_shelf_ref *ref;

	for (ref = crm_shelf_find(&b->samples_of_orders, order); ref != NULL; ref = ref->next) {
		const struct crm_book_sample *s = ref->item;

		if (!crm_book_differs(&s->is.part, part))
			give_sample(s, now, fn, ctx);
	}
	for (ref = crm_shelf_find(&b->samples_of_parts, part); ref != NULL; ref = ref->next) {
		const struct crm_book_sample *s = ref->item;

		if (!crm_book_differs(&s->customer, customer))
			give_sample(s, now, fn, ctx);
	}
}

/* ---- quotes ---- */

static const int quote_fields[] = {CRM_C_STATE, CRM_Q_CUSTOMER, CRM_Q_CURRENCY, CRM_Q_PRICES,
    CRM_Q_VALID_UNTIL, CRM_Q_COUNTERSIGNED_AT};

void crm_book_add_quote(struct crm_order_book *b, const struct crm_view *v)
{
	struct crm_book_quote *q;
	struct crm_cell *cells;

	if (crm_state_gone(crm_quote.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	if (b->quote_shape == NULL)
		b->quote_shape = crm_shape_new(crm_quote.flow.schema);
	q = crm_arena_alloc(&b->arena, sizeof(*q));
	cells = crm_arena_alloc(&b->arena, CRM_Q_COUNT * sizeof(*cells));
	for (size_t i = 0; i < CRM_Q_COUNT; i++)
		cells[i] = crm_cell_absent();
	for (size_t i = 0; i < sizeof(quote_fields) / sizeof(quote_fields[0]); i++)
		cells[quote_fields[i]] = crm_book_field(b, v, quote_fields[i]);
	q->v = (struct crm_view){.shape = b->quote_shape, .cells = cells, .n = CRM_Q_COUNT};
	q->v.source = "";
	q->approval = crm_quote_seal(v, NULL);
	crm_shelf_put(b, &b->quotes, crm_view_cell(v, CRM_C_ID), q);
}

void crm_order_book_quote(const struct crm_order_book *b, const struct crm_cell *quote,
    const struct crm_cell *part, const struct crm_cell *quantity, struct crm_quote_price *out)
{
	const struct crm_shelf_ref *ref = crm_shelf_find(&b->quotes, quote);
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_book_quote *q;

	memset(out, 0, sizeof(*out));
	if (ref == NULL)
		return;
	q = ref->item;
	out->known = true;
	out->price = crm_quote_price(&q->v, part, quantity, &a, &out->from);
	/* the value alone: its text lives shorter than the book */
	out->price.text = NULL;
	out->price.len = 0;
	out->found = crm_cell_is(&out->price);
	out->currency = *crm_view_cell(&q->v, CRM_Q_CURRENCY);
	out->customer = *crm_view_cell(&q->v, CRM_Q_CUSTOMER);
	out->valid_until = *crm_view_cell(&q->v, CRM_Q_VALID_UNTIL);
	out->state = *crm_view_cell(&q->v, CRM_C_STATE);
	out->countersigned = crm_view_has(&q->v, CRM_Q_COUNTERSIGNED_AT);
	out->approval = q->approval;
	crm_arena_release(&a);
}
