/*
 * Commands that change a manifest: opened under its lock, changed, written as a whole, one row
 * printed. Nothing is written when anything of it is refused.
 */
#ifndef CMD_CRM_PPAP_EDIT_H
#define CMD_CRM_PPAP_EDIT_H

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/dossier.h"

/* An option and the member that it sets; ends with option NULL. */
struct edit_member {
	const char *option, *member;
};

struct edit {
	struct crm_run *run;
	struct dossier dossier;
	struct ppap_books books; /* of edit_element() */
};

/* The manifest that is the first operand; exactly n operands are expected (0: one or more). 0, or -1
 * after a message. */
int edit_open(struct crm_run *r, size_t operands, struct edit *out);
void edit_close(struct edit *e);

/* Is the number one of the edition's? 0, or -1 after a message that names them; source, field: where
 * it was said. */
int edit_known(struct edit *e, const char *source, const char *field, const char *number);
/* The same of --element. */
int edit_element(struct edit *e, const char **out);

/* Writes the manifest, then the row: manifest, element (NULL: none), path (NULL), what was
 * done, and each value. 0, or -1 after a message. */
struct edit_value {
	const char *name, *value; /* value NULL: absent */
};
int edit_commit(
    struct edit *e, const char *element, const char *what, const struct edit_value *v, size_t n);
/* The same with a number of rows, of n values each, one behind the other. */
int edit_commit_rows(struct edit *e, const char *element, const char *what,
    const char *const *names, size_t n, const struct crm_cell *values, size_t rows);

#endif
