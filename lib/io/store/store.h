/*
 * The store: a directory with crm.json and, per kind, an append-only journal
 * KIND.jsonl (crm-records.5). Format, write protocol and index are those of
 * the manual; here is how the program uses them.
 *
 * Readers take no lock: they see the file up to the last whole batch at the
 * moment of opening. Writers hold the store's lock from crm_store_lock() to
 * crm_store_unlock(), read everything they decide on between the two, and
 * have one commit point, crm_tx_commit().
 *
 * A journal is opened over its index (id -> the offsets of its lines, op ->
 * line, highest number of each id series), kept in .cache/ and rebuilt when
 * it does not fit; so one record is read without reading the journal.
 */
#ifndef CRM_IO_STORE_H
#define CRM_IO_STORE_H

#include <sys/stat.h>

#include "lib/data/finding.h"
#include "lib/data/record.h"
#include "lib/io/reader.h"
#include "lib/io/settings.h"

struct crm_store;
struct crm_journal;
struct crm_tx;

/* ---- the directory (store.c) ---- */

struct crm_init_opts {
	const char *zone; /* NULL: UTC */
	bool group;       /* 2770/0660 instead of 0700/0600 */
};

/* Makes dir (its parent must exist) with crm.json, .lock, .gitattributes,
 * .gitignore (lines are added where those two exist). A directory that exists
 * keeps what is in it and loses write permission for others (with group: gets
 * it for the group). CRM_CANTCREAT when crm.json is there already,
 * CRM_BADINPUT for an unknown zone. */
int crm_store_init(const char *dir, const struct crm_init_opts *o, struct crm_err *e);

/* CRM_NOINPUT when dir has no crm.json, CRM_CONFIG when it is wrong or of a
 * newer format, CRM_NOPERM when dir is a symbolic link. Of the limits
 * (borrowed) `record` and `record_keys` say what may be read; the lines of a
 * store, and what is written to it, are always judged by the defaults. */
int crm_store_open(
    const char *dir, const struct crm_limits *l, struct crm_store **out, struct crm_err *e);
void crm_store_free(struct crm_store *s); /* unlocks */
const struct crm_settings *crm_store_settings(const struct crm_store *s);
const char *crm_store_dir(const struct crm_store *s);
/* Another site than the file .site says (CRM_SITE): 1..8 letters, else
 * CRM_CONFIG. */
int crm_store_set_site(struct crm_store *s, const char *site, struct crm_err *e);
/* What a kind's base table is typed by, and whose first state a row without one
 * has; without it its cells are text. CRM_CONFIG when the setting `base` names a
 * kind or a field that there is not. */
typedef const struct crm_schema *crm_schema_fn(const char *kind);
int crm_store_schemas(struct crm_store *s, crm_schema_fn *fn, struct crm_err *e);
/* The kinds that have a journal or a base table, sorted, one per call: NULL
 * past the end. */
const char *crm_store_kind(const struct crm_store *s, size_t i);

/* CRM_TEMPFAIL when it is held longer than wait_ms; CRM_NOPERM when the
 * directory's mode allows others to write, or it is another user's; CRM_CONFIG
 * on a network file system; CRM_IOERR when .suspect stands. Locking what is
 * locked already does nothing. */
int crm_store_lock(struct crm_store *s, long wait_ms, struct crm_err *e);
/* The same though .suspect stands: for crm_store_check(). */
int crm_store_lock_suspect(struct crm_store *s, long wait_ms, struct crm_err *e);
void crm_store_unlock(struct crm_store *s);

/* From here on journals stay open when they are freed, until the store is, and are used again as
 * long as nobody else has changed their files: for runs of many steps (journal_kept.c). Each must be
 * freed before the store then. */
void crm_store_keep(struct crm_store *s);
/* The state of a kind's files: what was read of them holds as long as it is the same, if it was
 * taken before reading, under the lock. */
struct crm_stamp {
	bool there[2]; /* journal, base table */
	struct stat files[2];
};
void crm_stamp_take(const struct crm_store *s, const char *kind, struct crm_stamp *out);
bool crm_stamp_same(const struct crm_stamp *a, const struct crm_stamp *b);

/* ---- reading one kind (journal.c) ---- */

