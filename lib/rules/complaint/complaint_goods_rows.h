/*
 * The steps about goods: rows of complaint_steps.c's table, and what they
 * name. Whatever is entered in parts adds up: receipts, inspections and
 * deliveries are items, and pieces withdrawn, handed over or made unusable are
 * added to those before. A quantity that is not given is all that is left.
 *
 * When a withdrawal leaves nothing of what the record as a whole is disposed
 * to, that follows what stands (on site first, then what came first), or
 * there is no disposition any more.
 *
 * Codes of their refusals, besides the engine's: quantity_exceeds,
 * quantity_mismatch, nothing_left, no_such_lot, lot_missing, lot_mismatch,
 * wrong_disposition, not_planned, approval_missing, same_person (who rechecks
 * has inspected), self_signed, already_signed; of a handover pending_recheck
 * and pending_signature (lib/rules/complaint/complaint_goods.h).
 */
#ifndef CRM_RULES_COMPLAINT_GOODS_ROWS_H
#define CRM_RULES_COMPLAINT_GOODS_ROWS_H

#include "lib/rules/complaint/complaint_private.h"

extern const struct crm_step_field crm_lot_fields[], crm_dispose_fields[], crm_withdraw_fields[],
    crm_receive_fields[], crm_rework_fields[], crm_repair_fields[], crm_inspect_fields[],
    crm_sign_fields[], crm_handover_fields[], crm_scrap_fields[], crm_makeup_fields[],
    crm_deliver_fields[], crm_readacross_fields[];
extern const struct crm_step_target crm_lot_target, crm_dispose_target, crm_disposition_target,
    crm_receive_target, crm_inspect_target, crm_sign_target, crm_makeup_target, crm_deliver_target,
    crm_readacross_target;
extern const struct crm_opt crm_item_opts[], crm_sign_opts[], crm_deliver_opts[];
crm_step_rule crm_rule_lot, crm_rule_dispose, crm_rule_withdraw, crm_rule_receive, crm_rule_rework,
    crm_rule_repair, crm_rule_inspect, crm_rule_sign, crm_rule_handover, crm_rule_scrap,
    crm_rule_makeup, crm_rule_deliver, crm_rule_readacross;

#define CRM_GOODS_ROW(n, live, step_opts, doc)                                               \
	{                                                                                    \
		.name = #n, .from = (live), .fields = crm_##n##_fields, .opts = (step_opts), \
		.flags = CRM_STEP_AGAIN, .rule = crm_rule_##n, .target = &crm_##n##_target,  \
		.applies = CRM_K_FOR_QUALITY, .summary = (doc)                               \
	}
#define CRM_GOODS_OF(n, live, step_opts, doc)                                                     \
	{                                                                                         \
		.name = #n, .from = (live), .fields = crm_##n##_fields, .opts = (step_opts),      \
		.flags = CRM_STEP_AGAIN, .rule = crm_rule_##n, .target = &crm_disposition_target, \
		.applies = CRM_K_FOR_QUALITY, .summary = (doc)                                    \
	}

#define CRM_GOODS_LOT(live) \
	CRM_GOODS_ROW(lot, live, NULL, "puts a lot under suspicion, or says how many of it are")
#define CRM_GOODS_DISPOSE(live)                                                            \
	{                                                                                  \
		.name = "dispose", .from = (live), .stamp = CRM_K_DISPOSED_AT,             \
		.fields = crm_dispose_fields, .rule = crm_rule_dispose,                    \
		.flags = CRM_STEP_BY_RULE | CRM_STEP_AGAIN, .target = &crm_dispose_target, \
		.applies = CRM_K_FOR_QUALITY,                                              \
		.summary = "decides what becomes of a lot, or of a part of it"             \
	}
#define CRM_GOODS_REST(live)                                                                       \
	CRM_GOODS_OF(withdraw, live, crm_why_opts,                                                 \
	    "takes back a disposition, or what was not done of it yet"),                           \
	    CRM_GOODS_ROW(receive, live, crm_item_opts, "goods of a return came into quarantine"), \
	    CRM_GOODS_OF(rework, live, NULL, "plans rework or sorting: instruction, risks, team"), \
	    CRM_GOODS_OF(repair, live, NULL, "plans a repair, which the customer has approved"),   \
	    CRM_GOODS_ROW(inspect, live, crm_item_opts,                                            \
	        "counts good and bad ones of sorted, reworked or repaired goods"),                 \
	    CRM_GOODS_ROW(sign, live, crm_sign_opts, "signs the report of an inspection"),         \
	    CRM_GOODS_OF(                                                                          \
	        handover, live, NULL, "good ones were handed over at the customer's site"),        \
	    CRM_GOODS_OF(scrap, live, NULL, "scrap was made unusable"),                            \
	    CRM_GOODS_ROW(makeup, live, NULL, "make-up goods are owed to the customer"),           \
	    CRM_GOODS_ROW(deliver, live, crm_deliver_opts, "make-up goods were delivered"),        \
	    CRM_GOODS_ROW(readacross, live, NULL,                                                  \
	        "says whether another lot, part, plant or process is concerned")

#endif
