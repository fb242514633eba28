/*
 * The fields that every kind's schema begins with, in this order, as far as
 * the engines write and read them: state, frozen verdicts, late entries. The
 * rows and the other collections are in lib/rules/common.h.
 */
#ifndef CRM_FLOW_COMMON_H
#define CRM_FLOW_COMMON_H

#include "lib/data/schema.h"

enum crm_common_field {
	CRM_C_KIND,
	CRM_C_ID,
	CRM_C_STATE,
	CRM_C_VERDICTS,   /* frozen clock verdicts, by clock name */
	CRM_C_LATE_ENTRY, /* stamps entered late, by field name */
	CRM_C_PAUSES,     /* while pausable clocks stand still */
	CRM_C_NOTES,
	CRM_C_AMENDMENTS,
	CRM_C_VOIDED_AT,
	CRM_C_VOID_WHY,
	CRM_C_DUPLICATE_OF,
	CRM_C_COUNT
};

/* Members of an item. calendar: its name, where one was used; plain: what the
 * verdict would be without pauses, where that differs. */
enum {
	CRM_V_VERDICT,
	CRM_V_LIMIT,
	CRM_V_DUE_AT,
	CRM_V_IMPORTED,
	CRM_V_CALENDAR,
	CRM_V_PLAIN,
	CRM_V_COUNT
};
enum { CRM_L_REC, CRM_L_BY };
/* at: when the pause began; until: absent while it lasts. */
enum {
	CRM_PAUSE_AT,
	CRM_PAUSE_BY,
	CRM_PAUSE_UNTIL,
	CRM_PAUSE_WHY,
	CRM_PAUSE_ON,  /* who is waited for: customer, supplier, us */
	CRM_PAUSE_REF, /* the customer's reference, where it waits for them */
	CRM_PAUSE_ENDED_BY,
	CRM_PAUSE_COUNT
};

extern const struct crm_schema crm_schema_verdicts;
extern const struct crm_schema crm_schema_late_entry;
extern const struct crm_schema crm_schema_pauses;

/* "COLLECTION.KEY.MEMBER" by field numbers, written to out (cleared first);
 * member -1: the item itself, "COLLECTION.KEY". Returns out's text. */
const char *crm_item_path(
    const struct crm_schema *s, int collection, const char *key, int member, struct crm_buf *out);

#endif
