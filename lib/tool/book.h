/*
 * What the rules of a kind are told beside the record in hand (struct crm_book_kind of
 * lib/rules/kind.h): its table, DIR/NAME.json of the store, else of the installed data, and the
 * records of other kinds.
 */
#ifndef CRM_TOOL_BOOK_H
#define CRM_TOOL_BOOK_H

#include "lib/tool/run.h"

/*
 * looks: the kinds whose records it tells of, separated by blanks ("": none). All of their records
 * are given, as they stand at --as-of, whatever --where says, with all fields of their schemas; a
 * kind without a file in the store has none, nor has any without a store. What cannot be read is
 * told; under the lock of a step it breaks off, since it may be what forbids the step.
 *
 * NULL: the kind has none. The caller frees it with kind->book->free(). 0, or -1 after a message: of
 * a table that is wrong, or that nobody has, 78.
 */
int crm_run_book(struct crm_run *r, const struct crm_kind *kind, const char *looks, void **out);

/* One that the run keeps and lends, made anew when the files of the kinds that it looks at have
 * changed; under the lock, where nothing is pending of those. *out NULL: it is none that can be kept
 * (crm_book_kind.timeless). 0, or -1 after a message. */
int crm_run_book_lent(
    struct crm_run *r, const struct crm_kind *kind, const char *looks, const void **out);
void crm_run_books_free(struct crm_run_books *b); /* NULL allowed */

/* The same with what is pending of a kind (tx_of: NULL where nothing is). */
typedef struct crm_tx *crm_pending_fn(const void *ctx, const struct crm_kind *kind);
int crm_run_book_with(struct crm_run *r, const struct crm_kind *kind, const char *looks,
    crm_pending_fn *tx_of, const void *ctx, void **out);

#endif
