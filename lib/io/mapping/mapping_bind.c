/* What a column of a file feeds; a map meets the header of a CSV file. */
#include <string.h>
#include <strings.h>

#include "lib/io/mapping/mapping_private.h"
#include "lib/io/reader_private.h"

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

bool crm_rows_lists(const struct crm_rows *r, const struct crm_map *columns, const char *name)
{
	const char *dot = r->csv == NULL ? strchr(name, '.') : NULL;

	for (; dot != NULL; dot = strchr(dot + 1, '.')) {
		if (crm_map_find(columns, name, (size_t)(dot - name)) != CRM_MAP_NONE)
			return true;
	}
	return crm_map_find(columns, name, strlen(name)) != CRM_MAP_NONE;
}

static void add_note(struct crm_rows *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void add_note(struct crm_rows *r, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	if (r->notes == NULL)
		r->notes = crm_map_new();
	crm_map_put(r->notes, crm_buf_str(&text), text.len, NULL);
	crm_buf_release(&text);
}

const char *crm_rows_note(const struct crm_rows *r, size_t i)
{
	return r->notes != NULL && i < crm_map_count(r->notes) ? crm_map_key(r->notes, i, NULL)
	                                                       : NULL;
}

/* A column without a place in the map goes by its own name. */
static const char *keep(const struct crm_rows *r, const char *name, struct crm_target *t)
{
	const struct crm_schema *s = r->m->o.schema;
	bool plain = r->m->name == NULL;
	size_t top = strcspn(name, ".");
	int i = crm_schema_find(s, name, top);
	char first[16] = ""; /* as long as any reserved name */

	*t = (struct crm_target){.path = name, .decimal = "", .thousands = ""};
	t->formats = r->m->dates;
	t->def = crm_schema_path(s, name);
	if (r->csv != NULL && t->def == NULL && !plain && name[top] == '.') {
		if (crm_map_find(r->m->fields, name, strlen(name)) != CRM_MAP_NONE)
			return "the map sets this field already";
		t->shell = shell_new(name);
		return NULL;
	}
	if (top < sizeof(first))
		memcpy(first, name, top);
	if (crm_reserved_name(first))
		return plain ? "a name of the journal's envelope, no field"
		             : "a name of the journal's envelope, no field: map it or "
		               "ignore it";
	if (r->csv != NULL && crm_header_control(name))
		return "a control character in the name of a column";
	if (r->csv != NULL &&
	    (name[0] == '.' || name[strlen(name) - 1] == '.' || strstr(name, "..") != NULL))
		return "no field name";
	if (t->def == NULL && i >= 0 && s->fields[i].type != CRM_T_NESTED)
		return "no part of a field that has parts";
	if (crm_mapping_collides(r->m->fields, name))
		return "the map sets this field already: map the column or "
		       "ignore it";
	return NULL;
}

const char *crm_rows_bind(
    const struct crm_rows *r, const char *name, struct crm_target *own, struct crm_binding *out)
{
	const struct crm_mapping *m = r->m;
	size_t at = crm_map_find(m->columns, name, strlen(name));

	*out = (struct crm_binding){NULL, 0};
	if (at != CRM_MAP_NONE) {
		out->targets = m->column[at].targets;
		out->n = m->column[at].n;
	} else if (!m->drop && !crm_rows_lists(r, m->ignore, name)) {
		out->targets = own;
		out->n = 1;
		return keep(r, name, own);
	}
	return NULL;
}

/* ---- a header ---- */

static int bind_column(
    struct crm_rows *r, struct crm_map *kept, size_t i, long line, struct crm_err *e)
{
	struct crm_target *own = crm_arena_alloc(&r->arena, sizeof(*own));
	struct crm_binding *b = &r->bindings[i];
	const char *why = crm_rows_bind(r, r->names[i], own, b);

	if (why == NULL && b->n > 0 && b->targets == own && own->shell == NULL) {
		if (crm_mapping_collides(kept, own->path))
			why = "another column holds this field or a part of it";
		crm_map_put(kept, own->path, strlen(own->path), NULL);
	}
	return why == NULL ? 0 : refuse(r, line, e, r->names[i], why);
}

static int take_names(
    struct crm_rows *r, const struct crm_csv_row *h, struct crm_map *names, struct crm_err *e)
{
	for (size_t i = 0; i < r->nheads; i++) {
		size_t len = h->lens[i];
		bool added;

		r->names[i] = crm_arena_strdup(&r->arena, h->cells[i]);
		crm_map_put(names, r->names[i], len, &added);
		if (crm_map_find(r->m->ignore, r->names[i], len) != CRM_MAP_NONE)
			continue;
		if (len == 0)
			return crm_err_at(e, CRM_BADINPUT, r->source, h->line, NULL,
			    "column %zu has no name", i + 1);
		if (!added)
			return refuse(r, h->line, e, r->names[i], "two columns have this name");
	}
	return 0;
}

static int bind_columns(struct crm_rows *r, long line, struct crm_err *e)
{
	struct crm_map *kept = crm_map_new();
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->nheads; i++)
		rc = bind_column(r, kept, i, line, e);
	crm_map_free(kept);
	return rc;
}

