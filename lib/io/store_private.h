/*
 * What the files of the store (lib/io only) share.
 */
#ifndef CRM_IO_STORE_PRIVATE_H
#define CRM_IO_STORE_PRIVATE_H

#include <stdint.h>
#include <sys/stat.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/io/chain.h"
#include "lib/io/index.h"
#include "lib/io/linescan.h"
#include "lib/io/store.h"

struct crm_store {
	char *dir;
	int dirfd;
	int lockfd; /* -1: not locked */
	const struct crm_limits *limits;
	struct crm_settings settings;
	char **kinds;
	size_t nkinds;
};

#define CRM_SUSPECT ".suspect"
#define CRM_SPOOL_PREFIX ".crm-spool-"
#define CRM_NEW_PREFIX ".crm-new-"

#define CRM_KIND_MAX 32
#define CRM_JOURNAL_NAME_MAX (CRM_KIND_MAX + 16)

/* ---- store.c ---- */

bool crm_kind_valid(const char *kind, size_t len);
/* Is this file name KIND.jsonl? Then the length of KIND, else 0. */
size_t crm_journal_kind(const char *name);
mode_t crm_store_file_mode(const struct crm_store *s);
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
bool crm_store_suspect(const struct crm_store *s);
/* Leaves .suspect naming the kind; failure is silent: we report already. */
void crm_store_mark_suspect(const struct crm_store *s, const char *kind);

/* ---- journal.c, journal_line.c, journal_notes.c ---- */

struct crm_journal {
	struct crm_store *store;
	char kind[CRM_KIND_MAX + 1];
	char name[CRM_JOURNAL_NAME_MAX];
	struct crm_buf path; /* for messages */
	int fd;              /* -1: no file */
	bool locked;         /* opened under the lock */
	bool cached;         /* may use .cache */
	uint64_t size;
	struct crm_index ix;
	struct crm_findings *notes; /* borrowed, may be NULL */
	struct crm_map *told;       /* offsets and ids already in notes */
	struct crm_buf window;
	uint64_t window_at;
	uint64_t last_end;    /* of the line read last */
	struct crm_buf block; /* for counting lines */
	uint64_t known_at;    /* offset whose line number is known */
	long known_line;
	struct crm_buf scratch;
	struct crm_chain chain; /* of the record gathered last */
	size_t folded_bytes;    /* its lines' */
	uint64_t folded_at;     /* its last line that counts */
};

/* NULL on failure. cached false: uses and writes no cache (verify, head,
 * check). */
struct crm_journal *crm_journal_begin(struct crm_store *s, const char *kind, bool cached,
    struct crm_findings *notes, struct crm_err *e);
/* The line that begins at `at`, without LF; valid until the next call. */
int crm_journal_text(
    struct crm_journal *j, uint64_t at, const char **text, size_t *len, struct crm_err *e);
/* Its physical number. */
int crm_journal_number(struct crm_journal *j, uint64_t at, long *out, struct crm_err *e);
/* Adds a finding about the line at `at`; each line and code once. */
int crm_journal_tell(struct crm_journal *j, enum crm_severity severity, const char *code,
    uint64_t at, const char *id, const char *text, struct crm_err *e);
/* What the index has found: bad lines (stop: CRM_BADINPUT), second
 * creations, an unfinished end. */
int crm_notes_flaws(struct crm_journal *j, bool stop, struct crm_err *e);
int crm_notes_seconds(struct crm_journal *j, struct crm_err *e);
int crm_notes_tail(struct crm_journal *j, struct crm_err *e);
/* After a commit: the index takes in what was appended; the caches too. */
int crm_journal_extend(struct crm_journal *j, struct crm_err *e);
void crm_journal_publish(struct crm_journal *j);
/* Offsets of the lines that hash to this id or op, ascending. */
struct crm_hits crm_journal_hits(struct crm_journal *j, const char *id);

/* ---- tail.c ---- */

/* Under the lock: what was never acknowledged is kept or set aside. */
int crm_tail_repair(struct crm_journal *j, struct crm_err *e);

/* ---- fold.c ---- */

/* Gathers the lines of id into j->chain (judged) and merges into acc those
 * that count (acc NULL: only the chain). *folded (may be NULL): how many. */
int crm_fold_gather(struct crm_journal *j, const char *id, const char *as_of,
    struct crm_record *acc, size_t *folded, struct crm_err *e);
/* An empty record with kind and id. */
struct crm_record *crm_fold_begin(const char *kind, const char *id);
/* Leaves only the fields: no envelope, id, kind. */
void crm_fold_bare(struct crm_record *line);
/* Merges one parsed line, made bare. */
void crm_fold_merge(struct crm_record *acc, struct crm_record *line);
/* Drops nulls, judges the limits on a whole record. */
int crm_fold_end(
    struct crm_record *acc, size_t bytes, const struct crm_limits *l, struct crm_err *e);

/* ---- series.c ---- */

/* Notes the number in an id of the form PREFIX-YEAR-[SITE]N. */
void crm_series_note(struct crm_map *series, const char *id, size_t len);
/* The highest number noted under "PREFIX-YEAR-SITE"; 0: none. */
uint64_t crm_series_highest(const struct crm_map *series, const char *key);

#endif
