/*
 * What endangers a promise, and why (L2, T6): over an order that is not wholly delivered.
 *
 * A line counts by the day that is promised now, else first, else wanted, when that is within so
 * many days from today, or past. One that has arrived, within what may be missing, does not. Of
 * each line is told what is the matter with its pieces (one of the first four), and what stands
 * against its part; of the order, once, with the first of these days:
 *
 *   overdue                  the day is past, and the customer does not have all of it
 *   nothing_left, part_left  ... soon, and nothing, or not all, has left us
 *   in_transit               all has left, and the customer has not confirmed it
 *   ppap, block, concession  the part has no approval that reaches as far; is blocked
 *   danger                   somebody sees it coming: not told to the customer, without answer, or
 *                            the customer does not agree
 *   no_paper                 a verbal order without the written one
 *   not_confirmed            not approved, or not confirmed to the customer
 *   not_released, not_received, not_begun, not_started   of the way to production
 *   void_signature, void_approval, not_reviewed          as the review says (review.h)
 *   change                   the customer's change is not approved, or not passed on
 *   point, condition         open points; those of a signature with condition
 *   specification            a changed specification is not reviewed
 *   milestone_late           planned for a day that is past
 *   milestone_after_promise  planned for one after the promise
 *   materials_late           they come on the day that it is to leave, or later
 *   sample, sample_missing, sample_unknown   one that stops bulk or shipment is not approved, is not
 *                            there, or is of no sort of the procedure's: what the gate will say
 *   inspection               failed without a later one that passed; or the customer's is to come
 *   warehouse                the day to be in the warehouse is past
 *   booking_missing, export, document_missing            of what is exported
 *
 * Pieces that have left and did not arrive whole are owed again: they do not count as left.
 *
 * What is behind it is not told: of goods that have left only the first four and danger. Where no
 * step was taken (an order book as the ERP has it), only what its fields say is judged.
 */
#ifndef CRM_RULES_ORDER_RISK_H
#define CRM_RULES_ORDER_RISK_H

#include "lib/rules/order/book/book.h"
#include "lib/rules/order/order.h"

struct crm_risk {
	const char *code;
	const char *line; /* "": of the order */
	const char *text;
	struct crm_cell promise; /* the day that is endangered */
	struct crm_cell due;     /* of what endangers it; absent */
	int64_t days;            /* until the promise; below 0: past */
	int64_t pieces;          /* that have not arrived; -1: not known */
};
typedef void crm_risk_fn(void *ctx, const struct crm_risk *r);

/* Of lines whose promise is within `days` from the local day of now, or past. b NULL: what the book
 * knows is passed over. */
void crm_order_risks(const struct crm_view *v, const struct crm_order_book *b,
    struct crm_instant now, int64_t days, crm_risk_fn *fn, void *ctx);

#endif
