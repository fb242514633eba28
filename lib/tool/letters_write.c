/* One notice's texts, for one addressee. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/notice/local.h"
#include "lib/tool/letters_private.h"

/* ---- escapes ---- */

void crm_letter_markdown(const char *text, size_t len, struct crm_buf *out)
{
	bool begins = true; /* a line */

	for (size_t i = 0; i < len; i++) {
		char c = text[i];
		size_t digits = 0;

		while (begins && i + digits < len && text[i + digits] >= '0' &&
		    text[i + digits] <= '9')
			digits++;
		if (begins && i > 0 && (c == ' ' || c == '\t'))
			continue;
		if (digits > 0 && i + digits < len && text[i + digits] == '.') {
			crm_buf_add(out, text + i, digits);
			crm_buf_addz(out, "\\.");
			i += digits;
		} else {
			if (c != '\0' &&
			    (strchr("\\`*_[]()<>~|#&", c) != NULL ||
			        (begins && strchr("-+=", c) != NULL)))
				crm_buf_addc(out, '\\');
			crm_buf_addc(out, c);
		}
		begins = c == '\n' || c == '\r';
	}
}

static void (*escape_of(enum crm_medium m))(const char *text, size_t len, struct crm_buf *out)
{
	switch (m) {
	case CRM_MEDIUM_HTML:
	case CRM_MEDIUM_PRINT:
		return crm_template_html;
	case CRM_MEDIUM_IM:
		return crm_letter_markdown;
	case CRM_MEDIUM_TEXT:
	case CRM_MEDIUM_SMS:
	case CRM_MEDIA:
		break;
	}
	return crm_template_plain;
}

/* ---- filling ---- */

struct partials {
	const struct crm_letters *all;
	const char *suffix;
	const struct crm_template *own; /* HTML, for a page */
};

static const struct crm_template *partial(void *ctx, const char *name)
{
	const struct partials *p = ctx;

	if (p->own != NULL && strcmp(name, CRM_LETTERS_HTML) == 0)
		return p->own;
	return crm_letters_partial(p->all, name, p->suffix);
}

static int fill(const struct crm_letters *l, const struct crm_template *t,
    const struct crm_template *own, enum crm_medium m, const struct crm_doc *data,
    struct crm_buf *out, struct crm_err *e)
{
	struct partials p = {l, crm_letters_suffix(m), own};
	struct crm_template_opts o = {
	    .partial = partial, .ctx = &p, .strict = true, .escape = escape_of(m)};

	return crm_template_render(t, data, &o, out, e);
}

int crm_letters_fill(const struct crm_letters *l, const struct crm_letter_text *text,
    const struct crm_letter_text *html, const struct crm_doc *data, struct crm_buf *out,
    struct crm_err *e)
{
	return fill(l, text->body, html != NULL ? html->body : NULL, text->medium, data, out, e);
}

/* ---- what must be there ---- */

static bool has_value(const struct crm_doc *d, const char *path)
{
	enum crm_doc_kind kind;
	const char *text;

	for (;;) {
		size_t len = strcspn(path, ".");

		d = crm_doc_member(d, path, len);
		if (path[len] == '\0')
			break;
		path += len + 1;
	}
	kind = crm_doc_kind(d);
	text = crm_doc_string(d);
	if (kind == CRM_DOC_LIST)
		return crm_doc_count(d) > 0;
	return kind != CRM_DOC_NONE && kind != CRM_DOC_OBJECT &&
	    (text == NULL || !crm_utf8_all_blank(text, strlen(text)));
}

static int check_needs(
    const struct crm_letter *t, const struct crm_letter_ask *ask, struct crm_err *e)
{
	struct crm_buf lacking = CRM_BUF_INIT;
	const char *first = NULL;

	for (size_t i = 0; i < t->nneeds; i++) {
		if (has_value(ask->data, t->needs[i]))
			continue;
		if (first == NULL)
			first = t->needs[i];
		crm_buf_addf(&lacking, "%s%s", lacking.len > 0 ? ", " : "", t->needs[i]);
	}
	if (first != NULL)
		(void)crm_err_at(e, CRM_BADINPUT, t->dir, 0, first, "no value in %s; needed: %s",
		    ask->who, crm_buf_str(&lacking));
	crm_buf_release(&lacking);
	return first != NULL ? -1 : 0;
}

