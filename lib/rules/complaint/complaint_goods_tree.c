/* The tree of a view. */
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct crm_goods_traits traits[] = {
    {.word = "return", .returned = true},
    {.word = "concession", .conceded = true},
    {.word = "sort", .worked = true},
    {.word = "rework", .worked = true, .planned = true},
    {.word = "repair", .worked = true, .planned = true, .approved = true},
    {.word = "rework_on_site", .worked = true, .planned = true, .briefed = true, .delivered = true},
    {.word = "rework_by_customer", .worked = true, .delivered = true},
    {.word = "scrap", .scrapped = true},
    {.word = NULL},
};

bool crm_goods_has(const struct crm_view *v)
{
	const struct crm_cell *class = crm_view_cell(v, CRM_K_CLASS);

	return class->type == CRM_T_ABSENT || crm_cell_eq(class, "quality") ||
	    crm_view_true(v, CRM_K_NEEDS_8D);
}

static struct crm_goods_lot *find_lot(const struct crm_goods *g, const char *lot, const char *part)
{
	for (size_t i = 0; i < g->nlots; i++) {
		if (strcmp(g->lots[i].lot, lot) == 0 &&
		    (part == NULL || strcmp(g->lots[i].part, part) == 0))
			return &g->lots[i];
	}
	return NULL;
}

struct crm_goods_lot *crm_goods_lot_named(
    const struct crm_goods *g, const char *lot, const char *part)
{
	struct crm_goods_lot *found = find_lot(g, lot, part[0] != '\0' ? part : g->part);

	return found == NULL && part[0] == '\0' ? find_lot(g, lot, NULL) : found;
}

bool crm_goods_other(const struct crm_goods *g, const struct crm_goods_lot *lot)
{
	return strcmp(lot->part, g->part) != 0;
}

static struct crm_goods_lot *add_lot(
    struct crm_goods *g, const char *lot, const char *part, const char *path, int64_t quantity)
{
	struct crm_goods_lot *to = &g->lots[g->nlots++];

	to->lot = crm_arena_strdup(&g->arena, lot);
	to->part = crm_arena_strdup(&g->arena, part[0] != '\0' ? part : g->part);
	to->path = crm_arena_strdup(&g->arena, path);
	to->quantity = quantity;
	return to;
}

/* Does `lots` say of the record's goods which lots they are? */
static bool has_own_lots(const struct crm_goods *g)
{
	for (size_t i = 0; i < g->nlots; i++) {
		const struct crm_goods_lot *lot = &g->lots[i];

		if (!lot->across && lot->quantity != 0 &&
		    (g->part[0] == '\0' || !crm_goods_other(g, lot)))
			return true;
	}
	return false;
}

/* The record's own lot: what was suspected, else what was affected. */
static void add_own_lot(struct crm_goods *g, const struct crm_view *v)
{
	const char *lot = crm_view_text(v, CRM_K_LOT, &g->arena);
	int64_t quantity = crm_goods_count(
	    v, CRM_K_QUANTITY_SUSPECT, crm_goods_count(v, CRM_K_QUANTITY, CRM_GOODS_UNKNOWN));
	bool there = find_lot(g, lot, g->part[0] != '\0' ? g->part : NULL) != NULL;

	if (!crm_goods_has(v) || (lot[0] != '\0' && there))
		return;
	if (lot[0] != '\0' || (!has_own_lots(g) && quantity != CRM_GOODS_UNKNOWN))
		add_lot(g, lot, "", crm_complaint_name(lot[0] != '\0' ? CRM_K_LOT : CRM_K_QUANTITY),
		    quantity)
		    ->named = true;
}

