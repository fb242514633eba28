#include "lib/io/csvio.h"

#include <csv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

struct crm_csv {
	struct crm_source *src;
	struct csv_parser parser;
	char delimiter;
	bool excel;
	const char *hint;
	bool ended;         /* csv_fini was called */
	size_t columns;     /* of the first row, 0: none yet */
	struct crm_err err; /* for ever, once set */

	/* the row that is being read */
	bool in_row;
	bool whole; /* libcsv has ended it */
	long row_line;
	size_t bytes;        /* of the file, so far */
	size_t n;            /* cells; of those beyond the limit only the number */
	size_t long_cell;    /* number of the first one that is too long */
	struct crm_buf text; /* cells, each with a NUL */
	size_t *offs, *lens;
	const char **cells;
	size_t offs_cap, lens_cap, cells_cap;

	/* where we are in the file */
	long line;
	bool after_cr;
	bool quoted;       /* an odd number of quotes in this row */
	long quote_line;   /* the quoted field begins on it */
	size_t last_quote; /* offset in the row + 1 */
};

static int no_blank(unsigned char c)
{
	(void)c;
	return 0;
}

static void *grow_entry(void *p, size_t n)
{
	return crm_realloc(p, n, 1);
}

char crm_csv_delimiter(const char *p, size_t n)
{
	static const char candidates[] = ",;\t";
	size_t count[3] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		const char *c = p[i] != '\0' ? strchr(candidates, p[i]) : NULL;

		if (p[i] == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (c != NULL)
			count[c - candidates]++;
		else if (p[i] == '\n' || p[i] == '\r')
			break;
	}
	for (size_t i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return candidates[best];
}

struct crm_csv *crm_csv_new(struct crm_source *src, const struct crm_csv_opts *o)
{
	struct crm_csv *c = crm_calloc(1, sizeof(*c));

	c->src = src;
	c->delimiter = o->delimiter != 0 ? o->delimiter : ',';
	c->excel = o->excel;
	c->hint = "try --encoding gb18030";
	c->line = 1;
	csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&c->parser, (unsigned char)c->delimiter);
	csv_set_space_func(&c->parser, no_blank);
	csv_set_realloc_func(&c->parser, grow_entry);
	csv_set_free_func(&c->parser, free);
	csv_set_blk_size(&c->parser, 4096);
	return c;
}

void crm_csv_hint(struct crm_csv *c, const char *hint)
{
	c->hint = hint;
}

void crm_csv_free(struct crm_csv *c)
{
	if (c == NULL)
		return;
	csv_free(&c->parser);
	crm_buf_release(&c->text);
	free(c->offs);
	free(c->lens);
	free(c->cells);
	free(c);
}

/* ---- what libcsv tells ---- */

static void on_cell(void *text, size_t len, void *arg)
{
	const struct crm_limits *l;
	struct crm_csv *c = arg;

	l = crm_source_limits(c->src);
	if (++c->n > l->csv_columns)
		return;
	if (len > l->csv_field && c->long_cell == 0)
		c->long_cell = c->n;
	crm_grow(&c->offs, &c->offs_cap, c->n, sizeof(*c->offs));
	crm_grow(&c->lens, &c->lens_cap, c->n, sizeof(*c->lens));
	c->offs[c->n - 1] = c->text.len;
	c->lens[c->n - 1] = len;
	crm_buf_add(&c->text, text, len);
	crm_buf_addc(&c->text, '\0');
}

static void on_row(int end, void *arg)
{
	struct crm_csv *c = arg;

	(void)end;
	c->whole = true;
}

/* ---- the file's lines ---- */

static enum crm_read fail(struct crm_csv *c, struct crm_err *e)
{
	if (e != NULL && e->code == 0)
		*e = c->err;
	return CRM_READ_FAIL;
}

#define FAIL_AT(c, at, ...) \
	crm_err_at(&(c)->err, CRM_BADINPUT, crm_source_name((c)->src), (at), NULL, __VA_ARGS__)

