/* Records that name a calendar: is there one? */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/flow/common.h"
#include "lib/tool/calendars.h"

bool crm_calendar_lacks(struct crm_run *r, const struct crm_field *field,
    const struct crm_cell *cell, struct crm_buf *out)
{
	const struct crm_calendar *found;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_err e = CRM_ERR_INIT;
	const char *name;
	bool lacks;

	if (field->ref == NULL || strcmp(field->ref, CRM_REF_CALENDAR) != 0 ||
	    cell->type != CRM_T_TEXT || cell->len == 0)
		return false;
	name = crm_arena_strndup(&a, cell->text, cell->len);
	lacks =
	    strlen(name) != cell->len || crm_calendars_get(r, name, NULL, NULL, &found, &e) != 0;
	if (lacks)
		crm_buf_addf(out, "'%.*s': %s", crm_utf8_shown(cell->text, cell->len), cell->text,
		    e.text[0] != '\0' ? e.text : "no such calendar");
	crm_arena_release(&a);
	return lacks;
}

static void judge(struct crm_run *r, const struct crm_field *field, const struct crm_view *v,
    const struct crm_cell *cell, const char *path, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf text = CRM_BUF_INIT;

	if (crm_calendar_lacks(r, field, cell, &text))
		crm_finding_add(f, CRM_ERROR, "bad_value", v->source, v->line,
		    crm_view_text(v, CRM_C_ID, &a), path, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	crm_arena_release(&a);
}

static void judge_items(struct crm_run *r, const struct crm_schema *s, int collection,
    const struct crm_view *v, struct crm_findings *f)
{
	const struct crm_schema *items = s->fields[collection].items;
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_items_init(&it, v, collection);
	while (crm_items_next(&it)) {
		for (int m = 0; m < (int)items->n; m++) {
			if (items->fields[m].ref != NULL)
				judge(r, &items->fields[m], v, crm_view_cell(&it.view, m),
				    crm_item_path(s, collection, it.key, m, &path), f);
		}
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

static bool has_reference(const struct crm_schema *items)
{
	for (size_t m = 0; items != NULL && m < items->n; m++) {
		if (items->fields[m].ref != NULL &&
		    strcmp(items->fields[m].ref, CRM_REF_CALENDAR) == 0)
			return true;
	}
	return false;
}

void crm_calendars_named(struct crm_run *r, const struct crm_kind *kind, const struct crm_view *v,
    struct crm_findings *f)
{
	const struct crm_schema *s = kind->flow.schema;

	for (int i = 0; i < (int)s->n; i++) {
		if (has_reference(s->fields[i].items))
			judge_items(r, s, i, v, f);
		else
			judge(r, &s->fields[i], v, crm_view_cell(v, i), s->fields[i].name, f);
	}
}
