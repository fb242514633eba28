#include "lib/data/view.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/record_private.h"

struct crm_shape {
	const struct crm_schema *schema;
	size_t known;                  /* fields of the schema */
	struct crm_map *own;           /* entry i is field known + i */
	const struct crm_field **defs; /* of the own ones */
	size_t cap;
};

struct crm_shape *crm_shape_new(const struct crm_schema *schema)
{
	struct crm_shape *s = crm_calloc(1, sizeof(*s));

	s->schema = schema;
	s->known = schema != NULL ? schema->n : 0;
	s->own = crm_map_new();
	return s;
}

void crm_shape_free(struct crm_shape *s)
{
	if (s == NULL)
		return;
	crm_map_free(s->own);
	free(s->defs);
	free(s);
}

int crm_shape_field(struct crm_shape *s, const char *path)
{
	size_t len = strlen(path), i;
	int known = crm_schema_find(s->schema, path, len);
	bool added;

	if (known >= 0)
		return known;
	i = crm_map_put(s->own, path, len, &added);
	if (added) {
		crm_grow(&s->defs, &s->cap, i + 1, sizeof(const struct crm_field *));
		s->defs[i] = crm_schema_path(s->schema, path);
	}
	return (int)(s->known + i);
}

size_t crm_shape_count(const struct crm_shape *s)
{
	return s->known + crm_map_count(s->own);
}

/* The schema's i-th field, or NULL past its end. */
static const struct crm_field *of_schema(const struct crm_schema *s, size_t i)
{
	return s == NULL || s->fields == NULL || i >= s->n ? NULL : &s->fields[i];
}

const char *crm_shape_name(const struct crm_shape *s, int field)
{
	size_t i = (size_t)field;
	const struct crm_field *f;

	if (field < 0 || i >= crm_shape_count(s))
		return NULL;
	f = of_schema(s->schema, i);
	if (f != NULL)
		return f->name;
	return crm_map_key(s->own, i - s->known, NULL);
}

const struct crm_field *crm_shape_def(const struct crm_shape *s, int field)
{
	size_t i = (size_t)field;
	const struct crm_field *f;

	if (field < 0 || i >= crm_shape_count(s))
		return NULL;
	f = of_schema(s->schema, i);
	if (f != NULL)
		return f;
	return s->defs[i - s->known];
}

const struct crm_schema *crm_shape_schema(const struct crm_shape *s)
{
	return s->schema;
}

const struct crm_cell *crm_view_cell(const struct crm_view *v, int field)
{
	static const struct crm_cell absent = {.type = CRM_T_ABSENT};

	if (field < 0 || (size_t)field >= v->n)
		return &absent;
	return &v->cells[field];
}

const char *crm_view_text(const struct crm_view *v, int field, struct crm_arena *a)
{
	const struct crm_cell *c = crm_view_cell(v, field);
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (c->type == CRM_T_ABSENT)
		return "";
	if (c->text != NULL)
		return crm_arena_strndup(a, c->text, c->len);
	crm_cell_print(c, &b);
	text = crm_arena_strndup(a, crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	return text;
}

void crm_view_of_record(const struct crm_shape *shape, const struct crm_record *r,
    struct crm_arena *a, struct crm_view *out)
{
	size_t n = crm_shape_count(shape);
	struct crm_cell *cells = crm_arena_alloc(a, n * sizeof(*cells));
	struct crm_buf scratch = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		crm_buf_clear(&scratch);
		crm_record_cell(r, crm_shape_name(shape, (int)i), crm_shape_def(shape, (int)i),
		    &scratch, &cells[i]);
		if (scratch.len > 0)
			cells[i].text = crm_arena_strndup(a, crm_buf_str(&scratch), scratch.len);
	}
	crm_buf_release(&scratch);
	*out = (struct crm_view){
	    .shape = shape,
	    .cells = cells,
	    .n = n,
	    .source = "",
	    .backing = r,
	};
}

void crm_items_init(struct crm_items *it, const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);
	const struct crm_field *def;
	const char *name;
	struct crm_limits l;

	memset(it, 0, sizeof(*it));
	if (c->type != CRM_T_NESTED)
		return;
	def = crm_shape_def(v->shape, field);
	it->shape = crm_shape_new(def != NULL ? def->items : NULL);
	name = crm_shape_name(v->shape, field);
	if (v->backing != NULL) {
		it->object = crm_json_find(v->backing->root, name, NULL);
	} else if (c->text != NULL) {
		crm_limits_init(&l);
		crm_limits_folded(&l, &l);
		if (crm_record_parse(c->text, c->len, &l, &it->owned, NULL) == 0)
			it->object = it->owned->root;
	}
	it->iter = json_object_iter(it->object);
}

bool crm_items_next(struct crm_items *it)
{
	struct crm_record *item;
	json_t *v;

	while (it->iter != NULL && json_is_null(json_object_iter_value(it->iter)))
		it->iter = json_object_iter_next(it->object, it->iter);
	if (it->iter == NULL)
		return false;
	crm_arena_clear(&it->arena);
	it->key = json_object_iter_key(it->iter);
	v = json_object_iter_value(it->iter);
	it->iter = json_object_iter_next(it->object, it->iter);
	/* borrowed: never given to crm_record_free() */
	item = crm_arena_alloc(&it->arena, sizeof(*item));
	item->root = v;
	crm_view_of_record(it->shape, item, &it->arena, &it->view);
	return true;
}

void crm_items_release(struct crm_items *it)
{
	crm_arena_release(&it->arena);
	crm_shape_free(it->shape);
	crm_record_free(it->owned);
	memset(it, 0, sizeof(*it));
}
