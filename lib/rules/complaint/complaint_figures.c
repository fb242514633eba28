#include "lib/rules/complaint/complaint_figures.h"

#include "lib/rules/complaint/complaint.h"

/* Until the customer has a first reply, and until all is done. */
static const char *const lags[] = {"received_at,replied_at", "received_at,closed_at", NULL};

/* ---- shares ---- */

/* Did the customer accept the first whole report that he judged? The rounds
 * before it, of containment or causes alone, do not count. */
static int first_time(const struct crm_view *v, int field)
{
	int64_t first = INT64_MAX;
	int says = CRM_X_NOT_APPLYING;
	struct crm_items it;

	if (crm_view_cell(v, field)->type == CRM_T_BAD)
		return CRM_X_BAD;
	crm_items_init(&it, v, field);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, CRM_I_AT);
		const struct crm_cell *verdict = crm_view_cell(&it.view, CRM_ROUND_VERDICT);
		bool judged = says >= CRM_X_COUNT;
		int64_t us = at->type == CRM_T_INSTANT ? at->u.at.us : INT64_MAX;

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_ROUND_THROUGH), "D8"))
			continue;
		if (!crm_cell_is(verdict)) {
			if (!judged)
				says = verdict->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_RUNNING;
		} else if (!judged || us < first) {
			first = us;
			says = crm_cell_eq(verdict, "accepted") ? CRM_SAYS_YES : CRM_SAYS_NO;
		}
	}
	crm_items_release(&it);
	return says;
}

static int is_there(const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (c->type == CRM_T_BAD)
		return CRM_X_BAD;
	return c->type == CRM_T_ABSENT ? CRM_SAYS_NO : CRM_SAYS_YES;
}

/* What only the tools write, and only where it is so. */
static int is_marked(const struct crm_view *v, int field)
{
	int says = crm_figures_says(v, field);

	return says == CRM_X_BLANK ? CRM_SAYS_NO : says;
}

static int is_special(const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (!crm_cell_is(c))
		return c->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_BLANK;
	return crm_cell_eq(c, "none") ? CRM_SAYS_NO : CRM_SAYS_YES;
}

static const struct crm_figures_share shares[] = {
    {.name = "disputed",
        .rule = "answer disputed / complaints where that is known",
        .field = CRM_K_DISPUTED,
        .judge = crm_figures_says,
        .always = true},
    {.name = "8d_d3_on_time",
        .rule = "contained in time / complaints with 8D where that is done or overdue",
        .clock = "contain"},
    {.name = "8d_d5_on_time",
        .rule = "actions chosen in time / complaints with 8D where that is done or overdue",
        .clock = "choose"},
    {.name = "8d_on_time",
        .rule = "8D accepted in time / complaints with 8D where that is done or overdue",
        .clock = "accept"},
    {.name = "8d_first_time",
        .rule = "first report through D8 accepted / complaints where the customer judged one",
        .field = CRM_K_ROUNDS,
        .judge = first_time},
    {.name = "repeat_rate",
        .rule = "same part and defect as one before / all complaints",
        .field = CRM_K_REPEAT_OF,
        .judge = is_there},
    {.name = "chronic",
        .rule = "complaints of defects that came back too often",
        .field = CRM_K_CHRONIC,
        .judge = is_marked,
        .how_many = true},
    {.name = "line_stops",
        .rule = "complaints that stopped the customer's line; denominator: where that is known",
        .field = CRM_K_LINE_STOP,
        .judge = crm_figures_says,
        .how_many = true},
    {.name = "special_status",
        .rule = "complaints with controlled shipping; denominator: where that is known",
        .field = CRM_K_SPECIAL_STATUS,
        .judge = is_special,
        .how_many = true},
    {.name = NULL},
};

/* ---- sums ---- */

/* Bad pieces count where the fault is ours, at least in part. */
static void defective(const struct crm_view *v, struct crm_figures_intake *in)
{
	const struct crm_cell *judged = crm_view_cell(v, CRM_K_JUDGEMENT);
	const struct crm_cell *pieces = crm_view_cell(v, CRM_K_ACCEPTED_QUANTITY);

	if (!crm_cell_is(judged))
		crm_figures_no_amount(in, judged->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_BLANK);
	else if (!crm_cell_eq(judged, "ours") && !crm_cell_eq(judged, "partly"))
		crm_figures_no_amount(in, CRM_X_NOT_APPLYING);
	else if (pieces->type == CRM_T_INT)
		crm_figures_amount(
		    in, crm_view_cell(v, CRM_K_FOUND), (struct crm_dec){pieces->u.i, 0});
	else
		crm_figures_no_amount(in, pieces->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_MISSING);
}

/* kind NULL: all. */
static void costs_of(const struct crm_view *v, const char *kind, struct crm_figures_intake *in)
{
	struct crm_items it;
	bool any = false;

	if (crm_view_cell(v, CRM_K_COSTS)->type == CRM_T_BAD) {
		crm_figures_no_amount(in, CRM_X_BAD);
		return;
	}
	crm_items_init(&it, v, CRM_K_COSTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *amount = crm_view_cell(&it.view, CRM_COST_AMOUNT);
		const struct crm_cell *currency = crm_view_cell(&it.view, CRM_COST_CURRENCY);

		if (kind != NULL && !crm_cell_eq(crm_view_cell(&it.view, CRM_COST_KIND), kind))
			continue;
		any = true;
		if (amount->type == CRM_T_DEC && crm_cell_is(currency))
			crm_figures_amount(in, currency, amount->u.dec);
		else if (amount->type == CRM_T_BAD || currency->type == CRM_T_BAD)
			crm_figures_no_amount(in, CRM_X_BAD);
		else
			crm_figures_no_amount(in, CRM_X_MISSING);
	}
	crm_items_release(&it);
	if (!any)
		crm_figures_no_amount(in, CRM_X_BLANK);
}

static void cost(const struct crm_view *v, struct crm_figures_intake *in)
{
	costs_of(v, NULL, in);
}

static void premium_freight(const struct crm_view *v, struct crm_figures_intake *in)
{
	costs_of(v, "premium_freight", in);
}

static const int defective_fields[] = {CRM_K_JUDGEMENT, CRM_K_ACCEPTED_QUANTITY, CRM_K_FOUND, 0};
static const int cost_fields[] = {CRM_K_COSTS, 0};

static const struct crm_figures_sum sums[] = {
    {.name = "defective",
        .rule = "bad pieces that are our fault, of complaints judged ours or partly ours",
        .words = "found",
        .fields = defective_fields,
        .unit = "1",
        .million = "ppm",
        .read = defective},
    {.name = "cost",
        .rule = "costs, each currency by itself; mean: a complaint that has any; bad and missing "
                "are costs, blank complaints without",
        .words = "currency",
        .fields = cost_fields,
        .asked = true,
        .read = cost},
    {.name = "premium_freight",
        .rule = "costs of kind premium_freight, as under cost",
        .words = "currency",
        .fields = cost_fields,
        .asked = true,
        .read = premium_freight},
    {.name = NULL},
};

const struct crm_figures_kind crm_complaint_figures = {
    .kind = &crm_complaint,
    .start = CRM_K_RECEIVED_AT,
    .closed = "closed",
    .lags = lags,
    .shares = shares,
    .sums = sums,
};
