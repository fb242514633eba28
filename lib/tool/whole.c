#include "lib/tool/whole.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"

void crm_whole_init(struct crm_whole *w)
{
	memset(w, 0, sizeof(*w));
	w->paths = crm_map_new();
	*crm_map_value(w->paths, crm_map_put(w->paths, "kind", 4, NULL)) = 1;
	*crm_map_value(w->paths, crm_map_put(w->paths, "id", 2, NULL)) = 1;
}

void crm_whole_release(struct crm_whole *w)
{
	crm_map_free(w->paths);
	crm_kept_release(&w->kept);
}

/* The length of the path of its column: of a collection keyed by hashes there is one only. */
static size_t column_len(
    const struct crm_schema *schema, const struct crm_record *record, const char *path)
{
	size_t top = strcspn(path, ".");
	int i = schema == NULL ? -1 : crm_schema_find(schema, path, top);

	/* without the field it is a name with a dot */
	if (schema == NULL || i < 0 || path[top] == '\0' ||
	    (schema->fields[i].flags & CRM_F_HASHED) == 0 ||
	    !crm_record_has(record, schema->fields[i].name))
		return strlen(path);
	return top;
}

/* Takes in the paths of a record, and marks those at which it has more than an empty object. */
static void take_paths(
    struct crm_map *paths, const struct crm_schema *schema, const struct crm_record *record)
{
	struct crm_map *own = crm_map_new();
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_cell cell;

	crm_record_paths(record, own);
	for (size_t i = 0; i < crm_map_count(own); i++) {
		const char *path = crm_map_key(own, i, NULL);
		size_t len = column_len(schema, record, path);
		size_t at = crm_map_put(paths, path, len, NULL);

		if (*crm_map_value(paths, at) != 0)
			continue;
		if (path[len] == '\0') {
			crm_record_cell(record, path, NULL, &text, &cell);
			if (cell.type == CRM_T_ABSENT ||
			    (cell.type == CRM_T_NESTED && cell.text[0] == '{'))
				continue;
		}
		*crm_map_value(paths, at) = 1;
	}
	crm_buf_release(&text);
	crm_map_free(own);
}

static const struct crm_schema *schema_of(const struct crm_run *r)
{
	return r->kind != NULL ? r->kind->flow.schema : NULL;
}

void crm_whole_add(struct crm_run *r, struct crm_whole *w, const struct crm_record *record)
{
	if (!w->failed && w->kept.run == NULL)
		w->failed = crm_kept_init(r, &w->kept) < 0;
	if (w->failed)
		return;
	take_paths(w->paths, schema_of(r), record);
	w->failed = crm_kept_add(&w->kept, record) < 0;
}

/* Of a path and one above it only one is a column. */
static void drop_parts(struct crm_map *paths, bool *dropped)
{
	size_t i, len;

	for (i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		for (len = strcspn(path, "."); path[len] != '\0';
		     len += 1 + strcspn(path + len + 1, ".")) {
			size_t above = crm_map_find(paths, path, len);

			if (above != CRM_MAP_NONE)
				dropped[*crm_map_value(paths, above) != 0 ? i : above] = true;
		}
	}
}

struct crm_column *crm_whole_columns(const struct crm_run *r, const struct crm_whole *w, size_t *n)
{
	const struct crm_schema *schema = schema_of(r);
	size_t i, count = crm_map_count(w->paths);
	struct crm_column *columns = crm_calloc(count, sizeof(*columns));
	bool *dropped = crm_calloc(count, sizeof(*dropped));

	*n = 0;
	drop_parts(w->paths, dropped);
	for (i = 0; i < count; i++) {
		const char *name = crm_map_key(w->paths, i, NULL);
		const struct crm_field *f = schema != NULL ? crm_schema_path(schema, name) : NULL;

		if (dropped[i])
			continue;
		columns[*n].name = name;
		columns[(*n)++].right = f != NULL && (f->type == CRM_T_INT || f->type == CRM_T_DEC);
	}
	free(dropped);
	return columns;
}
