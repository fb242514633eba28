/* What is stored and cannot be. */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

struct check {
	const struct crm_view *view;
	const char *id;
	struct crm_findings *f;
};

static void exceeds(
    const struct check *c, const char *path, const char *what, int64_t done, int64_t of)
{
	if (of == CRM_GOODS_UNKNOWN || done <= of)
		return;
	crm_finding_add(c->f, CRM_ERROR, "quantity_exceeds", c->view->source, c->view->line, c->id,
	    path, "%" PRId64 " pieces %s, but there are %" PRId64, done, what, of);
}

static void unknown(const struct check *c, const char *path, const char *what, const char *key)
{
	crm_finding_add(c->f, CRM_ERROR, "no_such_item", c->view->source, c->view->line, c->id,
	    path, "no %s has the key '%s'", what, key);
}

static void check_item(const struct check *c, const struct crm_goods_item *it, const char *path)
{
	if (it->of[0] != '\0' && it->parent == NULL)
		unknown(c, path, "disposition", it->of);
	if (it->is->returned)
		exceeds(c, path, "received back", it->received, it->quantity);
	if (it->is->scrapped)
		exceeds(c, path, "made unusable", it->scrapped, it->quantity);
	if (it->is->worked)
		exceeds(c, path, "inspected", it->inspected, it->quantity);
	if (it->is->delivered)
		exceeds(c, path, "handed over", it->handed, it->good);
	exceeds(c, path, "disposed again", it->disposed, crm_goods_out(it));
}

static void check_inspection(
    const struct check *c, const struct crm_goods_inspection *in, const char *path)
{
	if (in->item == NULL)
		unknown(c, path, "disposition", in->of);
	if (crm_goods_plus(in->good, in->bad) != in->inspected)
		crm_finding_add(c->f, CRM_ERROR, "quantity_mismatch", c->view->source,
		    c->view->line, c->id, path,
		    "%" PRId64 " good and %" PRId64 " bad pieces are not %" PRId64 " inspected",
		    in->good, in->bad, in->inspected);
}

/* Each delivery is of a make-up that is there. */
static void check_deliveries(const struct check *c)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it, of;

	crm_items_init(&it, c->view, CRM_K_DELIVERIES);
	while (crm_items_next(&it)) {
		const char *makeup = crm_view_text(&it.view, CRM_DLV_MAKEUP, &a);
		bool there = false;

		crm_items_init(&of, c->view, CRM_K_MAKEUPS);
		while (!there && crm_items_next(&of))
			there = strcmp(of.key, makeup) == 0;
		crm_items_release(&of);
		if (!there)
			unknown(c, crm_goods_path(CRM_K_DELIVERIES, it.key, -1, &path), "make-up",
			    makeup);
	}
	crm_items_release(&it);
	crm_buf_release(&path);
	crm_arena_release(&a);
}

static void check_makeups(const struct check *c)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_items_init(&it, c->view, CRM_K_MAKEUPS);
	while (crm_items_next(&it))
		exceeds(c, crm_goods_path(CRM_K_MAKEUPS, it.key, -1, &path), "delivered",
		    crm_goods_delivered(c->view, it.key),
		    crm_goods_count(&it.view, CRM_MAKE_QUANTITY, CRM_GOODS_UNKNOWN));
	crm_items_release(&it);
	crm_buf_release(&path);
}

void crm_goods_check(const struct crm_view *v, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct check c = {v, crm_view_text(v, CRM_C_ID, &a), f};
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_goods g;

	crm_goods_read(v, &g);
	for (size_t i = 0; i < g.nlots; i++)
		exceeds(&c, g.lots[i].path, "disposed", g.lots[i].disposed, g.lots[i].quantity);
	for (size_t i = 0; i < g.nitems; i++)
		check_item(
		    &c, &g.items[i], crm_goods_path(CRM_K_DISPOSITIONS, g.items[i].key, -1, &path));
	for (size_t i = 0; i < g.ninspections; i++)
		check_inspection(&c, &g.inspections[i],
		    crm_goods_path(CRM_K_INSPECTIONS, g.inspections[i].key, -1, &path));
	check_makeups(&c);
	check_deliveries(&c);
	crm_goods_release(&g);
	crm_buf_release(&path);
	crm_arena_release(&a);
}
