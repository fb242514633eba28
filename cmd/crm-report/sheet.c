/* Figures as rows, and with --ids the records behind them. */
#include "cmd/crm-report/sheet.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/tool/stream.h"

/* Columns before and after the groups; the order of a row's cells. */
enum { FIGURE, NFRONT };
enum {
	CLOCK,
	FROM,
	TO,
	STAT,
	FIELD,
	WORD,
	VALUE,
	CUMULATIVE,
	NUM,
	DEN,
	UNIT,
	EXCLUDED,
	AS_OF = EXCLUDED + CRM_X_COUNT,
	RULE,
	NBACK
};

static const struct crm_column back_columns[NBACK] = {
    [CLOCK] = {.name = "clock", .optional = true},
    [FROM] = {.name = "from", .optional = true},
    [TO] = {.name = "to", .optional = true},
    [STAT] = {.name = "stat", .optional = true},
    [FIELD] = {.name = "field", .optional = true},
    [WORD] = {.name = "word", .optional = true},
    [VALUE] = {.name = "value", .right = true, .null = true},
    [CUMULATIVE] = {.name = "cumulative", .right = true, .optional = true},
    [NUM] = {.name = "numerator", .right = true, .optional = true},
    [DEN] = {.name = "denominator", .right = true, .optional = true},
    [UNIT] = {.name = "unit"},
    [AS_OF] = {.name = "as_of"},
    [RULE] = {.name = "rule"},
};

struct sheet {
	struct crm_run *run;
	struct crm_output *out;
	struct crm_arena arena;
	struct crm_column *columns;
	struct crm_cell *cells;
	size_t n, nby;
};

static const char *dotted(struct crm_arena *a, const char *head, const char *tail)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_addf(&b, "%s.%s", head, tail);
	char *name = crm_arena_strdup(a, crm_buf_str(&b));
	crm_buf_release(&b);
	return name;
}

static void sheet_columns(struct sheet *s, const struct crm_figures *f)
{
	const char *const *by = NULL;

	s->nby = crm_figures_by(f, &by);
	s->n = NFRONT + s->nby + NBACK;
	s->columns = crm_arena_alloc(&s->arena, s->n * sizeof(*s->columns));
	s->cells = crm_arena_alloc(&s->arena, s->n * sizeof(*s->cells));
	s->columns[FIGURE].name = "figure";
	for (size_t i = 0; i < s->nby; i++) {
		s->columns[NFRONT + i].name = dotted(&s->arena, "by", by[i]);
		s->columns[NFRONT + i].head = by[i];
	}
	struct crm_column *back = s->columns + NFRONT + s->nby;
	for (int i = 0; i < NBACK; i++)
		back[i] = back_columns[i];
	for (int i = 0; i < CRM_X_COUNT; i++) {
		back[EXCLUDED + i].name = dotted(&s->arena, "excluded", crm_excluded_name(i));
		back[EXCLUDED + i].right = true;
		back[EXCLUDED + i].optional = true;
	}
}

static struct crm_cell count_cell(int64_t n, int64_t none)
{
	return n == none ? crm_cell_absent() : crm_cell_int(n);
}

static void sheet_row(void *arg, const struct crm_figure *f)
{
	struct sheet *s = arg;
	struct crm_cell *back = s->cells + NFRONT + s->nby;

	s->cells[FIGURE] = crm_cell_text(f->figure);
	for (size_t i = 0; i < s->nby; i++)
		s->cells[NFRONT + i] = crm_cell_text(f->group[i]);
	back[CLOCK] = crm_cell_text(f->clock);
	back[FROM] = crm_cell_text(f->from);
	back[TO] = crm_cell_text(f->to);
	back[STAT] = crm_cell_text(f->stat);
	back[FIELD] = crm_cell_text(f->field);
	back[WORD] = crm_cell_text(f->word);
	back[VALUE] = f->has_value ? crm_cell_dec(f->value) : crm_cell_absent();
	back[CUMULATIVE] = f->has_cumulative ? crm_cell_dec(f->cumulative) : crm_cell_absent();
	back[NUM] = count_cell(f->num, -1);
	back[DEN] = count_cell(f->den, -1);
	back[UNIT] = crm_cell_text(f->unit);
	for (int i = 0; i < CRM_X_COUNT; i++)
		back[EXCLUDED + i] = count_cell(f->excluded[i], 0);
	back[AS_OF] = crm_cell_instant(s->run->now);
	back[RULE] = crm_cell_text(f->rule);
	crm_output_row(s->out, s->cells);
}

/* ---- --ids ---- */

static const struct crm_column id_columns[] = {
    {.name = "figure"},
    {.name = "detail", .optional = true},
    {.name = "group", .optional = true},
    {.name = "kind"},
    {.name = "id"},
    {.name = "role"},
    {.name = "reason", .optional = true},
};
#define NIDS (sizeof(id_columns) / sizeof(id_columns[0]))

