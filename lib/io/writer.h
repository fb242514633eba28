/*
 * Rows and records out: JSON Lines, JSON, CSV, table.
 *
 * Columns are dotted names. JSON nests them again ("clocks.inform.due_at")
 * and leaves absent cells out; CSV and table give each column its cell; a
 * table leaves out optional columns that stay empty, aligns numbers right,
 * measures CJK by width and never lets a control character through; without
 * a row it prints nothing. CSV always has its header.
 */
#ifndef CRM_IO_WRITER_H
#define CRM_IO_WRITER_H

#include "lib/data/record.h"
#include "lib/io/reader.h"

struct crm_writer;

struct crm_column {
	const char *name; /* dotted */
	const char *head; /* table heading; NULL: name */
	bool right;       /* numbers: right aligned, JSON number as it stands */
	bool optional;    /* a table drops it when all cells are empty */
	bool null;        /* JSON: null when absent, instead of left out */
	bool plain;       /* no field of the mask's schema, whatever its name */
};

struct crm_writer_opts {
	enum crm_format format;
	const struct crm_column *columns; /* borrowed; for records may be NULL:
					     JSON gives whole records, CSV and
					     table then need them */
	size_t n;
	bool excel;                    /* CSV: BOM, CRLF, guards */
	char delimiter;                /* CSV; 0: comma */
	bool terminal;                 /* stdout is one: escape what it must not see */
	bool survive_pipe;             /* EPIPE: go on silently (steps) */
	const struct crm_schema *mask; /* --mask: personal and internal fields
					  of this schema become "***" */
};

/* fd is borrowed. Output is collected and written in blocks; the table is
 * held until the end (its widths). */
struct crm_writer *crm_writer_new(int fd, const struct crm_writer_opts *o);
/* One cell a column. Text cells are strings; a column with `right` prints
 * int and dec cells as JSON numbers. Errors show at the end. */
void crm_writer_row(struct crm_writer *w, const struct crm_cell *cells);
/* A record: whole (JSON, no columns) or its cells at the columns' paths. */
void crm_writer_record(struct crm_writer *w, const struct crm_record *r);
/* A record as its dump, for JSON without columns or mask. */
void crm_writer_text(struct crm_writer *w, const char *json, size_t len);
/* Lets what is complete out now (JSON Lines and CSV), for tail -f. */
void crm_writer_flush(struct crm_writer *w);
/* Ends the output; frees w. CRM_IOERR when anything was not written. */
int crm_writer_end(struct crm_writer *w, struct crm_err *e);

#define CRM_MASKED "***"
/* Does the mask of this schema (NULL: none) cover all that stands at that dotted name? So it does
 * when a field on the way there is personal or internal, and for what is not known of a collection
 * that holds such fields. */
bool crm_mask_column(const struct crm_schema *s, const char *path);

#endif
