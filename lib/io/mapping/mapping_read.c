/* The columns of a row: those of a line of CSV, or the members of a record. */
#include <string.h>

#include "lib/io/mapping/mapping_private.h"

/* More or fewer cells than the header: they have no names. */
static void take_misfits(struct crm_rows *r, const struct crm_csv_row *row)
{
	size_t own = r->nall - r->nheads; /* line, column, reason of rejects */

	r->n = row->n > own ? row->n - own : row->n;
	r->misfits = crm_arena_alloc(&r->row, r->n * sizeof(*r->misfits));
	for (size_t i = 0; i < r->n; i++) {
		const char *text = crm_arena_strndup(&r->row, row->cells[i], row->lens[i]);

		r->misfits[i] = crm_cell_textn(text, row->lens[i]);
	}
}

static enum crm_read read_csv(struct crm_rows *r, struct crm_err *e)
{
	struct crm_csv_row row;
	enum crm_read rc = crm_csv_row(r->csv, &row, e);

	if (rc != CRM_READ_OK && rc != CRM_READ_BAD)
		return rc;
	r->line = row.line;
	if (row.n > 0 && row.n != r->nall) {
		take_misfits(r, &row);
		return rc;
	}
	r->n = row.n < r->nheads ? row.n : r->nheads;
	for (size_t i = 0; i < r->n; i++)
		r->cells[i] =
		    row.lens[i] > 0 ? crm_cell_textn(row.cells[i], row.lens[i]) : crm_cell_absent();
	return rc;
}

/* ---- JSON: a member is a column, by its dotted path ---- */

static void add(struct crm_rows *r, const char *path)
{
	struct crm_cell *cell = &r->cells[r->n];

	crm_record_cell(r->record, path, NULL, &r->scratch, cell);
	if (cell->type == CRM_T_ABSENT &&
	    crm_map_find(r->leaves, path, strlen(path)) == CRM_MAP_NONE)
		return;
	if (cell->text != NULL && cell->type != CRM_T_TEXT)
		cell->text = crm_arena_strndup(&r->row, cell->text, cell->len);
	r->names[r->n++] = path;
}

/* What is kept stays as it stands in the record: names with dots too. */
static void keep_rest(struct crm_rows *r)
{
	struct crm_record *rest = crm_record_copy(r->record);
	const struct crm_mapping *m = r->m;

	for (size_t i = 0; i < crm_map_count(m->columns); i++)
		crm_import_remove(rest, m->column[i].name);
	for (size_t i = 0; i < crm_map_count(m->ignore); i++)
		crm_import_remove(rest, crm_map_key(m->ignore, i, NULL));
	for (size_t i = 0; i < r->n; i++) {
		if (r->cells[i].type == CRM_T_ABSENT)
			crm_import_remove(rest, r->names[i]);
	}
	/* these are no fields of a line */
	(void)crm_record_remove(rest, "id");
	(void)crm_record_remove(rest, "kind");
	crm_record_drop_nulls(rest);
	crm_record_free(r->fields);
	r->fields = rest;
}

static void take_record(struct crm_rows *r)
{
	const struct crm_mapping *m = r->m;
	size_t most;

	r->leaves = crm_map_new();
	crm_record_paths(r->record, r->leaves);
	most = crm_map_count(m->columns) + crm_map_count(r->leaves);
	r->names = crm_arena_alloc(&r->row, (most + 1) * sizeof(*r->names));
	r->cells = crm_arena_alloc(&r->row, (most + 1) * sizeof(*r->cells));
	for (size_t i = 0; i < crm_map_count(m->columns); i++)
		add(r, m->column[i].name);
	for (size_t i = 0; i < crm_map_count(r->leaves); i++) {
		const char *path = crm_map_key(r->leaves, i, NULL);

		if (!crm_rows_lists(r, m->columns, path))
			add(r, path);
	}
	if (!m->drop)
		keep_rest(r);
}

/* A line of a file of rejects: line, column, reason, and `row` or `text`. */
static bool is_reject(const struct crm_record *r)
{
	static const char *const names[] = {"line", "column", "reason", "row", "text"};
	size_t n = 0;

	while (crm_record_member(r, n) != NULL)
		n++;
	for (size_t i = 0; i < 3; i++) {
		if (!crm_record_has(r, names[i]))
			return false;
	}
	return n == 4 && (crm_record_has(r, names[3]) || crm_record_text(r, names[4]) != NULL);
}

/* What it is about: the row as it was read, or the text that was no record. */
static enum crm_read unwrap(struct crm_rows *r, struct crm_err *e)
{
	bool row = crm_record_has(r->record, "row");
	struct crm_record *inner = NULL;
	struct crm_cell cell;
	int rc;

	crm_record_cell(r->record, row ? "row" : "text", NULL, &r->scratch, &cell);
	r->text_len = cell.text != NULL ? cell.len : 0;
	r->text = crm_arena_strndup(&r->row, cell.text != NULL ? cell.text : "", r->text_len);
	rc = crm_record_parse(r->text, r->text_len, r->m->o.limits, &inner, e);
	crm_record_free(r->record);
	r->record = inner;
	return rc == 0 ? CRM_READ_OK : CRM_READ_BAD;
}

static enum crm_read read_json(struct crm_rows *r, struct crm_err *e)
{
	enum crm_read rc;

	crm_record_free(r->record);
	r->record = NULL;
	crm_map_free(r->leaves);
	r->leaves = NULL;
	r->order = NULL;
	rc = crm_reader_record(r->reader, &r->record, e);
	r->source = crm_reader_source(r->reader);
	r->line = crm_reader_line(r->reader);
	if (rc == CRM_READ_BAD)
		r->text = crm_reader_bad(r->reader, &r->text_len);
	else if (rc == CRM_READ_OK && is_reject(r->record))
		rc = unwrap(r, e);
	if (rc == CRM_READ_OK)
		take_record(r);
	return rc;
}

enum crm_read crm_rows_read(struct crm_rows *r, struct crm_err *e)
{
	struct crm_err bad = CRM_ERR_INIT;
	enum crm_read rc = r->csv != NULL ? read_csv(r, &bad) : read_json(r, &bad);

	if (rc == CRM_READ_FAIL)
		*e = bad;
	if (rc != CRM_READ_BAD)
		return rc;
	crm_rows_wrong(r, NULL, &bad);
	return CRM_READ_OK;
}
