/*
 * The texts of notices: templates by language and medium, filled for one addressee (requirements N4,
 * C1, C6, C8), and their lint.
 *
 * A template is a folder NAME in notice/templates of the store, else of the installed data; the
 * store's stands for the whole of the installed one. In it:
 *
 *	template.json     {"category": NAME, "needs": [names], "sample": {...}, "max_segments": 3,
 *	                  "note": text}: what must have a value, a document to try it with, and how many
 *	                  messages its SMS may take
 *	LANG.txt          mail: "Subject: ..." on its first line, an empty line, the text
 *	LANG.html         the same as HTML: what stands within <body>
 *	LANG.sms LANG.im  a short message; an instant message, in Markdown
 *	LANG.print.html   a letter or fax: a whole page. Where there is none, LANG.html on a sheet
 *
 * They are Mustache (lib/io/template/mustache.h), strict: an interpolated name without value stops
 * the notice before anything is sent; what may be missing stands in a section. Values are escaped
 * for where they go: HTML; Markdown; in mail text and SMS they arrive as they are. {{x}} within a
 * value is no tag.
 *
 * Partials are those of printed records: templates/printed of the store, else printed: NAME.html,
 * in text media NAME.txt. Two of them are the pages around LANG.html: `mail` and `letter`, in which
 * {{> html}} is its place.
 *
 * Languages: the addressee's, then what is left of it without its last part, then English: zh-CN,
 * zh, en. Each medium goes along this by itself; the language of the whole is that of the text. HTML
 * does not: a mail shows it instead of the text, so it is taken in the language of the text alone, and
 * a mail for which that lacks is text alone. Its letter has the text on the sheet. What stands on a
 * LANG.print.html for {{> html}} is in the language of that page.
 *
 * What a template finds (all but `subject` by who asks, see crm_letters_record()):
 *
 *	record.*    the fields of the record that it is about; collections are lists, with `key`;
 *	            severity_name: what its severity is called (crm_letters_label())
 *	customer.*  those of the customer; contact.*: of the contact (contact.salutation, .name)
 *	company.*   us, as crm.json's `company` says: company.name, street, city, phone, email
 *	notice.*    the notice's own fields (lib/rules/notice/notice.h): id, urgency, reason,
 *	            countermeasure, effective (the day from which it holds, or that it is about),
 *	            tell_by, part, lot, owner, title, old_value, new_value, scope, our_contact (who of us
 *	            answers, in one line), paper (why it goes on paper: it stands below a letter); clock
 *	            and due_at of the row that was piped, clock_name (what the clock is called); and
 *	            what else was given for it: text (free words), by (until when), reference (a
 *	            paper), amount, quantity, place, costs (who bears them); attachments (a list with
 *	            name); members of the piped row that the record has not. Title, reason, old_value, new_value, scope, effective and
 *	            our_contact are what a change notice must say (C1)
 *	now         the day of writing, by the addressee's zone
 *	subject, language   of the mail text; in all media but the mail text itself
 *
 * Days and times are in the form of the language (lib/rules/notice/local.h).
 */
#ifndef CRM_TOOL_LETTERS_H
#define CRM_TOOL_LETTERS_H

#include "lib/base/buf.h"
#include "lib/data/doc.h"
#include "lib/data/finding.h"
#include "lib/data/view.h"
#include "lib/rules/notice/category.h"
#include "lib/time/zone.h"

struct crm_map;
struct crm_run;

/* ---- templates (letters.c, letters_load.c) ---- */

enum crm_medium {
	CRM_MEDIUM_TEXT,
	CRM_MEDIUM_HTML,
	CRM_MEDIUM_SMS,
	CRM_MEDIUM_IM,
	CRM_MEDIUM_PRINT,
	CRM_MEDIA
};
extern const char *const crm_medium_files[]; /* "txt", "html", ...; NULL-ended */

struct crm_template;
struct crm_letter_text {
	const char *language, *path;
	enum crm_medium medium;
	struct crm_template *subject; /* of CRM_MEDIUM_TEXT */
	struct crm_template *body;
	const char *raw; /* the file */
	long body_line;  /* on which the body begins */
};
struct crm_letter {
	const char *name, *dir; /* the folder */
	const char *category;   /* NULL: none is said */
	const char *const *needs;
	size_t nneeds;
	int max_segments;
	const struct crm_doc *sample;  /* NULL: none */
	struct crm_letter_text *texts; /* in order of language and medium */
	size_t n;
	struct crm_map *strays; /* names of files that are none of its own */
	/* SHA-256 over its files and the partials that they use: another one is another version */
	char version[65];
};

struct crm_letters;

/* notice: folders that have templates/ and forbidden.LANG.txt, the store's first; printed: of the
 * partials. Both ended by NULL and copied. */
