/*
 * where --lot L | --part P: where pieces went: customer, order, note, quantity, and when they left
 * and arrived. It is asked when goods are called back, so nothing is passed over: what may be of that
 * part is listed, too, and said to be uncertain.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/tool/stream.h"

const struct crm_opt order_where_opts[] = {
    {"lot", 0, CRM_OPT_LIST, "LOT", "of this lot", false},
    {"part", 0, CRM_OPT_LIST, "PART", "of this part", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is none", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum {
	CUSTOMER,
	ORDER,
	CUSTOMER_ORDER,
	LINE,
	PART,
	LOT,
	NOTE,
	QUANTITY,
	LEFT,
	ARRIVED_AT,
	ARRIVED,
	CONDITION,
	CONCESSION,
	PLACE,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [CUSTOMER] = {.name = "customer"},
    [ORDER] = {.name = "order"},
    [CUSTOMER_ORDER] = {.name = "customer_order", .optional = true},
    [LINE] = {.name = "line", .optional = true},
    [PART] = {.name = "part", .optional = true},
    [LOT] = {.name = "lot", .optional = true},
    [NOTE] = {.name = "note", .optional = true},
    [QUANTITY] = {.name = "quantity", .right = true},
    [LEFT] = {.name = "left_at", .optional = true},
    [ARRIVED_AT] = {.name = "arrived_at", .optional = true},
    [ARRIVED] = {.name = "arrived", .right = true, .optional = true},
    [CONDITION] = {.name = "condition", .optional = true},
    [CONCESSION] = {.name = "concession", .optional = true},
    [PLACE] = {.name = "place", .optional = true},
};

struct where {
	struct crm_run *run;
	struct crm_output *out;
	const struct crm_view *view;
	size_t n;
};

/* Is it one of those that the option names? Without blanks at the ends, A to Z as a to z: a lot that
 * was typed carelessly is found too. */
static bool is_asked(const struct where *x, const char *option, const struct crm_cell *c)
{
	size_t n = crm_args_count(x->run->args, option), len = c->len, want;
	const char *s = crm_cell_is(c) && c->text != NULL ? c->text : "", *asked;

	if (s[0] == '\0')
		len = 0;
	crm_utf8_trim(&s, &len);
	for (size_t i = 0; i < n; i++) {
		asked = crm_args_nth(x->run->args, option, i);
		want = strlen(asked);
		crm_utf8_trim(&asked, &want);
		if (crm_ascii_same(s, len, asked, want))
			return true;
	}
	return n == 0;
}

static void fill_order(const struct where *x, struct crm_cell *c)
{
	c[CUSTOMER] = *crm_view_cell(x->view, CRM_O_CUSTOMER);
	c[ORDER] = *crm_view_cell(x->view, CRM_C_ID);
	c[CUSTOMER_ORDER] = *crm_view_cell(x->view, CRM_O_CUSTOMER_ORDER);
	c[PLACE] = *crm_view_cell(x->view, CRM_O_PLACE);
}

static void give(struct where *x, const struct crm_cell *cells)
{
	if (!is_asked(x, "lot", &cells[LOT]) || !is_asked(x, "part", &cells[PART]))
		return;
	x->n++;
	crm_output_row(x->out, cells);
}

/* ---- a delivery ---- */

struct delivery {
	struct where *where;
	const struct crm_view *view;
	struct crm_cell cells[COLUMNS];
	struct crm_map *parts; /* that it may be of */
	size_t lines, n;
};

static void count_line(void *ctx, const struct crm_order_line *l)
{
	struct delivery *d = ctx;

	(void)l;
	d->lines++;
}

static void give_own(void *ctx, const struct crm_order_line *l)
{
	struct delivery *d = ctx;

	if (!crm_order_is_of(d->view, l->line, d->lines))
		return;
	d->n++;
	d->cells[PART] = *l->part;
	give(d->where, d->cells);
}

static void give_possible(void *ctx, const struct crm_order_line *l)
{
	struct delivery *d = ctx;
	bool added;

	(void)crm_map_put(d->parts, l->part->len > 0 ? l->part->text : "", l->part->len, &added);
	if (!added)
		return;
	d->cells[PART] = *l->part;
	give(d->where, d->cells);
}

/* Told of those alone that are asked about. */
static void warn_line(const struct delivery *d)
{
	struct crm_arena a = CRM_ARENA_INIT;

	if (is_asked(d->where, "lot", &d->cells[LOT]))
		crm_run_warn(d->where->run,
		    "%s: delivery %s names none of its %zu lines: listed for each part that it may "
		    "be of",
		    crm_view_text(d->where->view, CRM_C_ID, &a),
		    crm_view_text(d->view, CRM_DELIVERY_NOTE, &a), d->lines);
	crm_arena_release(&a);
}

