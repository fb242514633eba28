#include "lib/io/template/mustache.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/data/doc.h"
#include "lib/io/template/mustache_private.h"

/* The values that names are looked for in, innermost first. */
struct scope {
	const struct crm_doc *value;
	const struct scope *outer;
};

struct render {
	struct crm_template_opts o;
	struct crm_buf *out;
	struct crm_buf scratch;
	size_t left; /* of o.most */
	struct crm_err *e;
};

/* Where rendering is: a template, its indentation, what it sees. */
struct place {
	const struct crm_template *t;
	const struct scope *scope;
	const char *indent;
	size_t indent_len;
	unsigned depth; /* of partials */
};

/* The whole text must be UTF-8 without NUL. */
static int check_text(const char *text, size_t len, const char *source, struct crm_err *e)
{
	const char *nul = len > 0 ? memchr(text, '\0', len) : NULL;
	size_t bad = crm_utf8_invalid(text, len);
	long line = 1;

	if (nul == NULL && bad == len)
		return 0;
	if (nul != NULL && (size_t)(nul - text) < bad)
		bad = (size_t)(nul - text);
	for (size_t i = 0; i < bad; i++)
		line += text[i] == '\n';
	return crm_err_at(e, CRM_BADINPUT, source, line, NULL, "%s",
	    text[bad] == '\0' ? "a NUL byte, text expected" : "not UTF-8");
}

int crm_template_new(
    const char *text, size_t len, const char *source, struct crm_template **out, struct crm_err *e)
{
	struct crm_template *t;

	if (check_text(text, len, source, e) != 0)
		return -1;
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	t = crm_calloc(1, sizeof(*t));
	t->source = crm_arena_strdup(&t->arena, source);
	text = crm_arena_strndup(&t->arena, text, len);
	if (crm_template_parse(t, text, len, e) != 0) {
		crm_template_free(t);
		return -1;
	}
	*out = t;
	return 0;
}

void crm_template_free(struct crm_template *t)
{
	if (t == NULL)
		return;
	crm_arena_release(&t->arena);
	free(t->nodes);
	free(t);
}

static const struct crm_doc *look_up(const struct scope *s, const char *name)
{
	const struct crm_doc *v = NULL;
	size_t len = strcspn(name, ".");

	if (len == 0)
		return s->value;
	for (; s != NULL && v == NULL; s = s->outer)
		v = crm_doc_member(s->value, name, len);
	while (v != NULL && name[len] == '.') {
		name += len + 1;
		len = strcspn(name, ".");
		v = crm_doc_member(v, name, len);
	}
	return v;
}

static int fail(const struct render *r, const struct place *at, const struct crm_template_node *n,
    const char *text)
{
	return crm_err_at(r->e, CRM_BADINPUT, at->t->source, n->line,
	    n->kind > CRM_MU_TEXT ? n->text : NULL, "%s", text);
}

/* One step that has given this many bytes. */
static int charge(
    struct render *r, const struct place *at, const struct crm_template_node *n, size_t bytes)
{
	if (bytes >= r->left)
		return fail(r, at, n, "the template gives too much text");
	r->left -= bytes + 1;
	return 0;
}

static int put_value(struct render *r, const struct place *at, const struct crm_template_node *n)
{
	const struct crm_doc *v = look_up(at->scope, n->text);
	enum crm_doc_kind kind = crm_doc_kind(v);

	if (kind == CRM_DOC_NONE || kind == CRM_DOC_OBJECT || kind == CRM_DOC_LIST) {
		if (!r->o.strict)
			return 0;
		return fail(r, at, n, kind == CRM_DOC_NONE ? "no value" : "not a single value");
	}
	if (n->kind == CRM_MU_RAW) {
		crm_doc_print(v, r->out);
		return 0;
	}
	crm_buf_clear(&r->scratch);
	crm_doc_print(v, &r->scratch);
	r->o.escape(crm_buf_str(&r->scratch), r->scratch.len, r->out);
	return 0;
}

static int put_nodes(struct render *r, const struct place *at, size_t from, size_t to);

static int put_partial(struct render *r, const struct place *at, const struct crm_template_node *n)
{
	const struct crm_template *t =
	    r->o.partial != NULL ? r->o.partial(r->o.ctx, n->text) : NULL;
	struct place inner = {.t = t, .scope = at->scope, .depth = at->depth + 1};
	struct crm_buf indent = CRM_BUF_INIT;
	int rc;

	if (t == NULL)
		return r->o.strict ? fail(r, at, n, "no such partial") : 0;
	if (inner.depth > CRM_TEMPLATE_DEPTH)
		return fail(r, at, n, "partials within one another without end");
	if (n->indent != NULL) {
		crm_buf_add(&indent, at->indent, at->indent_len);
		crm_buf_add(&indent, n->indent, n->indent_len);
		inner.indent = indent.data;
		inner.indent_len = indent.len;
	}
	rc = put_nodes(r, &inner, 0, t->n);
	crm_buf_release(&indent);
	return rc;
}

