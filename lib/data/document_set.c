/* One member changed, as somebody has typed it. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/document.h"
#include "lib/data/document_private.h"

/* Where a path leads. */
struct target {
	const struct crm_field *field; /* NULL: a group or an item, of which nothing can be set */
	const char **names;            /* of the members from the top down */
	bool *groups;                  /* is that member such a group? */
	size_t n;
	struct crm_buf path; /* for messages */
	struct crm_arena arena;
};

static void add_name(struct target *t, const char *name, size_t len, bool is_group)
{
	t->groups[t->n] = is_group;
	t->names[t->n++] = crm_arena_strndup(&t->arena, name, len);
}

/* The names of a part that may be dotted: all but the last of a field are groups. */
static void add_names(struct target *t, const char *part, bool is_field)
{
	const char *dot;

	for (; (dot = strchr(part, '.')) != NULL; part = dot + 1)
		add_name(t, part, (size_t)(dot - part), true);
	add_name(t, part, strlen(part), !is_field);
}

/* Takes the parts of one field's name; *i stands past them. */
static int find_field(
    const struct crm_schema *s, const char *const *path, size_t n, size_t *i, struct target *t)
{
	struct crm_buf name = CRM_BUF_INIT;
	int found = -1;
	bool good = true;

	while (good && found < 0 && *i < n) {
		if (name.len > 0)
			crm_buf_addc(&name, '.');
		crm_buf_addz(&name, path[*i]);
		found = crm_schema_find(s, crm_buf_str(&name), name.len);
		good = found >= 0 || crm_document_group(s, crm_buf_str(&name), name.len);
		if (good)
			add_names(t, path[(*i)++], found >= 0);
	}
	t->field = found < 0 ? NULL : &s->fields[found];
	crm_buf_release(&name);
	return good ? 0 : -1;
}

static int resolve(const struct crm_schema *s, const char *const *path, size_t n, struct target *t,
    struct crm_err *e)
{
	size_t i = 0, most = 0;

	for (size_t k = 0; k < n; k++) {
		crm_buf_addf(&t->path, "%s%s", k > 0 ? "." : "", path[k]);
		most += strlen(path[k]) + 1;
	}
	if (crm_utf8_invalid(crm_buf_str(&t->path), t->path.len) < t->path.len)
		return crm_err_set(e, CRM_BADINPUT, "the name is not valid UTF-8");
	t->names = crm_arena_alloc(&t->arena, most * sizeof(*t->names));
	t->groups = crm_arena_alloc(&t->arena, most * sizeof(*t->groups));
	while (i < n) {
		if (s == NULL || find_field(s, path, n, &i, t) != 0)
			return crm_err_set(e, CRM_BADINPUT, "no such field: '%.*s'",
			    crm_utf8_shown(crm_buf_str(&t->path), t->path.len),
			    crm_buf_str(&t->path));
		s = t->field == NULL ? NULL : t->field->items;
		if (s != NULL && i < n) {
			add_name(t, path[i], strlen(path[i]), false);
			t->field = NULL;
			i++;
		}
	}
	if (t->n == 0)
		return crm_err_set(e, CRM_BADINPUT, "a field's name expected");
	return 0;
}

static struct crm_doc *inner(struct crm_doc *o, const char *name)
{
	if (crm_doc_kind(crm_doc_member(o, name, strlen(name))) != CRM_DOC_OBJECT)
		return NULL;
	return crm_doc_object(o, name);
}

/* A group that it leaves empty goes with it. */
static void take_out(struct crm_doc *o, const struct target *t, size_t i)
{
	struct crm_doc *next;

	if (i + 1 == t->n) {
		(void)crm_doc_remove(o, t->names[i]);
		return;
	}
	next = inner(o, t->names[i]);
	if (next == NULL)
		return;
	take_out(next, t, i + 1);
	if (t->groups[i] && crm_doc_count(next) == 0)
		(void)crm_doc_remove(o, t->names[i]);
}

/* The object that the member stands in, made where there is none. */
static struct crm_doc *make_room(struct crm_doc *o, const struct target *t, struct crm_err *e)
{
	const struct crm_doc *d = o;

	for (size_t i = 0; i + 1 < t->n && d != NULL; i++) {
		d = crm_doc_member(d, t->names[i], strlen(t->names[i]));
		if (crm_doc_kind(d) == CRM_DOC_OBJECT)
			continue;
		if (crm_doc_kind(d) == CRM_DOC_NONE)
			break;
		crm_err_set(e, CRM_BADINPUT, "'%.*s' is no JSON object in the file: mend it there",
		    crm_utf8_shown(t->names[i], strlen(t->names[i])), t->names[i]);
		return NULL;
	}
	for (size_t i = 0; i + 1 < t->n; i++)
		o = crm_doc_object(o, t->names[i]);
	return o;
}

