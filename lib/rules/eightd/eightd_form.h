/*
 * The 8D report as the Catena-X form "Report 8D" 1.0.0: a document that is
 * valid by its schema, or else is said not to be.
 *
 * The form is filled from the record and from what crm.json says of us and of
 * the customer; nothing is made up. Steps D0 to the one that it goes through
 * are in it: D1 on always, D0 where goods at the customer were contained. A
 * fact that the form has no member for stands in additionalInformationList
 * under its field's name.
 */
#ifndef CRM_RULES_EIGHTD_FORM_H
#define CRM_RULES_EIGHTD_FORM_H

#include "lib/data/doc.h"
#include "lib/data/finding.h"
#include "lib/data/view.h"
#include "lib/time/zone.h"

/* What the settings say of a company (`company`, `customers`.NAME). */
enum crm_party_member {
	CRM_PARTY_NAME,
	CRM_PARTY_SUPPLIER_ID, /* our number at the customer */
	CRM_PARTY_BPNL,
	CRM_PARTY_STREET,
	CRM_PARTY_POSTAL_CODE,
	CRM_PARTY_CITY,
	CRM_PARTY_COUNTRY,
	CRM_PARTY_PHONE,
	CRM_PARTY_EMAIL,
	CRM_PARTY_COUNT
};
extern const char *const crm_party_members[CRM_PARTY_COUNT];
struct crm_party {
	const char *member[CRM_PARTY_COUNT]; /* NULL: not said; borrowed */
};

struct crm_form_opts {
	int through;                 /* 0 to 8 */
	const struct crm_zone *zone; /* of its dates */
	const struct crm_party *us, *customer;
};

/* Adds the form's members to out, an object. */
void crm_form_fill(const struct crm_form_opts *o, const struct crm_view *v, struct crm_doc *out);

/*
 * Adds an error for each member that is required and not there
 * (missing_member; also a required list without items, and what is required
 * within it), and for each that is not as its type wants it (bad_member). The
 * field is its path, "header.parts[0].orderNumber"; the text says what gives
 * it. customer: for the text; may be "".
 */
void crm_form_check(
    const struct crm_doc *form, const char *id, const char *customer, struct crm_findings *f);

/* ---- the form's members (eightd_form_members.c) ---- */

enum crm_form_type {
	CRM_FORM_OBJECT,
	CRM_FORM_LIST,
	CRM_FORM_TEXT,
	CRM_FORM_NUMBER,
	CRM_FORM_DATE,
	CRM_FORM_EMAIL,
	CRM_FORM_PHONE,
	CRM_FORM_BPNL,
	CRM_FORM_UUID,
	CRM_FORM_CAUSE,
	CRM_FORM_STATUS
};

struct crm_form_member {
	const char *path; /* "header.parts[].orderNumber" */
	bool required;    /* where the one above is there */
	enum crm_form_type type;
	const char *source; /* what gives it, "*" for the customer; NULL: nothing of ours */
};

/* The i-th; NULL past the end. */
const struct crm_form_member *crm_form_member(size_t i);

#endif
