/*
 * Mustache templates: compiled once, rendered many times from a document
 * (lib/data/doc.h). The mandatory modules of the Mustache specification 1.4:
 *
 *	{{name}}           the value, escaped      {{{name}}} {{&name}}  as it is
 *	{{#name}}..{{/name}}  once for each item of a list, once for another
 *	                   value that is true; inside, its members are found first
 *	{{^name}}..{{/name}}  when the value is false (crm_doc_truth())
 *	{{>name}}          another template        {{! text}}  a comment
 *	{{=<% %>=}}        other delimiters from here on
 *
 * A name is looked for in the innermost section's value and then outwards;
 * {{a.b}} is b of a and never a member whose name holds the dot; {{.}} is the
 * section's value itself. Sections, comments, partials and delimiters that stand
 * alone on a line leave no empty line; a partial that does so passes its indentation
 * on to each of its lines. Numbers are written as the document has them.
 * Lambdas and inheritance ({{<name}}, {{$name}}) are not known.
 *
 * Templates are UTF-8 without NUL; a BOM at the start is skipped; LF and CRLF
 * are kept as they are.
 */
#ifndef CRM_IO_MUSTACHE_H
#define CRM_IO_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"

struct crm_buf;
struct crm_doc;
struct crm_map;
struct crm_template;

/* Sections within one another, and partials within one another. */
#define CRM_TEMPLATE_DEPTH 64
/* What one rendering may give: bytes, and one for each tag and line on the way. */
#define CRM_TEMPLATE_MOST ((size_t)1 << 28)

struct crm_template_opts {
	/* The template of that name, or NULL; it must live until rendering ends. NULL: there are
	 * none. */
	const struct crm_template *(*partial)(void *ctx, const char *name);
	void *ctx;
	/* A name, or a partial, that has no value is an error instead of nothing. Null, an object
	 * and a list are no values, an empty text is one. Sections on what is not there stay
	 * false. */
	bool strict;
	/* Appends a value's text, escaped; NULL: crm_template_html(). */
	void (*escape)(const char *text, size_t len, struct crm_buf *out);
	size_t most; /* 0: CRM_TEMPLATE_MOST */
};

/*
 * Copies what it needs. CRM_BADINPUT with source and line: a section that is not
 * closed or not open, a tag without its end or with a bad name, delimiters that
 * are not two, sections nested too deep, NUL, bytes that are not UTF-8.
 */
int crm_template_new(
    const char *text, size_t len, const char *source, struct crm_template **out, struct crm_err *e);
void crm_template_free(struct crm_template *t); /* NULL allowed */

/*
 * Appends to out, or fails and leaves it as it was. data and o may be NULL.
 * CRM_BADINPUT with source, line and name (as field): what strict refuses,
 * partials nested too deep, too much text.
 */
int crm_template_render(const struct crm_template *t, const struct crm_doc *data,
    const struct crm_template_opts *o, struct crm_buf *out, struct crm_err *e);

/* Escapes: HTML's & < > and double quotes; none, for plain text; for a page of text, where a value
 * stays under its heading: its further lines are indented by 6, and what a terminal must not see
 * is written as \u{HEX} (lib/base/utf8.h). */
void crm_template_html(const char *text, size_t len, struct crm_buf *out);
void crm_template_plain(const char *text, size_t len, struct crm_buf *out);
void crm_template_text(const char *text, size_t len, struct crm_buf *out);

/* For a lint of templates: the names of values and sections as they are written ("." is none), and
 * those of partials: each once, in order; the value of an entry is the line of its first use. */
void crm_template_names(const struct crm_template *t, struct crm_map *names);
void crm_template_partials(const struct crm_template *t, struct crm_map *names);

#endif
