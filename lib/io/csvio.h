/*
 * CSV rows (RFC 4180), by libcsv in its strict mode; all that libcsv leaves
 * open is settled here: BOM (gone: lib/io/source.h), physical line numbers,
 * CRLF, LF and bare CR, no trimming, unclosed quotes, limits, unequal column
 * counts. Not called csv.h: that is libcsv's header.
 */
#ifndef CRM_IO_CSVIO_H
#define CRM_IO_CSVIO_H

#include "lib/io/source.h"

struct crm_csv;

struct crm_csv_row {
	const char *const *cells; /* n of them, NUL-terminated; borrowed */
	const size_t *lens;
	size_t n;
	long line; /* physical line that the row begins on */
};

struct crm_csv_opts {
	char delimiter; /* 0: comma */
	bool excel;     /* strip exactly one leading ' that guards a cell */
};

/* The most frequent of , ; TAB in the first line of p, outside quotes. */
char crm_csv_delimiter(const char *p, size_t n);

/* The source is borrowed. Does not read a header: rows are rows. */
struct crm_csv *crm_csv_new(struct crm_source *src, const struct crm_csv_opts *o);
/* What messages about bytes that are not UTF-8 say to do; borrowed. */
void crm_csv_hint(struct crm_csv *c, const char *hint);
void crm_csv_free(struct crm_csv *c);

/*
 * The next row. Blank lines between rows are passed over. BAD: the row has
 * another number of columns than the first one, or a cell is too long (the
 * row's cells are still given when they could be read: n > 0), or is not
 * UTF-8. FAIL: unclosed quote, text after a closing quote, NUL, a row or a
 * first row's columns beyond the limits.
 */
enum crm_read crm_csv_row(struct crm_csv *c, struct crm_csv_row *row, struct crm_err *e);

/* Appends one cell, quoted only when needed (or when it begins or ends with
 * a blank); excel: guarded by ' before = + - @ TAB CR LF, their full-width
 * forms and '. `number`: numeric by type, never guarded. */
void crm_csv_cell(
    struct crm_buf *out, const char *text, size_t len, char delimiter, bool excel, bool number);

#endif
