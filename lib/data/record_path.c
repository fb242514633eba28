/* Dotted paths: finding, setting, removing, listing. */
#include <jansson.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/data/change.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

/* The longest name first: a name may hold dots. */
static json_t *find(json_t *o, const char *path, size_t len, struct crm_spot *spot)
{
	json_t *v = json_object_getn(o, path, len);

	if (v != NULL) {
		if (spot != NULL)
			*spot = (struct crm_spot){o, path, len};
		return v;
	}
	for (size_t i = len; i-- > 0;) {
		json_t *inner;

		if (path[i] != '.')
			continue;
		inner = json_object_getn(o, path, i);
		if (!json_is_object(inner))
			continue;
		v = find(inner, path + i + 1, len - i - 1, spot);
		if (v != NULL)
			return v;
	}
	return NULL;
}

json_t *crm_json_find(json_t *object, const char *path, struct crm_spot *spot)
{
	return find(object, path, strlen(path), spot);
}

/* The longest beginning of the path that names an object in o; *used is its
 * length, with the dot. */
static json_t *descend(json_t *o, const char *path, size_t len, size_t *used)
{
	for (size_t i = len; i-- > 0;) {
		json_t *inner;

		if (path[i] != '.')
			continue;
		inner = json_object_getn(o, path, i);
		if (json_is_object(inner)) {
			*used = i + 1;
			return inner;
		}
	}
	return NULL;
}

static void put(json_t *o, const char *name, size_t len, json_t *v)
{
	if (json_object_setn_new(o, name, len, v) != 0)
		crm_fatal("a name that cannot be JSON");
}

/* Takes v. The path is UTF-8. */
static void set(json_t *o, const char *path, json_t *v)
{
	struct crm_spot spot;
	size_t len = strlen(path);
	const char *dot;

	if (find(o, path, len, &spot) != NULL) {
		put(spot.parent, spot.name, spot.len, v);
		return;
	}
	for (;;) {
		size_t used;
		json_t *inner = descend(o, path, len, &used);

		if (inner == NULL) {
			dot = memchr(path, '.', len);
			if (dot == NULL)
				break;
			used = (size_t)(dot - path) + 1;
			inner = json_object();
			put(o, path, used - 1, inner);
		}
		o = inner;
		path += used;
		len -= used;
	}
	put(o, path, len, v);
}

/* The same, with the names that `like` has on the path; NULL: none. */
static void set_like(json_t *o, json_t *like, const char *path, json_t *v)
{
	size_t len = strlen(path), used;
	json_t *next;

	while (like != NULL && json_object_getn(like, path, len) == NULL &&
	    (next = descend(like, path, len, &used)) != NULL) {
		json_t *inner = json_object_getn(o, path, used - 1);

		if (!json_is_object(inner)) {
			inner = json_object();
			put(o, path, used - 1, inner);
		}
		o = inner;
		like = next;
		path += used;
		len -= used;
	}
	if (like != NULL && json_object_getn(like, path, len) != NULL)
		put(o, path, len, v);
	else
		set(o, path, v);
}

static void set_clean(json_t *o, json_t *like, const char *path, const struct crm_cell *c)
{
	size_t len = strlen(path);
	json_t *v = crm_json_of_cell(c);

	if (crm_utf8_invalid(path, len) == len) {
		set_like(o, like, path, v);
	} else {
		json_t *clean = crm_json_text(path, len);

		set_like(o, like, json_string_value(clean), v);
		json_decref(clean);
	}
}

void crm_record_set(struct crm_record *r, const char *path, const struct crm_cell *c)
{
	set_clean(r->root, NULL, path, c);
}

void crm_record_set_text(struct crm_record *r, const char *path, const char *text)
{
	struct crm_cell c = crm_cell_text(text);

	crm_record_set(r, path, &c);
}

bool crm_record_remove(struct crm_record *r, const char *path)
{
	struct crm_spot spot;

	if (crm_json_find(r->root, path, &spot) == NULL)
		return false;
	return json_object_deln(spot.parent, spot.name, spot.len) == 0;
}

void crm_record_apply(struct crm_record *r, const struct crm_changes *c)
{
	for (size_t i = 0; i < c->n; i++)
		crm_record_set(r, c->items[i].path, &c->items[i].cell);
}

void crm_record_apply_like(
    struct crm_record *r, const struct crm_changes *c, const struct crm_record *like)
{
	for (size_t i = 0; i < c->n; i++)
		set_clean(r->root, like->root, c->items[i].path, &c->items[i].cell);
}

bool crm_record_has(const struct crm_record *r, const char *path)
{
	const json_t *v = crm_json_find(r->root, path, NULL);

	return v != NULL && !json_is_null(v);
}

const char *crm_record_text(const struct crm_record *r, const char *path)
{
	return json_string_value(crm_json_find(r->root, path, NULL));
}

static void leaves(json_t *o, struct crm_buf *path, struct crm_map *out)
{
	const char *name;
	json_t *v;
	size_t len = path->len;

	json_object_foreach(o, name, v)
	{
		crm_buf_cut(path, len);
		crm_buf_addz(path, name);
		if (json_is_object(v) && json_object_size(v) > 0) {
			crm_buf_addc(path, '.');
			leaves(v, path, out);
		} else {
			crm_map_put(out, crm_buf_str(path), path->len, NULL);
		}
	}
	crm_buf_cut(path, len);
}

void crm_record_paths(const struct crm_record *r, struct crm_map *paths)
{
	struct crm_buf path = CRM_BUF_INIT;

	leaves(r->root, &path, paths);
	crm_buf_release(&path);
}

bool crm_record_keys(const struct crm_record *r, const char *path, struct crm_map *keys)
{
	json_t *o = r->root;
	const char *name;
	json_t *v;

	if (path[0] != '\0')
		o = crm_json_find(o, path, NULL);
	if (!json_is_object(o))
		return false;
	json_object_foreach(o, name, v)
	{
		crm_map_put(keys, name, strlen(name), NULL);
	}
	return true;
}

const char *crm_record_member(const struct crm_record *r, size_t i)
{
	void *it = json_object_iter(r->root);

	while (it != NULL && i-- > 0)
		it = json_object_iter_next(r->root, it);
	return it == NULL ? NULL : json_object_iter_key(it);
}
