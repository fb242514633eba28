/*
 * What the files of a step's transaction share.
 *
 *   steps.c          gather, judge each item in one transaction, print
 *   steps_gather.c   options and operands, read before the lock
 *   steps_given.c    what one item gives, and the line that comes of it
 *   steps_judge.c    one item against the present state
 *   steps_refs.c     the records that it names
 *   steps_file.c     a file that is given
 *   steps_op.c       idempotency keys
 *   steps_recur.c    a record that is made repeats another one
 *   steps_past.c     which are there
 *   steps_follow.c   steps that follow on other records
 *   steps_beside.c   steps of records of other kinds in the same write
 *   steps_book.c     what the rules are told of those
 *   steps_desk.c     several kinds in one write (steps_desk.h)
 *   steps_options.c  the options that a row makes
 */
#ifndef CRM_TOOL_STEPS_PRIVATE_H
#define CRM_TOOL_STEPS_PRIVATE_H

#include "lib/base/map.h"
#include "lib/data/change.h"
#include "lib/tool/kept.h"
#include "lib/tool/private.h"
#include "lib/tool/steps.h"
#include "lib/tool/stream.h"
#include "lib/tool/transact.h"

struct crm_step_item {
	const char *id;          /* operand, --id or NULL */
	struct crm_input *input; /* the piped record; NULL for an operand */
};

struct crm_batch {
	struct crm_run *run;
	const struct crm_step *step;
	struct crm_inputs inputs;
	struct crm_step_item *items;
	size_t n, cap;
	struct crm_changes given; /* fields by option or assignment */
	struct crm_changes args;  /* options that are no fields */
	struct crm_map *take;     /* fields by --take */
	const char *op;           /* --op or NULL */
	bool all, dry_run;
	struct crm_map *seen;            /* contents of rows without id, counted */
	const struct crm_transact *x;    /* under the lock */
	struct crm_recur *recur;         /* NULL: nothing repeats */
	struct crm_refs *refs;           /* of other kinds; NULL: none yet */
	struct crm_desks *desks;         /* of other kinds that are written, too; NULL: none yet */
	bool shared;                     /* they are those of more batches than this */
	struct crm_batch_book *books;    /* NULL: none yet */
	struct crm_beside_lines *beside; /* of the item in hand; NULL: none yet */
	struct crm_step_file *files;     /* that are to be kept */
	size_t nfiles, files_cap;
	struct crm_kept results;
	size_t refused;
	bool stop; /* told; nothing is written */
};

/* ---- steps_gather.c: 0, or -1 after a message ---- */

int crm_batch_gather(struct crm_batch *b);
/* One record by these members (crm_steps_run_by). */
struct crm_one_text;
int crm_batch_gather_texts(struct crm_batch *b, const struct crm_one_text *texts, size_t n);

/* ---- steps_given.c ---- */

/* The piped record, or NULL. */
const struct crm_record *crm_step_row(const struct crm_step_item *item);
void crm_step_give(
    const struct crm_batch *b, const struct crm_step_item *item, struct crm_changes *given);
/* The line that a step writes over the record (NULL: makes it): what changes, and of a whole record what the schema does not know. */
struct crm_record *crm_step_line(const struct crm_record *before, const struct crm_record *row,
    const struct crm_schema *schema, const struct crm_changes *c);
/* op of a row that has a stamp but no id; false when it gets none. */
bool crm_step_content_op(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_changes *given, char out[65]);

/* ---- steps_judge.c ---- */

/* Adds the item's line to the transaction and its result to the results; refused items are told. */
void crm_batch_judge(struct crm_batch *b, const struct crm_step_item *item);
void crm_batch_refuse(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* The same of one field. */
void crm_batch_refuse_at(struct crm_batch *b, const struct crm_step_item *item, int status,
    const char *code, const char *id, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 7, 8)));
/* The same of all that was found. */
void crm_batch_refuse_all(struct crm_batch *b, const struct crm_step_item *item, bool named,
    const struct crm_findings *found);
/* Tells them with the item's place. named: the record of which they are found is there, or was named
 * by the item. A number that is refused goes to another record. */
void crm_batch_tell(struct crm_batch *b, const struct crm_step_item *item, int status, bool named,
    const struct crm_findings *found);
