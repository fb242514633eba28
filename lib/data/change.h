/*
 * What a rule wants to be changed: a list of path and value, in order; a
 * rule never sees JSON. An absent cell is a tombstone: the field is deleted.
 * Paths and texts are copied.
 */
#ifndef CRM_DATA_CHANGE_H
#define CRM_DATA_CHANGE_H

#include "lib/base/mem.h"
#include "lib/data/cell.h"

struct crm_change {
	const char *path;
	struct crm_cell cell;
};

struct crm_changes {
	struct crm_change *items;
	size_t n, cap;
	struct crm_arena arena;
};

#define CRM_CHANGES_INIT                   \
	{                                  \
		NULL, 0, 0, CRM_ARENA_INIT \
	}

void crm_changes_set(struct crm_changes *c, const char *path, const struct crm_cell *cell);
void crm_changes_text(struct crm_changes *c, const char *path, const char *text);
void crm_changes_delete(struct crm_changes *c, const char *path);
/* The last change to that path, or NULL. */
const struct crm_change *crm_changes_find(const struct crm_changes *c, const char *path);
/* Its cell; absent where there is none, too. Never NULL. */
const struct crm_cell *crm_changes_cell(const struct crm_changes *c, const char *path);
void crm_changes_release(struct crm_changes *c);

#endif
