/*
 * The steps of delivery: rows of order_steps.c's table, and what they name.
 *
 *   deliver   pieces of one lot leave, by the gate (lib/rules/order/deliver/gate.h): refused with every reason
 *             as a finding of its code. What is overridden names the reasons, who of us takes that on
 *             himself (an authority of the procedure; the login is his, his deputy's or a clerk's), and
 *             the customer's reference; the reasons that it was for are kept. A concession that is
 *             named, and the interim approval that they go on, are counted down with it
 *             (crm_order_besides), once: as "NOTE LOT ORDER". The order is shipped when every line has
 *             left, within `under`
 *   arrive    the customer has them; without a number: all of them. Fewer are owed again. The order is
 *             delivered when every line has arrived and nothing is on its way. --why corrects an
 *             arrival that was mistyped (without --at its time stays)
 *   recall    takes out a delivery that was entered wrongly and keeps it among `recalls`; state and
 *             stamps follow from what is left. Concession and interim approval give back in the same
 *             write what they have counted (`give-back`). Entered again, it is counted anew
 *   damage, claim, settle   in transport, and with the carrier
 *
 * Codes of their refusals, besides the engine's and the gate's: no_authority, already_done,
 * no_such_item, quantity_exceeds, wrong_order, missing_field. Warning: not_a_reason.
 */
#ifndef CRM_RULES_ORDER_DELIVER_ROWS_H
#define CRM_RULES_ORDER_DELIVER_ROWS_H

#include "lib/rules/order/order_private.h"

extern const struct crm_step_field crm_order_deliver_fields[], crm_order_arrive_fields[],
    crm_order_recall_fields[], crm_order_damage_fields[], crm_order_claim_fields[],
    crm_order_settle_fields[];
extern const struct crm_step_target crm_order_deliver_target, crm_order_damage_target,
    crm_order_claim_target, crm_order_settle_target;
extern const struct crm_opt crm_order_arrive_opts[];
crm_step_rule crm_order_rule_deliver, crm_order_rule_arrive, crm_order_rule_recall,
    crm_order_rule_damage, crm_order_rule_claim, crm_order_rule_settle;

/* What other records take with a delivery: concession and interim approval count it. */
extern const struct crm_beside crm_order_besides[];

/* clang-format off */
#define CRM_ORDER_DELIVER_ROWS                                                                     \
	{.name = "deliver", .from = CRM_O_LIVE, .to = "shipped", .stamp = CRM_O_SHIPPED_AT,        \
	    .fields = crm_order_deliver_fields, .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN,        \
	    .rule = crm_order_rule_deliver, .target = &crm_order_deliver_target,                   \
	    .looks = "ppap complaint concession sample",                                           \
	    .summary = "pieces of a lot leave us, by the gate"},                                   \
	{.name = "arrive", .from = CRM_O_KEPT, .to = "delivered", .stamp = CRM_O_DELIVERED_AT,     \
	    .fields = crm_order_arrive_fields, .opts = crm_order_arrive_opts,                      \
	    .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN, .rule = crm_order_rule_arrive,             \
	    .target = &crm_order_deliver_target,                                                   \
	    .summary = "the customer confirms a delivery: pieces and condition"},                  \
	{.name = "recall", .from = CRM_O_KEPT, .fields = crm_order_recall_fields,                  \
	    .opts = crm_why_opts, .flags = CRM_STEP_AGAIN, .rule = crm_order_rule_recall,          \
	    .target = &crm_order_deliver_target,                                                   \
	    .summary = "takes out a delivery that was entered wrongly"},                           \
	{.name = "damage", .from = CRM_O_KEPT, .fields = crm_order_damage_fields,                  \
	    .flags = CRM_STEP_AGAIN, .rule = crm_order_rule_damage,                                \
	    .target = &crm_order_damage_target,                                                    \
	    .summary = "pieces were damaged in transport"},                                        \
	{.name = "claim", .from = CRM_O_KEPT, .fields = crm_order_claim_fields,                    \
	    .flags = CRM_STEP_AGAIN, .rule = crm_order_rule_claim,                                 \
	    .target = &crm_order_claim_target,                                                     \
	    .summary = "the carrier is held liable for a damage"},                                 \
	{.name = "settle", .from = CRM_O_KEPT, .fields = crm_order_settle_fields,                  \
	    .flags = CRM_STEP_AGAIN, .rule = crm_order_rule_settle,                                \
	    .target = &crm_order_settle_target,                                                    \
	    .summary = "a damage is settled, with the carrier or otherwise"}
/* clang-format on */

#endif
