/* What a row makes of several columns: fields, and keys of items. */
#include <string.h>

#include "lib/data/item_key.h"
#include "lib/io/mapping/mapping_private.h"

static const struct crm_cell *cell_of(const struct crm_rows *r, const char *column)
{
	for (size_t i = 0; i < r->n; i++) {
		if (strcmp(r->names[i], column) == 0)
			return &r->cells[i];
	}
	return NULL;
}

#define EMPTY "empty, and '"

/* One empty cell is one thing that is wrong, however much is made of it. */
static bool is_told(const struct crm_rows *r, const char *column)
{
	for (size_t i = 0; i < r->nerrs; i++) {
		if (strcmp(r->errs[i].field, column) == 0 &&
		    strncmp(r->errs[i].text, EMPTY, strlen(EMPTY)) == 0)
			return true;
	}
	return false;
}

int crm_rows_fill(
    struct crm_rows *r, const struct crm_template *t, const char *for_field, struct crm_buf *out)
{
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i <= t->n; i++) {
		const struct crm_cell *c = i < t->n ? cell_of(r, t->columns[i]) : NULL;

		crm_buf_addz(out, t->literals[i]);
		if (i == t->n)
			return 0;
		if (c != NULL && c->type != CRM_T_ABSENT && c->len > 0) {
			crm_buf_add(out, c->text, c->len);
		} else if (t->empty[i] != NULL) {
			crm_buf_addz(out, t->empty[i]);
		} else {
			crm_err_set(&e, CRM_BADINPUT, EMPTY "%s' is made of it", for_field);
			if (!is_told(r, t->columns[i]))
				crm_rows_wrong(r, t->columns[i], &e);
			return -1;
		}
	}
	return 0;
}

const char *crm_rows_path(struct crm_rows *r, const struct crm_target *t)
{
	struct crm_buf key = CRM_BUF_INIT, path = CRM_BUF_INIT;
	const char *made = NULL;
	char name[CRM_ITEM_KEY_MAX];

	if (t->key == NULL)
		return t->path;
	if (crm_rows_fill(r, t->key, t->path, &key) == 0) {
		crm_buf_add(&path, t->path, strcspn(t->path, ".") + 1);
		crm_item_key(crm_buf_str(&key), key.len, name);
		crm_buf_addz(&path, name);
		crm_buf_addz(&path, strrchr(t->path, '.'));
		made = crm_arena_strndup(&r->row, crm_buf_str(&path), path.len);
	}
	crm_buf_release(&key);
	crm_buf_release(&path);
	return made;
}
