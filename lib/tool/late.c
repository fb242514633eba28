/*
 * due and late: a row for each record with clocks that end soon, or are past their limit. The row
 * says the clock that matters most, then each such clock. One that is paused is neither: nothing
 * is known of when it is due.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/judged.h"
#include "lib/tool/listing.h"
#include "lib/tool/stream.h"

const struct crm_opt crm_due_opts[] = {
    {"within", 0, CRM_OPT_TEXT, "DUR", "how soon (default P1D)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

const struct crm_opt crm_late_opts[] = {
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is any", false},
    {"running", 0, CRM_OPT_FLAG, NULL, "only clocks that have not ended", false},
    {"all", 0, CRM_OPT_FLAG, NULL, "closed records too", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { KIND, ID, STATE, CUSTOMER, ENGINEER, CLOCK, DUE_AT, SECONDS, PROVISIONAL, FIRST };
/* Of each clock, from FIRST on; due has no end. */
enum { C_DUE_AT, C_SECONDS, C_ENDED_AT };

struct row {
	int64_t rank; /* the smallest first */
	size_t order; /* as they came */
	struct crm_cell *cells;
};

struct table {
	struct crm_judge judge;
	bool late;   /* else due */
	size_t each; /* columns of a clock */
	size_t n;    /* of all columns */
	struct crm_column *columns;
	struct crm_arena arena;
	struct row *rows;
	size_t nrows, cap;
	bool running, all;
	int64_t until_us; /* due */
};

static void make_columns(struct table *t)
{
	static const char *const first[FIRST] = {"kind", "id", "state", "customer", "engineer",
	    "clock", "due_at", "over_s", "provisional"};
	static const char *const each[] = {"due_at", "over_s", "ended_at"};
	struct crm_buf name = CRM_BUF_INIT;
	size_t i, k;

	t->each = t->late ? 3 : 2;
	t->n = FIRST + t->judge.n * t->each;
	t->columns = crm_calloc(t->n, sizeof(*t->columns));
	for (i = 0; i < FIRST; i++) {
		t->columns[i].name = i == SECONDS && !t->late ? "left_s" : first[i];
		t->columns[i].right = i == SECONDS;
		t->columns[i].optional = i != ID;
	}
	for (i = 0; i < t->judge.n; i++) {
		for (k = 0; k < t->each; k++) {
			struct crm_column *c = &t->columns[FIRST + i * t->each + k];

			crm_buf_clear(&name);
			crm_buf_addf(&name, "clocks.%s.%s",
			    crm_clocks_row(t->judge.run->clocks, i)->name,
			    k == C_SECONDS && !t->late ? "left_s" : each[k]);
			c->name = crm_arena_strdup(&t->arena, crm_buf_str(&name));
			c->right = k == C_SECONDS;
			c->optional = true;
		}
	}
	crm_buf_release(&name);
}

/* Is this clock one for the row? */
static bool matters(const struct table *t, const struct crm_clock_result *c)
{
	if (!c->applies)
		return false;
	if (t->late)
		return c->verdict == CRM_VERDICT_LATE &&
		    (!t->running || (!c->has_end && !c->frozen));
	return c->verdict == CRM_VERDICT_RUNNING && c->has_due && c->due.us <= t->until_us;
}

/* What is over, or left. */
static int64_t span(const struct table *t, const struct crm_clock_result *c)
{
	return t->late ? c->over_us : c->due.us - t->judge.run->now.us;
}

/* An imported verdict may be late nobody knows by how much. */
static struct crm_cell span_cell(const struct table *t, const struct crm_clock_result *c)
{
	return c->has_due ? crm_cell_seconds(span(t, c)) : crm_cell_absent();
}

static void fill_clock(const struct table *t, size_t i, struct crm_cell *cells)
{
	const struct crm_clock_result *c = &t->judge.results[i];

	cells += FIRST + i * t->each;
	cells[C_DUE_AT] = crm_cell_stamp(c->has_due, c->due);
	cells[C_SECONDS] = span_cell(t, c);
	if (t->late)
		cells[C_ENDED_AT] = crm_cell_stamp(c->has_end, c->end);
}

