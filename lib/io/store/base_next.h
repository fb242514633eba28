/*
 * The next base table of a kind: its rows are gathered before the lock, then
 * put in place of the present table's under it (crm-store base).
 *
 * A row that the next table lacks is first kept as a journal line `left` with
 * its last values, all of them in one batch; only when that is durable does
 * the new file get the name. Stopped in between, the old table stands and its
 * rows count, the lines do not; done again, a line that says the same as the
 * record's last one, a `left`, is not written again.
 */
#ifndef CRM_IO_BASE_NEXT_H
#define CRM_IO_BASE_NEXT_H

#include <stdint.h>

#include "lib/io/store/store.h"

struct crm_base_next;

/* dirfd: for what does not fit into memory; borrowed. */
struct crm_base_next *crm_base_next_new(const char *kind, int dirfd);
void crm_base_next_free(struct crm_base_next *n); /* NULL allowed */

/* A column, in order; those that rows bring follow. id and kind have their own
 * place. */
void crm_base_next_column(struct crm_base_next *n, const char *path);
/* A row; `line` is for messages. CRM_BADINPUT with the field: it has no id, or
 * one that a row before it has. CRM_CANTCREAT, CRM_IOERR. */
int crm_base_next_row(struct crm_base_next *n, const char *id, long line,
    const struct crm_record *fields, struct crm_err *e);
/* No more rows. CRM_BADINPUT: these columns are no table. */
int crm_base_next_end(struct crm_base_next *n, struct crm_err *e);

struct crm_base_counts {
	int64_t rows;      /* of the next table: */
	int64_t added;     /* new ids */
	int64_t returned;  /* ids that had left */
	int64_t changed;   /* other cells than in the present table */
	int64_t unchanged; /* the same */
	int64_t left;      /* of the present table alone */
};

/* Compares with the journal's base table and adds the lines `left` to t; env
 * is of those, without id and step. CRM_BADINPUT: a row that leaves cannot be
 * read or kept. */
int crm_base_next_compare(struct crm_base_next *n, struct crm_journal *j, struct crm_tx *t,
    const struct crm_envelope *env, struct crm_base_counts *out, struct crm_err *e);
/* Commits t and puts the table in place: the new file is on disk before the
 * one, gets its name after it. Where it would be the same, nothing is done.
 * Whatever fails, a whole table stands; CRM_TEMPFAIL when somebody has changed
 * the present one. */
int crm_base_next_put(
    struct crm_base_next *n, struct crm_journal *j, struct crm_tx *t, struct crm_err *e);

#endif