struct crm_letters *crm_letters_new(const char *const *notice, const char *const *printed);
void crm_letters_free(struct crm_letters *l); /* NULL allowed */
/* Those of the run's store, and the installed ones. 0, or -1 after a message. */
int crm_letters_open(struct crm_run *r, struct crm_letters **out);
/* The names of all templates, in order of letters. */
void crm_letters_names(const struct crm_letters *l, struct crm_map *names);
/* A template, which lives as long as l. CRM_BADINPUT: that is no name ("..", "a/b"), also of a
 * partial; CRM_NOINPUT: there is none, and which there are; CRM_CONFIG: a file of it is wrong. */
int crm_letters_get(
    struct crm_letters *l, const char *name, const struct crm_letter **out, struct crm_err *e);

/* The text that this language gets; NULL: none along the whole chain. */
const struct crm_letter_text *crm_letter_text(
    const struct crm_letter *t, const char *language, enum crm_medium medium);

/* The names of values and sections that its texts use in any language and medium, and their partials
 * and pages do. */
void crm_letter_used(
    const struct crm_letters *l, const struct crm_letter *t, struct crm_map *names);
/* Is a value of that path ("notice.text") seen by any of them? A section makes a name short: "text"
 * and "notice" are taken for it. */
bool crm_letter_uses(const struct crm_map *used, const char *path);

/* notice/categories.json of the store, else the installed one. 0, or -1 after a message. */
int crm_letters_categories(struct crm_run *r, struct crm_categories *out);

/* ---- writing (letters_write.c) ---- */

struct crm_letter_ask {
	const char *language;
	const char *who;      /* for messages: the row and the record, "due.jsonl:3: O-2026-0001" */
	struct crm_doc *data; /* gets `subject` and `language` */
};
/* What is sent. Texts are those of doc; NULL: the template has no such medium. */
struct crm_content {
	const char *subject, *text, *html, *sms, *im, *print, *language;
	struct crm_doc
	    *doc; /* an object of these; who asks may add `attachments`, then seal again */
	struct crm_buf json; /* doc as it is kept in messages/, on one line */
	char sha256[65];     /* of json: its name there */
};

/* CRM_BADINPUT with template, line and name: a need or an interpolated name has no value (all needs
 * at once), a subject has a line end or another control character. CRM_CONFIG: no mail text in any
 * language of the chain. */
int crm_letter_write(struct crm_letters *l, const struct crm_letter *t,
    const struct crm_letter_ask *ask, struct crm_content *out, struct crm_err *e);
void crm_content_seal(struct crm_content *c);
void crm_content_release(struct crm_content *c);

/* Escapes for Markdown: what has a meaning there is written with a backslash, and a new line begins
 * without blanks. */
void crm_letter_markdown(const char *text, size_t len, struct crm_buf *out);

/* Sets o's members to what a record or an item (a contact) says, in the language's form: every field
 * that has a value; booleans stay such, for sections; collections become lists. zone: the
 * addressee's; NULL: times keep their offset. */
void crm_letters_record(
    struct crm_doc *o, const struct crm_view *v, const char *language, const struct crm_zone *zone);

/* ---- words of records (letters_labels.c) ---- */

/* What a word of a record is called: path is the kind, the field and the word, of the objects in
 * labels.LANG.json of the notice folders (the store's file stands for the whole of the installed
 * one), along the chain of languages; the word itself where none of them names it. *out lives as
 * long as l and path. CRM_CONFIG: a file is wrong. */
int crm_letters_label(struct crm_letters *l, const char *language, const char *const path[3],
    const char **out, struct crm_err *e);

/* ---- lint (letters_lint.c, letters_claims.c) ---- */

/*
 * A case for each template. Errors: broken_template, missing_language, placeholders,
 * sample, sms_long, forbidden_claim, forbidden_list, change_incomplete, unknown_category,
 * unknown_file.
 *
 * languages: those in use (NULL-ended; none: those that a template has). Each must have, without
 * falling back on English, every medium that another language of the template has, and all
 * languages of a medium the same names. The sample must be written in each. A template of a
 * category that is a change must not be written where something of C1 is missing.
 */
void crm_letters_lint(struct crm_letters *l, const char *name, const char *const *languages,
    const struct crm_categories *categories, struct crm_findings *f);

/* Words that advertising law forbids, or that promise what nobody can keep, in a text:
 * forbidden.LANG.txt of the language and what it falls back on but English. In each line a word or
 * some; one that begins with ! excepts what stands within it ("!最近" of "最"); # begins a
 * comment. Case and blanks do not count. Appends to f, at the lines of the text from
 * first_line on. subject: the template or notice. */
void crm_letters_claims(struct crm_letters *l, const char *language, const char *text,
    const char *source, long first_line, const char *subject, struct crm_findings *f);
/* The same for all that a content says. */
void crm_letters_claims_of(struct crm_letters *l, const struct crm_content *c, const char *source,
    const char *subject, struct crm_findings *f);

#endif
