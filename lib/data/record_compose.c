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

void crm_record_compose(struct crm_record *r, const struct crm_record *later)
{
	compose(r->root, later->root);
}
