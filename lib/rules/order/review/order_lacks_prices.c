/* Prices that do not agree with the quote, and quotes that are none (O6, O10). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "lib/rules/order/review/order_review_private.h"
#include "lib/rules/order/review/order_sort_private.h"

static struct crm_lack lack(const char *code, int field, const char *step, bool blocks)
{
	return (struct crm_lack){
	    .code = code, .field = crm_order_name(field), .step = step, .blocks = blocks};
}

/* Has the customer signed a quote for just these prices? */
static bool is_countersigned(struct crm_order_lacking *x)
{
	const char *id = crm_view_text(x->v, CRM_C_ID, &x->arena);
	struct crm_items it;
	bool is = false;

	crm_items_init(&it, x->v, CRM_O_FILES);
	while (!is && crm_items_next(&it))
		is = crm_cell_eq(crm_view_cell(&it.view, CRM_PAPER_WHAT), "quote") &&
		    crm_view_has(&it.view, CRM_PAPER_SHA256) &&
		    crm_view_has(&it.view, CRM_PAPER_SIGNED_BY) &&
		    crm_seal_state(x->v, id, CRM_O_SCOPE_PRICES, &crm_order_priced,
		        crm_view_cell(&it.view, CRM_PAPER_FIELDS),
		        crm_view_cell(&it.view, CRM_PAPER_SEAL), NULL) == CRM_SEALED_HOLDS;
	crm_items_release(&it);
	return is;
}

/* ---- the quote itself ---- */

struct finding_quote {
	const struct crm_order_book *b;
	const struct crm_cell *quote;
	struct crm_quote_price found;
};

static void find_quote(void *ctx, const struct crm_order_line *l)
{
	struct finding_quote *q = ctx;

	if (!q->found.known)
		crm_order_book_quote(q->b, q->quote, l->part, l->quantity, &q->found);
}

/* The day on which the customer ordered. */
static int32_t ordered_on(const struct crm_order_lacking *x)
{
	const struct crm_cell *day = crm_view_cell(x->v, CRM_O_ORDERED);
	const struct crm_cell *at = crm_view_cell(x->v, CRM_O_OPENED_AT);
	struct crm_instant t = x->now;

	if (day->type == CRM_T_DATE)
		return day->u.date;
	if (at->type == CRM_T_INSTANT)
		t.us = at->u.at.us;
	return crm_instant_day(t);
}

/* Can its prices be compared? */
static bool judge_quote(
    struct crm_order_lacking *x, const struct crm_quote_price *q, bool countersigned)
{
	const struct crm_cell *customer = crm_view_cell(x->v, CRM_O_CUSTOMER);
	const struct crm_cell *id = crm_view_cell(x->v, CRM_O_QUOTE);
	char day[CRM_DATE_MAX];

	if (crm_order_differ(&q->customer, customer)) {
		crm_order_lack(x, lack("quote_invalid", CRM_O_QUOTE, "amend", true),
		    "quote %.*s is for customer %.*s", (int)id->len, id->text, (int)q->customer.len,
		    q->customer.text);
		return false;
	}
	if (!crm_order_quote_decided(q)) {
		crm_order_lack(x, lack("quote_invalid", CRM_O_QUOTE, "amend", !countersigned),
		    "quote %.*s is %.*s: its prices do not stand", (int)id->len, id->text,
		    (int)q->state.len, q->state.len > 0 ? q->state.text : "");
		return false;
	}
	if (crm_order_quote_void(q)) {
		crm_order_lack(x, lack("quote_invalid", CRM_O_QUOTE, "amend", !countersigned),
		    "the approval of quote %.*s is void: its prices do not stand", (int)id->len,
		    id->text);
		return false;
	}
	if (q->valid_until.type == CRM_T_DATE && q->valid_until.u.date < ordered_on(x)) {
		crm_date_format(q->valid_until.u.date, day);
		crm_order_lack(x, lack("quote_expired", CRM_O_QUOTE, "amend", !countersigned),
		    "quote %.*s was valid until %s", (int)id->len, id->text, day);
	}
	return true;
}

/* ---- its prices ---- */

struct comparing {
	struct crm_order_lacking *x;
	bool countersigned;
	size_t differ;
};

static const char *text_of(const struct crm_cell *c, struct crm_order_lacking *x)
{
	const char *text = crm_cell_copy_text(c, &x->arena);

	return text[0] != '\0' ? text : "?";
}

static void judge_price(void *ctx, const struct crm_price_line *p)
{
	struct comparing *c = ctx;
	struct crm_lack l = lack("price_differs", CRM_O_PRICE, "attach", !c->countersigned);
	char from[48] = "";

	if (p->agrees)
		return;
	c->differ++;
	l.line = p->line;
	if (p->from > 0)
		(void)snprintf(from, sizeof(from), " from %" PRId64 " piece%s", p->from,
		    p->from == 1 ? "" : "s");
	if (crm_cell_is(&p->quoted) && crm_cell_is(&p->ordered) &&
	    !crm_order_same_price(&p->quoted, &p->ordered))
		crm_order_lack(c->x, l, "part %s: %s is ordered, %s was quoted%s",
		    text_of(&p->part, c->x), text_of(&p->ordered, c->x), text_of(&p->quoted, c->x),
		    from);
	else
		crm_order_lack(c->x, l, "part %s: %s", text_of(&p->part, c->x), p->why);
}

static void judge_prices(
    struct crm_order_lacking *x, const struct crm_quote_price *q, bool countersigned)
{
	struct comparing c = {x, countersigned, 0};

	crm_order_prices(x->v, x->b, judge_price, &c);
	if (countersigned)
		return;
	if (c.differ > 0)
		crm_order_lack(x, lack("not_countersigned", CRM_O_FILES, "attach", true),
		    "the customer has not signed a quote with the prices of this order: 'attach' "
		    "it with --what quote and --signed-by");
	else if (!q->countersigned)
		crm_order_lack(x, lack("not_countersigned", CRM_O_QUOTE, "attach", false),
		    "the quote is not countersigned by the customer: 'countersign' of the quote, or "
		    "'attach' it with --what quote and --signed-by");
}

void crm_order_lacks_prices(struct crm_order_lacking *x)
{
	const bool countersigned = is_countersigned(x);
	struct finding_quote q = {x->b, crm_view_cell(x->v, CRM_O_QUOTE), {.found = false}};

	if (!crm_cell_is(q.quote)) {
		if (x->sort == CRM_SORT_CONTRACT)
			crm_order_lack(x,
			    lack("quote_missing", CRM_O_QUOTE, "amend", !countersigned),
			    "a contract names the quote that its prices are of");
		return;
	}
	crm_order_lines(x->v, find_quote, &q);
	if (!q.found.known)
		crm_order_lack(x, lack("quote_missing", CRM_O_QUOTE, "amend", !countersigned),
		    "quote %.*s is not there", (int)q.quote->len, q.quote->text);
	else if (judge_quote(x, &q.found, countersigned))
		judge_prices(x, &q.found, countersigned);
}
