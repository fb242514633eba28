/* clocks: a row for each clock of a record; --explain: for each interval that was counted. */
#include <stdlib.h>

#include "lib/tool/judged.h"
#include "lib/tool/listing.h"
#include "lib/tool/named.h"

enum {
	KIND,
	ID,
	CUSTOMER,
	CLOCK,
	VERDICT,
	LIMIT,
	FROM_AT,
	DUE_AT,
	ENDED_AT,
	USED_S,
	PAUSED_S,
	OVER_S,
	CALENDAR,
	ROUND,
	PLAIN,
	PROVISIONAL,
	FROZEN,
	DISORDERED,
	NARROW,
	INTERVAL_FROM = NARROW,
	INTERVAL_TO,
	COUNTED_S,
	RULE,
	EXPLAINED
};

static const struct crm_column columns[EXPLAINED] = {
    [KIND] = {.name = "kind", .optional = true},
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [CLOCK] = {.name = "clock"},
    [VERDICT] = {.name = "verdict"},
    [LIMIT] = {.name = "limit"},
    [FROM_AT] = {.name = "from_at", .optional = true},
    [DUE_AT] = {.name = "due_at", .optional = true},
    [ENDED_AT] = {.name = "ended_at", .optional = true},
    [USED_S] = {.name = "used_s", .right = true, .optional = true},
    [PAUSED_S] = {.name = "paused_s", .right = true, .optional = true},
    [OVER_S] = {.name = "over_s", .right = true, .optional = true},
    [CALENDAR] = {.name = "calendar", .optional = true},
    [ROUND] = {.name = "round", .right = true, .optional = true},
    [PLAIN] = {.name = "plain", .optional = true},
    [PROVISIONAL] = {.name = "provisional", .optional = true},
    [FROZEN] = {.name = "frozen", .optional = true},
    [DISORDERED] = {.name = "disordered", .optional = true},
    [INTERVAL_FROM] = {.name = "interval_from", .optional = true},
    [INTERVAL_TO] = {.name = "interval_to", .optional = true},
    [COUNTED_S] = {.name = "counted_s", .right = true, .optional = true},
    [RULE] = {.name = "rule"},
};

struct show {
	struct crm_judge judge;
	struct crm_output *out;
	bool explain;
};

static struct crm_cell flag(bool b)
{
	return b ? crm_cell_bool(true) : crm_cell_absent();
}

/* What it would be without pauses, where that says more. */
static struct crm_cell plain(const struct crm_clock_result *c)
{
	if (c->plain == c->verdict ||
	    (c->verdict == CRM_VERDICT_PAUSED && c->plain == CRM_VERDICT_RUNNING))
		return crm_cell_absent();
	return crm_cell_text(crm_verdict_name(c->plain));
}

struct explained {
	struct show *show;
	struct crm_cell *cells;
	bool any;
};

static void show_interval(void *arg, const struct crm_interval *interval)
{
	struct explained *x = arg;

	x->cells[INTERVAL_FROM] = crm_cell_instant(interval->from);
	x->cells[INTERVAL_TO] = crm_cell_instant(interval->to);
	x->cells[COUNTED_S] = crm_cell_seconds(interval->us);
	crm_output_row(x->show->out, x->cells);
	x->any = true;
}

static void show_intervals(struct show *s, const struct crm_view *v,
    const struct crm_clock_result *c, struct crm_cell cells[EXPLAINED])
{
	struct explained x = {s, cells, false};

	cells[RULE] = crm_cell_text(c->clock->rule);
	cells[INTERVAL_FROM] = cells[INTERVAL_TO] = cells[COUNTED_S] = crm_cell_absent();
	crm_clock_explain(c, v, s->judge.run->now, show_interval, &x);
	if (!x.any)
		crm_output_row(s->out, cells);
}

static void show_clock(struct show *s, const struct crm_view *v, const struct crm_clock_result *c)
{
	const struct crm_judge *j = &s->judge;
	struct crm_cell cells[EXPLAINED];

	cells[KIND] = *crm_view_cell(v, j->kind);
	cells[ID] = *crm_view_cell(v, j->id);
	cells[CUSTOMER] = *crm_view_cell(v, j->customer);
	cells[CLOCK] = crm_cell_text(c->clock->name);
	cells[VERDICT] = crm_cell_text(crm_verdict_name(c->verdict));
	cells[LIMIT] = c->limit[0] != '\0' ? crm_cell_text(c->limit) : crm_cell_absent();
	cells[FROM_AT] = crm_cell_stamp(c->has_from, c->from);
	cells[DUE_AT] = crm_cell_stamp(c->has_due, c->due);
	cells[ENDED_AT] = crm_cell_stamp(c->has_end, c->end);
	cells[USED_S] = c->has_from ? crm_cell_seconds(c->used_us) : crm_cell_absent();
	cells[PAUSED_S] = c->paused_us > 0 ? crm_cell_seconds(c->paused_us) : crm_cell_absent();
	cells[CALENDAR] = c->calendar;
	cells[ROUND] = c->round > 1 ? crm_cell_int(c->round) : crm_cell_absent();
	cells[PLAIN] = plain(c);
	cells[PROVISIONAL] = flag(c->provisional);
	cells[OVER_S] = c->over_us > 0 ? crm_cell_seconds(c->over_us) : crm_cell_absent();
	cells[FROZEN] = flag(c->frozen);
	cells[DISORDERED] = flag(c->disordered);
	if (s->explain)
		show_intervals(s, v, c, cells);
	else
		crm_output_row(s->out, cells);
}

static void show_view(struct show *s, const struct crm_view *v)
{
	size_t i;

	crm_judge_view(&s->judge, v);
	for (i = 0; i < s->judge.n; i++)
		if (s->judge.results[i].applies)
			show_clock(s, v, &s->judge.results[i]);
}

static void show_named(struct show *s)
{
	struct crm_run *r = s->judge.run;
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_record *rec;
	struct crm_named named;
	struct crm_view view;

	if (crm_named_open(r, true, &named) < 0)
		return;
	while ((rec = crm_named_next(&named)) != NULL) {
		crm_arena_clear(&arena);
		crm_view_of_record(crm_run_shape(r), rec, &arena, &view);
		if (crm_where_match(r->where, &view))
			show_view(s, &view);
	}
	crm_named_release(&named);
	crm_arena_release(&arena);
}

static void show_store(struct show *s)
{
	struct crm_stream *stream;
	struct crm_view view;

	if (crm_stream_open(s->judge.run, 0, &stream) < 0)
		return;
	while (crm_stream_next(stream, &view))
		if (!crm_judge_ended(&s->judge, &view))
			show_view(s, &view);
	crm_stream_free(stream);
}

void crm_cmd_clocks(struct crm_run *r)
{
	struct show s = {.explain = crm_args_has(r->args, "explain")};

	if (crm_judge_init(r, &s.judge) == 0 &&
	    crm_output_new(
	        r, CRM_OUT_ROWS, columns, s.explain ? EXPLAINED : NARROW, false, &s.out) == 0) {
		if (crm_args_operands(r->args) > 0)
			show_named(&s);
		else
			show_store(&s);
		crm_output_end(r, s.out);
	}
	crm_judge_release(&s.judge);
}
