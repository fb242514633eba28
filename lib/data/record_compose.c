/* Two patches, one after the other, as one. */
#include <jansson.h>

#include "lib/base/mem.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

static void compose(json_t *to, json_t *later)
{
	const char *name;
	json_t *v;

	json_object_foreach(later, name, v)
	{
		json_t *inner = json_object_get(to, name);

		if (json_is_object(inner) && json_is_object(v))
			compose(inner, v);
		else if (json_object_set_new(to, name, json_deep_copy(v)) != 0)
			crm_fatal("memory");
	}
}

/* An object over a value that is none deletes that value and then adds its own members: no one patch
 * says both. */
static bool composes(const json_t *to, json_t *later)
{
	const char *name;
	json_t *v;

	json_object_foreach(later, name, v)
	{
		const json_t *inner = json_object_get(to, name);

		if (inner == NULL || !json_is_object(v))
			continue;
		if (!json_is_object(inner) || !composes(inner, v))
			return false;
	}
	return true;
}

int crm_record_compose(struct crm_record *r, const struct crm_record *later)
{
	if (!composes(r->root, later->root))
		return -1;
	compose(r->root, later->root);
	return 0;
}
