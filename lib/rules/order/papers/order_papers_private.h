/*
 * What the files order_papers*.c share: how values are put into documents.
 */
#ifndef CRM_RULES_ORDER_PAPERS_PRIVATE_H
#define CRM_RULES_ORDER_PAPERS_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/rules/order/order_private.h"
#include "lib/rules/order/papers/order_papers.h"

#define CRM_COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

/* The text of a word; as data, or where nobody has one, the word itself. */
const char *crm_order_paper_word(
    const struct crm_order_paper *p, const char *list, const char *word);
/* The words of a list with commas between, each as above. */
void crm_order_paper_words(
    const struct crm_order_paper *p, const char *list, const char *words, struct crm_buf *out);
/* A value as it is printed; nothing where it is absent. */
void crm_order_paper_text(const struct crm_order_paper *p, const struct crm_field *f,
    const struct crm_cell *c, struct crm_buf *out);

/* A text; none where it is empty. */
void crm_order_paper_put_some(struct crm_doc *o, const char *name, const char *text);
/* NAME, and for people NAME_text. */
void crm_order_paper_put_word(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const char *list, const char *word);
/* The same of words with commas between; "": nothing. */
void crm_order_paper_put_words(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const char *list, const char *words);
void crm_order_paper_put_bool(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name, bool b);
void crm_order_paper_put(const struct crm_order_paper *p, struct crm_doc *o, const char *name,
    const struct crm_field *f, const struct crm_cell *c);
/* For people: what is not there is empty. A template that finds no member looks further out, and there is
 * one of that name. */
void crm_order_paper_put_blank(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name);
/* Fields of a record, members of an item, by their names. */
void crm_order_paper_put_fields(const struct crm_order_paper *p, struct crm_doc *o,
    const struct crm_view *v, const int *fields, size_t n);
/* An item to a list: field, its label and what is said of it by the order, else by its lines. */
struct crm_doc *crm_order_paper_put_said(
    const struct crm_order_paper *p, struct crm_doc *list, int field);
/* A list of all items of a collection, with these members. */
void crm_order_paper_put_items(const struct crm_order_paper *p, struct crm_doc *o, int collection,
    const int *members, size_t n);
/* Says for people whether the list has any. */
void crm_order_paper_put_shown(
    const struct crm_order_paper *p, struct crm_doc *o, const char *list);

/* "id", "as_of", "order", "lines"; these with prices or without. */
void crm_order_paper_put_head(const struct crm_order_paper *p, struct crm_doc *out, bool prices);
/* "points": those of `from` (NULL: any), and that are to be cleared before one of these (NULL: any). */
void crm_order_paper_put_points(const struct crm_order_paper *p, struct crm_doc *out,
    const char *from, const char *const *before);
void crm_order_paper_put_changes(const struct crm_order_paper *p, struct crm_doc *out);
void crm_order_paper_put_milestones(const struct crm_order_paper *p, struct crm_doc *out);
/* "lacks" before a step; those that block it. */
void crm_order_paper_put_lacks(
    const struct crm_order_paper *p, struct crm_doc *out, enum crm_lack_before before);
/* NAME: whose act it is, departments or roles. */
void crm_order_paper_put_authority(
    const struct crm_order_paper *p, struct crm_doc *o, const char *name, enum crm_authority act);

/* Our local day of a date or an instant; INT32_MIN: none. */
int32_t crm_order_paper_day(const struct crm_order_paper *p, const struct crm_cell *c);
int32_t crm_order_paper_today(const struct crm_order_paper *p);

#endif
