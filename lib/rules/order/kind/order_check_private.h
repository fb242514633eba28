/*
 * What the files order_check*.c share.
 */
#ifndef CRM_RULES_ORDER_CHECK_PRIVATE_H
#define CRM_RULES_ORDER_CHECK_PRIVATE_H

#include "lib/rules/order/order_private.h"

struct crm_order_checking {
	const struct crm_view *v;
	struct crm_findings *f;
	enum crm_severity severity; /* of what a step refuses, and an ERP may bring */
	bool worked_on;             /* a step was taken, or an ERP says that it is confirmed */
	bool unpromised;            /* a line has no promised day, of its own or the order's */
	struct crm_arena arena;
};

/* A finding about a field. */
void crm_order_check_add(struct crm_order_checking *c, enum crm_severity severity, const char *code,
    int field, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* What left and what arrived, against one another and against what was ordered. */
void crm_order_check_deliveries(struct crm_order_checking *c);

#endif
