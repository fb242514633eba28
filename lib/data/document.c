/* A file's tree, read by its table: members in the order of the file, so that faults are as well. */
#include "lib/data/document.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/document_private.h"
#include "lib/data/places.h"

#define KEY_MOST 4096
#define TOLD_MOST ((size_t)64 << 20) /* bytes of faults */

struct walk {
	struct crm_document *d;
	struct crm_places *places;
	struct crm_buf pointer, path, scratch;
	size_t told;
};

/* A node while it is filled. */
struct filling {
	const struct crm_schema *schema;
	size_t base; /* of its own names in walk.path */
	struct crm_cell *cells;
	long *lines;
	struct crm_texts *lists;
	struct crm_nodes *nodes;
};

struct mark {
	size_t pointer, path;
};

static void read_members(struct walk *w, struct filling *x, const struct crm_doc *o, size_t place);

static struct mark enter(struct walk *w, const char *name)
{
	struct mark m = {w->pointer.len, w->path.len};

	if (w->path.len > 0)
		crm_buf_addc(&w->path, '.');
	crm_buf_addz(&w->path, name);
	crm_places_add(&w->pointer, name);
	return m;
}

static void leave(struct walk *w, struct mark m)
{
	crm_buf_cut(&w->pointer, m.pointer);
	crm_buf_cut(&w->path, m.path);
}

static size_t below(const struct walk *w, size_t place, const char *name)
{
	return crm_places_below(w->places, place, name, strlen(name));
}

/* About the value at the path. */
static void tell(struct walk *w, size_t place, bool unknown, const char *text)
{
	struct crm_document *d = w->d;
	struct crm_document_fault *f;

	if (w->told > TOLD_MOST)
		return;
	w->told += w->pointer.len + w->path.len + strlen(text) + sizeof(*f);
	crm_grow(&d->faults, &d->cap, d->nfaults + 1, sizeof(*d->faults));
	f = &d->faults[d->nfaults++];
	f->pointer = crm_arena_strdup(&d->arena, crm_buf_str(&w->pointer));
	f->path = crm_arena_strdup(&d->arena, crm_buf_str(&w->path));
	f->line = crm_places_at(w->places, place);
	f->unknown = unknown && w->told <= TOLD_MOST;
	f->text = w->told > TOLD_MOST ? "too much is wrong from here on: not told, mend this first"
	                              : crm_arena_strdup(&d->arena, text);
}

