/* A whole page of HTML that is to stand among others: its body, and its styles for it alone. */
#include <string.h>
#include <strings.h>

#include "cmd/crm-notify/work.h"
#include "lib/base/buf.h"

struct span {
	const char *at, *end;
};

/* ---- styles ---- */

/* Past what begins here: a comment, a string, else one byte. */
static const char *past(const char *s, const char *end)
{
	const char quote = *s;

	if (end - s >= 2 && s[0] == '/' && s[1] == '*') {
		for (s += 2; end - s >= 2 && (s[0] != '*' || s[1] != '/'); s++)
			;
		return end - s >= 2 ? s + 2 : end;
	}
	s++;
	if (quote != '"' && quote != '\'')
		return s;
	while (s < end && *s != quote)
		s += *s == '\\' && end - s >= 2 ? 2 : 1;
	return s < end ? s + 1 : end;
}

/* To the first of these bytes that is not within a comment, a string or brackets. */
static const char *until(const char *s, const char *end, const char *bytes)
{
	int depth = 0;

	while (s < end && (depth > 0 || strchr(bytes, *s) == NULL)) {
		if (*s == '(' || *s == '[')
			depth++;
		else if ((*s == ')' || *s == ']') && depth > 0)
			depth--;
		s = past(s, end);
	}
	return s;
}

/* The end of a block, behind its { . */
static const char *block_end(const char *s, const char *end)
{
	int depth = 0;

	while (s < end && (depth > 0 || *s != '}')) {
		if (*s == '{')
			depth++;
		else if (*s == '}')
			depth--;
		s = past(s, end);
	}
	return s;
}

static struct span trimmed(struct span t)
{
	while (t.at < t.end && strchr(" \t\r\n\f", *t.at) != NULL)
		t.at++;
	while (t.end > t.at && strchr(" \t\r\n\f", t.end[-1]) != NULL)
		t.end--;
	return t;
}

static bool is_name(char c)
{
	return c == '-' || c == '_' || (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does it begin with that word, as a whole? */
static bool begins(struct span t, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(t.end - t.at) >= len && strncasecmp(t.at, word, len) == 0 &&
	    (t.at + len == t.end || !is_name(t.at[len]));
}

static bool skip_root(struct span *t)
{
	static const char *const roots[] = {"html", "body", ":root"};

	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
		if (begins(*t, roots[i])) {
			t->at += strlen(roots[i]);
			return true;
		}
	}
	return false;
}

/* "td" is "SCOPE td"; "body .x" is "SCOPE .x", as "html > body .x" is; "body.x" is "SCOPE.x". */
static void add_selector(struct span t, const char *scope, struct crm_buf *out)
{
	bool root = false;

	t = trimmed(t);
	while (skip_root(&t)) {
		struct span rest = trimmed(t), after;

		root = true;
		if (rest.at < rest.end && *rest.at == '>')
			rest = trimmed((struct span){rest.at + 1, rest.end});
		after = rest;
		if (rest.at == t.at || !skip_root(&after))
			break;
		t = rest;
	}
	crm_buf_addf(out, "%s%s", scope, root ? "" : " ");
	crm_buf_add(out, t.at, (size_t)(t.end - t.at));
}

static void add_selectors(struct span t, const char *scope, struct crm_buf *out)
{
	const char *s = t.at;

	while (s < t.end) {
		const char *end = until(s, t.end, ",");

		if (s > t.at)
			crm_buf_addz(out, ", ");
		add_selector((struct span){s, end}, scope, out);
		s = end < t.end ? end + 1 : end;
	}
}

static void add_rules(struct span t, const char *scope, int depth, struct crm_buf *out);

static void add_rule(
    struct span head, struct span block, const char *scope, int depth, struct crm_buf *out)
{
	if (begins(head, "@page"))
		return;
	if (depth < 8 && (begins(head, "@media") || begins(head, "@supports"))) {
		crm_buf_add(out, head.at, (size_t)(head.end - head.at));
		crm_buf_addz(out, " {\n");
		add_rules(block, scope, depth + 1, out);
		crm_buf_addz(out, "}\n");
		return;
	}
	if (head.at < head.end && *head.at == '@')
		crm_buf_add(out, head.at, (size_t)(head.end - head.at));
	else
		add_selectors(head, scope, out);
	crm_buf_addz(out, " {");
	crm_buf_add(out, block.at, (size_t)(block.end - block.at));
	crm_buf_addz(out, "}\n");
}

static void add_rules(struct span t, const char *scope, int depth, struct crm_buf *out)
{
	const char *s = t.at;

	while (s < t.end) {
		struct span head, block;

		while (s < t.end && strchr(" \t\r\n\f}", *s) != NULL)
			s++;
		if (s + 1 < t.end && s[0] == '/' && s[1] == '*') {
			s = past(s, t.end);
			continue;
		}
		head = trimmed((struct span){s, until(s, t.end, "{;")});
		s = until(s, t.end, "{;");
		if (s >= t.end || *s == ';') { /* @charset, @import */
			s = s < t.end ? s + 1 : s;
			continue;
		}
		block = (struct span){s + 1, block_end(s + 1, t.end)};
		if (block.end >= t.end) /* never closed: it would take what follows with it */
			break;
		add_rule(head, block, scope, depth, out);
		s = block.end + 1;
	}
}

/* ---- the page ---- */

/* Where a tag begins, "<body" or "</body"; NULL: nowhere before end. */
static const char *tag(const char *s, const char *end, const char *name)
{
	size_t len = strlen(name);

	for (; (size_t)(end - s) >= len && s < end; s++) {
		if (*s == '<' && strncasecmp(s, name, len) == 0 &&
		    (s + len == end || !is_name(s[len])))
			return s;
	}
	return NULL;
}

/* Behind the tag that begins here. */
static const char *tag_end(const char *s, const char *end)
{
	while (s < end && *s != '>')
		s = past(s, end);
	return s < end ? s + 1 : end;
}

static void add_styles(struct span t, const char *scope, struct crm_buf *style)
{
	const char *s;

	while ((s = tag(t.at, t.end, "<style")) != NULL) {
		struct span css = {tag_end(s, t.end), NULL};

		css.end = tag(css.at, t.end, "</style");
		if (css.end == NULL)
			css.end = t.end;
		add_rules(css, scope, 0, style);
		t.at = css.end;
	}
}

void sheet_page_split(
    const char *html, const char *scope, struct crm_buf *style, struct crm_buf *body)
{
	const char *end = html + strlen(html), *from = tag(html, end, "<body"), *to = NULL, *s;

	if (from == NULL)
		from = tag(html, end, "</head");
	if (from != NULL) {
		add_styles((struct span){html, from}, scope, style);
		from = tag_end(from, end);
	} else {
		from = html;
	}
	for (s = from; (s = tag(s, end, "</body")) != NULL; s++)
		to = s;
	if (to == NULL)
		to = end;
	crm_buf_add(body, from, (size_t)(to - from));
}
