/* What stands in the collections of an order and is to be done. */
#include <string.h>

#include "lib/rules/order/watch/order_todo_private.h"

static const char *member(const struct crm_todo_of *t, const struct crm_items *it, int n)
{
	return crm_view_text(&it->view, n, t->arena);
}

static bool has(const struct crm_items *it, int n)
{
	return crm_view_has(&it->view, n);
}

/* The day after an instant. */
static struct crm_cell day_after(const struct crm_cell *at)
{
	return at->type == CRM_T_INSTANT ? crm_cell_date(crm_instant_day(at->u.at) + 1)
	                                 : crm_cell_absent();
}

/* ---- each item of a collection ---- */

typedef void item_fn(const struct crm_todo_of *t, const struct crm_items *it);

static void each(const struct crm_todo_of *t, int collection, item_fn *fn)
{
	struct crm_items it;

	crm_items_init(&it, t->view, collection);
	while (crm_items_next(&it))
		fn(t, &it);
	crm_items_release(&it);
}

static void give(const struct crm_todo_of *t, const struct crm_items *it, int collection,
    const char *step, struct crm_todo_point p)
{
	p.key = it->key;
	crm_todo_step(t, step, NULL, collection, it, &p);
	crm_todo_give(t, p);
}

/* On us, or on the customer, who is asked for the answer. */
static void give_point(const struct crm_todo_of *t, const struct crm_items *it)
{
	struct crm_todo_point p = {.what = "point",
	    .text = member(t, it, CRM_POINT_TEXT),
	    .owner = member(t, it, CRM_POINT_OWNER),
	    .due = *crm_view_cell(&it->view, CRM_POINT_DUE)};
	struct crm_cell on;

	if (has(it, CRM_POINT_CLEARED_AT))
		return;
	if (has(it, CRM_POINT_DEPARTMENT)) {
		p.what = "condition";
		p.text = crm_todo_text(t, "%s: %s", member(t, it, CRM_POINT_DEPARTMENT), p.text);
	}
	if (crm_cell_eq(crm_view_cell(&it->view, CRM_POINT_ON), "customer")) {
		p.side = CRM_TODO_CUSTOMER;
		p.owner = NULL;
		on = crm_cell_is(&p.due) ? p.due : day_after(crm_view_cell(&it->view, 0));
		p.ask = crm_order_ask(t, &on);
	}
	give(t, it, CRM_O_POINTS, "clear", p);
}

/* A department has a paper, and then works by it. */
static void give_release(const struct crm_todo_of *t, const struct crm_items *it)
{
	const char *paper = member(t, it, CRM_RELEASE_PAPER);
	struct crm_todo_point p = {.owner = member(t, it, CRM_RELEASE_DEPARTMENT)};

	if (!has(it, CRM_RELEASE_RECEIVED_AT)) {
		p.what = "receipt";
		p.text = crm_todo_text(t, "confirm the receipt of %s", paper);
		p.ask = (struct crm_todo_ask){"note", -1, day_after(crm_view_cell(&it->view, 0))};
		give(t, it, CRM_O_RELEASES, "receipt", p);
	} else if (!has(it, CRM_RELEASE_BEGUN_AT)) {
		p.what = "begin";
		p.text = crm_todo_text(t, "confirm the start of work by %s", paper);
		p.ask = (struct crm_todo_ask){
		    "note", -1, day_after(crm_view_cell(&it->view, CRM_RELEASE_RECEIVED_AT))};
		give(t, it, CRM_O_RELEASES, "begin", p);
	}
}

static void give_milestone(const struct crm_todo_of *t, const struct crm_items *it)
{
	if (!has(it, CRM_MILE_REACHED_AT))
		give(t, it, CRM_O_MILESTONES, "reach",
		    (struct crm_todo_point){.what = "milestone",
		        .text = member(t, it, CRM_MILE_MILESTONE),
		        .owner = member(t, it, CRM_MILE_OWNER),
		        .due = *crm_view_cell(&it->view, CRM_MILE_PLANNED)});
}

static void give_sheet(const struct crm_todo_of *t, const struct crm_items *it)
{
	if (!has(it, CRM_SHEET_CHECKED_AT))
		give(t, it, CRM_O_SHEET, "checked",
		    (struct crm_todo_point){.what = "sheet",
		        .text = crm_todo_text(t, "%s: check it", member(t, it, CRM_SHEET_ITEM))});
}

/* ---- dangers, delays, changes ---- */

struct due_of {
	const struct crm_view *view;
	const char *line; /* "": of the order */
	struct crm_cell due;
};

static void first_due(void *ctx, const struct crm_order_line *l)
{
	struct due_of *d = ctx;
	struct crm_cell due = crm_order_due(d->view, l);

	if ((d->line[0] == '\0' || strcmp(d->line, l->line) == 0) && due.type == CRM_T_DATE &&
	    (d->due.type != CRM_T_DATE || due.u.date < d->due.u.date))
		d->due = due;
}

/* The customer is told, and answers, before the day is past that is endangered. */
static void give_danger(const struct crm_todo_of *t, const struct crm_items *it)
{
	const char *line = member(t, it, CRM_DANGER_LINE);
	struct due_of d = {t->view, line, crm_cell_absent()};
	struct crm_todo_point p = {.what = "danger"};
	struct crm_cell told;
	const char *text = crm_todo_text(t, "%s%s%s", line, line[0] != '\0' ? ": " : "",
	    member(t, it, has(it, CRM_DANGER_TEXT) ? CRM_DANGER_TEXT : CRM_DANGER_CAUSE));

	if (has(it, CRM_DANGER_ANSWER))
		return;
	crm_order_lines(t->view, first_due, &d);
	p.due = d.due;
	if (!has(it, CRM_DANGER_TOLD_AT)) {
		p.text = crm_todo_text(t, "tell the customer: %s", text);
		give(t, it, CRM_O_DANGERS, "tell", p);
		return;
	}
	p.text = crm_todo_text(t, "answer on the new day: %s", text);
	p.side = CRM_TODO_CUSTOMER;
	told = day_after(crm_view_cell(&it->view, CRM_DANGER_TOLD_AT));
	p.ask = crm_order_ask(t, &told);
	give(t, it, CRM_O_DANGERS, "answer", p);
}

