/*
 * CSV files into sheets (lib/data/sheet.h): comma, semicolon or tab, BOM, CRLF as
 * lib/io/csvio.h has it.
 */
#ifndef CRM_IO_SHEET_READ_H
#define CRM_IO_SHEET_READ_H

#include "lib/base/err.h"
#include "lib/data/limits.h"
#include "lib/data/sheet.h"

/* How the file names a column of the table; by default it has the field's own name. Headings are
 * compared without regard to case and blanks at their ends. */
struct crm_sheet_heading {
	const char *field, *heading; /* heading NULL: field is what somebody wrote, and no pair */
};

struct crm_sheet_form {
	const struct crm_sheet_heading *headings;
	size_t n;
	const char *encoding; /* NULL: UTF-8; a BOM goes before it */
	const char *decimal;  /* ","; else a point, NULL: and nobody can say it */
	const char *hint;     /* what to do about bytes that are no UTF-8 */
};

/*
 * fd is taken (and closed). source: for messages, as the finding is to name the
 * file. Columns that the table does not know are passed over, and so are rows with nothing in
 * them. A file that is no CSV to its end gives the rows before and a fault. Never NULL.
 *
 * Faults besides those of lib/data/sheet.h: a heading twice (the first counts), one of `headings`
 * that the file does not have or whose field is none of the table's or that is no pair, no headings
 * at all; a row of another number of columns, too long or not UTF-8 (then it is left out); a row
 * more than l->sheet_rows, which are the last ones read; an Excel workbook; an encoding that nobody
 * knows. A first line "sep=;", as spreadsheets write it, says the delimiter and is no row.
 */
struct crm_sheet *crm_sheet_read_as(int fd, const char *source, const struct crm_schema *schema,
    const struct crm_sheet_form *form, const struct crm_limits *l);
/* The same with headings alone. */
struct crm_sheet *crm_sheet_read(int fd, const char *source, const struct crm_schema *schema,
    const struct crm_sheet_heading *headings, size_t n, const struct crm_limits *l);

#endif