static int read_one(
    const struct crm_field *f, const char *text, size_t len, struct crm_cell *c, struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_buf shown = CRM_BUF_INIT;

	crm_field_read(f, text, len, c, expected);
	if (crm_cell_is(c))
		return 0;
	if (c->type == CRM_T_ABSENT)
		crm_field_expected(f, expected);
	crm_utf8_quote(&shown, text, len);
	crm_err_set(e, CRM_BADINPUT, "%s: %s expected", crm_buf_str(&shown), expected);
	crm_buf_release(&shown);
	return -1;
}

static int put_list(
    struct target *t, const char *const *items, size_t n, struct crm_doc *top, struct crm_err *e)
{
	struct crm_doc *o;
	struct crm_cell c;

	for (size_t i = 0; i < n; i++) {
		if (crm_utf8_invalid(items[i], strlen(items[i])) < strlen(items[i]))
			return crm_err_set(e, CRM_BADINPUT, "the value is not valid UTF-8");
		if (read_one(t->field, items[i], strlen(items[i]), &c, e) != 0)
			return -1;
	}
	o = make_room(top, t, e);
	if (o == NULL)
		return -1;
	crm_doc_texts(o, t->names[t->n - 1], items, n);
	return 0;
}

/* Words with commas between. */
static int set_list(struct target *t, const char *value, struct crm_doc *top, struct crm_err *e)
{
	const char **items = crm_arena_alloc(&t->arena, (strlen(value) + 1) * sizeof(*items));
	size_t n = 0;

	for (const char *next; value != NULL; value = next) {
		const char *comma = strchr(value, ',');
		size_t len = comma != NULL ? (size_t)(comma - value) : strlen(value);

		crm_utf8_trim(&value, &len);
		next = comma != NULL ? comma + 1 : NULL;
		items[n++] = crm_arena_strndup(&t->arena, value, len);
	}
	return put_list(t, items, n, top, e);
}

static int set(struct target *t, const char *value, struct crm_doc *top, struct crm_err *e)
{
	size_t len = strlen(value);
	struct crm_cell c;
	struct crm_doc *o;

	if (t->field == NULL || t->field->items != NULL)
		return crm_err_set(e, CRM_BADINPUT, "'%.*s' has members and takes no value itself",
		    crm_utf8_shown(crm_buf_str(&t->path), t->path.len), crm_buf_str(&t->path));
	if (crm_utf8_invalid(value, len) < len)
		return crm_err_set(e, CRM_BADINPUT, "the value is not valid UTF-8");
	if ((t->field->flags & CRM_F_LIST) != 0)
		return set_list(t, value, top, e);
	if (read_one(t->field, value, len, &c, e) != 0)
		return -1;
	o = make_room(top, t, e);
	if (o == NULL)
		return -1;
	crm_doc_cell(o, t->names[t->n - 1], &c);
	return 0;
}

static void release(struct target *t)
{
	crm_buf_release(&t->path);
	crm_arena_release(&t->arena);
}

int crm_document_set(
    struct crm_document *d, const char *const *path, size_t n, const char *value, struct crm_err *e)
{
	struct target t = {.path = CRM_BUF_INIT, .arena = CRM_ARENA_INIT};
	int rc = resolve(d->schema, path, n, &t, e);

	if (rc == 0 && value[0] == '\0')
		take_out(d->tree, &t, 0);
	else if (rc == 0)
		rc = set(&t, value, d->tree, e);
	if (rc != 0)
		crm_err_place(e, NULL, 0, crm_buf_str(&t.path));
	release(&t);
	return rc;
}

int crm_document_set_list(struct crm_document *d, const char *const *path, size_t n,
    const char *const *items, size_t nitems, struct crm_err *e)
{
	struct target t = {.path = CRM_BUF_INIT, .arena = CRM_ARENA_INIT};
	int rc = resolve(d->schema, path, n, &t, e);

	if (rc == 0 && (t.field == NULL || (t.field->flags & CRM_F_LIST) == 0))
		rc = crm_err_set(e, CRM_BADINPUT, "a list, and it takes one value");
	if (rc == 0 && nitems == 0)
		take_out(d->tree, &t, 0);
	else if (rc == 0)
		rc = put_list(&t, items, nitems, d->tree, e);
	if (rc != 0)
		crm_err_place(e, NULL, 0, crm_buf_str(&t.path));
	release(&t);
	return rc;
}