/*
 * A kind without a file is an empty journal. notes (may be NULL; borrowed
 * until the journal is freed, for folding may find more) gets what the user
 * should hear, each once:
 *	torn_tail  warning: a reader left out an unfinished end
 *	kept_tail, set_aside  warning: what a writer has done about it
 *	bad_line   error (the reader's exit is 65): where, and what is wrong;
 *	           also a row of the base table without an id, or with one that
 *	           another row has
 *	bad_row    warning: the same, for a writer, which goes on
 *	second_new error: both lines
 *	conflict   error: found when that record is folded
 *	no_history warning: a row of the base table was given as of a time
 * With the lock held the tail is repaired first, and a bad line elsewhere is
 * CRM_BADINPUT (here, or when the record that it belongs to is folded).
 * A base table without a header that can be used is CRM_BADINPUT; one that is
 * written into while the journal is open is CRM_TEMPFAIL, one that is replaced
 * stays what it was.
 */
int crm_journal_open(struct crm_store *s, const char *kind, struct crm_findings *notes,
    struct crm_journal **out, struct crm_err *e);
void crm_journal_free(struct crm_journal *j);

struct crm_fold {
	struct crm_record *record; /* the caller's; with kind and id */
	long line;                 /* physical line of its last line */
	size_t lines;              /* how many were folded */
	bool based;                /* over a row of the base table: */
	long row;                  /* its line there; 0: it has left */
	bool conflict;             /* an open fork where both sides set state, a
				      second new, a first line that does not create,
				      or a broken chain that no later
				      step `resolve` has settled: refuse steps
				      but that one */
	const char *why;           /* then: what to say; static, "" without */
	char tip[33];              /* hash of its last committed line */
};

/* 1, 0, -1: a line that may be of that id cannot be read. */
int crm_journal_has(struct crm_journal *j, const char *id, struct crm_err *e);
/*
 * Folds one record in file order, but for a second creation and what hangs on
 * it. CRM_NOINPUT: unknown id. as_of (RFC 3339; NULL: all lines) leaves out
 * lines written later: by rec, else at.
 *
 * A record that has a row in the base table begins with it, and what the row
 * says holds whatever the lines say, but for fields that crm.json leaves to
 * the journal. Without a row any more it is the same with the values in its
 * last line `left`, up to that line: later lines set what they like. A base
 * table has no history but these lines: as_of does not change what it gives.
 */
int crm_journal_fold(struct crm_journal *j, const char *id, const char *as_of, struct crm_fold *out,
    struct crm_err *e);

/* One line of a journal, whole, envelope and all. */
struct crm_line {
	const char *text; /* without LF; valid until the next call */
	size_t len;
	long number;
};
/* The lines of id in file order, one a call: start with *pos = 0. 1, 0, -1. */
int crm_journal_next_of(
    struct crm_journal *j, const char *id, size_t *pos, struct crm_line *out, struct crm_err *e);
/* Every committed line in file order: start with *pos = 0. 1, 0, -1. */
int crm_journal_next(struct crm_journal *j, size_t *pos, struct crm_line *out, struct crm_err *e);

/*
 * The committed line that used op, whole, and the record as it was before
 * that line, folded as crm_journal_fold() does (NULL: no line before it
 * counts, so that line made the record); of a line that compacting rewrote,
 * as it stands in the old file. Both are the caller's to free. 1; 0: no line
 * alone has that op (never used, still pending, one of a record that was
 * renumbered), or the old file that has it is not there; -1.
 */
int crm_journal_before_op(struct crm_journal *j, const char *op, struct crm_record **before,
    struct crm_record **line, struct crm_err *e);

/* A warning (compacted) when the journal was rewritten after as_of: what was
 * made one line then is not shown as it was; says which old file has it.
 * crm_store_reader() does it itself. */
int crm_journal_note_past(struct crm_journal *j, const char *as_of, struct crm_err *e);

/* All records of a kind as a reader: those in the base table in the order of
 * their rows, then the others in order of their first lines. A record that is
 * nothing but its row has the table as its source. It opens and owns the journal. A record beyond the limits is CRM_READ_BAD. */
int crm_store_reader(struct crm_store *s, const char *kind, const struct crm_shape *shape,
    const char *as_of, struct crm_findings *notes, struct crm_reader **out, struct crm_err *e);

/* ---- writing one kind (tx.c) ---- */

struct crm_envelope { /* texts borrowed; NULL or "" : not written */
	const char *id, *step, *at, *rec, *by, *login, *op;
	bool is_new;
	const struct crm_map *ops; /* in place of op: those that the line stands for, as a list */
};

/* A commit needs a journal that was opened under the lock; without it a
 * transaction can only show what it would do. */
