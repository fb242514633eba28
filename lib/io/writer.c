#include "lib/io/writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/csvio.h"
#include "lib/io/writer_private.h"

#define BLOCK ((size_t)64 * 1024)

/* ---- bytes out ---- */

/* What is complete; whole items, so no character is cut. */
static void let_out(struct crm_writer *w)
{
	if (w->o.terminal && (w->o.format == CRM_FMT_JSON || w->o.format == CRM_FMT_JSONL)) {
		struct crm_buf safe = CRM_BUF_INIT;

		crm_utf8_visible_json(&safe, crm_buf_str(&w->out), w->out.len);
		crm_buf_release(&w->out);
		w->out = safe;
	}
	if (w->out.len > 0 && !w->broken && crm_write_all(w->fd, w->out.data, w->out.len) == -1) {
		w->broken = true;
		if (errno != EPIPE || !w->o.survive_pipe)
			w->error = errno;
	}
	crm_buf_clear(&w->out);
}

static void let_out_blocks(struct crm_writer *w)
{
	if (w->out.len >= BLOCK || w->broken)
		let_out(w);
}

/* ---- CSV ---- */

static const char *csv_end(const struct crm_writer *w)
{
	return w->o.excel ? "\r\n" : "\n";
}

static void csv_field(struct crm_writer *w, const char *text, size_t len, bool number)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (w->o.terminal) {
		crm_utf8_visible(&b, text, len, true);
		text = crm_buf_str(&b);
		len = b.len;
	}
	/* a blank line would be no row */
	if (len == 0 && w->o.n == 1)
		crm_buf_addz(&w->out, "\"\"");
	else
		crm_csv_cell(&w->out, text, len, w->o.delimiter, w->o.excel, number);
	crm_buf_release(&b);
}

static void csv_header(struct crm_writer *w)
{
	if (w->o.excel)
		crm_buf_addz(&w->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < w->o.n; i++) {
		const char *name = w->o.columns[i].name;

		if (i > 0)
			crm_buf_addc(&w->out, w->o.delimiter);
		csv_field(w, name, strlen(name), false);
	}
	crm_buf_addz(&w->out, csv_end(w));
}

/* Numeric by the column's type, never by the text's look alone. */
static bool is_number(const struct crm_column *column, const struct crm_cell *c)
{
	struct crm_dec d;

	if (c->type == CRM_T_INT || c->type == CRM_T_DEC)
		return true;
	return column->right && c->type == CRM_T_TEXT && c->len > 0 &&
	    crm_dec_parse(c->text, c->len, &d) == 0;
}

static void csv_row(struct crm_writer *w, const struct crm_cell *cells)
{
	for (size_t i = 0; i < w->o.n; i++) {
		if (i > 0)
			crm_buf_addc(&w->out, w->o.delimiter);
		crm_buf_clear(&w->cell);
		crm_cell_print(&cells[i], &w->cell);
		csv_field(
		    w, crm_buf_str(&w->cell), w->cell.len, is_number(&w->o.columns[i], &cells[i]));
	}
	crm_buf_addz(&w->out, csv_end(w));
}

/* ---- rows ---- */

static void begin_item(struct crm_writer *w)
{
	if (w->o.format == CRM_FMT_JSON)
		crm_buf_addz(&w->out, w->items == 0 ? "[\n" : ",\n");
	w->items++;
}

static void end_item(struct crm_writer *w)
{
	if (w->o.format == CRM_FMT_JSONL)
		crm_buf_addc(&w->out, '\n');
	let_out_blocks(w);
}

static void write_row(struct crm_writer *w, const struct crm_cell *cells, bool typed)
{
	begin_item(w);
	if (w->o.format == CRM_FMT_TABLE)
		crm_table_row(w->table, cells);
	else if (w->o.format == CRM_FMT_CSV)
		csv_row(w, cells);
	else
		crm_json_row(w->json, w->o.columns, cells, typed, &w->out);
	end_item(w);
}

static bool needs_columns(const struct crm_writer *w)
{
	return w->o.format == CRM_FMT_CSV || w->o.format == CRM_FMT_TABLE;
}

struct crm_writer *crm_writer_new(int fd, const struct crm_writer_opts *o)
{
	struct crm_writer *w = crm_calloc(1, sizeof(*w));

	w->fd = fd;
	w->o = *o;
	if (w->o.columns == NULL)
		w->o.n = 0;
	if (w->o.format == CRM_FMT_AUTO)
		w->o.format = CRM_FMT_JSONL;
	if (w->o.delimiter == 0)
		w->o.delimiter = ',';
	if (needs_columns(w) && w->o.n == 0)
		crm_fatal("a table or CSV without columns");
	w->row = crm_calloc(w->o.n, sizeof(*w->row));
	w->texts = crm_calloc(w->o.n, sizeof(*w->texts));
	w->hidden = crm_calloc(w->o.n, sizeof(*w->hidden));
	for (size_t i = 0; i < w->o.n; i++)
		w->hidden[i] =
		    !w->o.columns[i].plain && crm_mask_column(w->o.mask, w->o.columns[i].name);
	if (w->o.format == CRM_FMT_TABLE)
		w->table = crm_table_new(w->o.columns, w->o.n);
	else if (w->o.format == CRM_FMT_CSV)
		csv_header(w);
	else if (w->o.n > 0)
		w->json = crm_json_layout_new(w->o.columns, w->o.n);
	return w;
}

void crm_writer_row(struct crm_writer *w, const struct crm_cell *cells)
{
	if (w->o.n == 0)
		crm_fatal("a row without columns");
	for (size_t i = 0; i < w->o.n; i++) {
		w->row[i] = cells[i];
		if (w->hidden[i] && cells[i].type != CRM_T_ABSENT)
			w->row[i] = crm_cell_text(CRM_MASKED);
	}
	write_row(w, w->row, false);
}

void crm_writer_record(struct crm_writer *w, const struct crm_record *r)
{
	struct crm_record *masked = NULL;

	if (w->o.mask != NULL) {
		masked = crm_mask_record(w->o.mask, r);
		r = masked;
	}
	if (w->o.n == 0) {
		begin_item(w);
		crm_record_dump(r, &w->out);
		end_item(w);
	} else {
		for (size_t i = 0; i < w->o.n; i++)
			crm_record_cell(r, w->o.columns[i].name, NULL, &w->texts[i], &w->row[i]);
		write_row(w, w->row, true);
	}
	crm_record_free(masked);
}

void crm_writer_text(struct crm_writer *w, const char *json, size_t len)
{
	if (w->o.n > 0 || w->o.mask != NULL)
		crm_fatal("a record's text for columns");
	begin_item(w);
	crm_buf_add(&w->out, json, len);
	end_item(w);
}

void crm_writer_flush(struct crm_writer *w)
{
	let_out(w);
}

int crm_writer_end(struct crm_writer *w, struct crm_err *e)
{
	int rc = 0;

	if (w->o.format == CRM_FMT_JSON)
		crm_buf_addz(&w->out, w->items == 0 ? "[]\n" : "\n]\n");
	if (w->table != NULL)
		crm_table_print(w->table, &w->out);
	let_out(w);
	if (w->error != 0)
		rc = crm_err_set(e, CRM_IOERR, "cannot write the output: %s", strerror(w->error));
	for (size_t i = 0; i < w->o.n; i++)
		crm_buf_release(&w->texts[i]);
	free(w->texts);
	free(w->row);
	free(w->hidden);
	crm_json_layout_free(w->json);
	crm_table_free(w->table);
	crm_buf_release(&w->cell);
	crm_buf_release(&w->out);
	free(w);
	return rc;
}
