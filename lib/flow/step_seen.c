/* A step that was taken, as its rule saw it; and one that was taken before. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/common.h"
#include "lib/flow/step_private.h"

void crm_step_see(struct crm_step_in *in, const struct crm_changes *out, struct crm_step_seen *seen)
{
	struct crm_findings *passed = crm_findings_new();

	memset(seen, 0, sizeof(*seen));
	in->key = in->step->target != NULL ? crm_step_item_of(in, &seen->arena, passed) : NULL;
	crm_findings_free(passed);
	seen->record = in->before != NULL ? crm_record_copy(in->before) : crm_record_new();
	crm_record_apply(seen->record, out);
	crm_view_of_record(in->shape, seen->record, &seen->arena, &seen->after);
	in->after = &seen->after;
	in->view = NULL;
	if (in->before != NULL) {
		crm_view_of_record(in->shape, in->before, &seen->arena, &seen->view);
		in->view = &seen->view;
	}
}

void crm_step_seen_release(struct crm_step_seen *seen)
{
	crm_record_free(seen->record);
	crm_arena_release(&seen->arena);
	seen->record = NULL;
}

/* Prints the value, however it was written. */
static void print(const struct crm_cell *c, struct crm_buf *out)
{
	struct crm_cell plain = *c;

	if (c->type != CRM_T_TEXT && c->type != CRM_T_DURATION && c->type != CRM_T_NESTED)
		plain.text = NULL;
	crm_buf_clear(out);
	if (crm_cell_is(c))
		crm_cell_print(&plain, out);
}

/* Does the item say of that member what is given? */
static bool says(const struct crm_step_in *in, const char *key, const struct crm_change *c)
{
	const int collection = in->step->target->collection;
	const struct crm_schema *items = in->flow->schema->fields[collection].items;
	int member = crm_schema_find(items, c->path, strlen(c->path));
	struct crm_buf is = CRM_BUF_INIT, was = CRM_BUF_INIT, scratch = CRM_BUF_INIT;
	struct crm_cell cell;
	bool same = false;

	if (member >= 0) {
		crm_record_cell(in->before,
		    crm_item_path(in->flow->schema, collection, key, member, &was),
		    &items->fields[member], &scratch, &cell);
		print(&cell, &was);
		print(&c->cell, &is);
		same = crm_cell_is(&cell) == crm_cell_is(&c->cell) &&
		    strcmp(crm_buf_str(&was), crm_buf_str(&is)) == 0;
	}
	crm_buf_release(&is);
	crm_buf_release(&was);
	crm_buf_release(&scratch);
	return same;
}

bool crm_step_is_there(const struct crm_step_in *in)
{
	const struct crm_step_target *target = in->step->target;
	struct crm_findings *passed = crm_findings_new();
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *key = NULL;
	bool there;

	if (target != NULL && target->mode == CRM_ITEM_KEYED && in->before != NULL)
		key = crm_step_item_of(in, &arena, passed);
	there = key != NULL && crm_step_item_there(in, key);
	for (size_t i = 0; there && i < in->given->n; i++)
		there = says(in, key, &in->given->items[i]);
	crm_findings_free(passed);
	crm_arena_release(&arena);
	return there;
}
