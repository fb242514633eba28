#include "lib/io/dossier/sheet_read.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csvio.h"

#define NONE ((size_t)-1)

struct reading {
	struct crm_sheet *sheet;
	const struct crm_schema *schema;
	size_t *columns;    /* of the file, by field */
	const char **texts; /* of a row, by field */
	const struct crm_limits *limits;
	long before; /* lines of the file before those of the table */
};

/* ---- the header ---- */

static bool same_heading(const char *a, const char *b)
{
	size_t alen = strlen(a), blen = strlen(b);

	crm_utf8_trim(&a, &alen);
	crm_utf8_trim(&b, &blen);
	return crm_ascii_same(a, alen, b, blen);
}

/* The file's heading of a field, or NULL where it has the field's own name. */
static const char *heading_of(
    const struct crm_sheet_heading *headings, size_t n, const struct crm_field *f)
{
	for (size_t i = 0; i < n; i++) {
		if (headings[i].heading != NULL && strcmp(headings[i].field, f->name) == 0)
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
		crm_sheet_fault_add(
		    r->sheet, row->line, *heading != '\0' ? heading : name, crm_buf_str(&text));
	}
	crm_buf_release(&text);
}

/* One of them as its fault calls it; never "", which is the whole file. */
static const char *named(const struct crm_sheet_heading *h)
{
	if (h->heading != NULL && *h->heading != '\0')
		return h->heading;
	return *h->field != '\0' ? h->field : "columns";
}

/* A heading for what is no column of the table, or no pair at all. */
static void foreign(struct reading *r, long line, const struct crm_sheet_heading *h)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_utf8_quote(&text, h->field, strlen(h->field));
	crm_buf_addf(&text,
	    h->heading == NULL ? ": COLUMN=HEADING expected, with a column of %s: "
	                       : " is no column of %s, one of: ",
	    r->schema->name);
	for (size_t i = 0; i < r->schema->n; i++)
		crm_buf_addf(&text, "%s%s", i > 0 ? ", " : "", r->schema->fields[i].name);
	crm_sheet_fault_add(r->sheet, line, named(h), crm_buf_str(&text));
	crm_buf_release(&text);
}

static void take_header(struct reading *r, const struct crm_csv_row *row,
    const struct crm_sheet_heading *headings, size_t n)
{
	for (size_t i = 0; i < r->schema->n; i++)
		take_field(r, row, i, heading_of(headings, n, &r->schema->fields[i]));
	for (size_t i = 0; i < n; i++) {
		if (headings[i].heading == NULL ||
		    crm_schema_find(r->schema, headings[i].field, strlen(headings[i].field)) < 0)
			foreign(r, row->line, &headings[i]);
		for (size_t k = 0; k < i; k++) {
			if (headings[i].heading != NULL && headings[k].heading != NULL &&
			    strcmp(headings[i].field, headings[k].field) == 0)
				crm_sheet_fault_add(r->sheet, row->line, named(&headings[i]),
				    "a second heading for the same column; the first one counts");
		}
	}
}

/* ---- rows ---- */

/* false: it is one too many. */
static bool take_row(struct reading *r, const struct crm_csv_row *row)
{
	struct crm_buf text = CRM_BUF_INIT;
	bool blank = true; /* as programs write them behind the last one: ;;;; */

	for (size_t i = 0; i < row->n && blank; i++)
		blank = crm_utf8_all_blank(row->cells[i], row->lens[i]);
	if (blank)
		return true;
	if (crm_sheet_rows(r->sheet) == r->limits->sheet_rows) {
		crm_buf_addf(
		    &text, "more than %zu rows (--limit sheet-rows=ROWS)", r->limits->sheet_rows);
		crm_sheet_fault_add(r->sheet, row->line, "", crm_buf_str(&text));
		crm_buf_release(&text);
		return false;
	}
	for (size_t i = 0; i < r->schema->n; i++)
		r->texts[i] = r->columns[i] != NONE ? row->cells[r->columns[i]] : NULL;
	crm_sheet_row(r->sheet, row->line, r->texts);
	return true;
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
		row.line += r->before;
		if (rc == CRM_READ_OK && header)
			take_header(r, &row, headings, n);
		else if (rc == CRM_READ_OK && !take_row(r, &row))
			return;
		else if (rc == CRM_READ_END && header)
			crm_sheet_fault_add(r->sheet, 1, "", "a line of headings expected");
		else if (rc == CRM_READ_BAD || rc == CRM_READ_FAIL)
			crm_sheet_fault_add(r->sheet, e.line + r->before, e.field, e.text);
		if (rc == CRM_READ_END || rc == CRM_READ_FAIL || (rc == CRM_READ_BAD && header))
			return;
		header = false;
	}
}

