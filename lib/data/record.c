#include "lib/data/record.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/data/record_private.h"

static struct crm_record *wrap(json_t *root)
{
	struct crm_record *r;

	if (root == NULL)
		crm_fatal("memory");
	r = crm_malloc(sizeof(*r));
	r->root = root;
	return r;
}

struct crm_record *crm_record_new(void)
{
	return wrap(json_object());
}

struct crm_record *crm_record_copy(const struct crm_record *r)
{
	return wrap(json_deep_copy(r->root));
}

void crm_record_free(struct crm_record *r)
{
	if (r == NULL)
		return;
	json_decref(r->root);
	free(r);
}

/* RFC 7386, section 2, for two objects. */
static void merge(json_t *target, json_t *patch)
{
	const char *name;
	json_t *v;

	json_object_foreach(patch, name, v)
	{
		if (json_is_null(v)) {
			(void)json_object_del(target, name);
		} else if (json_is_object(v)) {
			json_t *inner = json_object_get(target, name);

			if (!json_is_object(inner)) {
				inner = json_object();
				if (json_object_set_new(target, name, inner) != 0)
					crm_fatal("memory");
			}
			merge(inner, v);
		} else if (json_object_set_new(target, name, json_deep_copy(v)) != 0) {
			crm_fatal("memory");
		}
	}
}

void crm_record_merge(struct crm_record *r, const struct crm_record *patch)
{
	if (r->root == patch->root) {
		struct crm_record *copy = crm_record_copy(patch);

		merge(r->root, copy->root);
		crm_record_free(copy);
		return;
	}
	merge(r->root, patch->root);
}

static void drop_nulls(json_t *v)
{
	const char *name;
	json_t *inner;
	void *next;
	size_t i;

	json_object_foreach_safe(v, next, name, inner)
	{
		if (json_is_null(inner))
			(void)json_object_del(v, name);
		else
			drop_nulls(inner);
	}
	json_array_foreach(v, i, inner)
	{
		drop_nulls(inner);
	}
}

void crm_record_drop_nulls(struct crm_record *r)
{
	drop_nulls(r->root);
}

bool crm_record_same(const struct crm_record *a, const struct crm_record *b, const char *path)
{
	json_t *va = crm_json_find(a->root, path, NULL);
	json_t *vb = crm_json_find(b->root, path, NULL);
	bool same;

	if (json_is_null(va))
		va = NULL;
	if (json_is_null(vb))
		vb = NULL;
	if (va == NULL || vb == NULL)
		return va == vb;
	va = json_deep_copy(va);
	vb = json_deep_copy(vb);
	drop_nulls(va);
	drop_nulls(vb);
	same = json_equal(va, vb) == 1;
	json_decref(va);
	json_decref(vb);
	return same;
}
