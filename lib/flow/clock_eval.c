/* The verdicts of one record. */
#include <string.h>

#include "lib/flow/clock_private.h"

/* What the clocks of one record share. */
struct eval {
	const struct crm_clocks *c;
	const struct crm_view *v;
	struct crm_instant now;
	const struct crm_clock_party *party; /* NULL: not known */
	struct crm_pauses pauses;            /* of the record */
	struct crm_pauses cut;               /* that matter to one clock */
};

static bool stamp(const struct crm_view *v, int field, struct crm_instant *out)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (field <= 0 || c->type != CRM_T_INSTANT)
		return false;
	*out = c->u.at;
	return true;
}

static bool bad(const struct crm_view *v, int field)
{
	return field > 0 && crm_view_cell(v, field)->type == CRM_T_BAD;
}

bool crm_clock_disordered(const struct crm_clock *row, const struct crm_view *v)
{
	struct crm_instant from, end;

	return stamp(v, row->from, &from) && stamp(v, row->to, &end) && end.us < from.us;
}

/* A verdict that the record carries; words that are none are passed over, and
 * own verdicts when it is judged anew. */
static void read_frozen(const struct crm_clock_compiled *c, const struct crm_view *v, bool anew,
    struct crm_clock_result *r)
{
	const struct crm_cell *verdict = crm_view_cell(v, c->frozen[CRM_V_VERDICT]);
	const struct crm_cell *limit = crm_view_cell(v, c->frozen[CRM_V_LIMIT]);
	const struct crm_cell *plain = crm_view_cell(v, c->frozen[CRM_V_PLAIN]);
	const struct crm_cell *cell = crm_view_cell(v, c->frozen[CRM_V_IMPORTED]);
	bool imported = cell->type == CRM_T_BOOL && cell->u.b;

	if (anew && !imported)
		return;
	if (crm_cell_eq(verdict, crm_verdict_name(CRM_VERDICT_MET)))
		r->verdict = CRM_VERDICT_MET;
	else if (crm_cell_eq(verdict, crm_verdict_name(CRM_VERDICT_LATE)))
		r->verdict = CRM_VERDICT_LATE;
	else
		return;
	r->frozen = true;
	r->imported = imported;
	r->plain = r->verdict;
	if (crm_cell_eq(plain, crm_verdict_name(CRM_VERDICT_MET)))
		r->plain = CRM_VERDICT_MET;
	else if (crm_cell_eq(plain, crm_verdict_name(CRM_VERDICT_LATE)))
		r->plain = CRM_VERDICT_LATE;
	if (crm_view_cell(v, c->frozen[CRM_V_CALENDAR])->type == CRM_T_TEXT)
		r->calendar = *crm_view_cell(v, c->frozen[CRM_V_CALENDAR]);
	r->has_due = stamp(v, c->frozen[CRM_V_DUE_AT], &r->due);
	if (limit->type == CRM_T_DURATION && limit->text != NULL && limit->len < sizeof(r->limit)) {
		memcpy(r->limit, limit->text, limit->len);
		r->limit[limit->len] = '\0';
	}
}

/* The limit of this record. */
static const struct crm_clock_limit *limit_for(
    const struct crm_clock_compiled *c, const struct crm_view *v)
{
	const struct crm_clock_limit *l = c->limits;

	while (l->where != NULL && !crm_where_match(l->where, v))
		l++;
	return l;
}

static const struct crm_clock_party *party_of(const struct crm_clocks *c, const struct crm_view *v)
{
	const struct crm_cell *name = crm_view_cell(v, c->party);
	size_t i;

	if (c->party < 0 || name->type != CRM_T_TEXT)
		return NULL;
	i = crm_map_find(c->by_party, name->text, name->len);
	return i == CRM_MAP_NONE ? NULL : &c->parties[i];
}

const struct crm_zone *crm_clock_party_zone(
    const struct crm_clock_party *p, const struct crm_zone *ours)
{
	if (p != NULL && p->zone != NULL)
		return p->zone;
	return p != NULL && p->calendar != NULL ? crm_calendar_zone(p->calendar) : ours;
}

const struct crm_zone *crm_clocks_zone(const struct crm_clocks *c, const struct crm_view *v)
{
	return crm_clock_party_zone(party_of(c, v), c->zone);
}

static struct crm_clock_basis basis_of(const struct eval *x, const struct crm_clock_limit *limit)
{
	const struct crm_calendar *theirs = x->party != NULL ? x->party->calendar : NULL;
	struct crm_clock_basis b = {NULL, theirs, x->c->zone};

