/* CSV as records: a header of dotted names, cells typed by the schema. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csvio.h"
#include "lib/io/reader_private.h"

struct column {
	char *name;
	const struct crm_field *def; /* NULL: text */
	size_t depth;                /* of its value in the record */
	int field;                   /* of the shape, -1: nobody asks */
};

struct csv_reader {
	struct crm_source *src;
	struct crm_csv *csv;
	struct column *columns;
	size_t n;
	bool nested;            /* a view needs a record: a name has dots */
	size_t mapped;          /* count of the shape when fields were looked up */
	struct crm_cell *cells; /* of the row, n of them */
};

static void csv_release(struct csv_reader *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->columns[i].name);
	free(c->columns);
	free(c->cells);
	crm_csv_free(c->csv);
	crm_source_free(c->src);
	free(c);
}

static void csv_close(struct crm_reader *r)
{
	csv_release(r->impl);
}

/* ---- header ---- */

/* "a" and "a.b": one of the two values would be lost. */
static int check_prefixes(
    const struct csv_reader *c, const struct crm_map *names, long line, struct crm_err *e)
{
	for (size_t i = 0; i < c->n; i++) {
		const char *name = c->columns[i].name, *dot = name;

		while ((dot = strchr(dot, '.')) != NULL) {
			size_t len = (size_t)(dot - name);

			if (crm_map_find(names, name, len) != CRM_MAP_NONE)
				return crm_err_at(e, CRM_BADINPUT, crm_source_name(c->src), line,
				    name, "there is a column '%.*s' too, expected one of them",
				    (int)len, name);
			dot++;
		}
	}
	return 0;
}

static int take_name(struct csv_reader *c, const char *name, const struct crm_shape *shape,
    long line, struct crm_err *e)
{
	const struct crm_schema *schema = shape != NULL ? crm_shape_schema(shape) : NULL;
	struct column *col = &c->columns[c->n++];
	size_t most = crm_source_limits(c->src)->depth;

	col->name = crm_strdup(name);
	col->def = schema != NULL ? crm_schema_path(schema, name) : NULL;
	col->field = -1;
	col->depth = 1;
	for (; *name != '\0'; name++)
		col->depth += *name == '.';
	c->nested =
	    c->nested || col->depth > 1 || (col->def != NULL && col->def->type == CRM_T_NESTED);
	if (col->depth <= most)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, crm_source_name(c->src), line, col->name,
	    "nests deeper than %zu (--limit depth=N)", most);
}

static int take_names(struct csv_reader *c, const struct crm_csv_row *row, struct crm_map *names,
    const struct crm_shape *shape, struct crm_err *e)
{
	const char *source = crm_source_name(c->src);
	bool known = false;

	c->columns = crm_calloc(row->n, sizeof(*c->columns));
	c->cells = crm_calloc(row->n, sizeof(*c->cells));
	for (size_t i = 0; i < row->n; i++) {
		bool added;

		if (row->lens[i] == 0)
			return crm_err_at(e, CRM_BADINPUT, source, row->line, NULL,
			    "column %zu has no name", i + 1);
		crm_map_put(names, row->cells[i], row->lens[i], &added);
		if (!added)
			return crm_err_at(e, CRM_BADINPUT, source, row->line, row->cells[i],
			    "column %zu has the name of another one", i + 1);
		if (crm_header_control(row->cells[i]))
			return crm_err_at(e, CRM_BADINPUT, source, row->line, NULL,
			    "column %zu has a control character in its name", i + 1);
		if (take_name(c, row->cells[i], shape, row->line, e) == -1)
			return -1;
		known = known || c->columns[i].def != NULL;
	}
	if (check_prefixes(c, names, row->line, e) == -1)
		return -1;
	if (!known && shape != NULL && crm_shape_schema(shape) != NULL)
		return crm_header_foreign(crm_shape_schema(shape), source, row->line, e);
	return 0;
}

static int read_header(struct csv_reader *c, const struct crm_shape *shape, struct crm_err *e)
{
	struct crm_csv_row row;
	struct crm_map *names;
	int rc;

	switch (crm_csv_row(c->csv, &row, e)) {
	case CRM_READ_OK:
		break;
	case CRM_READ_END:
		return 0;
	default: /* BAD too: without names there are no records */
		return -1;
	}
	names = crm_map_new();
	rc = take_names(c, &row, names, shape, e);
	crm_map_free(names);
	return rc;
}

/* ---- rows ---- */

