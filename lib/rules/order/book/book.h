/*
 * What the rules of orders are told beside the order: the procedure, and what PPAP submissions,
 * complaints, concessions, samples, quotes and other orders say, gathered by part, lot, customer,
 * order and id. Views are copied as far as they are needed; the book has its texts.
 */
#ifndef CRM_RULES_ORDER_BOOK_H
#define CRM_RULES_ORDER_BOOK_H

#include "lib/data/view.h"
#include "lib/flow/approval.h"
#include "lib/rules/kind.h"
#include "lib/rules/order/procedure/procedure.h"

/* For tests and commands; the tool makes it by crm_order_books. table: of the procedure. */
int crm_order_book_new(const struct crm_doc *table, const char *source, struct crm_order_book **out,
    struct crm_err *e);
void crm_order_book_add(struct crm_order_book *b, const struct crm_kind *kind,
    const struct crm_view *v, struct crm_instant now);
void crm_order_book_free(struct crm_order_book *b);

/* ---- PPAP: the submissions of a part for a customer; one without a customer is for all. ---- */

enum crm_part_approval {
	CRM_PART_NONE, /* nothing was submitted */
	CRM_PART_OPEN, /* asked for, or submitted: no verdict */
	CRM_PART_REJECTED,
	CRM_PART_EXPIRED, /* interim, its day is past */
	CRM_PART_USED_UP, /* interim, its pieces are used */
	CRM_PART_LEVEL,   /* approved for another change level only, or nobody says for which */
	CRM_PART_INTERIM,
	CRM_PART_APPROVED
};
struct crm_part_status {
	enum crm_part_approval approval; /* the best that there is */
	const char *id;                  /* of that submission; "" */
	const char *change_level;        /* "" */
	struct crm_cell decided;         /* when its verdict was given; absent */
	struct crm_cell expiry;          /* of an interim one; absent */
	int64_t left;                    /* pieces; INT64_MAX: no limit */
};
/* On the local day of now.off; a verdict that was given later than now is none yet. Several
 * submissions: the best counts; equal ones, the later verdict. Superseded, void and destroyed ones
 * and packages of suppliers do not count. A submission for a change level is for just that: where
 * change_level is absent it is CRM_PART_LEVEL; one without is for all. */
void crm_order_book_part(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *customer, const struct crm_cell *change_level, struct crm_instant now,
    struct crm_part_status *out);

/* ---- blocks (lib/rules/blocks.h) of complaints and concessions, on the day of the records' now:
 * those of the part as a whole, and those of that lot of it (lot absent: none of a lot). A lot of
 * which no part is named is of any; part absent: lots of all parts. Parts and lots are compared
 * without blanks at their ends, and A to Z as a to z. ---- */

struct crm_order_block {
	const char *id; /* of the complaint, of the concession */
	bool concession;
	const char *reason, *part, *lot, *text; /* part, lot: "" where it names none */
	int64_t quantity;                       /* -1: nobody knows */
};
typedef void crm_order_block_fn(void *ctx, const struct crm_order_block *b);
void crm_order_book_blocks(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *lot, crm_order_block_fn *fn, void *ctx);

/* ---- samples of an order (not those of another part of it), and of its part and customer where they
 * name no order ---- */

struct crm_order_sample {
	const char *id, *sort, *state; /* the sample's states */
	bool approved;                 /* and not past its last day */
	struct crm_cell part;          /* that it is of; absent */
	struct crm_cell opened, due, expiry;
};
typedef void crm_order_sample_fn(void *ctx, const struct crm_order_sample *s);
void crm_order_book_samples(const struct crm_order_book *b, const struct crm_cell *order,
    const struct crm_cell *part, const struct crm_cell *customer, struct crm_instant now,
    crm_order_sample_fn *fn, void *ctx);

/* ---- a quote, and its price of a part at a quantity ---- */

struct crm_quote_price {
	bool known; /* there is such a quote */
	bool found; /* and it has a price for the part */
	struct crm_cell price, currency, customer, valid_until, state;
	int64_t from; /* the pieces from which the price holds; 0: any */
	bool countersigned;
	/* of its prices; CRM_SEALED_NONE: none that was sealed, as of an import */
	enum crm_seal approval;
};
void crm_order_book_quote(const struct crm_order_book *b, const struct crm_cell *quote,
    const struct crm_cell *part, const struct crm_cell *quantity, struct crm_quote_price *out);

/* ---- another order, by id: cells of the order's fields, and of the line of that part (none of it:
 * of its only line) ---- */

/* Fields of the order, besides its price and change level, in which an order that says something
 * else than the one before it is no repeat of it (O2). */
#define CRM_ORDER_COMPARED 11
extern const int crm_order_compared[CRM_ORDER_COMPARED];

struct crm_other_order {
	bool found;
	const char *id;
	struct crm_cell state, customer, part, change_level, price, currency, quantity, promised;
	const char *const *compared; /* texts of those fields; "" where it does not say one */
};
void crm_order_book_order(const struct crm_order_book *b, const struct crm_cell *id,
    const struct crm_cell *part, struct crm_other_order *out);
/* The last order of that part of the order's customer before it: approved or later, or delivered as
 * the ERP has it; by when they were taken in, of those of one time by the id. */
void crm_order_book_before(const struct crm_order_book *b, const struct crm_view *order,
    const struct crm_cell *part, struct crm_other_order *out);
/* Pieces of that part that orders call off from the frame contract, that of this id left out;
 * refused, cancelled, void and duplicate ones do not count. */
int64_t crm_order_book_called_off(const struct crm_order_book *b, const struct crm_cell *frame,
    const struct crm_cell *part, const struct crm_cell *but);

#endif
