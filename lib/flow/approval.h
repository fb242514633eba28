/*
 * Approvals: a signature holds for what it judged. It keeps a seal: a short hash for each field that
 * was judged, by name, and one hash over these, the record's id and the scope (a department). When a
 * value changes, or the signature stands on another record than the one that was signed (a copy), it
 * is void, and the fields are named. Pure: nothing is stored here.
 *
 * A field counts as its value, however it is written (12.50 is 12.5); a nested one as its members,
 * whatever their order. A member of that name of the record's items (a price of each line) counts
 * with it, by the items' keys: so does a line more or less. A field that is absent counts as empty:
 * setting it later voids the signature. A field that is not judged any more voids nothing.
 *
 * The hash of a price can be guessed: fields with such hashes are CRM_F_INTERNAL. A view that was
 * restricted (lib/data/view.h) must have had all of them declared.
 *
 * Source: requirements O3, O8; peers' bugs: edit the price after the check, duplicate an approved
 * order.
 */
#ifndef CRM_FLOW_APPROVAL_H
#define CRM_FLOW_APPROVAL_H

#include "lib/base/buf.h"
#include "lib/data/view.h"

#define CRM_SEAL_MAX 65

/* What is judged: fields of the view's schema, and the collection whose items may have members of
 * the same names; 0: none. */
struct crm_sealed {
	const int *fields;
	size_t n;
	int items;
};

/* Makes it: appends "name:hash name:hash ..." to fields, and writes 64 hex digits. */
void crm_seal_make(const struct crm_view *v, const char *id, const char *scope,
    const struct crm_sealed *what, struct crm_buf *fields, char seal[CRM_SEAL_MAX]);

enum crm_seal {
	CRM_SEALED_NONE, /* there is no seal, or it cannot be read */
	CRM_SEALED_HOLDS,
	CRM_SEALED_CHANGED, /* a value is another one now, or one more is to be judged */
	CRM_SEALED_FOREIGN  /* made on another record, for another scope, or tampered with */
};
/* fields and seal: as they were stored. what: what is to be judged today. changed (cleared first;
 * may be NULL): names of what has changed, or was not judged, commas between. */
enum crm_seal crm_seal_state(const struct crm_view *v, const char *id, const char *scope,
    const struct crm_sealed *what, const struct crm_cell *fields, const struct crm_cell *seal,
    struct crm_buf *changed);

/* Was it made on the record of that id for that scope, and is it whole, whatever has changed since? */
bool crm_seal_is_own(
    const char *id, const char *scope, const struct crm_cell *fields, const struct crm_cell *seal);

#endif
