/*
 * diff A B: what differs between two submissions, N-1 and N: members of the manifest, elements,
 * files (by hash), studies. Judged by nobody: who reviews the new one sees what is new.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/dossier.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/rules/ppap/seal.h"

const struct crm_opt ppap_diff_opts[] = {
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when anything differs", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { WHAT, FIELD, BEFORE, AFTER, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [WHAT] = {.name = "what"}, /* added removed changed */
    [FIELD] = {.name = "field"},
    [BEFORE] = {.name = "before", .optional = true},
    [AFTER] = {.name = "after", .optional = true},
};

struct diff {
	struct crm_output *out;
	struct crm_buf path, before, after;
	size_t n;
};

/* A list with commas between, else the value. */
static const char *value_text(const struct crm_node *n, int field, struct crm_buf *out)
{
	struct crm_texts list = crm_node_list(n, field);

	crm_buf_clear(out);
	for (size_t i = 0; i < list.n; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? "," : "", list.items[i]);
	if (list.n == 0 && n->schema->fields[field].type != CRM_T_NESTED)
		crm_cell_print(crm_node_cell(n, field), out);
	return crm_buf_str(out);
}

static void row(struct diff *d, const char *field, const char *before, const char *after)
{
	bool was = before != NULL && before[0] != '\0', is = after != NULL && after[0] != '\0';
	const struct crm_cell cells[COLUMNS] = {
	    [WHAT] = crm_cell_text(before == NULL || (!was && is) ? "added"
	            : after == NULL || (was && !is)               ? "removed"
	                                                          : "changed"),
	    [FIELD] = crm_cell_text(field),
	    [BEFORE] = was ? crm_cell_text(before) : crm_cell_absent(),
	    [AFTER] = is ? crm_cell_text(after) : crm_cell_absent(),
	};

	crm_output_row(d->out, cells);
	d->n++;
}

static void nodes(struct diff *d, const struct crm_node *a, const struct crm_node *b);

static void item(struct diff *d, const struct crm_node *a, const struct crm_node *b)
{
	if (a != NULL && b != NULL)
		nodes(d, a, b);
	else
		row(d, crm_buf_str(&d->path), a != NULL ? "" : NULL, b != NULL ? "" : NULL);
}

/* Their places by their keys, of which each is there once. */
static struct crm_map *places(struct crm_nodes all)
{
	struct crm_map *m = crm_map_new();

	for (size_t i = 0; i < all.n; i++)
		(void)crm_map_put(m, all.items[i].key, strlen(all.items[i].key), NULL);
	return m;
}

static const struct crm_node *find(
    const struct crm_map *places, struct crm_nodes all, const char *key)
{
	size_t i = crm_map_find(places, key, strlen(key));

	return i != CRM_MAP_NONE ? &all.items[i] : NULL;
}

/* Those of the first in its order, then those that only the second has. */
static void items(
    struct diff *d, const char *name, const struct crm_node *a, const struct crm_node *b, int field)
{
	struct crm_nodes x = crm_node_items(a, field), y = crm_node_items(b, field);
	struct crm_map *in_x = places(x), *in_y = places(y);
	size_t len = d->path.len;

	for (size_t i = 0; i < x.n; i++) {
		crm_buf_addf(&d->path, "%s%s.%s", len > 0 ? "." : "", name, x.items[i].key);
		item(d, &x.items[i], find(in_y, y, x.items[i].key));
		crm_buf_cut(&d->path, len);
	}
	for (size_t i = 0; i < y.n; i++) {
		if (find(in_x, x, y.items[i].key) != NULL)
			continue;
		crm_buf_addf(&d->path, "%s%s.%s", len > 0 ? "." : "", name, y.items[i].key);
		item(d, NULL, &y.items[i]);
		crm_buf_cut(&d->path, len);
	}
	crm_map_free(in_x);
	crm_map_free(in_y);
}

static void nodes(struct diff *d, const struct crm_node *a, const struct crm_node *b)
{
	size_t len = d->path.len;

	for (int i = 0; i < (int)a->schema->n; i++) {
		const struct crm_field *f = &a->schema->fields[i];

		if (f->type == CRM_T_NESTED && f->items != NULL) {
			items(d, f->name, a, b, i);
			continue;
		}
		if (strcmp(value_text(a, i, &d->before), value_text(b, i, &d->after)) == 0)
			continue;
		crm_buf_addf(&d->path, "%s%s", len > 0 ? "." : "", f->name);
		row(d, crm_buf_str(&d->path), crm_buf_str(&d->before), crm_buf_str(&d->after));
		crm_buf_cut(&d->path, len);
	}
}

void ppap_diff(struct crm_run *r)
{
	struct diff d = {NULL, CRM_BUF_INIT, CRM_BUF_INIT, CRM_BUF_INIT, 0};
	struct dossier a = {.dir = -1}, b = {.dir = -1};

	if (crm_args_operands(r->args) != 2) {
		(void)crm_run_usage(r, "two MANIFESTs expected");
		return;
	}
	if (dossier_open(r, crm_args_operand(r->args, 0), false, &a) == 0 &&
	    dossier_open(r, crm_args_operand(r->args, 1), false, &b) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, false, &d.out) == 0) {
		nodes(&d, a.ppap.top, b.ppap.top);
		crm_output_end(r, d.out);
		if (d.n > 0 && crm_args_has(r->args, "check"))
			crm_run_worse(r, CRM_NO);
	}
	dossier_close(&a);
	dossier_close(&b);
	crm_buf_release(&d.path);
	crm_buf_release(&d.before);
	crm_buf_release(&d.after);
}
