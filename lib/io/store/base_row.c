/* One row of a base table: its cells, and the fields that they are. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/reader_private.h"
#include "lib/io/store/store_private.h"

void crm_cells_release(struct crm_cells *c)
{
	crm_buf_release(&c->text);
	free(c->cells);
	free(c->lens);
	memset(c, 0, sizeof(*c));
}

size_t crm_cells_len(const char *p, size_t n)
{
	const char *lf = n > 0 ? memchr(p, '\n', n) : NULL;
	bool quoted = false;
	size_t i;

	if (lf != NULL && memchr(p, '"', (size_t)(lf - p)) == NULL)
		return (size_t)(lf - p) + 1;
	/* a quote opens, closes or doubles: an odd number of them is within */
	for (i = 0; i < n; i++) {
		if (p[i] == '"')
			quoted = !quoted;
		else if (p[i] == '\n' && !quoted)
			return i + 1;
	}
	return 0;
}

static void add_cell(struct crm_cells *c, size_t from)
{
	crm_grow(&c->lens, &c->lens_cap, c->n + 1, sizeof(*c->lens));
	c->lens[c->n++] = c->text.len - from;
	crm_buf_addc(&c->text, '\0');
}

/* The cell at p up to its comma or the end, appended; where it ends, or NULL. */
static const char *quoted_cell(
    const char *p, const char *end, struct crm_cells *c, struct crm_err *e)
{
	const char *q;

	for (p++;; p = q + 2) {
		q = p < end ? memchr(p, '"', (size_t)(end - p)) : NULL;
		if (q == NULL) {
			crm_err_set(e, CRM_BADINPUT, "a quoted field begins here and never ends");
			return NULL;
		}
		crm_buf_add(&c->text, p, (size_t)(q - p));
		if (q + 1 == end || q[1] != '"')
			break;
		crm_buf_addc(&c->text, '"');
	}
	if (q + 1 < end && q[1] != ',') {
		crm_err_set(e, CRM_BADINPUT, "text after a closing quote");
		return NULL;
	}
	return q + 1;
}

static const char *plain_cell(
    const char *p, const char *end, struct crm_cells *c, struct crm_err *e)
{
	const char *q = p;

	while (q < end && *q != ',' && *q != '"')
		q++;
	if (q < end && *q == '"') {
		crm_err_set(e, CRM_BADINPUT, "a quote inside a field that is not quoted");
		return NULL;
	}
	if (q > p)
		crm_buf_add(&c->text, p, (size_t)(q - p));
	return q;
}

static void lay_out(struct crm_cells *c)
{
	const char *p = c->text.data;

	crm_grow(&c->cells, &c->cells_cap, c->n, sizeof(*c->cells));
	for (size_t i = 0; i < c->n; i++) {
		c->cells[i] = p;
		p += c->lens[i] + 1;
	}
}

int crm_cells_split(const char *p, size_t len, struct crm_cells *out, struct crm_err *e)
{
	const char *end = p + len;
	size_t from;

	crm_buf_clear(&out->text);
	out->n = 0;
	if (len > 0 && end[-1] == '\n')
		end--;
	if (end > p && end[-1] == '\r')
		end--;
	if (memchr(p, '\0', (size_t)(end - p)) != NULL)
		return crm_err_set(e, CRM_BADINPUT, "a NUL byte: this is no text");
	for (;; p++) {
		from = out->text.len;
		p = p < end && *p == '"' ? quoted_cell(p, end, out, e) : plain_cell(p, end, out, e);
		if (p == NULL)
			return -1;
		add_cell(out, from);
		if (p == end)
			break;
	}
	lay_out(out);
	return 0;
}

/* ---- the header ---- */

const char *crm_base_prefix(const struct crm_map *names)
{
	for (size_t i = 0; i < crm_map_count(names); i++) {
		const char *name = crm_map_key(names, i, NULL), *dot = name;

		while ((dot = strchr(dot, '.')) != NULL) {
			if (crm_map_find(names, name, (size_t)(dot - name)) != CRM_MAP_NONE)
				return name;
			dot++;
		}
	}
	return NULL;
}

