/*
 * What the files order_work*.c share.
 */
#ifndef CRM_RULES_ORDER_WORK_PRIVATE_H
#define CRM_RULES_ORDER_WORK_PRIVATE_H

#include "lib/rules/order/order_rule.h"
#include "lib/rules/order/work/order_work_rows.h"

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
