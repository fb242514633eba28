/*
 * A base table: KIND.csv in the store's directory, the current rows of a
 * kind, owned by the ERP or by people (crm-records.5, BASE TABLES). Read
 * only here; lib/io/store/base_next.h replaces it. lib/io only.
 *
 * The first row names fields by dotted path, one of them `id`. Quoting is
 * that of RFC 4180 and exact: comma, LF or CRLF, cells of any bytes between
 * quotes, nothing trimmed; a BOM is passed over. An empty cell says nothing.
 *
 * Opening finds where each row begins and which id it has (24 bytes a row);
 * a row is read again when its record is folded. Of two rows with one id the
 * first counts. A row without an id that can be is no record.
 *
 * Who replaces the file by rename leaves us the old one, whole. Who writes
 * into it is noticed (size, mtime, ctime after each read): CRM_TEMPFAIL. So is
 * a table that is empty or ends within a row (the last line end is missing)
 * and has been written to in the last two seconds; later such a row is bad.
 */
#ifndef CRM_IO_BASE_TABLE_H
#define CRM_IO_BASE_TABLE_H

#include <stdint.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/finding.h"
#include "lib/data/record.h"

struct crm_store;

/* A row taken apart: cells with a NUL behind each. */
struct crm_cells {
	struct crm_buf text;
	const char **cells;
	size_t *lens;
	size_t n, cells_cap, lens_cap;
};

struct crm_base_row {
	uint64_t hash, at; /* of its id; offset */
	uint32_t line;     /* physical */
	uint32_t next;     /* row in the same bucket, + 1; 0: none */
};

enum crm_base_why { CRM_BASE_NO_ID, CRM_BASE_BAD_ID, CRM_BASE_TWICE };

/* A row that is no record. */
struct crm_base_flaw {
	uint64_t at;
	uint32_t line;
	uint32_t first; /* TWICE: the row that counts */
	enum crm_base_why why;
};

struct crm_base_column {
	char *name;
	const struct crm_field *def; /* NULL: text */
	size_t depth;                /* of its value in the record */
	bool journal;                /* crm.json gives it to the journal */
};

struct crm_base {
	struct crm_store *store;
	char *kind, *name;
	struct crm_buf path; /* for messages */
	int fd;
	struct stat st; /* when it was opened */
	struct crm_limits limits;
	bool loaded;
	struct crm_base_column *columns;
	size_t n, id;   /* columns; which is the id */
	size_t of_kind; /* which is the kind; n: none */
	struct crm_base_row *rows;
	size_t nrows, rows_cap;
	uint32_t *buckets;
	size_t nbuckets; /* a power of 2 */
	struct crm_base_flaw *flaws;
	size_t nflaws, flaws_cap;
	struct crm_map *series; /* as crm_series_note() */
	struct crm_buf window;
	uint64_t window_at, last_end;
	struct crm_cells row; /* that was read last: */
	size_t present;       /* its number, + 1; 0: none */
};

/* ---- base_table.c ---- */

/* *out is NULL when the kind has none. Nothing is read yet. CRM_BADINPUT: its schema has it that it
 * cannot have one (CRM_F_STEPS), and there is such a file. */
int crm_base_open(struct crm_store *s, const char *kind, struct crm_base **out, struct crm_err *e);
void crm_base_free(struct crm_base *b); /* NULL allowed */
/* Is it the file that has the name now? */
bool crm_base_current(const struct crm_base *b);
/* CRM_TEMPFAIL when it was written into since it was opened. */
int crm_base_unchanged(const struct crm_base *b, struct crm_err *e);
/* base_load.c: reads it through; find and notes do it where it has not been
 * done. CRM_BADINPUT: no table at all (header, quotes). */
int crm_base_load(struct crm_base *b, struct crm_err *e);
/* The row of that id. 1, 0, -1. */
int crm_base_find(struct crm_base *b, const char *id, size_t *row, struct crm_err *e);
/* Takes the row apart into b->row: CRM_BADINPUT with its place when its cells
 * are not those of the header, it is of another kind, or has no line end. */
int crm_base_read(struct crm_base *b, size_t row, struct crm_err *e);
/* Adds a finding for each row that is no record: an error `bad_line`, or for
 * writers, whom it does not stop, a warning `bad_row`. */
int crm_base_notes(struct crm_base *b, bool writer, struct crm_findings *f, struct crm_err *e);

/* For those that read it: bytes from `at` on in b->window, at most to the end
 * of the file; the row that begins at `at` (the last one may have no line
 * end), NULL on failure; the row with that hash after `row` (0: the first),
 * + 1, 0: none. */
int crm_base_window(struct crm_base *b, uint64_t at, size_t want, struct crm_err *e);
const char *crm_base_text(struct crm_base *b, uint64_t at, size_t *len, struct crm_err *e);
uint32_t crm_base_next_hash(const struct crm_base *b, uint64_t hash, uint32_t row);

/* ---- base_row.c ---- */

/* The length of the row at p with its line end; 0: it is not whole in these n
 * bytes. */
size_t crm_cells_len(const char *p, size_t n);
/* Takes one row apart (its line end is left out). -1: the quotes are wrong,
 * or it is no text. */
int crm_cells_split(const char *p, size_t len, struct crm_cells *out, struct crm_err *e);
void crm_cells_release(struct crm_cells *c);
/* b->row is the header: makes the columns. */
int crm_base_header(struct crm_base *b, long line, struct crm_err *e);
/* Why no column can have that name; NULL: one can. */
const char *crm_base_wrong(const char *name);
/* Columns of which one would hold a part of the other: which, or NULL. */
const char *crm_base_prefix(const struct crm_map *names);
/* The fields of the row, typed by the schema, without id and kind; a cell that
 * cannot be read is its text. */
int crm_base_record(struct crm_base *b, size_t row, struct crm_record **out, struct crm_err *e);

#endif
