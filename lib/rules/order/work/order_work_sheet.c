/* The technical sheet, milestones, inspections (T1, T4, T6). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/order/work/order_work_private.h"

const struct crm_step_target crm_order_sheet_target = {
    CRM_O_SHEET, CRM_ITEM_KEYED, CRM_SHEET_ITEM, 0};
const struct crm_step_field crm_order_sheet_fields[] = {
    {CRM_SHEET_ITEM, true},
    {CRM_SHEET_VALUE, true},
    {CRM_SHEET_SOURCE, false},
    {0, false},
};
const struct crm_step_field crm_order_checked_fields[] = {{CRM_SHEET_ITEM, true}, {0, false}};

const struct crm_step_target crm_order_milestone_target = {
    CRM_O_MILESTONES, CRM_ITEM_KEYED, CRM_MILE_MILESTONE, 0};
const struct crm_step_field crm_order_milestone_fields[] = {
    {CRM_MILE_MILESTONE, true},
    {CRM_MILE_PLANNED, true},
    {CRM_MILE_OWNER, false},
    {0, false},
};
const struct crm_step_field crm_order_reach_fields[] = {{CRM_MILE_MILESTONE, true}, {0, false}};

const struct crm_step_target crm_order_inspect_target = {CRM_O_INSPECTIONS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_order_correct_target = {
    CRM_O_INSPECTIONS, CRM_ITEM_OLD, CRM_INSPECTION_CORRECTION, 0};
const struct crm_step_field crm_order_inspect_fields[] = {
    {CRM_INSPECTION_WHOSE, true},
    {CRM_INSPECTION_INSPECTOR, false},
    {CRM_INSPECTION_LOT, false},
    {CRM_INSPECTION_QUANTITY, true},
    {CRM_INSPECTION_SAMPLE, false},
    {CRM_INSPECTION_REJECTED, false},
    {CRM_INSPECTION_RESULT, true},
    {CRM_INSPECTION_REPORT, true},
    {CRM_INSPECTION_DEFECTS, false},
    {0, false},
};
const struct crm_step_field crm_order_correct_fields[] = {
    {CRM_INSPECTION_CORRECTION, true},
    {CRM_INSPECTION_PREVENTION, false},
    {0, false},
};

/* ---- technical sheet ---- */

static bool is_changed(const struct crm_view *was, const struct crm_view *is)
{
	static const int members[] = {CRM_SHEET_VALUE, CRM_SHEET_SOURCE};

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		if (crm_cell_cmp(crm_view_cell(was, members[i]), crm_view_cell(is, members[i])) !=
		    0)
			return true;
	}
	return false;
}

void crm_order_rule_sheet(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const int checks[] = {CRM_SHEET_CHECKED_AT, CRM_SHEET_CHECKED_BY};
	const struct crm_cell none = crm_cell_absent();
	struct crm_items was, is;
	bool changed = true, there = crm_order_item_of(in, in->view, &was);

	if (crm_order_item_of(in, in->after, &is) && there)
		changed = is_changed(&was.view, &is.view);
	for (size_t i = 0; there && changed && i < sizeof(checks) / sizeof(checks[0]); i++) {
		if (crm_view_has(&was.view, checks[i]))
			crm_order_put(in, checks[i], &none, out);
	}
	crm_items_release(&was);
	crm_items_release(&is);
	if (changed && crm_cell_eq(crm_view_cell(in->view, CRM_C_STATE), "production"))
		crm_finding_add(f, CRM_WARNING, "bulk_begun", NULL, 0, in->id, "sheet",
		    "bulk production has begun: those who work by it are to be told");
}

/* Of what is there, once. */
static bool judge_once(const struct crm_step_in *in, int done, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	bool there = crm_order_item_of(in, in->view, &it);

	if (!there)
		crm_order_refuse_member(
		    in, f, "no_such_item", in->step->target->key, "there is none of that name");
	else if (crm_view_has(&it.view, done))
		crm_order_refuse_member(in, f, "already_done", done, "is %s already",
		    crm_view_text(&it.view, done, &a));
	crm_items_release(&it);
	crm_arena_release(&a);
	return there;
}

