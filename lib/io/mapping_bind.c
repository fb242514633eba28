/* A map meets the header of a CSV file. */
#include <stdlib.h>
#include <string.h>

#include "lib/io/mapping_private.h"

static int refuse(
    const struct crm_rows *r, long line, struct crm_err *e, const char *name, const char *text)
{
	return crm_err_at(e, CRM_BADINPUT, r->source, line, name, "%s", text);
}

/* Those that crm-store import puts at the end of a file of rejects. */
static size_t own_columns(const struct crm_mapping *m, const struct crm_csv_row *h)
{
	static const char *const names[] = {"line", "column", "reason"};

	if (h->n <= 3)
		return h->n;
	for (size_t i = 0; i < 3; i++) {
		const char *name = h->cells[h->n - 3 + i];

		if (strcmp(name, names[i]) != 0 ||
		    crm_map_find(m->columns, name, strlen(name)) != CRM_MAP_NONE)
			return h->n;
	}
	return h->n - 3;
}

/* {name: null}: setting a member that is there keeps its dots. */
static struct crm_record *shell_new(const char *name)
{
	struct crm_record *r = crm_record_new();
	struct crm_buf b = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_limits l;

	crm_limits_init(&l);
	l.string = l.line = SIZE_MAX / 2;
	crm_record_set_text(r, "n", name);
	crm_record_dump(r, &b);
	crm_record_free(r);
	/* {"n":NAME} */
	crm_buf_addc(&text, '{');
	crm_buf_add(&text, crm_buf_str(&b) + 5, b.len - 6);
	crm_buf_addz(&text, ":null}");
	if (crm_record_parse(crm_buf_str(&text), text.len, &l, &r, NULL) != 0)
		crm_fatal("a name that cannot be JSON");
	crm_buf_release(&b);
	crm_buf_release(&text);
	return r;
}

/* Why a column without a place in the map cannot be kept; NULL: it can. */
static const char *keep(
    struct crm_rows *r, struct crm_map *kept, const char *name, struct crm_target *t)
{
	const struct crm_schema *s = r->m->o.schema;
	bool plain = r->m->name == NULL;
	size_t top = strcspn(name, ".");
	char *first = crm_arena_strndup(&r->arena, name, top);
	int i = crm_schema_find(s, first, top);

	t->path = name;
	t->decimal = t->thousands = "";
	t->formats = r->m->dates;
	t->def = crm_schema_path(s, name);
	if (t->def == NULL && !plain && name[top] == '.') {
		if (crm_map_find(r->m->fields, name, strlen(name)) != CRM_MAP_NONE)
			return "the map sets this field already";
		t->shell = shell_new(name);
		return NULL;
	}
	if (crm_reserved_name(first))
		return plain ? "a name of the journal's envelope, no field"
		             : "a name of the journal's envelope, no field: map it or "
		               "ignore it";
	if (name[0] == '.' || name[strlen(name) - 1] == '.' || strstr(name, "..") != NULL)
		return "no field name";
	if (t->def == NULL && i >= 0 && s->fields[i].type != CRM_T_NESTED)
		return "no part of a field that has parts";
	if (crm_mapping_collides(r->m->fields, name))
		return "the map sets this field already: map the column or "
		       "ignore it";
	if (crm_mapping_collides(kept, name))
		return "another column holds this field or a part of it";
	crm_map_put(kept, name, strlen(name), NULL);
	return NULL;
}

static int bind_column(
    struct crm_rows *r, struct crm_map *kept, struct crm_binding *b, long line, struct crm_err *e)
{
	const struct crm_mapping *m = r->m;
	size_t len = strlen(b->name);
	size_t at = crm_map_find(m->columns, b->name, len);
	struct crm_target *own;
	const char *why;

	if (at != CRM_MAP_NONE) {
		b->targets = m->column[at].targets;
		b->n = m->column[at].n;
		return 0;
	}
	if (m->drop)
		return 0;
	own = crm_arena_alloc(&r->arena, sizeof(*own));
	b->targets = own;
	b->n = 1;
	why = keep(r, kept, b->name, own);
	return why == NULL ? 0 : refuse(r, line, e, b->name, why);
}

