/*
 * review ID...: what an order lacks before the next decision, by department and line; its sort and
 * why. --signatures: every signature that is asked for, as it stands. --prices: the order against
 * its quote.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/base/mem.h"
#include "lib/rules/order/review/review.h"
#include "lib/tool/judged.h"

const struct crm_opt order_review_opts[] = {
    {"before", 0, CRM_OPT_TEXT, "STEP", "approve (default), confirm, start or deliver", false},
    {"signatures", 0, CRM_OPT_FLAG, NULL, "each signature, as it stands", false},
    {"prices", 0, CRM_OPT_FLAG, NULL, "each line against the quote", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when a signature is missing, a price differs", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { L_ID, L_CODE, L_DEPARTMENT, L_LINE, L_FIELD, L_TEXT, L_STEP, L_BLOCKS, L_DUE, L_COLUMNS };

static const struct crm_column lack_columns[L_COLUMNS] = {
    [L_ID] = {.name = "id"},
    [L_CODE] = {.name = "code"},
    [L_DEPARTMENT] = {.name = "department", .optional = true},
    [L_LINE] = {.name = "line", .optional = true},
    [L_FIELD] = {.name = "field", .optional = true},
    [L_TEXT] = {.name = "text"},
    [L_STEP] = {.name = "step", .optional = true},
    [L_BLOCKS] = {.name = "blocks"},
    [L_DUE] = {.name = "due", .optional = true},
};

enum {
	S_ID,
	S_DEPARTMENT,
	S_STAGE,
	S_VERDICT,
	S_BY,
	S_LOGIN,
	S_AT,
	S_TURN,
	S_CHANGED,
	S_TEXT,
	S_COLUMNS
};

static const struct crm_column signature_columns[S_COLUMNS] = {
    [S_ID] = {.name = "id"},
    [S_DEPARTMENT] = {.name = "department"},
    [S_STAGE] = {.name = "stage", .right = true},
    [S_VERDICT] = {.name = "verdict"},
    [S_BY] = {.name = "by", .optional = true},
    [S_LOGIN] = {.name = "login", .optional = true},
    [S_AT] = {.name = "at", .optional = true},
    [S_TURN] = {.name = "turn", .optional = true},
    [S_CHANGED] = {.name = "changed", .optional = true},
    [S_TEXT] = {.name = "text", .optional = true},
};

enum {
	P_ID,
	P_LINE,
	P_PART,
	P_QUANTITY,
	P_ORDERED,
	P_QUOTED,
	P_FROM,
	P_CURRENCY,
	P_AGREES,
	P_WHY,
	P_COLUMNS
};

static const struct crm_column price_columns[P_COLUMNS] = {
    [P_ID] = {.name = "id"},
    [P_LINE] = {.name = "line", .optional = true},
    [P_PART] = {.name = "part"},
    [P_QUANTITY] = {.name = "quantity", .right = true},
    [P_ORDERED] = {.name = "ordered", .right = true},
    [P_QUOTED] = {.name = "quoted", .right = true},
    [P_FROM] = {.name = "from", .right = true, .optional = true},
    [P_CURRENCY] = {.name = "currency", .optional = true},
    [P_AGREES] = {.name = "agrees"},
    [P_WHY] = {.name = "why", .optional = true},
};

struct lack {
	uint64_t place; /* of its department */
	size_t at;      /* among all */
	struct crm_cell cells[L_COLUMNS];
};

struct review {
	struct crm_run *run;
	struct crm_output *out;
	struct crm_order_book *book;
	struct crm_instant now;
	enum crm_lack_before before;
	bool whole;               /* the book tells of orders and quotes too */
	enum crm_order_sort sort; /* of that order */
	const struct crm_view *view;
	struct crm_arena arena;
	struct lack *lacks; /* of that order */
	size_t n, cap;
	size_t bad;
};

/* ---- what is lacking ---- */

static struct crm_cell text_cell(struct review *x, const char *text)
{
	return crm_cell_some(crm_arena_strdup(&x->arena, text));
}

/* What is of no department comes first, then they in the order in which they sign, those who do not
 * sign orders of this sort after them. */