static void id_row(void *arg, const char *figure, const char *detail, const char *group,
    const char *id, const char *role, const char *reason)
{
	const struct sheet *s = arg;
	const struct crm_cell cells[NIDS] = {
	    crm_cell_text(figure),
	    crm_cell_text(detail),
	    crm_cell_text(group),
	    crm_cell_text(s->run->kind->name),
	    crm_cell_text(id),
	    crm_cell_text(role),
	    crm_cell_text(reason),
	};

	crm_output_row(s->out, cells);
}

/* ---- reading ---- */

const char *const *sheet_values(
    struct crm_run *r, struct crm_arena *a, const char *option, size_t *n)
{
	const char **list;

	*n = crm_args_count(r->args, option);
	list = crm_arena_alloc(a, (*n + 1) * sizeof(*list));
	for (size_t i = 0; i < *n; i++)
		list[i] = crm_args_nth(r->args, option, i);
	return list;
}

int sheet_bad_option(
    struct crm_run *r, const char *option, const char *why, const char *text, const char *expected)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_BADINPUT, option, 0, NULL, "%s: '%s', expected %s", why, text, expected);
	return crm_run_fail(r, &e);
}

int sheet_whole(const char *text, size_t len, int64_t most, int64_t *out)
{
	struct crm_dec d;

	if (crm_dec_parse(text, len, &d) != 0 || d.scale != 0 || d.coef < 0 || d.coef > most)
		return -1;
	*out = d.coef;
	return 0;
}

/* A group, a word or a sum tells the value of its field. */
static int unmasked(struct crm_run *r)
{
	const char *by = crm_args_text(r->args, "by");

	for (size_t len; by != NULL && *by != '\0'; by += len + (by[len] == ',')) {
		len = strcspn(by, ",");
		if (crm_run_unmasked(r, by, len) != 0)
			return -1;
	}
	for (size_t i = 0; i < crm_args_count(r->args, "pareto"); i++) {
		const char *field = crm_args_nth(r->args, "pareto", i);

		if (crm_run_unmasked(r, field, strlen(field)) != 0)
			return -1;
	}
	return 0;
}

static int figures_new(struct sheet *s, const struct crm_figures_kind *kind,
    struct crm_figures_opts *o, struct crm_figures **out)
{
	struct crm_run *r = s->run;
	struct crm_err e = CRM_ERR_INIT;

	o->lags = sheet_values(r, &s->arena, "lag", &o->nlags);
	o->paretos = sheet_values(r, &s->arena, "pareto", &o->nparetos);
	o->by = crm_args_text(r->args, "by");
	o->unit = crm_args_text(r->args, "unit");
	o->from = crm_args_text(r->args, "from");
	o->to = crm_args_text(r->args, "to");
	if (crm_figures_new(
	        o, kind, crm_run_shape(r), r->clocks, crm_run_zone(r), r->now, out, &e) != 0)
		return crm_run_fail(r, &e);
	return 0;
}

void sheet_run(struct crm_run *run, const struct crm_figures_kind *kind, struct crm_figures_opts *o,
    sheet_wanted *wanted, int field)
{
	struct sheet s = {.run = run, .arena = CRM_ARENA_INIT};
	struct crm_figures *figures = NULL;
	struct crm_stream *stream = NULL;
	struct crm_view view;
	bool ids = crm_args_has(run->args, "ids");

	if (unmasked(run) != 0 || crm_run_clocks(run) != 0 ||
	    figures_new(&s, kind, o, &figures) != 0 || crm_run_where(run) != 0 ||
	    crm_stream_open(run, 0, &stream) != 0)
		goto out;
	if (wanted != NULL)
		crm_shape_need(crm_run_shape(run), field);
	crm_shape_restrict(crm_run_shape(run)); /* figures only, no record */
	sheet_columns(&s, figures);
	if (crm_output_new(run, CRM_OUT_ROWS, ids ? id_columns : s.columns, ids ? NIDS : s.n, false,
	        &s.out) != 0)
		goto out;
	if (ids)
		crm_figures_trace(figures, id_row, &s);
	while (crm_stream_next(stream, &view)) {
		if (wanted == NULL || wanted(run, &view))
			crm_figures_add(figures, &view);
	}
	if (!ids && crm_stream_failed(stream)) {
		crm_output_drop(s.out);
		s.out = NULL;
	} else if (!ids) {
		crm_figures_rows(figures, sheet_row, &s);
	}
out:
	crm_output_end(run, s.out);
	crm_stream_free(stream);
	crm_figures_free(figures);
	crm_arena_release(&s.arena);
}
