/*
 * What the files of the mapping share: mapping.c makes one, mapping_keys.c
 * judges its keys, mapping_target.c one target of a column, mapping_template.c
 * a text of several columns, mapping_value.c turns a text into a value.
 * mapping_open.c opens a file, mapping_bind.c says what its columns feed,
 * mapping_read.c reads a row's columns, mapping_rows.c makes of them what the
 * row sets and is known by, mapping_fill.c what several of them make.
 */
#ifndef CRM_IO_MAPPING_PRIVATE_H
#define CRM_IO_MAPPING_PRIVATE_H

#include <jansson.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/csvio.h"
#include "lib/io/mapping/mapping.h"
#include "lib/time/pattern.h"

/* A text made of a row's columns: "{VBELN}-{POSNR}". After the i-th literal comes the i-th column;
 * the last literal ends it. */
struct crm_template {
	const char **literals; /* n + 1 */
	const char **columns;  /* n */
	const char **empty;    /* n: stands for an empty cell; NULL: must be filled */
	size_t n;
};

/* A field that a column feeds, and how its text is read. */
struct crm_target {
	const char *path;
	/* the key of a collection's item is made of columns: path is COLLECTION.{..}.MEMBER; or NULL */
	const struct crm_template *key;
	bool once;                   /* a later row leaves what the record has */
	const struct crm_field *def; /* NULL: any text */
	struct crm_record *shell;    /* {path: null} of a column that is kept
					and has dots in its name; else NULL */
	const char *const *formats;  /* patterns, NULL-ended; or NULL */
	bool strict;                 /* formats are the column's own: nothing
					else is read */
	int64_t time;                /* of a day without one, us */
	struct crm_map *words;       /* entry i is said[i]; NULL: none */
	const char **said;
	const char *const *blank; /* texts that stand for an empty cell */
	const char *decimal;      /* "": as the schema reads numbers */
	const char *thousands;
	const char *unit; /* NULL: none */
};

struct crm_mapping_column {
	const char *name;
	struct crm_target *targets;
	size_t n;
};

/* A field that is made of several columns. */
struct crm_joined {
	struct crm_target target;
	const struct crm_template *text;
};

struct crm_constant {
	const char *path;
	struct crm_cell cell;
};

struct crm_mapping {
	const char *name; /* file, for messages; NULL: no map */
	struct crm_mapping_opts o;
	struct crm_arena arena;
	const char *encoding; /* NULL: none */
	char delimiter;       /* 0: none */
	bool excel;
	struct crm_zone *own_zone;
	const struct crm_zone *zone;
	const char *const *dates;               /* NULL-ended */
	const struct crm_pattern_month *months; /* NULL: none */
	struct crm_joined *joined;
	size_t njoined;
	struct crm_map *columns; /* name -> entry i of column[] */
	struct crm_mapping_column *column;
	struct crm_constant *constants;
	size_t nconstants;
	struct crm_map *clear;  /* fields */
	struct crm_map *ignore; /* columns */
	struct crm_map *fields; /* every field that is set */
	bool known;             /* no row makes a record */
	bool drop;              /* other columns are not kept */
	enum crm_key key;
	const char *const *keys; /* columns, NULL-ended */
};

/* ---- mapping.c ---- */

