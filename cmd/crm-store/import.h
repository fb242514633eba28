/*
 * What the files of crm-store import share: import.c runs it, import_read.c
 * turns files into rows before the lock is taken, import_plan.c meets them
 * with the store under the lock, import_judge.c makes a line of the rows of
 * one key, import_rejects.c keeps what is refused.
 */
#ifndef CRM_CMD_STORE_IMPORT_H
#define CRM_CMD_STORE_IMPORT_H

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/io/mapping/mapping.h"
#include "lib/io/spool.h"
#include "lib/tool/transact.h"

/* The file of --rejects: the refused rows in the order of the input, as CSV, or as JSON Lines where
 * the input is JSON. */
struct rejects {
	struct crm_map *columns; /* the input's own, in order of appearance */
	bool rows, json;         /* rows have been encoded; they are JSON */
	bool several;            /* input files: lines are FILE:LINE */
	bool open;               /* begun, and not ended */
	bool failed;             /* to write, with this errno: */
	int why;
	struct crm_csv_opts dialect;
	struct crm_buf out; /* not yet written */
	struct crm_replacement file;
};

struct import {
	struct crm_run *run;
	struct crm_mapping *mapping;
	struct crm_reader_opts opts;
	const char *rejects_path; /* NULL: all or nothing */
	struct rejects rejects;
	bool plan;
	/* rows read, as items */
	int dirfd;
	struct crm_spool spool;
	struct crm_map *files; /* names */
	struct crm_map *keys;  /* hash of a key -> place of its last row, + 1 */
	/* under the lock: */
	const struct crm_transact *x;
	struct crm_limits limits;        /* of what is spooled */
	struct crm_map *later, *reasons; /* of rows behind the first of their key */
	int64_t rows, create, update, unchanged, reject;
};

/* A row between reading and planning. Behind it in the spool stand the fields
 * (JSON), the row as it was and, for a refused row, column and reason. */
struct item {
	bool refused;
	enum crm_key key;
	size_t file; /* number in files */
	long line;
	uint64_t before;         /* place of the row of this key before it, + 1; 0: none */
	size_t fields, raw, why; /* bytes */
	char id[65], op[80];
};

static inline size_t import_item_size(const struct item *it)
{
	return it->fields + it->raw + it->why;
}

/* Of a key with two ids. */
#define IMPORT_OTHER_ID "this key belongs to '%s', not to '%s'"

/* ---- import_read.c ---- */

/* All rows of all operands. 0, or -1 told: nothing may be written. */
int import_read(struct import *im);
/* The place of the last row with the item's key; for a key that is not content. */
uint64_t import_last(const struct import *im, const struct item *it);

/* ---- import_plan.c ---- */

/* Every item against the store; lines are added to im->x->tx. 0, or -1 told. */
int import_plan(struct import *im);

/* ---- import_judge.c ---- */

/* What the rows of one key say together, as the line that it makes. id: their own, "" when none. 0, and
 * counted; -1: refused when it is CRM_BADINPUT, else the run cannot go on. */
int import_judge(struct import *im, const struct item *it, const char *id,
    const struct crm_record *said, struct crm_err *why);

/* ---- import_values.c ---- */

/* May a line make this of the record (before NULL: of a new one)? -1: `why` says all that it may not. */
int import_values(struct import *im, const struct crm_record *before, const struct crm_record *line,
    struct crm_err *why);
/* What is wrong with the values of one row in themselves; the caller frees *errs. How many. */
size_t import_row_values(
    struct import *im, const struct crm_import_row *row, struct crm_err **errs);

/* ---- import_rejects.c ---- */

/* --rejects may name neither what is read nor anything but a regular file. 0, or -1 told. */
int rejects_check(struct crm_run *r, const char *path);
void rejects_init(struct rejects *x);
void rejects_release(struct rejects *x);
/* Appends a row as it was read to out, encoded. -1: rows of CSV and of JSON cannot be in one file. */
int rejects_encode(struct rejects *x, const struct crm_import_row *row, struct crm_buf *out);
/* Begins a new file under a temporary name: all rows must have been encoded,
 * for their columns. bom: it begins with a BOM. path is borrowed. */
int rejects_begin(struct rejects *x, const char *path, const struct crm_csv_opts *dialect, bool bom,
    struct crm_err *e);
/* Writes a refused row: as encoded, line, column, reason. */
void rejects_add(struct rejects *x, const char *raw, size_t len, const char *source, long line,
    const char *column, const char *reason);
/* Everything is on disk, under the temporary name. -1: cannot be. */
int rejects_sync(struct rejects *x, struct crm_err *e);
/* What is synced gets its name; -1: it could not, or its name may not last. */
int rejects_end(struct rejects *x, struct crm_err *e);

#endif
