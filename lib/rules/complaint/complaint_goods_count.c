/* What was counted: receipts, inspections, signatures; and the small parts. */
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

int64_t crm_goods_count(const struct crm_view *item, int member, int64_t otherwise)
{
	const struct crm_cell *c = crm_view_cell(item, member);

	return c->type == CRM_T_INT && c->u.i >= 0 ? c->u.i : otherwise;
}

const char *crm_goods_path(int collection, const char *key, int member, struct crm_buf *out)
{
	return crm_item_path(crm_complaint.flow.schema, collection, key, member, out);
}

void crm_goods_call(const struct crm_goods *g, const struct crm_goods_lot *lot, struct crm_buf *out)
{
	if (lot->lot[0] != '\0')
		crm_buf_addf(out, "lot '%s'", lot->lot);
	else
		crm_buf_addz(out, "the goods");
	if (crm_goods_other(g, lot))
		crm_buf_addf(out, " of part '%s'", lot->part);
}

int64_t crm_goods_left(int64_t quantity, int64_t gone)
{
	return quantity > gone ? quantity - gone : 0;
}

int64_t crm_goods_out(const struct crm_goods_item *it)
{
	return it->is->worked ? it->bad : it->received;
}

void crm_goods_lacks(const struct crm_goods_item *it, struct crm_buf *out)
{
	const struct {
		const char *name;
		bool there;
	} parts[] = {
	    {"flow", it->flow || !it->is->briefed},
	    {"instruction", it->instruction || !it->is->planned},
	    {"risk_review", it->risk || !it->is->planned},
	    {"leader", it->leader || !it->is->briefed},
	    {"briefed_at", it->briefing || !it->is->briefed},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!parts[i].there)
			crm_buf_addf(out, "%s%s", out->len > 0 ? ", " : "", parts[i].name);
	}
}

const char *crm_goods_planner(const struct crm_goods_item *it)
{
	return it->is->approved ? "repair" : "rework";
}

bool crm_goods_signs(const char *inspector, const char *by, const char *login)
{
	return by[0] != '\0' && strcmp(by, inspector) != 0 && strcmp(login, inspector) != 0;
}

int64_t crm_goods_plus(int64_t a, int64_t b)
{
	return a > CRM_GOODS_MOST - b ? CRM_GOODS_MOST : a + b;
}

int64_t crm_goods_kinds(const char *text, size_t len)
{
	const char *p = text, *end = text + len;
	int64_t sum = 0;

	while (p < end) {
		const char *stop = memchr(p, ',', (size_t)(end - p));
		const char *eq = memchr(p, '=', (size_t)((stop != NULL ? stop : end) - p));
		int64_t n = 0;

		if (stop == NULL)
			stop = end;
		if (eq == NULL || eq == p || eq + 1 == stop || stop - eq > 16)
			return -1;
		for (const char *d = eq + 1; d < stop; d++) {
			if (*d < '0' || *d > '9')
				return -1;
			n = n * 10 + (*d - '0');
		}
		sum = crm_goods_plus(sum, n);
		p = stop + 1;
	}
	return len > 0 && text[len - 1] == ',' ? -1 : sum;
}

size_t crm_goods_items(const struct crm_view *v, int collection)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, collection);
	while (crm_items_next(&it))
		n++;
	crm_items_release(&it);
	return n;
}

void crm_goods_read_receipts(const struct crm_view *v, struct crm_goods *g)
{
	struct crm_items it;

	crm_items_init(&it, v, CRM_K_RECEIPTS);
	while (crm_items_next(&it)) {
		struct crm_goods_item *of =
		    crm_goods_item_of(g, crm_view_text(&it.view, CRM_RCPT_DISPOSITION, &g->arena));

		if (of != NULL)
			of->received = crm_goods_plus(
			    of->received, crm_goods_count(&it.view, CRM_RCPT_QUANTITY, 0));
	}
	crm_items_release(&it);
}

