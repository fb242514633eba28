/* Lots under suspicion, and what becomes of them (K3). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"
#include "lib/rules/complaint/complaint_goods_rows.h"

const struct crm_step_target crm_lot_target = {
    CRM_K_LOTS, CRM_ITEM_KEYED, CRM_LOT_LOT, CRM_LOT_PART};
const struct crm_step_field crm_lot_fields[] = {
    {CRM_LOT_LOT, true},
    {CRM_LOT_QUANTITY, false},
    {CRM_LOT_PART, false},
    {CRM_LOT_ORIGIN, false},
    {0, false},
};

const struct crm_step_target crm_dispose_target = {CRM_K_DISPOSITIONS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_dispose_fields[] = {
    {CRM_DISP_DISPOSITION, true},
    {CRM_DISP_LOT, false},
    {CRM_DISP_PART, false},
    {CRM_DISP_QUANTITY, false},
    {CRM_DISP_OF, false},
    {CRM_DISP_WHY, false},
    {CRM_DISP_CONCESSION, false},
    {CRM_DISP_RETURN_BY, false},
    {0, false},
};

const struct crm_step_target crm_disposition_target = {CRM_K_DISPOSITIONS, CRM_ITEM_OLD, 0, 0};
const struct crm_step_field crm_withdraw_fields[] = {{CRM_DISP_WITHDRAWN, false}, {0, false}};

void crm_rule_lot(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;
	struct crm_buf name = CRM_BUF_INIT;
	const struct crm_goods_lot *lot;
	struct crm_goods g;

	crm_goods_item_view(in, &it);
	crm_goods_read(in->after, &g);
	lot = crm_goods_lot_named(&g, crm_view_text(&it.view, CRM_LOT_LOT, &a),
	    crm_view_text(&it.view, CRM_LOT_PART, &a));
	if (crm_view_cell(&it.view, CRM_LOT_QUANTITY)->type == CRM_T_ABSENT)
		crm_step_refuse(
		    in, f, "missing_field", "quantity", "'%s' needs it", in->step->name);
	else if (lot != NULL && lot->quantity < lot->disposed) {
		crm_goods_call(&g, lot, &name);
		crm_step_refuse(in, f, "quantity_exceeds", "quantity",
		    "%" PRId64 " pieces of %s are disposed already, %" PRId64 " is less",
		    lot->disposed, crm_buf_str(&name), lot->quantity);
	}
	if (crm_view_cell(&it.view, CRM_LOT_ORIGIN)->type == CRM_T_ABSENT)
		crm_goods_set_text(in, CRM_LOT_ORIGIN, "complaint", out);
	crm_buf_release(&name);
	crm_goods_release(&g);
	crm_items_release(&it);
	crm_arena_release(&a);
}

static void list_lots(const struct crm_goods *g, struct crm_buf *out)
{
	for (size_t i = 0; i < g->nlots; i++) {
		crm_buf_addf(out, "%s%s", i > 0 ? ", " : "", g->lots[i].lot);
		if (crm_goods_other(g, &g->lots[i]))
			crm_buf_addf(out, " (--part %s)", g->lots[i].part);
	}
}

/* Pieces left of a lot that is named or the only one. *lot: that; NULL: none. */
static int64_t left_of_lot(const struct crm_step_in *in, const struct crm_goods *g,
    const struct crm_view *item, const struct crm_goods_lot **lot, struct crm_findings *f)
{
	static const struct crm_goods_lot nameless = {.lot = "", .part = "", .path = ""};
	struct crm_arena a = CRM_ARENA_INIT;
	const char *named = crm_view_text(item, CRM_DISP_LOT, &a);
	const char *part = crm_view_text(item, CRM_DISP_PART, &a);
	struct crm_buf list = CRM_BUF_INIT;
	int64_t left = CRM_GOODS_UNKNOWN;
	bool any = named[0] == '\0' && part[0] == '\0';
	bool several = false;

	list_lots(g, &list);
	*lot = any && g->nlots == 1 ? &g->lots[0] : crm_goods_lot_named(g, named, part);
	for (size_t i = 0; *lot != NULL && part[0] == '\0' && i < g->nlots; i++)
		several =
		    several || (&g->lots[i] != *lot && strcmp(g->lots[i].lot, (*lot)->lot) == 0);
	/* without a part it is the record's */
	if (several && crm_goods_other(g, *lot)) {
		any = true;
		*lot = NULL;
	}
	if (*lot != NULL) {
		if ((*lot)->quantity != CRM_GOODS_UNKNOWN)
			left = crm_goods_left((*lot)->quantity, (*lot)->disposed);
	} else if (!any) {
		crm_step_refuse(in, f, "no_such_lot", "lot",
		    "'%s'%s%s is not under suspicion, step 'lot' adds it; there are: %s", named,
		    part[0] != '\0' ? " of part " : "", part,
		    g->nlots > 0 ? crm_buf_str(&list) : "none");
	} else if (g->nlots > 0) {
		crm_step_refuse(
		    in, f, "lot_missing", "lot", "which lot? One of: %s", crm_buf_str(&list));
	} else {
		*lot = &nameless;
	}
	crm_buf_release(&list);
	crm_arena_release(&a);
	return left;
}

