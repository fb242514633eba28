/* A node is jansson's value, under a name that other folders may see. */
#include "lib/data/doc.h"

#include <jansson.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/record_private.h"

#define FLAGS JSON_REAL_PRECISION(15)

static json_t *value_of(const struct crm_doc *d)
{
	return (json_t *)(uintptr_t)d;
}

static struct crm_doc *node_of(json_t *v)
{
	return (struct crm_doc *)v;
}

struct crm_doc *crm_doc_new(void)
{
	return node_of(json_object());
}

void crm_doc_free(struct crm_doc *root)
{
	json_decref(value_of(root));
}

static int parse(const char *json, size_t len, const struct crm_limits *l, size_t *at,
    struct crm_doc **out, struct crm_err *e)
{
	json_t *v = crm_json_parse(json, len, l, at, e);

	if (v == NULL)
		return -1;
	if (!json_is_object(v) && !json_is_array(v)) {
		json_decref(v);
		return crm_err_set(e, CRM_BADINPUT, "neither a JSON object nor a list");
	}
	*out = node_of(v);
	return 0;
}

int crm_doc_parse(const char *json, size_t len, const struct crm_limits *l, struct crm_doc **out,
    struct crm_err *e)
{
	return parse(json, len, l, NULL, out, e);
}

int crm_doc_parse_file(const char *json, size_t len, const struct crm_limits *l,
    struct crm_doc **out, struct crm_err *e)
{
	size_t at = 0;
	long line = 1;

	if (parse(json, len, l, &at, out, e) == 0)
		return 0;
	for (size_t i = 0; i < at && i < len; i++)
		line += json[i] == '\n';
	crm_err_place(e, NULL, line, NULL);
	return -1;
}

/* Takes v. */
static void put(struct crm_doc *o, const char *name, json_t *v)
{
	json_t *clean = crm_json_text(name, strlen(name));

	if (json_object_set_new(value_of(o), json_string_value(clean), v) != 0)
		crm_fatal("a document's member outside an object");
	json_decref(clean);
}

void crm_doc_text(struct crm_doc *o, const char *name, const char *text)
{
	if (text != NULL)
		put(o, name, crm_json_text(text, strlen(text)));
}

void crm_doc_bool(struct crm_doc *o, const char *name, bool b)
{
	put(o, name, json_boolean(b));
}

void crm_doc_dec(struct crm_doc *o, const char *name, struct crm_dec d)
{
	put(o, name, d.scale == 0 ? json_integer(d.coef) : json_real(crm_dec_double(d)));
}

void crm_doc_cell(struct crm_doc *o, const char *name, const struct crm_cell *c)
{
	if (c->type != CRM_T_ABSENT)
		put(o, name, crm_json_of_cell(c));
}

void crm_doc_texts(struct crm_doc *o, const char *name, const char *const *texts, size_t n)
{
	json_t *a = json_array();

	for (size_t i = 0; i < n; i++)
		(void)json_array_append_new(a, crm_json_text(texts[i], strlen(texts[i])));
	put(o, name, a);
}

void crm_doc_record(struct crm_doc *o, const char *name, const struct crm_record *r)
{
	put(o, name, json_deep_copy(r->root));
}

/* The member of that name, when it is of that type; else a new one. Takes fresh. */
static struct crm_doc *inner(struct crm_doc *o, const char *name, json_t *fresh)
{
	json_t *clean = crm_json_text(name, strlen(name));
	json_t *v = json_object_get(value_of(o), json_string_value(clean));

	json_decref(clean);
	if (v != NULL && json_typeof(v) == json_typeof(fresh)) {
		json_decref(fresh);
		return node_of(v);
	}
	put(o, name, fresh);
	return node_of(fresh);
}

struct crm_doc *crm_doc_object(struct crm_doc *o, const char *name)
{
	return inner(o, name, json_object());
}

struct crm_doc *crm_doc_list(struct crm_doc *o, const char *name)
{
	return inner(o, name, json_array());
}

bool crm_doc_remove(struct crm_doc *o, const char *name)
{
	return json_object_del(value_of(o), name) == 0;
}