/* ---- the file ---- */

/* "sep=;" alone on the first line: the delimiter, and the line is passed over. */
static bool take_separator(
    struct reading *r, struct crm_source *src, const char *p, size_t len, struct crm_csv_opts *o)
{
	size_t end = 5;

	if (len < 7 || !crm_ascii_same(p, 4, "sep=", 4) || strchr(",;\t|", p[4]) == NULL)
		return false;
	end += p[end] == '\r' ? 1 : 0;
	if (p[end] != '\n')
		return false;
	o->delimiter = p[4];
	crm_source_consume(src, end + 1);
	r->before = 1;
	return true;
}

/* A zip file, as office programs write them. */
static bool is_workbook(int fd)
{
	char head[4];

	return crm_pread_all(fd, head, sizeof(head), 0) == (ssize_t)sizeof(head) &&
	    memcmp(head, "PK\x03\x04", sizeof(head)) == 0;
}

static void take_source(
    struct reading *r, struct crm_source *src, const struct crm_sheet_form *form)
{
	struct crm_csv_opts o = {0, false};
	struct crm_csv *csv;
	const char *p = "";
	size_t len = 0;

	/* what fails here fails again below */
	if (crm_source_peek(src, &p, &len, NULL) == CRM_READ_OK &&
	    !take_separator(r, src, p, len, &o))
		o.delimiter = crm_csv_delimiter(p, len);
	csv = crm_csv_new(src, &o);
	crm_csv_hint(csv, form->hint);
	take_rows(r, csv, form->headings, form->n);
	crm_csv_free(csv);
}

struct crm_sheet *crm_sheet_read_as(int fd, const char *source, const struct crm_schema *schema,
    const struct crm_sheet_form *form, const struct crm_limits *l)
{
	struct reading r = {.sheet = crm_sheet_new(schema, source), .schema = schema, .limits = l};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_source *src = NULL;

	r.columns = crm_calloc(schema->n, sizeof(*r.columns));
	r.texts = crm_calloc(schema->n, sizeof(*r.texts));
	if (form->decimal != NULL)
		crm_sheet_decimal(r.sheet, strcmp(form->decimal, ",") == 0 ? ',' : '.');
	if (is_workbook(fd)) {
		crm_sheet_fault_add(r.sheet, 1, "", "an Excel workbook; save it as CSV");
		(void)close(fd);
	} else if (crm_source_fd_as(fd, source, form->encoding, l, &src, &e) != 0) {
		crm_sheet_fault_add(r.sheet, 1, "", e.text);
		(void)close(fd);
	} else {
		take_source(&r, src, form);
	}
	crm_source_free(src);
	free(r.texts);
	free(r.columns);
	return r.sheet;
}

struct crm_sheet *crm_sheet_read(int fd, const char *source, const struct crm_schema *schema,
    const struct crm_sheet_heading *headings, size_t n, const struct crm_limits *l)
{
	const struct crm_sheet_form form = {
	    .headings = headings, .n = n, .hint = "save it as UTF-8"};

	return crm_sheet_read_as(fd, source, schema, &form, l);
}
