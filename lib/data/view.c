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
	struct crm_map *own;           /* entry i is field known + i; NULL: none */
	const struct crm_field **defs; /* of the own ones */
	size_t cap;
	bool *needed; /* of the schema's fields; NULL: none is declared */
	bool restricted;
};

struct crm_shape *crm_shape_new(const struct crm_schema *schema)
{
	struct crm_shape *s = crm_calloc(1, sizeof(*s));

	s->schema = schema;
	s->known = schema != NULL ? schema->n : 0;
	return s;
}

void crm_shape_free(struct crm_shape *s)
{
	if (s == NULL)
		return;
	crm_map_free(s->own);
	free(s->defs);
	free(s->needed);
	free(s);
}

int crm_shape_field(struct crm_shape *s, const char *path)
{
	size_t len = strlen(path), i;
	int known = crm_schema_find(s->schema, path, len);
	bool added;

	if (known >= 0)
		return known;
	if (s->own == NULL)
		s->own = crm_map_new();
	i = crm_map_put(s->own, path, len, &added);
	if (added) {
		crm_grow(&s->defs, &s->cap, i + 1, sizeof(const struct crm_field *));
		s->defs[i] = crm_schema_path(s->schema, path);
	}
	return (int)(s->known + i);
}

size_t crm_shape_count(const struct crm_shape *s)
{
	return s->known + (s->own == NULL ? 0 : crm_map_count(s->own));
}

void crm_shape_need(struct crm_shape *s, int field)
{
	if (field < 0 || (size_t)field >= s->known)
		return;
	if (s->needed == NULL)
		s->needed = crm_calloc(s->known, sizeof(*s->needed));
	s->needed[field] = true;
}

void crm_shape_restrict(struct crm_shape *s)
{
	s->restricted = true;
}

bool crm_shape_needs(const struct crm_shape *s, int field)
{
	if (!s->restricted || (size_t)field >= s->known)
		return true;
	return s->needed != NULL && s->needed[field];
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

bool crm_view_has(const struct crm_view *v, int field)
{
	return crm_cell_is(crm_view_cell(v, field));
}

bool crm_view_true(const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	return c->type == CRM_T_BOOL && c->u.b;
}

const char *crm_view_text(const struct crm_view *v, int field, struct crm_arena *a)
{
	return crm_cell_copy_text(crm_view_cell(v, field), a);
}

/* An object and what was looked up in it last. */
struct place {
	json_t *object;
	bool dots;        /* a member's name has dots: only crm_json_find() knows */
	const char *name; /* NULL: nothing yet */
	size_t len;
	json_t *member;
};

static struct place place_of(json_t *object)
{
	struct place p = {.object = object};
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) p.dots = p.dots || strchr(key, '.') != NULL;
	return p;
}

#define DEPTH 2 /* a collection and its item */

/* crm_json_find(); the paths into one item look it up once. */
static json_t *find(struct place places[DEPTH + 1], const char *path)
{
	struct place *p = places;

	for (; p < places + DEPTH; p++) {
		size_t len = strcspn(path, ".");

		if (path[len] == '\0' || p->dots)
			break;
		if (p->name == NULL || p->len != len || memcmp(p->name, path, len) != 0) {
			p->name = path;
			p->len = len;
			p->member = json_object_getn(p->object, path, len);
			p[1] = place_of(p->member);
		}
		if (!json_is_object(p->member))
			return NULL;
		path += len + 1;
	}
	return crm_json_find(p->object, path, NULL);
}

void crm_view_of_record(const struct crm_shape *shape, const struct crm_record *r,
    struct crm_arena *a, struct crm_view *out)
{
	size_t n = crm_shape_count(shape);
	struct crm_cell *cells = crm_arena_alloc(a, n * sizeof(*cells));
	struct place places[DEPTH + 1] = {{.object = r->root}};
	struct crm_buf scratch = CRM_BUF_INIT;

	if (n > shape->known)
		places[0] = place_of(r->root);
	for (size_t i = 0; i < n; i++) {
		const char *name = crm_shape_name(shape, (int)i);
		json_t *v;

		if (name == NULL || !crm_shape_needs(shape, (int)i))
			continue; /* the arena's memory is zero: absent */
		v = i < shape->known ? crm_json_find(r->root, name, NULL) : find(places, name);
		if (v == NULL)
			continue;
		crm_buf_clear(&scratch);
		crm_json_cell(v, crm_shape_def(shape, (int)i), &scratch, &cells[i]);
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
	it->odd = !json_is_object(v);
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
