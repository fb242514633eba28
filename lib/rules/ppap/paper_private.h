/*
 * Between the files of the papers (paper*.c): what all of them print, and the drawing list with
 * everything in the dossier that refers to a characteristic.
 */
#ifndef CRM_RULES_PPAP_PAPER_PRIVATE_H
#define CRM_RULES_PPAP_PAPER_PRIVATE_H

#include "lib/data/doc.h"
#include "lib/rules/ppap/paper.h"
#include "lib/rules/ppap/trace_private.h"

/* ---- paper.c ---- */

/* The text of a word; as data, or where nobody has one, the word itself. */
const char *crm_paper_word(const struct crm_paper *f, const char *list, const char *word);
/* NAME, and for people NAME_text from the list. */
void crm_paper_put_word(const struct crm_paper *f, struct crm_doc *o, const char *name,
    const char *list, const char *word);
/* A field of a node by another name: its value as it stands, lists as lists. */
void crm_paper_put(struct crm_doc *o, const char *name, const struct crm_node *n, int field);
void crm_paper_put_day(struct crm_doc *o, const char *name, int32_t days);
/* "manifest" and "as_of"; with the part: "part", "organization", "customer" too. */
void crm_paper_head(const struct crm_paper *f, bool part, struct crm_doc *out);
/* Is there an error in the case? NULL: no. */
bool crm_paper_errors(const struct crm_paper *f, const struct crm_case *c);

/* ---- paper_list.c ---- */

enum crm_paper_ref_kind {
	CRM_REF_DFMEA,
	CRM_REF_PFMEA,
	CRM_REF_PLAN,
	CRM_REF_GAUGE,      /* a study of its gauge; index of the study */
	CRM_REF_CAPABILITY, /* the same of the process */
	CRM_REF_VALUE,      /* a row of the dimensional results */
	CRM_REF_GAP         /* index of the finding */
};
struct crm_paper_ref {
	size_t item;
	enum crm_paper_ref_kind kind;
	size_t stream;                 /* of a value */
	const struct crm_sheet *sheet; /* NULL: index is no row */
	size_t index;
	size_t order;
};

/* The drawing list, and what refers to it: by item, kind, stream, then as it came; each study once. */
struct crm_paper_list {
	const struct crm_paper *form;
	struct crm_ppap_judge scratch; /* of t: takes what is found and is thrown away */
	struct crm_trace t;
	struct crm_paper_ref *refs;
	size_t n, cap;
};
void crm_paper_list_open(struct crm_paper_list *l, const struct crm_paper *f);
void crm_paper_list_close(struct crm_paper_list *l);
/* Those of an item and kind: from *first, how many; *next is where to look, 0 to begin, and only grows. */
size_t crm_paper_refs(const struct crm_paper_list *l, size_t item, enum crm_paper_ref_kind kind,
    size_t *next, size_t *first);
/* The stream's name; "" where the run has none. */
const char *crm_paper_stream(const struct crm_paper_list *l, size_t stream);
/* "no", "name", "nominal", "lower", "upper", "unit", "special" of the item. */
void crm_paper_put_item(const struct crm_paper_list *l, size_t item, struct crm_doc *o);

#endif
