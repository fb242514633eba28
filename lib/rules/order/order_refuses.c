/* What may be for an order. */
#include <string.h>

#include "lib/rules/order/order_private.h"

/* The field by which another record says that it is for the order. */
static const char of[] = "order";

/* What the step says, else the record; NULL: neither. */
static const char *said(
    const struct crm_record *from, const struct crm_changes *given, const char *name)
{
	const struct crm_change *c = crm_changes_find(given, name);

	if (c != NULL)
		return c->cell.type == CRM_T_TEXT ? c->cell.text : NULL;
	return from != NULL ? crm_record_text(from, name) : NULL;
}

/* What another customer has approved, or has not, says nothing of this one's goods. */
const char *crm_order_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given)
{
	const char *name = crm_order_name(CRM_O_CUSTOMER);
	const char *id = crm_record_text(own, "id"), *to = said(NULL, given, of);
	const char *ours = crm_record_text(own, name), *theirs = said(from, given, name);

	if (to == NULL || id == NULL || strcmp(to, id) != 0) /* a frame, the order before it */
		return NULL;
	return ours != NULL && theirs != NULL && strcmp(ours, theirs) != 0
	    ? "it is another customer's"
	    : NULL;
}