/* An error of the store: the item's own are refusals, others stop everything. */
void crm_batch_fail(
    struct crm_batch *b, const struct crm_step_item *item, const char *id, const struct crm_err *e);

/* What every step in this run is given; the rest is zeroed. salt is filled, in's. 0, or -1 after a
 * message: nothing may be written. */
int crm_batch_in(struct crm_batch *b, const struct crm_step *step, const struct crm_fold *fold,
    const char *id, struct crm_buf *salt, struct crm_step_in *in);

/* ---- steps_book.c ---- */

/* The book of the run's kind as the step needs it (NULL: it needs none), made once, but anew for
 * each step where several kinds are written. 0, or -1 after a message. */
int crm_batch_book(struct crm_batch *b, const struct crm_step *step, const void **out);
void crm_batch_books_free(struct crm_batch *b);

/* ---- steps_refs.c ---- */

/* Are the records there that the item names: the one that is to stand for it
 * (--of), and any that a given field refers to, and may it refer to that? Else it is refused.
 * from: the record that the step is taken on; NULL: it is being made. */
bool crm_batch_refers(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const struct crm_record *from, const struct crm_changes *given);
void crm_batch_refs_free(struct crm_batch *b);

/* ---- steps_recur.c ---- */

/* Before the lock: makes b->recur where the kind has a recurrence and the step makes records. 0, or
 * -1 after a message. */
int crm_recur_new(struct crm_batch *b);
void crm_recur_free(struct crm_recur *x); /* NULL allowed */
/* The step is taken and makes a record by these changes: adds what it repeats. 0, or -1 after a
 * message: nothing may be written. */
int crm_recur_judge(struct crm_batch *b, struct crm_changes *out);
/* Its line was added: it counts for the next ones, and what it repeats is opened again. */
void crm_recur_added(struct crm_batch *b, const char *id);
/* Takes out of a line what was added: what came before is not its content. */
void crm_recur_forget(const struct crm_kind *kind, struct crm_record *fields);

/* ---- steps_follow.c ---- */

/* The step was taken, and has made the record what it is now: others that it names take the steps
 * that follow from that. One that cannot is a warning. */
void crm_follow(struct crm_batch *b, const char *id, const struct crm_record *after);

/* ---- steps_beside.c ---- */

/* The step was judged and taken, and `out` came of it: so are those of the records beside it. False:
 * the item is refused, or all is broken off. What they write is kept until the next of these. */
bool crm_beside_judge(struct crm_batch *b, const struct crm_step_item *item,
    const struct crm_step_in *in, const struct crm_changes *out);
/* The item's line was added: so are theirs. */
void crm_beside_add(struct crm_batch *b, const struct crm_step_item *item, const char *id);
/* It was not. */
void crm_beside_drop(struct crm_batch *b);
/* The lines of other kinds, before ours. 0, or -1 after a message. */
int crm_beside_commit(struct crm_batch *b);
void crm_beside_free(struct crm_batch *b);

/* ---- steps_options.c ---- */

/* The option that sets a field: its name with '-' for '_'. The caller frees it. */
char *crm_step_opt_name(const char *field);
/* What the fields of the step's row are of: the kind, or the items of its target. */
const struct crm_schema *crm_step_schema(const struct crm_schema *kind, const struct crm_step *s);

/* ---- steps_file.c ---- */

/* Reads the file and adds its name as the field's value, and its hash and size beside it; what the
 * kind keeps is held in memory. source: the option. 0, or -1 after a message. */
int crm_step_give_file(
    struct crm_batch *b, const char *source, const struct crm_field *def, const char *path);
/* Puts what was read into the kind's folder, before the lines that name it. 0, or -1 after a message. */
int crm_step_files_keep(struct crm_batch *b);
void crm_step_files_free(struct crm_batch *b);

/* ---- steps_op.c ---- */

/* 1: the op was used, the item is done (or refused) by that; 0: it was not; -1 after a message. */
int crm_batch_op(struct crm_batch *b, const struct crm_step_item *item, const char *id,
    const char *op, const struct crm_changes *given);
/* The present state of id among the results. */
void crm_batch_present(struct crm_batch *b, const struct crm_step_item *item, const char *id);

#endif
