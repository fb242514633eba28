/*
 * Any bytes as a document: what is refused says why and where; what is taken has a line for all
 * that was read and all that was told, and is the same when it was written and read again, also
 * after a member was set.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/places.h"
#include "tests/unit/document_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_node(const struct crm_node *n, long last)
{
	must(n->line > 0 && n->line <= last);
	for (int i = 0; (size_t)i < n->schema->n; i++) {
		const struct crm_cell *c = crm_node_cell(n, i);
		struct crm_texts t = crm_node_list(n, i);
		struct crm_nodes all = crm_node_items(n, i);

		must(c->type == CRM_T_ABSENT || (n->lines[i] > 0 && n->lines[i] <= last));
		must(c->type == CRM_T_ABSENT || strlen(c->text) == c->len);
		must(strlen(crm_node_text(n, i)) == 0 || crm_cell_is(c));
		must((t.n == 0 && all.n == 0) || c->type == CRM_T_NESTED);
		for (size_t k = 0; k < t.n; k++)
			must(t.items[k][0] != '\0');
		for (size_t k = 0; k < all.n; k++) {
			must(crm_node_find(n, i, all.items[k].key) == &all.items[k]);
			check_node(&all.items[k], last);
		}
	}
}

static void check_faults(const struct crm_document *d, const struct crm_places *p)
{
	for (size_t i = 0; i < crm_document_faults(d); i++) {
		const struct crm_document_fault *f = crm_document_fault(d, i);

		must(f->line > 0 && f->line == crm_places_line(p, f->pointer));
		must(f->unknown == (f->text[0] == '\0'));
	}
}

/* NULL: refused. */
static struct crm_document *parse(const char *text, size_t len)
{
	struct crm_document *d = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l;
	struct crm_places *p;
	long last = 1;

	crm_limits_init(&l);
	l.depth = 64;
	for (size_t i = 0; i < len; i++)
		last += text[i] == '\n';
	if (crm_document_parse(text, len, &top_table, &l, &d, &e) != 0) {
		must(d == NULL && e.code == CRM_BADINPUT && e.text[0] != '\0');
		must(e.line > 0 && e.line <= last);
		return NULL;
	}
	p = crm_places_new(text, len);
	must(crm_places_line(p, "") > 0);
	check_node(crm_document_top(d), last);
	check_faults(d, p);
	crm_places_free(p);
	return d;
}

/* Written and read again. */
static struct crm_document *again(const struct crm_document *d)
{
	struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;
	struct crm_document *back;

	crm_document_print(d, &a);
	back = parse(a.data, a.len);
	must(back != NULL);
	crm_document_print(back, &b);
	must(a.len == b.len && memcmp(a.data, b.data, a.len) == 0);
	crm_buf_release(&a);
	crm_buf_release(&b);
	return back;
}

static void set(struct crm_document *d)
{
	static const char *const parts[] = {"elements", "9", "evidence", "a~/.b", "streams"};
	static const char *const hours[] = {"run", "hours"};
	bool done = crm_document_set(d, parts, COUNT(parts), "1, 2", NULL) == 0;
	const struct crm_node *n;
	struct crm_document *back;

	must(crm_document_set(d, hours, COUNT(hours), "", NULL) == 0);
	back = again(d);
	n = crm_document_top(back);
	must(crm_node_cell(n, F_RUN_HOURS)->type == CRM_T_ABSENT);
	if (done) {
		n = crm_node_find(n, F_ELEMENTS, "9");
		n = crm_node_find(n, E_EVIDENCE, "a~/.b");
		must(crm_node_list(n, V_STREAMS).n == 2);
	}
	crm_document_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct crm_document *d = parse((const char *)data, size), *back;

	if (d == NULL) {
		crm_places_free(crm_places_new((const char *)data, size));
		return 0;
	}
	back = again(d);
	must(crm_document_faults(back) == crm_document_faults(d));
	set(d);
	crm_document_free(back);
	crm_document_free(d);
	return 0;
}
