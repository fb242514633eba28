/* How a line of an order came out: when it was delivered, and how that lies to its day. */
#include <stdlib.h>
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"

struct look {
	const struct crm_view *v;
	const struct crm_order_delivery *ask;
	const struct crm_zone *zone; /* the customer's */
	struct crm_instant now;
	size_t lines;
	bool bad_time;
	int64_t due_time; /* us of the day; -1: its end */
	/* lines, first counted, then given */
	struct crm_order_outcome *outcomes;
	size_t n, cap;
	crm_order_outcome_fn *fn;
	void *ctx;
};

/* ---- a moment against the due day ---- */

static int two_digits(const char *s)
{
	return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
	    ? (s[0] - '0') * 10 + s[1] - '0'
	    : -1;
}

/* "10:00" */
static int64_t time_of(const struct crm_cell *c, bool *bad)
{
	int h = -1, m = -1;

	if (c->type == CRM_T_ABSENT)
		return -1;
	if (c->type == CRM_T_TEXT && c->len == 5 && c->text[2] == ':') {
		h = two_digits(c->text);
		m = two_digits(c->text + 3);
	}
	*bad = h < 0 || h > 24 || m < 0 || m > (h == 24 ? 0 : 59);
	return *bad ? -1 : ((int64_t)h * 60 + m) * 60 * CRM_US_PER_SEC;
}

/* After the limit of that day? *us: by how much. */
static bool past(const struct look *k, int32_t day, struct crm_instant at, int64_t *us)
{
	if (!k->ask->exact) {
		*us = ((int64_t)crm_instant_day(at) - day) * CRM_US_PER_DAY;
		return *us > 0;
	}
	if (k->due_time >= 0) {
		*us = at.us - crm_zone_instant(k->zone, day, k->due_time).us;
		return *us > 0;
	}
	*us = at.us - crm_zone_instant(k->zone, day + 1, 0).us;
	return *us >= 0;
}

static bool before_day(const struct look *k, int32_t day, struct crm_instant at)
{
	return k->ask->exact ? at.us < crm_zone_instant(k->zone, day, 0).us
	                     : crm_instant_day(at) < day;
}

static bool in_window(const struct look *k, int32_t due, struct crm_instant at)
{
	int64_t us;

	return !past(k, due + k->ask->last, at, &us) &&
	    !(k->ask->begins && before_day(k, due + k->ask->first, at));
}

/* ---- what was delivered of a line ---- */

struct event {
	struct crm_instant at;
	int64_t n;
};

struct events {
	struct event *items;
	size_t n, cap;
	int64_t pieces;
	bool any;    /* deliveries are there, arrived or not */
	bool faulty; /* damaged, short, wrong */
	bool bad;
};

static bool is_state(const struct crm_view *v, const char *const *words)
{
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);

	while (*words != NULL && !crm_cell_eq(state, *words))
		words++;
	return *words != NULL;
}

/* The stamp that says that all of it is gone, or there. */
static const struct crm_cell *closing(const struct look *k)
{
	return crm_view_cell(k->v, k->ask->shipped ? CRM_O_SHIPPED_AT : CRM_O_DELIVERED_AT);
}

static bool is_closed(const struct look *k)
{
	static const char *const arrived[] = {"delivered", "filed", "destroyed", NULL};
	static const char *const left[] = {"shipped", "delivered", "filed", "destroyed", NULL};

	return is_state(k->v, k->ask->shipped ? left : arrived);
}

static int64_t count_of(const struct crm_cell *c, struct events *e)
{
	e->bad = e->bad || (c->type != CRM_T_INT && c->type != CRM_T_ABSENT);
	return c->type == CRM_T_INT && c->u.i > 0 ? c->u.i : 0;
}

