/*
 * What the files of lib/data share about records: jansson's side of them.
 * Not for other folders.
 */
#ifndef CRM_DATA_RECORD_PRIVATE_H
#define CRM_DATA_RECORD_PRIVATE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/data/cell.h"
#include "lib/data/limits.h"
#include "lib/data/schema.h"

struct crm_buf;
struct crm_err;

#define CRM_INT_MOST (INT64_C(9007199254740991)) /* 2^53 - 1 */

/* root is always an object. */
struct crm_record {
	json_t *root;
};

/* Where a member stands. */
struct crm_spot {
	json_t *parent;
	const char *name; /* within the path that was asked for */
	size_t len;
};

/* json_scan.c: limits and encoding, before jansson sees the text. *at (may be NULL): the byte of
 * what is refused. */
int crm_json_scan(
    const char *text, size_t len, const struct crm_limits *l, size_t *at, struct crm_err *e);
/* "column 5", or "line 2, column 5" where the text has several lines. */
void crm_json_place(const char *text, size_t len, size_t offset, struct crm_buf *out);

/* record_parse.c: a value of any type, or NULL. The caller's reference. *at as above. */
json_t *crm_json_parse(
    const char *text, size_t len, const struct crm_limits *l, size_t *at, struct crm_err *e);
/* Appends v (any type) with jansson's flags. */
void crm_json_write(const json_t *v, size_t flags, struct crm_buf *out);
/* A string; bytes that are not UTF-8 become U+FFFD. */
json_t *crm_json_text(const char *text, size_t len);

/* record_path.c: the value at a dotted path, borrowed, or NULL. spot may be
 * NULL. */
json_t *crm_json_find(json_t *object, const char *path, struct crm_spot *spot);

/* record_cell.c: crm_record_cell() for a value already found. */
void crm_json_cell(
    const json_t *v, const struct crm_field *f, struct crm_buf *scratch, struct crm_cell *out);
/* The value that a cell is stored as; a new reference. */
json_t *crm_json_of_cell(const struct crm_cell *c);

/* What "COLLECTION.KEY" stands for (schema.c). */
extern const struct crm_field crm_field_item;
/* Is v what a nested field holds? A collection or an item: an object; any other: an array too. An
 * item that is none leaves the others to be read (crm_items.odd). */
bool crm_json_nests(const json_t *v, const struct crm_field *f);

/* Is i allowed by the flags of this field of type CRM_T_INT? */
bool crm_field_allows(const struct crm_field *f, int64_t i);

#endif
