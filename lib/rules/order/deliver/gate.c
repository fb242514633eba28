#include "lib/rules/order/deliver/gate.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/order/deliver/gate_private.h"
#include "lib/rules/order/order_private.h"
#include "lib/rules/order/review/review.h"

/* ---- telling ---- */

static void tell(
    struct crm_gate *g, const char *code, const char *about, bool overridable, const char *text)
{
	const struct crm_gate_reason r = {code, about, text, overridable};
	struct crm_buf key = CRM_BUF_INIT;
	bool added;

	crm_buf_addf(&key, "%s\n%s\n%s", code, about, text);
	(void)crm_map_put(g->told, key.data, key.len, &added);
	crm_buf_release(&key);
	if (added)
		g->fn(g->ctx, &r);
}

void crm_gate_tell(struct crm_gate *g, const char *code, const char *about, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	tell(g, code, about, true, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_gate_insist(struct crm_gate *g, const char *code, const char *about, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	tell(g, code, about, false, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* ---- the order ---- */

static void tell_lack(void *ctx, const struct crm_lack *l)
{
	struct crm_gate *g = ctx;

	if (!l->blocks)
		return;
	/* nobody of us can do without the written order (O5) */
	if (strcmp(l->code, "no_paper") == 0)
		crm_gate_insist(g, l->code, l->field, "%s", l->text);
	else
		crm_gate_tell(g, l->code, l->field, "%s", l->text);
}

static void judge_order(struct crm_gate *g)
{
	const struct crm_cell *state = crm_view_cell(g->v, CRM_C_STATE);
	bool open = !crm_cell_is(state) || crm_cell_eq(state, "open");

	crm_order_lacks(g->v, g->b, CRM_BEFORE_DELIVER, g->ask->at, tell_lack, g);
	if (crm_state_ended(&crm_order_states, state))
		crm_gate_insist(
		    g, "not_confirmed", "", "the order is %.*s", (int)state->len, state->text);
	else if ((open || crm_cell_eq(state, "approved")))
		crm_gate_tell(g, "not_confirmed", "",
		    "the order is %s: it was not confirmed to the customer",
		    open ? "open" : "approved");
}

/* ---- pieces ---- */

static void judge_pieces(struct crm_gate *g, const struct crm_order_line *l)
{
	const struct crm_cell *n = &g->ask->quantity;
	struct crm_order_pieces p;
	int64_t there;

	crm_order_pieces(g->v, l, &p);
	if (p.ordered < 0)
		crm_gate_insist(g, "quantity_missing", "",
		    "no quantity is ordered%s%s: nobody knows what would be enough",
		    l->line[0] != '\0' ? " of line " : "", l->line);
	if (n->type != CRM_T_INT)
		return;
	there = p.left - crm_order_lost(g->v, l);
	if (n->u.i <= p.most - there)
		return;
	crm_gate_insist(g, "quantity_exceeds", "",
	    "%" PRId64 " pieces are too many: of %" PRId64 " ordered %" PRId64
	    " have left, and at most %" PRId64 " may",
	    n->u.i, p.ordered, there, p.most);
}

/* ---- as what it is counted ---- */

/* As it was entered wrongly before: each is counted by itself. */
static size_t recalls(
    const struct crm_view *v, const struct crm_cell *note, const struct crm_cell *lot)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, CRM_O_RECALLS);
	while (crm_items_next(&it)) {
		const struct crm_cell *a = crm_view_cell(&it.view, CRM_RECALL_NOTE);
		const struct crm_cell *b = crm_view_cell(&it.view, CRM_RECALL_LOT);

		n += crm_cell_cmp(a, note) == 0 && crm_cell_cmp(b, lot) == 0;
	}
	crm_items_release(&it);
	return n;
}

void crm_order_counted_as(const struct crm_view *v, const struct crm_cell *note,
    const struct crm_cell *lot, struct crm_buf *out)
{
	size_t again = recalls(v, note, lot);
	struct crm_arena a = CRM_ARENA_INIT;

	crm_buf_clear(out);
	crm_cell_print(note, out);
	crm_buf_addc(out, ' ');
	crm_cell_print(lot, out);
	crm_buf_addf(out, " %s", crm_view_text(v, CRM_C_ID, &a));
	if (again > 0)
		crm_buf_addf(out, " (%zu)", again + 1);
	crm_arena_release(&a);
}

static struct crm_cell delivery_of(
    const struct crm_view *v, const struct crm_gate_ask *ask, struct crm_buf *text)
{
	if (!crm_cell_is(&ask->note))
		return crm_cell_absent();
	crm_order_counted_as(v, &ask->note, &ask->lot, text);
	return crm_cell_text(crm_buf_str(text));
}

/* ---- lines ---- */

static bool is_asked(const struct crm_gate_ask *ask, const struct crm_order_line *l)
{
	return !crm_cell_is(&ask->line) || crm_cell_eq(&ask->line, l->line);
}

static void judge_line(void *ctx, const struct crm_order_line *l)
{
	struct crm_gate *g = ctx;

	if (!is_asked(g->ask, l))
		return;
	g->lines++;
	crm_gate_part(g, l);
	crm_gate_concession(g, l);
	crm_gate_blocks(g, l);
	judge_pieces(g, l);
}

static void judge_ask(struct crm_gate *g)
{
	const struct crm_gate_ask *ask = g->ask;
	bool said = crm_cell_is(&ask->quantity);

	if (said && !crm_cell_is(&ask->lot))
		crm_gate_insist(g, "lot_missing", "", "no lot is named: every piece is of one");
	if (crm_cell_is(&ask->line) && g->lines == 0)
		crm_gate_insist(g, "no_such_line", "", "the order has no line '%.*s'",
		    (int)ask->line.len, ask->line.text);
	if (said && g->lines > 1)
		crm_gate_insist(
		    g, "line_missing", "", "the order has %zu lines: which is it?", g->lines);
}

void crm_order_gate(const struct crm_view *v, const struct crm_order_book *b,
    const struct crm_gate_ask *ask, crm_gate_fn *fn, void *ctx)
{
	struct crm_gate g = {.v = v, .b = b, .ask = ask, .fn = fn, .ctx = ctx};
	struct crm_buf text = CRM_BUF_INIT;

	g.delivery = delivery_of(v, ask, &text);
	g.told = crm_map_new();
	g.concession = crm_book_concession(b, &ask->concession);
	judge_order(&g);
	crm_order_lines(v, judge_line, &g);
	crm_gate_papers(&g);
	judge_ask(&g);
	crm_map_free(g.told);
	crm_buf_release(&text);
}

/* ---- what it goes on ---- */

struct going {
	const struct crm_gate *g;
	struct crm_part_status status;
	size_t n;
};

static void look_at(void *ctx, const struct crm_order_line *l)
{
	struct going *x = ctx;
	const struct crm_gate *g = x->g;

	if (!is_asked(g->ask, l))
		return;
	x->n++;
	crm_gate_part_status(g, l, &x->status);
}

const char *crm_order_gate_interim(
    const struct crm_view *v, const struct crm_order_book *b, const struct crm_gate_ask *ask)
{
	struct crm_gate g = {.v = v, .b = b, .ask = ask};
	struct crm_buf text = CRM_BUF_INIT;
	struct going x = {.g = &g};

	if (!crm_procedure_ppap(crm_order_book_procedure(b), crm_view_cell(v, CRM_O_CUSTOMER)))
		return NULL;
	g.delivery = delivery_of(v, ask, &text);
	crm_order_lines(v, look_at, &x);
	crm_buf_release(&text);
	if (x.n != 1 || x.status.approval != CRM_PART_INTERIM || ask->quantity.type != CRM_T_INT ||
	    ask->quantity.u.i > x.status.left)
		return NULL;
	return x.status.id;
}
