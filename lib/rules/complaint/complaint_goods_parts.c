/* Parts that are suspect as a whole. */
#include <string.h>

#include "lib/rules/complaint/complaint_goods_private.h"

/* Are pieces of that part under suspicion, each lot for itself? */
static bool is_counted(const struct crm_goods *g, const char *part, bool across)
{
	for (size_t i = 0; i < g->nlots; i++) {
		const struct crm_goods_lot *lot = &g->lots[i];

		if (lot->named && lot->quantity != 0 && (across || !lot->across) &&
		    strcmp(lot->part, part) == 0)
			return true;
	}
	return false;
}

bool crm_goods_across_pends(
    const struct crm_goods *g, const struct crm_view *v, const struct crm_view *item)
{
	const struct crm_cell *contained = crm_view_cell(v, CRM_K_CONTAINED_AT);
	const struct crm_cell *found = crm_view_cell(item, CRM_ACROSS_FOUND_AT);
	struct crm_arena a = CRM_ARENA_INIT;
	bool pends;

	pends = crm_cell_eq(crm_view_cell(item, CRM_ACROSS_SCOPE), "part") &&
	    crm_cell_eq(crm_view_cell(item, CRM_ACROSS_RESULT), "affected") &&
	    !is_counted(g, crm_view_text(item, CRM_ACROSS_SUBJECT, &a), true);
	crm_arena_release(&a);
	return pends &&
	    (contained->type != CRM_T_INSTANT || found->type != CRM_T_INSTANT ||
	        contained->u.at.us < found->u.at.us);
}

const char *crm_goods_part(const struct crm_view *v, size_t i, struct crm_arena *a)
{
	const char *name = NULL;
	struct crm_items it;
	struct crm_goods g;

	crm_goods_read(v, &g);
	if (crm_goods_has(v) && g.part[0] != '\0' && !g.contained &&
	    !is_counted(&g, g.part, false) && i-- == 0)
		name = crm_arena_strdup(a, g.part);
	crm_items_init(&it, v, CRM_K_READACROSS);
	while (name == NULL && crm_items_next(&it)) {
		if (crm_goods_across_pends(&g, v, &it.view) && i-- == 0)
			name = crm_arena_strdup(a, crm_view_text(&it.view, CRM_ACROSS_SUBJECT, a));
	}
	crm_items_release(&it);
	crm_goods_release(&g);
	return name;
}
