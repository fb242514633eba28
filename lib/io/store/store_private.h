/*
 * What the files of the store (lib/io only) share.
 */
#ifndef CRM_IO_STORE_PRIVATE_H
#define CRM_IO_STORE_PRIVATE_H

#include <stdint.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/store/base_table.h"
#include "lib/io/store/chain.h"
#include "lib/io/store/index.h"
#include "lib/io/store/linescan.h"
#include "lib/io/store/store.h"

struct crm_store {
	char *dir;
	int dirfd;
	int lockfd; /* -1: not locked */
	const struct crm_limits *limits;
	struct crm_settings settings;
	char **kinds;
	size_t nkinds;
	crm_schema_fn *schemas; /* NULL: not known */
	bool keep;              /* journals stay open: */
	struct crm_journal **kept;
	size_t nkept, kept_cap;
};

#define CRM_SUSPECT ".suspect"
#define CRM_SPOOL_PREFIX ".crm-spool-"
#define CRM_NEW_PREFIX ".crm-new-"

#define CRM_KIND_MAX 32
#define CRM_JOURNAL_NAME_MAX (CRM_KIND_MAX + 16)

/* ---- store.c ---- */

bool crm_kind_valid(const char *kind, size_t len);
mode_t crm_store_file_mode(const struct crm_store *s);
/* Looks again which kinds there are. */
int crm_store_list(struct crm_store *s, struct crm_err *e);
/* "DIR/NAME" as messages say it ("NAME" in the working directory). */
void crm_store_path(const struct crm_store *s, const char *name, struct crm_buf *out);
/* Opens a regular file in the store; flags beside CLOEXEC, NOFOLLOW. The
 * descriptor, -1 with e, or -2 when there is none. */
int crm_store_openat(
    const struct crm_store *s, const char *name, int flags, struct stat *st, struct crm_err *e);
/* Creates it (it must not exist), with the store's mode. */
int crm_store_create(const struct crm_store *s, const char *name, struct crm_err *e);

/* ---- lock.c ---- */

/* Opens dirfd/.lock, made when it is missing, and takes it. */
int crm_lock_take(
    int dirfd, const char *dir, mode_t mode, long wait_ms, int *out, struct crm_err *e);
/* Does another command hold it now? Does not wait. */
bool crm_lock_held(int dirfd);
bool crm_store_suspect(const struct crm_store *s);
/* Leaves .suspect naming the kind; failure is silent: we report already. */
void crm_store_mark_suspect(const struct crm_store *s, const char *kind);

/* ---- journal.c, journal_line.c, journal_notes.c ---- */

struct crm_journal {
	struct crm_store *store;  /* NULL: a file, pipe or memory */
	struct crm_limits limits; /* by which its lines are judged */
	char kind[CRM_KIND_MAX + 1];
	char name[CRM_JOURNAL_NAME_MAX];
	struct crm_buf path;     /* for messages */
	int fd;                  /* -1: no file; borrowed without a store */
	uint64_t from;           /* offset in fd of the journal's first byte */
	long before;             /* lines before it */
	struct crm_spool *spool; /* NULL: the bytes are in fd */
	bool locked;             /* opened under the lock */
	bool part;               /* may be a part of a journal: no store's */
	struct crm_base *base;   /* NULL: none */
	const char *first_state; /* of a record of the base table; NULL: not known */
	bool cached;             /* may use .cache */
	bool keep;               /* stays open when it is freed: */
	bool stamped, stamp_locked,
	    writable;      /* stamp is of the lock's time; fd is for writing, too */
	struct stat stamp; /* the file when it was read last */
	uint64_t size;
	struct crm_index ix;
	struct crm_findings *notes; /* borrowed, may be NULL */
	struct crm_map *told;       /* offsets and ids already in notes */
	bool told_history;          /* that the base table has none */
	struct crm_buf window;
	uint64_t window_at;
	uint64_t last_end;    /* of the line read last */
	struct crm_buf block; /* for counting lines */
	uint64_t known_at;    /* offset whose line number is known */
	long known_line;
	struct crm_buf scratch;
	struct crm_buf tail;    /* without a store: a last record that has no LF */
	struct crm_chain chain; /* of the record gathered last */
	size_t folded_bytes;    /* its lines' */
	uint64_t folded_at;     /* its last line that counts */
};

/* ---- journal_kept.c ---- */

/* Lets go of all that are kept, for good. */
void crm_store_drop_kept(struct crm_store *s);
/* Its file is as st says (NULL: as it is now, under the lock), and read up to there. */
void crm_journal_stamp(struct crm_journal *j, const struct stat *st);
/* Instead of freeing it; false: it is not to be kept. */
bool crm_journal_put_by(struct crm_journal *j);
/* The one that was kept, where nothing has changed since; else NULL. */
struct crm_journal *crm_journal_again(
    struct crm_store *s, const char *kind, struct crm_findings *notes);