static void tell_text(struct walk *w, size_t place, const char *value, const char *expected)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_utf8_quote(&text, value, strlen(value));
	crm_buf_addf(&text, ": %s expected", expected);
	tell(w, place, false, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void tell_bad(struct walk *w, size_t place, const struct crm_doc *v, const char *expected)
{
	struct crm_buf value = CRM_BUF_INIT;

	if (crm_doc_string(v) != NULL)
		crm_buf_addz(&value, crm_doc_string(v));
	else if (crm_doc_kind(v) == CRM_DOC_NONE)
		crm_buf_addz(&value, "null");
	else
		crm_doc_json(v, false, &value);
	tell_text(w, place, crm_buf_str(&value), expected);
	crm_buf_release(&value);
}

bool crm_document_group(const struct crm_schema *s, const char *name, size_t len)
{
	for (size_t i = 0; i < s->n; i++) {
		const char *have = s->fields[i].name;

		if (strncmp(have, name, len) == 0 && have[len] == '.')
			return true;
	}
	return false;
}

/* Would the value do, if only it had quotes, or had none? */
static const char *quotes(
    const struct crm_field *f, const struct crm_doc *v, const struct crm_cell *c)
{
	enum crm_doc_kind kind = crm_doc_kind(v);
	struct crm_cell again;

	if (kind == CRM_DOC_OBJECT || kind == CRM_DOC_LIST)
		return "";
	crm_field_read(f, c->text, c->len, &again, NULL);
	if (again.type == CRM_T_BAD)
		return "";
	return kind == CRM_DOC_TEXT ? ", without quotes," : ", in quotes,";
}

static void tell_scalar(struct walk *w, size_t place, const struct crm_field *f,
    const struct crm_doc *v, const struct crm_cell *c)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf text = CRM_BUF_INIT;

	crm_field_expected(f, expected);
	crm_buf_addf(&text, "%s%s", expected, quotes(f, v, c));
	tell_bad(w, place, v, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void read_scalar(
    struct walk *w, struct filling *x, int i, const struct crm_doc *v, size_t place)
{
	const struct crm_field *f = &x->schema->fields[i];
	struct crm_cell c;

	crm_doc_value(v, f, &w->scratch, &c);
	if (c.type == CRM_T_ABSENT)
		return;
	if (crm_doc_kind(v) == CRM_DOC_TEXT && (f->type == CRM_T_INT || f->type == CRM_T_BOOL))
		c.type = CRM_T_BAD;
	if (c.type == CRM_T_BAD)
		tell_scalar(w, place, f, v, &c);
	c.text = crm_arena_strndup(&w->d->arena, c.text, c.len);
	x->cells[i] = c;
}

static void set_nested(struct filling *x, int i, bool bad)
{
	x->cells[i] = crm_cell_text("");
	x->cells[i].type = bad ? CRM_T_BAD : CRM_T_NESTED;
}

/* Something that is no list, in the place of one. */
static void no_list(
    struct walk *w, size_t place, const struct crm_field *f, const struct crm_doc *v)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf text = CRM_BUF_INIT;

	crm_field_expected(f, expected);
	crm_buf_addf(&text, f->words != NULL ? "a list, each %s," : "a list of %ss", expected);
	tell_bad(w, place, v, crm_buf_str(&text));
	crm_buf_release(&text);
}

static void bad_item(
    struct walk *w, size_t list, size_t i, const struct crm_field *f, const struct crm_doc *v)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf number = CRM_BUF_INIT;
	struct mark m;

	crm_buf_addi(&number, (int64_t)i);
	m = enter(w, number.data);
	crm_field_expected(f, expected);
	tell_bad(w, below(w, list, number.data), v, expected);
	leave(w, m);
	crm_buf_release(&number);
}

static void read_list(
    struct walk *w, struct filling *x, int i, const struct crm_doc *v, size_t place)
{
	const struct crm_field *f = &x->schema->fields[i];
	struct crm_texts *list = &x->lists[i];
	size_t n = crm_doc_count(v);
	const char **texts;

	if (crm_doc_kind(v) != CRM_DOC_LIST) {
		no_list(w, place, f, v);
		set_nested(x, i, true);
		return;
	}
	texts = crm_arena_alloc(&w->d->arena, (n + 1) * sizeof(*texts));
	list->items = texts;
	for (size_t k = 0; k < n; k++) {
		const struct crm_doc *item = crm_doc_at(v, k);
		struct crm_cell c;

		crm_doc_value(item, f, &w->scratch, &c);
		if (crm_doc_kind(item) == CRM_DOC_TEXT && crm_cell_is(&c))
			texts[list->n++] = crm_arena_strndup(&w->d->arena, c.text, c.len);
		else
			bad_item(w, place, k, f, item);
	}
	set_nested(x, i, n > 0 && list->n == 0);
}

static void read_node(struct walk *w, struct crm_node *node, const struct crm_schema *s,
    const char *key, const struct crm_doc *o, size_t place)
{
	struct crm_arena *a = &w->d->arena;
	struct filling x = {
	    .schema = s,
	    .base = w->path.len == 0 ? 0 : w->path.len + 1,
	    .cells = crm_arena_alloc(a, s->n * sizeof(*x.cells)),
	    .lines = crm_arena_alloc(a, s->n * sizeof(*x.lines)),
	    .lists = crm_arena_alloc(a, s->n * sizeof(*x.lists)),
	    .nodes = crm_arena_alloc(a, s->n * sizeof(*x.nodes)),
	};

	for (size_t i = 0; i < s->n; i++)
		x.cells[i] = crm_cell_absent();
	read_members(w, &x, o, place);
	*node = (struct crm_node){
	    .schema = s,
	    .key = crm_arena_strdup(a, key),
	    .line = crm_places_at(w->places, place),
	    .cells = x.cells,
	    .lines = x.lines,
	    .lists = x.lists,
	    .nodes = x.nodes,
	};
}

static void read_items(
    struct walk *w, struct filling *x, int i, const struct crm_doc *v, size_t place)
{
	const struct crm_schema *s = x->schema->fields[i].items;
	struct crm_nodes *all = &x->nodes[i];
	struct crm_node *nodes;

