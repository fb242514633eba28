/* What a row sets, and what it is known by. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/mapping/mapping_private.h"

void crm_rows_wrong(struct crm_rows *r, const char *column, const struct crm_err *why)
{
	struct crm_err *e;

	crm_grow(&r->errs, &r->errs_cap, r->nerrs + 1, sizeof(*r->errs));
	e = &r->errs[r->nerrs++];
	*e = *why;
	crm_err_place(e, r->source, r->line, column);
}

static void wrong_kind(struct crm_rows *r, const char *column, const char *text, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_set(
	    &e, CRM_BADINPUT, "not %s: '%.*s'", r->m->o.kind, (int)(len > 64 ? 64 : len), text);
	crm_rows_wrong(r, column, &e);
}

static void set(
    struct crm_rows *r, const char *column, const struct crm_target *t, const struct crm_cell *cell)
{
	struct crm_record *one;

	if (t->shell != NULL) {
		one = crm_record_copy(t->shell);
		crm_record_set(one, t->path, cell);
		crm_record_merge(r->fields, one);
		crm_record_free(one);
	} else if (strcmp(t->path, "id") == 0) {
		memcpy(r->id, cell->text, cell->len);
		r->id[cell->len] = '\0';
	} else if (strcmp(t->path, "kind") == 0) {
		if (!crm_cell_eq(cell, r->m->o.kind))
			wrong_kind(r, column, cell->text, cell->len);
	} else {
		const char *path = crm_rows_path(r, t);

		if (path != NULL)
			crm_record_set(r->fields, path, cell);
	}
}

static void set_unit(struct crm_rows *r, const struct crm_target *t, const char *unit)
{
	struct crm_cell cell = crm_cell_text(unit);
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "%s_unit", t->path);
	crm_record_set(r->fields, crm_buf_str(&path), &cell);
	crm_buf_release(&path);
}

/* Takes any type: no option turns its text into something else. */
static bool takes_all(const struct crm_target *t)
{
	return t->def == NULL && t->words == NULL && t->blank == NULL;
}

static void feed(struct crm_rows *r, const char *column, const struct crm_target *t,
    const struct crm_cell *given)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell = *given;

	if (!takes_all(t) &&
	    crm_target_read(r->m, t, given->text != NULL ? given->text : "", given->len, &r->row,
	        &cell, &e) != 0) {
		crm_rows_wrong(r, column, &e);
		return;
	}
	if (cell.type == CRM_T_ABSENT &&
	    crm_map_find(r->m->clear, t->path, strlen(t->path)) == CRM_MAP_NONE)
		return;
	set(r, column, t, &cell);
	if (t->unit != NULL)
		set_unit(r, t, cell.type == CRM_T_ABSENT ? NULL : t->unit);
}

static void feed_column(struct crm_rows *r, size_t i)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_target own;
	struct crm_binding b;
	const char *why = NULL;

	if (r->bindings != NULL)
		b = r->bindings[i];
	else
		why = crm_rows_bind(r, r->names[i], &own, &b);
	/* a JSON real, or an integer beyond 2^53; CSV has texts alone */
	if (why == NULL && b.n > 0 && r->cells[i].type == CRM_T_DEC)
		why = "not an integer within +-(2^53-1): decimals are written as text, like "
		      "\"12.50\"";
	if (why != NULL) {
		crm_err_set(&e, CRM_BADINPUT, "%s", why);
		crm_rows_wrong(r, r->names[i], &e);
		return;
	}
	for (size_t k = 0; k < b.n; k++)
		feed(r, r->names[i], &b.targets[k], &r->cells[i]);
}

static void feed_joined(struct crm_rows *r)
{
	for (size_t i = 0; i < r->m->njoined; i++) {
		const struct crm_joined *j = &r->m->joined[i];
		struct crm_buf text = CRM_BUF_INIT;
		struct crm_cell cell;

		if (crm_rows_fill(r, j->text, j->target.path, &text) == 0) {
			cell = crm_cell_textn(
			    crm_arena_strndup(&r->row, crm_buf_str(&text), text.len), text.len);
			feed(r, j->target.path, &j->target, &cell);
		}
		crm_buf_release(&text);
	}
}

/* ---- identity ---- */

static void add_part(struct crm_rows *r, const char *text, size_t len)
{
	crm_buf_add(&r->identity, text, len);
	crm_buf_addc(&r->identity, '\0');
}

static void add_cell(struct crm_rows *r, const char *name, const struct crm_cell *cell)
{
	add_part(r, name, strlen(name));
	add_part(r, cell->text != NULL ? cell->text : "", cell->len);
}

