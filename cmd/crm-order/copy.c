/*
 * copy ID: a new order with the goods and terms of an old one, and none of its history: no days, no
 * signatures, nobody's word on capacity, feasibility or money. It names the old one as `previous`.
 */
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/data/change.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"

const struct crm_opt order_copy_opts[] = {
    {"id", 0, CRM_OPT_TEXT, "ID", "an id of your own (default the next number)", false},
    {"customer-order", 0, CRM_OPT_TEXT, "TEXT", "number of the customer's order", false},
    {"form", 0, CRM_OPT_TEXT, "WORD", "how it came: written, verbal, call_off", false},
    {"ordered", 0, CRM_OPT_TEXT, "DATE", "day of the order", false},
    {"requested", 0, CRM_OPT_TEXT, "DATE", "day that the customer wants", false},
    {"quote", 0, CRM_OPT_TEXT, "ID", "our quote for it (default the old one's)", false},
    {"quantity", 0, CRM_OPT_TEXT, "N", "pieces (default the old one's); not with lines", false},
    {"price", 0, CRM_OPT_TEXT, "NUMBER", "price of a piece (default the old one's); not with lines",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* Goods and terms. */
static const int copied[] = {CRM_O_CUSTOMER, CRM_O_QUOTE, CRM_O_FRAME, CRM_O_OWNER, CRM_O_PART,
    CRM_O_CUSTOMER_PART, CRM_O_CHANGE_LEVEL, CRM_O_PRODUCT, CRM_O_QUANTITY, CRM_O_UNDER, CRM_O_OVER,
    CRM_O_PRICE, CRM_O_CURRENCY, CRM_O_DUE_TIME, CRM_O_INTENDED_USE, CRM_O_STANDARD,
    CRM_O_ACCEPTANCE, CRM_O_TECHNICAL, CRM_O_PACKAGING, CRM_O_HSF_LAW, CRM_O_HSF_CUSTOMER,
    CRM_O_HSF_OWN, CRM_O_IMPLIED, CRM_O_LEGAL, CRM_O_SPECIAL_CHARACTERISTICS,
    CRM_O_CUSTOMER_SPECIFIC, CRM_O_MATERIALS, CRM_O_PAYMENT, CRM_O_CUSTOMS, CRM_O_DELIVERY_METHOD,
    CRM_O_MODE, CRM_O_PLACE, CRM_O_TERMS, CRM_O_PARTICULAR, CRM_O_MAJOR, CRM_O_SAMPLE_IS_STANDARD,
    CRM_O_SAMPLES, CRM_O_CUSTOMER_INSPECTION, CRM_O_EXPORT};
static const int goods[] = {CRM_LINE_LINE, CRM_LINE_PART, CRM_LINE_CUSTOMER_PART,
    CRM_LINE_CHANGE_LEVEL, CRM_LINE_PRODUCT, CRM_LINE_QUANTITY, CRM_LINE_PRICE};

#define NCOPIED (sizeof(copied) / sizeof(copied[0]))
#define NOPTS (sizeof(order_copy_opts) / sizeof(order_copy_opts[0]))

struct copy {
	struct crm_arena arena;
	struct crm_one_text texts[NCOPIED + NOPTS + 2];
	size_t n;
};

static const char *name_of(int field)
{
	return crm_order.flow.schema->fields[field].name;
}

static void add(struct copy *c, const char *name, const char *text)
{
	c->texts[c->n++] = (struct crm_one_text){name, text};
}

static const char *print(struct copy *c, const struct crm_cell *cell)
{
	struct crm_buf text = CRM_BUF_INIT;
	const char *out;

	crm_cell_print(cell, &text);
	out = crm_arena_strndup(&c->arena, crm_buf_str(&text), text.len);
	crm_buf_release(&text);
	return out;
}

/* The field's option, where one is given: "customer-order". */
static const char *option_of(struct crm_run *r, const char *field)
{
	for (const struct crm_opt *o = order_copy_opts; o->name != NULL; o++) {
		size_t i = 0;

		while (o->name[i] != '\0' &&
		    (o->name[i] == field[i] || (o->name[i] == '-' && field[i] == '_')))
			i++;
		if (o->name[i] == '\0' && field[i] == '\0')
			return crm_args_text(r->args, o->name);
	}
	return NULL;
}

/* {"10":{"line":"10","part":"4711"}}; NULL: it has no lines. */
static const char *lines_of(struct copy *c, const struct crm_view *v)
{
	struct crm_record *lines = crm_record_new();
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	const char *out = NULL;
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, CRM_O_LINES);
	while (crm_items_next(&it)) {
		n++;
		for (size_t i = 0; i < sizeof(goods) / sizeof(goods[0]); i++) {
			const struct crm_cell *cell = crm_view_cell(&it.view, goods[i]);

			crm_buf_clear(&path);
			crm_buf_addf(
			    &path, "%s.%s", it.key, crm_order_line_items.fields[goods[i]].name);
			if (crm_cell_is(cell))
				crm_record_set(lines, crm_buf_str(&path), cell);
		}
	}
	crm_items_release(&it);
	if (n > 0) {
		crm_record_dump(lines, &text);
		out = crm_arena_strndup(&c->arena, crm_buf_str(&text), text.len);
	}
	crm_record_free(lines);
	crm_buf_release(&path);
	crm_buf_release(&text);
	return out;
}

static int gather(struct crm_run *r, const struct crm_view *v, struct copy *c)
{
	static const int given[] = {
	    CRM_O_CUSTOMER_ORDER, CRM_O_FORM, CRM_O_ORDERED, CRM_O_REQUESTED};
	const char *lines = lines_of(c, v);

	if (lines != NULL && (crm_args_has(r->args, "quantity") || crm_args_has(r->args, "price")))
		return crm_run_usage(
		    r, "it has lines: quantity and price of each are changed by 'line'");
	for (size_t i = 0; i < NCOPIED; i++) {
		const struct crm_cell *cell = crm_view_cell(v, copied[i]);
		const char *text = option_of(r, name_of(copied[i]));

		if (text == NULL && crm_cell_is(cell))
			text = print(c, cell);
		if (text != NULL)
			add(c, name_of(copied[i]), text);
	}
	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++) {
		const char *text = option_of(r, name_of(given[i]));

		if (text != NULL)
			add(c, name_of(given[i]), text);
	}
	if (crm_args_has(r->args, "id"))
		add(c, CRM_STEP_ID, crm_args_text(r->args, "id"));
	if (lines != NULL)
		add(c, name_of(CRM_O_LINES), lines);
	add(c, name_of(CRM_O_PREVIOUS), crm_view_text(v, CRM_C_ID, &c->arena));
	return 0;
}

void order_copy(struct crm_run *r)
{
	struct copy c = {.arena = CRM_ARENA_INIT};
	const struct crm_record *record;
	struct crm_named named;
	struct crm_view view;
	int ret = -1;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one ID is expected");
		return;
	}
	if (crm_named_open(r, false, &named) < 0)
		return;
	record = crm_named_next(&named);
	if (record != NULL) {
		crm_view_of_record(crm_run_shape(r), record, &c.arena, &view);
		ret = gather(r, &view, &c);
	}
	crm_named_release(&named);
	if (ret == 0)
		crm_steps_run_by(r, crm_flow_first(&crm_order.flow), c.texts, c.n);
	crm_arena_release(&c.arena);
}
