/*
 * What the files order_work*.c and order_end.c share.
 */
#ifndef CRM_RULES_ORDER_WORK_PRIVATE_H
#define CRM_RULES_ORDER_WORK_PRIVATE_H

#include "lib/rules/order/order_work_rows.h"

/* ---- the item that the step is about (order_work_item.c) ---- */

/* As v has it; false: it is not there. To be released in any case. */
bool crm_order_item_of(
    const struct crm_step_in *in, const struct crm_view *v, struct crm_items *it);
/* A member of it is set; an absent cell: deleted. */
void crm_order_put(
    const struct crm_step_in *in, int member, const struct crm_cell *cell, struct crm_changes *out);
/* Members for when and by whom are set to the step's. by 0: none. */
void crm_order_did(const struct crm_step_in *in, int at, int by, struct crm_changes *out);
/* Refuses about a member of it. */
void crm_order_refuse_member(const struct crm_step_in *in, struct crm_findings *f, const char *code,
    int member, const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* Refuses a step before the instant that a member has: wrong_order. */
void crm_order_member_order(
    const struct crm_step_in *in, const struct crm_view *item, int member, struct crm_findings *f);

/* Refuses (no_authority) who is of none of these departments or roles. what: as it is told. */
void crm_order_need(const struct crm_step_in *in, const char *const *words, const char *what,
    struct crm_findings *f);

/* ---- promises (order_work_promise.c) ---- */

/* The key of the line that has this key, or this name; "" for "", NULL: there is none. */
const char *crm_order_line_key(const struct crm_view *v, const char *name, struct crm_arena *a);
/* What is promised today for the line of that key (""; the whole order: the earliest), of what is not
 * with the customer yet; absent: nothing. */
struct crm_cell crm_order_standing(const struct crm_view *v, const char *line);

/* Where a promise goes to, and why. */
struct crm_order_move {
	const char *line; /* its key; "": the whole order */
	struct crm_cell day, cause, why, reference;
	const char *key; /* of the promise item that is there for it; NULL: one is made */
	bool later;      /* what is promised for that day or later stays */
};
void crm_order_move(
    const struct crm_step_in *in, const struct crm_order_move *m, struct crm_changes *out);

#endif
