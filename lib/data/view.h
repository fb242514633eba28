/*
 * A view: what rules see of a record. Typed cells by field number: the
 * schema's numbers first, then this run's own (extra columns of -F, --where,
 * --by and the like). A line of a plain file, the folded cells of a stored
 * record and a full record all become views; how fast is the reader's
 * business.
 *
 * A view borrows everything; it is valid until its reader reads on.
 */
#ifndef CRM_DATA_VIEW_H
#define CRM_DATA_VIEW_H

#include "lib/base/mem.h"
#include "lib/data/record.h"
#include "lib/data/schema.h"

/* The field numbers of one run. */
struct crm_shape;

/* schema may be NULL: then all fields are the run's own. Borrowed. */
struct crm_shape *crm_shape_new(const struct crm_schema *schema);
void crm_shape_free(struct crm_shape *s);
/* The number of a field by dotted path; a path that the schema does not know
 * gets the run's next number. */
int crm_shape_field(struct crm_shape *s, const char *path);
size_t crm_shape_count(const struct crm_shape *s);
const char *crm_shape_name(const struct crm_shape *s, int field);
/* NULL when the schema does not know it. */
const struct crm_field *crm_shape_def(const struct crm_shape *s, int field);
const struct crm_schema *crm_shape_schema(const struct crm_shape *s);

/*
 * What is read. Everything, unless the run restricts its shape: then, of the
 * schema's fields, only those that somebody needs are filled in a view and
 * the others are absent. The run's own fields are always needed. Clocks,
 * filters and figures declare what they read; who looks at a cell by itself
 * must declare it too. Only a run that gives no record further may restrict.
 */
void crm_shape_need(struct crm_shape *s, int field);
void crm_shape_restrict(struct crm_shape *s);
/* Has this field to be filled? */
bool crm_shape_needs(const struct crm_shape *s, int field);

struct crm_view {
	const struct crm_shape *shape;
	const struct crm_cell *cells; /* crm_shape_count() of them */
	size_t n;
	const char *source; /* file; "" when computed */
	long line;          /* of the record's last line, 0: none */
	/* The whole record for items, or NULL: then they are read from the
	 * nested cell's text. */
	const struct crm_record *backing;
};

/* Never NULL: an absent cell when the number is out of range. */
const struct crm_cell *crm_view_cell(const struct crm_view *v, int field);
/* Has the field a value that can be read? Is it the boolean true? */
bool crm_view_has(const struct crm_view *v, int field);
bool crm_view_true(const struct crm_view *v, int field);
/* The cell's text as NUL-terminated string in the arena, "" when absent. */
const char *crm_view_text(const struct crm_view *v, int field, struct crm_arena *a);

/* A view over a whole record: the needed cells, which live in the arena. */
void crm_view_of_record(const struct crm_shape *shape, const struct crm_record *r,
    struct crm_arena *a, struct crm_view *out);

/*
 * Items of a collection, in order:
 *	struct crm_items it;
 *	crm_items_init(&it, view, FIELD);
 *	while (crm_items_next(&it))
 *		... it.key, crm_view_cell(&it.view, ITEM_FIELD) ...
 *	crm_items_release(&it);
 * it.view's field numbers are those of the field's item schema (none where
 * the field has no item schema: keys only). A null item is skipped; one that
 * is no object has no cells. key and view are valid until the next call.
 */
struct crm_items {
	const char *key;
	bool odd; /* the item is no object: it has no cells */
	struct crm_view view;
	struct crm_arena arena;
	struct crm_shape *shape;
	struct crm_record *owned; /* of a parsed text, or NULL */
	void *object, *iter;      /* jansson's */
};
void crm_items_init(struct crm_items *it, const struct crm_view *v, int field);
bool crm_items_next(struct crm_items *it);
void crm_items_release(struct crm_items *it);

#endif
