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
	CRM_C_NOTES,
	CRM_C_AMENDMENTS,
	CRM_C_VOIDED_AT,
	CRM_C_VOID_WHY,
	CRM_C_DUPLICATE_OF,
	CRM_C_COUNT
};

/* Members of an item. */
enum { CRM_V_VERDICT, CRM_V_LIMIT, CRM_V_DUE_AT, CRM_V_IMPORTED, CRM_V_COUNT };
enum { CRM_L_REC, CRM_L_BY };

extern const struct crm_schema crm_schema_verdicts;
extern const struct crm_schema crm_schema_late_entry;

/* "COLLECTION.KEY.MEMBER" by field numbers, written to out (cleared first);
 * member -1: the item itself, "COLLECTION.KEY". Returns out's text. */
const char *crm_item_path(
    const struct crm_schema *s, int collection, const char *key, int member, struct crm_buf *out);

#endif
