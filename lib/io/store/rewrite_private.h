/*
 * What the files that rewrite journals, and those that judge rewritten ones,
 * share.
 *
 *   rewrite.c        the new file: gathered, written, put in place
 *   rewrite_line.c   a kept line with its chain and epoch made anew
 *   rewrite_head.c   first lines, old files
 *   rewrite_past.c   what can still be shown of the time before
 *   op_before.c      which line used an op, as it was written
 *   compact.c        which lines become one
 */
#ifndef CRM_IO_REWRITE_PRIVATE_H
#define CRM_IO_REWRITE_PRIVATE_H

#include "lib/base/map.h"
#include "lib/io/store/rewrite.h"
#include "lib/io/spool.h"
#include "lib/io/store/store_private.h"

/* ---- rewrite_line.c ---- */

/* Hash of an old line as `prev` writes it -> that of the new one. */
struct crm_rehash {
	struct crm_map *old; /* value: number in fresh */
	char (*fresh)[33];
	size_t n, cap;
};

void crm_rehash_release(struct crm_rehash *h);
/* The line without tx, with the epoch, and with prev and settles made anew:
 * what names no line before it stays as it is, so it is no less broken. out is
 * cleared. */
int crm_rewrite_line(const char *text, size_t len, const struct crm_limits *l, struct crm_rehash *h,
    uint64_t epoch, struct crm_buf *out, struct crm_err *e);

/* ---- rewrite.c ---- */

struct crm_rewrite {
	struct crm_journal *j; /* the old one, read without caches */
	uint64_t epoch;        /* of the new one */
	struct crm_rehash hashes;
	struct crm_spool body; /* all but the first line */
	struct crm_buf block;  /* its end */
	struct crm_buf line;
	int64_t lines; /* of the body */
};

int crm_rewrite_begin(struct crm_store *s, const char *kind, struct crm_findings *notes,
    struct crm_rewrite *out, struct crm_err *e);
void crm_rewrite_release(struct crm_rewrite *w);
/* The old line at `at`, kept. */
int crm_rewrite_keep(struct crm_rewrite *w, uint64_t at, struct crm_err *e);
/* A line that is new, with its epoch, without LF. */
int crm_rewrite_put(struct crm_rewrite *w, const char *text, size_t len, struct crm_err *e);
/* Puts the new file in place; head: the first line without epoch, was, is. */
int crm_rewrite_end(struct crm_rewrite *w, struct crm_record *head, struct crm_err *e);

/* ---- rewrite_head.c ---- */

struct crm_digest {
	int64_t epoch, bytes, lines;
	char sha256[65];
};

/* The first line of a rewritten journal. */
struct crm_first_line {
	int64_t epoch;
	uint64_t end;               /* offset behind it */
	struct crm_instant written; /* us INT64_MAX: it does not say */
	char day[11];               /* of that, as it says; "" */
	struct crm_digest was, is;
};
/* 1, 0: the file begins with none, -1. */
int crm_first_line_read(int fd, struct crm_first_line *out, struct crm_err *e);
/* "KIND.EPOCH.jsonl" */
#define CRM_OLD_NAME_MAX (CRM_KIND_MAX + 32)
void crm_old_name(const char *kind, int64_t epoch, char out[CRM_OLD_NAME_MAX]);
/* Is it such a name? */
bool crm_old_name_parse(const char *name, char kind[CRM_KIND_MAX + 1], int64_t *epoch);

#endif
