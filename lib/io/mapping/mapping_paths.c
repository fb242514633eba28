/* Which fields a file's rows can set. */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"

static void add_targets(struct crm_map *paths, const struct crm_target *t, size_t n)
{
	struct crm_buf unit = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++) {
		crm_map_put(paths, t[i].path, strlen(t[i].path), NULL);
		if (t[i].unit == NULL)
			continue;
		crm_buf_clear(&unit);
		crm_buf_addf(&unit, "%s_unit", t[i].path);
		crm_map_put(paths, unit.data, unit.len, NULL);
	}
	crm_buf_release(&unit);
}

bool crm_rows_paths(const struct crm_rows *r, struct crm_map *paths)
{
	const struct crm_mapping *m = r->m;

	for (size_t i = 0; i < r->nheads; i++)
		add_targets(paths, r->bindings[i].targets, r->bindings[i].n);
	for (size_t i = 0; r->csv == NULL && i < crm_map_count(m->columns); i++)
		add_targets(paths, m->column[i].targets, m->column[i].n);
	for (size_t i = 0; i < m->njoined; i++)
		add_targets(paths, &m->joined[i].target, 1);
	for (size_t i = 0; i < m->nconstants; i++)
		crm_map_put(paths, m->constants[i].path, strlen(m->constants[i].path), NULL);
	return r->csv != NULL;
}

bool crm_mapping_known_only(const struct crm_mapping *m)
{
	return m->known;
}

const char *crm_mapping_no_table(const struct crm_mapping *m)
{
	const char *field;

	for (size_t i = 0; crm_template_nth(m, i, &field) != NULL; i++) {
		if (strchr(field, '{') != NULL)
			return "the map makes items of a collection, whose keys are no columns: "
			       "crm-store import takes it";
	}
	for (size_t i = 0; i < crm_map_count(m->columns); i++) {
		for (size_t k = 0; k < m->column[i].n; k++) {
			if (m->column[i].targets[k].once)
				return "the map sets a field once, but a table knows no earlier "
				       "value: crm-store import takes it";
		}
	}
	return NULL;
}
