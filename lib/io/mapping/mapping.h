/*
 * Maps: how the columns of a foreign file become the fields of a kind
 * (crm-import.5), and the rows of such a file read through one.
 *
 * A map is a JSON object: kind, format, key, zone, dates, months, columns,
 * joined, constants, clear, new, other, ignore. It is judged whole against the schema
 * before any row is read; what it says of a file's columns is judged when
 * the file is opened. Without a map the columns are dotted field names, as
 * crm-store export writes them.
 *
 * A value that cannot be read is an error of its row, never a blank and
 * never a default. An empty cell sets nothing, but a field in `clear` is
 * deleted by it. Nothing is trimmed.
 *
 * Which fields a map may set is the rules' answer (lib/rules/import.h), given
 * as a function.
 */
#ifndef CRM_IO_MAPPING_H
#define CRM_IO_MAPPING_H

#include "lib/base/map.h"
#include "lib/data/record.h"
#include "lib/io/csvio.h"
#include "lib/io/reader.h"
#include "lib/time/zone.h"

struct crm_mapping;

/* All borrowed as long as the mapping lives. */
struct crm_mapping_opts {
	const char *kind;
	const struct crm_schema *schema;
	/* NULL: a map may set that field; else why not, to follow its name.
	 * The function may be NULL: every field may be set. */
	const char *(*refuses)(const void *rules, const char *path);
	const void *rules;
	const struct crm_zone *zone; /* of dates without one, unless the map
					 names its own */
	const struct crm_limits *limits;
};

/* CRM_BADINPUT names the file and the key ("columns.Company.words"). */
int crm_mapping_read(const char *path, const struct crm_mapping_opts *o, struct crm_mapping **out,
    struct crm_err *e);
/* The same from memory; name is for messages. */
int crm_mapping_parse(const char *name, const char *text, size_t len,
    const struct crm_mapping_opts *o, struct crm_mapping **out, struct crm_err *e);
/* No map: columns are dotted field names. */
struct crm_mapping *crm_mapping_plain(const struct crm_mapping_opts *o);
void crm_mapping_free(struct crm_mapping *m); /* NULL allowed */

/* How a file for this map is written so that it can be read by it again;
 * true: the map or o names an encoding or a spreadsheet's CSV, so that a BOM
 * must say that it is UTF-8. */
bool crm_mapping_dialect(
    const struct crm_mapping *m, const struct crm_reader_opts *o, struct crm_csv_opts *out);

/* What makes two rows mean the same record. */
enum crm_key {
	CRM_KEY_CONTENT, /* the row itself; `identity` is its content */
	CRM_KEY_ID,      /* its id */
	CRM_KEY_COLUMNS  /* the map's key columns; `identity` is kind, names
			    and values */
};

/* One row, valid until the next; all borrowed from the rows. */
struct crm_import_row {
	const char *source;
	long line;
	const struct crm_record *fields; /* what it sets; a null deletes */
	enum crm_key key;
	const char *id; /* own id, "" when none */
	const char *identity;
	size_t identity_len;
	/* as it was read, for the file of rejects. CSV: its own cells; names NULL:
	 * they are not as many as the header's. JSON: the record, or the text that
	 * is none (one that is not at hand is empty). */
	size_t n;
	const char *const *names;
	const struct crm_cell *cells;
	bool json;
	const struct crm_record *record;
	const char *text;
	size_t text_len;
	/* what is wrong with it, when it is BAD: place and column filled */
	const struct crm_err *errs;
	size_t nerrs;
};

struct crm_rows;

/* Opens a file ("-": stdin) for the map. o: format, encoding, excel, limits;
 * the map's own encoding and delimiter count where o has none. Columns line,
 * column, reason at the end of a header are those of a file of rejects and
 * left out; so is what stands around `row` or `text` in a line of rejects in
 * JSON. Without a map a header needs one column that is a field. The mapping is
 * borrowed. */
int crm_rows_open(const struct crm_mapping *m, const char *path, const struct crm_reader_opts *o,
    struct crm_rows **out, struct crm_err *e);
/* OK; BAD: out->errs says why, the next may be good; FAIL: e; END. */
enum crm_read crm_rows_next(struct crm_rows *r, struct crm_import_row *out, struct crm_err *e);
/* The i-th thing that who imports the file should hear, NULL past the last one;
 * known once it is open. */
const char *crm_rows_note(const struct crm_rows *r, size_t i);
/* Adds the fields that its rows can set, id and kind too, in the order of the
 * columns. True: there are no others (CSV). */
bool crm_rows_paths(const struct crm_rows *r, struct crm_map *paths);
void crm_rows_free(struct crm_rows *r); /* NULL allowed */

/* Why this map cannot feed a base table, whose columns are the same in every row and which has no
 * record to look at; NULL: it can. */
const char *crm_mapping_no_table(const struct crm_mapping *m);
/* Is a row of a record that is not there refused? */
bool crm_mapping_known_only(const struct crm_mapping *m);
/* Takes out of `fields` what the map sets once and the record has already. */
void crm_mapping_keep_first(
    const struct crm_mapping *m, struct crm_record *fields, const struct crm_record *folded);

/* What of `fields` is not in the folded record: a record of its own, NULL when
 * all is. Values are compared by the schema's types: 12.5 is 12.50, the same
 * instant at another offset is the same. */
struct crm_record *crm_import_changes(const struct crm_schema *schema,
    const struct crm_record *fields, const struct crm_record *folded);

#endif
