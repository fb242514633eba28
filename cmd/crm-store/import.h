/*
 * What the files of crm-store import share: import.c runs it, import_read.c
 * turns files into rows before the lock is taken, import_plan.c meets them
 * with the store under the lock, import_rejects.c keeps what is refused.
 */
#ifndef CRM_CMD_STORE_IMPORT_H
#define CRM_CMD_STORE_IMPORT_H

#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/mapping.h"
#include "lib/io/spool.h"

/* Refused rows, in the order of the input, for the file of --rejects. */
struct rejects {
	struct crm_map *columns; /* the input's own, in order of appearance */
	struct crm_buf rows;     /* encoded: see import_rejects.c */
};

struct import {
	struct crm_run *run;
	struct crm_mapping *mapping;
	struct crm_reader_opts opts;
	const char *rejects_path; /* NULL: all or nothing */
	struct rejects rejects;
	bool plan;
	/* of every line */
	char at[CRM_INSTANT_MAX], rec[CRM_INSTANT_MAX];
	bool later; /* written later than it happened */
	int year;   /* of the ids */
	/* rows read, as items */
	int dirfd;
	struct crm_spool spool;
	struct crm_map *files; /* names */
	/* the transaction */
	struct crm_journal *journal;
	struct crm_tx *tx;
	int64_t rows, create, update, unchanged, reject;
};

/* A row between reading and planning. Behind it in the spool stand the fields
 * (JSON), its own cells and, for a refused row, column and reason. */
struct item {
	bool refused;
	enum crm_key key;
	size_t file; /* number in files */
	long line;
	size_t fields, raw, why; /* bytes */
	char id[65], op[80];
};

/* ---- import_read.c ---- */

/* All rows of all operands. 0, or -1 told: nothing may be written. */
int import_read(struct import *im);

/* ---- import_plan.c ---- */

/* Every item against the store; lines are added to im->tx. 0, or -1 told. */
int import_plan(struct import *im);

/* ---- import_rejects.c ---- */

void rejects_init(struct rejects *x);
void rejects_release(struct rejects *x);
/* Appends a row's own cells to out, encoded. */
void rejects_encode(struct rejects *x, const struct crm_import_row *row, struct crm_buf *out);
/* Keeps a refused row: cells as encoded, line, column, reason. */
void rejects_add(struct rejects *x, const char *raw, size_t len, long line, const char *column,
    const char *reason);
/* The file as CSV in that dialect; bom: it begins with a BOM. */
void rejects_write(
    const struct rejects *x, const struct crm_csv_opts *dialect, bool bom, struct crm_buf *out);

#endif