/* Where the order was confirmed as a whole, its day is that of the deliveries too. */
static void add_event(const struct look *k, const struct crm_view *d, struct events *e)
{
	const struct crm_cell *at = crm_view_cell(d, k->ask->shipped ? 0 : CRM_DELIVERY_ARRIVED_AT);
	const struct crm_cell *condition = crm_view_cell(d, CRM_DELIVERY_CONDITION);
	bool said = !k->ask->shipped && crm_view_has(d, CRM_DELIVERY_ARRIVED);
	int64_t n =
	    count_of(crm_view_cell(d, said ? CRM_DELIVERY_ARRIVED : CRM_DELIVERY_QUANTITY), e);

	e->any = true;
	if (at->type == CRM_T_ABSENT)
		at = closing(k);
	if (at->type != CRM_T_INSTANT) {
		e->bad = e->bad || at->type != CRM_T_ABSENT;
		return;
	}
	e->faulty = e->faulty || (crm_cell_is(condition) && !crm_cell_eq(condition, "good"));
	crm_grow(&e->items, &e->cap, e->n + 1, sizeof(*e->items));
	e->items[e->n++] = (struct event){at->u.at, n};
	if (__builtin_add_overflow(e->pieces, n, &e->pieces))
		e->bad = true;
}

static int by_time(const void *a, const void *b)
{
	const struct event *x = a, *y = b;

	return (x->at.us > y->at.us) - (x->at.us < y->at.us);
}

/* A delivery that names no line is of the only one. */
static void gather(const struct look *k, const char *line, struct events *e)
{
	struct crm_items it;

	if (crm_view_cell(k->v, CRM_O_DELIVERIES)->type == CRM_T_BAD)
		e->bad = true;
	crm_items_init(&it, k->v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		if (crm_order_is_of(&it.view, line, k->lines))
			add_event(k, &it.view, e);
	}
	crm_items_release(&it);
	if (e->n > 1)
		qsort(e->items, e->n, sizeof(*e->items), by_time);
}

/* ---- a line ---- */

/* The first delivery with which it is complete; NULL: it never is. */
static const struct event *completing(const struct events *e, int64_t least)
{
	int64_t sum = 0;

	for (size_t i = 0; i < e->n; i++) {
		sum += e->items[i].n;
		if (sum >= least)
			return &e->items[i];
	}
	return NULL;
}

/* When all of the line was there; pieces of an order without single deliveries are an event, too. */
static bool done_at(const struct look *k, const struct crm_order_pieces *p, struct events *e,
    struct crm_order_outcome *o, struct crm_instant *at)
{
	const struct crm_cell *end = closing(k);
	const struct crm_cell *all = crm_view_cell(k->v, CRM_O_DELIVERED);
	const struct event *last = NULL;

	if (end->type != CRM_T_INSTANT && end->type != CRM_T_ABSENT)
		e->bad = true;
	if (!e->any && end->type == CRM_T_INSTANT) {
		crm_grow(&e->items, &e->cap, 1, sizeof(*e->items));
		(void)count_of(all, e);
		e->pieces = k->ask->shipped ? p->left : p->arrived;
		e->items[e->n++] = (struct event){end->u.at, e->pieces};
	}
	if (p->ordered >= 0)
		last = completing(e, p->least);
	if (last == NULL && end->type != CRM_T_INSTANT && is_closed(k) && e->n > 0)
		last = &e->items[e->n - 1];
	if (last != NULL)
		*at = last->at;
	else if (end->type == CRM_T_INSTANT)
		*at = end->u.at;
	else
		return false;
	o->missing = false;
	return true;
}

static void count_pieces(const struct look *k, const struct crm_order_pieces *p,
    const struct events *e, struct crm_order_outcome *o)
{
	int64_t sum = 0;

	o->pieces = p->ordered;
	o->full = o->done && !e->faulty && p->ordered >= 0 && e->pieces >= p->least &&
	    e->pieces <= p->most;
	for (size_t i = 0; o->dated && i < e->n; i++) {
		if (in_window(k, o->due, e->items[i].at))
			sum += e->items[i].n;
	}
	o->pieces_on_time = sum < o->pieces ? sum : o->pieces;
}

static struct crm_order_outcome outcome(const struct look *k, const struct crm_order_line *l)
{
	const struct crm_cell due = crm_order_due_of(k->v, l, k->ask->due);
	struct crm_order_outcome o = {.bad = k->bad_time, .missing = is_closed(k)};
	struct events e = {0};
	struct crm_order_pieces p;
	struct crm_instant at;

