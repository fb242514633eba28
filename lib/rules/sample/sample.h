/*
 * Samples (T2): one record for each that a customer sees before it counts: style, confirmation,
 * pre-production, sales, shipping, colour, print, accessory; automotive A, B, C, D, initial, master,
 * boundary. What a sort must satisfy and what it blocks is data (lib/rules/order/procedure/procedure.h).
 *
 *   open        asked for; `data` says when its data were handed over
 *   sent        with the customer; waits for the verdict
 *   approved    may be followed (with comments: they are followed too)
 *   rejected    another round: sent again
 *   withdrawn   not needed any more
 *
 * sent_at is the first time that it left, and what the clocks of sending end with; a later round
 * sets resent_at. waiting_at is since when the verdict is waited for: receipt, else the last sending.
 * When a round begins, the verdict of the one before goes to `rounds`. What was sent is not amended
 * while the customer has it or has approved it; what was judged never is, `verdict --why` corrects
 * it.
 *
 * That its last day is past is no state (crm_sample_holds).
 */
#ifndef CRM_RULES_SAMPLE_H
#define CRM_RULES_SAMPLE_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_sample_field {
	CRM_S_CUSTOMER = CRM_C_COUNT,
	CRM_S_SORT,
	CRM_S_ORDER,
	CRM_S_PART,
	CRM_S_CHANGE_LEVEL,
	CRM_S_LOT,
	CRM_S_COLOURS,
	CRM_S_SIZES,
	CRM_S_LIGHT_SOURCE,
	CRM_S_SUBSTITUTE, /* material that stands for another one */
	CRM_S_COPIES,
	CRM_S_REQUIREMENTS,
	CRM_S_OWNER,
	CRM_S_OPENED_AT,
	CRM_S_DATA_AT,   /* handover of its data */
	CRM_S_DUE,       /* day until which it is to be sent */
	CRM_S_SHIP_ON,   /* day of the shipment that it is for */
	CRM_S_SENT_AT,   /* the first time */
	CRM_S_RESENT_AT, /* the last time, of later rounds */
	CRM_S_SENT_HOW,
	CRM_S_RECEIVED_AT, /* by the customer */
	CRM_S_WAITING_AT,  /* since when the verdict is waited for */
	CRM_S_CHASED_AT,
	CRM_S_CHASES,
	CRM_S_VERDICT_AT,
	CRM_S_VERDICT, /* approved, comments, rejected */
	CRM_S_VERDICT_BY,
	CRM_S_REFERENCE,
	CRM_S_COMMENTS,
	CRM_S_ROUND, /* 1, 2 ... */
	CRM_S_ROUNDS,
	CRM_S_KEPT_AT, /* our copy */
	CRM_S_KEPT_PLACE,
	CRM_S_EXPIRY, /* last day: boundary and master samples */
	CRM_S_RENEWED_AT,
	CRM_S_RENEWALS,
	CRM_S_WITHDRAWN_AT,
	CRM_S_WITHDRAWN_WHY,
	CRM_S_COUNT
};
/* rounds, keyed by number: the verdicts of the rounds before; at: when it was judged */
enum {
	CRM_ROUNDS_ROUND = 2,
	CRM_ROUNDS_SENT_AT,
	CRM_ROUNDS_LOT,
	CRM_ROUNDS_VERDICT,
	CRM_ROUNDS_VERDICT_BY,
	CRM_ROUNDS_REFERENCE,
	CRM_ROUNDS_COMMENTS,
	CRM_ROUNDS_COUNT
};
/* renewals: of the last day */
enum { CRM_RENEWAL_EXPIRY = 2, CRM_RENEWAL_BEFORE, CRM_RENEWAL_REFERENCE, CRM_RENEWAL_COUNT };

extern const struct crm_kind crm_sample;

/* Is it approved, and its last day not past on the local day of now.off? */
bool crm_sample_holds(const struct crm_view *v, struct crm_instant now);

#endif
