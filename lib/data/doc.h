/*
 * A document: a tree of objects, lists, texts, numbers and booleans, which
 * templates (lib/io/template/mustache.h) and JSON outputs are filled from. Who builds
 * one sees no JSON.
 *
 * A struct crm_doc * is any node of the tree. The root owns all others: they
 * live until the root is freed or another value is set in their place. A name
 * is one member's name; dots in it mean nothing. Setting a name again replaces
 * its value where it stands. Bytes that are not UTF-8 become U+FFFD. Building
 * into a node of the wrong kind is a bug of ours and ends the process.
 */
#ifndef CRM_DATA_DOC_H
#define CRM_DATA_DOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/data/cell.h"
#include "lib/data/limits.h"

struct crm_buf;
struct crm_doc;
struct crm_field;
struct crm_record;

struct crm_doc *crm_doc_new(void);       /* an empty object */
void crm_doc_free(struct crm_doc *root); /* NULL allowed; never an inner node */

/*
 * JSON text that is an object or a list, within the limits (for more than a
 * line: crm_limits_folded()). *out is the caller's. CRM_BADINPUT as
 * crm_json_check(). A JSON real keeps 15 digits and not its trailing zeros.
 */
int crm_doc_parse(const char *json, size_t len, const struct crm_limits *l, struct crm_doc **out,
    struct crm_err *e);
/* The same for a file that people edit: e gets the line of the mistake. */
int crm_doc_parse_file(const char *json, size_t len, const struct crm_limits *l,
    struct crm_doc **out, struct crm_err *e);

/* Setting members of the object o. */
void crm_doc_text(struct crm_doc *o, const char *name, const char *text); /* NULL: not set */
void crm_doc_bool(struct crm_doc *o, const char *name, bool b);
/* As a JSON number, for forms of others that want one; 15 digits. */
void crm_doc_dec(struct crm_doc *o, const char *name, struct crm_dec d);
/* Absent: not set. Integers and booleans as such, a nested cell as its tree, all else its text. */
void crm_doc_cell(struct crm_doc *o, const char *name, const struct crm_cell *c);
/* A list of n texts, in the place of what was there. */
void crm_doc_texts(struct crm_doc *o, const char *name, const char *const *texts, size_t n);
/* A copy of the record. */
void crm_doc_record(struct crm_doc *o, const char *name, const struct crm_record *r);
/* The object, the list of that name: made where there is none (or where another kind of value is).
 */
struct crm_doc *crm_doc_object(struct crm_doc *o, const char *name);
struct crm_doc *crm_doc_list(struct crm_doc *o, const char *name);
/* Takes the member out and frees it; false: there is none. */
bool crm_doc_remove(struct crm_doc *o, const char *name);

/* Appending to a list: an empty object, which is returned. */
struct crm_doc *crm_doc_item(struct crm_doc *list);

/* Appends it as JSON, members in order, UTF-8: on one line, or indented by two blanks. No newline
 * at the end. */
void crm_doc_json(const struct crm_doc *d, bool indent, struct crm_buf *out);

/* Reading. Every function takes NULL for "not there". */
enum crm_doc_kind {
	CRM_DOC_NONE, /* not there, or null */
	CRM_DOC_OBJECT,
	CRM_DOC_LIST,
	CRM_DOC_TEXT,
	CRM_DOC_NUMBER,
	CRM_DOC_BOOL
};

enum crm_doc_kind crm_doc_kind(const struct crm_doc *d);
/* The member whose name is exactly these bytes; NULL when there is none or d is no object. */
const struct crm_doc *crm_doc_member(const struct crm_doc *d, const char *name, size_t len);
/* How many items or members d has; 0 when it is neither list nor object. */
size_t crm_doc_count(const struct crm_doc *d);
const struct crm_doc *crm_doc_at(const struct crm_doc *list, size_t i); /* NULL past the end */
/* The names of an object in order: the first after NULL, the next after one that this function
 * gave, NULL after the last. */
const char *crm_doc_next(const struct crm_doc *o, const char *name);
/* The string of a text node, borrowed; NULL when d is none. */
const char *crm_doc_string(const struct crm_doc *d);
/* False are: not there, null, false, an empty text and an empty list. */
bool crm_doc_truth(const struct crm_doc *d);
/* The value as a cell, judged by f (NULL: by its own JSON type) as crm_record_cell() does: a real is
 * bad, null absent. A string's text is borrowed from d, all other text is written to scratch. */
void crm_doc_value(const struct crm_doc *d, const struct crm_field *f, struct crm_buf *scratch,
    struct crm_cell *out);
/* Appends a text, a number, "true" or "false"; nothing for all else. */
void crm_doc_print(const struct crm_doc *d, struct crm_buf *out);
/* Would its JSON be read as the same values by everybody? Not with a JSON real in it, of which 15 digits
 * are kept: then its dotted path is left in path, which is empty to begin with. */
bool crm_doc_exact(const struct crm_doc *d, struct crm_buf *path);

#endif
