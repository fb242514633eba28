/* What is wrong with a template before anybody gets it. */
#include <stdlib.h>
#include <string.h>

#include "lib/rules/notice/local.h"
#include "lib/rules/notice/sms.h"
#include "lib/tool/letters_private.h"

/* C1, but for the attachments, which not each change has. */
static const char *const change_names[] = {
    "title", "reason", "old_value", "new_value", "scope", "effective", "our_contact"};

struct lint {
	struct crm_letters *all;
	const struct crm_letter *t;
	struct crm_findings *f;
	struct crm_map *own; /* languages of its files */
};

static void add(const struct lint *x, const char *code, const char *source, long line,
    const char *field, const char *text)
{
	crm_finding_add(x->f, CRM_ERROR, code, source, line, x->t->name, field, "%s", text);
}

static void add_error(const struct lint *x, const char *code, const struct crm_err *e)
{
	add(x, code, e->source, e->line, e->field, e->text);
}

/* ---- languages ---- */

/* A text of this language, not one that stands in for it. */
static bool has_text(const struct crm_letter *t, const char *language, enum crm_medium m)
{
	const struct crm_letter_text *text = crm_letter_text(t, language, m);

	return text != NULL && crm_language_is(language, text->language);
}

/* HTML goes along with a text: the language in which it must be; NULL: any that stands for it. */
static const char *language_of_text(
    const struct crm_letter *t, const char *language, enum crm_medium m)
{
	return m == CRM_MEDIUM_HTML && has_text(t, language, CRM_MEDIUM_TEXT)
	    ? crm_letter_text(t, language, CRM_MEDIUM_TEXT)->language
	    : NULL;
}

static void check_language(const struct lint *x, const char *language)
{
	struct crm_buf file = CRM_BUF_INIT;

	for (enum crm_medium m = CRM_MEDIUM_TEXT; m < CRM_MEDIA; m++) {
		const bool others = crm_letters_has(x->t, m);
		const char *in = language_of_text(x->t, language, m);

		if ((m != CRM_MEDIUM_TEXT && !others) ||
		    (in != NULL ? crm_letters_in(x->t, in, m) != NULL
		                : has_text(x->t, language, m)))
			continue;
		crm_buf_clear(&file);
		crm_buf_addf(&file, "%s.%s", in != NULL ? in : language, crm_medium_files[m]);
		add(x, "missing_language", x->t->dir, 0, crm_buf_str(&file),
		    others ? "missing; other languages have it"
		           : "missing; a mail text is always needed");
	}
	crm_buf_release(&file);
}

static void check_languages(const struct lint *x, const char *const *languages)
{
	for (size_t i = 0; languages != NULL && languages[i] != NULL; i++)
		check_language(x, languages[i]);
	if (languages != NULL && languages[0] != NULL)
		return;
	for (size_t i = 0; i < crm_map_count(x->own); i++)
		check_language(x, crm_map_key(x->own, i, NULL));
	if (crm_map_count(x->own) == 0)
		add(x, "missing_language", x->t->dir, 0, NULL, "it has no text in any language");
}

/* ---- placeholders ---- */

static struct crm_map *names_of(const struct crm_letter_text *text)
{
	struct crm_map *names = crm_map_new();

	if (text->subject != NULL)
		crm_template_names(text->subject, names);
	crm_template_names(text->body, names);
	return names;
}

/* What one of two languages has and the other one lacks. */
static void compare(
    const struct lint *x, const struct crm_letter_text *has, const struct crm_letter_text *lacks)
{
	struct crm_map *a = names_of(has), *b = names_of(lacks);

	for (size_t i = 0; i < crm_map_count(a); i++) {
		size_t len;
		const char *name = crm_map_key(a, i, &len);

		if (crm_map_find(b, name, len) == CRM_MAP_NONE)
			crm_finding_add(x->f, CRM_ERROR, "placeholders", lacks->path, 0, x->t->name,
			    name, "not in it, but in %s.%s", has->language,
			    crm_medium_files[has->medium]);
	}
	crm_map_free(a);
	crm_map_free(b);
}

/* Each with the first one of its medium: English where there is one. */
static void check_placeholders(const struct lint *x)
{
	for (enum crm_medium m = CRM_MEDIUM_TEXT; m < CRM_MEDIA; m++) {
		const struct crm_letter_text *first = crm_letter_text(x->t, "en", m);

		for (size_t i = 0; i < x->t->n; i++) {
			const struct crm_letter_text *text = &x->t->texts[i];

			if (text->medium != m || text == first)
				continue;
			if (first == NULL) {
				first = text;
				continue;
			}
			compare(x, first, text);
			compare(x, text, first);
		}
	}
}

/* ---- the sample ---- */

static struct crm_doc *copy_of(const struct crm_doc *d)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_doc *copy = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	l.line = l.settings;
	crm_doc_json(d, false, &json);
	if (crm_doc_parse(crm_buf_str(&json), json.len, &l, &copy, NULL) != 0)
		crm_fatal("a document that was read cannot be read again");
	crm_buf_release(&json);
	return copy;
}