/* One that is there twice, as the part is called otherwise now, is one. */
static void read_lot(struct crm_goods *g, const struct crm_items *it, const char *path)
{
	const char *name = crm_view_text(&it->view, CRM_LOT_LOT, &g->arena);
	const char *part = crm_view_text(&it->view, CRM_LOT_PART, &g->arena);
	int64_t quantity = crm_goods_count(&it->view, CRM_LOT_QUANTITY, CRM_GOODS_UNKNOWN);
	bool across = crm_cell_eq(crm_view_cell(&it->view, CRM_LOT_ORIGIN), "read_across");
	struct crm_goods_lot *lot;

	if (name[0] == '\0')
		name = it->key;
	lot = find_lot(g, name, part[0] != '\0' ? part : g->part);
	if (lot == NULL) {
		lot = add_lot(g, name, part, path, quantity);
		lot->named = true;
		lot->across = across;
		return;
	}
	lot->across = lot->across && across;
	if (lot->quantity == CRM_GOODS_UNKNOWN || quantity == CRM_GOODS_UNKNOWN)
		lot->quantity = CRM_GOODS_UNKNOWN;
	else
		lot->quantity = crm_goods_plus(lot->quantity, quantity);
}

/* One place more for the record's own, and one for each disposition of a lot
 * that is not there. */
static void read_lots(const struct crm_view *v, struct crm_goods *g)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	g->lots = crm_arena_alloc(&g->arena,
	    (crm_goods_items(v, CRM_K_LOTS) + crm_goods_items(v, CRM_K_DISPOSITIONS) + 1) *
	        sizeof(*g->lots));
	crm_items_init(&it, v, CRM_K_LOTS);
	while (crm_items_next(&it))
		read_lot(g, &it, crm_goods_path(CRM_K_LOTS, it.key, -1, &path));
	crm_items_release(&it);
	crm_buf_release(&path);
	add_own_lot(g, v);
}

static const struct crm_goods_traits *traits_of(const struct crm_cell *word)
{
	const struct crm_goods_traits *t = traits;

	while (t->word != NULL && !crm_cell_eq(word, t->word))
		t++;
	return t;
}

static void read_item(struct crm_goods *g, const struct crm_items *from, struct crm_goods_item *to)
{
	const struct crm_view *v = &from->view;

	to->key = crm_arena_strdup(&g->arena, from->key);
	to->name = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_DISP_LOT, &g->arena));
	to->of = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_DISP_OF, &g->arena));
	to->part = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_DISP_PART, &g->arena));
	if (crm_view_cell(v, CRM_I_AT)->type == CRM_T_INSTANT)
		to->at = crm_cell_instant(crm_view_cell(v, CRM_I_AT)->u.at);
	to->is = traits_of(crm_view_cell(v, CRM_DISP_DISPOSITION));
	to->quantity = crm_goods_count(v, CRM_DISP_QUANTITY, CRM_GOODS_UNKNOWN);
	to->withdrawn = crm_goods_count(v, CRM_DISP_WITHDRAWN, 0);
	to->rest = to->quantity == CRM_GOODS_UNKNOWN;
	if (!to->rest)
		to->quantity = crm_goods_left(to->quantity, to->withdrawn);
	to->handed = crm_goods_count(v, CRM_DISP_HANDED_OVER, 0);
	to->scrapped = crm_goods_count(v, CRM_DISP_SCRAPPED, 0);
	to->flow = crm_view_has(v, CRM_DISP_FLOW);
	to->instruction = crm_view_has(v, CRM_DISP_INSTRUCTION);
	to->risk = crm_view_has(v, CRM_DISP_RISK_REVIEW);
	to->leader = crm_view_has(v, CRM_DISP_LEADER);
	to->briefing = crm_view_has(v, CRM_DISP_BRIEFED_AT);
	to->approval = crm_view_has(v, CRM_DISP_APPROVAL);
	to->approval_needed = to->is->approved || crm_view_true(v, CRM_DISP_APPROVAL_NEEDED);
	to->concession = crm_view_has(v, CRM_DISP_CONCESSION);
	to->planned_at = *crm_view_cell(v, CRM_DISP_PLANNED_AT);
	to->planned_at.text = NULL; /* the item's */
}

/* A lot that is not under suspicion, as it is called otherwise now, has no
 * quantity: then what was disposed of it adds up. */
static size_t lot_of(struct crm_goods *g, const struct crm_goods_item *it)
{
	struct crm_goods_lot *found = crm_goods_lot_named(g, it->name, it->part);
	struct crm_buf path = CRM_BUF_INIT;

	if (found == NULL)
		found = add_lot(g, it->name, it->part,
		    crm_goods_path(CRM_K_DISPOSITIONS, it->key, -1, &path), CRM_GOODS_UNKNOWN);
	crm_buf_release(&path);
	return (size_t)(found - g->lots);
}