/* The customer's own lateness is told in writing (T6). */
static void give_delay(const struct crm_todo_of *t, const struct crm_items *it)
{
	if (crm_cell_eq(crm_view_cell(&it->view, CRM_DELAY_CAUSE), "customer") &&
	    !has(it, CRM_DELAY_TOLD))
		give(t, it, CRM_O_DELAYS, "delay-told",
		    (struct crm_todo_point){.what = "delay",
		        .text = crm_todo_text(t, "tell the customer of the delay: %s",
		            member(t, it, CRM_DELAY_TEXT))});
}

static void give_change(const struct crm_todo_of *t, const struct crm_items *it)
{
	struct crm_todo_point p = {.what = "change"};

	if (has(it, CRM_OCHG_PASSED_AT))
		return;
	if (!has(it, CRM_OCHG_APPROVED_AT)) {
		p.key = it->key;
		p.text = crm_todo_text(t, "review and approve the change %s: %s",
		    member(t, it, CRM_OCHG_REFERENCE), member(t, it, CRM_OCHG_FIELDS));
		p.step = "approve";
		crm_todo_give(t, p);
		return;
	}
	p.text = crm_todo_text(t, "give on the change %s", member(t, it, CRM_OCHG_REFERENCE));
	give(t, it, CRM_O_CHANGES, "pass", p);
}

/* ---- inspection, papers, deliveries, damage ---- */

static void give_inspection(const struct crm_todo_of *t, const struct crm_items *it)
{
	const bool corrected = has(it, CRM_INSPECTION_CORRECTION);

	if (crm_cell_eq(crm_view_cell(&it->view, CRM_INSPECTION_RESULT), "failed") &&
	    !(corrected && has(it, CRM_INSPECTION_PREVENTION)))
		give(t, it, CRM_O_INSPECTIONS, "correct",
		    (struct crm_todo_point){.what = "inspection",
		        .text = crm_todo_text(t, "%s of inspection %s",
		            corrected ? "prevention" : "correction and prevention",
		            member(t, it, CRM_INSPECTION_REPORT))});
}

static void give_document(const struct crm_todo_of *t, const struct crm_items *it)
{
	if (!has(it, CRM_DOCUMENT_DONE_AT))
		give(t, it, CRM_O_DOCUMENTS, "document",
		    (struct crm_todo_point){.what = "document",
		        .text = crm_todo_text(
		            t, "%s: get it ready", member(t, it, CRM_DOCUMENT_DOCUMENT)),
		        .more = {"reference", ""},
		        .due = *crm_view_cell(t->view, CRM_O_SHIP_ON)});
}

static void give_arrival(const struct crm_todo_of *t, const struct crm_items *it)
{
	if (!has(it, CRM_DELIVERY_ARRIVED_AT))
		give(t, it, CRM_O_DELIVERIES, "arrive",
		    (struct crm_todo_point){.what = "arrival",
		        .text = crm_todo_text(t, "confirm delivery %s, lot %s",
		            member(t, it, CRM_DELIVERY_NOTE), member(t, it, CRM_DELIVERY_LOT)),
		        .side = CRM_TODO_CUSTOMER});
	if (crm_order_condition_open(t->view, &it->view))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "damage",
		        .key = it->key,
		        .text = crm_todo_text(t, "%s, lot %s arrived %s: enter and settle it",
		            member(t, it, CRM_DELIVERY_NOTE), member(t, it, CRM_DELIVERY_LOT),
		            member(t, it, CRM_DELIVERY_CONDITION)),
		        .step = "damage",
		        .opt = {"note", member(t, it, CRM_DELIVERY_NOTE)},
		        .more = {"lot", member(t, it, CRM_DELIVERY_LOT)}});
}

static void give_damage(const struct crm_todo_of *t, const struct crm_items *it)
{
	const char *lot = member(t, it, CRM_DAMAGE_LOT);
	struct crm_todo_point p = {.what = "damage"};

	if (has(it, CRM_DAMAGE_SETTLED_AT))
		return;
	if (!has(it, CRM_DAMAGE_CLAIMED_AT)) {
		p.text = crm_todo_text(t, "%s: hold the carrier liable", lot);
		give(t, it, CRM_O_DAMAGES, "claim", p);
		return;
	}
	p.text = crm_todo_text(t, "%s: settle claim %s", lot, member(t, it, CRM_DAMAGE_CLAIM));
	give(t, it, CRM_O_DAMAGES, "settle", p);
}

void crm_order_todo_items(const struct crm_todo_of *t)
{
	static const struct {
		int collection;
		item_fn *fn;
	} all[] = {
	    {CRM_O_POINTS, give_point},
	    {CRM_O_CHANGES, give_change},
	    {CRM_O_DANGERS, give_danger},
	    {CRM_O_DELAYS, give_delay},
	    {CRM_O_RELEASES, give_release},
	    {CRM_O_SHEET, give_sheet},
	    {CRM_O_MILESTONES, give_milestone},
	    {CRM_O_INSPECTIONS, give_inspection},
	    {CRM_O_DOCUMENTS, give_document},
	    {CRM_O_DELIVERIES, give_arrival},
	    {CRM_O_DAMAGES, give_damage},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		each(t, all[i].collection, all[i].fn);
}
