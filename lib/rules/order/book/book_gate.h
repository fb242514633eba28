/*
 * What the delivery gate asks of the book besides: interim approvals and concessions, and what they
 * have counted. Texts and cells are the book's: they live as long as it does.
 */
#ifndef CRM_RULES_ORDER_BOOK_GATE_H
#define CRM_RULES_ORDER_BOOK_GATE_H

#include "lib/rules/order/book/book.h"

/* The same part or lot? Without blanks at their ends, and A to Z as a to z. */
bool crm_book_alike(const struct crm_cell *a, const struct crm_cell *b);

/* What a concession or an interim approval has counted. */
struct crm_book_use {
	struct crm_cell delivery, lot;
	int64_t pieces;
	const struct crm_book_use *next;
};
/* Pieces that these have counted of this lot of this delivery. A delivery that was broken off between
 * the count and its own line is so known again. delivery absent: 0. */
int64_t crm_book_counted(
    const struct crm_book_use *uses, const struct crm_cell *delivery, const struct crm_cell *lot);

/* crm_order_book_part() for a delivery that an interim approval may have counted already: its pieces
 * are left for it, and of equal approvals the one that has counted it goes before. */
struct crm_book_part_ask {
	const struct crm_cell *part, *customer, *change_level;
	const struct crm_cell *delivery, *lot; /* delivery absent: of none */
	struct crm_instant at;
};
void crm_book_part(const struct crm_order_book *b, const struct crm_book_part_ask *ask,
    struct crm_part_status *out);

struct crm_book_concession {
	const char *id, *part, *lot, *customer, *complaint; /* "": it names none */
	const char *reason; /* why it blocks whatever the day; NULL: it does not */
	const char *text;
	const struct crm_book_use *uses;
	struct crm_cell authorised_at, until;
	int64_t left;
	bool authorised; /* so its day can be past */
	bool ended, labelled;
};
/* The concession of that id, or NULL. */
const struct crm_book_concession *crm_book_concession(
    const struct crm_order_book *b, const struct crm_cell *id);
/* Why nothing may leave on it at t (blocks.h); NULL: it is in force. counted: pieces among those that
 * it has counted which are not gone yet: with them it is not used up. */
const char *crm_book_concession_reason(
    const struct crm_book_concession *c, struct crm_instant t, int64_t counted);
/* Those whose goods are the part, or that lot of it. */
typedef void crm_book_concession_fn(void *ctx, const struct crm_book_concession *c);
void crm_book_concessions(const struct crm_order_book *b, const struct crm_cell *part,
    const struct crm_cell *lot, crm_book_concession_fn *fn, void *ctx);

#endif