/* JSON in a cell: with the column's own dots it keeps the limits of a line. */
static int check_nested(const struct csv_reader *c, const struct column *col,
    const struct crm_cell *cell, long line, struct crm_err *e)
{
	struct crm_limits l = *crm_source_limits(c->src);
	struct crm_err own = CRM_ERR_INIT;

	l.depth -= col->depth;
	if (crm_json_check(cell->text, cell->len, &l, &own) == 0)
		return 0;
	return crm_err_at(
	    e, CRM_BADINPUT, crm_source_name(c->src), line, col->name, "%s", own.text);
}

static int type_row(struct csv_reader *c, const struct crm_csv_row *row, struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];

	for (size_t i = 0; i < c->n; i++) {
		const struct column *col = &c->columns[i];
		const char *text = row->cells[i];
		size_t len = row->lens[i];

		crm_field_read(col->def, text, len, &c->cells[i], expected);
		if (c->cells[i].type == CRM_T_NESTED &&
		    check_nested(c, col, &c->cells[i], row->line, e) == -1)
			return -1;
		if (c->cells[i].type != CRM_T_BAD)
			continue;
		if (len > 100)
			len = crm_utf8_invalid(text, 100);
		return crm_err_at(e, CRM_BADINPUT, crm_source_name(c->src), row->line, col->name,
		    "not %s: '%.*s'", expected, (int)len, text);
	}
	return 0;
}

static enum crm_read next_row(struct crm_reader *r, struct crm_err *e)
{
	struct csv_reader *c = r->impl;
	struct crm_csv_row row;
	enum crm_read rc;

	if (c->n == 0)
		return CRM_READ_END;
	rc = crm_csv_row(c->csv, &row, e);
	if (rc == CRM_READ_OK || rc == CRM_READ_BAD)
		r->line = row.line;
	if (rc == CRM_READ_OK && type_row(c, &row, e) == -1)
		rc = CRM_READ_BAD;
	return rc;
}

/* All columns of the row, also those that the shape has no number for. */
static struct crm_record *csv_build(const struct crm_reader *r)
{
	const struct csv_reader *c = r->impl;
	struct crm_record *record = crm_record_new();

	for (size_t i = 0; i < c->n; i++)
		if (c->cells[i].type != CRM_T_ABSENT)
			crm_record_set(record, c->columns[i].name, &c->cells[i]);
	return record;
}

static enum crm_read csv_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e)
{
	enum crm_read rc = next_row(r, e);

	if (rc == CRM_READ_OK)
		*out = csv_build(r);
	return rc;
}

/* The shape may have grown since the last row. */
static void map_fields(struct csv_reader *c, const struct crm_shape *shape)
{
	size_t n = crm_shape_count(shape);

	for (; c->mapped < n; c->mapped++) {
		const char *name = crm_shape_name(shape, (int)c->mapped);

		for (size_t i = 0; i < c->n; i++)
			if (strcmp(c->columns[i].name, name) == 0)
				c->columns[i].field = (int)c->mapped;
	}
}

static enum crm_read csv_view(struct crm_reader *r, struct crm_view *out, struct crm_err *e)
{
	struct csv_reader *c = r->impl;
	struct crm_cell *cells;
	enum crm_read rc;
	size_t n;

	if (c->nested) {
		rc = csv_record(r, &r->current, e);
		if (rc == CRM_READ_OK)
			crm_view_of_record(r->shape, r->current, &r->arena, out);
		return rc;
	}
	rc = next_row(r, e);
	if (rc != CRM_READ_OK)
		return rc;
	map_fields(c, r->shape);
	n = c->mapped;
	cells = crm_arena_alloc(&r->arena, n * sizeof(*cells));
	for (size_t i = 0; i < c->n; i++)
		if (c->columns[i].field != -1)
			cells[c->columns[i].field] = c->cells[i];
	*out = (struct crm_view){.shape = r->shape, .cells = cells, .n = n};
	return CRM_READ_OK;
}

static const struct crm_reader_ops csv_ops = {csv_record, csv_view, csv_close, csv_build};

int crm_reader_csv(struct crm_source *src, const struct crm_csv_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e)
{
	struct csv_reader *c = crm_calloc(1, sizeof(*c));

	c->src = src;
	c->csv = crm_csv_new(src, o);
	if (read_header(c, shape, e) == -1) {
		csv_release(c);
		return -1;
	}
	*out = crm_reader_make(&csv_ops, c, shape, crm_source_name(src));
	return 0;
}
