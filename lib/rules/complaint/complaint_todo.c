/* What is to be done for a complaint: clocks that run, what closure waits for,
 * and what somebody has promised. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_facts_private.h"
#include "lib/rules/complaint/complaint_goods_private.h"
#include "lib/rules/todo.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- clocks, by the step that ends them ---- */

static const struct clock_text {
	const char *clock, *what, *text;
	int owner; /* a field; 0: the record's */
	enum crm_todo_side side;
} clock_texts[] = {
    {"inform", "contact", "inform the quality engineer", 0, CRM_TODO_OURS},
    {"contact", "contact", "reach the quality contact", 0, CRM_TODO_OURS},
    {"analyse", "contact", "first cause, result of the talk", 0, CRM_TODO_OURS},
    {"agree", "goods", "agree with the customer on the return", CRM_K_RELAYED_TO, CRM_TODO_OURS},
    {"arrange", "goods", "arrange people for rework on site", 0, CRM_TODO_OURS},
    {"reply", "answer", "first answer to the customer", 0, CRM_TODO_OURS},
    {"answer", "answer", "solution, or a proposed one", 0, CRM_TODO_OURS},
    {"contain", "8d", "D3: contain the goods", 0, CRM_TODO_OURS},
    {"choose", "8d", "D4, D5: causes and actions", 0, CRM_TODO_OURS},
    {"verify", "8d", "verify the effect", 0, CRM_TODO_OURS},
    {"secure", "supplier", "contain the bought parts", CRM_K_SUPPLIER, CRM_TODO_SUPPLIER},
    {"respond", "supplier", "answer to our complaint", CRM_K_SUPPLIER, CRM_TODO_SUPPLIER},
    {"feedback", "supplier", "feedback to the supplier", 0, CRM_TODO_OURS},
    {"authority", "authority", "tell the authority", 0, CRM_TODO_OURS},
};

static void give_clock(const struct crm_todo_of *t, const struct crm_clock_result *r)
{
	struct crm_todo_point p = {.what = "clock",
	    .text = r->clock->name,
	    .step = r->clock->name,
	    .due = crm_todo_clock_due(r)};

	for (size_t i = 0; i < COUNT(clock_texts); i++) {
		const struct clock_text *x = &clock_texts[i];

		if (strcmp(x->clock, r->clock->name) != 0)
			continue;
		p.what = x->what;
		p.text = x->text;
		p.side = x->side;
		if (x->owner != 0)
			p.owner = crm_view_text(t->view, x->owner, t->arena);
	}
	if (r->verdict == CRM_VERDICT_PAUSED)
		p.text = crm_todo_text(t, "%s (paused)", p.text);
	crm_todo_give(t, p);
}

/* ---- the report's rounds ---- */

struct round {
	const char *key, *through, *reason;
	bool open, rejected;
	int64_t at;
};

/* The one without verdict, else the last one; false when there is none. */
static bool last_round(const struct crm_todo_of *t, struct round *out)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, t->view, CRM_K_ROUNDS);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, CRM_I_AT);
		int64_t us = at->type == CRM_T_INSTANT ? at->u.at.us : INT64_MIN;
		bool open = !crm_view_has(&it.view, CRM_ROUND_VERDICT);

		if (found && !open && (out->open || us < out->at))
			continue;
		found = true;
		out->key = crm_arena_strdup(t->arena, it.key);
		out->through = crm_view_text(&it.view, CRM_ROUND_THROUGH, t->arena);
		out->reason = crm_view_text(&it.view, CRM_ROUND_REASON, t->arena);
		out->open = open;
		out->rejected = crm_cell_eq(crm_view_cell(&it.view, CRM_ROUND_VERDICT), "rejected");
		out->at = us;
	}
	crm_items_release(&it);
	return found;
}

/* The report: with us, or with the customer; due when it should be accepted. */
static void give_report(const struct crm_todo_of *t)
{
	const struct crm_clock_result *clock = crm_todo_clock(t, CRM_K_ACCEPTED_AT);
	struct crm_todo_point p = {.what = "8d", .step = "submit", .due = crm_cell_absent()};
	bool accepted = crm_view_has(t->view, CRM_K_ACCEPTED_AT);
	struct round last = {0};
	bool any = last_round(t, &last);

	if (clock != NULL)
		p.due = crm_todo_clock_due(clock);
	if (any && last.open) {
		p.what = "verdict";
		p.key = last.key;
		p.side = CRM_TODO_CUSTOMER;
		p.text = crm_todo_text(t, "accept or reject report %s", last.through);
		p.step = "accept";
	} else if (any && last.rejected && !accepted) {
		p.text = crm_todo_text(t, "submit again: %s",
		    last.reason[0] != '\0' ? last.reason : "report rejected");
	} else if (clock != NULL || (!accepted && crm_view_true(t->view, CRM_K_NEEDS_8D))) {
		p.text = "D1 to D7: submit the report";
	} else {
		return;
	}
	crm_todo_give(t, p);
}