	if (limit->hours == CRM_BY_OWN) {
		b.time = b.days = x->c->own;
		return b;
	}
	if (limit->hours == CRM_BY_NAME) {
		b.time = b.days = limit->named;
		b.zone = crm_calendar_zone(limit->named);
		return b;
	}
	b.zone = crm_clock_party_zone(x->party, x->c->zone);
	if (limit->hours == CRM_BY_CUSTOMER)
		b.time = b.days = theirs != NULL ? theirs : x->c->own;
	return b;
}

/* Where a clock that repeats stands: what the limit after the last renewal
 * begins with, and how often it has fallen due before. */
static int begin_of(const struct eval *x, const struct crm_clock_basis *b,
    const struct crm_clock_limit *limit, const struct crm_clock_result *r,
    struct crm_instant *begin)
{
	struct crm_instant renewed, due;
	int round = 1;

	*begin = r->from;
	if (!limit->repeats || !stamp(x->v, r->clock->renew, &renewed) ||
	    renewed.us <= r->from.us || (r->has_end && renewed.us > r->end.us))
		return round;
	*begin = renewed;
	due = crm_clock_due(b, r->from, limit->duration, &x->cut, NULL);
	do {
		round++;
		due = crm_clock_due(b, due, limit->repeat, &x->cut, NULL);
	} while (due.us <= renewed.us && round < CRM_CLOCK_ROUNDS);
	return round;
}

/* The rounds that have gone by since it was due. */
static void count_rounds(const struct eval *x, const struct crm_clock_basis *b,
    const struct crm_clock_limit *limit, struct crm_clock_result *r)
{
	int64_t until = r->has_end ? r->end.us : x->now.us;
	struct crm_instant due = r->due;

	while (limit->repeats && due.us < until && r->round < CRM_CLOCK_ROUNDS) {
		r->round++;
		due = crm_clock_due(b, due, limit->repeat, &x->cut, NULL);
	}
}

static void name_calendar(
    const struct crm_clock_basis *b, enum crm_duration_unit unit, struct crm_clock_result *r)
{
	const struct crm_calendar *used = unit == CRM_DUR_US ? b->time : b->days;

	if (r->clock->before > 0 && used == NULL)
		used = b->days;
	if (used != NULL && (unit != CRM_DUR_DAYS || r->clock->before > 0))
		r->calendar = crm_cell_text(crm_calendar_name(used));
}

/* Due by the limit that holds for the record. */
static bool derive_due(const struct eval *x, const struct crm_clock_basis *b,
    const struct crm_clock_limit *limit, struct crm_clock_result *r)
{
	const struct crm_cell *day = crm_view_cell(x->v, r->clock->before);
	struct crm_duration d = limit->duration;
	struct crm_instant begin;

	if (r->clock->before > 0) {
		if (day->type != CRM_T_DATE && r->clock->before_else > 0)
			day = crm_view_cell(x->v, r->clock->before_else);
		if (day->type != CRM_T_DATE)
			return false;
		r->due = crm_clock_due_before(b, day->u.date, d, &r->provisional);
	} else {
		if (!r->has_from)
			return false;
		r->round = begin_of(x, b, limit, r, &begin);
		if (r->round > 1)
			d = limit->repeat;
		r->due = crm_clock_due(b, begin, d, &x->cut, &r->provisional);
		count_rounds(x, b, limit, r);
	}
	name_calendar(b, d.unit, r);
	return true;
}

/* The calendar that a verdict was frozen with; NULL: none, or not known now. */
static const struct crm_calendar *frozen_calendar(
    const struct eval *x, const struct crm_clock_result *r)
{
	const struct crm_calendar *const some[] = {
	    x->party != NULL ? x->party->calendar : NULL, x->c->own};

	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		if (some[i] != NULL && crm_cell_eq(&r->calendar, crm_calendar_name(some[i])))
			return some[i];
	}
	return r->calendar.type == CRM_T_TEXT
	    ? crm_clocks_calendar(x->c, r->calendar.text, r->calendar.len)
	    : NULL;
}

/* A limit that was frozen counts by the calendar that was frozen with it. */
static void as_frozen(const struct eval *x, const struct crm_clock_result *r,
    struct crm_clock_limit *limit, struct crm_clock_basis *b)
{
	const struct crm_calendar *cal = frozen_calendar(x, r);

	(void)crm_duration_parse(r->limit, strlen(r->limit), &limit->duration);
	limit->repeats = false;
	b->time = limit->duration.unit == CRM_DUR_US && r->clock->before == 0 ? cal : NULL;
	b->days = cal;
}

