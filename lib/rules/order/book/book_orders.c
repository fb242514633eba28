/* Other orders: by id, by part and customer, by the frame contract that they call off from. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/order/book/book_private.h"
#include "lib/rules/order/order_private.h"

const int crm_order_compared[CRM_ORDER_COMPARED] = {CRM_O_INTENDED_USE, CRM_O_STANDARD,
    CRM_O_ACCEPTANCE, CRM_O_TECHNICAL, CRM_O_PACKAGING, CRM_O_HSF_LAW, CRM_O_HSF_CUSTOMER,
    CRM_O_HSF_OWN, CRM_O_SPECIAL_CHARACTERISTICS, CRM_O_CUSTOMER_SPECIFIC, CRM_O_LEGAL};

/* ---- keeping ---- */

/* Can another order be a repeat of it? */
static bool is_ground(const struct crm_view *v)
{
	static const char *const states[] = {"approved", "confirmed", "released", "production",
	    "shipped", "delivered", "filed", NULL};
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	if (!crm_cell_is(state))
		return crm_view_has(v, CRM_O_DELIVERED_AT) || crm_view_has(v, CRM_O_SHIPPED_AT) ||
		    crm_view_has(v, CRM_O_APPROVED_AT);
	return crm_cell_one_of(state, states);
}

static bool is_called_off(const struct crm_view *v)
{
	static const char *const states[] = {"refused", "cancelled", NULL};

	return crm_view_has(v, CRM_O_FRAME) &&
	    !crm_cell_one_of(crm_view_cell(v, CRM_C_STATE), states);
}

static int64_t since_of(const struct crm_view *v)
{
	static const int fields[] = {
	    CRM_O_OPENED_AT, CRM_O_ORDERED, CRM_O_APPROVED_AT, CRM_O_DELIVERED_AT};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const struct crm_cell *c = crm_view_cell(v, fields[i]);

		if (c->type == CRM_T_INSTANT)
			return c->u.at.us;
		if (c->type == CRM_T_DATE)
			return (int64_t)c->u.date * CRM_US_PER_DAY;
	}
	return INT64_MIN;
}

static void part_key(
    const struct crm_cell *part, const struct crm_cell *customer, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_cell_print(part, out);
	crm_buf_addc(out, '\n');
	crm_cell_print(customer, out);
}

static const char *const *compared_of(struct crm_order_book *b, const struct crm_view *v)
{
	static const char *const none[CRM_ORDER_COMPARED] = {
	    "", "", "", "", "", "", "", "", "", "", ""};
	const char **out = NULL;

	for (size_t i = 0; i < CRM_ORDER_COMPARED; i++) {
		if (!crm_view_has(v, crm_order_compared[i]))
			continue;
		if (out == NULL) {
			out = crm_arena_alloc(&b->arena, CRM_ORDER_COMPARED * sizeof(*out));
			memcpy(out, none, sizeof(none));
		}
		out[i] = crm_book_text(b, v, crm_order_compared[i]);
	}
	return out != NULL ? out : none;
}

struct lines {
	struct crm_order_book *b;
	struct crm_book_order *o;
	const struct crm_view *v;
	bool is_ground, is_called_off;
};

static void add_line(void *ctx, const struct crm_order_line *l)
{
	struct lines *to = ctx;
	struct crm_book_line *line = crm_arena_alloc(&to->b->arena, sizeof(*line));
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_cell key;

	line->part = crm_book_cell(to->b, l->part);
	line->change_level = crm_book_cell(to->b, l->change_level);
	line->price = crm_book_cell(to->b, l->price);
	line->quantity = crm_book_cell(to->b, l->quantity);
	line->promised = crm_book_cell(to->b, l->promised);
	line->order = to->o;
	*to->o->end = line;
	to->o->end = &line->next;
	if (to->is_ground && crm_cell_is(l->part)) {
		part_key(l->part, &to->o->is.customer, &text);
		key = crm_cell_text(crm_buf_str(&text));
		crm_shelf_put(to->b, &to->b->order_parts, &key, line);
	}
	if (to->is_called_off)
		crm_shelf_put(to->b, &to->b->call_offs, crm_view_cell(to->v, CRM_O_FRAME), line);
	crm_buf_release(&text);
}

