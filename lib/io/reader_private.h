/*
 * What makers of readers (lib/io only) share: the table of operations behind
 * struct crm_reader. A maker fills a const struct crm_reader_ops, allocates
 * its own state and calls crm_reader_make().
 */
#ifndef CRM_IO_READER_PRIVATE_H
#define CRM_IO_READER_PRIVATE_H

#include "lib/base/mem.h"
#include "lib/io/reader.h"

struct crm_reader_ops {
	/* The next record (the caller's) with r->line set. BAD and FAIL: e
	 * names the place. */
	enum crm_read (*record)(struct crm_reader *r, struct crm_record **out, struct crm_err *e);
	/*
	 * The next item as a view whose cells live in r->arena (empty when
	 * this is called) or in the maker's state. May be NULL: then record()
	 * is called and crm_view_of_record() makes the view. A maker that
	 * builds a record keeps it in r->current (NULL when this is called).
	 * source and line of *out are filled by the caller from r.
	 */
	enum crm_read (*view)(struct crm_reader *r, struct crm_view *out, struct crm_err *e);
	/* Releases r->impl; the rest of r is released by the caller. */
	void (*close)(struct crm_reader *r);
	/* The record under the last view (the caller's), for a view() that did
	 * not keep it in r->current; NULL where every view has kept it. */
	struct crm_record *(*build)(const struct crm_reader *r);
};

struct crm_reader {
	const struct crm_reader_ops *ops;
	void *impl;                    /* the maker's state */
	const struct crm_shape *shape; /* borrowed, may be NULL */
	char *source;                  /* name for messages; own copy */
	long line;                     /* of the last item, 0: none */
	struct crm_arena arena;        /* of the last view; cleared for each */
	struct crm_record *current;    /* under the last view; owned */
	bool viewed;                   /* the last call gave a view */
	bool by_row;                   /* of a store: a row made the last record */
	const char *bad;               /* text of a BAD item, NULL: none at hand; the
					  maker's */
	size_t bad_len;
};

/* A reader over ops and impl (taken); source is copied. */
struct crm_reader *crm_reader_make(const struct crm_reader_ops *ops, void *impl,
    const struct crm_shape *shape, const char *source);

/* ---- the formats (reader.c chooses) ---- */

struct crm_csv_opts;

/* Which format the source has and, where it is CSV, in which dialect (no
 * delimiter: comma). -1: it cannot be read. */
int crm_reader_choose(struct crm_source *src, const struct crm_reader_opts *o,
    enum crm_format *format, struct crm_csv_opts *csv, struct crm_err *e);

/* ---- headers of CSV (header.c) ---- */

/* Has the name a control character? Then it is none. */
bool crm_header_control(const char *name);
/* The message for a header none of whose columns is a field; returns -1. */
int crm_header_foreign(
    const struct crm_schema *s, const char *source, long line, struct crm_err *e);

/* ---- the readers ---- */

/* Each takes src, also on failure. */
int crm_reader_jsonl(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e);
int crm_reader_json(struct crm_source *src, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e);
int crm_reader_csv(struct crm_source *src, const struct crm_csv_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e);

#endif