/* One line, and nothing in it that a header or a terminal would take for more than text. */
static int check_subject(const struct crm_letter_text *text, const struct crm_letter_ask *ask,
    const struct crm_buf *subject, struct crm_err *e)
{
	const char *s = crm_buf_str(subject);
	uint32_t cp = 0;

	if (crm_utf8_all_blank(s, subject->len))
		return crm_err_at(
		    e, CRM_BADINPUT, text->path, 1, "subject", "it is empty for %s", ask->who);
	for (size_t at = 0; at < subject->len;) {
		size_t n = crm_utf8_decode(s + at, subject->len - at, &cp);

		if (n == 0 || !crm_utf8_plain(cp))
			return crm_err_at(e, CRM_BADINPUT, text->path, 1, "subject",
			    "%s: U+%04X in it, one line of text expected", ask->who,
			    n == 0 ? (unsigned)(unsigned char)s[at] : (unsigned)cp);
		at += n;
	}
	return 0;
}

/* ---- writing ---- */

struct writing {
	const struct crm_letters *all;
	const struct crm_letter *letter;
	const struct crm_letter_ask *ask;
	struct crm_content *out;
	struct crm_err *e;
};

/* The template says where; of which record is added. */
static int told(const struct writing *w, struct crm_err *inner)
{
	if (inner->field[0] != '\0')
		return crm_err_at(w->e, inner->code, inner->source, inner->line, inner->field,
		    "%s in %s", inner->text, w->ask->who);
	return crm_err_at(w->e, inner->code, inner->source, inner->line, NULL, "%s: %s",
	    w->ask->who, inner->text);
}

static int put(const struct writing *w, const char *member, const struct crm_template *t,
    const struct crm_template *own, enum crm_medium m)
{
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err inner = CRM_ERR_INIT;
	int rc = fill(w->all, t, own, m, w->ask->data, &text, &inner);

	if (rc != 0)
		rc = told(w, &inner);
	/* a file ends with a line end, a message does not */
	while (rc == 0 && (m == CRM_MEDIUM_SMS || m == CRM_MEDIUM_IM) && text.len > 0 &&
	    (text.data[text.len - 1] == '\n' || text.data[text.len - 1] == '\r'))
		crm_buf_cut(&text, text.len - 1);
	if (rc == 0)
		crm_doc_text(w->out->doc, member, crm_buf_str(&text));
	crm_buf_release(&text);
	return rc;
}

static int put_subject(const struct writing *w, const struct crm_letter_text *text)
{
	struct crm_buf subject = CRM_BUF_INIT;
	struct crm_err inner = CRM_ERR_INIT;
	int rc = fill(w->all, text->subject, NULL, CRM_MEDIUM_TEXT, w->ask->data, &subject, &inner);

	if (rc != 0)
		rc = told(w, &inner);
	else
		rc = check_subject(text, w->ask, &subject, w->e);
	if (rc == 0) {
		crm_doc_text(w->out->doc, "subject", crm_buf_str(&subject));
		crm_doc_text(w->ask->data, "subject", crm_buf_str(&subject));
	}
	crm_buf_release(&subject);
	return rc;
}

static const struct crm_letter_text *text_of(const struct writing *w, enum crm_medium m)
{
	const struct crm_letter_text *text = crm_letter_text(w->letter, w->ask->language, m);

	if (text != NULL)
		crm_doc_text(w->ask->data, "language", text->language);
	return text;
}

/* ---- letters ---- */

/* Stands for the HTML that a language has not got: its text, with its lines. */
#define AS_WRITTEN "as_written"
static const char as_written[] = "<p style=\"white-space: pre-wrap\">{{" AS_WRITTEN "}}</p>\n";

/* The text on the page. */
static int put_as_written(
    const struct writing *w, const struct crm_template *page, const struct crm_letter_text *text)
{
	struct crm_template *own = NULL;
	struct crm_buf plain = CRM_BUF_INIT;
	struct crm_err inner = CRM_ERR_INIT;
	int rc = fill(w->all, text->body, NULL, CRM_MEDIUM_TEXT, w->ask->data, &plain, &inner);

	if (rc != 0)
		rc = told(w, &inner);
	else
		rc = crm_template_new(as_written, strlen(as_written), "letter", &own, w->e);
	if (rc == 0) {
		crm_doc_text(w->ask->data, AS_WRITTEN, crm_buf_str(&plain));
		rc = put(w, "print", page, own, CRM_MEDIUM_PRINT);
		(void)crm_doc_remove(w->ask->data, AS_WRITTEN);
	}
	crm_template_free(own);
	crm_buf_release(&plain);
	return rc;
}

