/* A kind's table as JSON Schema, draft 2020-12. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/record_private.h"
#include "lib/data/schema.h"
#include "lib/data/schema_json_private.h"

#define DECIMAL "^-?[0-9]+(\\.[0-9]+)?$"
#define DURATION "^-?([0-9]+wd|P([0-9]+W|[0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9.]+S)?)?)$"
#define ID "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

static json_t *properties(const struct crm_schema *s);

void crm_schema_put(json_t *o, const char *name, json_t *v)
{
	if (json_object_set_new(o, name, v) != 0)
		crm_fatal("JSON Schema");
}

void crm_schema_put_text(json_t *o, const char *name, const char *text)
{
	crm_schema_put(o, name, json_string(text));
}

static json_t *enumeration(const char *const *words)
{
	json_t *a = json_array();

	for (; *words != NULL; words++) {
		if (json_array_append_new(a, json_string(*words)) != 0)
			crm_fatal("JSON Schema");
	}
	return a;
}

void crm_schema_put_type(json_t *o, const struct crm_field *f)
{
	switch (f->type) {
	case CRM_T_INT:
		crm_schema_put_text(o, "type", "integer");
		crm_schema_put(
		    o, "minimum", json_integer((f->flags & CRM_F_COUNT) != 0 ? 0 : -CRM_INT_MOST));
		crm_schema_put(o, "maximum", json_integer(CRM_INT_MOST));
		return;
	case CRM_T_DEC: /* the pattern judges only the string */
		crm_schema_put(o, "type", json_pack("[s, s]", "string", "integer"));
		crm_schema_put_text(o, "pattern", DECIMAL);
		return;
	case CRM_T_BOOL:
		crm_schema_put_text(o, "type", "boolean");
		return;
	case CRM_T_NESTED:
		crm_schema_put(o, "type", json_pack("[s, s]", "object", "array"));
		return;
	case CRM_T_TEXT:
	case CRM_T_INSTANT:
	case CRM_T_DATE:
	case CRM_T_DURATION:
	case CRM_T_ABSENT:
	case CRM_T_BAD:
		break;
	}
	crm_schema_put_text(o, "type", "string");
	if (f->type == CRM_T_INSTANT)
		crm_schema_put_text(o, "format", "date-time");
	else if (f->type == CRM_T_DATE)
		crm_schema_put_text(o, "format", "date");
	else if (f->type == CRM_T_DURATION)
		crm_schema_put_text(o, "pattern", DURATION);
	else if (f->words != NULL)
		crm_schema_put(o, "enum", enumeration(f->words));
}

void crm_schema_put_doc(json_t *o, const struct crm_field *f)
{
	if (f->doc != NULL)
		crm_schema_put_text(o, "description", f->doc);
}

static void put_items(json_t *o, const struct crm_field *f)
{
	json_t *item = json_object();

	crm_schema_put_text(item, "type", "object");
	crm_schema_put(item, "properties", properties(f->items));
	crm_schema_put(item, "additionalProperties", json_true());
	crm_schema_put_text(o, "type", "object");
	crm_schema_put(o, "additionalProperties", item);
}

static json_t *properties(const struct crm_schema *s)
{
	json_t *all = json_object();

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_field *f = &s->fields[i];
		json_t *o = json_object();

		crm_schema_put_doc(o, f);
		if (f->items != NULL)
			put_items(o, f);
		else
			crm_schema_put_type(o, f);
		crm_schema_put(all, f->name, o);
	}
	return all;
}

static json_t *member(json_t *all, const char *name, const char *doc)
{
	json_t *o = json_object_get(all, name);

	if (o == NULL) {
		o = json_object();
		crm_schema_put_text(o, "description", doc);
		crm_schema_put_text(o, "type", "string");
		crm_schema_put(all, name, o);
	}
	return o;
}

json_t *crm_schema_head(const char *id, const char *title)
{
	json_t *top = json_object();

	crm_schema_put_text(top, "$schema", "https://json-schema.org/draft/2020-12/schema");
	crm_schema_put_text(top, "$id", id);
	crm_schema_put_text(top, "title", title);
	crm_schema_put_text(top, "type", "object");
	return top;
}

void crm_schema_write(json_t *top, struct crm_buf *out)
{
	crm_json_write(top, JSON_INDENT(2), out);
	crm_buf_addc(out, '\n');
	json_decref(top);
}

void crm_schema_json(const struct crm_schema *s, struct crm_buf *out)
{
	json_t *top, *all = properties(s);
	struct crm_buf id = CRM_BUF_INIT;

	crm_schema_put_text(member(all, "kind", "the kind of record"), "const", s->name);
	crm_schema_put_text(member(all, "id", "the record's id"), "pattern", ID);
	(void)member(all, "state", "where the record stands");
	crm_buf_addf(&id, "urn:crm:schema:%s:1", s->name);
	top = crm_schema_head(crm_buf_str(&id), s->name);
	crm_schema_put(top, "properties", all);
	crm_schema_put(top, "required", json_pack("[s, s, s]", "kind", "id", "state"));
	crm_schema_put(top, "additionalProperties", json_true());
	crm_schema_write(top, out);
	crm_buf_release(&id);
}
