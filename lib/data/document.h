/*
 * Documents: a JSON object that people keep in a file (ppap.json), read by a
 * table of fields into typed cells with their lines. Field names of the table
 * may be dotted ("run.parts"): the member `parts` of the object `run`. A field
 * with CRM_F_LIST is an array of texts (each of `words`, where it has any). A
 * nested field with `items` is an object keyed by item; each item is a node of
 * that table.
 *
 * All is borrowed from the document, which owns the tree.
 */
#ifndef CRM_DATA_DOCUMENT_H
#define CRM_DATA_DOCUMENT_H

#include "lib/data/doc.h"
#include "lib/data/finding.h"
#include "lib/data/limits.h"
#include "lib/data/schema.h"

struct crm_buf;

struct crm_texts {
	const char *const *items;
	size_t n;
};

/* One object by its table. */
struct crm_node {
	const struct crm_schema *schema;
	const char *key; /* of an item; "" of the top */
	long line;       /* of its name in the file; 0 unknown */
	const struct crm_cell
	    *cells;        /* by the table; absent, bad (text kept) or a value; NESTED for
					 what has lists or nodes */
	const long *lines; /* by the table; 0: not there */
	const struct crm_texts *lists; /* by the table; n 0 where it is none */
	const struct crm_nodes *nodes; /* by the table: items in the file's order */
};

struct crm_nodes {
	const struct crm_node *items;
	size_t n;
};

struct crm_document;

/* A member that is there and cannot be taken as the table says. */
struct crm_document_fault {
	const char *pointer; /* JSON Pointer */
	const char *path;    /* "elements.9.owner", as messages name it */
	long line;
	bool unknown;     /* no such field; else a bad value */
	const char *text; /* bad: the value as it stands, short, then what is expected:
				"'x': a date like 2026-11-20 expected" */
};

/*
 * Reads JSON text (an object). The text may be freed after. CRM_BADINPUT as
 * crm_json_check(), with the line of the mistake. Members beginning with "x-" are the
 * user's own, at every depth; but the keys of items are names ("x-ray.pdf") and always taken. JSON numbers are taken for integers where the table
 * says so, and integers for decimals; a JSON real is bad.
 */
int crm_document_parse(const char *text, size_t len, const struct crm_schema *schema,
    const struct crm_limits *l, struct crm_document **out, struct crm_err *e);
void crm_document_free(struct crm_document *d); /* NULL allowed */

const struct crm_node *crm_document_top(const struct crm_document *d);
/* The faults in the order of the file; after 64 MiB of them the last says that there are more. */
size_t crm_document_faults(const struct crm_document *d);
const struct crm_document_fault *crm_document_fault(const struct crm_document *d, size_t i);
/* For changing it and writing it again: the tree as it stands, unknown members and all. After a
 * change the nodes are those of before: parse what was written. */
struct crm_doc *crm_document_tree(struct crm_document *d);
const struct crm_doc *crm_document_root(const struct crm_document *d); /* for reading it alone */

/* Reading a node. Never NULL: absent where the number is none. */
const struct crm_cell *crm_node_cell(const struct crm_node *n, int field);
bool crm_node_has(
    const struct crm_node *n, int field); /* a value that can be read, or a list or items */
bool crm_node_true(const struct crm_node *n, int field); /* the boolean true */
/* The text of a cell with a value, NUL-terminated; "" where there is none. */
const char *crm_node_text(const struct crm_node *n, int field);
/* The line of a field, else that of the node. */
long crm_node_line(const struct crm_node *n, int field);
struct crm_texts crm_node_list(const struct crm_node *n, int field);
struct crm_nodes crm_node_items(const struct crm_node *n, int field);
/* The item with that key, or NULL. */
const struct crm_node *crm_node_find(const struct crm_node *n, int field, const char *key);
/* Is it one of the list's? */
bool crm_texts_have(struct crm_texts t, const char *text);

/*
 * Changing: sets the member at a path of field names and keys, made of its parts
 * (n of them: "elements", "9", "owner"), from the text that somebody typed, judged
 * by the table. value "": removes it. A list takes words separated by commas.
 * CRM_BADINPUT: not in the table, or a bad value, with what is expected; nothing
 * is changed then. A part may be dotted ("na.reason") where it names a field. An item or a whole
 * object can be removed, not set. What is in the way and no object is refused.
 */
int crm_document_set(struct crm_document *d, const char *const *path, size_t n, const char *value,
    struct crm_err *e);
/* The same of a list by its items, which may have commas; none of them: removes it. */
int crm_document_set_list(struct crm_document *d, const char *const *path, size_t n,
    const char *const *items, size_t nitems, struct crm_err *e);
/* The tree as JSON, indented by two blanks, with a newline. */
void crm_document_print(const struct crm_document *d, struct crm_buf *out);

/* JSON Schema draft 2020-12 of such a file, $id `id`, indented, with a newline: dotted
 * names become objects; members beginning with "x-" are allowed, others are not. */
void crm_document_schema(const struct crm_schema *s, const char *id, struct crm_buf *out);

#endif
