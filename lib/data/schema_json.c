/* A kind's table as JSON Schema, draft 2020-12. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/record_private.h"
#include "lib/data/schema.h"

#define DECIMAL "^-?[0-9]+(\\.[0-9]+)?$"
#define DURATION "^-?([0-9]+wd|P([0-9]+W|[0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9.]+S)?)?)$"
#define ID "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

static json_t *properties(const struct crm_schema *s);

static void put(json_t *o, const char *name, json_t *v)
{
	if (json_object_set_new(o, name, v) != 0)
		crm_fatal("JSON Schema");
}

static void put_text(json_t *o, const char *name, const char *text)
{
	put(o, name, json_string(text));
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

static void put_nested(json_t *o, const struct crm_field *f)
{
	json_t *item;

	if (f->items == NULL) {
		put(o, "type", json_pack("[s, s]", "object", "array"));
		return;
	}
	item = json_object();
	put_text(item, "type", "object");
	put(item, "properties", properties(f->items));
	put(item, "additionalProperties", json_true());
	put_text(o, "type", "object");
	put(o, "additionalProperties", item);
}

static void put_type(json_t *o, const struct crm_field *f)
{
	switch (f->type) {
	case CRM_T_INT:
		put_text(o, "type", "integer");
		put(o, "minimum", json_integer((f->flags & CRM_F_COUNT) != 0 ? 0 : -CRM_INT_MOST));
		put(o, "maximum", json_integer(CRM_INT_MOST));
		return;
	case CRM_T_DEC: /* the pattern judges only the string */
		put(o, "type", json_pack("[s, s]", "string", "integer"));
		put_text(o, "pattern", DECIMAL);
		return;
	case CRM_T_BOOL:
		put_text(o, "type", "boolean");
		return;
	case CRM_T_NESTED:
		put_nested(o, f);
		return;
	case CRM_T_TEXT:
	case CRM_T_INSTANT:
	case CRM_T_DATE:
	case CRM_T_DURATION:
	case CRM_T_ABSENT:
	case CRM_T_BAD:
		break;
	}
	put_text(o, "type", "string");
	if (f->type == CRM_T_INSTANT)
		put_text(o, "format", "date-time");
	else if (f->type == CRM_T_DATE)
		put_text(o, "format", "date");
	else if (f->type == CRM_T_DURATION)
		put_text(o, "pattern", DURATION);
	else if (f->words != NULL)
		put(o, "enum", enumeration(f->words));
}

static json_t *properties(const struct crm_schema *s)
{
	json_t *all = json_object();

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_field *f = &s->fields[i];
		json_t *o = json_object();

		if (f->doc != NULL)
			put_text(o, "description", f->doc);
		put_type(o, f);
		put(all, f->name, o);
	}
	return all;
}

static json_t *member(json_t *all, const char *name, const char *doc)
{
	json_t *o = json_object_get(all, name);

	if (o == NULL) {
		o = json_object();
		put_text(o, "description", doc);
		put_text(o, "type", "string");
		put(all, name, o);
	}
	return o;
}

void crm_schema_json(const struct crm_schema *s, struct crm_buf *out)
{
	json_t *top = json_object();
	json_t *all = properties(s);
	struct crm_buf id = CRM_BUF_INIT;

	put_text(member(all, "kind", "the kind of record"), "const", s->name);
	put_text(member(all, "id", "the record's id"), "pattern", ID);
	(void)member(all, "state", "where the record stands");
	crm_buf_addf(&id, "urn:crm:schema:%s:1", s->name);
	put_text(top, "$schema", "https://json-schema.org/draft/2020-12/schema");
	put_text(top, "$id", crm_buf_str(&id));
	put_text(top, "title", s->name);
	put_text(top, "type", "object");
	put(top, "properties", all);
	put(top, "required", json_pack("[s, s, s]", "kind", "id", "state"));
	put(top, "additionalProperties", json_true());
	crm_json_write(top, JSON_INDENT(2), out);
	crm_buf_addc(out, '\n');
	json_decref(top);
	crm_buf_release(&id);
}
