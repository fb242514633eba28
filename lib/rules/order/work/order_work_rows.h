/*
 * The steps from acceptance to the ready goods: rows of order_steps.c's table, and what they name.
 *
 *   papers      release gives a paper to the departments of its list, or to those named: anew, where
 *               they have it already (the receipt is then awaited again). The order is released once
 *               the production order, and the sales order where anybody is on its list, are with all
 *               of their lists. receipt and begin are the departments' own
 *   sheet       an item that changes has to be checked again
 *   promises    the first one stays. A danger is told to the customer before the promised day is
 *               past (that day included), else there is a warning, told_late; the answer `agreed`
 *               moves the promise. A promise for the whole order moves all its lines that have days
 *               of their own and are not with the customer yet
 *
 * Codes of their refusals, besides the engine's: no_authority, not_received, not_told, no_such_line,
 * no_such_item, nothing_promised, not_checked, sample_not_approved, sample_missing, sample_unknown,
 * quantity_exceeds, not_reviewed, wrong_order, and those of lib/rules/order/review/review.h.
 */
#ifndef CRM_RULES_ORDER_WORK_ROWS_H
#define CRM_RULES_ORDER_WORK_ROWS_H

#include "lib/rules/order/order_private.h"

extern const struct crm_step_field crm_order_receipt_fields[], crm_order_sheet_fields[],
    crm_order_checked_fields[], crm_order_milestone_fields[], crm_order_reach_fields[],
    crm_order_danger_fields[], crm_order_tell_fields[], crm_order_answer_fields[],
    crm_order_promise_fields[], crm_order_delay_fields[], crm_order_delay_told_fields[],
    crm_order_specification_fields[], crm_order_inspect_fields[], crm_order_correct_fields[],
    crm_order_shipping_fields[], crm_order_document_fields[], crm_order_export_fields[];
extern const struct crm_opt crm_order_release_opts[];
extern const struct crm_step_target crm_order_receipt_target, crm_order_sheet_target,
    crm_order_milestone_target, crm_order_danger_target, crm_order_tell_target,
    crm_order_answer_target, crm_order_promise_target, crm_order_delay_target,
    crm_order_delay_told_target, crm_order_inspect_target, crm_order_correct_target,
    crm_order_document_target;
crm_step_rule crm_order_rule_release, crm_order_rule_receipt, crm_order_rule_begin,
    crm_order_rule_sheet, crm_order_rule_checked, crm_order_rule_milestone, crm_order_rule_reach,
    crm_order_rule_danger, crm_order_rule_tell, crm_order_rule_answer, crm_order_rule_promise,
    crm_order_rule_delay, crm_order_rule_delay_told, crm_order_rule_specification,
    crm_order_rule_specified, crm_order_rule_start, crm_order_rule_inspect, crm_order_rule_correct,
    crm_order_rule_shipping, crm_order_rule_document, crm_order_rule_export;

/* From our confirmation until the customer has all of it. */
#define CRM_O_PROMISED_STATES "confirmed released production shipped"

/* clang-format off */
/* A step on an item: its fields, its target and its rule. */
#define CRM_ORDER_ITEM_ROW(n, live, of, doc)                                                       \
	{                                                                                          \
		.name = #n, .from = (live), .fields = crm_order_##n##_fields,                      \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_##n,                               \
		.target = &crm_order_##of##_target, .summary = (doc)                               \
	}

#define CRM_ORDER_PAPER_ROWS                                                                       \
	{                                                                                          \
		.name = "release", .from = CRM_O_PROMISED_STATES, .to = "released",                \
		.stamp = CRM_O_RELEASED_AT, .opts = crm_order_release_opts,                        \
		.flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN, .rule = crm_order_rule_release,        \
		.looks = "", .summary = "gives a paper to those who work by it"                    \
	},                                                                                         \
	CRM_ORDER_ITEM_ROW(receipt, CRM_O_PROMISED_STATES, receipt,                                \
	    "a department confirms that it has a paper"),                                          \
	{                                                                                          \
		.name = "begin", .from = CRM_O_PROMISED_STATES,                                    \
		.fields = crm_order_receipt_fields, .flags = CRM_STEP_AGAIN,                       \
		.rule = crm_order_rule_begin, .target = &crm_order_receipt_target,                 \
		.summary = "a department confirms that it works by it"                             \
	}

