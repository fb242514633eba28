#include <string.h>

#include "lib/rules/field_rows.h"
#include "lib/rules/quote/quote_private.h"

static const char *const states[] = {
    "open", "approved", "sent", "won", "lost", "withdrawn", "void", "duplicate", NULL};
static const char *const ended[] = {"won", "lost", "withdrawn", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}
#define YES(name, doc) CRM_TYPED(name, CRM_T_BOOL, doc)

static const struct crm_field price_fields[CRM_PRICE_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PRICE_PART] = CRM_TEXT("part", 0, "part number"),
    [CRM_PRICE_FROM] = CRM_COUNT("from", "pieces from which it holds; none: any"),
    [CRM_PRICE_PRICE] = TYPED("price", CRM_T_DEC, CRM_F_INTERNAL, "price of a piece"),
    [CRM_PRICE_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
};
static const struct crm_schema prices = {"price", price_fields, CRM_PRICE_COUNT};

static const struct crm_field fields[CRM_Q_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_Q_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer who asks for it"},
    [CRM_Q_NEW_CUSTOMER] = YES("new_customer", "nothing was sold to this customer before"),
    [CRM_Q_ENQUIRY] = CRM_TEXT("enquiry", 0, "the customer's enquiry: its number"),
    [CRM_Q_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "salesperson who is answerable for it"),
    [CRM_Q_AUTHOR] = CRM_TEXT("author", CRM_F_OWN, "who made it"),
    [CRM_Q_AUTHOR_LOGIN] = CRM_TEXT("author_login", CRM_F_OWN, "who was logged in"),
    [CRM_Q_CURRENCY] = CRM_TEXT("currency", CRM_F_BRIEF, "currency of its prices"),
    [CRM_Q_PRICES] = CRM_KEYED("prices", &prices, "prices, by part and the pieces from which"),
    [CRM_Q_MATERIALS] = CRM_TEXT("materials", 0, "materials that the prices are for"),
    [CRM_Q_COSTING] =
        TYPED("costing", CRM_T_TEXT, CRM_F_FILE | CRM_F_FIXED | CRM_F_INTERNAL, "costing sheet"),
    [CRM_Q_COSTING_SHA256] = CRM_TEXT("costing_sha256", CRM_F_OWN, "hash of its content"),
    [CRM_Q_VALID_FROM] = CRM_TYPED("valid_from", CRM_T_DATE, "first day of its validity"),
    [CRM_Q_VALID_UNTIL] =
        TYPED("valid_until", CRM_T_DATE, CRM_F_BRIEF, "last day of its validity; none: no end"),
    [CRM_Q_TERMS] = CRM_TEXT("terms", 0, "terms of delivery (Incoterms) and their place"),
    [CRM_Q_PAYMENT] = CRM_TEXT("payment", 0, "terms of payment"),
    [CRM_Q_OPENED_AT] = CRM_STAMP("opened_at", "when it was begun"),
    [CRM_Q_APPROVED_AT] = CRM_STAMP("approved_at", "when its prices were decided"),
    [CRM_Q_APPROVED_BY] = CRM_TEXT("approved_by", CRM_F_OWN, "who decided them"),
    [CRM_Q_APPROVED_SEAL] = CRM_TEXT("approved_seal", CRM_F_OWN, "hash of what was decided"),
    [CRM_Q_APPROVED_FIELDS] =
        CRM_TEXT("approved_fields", CRM_F_OWN | CRM_F_INTERNAL, "the same, by field"),
    [CRM_Q_TAKEN] = TYPED("taken", CRM_T_BOOL, CRM_F_FIXED, "the new customer is taken"),
    [CRM_Q_SENT_AT] = CRM_STAMP("sent_at", "when the customer was sent it, the last time"),
    [CRM_Q_SENT_TO] = CRM_TEXT("sent_to", CRM_F_PERSONAL, "to whom"),
    [CRM_Q_CHASED_AT] = CRM_STAMP("chased_at", "when an answer was asked for the last time"),
    [CRM_Q_CHASES] = TYPED("chases", CRM_T_INT, CRM_F_COUNT | CRM_F_OWN, "how often it was"),
    [CRM_Q_CHASE_RESULT] = CRM_TEXT("chase_result", 0, "what came out the last time"),
    [CRM_Q_ESTIMATED_AT] =
        CRM_STAMP("estimated_at", "when the new customer confirmed the estimate"),
    [CRM_Q_ESTIMATE] = CRM_TEXT("estimate", 0, "by which paper"),
    [CRM_Q_ANSWERED_AT] = CRM_STAMP("answered_at", "when the customer answered"),
    [CRM_Q_LOST_WHY] = CRM_TEXT("lost_why", 0, "why the customer does not order"),
    [CRM_Q_REFERENCE] = CRM_TEXT("reference", 0, "the customer's order or word"),
    [CRM_Q_COUNTERSIGNED_AT] =
        CRM_STAMP("countersigned_at", "when we had it countersigned by the customer"),
    [CRM_Q_COUNTERSIGNED] =
        TYPED("countersigned", CRM_T_TEXT, CRM_F_FILE | CRM_F_FIXED, "the countersigned quote"),
    [CRM_Q_COUNTERSIGNED_SHA256] =
        CRM_TEXT("countersigned_sha256", CRM_F_OWN, "hash of its content"),
    [CRM_Q_REPORTED_AT] = CRM_STAMP("reported_at", "when finance was told what came out"),
    [CRM_Q_WITHDRAWN_AT] = CRM_STAMP("withdrawn_at", "when we withdrew it"),
    [CRM_Q_WITHDRAWN_WHY] = CRM_TEXT("withdrawn_why", 0, "why"),
};

