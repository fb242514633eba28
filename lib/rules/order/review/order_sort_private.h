/*
 * Between order_prices.c, order_lacks_prices.c and order_sort.c.
 */
#ifndef CRM_RULES_ORDER_SORT_PRIVATE_H
#define CRM_RULES_ORDER_SORT_PRIVATE_H

#include "lib/rules/order/order_private.h"
#include "lib/rules/order/review/review.h"

/* Do both say something, and not the same? */
bool crm_order_differ(const struct crm_cell *a, const struct crm_cell *b);
/* Both are prices, and equal: 1.0 and 1.00 are. */
bool crm_order_same_price(const struct crm_cell *a, const struct crm_cell *b);
/* Prices of such a quote were decided, and were given to the customer or may be. */
bool crm_order_quote_decided(const struct crm_quote_price *q);
/* But they are others now, or were decided for another quote. */
bool crm_order_quote_void(const struct crm_quote_price *q);

#endif