static bool gives_out(const struct crm_goods_item *it)
{
	return it->is->returned || it->is->worked;
}

/* The same of what came out of another disposition. */
static int64_t left_of_item(const struct crm_step_in *in, const struct crm_goods *g,
    const struct crm_view *item, const struct crm_goods_lot **lot, struct crm_changes *out,
    struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *named = crm_view_text(item, CRM_DISP_LOT, &a);
	const char *part = crm_view_text(item, CRM_DISP_PART, &a);
	const struct crm_goods_item *of =
	    crm_goods_choose(in, g, crm_view_text(item, CRM_DISP_OF, &a), "of", gives_out, f);
	int64_t left = CRM_GOODS_UNKNOWN;

	*lot = NULL;
	if (of != NULL) {
		*lot = &g->lots[of->lot];
		left = crm_goods_left(crm_goods_out(of), of->disposed);
		crm_goods_set_text(in, CRM_DISP_OF, of->key, out);
		if (named[0] != '\0' && strcmp(named, (*lot)->lot) != 0)
			crm_step_refuse(in, f, "lot_mismatch", "lot",
			    "'%s', but what is disposed again is of lot '%s'", named, (*lot)->lot);
		if (part[0] != '\0' && strcmp(part, (*lot)->part) != 0)
			crm_step_refuse(in, f, "lot_mismatch", "part",
			    "'%s', but what is disposed again is of part '%s'", part, (*lot)->part);
	}
	crm_arena_release(&a);
	return left;
}

