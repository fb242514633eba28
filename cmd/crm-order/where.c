/*
 * where --lot L | --part P: where pieces went: customer, order, note, quantity, and when they left
 * and arrived.
 */
#include <string.h>

#include "cmd/crm-order/order.h"
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

/* Is it one of those that the option names? */
static bool is_asked(const struct where *x, const char *option, const struct crm_cell *c)
{
	size_t n = crm_args_count(x->run->args, option);

	for (size_t i = 0; i < n; i++) {
		if (crm_cell_eq(c, crm_args_nth(x->run->args, option, i)))
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
	struct crm_cell cells[COLUMNS] = {{CRM_T_ABSENT, 0, NULL, {0}}};
	struct crm_cell line[CRM_LINE_COUNT];
	struct crm_arena arena = CRM_ARENA_INIT;

	fill_order(x, cells);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		cells[members[i].column] = *crm_view_cell(d, members[i].member);
	if (crm_order_line_of(x->view, crm_view_text(d, CRM_DELIVERY_LINE, &arena), &arena, line))
		cells[PART] = line[CRM_LINE_PART];
	give(x, cells);
	crm_arena_release(&arena);
}

/* An order book as the ERP has it knows neither notes nor lots. */
static void give_line(void *ctx, const struct crm_order_line *l)
{
	struct where *x = ctx;
	const struct crm_cell *delivered = crm_view_cell(x->view, CRM_O_DELIVERED);
	struct crm_cell cells[COLUMNS] = {{CRM_T_ABSENT, 0, NULL, {0}}};

	fill_order(x, cells);
	cells[LINE] = crm_cell_some(l->line);
	cells[PART] = *l->part;
	cells[QUANTITY] = l->line[0] == '\0' && crm_cell_is(delivered) ? *delivered : *l->quantity;
	cells[LEFT] = *crm_view_cell(x->view, CRM_O_SHIPPED_AT);
	cells[ARRIVED_AT] = *crm_view_cell(x->view, CRM_O_DELIVERED_AT);
	give(x, cells);
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
	if (!any &&
	    (crm_view_has(x->view, CRM_O_DELIVERED_AT) || crm_view_has(x->view, CRM_O_DELIVERED)))
		crm_order_lines(x->view, give_line, x);
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
