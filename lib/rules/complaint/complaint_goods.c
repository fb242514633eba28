/* What is pending. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

struct judge {
	const struct crm_goods *goods;
	const char *id;
	struct crm_findings *f; /* or NULL */
	struct crm_buf path, text, name;
	int64_t open; /* pieces */
	bool unknown; /* and some that nobody has counted */
};

static void pend(struct judge *j, const char *code, const char *path, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void pend(struct judge *j, const char *code, const char *path, const char *fmt, ...)
{
	va_list ap;

	if (j->f == NULL)
		return;
	crm_buf_clear(&j->text);
	va_start(ap, fmt);
	crm_buf_addv(&j->text, fmt, ap);
	va_end(ap);
	crm_finding_add(j->f, CRM_ERROR, code, NULL, 0, j->id, path, "%s", crm_buf_str(&j->text));
}

/* What a message speaks of. */
static const char *goods_of(struct judge *j, const struct crm_goods_lot *lot)
{
	crm_buf_clear(&j->name);
	crm_goods_call(j->goods, lot, &j->name);
	return crm_buf_str(&j->name);
}

static const char *of_lot(struct judge *j, const struct crm_goods_item *it)
{
	return goods_of(j, &j->goods->lots[it->lot]);
}

static void judge_lot(struct judge *j, const struct crm_goods_lot *lot)
{
	int64_t left;

	if (lot->quantity == CRM_GOODS_UNKNOWN) {
		j->unknown = j->unknown || (lot->named && !j->goods->contained);
		return;
	}
	left = crm_goods_left(lot->quantity, lot->disposed);
	j->open = crm_goods_plus(j->open, left);
	if (left > 0)
		pend(j, "pending_lot", lot->path,
		    "%s: %" PRId64 " of %" PRId64 " pieces are not disposed: step 'dispose'",
		    goods_of(j, lot), left, lot->quantity);
}

/* Pieces received or found bad wait for a disposition of their own. */
static void judge_out(struct judge *j, const struct crm_goods_item *it)
{
	int64_t out = crm_goods_out(it), left = crm_goods_left(out, it->disposed);

	j->open = crm_goods_plus(j->open, left);
	if (left > 0)
		pend(j, "pending_disposal", crm_buf_str(&j->path),
		    "%s: %" PRId64 " of %" PRId64 " pieces %s are not disposed again: step "
		    "'dispose' with --of",
		    of_lot(j, it), left, out, it->is->worked ? "found bad" : "received back");
}

static void judge_quantity(struct judge *j, const struct crm_goods_item *it, const char *code,
    int64_t done, const char *what, const char *step)
{
	int64_t left;

	if (it->quantity == CRM_GOODS_UNKNOWN)
		return;
	left = crm_goods_left(it->quantity, done);
	j->open = crm_goods_plus(j->open, left);
	if (left > 0)
		pend(j, code, crm_buf_str(&j->path),
		    "%s: %" PRId64 " of %" PRId64 " pieces are not %s: step '%s'", of_lot(j, it),
		    left, it->quantity, what, step);
}

static void judge_plan(struct judge *j, const struct crm_goods_item *it)
{
	struct crm_buf lacks = CRM_BUF_INIT;

	crm_goods_lacks(it, &lacks);
	if (lacks.len > 0)
		pend(j, "pending_plan", crm_buf_str(&j->path), "%s: %s without %s: step '%s'",
		    of_lot(j, it), it->is->word, crm_buf_str(&lacks), crm_goods_planner(it));
	if (it->approval_needed && !it->approval)
		pend(j, "pending_approval", crm_buf_str(&j->path),
		    "%s: the customer has not approved the %s: step '%s' with --approval",
		    of_lot(j, it), it->is->word, crm_goods_planner(it));
	crm_buf_release(&lacks);
}

static bool judge_signatures(struct judge *j, const struct crm_goods_item *it)
{
	struct crm_buf path = CRM_BUF_INIT;
	bool all = true;

	for (size_t i = 0; i < j->goods->ninspections; i++) {
		const struct crm_goods_inspection *in = &j->goods->inspections[i];

		if (in->item != it || in->sign)
			continue;
		all = false;
		pend(j, "pending_signature", crm_goods_path(CRM_K_INSPECTIONS, in->key, -1, &path),
		    "%s: the report of %s's inspection is not signed by another person: "
		    "step 'sign'",
		    of_lot(j, it), in->by);
	}
	crm_buf_release(&path);
	return all;
}

/* Where all were bad there is nothing to recheck. */
static void judge_release(struct judge *j, const struct crm_goods_item *it)
{
	bool checked =
	    it->second || (it->inspected > 0 && crm_goods_plus(it->good, it->found) == 0);

	if (!checked)
		pend(j, "pending_recheck", crm_buf_str(&j->path),
		    "%s: the good ones are not rechecked by a second person: step 'inspect' "
		    "with --recheck true",
		    of_lot(j, it));
	if (!judge_signatures(j, it) || !checked)
		j->open = crm_goods_plus(j->open, it->good);
}

static void judge_init(
    struct judge *j, const struct crm_goods *g, const char *id, struct crm_findings *f)
{
	memset(j, 0, sizeof(*j));
	j->goods = g;
	j->id = id;
	j->f = f;
}

static void judge_end(struct judge *j)
{
	crm_buf_release(&j->path);
	crm_buf_release(&j->text);
	crm_buf_release(&j->name);
}

void crm_goods_judge_release(const struct crm_goods *g, const struct crm_goods_item *it,
    const char *id, struct crm_findings *f)
{
	struct judge j;

	judge_init(&j, g, id, f);
	crm_goods_path(CRM_K_DISPOSITIONS, it->key, -1, &j.path);
	judge_release(&j, it);
	judge_end(&j);
}

static void judge_work(struct judge *j, const struct crm_goods_item *it)
{
	if (it->is->planned)
		judge_plan(j, it);
	judge_quantity(j, it, "pending_inspection", it->inspected, "inspected", "inspect");
	if (it->is->planned)
		judge_release(j, it);
	if (it->is->delivered && it->handed < it->good)
		pend(j, "pending_handover", crm_buf_str(&j->path),
		    "%s: %" PRId64 " of %" PRId64
		    " good pieces are not handed over: step 'handover'",
		    of_lot(j, it), it->good - it->handed, it->good);
}

static void judge_concession(struct judge *j, const struct crm_goods_item *it)
{
	if (it->quantity != CRM_GOODS_UNKNOWN)
		j->open = crm_goods_plus(j->open, it->quantity);
	pend(j, "pending_concession", crm_buf_str(&j->path), "%s: the concession is not named",
	    of_lot(j, it));
}

static void judge_item(struct judge *j, const struct crm_goods_item *it)
{
	if (it->is->word == NULL || it->quantity == 0)
		return;
	crm_goods_path(CRM_K_DISPOSITIONS, it->key, -1, &j->path);
	if (it->quantity == CRM_GOODS_UNKNOWN) {
		j->unknown = true;
		pend(j, "pending_quantity", crm_buf_str(&j->path),
		    "%s: nobody knows how many pieces: step 'lot' with --quantity", of_lot(j, it));
	}
	if (it->is->returned)
		judge_quantity(j, it, "pending_return", it->received, "received back", "receive");
	if (it->is->scrapped)
		judge_quantity(j, it, "pending_scrap", it->scrapped, "made unusable", "scrap");
	if (it->is->worked)
		judge_work(j, it);
	if (it->is->conceded && !it->concession)
		judge_concession(j, it);
	judge_out(j, it);
}

static void judge_goods(struct judge *j, size_t lot)
{
	const struct crm_goods *g = j->goods;

	judge_lot(j, &g->lots[lot]);
	for (size_t k = 0; k < g->nitems; k++) {
		if (g->items[k].lot == lot)
			judge_item(j, &g->items[k]);
	}
}

/* K2: customer service agrees with the customer what becomes of a return. */
static void judge_relay(struct judge *j, const struct crm_view *v)
{
	/* an older record says it of all its goods */
	bool returned =
	    j->goods->nitems == 0 && crm_cell_eq(crm_view_cell(v, CRM_K_DISPOSITION), "return");

	for (size_t i = 0; i < j->goods->nitems; i++) {
		const struct crm_goods_item *it = &j->goods->items[i];

		returned = returned || (it->is->returned && it->quantity != 0);
	}
	if (returned && crm_view_cell(v, CRM_K_RELAYED_AT)->type == CRM_T_ABSENT)
		pend(j, "missing_step", crm_complaint_name(CRM_K_RELAYED_AT),
		    "the disposition is return: step 'relay' is missing");
}

/* K9 */
static void judge_makeups(struct judge *j, const struct crm_view *v)
{
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, v, CRM_K_MAKEUPS);
	for (; crm_items_next(&it); n++) {
		int64_t owed = crm_goods_count(&it.view, CRM_MAKE_QUANTITY, 0);
		int64_t done = crm_goods_delivered(v, it.key);

		if (done < owed)
			pend(j, "pending_makeup",
			    crm_goods_path(CRM_K_MAKEUPS, it.key, -1, &j->path),
			    "%" PRId64 " of %" PRId64
			    " make-up pieces are not delivered: step 'deliver'",
			    owed - done, owed);
	}
	crm_items_release(&it);
	if (n == 0 && crm_cell_eq(crm_view_cell(v, CRM_K_AGREEMENT), "make_up"))
		pend(j, "pending_makeup", crm_complaint_name(CRM_K_MAKEUPS),
		    "a make-up delivery was agreed: step 'makeup' is missing");
}

