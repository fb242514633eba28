/*
 * Sheets: a CSV file whose columns are those of a table of fields (a drawing
 * list, a control plan, measured values), as typed cells with their lines. Read by
 * lib/io/dossier/sheet_read.h, judged by rules.
 */
#ifndef CRM_DATA_SHEET_H
#define CRM_DATA_SHEET_H

#include <stddef.h>

#include "lib/data/cell.h"
#include "lib/data/schema.h"

struct crm_sheet;

/* A cell that cannot be read, or a row that cannot: told, and without a value for the rules (the
 * cell is bad, the row is not there). */
struct crm_sheet_fault {
	long line;
	const char *column; /* as the file names it; "" : the whole row, or the file */
	const char *text;   /* "'x': a decimal number like 12.50, of at most 18 digits expected" */
};

#define CRM_SHEET_FAULTS 1000 /* that are kept; one more says how many were not */

struct crm_sheet *crm_sheet_new(const struct crm_schema *schema, const char *source);
void crm_sheet_free(struct crm_sheet *s); /* NULL allowed */

/* ---- making one (io) ---- */
/* Does a column stand for this field? In the header: once for each that there is. */
void crm_sheet_column(struct crm_sheet *s, int field);
/* How the file calls it, for faults; else the field's name. */
void crm_sheet_heading(struct crm_sheet *s, int field, const char *heading);
/* What stands before its decimals, '.' or ',', where people can say it, as messages tell them then;
 * else a point. */
void crm_sheet_decimal(struct crm_sheet *s, char sign);
/* Appends a row; cells of fields without a column are absent. texts: by field, NULL where there
 * is none; judged by the field's type, bad ones become faults. Blanks at both ends do not count; a
 * boolean may be yes or no as well; neither these nor other words mind their case. */
void crm_sheet_row(struct crm_sheet *s, long line, const char *const *texts);
void crm_sheet_fault_add(struct crm_sheet *s, long line, const char *column, const char *text);

/* ---- reading ---- */
const char *crm_sheet_source(const struct crm_sheet *s);
bool crm_sheet_has(const struct crm_sheet *s, int field);          /* has it the column? */
const char *crm_sheet_named(const struct crm_sheet *s, int field); /* its heading in the file */
size_t crm_sheet_rows(const struct crm_sheet *s);
long crm_sheet_line(const struct crm_sheet *s, size_t row);
/* Never NULL. */
const struct crm_cell *crm_sheet_cell(const struct crm_sheet *s, size_t row, int field);
const char *crm_sheet_text(const struct crm_sheet *s, size_t row, int field); /* "" absent or bad */
size_t crm_sheet_faults(const struct crm_sheet *s);
const struct crm_sheet_fault *crm_sheet_fault(const struct crm_sheet *s, size_t i);

#endif
