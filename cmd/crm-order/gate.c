/* gate ID...: why pieces of an order must not leave now, all reasons at once. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/rules/order/deliver/gate.h"

const struct crm_opt order_gate_opts[] = {
    {"line", 0, CRM_OPT_TEXT, "LINE", "only of this line (default: of each)", false},
    {"lot", 0, CRM_OPT_TEXT, "LOT", "the lot that is to leave", false},
    {"quantity", 0, CRM_OPT_TEXT, "N", "so many pieces", false},
    {"concession", 0, CRM_OPT_TEXT, "ID", "on this concession of the customer", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { ID, CODE, ABOUT, TEXT, OVERRIDABLE, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [ID] = {.name = "id"},
    [CODE] = {.name = "code"},
    [ABOUT] = {.name = "about", .optional = true},
    [TEXT] = {.name = "text"},
    [OVERRIDABLE] = {.name = "overridable"},
};

struct gate {
	struct crm_run *run;
	struct crm_output *out;
	struct crm_order_book *book;
	struct crm_gate_ask ask;
	const struct crm_view *view;
	size_t n;
};

static void give(void *ctx, const struct crm_gate_reason *reason)
{
	struct gate *x = ctx;
	const struct crm_cell cells[COLUMNS] = {
	    [ID] = *crm_view_cell(x->view, CRM_C_ID),
	    [CODE] = crm_cell_some(reason->code),
	    [ABOUT] = crm_cell_some(reason->about),
	    [TEXT] = crm_cell_some(reason->text),
	    [OVERRIDABLE] = crm_cell_bool(reason->overridable),
	};

	x->n++;
	crm_output_row(x->out, cells);
}

static void judge(void *ctx, const struct crm_view *v, const struct crm_record *record)
{
	struct gate *x = ctx;

	(void)record;
	x->view = v;
	crm_order_gate(v, x->book, &x->ask, give, x);
}

/* As the step `deliver` reads it. */
static int read_member(struct crm_run *r, const char *option, int member, struct crm_cell *out)
{
	const char *text = crm_args_text(r->args, option);
	char expected[CRM_EXPECTED_MAX], source[CRM_EXPECTED_MAX];
	struct crm_err e = CRM_ERR_INIT;

	*out = crm_cell_absent();
	if (text == NULL)
		return 0;
	crm_field_read(&crm_order_delivery_items.fields[member], text, strlen(text), out, expected);
	if (crm_cell_is(out))
		return 0;
	(void)snprintf(source, sizeof(source), "--%s", option);
	crm_err_at(&e, CRM_BADINPUT, source, 0, NULL, "'%s' cannot be read; expected %s", text,
	    text[0] != '\0' ? expected : "a text");
	return crm_run_fail(r, &e);
}

void order_gate(struct crm_run *r)
{
	struct gate x = {.run = r};

	if (read_member(r, "line", CRM_DELIVERY_LINE, &x.ask.line) < 0 ||
	    read_member(r, "lot", CRM_DELIVERY_LOT, &x.ask.lot) < 0 ||
	    read_member(r, "quantity", CRM_DELIVERY_QUANTITY, &x.ask.quantity) < 0 ||
	    read_member(r, "concession", CRM_DELIVERY_CONCESSION, &x.ask.concession) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &x.out) < 0)
		return;
	x.ask.at = order_now(r);
	if (order_book_of(r, "deliver", &x.book) == 0 && order_each_named(r, judge, &x) == 0) {
		crm_output_end(r, x.out);
		x.out = NULL;
	}
	crm_output_drop(x.out);
	crm_order_book_free(x.book);
	if (x.n > 0)
		crm_run_worse(r, CRM_NO);
}