#define CRM_ORDER_SHEET_ROWS                                                                       \
	CRM_ORDER_ITEM_ROW(sheet, "open approved confirmed released production", sheet,            \
	    "enters an item of the technical sheet, or changes it: it is to be checked then"),     \
	CRM_ORDER_ITEM_ROW(checked, "open approved confirmed released production", sheet,          \
	    "an item of the sheet was checked"),                                                   \
	CRM_ORDER_ITEM_ROW(milestone, CRM_O_LIVE, milestone,                                       \
	    "plans a milestone, or plans it anew: the first plan stays"),                          \
	CRM_ORDER_ITEM_ROW(reach, CRM_O_LIVE, milestone, "a milestone was reached")

#define CRM_ORDER_PROMISE_ROWS                                                                     \
	CRM_ORDER_ITEM_ROW(danger, CRM_O_PROMISED_STATES, danger,                                  \
	    "planning reports that a promised day is in danger"),                                  \
	CRM_ORDER_ITEM_ROW(tell, CRM_O_PROMISED_STATES, tell,                              \
	    "the customer was told of it in writing"),                                             \
	CRM_ORDER_ITEM_ROW(answer, CRM_O_PROMISED_STATES " delivered", answer,                 \
	    "the customer answers; 'agreed' moves the promise"),                                   \
	CRM_ORDER_ITEM_ROW(promise, CRM_O_PROMISED_STATES, promise,                                \
	    "another day is promised; the first promise stays"),                                   \
	CRM_ORDER_ITEM_ROW(delay, CRM_O_KEPT, delay,                                               \
	    "a cause of delay, also the customer's own lateness"),                                 \
	{                                                                                          \
		.name = "delay-told", .from = CRM_O_KEPT, .fields = crm_order_delay_told_fields,   \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_delay_told,                        \
		.target = &crm_order_delay_told_target,                                             \
		.summary = "the customer was told in writing of a cause of delay"                  \
	}

#define CRM_ORDER_MAKE_ROWS                                                                        \
	{                                                                                          \
		.name = "specification", .from = CRM_O_LIVE, .stamp = CRM_O_SPECIFICATION_AT,      \
		.fields = crm_order_specification_fields, .flags = CRM_STEP_AGAIN,                 \
		.rule = crm_order_rule_specification,                                              \
		.summary = "a changed engineering specification came from the customer"            \
	},                                                                                         \
	{                                                                                          \
		.name = "specified", .from = CRM_O_LIVE, .stamp = CRM_O_SPECIFIED_AT,              \
		.rule = crm_order_rule_specified,                                                  \
		.summary = "the changed specification was reviewed"                                \
	},                                                                                         \
	{                                                                                          \
		.name = "start", .from = "released", .to = "production",                           \
		.stamp = CRM_O_STARTED_AT, .rule = crm_order_rule_start,                           \
		.looks = "order quote sample",                                                     \
		.summary = "bulk production begins; refused by all that is to be there before"     \
	},                                                                                         \
	CRM_ORDER_ITEM_ROW(inspect, "confirmed released production", inspect,                      \
	    "an inspection before shipment, ours or the customer's"),                              \
	CRM_ORDER_ITEM_ROW(correct, CRM_O_PROMISED_STATES " delivered", correct,               \
	    "what is done about what an inspection found")

#define CRM_ORDER_SHIPPING_ROWS                                                                    \
	{                                                                                          \
		.name = "shipping", .from = CRM_O_TAKEN, .fields = crm_order_shipping_fields,      \
		.flags = CRM_STEP_AGAIN, .rule = crm_order_rule_shipping,                          \
		.summary = "marks, packing, booking and the way that it goes"                      \
	},                                                                                         \
	{                                                                                          \
		.name = "warehouse", .from = CRM_O_PROMISED_STATES,                                \
		.stamp = CRM_O_WAREHOUSED_AT, .summary = "the goods are in the warehouse"          \
	},                                                                                         \
	CRM_ORDER_ITEM_ROW(document, CRM_O_TAKEN " delivered", document,                           \
	    "a paper that it needs, or with its number one that is ready"),                        \
	{                                                                                          \
		.name = "export", .from = CRM_O_LIVE, .stamp = CRM_O_EXPORT_CHECKED_AT,            \
		.fields = crm_order_export_fields, .flags = CRM_STEP_AGAIN,                        \
		.rule = crm_order_rule_export,                                                     \
		.summary = "parties and goods were checked against export lists"                   \
	}

#define CRM_ORDER_WORK_ROWS                                                                        \
	CRM_ORDER_PAPER_ROWS, CRM_ORDER_SHEET_ROWS, CRM_ORDER_PROMISE_ROWS, CRM_ORDER_MAKE_ROWS,   \
	CRM_ORDER_SHIPPING_ROWS
/* clang-format on */

#endif
