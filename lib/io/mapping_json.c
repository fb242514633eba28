/* Rows of JSON through a map: a member is a column, by its dotted path. */
#include <string.h>

#include "lib/io/mapping_private.h"

/* Is there a member of that path, if only a null? */
static bool present(const struct crm_record *rec, const char *path)
{
	struct crm_map *names = crm_map_new();
	const char *dot = strrchr(path, '.');
	struct crm_buf top = CRM_BUF_INIT;
	bool found;

	(void)crm_record_keys(rec, "", names);
	found = crm_map_find(names, path, strlen(path)) != CRM_MAP_NONE;
	if (!found && dot != NULL) {
		crm_map_free(names);
		names = crm_map_new();
		crm_buf_add(&top, path, (size_t)(dot - path));
		(void)crm_record_keys(rec, crm_buf_str(&top), names);
		found = crm_map_find(names, dot + 1, strlen(dot + 1)) != CRM_MAP_NONE;
	}
	crm_map_free(names);
	crm_buf_release(&top);
	return found;
}

/* Takes any type: no option turns its text into something else. */
static bool takes_all(const struct crm_target *t)
{
	return t->def == NULL && t->words == NULL && t->blank == NULL;
}

static void feed_member(
    struct crm_rows *r, const struct crm_record *rec, const struct crm_mapping_column *c)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	crm_record_cell(rec, c->name, NULL, &r->scratch, &cell);
	if (cell.type == CRM_T_ABSENT && !present(rec, c->name))
		return;
	if (cell.type == CRM_T_DEC) { /* a real, or beyond 2^53 */
		crm_err_set(&e, CRM_BADINPUT,
		    "not an integer within "
		    "+-(2^53-1): decimals are written as text, like \"12.50\"");
		crm_rows_wrong(r, c->name, &e);
		return;
	}
	for (size_t i = 0; i < c->n; i++) {
		if (takes_all(&c->targets[i]) && cell.type != CRM_T_ABSENT)
			crm_rows_set(r, c->name, &c->targets[i], &cell);
		else
			crm_rows_feed(r, c->name, &c->targets[i],
			    cell.text != NULL ? cell.text : "", cell.len);
	}
}

/* ---- members that the map does not name ---- */

static void judge_member(struct crm_rows *r, const struct crm_record *rest, const char *path)
{
	const struct crm_schema *s = r->m->o.schema;
	struct crm_target t = {.path = path};
	char expected[CRM_EXPECTED_MAX] = "";
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell, same;
	size_t top = strcspn(path, ".");
	int i = crm_schema_find(s, path, top);

	t.def = crm_schema_path(s, path);
	crm_record_cell(rest, path, t.def, &r->scratch, &cell);
	if (cell.type == CRM_T_ABSENT)
		return;
	crm_field_expected(t.def, expected);
	if (cell.type == CRM_T_BAD ||
	    (cell.type == CRM_T_TEXT &&
	        crm_target_judge(&t, cell.text, cell.len, &same, expected) != 0))
		crm_err_set(&e, CRM_BADINPUT, "not %s: '%.*s'", expected,
		    (int)(cell.len > 100 ? 100 : cell.len), cell.text);
	else if (t.def == NULL && i >= 0 && s->fields[i].type != CRM_T_NESTED)
		crm_err_set(&e, CRM_BADINPUT, "'%.*s' has no parts", (int)top, path);
	else if (crm_mapping_collides(r->m->fields, path))
		crm_err_set(&e, CRM_BADINPUT,
		    "the map sets this field "
		    "already: map the column or ignore it");
	else
		return;
	crm_rows_wrong(r, path, &e);
}

/* id and kind are no fields of a line. A number may be an id. */
static void take_aside(struct crm_rows *r, struct crm_record *rest, const char *name)
{
	const struct crm_target t = {.path = name, .decimal = "", .thousands = ""};
	struct crm_cell cell;

	crm_record_cell(rest, name, NULL, &r->scratch, &cell);
	if (cell.type != CRM_T_ABSENT)
		crm_rows_feed(r, name, &t, cell.text, cell.len);
	(void)crm_record_remove(rest, name);
}

