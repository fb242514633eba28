/*
 * What is to be done for an order, and whose it is: what stands in its collections
 * (order_todo_items.c), what the review lacks and the signatures that became void
 * (order_todo_review.c), and here the steps that come next.
 *
 * Samples and quotes have points of their own; here is only the sample that nobody has asked for.
 * Of an order on which no step was taken, as the ERP has it, the review is not asked for.
 */
#include <inttypes.h>
#include <string.h>

#include "lib/base/words.h"
#include "lib/rules/order/filing/order_end_rows.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/watch/order_todo_private.h"

/* The local day; INT32_MIN: there is none. */
static int32_t day_of(const struct crm_todo_of *t, const struct crm_cell *c)
{
	struct crm_instant at = {0, t->now.off};

	if (c->type == CRM_T_DATE)
		return c->u.date;
	if (c->type != CRM_T_INSTANT)
		return INT32_MIN;
	at.us = c->u.at.us;
	return crm_instant_day(at);
}

struct crm_todo_ask crm_order_ask(const struct crm_todo_of *t, const struct crm_cell *on)
{
	int32_t asked = day_of(t, crm_view_cell(t->view, CRM_O_CHASED_AT));
	int32_t day = day_of(t, on);

	if (asked != INT32_MIN && asked >= day)
		day = asked + 1;
	return (struct crm_todo_ask){"chase", crm_todo_times(t, CRM_O_CHASES),
	    day != INT32_MIN ? crm_cell_date(day) : crm_cell_absent()};
}

static struct crm_cell due_of(const struct crm_todo_of *t, int stamp)
{
	const struct crm_clock_result *r = crm_todo_clock(t, stamp);

	return r != NULL ? crm_todo_clock_due(r) : crm_cell_absent();
}

static void give(const struct crm_todo_of *t, const char *what, const char *text, const char *step,
    struct crm_cell due)
{
	crm_todo_give(
	    t, (struct crm_todo_point){.what = what, .text = text, .step = step, .due = due});
}

/* ---- papers of the customer ---- */

/* Owed in any state, whatever else there is (O5). */
static void give_paper(const struct crm_todo_of *t)
{
	struct crm_cell due = due_of(t, CRM_O_PAPER_AT);

	if (crm_order_paper_owed(t->view))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "paper",
		        .text = "the written order",
		        .step = "paper",
		        .due = due,
		        .side = CRM_TODO_CUSTOMER,
		        .ask = crm_order_ask(t, &due)});
}

static void give_specification(const struct crm_todo_of *t)
{
	if (crm_view_has(t->view, CRM_O_SPECIFICATION_AT) &&
	    !crm_view_has(t->view, CRM_O_SPECIFIED_AT))
		give(t, "specification",
		    crm_todo_text(t, "review the changed specification %s",
		        crm_view_text(t->view, CRM_O_SPECIFICATION, t->arena)),
		    "specified", due_of(t, CRM_O_SPECIFIED_AT));
}

/* ---- to production ---- */

/* The first milestone that is not reached. */
static struct crm_cell first_planned(const struct crm_todo_of *t)
{
	struct crm_cell first = crm_cell_absent();
	struct crm_items it;

	crm_items_init(&it, t->view, CRM_O_MILESTONES);
	while (crm_items_next(&it)) {
		const struct crm_cell *day = crm_view_cell(&it.view, CRM_MILE_PLANNED);

		if (day->type == CRM_T_DATE && !crm_view_has(&it.view, CRM_MILE_REACHED_AT) &&
		    (first.type != CRM_T_DATE || day->u.date < first.u.date))
			first = crm_cell_date(day->u.date);
	}
	crm_items_release(&it);
	return first;
}

/* Goods from stock go without. */
static void give_production(const struct crm_todo_of *t, const struct crm_cell *state)
{
	struct crm_items it;
	bool given;

	crm_items_init(&it, t->view, CRM_O_DELIVERIES);
	given = crm_items_next(&it);
	crm_items_release(&it);
	if (given)
		return;
	if (crm_cell_eq(state, "confirmed"))
		give(t, "release", "give the papers to production", "release", crm_cell_absent());
	else if (crm_cell_eq(state, "released") && !crm_view_has(t->view, CRM_O_STARTED_AT))
		give(t, "start", "begin bulk production", "start", first_planned(t));
}

/* ---- samples ---- */

struct wanted {
	const char *sort;
	size_t len;
	bool there;
};

static void is_there(void *ctx, const struct crm_order_sample *s)
{
	struct wanted *w = ctx;

	w->there = w->there ||
	    (strlen(s->sort) == w->len && memcmp(s->sort, w->sort, w->len) == 0 &&
	        strcmp(s->state, "withdrawn") != 0);
}

struct looking {
	const struct crm_todo_of *t;
	struct wanted *wanted;
};

static void look_for(void *ctx, const struct crm_order_line *l)
{
	const struct looking *x = ctx;
	const struct crm_todo_of *t = x->t;

	crm_order_book_samples(t->book, crm_view_cell(t->view, CRM_C_ID), l->part,
	    crm_view_cell(t->view, CRM_O_CUSTOMER), t->now, is_there, x->wanted);
}

/* Those that it needs and nobody has asked for. */
static void give_samples(const struct crm_todo_of *t)
{
	const char *list = crm_view_text(t->view, CRM_O_SAMPLES, t->arena);
	const size_t n = strlen(list);
	struct wanted w;
	size_t at = 0;

	while ((w.sort = crm_word_next(list, n, &at, &w.len)) != NULL) {
		w.there = false;
		crm_order_lines(t->view, look_for, &(struct looking){t, &w});
		if (!w.there)
			give(t, "sample",
			    crm_todo_text(t, "ask for the %.*s sample", (int)w.len, w.sort), "",
			    crm_cell_absent());
	}
}

