/* What stands in the order itself. */
#include <string.h>

#include "lib/rules/order/watch/risk_private.h"

static const char *text_of(struct crm_risks *x, const struct crm_view *v, int field)
{
	return crm_view_text(v, field, &x->arena);
}

/* ---- dangers ---- */

static const char *danger_stands(const struct crm_view *item)
{
	const struct crm_cell *answer = crm_view_cell(item, CRM_DANGER_ANSWER);

	if (crm_cell_eq(answer, "refused"))
		return "the customer does not agree";
	if (crm_cell_is(answer))
		return NULL;
	return crm_view_has(item, CRM_DANGER_TOLD_AT) ? "the customer has not answered"
	                                              : "the customer was not told";
}

void crm_risk_dangers(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_DANGERS);
	while (crm_items_next(&it)) {
		const char *line = text_of(x, &it.view, CRM_DANGER_LINE);
		const char *stands = danger_stands(&it.view);
		const char *why = text_of(x, &it.view, CRM_DANGER_TEXT);

		if (stands == NULL ||
		    (line[0] != '\0' && crm_map_find(x->lines, line, strlen(line)) == CRM_MAP_NONE))
			continue;
		crm_risk_give(x, "danger", *crm_view_cell(&it.view, CRM_DANGER_DAY), "%s%s%s: %s",
		    line, line[0] != '\0' ? ": " : "",
		    why[0] != '\0' ? why : text_of(x, &it.view, CRM_DANGER_CAUSE), stands);
	}
	crm_items_release(&it);
}

/* ---- collections ---- */

static void judge_points(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_POINTS);
	while (crm_items_next(&it)) {
		const char *who = text_of(x, &it.view, CRM_POINT_DEPARTMENT);

		if (crm_view_has(&it.view, CRM_POINT_CLEARED_AT) ||
		    crm_cell_eq(crm_view_cell(&it.view, CRM_POINT_BEFORE), "file"))
			continue;
		crm_risk_give(x, who[0] != '\0' ? "condition" : "point",
		    *crm_view_cell(&it.view, CRM_POINT_DUE), "%s%s%s", who,
		    who[0] != '\0' ? ": " : "", text_of(x, &it.view, CRM_POINT_TEXT));
	}
	crm_items_release(&it);
}

/* On its day it is not late; on that of the promise not too late. */
static void judge_milestones(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_MILESTONES);
	while (crm_items_next(&it)) {
		const struct crm_cell *day = crm_view_cell(&it.view, CRM_MILE_PLANNED);
		const char *what = text_of(x, &it.view, CRM_MILE_MILESTONE);

		if (day->type != CRM_T_DATE || crm_view_has(&it.view, CRM_MILE_REACHED_AT))
			continue;
		if (day->u.date < x->today)
			crm_risk_give(x, "milestone_late", *day, "%s is not reached", what);
		else if (day->u.date > x->promise)
			crm_risk_give(x, "milestone_after_promise", *day,
			    "%s is planned for after the promise", what);
	}
	crm_items_release(&it);
}

static void judge_changes(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_CHANGES);
	while (crm_items_next(&it)) {
		const bool approved = crm_view_has(&it.view, CRM_OCHG_APPROVED_AT);

		if (approved && crm_view_has(&it.view, CRM_OCHG_PASSED_AT))
			continue;
		crm_risk_give(x, "change", crm_cell_absent(), "the customer's change %s is not %s",
		    text_of(x, &it.view, CRM_OCHG_REFERENCE), approved ? "passed on" : "approved");
	}
	crm_items_release(&it);
}

static int64_t at_of(const struct crm_view *item)
{
	const struct crm_cell *at = crm_view_cell(item, 0);

	return at->type == CRM_T_INSTANT ? at->u.at.us : INT64_MIN;
}