/* K8 */
static void judge_across(struct judge *j, const struct crm_view *v, const struct crm_items *it)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *subject = crm_view_text(&it->view, CRM_ACROSS_SUBJECT, &a);
	const char *path = crm_goods_path(CRM_K_READACROSS, it->key, -1, &j->path);

	if (crm_cell_eq(crm_view_cell(&it->view, CRM_ACROSS_RESULT), "open"))
		pend(j, "pending_readacross", path,
		    "'%s' is not looked at: step 'readacross' with its --result", subject);
	else if (crm_goods_across_pends(j->goods, v, &it->view))
		pend(j, "pending_readacross", path,
		    "part '%s' is affected and not contained: step 'lot' with its lots and "
		    "--part, or 'readacross' with --result clear",
		    subject);
	crm_arena_release(&a);
}

static void judge_readacross(struct judge *j, const struct crm_view *v)
{
	struct crm_items it;
	bool conceded = false;
	size_t n = 0;

	crm_items_init(&it, v, CRM_K_READACROSS);
	for (; crm_items_next(&it); n++)
		judge_across(j, v, &it);
	crm_items_release(&it);
	for (size_t i = 0; i < j->goods->nitems; i++) {
		const struct crm_goods_item *d = &j->goods->items[i];

		conceded = conceded || (d->is->conceded && d->quantity != 0);
	}
	if (conceded && n == 0)
		pend(j, "pending_readacross", crm_complaint_name(CRM_K_READACROSS),
		    "goods are used under concession: step 'readacross' is missing");
}

void crm_goods_judge(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_goods g;
	struct judge j;

	crm_goods_read(v, &g);
	judge_init(&j, &g, crm_view_text(v, CRM_C_ID, &a), f);
	for (size_t i = 0; i < g.nlots; i++)
		judge_goods(&j, i);
	judge_relay(&j, v);
	judge_makeups(&j, v);
	judge_readacross(&j, v);
	judge_end(&j);
	crm_goods_release(&g);
	crm_arena_release(&a);
}

int64_t crm_goods_judge_lot(const struct crm_view *v, size_t i, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_goods g;
	struct judge j;

	crm_goods_read(v, &g);
	judge_init(&j, &g, crm_view_text(v, CRM_C_ID, &a), f);
	if (i < g.nlots)
		judge_goods(&j, i);
	judge_end(&j);
	crm_goods_release(&g);
	crm_arena_release(&a);
	return j.unknown ? CRM_GOODS_UNKNOWN : j.open;
}