static int take_names(
    struct crm_rows *r, const struct crm_csv_row *h, struct crm_map *names, struct crm_err *e)
{
	for (size_t i = 0; i < r->n; i++) {
		struct crm_binding *b = &r->bindings[i];
		size_t len = h->lens[i];
		bool added;

		b->name = crm_arena_strdup(&r->arena, h->cells[i]);
		r->names[i] = b->name;
		crm_map_put(names, b->name, len, &added);
		b->content = crm_map_find(r->m->ignore, b->name, len) == CRM_MAP_NONE;
		if (b->content && len == 0)
			return crm_err_at(e, CRM_BADINPUT, r->source, h->line, NULL,
			    "column %zu has no name", i + 1);
		if (b->content && !added)
			return refuse(r, h->line, e, b->name, "two columns have this name");
	}
	return 0;
}

static int bind_columns(struct crm_rows *r, long line, struct crm_err *e)
{
	struct crm_map *kept = crm_map_new();
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->n; i++) {
		if (r->bindings[i].content)
			rc = bind_column(r, kept, &r->bindings[i], line, e);
	}
	crm_map_free(kept);
	return rc;
}

/* ---- what the map needs ---- */

static int check_columns(const struct crm_rows *r, const struct crm_map *names, struct crm_err *e)
{
	struct crm_buf key = CRM_BUF_INIT;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < crm_map_count(r->m->columns); i++) {
		size_t len;
		const char *name = crm_map_key(r->m->columns, i, &len);

		if (crm_map_find(names, name, len) != CRM_MAP_NONE)
			continue;
		crm_buf_addf(&key, "columns.%s", name);
		rc = crm_mapping_refuse(
		    r->m, e, crm_buf_str(&key), "%s has no such column", r->source);
	}
	crm_buf_release(&key);
	return rc;
}

static int check_clear(const struct crm_rows *r, struct crm_err *e)
{
	for (size_t i = 0; i < crm_map_count(r->m->clear); i++) {
		const char *field = crm_map_key(r->m->clear, i, NULL);
		bool fed = false;

		for (size_t k = 0; k < r->n && !fed; k++) {
			const struct crm_binding *b = &r->bindings[k];

			for (size_t t = 0; t < b->n && !fed; t++)
				fed = strcmp(b->targets[t].path, field) == 0;
		}
		if (!fed)
			return crm_mapping_refuse(
			    r->m, e, "clear", "no column of %s feeds '%s'", r->source, field);
	}
	return 0;
}

static int find_keys(struct crm_rows *r, const struct crm_map *names, struct crm_err *e)
{
	const char *const *k = r->m->keys;
	size_t n = 0;

	while (k != NULL && k[n] != NULL)
		n++;
	r->keys = crm_arena_alloc(&r->arena, (n + 1) * sizeof(*r->keys));
	for (; r->nkeys < n; r->nkeys++) {
		size_t at = crm_map_find(names, k[r->nkeys], strlen(k[r->nkeys]));

		if (at == CRM_MAP_NONE)
			return crm_mapping_refuse(r->m, e, "key.columns", "%s has no column '%s'",
			    r->source, k[r->nkeys]);
		for (at = 0; strcmp(r->names[at], k[r->nkeys]) != 0;)
			at++;
		r->keys[r->nkeys] = at;
	}
	return 0;
}

struct by_name {
	const char *name;
	size_t at;
};

static int by_name_cmp(const void *a, const void *b)
{
	const struct by_name *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The content of a row does not depend on the order of the columns. */
static void sort_columns(struct crm_rows *r)
{
	struct by_name *list = crm_calloc(r->n + 1, sizeof(*list));

	for (size_t i = 0; i < r->n; i++)
		list[i] = (struct by_name){r->names[i], i};
	qsort(list, r->n, sizeof(*list), by_name_cmp);
	r->order = crm_arena_alloc(&r->arena, (r->n + 1) * sizeof(*r->order));
	for (size_t i = 0; i < r->n; i++)
		r->order[i] = list[i].at;
	free(list);
}

int crm_rows_bind(struct crm_rows *r, const struct crm_csv_row *header, struct crm_err *e)
{
	struct crm_map *names = crm_map_new();
	size_t n = own_columns(r->m, header);
	int rc;

	r->bindings = crm_arena_alloc(&r->arena, n * sizeof(*r->bindings));
	r->names = crm_arena_alloc(&r->arena, n * sizeof(*r->names));
	r->n = n;
	rc = take_names(r, header, names, e);
	if (rc == 0)
		rc = check_columns(r, names, e);
	if (rc == 0)
		rc = bind_columns(r, header->line, e);
	if (rc == 0)
		rc = check_clear(r, e);
	if (rc == 0)
		rc = find_keys(r, names, e);
	if (rc == 0)
		sort_columns(r);
	crm_map_free(names);
	return rc;
}