static void check_sms(const struct lint *x, const char *language, const struct crm_content *c)
{
	const struct crm_letter_text *text = crm_letter_text(x->t, language, CRM_MEDIUM_SMS);
	struct crm_sms sms;

	if (c->sms == NULL || strcmp(text->language, language) != 0)
		return;
	crm_sms_count(c->sms, strlen(c->sms), &sms);
	if (sms.segments == 0)
		add(x, "sample", text->path, 0, NULL, "the sample's short message is empty");
	else if (sms.segments > (size_t)x->t->max_segments)
		crm_finding_add(x->f, CRM_ERROR, "sms_long", text->path, 0, x->t->name, NULL,
		    "the sample takes %zu messages (%zu places of %s), at most %d expected",
		    sms.segments, sms.places, sms.ucs2 ? "UCS-2" : "GSM 7-bit", x->t->max_segments);
}

static size_t check_raw_claims(const struct lint *x, const char *language)
{
	size_t before = crm_findings_count(x->f);

	for (size_t i = 0; i < x->t->n; i++) {
		const struct crm_letter_text *text = &x->t->texts[i];
		char *raw = crm_strdup(text->raw), *from = raw, *end;

		/* names are no text */
		while ((from = strstr(from, "{{")) != NULL && (end = strstr(from, "}}")) != NULL) {
			for (; from < end + 2; from++)
				*from = *from == '\n' ? '\n' : '\1';
		}
		if (strcmp(text->language, language) == 0)
			crm_letters_claims(x->all, language, raw, text->path, 1, x->t->name, x->f);
		free(raw);
	}
	return crm_findings_count(x->f) - before;
}

static void check_sample(const struct lint *x, const char *language)
{
	struct crm_doc *data = copy_of(x->t->sample);
	struct crm_letter_ask ask = {language, "the sample", data};
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;
	size_t claims = check_raw_claims(x, language);

	if (crm_letter_write(x->all, x->t, &ask, &c, &e) != 0) {
		add_error(x, "sample", &e);
	} else {
		check_sms(x, language, &c);
		if (claims == 0)
			crm_letters_claims_of(x->all, &c, x->t->dir, x->t->name, x->f);
		crm_content_release(&c);
	}
	crm_doc_free(data);
}

/* ---- changes ---- */

/* Can it be written without that? */
static bool does_without(const struct lint *x, const struct crm_letter_text *text, const char *name)
{
	const struct crm_letter_text *html = crm_letter_text(x->t, text->language, CRM_MEDIUM_HTML);
	struct crm_doc *data = copy_of(x->t->sample);
	struct crm_buf out = CRM_BUF_INIT;
	bool does;

	crm_doc_text(data, "subject", "s");
	crm_doc_text(data, "language", text->language);
	(void)crm_doc_remove(crm_doc_object(data, "notice"), name);
	does = crm_letters_fill(x->all, text, html, data, &out, NULL) == 0;
	crm_buf_release(&out);
	crm_doc_free(data);
	return does;
}

static void check_change(const struct lint *x)
{
	for (size_t i = 0; i < x->t->n; i++) {
		const struct crm_letter_text *text = &x->t->texts[i];

		if (text->medium == CRM_MEDIUM_SMS || text->medium == CRM_MEDIUM_IM)
			continue; /* they say that there is a change, and where it stands */
		for (size_t k = 0; k < sizeof(change_names) / sizeof(change_names[0]); k++) {
			struct crm_buf name = CRM_BUF_INIT;

			crm_buf_addf(&name, "notice.%s", change_names[k]);
			if (does_without(x, text, change_names[k]))
				add(x, "change_incomplete", text->path, 0, crm_buf_str(&name),
				    "a change notice could leave without it");
			crm_buf_release(&name);
		}
	}
}

/* ---- all of it ---- */

static void check_about(const struct lint *x, const struct crm_category *category)
{
	if (x->t->category == NULL)
		add(x, "unknown_category", x->t->dir, 0, "category",
		    "template.json says no category");
	else if (category == NULL)
		crm_finding_add(x->f, CRM_ERROR, "unknown_category", x->t->dir, 0, x->t->name,
		    "category", "there is no category '%s'", x->t->category);
	for (size_t i = 0; i < crm_map_count(x->t->strays); i++)
		crm_finding_add(x->f, CRM_ERROR, "unknown_file", x->t->dir, 0, x->t->name,
		    crm_map_key(x->t->strays, i, NULL),
		    "no text of a template; LANG.txt, .html, .sms, .im or .print.html expected");
	if (x->t->sample == NULL)
		add(x, "sample", x->t->dir, 0, "sample", "template.json has none to try it with");
}

void crm_letters_lint(struct crm_letters *l, const char *name, const char *const *languages,
    const struct crm_categories *categories, struct crm_findings *f)
{
	struct lint x = {l, NULL, f, NULL};
	const struct crm_category *category;
	struct crm_err e = CRM_ERR_INIT;

	crm_case_open(f, name);
	if (crm_letters_get(l, name, &x.t, &e) != 0) {
		crm_finding_add(
		    f, CRM_ERROR, "broken_template", e.source, e.line, name, e.field, "%s", e.text);
		return;
	}
	x.own = crm_map_new();
	for (size_t i = 0; i < x.t->n; i++)
		(void)crm_map_put(
		    x.own, x.t->texts[i].language, strlen(x.t->texts[i].language), NULL);
	category = x.t->category != NULL ? crm_category_find(categories, x.t->category) : NULL;
	check_about(&x, category);
	check_languages(&x, languages);
	check_placeholders(&x);
	for (size_t i = 0; x.t->sample != NULL && i < crm_map_count(x.own); i++)
		check_sample(&x, crm_map_key(x.own, i, NULL));
	if (x.t->sample != NULL && category != NULL && category->change)
		check_change(&x);
	crm_map_free(x.own);
}
