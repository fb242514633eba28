/* A document and its nodes, read. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/document.h"
#include "lib/data/document_private.h"

static const struct crm_cell absent = {.type = CRM_T_ABSENT};

const struct crm_node *crm_document_top(const struct crm_document *d)
{
	return &d->top;
}

size_t crm_document_faults(const struct crm_document *d)
{
	return d->nfaults;
}

const struct crm_document_fault *crm_document_fault(const struct crm_document *d, size_t i)
{
	return i < d->nfaults ? &d->faults[i] : NULL;
}

struct crm_doc *crm_document_tree(struct crm_document *d)
{
	return d->tree;
}

const struct crm_doc *crm_document_root(const struct crm_document *d)
{
	return d->tree;
}

void crm_document_print(const struct crm_document *d, struct crm_buf *out)
{
	crm_doc_json(d->tree, true, out);
	crm_buf_addc(out, '\n');
}

static bool is_field(const struct crm_node *n, int field)
{
	return n != NULL && field >= 0 && (size_t)field < n->schema->n;
}

const struct crm_cell *crm_node_cell(const struct crm_node *n, int field)
{
	return is_field(n, field) ? &n->cells[field] : &absent;
}

bool crm_node_has(const struct crm_node *n, int field)
{
	const struct crm_field *f;

	if (!crm_cell_is(crm_node_cell(n, field)))
		return false;
	f = &n->schema->fields[field];
	if ((f->flags & CRM_F_LIST) != 0)
		return n->lists[field].n > 0;
	return f->items == NULL || n->nodes[field].n > 0;
}

bool crm_node_true(const struct crm_node *n, int field)
{
	const struct crm_cell *c = crm_node_cell(n, field);

	return c->type == CRM_T_BOOL && c->u.b;
}

const char *crm_node_text(const struct crm_node *n, int field)
{
	const struct crm_cell *c = crm_node_cell(n, field);

	return crm_cell_is(c) ? c->text : "";
}

long crm_node_line(const struct crm_node *n, int field)
{
	if (is_field(n, field) && n->lines[field] != 0)
		return n->lines[field];
	return n == NULL ? 0 : n->line;
}

struct crm_texts crm_node_list(const struct crm_node *n, int field)
{
	return is_field(n, field) ? n->lists[field] : (struct crm_texts){NULL, 0};
}

struct crm_nodes crm_node_items(const struct crm_node *n, int field)
{
	return is_field(n, field) ? n->nodes[field] : (struct crm_nodes){NULL, 0};
}

const struct crm_node *crm_node_find(const struct crm_node *n, int field, const char *key)
{
	struct crm_nodes all = crm_node_items(n, field);

	const struct crm_node *item = all.items;

	for (size_t i = 0; i < all.n; i++, item++) {
		if (strcmp(item->key, key) == 0)
			return item;
	}
	return NULL;
}

bool crm_texts_have(struct crm_texts t, const char *text)
{
	for (size_t i = 0; i < t.n; i++) {
		if (strcmp(t.items[i], text) == 0)
			return true;
	}
	return false;
}
