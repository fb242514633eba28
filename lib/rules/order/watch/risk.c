#include "lib/rules/order/watch/risk.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/order/review/review.h"
#include "lib/rules/order/watch/risk_private.h"

/* ---- telling ---- */

static void give(struct crm_risks *x, struct crm_risk r, const char *fmt, va_list ap)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addv(&text, fmt, ap);
	r.text = crm_buf_str(&text);
	if (!crm_cell_is(&r.due))
		r.due = crm_cell_absent();
	x->fn(x->ctx, &r);
	crm_buf_release(&text);
}

void crm_risk_give(struct crm_risks *x, const char *code, struct crm_cell due, const char *fmt, ...)
{
	struct crm_risk r = {.code = code,
	    .line = "",
	    .promise = crm_cell_date(x->promise),
	    .due = due,
	    .days = (int64_t)x->promise - x->today,
	    .pieces = x->pieces};
	va_list ap;

	va_start(ap, fmt);
	give(x, r, fmt, ap);
	va_end(ap);
}

void crm_risk_give_line(struct crm_risks *x, const struct crm_risk *of, const char *code,
    struct crm_cell due, const char *fmt, ...)
{
	struct crm_risk r = *of;
	va_list ap;

	r.code = code;
	r.due = due;
	va_start(ap, fmt);
	give(x, r, fmt, ap);
	va_end(ap);
}

/* ---- lines ---- */

static bool all_of(const struct crm_order_pieces *p, int64_t have)
{
	return p->ordered >= 0 && have >= p->least;
}

/* lost: pieces that have left and did not arrive; they are to leave again, and p has none of them */
static void judge_pieces(
    struct crm_risks *x, const struct crm_risk *of, const struct crm_order_pieces *p, int64_t lost)
{
	const struct crm_cell ship_on = *crm_view_cell(x->v, CRM_O_SHIP_ON);
	const char *moved = all_of(p, p->left) ? "all has left us"
	    : p->left > 0                      ? "not all has left us"
	    : lost > 0                         ? "nothing has left us that was not lost"
	                                       : "nothing has left us";
	char also[64] = "";

	if (lost > 0)
		(void)snprintf(also, sizeof(also), ", and %" PRId64 " did not arrive", lost);

	if (of->days < 0)
		crm_risk_give_line(x, of, "overdue", crm_cell_absent(), "%" PRId64 " %s late, %s",
		    -of->days, of->days == -1 ? "day" : "days", moved);
	else if (all_of(p, p->left))
		crm_risk_give_line(x, of, "in_transit", crm_cell_absent(),
		    "all has left us, not confirmed by the customer");
	else if (p->left > 0)
		crm_risk_give_line(
		    x, of, "part_left", ship_on, "%" PRId64 " have left us%s", p->left, also);
	else
		crm_risk_give_line(x, of, "nothing_left", ship_on, "%s", moved);
}

static int64_t missing(int64_t of, int64_t have)
{
	return of < 0 ? -1 : of > have ? of - have : 0;
}

static void judge_line(void *ctx, const struct crm_order_line *l)
{
	struct crm_risks *x = ctx;
	const struct crm_cell due = crm_order_due(x->v, l);
	struct crm_order_pieces p;
	struct crm_risk of;
	int64_t lost;

	crm_order_pieces(x->v, l, &p);
	lost = crm_order_lost(x->v, l);
	p.left -= lost;
	if (due.type != CRM_T_DATE || due.u.date > x->last || all_of(&p, p.arrived))
		return;
	of = (struct crm_risk){.line = l->line,
	    .promise = crm_cell_date(due.u.date),
	    .days = (int64_t)due.u.date - x->today,
	    .pieces = missing(p.ordered, p.arrived)};
	if (crm_map_count(x->lines) == 0 || due.u.date < x->promise)
		x->promise = due.u.date;
	x->pieces = of.pieces < 0 || x->pieces < 0 ? -1 : x->pieces + of.pieces;
	(void)crm_map_put(x->lines, l->line, strlen(l->line), NULL);
	judge_pieces(x, &of, &p, lost);
	if (all_of(&p, p.left))
		return;
	x->here = true;
	if (x->book != NULL)
		crm_risk_part(x, &of, l, missing(p.ordered, p.left));
}

/* ---- the way of the order ---- */

static void judge_releases(struct crm_risks *x)
{
	struct crm_items it;

	crm_items_init(&it, x->v, CRM_O_RELEASES);
	while (crm_items_next(&it)) {
		const char *who = crm_view_text(&it.view, CRM_RELEASE_DEPARTMENT, &x->arena);
		const char *what = crm_view_text(&it.view, CRM_RELEASE_PAPER, &x->arena);

		if (!crm_view_has(&it.view, CRM_RELEASE_RECEIVED_AT))
			crm_risk_give(x, "not_received", crm_cell_absent(),
			    "%s has not confirmed the receipt of %s", who, what);
		else if (!crm_view_has(&it.view, CRM_RELEASE_BEGUN_AT))
			crm_risk_give(x, "not_begun", crm_cell_absent(),
			    "%s has not confirmed the start of its work (%s)", who, what);
	}
	crm_items_release(&it);
}

/* The next of approval, confirmation, release and start that is missing. */
static void judge_way(struct crm_risks *x)
{
	const struct crm_cell none = crm_cell_absent();

	if (crm_order_paper_owed(x->v))
		crm_risk_give(
		    x, "no_paper", none, "a verbal order: the written one is not in hand");
	if (!crm_order_is_worked_on(x->v))
		return;
	if (!crm_view_has(x->v, CRM_O_CONFIRMED_AT))
		crm_risk_give(x, "not_confirmed", none, "%s",
		    crm_view_has(x->v, CRM_O_APPROVED_AT) ? "not confirmed to the customer"
		                                          : "not approved");
	else if (!crm_view_has(x->v, CRM_O_RELEASED_AT))
		crm_risk_give(x, "not_released", none, "not released to production");
	else if (!crm_view_has(x->v, CRM_O_STARTED_AT))
		crm_risk_give(x, "not_started", none, "bulk production has not begun");
	judge_releases(x);
}

void crm_order_risks(const struct crm_view *v, const struct crm_order_book *b,
    struct crm_instant now, int64_t days, crm_risk_fn *fn, void *ctx)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	const int32_t today = crm_instant_day(now);
	struct crm_risks x = {.v = v,
	    .book = b,
	    .now = now,
	    .today = today,
	    .last = today + days,
	    .fn = fn,
	    .ctx = ctx,
	    .arena = CRM_ARENA_INIT};

	if (crm_state_ended(&crm_order_states, state) || crm_cell_eq(state, "delivered") ||
	    crm_view_has(v, CRM_O_DELIVERED_AT))
		return;
	x.lines = crm_map_new();
	crm_order_lines(v, judge_line, &x);
	if (crm_map_count(x.lines) > 0) {
		crm_risk_dangers(&x);
		if (x.here) {
			judge_way(&x);
			crm_risk_facts(&x);
		}
		if (x.here && b != NULL)
			crm_risk_book(&x);
	}
	crm_map_free(x.lines);
	crm_arena_release(&x.arena);
}
