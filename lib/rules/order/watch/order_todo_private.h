/*
 * What the files of what is to be done for an order share.
 */
#ifndef CRM_RULES_ORDER_TODO_PRIVATE_H
#define CRM_RULES_ORDER_TODO_PRIVATE_H

#include "lib/rules/order/order_private.h"
#include "lib/rules/order/watch/order_todo.h"

/* The customer is asked for what is owed: by the step `chase`, from that day on (a date, an instant;
 * absent: at once), and not again on a day on which it was. */
struct crm_todo_ask crm_order_ask(const struct crm_todo_of *t, const struct crm_cell *on);

/* ---- order_todo_items.c ---- */

/* What stands in the collections. */
void crm_order_todo_items(const struct crm_todo_of *t);

/* ---- order_todo_review.c: the book is there ---- */

/* What the review lacks before approval, by department; and approval itself, where nothing does. */
void crm_order_todo_open(const struct crm_todo_of *t);
/* Signatures and approval that are void; and confirmation, where it is the next step. */
void crm_order_todo_taken(const struct crm_todo_of *t);

#endif
