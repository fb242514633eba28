/*
 * Records for people: a template filled in the words of a language, with our
 * name and the controlled number of the form (D7, crm-templates.7).
 *
 * Each sort of printed record ("8d") has its templates, report.FORMAT, and its
 * words, labels.LANGUAGE.json, in the store's templates/SORT, else in that
 * folder of the installed data. What several sorts share is a partial,
 * {{> NAME}}, in templates/printed or printed: NAME.FORMAT. Of the words, the texts at the top stand in
 * templates as {{l.NAME}}; `words` holds an object of texts for each list.
 */
#ifndef CRM_TOOL_PRINTED_H
#define CRM_TOOL_PRINTED_H

#include "lib/tool/run.h"

struct crm_doc;

/* ---- what the settings say ---- */

/*
 * The texts at path.NAME of crm.json, NULL where there is none; borrowed from
 * the store's settings. strict: another member is CRM_CONFIG, as is another
 * kind of value always. 0, or -1 after a message. Without a store: none.
 */
int crm_run_settings_of(struct crm_run *r, const char *path, const char *const *names, size_t n,
    bool strict, const char **out);

/* One text at a path; the same. */
int crm_run_setting(struct crm_run *r, const char *path, const char **out);

/* Adds `form` (number, revision, status: forms.SORT of crm.json). 0, or -1 after a message. */
int crm_printed_form(struct crm_run *r, const char *sort, struct crm_doc *o);

/* ---- files of the store before those that are installed ---- */

struct crm_share_dirs {
	struct crm_buf own, shared;
	const char *dirs[3]; /* ended by NULL */
};
/* own: below the store; shared: below the installed data. -1: the store is wrong (told). */
int crm_share_dirs_init(
    struct crm_run *r, const char *own, const char *shared, struct crm_share_dirs *out);
void crm_share_dirs_release(struct crm_share_dirs *d);

/* ---- words ---- */

struct crm_labels; /* of a language */

/* by: where crm.json names the language, for the message; NULL: an option did, or nobody. 0, or -1
 * after a message: 66 an option, 78 a setting. */
int crm_labels_open(struct crm_run *r, const char *sort, const char *language, const char *by,
    struct crm_labels **out);
void crm_labels_free(struct crm_labels *l); /* NULL allowed */
const char *crm_labels_language(const struct crm_labels *l);
/* The text of a word in a list; NULL: none. ctx is the labels. */
const char *crm_labels_word(void *ctx, const char *list, const char *word);
/* Adds `l`, all of them, and `lang`. */
void crm_labels_put(const struct crm_labels *l, struct crm_doc *o);

/* ---- printing ---- */

/* Fills SORT's template report.FORMAT ("html", "txt") and writes it on stdout. */
void crm_printed_write(
    struct crm_run *r, const char *sort, const char *format, const struct crm_doc *doc);
/* Writes text on stdout; on a terminal only what it may see: of JSON or of other text. */
void crm_run_write(struct crm_run *r, const struct crm_buf *text, bool json);

#endif
