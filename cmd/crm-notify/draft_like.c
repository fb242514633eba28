/* Notices of no record that are still open: the same may not be told twice in other words. */
#include <string.h>

#include "cmd/crm-notify/draft.h"
#include "lib/tool/kinds.h"

static void make_key(struct crm_buf *key, const char *template, const char *customer,
    const char *contact, const char *title)
{
	crm_buf_addf(key, "%s\n%s\n%s\n%s", template, customer, contact, title);
}

static void see(void *ctx, const struct crm_view *v)
{
	struct drafting *d = ctx;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf key = CRM_BUF_INIT;
	size_t at;
	bool is_new;

	if (!crm_view_has(v, CRM_W_ABOUT) &&
	    !crm_state_ended(crm_notice.flow.states, crm_view_cell(v, CRM_C_STATE))) {
		make_key(&key, crm_view_text(v, CRM_W_TEMPLATE, &a),
		    crm_view_text(v, CRM_W_CUSTOMER, &a), crm_view_text(v, CRM_W_CONTACT, &a),
		    crm_view_text(v, CRM_W_TITLE, &a));
		at = crm_map_put(d->open, crm_buf_str(&key), key.len, &is_new);
		crm_grow(&d->open_ids, &d->open_cap, at + 1, sizeof(*d->open_ids));
		if (is_new)
			d->open_ids[at] =
			    crm_arena_strdup(&d->arena, crm_view_text(v, CRM_C_ID, &a));
	}
	crm_buf_release(&key);
	crm_arena_release(&a);
}

int draft_like_read(struct drafting *d)
{
	if (d->n == 0 || d->v[0].row->record != NULL)
		return 0;
	crm_run_turn(d->run, &crm_notice);
	return crm_run_each(d->run, see, d);
}

void draft_like_tell(const struct drafting *d, const struct draft_one *one, const char *id)
{
	const struct crm_cell title = draft_given_cell(d, one, CRM_W_TITLE);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf key = CRM_BUF_INIT;
	size_t at;

	make_key(&key, d->letter->name, one->to.customer->id,
	    one->to.contact != NULL ? one->to.contact : "", crm_cell_copy_text(&title, &a));
	at = one->row->record == NULL ? crm_map_find(d->open, crm_buf_str(&key), key.len)
	                              : CRM_MAP_NONE;
	if (at != CRM_MAP_NONE)
		crm_run_warn(d->run,
		    "%s for %s: %s of the same template and title is open: withdraw it, or edit it",
		    id, one->to.customer->id, d->open_ids[at]);
	crm_buf_release(&key);
	crm_arena_release(&a);
}