static void keep_rest(struct crm_rows *r, const struct crm_record *rec, struct crm_record *rest,
    const struct crm_map *paths)
{
	const struct crm_map *clear = r->m->clear;
	const struct crm_cell gone = crm_cell_absent();

	take_aside(r, rest, "kind");
	take_aside(r, rest, "id");
	for (size_t i = 0; i < crm_map_count(paths); i++)
		judge_member(r, rest, crm_map_key(paths, i, NULL));
	crm_record_drop_nulls(rest);
	crm_record_merge(r->fields, rest);
	for (size_t i = 0; i < crm_map_count(clear); i++) {
		const char *field = crm_map_key(clear, i, NULL);
		struct crm_cell cell;

		if (crm_mapping_collides(r->m->fields, field))
			continue;
		crm_record_cell(rec, field, NULL, NULL, &cell);
		if (cell.type == CRM_T_ABSENT && present(rec, field))
			crm_record_set(r->fields, field, &gone);
	}
}

/* ---- identity ---- */

static void content(struct crm_rows *r, const struct crm_record *rec)
{
	struct crm_record *c = crm_record_copy(rec);

	for (size_t i = 0; i < crm_map_count(r->m->ignore); i++)
		(void)crm_record_remove(c, crm_map_key(r->m->ignore, i, NULL));
	crm_record_drop_nulls(c);
	crm_record_canonical(c, &r->identity);
	crm_record_free(c);
}

static void key_columns(struct crm_rows *r, const struct crm_record *rec)
{
	struct crm_err e = CRM_ERR_INIT;
	bool empty = true;

	crm_rows_part(r, r->m->o.kind, strlen(r->m->o.kind));
	for (const char *const *k = r->m->keys; *k != NULL; k++) {
		struct crm_cell cell;

		crm_record_cell(rec, *k, NULL, &r->scratch, &cell);
		crm_rows_part(r, *k, strlen(*k));
		crm_rows_part(r, cell.text != NULL ? cell.text : "", cell.len);
		empty = empty && cell.type == CRM_T_ABSENT;
	}
	if (empty) {
		crm_err_set(&e, CRM_BADINPUT, "the key is empty");
		crm_rows_wrong(r, r->m->keys[0], &e);
	}
}

/* ---- rows ---- */

/* Its own cells, for the file of rejects. */
static void raw_cells(struct crm_rows *r, const struct crm_record *rec, const struct crm_map *paths)
{
	size_t n = crm_map_count(paths);
	const char **names = crm_arena_alloc(&r->row, (n + 1) * sizeof(*names));
	const char **cells = crm_arena_alloc(&r->row, (n + 1) * sizeof(*cells));

	for (size_t i = 0; i < n; i++) {
		struct crm_cell cell;
		size_t len;
		const char *path = crm_map_key(paths, i, &len);

		crm_record_cell(rec, path, NULL, &r->scratch, &cell);
		names[i] = crm_arena_strndup(&r->row, path, len);
		cells[i] = crm_arena_strndup(&r->row, cell.text != NULL ? cell.text : "", cell.len);
	}
	r->nraw = n;
	r->raw_names = names;
	r->raw_cells = cells;
}

static void take_record(struct crm_rows *r, const struct crm_record *rec)
{
	const struct crm_mapping *m = r->m;
	struct crm_map *paths = crm_map_new();
	struct crm_record *rest = NULL;

	crm_record_paths(rec, paths);
	raw_cells(r, rec, paths);
	for (size_t i = 0; i < crm_map_count(m->columns); i++)
		feed_member(r, rec, &m->column[i]);
	if (!m->drop) {
		rest = crm_record_copy(rec);
		for (size_t i = 0; i < crm_map_count(m->columns); i++)
			crm_import_remove(rest, m->column[i].name);
		for (size_t i = 0; i < crm_map_count(m->ignore); i++)
			crm_import_remove(rest, crm_map_key(m->ignore, i, NULL));
		keep_rest(r, rec, rest, paths);
	}
	if (r->key == CRM_KEY_ID && r->id[0] == '\0')
		r->key = CRM_KEY_CONTENT;
	if (r->key == CRM_KEY_CONTENT)
		content(r, rec);
	else if (r->key == CRM_KEY_COLUMNS)
		key_columns(r, rec);
	crm_record_free(rest);
	crm_map_free(paths);
}

enum crm_read crm_rows_json(struct crm_rows *r, struct crm_err *e)
{
	struct crm_record *rec = NULL;
	struct crm_err bad = CRM_ERR_INIT;
	enum crm_read rc = crm_reader_record(r->reader, &rec, &bad);

	if (rc == CRM_READ_FAIL) {
		*e = bad;
		return rc;
	}
	if (rc == CRM_READ_END)
		return rc;
	r->source = crm_reader_source(r->reader);
	r->line = crm_reader_line(r->reader);
	if (rc == CRM_READ_BAD)
		crm_rows_wrong(r, NULL, &bad);
	else
		take_record(r, rec);
	crm_record_free(rec);
	return CRM_READ_OK;
}
