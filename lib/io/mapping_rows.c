/* What the rows of CSV and JSON share: one value set, one row judged. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/mapping_private.h"

void crm_rows_wrong(struct crm_rows *r, const char *column, const struct crm_err *why)
{
	struct crm_err *e;

	crm_grow(&r->errs, &r->errs_cap, r->nerrs + 1, sizeof(*r->errs));
	e = &r->errs[r->nerrs++];
	*e = *why;
	crm_err_place(e, r->source, r->line, column);
}

void crm_rows_part(struct crm_rows *r, const char *text, size_t len)
{
	crm_buf_add(&r->identity, text, len);
	crm_buf_addc(&r->identity, '\0');
}

static void wrong_kind(struct crm_rows *r, const char *column, const char *text, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_set(
	    &e, CRM_BADINPUT, "not %s: '%.*s'", r->m->o.kind, (int)(len > 64 ? 64 : len), text);
	crm_rows_wrong(r, column, &e);
}

void crm_rows_set(
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
		crm_record_set(r->fields, t->path, cell);
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

void crm_rows_feed(struct crm_rows *r, const char *column, const struct crm_target *t,
    const char *text, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_cell cell;

	if (crm_target_read(r->m, t, text, len, &r->row, &cell, &e) != 0) {
		crm_rows_wrong(r, column, &e);
		return;
	}
	if (cell.type == CRM_T_ABSENT &&
	    crm_map_find(r->m->clear, t->path, strlen(t->path)) == CRM_MAP_NONE)
		return;
	crm_rows_set(r, column, t, &cell);
	if (t->unit != NULL)
		set_unit(r, t, cell.type == CRM_T_ABSENT ? NULL : t->unit);
}

/* ---- a whole row ---- */

static void begin(struct crm_rows *r)
{
	crm_arena_clear(&r->row);
	crm_record_free(r->fields);
	r->fields = crm_record_new();
	r->id[0] = '\0';
	r->key = r->m->key;
	r->nraw = 0;
	r->nerrs = 0;
	crm_buf_clear(&r->identity);
}

/* A verdict without its clock's limit was not frozen by our clocks. */
static void mark_imported(struct crm_record *fields)
{
	static const char *const ours[] = {"limit", "due_at", "imported"};
	struct crm_cell yes = crm_cell_bool(true);
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_map *clocks;

	if (!crm_record_has(fields, "verdicts"))
		return;
	clocks = crm_map_new();
	(void)crm_record_keys(fields, "verdicts", clocks);
	for (size_t i = 0; i < crm_map_count(clocks); i++) {
		size_t len;
		bool ready = false;

		crm_buf_clear(&path);
		crm_buf_addf(&path, "verdicts.%s.", crm_map_key(clocks, i, NULL));
		len = path.len;
		for (size_t k = 0; k < 3; k++) {
			crm_buf_cut(&path, len);
			crm_buf_addz(&path, ours[k]);
			ready = ready || crm_record_has(fields, crm_buf_str(&path));
		}
		crm_buf_cut(&path, len);
		crm_buf_addz(&path, "verdict");
		if (ready || !crm_record_has(fields, crm_buf_str(&path)))
			continue;
		crm_buf_cut(&path, len);
		crm_buf_addz(&path, "imported");
		crm_record_set(fields, crm_buf_str(&path), &yes);
	}
	crm_buf_release(&path);
	crm_map_free(clocks);
}

static void finish(struct crm_rows *r)
{
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < r->m->nconstants; i++)
		crm_record_set(r->fields, r->m->constants[i].path, &r->m->constants[i].cell);
	mark_imported(r->fields);
	if (crm_record_storable(r->fields, &e) != 0)
		crm_rows_wrong(r, NULL, &e);
}

enum crm_read crm_rows_next(struct crm_rows *r, struct crm_import_row *out, struct crm_err *e)
{
	enum crm_read rc;

	begin(r);
	rc = r->csv != NULL ? crm_rows_csv(r, e) : crm_rows_json(r, e);
	if (rc != CRM_READ_OK)
		return rc;
	if (r->nerrs == 0)
		finish(r);
	*out = (struct crm_import_row){
	    .source = r->source,
	    .line = r->line,
	    .fields = r->fields,
	    .key = r->key,
	    .id = r->id,
	    .identity = crm_buf_str(&r->identity),
	    .identity_len = r->identity.len,
	    .n = r->nraw,
	    .names = r->raw_names,
	    .cells = r->raw_cells,
	    .errs = r->errs,
	    .nerrs = r->nerrs,
	};
	return r->nerrs == 0 ? CRM_READ_OK : CRM_READ_BAD;
}
