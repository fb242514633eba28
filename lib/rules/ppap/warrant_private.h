/*
 * The warrant's boxes by name, and what the files that judge them share. A box's
 * number is its field in crm_ppap_schema; the order is that of the form.
 */
#ifndef CRM_RULES_PPAP_WARRANT_PRIVATE_H
#define CRM_RULES_PPAP_WARRANT_PRIVATE_H

#include "lib/rules/ppap/judge_private.h"

enum crm_warrant_box {
	CRM_W_PART_NAME = CRM_P_WARRANT,
	CRM_W_PART_NUMBER,
	CRM_W_DRAWING,
	CRM_W_OWN_NUMBER,
	CRM_W_CHANGE_LEVEL,
	CRM_W_CHANGE_DATE,
	CRM_W_ADDITIONAL,
	CRM_W_ADDITIONAL_DATE,
	CRM_W_SAFETY,
	CRM_W_PURCHASE_ORDER,
	CRM_W_WEIGHT,
	CRM_W_AID,
	CRM_W_AID_LEVEL,
	CRM_W_AID_DATE,
	CRM_W_ORGANIZATION,
	CRM_W_SUPPLIER_CODE,
	CRM_W_STREET,
	CRM_W_CITY,
	CRM_W_REGION,
	CRM_W_POSTAL_CODE,
	CRM_W_COUNTRY,
	CRM_W_CUSTOMER,
	CRM_W_BUYER,
	CRM_W_APPLICATION,
	CRM_W_SUBSTANCES,
	CRM_W_REPORTED_BY,
	CRM_W_POLYMERIC,
	CRM_W_REASONS,
	CRM_W_REASON_OTHER,
	CRM_W_LEVEL,
	CRM_W_COVER,
	CRM_W_MEETS,
	CRM_W_MOLDS,
	CRM_W_PARTS,
	CRM_W_HOURS,
	CRM_W_EXPLANATION,
	CRM_W_TAGGED,
	CRM_W_SIGNATURE,
	CRM_W_SIGNATURE_DATE,
	CRM_W_PRINT_NAME,
	CRM_W_TITLE,
	CRM_W_PHONE,
	CRM_W_FAX,
	CRM_W_EMAIL,
	CRM_W_DISPOSITION,
	CRM_W_CUSTOMER_SIGNATURE,
	CRM_W_CUSTOMER_DATE,
	CRM_W_CUSTOMER_NAME,
	CRM_W_TRACKING,
	CRM_W_END
};

/* Is there any box? */
bool crm_warrant_any(const struct crm_node *top);
/* Is a value in the box that can be read, or an entry in its list? Blanks are none. */
bool crm_warrant_has(const struct crm_node *top, int box);
/* The same, and does it say something: not "n/a", "none", "-"? */
bool crm_warrant_says(const struct crm_node *top, int box);
/* An integer or a decimal. */
bool crm_warrant_number(const struct crm_node *n, int field, struct crm_dec *out);
/* Must the box be filled: by the form, or the cover sheet of an edition without levels; less for bulk
 * material? */
bool crm_warrant_required(const struct crm_ppap_book *book, const struct crm_node *top, int box);

/* warrant_cross.c: the warrant against the rest of the dossier. at: its element's state. */
void crm_warrant_cross(struct crm_ppap_judge *j, int at);
/* warrant_streams.c: the run's streams and the box of moulds, cavities and processes. */
void crm_warrant_streams(struct crm_ppap_judge *j, int at);

#endif
