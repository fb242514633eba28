/*
 * What the book of orders keeps, for the files book*.c. Texts and cells are the book's: they live as
 * long as it does.
 */
#ifndef CRM_RULES_ORDER_BOOK_PRIVATE_H
#define CRM_RULES_ORDER_BOOK_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/order/book/book_gate.h"

/* Items by a text, in the order in which they came. */
struct crm_shelf {
	struct crm_map *map;
	struct crm_shelf_slot *slots;
	size_t cap;
};
struct crm_shelf_ref {
	const void *item;
	const struct crm_shelf_ref *next;
};

struct crm_book_submission {
	const char *id;
	const struct crm_book_use *uses;
	struct crm_cell customer, change_level, verdict_at, expiry;
	int state; /* enum crm_submission_status, without regard to day and pieces */
	int64_t left;
};
struct crm_book_sample {
	struct crm_order_sample is;
	struct crm_cell customer;
};
/* A view of its own. */
struct crm_book_quote {
	struct crm_view v;
	enum crm_seal approval; /* its record alone can say that */
};
struct crm_book_order {
	struct crm_other_order is; /* without part ... promised */
	int64_t since;             /* when it was taken in; INT64_MIN: nobody knows */
	struct crm_book_line *lines, **end;
};
struct crm_book_line {
	struct crm_cell part, change_level, price, quantity, promised;
	const struct crm_book_order *order;
	struct crm_book_line *next;
};

struct crm_order_book {
	struct crm_procedure procedure;
	struct crm_arena arena;
	struct crm_shape *quote_shape;
	struct crm_instant now;                       /* of the records; the last that was told */
	struct crm_shelf submissions;                 /* by part */
	struct crm_shelf suspect_parts, suspect_lots; /* struct crm_order_block */
	struct crm_shelf concession_parts, concession_lots;   /* of the part as a whole, of a lot */
	struct crm_shelf concessions;                         /* by id */
	struct crm_shelf samples_of_orders, samples_of_parts; /* the latter name no order */
	struct crm_shelf quotes, orders;                      /* by id */
	struct crm_shelf order_parts,
	    call_offs; /* lines: by part and customer, by frame contract */
};

void crm_shelf_put(
    struct crm_order_book *b, struct crm_shelf *s, const struct crm_cell *key, const void *item);
/* The first of that text; NULL: none. */
const struct crm_shelf_ref *crm_shelf_find(const struct crm_shelf *s, const struct crm_cell *key);
void crm_shelf_release(struct crm_shelf *s);

/* The cell, with its text in the book. */
struct crm_cell crm_book_cell(struct crm_order_book *b, const struct crm_cell *c);
struct crm_cell crm_book_field(struct crm_order_book *b, const struct crm_view *v, int field);
const char *crm_book_text(struct crm_order_book *b, const struct crm_view *v, int field);

/* A part or a lot as it is looked up by: trimmed, A to Z as a to z; so people tell it from another.
 * Absent where the cell is. The text is the buffer's. */
struct crm_cell crm_book_folded(const struct crm_cell *c, struct crm_buf *text);
/* Do both say something, and not the same? Do both say the same? */
bool crm_book_differs(const struct crm_cell *a, const struct crm_cell *b);
bool crm_book_same(const struct crm_cell *a, const struct crm_cell *b);

/* The uses of a record, with the members of their items; NULL: none. */
const struct crm_book_use *crm_book_uses(struct crm_order_book *b, const struct crm_view *v,
    int collection, int delivery, int lot, int pieces);
/* Records of one kind: book_part.c, book_goods.c, book_trade.c. */
void crm_book_add_submission(struct crm_order_book *b, const struct crm_view *v);
void crm_book_add_complaint(struct crm_order_book *b, const struct crm_view *v);
void crm_book_add_concession(struct crm_order_book *b, const struct crm_view *v);
void crm_book_add_sample(struct crm_order_book *b, const struct crm_view *v);
void crm_book_add_quote(struct crm_order_book *b, const struct crm_view *v);
void crm_book_add_order(struct crm_order_book *b, const struct crm_view *v); /* book_orders.c */

#endif
