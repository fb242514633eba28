/*
 * CSV of whole records: a column for every dotted path that any of them has, kind and id first, then
 * in order of appearance. So the records are kept until all are known.
 *
 * A collection whose keys are hashes (notes, amendments) is one column, as JSON: a column for each of
 * its items would be one in almost every record.
 *
 * No column holds a part of another one, for no reader could take both: where some records have a
 * value at a path and others members below it, its column has them all, as JSON; an empty object
 * beside such members has no column.
 */
#ifndef CRM_TOOL_WHOLE_H
#define CRM_TOOL_WHOLE_H

#include "lib/base/map.h"
#include "lib/tool/kept.h"

struct crm_whole {
	struct crm_map *paths; /* NULL: not begun. value 1: of more than empty objects */
	struct crm_kept kept;
	bool failed; /* told */
};

void crm_whole_init(struct crm_whole *w);
void crm_whole_release(struct crm_whole *w); /* a zeroed one too */
void crm_whole_add(struct crm_run *r, struct crm_whole *w, const struct crm_record *record);
/* *n columns; the caller frees the array, the names are w's. */
struct crm_column *crm_whole_columns(const struct crm_run *r, const struct crm_whole *w, size_t *n);

#endif