static void begin_row(struct crm_csv *c)
{
	c->in_row = true;
	c->whole = false;
	c->row_line = c->line;
	c->bytes = 0;
	c->n = 0;
	c->long_cell = 0;
	c->quoted = false;
	c->last_quote = SIZE_MAX;
	crm_buf_clear(&c->text);
}

/* In strict mode a quote only opens, closes or doubles: an odd number of them
 * means that we are inside a quoted field. */
static void see_quote(struct crm_csv *c, size_t off)
{
	c->quoted = !c->quoted;
	if (c->quoted && c->last_quote != off)
		c->quote_line = c->line;
	c->last_quote = off + 1;
}

/* Up to the end of the line, or as much of it as is there. */
static size_t line_piece(struct crm_csv *c, const char *p, size_t n, bool *nul)
{
	for (size_t i = 0; i < n; i++) {
		switch (p[i]) {
		case '"':
			see_quote(c, c->bytes + i);
			break;
		case '\n':
		case '\r':
			return i + 1;
		case '\0':
			*nul = true;
			return i;
		default:
			break;
		}
	}
	return n;
}

static void count_line(struct crm_csv *c, char last)
{
	if (last == '\r' || (last == '\n' && !c->after_cr))
		c->line++;
	c->after_cr = last == '\r';
}

static int too_long(struct crm_csv *c, size_t max)
{
	if (c->quoted)
		return FAIL_AT(c, c->row_line,
		    "row is longer than %zu bytes, a quoted field begins on line %ld"
		    " (--limit csv-record=BYTES)",
		    max, c->quote_line);
	return FAIL_AT(
	    c, c->row_line, "row is longer than %zu bytes (--limit csv-record=BYTES)", max);
}

/* Feeds libcsv one line at most. */
static int feed(struct crm_csv *c, const char *p, size_t n)
{
	size_t len, max = crm_source_limits(c->src)->csv_record, done;
	bool nul = false, eol;

	if (!c->in_row && (*p == '\n' || *p == '\r')) {
		count_line(c, *p);
		crm_source_consume(c->src, 1);
		return 0;
	}
	if (!c->in_row)
		begin_row(c);
	len = line_piece(c, p, n, &nul);
	if (nul)
		return FAIL_AT(c, c->line, "a NUL byte: this is no text");
	eol = len > 0 && (p[len - 1] == '\n' || p[len - 1] == '\r');
	done = csv_parse(&c->parser, p, len, on_cell, on_row, c);
	if (done < len)
		return FAIL_AT(c, c->line,
		    p[done] == '"' ? "a quote inside a field that is not quoted"
		                   : "text after a closing quote");
	c->bytes += len;
	if (c->bytes - (c->whole ? 1 : 0) > max)
		return too_long(c, max);
	c->after_cr = c->after_cr && len == 1;
	if (eol)
		count_line(c, p[len - 1]);
	else
		c->after_cr = false;
	crm_source_consume(c->src, len);
	return 0;
}

static int finish(struct crm_csv *c)
{
	c->ended = true;
	if (csv_fini(&c->parser, on_cell, on_row, c) != 0)
		return FAIL_AT(c, c->quote_line, "a quoted field begins here and never ends");
	return 0;
}

/* ---- rows ---- */

static bool guarded_start(const char *s, size_t len)
{
	static const char *const wide[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};

	if (len == 0)
		return false;
	if (memchr("=+-@\t\r\n'", *s, 8) != NULL)
		return true;
	for (size_t i = 0; len >= 3 && i < sizeof(wide) / sizeof(wide[0]); i++)
		if (memcmp(s, wide[i], 3) == 0)
			return true;
	return false;
}

static void lay_out(struct crm_csv *c, size_t n)
{
	crm_grow(&c->cells, &c->cells_cap, n, sizeof(*c->cells));
	for (size_t i = 0; i < n; i++) {
		const char *s = c->text.data + c->offs[i];

		if (c->excel && *s == '\'' && guarded_start(s + 1, c->lens[i] - 1)) {
			s++;
			c->lens[i]--;
		}
		c->cells[i] = s;
	}
}

