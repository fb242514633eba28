/*
 * What is said in an order in words that a schema cannot judge, and the names under which it is sealed
 * (lib/flow/approval.h).
 */
#ifndef CRM_RULES_ORDER_REVIEW_WORDS_H
#define CRM_RULES_ORDER_REVIEW_WORDS_H

#include <stdbool.h>
#include <stddef.h>

bool crm_order_is_time(const char *s, size_t len);
/* Are all of the list particular demands? Else word and len are the first that is none. */
bool crm_order_are_particular(const char *list, size_t n, const char **word, size_t *len);

#define CRM_O_SCOPE_APPROVE "approve"
#define CRM_O_SCOPE_PRICES "prices"

#endif
