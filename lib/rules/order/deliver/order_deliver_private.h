/*
 * What the files order_deliver*.c share.
 */
#ifndef CRM_RULES_ORDER_DELIVER_PRIVATE_H
#define CRM_RULES_ORDER_DELIVER_PRIVATE_H

#include "lib/rules/order/deliver/gate.h"
#include "lib/rules/order/deliver/order_deliver_rows.h"
#include "lib/rules/order/order_rule.h"

/* ---- overriding the gate (order_deliver_override.c) ---- */

/* Tells the gate's reasons: those that the delivery names in `override` are passed over and kept in
 * it, all others refuse. item: the delivery as it is to be. */
void crm_order_pass_gate(const struct crm_step_in *in, const struct crm_view *item,
    const struct crm_gate_ask *ask, struct crm_changes *out, struct crm_findings *f);

#endif
