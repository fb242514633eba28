/* Goods that come and go: receipts, handing over, scrap; and other goods that
 * may be concerned (K4, K8, K9). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"
#include "lib/rules/complaint/complaint_goods_rows.h"

const struct crm_step_target crm_receive_target = {CRM_K_RECEIPTS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_receive_fields[] = {
    {CRM_RCPT_QUANTITY, false},
    {CRM_RCPT_AREA, true},
    {CRM_RCPT_DELIVERY_NOTE, false},
    {0, false},
};

const struct crm_step_field crm_handover_fields[] = {
    {CRM_DISP_HANDED_OVER, false},
    {CRM_DISP_HANDED_TO, true},
    {CRM_DISP_MARKING, false},
    {0, false},
};

const struct crm_step_field crm_scrap_fields[] = {
    {CRM_DISP_SCRAPPED, false},
    {CRM_DISP_SCRAPPED_HOW, true},
    {0, false},
};

const struct crm_step_target crm_readacross_target = {
    CRM_K_READACROSS, CRM_ITEM_KEYED, CRM_ACROSS_SUBJECT, CRM_ACROSS_SCOPE};
const struct crm_step_field crm_readacross_fields[] = {
    {CRM_ACROSS_SUBJECT, true},
    {CRM_ACROSS_SCOPE, false},
    {CRM_ACROSS_RESULT, false},
    {CRM_ACROSS_QUANTITY, false},
    {CRM_ACROSS_OWNER, false},
    {CRM_ACROSS_DUE, false},
    {0, false},
};

const struct crm_opt crm_item_opts[] = {
    {"item", 0, CRM_OPT_TEXT, "KEY",
        "which disposition: its key or the beginning of it (default the only one that fits)",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};
const struct crm_opt crm_sign_opts[] = {
    {"item", 0, CRM_OPT_TEXT, "KEY",
        "which inspection: its key or the beginning of it (default the only one not signed)",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

void crm_rule_receive(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *it;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	it = crm_goods_choose(in, &g, crm_step_arg(in, "item"), "item", crm_goods_is_return, f);
	if (it != NULL) {
		int64_t left = it->quantity;

		if (left != CRM_GOODS_UNKNOWN)
			left = crm_goods_left(left, it->received);
		crm_goods_take(in,
		    &(struct crm_goods_taking){
		        CRM_RCPT_QUANTITY, left, g.lots[it->lot].lot, "received back"},
		    out, f);
		crm_goods_set_text(in, CRM_RCPT_DISPOSITION, it->key, out);
	}
	crm_goods_release(&g);
}

static bool is_delivered(const struct crm_goods_item *it)
{
	return it->is->delivered;
}

static bool is_scrap(const struct crm_goods_item *it)
{
	return it->is->scrapped;
}

/* Adds to a sum of the disposition, gone: so far, as many as the step says or
 * all that are left of those that there are. */
static void add_to(const struct crm_step_in *in, const struct crm_goods_item *it, const char *lot,
    int member, int64_t gone, const char *what, struct crm_changes *out, struct crm_findings *f)
{
	int64_t there = it->is->worked ? it->good : it->quantity, n;

	if (there != CRM_GOODS_UNKNOWN)
		there = crm_goods_left(there, gone);
	n = crm_goods_take(in, &(struct crm_goods_taking){member, there, lot, what}, out, f);
	if (n != CRM_GOODS_UNKNOWN)
		crm_goods_set(in, member, crm_goods_plus(gone, n), out);
}

/* K4: nothing goes out that a second person has not seen and a third signed. */
void crm_rule_handover(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *it;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	it = crm_goods_item_of(&g, in->key);
	if (crm_goods_right(in, it, is_delivered, f)) {
		add_to(in, it, g.lots[it->lot].lot, CRM_DISP_HANDED_OVER, it->handed, "handed over",
		    out, f);
		if (it->is->planned)
			crm_goods_judge_release(&g, it, in->id, f);
		crm_goods_set_at(in, CRM_DISP_HANDED_AT, out);
	}
	crm_goods_release(&g);
}

void crm_rule_scrap(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const struct crm_goods_item *it;
	struct crm_goods g;

	crm_goods_read(in->view, &g);
	it = crm_goods_item_of(&g, in->key);
	if (crm_goods_right(in, it, is_scrap, f))
		add_to(in, it, g.lots[it->lot].lot, CRM_DISP_SCRAPPED, it->scrapped,
		    "made unusable", out, f);
	crm_goods_release(&g);
}

/* A lot that is concerned too is under suspicion from now on. */
static void add_lot(const struct crm_step_in *in, const struct crm_view *item, const char *lot,
    struct crm_changes *out)
{
	const struct crm_cell origin = crm_cell_text("read_across"), at = crm_cell_instant(in->at);
	const struct crm_cell by = crm_cell_text(in->actor->by), name = crm_cell_text(lot);
	const struct crm_cell *const cells[CRM_LOT_COUNT] = {
	    [CRM_I_AT] = &at,
	    [CRM_I_BY] = &by,
	    [CRM_LOT_LOT] = &name,
	    [CRM_LOT_QUANTITY] = crm_view_cell(item, CRM_ACROSS_QUANTITY),
	    [CRM_LOT_ORIGIN] = &origin,
	};
	struct crm_buf path = CRM_BUF_INIT;
	char key[CRM_ITEM_KEY_MAX];

	crm_item_key(lot, strlen(lot), key);
	/* an older one of another part has it */
	if (crm_record_has(in->before, crm_goods_path(CRM_K_LOTS, key, -1, &path)))
		crm_item_key_two(lot, "", key);
	for (int i = 0; i < CRM_LOT_COUNT; i++) {
		if (cells[i] != NULL)
			crm_changes_set(out, crm_goods_path(CRM_K_LOTS, key, i, &path), cells[i]);
	}
	crm_buf_release(&path);
}

static bool has_lot(const struct crm_view *v, const char *lot)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *own = crm_view_text(v, CRM_K_PART, &a), *name, *part;
	bool has = false;

	for (size_t i = 0; !has && (name = crm_goods_lot(v, i, &part, &a)) != NULL; i++)
		has = strcmp(name, lot) == 0 && strcmp(part, own) == 0;
	crm_arena_release(&a);
	return has;
}

void crm_rule_readacross(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_cell *result, *scope;
	const char *subject;
	struct crm_items it;

	crm_goods_item_view(in, &it);
	subject = crm_view_text(&it.view, CRM_ACROSS_SUBJECT, &a);
	result = crm_view_cell(&it.view, CRM_ACROSS_RESULT);
	scope = crm_view_cell(&it.view, CRM_ACROSS_SCOPE);
	if (scope->type == CRM_T_ABSENT)
		crm_step_refuse(in, f, "missing_field", "scope", "'%s' needs it", in->step->name);
	if (result->type == CRM_T_ABSENT)
		crm_goods_set_text(in, CRM_ACROSS_RESULT, "open", out);
	else if (!crm_cell_eq(result, "open") && crm_changes_find(in->given, "result") != NULL)
		crm_goods_set_at(in, CRM_ACROSS_FOUND_AT, out);
	if (crm_cell_eq(result, "affected") && crm_cell_eq(scope, "lot")) {
		if (crm_view_cell(&it.view, CRM_ACROSS_QUANTITY)->type == CRM_T_ABSENT)
			crm_step_refuse(in, f, "missing_field", "quantity",
			    "how many pieces of lot '%s' are affected?", subject);
		else if (!has_lot(in->view, subject))
			add_lot(in, &it.view, subject, out);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}
