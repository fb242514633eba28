#include "lib/data/schema.h"

#include <string.h>

#include "lib/data/record_private.h"

const struct crm_field crm_field_item = {
    .name = "item",
    .type = CRM_T_NESTED,
    .doc = "an item of the collection",
};

int crm_schema_find(const struct crm_schema *s, const char *name, size_t len)
{
	if (s == NULL)
		return -1;
	for (size_t i = 0; i < s->n; i++) {
		const char *have = s->fields[i].name;

		if (strncmp(have, name, len) == 0 && have[len] == '\0')
			return (int)i;
	}
	return -1;
}

int crm_schema_flagged(const struct crm_schema *s, unsigned flag)
{
	for (size_t i = 0; s != NULL && i < s->n; i++) {
		if ((s->fields[i].flags & flag) != 0)
			return (int)i;
	}
	return -1;
}

/* rest is "KEY" or "KEY.MEMBER"; a key may hold dots ("drawing.pdf"), so
 * every dot is tried. */
static const struct crm_field *in_item(const struct crm_schema *items, const char *rest)
{
	const char *dot;

	for (dot = strchr(rest, '.'); dot != NULL; dot = strchr(dot + 1, '.')) {
		const struct crm_field *f = crm_schema_path(items, dot + 1);

		if (f != NULL)
			return f;
	}
	return strchr(rest, '.') == NULL ? &crm_field_item : NULL;
}

const struct crm_field *crm_schema_path(const struct crm_schema *s, const char *path)
{
	const char *dot = strchr(path, '.');
	size_t len = dot != NULL ? (size_t)(dot - path) : strlen(path);
	const struct crm_field *f;
	int i = crm_schema_find(s, path, len);

	if (s == NULL || s->fields == NULL || i < 0)
		return NULL;
	f = &s->fields[i];
	if (dot == NULL)
		return f;
	return f->items == NULL ? NULL : in_item(f->items, dot + 1);
}

bool crm_reserved_name(const char *name)
{
	static const char *const names[] = {"step", "at", "rec", "by", "login", "op", "prev",
	    "settles", "tx", "new", "epoch", "base"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static bool is_alnum(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool crm_id_valid(const char *id, size_t len)
{
	if (len < 1 || len > 64 || !is_alnum(id[0]))
		return false;
	for (size_t i = 1; i < len; i++) {
		if (!is_alnum(id[i]) && id[i] != '.' && id[i] != '_' && id[i] != '-')
			return false;
	}
	return true;
}