/* ---- shipping ---- */

static void give_inspection(const struct crm_todo_of *t)
{
	struct crm_items it;
	bool found = false;

	crm_items_init(&it, t->view, CRM_O_INSPECTIONS);
	while (!found && crm_items_next(&it))
		found = crm_cell_eq(crm_view_cell(&it.view, CRM_INSPECTION_WHOSE), "customer");
	crm_items_release(&it);
	if (!found && crm_view_true(t->view, CRM_O_CUSTOMER_INSPECTION))
		crm_todo_give(t,
		    (struct crm_todo_point){.what = "inspection",
		        .text = "attend the customer's inspection",
		        .step = "inspect",
		        .more = {"whose", "customer"},
		        .due = *crm_view_cell(t->view, CRM_O_SHIP_ON)});
}

static void give_shipping(const struct crm_todo_of *t)
{
	const struct crm_cell *ship_on = crm_view_cell(t->view, CRM_O_SHIP_ON);

	if (crm_view_has(t->view, CRM_O_WAREHOUSE_BY) &&
	    !crm_view_has(t->view, CRM_O_WAREHOUSED_AT))
		give(t, "warehouse", "bring the goods into the warehouse", "warehouse",
		    *crm_view_cell(t->view, CRM_O_WAREHOUSE_BY));
	if (!crm_view_true(t->view, CRM_O_EXPORT))
		return;
	if (!crm_view_has(t->view, CRM_O_BOOKING))
		give(t, "booking", "book the transport", "shipping", *ship_on);
	if (!crm_view_has(t->view, CRM_O_EXPORT_CHECKED_AT))
		give(t, "export", "check parties and goods for export", "export", *ship_on);
}

/* What of each line has not left, until its day. */
static void give_line(void *ctx, const struct crm_order_line *l)
{
	const struct crm_todo_of *t = ctx;
	struct crm_todo_point p = {.what = "delivery",
	    .key = l->line,
	    .step = "deliver",
	    .due = crm_order_due(t->view, l)};
	struct crm_order_pieces n;

	crm_order_pieces(t->view, l, &n);
	n.left -= crm_order_lost(t->view, l);
	if (n.ordered >= 0 && n.left >= n.least)
		return;
	if (n.ordered >= 0)
		p.text = crm_todo_text(t, "%s%sdeliver %" PRId64 " of %" PRId64, l->line,
		    l->line[0] != '\0' ? ": " : "", n.ordered - n.left, n.ordered);
	else
		p.text = crm_todo_text(t, "%s%sdeliver", l->line, l->line[0] != '\0' ? ": " : "");
	if (l->line[0] != '\0')
		p.opt = (struct crm_todo_opt){"line", l->line};
	crm_todo_give(t, p);
}

/* ---- the end ---- */

static void give_retention(const struct crm_todo_of *t)
{
	struct crm_cell until = *crm_view_cell(t->view, CRM_O_KEEP_UNTIL);

	if (t->book != NULL)
		until = crm_order_kept_until(t->view, t->book);
	if (until.type == CRM_T_DATE && until.u.date < crm_instant_day(t->now) &&
	    !crm_view_true(t->view, CRM_O_LEGAL_HOLD) && !crm_view_has(t->view, CRM_O_DESTROYED_AT))
		give(t, "retention", "retention is over: may be destroyed", "destroy",
		    crm_cell_absent());
}

struct counted {
	const struct crm_todo_of *of;
	size_t n;
};

static void count(void *ctx, const struct crm_todo_point *p)
{
	struct counted *c = ctx;

	c->n++;
	c->of->fn(c->of->ctx, p);
}

static void give_taken(const struct crm_todo_of *t, const struct crm_cell *state)
{
	const bool approved = crm_cell_eq(state, "approved");

	if (t->book != NULL)
		crm_order_todo_taken(t);
	if (t->book != NULL && !crm_cell_eq(state, "shipped"))
		give_samples(t);
	if (approved)
		return;
	give_production(t, state);
	if (!crm_cell_eq(state, "shipped")) {
		give_inspection(t);
		give_shipping(t);
	}
	crm_order_lines(t->view, give_line, (void *)t);
}

static void give_all(const struct crm_todo_of *outer)
{
	const struct crm_cell *state = crm_view_cell(outer->view, CRM_C_STATE);
	struct counted counted = {outer, 0};
	struct crm_todo_of own = *outer;

	own.fn = count;
	own.ctx = &counted;
	if (crm_state_ended(&crm_order_states, state)) {
		give_retention(&own);
		return;
	}
	give_paper(&own);
	crm_order_todo_items(&own);
	give_specification(&own);
	if (crm_cell_eq(state, "delivered") || crm_view_has(own.view, CRM_O_DELIVERED_AT)) {
		if (counted.n == 0 && crm_cell_eq(state, "delivered"))
			give(&own, "file", "nothing is open any more", "file", crm_cell_absent());
	} else if (crm_cell_is(state) && !crm_cell_eq(state, "open")) {
		give_taken(&own, state);
	} else if (!crm_order_is_worked_on(own.view)) {
		crm_order_lines(own.view, give_line, &own);
	} else if (own.book != NULL) {
		crm_order_todo_open(&own);
	}
}

const struct crm_todo crm_order_todo = {
    .more = give_all, .ended = true, .looks = "quote order sample"};
