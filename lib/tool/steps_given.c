/* What one item gives its step: fields from options and from the record of the pipe. */
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/steps_private.h"

const struct crm_record *crm_step_row(const struct crm_step_item *item)
{
	return item->input != NULL ? item->input->record : NULL;
}

static void give_cell(struct crm_changes *given, const struct crm_record *row, const char *name,
    const struct crm_field *def)
{
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell cell;

	crm_record_cell(row, name, def, &scratch, &cell);
	if (cell.type != CRM_T_ABSENT)
		crm_changes_set(given, name, &cell);
	crm_buf_release(&scratch);
}

/* A whole record: its known fields, and names that it must not have. The rest is carried. */
static void give_whole(
    const struct crm_batch *b, const struct crm_record *row, struct crm_changes *given)
{
	const struct crm_schema *schema = b->run->kind->flow.schema;
	const char *name;
	size_t i;
	int k;

	for (i = 0; (name = crm_record_member(row, i)) != NULL; i++) {
		k = crm_schema_find(schema, name, strlen(name));
		if (k >= 0)
			give_cell(given, row, name, &schema->fields[k]);
		else if (crm_reserved_name(name))
			crm_changes_text(given, name, "");
	}
}

static void give_taken(
    const struct crm_batch *b, const struct crm_record *row, struct crm_changes *given)
{
	const struct crm_schema *schema = crm_step_schema(b->run->kind->flow.schema, b->step);
	const char *name;
	size_t i;

	for (i = 0; i < crm_map_count(b->take); i++) {
		name = crm_map_key(b->take, i, NULL);
		give_cell(given, row, name, crm_schema_path(schema, name));
	}
}

/* Options come first where ids are named, and are defaults where whole records are. */
void crm_step_give(
    const struct crm_batch *b, const struct crm_step_item *item, struct crm_changes *given)
{
	const struct crm_record *row = crm_step_row(item);
	size_t i;

	if (row != NULL && (b->step->flags & CRM_STEP_RECORD) != 0)
		give_whole(b, row, given);
	else if (row != NULL)
		give_taken(b, row, given);
	for (i = 0; i < b->given.n; i++) {
		const struct crm_change *c = &b->given.items[i];

		if (row == NULL || (b->step->flags & CRM_STEP_RECORD) == 0 ||
		    crm_changes_find(given, c->path) == NULL)
			crm_changes_set(given, c->path, &c->cell);
	}
}

/* Known fields come from the changes alone, so what was "" is not written. */
struct crm_record *crm_step_line(const struct crm_record *before, const struct crm_record *row,
    const struct crm_schema *schema, const struct crm_changes *c)
{
	struct crm_record *line = crm_record_new(), *rest;
	size_t i;

	if (before != NULL)
		crm_record_apply_like(line, c, before);
	else
		crm_record_apply(line, c);
	if (row == NULL)
		return line;
	rest = crm_record_copy(row);
	for (i = 0; i < schema->n; i++)
		(void)crm_record_remove(rest, schema->fields[i].name);
	crm_record_merge(line, rest);
	crm_record_free(rest);
	return line;
}

/* op of a row that has a stamp but no id: what it holds, defaults and all. */
bool crm_step_content_op(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_changes *given, char out[65])
{
	const struct crm_schema *schema = b->run->kind->flow.schema;
	const struct crm_record *row = crm_step_row(item);
	struct crm_buf content = CRM_BUF_INIT;
	struct crm_record *all;

	if (row == NULL || b->step->stamp == 0 ||
	    !crm_record_has(row, schema->fields[b->step->stamp].name))
		return false;
	all = crm_step_line(NULL, row, schema, given);
	crm_record_canonical(all, &content);
	crm_content_op(b->seen, crm_buf_str(&content), content.len, out);
	crm_record_free(all);
	crm_buf_release(&content);
	return true;
}
