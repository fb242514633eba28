/* Contract, repeat order or call-off, and why (O2). */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "lib/base/buf.h"
#include "lib/rules/order/review/order_sort_private.h"

/* ---- reasons ---- */

struct reasons {
	const struct crm_view *v;
	const struct crm_order_book *b;
	struct crm_arena arena;
	struct crm_buf why;
	struct crm_buf before; /* ids of the orders before it, commas between */
};

static void add(struct reasons *r, const char *line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static void add(struct reasons *r, const char *line, const char *fmt, ...)
{
	va_list ap;

	if (r->why.len > 0)
		crm_buf_addz(&r->why, "; ");
	if (line[0] != '\0')
		crm_buf_addf(&r->why, "line %s: ", line);
	va_start(ap, fmt);
	crm_buf_addv(&r->why, fmt, ap);
	va_end(ap);
}

static const char *text(struct reasons *r, const struct crm_cell *c)
{
	return crm_cell_copy_text(c, &r->arena);
}

static const char *field(struct reasons *r, int f)
{
	return crm_view_text(r->v, f, &r->arena);
}

/* ---- against another order ---- */

/* What it does not say is as it was. */
static bool says_other(const struct crm_cell *own, const struct crm_cell *was)
{
	return crm_cell_is(own) && (!crm_cell_is(was) || crm_cell_cmp(own, was) != 0);
}

/* what: "order", "frame contract" */
static void against_level(struct reasons *r, const struct crm_order_line *l,
    const struct crm_other_order *o, const char *what)
{
	if (says_other(l->change_level, &o->change_level))
		add(r, l->line, "change level %s is not the %s of %s %s", text(r, l->change_level),
		    crm_cell_is(&o->change_level) ? text(r, &o->change_level) : "(none)", what,
		    o->id);
}

static void against_fields(struct reasons *r, const struct crm_other_order *o, const char *what)
{
	struct crm_buf names = CRM_BUF_INIT;

	for (size_t i = 0; i < CRM_ORDER_COMPARED; i++) {
		const char *own = field(r, crm_order_compared[i]);

		if (own[0] != '\0' && strcmp(own, o->compared[i]) != 0)
			crm_buf_addf(&names, "%s%s", names.len > 0 ? ", " : "",
			    crm_order_name(crm_order_compared[i]));
	}
	if (names.len > 0)
		add(r, "", "not as in %s %s: %s", what, o->id, crm_buf_str(&names));
	crm_buf_release(&names);
}

/* ---- a call-off ---- */

/* Approved and not used up; one that nobody has reviewed here is not in force. */
static const char *const in_force[] = {
    "approved", "confirmed", "released", "production", "shipped", NULL};

struct own {
	const struct crm_cell *part;
	int64_t pieces;
};

static void add_own(void *ctx, const struct crm_order_line *l)
{
	struct own *own = ctx;

	if (l->quantity->type == CRM_T_INT && l->quantity->u.i > 0 &&
	    !crm_order_differ(l->part, own->part))
		own->pieces = crm_order_sum(own->pieces, l->quantity->u.i);
}

/* All that is called off is to be within what the frame is for. */
static void against_quantity(
    struct reasons *r, const struct crm_order_line *l, const struct crm_other_order *o)
{
	const struct crm_cell *frame = crm_view_cell(r->v, CRM_O_FRAME);
	const struct crm_cell *id = crm_view_cell(r->v, CRM_C_ID);
	struct own own = {l->part, 0};
	int64_t others;

	if (o->quantity.type != CRM_T_INT)
		return;
	crm_order_lines(r->v, add_own, &own);
	others = crm_order_book_called_off(r->b, frame, l->part, id);
	if (own.pieces > o->quantity.u.i || others > o->quantity.u.i - own.pieces)
		add(r, l->line,
		    "%" PRId64 " pieces and %" PRId64 " called off by others are more than the "
		    "%" PRId64 " of frame contract %s",
		    own.pieces, others, o->quantity.u.i, o->id);
}

static void against_frame(void *ctx, const struct crm_order_line *l)
{
	struct reasons *r = ctx;
	const char *frame = field(r, CRM_O_FRAME);
	struct crm_other_order o;

	crm_order_book_order(r->b, crm_view_cell(r->v, CRM_O_FRAME), l->part, &o);
	if (!crm_cell_is(l->part)) {
		add(r, l->line, "no part is said for frame contract %s", frame);
		return;
	}
	if (!crm_cell_is(&o.part) || crm_order_differ(&o.part, l->part)) {
		add(r, l->line, "frame contract %s has no part %s", frame, text(r, l->part));
		return;
	}
	if (crm_cell_is(l->price) && o.price.type != CRM_T_DEC)
		add(r, l->line, "frame contract %s has no price for it", frame);
	else if (l->price->type != CRM_T_ABSENT && !crm_order_same_price(l->price, &o.price))
		add(r, l->line, "the price %s is not the %s of frame contract %s",
		    text(r, l->price), text(r, &o.price), frame);
	against_level(r, l, &o, "frame contract");
	against_quantity(r, l, &o);
}

static void judge_frame(struct reasons *r)
{
	const struct crm_cell *id = crm_view_cell(r->v, CRM_O_FRAME);
	const char *capacity = field(r, CRM_O_CAPACITY);
	struct crm_other_order o;

	crm_order_book_order(r->b, id, crm_view_cell(r->v, CRM_O_PART), &o);
	if (!o.found) {
		add(r, "", "frame contract %s is not known", text(r, id));
		return;
	}
	if (!crm_cell_one_of(&o.state, in_force))
		add(r, "", "frame contract %s is not in force: %s", text(r, id),
		    crm_cell_is(&o.state) ? text(r, &o.state) : "open");
	if (crm_order_differ(&o.customer, crm_view_cell(r->v, CRM_O_CUSTOMER)))
		add(r, "", "frame contract %s is customer %s's", text(r, id), text(r, &o.customer));
	if (crm_order_differ(&o.currency, crm_view_cell(r->v, CRM_O_CURRENCY)))
		add(r, "", "frame contract %s is in %s", text(r, id), text(r, &o.currency));
	against_fields(r, &o, "frame contract");
	crm_order_lines(r->v, against_frame, r);
	if (capacity[0] == '\0')
		add(r, "", "nobody has said that there is capacity for the call-off");
	else if (strcasecmp(capacity, "no") == 0)
		add(r, "", "there is no capacity for the call-off");
}

/* ---- a contract ---- */

static void against_quote(void *ctx, const struct crm_price_line *l)
{
	struct reasons *r = ctx;
	const char *quote = field(r, CRM_O_QUOTE);

	if (l->agrees)
		return;
	if (l->ordered.type == CRM_T_DEC && l->quoted.type == CRM_T_DEC &&
	    !crm_order_same_price(&l->ordered, &l->quoted))
		add(r, l->line, "the price %s is not the %s of quote %s", text(r, &l->ordered),
		    text(r, &l->quoted), quote);
	else
		add(r, l->line, "the price is not that of quote %s: %s", quote, l->why);
}

/* Its head is compared once, whichever lines it is the last order of. */
static bool is_first(struct reasons *r, const char *id)
{
	size_t n = strlen(id);

	for (const char *s = crm_buf_str(&r->before); (s = strstr(s, id)) != NULL; s += n) {
		if ((s == r->before.data || s[-1] == ' ') && (s[n] == '\0' || s[n] == ','))
			return false;
	}
	crm_buf_addf(&r->before, "%s%s", r->before.len > 0 ? ", " : "", id);
	return true;
}

static void against_head(struct reasons *r, const struct crm_other_order *o)
{
	if (crm_order_differ(&o->customer, crm_view_cell(r->v, CRM_O_CUSTOMER)))
		add(r, "", "order %s is customer %s's", o->id, text(r, &o->customer));
	if (crm_order_differ(&o->currency, crm_view_cell(r->v, CRM_O_CURRENCY)))
		add(r, "", "order %s was in %s", o->id, text(r, &o->currency));
	against_fields(r, o, "order");
}

static void against_line(
    struct reasons *r, const struct crm_order_line *l, const struct crm_other_order *o)
{
	if (!crm_cell_is(l->part) || !crm_cell_is(&o->part) ||
	    crm_order_differ(&o->part, l->part)) {
		add(r, l->line, "order %s was not for part %s", o->id, text(r, l->part));
		return;
	}
	if (l->price->type != CRM_T_DEC || o->price.type != CRM_T_DEC)
		add(r, l->line, "the price of %s is not said, so it is not that of order %s",
		    l->price->type != CRM_T_DEC ? "this order" : "the last order", o->id);
	else if (!crm_order_same_price(l->price, &o->price))
		add(r, l->line, "the price %s is not the %s of order %s", text(r, l->price),
		    text(r, &o->price), o->id);
	against_level(r, l, o, "order");
}

static void against_previous(void *ctx, const struct crm_order_line *l)
{
	struct reasons *r = ctx;
	struct crm_other_order o;

	crm_order_book_order(r->b, crm_view_cell(r->v, CRM_O_PREVIOUS), l->part, &o);
	against_line(r, l, &o);
}

/* Nothing can be built on what is itself under review, or came to nothing. */
static const char *const no_ground[] = {"open", "refused", "cancelled", "void", "duplicate", NULL};

static void judge_previous(struct reasons *r)
{
	const struct crm_cell *id = crm_view_cell(r->v, CRM_O_PREVIOUS);
	struct crm_other_order o;

	crm_order_book_order(r->b, id, crm_view_cell(r->v, CRM_O_PART), &o);
	if (!o.found) {
		add(r, "", "order %s before it is not known", text(r, id));
		return;
	}
	if (crm_cell_one_of(&o.state, no_ground)) {
		add(r, "", "order %s before it is %s", text(r, id), text(r, &o.state));
		return;
	}
	(void)is_first(r, o.id);
	against_head(r, &o);
	crm_order_lines(r->v, against_previous, r);
}

/* Where none is named: the last one of the part. */
static void against_last(void *ctx, const struct crm_order_line *l)
{
	struct reasons *r = ctx;
	struct crm_other_order o;

	crm_order_book_before(r->b, r->v, l->part, &o);
	if (!o.found) {
		add(r, l->line, "no order of the part before it");
		return;
	}
	if (is_first(r, o.id))
		against_head(r, &o);
	against_line(r, l, &o);
}

static void against_reviewed(struct reasons *r, const char *line, const struct crm_cell *price,
    const struct crm_cell *reviewed)
{
	if (reviewed->type == CRM_T_DEC && !crm_order_same_price(price, reviewed))
		add(r, line, "the price %s is not the %s of its first approval",
		    crm_cell_is(price) ? text(r, price) : "(none)", text(r, reviewed));
}

static void judge_reviewed(struct reasons *r)
{
	struct crm_items it;

	against_reviewed(
	    r, "", crm_view_cell(r->v, CRM_O_PRICE), crm_view_cell(r->v, CRM_O_PRICE_REVIEWED));
	crm_items_init(&it, r->v, CRM_O_LINES);
	while (crm_items_next(&it)) {
		const struct crm_cell *price = crm_view_cell(&it.view, CRM_LINE_PRICE);

		if (price->type == CRM_T_ABSENT)
			price = crm_view_cell(r->v, CRM_O_PRICE);
		against_reviewed(
		    r, it.key, price, crm_view_cell(&it.view, CRM_LINE_PRICE_REVIEWED));
	}
	crm_items_release(&it);
}

static void judge_contract(struct reasons *r)
{
	bool quote = crm_view_has(r->v, CRM_O_QUOTE);

	if (crm_view_has(r->v, CRM_O_PARTICULAR))
		add(r, "", "particular demands: %s", field(r, CRM_O_PARTICULAR));
	if (crm_view_true(r->v, CRM_O_NEW_PART))
		add(r, "", "the part is not in the bill of materials yet");
	if (quote)
		crm_order_prices(r->v, r->b, against_quote, r);
	if (crm_view_has(r->v, CRM_O_PREVIOUS))
		judge_previous(r);
	else if (!crm_view_has(r->v, CRM_O_FRAME))
		crm_order_lines(r->v, against_last, r);
	judge_reviewed(r);
}

/* ---- the sort ---- */

static enum crm_order_sort judge(struct reasons *r)
{
	if (crm_view_has(r->v, CRM_O_FRAME)) {
		judge_frame(r);
		if (r->why.len == 0) {
			add(r, "", "at price and change level of frame contract %s; capacity: %s",
			    field(r, CRM_O_FRAME), field(r, CRM_O_CAPACITY));
			return CRM_SORT_CALL_OFF;
		}
	}
	judge_contract(r);
	if (r->why.len > 0)
		return CRM_SORT_CONTRACT;
	add(r, "", "no particular demands, the price of");
	if (crm_view_has(r->v, CRM_O_QUOTE))
		crm_buf_addf(&r->why, " quote %s and", field(r, CRM_O_QUOTE));
	crm_buf_addf(&r->why, " order %s", crm_buf_str(&r->before));
	return CRM_SORT_REPEAT;
}

enum crm_order_sort crm_order_sort_of(
    const struct crm_view *v, const struct crm_order_book *b, struct crm_buf *why)
{
	struct reasons r = {v, b, CRM_ARENA_INIT, CRM_BUF_INIT, CRM_BUF_INIT};
	enum crm_order_sort sort = judge(&r);

	crm_buf_add(why, crm_buf_str(&r.why), r.why.len);
	crm_buf_release(&r.why);
	crm_buf_release(&r.before);
	crm_arena_release(&r.arena);
	return sort;
}