	if (crm_doc_kind(v) != CRM_DOC_OBJECT) {
		tell_bad(w, place, v, "a JSON object");
		set_nested(x, i, true);
		return;
	}
	nodes = crm_arena_alloc(&w->d->arena, (crm_doc_count(v) + 1) * sizeof(*nodes));
	all->items = nodes;
	for (const char *key = crm_doc_next(v, NULL); key != NULL; key = crm_doc_next(v, key)) {
		const struct crm_doc *o = crm_doc_member(v, key, strlen(key));
		size_t at = below(w, place, key);
		struct mark m;

		if (crm_doc_kind(o) == CRM_DOC_NONE)
			continue;
		if (strlen(key) > KEY_MOST) {
			tell_text(w, at, key, "a name of at most 4096 bytes");
			continue;
		}
		m = enter(w, key);
		if (crm_doc_kind(o) == CRM_DOC_OBJECT)
			read_node(w, &nodes[all->n++], s, key, o, at);
		else
			tell_bad(w, at, o, "a JSON object");
		leave(w, m);
	}
	set_nested(x, i, false);
}

static void read_field(
    struct walk *w, struct filling *x, int i, const struct crm_doc *v, size_t place)
{
	const struct crm_field *f = &x->schema->fields[i];

	if (crm_doc_kind(v) == CRM_DOC_NONE)
		return;
	x->lines[i] = crm_places_at(w->places, place);
	if ((f->flags & CRM_F_LIST) != 0)
		read_list(w, x, i, v, place);
	else if (f->items != NULL)
		read_items(w, x, i, v, place);
	else
		read_scalar(w, x, i, v, place);
}

/* The member whose name was entered last. */
static void read_member(
    struct walk *w, struct filling *x, const char *name, const struct crm_doc *v, size_t place)
{
	const char *full = crm_buf_str(&w->path) + x->base;
	size_t len = w->path.len - x->base;
	int i = strchr(name, '.') != NULL ? -1 : crm_schema_find(x->schema, full, len);

	if (i >= 0)
		read_field(w, x, i, v, place);
	else if (strchr(name, '.') != NULL || !crm_document_group(x->schema, full, len))
		tell(w, place, true, "");
	else if (crm_doc_kind(v) == CRM_DOC_OBJECT)
		read_members(w, x, v, place);
	else if (crm_doc_kind(v) != CRM_DOC_NONE)
		tell_bad(w, place, v, "a JSON object");
}

static void read_members(struct walk *w, struct filling *x, const struct crm_doc *o, size_t place)
{
	for (const char *name = crm_doc_next(o, NULL); name != NULL; name = crm_doc_next(o, name)) {
		struct mark m;

		if (strncmp(name, "x-", 2) == 0)
			continue;
		m = enter(w, name);
		read_member(
		    w, x, name, crm_doc_member(o, name, strlen(name)), below(w, place, name));
		leave(w, m);
	}
}

int crm_document_parse(const char *text, size_t len, const struct crm_schema *schema,
    const struct crm_limits *l, struct crm_document **out, struct crm_err *e)
{
	struct crm_doc *tree = NULL;
	struct walk w = {.pointer = CRM_BUF_INIT, .path = CRM_BUF_INIT, .scratch = CRM_BUF_INIT};

	if (crm_doc_parse_file(text, len, l, &tree, e) != 0)
		return -1;
	if (crm_doc_kind(tree) != CRM_DOC_OBJECT) {
		crm_doc_free(tree);
		return crm_err_at(e, CRM_BADINPUT, NULL, 1, NULL, "not a JSON object");
	}
	w.d = crm_calloc(1, sizeof(*w.d));
	w.d->schema = schema;
	w.d->tree = tree;
	w.places = crm_places_new(text, len);
	read_node(&w, &w.d->top, schema, "", tree, 0);
	crm_places_free(w.places);
	crm_buf_release(&w.pointer);
	crm_buf_release(&w.path);
	crm_buf_release(&w.scratch);
	*out = w.d;
	return 0;
}

void crm_document_free(struct crm_document *d)
{
	if (d == NULL)
		return;
	crm_doc_free(d->tree);
	crm_arena_release(&d->arena);
	free(d->faults);
	free(d);
}
