/*
 * Where a command's records come from: the operands (files, "-" for stdin),
 * else the store's kind. Bad items are messages (65 at the end) and the rest
 * goes on; --where is applied.
 */
#ifndef CRM_TOOL_STREAM_H
#define CRM_TOOL_STREAM_H

#include "lib/tool/run.h"

struct crm_stream;

/*
 * Operands from number `first` on are files. With none: the store (message
 * and -1 when there is none). Call crm_run_where(), crm_run_clocks() and all
 * crm_shape_field() before.
 */
int crm_stream_open(struct crm_run *r, size_t first, struct crm_stream **out);
/* The next view that passes --where; false at the end. */
bool crm_stream_next(struct crm_stream *s, struct crm_view *view);
/* The whole record of the last view. Borrowed. */
const struct crm_record *crm_stream_record(const struct crm_stream *s);
void crm_stream_free(struct crm_stream *s);

/* Reads all records of stdin or files for a step, before any lock; piped:
 * as large as folded ones. Adds to out (zeroed before the first call); -1
 * when reading could not go on: then nothing may be written. */
struct crm_input {
	struct crm_record *record;
	const char *source; /* owned by the list */
	long line;
};
struct crm_inputs {
	struct crm_input *items;
	size_t n, cap;
	size_t bad; /* items that could not be read; each was told */
	struct crm_arena arena;
};

/* -i, --encoding, limits and --as-of for a reader. */
int crm_run_reader_opts(struct crm_run *r, struct crm_reader_opts *o);
int crm_inputs_read(struct crm_run *r, const char *path, bool piped, struct crm_inputs *out);
void crm_inputs_release(struct crm_inputs *in);

#endif
