#include "lib/data/change.h"

#include <stdlib.h>
#include <string.h>

void crm_changes_set(struct crm_changes *c, const char *path, const struct crm_cell *cell)
{
	struct crm_change *x;

	crm_grow(&c->items, &c->cap, c->n + 1, sizeof(*c->items));
	x = &c->items[c->n++];
	x->path = crm_arena_strdup(&c->arena, path);
	x->cell = *cell;
	if (cell->text != NULL)
		x->cell.text = crm_arena_strndup(&c->arena, cell->text, cell->len);
}

void crm_changes_text(struct crm_changes *c, const char *path, const char *text)
{
	struct crm_cell cell = crm_cell_text(text);

	crm_changes_set(c, path, &cell);
}

void crm_changes_delete(struct crm_changes *c, const char *path)
{
	struct crm_cell cell = crm_cell_absent();

	crm_changes_set(c, path, &cell);
}

const struct crm_change *crm_changes_find(const struct crm_changes *c, const char *path)
{
	for (size_t i = c->n; i-- > 0;) {
		if (strcmp(c->items[i].path, path) == 0)
			return &c->items[i];
	}
	return NULL;
}

const struct crm_cell *crm_changes_cell(const struct crm_changes *c, const char *path)
{
	static const struct crm_cell none = {.type = CRM_T_ABSENT};
	const struct crm_change *found = crm_changes_find(c, path);

	return found != NULL ? &found->cell : &none;
}

void crm_changes_release(struct crm_changes *c)
{
	crm_arena_release(&c->arena);
	free(c->items);
	c->items = NULL;
	c->n = c->cap = 0;
}
