/* Filing, legal hold, destruction (T9). */
#include <string.h>

#include "lib/rules/order/filing/order_end_rows.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/retention.h"

const struct crm_step_field crm_order_file_fields[] = {{CRM_O_FILED_PLACE, true}, {0, false}};
const struct crm_step_field crm_order_hold_fields[] = {{CRM_O_HOLD_WHY, true}, {0, false}};
const struct crm_step_field crm_order_unhold_fields[] = {{CRM_O_HOLD_END_WHY, true}, {0, false}};
const struct crm_step_field crm_order_destroy_fields[] = {{CRM_O_DESTROYED_HOW, true}, {0, false}};

static const struct crm_retention hold_fields = {CRM_O_LEGAL_HOLD, CRM_O_HOLD_AT, CRM_O_HOLD_WHY};

/* ---- filing ---- */

/* Items that leave something open, each by its own code and text. */
struct open_items {
	int collection, text; /* member that says which */
	const char *code, *what;
	bool (*is_open)(const struct crm_view *item);
};

static bool point_open(const struct crm_view *item)
{
	return !crm_view_has(item, CRM_POINT_CLEARED_AT);
}

static bool damage_open(const struct crm_view *item)
{
	return !crm_view_has(item, CRM_DAMAGE_SETTLED_AT);
}

static bool not_corrected(const struct crm_view *item)
{
	return crm_cell_eq(crm_view_cell(item, CRM_INSPECTION_RESULT), "failed") &&
	    !crm_view_has(item, CRM_INSPECTION_CORRECTION);
}

static void judge_items(
    const struct crm_step_in *in, const struct open_items *o, struct crm_findings *f)
{
	struct crm_items it;

	crm_items_init(&it, in->view, o->collection);
	while (crm_items_next(&it)) {
		struct crm_arena a = CRM_ARENA_INIT;
		const char *text = crm_view_text(&it.view, o->text, &a);

		if (o->is_open(&it.view))
			crm_step_refuse(in, f, o->code, crm_order_name(o->collection), "%s: %s",
			    text[0] != '\0' ? text : it.key, o->what);
		crm_arena_release(&a);
	}
	crm_items_release(&it);
}

/* Nobody has said yet what became of it. */
static void judge_conditions(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		if (crm_order_condition_open(in->view, &it.view))
			crm_step_refuse(in, f, "condition_open", crm_order_name(CRM_O_DELIVERIES),
			    "note %s, lot %s arrived %s: enter it by 'damage', and settle it",
			    crm_view_text(&it.view, CRM_DELIVERY_NOTE, &a),
			    crm_view_text(&it.view, CRM_DELIVERY_LOT, &a),
			    crm_view_text(&it.view, CRM_DELIVERY_CONDITION, &a));
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

static int64_t years_of(const struct crm_order_book *b)
{
	return crm_order_book_procedure(b)->retention;
}

void crm_order_rule_file(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const struct open_items open[] = {
	    {CRM_O_POINTS, CRM_POINT_TEXT, "point_open", "is not cleared", point_open},
	    {CRM_O_DAMAGES, CRM_DAMAGE_TEXT, "damage_open", "the damage is not settled",
	        damage_open},
	    {CRM_O_INSPECTIONS, CRM_INSPECTION_REPORT, "not_corrected",
	        "the inspection failed and has no correction", not_corrected},
	};
	const struct crm_cell until =
	    crm_cell_date(crm_retention_end(crm_instant_day(in->at), years_of(in->book)));

	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		judge_items(in, &open[i], f);
	judge_conditions(in, f);
	if (crm_order_paper_owed(in->view))
		crm_step_refuse(in, f, "no_paper", crm_order_name(CRM_O_PAPER_AT),
		    "the written order is still owed");
	crm_step_order(in, f, CRM_O_DELIVERED_AT);
	crm_changes_set(out, crm_order_name(CRM_O_KEEP_UNTIL), &until);
}

/* ---- hold ---- */

void crm_order_rule_hold(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_retention_hold(in, &hold_fields, out, f);
}

void crm_order_rule_unhold(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	crm_retention_unhold(in, &hold_fields, out, f);
}

/* What has left must be found again, by its lot. */
static void judge_left(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_DELIVERIES);
	if (crm_items_next(&it))
		crm_step_refuse(in, f, "has_deliveries", crm_order_name(CRM_O_DELIVERIES),
		    "goods have left, and would not be found any more by their lots: what was "
		    "entered wrongly is taken out by 'recall'");
	crm_items_release(&it);
}

void crm_order_rule_void(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_left(in, f);
	(void)crm_retention_held(in, &hold_fields, f);
	crm_rule_void(in, out, f);
}

void crm_order_rule_duplicate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_left(in, f);
	(void)crm_retention_held(in, &hold_fields, f);
	crm_rule_duplicate(in, out, f);
}

/* ---- destruction ---- */

struct crm_cell crm_order_kept_until(const struct crm_view *v, const struct crm_order_book *b)
{
	static const int stamps[] = {CRM_O_FILED_AT, CRM_O_REFUSED_AT, CRM_O_CANCELLED_AT};
	const struct crm_cell *until = crm_view_cell(v, CRM_O_KEEP_UNTIL);

	if (until->type == CRM_T_DATE)
		return *until;
	for (size_t i = 0; i < sizeof(stamps) / sizeof(stamps[0]); i++) {
		const struct crm_cell *c = crm_view_cell(v, stamps[i]);

		if (c->type == CRM_T_INSTANT)
			return crm_cell_date(
			    crm_retention_end(crm_instant_day(c->u.at), years_of(b)));
	}
	return crm_cell_absent();
}

void crm_order_rule_destroy(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *field = crm_order_name(CRM_O_KEEP_UNTIL);
	const struct crm_cell until = crm_order_kept_until(in->view, in->book);
	char text[CRM_DATE_MAX];

	(void)out;
	(void)crm_retention_held(in, &hold_fields, f);
	if (until.type != CRM_T_DATE) {
		crm_step_refuse(in, f, "must_be_kept", field,
		    "nobody knows when it ended: none of filed_at, refused_at and cancelled_at is "
		    "there");
	} else if (crm_instant_day(in->at) <= until.u.date) {
		crm_date_format(until.u.date, text);
		crm_step_refuse(
		    in, f, "must_be_kept", field, "%s is the last day on which it is kept", text);
	}
}