static int check_utf8(struct crm_csv *c, struct crm_err *e)
{
	size_t bad = crm_utf8_invalid(c->text.data, c->text.len), column = 0;

	if (bad == c->text.len)
		return 0;
	for (size_t i = 0; i < bad; i++)
		column += c->text.data[i] == '\0';
	return crm_err_at(e, CRM_BADINPUT, crm_source_name(c->src), c->row_line, NULL,
	    "column %zu: 0x%02x is not UTF-8 (from Excel? %s)", column + 1,
	    (unsigned char)c->text.data[bad], c->hint);
}

static enum crm_read give_row(struct crm_csv *c, struct crm_csv_row *row, struct crm_err *e)
{
	const struct crm_limits *l = crm_source_limits(c->src);
	const char *name = crm_source_name(c->src);

	c->in_row = false;
	row->line = c->row_line;
	row->n = 0;
	if (c->columns == 0 && c->n > l->csv_columns) {
		FAIL_AT(c, c->row_line, "has %zu columns, at most %zu (--limit csv-columns=N)",
		    c->n, l->csv_columns);
		return fail(c, e);
	}
	if (c->columns == 0)
		c->columns = c->n;
	if (check_utf8(c, e) == -1)
		return CRM_READ_BAD;
	row->n = c->n < l->csv_columns ? c->n : l->csv_columns;
	lay_out(c, row->n);
	row->cells = c->cells;
	row->lens = c->lens;
	if (c->n != c->columns) {
		crm_err_at(e, CRM_BADINPUT, name, c->row_line, NULL,
		    "has %zu columns, expected %zu", c->n, c->columns);
		return CRM_READ_BAD;
	}
	if (c->long_cell != 0) {
		crm_err_at(e, CRM_BADINPUT, name, c->row_line, NULL,
		    "column %zu is longer than %zu bytes (--limit csv-field=BYTES)", c->long_cell,
		    l->csv_field);
		return CRM_READ_BAD;
	}
	return CRM_READ_OK;
}

enum crm_read crm_csv_row(struct crm_csv *c, struct crm_csv_row *row, struct crm_err *e)
{
	const char *p;
	size_t n;

	row->n = 0;
	if (c->err.code != 0)
		return fail(c, e);
	while (!(c->in_row && c->whole)) {
		enum crm_read rc = crm_source_peek(c->src, &p, &n, &c->err);

		if (rc == CRM_READ_FAIL)
			return fail(c, e);
		if (rc == CRM_READ_END && (c->ended || !c->in_row))
			return CRM_READ_END;
		if ((rc == CRM_READ_END ? finish(c) : feed(c, p, n)) == -1)
			return fail(c, e);
	}
	return give_row(c, row, e);
}

/* ---- out ---- */

void crm_csv_cell(
    struct crm_buf *out, const char *text, size_t len, char delimiter, bool excel, bool number)
{
	bool guard = excel && !number && guarded_start(text, len), quote;
	char last = len > 0 ? text[len - 1] : 'x', first = guard ? '\'' : len > 0 ? text[0] : 'x';

	if (delimiter == 0)
		delimiter = ',';
	quote = first == ' ' || first == '\t' || last == ' ' || last == '\t' ||
	    (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0);
	for (size_t i = 0; i < len && !quote; i++)
		quote =
		    text[i] == delimiter || text[i] == '"' || text[i] == '\n' || text[i] == '\r';
	if (quote)
		crm_buf_addc(out, '"');
	if (guard)
		crm_buf_addc(out, '\'');
	for (size_t i = 0; i < len;) {
		const char *q = quote ? memchr(text + i, '"', len - i) : NULL;
		size_t end = q != NULL ? (size_t)(q - text) + 1 : len;

		crm_buf_add(out, text + i, end - i);
		if (q != NULL)
			crm_buf_addc(out, '"');
		i = end;
	}
	if (quote)
		crm_buf_addc(out, '"');
}
