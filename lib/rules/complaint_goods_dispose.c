/* Lots under suspicion, and what becomes of them (K3). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint_goods_private.h"
#include "lib/rules/complaint_goods_rows.h"

const struct crm_step_target crm_lot_target = {CRM_K_LOTS, CRM_ITEM_KEYED, CRM_LOT_LOT};
const struct crm_step_field crm_lot_fields[] = {
    {CRM_LOT_LOT, true},
    {CRM_LOT_QUANTITY, false},
    {CRM_LOT_PART, false},
    {CRM_LOT_ORIGIN, false},
    {0, false},
};

const struct crm_step_target crm_dispose_target = {CRM_K_DISPOSITIONS, CRM_ITEM_NEW, 0};
const struct crm_step_field crm_dispose_fields[] = {
    {CRM_DISP_DISPOSITION, true},
    {CRM_DISP_LOT, false},
    {CRM_DISP_QUANTITY, false},
    {CRM_DISP_OF, false},
    {CRM_DISP_WHY, false},
    {CRM_DISP_CONCESSION, false},
    {CRM_DISP_RETURN_BY, false},
    {0, false},
};

const struct crm_step_target crm_disposition_target = {CRM_K_DISPOSITIONS, CRM_ITEM_OLD, 0};
const struct crm_step_field crm_withdraw_fields[] = {{CRM_DISP_WITHDRAWN, false}, {0, false}};

/* The place of a lot, or the number of lots. */
static size_t place_of(const struct crm_goods *g, const char *lot)
{
	size_t i = 0;

	while (i < g->nlots && strcmp(g->lots[i].lot, lot) != 0)
		i++;
	return i;
}

void crm_rule_lot(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct crm_goods g;
	size_t i;

	crm_goods_item_view(in, &it);
	crm_goods_read(in->after, &g);
	i = place_of(&g, crm_view_text(&it.view, CRM_LOT_LOT, &a));
	if (crm_view_cell(&it.view, CRM_LOT_QUANTITY)->type == CRM_T_ABSENT)
		crm_goods_refuse(
		    in, f, "missing_field", "quantity", "'%s' needs it", in->step->name);
	else if (i < g.nlots && g.lots[i].quantity < g.lots[i].disposed)
		crm_goods_refuse(in, f, "quantity_exceeds", "quantity",
		    "%" PRId64 " pieces of lot '%s' are disposed already, %" PRId64 " is less",
		    g.lots[i].disposed, g.lots[i].lot, g.lots[i].quantity);
	if (crm_view_cell(&it.view, CRM_LOT_ORIGIN)->type == CRM_T_ABSENT)
		crm_goods_set_text(in, CRM_LOT_ORIGIN, "complaint", out);
	crm_goods_release(&g);
	crm_items_release(&it);
	crm_arena_release(&a);
}

static void list_lots(const struct crm_goods *g, struct crm_buf *out)
{
	for (size_t i = 0; i < g->nlots; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? ", " : "", g->lots[i].lot);
}

/* Pieces left of a lot that is named or the only one. *lot: its name, "" or
 * NULL for none. */
static int64_t left_of_lot(const struct crm_step_in *in, const struct crm_goods *g,
    const char *named, const char **lot, struct crm_findings *f)
{
	struct crm_buf list = CRM_BUF_INIT;
	int64_t left = CRM_GOODS_UNKNOWN;
	size_t i = named[0] == '\0' && g->nlots == 1 ? 0 : place_of(g, named);

	list_lots(g, &list);
	*lot = NULL;
	if (i < g->nlots) {
		*lot = g->lots[i].lot;
		if (g->lots[i].quantity != CRM_GOODS_UNKNOWN)
			left = crm_goods_left(g->lots[i].quantity, g->lots[i].disposed);
	} else if (named[0] != '\0') {
		crm_goods_refuse(in, f, "no_such_lot", "lot",
		    "'%s' is not under suspicion, step 'lot' adds it; there are: %s", named,
		    g->nlots > 0 ? crm_buf_str(&list) : "none");
	} else if (g->nlots > 0) {
		crm_goods_refuse(
		    in, f, "lot_missing", "lot", "which lot? One of: %s", crm_buf_str(&list));
	} else {
		*lot = "";
	}
	crm_buf_release(&list);
	return left;
}

static bool gives_out(const struct crm_goods_item *it)
{
	return it->is->returned || it->is->worked;
}