static enum crm_verdict verdict_of(
    const struct crm_clock_result *r, struct crm_instant now, bool paused)
{
	if (!r->has_due || r->disordered)
		return CRM_VERDICT_VOID;
	if (r->has_end)
		return r->end.us <= r->due.us ? CRM_VERDICT_MET : CRM_VERDICT_LATE;
	if (now.us > r->due.us)
		return CRM_VERDICT_LATE;
	return paused ? CRM_VERDICT_PAUSED : CRM_VERDICT_RUNNING;
}

/* A frozen verdict without an end stamp has ended, nobody knows when. */
static void measure(const struct eval *x, struct crm_clock_result *r)
{
	int64_t end = r->has_end ? r->end.us : x->now.us;

	if (r->frozen && !r->has_end)
		return;
	for (size_t i = 0; r->has_due && i < x->cut.n; i++) {
		int64_t to = x->cut.items[i].to < end ? x->cut.items[i].to : end;

		if (x->cut.items[i].from < r->due.us)
			r->paused_us += crm_clock_counted(r->working, x->cut.items[i].from, to);
	}
	if (r->disordered)
		r->used_us = end - r->from.us;
	else if (r->has_from)
		r->used_us = crm_clock_counted(r->working, r->from.us, end) - r->paused_us;
	if (r->has_due && r->verdict == CRM_VERDICT_LATE && end > r->due.us)
		r->over_us = end - r->due.us;
}

/* The same without pauses. */
static enum crm_verdict plain_verdict(const struct eval *x, const struct crm_clock_basis *b,
    const struct crm_clock_limit *limit, const struct crm_clock_result *r)
{
	struct eval y = *x;
	struct crm_clock_result plain = *r;

	y.cut = (struct crm_pauses)CRM_PAUSES_INIT;
	plain.has_due = derive_due(&y, b, limit, &plain);
	return verdict_of(&plain, x->now, false);
}

/* A verdict that was imported without its limit was judged by a rule that we
 * do not know: it gets no due date from ours. */
static void judge(struct eval *x, const struct crm_clock_compiled *c, struct crm_clock_result *r)
{
	struct crm_clock_limit limit = *limit_for(c, x->v);
	struct crm_clock_basis b = basis_of(x, &limit);
	bool foreign = r->imported && r->limit[0] == '\0', paused = false;

	r->pausable = limit.pausable;
	x->cut.n = 0;
	if (r->pausable && r->clock->before == 0)
		paused = crm_pauses_cut(&x->pauses, r, x->now, &x->cut);
	if (r->limit[0] != '\0')
		as_frozen(x, r, &limit, &b);
	else if (!foreign)
		memcpy(r->limit, limit.text, sizeof(r->limit));
	if (!r->has_due && !foreign)
		r->has_due = derive_due(x, &b, &limit, r);
	if (!foreign && limit.duration.unit == CRM_DUR_US && r->clock->before == 0)
		r->working = b.time;
	if (!r->frozen) {
		r->verdict = verdict_of(r, x->now, paused);
		r->plain = x->cut.n > 0 || paused ? plain_verdict(x, &b, &limit, r) : r->verdict;
	}
	measure(x, r);
}

static void look(struct eval *x, const struct crm_clock_compiled *c, struct crm_clock_result *r)
{
	r->round = 1;
	r->has_from = stamp(x->v, r->clock->from, &r->from);
	r->has_end = stamp(x->v, r->clock->to, &r->end);
	r->unreadable = !r->frozen && (bad(x->v, r->clock->from) || bad(x->v, r->clock->to));
	r->disordered = r->has_from && r->has_end && r->end.us < r->from.us;
	judge(x, c, r);
}

static void eval(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    bool anew, struct crm_clock_result *results)
{
	struct eval x = {c, v, now, NULL, CRM_PAUSES_INIT, CRM_PAUSES_INIT};
	size_t n = crm_clocks_count(c);
	bool by_import = false;

	if (n == 0)
		return;
	memset(results, 0, n * sizeof(*results));
	x.party = party_of(c, v);
	crm_pauses_read(v, &x.pauses);
	for (size_t i = 0; i < n; i++) {
		read_frozen(&c->compiled[i], v, anew, &results[i]);
		by_import = by_import || results[i].imported;
	}
	for (size_t i = 0; i < n; i++) {
		struct crm_clock_result *r = &results[i];
		const struct crm_where *applies = c->compiled[i].applies;

		r->clock = &c->rows[i];
		r->applies =
		    by_import ? r->imported : applies == NULL || crm_where_match(applies, v);
		look(&x, &c->compiled[i], r);
	}
	crm_pauses_release(&x.pauses);
	crm_pauses_release(&x.cut);
}

void crm_clocks_eval(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    struct crm_clock_result *results)
{
	eval(c, v, now, false, results);
}

void crm_clocks_judge(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    struct crm_clock_result *results)
{
	eval(c, v, now, true, results);
}