/* One that says no number stands for what the others leave: one is enough. */
static bool has_rest(const struct crm_goods *g, const struct crm_goods_lot *lot)
{
	for (size_t i = 0; i < g->nitems; i++) {
		if (g->items[i].rest && g->items[i].of[0] == '\0' &&
		    &g->lots[g->items[i].lot] == lot)
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
	const struct crm_change *of = crm_changes_find(in->given, "of");
	const struct crm_goods_lot *lot = NULL;
	struct crm_items it;
	struct crm_goods g;
	int64_t left;
	bool again;

	crm_goods_read(in->view, &g);
	crm_goods_item_view(in, &it);
	if (of != NULL && of->cell.type == CRM_T_ABSENT)
		crm_step_refuse(in, f, "bad_value", "of",
		    "empty; expected the key of a disposition, or its beginning");
	again = crm_cell_is(crm_view_cell(&it.view, CRM_DISP_OF));
	left = again ? left_of_item(in, &g, &it.view, &lot, out, f)
	             : left_of_lot(in, &g, &it.view, &lot, f);
	if (lot != NULL && lot->lot[0] != '\0')
		crm_goods_set_text(in, CRM_DISP_LOT, lot->lot, out);
	if (lot != NULL && crm_goods_other(&g, lot) && lot->part[0] != '\0')
		crm_goods_set_text(in, CRM_DISP_PART, lot->part, out);
	/* in the first minutes nobody may know how many */
	if (lot != NULL &&
	    (left != CRM_GOODS_UNKNOWN || has_rest(&g, lot) ||
	        crm_view_cell(&it.view, CRM_DISP_QUANTITY)->type != CRM_T_ABSENT))
		crm_goods_take(in,
		    &(struct crm_goods_taking){
		        CRM_DISP_QUANTITY, left, lot->lot, again ? "disposed again" : "disposed"},
		    out, f);
	if (crm_cell_eq(crm_view_cell(&it.view, CRM_DISP_DISPOSITION), "concession") &&
	    crm_view_cell(&it.view, CRM_DISP_CONCESSION)->type == CRM_T_ABSENT)
		crm_step_refuse(in, f, "missing_field", "concession",
		    "goods are used under a concession of the customer: it must be named");
	if (crm_cell_is(crm_view_cell(&it.view, CRM_DISP_DISPOSITION)))
		set_record(in, &it.view, out);
	crm_goods_release(&g);
	crm_items_release(&it);
}

/* Pieces that something was done with already. */
static int64_t done_with(const struct crm_goods_item *it)
{
	return crm_goods_plus(crm_goods_plus(it->received, it->inspected), it->scrapped);
}

static bool is_on_site(const struct crm_goods_item *it)
{
	return it->is->delivered && it->is->planned;
}

/* What the record as a whole is disposed to when nothing is left of `gone`: on
 * site first, for whose people a clock runs, then what came first. */
static const struct crm_goods_item *standing(
    const struct crm_goods *g, const struct crm_goods_item *gone)
{
	const struct crm_goods_item *best = NULL;

	for (size_t i = 0; i < g->nitems; i++) {
		const struct crm_goods_item *it = &g->items[i];

		if (it == gone || it->quantity == 0 || it->is->word == NULL)
			continue;
		if (best == NULL || (is_on_site(it) && !is_on_site(best)) ||
		    (is_on_site(it) == is_on_site(best) && it->at.type == CRM_T_INSTANT &&
		        best->at.type == CRM_T_INSTANT && it->at.u.at.us < best->at.u.at.us))
			best = it;
	}
	return best;
}

static bool has_word(
    const struct crm_goods *g, const struct crm_goods_item *gone, const struct crm_cell *word)
{
	for (size_t i = 0; i < g->nitems; i++) {
		const struct crm_goods_item *it = &g->items[i];

		if (it != gone && it->quantity != 0 && it->is->word != NULL &&
		    crm_cell_eq(word, it->is->word))
			return true;
	}
	return false;
}

/* Nothing is left of one: the record says what stands. */
static void follow(const struct crm_step_in *in, const struct crm_goods *g,
    const struct crm_goods_item *gone, struct crm_changes *out)
{
	const struct crm_cell *word = crm_view_cell(in->view, CRM_K_DISPOSITION);
	const struct crm_goods_item *stands = standing(g, gone);

	if (!crm_cell_is(word) || has_word(g, gone, word))
		return;
	if (stands == NULL) {
		crm_changes_delete(out, crm_complaint_name(CRM_K_DISPOSITION));
		if (crm_cell_is(crm_view_cell(in->view, CRM_K_DISPOSED_AT)))
			crm_changes_delete(out, crm_complaint_name(CRM_K_DISPOSED_AT));
		return;
	}
	crm_changes_text(out, crm_complaint_name(CRM_K_DISPOSITION), stands->is->word);
	if (stands->at.type == CRM_T_INSTANT)
		crm_changes_set(out, crm_complaint_name(CRM_K_DISPOSED_AT), &stands->at);
}

/* What nothing was done with yet can wait for another disposition. */
void crm_rule_withdraw(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *d;
	bool all = false;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	d = crm_goods_item_of(&g, in->key);
	if (d != NULL && d->rest) {
		/* it becomes one of what was done */
		crm_goods_set(in, CRM_DISP_QUANTITY, done_with(d), out);
		all = done_with(d) == 0;
	} else if (d != NULL) {
		int64_t left = crm_goods_left(d->quantity, done_with(d));
		int64_t n = crm_goods_take(in,
		    &(struct crm_goods_taking){
		        CRM_DISP_WITHDRAWN, left, g.lots[d->lot].lot, "withdrawn"},
		    out, f);

		crm_goods_set(in, CRM_DISP_WITHDRAWN, crm_goods_plus(d->withdrawn, n), out);
		all = d->quantity > 0 && n == d->quantity;
	}
	if (all)
		follow(in, &g, d, out);
	crm_goods_set_text(in, CRM_DISP_WITHDRAWN_WHY, crm_step_arg(in, "why"), out);
	crm_goods_release(&g);
}