void crm_book_add_order(struct crm_order_book *b, const struct crm_view *v)
{
	struct lines to = {b, NULL, v, is_ground(v), is_called_off(v)};
	struct crm_book_order *o;

	if (crm_state_gone(&crm_order_states, crm_view_cell(v, CRM_C_STATE)))
		return;
	o = crm_arena_alloc(&b->arena, sizeof(*o));
	o->end = &o->lines;
	o->since = since_of(v);
	o->is.found = true;
	o->is.id = crm_book_text(b, v, CRM_C_ID);
	o->is.state = crm_book_field(b, v, CRM_C_STATE);
	o->is.customer = crm_book_field(b, v, CRM_O_CUSTOMER);
	o->is.currency = crm_book_field(b, v, CRM_O_CURRENCY);
	o->is.compared = compared_of(b, v);
	to.o = o;
	crm_order_lines(v, add_line, &to);
	crm_shelf_put(b, &b->orders, crm_view_cell(v, CRM_C_ID), o);
}

/* ---- finding ---- */

/* The line of that part, else the only one. */
static const struct crm_book_line *line_of(
    const struct crm_book_order *o, const struct crm_cell *part)
{
	for (const struct crm_book_line *l = o->lines; l != NULL; l = l->next) {
		if (crm_book_same(&l->part, part))
			return l;
	}
	return o->lines != NULL && o->lines->next == NULL ? o->lines : NULL;
}

static void give_line(const struct crm_book_line *l, struct crm_other_order *out)
{
	out->part = l->part;
	out->change_level = l->change_level;
	out->price = l->price;
	out->quantity = l->quantity;
	out->promised = l->promised;
}

void crm_order_book_order(const struct crm_order_book *b, const struct crm_cell *id,
    const struct crm_cell *part, struct crm_other_order *out)
{
	const struct crm_shelf_ref *ref = crm_shelf_find(&b->orders, id);
	const struct crm_book_line *l;
	const struct crm_book_order *o;

	memset(out, 0, sizeof(*out));
	if (ref == NULL)
		return;
	o = ref->item;
	*out = o->is;
	l = line_of(o, part);
	if (l != NULL)
		give_line(l, out);
}

static bool is_later(const struct crm_book_order *a, const struct crm_book_order *b)
{
	return a->since != b->since ? a->since > b->since : strcmp(a->is.id, b->is.id) > 0;
}

void crm_order_book_before(const struct crm_order_book *b, const struct crm_view *order,
    const struct crm_cell *part, struct crm_other_order *out)
{
	const struct crm_cell *id = crm_view_cell(order, CRM_C_ID);
	const struct crm_book_line *last = NULL;
	const struct crm_shelf_ref *ref;
	struct crm_buf text = CRM_BUF_INIT;
	int64_t since = since_of(order);
	struct crm_cell key;

	memset(out, 0, sizeof(*out));
	part_key(part, crm_view_cell(order, CRM_O_CUSTOMER), &text);
	key = crm_cell_text(crm_buf_str(&text));
	ref = crm_cell_is(part) ? crm_shelf_find(&b->order_parts, &key) : NULL;
	for (; ref != NULL; ref = ref->next) {
		const struct crm_book_line *l = ref->item;

		if (crm_cell_eq(id, l->order->is.id) ||
		    (since != INT64_MIN && l->order->since > since))
			continue;
		if (last == NULL || is_later(l->order, last->order))
			last = l;
	}
	crm_buf_release(&text);
	if (last == NULL)
		return;
	*out = last->order->is;
	give_line(last, out);
}

int64_t crm_order_book_called_off(const struct crm_order_book *b, const struct crm_cell *frame,
    const struct crm_cell *part, const struct crm_cell *but)
{
	const struct crm_shelf_ref *ref = crm_shelf_find(&b->call_offs, frame);
	int64_t n = 0;

	for (; ref != NULL; ref = ref->next) {
		const struct crm_book_line *l = ref->item;

		if (l->quantity.type != CRM_T_INT || l->quantity.u.i <= 0 ||
		    !crm_book_same(&l->part, part) || crm_cell_eq(but, l->order->is.id))
			continue;
		n = crm_order_sum(n, l->quantity.u.i);
	}
	return n;
}