static uint64_t place_of(const struct review *x, const char *department)
{
	const struct crm_procedure *p = crm_order_book_procedure(x->book);
	uint64_t place = department[0] != '\0' ? UINT64_MAX : 0;

	for (size_t i = 0; i < p->nduties; i++) {
		const struct crm_duty_row *row = &p->duties[i];
		bool signs = (row->sorts & 1u << (unsigned)x->sort) != 0;
		uint64_t here = (signs ? 0 : 1ull << 48) + ((uint64_t)row->stage << 32) + i + 1;

		if (strcmp(row->department, department) == 0 && here < place)
			place = here;
	}
	return place;
}

static void add_lack(void *ctx, const struct crm_lack *l)
{
	struct review *x = ctx;
	struct crm_cell *c;

	crm_grow(&x->lacks, &x->cap, x->n + 1, sizeof(*x->lacks));
	x->lacks[x->n].place = place_of(x, l->department);
	x->lacks[x->n].at = x->n;
	c = x->lacks[x->n++].cells;
	c[L_ID] = *crm_view_cell(x->view, CRM_C_ID);
	c[L_CODE] = text_cell(x, l->code);
	c[L_DEPARTMENT] = text_cell(x, l->department);
	c[L_LINE] = text_cell(x, l->line);
	c[L_FIELD] = text_cell(x, l->field);
	c[L_TEXT] = text_cell(x, l->text);
	c[L_STEP] = text_cell(x, l->step);
	c[L_BLOCKS] = crm_cell_bool(l->blocks);
	c[L_DUE] = crm_cell_keep(&l->due, &x->arena);
	x->bad += l->blocks;
}

