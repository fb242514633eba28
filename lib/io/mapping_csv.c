/* Rows of CSV through a map. */
#include <string.h>

#include "lib/io/mapping_private.h"

/* Names and cells that are not empty, in the order of the names. */
static void content(struct crm_rows *r, const struct crm_csv_row *row)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct crm_binding *b = &r->bindings[r->order[i]];
		size_t at = r->order[i];

		if (!b->content || row->lens[at] == 0)
			continue;
		crm_rows_part(r, b->name, strlen(b->name));
		crm_rows_part(r, row->cells[at], row->lens[at]);
	}
}

static void key_columns(struct crm_rows *r, const struct crm_csv_row *row)
{
	struct crm_err e = CRM_ERR_INIT;
	bool empty = true;

	crm_rows_part(r, r->m->o.kind, strlen(r->m->o.kind));
	for (size_t i = 0; i < r->nkeys; i++) {
		size_t at = r->keys[i];

		crm_rows_part(r, r->names[at], strlen(r->names[at]));
		crm_rows_part(r, row->cells[at], row->lens[at]);
		empty = empty && row->lens[at] == 0;
	}
	if (empty) {
		crm_err_set(&e, CRM_BADINPUT, "the key is empty");
		crm_rows_wrong(r, r->names[r->keys[0]], &e);
	}
}

enum crm_read crm_rows_csv(struct crm_rows *r, struct crm_err *e)
{
	struct crm_err bad = CRM_ERR_INIT;
	struct crm_csv_row row;
	enum crm_read rc = crm_csv_row(r->csv, &row, &bad);

	if (rc == CRM_READ_FAIL) {
		*e = bad;
		return rc;
	}
	if (rc == CRM_READ_END)
		return rc;
	r->line = row.line;
	r->raw_names = r->names;
	r->raw_cells = row.cells;
	r->nraw = row.n < r->n ? row.n : r->n;
	if (rc == CRM_READ_BAD) {
		crm_rows_wrong(r, NULL, &bad);
		return CRM_READ_OK;
	}
	for (size_t i = 0; i < r->n; i++) {
		const struct crm_binding *b = &r->bindings[i];

		for (size_t k = 0; k < b->n; k++)
			crm_rows_feed(r, b->name, &b->targets[k], row.cells[i], row.lens[i]);
	}
	if (r->key == CRM_KEY_COLUMNS) {
		key_columns(r, &row);
		return CRM_READ_OK;
	}
	if (r->key == CRM_KEY_ID && r->id[0] == '\0')
		r->key = CRM_KEY_CONTENT;
	if (r->key == CRM_KEY_CONTENT)
		content(r, &row);
	return CRM_READ_OK;
}
