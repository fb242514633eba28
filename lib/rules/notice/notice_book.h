/*
 * What the rules of notices are told beside the notice: the categories (notice/categories.json), the
 * standing approvals (`standing` of crm.json), and of the customers' records which are departments of
 * our own, and how each contact is reached.
 *
 * A standing approval lets a notice into the queue that no person has looked at: what the machine
 * sends by itself at night. It binds one version of a template and a category to the person who
 * approved them, until a day. It is for our own departments, and for acknowledgements as a courtesy;
 * never for anything else that a customer is told. It is of what the machine made, by the template,
 * the record and the category alone: words or an addressee that somebody gave (`given`), a text that
 * was edited, a field of those approved that was ever amended, attachments, or what an import brought
 * want a person.
 */
#ifndef CRM_RULES_NOTICE_BOOK_H
#define CRM_RULES_NOTICE_BOOK_H

#include "lib/base/buf.h"
#include "lib/rules/kind.h"
#include "lib/rules/notice/category.h"

struct crm_notice_book;
struct crm_parties;

extern const struct crm_book_kind crm_notice_books;

/* For tests and commands; the tool makes it by crm_notice_books. CRM_CONFIG. */
int crm_notice_book_new(const struct crm_doc *table, const char *source,
    struct crm_notice_book **out, struct crm_err *e);
/* standing: a list, may be NULL. */
int crm_notice_book_standing(struct crm_notice_book *b, const struct crm_doc *standing,
    const char *source, struct crm_err *e);
void crm_notice_book_add(struct crm_notice_book *b, const struct crm_kind *kind,
    const struct crm_view *v, struct crm_instant now);
void crm_notice_book_free(struct crm_notice_book *b);

const struct crm_categories *crm_notice_book_categories(const struct crm_notice_book *b);

/* Who a customer's id or name stands for. Two of one name that are not both departments are a
 * customer, and so is one that was turned into a department. id and name: of the record, "" where
 * nobody knows it. */
struct crm_addressee {
	bool internal; /* a department of our own */
	const char *id, *name;
};
void crm_notice_book_addressee(
    const struct crm_notice_book *b, const struct crm_cell *customer, struct crm_addressee *out);
/* lib/rules/notice/notice_parties.h */
const struct crm_parties *crm_notice_book_parties(const struct crm_notice_book *b);

/* ---- standing approvals ---- */

#define CRM_STANDING_INTERNAL "internal"               /* to: any department */
#define CRM_STANDING_ACKNOWLEDGEMENT "acknowledgement" /* to: a customer, as a courtesy */

struct crm_standing {
	const char *name, *template, *template_sha256, *category, *by;
	const char *const *to; /* NULL-ended: the two words above, or departments by id or name */
	int32_t until;         /* last day on which it holds */
};
const struct crm_standing *crm_notice_book_find(const struct crm_notice_book *b, const char *name);
/* By its place in the list; NULL past the end. */
const struct crm_standing *crm_notice_book_at(const struct crm_notice_book *b, size_t i);
/* The first that covers it; NULL: none does. */
const struct crm_standing *crm_notice_book_covers(const struct crm_notice_book *b,
    const struct crm_view *notice, const struct crm_people *people, struct crm_instant at);

struct crm_standing_ask {
	const struct crm_view *notice;
	const struct crm_category *category; /* NULL: the table has none such */
	struct crm_addressee to;
	const struct crm_people *people; /* may be NULL */
	struct crm_instant at;           /* with our offset: its local day counts */
};
/* Does it cover this notice on that day? Else all that is in the way is appended to why (NULL:
 * nobody asks): another template, version or category; a category that wants a person; an emergency;
 * past its last day; an addressee that it is not for; what the template did not make: given, edited,
 * amended, attached, imported; made by who gave the approval. */
bool crm_standing_covers(
    const struct crm_standing *s, const struct crm_standing_ask *ask, struct crm_buf *why);
/* Where the category allows one and none covers it: appends "; standing approval 'NAME' does not
 * cover it: ..." for those of its template and category; where there is none such, for those of
 * either. */
void crm_notice_book_uncovered(
    const struct crm_notice_book *b, const struct crm_standing_ask *ask, struct crm_buf *why);

#endif
