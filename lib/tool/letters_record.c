/* What a template sees of a record. */
#include <string.h>

#include "lib/rules/notice/local.h"
#include "lib/tool/letters.h"

static void put_items(struct crm_doc *o, const char *name, const struct crm_view *v, int field,
    const char *language, const struct crm_zone *zone)
{
	struct crm_doc *list = crm_doc_list(o, name);
	struct crm_items it;

	crm_items_init(&it, v, field);
	while (crm_items_next(&it)) {
		struct crm_doc *item = crm_doc_item(list);

		crm_doc_text(item, "key", it.key);
		crm_letters_record(item, &it.view, language, zone);
	}
	crm_items_release(&it);
}

static void put_text(struct crm_doc *o, const char *name, const struct crm_cell *c,
    const char *language, const struct crm_zone *zone)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_local_cell(language, zone, c, &text);
	crm_doc_text(o, name, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_letters_record(
    struct crm_doc *o, const struct crm_view *v, const char *language, const struct crm_zone *zone)
{
	for (int i = 0; i < (int)v->n; i++) {
		const struct crm_cell *c = crm_view_cell(v, i);
		const struct crm_field *f = crm_shape_def(v->shape, i);
		const char *name = crm_shape_name(v->shape, i);

		if (c->type == CRM_T_ABSENT || strchr(name, '.') != NULL)
			continue;
		if (c->type == CRM_T_NESTED && f != NULL && f->items != NULL)
			put_items(o, name, v, i, language, zone);
		else if (c->type == CRM_T_NESTED || c->type == CRM_T_BOOL)
			crm_doc_cell(o, name, c);
		else
			put_text(o, name, c, language, zone);
	}
}
