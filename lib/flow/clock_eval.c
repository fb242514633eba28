/* The verdicts of one record. */
#include <string.h>

#include "lib/flow/clock.h"
#include "lib/flow/clock_private.h"

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
	r->has_due = stamp(v, c->frozen[CRM_V_DUE_AT], &r->due);
	if (limit->type == CRM_T_DURATION && limit->text != NULL && limit->len < sizeof(r->limit)) {
		memcpy(r->limit, limit->text, limit->len);
		r->limit[limit->len] = '\0';
	}
}

/* The day counted back from ends at its last second. */
static bool due_before(const struct crm_clocks *c, const struct crm_clock *row,
    const struct crm_view *v, struct crm_duration limit, struct crm_instant *out)
{
	const struct crm_cell *day = crm_view_cell(v, row->before);
	struct crm_instant end;

	if (day->type != CRM_T_DATE)
		return false;
	end = crm_zone_instant(c->zone, day->u.date, CRM_US_PER_DAY - CRM_US_PER_SEC);
	limit.n = -limit.n;
	*out = crm_duration_after(end, limit, c->zone, NULL);
	return true;
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

/* A verdict that was imported without its limit was judged by a rule that we
 * do not know: it gets no due date from ours. */
static void set_due(
    const struct crm_clocks *c, size_t i, const struct crm_view *v, struct crm_clock_result *r)
{
	const struct crm_clock_limit *own = limit_for(&c->compiled[i], v);
	struct crm_duration limit = own->duration;

	if (r->imported && r->limit[0] == '\0')
		return;
	if (r->limit[0] == '\0')
		memcpy(r->limit, own->text, sizeof(r->limit));
	else
		(void)crm_duration_parse(r->limit, strlen(r->limit), &limit);
	if (r->has_due)
		return;
	if (r->clock->before > 0) {
		r->has_due = due_before(c, r->clock, v, limit, &r->due);
	} else if (r->has_from) {
		r->has_due = true;
		r->due = crm_duration_after(r->from, limit, c->zone, NULL);
	}
}

static enum crm_verdict verdict_of(const struct crm_clock_result *r, struct crm_instant now)
{
	if (!r->has_due || r->disordered)
		return CRM_VERDICT_VOID;
	if (r->has_end)
		return r->end.us <= r->due.us ? CRM_VERDICT_MET : CRM_VERDICT_LATE;
	return now.us > r->due.us ? CRM_VERDICT_LATE : CRM_VERDICT_RUNNING;
}

/* A frozen verdict without an end stamp has ended, nobody knows when. */
static void measure(struct crm_clock_result *r, struct crm_instant now)
{
	int64_t end = r->has_end ? r->end.us : now.us;

	if (r->frozen && !r->has_end)
		return;
	if (r->has_from && (end > r->from.us || r->disordered))
		r->used_us = end - r->from.us;
	if (r->has_due && r->verdict == CRM_VERDICT_LATE && end > r->due.us)
		r->over_us = end - r->due.us;
}

static void eval(const struct crm_clocks *c, const struct crm_view *v, struct crm_instant now,
    bool anew, struct crm_clock_result *results)
{
	size_t n = crm_clocks_count(c);
	bool by_import = false;

	if (n == 0)
		return;
	memset(results, 0, n * sizeof(*results));
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
		r->has_from = stamp(v, r->clock->from, &r->from);
		r->has_end = stamp(v, r->clock->to, &r->end);
		r->unreadable = !r->frozen && (bad(v, r->clock->from) || bad(v, r->clock->to));
		r->disordered = r->has_from && r->has_end && r->end.us < r->from.us;
		set_due(c, i, v, r);
		if (!r->frozen)
			r->verdict = verdict_of(r, now);
		measure(r, now);
	}
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

bool crm_clock_interval(
    const struct crm_clock_result *r, struct crm_instant now, size_t i, struct crm_interval *out)
{
	if (i > 0 || !r->has_from || (r->frozen && !r->has_end))
		return false;
	out->from = r->from;
	out->to = r->has_end ? r->end : now;
	out->us = out->to.us - out->from.us;
	return out->us >= 0;
}