/* A journal that is in no store, to be read: fd (borrowed) from offset `from`
 * on, or spool (taken; then fd is -1), `before` lines after the beginning of
 * what name stands for. Lines without `step` are records (ix.plain). Its
 * notes are those of crm_journal_open(). kind: of records that do not say
 * theirs; may be "". */
struct crm_bytes_of {
	const char *name, *kind;
	const char *first_state; /* or NULL */
	int fd;
	uint64_t from, size;
	struct crm_spool *spool;
	long before;
};
int crm_journal_over(const struct crm_bytes_of *b, const struct crm_limits *l,
    struct crm_findings *notes, struct crm_journal **out, struct crm_err *e);
/* NULL on failure. cached false: uses and writes no cache (verify, head,
 * check). */
struct crm_journal *crm_journal_begin(struct crm_store *s, const char *kind, bool cached,
    struct crm_findings *notes, struct crm_err *e);
/* Bytes of it, as pread(). */
ssize_t crm_journal_read(const struct crm_journal *j, void *to, size_t n, uint64_t at);
/* The line that begins at `at`, without LF; valid until the next call. */
int crm_journal_text(
    struct crm_journal *j, uint64_t at, const char **text, size_t *len, struct crm_err *e);
/* Its physical number. */
int crm_journal_number(struct crm_journal *j, uint64_t at, long *out, struct crm_err *e);
/* Adds a finding about the line at `at`; each line and code once. */
int crm_journal_tell(struct crm_journal *j, enum crm_severity severity, const char *code,
    uint64_t at, const char *id, const char *text, struct crm_err *e);
/* What the index has found: bad lines (stop: CRM_BADINPUT), second
 * creations, an unfinished end. The texts say why. */
int crm_notes_flaws(struct crm_journal *j, bool stop, struct crm_err *e);
int crm_notes_seconds(struct crm_journal *j, struct crm_err *e);
/* epochs.c: was a compacted journal merged with one that was not, or with one
 * that was compacted apart? Then a single note says so (a bad_line; whole:
 * epochs_merged, with the lines and what to do), and neither those lines nor second creations are told. */
bool crm_flaw_merged(const struct crm_flaw *f);
bool crm_journal_merged(const struct crm_journal *j);
int crm_notes_epochs(struct crm_journal *j, bool whole, struct crm_err *e);
int crm_notes_tail(struct crm_journal *j, struct crm_err *e);
/* Is the file still the one that was read, and as long? Else CRM_TEMPFAIL
 * (tx_commit.c). */
int crm_journal_same(const struct crm_journal *j, struct crm_err *e);
/* Sets the member op to the list of the map's keys (tx_op.c). */
void crm_ops_set(struct crm_record *line, const struct crm_map *ops);
/* journal_op.c: records that share an op. The journal was begun without
 * cache (else crm_fatal): only what was scanned is compared. */
int crm_notes_ops(struct crm_journal *j, struct crm_err *e);
/* Has somebody said that the record is none of its own: is it void, or a
 * duplicate? */
bool crm_journal_given_up(struct crm_journal *j, const char *id);
/* renumber_copies.c: records that were renumbered in two clones. */
int crm_notes_copies(struct crm_journal *j, struct crm_err *e);
/* After a commit: the index takes in what was appended; the caches too.
 * rescan: the index is made anew, its damaged cache removed. */
int crm_journal_extend(struct crm_journal *j, struct crm_err *e);
int crm_journal_rescan(struct crm_journal *j, struct crm_err *e);
void crm_journal_publish(struct crm_journal *j);
/* The line that used op, and whether it has no other op. 1, 0, -1. */
int crm_journal_find_op(
    struct crm_journal *j, const char *op, uint64_t *at, bool *alone, struct crm_err *e);
/* Offsets of the lines that hash to this id, by its hash (crm_index_key),
 * or to this op; ascending, valid until the index is asked again. Where what
 * the cache kept turns out damaged, the journal is scanned anew. */
int crm_journal_hits(
    struct crm_journal *j, const char *id, struct crm_hits *out, struct crm_err *e);
int crm_journal_ids(struct crm_journal *j, uint64_t hash, struct crm_hits *out, struct crm_err *e);
int crm_journal_ops(struct crm_journal *j, const char *op, struct crm_hits *out, struct crm_err *e);
/* As crm_index_firsts(). */
int crm_journal_firsts(struct crm_journal *j, struct crm_ref **out, size_t *n, struct crm_err *e);

/* ---- base_fold.c ---- */

/* NULL where nobody has said it. */
const struct crm_schema *crm_store_schema(const struct crm_store *s, const char *kind);
/* The state in which records of the kind begin; NULL: not known. s NULL allowed. */
const char *crm_base_state(const struct crm_schema *s);
/* Has the base table a row of that id, and which? */
int crm_journal_row(
    struct crm_journal *j, const char *id, bool *has, size_t *row, struct crm_err *e);
/* Says in c, before lines are added, whether the record may begin without a
 * creating line. */
