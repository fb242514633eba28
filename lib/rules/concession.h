/*
 * The concession: the customer lets goods through that deviate from a
 * requirement (IATF 16949:2016, 8.7.1.1; "will not accept otherwise", 3). A
 * record of its own, before or after shipment, of a complaint or of none.
 *
 *   open        asked for: deviation, requirement; nothing may go out on it
 *   authorised  the customer allows a quantity or until a day (or both)
 *   used_up     deliveries have counted the quantity down
 *   refused     the customer says no
 *   ended       back to specification, or the goods went another way
 *
 * What the customer allows is said by its paper alone: quantity, last day and
 * paper are set by `open` and `authorise` and not amended. A quantity that is
 * given again is the new total, pieces used included; what was counted
 * wrongly is given back, and the journal keeps that it was counted. Nothing is authorised or
 * refused before it was asked for, or used before it was authorised, or of
 * another lot than the one that it names.
 *
 * That its day is past is no state: it is judged by the day on which
 * somebody asks. What of it blocks delivery is in lib/rules/blocks.h.
 */
#ifndef CRM_RULES_CONCESSION_H
#define CRM_RULES_CONCESSION_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_concession_field {
	CRM_D_COMPLAINT = CRM_C_COUNT,
	CRM_D_CUSTOMER,
	CRM_D_PART,
	CRM_D_CHANGE_LEVEL,
	CRM_D_LOT,
	CRM_D_DEVIATION,
	CRM_D_REQUIREMENT,
	CRM_D_REASON,
	CRM_D_RISK_REVIEW,
	CRM_D_BEFORE_SHIPMENT,
	CRM_D_QUANTITY,
	CRM_D_VALID_UNTIL, /* that day included */
	CRM_D_OWNER,
	CRM_D_REQUESTED_AT,
	CRM_D_AUTHORISED_AT,
	CRM_D_AUTHORISATION,
	CRM_D_AUTHORISED_BY,
	CRM_D_LABEL,
	CRM_D_REFUSED_AT,
	CRM_D_REFUSED_WHY,
	CRM_D_USES,
	CRM_D_USED_UP_AT,
	CRM_D_ENDED_AT,
	CRM_D_BACK_TO_SPEC,
	CRM_D_COUNT
};

/* uses, keyed by delivery and lot: each counts once */
enum {
	CRM_USE_DELIVERY = 2,
	CRM_USE_QUANTITY,
	CRM_USE_LOT,
	CRM_USE_CONTAINERS,
	CRM_USE_LABEL,
	CRM_USE_COUNT
};

extern const struct crm_kind crm_concession;

/* Pieces that may still be delivered on it; INT64_MAX: no quantity was set,
 * the day alone ends it. Negative: more was used than there was (stored by
 * hand). */
int64_t crm_concession_left(const struct crm_view *v);
/* Is its last day over at t, by the local day of t.off? */
bool crm_concession_expired(const struct crm_view *v, struct crm_instant t);

#endif
