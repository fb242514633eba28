/* Lines, their days and pieces. */
#include <string.h>

#include "lib/rules/order/order_private.h"

/* ---- lines ---- */

static const struct crm_cell *either(const struct crm_cell *own, const struct crm_cell *of_order)
{
	return own->type != CRM_T_ABSENT ? own : of_order;
}

static struct crm_order_line of_order(const struct crm_view *v)
{
	return (struct crm_order_line){
	    .line = "",
	    .part = crm_view_cell(v, CRM_O_PART),
	    .change_level = crm_view_cell(v, CRM_O_CHANGE_LEVEL),
	    .product = crm_view_cell(v, CRM_O_PRODUCT),
	    .quantity = crm_view_cell(v, CRM_O_QUANTITY),
	    .price = crm_view_cell(v, CRM_O_PRICE),
	    .requested = crm_view_cell(v, CRM_O_REQUESTED),
	    .promised = crm_view_cell(v, CRM_O_PROMISED),
	    .promised_now = crm_view_cell(v, CRM_O_PROMISED_NOW),
	};
}

/* The order's quantity is that of all lines together: it is a line's where there is no other. */
static struct crm_order_line of_item(
    const struct crm_order_line *top, const struct crm_items *it, bool only)
{
	static const struct crm_cell none = {.type = CRM_T_ABSENT};
	const struct crm_view *v = &it->view;
	const struct crm_cell *promised = crm_view_cell(v, CRM_LINE_PROMISED);

	return (struct crm_order_line){
	    .line = it->key,
	    .part = either(crm_view_cell(v, CRM_LINE_PART), top->part),
	    .change_level = either(crm_view_cell(v, CRM_LINE_CHANGE_LEVEL), top->change_level),
	    .product = either(crm_view_cell(v, CRM_LINE_PRODUCT), top->product),
	    .quantity = either(crm_view_cell(v, CRM_LINE_QUANTITY), only ? top->quantity : &none),
	    .price = either(crm_view_cell(v, CRM_LINE_PRICE), top->price),
	    .requested = either(crm_view_cell(v, CRM_LINE_REQUESTED), top->requested),
	    .promised = either(promised, top->promised),
	    /* what moved the order's promise has not moved a line's own */
	    .promised_now = either(crm_view_cell(v, CRM_LINE_PROMISED_NOW),
	        promised->type != CRM_T_ABSENT ? &none : top->promised_now),
	};
}

static size_t count(const struct crm_view *v, int field)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, field);
	while (crm_items_next(&it))
		n++;
	crm_items_release(&it);
	return n;
}

void crm_order_lines(const struct crm_view *v, crm_order_line_fn *fn, void *ctx)
{
	struct crm_order_line top = of_order(v);
	size_t n = count(v, CRM_O_LINES);
	struct crm_items it;

	if (n == 0) {
		fn(ctx, &top);
		return;
	}
	crm_items_init(&it, v, CRM_O_LINES);
	while (crm_items_next(&it)) {
		struct crm_order_line l = of_item(&top, &it, n == 1);

		fn(ctx, &l);
	}
	crm_items_release(&it);
}

static struct crm_cell kept(struct crm_arena *a, const struct crm_cell *c)
{
	struct crm_cell copy = *c;

	if (c->text != NULL)
		copy.text = crm_arena_strndup(a, c->text, c->len);
	return copy;
}

struct wanted {
	const char *key; /* "": the only one */
	struct crm_arena *arena;
	struct crm_cell *out;
	size_t n; /* of those that were found */
};

static void keep_line(void *ctx, const struct crm_order_line *l)
{
	struct wanted *w = ctx;
	const struct {
		int member;
		const struct crm_cell *cell;
	} cells[] = {
	    {CRM_LINE_PART, l->part},
	    {CRM_LINE_CHANGE_LEVEL, l->change_level},
	    {CRM_LINE_PRODUCT, l->product},
	    {CRM_LINE_QUANTITY, l->quantity},
	    {CRM_LINE_PRICE, l->price},
	    {CRM_LINE_REQUESTED, l->requested},
	    {CRM_LINE_PROMISED, l->promised},
	    {CRM_LINE_PROMISED_NOW, l->promised_now},
	};

	if ((w->key[0] != '\0' && strcmp(w->key, l->line) != 0) || w->n++ > 0)
		return;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		w->out[cells[i].member] = kept(w->arena, cells[i].cell);
	w->out[CRM_LINE_LINE] = crm_cell_some(crm_arena_strdup(w->arena, l->line));
}