/* ---- what gates find ---- */

/* The step that plans the work on a disposition. */
static const char *planner(const struct crm_view *v, const char *key)
{
	const struct crm_goods_item *it;
	struct crm_goods goods;
	const char *step = NULL;

	crm_goods_read(v, &goods);
	it = crm_goods_item_of(&goods, key);
	if (it != NULL)
		step = crm_goods_planner(it);
	crm_goods_release(&goods);
	return step;
}

#define DISPOSITION(why, todo) \
	.code = (why), .text = (todo), .about = CRM_DISP_LOT, .due = CRM_DISP_RETURN_BY

static const struct crm_todo_row goods_rows[] = {
    {.code = "pending_lot",
        .what = "goods",
        .text = "dispose the goods",
        .step = "dispose",
        .about = CRM_LOT_LOT},
    {DISPOSITION("pending_return", "receive the return"), .what = "goods", .step = "receive",
        .option = "item"},
    {DISPOSITION("pending_disposal", "dispose again"), .what = "goods", .step = "dispose",
        .option = "of"},
    {DISPOSITION("pending_plan", "plan the work"), .what = "goods", .step_for = planner},
    {DISPOSITION("pending_approval", "approve the work"), .what = "approval", .step_for = planner,
        .more = {"approval", ""}, .by = CRM_TODO_CUSTOMER},
    {DISPOSITION("pending_inspection", "inspect"), .what = "goods", .step = "inspect",
        .option = "item", .owner = CRM_DISP_LEADER},
    {DISPOSITION("pending_recheck", "recheck the good ones"), .what = "goods", .step = "inspect",
        .option = "item", .more = {"recheck", "true"}, .owner = CRM_DISP_LEADER},
    {DISPOSITION("pending_handover", "hand over the good ones"), .what = "goods",
        .step = "handover", .owner = CRM_DISP_LEADER},
    {DISPOSITION("pending_scrap", "make it unusable"), .what = "goods", .step = "scrap"},
    {DISPOSITION("pending_concession", "name the concession"), .what = "concession",
        .step = "withdraw"},
    {DISPOSITION("pending_quantity", "count the pieces"), .what = "goods", .step = "lot",
        .more = {"quantity", ""}},
    {.code = "pending_signature",
        .what = "signature",
        .text = "sign the inspection",
        .step = "sign",
        .option = "item"},
    {.code = "pending_makeup",
        .what = "make_up",
        .text = "make-up delivery",
        .step = "deliver",
        .first = "makeup",
        .option = "item",
        .about = CRM_MAKE_LOT,
        .due = CRM_MAKE_DUE},
    {.code = "pending_readacross",
        .what = "read_across",
        .text = "read across",
        .step = "readacross",
        .about = CRM_ACROSS_SUBJECT,
        .owner = CRM_ACROSS_OWNER,
        .due = CRM_ACROSS_DUE},
    {.code = "missing_step", .what = "goods", .text = "relay the return"},
    {.code = NULL},
};

static const struct crm_todo_row owner_rows[] = {
    {.code = "pending_owner",
        .what = "safety",
        .text = "name the owner of product safety",
        .step = "assess"},
    {.code = NULL},
};

static bool has_finding(const struct crm_findings *f, const char *code, const char *field)
{
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		if (strcmp(x->code, code) == 0 && strcmp(x->field, field) == 0)
			return true;
	}
	return false;
}

/* Of the work on one disposition the next: nothing is inspected before it is
 * planned and approved, nor rechecked before it is inspected. */
static bool comes_later(const struct crm_findings *f, const struct crm_finding *x)
{
	static const char *const order[][2] = {
	    {"pending_plan", "pending_inspection"},
	    {"pending_approval", "pending_inspection"},
	    {"pending_plan", "pending_recheck"},
	    {"pending_approval", "pending_recheck"},
	    {"pending_inspection", "pending_recheck"},
	};

	for (size_t i = 0; i < COUNT(order); i++) {
		if (strcmp(x->code, order[i][1]) == 0 && has_finding(f, order[i][0], x->field))
			return true;
	}
	return false;
}

static void give_goods(const struct crm_todo_of *t)
{
	struct crm_findings *all = crm_findings_new();

	crm_goods_judge(t->view, all);
	for (size_t i = 0; i < crm_findings_count(all); i++) {
		if (!comes_later(all, crm_finding_at(all, i)))
			crm_todo_finding(t, crm_finding_at(all, i), goods_rows);
	}
	crm_findings_free(all);
}