static int put_section(struct render *r, const struct place *at, size_t i)
{
	const struct crm_template_node *n = &at->t->nodes[i];
	const struct crm_doc *v = look_up(at->scope, n->text);
	bool many = crm_doc_kind(v) == CRM_DOC_LIST;
	size_t times = many ? crm_doc_count(v) : 1;

	if (crm_doc_truth(v) == (n->kind == CRM_MU_INVERTED))
		return 0;
	if (n->kind == CRM_MU_INVERTED)
		return put_nodes(r, at, i + 1, n->end);
	for (size_t k = 0; k < times; k++) {
		struct scope scope = {many ? crm_doc_at(v, k) : v, at->scope};
		struct place inner = *at;

		inner.scope = &scope;
		if (charge(r, at, n, 0) != 0 || put_nodes(r, &inner, i + 1, n->end) != 0)
			return -1;
	}
	return 0;
}

static int put_nodes(struct render *r, const struct place *at, size_t from, size_t to)
{
	size_t next;

	for (size_t i = from; i < to; i = next) {
		const struct crm_template_node *n = &at->t->nodes[i];
		size_t before = r->out->len;
		int rc = 0;

		next = i + 1;
		switch (n->kind) {
		case CRM_MU_LINE:
			crm_buf_add(r->out, at->indent, at->indent_len);
			break;
		case CRM_MU_TEXT:
			crm_buf_add(r->out, n->text, n->len);
			break;
		case CRM_MU_VALUE:
		case CRM_MU_RAW:
			rc = put_value(r, at, n);
			break;
		case CRM_MU_SECTION:
		case CRM_MU_INVERTED:
			next = n->end;
			rc = put_section(r, at, i);
			before = r->out->len; /* its nodes have paid */
			break;
		case CRM_MU_PARTIAL:
			rc = put_partial(r, at, n);
			before = r->out->len;
			break;
		}
		if (rc != 0 || charge(r, at, n, r->out->len - before) != 0)
			return -1;
	}
	return 0;
}

int crm_template_render(const struct crm_template *t, const struct crm_doc *data,
    const struct crm_template_opts *o, struct crm_buf *out, struct crm_err *e)
{
	struct scope scope = {data, NULL};
	struct place at = {.t = t, .scope = &scope};
	struct render r = {.out = out, .scratch = CRM_BUF_INIT, .e = e};
	size_t len = out->len;
	int rc;

	if (o != NULL)
		r.o = *o;
	if (r.o.escape == NULL)
		r.o.escape = crm_template_html;
	r.left = r.o.most != 0 ? r.o.most : CRM_TEMPLATE_MOST;
	rc = put_nodes(&r, &at, 0, t->n);
	if (rc != 0)
		crm_buf_cut(out, len);
	crm_buf_release(&r.scratch);
	return rc;
}

void crm_template_html(const char *text, size_t len, struct crm_buf *out)
{
	for (size_t i = 0, from = 0; i <= len; i++) {
		const char *as = NULL;

		if (i < len && text[i] == '&')
			as = "&amp;";
		else if (i < len && text[i] == '<')
			as = "&lt;";
		else if (i < len && text[i] == '>')
			as = "&gt;";
		else if (i < len && text[i] == '"')
			as = "&quot;";
		if (as == NULL && i < len)
			continue;
		crm_buf_add(out, text + from, i - from);
		if (as != NULL)
			crm_buf_addz(out, as);
		from = i + 1;
	}
}

void crm_template_plain(const char *text, size_t len, struct crm_buf *out)
{
	crm_buf_add(out, text, len);
}

void crm_template_text(const char *text, size_t len, struct crm_buf *out)
{
	size_t at = 0;

	while (at < len) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end != NULL ? (size_t)(end - text) - at : len - at, shown = n;

		if (end != NULL && n > 0 && text[at + n - 1] == '\r')
			shown--;
		if (at > 0 && shown > 0)
			crm_buf_addz(out, "      ");
		crm_utf8_visible(out, text + at, shown, true);
		at += n + (end != NULL);
		if (end != NULL && at < len)
			crm_buf_addc(out, '\n');
	}
}

static void list(const struct crm_template *t, bool partials, struct crm_map *names)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct crm_template_node *n = &t->nodes[i];
		size_t at;
		bool added;

		if (n->kind <= CRM_MU_TEXT || (n->kind == CRM_MU_PARTIAL) != partials ||
		    (!partials && strcmp(n->text, ".") == 0))
			continue;
		at = crm_map_put(names, n->text, n->len, &added);
		if (added)
			*crm_map_value(names, at) = (size_t)n->line;
	}
}

void crm_template_names(const struct crm_template *t, struct crm_map *names)
{
	list(t, false, names);
}

void crm_template_partials(const struct crm_template *t, struct crm_map *names)
{
	list(t, true, names);
}
