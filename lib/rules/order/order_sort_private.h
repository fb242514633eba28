/*
 * Between order_prices.c and order_sort.c.
 */
#ifndef CRM_RULES_ORDER_SORT_PRIVATE_H
#define CRM_RULES_ORDER_SORT_PRIVATE_H

#include "lib/rules/order/order_private.h"
#include "lib/rules/order/review.h"

/* Do both say something, and not the same? */
bool crm_order_differ(const struct crm_cell *a, const struct crm_cell *b);
/* Both are prices, and equal: 1.0 and 1.00 are. */
bool crm_order_same_price(const struct crm_cell *a, const struct crm_cell *b);

#endif