static int by_place(const void *a, const void *b)
{
	const struct lack *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

/* What is of one department together. */
static void give_lacks(struct review *x)
{
	if (x->n > 0)
		qsort(x->lacks, x->n, sizeof(*x->lacks), by_place);
	for (size_t i = 0; i < x->n; i++)
		crm_output_row(x->out, x->lacks[i].cells);
	x->n = 0;
	crm_arena_release(&x->arena);
}

/* Of an order that was never approved the sort hangs on the orders before it, which a later step is
 * not told. */
static void widen(struct review *x)
{
	struct crm_order_book *all = NULL;

	if (x->whole)
		return;
	x->whole = true;
	if (order_book(x->run, &all) < 0)
		return;
	crm_order_book_free(x->book);
	x->book = all;
}

/* Before the approval it is judged anew; each later step asks for what was frozen by it. */
static enum crm_order_sort sort_of(struct review *x, struct crm_buf *why)
{
	const struct crm_cell *frozen = crm_view_cell(x->view, CRM_O_SORT);

	for (int s = 0; x->before != CRM_BEFORE_APPROVE && s < CRM_SORTS; s++) {
		if (!crm_cell_eq(frozen, crm_order_sort_name((enum crm_order_sort)s)))
			continue;
		crm_buf_addz(why, crm_view_text(x->view, CRM_O_SORT_WHY, &x->arena));
		return (enum crm_order_sort)s;
	}
	widen(x);
	return crm_order_sort_of(x->view, x->book, why);
}

/* The sort decides what is asked for, so it comes first. */
static void add_sort(struct review *x)
{
	struct crm_buf text = CRM_BUF_INIT, why = CRM_BUF_INIT;

	x->sort = sort_of(x, &why);
	crm_buf_addf(&text, "%s%s%s", crm_order_sort_name(x->sort), why.len > 0 ? ": " : "",
	    crm_buf_str(&why));
	add_lack(x,
	    &(struct crm_lack){.code = "sort",
	        .department = "",
	        .field = "sort",
	        .line = "",
	        .step = "",
	        .text = crm_buf_str(&text),
	        .due = crm_cell_absent()});
	crm_buf_release(&text);
	crm_buf_release(&why);
}

static void review_lacks(void *ctx, const struct crm_view *v, const struct crm_record *record)
{
	struct review *x = ctx;

	(void)record;
	x->view = v;
	add_sort(x);
	crm_order_lacks(v, x->book, x->before, x->now, add_lack, x);
	give_lacks(x);
}

/* ---- signatures ---- */

static void give_signature(void *ctx, const struct crm_signed *s)
{
	struct review *x = ctx;
	const struct crm_cell cells[S_COLUMNS] = {
	    [S_ID] = *crm_view_cell(x->view, CRM_C_ID),
	    [S_DEPARTMENT] = crm_cell_some(s->department),
	    [S_STAGE] = crm_cell_int(s->stage),
	    [S_VERDICT] = crm_cell_some(s->verdict),
	    [S_BY] = crm_cell_some(s->by),
	    [S_LOGIN] = crm_cell_some(s->login),
	    [S_AT] = s->at,
	    [S_TURN] = crm_cell_bool(s->turn),
	    [S_CHANGED] = crm_cell_some(s->changed),
	    [S_TEXT] = crm_cell_some(s->text),
	};

	x->bad += strcmp(s->verdict, "signed") != 0 && strcmp(s->verdict, "condition") != 0;
	crm_output_row(x->out, cells);
}

static void review_signatures(void *ctx, const struct crm_view *v, const struct crm_record *record)
{
	struct review *x = ctx;

	(void)record;
	x->view = v;
	crm_order_signatures(v, x->book, give_signature, x);
}

/* ---- prices ---- */

static void give_price(void *ctx, const struct crm_price_line *l)
{
	struct review *x = ctx;
	const struct crm_cell cells[P_COLUMNS] = {
	    [P_ID] = *crm_view_cell(x->view, CRM_C_ID),
	    [P_LINE] = crm_cell_some(l->line),
	    [P_PART] = l->part,
	    [P_QUANTITY] = l->quantity,
	    [P_ORDERED] = l->ordered,
	    [P_QUOTED] = l->quoted,
	    [P_FROM] = l->from > 0 ? crm_cell_int(l->from) : crm_cell_absent(),
	    [P_CURRENCY] = l->currency,
	    [P_AGREES] = crm_cell_bool(l->agrees),
	    [P_WHY] = crm_cell_some(l->why),
	};

	x->bad += !l->agrees;
	crm_output_row(x->out, cells);
}

static void review_prices(void *ctx, const struct crm_view *v, const struct crm_record *record)
{
	struct review *x = ctx;

	(void)record;
	x->view = v;
	crm_order_prices(v, x->book, give_price, x);
}

/* ---- the command ---- */

static const struct report {
	const char *option; /* NULL: none of them */
	const struct crm_column *columns;
	size_t n;
	order_each_fn *fn;
	bool answers; /* exit 1 without --check */
} reports[] = {
    {"signatures", signature_columns, S_COLUMNS, review_signatures, false},
    {"prices", price_columns, P_COLUMNS, review_prices, false},
    {NULL, lack_columns, L_COLUMNS, review_lacks, true},
};

static const char *const words[] = {"approve", "confirm", "start", "deliver"};

static int read_before(struct crm_run *r, enum crm_lack_before *out)
{
	const char *text = crm_args_text(r->args, "before");
	struct crm_err e = CRM_ERR_INIT;

	*out = CRM_BEFORE_APPROVE;
	for (size_t i = 0; text != NULL && i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(text, words[i]) == 0) {
			*out = (enum crm_lack_before)i;
			return 0;
		}
	}
	if (text == NULL)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--before", 0, NULL,
	    "'%s' is no step; expected approve, confirm, start or deliver", text);
	return crm_run_fail(r, &e);
}

void order_review(struct crm_run *r)
{
	const struct report *report = reports;
	struct review x = {.run = r, .now = order_now(r)};

	while (report->option != NULL && !crm_args_has(r->args, report->option))
		report++;
	if (read_before(r, &x.before) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, report->columns, report->n, false, &x.out) < 0)
		return;
	/* signatures and prices are looked at by who approves */
	if (!report->answers)
		x.before = CRM_BEFORE_APPROVE;
	x.whole = x.before == CRM_BEFORE_APPROVE || x.before == CRM_BEFORE_START;
	if (order_book_of(r, words[x.before], &x.book) == 0 &&
	    order_each_named(r, report->fn, &x) == 0) {
		crm_output_end(r, x.out);
		x.out = NULL;
	}
	crm_output_drop(x.out);
	crm_order_book_free(x.book);
	free(x.lacks);
	if (x.bad > 0 && (report->answers || crm_args_has(r->args, "check")))
		crm_run_worse(r, CRM_NO);
}