struct crm_tx *crm_tx_new(struct crm_journal *j);
void crm_tx_free(struct crm_tx *t);

/* Present state with the lines pending in t; as crm_journal_fold, but judged
 * by the default limits. */
int crm_tx_fold(struct crm_tx *t, const char *id, struct crm_fold *out, struct crm_err *e);
/* As crm_journal_has, with what is pending: 1, 0, -1. */
int crm_tx_has(struct crm_tx *t, const char *id, struct crm_err *e);
/* The ids of the records that have pending lines. Valid until something is added or committed. */
const struct crm_map *crm_tx_pending(const struct crm_tx *t);
/* Was op used, committed or pending? 1: by the record id_out, 0, -1. */
int crm_tx_op(struct crm_tx *t, const char *op, char id_out[65], struct crm_err *e);
/* The next free id of PREFIX-YEAR-[SITE]NNNN. */
int crm_tx_next_id(
    struct crm_tx *t, const char *prefix, int year, char id_out[65], struct crm_err *e);
/* Adds a line: fields merged over the record by its reader (nulls are
 * tombstones). Their members kind and id are not written. CRM_BADINPUT when
 * something is not storable, or not within the default limits, or is_new
 * though the id exists; CRM_NO, and nothing else is, when a field belongs to
 * the base table, which has a row of that id. */
int crm_tx_add(struct crm_tx *t, const struct crm_envelope *env, const struct crm_record *fields,
    struct crm_err *e);
/* Judges the same and adds nothing. */
int crm_tx_may_add(struct crm_tx *t, const struct crm_envelope *env,
    const struct crm_record *fields, struct crm_err *e);
/* Adds the line of a record whose row leaves the base table: base is the row. */
int crm_tx_add_left(struct crm_tx *t, const struct crm_envelope *env, const struct crm_record *base,
    struct crm_err *e);
/*
 * All pending lines, durable, or none. Prints nothing. With nothing pending
 * it does nothing; after it t can be used again. CRM_CANTCREAT, CRM_IOERR;
 * CRM_TEMPFAIL when somebody without the lock has changed the file. After a
 * failed sync (CRM_IOERR) .suspect stands, and whether the lines are there is
 * not known: the same op again will tell.
 */
int crm_tx_commit(struct crm_tx *t, struct crm_err *e);

/* ---- evidence (verify.c) ---- */

/*
 * The chain of every record of the kind; uses no cache. Errors: bad_line,
 * edited (prev fits no line before it: such a line was edited or removed),
 * deleted (the record's first line names one before it), inserted (no prev),
 * no_new (nor is there a base table), second_new, conflict, op_twice (two
 * records share an op; a note once either is void or a duplicate); of a
 * rewritten journal (rewrite.h) also rewritten and cut (it does not begin as
 * it was rewritten), no_first_line, old_edited (the old file is another),
 * old_missing; epochs_merged (a clone that was not rewritten was merged with
 * it), which stands for all that comes of it; renumbered_twice (two records
 * are the same one, renumbered in two clones, until one is void or a
 * duplicate).
 * Warnings: fork, duplicate_line, torn_tail, clock_backwards (written over a
 * minute before the line that it continues), and breaks that a
 * step `resolve` has settled. A note: renumbered, a second creation that
 * crm-store renumber has settled.
 */
int crm_store_verify(
    struct crm_store *s, const char *kind, struct crm_findings *f, struct crm_err *e);
struct crm_head {
	char kind[33];
	int64_t bytes, lines;
	int64_t epoch;   /* the journal's: 0 until it is rewritten */
	char sha256[65]; /* over the first `bytes` bytes */
};
int crm_store_head(struct crm_store *s, const char *kind, struct crm_head *out, struct crm_err *e);
/* Does the journal still begin with what the head covers, or the old file of
 * the head's epoch? Adds a finding when not: missing, cut, rewritten. */
int crm_store_verify_head(
    struct crm_store *s, const struct crm_head *h, struct crm_findings *f, struct crm_err *e);
/* Leftovers (in_use, a note, while another command holds the lock), modes
 * (others or, without the setting, the group may write: error; may only read:
 * note), .suspect, bad lines, second creations, op_twice, epochs_merged,
 * renumbered_twice, old_unknown (named like an old file, and none); with repair (lock held by
 * crm_store_lock_suspect) mends modes, removes leftovers, and copies suspect
 * journals to new files. */
int crm_store_check(struct crm_store *s, bool repair, struct crm_findings *f, struct crm_err *e);

#endif
