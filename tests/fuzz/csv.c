/*
 * Any bytes as CSV: rows within their limits, clean UTF-8; and what is written again reads back the
 * same. The first byte chooses delimiter and guards.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/io/csvio.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_row(const struct crm_csv_row *row, const struct crm_limits *l)
{
	must(row->n > 0 && row->n <= l->csv_columns && row->line > 0);
	for (size_t i = 0; i < row->n; i++) {
		must(row->lens[i] <= l->csv_field);
		must(strlen(row->cells[i]) == row->lens[i]);
		must(crm_utf8_invalid(row->cells[i], row->lens[i]) == row->lens[i]);
	}
}

/* The row written and read again. */
static void again(
    const struct crm_csv_row *row, const struct crm_csv_opts *o, const struct crm_limits *l)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_limits more = *l; /* for guards and quotes */
	struct crm_source *src;
	struct crm_csv_row back;
	struct crm_csv *c;

	for (size_t i = 0; i < row->n; i++) {
		if (i > 0)
			crm_buf_addc(&text, o->delimiter);
		crm_csv_cell(&text, row->cells[i], row->lens[i], o->delimiter, o->excel, false);
	}
	crm_buf_addc(&text, '\n');
	if (text.len == 1) { /* one empty cell: the writer's business */
		crm_buf_release(&text);
		return;
	}
	more.csv_field++;
	more.csv_record = text.len;
	must(crm_source_memory("again", text.data, text.len, NULL, &more, &src, NULL) == 0);
	c = crm_csv_new(src, o);
	must(crm_csv_row(c, &back, NULL) == CRM_READ_OK);
	must(back.n == row->n && back.line == 1);
	for (size_t i = 0; i < row->n; i++)
		must(back.lens[i] == row->lens[i] &&
		    memcmp(back.cells[i], row->cells[i], row->lens[i]) == 0);
	must(crm_csv_row(c, &back, NULL) == CRM_READ_END);
	crm_csv_free(c);
	crm_source_free(src);
	crm_buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = ",;\t";
	struct crm_limits l;
	struct crm_csv_opts o;
	struct crm_csv_row row;
	struct crm_source *src;
	struct crm_csv *c;
	enum crm_read rc;
	long line = 0;

	if (size == 0)
		return 0;
	crm_limits_init(&l);
	l.csv_field = 64;
	l.csv_columns = 8;
	l.csv_record = 256;
	o.delimiter = delimiters[*data % 3];
	o.excel = (*data & 4) != 0;
	must(crm_source_memory("fuzz", data + 1, size - 1, NULL, &l, &src, NULL) == 0);
	c = crm_csv_new(src, &o);
	while ((rc = crm_csv_row(c, &row, NULL)) == CRM_READ_OK || rc == CRM_READ_BAD) {
		must(row.line > line);
		line = row.line;
		if (rc != CRM_READ_OK)
			continue;
		check_row(&row, &l);
		again(&row, &o, &l);
	}
	crm_csv_free(c);
	crm_source_free(src);
	return 0;
}
