/*
 * The printed papers of a dossier: one manifest, judged, as a page of text or HTML in a language,
 * as JSON or as rows of CSV.
 */
#ifndef CMD_CRM_PPAP_FORMS_H
#define CMD_CRM_PPAP_FORMS_H

#include "cmd/crm-ppap/judged.h"
#include "lib/data/doc.h"
#include "lib/rules/ppap/paper.h"
#include "lib/tool/printed.h"

enum form_format { FORM_TEXT, FORM_JSON, FORM_CSV, FORM_HTML };

struct form {
	struct crm_run *run;
	const struct form_sort *sort;
	enum form_format format;
	struct ppap_books books;
	struct judged judged;
	struct crm_labels *labels; /* NULL: as data */
	struct crm_doc *doc;
	struct crm_output *rows; /* of CSV */
};

/* A paper. */
struct form_sort {
	const char *name; /* of templates, labels and of `forms` in crm.json */
	bool (*fill)(const struct crm_paper *f, struct crm_doc *out);
	const struct crm_column *columns; /* of CSV; NULL: there is none */
	size_t n;
	void (*rows)(struct form *x);
	enum crm_ppap_role role;      /* whose findings are told; OTHER: none */
	void (*tell)(struct form *x); /* what else there is to say; NULL: nothing */
};

void form_print(struct crm_run *r, const struct form_sort *p);
/* The labels: --lang, else the customer's language in crm.json, else English. */
int form_labels(struct crm_run *r, const char *sort, const char *customer, struct crm_labels **out);
/* The format named by -o among the n names; the first where it is not said; -1 after a message. */
int form_format(struct crm_run *r, const char *const *names, size_t n);

/* ---- rows ---- */

/* What the document has at that name; absent for lists and objects. The text is borrowed, or written to the
 * arena. */
struct crm_cell form_cell(const struct crm_doc *o, const char *name, struct crm_arena *a);
/* The values of a member of each item of a list, each once, comma between. */
struct crm_cell form_joined(
    const struct crm_doc *o, const char *list, const char *member, struct crm_arena *a);

#endif
