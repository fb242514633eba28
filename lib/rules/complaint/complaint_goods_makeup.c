/* Make-up goods: what is owed, and its deliveries (K9). */
#include <inttypes.h>
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"
#include "lib/rules/complaint/complaint_goods_rows.h"

const struct crm_step_target crm_makeup_target = {CRM_K_MAKEUPS, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_makeup_fields[] = {
    {CRM_MAKE_QUANTITY, true},
    {CRM_MAKE_LOT, false},
    {CRM_MAKE_DUE, false},
    {0, false},
};

const struct crm_step_target crm_deliver_target = {CRM_K_DELIVERIES, CRM_ITEM_NEW, 0, 0};
const struct crm_step_field crm_deliver_fields[] = {
    {CRM_DLV_DELIVERED, false},
    {CRM_DLV_LOT, false},
    {CRM_DLV_DELIVERY_NOTE, false},
    {0, false},
};
const struct crm_opt crm_deliver_opts[] = {
    {"item", 0, CRM_OPT_TEXT, "KEY",
        "which make-up: its key or the beginning of it (default the only one not delivered)",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

int64_t crm_goods_delivered(const struct crm_view *v, const char *makeup)
{
	struct crm_items it;
	int64_t sum = 0;

	crm_items_init(&it, v, CRM_K_DELIVERIES);
	while (crm_items_next(&it)) {
		if (crm_cell_eq(crm_view_cell(&it.view, CRM_DLV_MAKEUP), makeup))
			sum = crm_goods_plus(sum, crm_goods_count(&it.view, CRM_DLV_DELIVERED, 0));
	}
	crm_items_release(&it);
	return sum;
}

void crm_rule_makeup(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_items it;

	crm_goods_item_view(in, &it);
	if (crm_goods_count(&it.view, CRM_MAKE_QUANTITY, 1) == 0)
		crm_step_refuse(in, f, "bad_value", "quantity", "'0' pieces, expected at least 1");
	crm_items_release(&it);
	(void)out;
}

/* A make-up and what is left of it. */
struct owed {
	const char *key;
	int64_t left;
};

/* The one of that key, or that begins so; else the only one that is owed. Their
 * number; list: them in words. */
static size_t choose(const struct crm_view *v, const char *named, struct crm_arena *a,
    struct owed *out, struct crm_buf *list)
{
	struct crm_items it;
	bool exact = false;
	size_t n = 0;

	crm_items_init(&it, v, CRM_K_MAKEUPS);
	while (!exact && crm_items_next(&it)) {
		int64_t owed = crm_goods_count(&it.view, CRM_MAKE_QUANTITY, 0);
		int64_t left = crm_goods_left(owed, crm_goods_delivered(v, it.key));

		if (named == NULL ? left == 0 : strncmp(it.key, named, strlen(named)) != 0)
			continue;
		exact = named != NULL && strcmp(it.key, named) == 0;
		crm_buf_addf(list, "%s%s (%" PRId64 " of %" PRId64 " not delivered)",
		    n > 0 ? "; " : "", it.key, left, owed);
		out->key = crm_arena_strdup(a, it.key);
		out->left = left;
		n = exact ? 1 : n + 1;
	}
	crm_items_release(&it);
	return n;
}

static void refuse_choice(const struct crm_step_in *in, const char *named, size_t n,
    const struct crm_buf *list, struct crm_findings *f)
{
	if (n > 1)
		crm_step_refuse(in, f, "item_missing", "item",
		    "which of the makeups? --item takes one of: %s", crm_buf_str(list));
	else if (named != NULL)
		crm_step_refuse(in, f, "no_such_item", "item",
		    "there is none of the makeups that begins with '%s'", named);
	else if (crm_goods_items(in->view, CRM_K_MAKEUPS) > 0)
		crm_step_refuse(in, f, "nothing_left", "delivered",
		    "no make-up pieces are left to be delivered");
	else
		crm_step_refuse(in, f, "no_such_item", "item",
		    "'%s' needs one of the makeups; there is none", in->step->name);
}

void crm_rule_deliver(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	const char *named = crm_step_arg(in, "item");
	struct crm_buf list = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_cell at = crm_cell_instant(in->at);
	struct crm_arena a = CRM_ARENA_INIT;
	struct owed owed = {NULL, 0};
	size_t n = choose(in->view, named, &a, &owed, &list);

	if (n != 1) {
		refuse_choice(in, named, n, &list, f);
	} else {
		crm_goods_set_text(in, CRM_DLV_MAKEUP, owed.key, out);
		if (crm_goods_take(in,
		        &(struct crm_goods_taking){CRM_DLV_DELIVERED, owed.left, "", "delivered"},
		        out, f) == owed.left)
			crm_changes_set(out,
			    crm_goods_path(CRM_K_MAKEUPS, owed.key, CRM_MAKE_DELIVERED_AT, &path),
			    &at);
	}
	crm_buf_release(&list);
	crm_buf_release(&path);
	crm_arena_release(&a);
}
