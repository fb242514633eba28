/* What of a cap is spent, committed and left. */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/notice/budget.h"
#include "lib/rules/notice/notice.h"

int crm_budget_month(struct crm_instant at, const struct crm_zone *zone)
{
	int32_t day;
	int64_t us;
	int y, m, d;

	crm_zone_local(zone, at.us, &day, &us);
	crm_civil_from_days(day, &y, &m, &d);
	return 12 * y + m - 1;
}

void crm_ledger_init(struct crm_ledger *l, const struct crm_budget *b, int month)
{
	*l = (struct crm_ledger){b, month, crm_calloc(b->ncaps + 1, sizeof(*l->v)), 0};
	for (size_t i = 0; i < b->ncaps; i++) {
		if (b->caps[i].month == -1 || b->caps[i].month == month)
			l->v[l->n++].cap = &b->caps[i];
	}
}

void crm_ledger_release(struct crm_ledger *l)
{
	free(l->v);
	l->v = NULL;
	l->n = 0;
}

/* Whatever its currency. */
static bool is_for(const struct crm_cap *c, const struct crm_spend *s)
{
	return (c->topic[0] == '\0' || strcmp(c->topic, s->topic) == 0) &&
	    (c->customer[0] == '\0' || strcmp(c->customer, s->customer) == 0);
}

static bool counts(const struct crm_cap *c, const struct crm_spend *s)
{
	return is_for(c, s) && strcmp(c->currency, s->currency) == 0;
}

static void enter(struct crm_ledger *l, const struct crm_spend *s, bool committed)
{
	for (size_t i = 0; i < l->n; i++) {
		struct crm_ledger_line *x = &l->v[i];

		if (counts(x->cap, s) &&
		    crm_decsum_add(committed ? &x->committed : &x->spent, s->amount) != 0)
			x->broken = true;
	}
}

void crm_ledger_spent(struct crm_ledger *l, const struct crm_spend *s)
{
	enter(l, s, false);
}

void crm_ledger_committed(struct crm_ledger *l, const struct crm_spend *s)
{
	enter(l, s, true);
}

void crm_ledger_notice(
    struct crm_ledger *l, const struct crm_view *notice, const struct crm_zone *zone)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_spend s = {crm_view_text(notice, CRM_W_CATEGORY, &a),
	    crm_view_text(notice, CRM_W_CUSTOMER, &a), {0, 0}, ""};
	struct crm_items it;

	crm_items_init(&it, notice, CRM_W_COSTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, 0);
		const struct crm_cell *amount = crm_view_cell(&it.view, CRM_PAID_AMOUNT);

		if (at->type != CRM_T_INSTANT || amount->type != CRM_T_DEC ||
		    crm_budget_month(at->u.at, zone) != l->month)
			continue;
		s.amount = amount->u.dec;
		s.currency = crm_view_text(&it.view, CRM_PAID_CURRENCY, &a);
		crm_ledger_spent(l, &s);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

/* ---- sums ---- */

/* Spent and committed; -1: too large. */
static int used_of(const struct crm_ledger_line *line, struct crm_dec *out)
{
	struct crm_decsum sum = line->spent;
	struct crm_dec committed;

	if (line->broken || crm_decsum_get(&line->committed, &committed) != 0 ||
	    crm_decsum_add(&sum, committed) != 0)
		return -1;
	return crm_decsum_get(&sum, out);
}

int crm_ledger_left(const struct crm_ledger_line *line, struct crm_dec *left)
{
	struct crm_dec used;

	return used_of(line, &used) == 0 ? crm_dec_sub(line->cap->amount, used, left) : -1;
}

/* Both at one scale. */
static void align(struct crm_dec a, struct crm_dec b, __int128 *x, __int128 *y)
{
	*x = a.coef;
	*y = b.coef;
	for (int i = a.scale; i < b.scale; i++)
		*x *= 10;
	for (int i = b.scale; i < a.scale; i++)
		*y *= 10;
}

int crm_ledger_percent(const struct crm_ledger_line *line, struct crm_dec *percent)
{
	struct crm_dec used;
	__int128 x, y;

	if (used_of(line, &used) != 0)
		return -1;
	align(used, line->cap->amount, &x, &y);
	return crm_dec_ratio(x * 100, y, 1, percent);
}

/* ---- judging ---- */

static enum crm_budget_says judge_line(
    const struct crm_ledger_line *line, const struct crm_spend *s)
{
	struct crm_decsum sum = {0, 0};
	struct crm_dec used, with;
	__int128 x, y;

	if (used_of(line, &used) != 0 || crm_decsum_add(&sum, used) != 0 ||
	    crm_decsum_add(&sum, s->amount) != 0 || crm_decsum_get(&sum, &with) != 0 ||
	    crm_dec_cmp(with, line->cap->amount) > 0)
		return CRM_BUDGET_STOPS;
	align(with, line->cap->amount, &x, &y);
	return x * 100 >= y * CRM_BUDGET_WARN_PERCENT ? CRM_BUDGET_WARNS : CRM_BUDGET_FITS;
}

void crm_budget_judge(
    const struct crm_ledger *l, const struct crm_spend *s, struct crm_budget_judged *out)
{
	bool capped = false, other = false;

	*out = (struct crm_budget_judged){CRM_BUDGET_FREE, NULL, false};
	if (s->amount.coef == 0)
		return;
	for (size_t i = 0; i < l->n; i++) {
		enum crm_budget_says says;

		if (!counts(l->v[i].cap, s)) {
			other = other || is_for(l->v[i].cap, s);
			continue;
		}
		capped = true;
		says = judge_line(&l->v[i], s);
		if (says > out->says) {
			out->says = says;
			out->line = &l->v[i];
		}
	}
	out->uncapped = other && !capped;
}

static void add_sum(struct crm_buf *out, const struct crm_decsum *sum, const char *what)
{
	struct crm_dec d;

	if (crm_decsum_get(sum, &d) == 0)
		crm_dec_format(d, out);
	else
		crm_buf_addz(out, "too much");
	crm_buf_addf(out, " %s, ", what);
}

void crm_budget_why(const struct crm_ledger_line *line, struct crm_buf *out)
{
	const struct crm_cap *c = line->cap;
	struct crm_dec left;

	crm_dec_format(c->amount, out);
	crm_buf_addf(out, " %s %s", c->currency, c->month == -1 ? "a month" : "that month");
	if (c->topic[0] != '\0' || c->customer[0] != '\0')
		crm_buf_addf(out, " for %s%s%s", c->topic,
		    c->topic[0] != '\0' && c->customer[0] != '\0' ? " of " : "", c->customer);
	crm_buf_addz(out, ": ");
	add_sum(out, &line->spent, "spent");
	add_sum(out, &line->committed, "committed");
	if (crm_ledger_left(line, &left) == 0)
		crm_dec_format(left, out);
	else
		crm_buf_addz(out, "nothing");
	crm_buf_addz(out, " left");
}
