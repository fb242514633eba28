/* Arrays, which only settings have. */
#include <jansson.h>

#include "lib/base/mem.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

static const json_t *array_at(const struct crm_record *r, const char *path)
{
	const json_t *v = crm_json_find(r->root, path, NULL);

	return json_is_array(v) ? v : NULL;
}

long crm_record_count(const struct crm_record *r, const char *path)
{
	const json_t *v = array_at(r, path);

	return v == NULL ? -1 : (long)json_array_size(v);
}

const char *crm_record_nth_text(const struct crm_record *r, const char *path, size_t i)
{
	return json_string_value(json_array_get(array_at(r, path), i));
}

struct crm_record *crm_record_nth(const struct crm_record *r, const char *path, size_t i)
{
	const json_t *v = json_array_get(array_at(r, path), i);
	struct crm_record *out;

	if (!json_is_object(v))
		return NULL;
	out = crm_malloc(sizeof(*out));
	out->root = json_deep_copy(v);
	if (out->root == NULL)
		crm_fatal("memory");
	return out;
}
