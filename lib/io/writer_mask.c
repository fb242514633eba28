/* --mask: personal and internal fields become "***". */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/writer_private.h"

#define HIDDEN (CRM_F_PERSONAL | CRM_F_INTERNAL)

static bool has_hidden(const struct crm_schema *s)
{
	for (size_t i = 0; s != NULL && i < s->n; i++)
		if ((s->fields[i].flags & HIDDEN) != 0 || has_hidden(s->fields[i].items))
			return true;
	return false;
}

/* Is a field on the way to the path's end hidden? */
static bool hidden_above(const struct crm_schema *s, const char *path)
{
	bool hidden = false;
	size_t end = 0;

	do {
		char *part;
		const struct crm_field *f;

		end += strcspn(path + end, ".");
		part = crm_strndup(path, end);
		f = crm_schema_path(s, part);
		hidden = f != NULL && (f->flags & HIDDEN) != 0;
		free(part);
	} while (!hidden && path[end++] != '\0');
	return hidden;
}

bool crm_mask_column(const struct crm_schema *s, const char *path)
{
	const struct crm_field *f;
	int top;

	if (s == NULL)
		return false;
	if (hidden_above(s, path))
		return true;
	top = crm_schema_find(s, path, strcspn(path, "."));
	if (top < 0 || !has_hidden(s->fields[top].items))
		return false;
	/* of such a collection only what is known and harmless is shown */
	f = crm_schema_path(s, path);
	return f == NULL || f->type == CRM_T_NESTED;
}

static void hide(struct crm_record *r, const char *path)
{
	if (crm_record_has(r, path))
		crm_record_set_text(r, path, CRM_MASKED);
}

static void mask_fields(const struct crm_schema *s, struct crm_record *r, struct crm_buf *path);

static void mask_items(const struct crm_schema *items, struct crm_record *r, struct crm_buf *path)
{
	struct crm_map *keys = crm_map_new();
	size_t len = path->len;
	bool object = crm_record_keys(r, crm_buf_str(path), keys);
	bool clear = object;

	/* a path cannot tell a key with a dot from two keys */
	for (size_t i = 0; i < crm_map_count(keys); i++)
		clear = clear && strchr(crm_map_key(keys, i, NULL), '.') == NULL;
	if (!clear)
		hide(r, crm_buf_str(path));
	for (size_t i = 0; clear && i < crm_map_count(keys); i++) {
		crm_buf_cut(path, len);
		crm_buf_addc(path, '.');
		crm_buf_addz(path, crm_map_key(keys, i, NULL));
		mask_fields(items, r, path);
	}
	crm_buf_cut(path, len);
	crm_map_free(keys);
}

static void mask_fields(const struct crm_schema *s, struct crm_record *r, struct crm_buf *path)
{
	size_t len = path->len;

	for (size_t i = 0; i < s->n; i++) {
		const struct crm_field *f = &s->fields[i];

		crm_buf_cut(path, len);
		if (len > 0)
			crm_buf_addc(path, '.');
		crm_buf_addz(path, f->name);
		if ((f->flags & HIDDEN) != 0)
			hide(r, crm_buf_str(path));
		else if (has_hidden(f->items) && crm_record_has(r, crm_buf_str(path)))
			mask_items(f->items, r, path);
	}
	crm_buf_cut(path, len);
}

struct crm_record *crm_mask_record(const struct crm_schema *s, const struct crm_record *r)
{
	struct crm_record *copy = crm_record_copy(r);
	struct crm_buf path = CRM_BUF_INIT;

	mask_fields(s, copy, &path);
	crm_buf_release(&path);
	return copy;
}
