/*
 * Between the files lib/tool/letters*.c.
 */
#ifndef CRM_TOOL_LETTERS_PRIVATE_H
#define CRM_TOOL_LETTERS_PRIVATE_H

#include "lib/base/hash.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/share.h"
#include "lib/io/template/mustache.h"
#include "lib/tool/letters.h"

/* The place of the template's own HTML in the pages around it, and these pages. */
#define CRM_LETTERS_HTML "html"
#define CRM_LETTERS_MAIL "mail"
#define CRM_LETTERS_LETTER "letter"

/* A partial: NAME.SUFFIX of the printed ones. */
struct crm_letters_partial {
	struct crm_template *t;
	char *raw;
};

struct crm_letters_words {
	char *language;
	char **items; /* a ! in front: none */
	size_t n, cap;
};

struct crm_letters_labels {
	char *language;
	struct crm_doc *doc; /* NULL: none */
};

struct crm_letters {
	const char *const *notice, *const *printed;
	struct crm_letter **letters;
	struct crm_doc **docs; /* of template.json, by letters */
	size_t n, cap;
	struct crm_map *partial_names; /* "NAME.SUFFIX" */
	struct crm_letters_partial *partials;
	size_t partial_cap;
	struct crm_letters_words *words;
	size_t nwords, words_cap;
	struct crm_letters_labels *labels;
	size_t nlabels, labels_cap;
	struct crm_arena arena;
};

#define CRM_LETTERS_CHAIN 8
/* The language, what is left without its last part, ..., and "en" last; NULL-ended. */
void crm_letters_chain(const char *language, bool english, struct crm_arena *a,
    const char *out[CRM_LETTERS_CHAIN + 2]);

/* In any language? */
bool crm_letters_has(const struct crm_letter *t, enum crm_medium medium);
/* The text in just this language; NULL: none. */
const struct crm_letter_text *crm_letters_in(
    const struct crm_letter *t, const char *language, enum crm_medium medium);

/* letters_load.c: reads the folder into a new letter, which l then has. */
int crm_letters_load(struct crm_letters *l, const char *name, const char *dir, struct crm_doc *doc,
    const struct crm_letter **out, struct crm_err *e);

/* "html" of the page and the print, else "txt". */
const char *crm_letters_suffix(enum crm_medium m);
/* One that was loaded; NULL: none. */
const struct crm_template *crm_letters_partial(
    const struct crm_letters *l, const char *name, const char *suffix);

/* letters_write.c: one text for a document, without looking at needs. html: what stands for
 * {{> html}}, or NULL. */
int crm_letters_fill(const struct crm_letters *l, const struct crm_letter_text *text,
    const struct crm_letter_text *html, const struct crm_doc *data, struct crm_buf *out,
    struct crm_err *e);

/* letters_claims.c */
void crm_letters_words_release(struct crm_letters *l);
/* letters_labels.c */
void crm_letters_labels_release(struct crm_letters *l);

#endif
