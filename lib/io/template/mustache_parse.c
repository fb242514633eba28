/* A template's text to nodes. */
#include <stdbool.h>
#include <string.h>

#include "lib/base/err.h"
#include "lib/io/template/mustache.h"
#include "lib/io/template/mustache_private.h"

#define NONE ((size_t)-1)
#define DELIMITER_MAX 32

struct delimiter {
	const char *s;
	size_t len;
};

struct parse {
	struct crm_template *t;
	const char *text;
	size_t len;
	size_t counted; /* `line` is the line of this offset */
	long line;
	struct delimiter open, close;
	size_t section; /* the innermost open one; its `end` is the one around it */
	unsigned depth;
	struct crm_err *e;
};

struct tag {
	char sigil; /* 'v' for a plain value */
	size_t start, end;
	const char *name; /* without the blanks around it */
	size_t len;
	long line;
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

/* Offsets come in ascending order. */
static long line_at(struct parse *p, size_t at)
{
	for (; p->counted < at; p->counted++) {
		if (p->text[p->counted] == '\n')
			p->line++;
	}
	return p->line;
}

/* Where `first` (0: none) and d stand next, or NONE. */
static size_t find(const struct parse *p, size_t from, char first, struct delimiter d)
{
	size_t lead = first != '\0' ? 1 : 0;

	while (from + lead + d.len <= p->len) {
		char c = lead != 0 ? first : d.s[0];
		const char *hit = memchr(p->text + from, c, p->len - lead - d.len - from + 1);

		if (hit == NULL)
			return NONE;
		if (memcmp(hit + lead, d.s, d.len) == 0)
			return (size_t)(hit - p->text);
		from = (size_t)(hit - p->text) + 1;
	}
	return NONE;
}

static struct crm_template_node *add(struct parse *p, enum crm_template_kind kind, long line)
{
	struct crm_template *t = p->t;
	struct crm_template_node *n;

