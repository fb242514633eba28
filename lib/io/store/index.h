/*
 * The index of a journal: which lines a record has, which line used an op,
 * the highest number of each id series, where physical lines are, and what
 * is wrong with lines that do not count.
 *
 * It is made by scanning the journal, and kept in .cache/KIND.idx for a
 * covered prefix; only what follows that prefix is scanned again. Beside it
 * .cache/KIND.seen says of which state of the journal (size, mtime, ctime,
 * device, inode) it is known to be true; where that differs, a fast hash of
 * the prefix is checked first. Both are only caches: deleting them loses
 * nothing, failing to write them is silent, and an offset is believed only
 * when its line has the id or op that was asked for. What is kept is checked
 * page by page, by hashes, when a page is first used; an index that turns out
 * damaged says so (`damaged`), its answers are worth nothing, and the journal
 * scans anew.
 *
 * Which bytes count: whole lines, batches (tx) only with their last line. A
 * last line or batch that is unfinished or holds a NUL byte ends the index
 * before it (`end`): it was never acknowledged.
 */
#ifndef CRM_IO_INDEX_H
#define CRM_IO_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/map.h"
#include "lib/data/limits.h"
#include "lib/io/store/linescan.h"

/* A line under the hash of its id or op. */
struct crm_ref {
	uint64_t hash;
	uint64_t at; /* offset; CRM_REF_NEW set: a creating line */
};
#define CRM_REF_NEW (UINT64_C(1) << 63)
#define CRM_REF_AT(r) ((r).at & ~CRM_REF_NEW)

struct crm_refs {
	struct crm_ref *v;
	size_t n, cap;
	size_t sorted; /* the first so many are in order */
};

enum crm_flaw_kind {
	CRM_FLAW_JSON, /* no JSON object */
	CRM_FLAW_NUL,
	CRM_FLAW_LONG,     /* longer than the limit */
	CRM_FLAW_ENVELOPE, /* no id, no step, or one that cannot be */
	CRM_FLAW_AT,       /* no at, or at or rec that is no stamp */
	CRM_FLAW_BATCH,    /* of a batch that is not whole */
	CRM_FLAW_EPOCH,    /* of an older epoch than a line before it */
	CRM_FLAW_NUMBER,   /* its epoch is no number */
	CRM_FLAW_HEAD      /* the first line of a rewritten journal, elsewhere */
};

/* A line that does not count. */
struct crm_flaw {
	uint64_t at;
	uint64_t why; /* enum crm_flaw_kind */
};

/* A batch, or what may be one, that has not ended yet. */
struct crm_run {
	bool open;
	bool damaged;           /* holds a NUL */
	struct crm_txmark mark; /* of its last line; id "" when unknown */
	uint64_t start;         /* offset of its first line */
	uint64_t lines;         /* physical lines before it */
	size_t ids, ops, flaws; /* what to go back to */
	uint64_t epoch;
	struct crm_map *series;
};

/* Where a journal's bytes lie: in a file from an offset on, or in a spool. */
struct crm_bytes {
	int fd;
	uint64_t from;
	const struct crm_spool *spool; /* NULL: in the file */
};

struct crm_index {
	uint64_t end;     /* of the bytes that count */
	uint64_t scanned; /* behind the last LF */
	uint64_t lines;   /* physical lines in [0, end) */
	uint64_t epoch;   /* the highest seen, 0: none */
	/* what the cache covers; map NULL: nothing */
	uint64_t covered, covered_hash, pieces_hash, head_hash;
	void *map;
	size_t map_len;
	const char *body; /* of the map: what its pages are counted from */
	size_t body_len;
	const uint64_t *pages;           /* a hash each */
	unsigned char *sure;             /* pages that were found good */
	bool damaged;                    /* a page was not: look no further */
	const struct crm_ref *ids, *ops; /* sorted by hash, at */
	size_t nids, nops;
	/* what was scanned behind it */
	struct crm_refs more_ids, more_ops;
	uint64_t covered_lines;
	/* both together */
	uint64_t *marks; /* LFs before each block of CRM_MARK bytes */
	size_t nmarks, marks_cap;
	struct crm_flaw *flaws; /* in file order */
	size_t nflaws, flaws_cap;
	uint64_t *seconds; /* creating lines of an id that has one already */
	size_t nseconds, seconds_cap;
	struct crm_map *series; /* "PREFIX-YEAR-SITE" -> highest number */
	struct crm_run run;
	struct crm_buf text, stamp; /* scratch */
	/* a file or pipe may hold records too: lines without `step` are noted
	 * here (mixed) and are no flaws */
	bool mixed;
	uint64_t *plain;
	size_t nplain, plain_cap;
};

#define CRM_MARK ((uint64_t)16 * 1024)

struct crm_spool;

struct crm_hits {
	const struct crm_ref *a, *b; /* all of a come before those of b */
	size_t na, nb;
};

void crm_index_init(struct crm_index *ix);
void crm_index_release(struct crm_index *ix);

/* ---- scan.c: making it ---- */

/* Takes in [ix->end, to), and settles. */
int crm_index_scan(struct crm_index *ix, const struct crm_bytes *b, uint64_t to,
    const struct crm_limits *l, struct crm_err *e);
/* As pread(), of whatever there is. */
ssize_t crm_bytes_read(const struct crm_bytes *b, void *to, size_t n, uint64_t at);
void crm_index_end_run(struct crm_index *ix);

/* ---- settle.c ---- */

/* Sorts, finds second creations, and stops before an unfinished batch. */
void crm_index_settle(struct crm_index *ix);
/* Orders by hash, then offset: for qsort. */
int crm_ref_cmp(const void *a, const void *b);

/* ---- index.c: asking it ---- */

/* By crm_index_key(). An answer counts when ix->damaged is not set. */
struct crm_hits crm_index_ids(struct crm_index *ix, uint64_t hash);
struct crm_hits crm_index_ops(struct crm_index *ix, uint64_t hash);
static inline size_t crm_hits_count(const struct crm_hits *h)
{
	return h->na + h->nb;
}
static inline uint64_t crm_hits_at(const struct crm_hits *h, size_t i)
{
	return i < h->na ? CRM_REF_AT(h->a[i]) : CRM_REF_AT(h->b[i - h->na]);
}
/* One reference a distinct id, to its first line, in file order. The
 * caller frees. */
struct crm_ref *crm_index_firsts(struct crm_index *ix, size_t *n);
/* Is the line at `at` one that does not count? */
bool crm_index_flawed(const struct crm_index *ix, uint64_t at);
uint64_t crm_index_key(const char *text, size_t len);

/* ---- cache.c, cache_save.c, seen.c: keeping it ---- */

/* Takes what .cache has for this journal, when it fits. cachefd may be -1.
 * *trusted: by .seen, without reading the journal. */
void crm_index_load(struct crm_index *ix, int cachefd, const char *kind, int fd,
    const struct stat *st, const struct crm_limits *l, bool *trusted);
/* Has so much been scanned behind the cache that it should be renewed? */
bool crm_index_due(const struct crm_index *ix);
/* Writes .cache/KIND.idx for [0, end) and goes on with that. -1 also when
 * what was kept is damaged. */
int crm_index_save(struct crm_index *ix, int cachefd, const char *kind, int fd, mode_t mode,
    const struct crm_limits *l);
/* Records the journal's present state; st as of our last look under the
 * lock, or (locked false) as of before and after the scan. */
void crm_index_seen(const struct crm_index *ix, int cachefd, const char *kind,
    const struct stat *st, bool locked, mode_t mode);

#endif
