/*
 * What an order holds in collections. Members 0 and 1 of every item are when and who.
 */
#ifndef CRM_RULES_ORDER_ITEMS_H
#define CRM_RULES_ORDER_ITEMS_H

#include "lib/data/schema.h"

/* lines, keyed by line: position of the customer's order */
enum {
	CRM_LINE_LINE = 2,
	CRM_LINE_PART,
	CRM_LINE_CUSTOMER_PART,
	CRM_LINE_CHANGE_LEVEL,
	CRM_LINE_PRODUCT,
	CRM_LINE_QUANTITY,
	CRM_LINE_PRICE,
	CRM_LINE_REQUESTED,
	CRM_LINE_PROMISED,
	CRM_LINE_PROMISED_NOW,
	CRM_LINE_PRICE_REVIEWED, /* as price_reviewed of the order */
	CRM_LINE_COUNT
};
/* files: papers with their hash; what: order, quote, sheet, sample, minutes, packing, report, photo,
 * other. signed_by: the customer's signature on it (O9, O10) */
enum {
	CRM_PAPER_FILE = 2,
	CRM_PAPER_SHA256,
	CRM_PAPER_BYTES,
	CRM_PAPER_WHAT,
	CRM_PAPER_NUMBER,
	CRM_PAPER_REVISION,
	CRM_PAPER_SIGNED_BY,
	CRM_PAPER_SIGNED_ON,
	CRM_PAPER_FIELDS, /* of a signed quote: the prices that it is for (lib/flow/approval.h) */
	CRM_PAPER_SEAL,
	CRM_PAPER_COUNT
};
/* signatures, keyed by department */
enum {
	CRM_SIGN_DEPARTMENT = 2,
	CRM_SIGN_LOGIN,
	CRM_SIGN_VERDICT, /* signed, condition, refused */
	CRM_SIGN_TEXT,    /* the condition, or why it is refused */
	CRM_SIGN_FIELDS,  /* what it judged: a hash for each field (lib/flow/approval.h) */
	CRM_SIGN_SEAL,    /* hash of the whole */
	CRM_SIGN_COUNT
};
/* points, hashed: what is open and must be cleared before something (T1, T5, O3) */
enum {
	CRM_POINT_TEXT = 2,
	CRM_POINT_FROM,       /* review, sheet, production, customer, inspection */
	CRM_POINT_DEPARTMENT, /* whose condition it is */
	CRM_POINT_BEFORE,     /* approve, start, deliver, file */
	CRM_POINT_ON,         /* us, customer: who has to answer */
	CRM_POINT_OWNER,
	CRM_POINT_DUE,
	CRM_POINT_CLEARED_AT,
	CRM_POINT_CLEARED_BY,
	CRM_POINT_ANSWER,
	CRM_POINT_COUNT
};
/* promises, hashed: each time that a promised day was moved */
enum {
	CRM_PROMISE_LINE = 2,
	CRM_PROMISE_DAY,
	CRM_PROMISE_BEFORE,
	CRM_PROMISE_CAUSE, /* crm_order_cause_words */
	CRM_PROMISE_WHY,
	CRM_PROMISE_REFERENCE, /* of the customer's agreement */
	CRM_PROMISE_COUNT
};
/* dangers, hashed: planning reports, sales tells the customer, the customer answers (O7, T6) */
enum {
	CRM_DANGER_LINE = 2,
	CRM_DANGER_CAUSE,
	CRM_DANGER_TEXT,
	CRM_DANGER_DAY, /* the new day that is to be expected */
	CRM_DANGER_TOLD_AT,
	CRM_DANGER_TOLD, /* reference of what was written to the customer */
	CRM_DANGER_ANSWERED_AT,
	CRM_DANGER_ANSWER, /* agreed, refused, withdrawn */
	CRM_DANGER_REFERENCE,
	CRM_DANGER_COUNT
};
/* delays, hashed: what made, or makes, it late, the customer's own lateness among it (T6) */
enum {
	CRM_DELAY_CAUSE = 2,
	CRM_DELAY_TEXT,
	CRM_DELAY_DAYS,
	CRM_DELAY_TOLD, /* reference of what was written to the customer */
	CRM_DELAY_COUNT
};
/* changes, hashed: what the customer changes later (O8) */
enum {
	CRM_OCHG_REFERENCE = 2,
	CRM_OCHG_TEXT,
	CRM_OCHG_FIELDS, /* names of what it changed, commas between */
	CRM_OCHG_APPROVED_AT,
	CRM_OCHG_PASSED_AT, /* given on to those who work by it */
	CRM_OCHG_COUNT
};
/* releases, keyed by paper and department */
enum {
	CRM_RELEASE_PAPER = 2, /* sales_order, production_order, plan */
	CRM_RELEASE_DEPARTMENT,
	CRM_RELEASE_RECEIVED_AT,
	CRM_RELEASE_RECEIVED_BY,
	CRM_RELEASE_BEGUN_AT,
	CRM_RELEASE_BEGUN_BY,
	CRM_RELEASE_COUNT
};
/* sheet, keyed by item: the technical sheet (T1) */
enum {
	CRM_SHEET_ITEM = 2,
	CRM_SHEET_VALUE,
	CRM_SHEET_SOURCE, /* designated by the customer */
	CRM_SHEET_CHECKED_AT,
	CRM_SHEET_CHECKED_BY,
	CRM_SHEET_COUNT
};
/* milestones, keyed by milestone */
enum {
	CRM_MILE_MILESTONE = 2,
	CRM_MILE_PLANNED,
	CRM_MILE_FIRST, /* what was planned first */
	CRM_MILE_OWNER,
	CRM_MILE_REACHED_AT,
	CRM_MILE_COUNT
};
/* inspections, hashed */
enum {
	CRM_INSPECTION_WHOSE = 2, /* ours, customer */
	CRM_INSPECTION_INSPECTOR,
	CRM_INSPECTION_LOT,
	CRM_INSPECTION_QUANTITY, /* presented */
	CRM_INSPECTION_SAMPLE,
	CRM_INSPECTION_REJECTED,
	CRM_INSPECTION_RESULT, /* passed, failed */
	CRM_INSPECTION_REPORT,
	CRM_INSPECTION_DEFECTS,
	CRM_INSPECTION_CORRECTION,
	CRM_INSPECTION_PREVENTION,
	CRM_INSPECTION_COUNT
};
/* documents, keyed by document: the customs checklist (L5) */
enum {
	CRM_DOCUMENT_DOCUMENT = 2,
	CRM_DOCUMENT_REFERENCE,
	CRM_DOCUMENT_DONE_AT,
	CRM_DOCUMENT_COUNT
};
/* deliveries, keyed by note and lot: what left us; a note with several lots has several */
enum {
	CRM_DELIVERY_NOTE = 2,
	CRM_DELIVERY_LOT,
	CRM_DELIVERY_LINE,
	CRM_DELIVERY_QUANTITY,
	CRM_DELIVERY_CARRIER,
	CRM_DELIVERY_TRACKING,
	CRM_DELIVERY_CONTAINERS,
	CRM_DELIVERY_CONCESSION,
	CRM_DELIVERY_PPAP,     /* the submission that allowed it; written by the gate */
	CRM_DELIVERY_OVERRIDE, /* codes of the gate that were overridden, commas between */
	CRM_DELIVERY_OVERRIDE_BY,
	CRM_DELIVERY_OVERRIDE_REFERENCE, /* the customer's */
	CRM_DELIVERY_ARRIVED_AT,
	CRM_DELIVERY_ARRIVED,   /* pieces that the customer confirms */
	CRM_DELIVERY_CONDITION, /* good, damaged, short, wrong */
	CRM_DELIVERY_CONFIRMED_BY,
	CRM_DELIVERY_COUNT
};
/* damages, hashed: in transport, and the claim on the carrier (L3) */
enum {
	CRM_DAMAGE_NOTE = 2,
	CRM_DAMAGE_LOT,
	CRM_DAMAGE_QUANTITY,
	CRM_DAMAGE_TEXT,
	CRM_DAMAGE_CARRIER,
	CRM_DAMAGE_CLAIMED_AT,
	CRM_DAMAGE_CLAIM,
	CRM_DAMAGE_AMOUNT,
	CRM_DAMAGE_CURRENCY,
	CRM_DAMAGE_SETTLED_AT,
	CRM_DAMAGE_OUTCOME,
	CRM_DAMAGE_COUNT
};

/* recalls, hashed: deliveries that were entered wrongly and taken out again */
enum {
	CRM_RECALL_NOTE = 2,
	CRM_RECALL_LOT,
	CRM_RECALL_LINE,
	CRM_RECALL_QUANTITY,
	CRM_RECALL_LEFT_AT,
	CRM_RECALL_CONCESSION, /* that had counted its pieces */
	CRM_RECALL_PPAP,
	CRM_RECALL_WHY,
	CRM_RECALL_COUNT
};

extern const struct crm_schema crm_order_line_items, crm_order_file_items,
    crm_order_signature_items, crm_order_point_items, crm_order_promise_items,
    crm_order_danger_items, crm_order_delay_items, crm_order_change_items, crm_order_release_items,
    crm_order_sheet_items, crm_order_milestone_items, crm_order_inspection_items,
    crm_order_document_items, crm_order_delivery_items, crm_order_damage_items,
    crm_order_recall_items;

/* Whose fault it is that a day moves: customer, production, material, quality, capacity, tooling,
 * carrier, supplier, customs, force_majeure, other. NULL-ended. */
extern const char *const crm_order_cause_words[];

#endif
