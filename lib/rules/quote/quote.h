/*
 * The quote (O6, O10, T3): prices for parts, approved before they leave, chased until the customer
 * has answered.
 *
 *   open        being made; prices may change
 *   approved    the general manager has decided the prices; a later change voids that
 *   sent        with the customer; chased every third working day
 *   won         the customer orders by it
 *   lost        the customer does not, and why
 *   withdrawn
 *
 * That its day (valid_until) is past is no state: nothing overwrites won, lost or withdrawn.
 */
#ifndef CRM_RULES_QUOTE_H
#define CRM_RULES_QUOTE_H

#include "lib/flow/approval.h"
#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_quote_field {
	CRM_Q_CUSTOMER = CRM_C_COUNT,
	CRM_Q_NEW_CUSTOMER,
	CRM_Q_ENQUIRY, /* the customer's paper */
	CRM_Q_OWNER,
	CRM_Q_AUTHOR,       /* who made it; never decides its prices */
	CRM_Q_AUTHOR_LOGIN, /* and the login behind */
	CRM_Q_CURRENCY,
	CRM_Q_PRICES,
	CRM_Q_MATERIALS,
	CRM_Q_COSTING, /* costing sheet: file, hash */
	CRM_Q_COSTING_SHA256,
	CRM_Q_VALID_FROM,
	CRM_Q_VALID_UNTIL,
	CRM_Q_TERMS,
	CRM_Q_PAYMENT,
	CRM_Q_OPENED_AT,
	CRM_Q_APPROVED_AT,
	CRM_Q_APPROVED_BY,
	CRM_Q_APPROVED_SEAL,
	CRM_Q_APPROVED_FIELDS,
	CRM_Q_TAKEN, /* the new customer is taken */
	CRM_Q_SENT_AT,
	CRM_Q_SENT_TO,
	CRM_Q_CHASED_AT,
	CRM_Q_CHASES,
	CRM_Q_CHASE_RESULT, /* what came out the last time */
	CRM_Q_ESTIMATED_AT, /* the new customer confirmed the estimate */
	CRM_Q_ESTIMATE,
	CRM_Q_ANSWERED_AT,
	CRM_Q_LOST_WHY,
	CRM_Q_REFERENCE, /* the customer's order or word */
	CRM_Q_COUNTERSIGNED_AT,
	CRM_Q_COUNTERSIGNED, /* file, hash */
	CRM_Q_COUNTERSIGNED_SHA256,
	CRM_Q_REPORTED_AT, /* the outcome, to finance */
	CRM_Q_WITHDRAWN_AT,
	CRM_Q_WITHDRAWN_WHY,
	CRM_Q_COUNT
};
/* prices, keyed by part and the quantity from which they hold */
enum {
	CRM_PRICE_PART = 2,
	CRM_PRICE_FROM, /* pieces; none: any */
	CRM_PRICE_PRICE,
	CRM_PRICE_CHANGE_LEVEL,
	CRM_PRICE_COUNT
};

extern const struct crm_kind crm_quote;

/* The price of a part at a quantity (absent: the smallest `from`): that of the greatest `from` that
 * is not above it, an item without `from` being the smallest. Absent: it has none. The text is
 * copied to the arena. from (may be NULL): the pieces from which it holds, 0: any. */
struct crm_cell crm_quote_price(const struct crm_view *v, const struct crm_cell *part,
    const struct crm_cell *quantity, struct crm_arena *a, int64_t *from);
/* Does the approval of its prices hold? changed (may be NULL): what was changed since. */
enum crm_seal crm_quote_seal(const struct crm_view *v, struct crm_buf *changed);
/* Is it past its last day on the local day of now.off? */
bool crm_quote_expired(const struct crm_view *v, struct crm_instant now);

#endif
