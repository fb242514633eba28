/*
 * Editions, profiles and tables of change codes by their names: NAME.json in ppap/editions,
 * ppap/profiles and ppap/changes of the store, else in those that are installed. Each is read
 * once a run, however many manifests name it.
 */
#ifndef CMD_CRM_PPAP_BOOKS_H
#define CMD_CRM_PPAP_BOOKS_H

#include "lib/rules/ppap/advice.h"
#include "lib/tool/run.h"

#define PPAP_EDITION "aiag-4" /* where neither manifest nor profile says one */

struct ppap_book {
	char *edition, *profile; /* as they were asked for */
	struct crm_ppap_book *book;
	struct crm_ppap_changes *changes; /* NULL: the edition names none */
};

struct ppap_books {
	struct ppap_book *items; /* all zero to begin with */
	size_t n, cap;
};

/*
 * The book of an edition and a customer's profile; it is the cache's. edition "": the
 * profile's, else PPAP_EDITION. profile "": none, the edition as it is.
 *
 * -1 with the error: of the asker's (ppap_books_unknown()), of a file, which is wrong
 * (CRM_CONFIG, with its place), of the store or the system.
 */
int ppap_books_get(struct crm_run *r, struct ppap_books *b, const char *edition,
    const char *profile, const struct crm_ppap_book **out, struct crm_err *e);
/*
 * Is it what was asked for? CRM_NOINPUT: nobody has such an edition or profile. CRM_BADINPUT: the
 * profile is of another edition, and its elements are named by their numbers. The error's field
 * is "edition" or "profile"; the message names those that there are.
 */
bool ppap_books_unknown(const struct crm_err *e);
/* The codes of the book's edition (its member `changes`); NULL: it has none. The cache's. */
const struct crm_ppap_changes *ppap_books_changes(
    const struct ppap_books *b, const struct crm_ppap_book *book);
void ppap_books_release(struct ppap_books *b);

#endif
