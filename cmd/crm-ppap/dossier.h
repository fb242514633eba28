/*
 * A dossier on disk: the manifest, its directory, the evidence below it.
 */
#ifndef CMD_CRM_PPAP_DOSSIER_H
#define CMD_CRM_PPAP_DOSSIER_H

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/ppap.h"
#include "lib/data/document.h"
#include "lib/rules/ppap/ppap.h"

#define PPAP_MANIFEST "ppap.json"

struct dossier {
	char *path;  /* of the manifest; a directory as operand stands for its ppap.json */
	char *below; /* of its directory with "/" at the end; "" for the working directory */
	char *name;  /* the manifest's within it */
	int dir;     /* the directory */
	bool fresh;  /* there is no such file yet: dossier_make() */
	struct crm_document *doc;
	struct crm_ppap ppap;
	struct crm_sheet **sheets; /* by evidence; NULL before dossier_look() */
	struct crm_arena arena;    /* texts that live as long */
};

/* The path of the manifest that an operand stands for, as findings name it; the caller's. */
char *dossier_path(const char *operand);

/*
 * Opens it. write: locks the directory from before the read to dossier_close(), so that two
 * commands at once do not lose each other's work; waits 10 s at most, then 75; a symbolic link is
 * refused. 0, or -1 after a message: 65 (no JSON object, a newer format), 66 (no such file), and the
 * like.
 */
int dossier_open(struct crm_run *r, const char *operand, bool write, struct dossier *out);
/* The same with the message left to the caller. */
int dossier_try(
    struct crm_run *r, const char *operand, bool write, struct dossier *out, struct crm_err *e);
/* One that is not there yet, in this directory: dossier_save() makes its file. 73: there is something
 * of that name. */
int dossier_make(struct crm_run *r, const char *dir, struct dossier *out, struct crm_err *e);
void dossier_close(struct dossier *d); /* all zero allowed */

/* The edition and the profile that the manifest names, else that of its customer in the settings
 * (customers.NAME.ppap); one that nobody has is CRM_BADINPUT at its line, CRM_CONFIG in the
 * settings. */
int dossier_book(struct crm_run *r, struct ppap_books *books, const struct dossier *d,
    const struct crm_ppap_book **out, struct crm_err *e);

/* Is the book's profile that of the settings? */
bool dossier_book_by_customer(const struct dossier *d, const struct crm_ppap_book *book);
/* Without a manifest's profile: that of the customer ("": none). As ppap_books_get(). */
int dossier_customer_book(struct crm_run *r, struct ppap_books *books, const char *edition,
    const char *customer, const struct crm_ppap_book **out, struct crm_err *e);

/* Looks at each file of the evidence: hash asks for reading them, sheets for reading the
 * tables that they are. */
void dossier_look(struct crm_run *r, struct dossier *d, bool hash, bool sheets);

/* The text of a manifest, within the run's limits. */
int dossier_parse(
    struct crm_run *r, const struct crm_buf *text, struct crm_document **out, struct crm_err *e);
/* Replaces the manifest by the tree as it is now, unless that could not be read again. 0, or -1 after a message. */
int dossier_save(struct crm_run *r, struct dossier *d);

/* Reads the changed tree as its file would be read; facts and sheets are gone. 0, or -1 after a message. */
int dossier_again(struct crm_run *r, struct dossier *d);

/* Sets a member by its path of three names ("elements", "9", "owner"; NULL ends it). 0, or -1
 * after a message. */
int dossier_set(struct crm_run *r, struct dossier *d, const char *a, const char *b, const char *c,
    const char *value);
/* The same with the message, and whose fault it is, left to the caller. */
int dossier_put(struct dossier *d, const char *a, const char *b, const char *c, const char *value,
    struct crm_err *e);
/* The same of a file of an element; member NULL: the file itself, with value "" to take it out. */
int dossier_set_file(struct crm_run *r, struct dossier *d, const char *element, const char *path,
    const char *member, const char *value);
/* What a file that is good was found to be: its hash and size. */
int dossier_set_facts(struct crm_run *r, struct dossier *d, const char *element, const char *path,
    const struct crm_file_facts *facts);

#endif
