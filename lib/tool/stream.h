/*
 * Where a command's records come from: the operands (files, "-" for stdin),
 * else the store's kind. Bad items are messages (65 at the end) and the rest
 * goes on; --where is applied.
 */
#ifndef CRM_TOOL_STREAM_H
#define CRM_TOOL_STREAM_H

#include "lib/base/map.h"
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
/* Could a source not be opened, or not be read to its end? Its figures would
 * be of something else than was asked for. */
bool crm_stream_failed(const struct crm_stream *s);
void crm_stream_free(struct crm_stream *s);

/* Records read before any lock: of stdin or files, for a step or for commands that name records. */
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
/* What is read: whole records, to be made as they are given (no journal's lines are folded), or
 * piped ones that name the store's and may be as large as folded ones; of these, kind, id and what
 * the paths of `only` need are kept (NULL: all). */
struct crm_inputs_opts {
	bool piped;
	const struct crm_map *only;
};
/* Adds all records of a file, normalised, to out (zeroed before the first call). -1 when reading
 * could not go on: then nothing may be written. */
int crm_inputs_read(
    struct crm_run *r, const char *path, const struct crm_inputs_opts *o, struct crm_inputs *out);
void crm_inputs_release(struct crm_inputs *in);
/* The id by which a piped record names one of the store: NULL and *id (NULL when it has none and
 * none is needed); else a code for what is wrong with it, and why in words; *id then is the id as
 * far as it is one. */
const char *crm_input_id(const struct crm_run *r, const struct crm_input *in, bool needed,
    const char **id, struct crm_buf *why);

#endif
