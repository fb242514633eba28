/* Rows of cells as JSON objects: dotted names nested, in column order. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/io/writer_private.h"

#define NONE ((size_t)-1)
#define DEPTH 64

struct node {
	char *name;
	size_t column; /* NONE: an object */
	size_t child, next;
};

struct crm_json_layout { /* nodes[0] is the root */
	struct node *nodes;
	size_t n, cap;
};

static size_t find_child(
    const struct crm_json_layout *l, size_t parent, const char *name, size_t len)
{
	size_t i;

	for (i = l->nodes[parent].child; i != NONE; i = l->nodes[i].next)
		if (strlen(l->nodes[i].name) == len && memcmp(l->nodes[i].name, name, len) == 0)
			break;
	return i;
}

static size_t add_node(
    struct crm_json_layout *l, size_t parent, const char *name, size_t len, size_t column)
{
	size_t i = l->n++, *link;

	crm_grow(&l->nodes, &l->cap, l->n, sizeof(*l->nodes));
	l->nodes[i] = (struct node){crm_strndup(name, len), column, NONE, NONE};
	if (i == 0)
		return i;
	link = &l->nodes[parent].child;
	while (*link != NONE)
		link = &l->nodes[*link].next;
	*link = i;
	return i;
}

/* The object that the name's last part goes into, made where needed; NONE
 * when a column stands in the way. *rest is that last part. */
static size_t make_parents(struct crm_json_layout *l, const char *name, const char **rest)
{
	size_t at = 0, depth = 0;
	const char *dot;

	while ((dot = strchr(name, '.')) != NULL) {
		size_t len = (size_t)(dot - name), i = find_child(l, at, name, len);

		if (++depth > DEPTH || (i != NONE && l->nodes[i].column != NONE))
			return NONE;
		at = i != NONE ? i : add_node(l, at, name, len, NONE);
		name = dot + 1;
	}
	*rest = name;
	return find_child(l, at, name, strlen(name)) == NONE ? at : NONE;
}

struct crm_json_layout *crm_json_layout_new(const struct crm_column *columns, size_t n)
{
	struct crm_json_layout *l = crm_calloc(1, sizeof(*l));

	add_node(l, 0, "", 0, NONE);
	for (size_t i = 0; i < n; i++) {
		const char *name = columns[i].name, *rest = name;
		size_t at = make_parents(l, name, &rest);

		/* "a" and "a.b": the second one keeps its dots; a name that is
		 * there already is given once */
		if (at == NONE) {
			at = 0;
			rest = name;
		}
		if (find_child(l, at, rest, strlen(rest)) == NONE)
			add_node(l, at, rest, strlen(rest), i);
	}
	return l;
}

void crm_json_layout_free(struct crm_json_layout *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->n; i++)
		free(l->nodes[i].name);
	free(l->nodes);
	free(l);
}

/* ---- values ---- */

static void add_ascii(struct crm_buf *out, unsigned char c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char *p = c != 0 ? strchr(from, c) : NULL;

	if (p != NULL) {
		crm_buf_addc(out, '\\');
		crm_buf_addc(out, to[p - from]);
	} else {
		crm_buf_addf(out, "\\u%04X", c);
	}
}

/* As jansson writes it; bytes that are not UTF-8 become U+FFFD. */
static void add_string(const char *s, size_t len, struct crm_buf *out)
{
	size_t i = 0;

	crm_buf_addc(out, '"');
	while (i < len) {
		unsigned char c = (unsigned char)s[i];
		size_t n = i;
		uint32_t cp;

		while (n < len && (unsigned char)s[n] >= 0x20 && (unsigned char)s[n] < 0x7f &&
		    s[n] != '"' && s[n] != '\\')
			n++;
		if (n > i) {
			crm_buf_add(out, s + i, n - i);
			i = n;
			continue;
		}
		n = c < 0x80 ? 1 : crm_utf8_decode(s + i, len - i, &cp);
		if (c < 0x80 && c != 0x7f)
			add_ascii(out, c);
		else if (n == 0)
			crm_buf_addz(out, "\xef\xbf\xbd");
		else
			crm_buf_add(out, s + i, n);
		i += n > 0 ? n : 1;
	}
	crm_buf_addc(out, '"');
}

/* "007" is a decimal, but no JSON number. */
static bool is_json_number(const struct crm_buf *b)
{
	const char *s = crm_buf_str(b);

	s += *s == '-';
	return *s >= '0' && *s <= '9' && !(s[0] == '0' && s[1] >= '0' && s[1] <= '9');
}

static void add_number(const struct crm_cell *c, struct crm_buf *out)
{
	struct crm_cell canonical = *c;
	struct crm_buf b = CRM_BUF_INIT;

	crm_cell_print(c, &b);
	canonical.text = NULL;
	if (is_json_number(&b))
		crm_buf_add(out, b.data, b.len);
	else
		crm_cell_print(&canonical, out);
	crm_buf_release(&b);
}

/* JSON text as it is, but on one line. */
static void add_nested(const struct crm_buf *json, struct crm_buf *out)
{
	if (json->len == 0)
		crm_buf_addz(out, "null");
	for (size_t i = 0; i < json->len; i++)
		crm_buf_addc(out, (unsigned char)json->data[i] < 0x20 ? ' ' : json->data[i]);
}

static void add_value(const struct crm_cell *c, bool number, struct crm_buf *out)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (c->type == CRM_T_ABSENT) {
		crm_buf_addz(out, "null");
	} else if (c->type == CRM_T_BOOL) {
		crm_buf_addz(out, c->u.b ? "true" : "false");
	} else if (number && (c->type == CRM_T_INT || c->type == CRM_T_DEC)) {
		add_number(c, out);
	} else if (c->text != NULL && c->type != CRM_T_NESTED) {
		add_string(c->text, c->len, out);
	} else {
		crm_cell_print(c, &b);
		if (c->type == CRM_T_NESTED)
			add_nested(&b, out);
		else
			add_string(crm_buf_str(&b), b.len, out);
		crm_buf_release(&b);
	}
}

/* ---- objects ---- */

struct row {
	const struct crm_json_layout *layout;
	const struct crm_column *columns;
	const struct crm_cell *cells;
	bool typed;
	struct crm_buf *out;
};

/* Appends an object with the members that are there; false when none is. */
static bool add_object(const struct row *r, size_t parent)
{
	const struct node *nodes = r->layout->nodes;
	struct crm_buf *out = r->out;
	bool any = false;

	crm_buf_addc(out, '{');
	for (size_t i = nodes[parent].child; i != NONE; i = nodes[i].next) {
		size_t before = out->len, c = nodes[i].column;
		bool there = true;

		if (c != NONE && r->cells[c].type == CRM_T_ABSENT && !r->columns[c].null)
			continue;
		if (any)
			crm_buf_addc(out, ',');
		add_string(nodes[i].name, strlen(nodes[i].name), out);
		crm_buf_addc(out, ':');
		if (c == NONE)
			there = add_object(r, i);
		else
			add_value(&r->cells[c], r->typed || r->columns[c].right, out);
		if (!there)
			crm_buf_cut(out, before);
		any = any || there;
	}
	crm_buf_addc(out, '}');
	return any;
}

void crm_json_row(const struct crm_json_layout *l, const struct crm_column *columns,
    const struct crm_cell *cells, bool typed, struct crm_buf *out)
{
	struct row r = {l, columns, cells, typed, out};

	add_object(&r, 0);
}