/* Members that only the item has: who wrote it, the customer's number of the part, and what may come
 * later. */
static void keep_members(
    const struct crm_view *v, const char *line, struct crm_arena *a, struct crm_cell *out)
{
	struct crm_items it;

	crm_items_init(&it, v, CRM_O_LINES);
	while (crm_items_next(&it)) {
		for (int i = 0; i < CRM_LINE_COUNT && strcmp(it.key, line) == 0; i++) {
			if (out[i].type == CRM_T_ABSENT)
				out[i] = kept(a, crm_view_cell(&it.view, i));
		}
	}
	crm_items_release(&it);
	if (out[CRM_LINE_CUSTOMER_PART].type == CRM_T_ABSENT)
		out[CRM_LINE_CUSTOMER_PART] = kept(a, crm_view_cell(v, CRM_O_CUSTOMER_PART));
}

bool crm_order_line_of(const struct crm_view *v, const char *key, struct crm_arena *a,
    struct crm_cell out[CRM_LINE_COUNT])
{
	struct crm_cell cells[CRM_LINE_COUNT];
	struct wanted w = {key != NULL ? key : "", a, cells, 0};

	for (int i = 0; i < CRM_LINE_COUNT; i++)
		cells[i] = crm_cell_absent();
	crm_order_lines(v, keep_line, &w);
	if (w.n != 1)
		return false;
	keep_members(
	    v, cells[CRM_LINE_LINE].type == CRM_T_TEXT ? cells[CRM_LINE_LINE].text : "", a, cells);
	memcpy(out, cells, sizeof(cells));
	return true;
}

struct crm_cell crm_order_due(const struct crm_view *v, const struct crm_order_line *l)
{
	const struct crm_cell *const days[] = {l->promised_now, l->promised, l->requested};

	(void)v; /* its days are the line's already */
	for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		if (days[i]->type == CRM_T_DATE)
			return crm_cell_date(days[i]->u.date);
	}
	return crm_cell_absent();
}

/* ---- pieces ---- */

static int64_t ordered(const struct crm_order_line *l)
{
	return l->quantity->type == CRM_T_INT && l->quantity->u.i >= 0 ? l->quantity->u.i : -1;
}

/* pieces * (100 +- per cent) / 100 exactly: the least is rounded up, the most down. */
static int64_t bound(const struct crm_view *v, int field, int64_t pieces, bool more)
{
	const struct crm_cell *c = crm_view_cell(v, field);
	__int128 hundred = 100, part, n;

	if (c->type != CRM_T_DEC || c->u.dec.coef <= 0)
		return pieces;
	for (int i = 0; i < c->u.dec.scale; i++)
		hundred *= 10;
	part = more ? hundred + c->u.dec.coef : hundred - c->u.dec.coef;
	if (part <= 0)
		return 0;
	n = (__int128)pieces * part;
	n = more ? n / hundred : (n + hundred - 1) / hundred;
	return n > INT64_MAX ? INT64_MAX : (int64_t)n;
}

static int64_t pieces_of(const struct crm_view *item, int field)
{
	const struct crm_cell *c = crm_view_cell(item, field);

	return c->type == CRM_T_INT && c->u.i > 0 ? c->u.i : 0;
}

bool crm_order_is_of(const struct crm_view *delivery, const char *line, size_t lines)
{
	const struct crm_cell *c = crm_view_cell(delivery, CRM_DELIVERY_LINE);

	return line[0] == '\0' || crm_cell_eq(c, line) || (lines == 1 && !crm_cell_is(c));
}