int crm_chain_base(struct crm_journal *j, const char *id, struct crm_chain *c, struct crm_err *e);
/* Is it a line `left`? */
bool crm_left_step(const struct crm_scan *s);
/* The values in a line `left`; the caller's; NULL: it has none. */
struct crm_record *crm_left_base(const struct crm_record *line, const struct crm_limits *l);
/* The values in the last line `left` of the record; NULL: there is none.
 * *passed: other lines stand after it, which may have set what they like. */
int crm_left_last(struct crm_journal *j, const char *id, struct crm_record **out, bool *passed,
    struct crm_err *e);
/* Takes out of a row's fields what crm.json leaves to the journal. */
void crm_base_claim(const struct crm_journal *j, struct crm_record *fields);
/* Adds the columns of the table that these fields would set. */
void crm_base_owned(
    const struct crm_base *b, const struct crm_record *fields, struct crm_map *owned);
/* CRM_NO when a line of that record may not set these fields: they are its
 * row's. */
int crm_base_refuse(
    struct crm_journal *j, const char *id, const struct crm_record *fields, struct crm_err *e);
/* base_check.c: what crm_store_check() finds about a kind's base table: rows
 * that are none, cells, lines that say otherwise (a note), bad lines `left`. */
int crm_base_check(struct crm_journal *j, struct crm_findings *f, struct crm_err *e);

/* ---- chain_read.c ---- */

/* The id of the line at `at`; "" when it has none. */
int crm_journal_id_at(struct crm_journal *j, uint64_t at, struct crm_buf *id, struct crm_err *e);
/* The record's lines, judged; out is the caller's, zeroed before its first
 * use, other than j->chain. */
int crm_chain_read(struct crm_journal *j, const char *id, struct crm_chain *out, struct crm_err *e);
/* Is the record's line at `at` of a second creation that was renumbered? Then
 * another record stands for it. 1, 0, -1. */
int crm_journal_renumbered(struct crm_journal *j, uint64_t at, const char *id, struct crm_err *e);

/* ---- head.c ---- */

/* SHA-256 over n bytes of fd from there on; *lines counts their newlines. */
int crm_digest(int fd, uint64_t from, uint64_t n, const char *path, char out[65], int64_t *lines,
    struct crm_err *e);

/* ---- rewrite_head.c ---- */

/* What the first line of a rewritten journal says of it and of the old files:
 * findings where that is not so. */
int crm_verify_rewritten(struct crm_journal *j, struct crm_findings *f, struct crm_err *e);

/* ---- tail.c ---- */

/* Under the lock: what was never acknowledged is kept or set aside. */
int crm_tail_repair(struct crm_journal *j, struct crm_err *e);

/* ---- fold.c ---- */

/* Gathers the lines of id into j->chain, judged. */
int crm_fold_chain(struct crm_journal *j, const char *id, struct crm_err *e);
/* All of crm_journal_fold() but its end: lines may be 0, the record not yet
 * judged. */
int crm_fold_start(struct crm_journal *j, const char *id, const char *as_of, struct crm_fold *out,
    struct crm_err *e);
/* Drops nulls and judges the whole record, whose lines have so many bytes; on
 * failure it is freed. */
int crm_fold_end(struct crm_journal *j, struct crm_fold *f, size_t bytes,
    const struct crm_limits *l, struct crm_err *e);
/* The record as the lines before the one at `at` made it; f.lines may be 0. */
int crm_fold_before(
    struct crm_journal *j, const char *id, uint64_t at, struct crm_fold *out, struct crm_err *e);
/* As crm_journal_fold(), judged by other limits. */
int crm_fold_whole(struct crm_journal *j, const char *id, const char *as_of,
    const struct crm_limits *l, struct crm_fold *out, struct crm_err *e);
/* Leaves only the fields: no envelope, id, kind. */
void crm_fold_bare(struct crm_record *line);
/* Merges one parsed line, made bare. */
void crm_fold_merge(struct crm_record *acc, struct crm_record *line);

/* ---- walk.c: all records, folded, in order ---- */

struct crm_walk;

/* j is taken, also on failure (NULL). */
struct crm_walk *crm_walk_new(struct crm_journal *j, const char *as_of, struct crm_err *e);
void crm_walk_free(struct crm_walk *w);
/* *line: of the record's last line. A record beyond the limits is BAD. */
enum crm_read crm_walk_next(
    struct crm_walk *w, struct crm_record **out, long *line, struct crm_err *e);
/* Has the last record no line but its row in the base table? *line is that. */
bool crm_walk_on_row(const struct crm_walk *w);
/* Did a row of the base table make it, and no line? */
bool crm_walk_by_row(const struct crm_walk *w);

/* ---- series.c ---- */

/* Notes the number in an id of the form PREFIX-YEAR-[SITE]N. */
void crm_series_note(struct crm_map *series, const char *id, size_t len);
/* The highest number noted under "PREFIX-YEAR-SITE"; 0: none. */
uint64_t crm_series_highest(const struct crm_map *series, const char *key);

#endif
