/* A document's table as JSON Schema, draft 2020-12. */
#include <jansson.h>
#include <string.h>

#include "lib/data/document.h"
#include "lib/data/schema_json_private.h"

static void put_object(json_t *o, const struct crm_schema *s);

/* An object whose members are not yet there. */
static json_t *make_strict(json_t *o)
{
	json_t *own = json_object(), *all = json_object();

	crm_schema_put(own, "^x-", json_true());
	crm_schema_put_text(o, "type", "object");
	crm_schema_put(o, "properties", all);
	crm_schema_put(o, "patternProperties", own);
	crm_schema_put(o, "additionalProperties", json_false());
	return all;
}

/* The properties of the object of that name, which is made where there is none. */
static json_t *group(json_t *all, const char *name, size_t len)
{
	json_t *o = json_object_getn(all, name, len), *made;

	if (o != NULL)
		return json_object_get(o, "properties");
	o = json_object();
	made = make_strict(o);
	(void)json_object_setn_new(all, name, len, o);
	return made;
}

static void put_field(json_t *o, const struct crm_field *f)
{
	json_t *item = json_object();

	crm_schema_put_doc(o, f);
	if ((f->flags & CRM_F_LIST) != 0) {
		crm_schema_put_text(o, "type", "array");
		crm_schema_put_type(item, f);
		crm_schema_put(o, "items", item);
	} else if (f->items != NULL) {
		crm_schema_put_text(o, "type", "object");
		put_object(item, f->items);
		crm_schema_put(o, "additionalProperties", item);
	} else {
		crm_schema_put_type(o, f);
		json_decref(item);
	}
}

static void put_object(json_t *o, const struct crm_schema *s)
{
	json_t *top = make_strict(o);

	for (size_t i = 0; i < s->n; i++) {
		const char *name = s->fields[i].name, *dot;
		json_t *all = top, *field = json_object();

		for (; (dot = strchr(name, '.')) != NULL; name = dot + 1)
			all = group(all, name, (size_t)(dot - name));
		put_field(field, &s->fields[i]);
		crm_schema_put(all, name, field);
	}
}

void crm_document_schema(const struct crm_schema *s, const char *id, struct crm_buf *out)
{
	json_t *top = crm_schema_head(id, s->name);

	put_object(top, s);
	crm_schema_write(top, out);
}
