/* The day that a line of an order is measured by. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"

/* ---- the promise as the customer moved it ---- */

struct move {
	int64_t us; /* when it was made */
	int32_t made, day;
	bool own;       /* of the line itself, not of the order */
	bool customers; /* its cause is the customer */
	size_t order;   /* as they stand */
};

struct moves {
	struct move *items;
	size_t n, cap;
	bool bad;
};

static int by_time(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if (x->us != y->us)
		return x->us < y->us ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* One without its day, or of which nobody knows when it was made, moves nothing. */
static void add_move(struct moves *m, const struct crm_view *p, const char *line)
{
	const struct crm_cell *at = crm_view_cell(p, 0), *of = crm_view_cell(p, CRM_PROMISE_LINE);
	const struct crm_cell *day = crm_view_cell(p, CRM_PROMISE_DAY);
	const struct crm_cell *cause = crm_view_cell(p, CRM_PROMISE_CAUSE);
	const bool own = crm_cell_is(of) ? crm_cell_eq(of, line) : line[0] == '\0';

	if (crm_cell_is(of) && !own)
		return;
	m->bad =
	    m->bad || at->type == CRM_T_BAD || day->type == CRM_T_BAD || cause->type == CRM_T_BAD;
	if (at->type != CRM_T_INSTANT || day->type != CRM_T_DATE)
		return;
	crm_grow(&m->items, &m->cap, m->n + 1, sizeof(*m->items));
	m->items[m->n] = (struct move){.us = at->u.at.us,
	    .made = crm_instant_day(at->u.at),
	    .day = day->u.date,
	    .own = own,
	    .customers = crm_cell_eq(cause, "customer"),
	    .order = m->n};
	m->n++;
}

/* What moved the order's promise moves a line that has none of its own; no more once the line's own
 * was moved (order_work_promise.c). */
static int32_t moved(const struct moves *m, int32_t day, bool own)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct move *x = &m->items[i];

		if (own && !x->own)
			continue;
		own = own || x->own;
		if (x->customers && x->made <= day)
			day = x->day;
	}
	return day;
}

static struct crm_cell agreed(const struct crm_view *v, const struct crm_order_line *l)
{
	const bool own = l->line[0] == '\0' || l->promised != crm_view_cell(v, CRM_O_PROMISED);
	struct crm_cell due = *l->promised;
	struct moves m = {.bad = crm_view_cell(v, CRM_O_PROMISES)->type == CRM_T_BAD};
	struct crm_items it;

	if (due.type != CRM_T_DATE)
		return due;
	crm_items_init(&it, v, CRM_O_PROMISES);
	while (crm_items_next(&it))
		add_move(&m, &it.view, l->line);
	crm_items_release(&it);
	if (m.n > 1)
		qsort(m.items, m.n, sizeof(*m.items), by_time);
	if (m.bad)
		due.type = CRM_T_BAD;
	else
		due.u.date = moved(&m, due.u.date, own);
	free(m.items);
	return due;
}

/* ---- any ---- */

struct crm_cell crm_order_due_of(
    const struct crm_view *v, const struct crm_order_line *l, enum crm_order_due due)
{
	switch (due) {
	case CRM_DUE_REQUESTED:
		return *l->requested;
	case CRM_DUE_CURRENT:
		return l->promised_now->type != CRM_T_ABSENT ? *l->promised_now : *l->promised;
	case CRM_DUE_AGREED:
		return agreed(v, l);
	case CRM_DUE_PROMISED:
		break;
	}
	return *l->promised;
}
