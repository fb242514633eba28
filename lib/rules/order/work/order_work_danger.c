/* Dangers to a promise, what the customer was told and says, causes of delay (O7, T6). */
#include <string.h>

#include "lib/rules/order/work/order_work_private.h"

const struct crm_step_target crm_order_danger_target = {CRM_O_DANGERS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_order_tell_target = {
    CRM_O_DANGERS, CRM_ITEM_OLD, CRM_DANGER_TOLD_AT, CRM_DANGER_ANSWERED_AT};
const struct crm_step_target crm_order_answer_target = {
    CRM_O_DANGERS, CRM_ITEM_OLD, CRM_DANGER_ANSWERED_AT, 0};
const struct crm_step_target crm_order_delay_target = {CRM_O_DELAYS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_target crm_order_delay_told_target = {
    CRM_O_DELAYS, CRM_ITEM_OLD, CRM_DELAY_TOLD, 0};
const struct crm_step_field crm_order_danger_fields[] = {
    {CRM_DANGER_LINE, false},
    {CRM_DANGER_CAUSE, true},
    {CRM_DANGER_TEXT, true},
    {CRM_DANGER_DAY, true},
    {0, false},
};
const struct crm_step_field crm_order_tell_fields[] = {{CRM_DANGER_TOLD, true}, {0, false}};
const struct crm_step_field crm_order_answer_fields[] = {
    {CRM_DANGER_ANSWER, true},
    {CRM_DANGER_REFERENCE, false},
    {CRM_DANGER_DAY, false},
    {0, false},
};
const struct crm_step_field crm_order_delay_fields[] = {
    {CRM_DELAY_CAUSE, true},
    {CRM_DELAY_TEXT, true},
    {CRM_DELAY_DAYS, false},
    {CRM_DELAY_TOLD, false},
    {0, false},
};
const struct crm_step_field crm_order_delay_told_fields[] = {{CRM_DELAY_TOLD, true}, {0, false}};

/* Before the promised day is past: it included. */
static void judge_late(
    const struct crm_step_in *in, const char *line, const char *what, struct crm_findings *f)
{
	struct crm_cell day = crm_order_standing(in->view, line);
	char text[CRM_DATE_MAX];

	if (day.type != CRM_T_DATE || crm_instant_day(in->at) <= day.u.date)
		return;
	crm_date_format(day.u.date, text);
	crm_finding_add(f, CRM_WARNING, "told_late", NULL, 0, in->id, "dangers",
	    "%s after the promised day, %s", what, text);
}

/* There is something to endanger: a promise for an earlier day, of what is not there yet. */
static void judge_danger(const struct crm_step_in *in, const char *line, const struct crm_cell *day,
    struct crm_findings *f)
{
	struct crm_cell promise = crm_order_standing(in->view, line);
	char text[CRM_DATE_MAX];

	if (promise.type != CRM_T_DATE) {
		crm_order_refuse_member(in, f, "nothing_promised", CRM_DANGER_DAY,
		    "no promise stands of what is not with the customer");
	} else if (day->type == CRM_T_DATE && day->u.date <= promise.u.date) {
		crm_date_format(promise.u.date, text);
		crm_order_refuse_member(in, f, "bad_value", CRM_DANGER_DAY,
		    "is not after the promised day, %s: nothing is in danger", text);
	}
}

void crm_order_rule_danger(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	if (crm_order_item_of(in, in->after, &it)) {
		const char *line = crm_view_text(&it.view, CRM_DANGER_LINE, &a);
		const char *key = crm_order_line_key(in->view, line, &a);
		struct crm_cell cell = crm_cell_text(key);

		if (key == NULL)
			crm_order_refuse_member(in, f, "no_such_line", CRM_DANGER_LINE,
			    "the order has no line '%s'", line);
		else
			judge_danger(in, key, crm_view_cell(&it.view, CRM_DANGER_DAY), f);
		if (key != NULL && strcmp(key, line) != 0)
			crm_order_put(in, CRM_DANGER_LINE, &cell, out);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

void crm_order_rule_tell(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	if (crm_order_item_of(in, in->view, &it)) {
		if (crm_view_has(&it.view, CRM_DANGER_TOLD_AT))
			crm_order_refuse_member(in, f, "already_done", CRM_DANGER_TOLD_AT,
			    "is %s: the customer was told; what is new is another danger",
			    crm_view_text(&it.view, CRM_DANGER_TOLD_AT, &a));
		if (crm_view_has(&it.view, CRM_DANGER_ANSWERED_AT))
			crm_order_refuse_member(in, f, "already_done", CRM_DANGER_ANSWERED_AT,
			    "it is answered: nothing is left to tell");
		crm_order_member_order(in, &it.view, 0, f);
		judge_late(
		    in, crm_view_text(&it.view, CRM_DANGER_LINE, &a), "the customer is told", f);
		crm_order_did(in, CRM_DANGER_TOLD_AT, 0, out);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

/* ---- the answer ---- */

/* That the customer agrees moves the promise: by a paper, and while there is one to move. */
static void agree(const struct crm_step_in *in, const struct crm_view *item,
    struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_order_move m = {
	    .line = crm_view_text(item, CRM_DANGER_LINE, &a),
	    .day = *crm_view_cell(item, CRM_DANGER_DAY),
	    .cause = *crm_view_cell(item, CRM_DANGER_CAUSE),
	    .why = *crm_view_cell(item, CRM_DANGER_TEXT),
	    .reference = *crm_view_cell(item, CRM_DANGER_REFERENCE),
	    .later = true,
	};
	struct crm_cell promise = crm_order_standing(in->view, m.line);

	if (!crm_view_has(item, CRM_DANGER_REFERENCE))
		crm_order_refuse_member(in, f, "missing_field", CRM_DANGER_REFERENCE,
		    "what is agreed needs the customer's paper");
	if (!crm_view_has(item, CRM_DANGER_DAY))
		crm_order_refuse_member(
		    in, f, "missing_field", CRM_DANGER_DAY, "agreed on which day?");
	if (promise.type != CRM_T_DATE)
		crm_order_refuse_member(in, f, "nothing_promised", CRM_DANGER_ANSWER,
		    "no promise stands of what is not with the customer");
	else if (m.day.type == CRM_T_DATE && m.day.u.date <= promise.u.date)
		crm_finding_add(f, CRM_WARNING, "not_moved", NULL, 0, in->id, "promised_now",
		    "that day or a later one is promised already: no promise moves");
	judge_late(in, m.line, "the customer agrees", f);
	if (m.day.type == CRM_T_DATE)
		crm_order_move(in, &m, out);
	crm_arena_release(&a);
}

static void judge_answer(const struct crm_step_in *in, const struct crm_view *was, bool withdrawn,
    struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_view_has(was, CRM_DANGER_ANSWERED_AT))
		crm_order_refuse_member(in, f, "already_done", CRM_DANGER_ANSWERED_AT, "is %s: %s",
		    crm_view_text(was, CRM_DANGER_ANSWERED_AT, &a),
		    crm_view_text(was, CRM_DANGER_ANSWER, &a));
	else if (!withdrawn && !crm_view_has(was, CRM_DANGER_TOLD_AT))
		crm_order_refuse_member(in, f, "not_told", CRM_DANGER_TOLD_AT,
		    "the customer was not told: 'tell' first; 'withdrawn' where it has passed");
	crm_order_member_order(in, was, 0, f);
	crm_order_member_order(in, was, CRM_DANGER_TOLD_AT, f);
	crm_arena_release(&a);
}

void crm_order_rule_answer(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items was, is;

	bool there = crm_order_item_of(in, in->view, &was);

	if (crm_order_item_of(in, in->after, &is) && there) {
		const struct crm_cell *answer = crm_view_cell(&is.view, CRM_DANGER_ANSWER);
		bool agreed = crm_cell_eq(answer, "agreed");

		judge_answer(in, &was.view, crm_cell_eq(answer, "withdrawn"), f);
		if (agreed)
			agree(in, &is.view, out, f);
		else if (crm_changes_find(in->given, "day") != NULL)
			crm_order_refuse_member(
			    in, f, "bad_value", CRM_DANGER_DAY, "is only of an answer that agrees");
		crm_order_did(in, CRM_DANGER_ANSWERED_AT, 0, out);
	}
	crm_items_release(&was);
	crm_items_release(&is);
}

/* ---- delays ---- */

void crm_order_rule_delay(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	(void)out;
	if (crm_order_item_of(in, in->after, &it) &&
	    crm_cell_eq(crm_view_cell(&it.view, CRM_DELAY_CAUSE), "customer") &&
	    !crm_view_has(&it.view, CRM_DELAY_TOLD))
		crm_finding_add(f, CRM_WARNING, "not_told", NULL, 0, in->id, "delays",
		    "the customer's own lateness is told in writing: 'delay-told'");
	crm_items_release(&it);
}

void crm_order_rule_delay_told(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	(void)out;
	if (crm_order_item_of(in, in->view, &it) && crm_view_has(&it.view, CRM_DELAY_TOLD))
		crm_order_refuse_member(in, f, "already_done", CRM_DELAY_TOLD, "is %s already",
		    crm_view_text(&it.view, CRM_DELAY_TOLD, &a));
	crm_items_release(&it);
	crm_arena_release(&a);
}