static void read_inspection(
    struct crm_goods *g, const struct crm_items *from, struct crm_goods_inspection *to)
{
	const struct crm_view *v = &from->view;
	int64_t good = crm_goods_count(v, CRM_INSP_GOOD, CRM_GOODS_UNKNOWN);
	int64_t bad = crm_goods_count(v, CRM_INSP_BAD, CRM_GOODS_UNKNOWN);

	to->key = crm_arena_strdup(&g->arena, from->key);
	to->by = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_I_BY, &g->arena));
	to->login = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_INSP_LOGIN, &g->arena));
	to->of = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_INSP_DISPOSITION, &g->arena));
	to->item = crm_goods_item_of(g, to->of);
	to->recheck = crm_view_true(v, CRM_INSP_RECHECK);
	to->inspected = crm_goods_count(v, CRM_INSP_INSPECTED, 0);
	if (bad == CRM_GOODS_UNKNOWN)
		bad = good == CRM_GOODS_UNKNOWN ? 0 : crm_goods_left(to->inspected, good);
	to->bad = bad;
	to->good = good == CRM_GOODS_UNKNOWN ? crm_goods_left(to->inspected, bad) : good;
}

static void count_inspection(const struct crm_goods_inspection *in)
{
	struct crm_goods_item *it = in->item;

	if (it == NULL)
		return;
	if (in->recheck) {
		it->rechecked = crm_goods_plus(it->rechecked, in->inspected);
		it->found = crm_goods_plus(it->found, in->bad);
		return;
	}
	it->inspected = crm_goods_plus(it->inspected, in->inspected);
	it->good = crm_goods_plus(it->good, in->good);
	it->bad = crm_goods_plus(it->bad, in->bad);
}

/* Who rechecks has inspected none of it. */
static bool is_second(const struct crm_goods *g, const struct crm_goods_inspection *in)
{
	for (size_t i = 0; i < g->ninspections; i++) {
		const struct crm_goods_inspection *other = &g->inspections[i];

		if (other->item == in->item && !other->recheck && strcmp(other->by, in->by) == 0)
			return false;
	}
	return in->recheck;
}

void crm_goods_read_inspections(const struct crm_view *v, struct crm_goods *g)
{
	struct crm_items it;

	g->inspections = crm_arena_alloc(
	    &g->arena, (crm_goods_items(v, CRM_K_INSPECTIONS) + 1) * sizeof(*g->inspections));
	crm_items_init(&it, v, CRM_K_INSPECTIONS);
	while (crm_items_next(&it)) {
		read_inspection(g, &it, &g->inspections[g->ninspections]);
		count_inspection(&g->inspections[g->ninspections++]);
	}
	crm_items_release(&it);
	for (size_t i = 0; i < g->ninspections; i++) {
		const struct crm_goods_inspection *in = &g->inspections[i];

		if (in->item != NULL && is_second(g, in))
			in->item->second = true;
	}
	for (size_t i = 0; i < g->nitems; i++) {
		g->items[i].good = crm_goods_left(g->items[i].good, g->items[i].found);
		g->items[i].bad = crm_goods_plus(g->items[i].bad, g->items[i].found);
	}
}

void crm_goods_read_signatures(const struct crm_view *v, struct crm_goods *g)
{
	struct crm_items it;

	crm_items_init(&it, v, CRM_K_SIGNATURES);
	while (crm_items_next(&it)) {
		const char *of = crm_view_text(&it.view, CRM_SIG_INSPECTION, &g->arena);
		const char *by = crm_view_text(&it.view, CRM_I_BY, &g->arena);
		const char *login = crm_view_text(&it.view, CRM_SIG_LOGIN, &g->arena);

		for (size_t i = 0; i < g->ninspections; i++) {
			struct crm_goods_inspection *in = &g->inspections[i];

			if (strcmp(in->key, of) == 0 && crm_goods_signs(in->by, by, login))
				in->sign = true;
		}
	}
	crm_items_release(&it);
}
