/*
 * The procedure of orders, as people keep it in order/procedure.json of the store (else the installed
 * one): who signs for what, who has the final word, who is given which paper, which samples there are
 * (requirements O1, O3, O4, O7, T2; D6: the duty table is data).
 *
 *   duties     a list, in the order of review: department, stage (those of one stage sign in any
 *              order, the next after them; default 1), fields that it judges, `for`: sorts (all). A
 *              department has one duty for a sort. A member of that name of the lines is judged
 *              with a field; what steps write cannot be judged
 *   required   a list: field, `for`: sorts. What must be said before approval (O1), by the order or
 *              by each of its lines
 *   authority  by act, the departments or roles of whom one must have it: contract, repeat, call_off
 *              (final approval, O4), production_order (O7), price (quotes), override (the gate).
 *              An act that is not named is anybody's. Settings without `roles` know nobody: then
 *              any name will do, but not the author's where another person is needed
 *   lists      by paper (sales_order, production_order, plan) the departments that get it (O7)
 *   samples    a list: sort, blocks (start, ship, nothing), substitute (true: other material will
 *              do), copies, light_source (true: must be named), colours_sizes (true: must be
 *              said), limit (P3D or PT24H, from the handover of its data to the day on which it is
 *              due), before_shipment (it is due so many days before that), expires (true: has a
 *              last day)
 *   ppap       needed (true), not_for: customers whose parts need none
 *   retention  order: the calendar years after the one in which an order was filed, refused or
 *              cancelled (T9), at least 1; where it is not said: 10
 *
 * Nothing of it must be there: without duties nobody signs, without a list nobody is given the paper.
 */
#ifndef CRM_RULES_ORDER_PROCEDURE_H
#define CRM_RULES_ORDER_PROCEDURE_H

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/rules/kind.h"
#include "lib/time/duration.h"

enum crm_order_sort { CRM_SORT_CONTRACT, CRM_SORT_REPEAT, CRM_SORT_CALL_OFF, CRM_SORTS };
#define CRM_SORTS_ALL ((1u << CRM_SORTS) - 1)
const char *crm_order_sort_name(enum crm_order_sort s); /* NULL past the end */

struct crm_duty_row {
	const char *department;
	int stage;
	unsigned sorts; /* bit 1u << enum crm_order_sort */
	int *fields;    /* of the order */
	size_t n;
};
struct crm_required_row {
	int field;
	unsigned sorts;
};

enum crm_authority {
	CRM_AUTHORITY_CONTRACT, /* as the sorts */
	CRM_AUTHORITY_REPEAT,
	CRM_AUTHORITY_CALL_OFF,
	CRM_AUTHORITY_PRODUCTION_ORDER,
	CRM_AUTHORITY_PRICE,
	CRM_AUTHORITY_OVERRIDE,
	CRM_AUTHORITIES
};

/* Whose the final approval of an order of that sort is. */
enum crm_authority crm_order_authority(enum crm_order_sort s);

enum crm_paper { CRM_PAPER_SALES_ORDER, CRM_PAPER_PRODUCTION_ORDER, CRM_PAPER_PLAN, CRM_PAPERS };

enum crm_sample_blocks {
	CRM_SAMPLE_BLOCKS_NOTHING,
	CRM_SAMPLE_BLOCKS_START,
	CRM_SAMPLE_BLOCKS_SHIP
};

struct crm_sample_sort {
	const char *sort;
	enum crm_sample_blocks blocks;
	bool substitute, light_source, colours_sizes, expires;
	int copies, before_shipment; /* 0: nothing is asked */
	const char *limit;           /* NULL: none */
};

#define CRM_RETENTION_YEARS 10

struct crm_procedure {
	struct crm_duty_row *duties;
	size_t nduties;
	struct crm_required_row *required;
	size_t nrequired;
	const char *const *authority[CRM_AUTHORITIES]; /* NULL-ended; NULL: anybody's */
	const char *const *lists[CRM_PAPERS];          /* NULL-ended; NULL: nobody gets it */
	struct crm_sample_sort *samples;
	size_t nsamples;
	bool ppap_needed;
	const char *const *ppap_not_for; /* NULL-ended; or NULL */
	int retention;                   /* years */
	struct crm_arena arena;          /* has it all */
};

/* CRM_CONFIG with source and path: a field that orders do not have, a word that is none. Then out is
 * as it was; nothing of the document is kept. */
int crm_procedure_read(
    const struct crm_doc *d, const char *source, struct crm_procedure *out, struct crm_err *e);
void crm_procedure_release(struct crm_procedure *p);

const struct crm_sample_sort *crm_procedure_sample(
    const struct crm_procedure *p, const char *sort, size_t len); /* or NULL */
/* Does a part for this customer need an approval before it is delivered? */
bool crm_procedure_ppap(const struct crm_procedure *p, const struct crm_cell *customer);

/* ---- of the book (lib/rules/order/book/book.h), which has it for the rules ---- */

struct crm_order_book;

/* Of orders, and of samples and quotes, whose steps go by the same table. */
extern const struct crm_book_kind crm_order_books;
const struct crm_procedure *crm_order_book_procedure(const struct crm_order_book *b);

#endif
