/*
 * Records from anywhere, one at a time: a file of JSON Lines, JSON or CSV,
 * stdin, or a kind of a store (crm_store_reader in lib/io/store/store.h). Whoever
 * only judges asks for views, whoever changes asks for records.
 *
 * JSON Lines: one line is one record, given as it comes. From the first line
 * with a member `step` on the lines with one are those of a journal: they are
 * judged and folded by id as a store's are (lib/io/store/store.h), and given after
 * the lines without. JSON: one
 * object or an array of objects. CSV: header of dotted field names, cells
 * typed by the schema, empty cells absent; a cell that cannot be read makes
 * its row BAD, for records and for views.
 *
 * BAD is one line, row or object; go on with the next one. A CSV header that
 * cannot be used fails when the reader is opened, which waits for it.
 */
#ifndef CRM_IO_READER_H
#define CRM_IO_READER_H

#include "lib/data/finding.h"
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
	const char *as_of;          /* journal lines written later are left out;
				   RFC 3339 or NULL */
	bool piped_records;         /* a line may be as large as a folded record:
				   steps over piped records */
	bool unfolded;              /* JSON Lines: a journal's lines are records
				   like any other, envelope and all */
	struct crm_findings *notes; /* what a journal's reader should hear
				   beside bad lines, as of crm_journal_open();
				   NULL: its errors are BAD items, too */
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
/* The whole record under the last view, with fields that the view has no cell
 * for; built when it is first asked for. Borrowed until the next call of the
 * other two; NULL when the last call gave no view. */
const struct crm_record *crm_reader_current(struct crm_reader *r);
/* The text of the last item, when it was BAD and is one line of JSON Lines or one value of JSON that is
 * no object or no JSON: borrowed until the next call; else NULL. */
const char *crm_reader_bad(const struct crm_reader *r, size_t *len);
/* Is the last record of a store, where a row of a base table made it and no
 * line (crm_store_reader)? Nobody has judged then what its first step needs. */
bool crm_reader_by_row(const struct crm_reader *r);
/* Where the last item came from. */
const char *crm_reader_source(const struct crm_reader *r);
long crm_reader_line(const struct crm_reader *r);

/* For makers of readers (lib/io only): lib/io/reader_private.h. */

#endif