static const struct crm_schema schema = {"quote", fields, CRM_Q_COUNT};
static const struct crm_states quote_states = {states, ended, gone};

static const struct crm_clock clocks[] = {
    {.name = "answer",
        .from = CRM_Q_SENT_AT,
        .to = CRM_Q_ANSWERED_AT,
        .limit = "3wd",
        .rule = "O6",
        .repeat = "3wd",
        .renew = CRM_Q_CHASED_AT},
    {.name = NULL},
};

const struct crm_kind crm_quote = {
    .name = "quote",
    .prefix = "Q",
    .flow = {&schema, &quote_states, crm_quote_steps},
    .clocks = clocks,
    .check = crm_quote_check,
    .todo = &crm_quote_todo,
    .book = &crm_order_books,
};

const char *crm_quote_name(int field)
{
	return fields[field].name;
}

/* ---- prices ---- */

static int64_t from_of(const struct crm_view *item)
{
	const struct crm_cell *from = crm_view_cell(item, CRM_PRICE_FROM);

	return from->type == CRM_T_INT ? from->u.i : 0;
}

static bool is_part(const struct crm_view *item, const struct crm_cell *part)
{
	const struct crm_cell *own = crm_view_cell(item, CRM_PRICE_PART);

	return crm_cell_is(own) && crm_cell_is(part) && crm_cell_cmp(own, part) == 0;
}

struct crm_cell crm_quote_price(const struct crm_view *v, const struct crm_cell *part,
    const struct crm_cell *quantity, struct crm_arena *a, int64_t *from)
{
	struct crm_cell best = crm_cell_absent();
	bool any = quantity->type != CRM_T_INT;
	int64_t best_from = 0;
	struct crm_items it;

	crm_items_init(&it, v, CRM_Q_PRICES);
	while (crm_items_next(&it)) {
		const struct crm_cell *price = crm_view_cell(&it.view, CRM_PRICE_PRICE);
		int64_t begins = from_of(&it.view);

		if (!is_part(&it.view, part) || !crm_cell_is(price) ||
		    (!any && begins > quantity->u.i))
			continue;
		if (crm_cell_is(&best) && (any ? begins >= best_from : begins <= best_from))
			continue;
		best = *price;
		best_from = begins;
		best.text = crm_view_text(&it.view, CRM_PRICE_PRICE, a);
		best.len = strlen(best.text);
	}
	crm_items_release(&it);
	if (from != NULL)
		*from = best_from;
	return best;
}

bool crm_quote_expired(const struct crm_view *v, struct crm_instant now)
{
	const struct crm_cell *last = crm_view_cell(v, CRM_Q_VALID_UNTIL);

	return last->type == CRM_T_DATE && crm_instant_day(now) > last->u.date;
}
