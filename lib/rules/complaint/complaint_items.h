/*
 * The collections of a complaint: members of their items. Each is an object
 * keyed by hash, or by a natural key where one is named. Member 0 is when,
 * 1 who (lib/flow/step.h).
 */
#ifndef CRM_RULES_COMPLAINT_ITEMS_H
#define CRM_RULES_COMPLAINT_ITEMS_H

#include "lib/data/schema.h"

enum { CRM_I_AT, CRM_I_BY };

/* files: photographs, reports */
enum { CRM_FILE_FILE = 2, CRM_FILE_SHA256, CRM_FILE_BYTES, CRM_FILE_WHAT, CRM_FILE_COUNT };

/* team (D1) */
enum {
	CRM_TEAM_NAME = 2,
	CRM_TEAM_ROLE,
	CRM_TEAM_DEPARTMENT,
	CRM_TEAM_PHONE,
	CRM_TEAM_EMAIL,
	CRM_TEAM_COUNT
};

/* containment (D3), keyed by place */
enum {
	CRM_CONT_PLACE = 2,
	CRM_CONT_SUSPECT,
	CRM_CONT_CHECKED,
	CRM_CONT_BAD,
	CRM_CONT_ACTION,
	CRM_CONT_OWNER,
	CRM_CONT_PROOF,
	CRM_CONT_RISK,
	CRM_CONT_MARKED,
	CRM_CONT_CLEAN_FROM,
	CRM_CONT_COUNT
};

/* lots: what is under suspicion, keyed by lot, and by part where that is
 * another one than the record's */
enum { CRM_LOT_LOT = 2, CRM_LOT_PART, CRM_LOT_QUANTITY, CRM_LOT_ORIGIN, CRM_LOT_COUNT };

/*
 * dispositions (K3, IATF 16949 8.7.1): of a lot's suspect quantity or, with
 * `of`, of what came out of another disposition: goods received back from a
 * return, bad ones of a sorting, rework or repair.
 */
enum {
	CRM_DISP_LOT = 2,
	CRM_DISP_DISPOSITION,
	CRM_DISP_QUANTITY,
	CRM_DISP_OF,
	CRM_DISP_WHY,
	CRM_DISP_CONCESSION,
	CRM_DISP_RETURN_BY,
	CRM_DISP_WITHDRAWN,
	CRM_DISP_WITHDRAWN_WHY,
	CRM_DISP_PLANNED_AT,
	CRM_DISP_PLANNED_BY,
	CRM_DISP_FLOW,
	CRM_DISP_INSTRUCTION,
	CRM_DISP_RISK_REVIEW,
	CRM_DISP_APPROVAL_NEEDED,
	CRM_DISP_APPROVAL,
	CRM_DISP_LEADER,
	CRM_DISP_BRIEFED_AT,
	CRM_DISP_HANDED_OVER,
	CRM_DISP_HANDED_TO,
	CRM_DISP_HANDED_AT,
	CRM_DISP_MARKING,
	CRM_DISP_SCRAPPED,
	CRM_DISP_SCRAPPED_HOW,
	CRM_DISP_PART, /* of the lot, where it is another one */
	CRM_DISP_COUNT
};

/* receipts into quarantine (K9) */
enum {
	CRM_RCPT_DISPOSITION = 2,
	CRM_RCPT_QUANTITY,
	CRM_RCPT_AREA,
	CRM_RCPT_DELIVERY_NOTE,
	CRM_RCPT_COUNT
};

/* inspections of sorted, reworked, repaired goods (K4) */
enum {
	CRM_INSP_DISPOSITION = 2,
	CRM_INSP_INSPECTED,
	CRM_INSP_GOOD,
	CRM_INSP_BAD,
	CRM_INSP_KINDS, /* "burr=2,scratch=1": bad ones by kind */
	CRM_INSP_RECHECK,
	CRM_INSP_REPORT,
	CRM_INSP_LOGIN, /* where it is another than `by` */
	CRM_INSP_COUNT
};

/* signatures under the report, one an inspection and signer (K4) */
enum { CRM_SIG_INSPECTION = 2, CRM_SIG_AS, CRM_SIG_LOGIN, CRM_SIG_COUNT };

/* makeups: make-up and exchange goods that are owed (K9) */
enum { CRM_MAKE_LOT = 2, CRM_MAKE_QUANTITY, CRM_MAKE_DUE, CRM_MAKE_DELIVERED_AT, CRM_MAKE_COUNT };

/* deliveries of them: these add up */
enum { CRM_DLV_MAKEUP = 2, CRM_DLV_DELIVERED, CRM_DLV_LOT, CRM_DLV_DELIVERY_NOTE, CRM_DLV_COUNT };

/* causes (D4), keyed by kind: TUA TUN SUA SUN */
enum {
	CRM_CAUSE_KIND = 2,
	CRM_CAUSE_TEXT,
	CRM_CAUSE_METHOD,
	CRM_CAUSE_EVIDENCE,
	CRM_CAUSE_VERIFIED_BY,
	CRM_CAUSE_VERIFIED_ON,
	CRM_CAUSE_COUNT
};

/* actions (D5 chosen, D6 implemented) */
enum {
	CRM_ACTION_CAUSE = 2,
	CRM_ACTION_TEXT,
	CRM_ACTION_OWNER,
	CRM_ACTION_DUE,
	CRM_ACTION_VALIDATION, /* why it will work */
	CRM_ACTION_IMPLEMENTED_AT,
	CRM_ACTION_IMPLEMENTED_BY,
	CRM_ACTION_EVIDENCE,
	CRM_ACTION_EFFECT, /* per cent */
	CRM_ACTION_LOGIN,  /* where it is another than implemented_by */
	CRM_ACTION_COUNT
};

/* standards that the countermeasure has entered (D7, K5, K10) */
enum {
	CRM_STD_DOCUMENT = 2,
	CRM_STD_REVISION,
	CRM_STD_TYPE,
	CRM_STD_CHANGE,
	CRM_STD_OWNER,
	CRM_STD_PROOF,
	CRM_STD_COUNT
};

/* rounds of submitting the 8D */
enum {
	CRM_ROUND_THROUGH = 2,
	CRM_ROUND_TO,
	CRM_ROUND_REF,
	CRM_ROUND_VERDICT,
	CRM_ROUND_VERDICT_AT,
	CRM_ROUND_VERDICT_BY,
	CRM_ROUND_REASON,
	CRM_ROUND_COUNT
};

/* readacross (K8), keyed by subject and scope */
enum {
	CRM_ACROSS_SCOPE = 2,
	CRM_ACROSS_SUBJECT,
	CRM_ACROSS_RESULT,
	CRM_ACROSS_QUANTITY,
	CRM_ACROSS_OWNER,
	CRM_ACROSS_DUE,
	CRM_ACROSS_FOUND_AT,
	CRM_ACROSS_COUNT
};

/* costs of the complaint */
enum { CRM_COST_KIND = 2, CRM_COST_AMOUNT, CRM_COST_CURRENCY, CRM_COST_REF, CRM_COST_COUNT };

extern const struct crm_schema crm_complaint_files, crm_complaint_team, crm_complaint_containment,
    crm_complaint_lots, crm_complaint_dispositions, crm_complaint_receipts,
    crm_complaint_inspections, crm_complaint_signatures, crm_complaint_makeups,
    crm_complaint_deliveries, crm_complaint_causes, crm_complaint_actions, crm_complaint_standards,
    crm_complaint_rounds, crm_complaint_readacross, crm_complaint_costs;

/* The words of `disposition`, of the record and of an item. */
extern const char *const crm_disposition_words[];

#endif
