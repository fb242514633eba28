#include "lib/io/dossier/sheet_read.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csvio.h"

#define NONE ((size_t)-1)

struct reading {
	struct crm_sheet *sheet;
	const struct crm_schema *schema;
	size_t *columns;    /* of the file, by field */
	const char **texts; /* of a row, by field */
};

/* ---- the header ---- */

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool same_heading(const char *a, const char *b)
{
	size_t alen = strlen(a), blen = strlen(b), i = 0;

	crm_utf8_trim(&a, &alen);
	crm_utf8_trim(&b, &blen);
	while (i < alen && i < blen && lower(a[i]) == lower(b[i]))
		i++;
	return i == alen && i == blen;
}

/* The file's heading of a field, or NULL where it has the field's own name. */
static const char *heading_of(
    const struct crm_sheet_heading *headings, size_t n, const struct crm_field *f)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(headings[i].field, f->name) == 0)
			return headings[i].heading;
	}
	return NULL;
}

/* The column in the file, as it names it there. */
static void take_column(struct reading *r, size_t field, const char *heading, size_t column)
{
	size_t len = strlen(heading);
	char *name;

	crm_utf8_trim(&heading, &len);
	name = crm_strndup(heading, len);
	r->columns[field] = column;
	crm_sheet_column(r->sheet, (int)field);
	crm_sheet_heading(r->sheet, (int)field, name);
	free(name);
}

static void take_field(
    struct reading *r, const struct crm_csv_row *row, size_t field, const char *given)
{
	const char *name = r->schema->fields[field].name, *heading = given != NULL ? given : name;
	struct crm_buf text = CRM_BUF_INIT;

	r->columns[field] = NONE;
	for (size_t i = 0; i < row->n; i++) {
		if (!same_heading(row->cells[i], heading))
			continue;
		if (r->columns[field] == NONE) {
			take_column(r, field, row->cells[i], i);
			continue;
		}
		crm_buf_clear(&text);
		crm_buf_addf(&text, "the heading of column %zu stands again over column %zu",
		    r->columns[field] + 1, i + 1);
		crm_sheet_fault_add(r->sheet, row->line, heading, crm_buf_str(&text));
	}
	if (r->columns[field] == NONE && given != NULL) {
		crm_buf_addf(&text, "no such heading, which is to be '%s'", name);
		crm_sheet_fault_add(r->sheet, row->line, heading, crm_buf_str(&text));
	}
	crm_buf_release(&text);
}

/* A heading for what is no column of the table. */
static void foreign(struct reading *r, long line, const struct crm_sheet_heading *h)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_buf_addf(&text, "'%s' is no column of %s, one of: ", h->field, r->schema->name);
	for (size_t i = 0; i < r->schema->n; i++)
		crm_buf_addf(&text, "%s%s", i > 0 ? ", " : "", r->schema->fields[i].name);
	crm_sheet_fault_add(r->sheet, line, h->heading, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void take_header(struct reading *r, const struct crm_csv_row *row,
    const struct crm_sheet_heading *headings, size_t n)
{
	for (size_t i = 0; i < r->schema->n; i++)
		take_field(r, row, i, heading_of(headings, n, &r->schema->fields[i]));
	for (size_t i = 0; i < n; i++) {
		if (crm_schema_find(r->schema, headings[i].field, strlen(headings[i].field)) < 0)
			foreign(r, row->line, &headings[i]);
	}
}

/* ---- rows ---- */

static void take_row(struct reading *r, const struct crm_csv_row *row)
{
	bool blank = true; /* as programs write them behind the last one: ;;;; */

	for (size_t i = 0; i < row->n && blank; i++)
		blank = crm_utf8_all_blank(row->cells[i], row->lens[i]);
	if (blank)
		return;
	for (size_t i = 0; i < r->schema->n; i++)
		r->texts[i] = r->columns[i] != NONE ? row->cells[r->columns[i]] : NULL;
	crm_sheet_row(r->sheet, row->line, r->texts);
}

static void take_rows(
    struct reading *r, struct crm_csv *csv, const struct crm_sheet_heading *headings, size_t n)
{
	struct crm_csv_row row;
	enum crm_read rc;
	bool header = true;

	for (;;) {
		struct crm_err e = CRM_ERR_INIT;

		rc = crm_csv_row(csv, &row, &e);
		if (rc == CRM_READ_OK && header)
			take_header(r, &row, headings, n);
		else if (rc == CRM_READ_OK)
			take_row(r, &row);
		else if (rc == CRM_READ_END && header)
			crm_sheet_fault_add(r->sheet, 1, "", "a line of headings expected");
		else if (rc != CRM_READ_END)
			crm_sheet_fault_add(r->sheet, e.line, e.field, e.text);
		if (rc == CRM_READ_END || rc == CRM_READ_FAIL || (rc == CRM_READ_BAD && header))
			return;
		header = false;
	}
}

struct crm_sheet *crm_sheet_read(int fd, const char *source, const struct crm_schema *schema,
    const struct crm_sheet_heading *headings, size_t n, const struct crm_limits *l)
{
	struct reading r = {.sheet = crm_sheet_new(schema, source), .schema = schema};
	struct crm_source *src = crm_source_fd(fd, source, l);
	struct crm_csv_opts o = {0, false};
	struct crm_csv *csv;
	const char *p = "";
	size_t len = 0;

	r.columns = crm_calloc(schema->n, sizeof(*r.columns));
	r.texts = crm_calloc(schema->n, sizeof(*r.texts));
	/* what fails here fails again below */
	if (crm_source_peek(src, &p, &len, NULL) == CRM_READ_OK)
		o.delimiter = crm_csv_delimiter(p, len);
	csv = crm_csv_new(src, &o);
	take_rows(&r, csv, headings, n);
	crm_csv_free(csv);
	crm_source_free(src);
	free(r.texts);
	free(r.columns);
	return r.sheet;
}
