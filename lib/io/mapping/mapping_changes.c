/* What a later row of a known record changes. */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"

static bool is_empty(const struct crm_record *r, const char *path)
{
	struct crm_map *names = crm_map_new();
	bool empty = crm_record_keys(r, path, names) && crm_map_count(names) == 0;

	crm_map_free(names);
	return empty;
}

void crm_import_remove(struct crm_record *r, const char *path)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *dot;

	crm_buf_addz(&b, path);
	while (crm_record_remove(r, crm_buf_str(&b))) {
		dot = strrchr(crm_buf_str(&b), '.');
		if (dot == NULL)
			break;
		crm_buf_cut(&b, (size_t)(dot - b.data));
		if (!is_empty(r, crm_buf_str(&b)))
			break;
	}
	crm_buf_release(&b);
}

static bool same_value(const struct crm_schema *s, const struct crm_record *a,
    const struct crm_record *b, const char *path)
{
	const struct crm_field *def = crm_schema_path(s, path);
	struct crm_cell x, y;

	if (crm_record_same(a, b, path))
		return true;
	if (def == NULL || def->type == CRM_T_TEXT || def->type == CRM_T_NESTED)
		return false;
	crm_record_cell(a, path, def, NULL, &x);
	crm_record_cell(b, path, def, NULL, &y);
	return crm_cell_is(&x) && crm_cell_is(&y) && crm_cell_cmp(&x, &y) == 0;
}

struct crm_record *crm_import_changes(const struct crm_schema *schema,
    const struct crm_record *fields, const struct crm_record *folded)
{
	struct crm_record *changed = crm_record_copy(fields);
	struct crm_map *paths = crm_map_new();

	crm_record_paths(fields, paths);
	for (size_t i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		if (same_value(schema, fields, folded, path))
			crm_import_remove(changed, path);
	}
	crm_map_free(paths);
	if (crm_record_member(changed, 0) == NULL) {
		crm_record_free(changed);
		changed = NULL;
	}
	return changed;
}

void crm_mapping_keep_first(
    const struct crm_mapping *m, struct crm_record *fields, const struct crm_record *folded)
{
	for (size_t i = 0; i < crm_map_count(m->columns); i++) {
		for (size_t k = 0; k < m->column[i].n; k++) {
			const struct crm_target *t = &m->column[i].targets[k];

			if (t->once && crm_record_has(folded, t->path))
				crm_import_remove(fields, t->path);
		}
	}
}