static void add_row(struct table *t, const struct crm_view *v, const struct crm_clock_result *worst)
{
	const struct crm_judge *j = &t->judge;
	const int fields[] = {
	    [KIND] = j->kind,
	    [ID] = j->id,
	    [STATE] = j->state,
	    [CUSTOMER] = j->customer,
	    [ENGINEER] = j->engineer,
	};
	struct row row = {0, t->nrows, NULL};
	size_t i;

	row.rank = t->late ? -span(t, worst) : worst->due.us;
	row.cells = crm_arena_alloc(&t->arena, t->n * sizeof(*row.cells));
	for (i = 0; i < t->n; i++)
		row.cells[i] = crm_cell_absent();
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		row.cells[i] = crm_cell_keep(crm_view_cell(v, fields[i]), &t->arena);
	row.cells[CLOCK] = crm_cell_text(worst->clock->name);
	row.cells[DUE_AT] = crm_cell_stamp(worst->has_due, worst->due);
	row.cells[SECONDS] = span_cell(t, worst);
	row.cells[PROVISIONAL] = worst->provisional ? crm_cell_bool(true) : crm_cell_absent();
	for (i = 0; i < j->n; i++)
		if (matters(t, &j->results[i]))
			fill_clock(t, i, row.cells);
	crm_grow(&t->rows, &t->cap, t->nrows + 1, sizeof(*t->rows));
	t->rows[t->nrows++] = row;
}

static void judge(struct table *t, const struct crm_view *v)
{
	const struct crm_clock_result *worst = NULL, *c;
	size_t i;

	if (crm_judge_gone(&t->judge, v) || (!t->all && crm_judge_ended(&t->judge, v)))
		return;
	crm_judge_view(&t->judge, v);
	for (i = 0; i < t->judge.n; i++) {
		c = &t->judge.results[i];
		if (!matters(t, c))
			continue;
		if (worst == NULL ||
		    (t->late ? span(t, c) > span(t, worst) : c->due.us < worst->due.us))
			worst = c;
	}
	if (worst != NULL)
		add_row(t, v, worst);
}

static int by_rank(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int run_table(struct crm_run *r, struct table *t)
{
	struct crm_stream *stream = NULL;
	struct crm_output *out = NULL;
	struct crm_view view;
	size_t i;
	int ret = -1;

	if (crm_judge_init(r, &t->judge) < 0)
		goto out;
	make_columns(t);
	if (crm_output_new(r, CRM_OUT_ROWS, t->columns, t->n, false, &out) < 0 ||
	    crm_stream_open(r, 0, &stream) < 0)
		goto out;
	while (crm_stream_next(stream, &view))
		judge(t, &view);
	if (t->nrows > 0)
		qsort(t->rows, t->nrows, sizeof(*t->rows), by_rank);
	for (i = 0; i < t->nrows; i++)
		crm_output_row(out, t->rows[i].cells);
	crm_output_end(r, out);
	out = NULL;
	ret = 0;
out:
	crm_output_drop(out);
	crm_stream_free(stream);
	crm_judge_release(&t->judge);
	free(t->columns);
	free(t->rows);
	crm_arena_release(&t->arena);
	return ret;
}

void crm_cmd_late(struct crm_run *r)
{
	struct table t = {.late = true};

	t.running = crm_args_has(r->args, "running");
	t.all = crm_args_has(r->args, "all");
	if (run_table(r, &t) == 0 && crm_args_has(r->args, "check") && t.nrows > 0)
		crm_run_worse(r, CRM_NO);
}

int crm_run_within(struct crm_run *r, const char *text, struct crm_instant *until)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_duration within;

	if (crm_duration_parse(text, strlen(text), &within) < 0 || within.n < 0) {
		crm_err_at(&e, CRM_BADINPUT, "--within", 0, NULL,
		    "not a duration: '%s'; expected one like PT30M, P3D or 3wd", text);
		return crm_run_fail(r, &e);
	}
	*until = crm_duration_after(r->now, within, crm_run_zone(r), NULL);
	return 0;
}

void crm_cmd_due(struct crm_run *r)
{
	const char *text = crm_args_text(r->args, "within");
	struct table t = {.late = false};
	struct crm_instant until = {.us = 0};

	if (crm_run_within(r, text != NULL ? text : "P1D", &until) < 0)
		return;
	t.until_us = until.us;
	(void)run_table(r, &t);
}
