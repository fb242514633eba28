/*
 * The delivery gate ("will not accept otherwise", 3 and 4): why these pieces must not leave now. All
 * reasons at once.
 *
 *   void_signature, void_approval, not_reviewed, not_approved, point_open ...
 *                       of lib/rules/order/review/review.h
 *   not_confirmed       the order was not confirmed to the customer (its state)
 *   ppap_missing, ppap_open, ppap_rejected, ppap_expired (with its day), ppap_used_up, ppap_level
 *                       the part's approval for this customer (lib/rules/order/book/book.h)
 *   ppap_quantity       fewer pieces are left on the interim approval than these
 *   blocked             a lot, or the part as a whole, by a complaint (suspect, not_contained)
 *   concession_refused, concession_not_authorised, concession_expired (with its day),
 *   concession_used_up  of one that has not ended and whose goods these are
 *   sample_missing, sample_not_approved, sample_unknown   of those that stop bulk or shipment (T2)
 *   inspection_failed   the last one of this lot, or of all, was not passed
 *   inspection_missing  the customer's own
 *   export_unchecked, document_missing (L5)
 *
 * These can be overridden, by their names. Not overridden, but mended, are
 *
 *   no_paper (O5), export_hit (L5)
 *   lot_missing, line_missing (of several), no_such_line, quantity_exceeds (more than `over` allows;
 *   pieces that did not arrive are owed again), quantity_missing (of the order or the line: without it
 *   nobody knows what is enough)
 *   concession_...      of the one that the delivery names: those above, and concession_missing (there
 *                       is none), _ended, _wrong_part, _wrong_lot, _wrong_customer, _quantity (fewer
 *                       are left), _label (its containers have none)
 *
 * A concession that the delivery names, and that is in force for its part and lot, lifts what a
 * complaint blocks of these goods (one that belongs to a complaint: of that one alone), and other
 * concessions of them that are expired or used up. One that was refused, or is not authorised, is
 * about something else of the goods, and goes on to block.
 *
 * All of it by the day of ask.at: the last day of an interim approval or a concession still ships,
 * and what was approved or authorised later does not count yet.
 */
#ifndef CRM_RULES_ORDER_GATE_H
#define CRM_RULES_ORDER_GATE_H

#include "lib/base/buf.h"
#include "lib/rules/order/book/book.h"
#include "lib/rules/order/order.h"

/* What is to leave. Absent cells: not said yet, and nothing is judged of them; but with a quantity a
 * lot is needed, and a line where there are several. */
struct crm_gate_ask {
	struct crm_cell line, lot, quantity, concession;
	struct crm_instant at; /* when, with our offset */
	struct crm_cell note;  /* what was counted of it before, its line missing, is left for it */
};
struct crm_gate_reason {
	const char *code;
	const char *about; /* id of the submission, complaint, sample ...; "" */
	const char *text;  /* with the day, where there is one */
	bool overridable;
};
typedef void crm_gate_fn(void *ctx, const struct crm_gate_reason *r);

/* ask.line absent and the order has several lines: every line is asked about. Texts live until fn
 * returns. */
void crm_order_gate(const struct crm_view *v, const struct crm_order_book *b,
    const struct crm_gate_ask *ask, crm_gate_fn *fn, void *ctx);

/* The interim approval whose pieces such a delivery counts down: its id, the book's text; NULL: none
 * (the part is approved, or needs no approval, or goes by an override). */
const char *crm_order_gate_interim(
    const struct crm_view *v, const struct crm_order_book *b, const struct crm_gate_ask *ask);

/* The text by which a delivery of that note and lot is counted by what it goes on: those that were
 * recalled count by themselves. */
void crm_order_counted_as(const struct crm_view *v, const struct crm_cell *note,
    const struct crm_cell *lot, struct crm_buf *out);

#endif
