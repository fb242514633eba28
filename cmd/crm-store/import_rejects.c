/*
 * The file of rejects: the input's own columns, then line, column, reason. It
 * can be mended and imported as it is: those three are left out then.
 *
 * A row is encoded as: bytes of its cells, line; for each cell column, length
 * and text; then column and reason, NUL-terminated.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/import.h"
#include "lib/base/mem.h"

void rejects_init(struct rejects *x)
{
	x->columns = crm_map_new();
	x->rows = (struct crm_buf)CRM_BUF_INIT;
}

void rejects_release(struct rejects *x)
{
	crm_map_free(x->columns);
	crm_buf_release(&x->rows);
}

static void put_size(struct crm_buf *out, size_t n)
{
	crm_buf_add(out, &n, sizeof(n));
}

static size_t get_size(const char **p)
{
	size_t n;

	memcpy(&n, *p, sizeof(n));
	*p += sizeof(n);
	return n;
}

void rejects_encode(struct rejects *x, const struct crm_import_row *row, struct crm_buf *out)
{
	for (size_t i = 0; i < row->n; i++) {
		const char *name = row->names[i], *cell = row->cells[i];
		size_t len = strlen(cell);

		put_size(out, crm_map_put(x->columns, name, strlen(name), NULL));
		put_size(out, len);
		crm_buf_add(out, cell, len);
	}
}

void rejects_add(struct rejects *x, const char *raw, size_t len, long line, const char *column,
    const char *reason)
{
	put_size(&x->rows, len);
	put_size(&x->rows, (size_t)line);
	crm_buf_add(&x->rows, raw, len);
	crm_buf_add(&x->rows, column, strlen(column) + 1);
	crm_buf_add(&x->rows, reason, strlen(reason) + 1);
}

static void put_cell(
    struct crm_buf *out, const struct crm_csv_opts *d, const char *text, size_t len)
{
	crm_csv_cell(out, text, len, d->delimiter, d->excel, false);
	crm_buf_addc(out, d->delimiter);
}

/* The last three of a line. */
static void put_end(struct crm_buf *out, const struct crm_csv_opts *d, const char *line,
    const char *column, const char *reason)
{
	put_cell(out, d, line, strlen(line));
	put_cell(out, d, column, strlen(column));
	crm_csv_cell(out, reason, strlen(reason), d->delimiter, d->excel, false);
	crm_buf_addz(out, d->excel ? "\r\n" : "\n");
}

static const char *put_row(
    const struct rejects *x, const struct crm_csv_opts *d, const char *p, struct crm_buf *out)
{
	struct cell {
		const char *text;
		size_t len;
	} *cells = crm_calloc(crm_map_count(x->columns) + 1, sizeof(*cells));
	size_t len = get_size(&p), line = get_size(&p);
	const char *end = p + len, *column, *reason;
	struct crm_buf number = CRM_BUF_INIT;

	while (p < end) {
		size_t at = get_size(&p);

		cells[at].len = get_size(&p);
		cells[at].text = p;
		p += cells[at].len;
	}
	for (size_t i = 0; i < crm_map_count(x->columns); i++)
		put_cell(out, d, cells[i].text != NULL ? cells[i].text : "", cells[i].len);
	column = p;
	reason = column + strlen(column) + 1;
	crm_buf_addi(&number, (int64_t)line);
	put_end(out, d, crm_buf_str(&number), column, reason);
	crm_buf_release(&number);
	free(cells);
	return reason + strlen(reason) + 1;
}

void rejects_write(
    const struct rejects *x, const struct crm_csv_opts *dialect, bool bom, struct crm_buf *out)
{
	const char *p = crm_buf_str(&x->rows), *end = p + x->rows.len;

	if (bom)
		crm_buf_addz(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < crm_map_count(x->columns); i++) {
		size_t len;
		const char *name = crm_map_key(x->columns, i, &len);

		put_cell(out, dialect, name, len);
	}
	put_end(out, dialect, "line", "column", "reason");
	while (p < end)
		p = put_row(x, dialect, p, out);
}