struct crm_goods_item *crm_goods_item_of(const struct crm_goods *g, const char *key)
{
	for (size_t i = 0; i < g->nitems; i++) {
		if (strcmp(g->items[i].key, key) == 0)
			return &g->items[i];
	}
	return NULL;
}

/* An item has the lot of the one that it comes from; a circle, which only
 * comes from outside, ends after as many as there are. */
static void link_items(struct crm_goods *g)
{
	for (size_t i = 0; i < g->nitems; i++) {
		struct crm_goods_item *it = &g->items[i];

		it->parent = it->of[0] != '\0' ? crm_goods_item_of(g, it->of) : NULL;
	}
	for (size_t i = 0; i < g->nitems; i++) {
		const struct crm_goods_item *top = &g->items[i];

		for (size_t n = 0; top->parent != NULL && n < g->nitems; n++)
			top = top->parent;
		g->items[i].lot = lot_of(g, top);
	}
}

static void read_items(const struct crm_view *v, struct crm_goods *g)
{
	struct crm_items it;

	g->items = crm_arena_alloc(
	    &g->arena, (crm_goods_items(v, CRM_K_DISPOSITIONS) + 1) * sizeof(*g->items));
	crm_items_init(&it, v, CRM_K_DISPOSITIONS);
	while (crm_items_next(&it)) {
		read_item(g, &it, &g->items[g->nitems]);
		g->nitems++;
	}
	crm_items_release(&it);
	link_items(g);
}

/* What it was taken from, a disposition or its lot: what that has, and how much
 * of it was disposed. False where that is not there. */
static bool source_of(struct crm_goods *g, struct crm_goods_item *it, int64_t *has, int64_t **gone)
{
	if (it->parent != NULL) {
		*has = crm_goods_out(it->parent);
		*gone = &it->parent->disposed;
	} else if (it->of[0] == '\0') {
		*has = g->lots[it->lot].quantity;
		*gone = &g->lots[it->lot].disposed;
	}
	return it->parent != NULL || it->of[0] == '\0';
}

/* Those that say how many first: the others take what these leave. */
static void add_up(struct crm_goods *g)
{
	int64_t has, *gone;

	for (size_t i = 0; i < g->nitems; i++) {
		struct crm_goods_item *it = &g->items[i];

		if (!it->rest && source_of(g, it, &has, &gone))
			*gone = crm_goods_plus(*gone, it->quantity);
	}
	for (size_t i = 0; i < g->nitems; i++) {
		struct crm_goods_item *it = &g->items[i];

		if (!it->rest || !source_of(g, it, &has, &gone) || has == CRM_GOODS_UNKNOWN)
			continue;
		it->quantity = crm_goods_left(has, *gone);
		*gone = crm_goods_plus(*gone, it->quantity);
	}
}

void crm_goods_read(const struct crm_view *v, struct crm_goods *g)
{
	memset(g, 0, sizeof(*g));
	g->part = crm_arena_strdup(&g->arena, crm_view_text(v, CRM_K_PART, &g->arena));
	read_lots(v, g);
	read_items(v, g);
	/* an older record says it of all its goods */
	g->contained = crm_view_has(v, CRM_K_CONTAINED_AT) ||
	    (g->nitems == 0 && crm_view_has(v, CRM_K_DISPOSED_AT));
	crm_goods_read_receipts(v, g);
	crm_goods_read_inspections(v, g);
	crm_goods_read_signatures(v, g);
	add_up(g);
}

void crm_goods_release(struct crm_goods *g)
{
	crm_arena_release(&g->arena);
	memset(g, 0, sizeof(*g));
}

const char *crm_goods_lot(
    const struct crm_view *v, size_t i, const char **part, struct crm_arena *a)
{
	const char *name = NULL;
	struct crm_goods g;

	crm_goods_read(v, &g);
	if (i < g.nlots) {
		name = crm_arena_strdup(a, g.lots[i].lot);
		*part = crm_arena_strdup(a, g.lots[i].part);
	}
	crm_goods_release(&g);
	return name;
}