void crm_order_rule_checked(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (judge_once(in, CRM_SHEET_CHECKED_AT, f))
		crm_order_did(in, CRM_SHEET_CHECKED_AT, CRM_SHEET_CHECKED_BY, out);
}

/* ---- milestones ---- */

void crm_order_rule_milestone(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items was, is;
	struct crm_arena a = CRM_ARENA_INIT;
	bool there = crm_order_item_of(in, in->view, &was);
	const struct crm_cell *first = NULL;

	if (there && crm_view_has(&was.view, CRM_MILE_REACHED_AT))
		crm_order_refuse_member(in, f, "already_done", CRM_MILE_REACHED_AT,
		    "was reached %s: there is nothing to plan",
		    crm_view_text(&was.view, CRM_MILE_REACHED_AT, &a));
	if (there && crm_view_has(&was.view, CRM_MILE_PLANNED))
		first = crm_view_cell(&was.view, CRM_MILE_PLANNED);
	if (crm_order_item_of(in, in->after, &is) && first == NULL)
		first = crm_view_cell(&is.view, CRM_MILE_PLANNED);
	if (first != NULL && (!there || !crm_view_has(&was.view, CRM_MILE_FIRST)))
		crm_order_put(in, CRM_MILE_FIRST, first, out);
	crm_items_release(&was);
	crm_items_release(&is);
	crm_arena_release(&a);
}

void crm_order_rule_reach(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	if (judge_once(in, CRM_MILE_REACHED_AT, f))
		crm_order_did(in, CRM_MILE_REACHED_AT, 0, out);
}

/* ---- inspections ---- */

static int64_t pieces(const struct crm_view *item, int member)
{
	const struct crm_cell *c = crm_view_cell(item, member);

	return c->type == CRM_T_INT ? c->u.i : -1;
}

/* So many of so many; what was not counted is passed over. */
static void judge_part(const struct crm_step_in *in, const struct crm_view *item, int part,
    int whole, struct crm_findings *f)
{
	int64_t n = pieces(item, part), of = pieces(item, whole);

	if (of >= 0 && n > of)
		crm_order_refuse_member(in, f, "quantity_exceeds", part,
		    "%" PRId64 " of %" PRId64 ": not more than that expected", n, of);
}

void crm_order_rule_inspect(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	(void)out;
	if (!crm_order_item_of(in, in->after, &it)) {
		crm_items_release(&it);
		return;
	}
	if (pieces(&it.view, CRM_INSPECTION_QUANTITY) == 0)
		crm_order_refuse_member(
		    in, f, "bad_value", CRM_INSPECTION_QUANTITY, "is 0: more than that expected");
	if (pieces(&it.view, CRM_INSPECTION_SAMPLE) == 0)
		crm_order_refuse_member(in, f, "bad_value", CRM_INSPECTION_SAMPLE,
		    "is 0: more than that expected; none: all were inspected");
	judge_part(in, &it.view, CRM_INSPECTION_SAMPLE, CRM_INSPECTION_QUANTITY, f);
	judge_part(in, &it.view, CRM_INSPECTION_REJECTED,
	    pieces(&it.view, CRM_INSPECTION_SAMPLE) >= 0 ? CRM_INSPECTION_SAMPLE
	                                                 : CRM_INSPECTION_QUANTITY,
	    f);
	if (crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "failed") &&
	    !crm_view_has(&it.view, CRM_INSPECTION_DEFECTS))
		crm_order_refuse_member(in, f, "missing_field", CRM_INSPECTION_DEFECTS,
		    "one that failed needs what was found");
	crm_items_release(&it);
}

void crm_order_rule_correct(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	(void)out;
	if (crm_order_item_of(in, in->view, &it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_RESULT), "passed") &&
		    pieces(&it.view, CRM_INSPECTION_REJECTED) <= 0 &&
		    !crm_view_has(&it.view, CRM_INSPECTION_DEFECTS))
			crm_order_refuse_member(in, f, "bad_value", CRM_INSPECTION_RESULT,
			    "it passed, and nothing was found");
		crm_order_member_order(in, &it.view, 0, f);
	}
	crm_items_release(&it);
}
