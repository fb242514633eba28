/*
 * What the files of lib/rules/order/kind bring to the kind.
 */
#ifndef CRM_RULES_ORDER_KIND_PRIVATE_H
#define CRM_RULES_ORDER_KIND_PRIVATE_H

#include "lib/rules/order/order_private.h"

extern const struct crm_step crm_order_steps[];

/* What contradicts itself in a record (lib/rules/kind.h). */
void crm_order_check(const struct crm_view *v, struct crm_findings *f);

#endif