static bool add_deliveries(
    const struct crm_view *v, const struct crm_order_line *l, struct crm_order_pieces *out)
{
	size_t lines = count(v, CRM_O_LINES);
	struct crm_items it;
	bool any = false;

	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		any = true;
		if (!crm_order_is_of(&it.view, l->line, lines))
			continue;
		out->left = crm_order_sum(out->left, pieces_of(&it.view, CRM_DELIVERY_QUANTITY));
		/* a day of arrival without pieces, as an import brings it, is of all of them */
		if (crm_view_has(&it.view, CRM_DELIVERY_ARRIVED))
			out->arrived =
			    crm_order_sum(out->arrived, pieces_of(&it.view, CRM_DELIVERY_ARRIVED));
		else if (crm_view_has(&it.view, CRM_DELIVERY_ARRIVED_AT))
			out->arrived =
			    crm_order_sum(out->arrived, pieces_of(&it.view, CRM_DELIVERY_QUANTITY));
	}
	crm_items_release(&it);
	return any;
}

struct share {
	const char *line;
	int64_t rest, own; /* of the whole, of the line */
	bool is_last;      /* what is over is the last one's */
};

static void take_share(void *ctx, const struct crm_order_line *l)
{
	struct share *s = ctx;
	int64_t want = ordered(l) > 0 ? ordered(l) : 0;
	int64_t own = s->rest < want ? s->rest : want;

	s->rest -= own;
	s->is_last = strcmp(l->line, s->line) == 0;
	if (s->is_last)
		s->own = own;
}

/* Of pieces that are said of the whole order each line has what it ordered, in their order. */
static int64_t share_of(const struct crm_view *v, const struct crm_order_line *l, int64_t pieces)
{
	struct share s = {.line = l->line, .rest = pieces};

	crm_order_lines(v, take_share, &s);
	return s.is_last ? s.own + s.rest : s.own;
}

void crm_order_pieces(
    const struct crm_view *v, const struct crm_order_line *l, struct crm_order_pieces *out)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const struct crm_cell *said = crm_view_cell(v, CRM_O_DELIVERED);
	bool arrived = crm_view_has(v, CRM_O_DELIVERED_AT) || crm_cell_eq(state, "delivered");
	bool left = arrived || crm_view_has(v, CRM_O_SHIPPED_AT) || crm_cell_eq(state, "shipped");
	int64_t n;

	*out = (struct crm_order_pieces){ordered(l), INT64_MAX, INT64_MAX, 0, 0};
	if (out->ordered >= 0) {
		out->least = bound(v, CRM_O_UNDER, out->ordered, false);
		out->most = bound(v, CRM_O_OVER, out->ordered, true);
	}
	if (add_deliveries(v, l, out) || !left)
		return;
	n = out->ordered >= 0 ? out->ordered : 0;
	if (arrived && said->type == CRM_T_INT && said->u.i >= 0)
		n = share_of(v, l, said->u.i);
	out->left = n;
	out->arrived = arrived ? n : 0;
}

int64_t crm_order_lost(const struct crm_view *v, const struct crm_order_line *l)
{
	size_t lines = count(v, CRM_O_LINES);
	struct crm_order_pieces whole;
	struct crm_items it;
	int64_t lost = 0;

	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		int64_t n = pieces_of(&it.view, CRM_DELIVERY_QUANTITY);
		const struct crm_cell *got = crm_view_cell(&it.view, CRM_DELIVERY_ARRIVED);

		if (crm_order_is_of(&it.view, l->line, lines) && got->type == CRM_T_INT &&
		    got->u.i < n)
			lost = crm_order_sum(lost, n - got->u.i);
	}
	crm_items_release(&it);
	crm_order_pieces(v, l, &whole);
	return lost < whole.left ? lost : whole.left;
}

struct leaving {
	const struct crm_view *v;
	int64_t pieces;
};

static void add_line(void *ctx, const struct crm_order_line *l)
{
	struct leaving *x = ctx;
	struct crm_order_pieces p;

	crm_order_pieces(x->v, l, &p);
	x->pieces = crm_order_sum(x->pieces, p.left);
}

int64_t crm_order_left(const struct crm_view *v)
{
	struct leaving x = {v, 0};
	struct crm_items it;
	bool any = false;

	crm_items_init(&it, v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		any = true;
		x.pieces = crm_order_sum(x.pieces, pieces_of(&it.view, CRM_DELIVERY_QUANTITY));
	}
	crm_items_release(&it);
	if (!any)
		crm_order_lines(v, add_line, &x);
	return x.pieces;
}