/* "map.json: field 'KEY': ..."; returns -1. */
int crm_mapping_refuse(const struct crm_mapping *m, struct crm_err *e, const char *key,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* ---- mapping_keys.c ---- */

/* All keys of the map, judged. root is a JSON object. */
int crm_mapping_keys(struct crm_mapping *m, json_t *root, struct crm_err *e);
/* An array of strings as NULL-ended list in the arena. */
int crm_mapping_strings(struct crm_mapping *m, const json_t *v, const char *key,
    const char *const **out, struct crm_err *e);

/* ---- mapping_target.c ---- */

/* One target: "field.path" or an object. key names it in messages. */
int crm_mapping_target(struct crm_mapping *m, const json_t *v, const char *key,
    struct crm_target *t, struct crm_err *e);
/* "a" beside "a.b": one of the two values would be lost. */
bool crm_mapping_collides(const struct crm_map *fields, const char *path);
/* May a map set this field? Then its definition (may be NULL). */
int crm_mapping_field(struct crm_mapping *m, const char *key, const char *path,
    const struct crm_field **def, struct crm_err *e);

/* ---- mapping_template.c ---- */

/* Literals and {COLUMN} or {COLUMN|text for an empty cell}; key names it in messages. */
int crm_template_parse(struct crm_mapping *m, const char *key, const char *text, size_t len,
    const struct crm_template **out, struct crm_err *e);
/* The key in the path of a target; *out NULL: it has no columns. */
int crm_template_of_path(struct crm_mapping *m, const char *key, const char *path,
    const struct crm_template **out, struct crm_err *e);
/* Every template of the map, by number; NULL past the last one. *for_field: what it makes. */
const struct crm_template *crm_template_nth(
    const struct crm_mapping *m, size_t i, const char **for_field);

/* ---- mapping_value.c ---- */

/* Judges one text. Absent: an empty cell (or one of `blank`). -1: e has the
 * text, no place. Texts of *out live in the arena or are borrowed. */
int crm_target_read(const struct crm_mapping *m, const struct crm_target *t, const char *text,
    size_t len, struct crm_arena *a, struct crm_cell *out, struct crm_err *e);
/* The last part of that: a text by the field's type alone. 0, or -1 with
 * what was expected. */
int crm_target_judge(const struct crm_target *t, const char *text, size_t len, struct crm_cell *out,
    char expected[CRM_EXPECTED_MAX]);

/* ---- a file's rows ---- */

/* What a column of the file feeds. */
struct crm_binding {
	const struct crm_target *targets;
	size_t n;
};

struct crm_named {
	const char *name;
	size_t at;
};

/* A row is columns, whatever the format: names and typed cells. */
struct crm_rows {
	const struct crm_mapping *m;
	struct crm_arena arena; /* as long as the rows */
	/* CSV */
	struct crm_source *src;
	struct crm_csv *csv;
	struct crm_binding *bindings; /* of the header */
	size_t nheads;                /* without those of a file of rejects */
	size_t nall;                  /* with them */
	struct crm_map *notes;        /* of the header; NULL: none */
	/* JSON */
	struct crm_reader *reader;
	struct crm_record *record; /* under the row */
	const char *text;          /* that is no record */
	size_t text_len;
	struct crm_map *leaves; /* its paths */
	struct crm_buf scratch;
	/* the row as it was read */
	const char *source;
	long line;
	size_t n;
	const char **names;
	struct crm_cell *cells;
	struct crm_cell *misfits; /* cells of a row of another width; or NULL */
	struct crm_named *order;  /* by name; NULL: not sorted yet */
	/* what it gives */
	struct crm_arena row;
	struct crm_record *fields;
	char id[65];
	enum crm_key key;
	struct crm_buf identity;
	struct crm_err *errs;
	size_t nerrs, errs_cap;
};

/* ---- mapping_bind.c ---- */

/* Is the column on a list of the map's? A member of JSON also with the object
 * that holds it. */
bool crm_rows_lists(const struct crm_rows *r, const struct crm_map *columns, const char *name);
/* What the column feeds; own: room for a target that is not the map's. NULL,
 * or why the column can be neither mapped nor kept. */
const char *crm_rows_bind(
    const struct crm_rows *r, const char *name, struct crm_target *own, struct crm_binding *out);
/* Binds all columns of a header. What the map says of columns that the file
 * lacks is CRM_BADINPUT. */
int crm_rows_header(struct crm_rows *r, const struct crm_csv_row *header, struct crm_err *e);

/* ---- mapping_rows.c ---- */

/* Takes down what is wrong with the row; column may be NULL. */
void crm_rows_wrong(struct crm_rows *r, const char *column, const struct crm_err *why);

/* ---- mapping_fill.c ---- */

/* The text of a template for the row; -1: a column is empty or missing, and is told as wrong. */
int crm_rows_fill(
    struct crm_rows *r, const struct crm_template *t, const char *for_field, struct crm_buf *out);
/* The path of a target in the row, its key filled in; NULL: told as wrong. In the row's arena. */
const char *crm_rows_path(struct crm_rows *r, const struct crm_target *t);

/* ---- mapping_read.c ---- */

/* Reads the columns of the next row; OK also where errs says BAD. */
enum crm_read crm_rows_read(struct crm_rows *r, struct crm_err *e);

/* ---- mapping_changes.c ---- */

/* Removes the member and the objects around it that are left empty. */
void crm_import_remove(struct crm_record *r, const char *path);

#endif
