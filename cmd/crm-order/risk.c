/* risk --days N: what endangers promises that are due so soon, the most urgent first. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/base/mem.h"
#include "lib/rules/order/watch/risk.h"
#include "lib/tool/judged.h"
#include "lib/tool/stream.h"

const struct crm_opt order_risk_opts[] = {
    {"days", 0, CRM_OPT_TEXT, "N", "promises of so many days from today (default 14)", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is any", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

#define DAYS_DEFAULT 14
#define DAYS_MOST 100000

enum { DAYS, PROMISE, ID, CUSTOMER, LINE, CODE, TEXT, DUE, PIECES, OWNER, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [DAYS] = {.name = "days", .right = true},
    [PROMISE] = {.name = "promise"},
    [ID] = {.name = "id"},
    [CUSTOMER] = {.name = "customer", .optional = true},
    [LINE] = {.name = "line", .optional = true},
    [CODE] = {.name = "code"},
    [TEXT] = {.name = "text"},
    [DUE] = {.name = "due", .optional = true},
    [PIECES] = {.name = "pieces", .right = true, .optional = true},
    [OWNER] = {.name = "owner", .optional = true},
};

struct row {
	int64_t days;
	size_t order; /* as they came */
	struct crm_cell cells[COLUMNS];
};

struct risks {
	const struct crm_view *view;
	struct crm_arena arena;
	struct row *rows;
	size_t n, cap;
};

static struct crm_cell text_cell(struct risks *x, const char *text)
{
	return text[0] != '\0' ? crm_cell_text(crm_arena_strdup(&x->arena, text))
	                       : crm_cell_absent();
}

static void add(void *ctx, const struct crm_risk *r)
{
	struct risks *x = ctx;
	struct row row = {.days = r->days, .order = x->n};
	struct crm_cell *c = row.cells;

	c[DAYS] = crm_cell_int(r->days);
	c[PROMISE] = crm_cell_keep(&r->promise, &x->arena);
	c[ID] = crm_cell_keep(crm_view_cell(x->view, CRM_C_ID), &x->arena);
	c[CUSTOMER] = crm_cell_keep(crm_view_cell(x->view, CRM_O_CUSTOMER), &x->arena);
	c[LINE] = text_cell(x, r->line);
	c[CODE] = text_cell(x, r->code);
	c[TEXT] = text_cell(x, r->text);
	c[DUE] = crm_cell_keep(&r->due, &x->arena);
	c[PIECES] = r->pieces < 0 ? crm_cell_absent() : crm_cell_int(r->pieces);
	c[OWNER] = crm_cell_keep(crm_view_cell(x->view, CRM_O_OWNER), &x->arena);
	crm_grow(&x->rows, &x->cap, x->n + 1, sizeof(*x->rows));
	x->rows[x->n++] = row;
}

static int by_days(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->days != y->days)
		return x->days < y->days ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int read_days(struct crm_run *r, int64_t *out)
{
	static const struct crm_field days = {
	    .name = "days", .type = CRM_T_INT, .flags = CRM_F_COUNT};
	const char *text = crm_args_text(r->args, "days");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell c;

	*out = DAYS_DEFAULT;
	if (text == NULL)
		return 0;
	crm_field_read(&days, text, strlen(text), &c, NULL);
	if (c.type == CRM_T_INT && c.u.i <= DAYS_MOST) {
		*out = c.u.i;
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--days", 0, NULL,
	    "'%s' cannot be read; expected a count of days, at most %d", text, DAYS_MOST);
	return crm_run_fail(r, &e);
}

/* Files without a store are judged by what they say. */
static int read_book(struct crm_run *r, struct crm_order_book **out)
{
	int found = crm_run_store_maybe(r);

	*out = NULL;
	return found == 0 ? order_book(r, out) : found < 0 ? -1 : 0;
}

static int judge_all(struct crm_run *r, struct risks *x)
{
	struct crm_order_book *book = NULL;
	struct crm_stream *stream = NULL;
	struct crm_instant now;
	struct crm_view view;
	int64_t days;
	int ret = -1;

	if (read_days(r, &days) == 0 && read_book(r, &book) == 0 && crm_run_where(r) == 0 &&
	    crm_stream_open(r, 0, &stream) == 0) {
		now = order_now(r);
		x->view = &view;
		while (crm_stream_next(stream, &view))
			crm_order_risks(&view, book, now, days, add, x);
		x->view = NULL;
		ret = 0;
	}
	crm_stream_free(stream);
	crm_order_book_free(book);
	return ret;
}

void order_risk(struct crm_run *r)
{
	struct risks x = {.arena = CRM_ARENA_INIT};
	struct crm_output *out = NULL;

	if (crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &out) < 0)
		return;
	if (judge_all(r, &x) == 0) {
		if (x.n > 0)
			qsort(x.rows, x.n, sizeof(*x.rows), by_days);
		for (size_t i = 0; i < x.n; i++)
			crm_output_row(out, x.rows[i].cells);
		crm_output_end(r, out);
		out = NULL;
		if (x.n > 0 && crm_args_has(r->args, "check"))
			crm_run_worse(r, CRM_NO);
	}
	crm_output_drop(out);
	free(x.rows);
	crm_arena_release(&x.arena);
}