/* The same of what came out of another disposition. */
static int64_t left_of_item(const struct crm_step_in *in, const struct crm_goods *g,
    const struct crm_view *item, const char **lot, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *named = crm_view_text(item, CRM_DISP_LOT, &a);
	const struct crm_goods_item *of =
	    crm_goods_choose(in, g, crm_view_text(item, CRM_DISP_OF, &a), "of", gives_out, f);
	int64_t left = CRM_GOODS_UNKNOWN;

	*lot = NULL;
	if (of != NULL) {
		*lot = g->lots[of->lot].lot;
		left = crm_goods_left(crm_goods_out(of), of->disposed);
		crm_goods_set_text(in, CRM_DISP_OF, of->key, out);
		if (named[0] != '\0' && strcmp(named, *lot) != 0)
			crm_goods_refuse(in, f, "lot_mismatch", "lot",
			    "'%s', but what is disposed again is of lot '%s'", named, *lot);
	}
	crm_arena_release(&a);
	return left;
}

/* One that says no number stands for what the others leave: one is enough. */
static bool has_rest(const struct crm_goods *g, const char *lot)
{
	for (size_t i = 0; i < g->nitems; i++) {
		if (g->items[i].rest && g->items[i].of[0] == '\0' &&
		    strcmp(g->lots[g->items[i].lot].lot, lot) == 0)
			return true;
	}
	return false;
}

/* K2: what the goods of the record as a whole are waited for. Rework on site
 * decided later is the one that people must be arranged for. */
static void set_record(
    const struct crm_step_in *in, const struct crm_view *item, struct crm_changes *out)
{
	const struct crm_cell *word = crm_view_cell(item, CRM_DISP_DISPOSITION);
	bool on_site = crm_cell_eq(word, "rework_on_site") &&
	    !crm_cell_eq(crm_view_cell(in->view, CRM_K_DISPOSITION), "rework_on_site");
	struct crm_cell at = crm_cell_instant(in->at);

	if (crm_view_cell(in->view, CRM_K_DISPOSED_AT)->type != CRM_T_ABSENT && !on_site)
		return;
	crm_changes_set(out, crm_complaint_name(CRM_K_DISPOSITION), word);
	crm_changes_set(out, crm_complaint_name(CRM_K_DISPOSED_AT), &at);
}

void crm_rule_dispose(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *lot = NULL;
	struct crm_items it;
	struct crm_goods g;
	int64_t left;
	bool again;

	crm_goods_read(in->view, &g);
	crm_goods_item_view(in, &it);
	again = crm_cell_is(crm_view_cell(&it.view, CRM_DISP_OF));
	left = again ? left_of_item(in, &g, &it.view, &lot, out, f)
	             : left_of_lot(in, &g, crm_view_text(&it.view, CRM_DISP_LOT, &a), &lot, f);
	if (lot != NULL && lot[0] != '\0')
		crm_goods_set_text(in, CRM_DISP_LOT, lot, out);
	/* in the first minutes nobody may know how many */
	if (lot != NULL &&
	    (left != CRM_GOODS_UNKNOWN || has_rest(&g, lot) ||
	        crm_view_cell(&it.view, CRM_DISP_QUANTITY)->type != CRM_T_ABSENT))
		crm_goods_take(in,
		    &(struct crm_goods_taking){
		        CRM_DISP_QUANTITY, left, lot, again ? "disposed again" : "disposed"},
		    out, f);
	if (crm_cell_eq(crm_view_cell(&it.view, CRM_DISP_DISPOSITION), "concession") &&
	    crm_view_cell(&it.view, CRM_DISP_CONCESSION)->type == CRM_T_ABSENT)
		crm_goods_refuse(in, f, "missing_field", "concession",
		    "goods are used under a concession of the customer: it must be named");
	if (crm_cell_is(crm_view_cell(&it.view, CRM_DISP_DISPOSITION)))
		set_record(in, &it.view, out);
	crm_goods_release(&g);
	crm_items_release(&it);
	crm_arena_release(&a);
}

/* Pieces that something was done with already. */
static int64_t done_with(const struct crm_goods_item *it)
{
	return crm_goods_plus(crm_goods_plus(it->received, it->inspected), it->scrapped);
}

/* What nothing was done with yet can wait for another disposition. */
void crm_rule_withdraw(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *d;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	d = crm_goods_item_of(&g, in->key);
	if (d != NULL && d->rest) {
		/* it becomes one of what was done */
		crm_goods_set(in, CRM_DISP_QUANTITY, done_with(d), out);
	} else if (d != NULL) {
		int64_t left = crm_goods_left(d->quantity, done_with(d));
		int64_t n = crm_goods_take(in,
		    &(struct crm_goods_taking){
		        CRM_DISP_WITHDRAWN, left, g.lots[d->lot].lot, "withdrawn"},
		    out, f);

		crm_goods_set(in, CRM_DISP_WITHDRAWN, crm_goods_plus(d->withdrawn, n), out);
	}
	crm_goods_set_text(in, CRM_DISP_WITHDRAWN_WHY, crm_step_arg(in, "why"), out);
	crm_goods_release(&g);
}
