/*
 * The commands of crm-order, one file each, and what they share.
 */
#ifndef CRM_CMD_ORDER_H
#define CRM_CMD_ORDER_H

#include "lib/rules/order/book/book.h"
#include "lib/rules/order/order.h"
#include "lib/tool/named.h"

extern const struct crm_opt order_review_opts[], order_gate_opts[], order_risk_opts[],
    order_where_opts[], order_owed_opts[], order_chase_opts[], order_compare_opts[],
    order_copy_opts[], order_print_opts[];

void order_review(struct crm_run *r);
void order_gate(struct crm_run *r);
void order_risk(struct crm_run *r);
void order_where(struct crm_run *r);
void order_owed(struct crm_run *r);
void order_chase(struct crm_run *r);
void order_compare(struct crm_run *r);
void order_copy(struct crm_run *r);
void order_print(struct crm_run *r);

/* ---- common.c ---- */

/* Everything that a book of orders can tell. */
#define ORDER_LOOKS "ppap complaint concession sample quote order"

/* The caller frees it with crm_order_book_free(). 0, or -1 after a message. */
int order_book(struct crm_run *r, struct crm_order_book **out);
/* The same with no more than the rule of that step is told: what is asked of one order costs what the
 * step costs, however many orders there are. */
int order_book_of(struct crm_run *r, const char *step, struct crm_order_book **out);
/* r->now with our offset. */
struct crm_instant order_now(struct crm_run *r);
/* The records that the command names (lib/tool/named.h): calls fn with a view of each. No operand:
 * a usage error. 0, or -1 after a message. */
typedef void order_each_fn(void *ctx, const struct crm_view *v, const struct crm_record *record);
int order_each_named(struct crm_run *r, order_each_fn *fn, void *ctx);

#endif
