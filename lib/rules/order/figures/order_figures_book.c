/* The order book: states and sorts, lead and review time, what delays orders. */
#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"

static const char *const lags[] = {"ordered,delivered_at", "opened_at,delivered_at",
    "opened_at,approved_at", "opened_at,confirmed_at", NULL};
static const char *const paretos[] = {"state", "sort", NULL};

/* ---- shares ---- */

static const int promise_fields[] = {CRM_O_PROMISED, CRM_O_PROMISES, 0};
static const int signature_fields[] = {CRM_O_SIGNATURES, 0};

static bool any_item(const struct crm_view *v, int field)
{
	struct crm_items it;
	bool any;

	crm_items_init(&it, v, field);
	any = crm_items_next(&it);
	crm_items_release(&it);
	return any;
}

static int promise_moved(const struct crm_view *v, const struct crm_figures_day *day)
{
	bool moved;

	(void)day;
	if (crm_figures_bad(v, promise_fields))
		return CRM_X_BAD;
	moved = any_item(v, CRM_O_PROMISES);
	if (!moved && !crm_view_has(v, CRM_O_PROMISED))
		return CRM_X_UNDATED;
	return moved ? CRM_SAYS_YES : CRM_SAYS_NO;
}

/* Of orders that somebody has signed, or refused to sign: has anybody given this verdict? */
static int has_verdict(const struct crm_view *v, const char *verdict)
{
	struct crm_items it;
	bool any = false, found = false;

	if (crm_figures_bad(v, signature_fields))
		return CRM_X_BAD;
	crm_items_init(&it, v, CRM_O_SIGNATURES);
	while (crm_items_next(&it)) {
		any = true;
		found = found || crm_cell_eq(crm_view_cell(&it.view, CRM_SIGN_VERDICT), verdict);
	}
	crm_items_release(&it);
	if (!any)
		return CRM_X_NOT_APPLYING;
	return found ? CRM_SAYS_YES : CRM_SAYS_NO;
}

static int sign_refused(const struct crm_view *v, const struct crm_figures_day *day)
{
	(void)day;
	return has_verdict(v, "refused");
}

static int sign_condition(const struct crm_view *v, const struct crm_figures_day *day)
{
	(void)day;
	return has_verdict(v, "condition");
}

static const struct crm_figures_share shares[] = {
    {.name = "promise_moved",
        .rule = "orders whose promise was moved / those with a promise",
        .judge_at = promise_moved,
        .fields = promise_fields,
        .always = true},
    {.name = "sign_refused",
        .rule =
            "orders that a department refuses to sign, as it stands: what it signs later takes the "
            "place of a refusal / those with any signature",
        .judge_at = sign_refused,
        .fields = signature_fields},
    {.name = "sign_condition",
        .rule = "orders signed with a condition, as it stands / those with any signature",
        .judge_at = sign_condition,
        .fields = signature_fields},
    {.name = NULL},
};

/* ---- reasons of delay ---- */

static const int cause_fields[] = {CRM_O_DELAYS, CRM_O_PROMISES, 0};

struct causes {
	int collection, cause;
	int days; /* member that is added up; 0: how often */
};

/* The customer's own causes, or all the others. */
static bool add_causes(
    const struct crm_view *v, struct crm_figures_intake *in, const struct causes *c, bool customers)
{
	struct crm_items it;
	bool any = false;

	crm_items_init(&it, v, c->collection);
	while (crm_items_next(&it)) {
		const struct crm_cell *cause = crm_view_cell(&it.view, c->cause);
		const struct crm_cell *days = crm_view_cell(&it.view, c->days);

		if (crm_cell_eq(cause, "customer") != customers)
			continue;
		any = true;
		if (c->days == 0)
			crm_figures_amount(in, cause, (struct crm_dec){1, 0});
		else if (days->type == CRM_T_INT)
			crm_figures_amount(in, cause, (struct crm_dec){days->u.i, 0});
		else
			crm_figures_no_amount(
			    in, days->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_MISSING);
	}
	crm_items_release(&it);
	return any;
}

static const struct causes of_delays = {CRM_O_DELAYS, CRM_DELAY_CAUSE, 0};
static const struct causes of_days = {CRM_O_DELAYS, CRM_DELAY_CAUSE, CRM_DELAY_DAYS};
static const struct causes of_promises = {CRM_O_PROMISES, CRM_PROMISE_CAUSE, 0};

static void read_causes(const struct crm_view *v, struct crm_figures_intake *in,
    const struct causes *first, const struct causes *second, bool customers)
{
	bool any;

	if (crm_figures_bad(v, cause_fields)) {
		crm_figures_no_amount(in, CRM_X_BAD);
		return;
	}
	any = add_causes(v, in, first, customers);
	if (second != NULL)
		any = add_causes(v, in, second, customers) || any;
	if (!any)
		crm_figures_no_amount(in, CRM_X_NOT_APPLYING);
}

static void read_delays(const struct crm_view *v, struct crm_figures_intake *in)
{
	read_causes(v, in, &of_delays, NULL, false);
}

static void read_delay_days(const struct crm_view *v, struct crm_figures_intake *in)
{
	read_causes(v, in, &of_days, NULL, false);
}

static void read_moves(const struct crm_view *v, struct crm_figures_intake *in)
{
	read_causes(v, in, &of_promises, NULL, false);
}

static void read_customers(const struct crm_view *v, struct crm_figures_intake *in)
{
	read_causes(v, in, &of_delays, &of_promises, true);
}

static void read_customer_days(const struct crm_view *v, struct crm_figures_intake *in)
{
	read_causes(v, in, &of_days, NULL, true);
}

#define CAUSES(name_, rule_, read_)                                                         \
	{                                                                                   \
		.name = (name_), .rule = (rule_), .words = "cause", .fields = cause_fields, \
		.unit = "%", .read = (read_), .ranked = true                                \
	}

static const struct crm_figures_sum sums[] = {
    CAUSES("delays", "causes of delay by how often, the customer's own left out", read_delays),
    CAUSES("delay_days", "causes of delay by their days, the customer's own left out",
        read_delay_days),
    CAUSES("promise_moves", "causes of moved promises by how often, the customer's own left out",
        read_moves),
    {.name = "customer_delays",
        .rule = "delays and moved promises that are the customer's own: how often",
        .words = "cause",
        .fields = cause_fields,
        .unit = "1",
        .read = read_customers},
    {.name = "customer_delay_days",
        .rule = "days of delay that are the customer's own",
        .words = "cause",
        .fields = cause_fields,
        .unit = "d",
        .read = read_customer_days},
    {.name = NULL},
};

const struct crm_figures_kind crm_order_figures = {
    .kind = &crm_order,
    .months = true,
    .start = CRM_O_OPENED_AT,
    .lags = lags,
    .paretos = paretos,
    .shares = shares,
    .sums = sums,
};
