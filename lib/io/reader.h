/*
 * Records from anywhere, one at a time: a file of JSON Lines, JSON or CSV,
 * stdin, or a kind of a store (crm_store_reader in lib/io/store.h). Whoever
 * only judges asks for views, whoever changes asks for records.
 *
 * JSON Lines: a line with a member `step` is a journal line: such lines are
 * folded by id (Merge Patch, envelope dropped, unfinished last batch left
 * out) and given at the end; otherwise one line is one record. JSON: one
 * object or an array of objects. CSV: header of dotted field names, cells
 * typed by the schema, empty cells absent; a cell that cannot be read makes
 * its row BAD, for records and for views.
 *
 * BAD is one line, row or object; go on with the next one. A CSV header that
 * cannot be used fails when the reader is opened, which waits for it.
 */
#ifndef CRM_IO_READER_H
#define CRM_IO_READER_H

#include "lib/data/view.h"
#include "lib/io/source.h"

struct crm_reader;

enum crm_format { /* of -i and -o; a tool may add its own beyond */
	CRM_FMT_AUTO,
	CRM_FMT_JSONL,
	CRM_FMT_JSON,
	CRM_FMT_CSV,
	CRM_FMT_TABLE /* output only */
};

/* "auto", "jsonl", "json", "csv", "table"; -1 for another name. */
int crm_format_parse(const char *name, enum crm_format *out);

struct crm_reader_opts {
	enum crm_format format; /* AUTO: by suffix, else by the first byte:
				   '[' JSON, '{' JSON Lines, else CSV; a '{'
				   alone on its line begins a JSON object
				   printed over several */
	const char *encoding;   /* NULL: UTF-8 */
	bool excel;             /* -i excel: CSV with guards to strip */
	char delimiter;         /* CSV; 0: comma, or for AUTO the most frequent
				   of , ; TAB in the header line */
	const struct crm_limits *limits;
	const char *as_of;  /* journal lines written later are left out;
				   RFC 3339 or NULL */
	bool piped_records; /* a line may be as large as a folded record:
				   steps over piped records */
};

/* path "-": stdin. shape is borrowed and gives views their numbers and CSV
 * its types; NULL for records only (then CSV cells are text). */
int crm_reader_open(const char *path, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e);
int crm_reader_of_source(struct crm_source *src /* taken */, const struct crm_reader_opts *o,
    const struct crm_shape *shape, struct crm_reader **out, struct crm_err *e);
void crm_reader_free(struct crm_reader *r);

/* The next record; the caller's to free. */
enum crm_read crm_reader_record(struct crm_reader *r, struct crm_record **out, struct crm_err *e);
/* The next record as a view; valid until the next call. */
enum crm_read crm_reader_view(struct crm_reader *r, struct crm_view *out, struct crm_err *e);
/* The record under the last view, borrowed; NULL when none was built. */
const struct crm_record *crm_reader_current(const struct crm_reader *r);
/* Where the last item came from. */
const char *crm_reader_source(const struct crm_reader *r);
long crm_reader_line(const struct crm_reader *r);

/* For makers of readers (lib/io only): lib/io/reader_private.h. */

#endif