/* Takes v, which is returned. */
static struct crm_doc *append(struct crm_doc *list, json_t *v)
{
	if (json_array_append_new(value_of(list), v) != 0)
		crm_fatal("a document's item outside a list");
	return node_of(v);
}

struct crm_doc *crm_doc_item(struct crm_doc *list)
{
	return append(list, json_object());
}

void crm_doc_json(const struct crm_doc *d, bool indent, struct crm_buf *out)
{
	crm_json_write(value_of(d), FLAGS | (indent ? JSON_INDENT(2) : JSON_COMPACT), out);
}

enum crm_doc_kind crm_doc_kind(const struct crm_doc *d)
{
	if (d == NULL)
		return CRM_DOC_NONE;
	switch (json_typeof(value_of(d))) {
	case JSON_OBJECT:
		return CRM_DOC_OBJECT;
	case JSON_ARRAY:
		return CRM_DOC_LIST;
	case JSON_STRING:
		return CRM_DOC_TEXT;
	case JSON_INTEGER:
	case JSON_REAL:
		return CRM_DOC_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		return CRM_DOC_BOOL;
	case JSON_NULL:
		break;
	}
	return CRM_DOC_NONE;
}

const struct crm_doc *crm_doc_member(const struct crm_doc *d, const char *name, size_t len)
{
	return node_of(json_object_getn(value_of(d), name, len));
}

size_t crm_doc_count(const struct crm_doc *d)
{
	return json_object_size(value_of(d)) + json_array_size(value_of(d));
}

const struct crm_doc *crm_doc_at(const struct crm_doc *list, size_t i)
{
	return node_of(json_array_get(value_of(list), i));
}

const char *crm_doc_next(const struct crm_doc *o, const char *name)
{
	json_t *v = value_of(o);

	return json_object_iter_key(name == NULL
	        ? json_object_iter(v)
	        : json_object_iter_next(v, json_object_key_to_iter(name)));
}

const char *crm_doc_string(const struct crm_doc *d)
{
	return json_string_value(value_of(d));
}

bool crm_doc_truth(const struct crm_doc *d)
{
	switch (crm_doc_kind(d)) {
	case CRM_DOC_NONE:
		return false;
	case CRM_DOC_BOOL:
		return json_is_true(value_of(d));
	case CRM_DOC_TEXT:
		return json_string_length(value_of(d)) > 0;
	case CRM_DOC_LIST:
		return json_array_size(value_of(d)) > 0;
	case CRM_DOC_OBJECT:
	case CRM_DOC_NUMBER:
		break;
	}
	return true;
}

void crm_doc_value(const struct crm_doc *d, const struct crm_field *f, struct crm_buf *scratch,
    struct crm_cell *out)
{
	crm_json_cell(value_of(d), f, scratch, out);
}

void crm_doc_print(const struct crm_doc *d, struct crm_buf *out)
{
	json_t *v = value_of(d);

	switch (crm_doc_kind(d)) {
	case CRM_DOC_TEXT:
		crm_buf_add(out, json_string_value(v), json_string_length(v));
		break;
	case CRM_DOC_NUMBER:
	case CRM_DOC_BOOL:
		crm_json_write(v, FLAGS, out);
		break;
	case CRM_DOC_NONE:
	case CRM_DOC_OBJECT:
	case CRM_DOC_LIST:
		break;
	}
}

bool crm_doc_exact(const struct crm_doc *d, struct crm_buf *path)
{
	json_t *v = value_of(d), *member;
	const char *name;
	size_t len = path->len, i;

	if (json_is_real(v))
		return false;
	json_object_foreach(v, name, member)
	{
		crm_buf_addf(path, "%s%s", path->len > 0 ? "." : "", name);
		if (!crm_doc_exact(node_of(member), path))
			return false;
		crm_buf_cut(path, len);
	}
	json_array_foreach(v, i, member)
	{
		crm_buf_addf(path, "%s%zu", path->len > 0 ? "." : "", i);
		if (!crm_doc_exact(node_of(member), path))
			return false;
		crm_buf_cut(path, len);
	}
	return true;
}