/* ---- are they fields? ---- */

/* The field whose name is this one but for case and blanks around it; or NULL. */
static const char *like_field(const struct crm_schema *s, const char *name)
{
	size_t from = strspn(name, " \t"), len = strlen(name);

	while (len > from && (name[len - 1] == ' ' || name[len - 1] == '\t'))
		len--;
	for (size_t i = 0; i < s->n; i++) {
		const char *field = s->fields[i].name;

		if (strlen(field) == len - from && strncasecmp(field, name + from, len - from) == 0)
			return field;
	}
	return NULL;
}

static int check_fields(struct crm_rows *r, long line, struct crm_err *e)
{
	const struct crm_schema *s = r->m->o.schema;
	bool known = false;

	for (size_t i = 0; i < r->nheads; i++) {
		for (size_t k = 0; k < r->bindings[i].n; k++) {
			const struct crm_target *t = &r->bindings[i].targets[k];
			const char *field = t->def == NULL ? like_field(s, t->path) : NULL;

			known = known || t->def != NULL;
			if (field != NULL)
				add_note(r, "%s: '%s' is no field; is '%s' meant?", r->source,
				    t->path, field);
		}
	}
	if (known || r->m->name != NULL)
		return 0;
	return crm_header_foreign(s, r->source, line, e);
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

		for (size_t k = 0; k < r->nheads && !fed; k++) {
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

static int check_keys(const struct crm_rows *r, const struct crm_map *names, struct crm_err *e)
{
	for (const char *const *k = r->m->keys; k != NULL && *k != NULL; k++) {
		if (crm_map_find(names, *k, strlen(*k)) == CRM_MAP_NONE)
			return crm_mapping_refuse(
			    r->m, e, "key.columns", "%s has no column '%s'", r->source, *k);
	}
	return 0;
}

static int check_templates(const struct crm_rows *r, const struct crm_map *names, struct crm_err *e)
{
	const struct crm_template *t;
	const char *field;

	for (size_t i = 0; (t = crm_template_nth(r->m, i, &field)) != NULL; i++) {
		for (size_t k = 0; k < t->n; k++) {
			if (crm_map_find(names, t->columns[k], strlen(t->columns[k])) ==
			    CRM_MAP_NONE)
				return crm_mapping_refuse(r->m, e, field, "%s has no column '%s'",
				    r->source, t->columns[k]);
		}
	}
	return 0;
}

int crm_rows_header(struct crm_rows *r, const struct crm_csv_row *header, struct crm_err *e)
{
	struct crm_map *names = crm_map_new();
	size_t n = own_columns(r->m, header);
	int rc;

	r->bindings = crm_arena_alloc(&r->arena, n * sizeof(*r->bindings));
	r->names = crm_arena_alloc(&r->arena, n * sizeof(*r->names));
	r->cells = crm_arena_alloc(&r->arena, n * sizeof(*r->cells));
	r->nheads = n;
	r->nall = header->n;
	if (n < header->n)
		add_note(r,
		    "%s: the last columns line, column, reason are those of a file of "
		    "rejects: left out",
		    r->source);
	rc = take_names(r, header, names, e);
	if (rc == 0)
		rc = check_columns(r, names, e);
	if (rc == 0)
		rc = bind_columns(r, header->line, e);
	if (rc == 0)
		rc = check_fields(r, header->line, e);
	if (rc == 0)
		rc = check_clear(r, e);
	if (rc == 0)
		rc = check_keys(r, names, e);
	if (rc == 0)
		rc = check_templates(r, names, e);
	crm_map_free(names);
	return rc;
}