/* Steps that closure waits for and no clock does. */
static void give_missing(const struct crm_todo_of *t, const struct crm_findings *f)
{
	static const struct {
		int stamp;
		const char *what, *step, *text;
	} steps[] = {
	    {CRM_K_FEEDBACK_AT, "supplier", "feedback", "feedback to the supplier"},
	    {CRM_K_AUTHORITY_AT, "authority", "authority", "tell the authority"},
	    {CRM_K_PUBLISHED_AT, "answer", "publish", "answer to the public"},
	    {CRM_K_PREVENTED_AT, "8d", "prevent", "D7: the standard of a chronic defect"},
	    {CRM_K_VERIFIED_AT, "8d", "verify", "verify the effect"},
	};

	for (size_t i = 0; i < crm_findings_count(f); i++) {
		const struct crm_finding *x = crm_finding_at(f, i);

		for (size_t k = 0; k < COUNT(steps); k++) {
			if (strcmp(x->code, "missing_step") != 0 ||
			    strcmp(x->field, crm_complaint_name(steps[k].stamp)) != 0 ||
			    crm_todo_clock(t, steps[k].stamp) != NULL ||
			    (steps[k].stamp == CRM_K_FEEDBACK_AT &&
			        !crm_view_has(t->view, CRM_K_RESPONDED_AT)))
				continue;
			crm_todo_give(t,
			    (struct crm_todo_point){.what = steps[k].what,
			        .text = steps[k].text,
			        .step = steps[k].step,
			        .due = crm_cell_absent()});
		}
	}
}

/* ---- what somebody has promised ---- */

static const struct crm_todo_row rows[] = {
    {.collection = CRM_K_ACTIONS,
        .what = "action",
        .step = "implement",
        .owner = CRM_ACTION_OWNER,
        .due = CRM_ACTION_DUE,
        .about = CRM_ACTION_TEXT,
        .done = CRM_ACTION_IMPLEMENTED_AT},
    {.what = NULL},
};

static int64_t count_of(const struct crm_view *item, int member)
{
	const struct crm_cell *c = crm_view_cell(item, member);

	return c->type == CRM_T_INT ? c->u.i : 0;
}

/* What somebody has yet to check, and what nobody secures although D3 was whole. */
static void give_containment(const struct crm_todo_of *t)
{
	bool whole = crm_view_has(t->view, CRM_K_CONTAINED_AT);
	struct crm_items it;

	crm_items_init(&it, t->view, CRM_K_CONTAINMENT);
	while (crm_items_next(&it)) {
		int64_t suspect = count_of(&it.view, CRM_CONT_SUSPECT);
		int64_t checked = count_of(&it.view, CRM_CONT_CHECKED);
		struct crm_todo_point p = {.what = "containment", .due = crm_cell_absent()};
		bool owed = checked < suspect && crm_view_has(&it.view, CRM_CONT_OWNER);

		if (!owed && (!whole || crm_fact_secured(&it.view)))
			continue;
		p.key = it.key;
		p.text = crm_todo_text(t, "%s: %" PRId64 " of %" PRId64 " checked",
		    crm_view_text(&it.view, CRM_CONT_PLACE, t->arena), checked, suspect);
		p.owner = crm_view_text(&it.view, CRM_CONT_OWNER, t->arena);
		crm_todo_step(t, "contain", NULL, CRM_K_CONTAINMENT, &it, &p);
		crm_todo_give(t, p);
	}
	crm_items_release(&it);
}

/* The window of the verification, where no clock waits for that; and what was
 * found without effect takes a new action. */
static void give_effect(const struct crm_todo_of *t)
{
	const struct crm_cell *to = crm_view_cell(t->view, CRM_K_VERIFY_TO);
	struct crm_todo_point p = {.what = "8d", .due = crm_cell_absent()};

	if (crm_view_has(t->view, CRM_K_VERIFIED_AT))
		return;
	if (crm_cell_eq(crm_view_cell(t->view, CRM_K_VERIFY_RESULT), "not_effective")) {
		p.text = "not effective: a new action";
		p.step = "choose";
		if (!crm_view_has(t->view, CRM_K_IMPLEMENTED_AT))
			crm_todo_give(t, p);
		return;
	}
	if (to->type != CRM_T_DATE || crm_todo_clock(t, CRM_K_VERIFIED_AT) != NULL ||
	    crm_view_true(t->view, CRM_K_NEEDS_8D))
		return;
	p.text = "verify the effect";
	p.step = "verify";
	p.due = *to;
	crm_todo_give(t, p);
}

static void give_all(const struct crm_todo_of *t)
{
	struct crm_findings *facts = crm_findings_new();

	for (size_t i = 0; i < t->n; i++) {
		if (crm_todo_waits(&t->results[i]) && t->results[i].clock->to != CRM_K_ACCEPTED_AT)
			give_clock(t, &t->results[i]);
	}
	give_report(t);
	give_containment(t);
	give_effect(t);
	give_goods(t);
	crm_facts_judge_close(t->view, facts);
	for (size_t i = 0; i < crm_findings_count(facts); i++)
		crm_todo_finding(t, crm_finding_at(facts, i), owner_rows);
	give_missing(t, facts);
	crm_findings_free(facts);
}

const struct crm_todo crm_complaint_todo = {
    .rows = rows, .more = give_all, .rest = {"close", "nothing is open any more", "close"}};