	crm_order_pieces(k->v, l, &p);
	gather(k, l->line, &e);
	o.done = done_at(k, &p, &e, &o, &at);
	o.dated = due.type == CRM_T_DATE;
	o.due = o.dated ? due.u.date : 0;
	o.bad = o.bad || e.bad || due.type == CRM_T_BAD || l->quantity->type == CRM_T_BAD;
	if (o.dated) {
		struct crm_instant when = o.done ? at : k->now;
		int64_t us;

		(void)past(k, o.due, when, &o.us);
		o.late = past(k, o.due + k->ask->last, when, &us);
		o.open_late = o.late && !o.done;
		o.on_time = o.done && in_window(k, o.due, at);
		o.early = o.done && before_day(k, o.due, at);
	}
	count_pieces(k, &p, &e, &o);
	free(e.items);
	return o;
}

/* ---- an order ---- */

static void count_line(void *ctx, const struct crm_order_line *l)
{
	struct look *k = ctx;

	(void)l;
	k->lines++;
}

static void look_at(void *ctx, const struct crm_order_line *l)
{
	struct look *k = ctx;

	crm_grow(&k->outcomes, &k->cap, k->n + 1, sizeof(*k->outcomes));
	k->outcomes[k->n++] = outcome(k, l);
}

static void join(struct crm_order_outcome *all, const struct crm_order_outcome *o)
{
	all->bad = all->bad || o->bad;
	all->missing = all->missing || o->missing;
	all->dated = all->dated && o->dated;
	all->due = o->due > all->due ? o->due : all->due;
	all->done = all->done && o->done;
	all->on_time = all->on_time && o->on_time;
	all->late = all->late || o->late;
	all->open_late = all->open_late || o->open_late;
	all->early = all->early && o->early;
	all->us = o->us > all->us ? o->us : all->us;
	all->full = all->full && o->full;
	if (all->pieces < 0 || o->pieces < 0 ||
	    __builtin_add_overflow(all->pieces, o->pieces, &all->pieces))
		all->pieces = -1;
	all->pieces_on_time += all->pieces < 0 ? 0 : o->pieces_on_time;
}

/* The order's cells with those of the line in their places. */
static void give_line(void *ctx, const struct crm_order_line *l)
{
	struct look *k = ctx;
	struct crm_view v = *k->v;
	struct crm_cell *cells;
	const struct {
		int field;
		const struct crm_cell *cell;
	} own[] = {{CRM_O_PART, l->part}, {CRM_O_CHANGE_LEVEL, l->change_level},
	    {CRM_O_PRODUCT, l->product}, {CRM_O_QUANTITY, l->quantity}, {CRM_O_PRICE, l->price},
	    {CRM_O_REQUESTED, l->requested}, {CRM_O_PROMISED, l->promised},
	    {CRM_O_PROMISED_NOW, l->promised_now}};

	if (*l->line == '\0') {
		k->fn(k->ctx, k->v, "", &k->outcomes[k->n++]);
		return;
	}
	cells = crm_calloc(v.n, sizeof(*cells));
	memcpy(cells, v.cells, v.n * sizeof(*cells));
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if ((size_t)own[i].field < v.n)
			cells[own[i].field] = *own[i].cell;
	}
	v.cells = cells;
	k->fn(k->ctx, &v, l->line, &k->outcomes[k->n++]);
	free(cells);
}

void crm_order_outcomes(const struct crm_view *v, const struct crm_order_delivery *ask,
    const struct crm_clocks *clocks, struct crm_instant now, crm_order_outcome_fn *fn, void *ctx)
{
	struct look k = {.v = v, .ask = ask, .now = now, .fn = fn, .ctx = ctx};
	struct crm_order_outcome all = {.bad = true};

	k.zone = crm_clocks_zone(clocks, v);
	k.due_time = ask->exact ? time_of(crm_view_cell(v, CRM_O_DUE_TIME), &k.bad_time) : -1;
	crm_order_lines(v, count_line, &k);
	crm_order_lines(v, look_at, &k);
	if (k.n > 0)
		all = k.outcomes[0];
	for (size_t i = 1; i < k.n; i++)
		join(&all, &k.outcomes[i]);
	fn(ctx, v, NULL, &all);
	k.n = 0;
	crm_order_lines(v, give_line, &k);
	free(k.outcomes);
}