/* A page of its own, else the sheet; what stands on it is in one language. */
static int put_print(const struct writing *w, const struct crm_letter_text *text)
{
	const struct crm_letter_text *page = text_of(w, CRM_MEDIUM_PRINT), *html, *same;
	const char *language = page != NULL ? page->language : text->language;
	const struct crm_template *sheet =
	    page != NULL ? page->body : crm_letters_partial(w->all, CRM_LETTERS_LETTER, "html");

	if (page == NULL && !crm_letters_has(w->letter, CRM_MEDIUM_HTML))
		return 0;
	crm_doc_text(w->ask->data, "language", language);
	html = crm_letters_in(w->letter, language, CRM_MEDIUM_HTML);
	if (html != NULL)
		return put(w, "print", sheet, html->body, CRM_MEDIUM_PRINT);
	same = crm_letters_in(w->letter, language, CRM_MEDIUM_TEXT);
	return put_as_written(w, sheet, same != NULL ? same : text);
}

static int put_media(const struct writing *w, const struct crm_letter_text *text)
{
	const struct crm_letter_text *html =
	                                 crm_letters_in(w->letter, text->language, CRM_MEDIUM_HTML),
	                             *x;
	const struct crm_template *mail = crm_letters_partial(w->all, CRM_LETTERS_MAIL, "html");

	if (html != NULL && put(w, "html", mail, html->body, CRM_MEDIUM_HTML) != 0)
		return -1;
	x = text_of(w, CRM_MEDIUM_SMS);
	if (x != NULL && put(w, "sms", x->body, NULL, x->medium) != 0)
		return -1;
	x = text_of(w, CRM_MEDIUM_IM);
	if (x != NULL && put(w, "im", x->body, NULL, x->medium) != 0)
		return -1;
	return put_print(w, text);
}

static const char *member(const struct crm_doc *d, const char *name)
{
	return crm_doc_string(crm_doc_member(d, name, strlen(name)));
}

void crm_content_seal(struct crm_content *c)
{
	crm_buf_clear(&c->json);
	crm_doc_json(c->doc, false, &c->json);
	crm_sha256_hex(crm_buf_str(&c->json), c->json.len, c->sha256);
	c->subject = member(c->doc, "subject");
	c->text = member(c->doc, "text");
	c->html = member(c->doc, "html");
	c->sms = member(c->doc, "sms");
	c->im = member(c->doc, "im");
	c->print = member(c->doc, "print");
	c->language = member(c->doc, "language");
}

int crm_letter_write(struct crm_letters *l, const struct crm_letter *t,
    const struct crm_letter_ask *ask, struct crm_content *out, struct crm_err *e)
{
	struct crm_content c = {.doc = crm_doc_new()};
	struct writing w = {l, t, ask, &c, e};
	const struct crm_letter_text *text = text_of(&w, CRM_MEDIUM_TEXT);
	int rc = 0;

	if (text == NULL)
		rc = crm_err_at(e, CRM_CONFIG, t->dir, 0, NULL,
		    "no mail text for '%s', nor in English", ask->language);
	if (rc == 0)
		rc = check_needs(t, ask, e);
	if (rc == 0)
		rc = put_subject(&w, text);
	if (rc == 0)
		rc = put(&w, "text", text->body, NULL, CRM_MEDIUM_TEXT);
	if (rc == 0)
		rc = put_media(&w, text);
	if (rc == 0) {
		crm_doc_text(c.doc, "language", text->language);
		crm_content_seal(&c);
		*out = c;
	} else {
		crm_content_release(&c);
	}
	return rc;
}

void crm_content_release(struct crm_content *c)
{
	if (c == NULL)
		return;
	crm_doc_free(c->doc);
	crm_buf_release(&c->json);
	memset(c, 0, sizeof(*c));
}
