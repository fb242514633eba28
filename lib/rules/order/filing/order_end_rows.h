/*
 * The steps at the end: rows of order_steps.c's table, and what they name.
 *
 *   filing      a delivery that arrived damaged, short or wrong needs a settled damage of its note.
 *               Kept for the procedure's years after the end of the calendar year of filing
 *   void, duplicate   not while a delivery stands: its lot would not be found any more
 *
 * Codes of their refusals, besides the engine's: wrong_order, damage_open, condition_open, point_open,
 * not_corrected, no_paper, must_be_kept, has_deliveries, and those of lib/rules/retention.h.
 */
#ifndef CRM_RULES_ORDER_END_ROWS_H
#define CRM_RULES_ORDER_END_ROWS_H

#include "lib/rules/order/book/book.h"
#include "lib/rules/order/order_private.h"

extern const struct crm_step_field crm_order_file_fields[], crm_order_hold_fields[],
    crm_order_unhold_fields[], crm_order_destroy_fields[];
crm_step_rule crm_order_rule_file, crm_order_rule_hold, crm_order_rule_unhold,
    crm_order_rule_destroy;
/* As crm_rule_void and crm_rule_duplicate, but not of one that is held. */
crm_step_rule crm_order_rule_void, crm_order_rule_duplicate;

/* The last day of its retention: what filing set, else by when it was filed, refused or cancelled;
 * absent: nobody knows. */
struct crm_cell crm_order_kept_until(const struct crm_view *v, const struct crm_order_book *b);

#define CRM_O_ENDED_STATES "filed refused cancelled"

/* clang-format off */
#define CRM_ORDER_END_ROWS                                                                         \
	{                                                                                          \
		.name = "file", .from = "delivered", .to = "filed", .stamp = CRM_O_FILED_AT,       \
		.fields = crm_order_file_fields, .rule = crm_order_rule_file, .looks = "",         \
		.summary = "files it: closed, and kept for its time"                               \
	},                                                                                         \
	{                                                                                          \
		.name = "hold", .from = CRM_O_KEPT " " CRM_O_ENDED_STATES, .stamp = CRM_O_HOLD_AT, \
		.fields = crm_order_hold_fields, .flags = CRM_STEP_AGAIN,                          \
		.rule = crm_order_rule_hold,                                                       \
		.summary = "legal hold: nothing of it may be destroyed"                            \
	},                                                                                         \
	{                                                                                          \
		.name = "unhold", .from = CRM_O_KEPT " " CRM_O_ENDED_STATES,                       \
		.stamp = CRM_O_HOLD_ENDED_AT, .fields = crm_order_unhold_fields,                   \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_unhold,                            \
		.summary = "ends the legal hold"                                                   \
	},                                                                                         \
	{                                                                                          \
		.name = "destroy", .from = CRM_O_ENDED_STATES, .to = "destroyed",                  \
		.stamp = CRM_O_DESTROYED_AT, .fields = crm_order_destroy_fields,                   \
		.rule = crm_order_rule_destroy, .looks = "",                                       \
		.summary = "its records were destroyed; refused while they must be kept"           \
	},                                                                                         \
	{                                                                                          \
		.name = "void", .from = CRM_O_KEPT, .to = "void", .stamp = CRM_C_VOIDED_AT,        \
		.opts = crm_why_opts, .rule = crm_order_rule_void,                                 \
		.summary = "declares it void: it leaves the figures"                               \
	},                                                                                         \
	{                                                                                          \
		.name = "duplicate", .from = CRM_O_KEPT, .to = "duplicate", .opts = crm_of_opts,   \
		.flags = CRM_STEP_REFERS, .rule = crm_order_rule_duplicate,                        \
		.summary = "declares it a duplicate: it leaves the figures"                        \
	}
/* clang-format on */

#endif