	crm_grow(&t->nodes, &t->cap, t->n + 1, sizeof(*t->nodes));
	n = &t->nodes[t->n++];
	memset(n, 0, sizeof(*n));
	n->kind = kind;
	n->line = line;
	return n;
}

static bool begins_line(const struct parse *p, size_t at)
{
	return at == 0 || p->text[at - 1] == '\n';
}

static void add_text(struct parse *p, size_t from, size_t to)
{
	while (from < to) {
		const char *nl = memchr(p->text + from, '\n', to - from);
		size_t end = nl != NULL ? (size_t)(nl - p->text) + 1 : to;
		struct crm_template_node *n;

		if (begins_line(p, from))
			add(p, CRM_MU_LINE, 0);
		n = add(p, CRM_MU_TEXT, 0);
		n->text = p->text + from;
		n->len = end - from;
		from = end;
	}
}

/* Reads the tag that opens at tag->start. */
static int read_tag(struct parse *p, struct tag *tag)
{
	size_t at = tag->start + p->open.len, end;
	char before = '\0';

	tag->line = line_at(p, tag->start);
	while (at < p->len && blank(p->text[at]))
		at++;
	tag->sigil = 'v';
	if (at < p->len && strchr("#^/!=>&{<$", p->text[at]) != NULL)
		tag->sigil = p->text[at++];
	if (tag->sigil == '=')
		before = '=';
	else if (tag->sigil == '{')
		before = '}';
	end = find(p, at, before, p->close);
	if (end == NONE)
		return crm_err_at(p->e, CRM_BADINPUT, p->t->source, tag->line, NULL,
		    "a tag without its end, '%.*s%.*s' expected", before != '\0', &before,
		    (int)p->close.len, p->close.s);
	tag->end = end + p->close.len + (before != '\0');
	while (at < end && blank(p->text[at]))
		at++;
	while (end > at && blank(p->text[end - 1]))
		end--;
	tag->name = p->text + at;
	tag->len = end - at;
	return 0;
}

static const char *fault_of_name(const struct tag *tag)
{
	if (tag->len == 0)
		return "a tag without a name";
	for (size_t i = 0; i < tag->len; i++) {
		if (blank(tag->name[i]))
			return "a name cannot hold blanks";
	}
	if (tag->sigil == '<' || tag->sigil == '$')
		return "inheritance is not known here";
	if (tag->sigil == '>' || (tag->len == 1 && tag->name[0] == '.'))
		return NULL;
	for (size_t i = 0; i < tag->len; i++) {
		if (tag->name[i] != '.')
			continue;
		if (i == 0 || i + 1 == tag->len || tag->name[i - 1] == '.')
			return "a name cannot begin or end with a dot, nor hold two together";
	}
	return NULL;
}

/* Every tag but comments and delimiters. */
static int check_name(struct parse *p, const struct tag *tag)
{
	const char *fault = fault_of_name(tag);

	if (fault == NULL)
		return 0;
	return crm_err_at(p->e, CRM_BADINPUT, p->t->source, tag->line, NULL, "%s: '%.*s'", fault,
	    (int)(tag->end - tag->start < 200 ? tag->end - tag->start : 200), p->text + tag->start);
}

static int set_delimiters(struct parse *p, const struct tag *tag)
{
	struct delimiter d[2] = {{NULL, 0}, {NULL, 0}};
	size_t i = 0, n = 0;

	for (; i < tag->len; n++) {
		size_t from = i;

		while (i < tag->len && !blank(tag->name[i]))
			i++;
		if (n == 2 || i - from > DELIMITER_MAX ||
		    memchr(tag->name + from, '=', i - from) != NULL) {
			n = 0;
			break;
		}
		d[n] = (struct delimiter){tag->name + from, i - from};
		while (i < tag->len && blank(tag->name[i]))
			i++;
	}
	if (n != 2)
		return crm_err_at(p->e, CRM_BADINPUT, p->t->source, tag->line, NULL,
		    "two delimiters expected, without '=' and of at most %d bytes: '%.*s'",
		    DELIMITER_MAX, (int)(tag->len < 200 ? tag->len : 200), tag->name);
	p->open = d[0];
	p->close = d[1];
	return 0;
}

static int close_section(struct parse *p, const struct tag *tag)
{
	struct crm_template_node *n;

	if (p->section == NONE)
		return crm_err_at(p->e, CRM_BADINPUT, p->t->source, tag->line, NULL,
		    "'%.*s' is closed but no section is open", (int)tag->len, tag->name);
	n = &p->t->nodes[p->section];
	if (n->len != tag->len || memcmp(n->text, tag->name, tag->len) != 0)
		return crm_err_at(p->e, CRM_BADINPUT, p->t->source, tag->line, NULL,
		    "'%.*s' is closed but '%s' of line %ld is open", (int)tag->len, tag->name,
		    n->text, n->line);
	p->section = n->end;
	n->end = p->t->n;
	p->depth--;
	return 0;
}

static int open_section(struct parse *p, struct crm_template_node *n)
{
	if (++p->depth > CRM_TEMPLATE_DEPTH)
		return crm_err_at(p->e, CRM_BADINPUT, p->t->source, n->line, n->text,
		    "more than %d sections within one another", CRM_TEMPLATE_DEPTH);
	n->end = p->section;
	p->section = (size_t)(n - p->t->nodes);
	return 0;
}

/* margin: where the blanks before a tag alone on its line begin, else NONE. */
static int take_tag(struct parse *p, const struct tag *tag, size_t margin)
{
	struct crm_template_node *n;

	if (tag->sigil == '!')
		return 0;
	if (tag->sigil == '=')
		return set_delimiters(p, tag);
	if (check_name(p, tag) != 0)
		return -1;
	if (tag->sigil == '/')
		return close_section(p, tag);
	n = add(p, CRM_MU_RAW, tag->line);
	n->text = crm_arena_strndup(&p->t->arena, tag->name, tag->len);
	n->len = tag->len;
	if (tag->sigil == 'v') {
		n->kind = CRM_MU_VALUE;
	} else if (tag->sigil == '>') {
		n->kind = CRM_MU_PARTIAL;
		n->indent = margin != NONE ? p->text + margin : NULL;
		n->indent_len = margin != NONE ? tag->start - margin : 0;
	} else if (tag->sigil == '#' || tag->sigil == '^') {
		n->kind = tag->sigil == '#' ? CRM_MU_SECTION : CRM_MU_INVERTED;
		return open_section(p, n);
	}
	return 0;
}

/* Is the tag alone on its line? Then where the line begins and where the next one does. */
static bool alone(const struct parse *p, const struct tag *tag, size_t *margin, size_t *next)
{
	size_t from = tag->start, to = tag->end;

	if (tag->sigil == 'v' || tag->sigil == '&' || tag->sigil == '{')
		return false;
	while (from > 0 && (p->text[from - 1] == ' ' || p->text[from - 1] == '\t'))
		from--;
	if (!begins_line(p, from))
		return false;
	while (to < p->len && (p->text[to] == ' ' || p->text[to] == '\t'))
		to++;
	if (to + 1 < p->len && p->text[to] == '\r' && p->text[to + 1] == '\n')
		to++;
	if (to < p->len && p->text[to] != '\n')
		return false;
	*margin = from;
	*next = to < p->len ? to + 1 : to;
	return true;
}

int crm_template_parse(struct crm_template *t, const char *text, size_t len, struct crm_err *e)
{
	struct parse p = {
	    .t = t,
	    .text = text,
	    .len = len,
	    .line = 1,
	    .open = {"{{", 2},
	    .close = {"}}", 2},
	    .section = NONE,
	    .e = e,
	};
	size_t at = 0;

	for (;;) {
		struct tag tag = {.start = find(&p, at, '\0', p.open)};
		size_t margin = NONE, next;

		if (tag.start == NONE)
			break;
		if (read_tag(&p, &tag) != 0)
			return -1;
		next = tag.end;
		if (alone(&p, &tag, &margin, &next)) {
			add_text(&p, at, margin);
		} else {
			add_text(&p, at, tag.start);
			if (begins_line(&p, tag.start))
				add(&p, CRM_MU_LINE, 0);
		}
		if (take_tag(&p, &tag, margin) != 0)
			return -1;
		at = next;
	}
	add_text(&p, at, len);
	if (p.section == NONE)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, t->source, t->nodes[p.section].line, NULL,
	    "section '%s' is not closed", t->nodes[p.section].text);
}
