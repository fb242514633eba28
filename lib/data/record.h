/*
 * A record: one JSON object whose members keep their order; unknown members
 * are carried as they are. The only door to jansson for other folders: they
 * see paths and cells, never JSON.
 *
 * Paths are dotted ("verdicts.inform.due_at"). A member whose own name holds
 * the dots is found first.
 *
 * Numbers: JSON integers are CRM_T_INT; a JSON real is readable but never
 * storable (crm_record_storable). Where a field has a type, a real is bad;
 * where it has none, it is a decimal by its first 15 digits.
 */
#ifndef CRM_DATA_RECORD_H
#define CRM_DATA_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"
#include "lib/data/cell.h"
#include "lib/data/limits.h"
#include "lib/data/schema.h"

struct crm_buf;
struct crm_changes;
struct crm_map;
struct crm_record;

/* Makes jansson allocate by lib/base/mem; call once before anything else. */
void crm_record_setup(void);

/*
 * Is this one JSON value (RFC 8259) within the limits? Refused beside bad
 * syntax: NUL, invalid UTF-8 (with a hint when it looks like GB18030, a BOM
 * or UTF-16), duplicate keys, too deep, too long. CRM_BADINPUT with the
 * column in the text.
 */
int crm_json_check(const char *text, size_t len, const struct crm_limits *l, struct crm_err *e);

/* The same, and it must be an object. *out is the caller's. For a folded
 * record see crm_limits_folded(). */
int crm_record_parse(const char *text, size_t len, const struct crm_limits *l,
    struct crm_record **out, struct crm_err *e);

struct crm_record *crm_record_new(void);
struct crm_record *crm_record_copy(const struct crm_record *r);
void crm_record_free(struct crm_record *r); /* NULL allowed */

/* Compact JSON, members in order, UTF-8, no newline. For terminals:
 * crm_utf8_visible_json(). */
void crm_record_dump(const struct crm_record *r, struct crm_buf *out);
/* As dump, members sorted: the same content gives the same bytes. */
void crm_record_canonical(const struct crm_record *r, struct crm_buf *out);

/* The string at path, NUL-terminated, borrowed; NULL when it is no string. */
const char *crm_record_text(const struct crm_record *r, const char *path);
bool crm_record_has(const struct crm_record *r, const char *path);
/*
 * The value at path as a cell, judged by f (NULL: by its own JSON type).
 * The text of a nested value, a number or a bool is written to scratch
 * (cleared first; may be NULL when the caller wants no text of those).
 * Otherwise borrowed from the record.
 */
void crm_record_cell(const struct crm_record *r, const char *path, const struct crm_field *f,
    struct crm_buf *scratch, struct crm_cell *out);

/*
 * Sets the member at path, making the objects on the way (one a dot, after
 * the longest names that are there); an absent cell sets null (a tombstone
 * when merged). Int, bool as such; an instant as its canonical text; nested
 * as the object that its text holds; all else its text. Bytes that are not
 * UTF-8 become U+FFFD.
 */
void crm_record_set(struct crm_record *r, const char *path, const struct crm_cell *c);
void crm_record_set_text(struct crm_record *r, const char *path, const char *text);
/* Removes the member altogether; false when there was none. */
bool crm_record_remove(struct crm_record *r, const char *path);
void crm_record_apply(struct crm_record *r, const struct crm_changes *c);
/* The same for r that is to be merged over `like`: where that has names with
 * dots on a path, they stand in r too. */
void crm_record_apply_like(
    struct crm_record *r, const struct crm_changes *c, const struct crm_record *like);

/* JSON Merge Patch (RFC 7386): patch's nulls delete. patch is unchanged. */
void crm_record_merge(struct crm_record *r, const struct crm_record *patch);
/* r and then `later`, two patches, as one: nulls are kept. Not the same record. -1, and r is as it
 * was: no one patch does the same, as `later` has an object where r has another value, or null. */
int crm_record_compose(struct crm_record *r, const struct crm_record *later);

/* The i-th top-level member's name, or NULL past the end. */
const char *crm_record_member(const struct crm_record *r, size_t i);
/* Adds the dotted paths of all leaves to paths (arrays, nulls and empty
 * objects are leaves). */
void crm_record_paths(const struct crm_record *r, struct crm_map *paths);
/* Keys at the object at path ("" : top) appended to keys; false: no object. */
bool crm_record_keys(const struct crm_record *r, const char *path, struct crm_map *keys);
/* The elements of the array at path; -1: no array. And one of them: a text,
 * borrowed (NULL: none), or an object, a copy, the caller's (NULL: none). */
long crm_record_count(const struct crm_record *r, const char *path);
const char *crm_record_nth_text(const struct crm_record *r, const char *path, size_t i);
struct crm_record *crm_record_nth(const struct crm_record *r, const char *path, size_t i);
/* Same values at path on both sides (or absent on both)? null is absent. */
bool crm_record_same(const struct crm_record *a, const struct crm_record *b, const char *path);

/*
 * May it be stored as one line? Judges a record or a step's fields, without
 * the envelope. No real, integers within +-(2^53-1), strings
 * without C0 but tab and newline, names neither empty nor with control
 * characters nor reserved, ids well-formed.
 * CRM_BADINPUT names the field.
 */
int crm_record_storable(const struct crm_record *r, struct crm_err *e);
/*
 * What came from outside as it is stored: fields of the schema of type integer
 * or boolean that are strings, and can be read as such, become JSON integers
 * and booleans (members of items too); CR LF and bare CR within strings become
 * newlines, at all depths. All else stays.
 */
void crm_record_normalise(struct crm_record *r, const struct crm_schema *s);
/* Drops members that are null, at all depths. */
void crm_record_drop_nulls(struct crm_record *r);

#endif