const char *crm_base_wrong(const char *name)
{
	size_t top = strcspn(name, "."), len = strlen(name);
	char first[16] = ""; /* as long as any reserved name */

	if (len == 0)
		return "a column has no name";
	if (crm_header_control(name))
		return "a control character in the name of a column";
	if (name[0] == '.' || name[len - 1] == '.' || strstr(name, "..") != NULL)
		return "no field name";
	if (top < sizeof(first))
		memcpy(first, name, top);
	return crm_reserved_name(first) ? "a name of the journal's envelope, no field" : NULL;
}

static int take_name(
    struct crm_base *b, struct crm_map *names, size_t i, long line, struct crm_err *e)
{
	const struct crm_schema *schema = crm_store_schema(b->store, b->kind);
	struct crm_base_column *c = &b->columns[i];
	const char *name = b->row.cells[i], *why = crm_base_wrong(name);
	bool added;

	crm_map_put(names, name, b->row.lens[i], &added);
	if (why == NULL && !added)
		why = "two columns have this name";
	if (why != NULL)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, name, "%s", why);
	c->name = crm_strdup(name);
	c->def = schema != NULL ? crm_schema_path(schema, name) : NULL;
	c->journal = crm_settings_gives(crm_store_settings(b->store), b->kind, name);
	for (c->depth = 1; *name != '\0'; name++)
		c->depth += *name == '.';
	if (c->depth > b->limits.depth)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, c->name,
		    "nests deeper than %zu (--limit depth=N)", b->limits.depth);
	return 0;
}

static int take_names(struct crm_base *b, struct crm_map *names, long line, struct crm_err *e)
{
	const char *part;
	size_t id;

	for (size_t i = 0; i < b->n; i++)
		if (take_name(b, names, i, line, e) != 0)
			return -1;
	id = crm_map_find(names, "id", 2);
	if (id == CRM_MAP_NONE)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, NULL,
		    "no column is named id: a base table begins with a row of field names, commas "
		    "between");
	b->id = id;
	b->of_kind = crm_map_find(names, "kind", 4);
	part = crm_base_prefix(names);
	if (part != NULL)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, part,
		    "another column holds the field that this is a part of");
	return 0;
}

int crm_base_header(struct crm_base *b, long line, struct crm_err *e)
{
	struct crm_map *names;
	int ret;

	if (b->row.n > b->limits.csv_columns)
		return crm_err_at(e, CRM_BADINPUT, b->path.data, line, NULL,
		    "has %zu columns, at most %zu (--limit csv-columns=N)", b->row.n,
		    b->limits.csv_columns);
	b->n = b->row.n;
	b->columns = crm_calloc(b->n, sizeof(*b->columns));
	names = crm_map_new();
	ret = take_names(b, names, line, e);
	crm_map_free(names);
	return ret;
}

/* ---- its fields ---- */

/* As the schema reads it; what it cannot read stays the text that it is. */
static void type_cell(
    const struct crm_base *b, const struct crm_base_column *c, size_t i, struct crm_cell *out)
{
	struct crm_limits l = b->limits;

	crm_field_read(c->def, b->row.cells[i], b->row.lens[i], out, NULL);
	l.depth -= c->depth;
	if (out->type == CRM_T_BAD ||
	    (out->type == CRM_T_NESTED && crm_json_check(out->text, out->len, &l, NULL) != 0))
		*out = crm_cell_textn(b->row.cells[i], b->row.lens[i]);
}

int crm_base_record(struct crm_base *b, size_t row, struct crm_record **out, struct crm_err *e)
{
	struct crm_record *r;
	struct crm_cell cell;

	if (crm_base_read(b, row, e) != 0)
		return -1;
	r = crm_record_new();
	for (size_t i = 0; i < b->n; i++) {
		if (i == b->id || strcmp(b->columns[i].name, "kind") == 0)
			continue;
		type_cell(b, &b->columns[i], i, &cell);
		if (cell.type != CRM_T_ABSENT)
			crm_record_set(r, b->columns[i].name, &cell);
	}
	*out = r;
	return 0;
}