static int by_name(const void *a, const void *b)
{
	const struct crm_named *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The columns of CSV are those of the next row too. */
static void sort_columns(struct crm_rows *r)
{
	struct crm_arena *a = r->csv != NULL ? &r->arena : &r->row;

	r->order = crm_arena_alloc(a, (r->n + 1) * sizeof(*r->order));
	for (size_t i = 0; i < r->n; i++)
		r->order[i] = (struct crm_named){r->names[i], i};
	qsort(r->order, r->n, sizeof(*r->order), by_name);
}

/* Names and cells that are not empty, in the order of the names: the order of
 * the columns does not count. */
static void add_content(struct crm_rows *r)
{
	if (r->order == NULL)
		sort_columns(r);
	for (size_t i = 0; i < r->n; i++) {
		const char *name = r->order[i].name;
		const struct crm_cell *cell = &r->cells[r->order[i].at];

		if (cell->type != CRM_T_ABSENT && !crm_rows_lists(r, r->m->ignore, name))
			add_cell(r, name, cell);
	}
}

/* The field that a key column feeds: the file may call the column otherwise one day. */
static const char *key_name(const struct crm_rows *r, const char *column)
{
	size_t i = crm_map_find(r->m->columns, column, strlen(column));
	const struct crm_mapping_column *c = i != CRM_MAP_NONE ? &r->m->column[i] : NULL;

	return c != NULL && c->n > 0 ? c->targets[0].path : column;
}

static void add_keys(struct crm_rows *r)
{
	const struct crm_cell none = crm_cell_absent();
	struct crm_err e = CRM_ERR_INIT;
	bool empty = true;

	add_part(r, r->m->o.kind, strlen(r->m->o.kind));
	for (const char *const *k = r->m->keys; *k != NULL; k++) {
		size_t i = 0;

		while (i < r->n && strcmp(r->names[i], *k) != 0)
			i++;
		add_cell(r, key_name(r, *k), i < r->n ? &r->cells[i] : &none);
		empty = empty && (i == r->n || r->cells[i].type == CRM_T_ABSENT);
	}
	/* of one column, what is made of it may have said so */
	if (empty &&
	    !(r->m->keys[1] == NULL && r->nerrs > 0 && r->m->keys[0] != NULL &&
	        strcmp(r->errs[0].field, r->m->keys[0]) == 0)) {
		crm_err_set(&e, CRM_BADINPUT, "the key is empty");
		crm_rows_wrong(r, r->m->keys[0], &e);
	}
}

/* ---- a whole row ---- */

static void begin(struct crm_rows *r)
{
	crm_arena_clear(&r->row);
	crm_record_free(r->fields);
	r->fields = crm_record_new();
	r->id[0] = '\0';
	r->key = r->m->key;
	r->n = 0;
	r->misfits = NULL;
	r->text = NULL;
	r->text_len = 0;
	r->nerrs = 0;
	crm_buf_clear(&r->identity);
}

static bool is_empty(const struct crm_rows *r)
{
	size_t i = 0;

	while (i < r->n && r->cells[i].type == CRM_T_ABSENT)
		i++;
	return i == r->n;
}

static void take_row(struct crm_rows *r)
{
	struct crm_err e = CRM_ERR_INIT;

	if (is_empty(r)) {
		crm_err_set(&e, CRM_BADINPUT, "an empty row");
		crm_rows_wrong(r, NULL, &e);
		return;
	}
	for (size_t i = 0; i < r->n; i++)
		feed_column(r, i);
	feed_joined(r);
	if (r->key == CRM_KEY_ID && r->id[0] == '\0')
		r->key = CRM_KEY_CONTENT;
	if (r->key == CRM_KEY_COLUMNS)
		add_keys(r);
	else if (r->key == CRM_KEY_CONTENT)
		add_content(r);
	if (r->nerrs > 0)
		return;
	for (size_t i = 0; i < r->m->nconstants; i++)
		crm_record_set(r->fields, r->m->constants[i].path, &r->m->constants[i].cell);
	crm_record_normalise(r->fields, r->m->o.schema);
	if (crm_record_storable(r->fields, &e) != 0)
		crm_rows_wrong(r, NULL, &e);
}

enum crm_read crm_rows_next(struct crm_rows *r, struct crm_import_row *out, struct crm_err *e)
{
	enum crm_read rc;

	begin(r);
	rc = crm_rows_read(r, e);
	if (rc != CRM_READ_OK)
		return rc;
	if (r->nerrs == 0)
		take_row(r);
	*out = (struct crm_import_row){
	    .source = r->source,
	    .line = r->line,
	    .fields = r->fields,
	    .key = r->key,
	    .id = r->id,
	    .identity = crm_buf_str(&r->identity),
	    .identity_len = r->identity.len,
	    .n = r->n,
	    .names = r->misfits == NULL ? r->names : NULL,
	    .cells = r->misfits == NULL ? r->cells : r->misfits,
	    .json = r->reader != NULL,
	    .record = r->record,
	    .text = r->text,
	    .text_len = r->text_len,
	    .errs = r->errs,
	    .nerrs = r->nerrs,
	};
	return r->nerrs == 0 ? CRM_READ_OK : CRM_READ_BAD;
}
