/*
 * What the files of the writer share. Rows are prepared by writer.c (masked,
 * taken from records) and laid out by one file a format.
 */
#ifndef CRM_IO_WRITER_PRIVATE_H
#define CRM_IO_WRITER_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/io/writer.h"

struct crm_json_layout; /* columns as a tree of names */
struct crm_table;       /* rows held until the end */

struct crm_writer {
	int fd;
	struct crm_writer_opts o;
	struct crm_buf out;    /* what waits for write(2) */
	int error;             /* the first errno */
	bool broken;           /* write no more */
	size_t items;          /* rows or records so far */
	struct crm_buf cell;   /* scratch for one cell */
	struct crm_cell *row;  /* of a record, o.n of them */
	struct crm_buf *texts; /* theirs */
	bool *hidden;          /* columns that the mask covers */
	struct crm_json_layout *json;
	struct crm_table *table;
};

/* writer_json.c */
struct crm_json_layout *crm_json_layout_new(const struct crm_column *columns, size_t n);
void crm_json_layout_free(struct crm_json_layout *l);
/* Appends one object. typed: int and dec cells of all columns are numbers
 * (they come from a record), not only those of columns with `right`. */
void crm_json_row(const struct crm_json_layout *l, const struct crm_column *columns,
    const struct crm_cell *cells, bool typed, struct crm_buf *out);

/* writer_table.c */
struct crm_table *crm_table_new(const struct crm_column *columns, size_t n);
void crm_table_free(struct crm_table *t);
void crm_table_row(struct crm_table *t, const struct crm_cell *cells);
/* Nothing at all when there was no row. */
void crm_table_print(struct crm_table *t, struct crm_buf *out);

/* writer_mask.c */
/* A copy with what the mask covers replaced. */
struct crm_record *crm_mask_record(const struct crm_schema *s, const struct crm_record *r);

#endif
