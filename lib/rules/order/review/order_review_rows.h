/*
 * The steps of intake and review: rows of order_steps.c's table, and what they name.
 *
 * Codes of their refusals, besides the engine's and those of lib/rules/order/review/review.h: no_authority
 * (77: not of the department, not of the final authority, or the author himself), not_your_turn (a
 * stage before has to sign), paper_by_step, nothing_owed, not_agreed (another first promise stands),
 * has_left (pieces of a cancelled order), already_cleared, already_passed, self_reference.
 */
#ifndef CRM_RULES_ORDER_REVIEW_ROWS_H
#define CRM_RULES_ORDER_REVIEW_ROWS_H

#include "lib/rules/common.h"
#include "lib/rules/order/order_private.h"

extern const struct crm_step_field crm_order_open_fields[], crm_order_line_fields[],
    crm_order_paper_fields[], crm_order_attach_fields[], crm_order_sign_fields[],
    crm_order_point_fields[], crm_order_clear_fields[], crm_order_confirm_fields[],
    crm_order_refuse_fields[], crm_order_cancel_fields[];
extern const struct crm_opt crm_order_line_opts[], crm_order_chase_opts[], crm_order_sign_opts[],
    crm_order_change_opts[];
extern const struct crm_step_target crm_order_line_target, crm_order_files_target,
    crm_order_sign_target, crm_order_point_target, crm_order_clear_target, crm_order_pass_target;
crm_step_rule crm_order_rule_open, crm_order_rule_line, crm_order_rule_paper, crm_order_rule_chase,
    crm_order_rule_attach, crm_order_rule_sign, crm_order_rule_point, crm_order_rule_clear,
    crm_order_rule_approve, crm_order_rule_confirm, crm_order_rule_refuse, crm_order_rule_cancel,
    crm_order_rule_change, crm_order_rule_pass, crm_order_rule_amend;

/* clang-format off */
#define CRM_ORDER_INTAKE_ROWS                                                                      \
	{                                                                                          \
		.name = "open", .to = "open", .stamp = CRM_O_OPENED_AT,                            \
		.fields = crm_order_open_fields, .flags = CRM_STEP_RECORD,                         \
		.rule = crm_order_rule_open, .looks = "",                                          \
		.summary = "takes an order in: written, verbal, or a call-off of a frame contract" \
	},                                                                                         \
	{                                                                                          \
		.name = "line", .from = CRM_O_LIVE, .fields = crm_order_line_fields,               \
		.opts = crm_order_line_opts, .flags = CRM_STEP_AGAIN, .rule = crm_order_rule_line, \
		.target = &crm_order_line_target, .looks = "",                                     \
		.summary = "adds a line, or changes it; voids what was signed for it"              \
	},                                                                                         \
	{                                                                                          \
		.name = "paper", .from = CRM_O_KEPT, .stamp = CRM_O_PAPER_AT,                      \
		.fields = crm_order_paper_fields, .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN,      \
		.rule = crm_order_rule_paper, .target = &crm_order_files_target,                   \
		.summary = "the written order is in hand, by its hash"                             \
	},                                                                                         \
	{                                                                                          \
		.name = "chase", .from = CRM_O_KEPT, .stamp = CRM_O_CHASED_AT,                     \
		.opts = crm_order_chase_opts, .flags = CRM_STEP_AGAIN,                             \
		.rule = crm_order_rule_chase, .looks = "quote order",                              \
		.summary = "the customer was asked again for a paper or an answer that is owed"    \
	},                                                                                         \
	{                                                                                          \
		.name = "attach", .from = CRM_O_KEPT " filed", .fields = crm_order_attach_fields,  \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_attach,                            \
		.target = &crm_order_files_target,                                                 \
		.summary = "adds a paper by its hash: a signed sample or sheet, minutes, a quote"  \
	}

#define CRM_ORDER_SIGN_ROWS                                                                        \
	{                                                                                          \
		.name = "sign", .from = CRM_O_LIVE, .fields = crm_order_sign_fields,               \
		.opts = crm_order_sign_opts, .flags = CRM_STEP_AGAIN,                              \
		.rule = crm_order_rule_sign, .target = &crm_order_sign_target,                     \
		.looks = "quote order",                                                            \
		.summary = "a department signs for its part, with a condition, or refuses"         \
	},                                                                                         \
	{                                                                                          \
		.name = "point", .from = CRM_O_KEPT, .fields = crm_order_point_fields,             \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_point,                             \
		.target = &crm_order_point_target,                                                 \
		.summary = "something is open that must be cleared before a step"                  \
	},                                                                                         \
	{                                                                                          \
		.name = "clear", .from = CRM_O_KEPT, .fields = crm_order_clear_fields,             \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_clear,                             \
		.target = &crm_order_clear_target, .summary = "an open point is cleared"           \
	},                                                                                         \
	{                                                                                          \
		.name = "approve", .from = CRM_O_LIVE, .to = "approved",                           \
		.stamp = CRM_O_APPROVED_AT, .flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN,            \
		.rule = crm_order_rule_approve, .looks = "quote order",                            \
		.summary = "the final authority of its sort approves it, or a change of it"        \
	},                                                                                         \
	{                                                                                          \
		.name = "confirm", .from = "approved", .to = "confirmed",                          \
		.stamp = CRM_O_CONFIRMED_AT, .fields = crm_order_confirm_fields,                   \
		.rule = crm_order_rule_confirm, .looks = "",                                       \
		.summary = "the customer has our confirmation with the promised day"               \
	}

#define CRM_ORDER_TURN_ROWS                                                                        \
	{                                                                                          \
		.name = "refuse", .from = "open approved", .to = "refused",                        \
		.stamp = CRM_O_REFUSED_AT, .fields = crm_order_refuse_fields,                      \
		.rule = crm_order_rule_refuse,                                                     \
		.summary = "it is not taken: by us, or by the customer"                            \
	},                                                                                         \
	{                                                                                          \
		.name = "cancel", .from = CRM_O_TAKEN, .to = "cancelled",                          \
		.stamp = CRM_O_CANCELLED_AT, .fields = crm_order_cancel_fields,                    \
		.rule = crm_order_rule_cancel, .summary = "it is withdrawn after it was taken"     \
	},                                                                                         \
	{                                                                                          \
		.name = "change", .from = CRM_O_LIVE, .opts = crm_order_change_opts,               \
		.flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,                      \
		.rule = crm_order_rule_change, .looks = "",                                        \
		.summary = "the customer changes it: reviewed again, and given on"                 \
	},                                                                                         \
	{                                                                                          \
		.name = "pass", .from = CRM_O_LIVE, .flags = CRM_STEP_AGAIN,                       \
		.rule = crm_order_rule_pass, .target = &crm_order_pass_target,                     \
		.summary = "a change was given on to those who work by it"                         \
	},                                                                                         \
	{                                                                                          \
		.name = "amend", .from = CRM_O_KEPT, .opts = crm_why_opts,                         \
		.flags = CRM_STEP_ASSIGN | CRM_STEP_REJUDGE | CRM_STEP_AGAIN,                      \
		.rule = crm_order_rule_amend, .looks = "",                                         \
		.summary = "mends fields; verdicts are derived anew, signatures for them void"     \
	}

#define CRM_ORDER_REVIEW_ROWS CRM_ORDER_INTAKE_ROWS, CRM_ORDER_SIGN_ROWS, CRM_ORDER_TURN_ROWS
/* clang-format on */

#endif
