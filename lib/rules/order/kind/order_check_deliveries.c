/* Deliveries that contradict one another, or what was ordered: merges and imports can bring them. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/order/kind/order_check_private.h"

struct delivering {
	struct crm_order_checking *c;
	struct crm_map *notes; /* with lot and line */
	size_t lines, nobody;  /* of the order; deliveries of several that name none */
};

/* ---- each ---- */

static bool has_line(const struct crm_view *v, const struct crm_cell *line)
{
	struct crm_items it;
	bool has = false;

	crm_items_init(&it, v, CRM_O_LINES);
	while (!has && crm_items_next(&it))
		has = crm_cell_eq(line, it.key) ||
		    crm_cell_cmp(crm_view_cell(&it.view, CRM_LINE_LINE), line) == 0;
	crm_items_release(&it);
	return has;
}

/* An order without lines is one, whatever a delivery calls it. */
static void check_line(struct delivering *d, const struct crm_items *it)
{
	const struct crm_cell *line = crm_view_cell(&it->view, CRM_DELIVERY_LINE);

	if (d->lines == 0)
		return;
	if (!crm_cell_is(line))
		d->nobody += d->lines > 1;
	else if (!has_line(d->c->v, line))
		crm_order_check_add(d->c, CRM_ERROR, "no_such_line", CRM_O_DELIVERIES,
		    "%s is of line '%.*s', which the order does not have", it->key, (int)line->len,
		    line->text);
}

static void check_arrival(struct delivering *d, const struct crm_items *it)
{
	const struct crm_cell *n = crm_view_cell(&it->view, CRM_DELIVERY_QUANTITY);
	const struct crm_cell *got = crm_view_cell(&it->view, CRM_DELIVERY_ARRIVED);
	const struct crm_cell *left = crm_view_cell(&it->view, 0);
	const struct crm_cell *at = crm_view_cell(&it->view, CRM_DELIVERY_ARRIVED_AT);

	if (n->type == CRM_T_INT && got->type == CRM_T_INT && got->u.i > n->u.i)
		crm_order_check_add(d->c, d->c->severity, "quantity_exceeds", CRM_O_DELIVERIES,
		    "%s: %" PRId64 " pieces have arrived, and %" PRId64 " had left", it->key,
		    got->u.i, n->u.i);
	if (left->type == CRM_T_INSTANT && at->type == CRM_T_INSTANT && at->u.at.us < left->u.at.us)
		crm_order_check_add(d->c, d->c->severity, "end_before_start", CRM_O_DELIVERIES,
		    "%s has arrived before it left", it->key);
}

/* Who of us, and by the customer's word. */
static void check_override(struct delivering *d, const struct crm_items *it)
{
	if (crm_view_has(&it->view, CRM_DELIVERY_OVERRIDE) &&
	    (!crm_view_has(&it->view, CRM_DELIVERY_OVERRIDE_BY) ||
	        !crm_view_has(&it->view, CRM_DELIVERY_OVERRIDE_REFERENCE)))
		crm_order_check_add(d->c, CRM_ERROR, "missing_field", CRM_O_DELIVERIES,
		    "%s left in spite of the gate without who takes it on himself, or the "
		    "customer's word",
		    it->key);
}

/* By steps a note leaves once with a lot; under two keys its pieces count twice. */
static void check_note(struct delivering *d, const struct crm_items *it)
{
	static const int members[] = {CRM_DELIVERY_NOTE, CRM_DELIVERY_LOT, CRM_DELIVERY_LINE};
	struct crm_buf key = CRM_BUF_INIT;
	bool added = true;

	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		crm_buf_addc(&key, '\n');
		crm_cell_print(crm_view_cell(&it->view, members[i]), &key);
	}
	if (crm_view_has(&it->view, CRM_DELIVERY_NOTE))
		(void)crm_map_put(d->notes, key.data, key.len, &added);
	if (!added)
		crm_order_check_add(d->c, d->c->severity, "duplicate", CRM_O_DELIVERIES,
		    "%s: its note has left with that lot already: counted twice", it->key);
	crm_buf_release(&key);
}

/* ---- all of a line ---- */

static void check_pieces(void *ctx, const struct crm_order_line *l)
{
	struct delivering *d = ctx;
	const char *of = l->line[0] != '\0' ? " of line " : "";
	struct crm_order_pieces p;
	int64_t there;

	crm_order_pieces(d->c->v, l, &p);
	there = p.left - crm_order_lost(d->c->v, l);
	if (p.ordered >= 0 && there > p.most)
		crm_order_check_add(d->c, d->c->severity, "quantity_exceeds", CRM_O_DELIVERIES,
		    "%" PRId64 " pieces%s%s have left: of %" PRId64 " ordered at most %" PRId64
		    " may",
		    there, of, l->line, p.ordered, p.most);
}

/* The state says more than the deliveries: a merge has taken some away, or the order has grown. */
static void check_missing(void *ctx, const struct crm_order_line *l)
{
	struct delivering *d = ctx;
	const struct crm_cell *state = crm_view_cell(d->c->v, CRM_C_STATE);
	const char *of = l->line[0] != '\0' ? " of line " : "";
	struct crm_order_pieces p;
	int64_t there;

	crm_order_pieces(d->c->v, l, &p);
	there = p.left - crm_order_lost(d->c->v, l);
	if (p.ordered >= 0 && there < p.least)
		crm_order_check_add(d->c, CRM_WARNING, "quantity_short", CRM_O_DELIVERIES,
		    "the order is %.*s, and %" PRId64 " pieces%s%s have left: at least %" PRId64
		    " are ordered",
		    (int)state->len, state->text, there, of, l->line, p.least);
}

static void count_line(void *ctx, const struct crm_order_line *l)
{
	struct delivering *d = ctx;

	d->lines += l->line[0] != '\0';
}

void crm_order_check_deliveries(struct crm_order_checking *c)
{
	const struct crm_cell *state = crm_view_cell(c->v, CRM_C_STATE);
	struct delivering d = {.c = c};
	struct crm_items it;
	size_t n = 0;

	d.notes = crm_map_new();
	crm_order_lines(c->v, count_line, &d);
	crm_items_init(&it, c->v, CRM_O_DELIVERIES);
	while (crm_items_next(&it)) {
		n++;
		check_line(&d, &it);
		check_arrival(&d, &it);
		check_override(&d, &it);
		check_note(&d, &it);
	}
	crm_items_release(&it);
	if (d.nobody > 0)
		crm_order_check_add(c, c->severity, "line_missing", CRM_O_DELIVERIES,
		    "%zu name none of the %zu lines: their pieces count for nothing", d.nobody,
		    d.lines);
	crm_order_lines(c->v, check_pieces, &d);
	if (n > 0 && d.nobody == 0 &&
	    (crm_cell_eq(state, "shipped") || crm_cell_eq(state, "delivered")))
		crm_order_lines(c->v, check_missing, &d);
	crm_map_free(d.notes);
}