/* Has a later one of the same lot, by the same, or one over all of it, passed? */
static bool has_passed_since(const struct crm_view *v, const struct crm_view *failed)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, v, CRM_O_INSPECTIONS);
	while (!found && crm_items_next(&it)) {
		const struct crm_cell *lot = crm_view_cell(&it.view, CRM_INSPECTION_LOT);

		found = at_of(&it.view) > at_of(failed) &&
		    crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "passed") &&
		    crm_cell_cmp(crm_view_cell(&it.view, CRM_INSPECTION_WHOSE),
		        crm_view_cell(failed, CRM_INSPECTION_WHOSE)) == 0 &&
		    (!crm_cell_is(lot) ||
		        crm_cell_cmp(lot, crm_view_cell(failed, CRM_INSPECTION_LOT)) == 0);
	}
	crm_items_release(&it);
	return found;
}

static void judge_inspections(struct crm_risks *x)
{
	bool customers = false;
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_INSPECTIONS);
	while (crm_items_next(&it)) {
		const char *report = text_of(x, &it.view, CRM_INSPECTION_REPORT);
		const char *lot = text_of(x, &it.view, CRM_INSPECTION_LOT);

		customers = customers ||
		    crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_WHOSE), "customer");
		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "failed") ||
		    has_passed_since(x->v, &it.view))
			continue;
		crm_risk_give(x, "inspection", crm_cell_absent(), "inspection%s%s failed%s%s",
		    report[0] != '\0' ? " " : "", report, lot[0] != '\0' ? ", lot " : "", lot);
	}
	crm_items_release(&it);
	if (!customers && crm_view_true(x->v, CRM_O_CUSTOMER_INSPECTION))
		crm_risk_give(x, "inspection", crm_cell_absent(), "the customer has not inspected");
}

static void judge_documents(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_DOCUMENTS);
	while (crm_items_next(&it)) {
		if (!crm_view_has(&it.view, CRM_DOCUMENT_DONE_AT))
			crm_risk_give(x, "document_missing", crm_cell_absent(), "%s is not ready",
			    text_of(x, &it.view, CRM_DOCUMENT_DOCUMENT));
	}
	crm_items_release(&it);
}

/* ---- fields ---- */

static void judge_export(struct crm_risks *x)
{
	const struct crm_cell *check = crm_view_cell(x->v, CRM_O_EXPORT_CHECK);

	if (!crm_view_true(x->v, CRM_O_EXPORT))
		return;
	if (!crm_view_has(x->v, CRM_O_BOOKING))
		crm_risk_give(x, "booking_missing", *crm_view_cell(x->v, CRM_O_SHIP_ON),
		    "no transport is booked");
	if (crm_cell_eq(check, "hit"))
		crm_risk_give(x, "export", crm_cell_absent(), "the export check found a hit");
	else if (!crm_cell_is(check))
		crm_risk_give(
		    x, "export", crm_cell_absent(), "parties and goods are not checked for export");
}

static void judge_days(struct crm_risks *x)
{
	const struct crm_cell *materials = crm_view_cell(x->v, CRM_O_MATERIALS_BY);
	const struct crm_cell *ship = crm_view_cell(x->v, CRM_O_SHIP_ON);
	const struct crm_cell *warehouse = crm_view_cell(x->v, CRM_O_WAREHOUSE_BY);
	const int32_t leaves = ship->type == CRM_T_DATE ? ship->u.date : x->promise;

	if (materials->type == CRM_T_DATE && !crm_view_has(x->v, CRM_O_STARTED_AT) &&
	    materials->u.date >= leaves)
		crm_risk_give(x, "materials_late", *materials,
		    "materials come on the day that it is to leave, or later");
	if (warehouse->type == CRM_T_DATE && !crm_view_has(x->v, CRM_O_WAREHOUSED_AT) &&
	    warehouse->u.date < x->today)
		crm_risk_give(x, "warehouse", *warehouse, "it is not in the warehouse");
	if (crm_view_has(x->v, CRM_O_SPECIFICATION_AT) && !crm_view_has(x->v, CRM_O_SPECIFIED_AT))
		crm_risk_give(x, "specification", crm_cell_absent(),
		    "the changed specification is not reviewed");
}

void crm_risk_facts(struct crm_risks *x)
{
	judge_changes(x);
	judge_points(x);
	judge_days(x);
	judge_milestones(x);
	judge_inspections(x);
	judge_export(x);
	judge_documents(x);
}
