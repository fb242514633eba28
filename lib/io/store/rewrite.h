/*
 * Rewriting a journal: the one thing beside appending that is done to it.
 *
 * Under the lock a new file is written beside the old one and synced; the old
 * one gets a second name, KIND.EPOCH.jsonl, which is never overwritten; the
 * new one takes the old name. Killed at any point, the journal is the old one
 * or the new one, whole. A reader that has the old file open goes on with it.
 *
 * The new file's first line is about the file: step, when, by whom, why, its
 * epoch, and two digests (bytes, lines, sha256): `was`, with its epoch, of the
 * old file, and `is`, of what follows this line. All later lines carry the
 * epoch; lines of an older one, of a clone that has not been rewritten, are
 * bad lines.
 *
 * The chain is made anew: each kept line names the new hashes of the lines
 * that its `prev` and `settles` named. So a hash that was noted elsewhere speaks of the old
 * file, which is the evidence: its digest stands in the new one.
 */
#ifndef CRM_IO_REWRITE_H
#define CRM_IO_REWRITE_H

#include "lib/io/store/store.h"
#include "lib/time/instant.h"

/* ---- compacting (compact.c) ---- */

struct crm_compact_opts {
	/* is the record ended, so that its lines may become one? */
	bool (*ended)(const void *ctx, const struct crm_record *record);
	const void *ctx;
	const struct crm_instant *before; /* only what was last written before; NULL: all */
	const char *at, *rec, *by, *login,
	    *why; /* of the first line; rec, login, why may be NULL */
	bool dry; /* counts, writes nothing */
};

struct crm_compacted {
	int64_t records;   /* whose lines became one */
	int64_t conflicts; /* ended, but in conflict: kept as they are */
	int64_t lines_before, lines_after, bytes_before,
	    bytes_after; /* after: but for the first line */
	int64_t epoch;   /* the journal's then */
	char kept[64];   /* name of the old file */
};

/*
 * Replaces the lines of each ended record by one, of step `compact`: its
 * fields, all its ops as a list, at, rec, by and login of its last line; so
 * what --as-of shows begins there. Lines are kept of a record that is open, in
 * conflict, has but one line, or what a base table or a step `left` has a part
 * in. Records keep their order. With nothing to replace nothing is written,
 * and out->records is 0.
 */
int crm_store_compact(struct crm_store *s, const char *kind, const struct crm_compact_opts *o,
    struct crm_findings *notes, struct crm_compacted *out, struct crm_err *e);

#endif