static void give_delivery(struct where *x, const struct crm_view *d)
{
	static const struct {
		int column, member;
	} members[] = {
	    {LINE, CRM_DELIVERY_LINE},
	    {LOT, CRM_DELIVERY_LOT},
	    {NOTE, CRM_DELIVERY_NOTE},
	    {QUANTITY, CRM_DELIVERY_QUANTITY},
	    {LEFT, 0},
	    {ARRIVED_AT, CRM_DELIVERY_ARRIVED_AT},
	    {ARRIVED, CRM_DELIVERY_ARRIVED},
	    {CONDITION, CRM_DELIVERY_CONDITION},
	    {CONCESSION, CRM_DELIVERY_CONCESSION},
	};
	struct delivery given = {.where = x, .view = d};

	for (size_t i = 0; i < COLUMNS; i++)
		given.cells[i] = crm_cell_absent();
	fill_order(x, given.cells);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		given.cells[members[i].column] = *crm_view_cell(d, members[i].member);
	given.parts = crm_map_new();
	crm_order_lines(x->view, count_line, &given);
	crm_order_lines(x->view, give_own, &given);
	if (given.n == 0) {
		given.cells[LINE] = crm_cell_text("?");
		warn_line(&given);
		crm_order_lines(x->view, give_possible, &given);
	}
	crm_map_free(given.parts);
}

/* ---- an order book as the ERP has it knows neither notes nor lots ---- */

static bool is_state(const struct crm_view *v, const char *const *words)
{
	while (*words != NULL && !crm_cell_eq(crm_view_cell(v, CRM_C_STATE), *words))
		words++;
	return *words != NULL;
}

static void give_line(void *ctx, const struct crm_order_line *l)
{
	struct where *x = ctx;
	struct crm_cell cells[COLUMNS];
	struct crm_order_pieces p;

	crm_order_pieces(x->view, l, &p);
	if (p.ordered >= 0 && p.left == 0)
		return;
	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = crm_cell_absent();
	fill_order(x, cells);
	cells[LINE] = crm_cell_some(l->line);
	cells[PART] = *l->part;
	if (p.left > 0)
		cells[QUANTITY] = crm_cell_int(p.left);
	cells[LEFT] = *crm_view_cell(x->view, CRM_O_SHIPPED_AT);
	cells[ARRIVED_AT] = *crm_view_cell(x->view, CRM_O_DELIVERED_AT);
	give(x, cells);
}

/* What was filed has left, whether or not a day or a state says so. */
static void give_whole(struct where *x)
{
	static const char *const arrived[] = {"delivered", "filed", "destroyed", NULL};
	static const char *const left[] = {"shipped", NULL};
	const struct crm_view *outer = x->view;
	struct crm_view v = *outer;
	struct crm_cell *cells;
	const char *state;

	if (crm_view_has(&v, CRM_O_DELIVERED_AT) || crm_view_has(&v, CRM_O_DELIVERED) ||
	    is_state(&v, arrived))
		state = "delivered";
	else if (crm_view_has(&v, CRM_O_SHIPPED_AT) || is_state(&v, left))
		state = "shipped";
	else
		return;
	cells = crm_calloc(v.n, sizeof(*cells));
	memcpy(cells, v.cells, v.n * sizeof(*cells));
	cells[CRM_C_STATE] = crm_cell_text(state);
	v.cells = cells;
	x->view = &v;
	crm_order_lines(&v, give_line, x);
	x->view = outer;
	free(cells);
}

static void look(struct where *x)
{
	const struct crm_cell *state = crm_view_cell(x->view, CRM_C_STATE);
	struct crm_items it;
	bool any = false;

	if (crm_state_gone(crm_order.flow.states, state))
		return;
	crm_items_init(&it, x->view, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		any = true;
		give_delivery(x, &it.view);
	}
	crm_items_release(&it);
	if (!any)
		give_whole(x);
}

void order_where(struct crm_run *r)
{
	struct where x = {.run = r};
	struct crm_stream *stream = NULL;
	struct crm_view view;

	if (!crm_args_has(r->args, "lot") && !crm_args_has(r->args, "part")) {
		(void)crm_run_usage(r, "--lot or --part is missing");
		return;
	}
	if (crm_run_where(r) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &x.out) == 0 &&
	    crm_stream_open(r, 0, &stream) == 0) {
		while (crm_stream_next(stream, &view)) {
			x.view = &view;
			look(&x);
		}
		crm_output_end(r, x.out);
		x.out = NULL;
		if (x.n == 0 && crm_args_has(r->args, "check"))
			crm_run_worse(r, CRM_NO);
	}
	crm_stream_free(stream);
	crm_output_drop(x.out);
}
