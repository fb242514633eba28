/*
 * The order: what a customer orders, from intake to filing (requirements O1 to O5, O7 to O11, L1 to
 * L5, T1, T2, T4 to T7, T9).
 *
 *   open        taken in and under review: departments sign for their own part
 *   approved    the final authority of its sort has approved it
 *   confirmed   the customer has our confirmation with a promised day
 *   released    production, planning and the others have it
 *   production  bulk has begun
 *   shipped     all that was ordered has left us
 *   delivered   the customer has confirmed all of it
 *   filed       closed; kept for its time
 *   refused     we, or the customer, did not take it
 *   cancelled   withdrawn after it was taken
 *   destroyed   its retention is over, and the records are gone
 *
 * An order is for one part, said at the top of the record, or has `lines`; then each line says part,
 * quantity, price and days, and what a line does not say the order says. crm_order_lines() makes one
 * of both.
 *
 * Days: `requested` is the customer's wish, `promised` what we promised first and never changes,
 * `promised_now` what stands today (none: promised). Where all lines have days of their own the
 * order's are the last of them: its clock `delivery` ends with the last piece, and by an earlier day an
 * order would be late whose lines all came on theirs. A line that is late before that is told by line:
 * risk, due, owed, and the figures.
 *
 * What a step sets alone is CRM_F_FIXED. Rows from an ERP that have none of the steps' stamps stand
 * at `open`, so such an order book can be reviewed, delivered and filed from here on; an import that
 * brings delivered_at or a state counts by them.
 */
#ifndef CRM_RULES_ORDER_H
#define CRM_RULES_ORDER_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"
#include "lib/rules/order/order_items.h"

enum crm_order_field {
	/* intake */
	CRM_O_CUSTOMER = CRM_C_COUNT,
	CRM_O_CUSTOMER_ORDER, /* the customer's paper: its number */
	CRM_O_FORM,           /* written, verbal, call_off */
	CRM_O_ORDERED,        /* day of the order */
	CRM_O_QUOTE,
	CRM_O_FRAME,        /* the frame contract that it calls off from */
	CRM_O_PREVIOUS,     /* the order before it of the same goods: "last time" */
	CRM_O_OWNER,        /* salesperson */
	CRM_O_AUTHOR,       /* who took it in; never its final authority */
	CRM_O_AUTHOR_LOGIN, /* and the login behind */
	/* goods */
	CRM_O_PART,
	CRM_O_CUSTOMER_PART,
	CRM_O_CHANGE_LEVEL,
	CRM_O_PRODUCT, /* family, for figures */
	CRM_O_QUANTITY,
	CRM_O_UNDER, /* per cent that may be delivered less, more */
	CRM_O_OVER,
	CRM_O_PRICE,
	CRM_O_CURRENCY,
	CRM_O_LINES,
	/* days */
	CRM_O_REQUESTED,
	CRM_O_PROMISED,
	CRM_O_PROMISED_NOW,
	CRM_O_DUE_TIME, /* HH:MM of the customer's clock, for figures by instant */
	/* what is reviewed (O1) */
	CRM_O_INTENDED_USE,
	CRM_O_STANDARD,
	CRM_O_ACCEPTANCE,
	CRM_O_TECHNICAL,
	CRM_O_PACKAGING,
	CRM_O_HSF_LAW,
	CRM_O_HSF_CUSTOMER,
	CRM_O_HSF_OWN,
	CRM_O_IMPLIED,
	CRM_O_LEGAL,
	CRM_O_FEASIBILITY,
	CRM_O_SPECIAL_CHARACTERISTICS,
	CRM_O_CUSTOMER_SPECIFIC,
	CRM_O_CAPACITY,
	CRM_O_STOCK,
	CRM_O_MATERIALS,
	CRM_O_MATERIALS_BY, /* day on which they arrive */
	CRM_O_PAYMENT,
	CRM_O_FUNDS,
	CRM_O_CUSTOMS,
	CRM_O_SHIP_ON, /* day on which it is to leave */
	CRM_O_DELIVERY_METHOD,
	CRM_O_MODE, /* of transport */
	CRM_O_FULFILMENT,
	CRM_O_PLACE,
	CRM_O_TERMS, /* Incoterms word and place */
	/* sort (O2) */
	CRM_O_PARTICULAR, /* words with commas: characteristics, price, quality, hsf, acceptance, lead_time */
	CRM_O_NEW_PART, /* not in the bill of materials */
	CRM_O_MAJOR,    /* reviewed in a minuted meeting (O11) */
	CRM_O_SORT,     /* frozen by approve */
	CRM_O_SORT_WHY,
	CRM_O_PRICE_REVIEWED, /* of the first approval: the price since changed? */
	/* review */
	CRM_O_MEETING,            /* minutes: their number */
	CRM_O_SAMPLE_IS_STANDARD, /* acceptance by sample or approval sheet (O9) */
	CRM_O_SAMPLES,            /* sorts of samples that it needs, commas between */
	CRM_O_CUSTOMER_INSPECTION,
	CRM_O_EXPORT,
	CRM_O_OPENED_AT,
	CRM_O_PAPER_AT,  /* the written order was in hand; itself it is among the files */
	CRM_O_CHASED_AT, /* the last time that a paper was asked for */
	CRM_O_CHASES,    /* how often */
	CRM_O_FILES,     /* signed samples and sheets, minutes, orders */
	CRM_O_SIGNATURES,
	CRM_O_POINTS,
	CRM_O_APPROVED_AT,
	CRM_O_APPROVED_BY,
	CRM_O_APPROVED_FIELDS, /* what was approved, and its seal (lib/flow/approval.h) */
	CRM_O_APPROVED_SEAL,
	CRM_O_CONFIRMED_AT,
	CRM_O_CONFIRMATION, /* our paper to the customer */
	/* promises */
	CRM_O_PROMISES,
	CRM_O_DANGERS,
	CRM_O_DELAYS,
	CRM_O_CHANGES,
	/* after acceptance */
	CRM_O_RELEASED_AT,
	CRM_O_RELEASES,
	CRM_O_SHEET,
	CRM_O_MILESTONES,
	CRM_O_STARTED_AT,
	CRM_O_SPECIFICATION_AT, /* a changed engineering specification of the customer came in */
	CRM_O_SPECIFICATION,
	CRM_O_SPECIFIED_AT, /* ... and was reviewed */
	CRM_O_INSPECTIONS,
	/* shipping (T7, L5) */
	CRM_O_MARKS,
	CRM_O_PACKING, /* the shop's packing instruction, in writing */
	CRM_O_BOOKING,
	CRM_O_CARRIER,
	CRM_O_ROUTE,
	CRM_O_WAREHOUSE_BY,
	CRM_O_WAREHOUSED_AT,
	CRM_O_DOCUMENTS,
	CRM_O_EXPORT_CHECKED_AT,
	CRM_O_EXPORT_CHECK, /* clear, hit */
	CRM_O_EXPORT_LIST,  /* which lists, of which day */
	CRM_O_DELIVERIES,
	CRM_O_DAMAGES,
	CRM_O_RECALLS,
	CRM_O_SHIPPED_AT,
	CRM_O_DELIVERED_AT,
	CRM_O_DELIVERED, /* pieces, of an import without deliveries */
	/* the end */
	CRM_O_FILED_AT,
	CRM_O_FILED_PLACE,
	CRM_O_REFUSED_AT,
	CRM_O_REFUSED_WHY,
	CRM_O_CANCELLED_AT,
	CRM_O_CANCELLED_WHY,
	CRM_O_KEEP_UNTIL,
	CRM_O_LEGAL_HOLD,
	CRM_O_HOLD_AT,
	CRM_O_HOLD_WHY,
	CRM_O_HOLD_ENDED_AT,
	CRM_O_HOLD_END_WHY,
	CRM_O_DESTROYED_AT,
	CRM_O_DESTROYED_HOW,
	CRM_O_COUNT
};

extern const struct crm_kind crm_order;

/* ---- lines (order_lines.c) ---- */

/* What is ordered as one: a line, or the whole order where it has none. Texts are the view's. What a
 * line does not say is the order's, but for quantity where there are several lines (the order's is
 * that of all), and promised_now where the line has a promise of its own. */
struct crm_order_line {
	const char *line; /* its key; "": the order has no lines */
	const struct crm_cell *part, *change_level, *product, *quantity, *price;
	const struct crm_cell *requested, *promised, *promised_now;
};
typedef void crm_order_line_fn(void *ctx, const struct crm_order_line *l);
void crm_order_lines(const struct crm_view *v, crm_order_line_fn *fn, void *ctx);
/* The line of that key (NULL or "": the only one there is); false: none, or several. Cells are copied
 * to the arena, those of the order among them. */
bool crm_order_line_of(const struct crm_view *v, const char *key, struct crm_arena *a,
    struct crm_cell out[CRM_LINE_COUNT]);

/* The day of a line as today stands: promised_now, else promised, else requested; absent: none. */
struct crm_cell crm_order_due(const struct crm_view *v, const struct crm_order_line *l);

/* Pieces of a line that have left, that have arrived, and that may at least and at most be
 * delivered by under and over. ordered -1: no quantity is said; then least and most are INT64_MAX:
 * never enough, never too many.
 *
 * Deliveries count that name the line, or none where it is the only one; arrived is what the customer
 * confirmed, or all of it where only the day of arrival is said. Without deliveries (an import)
 * delivered_at, or the state delivered, stands for the pieces of `delivered`, else for all;
 * shipped_at, or the state shipped, for all that left. Of several lines each has its own of
 * `delivered`, in their order, and the last one what is over. */
struct crm_order_pieces {
	int64_t ordered, least, most, left, arrived;
};
void crm_order_pieces(
    const struct crm_view *v, const struct crm_order_line *l, struct crm_order_pieces *out);
/* Pieces of a line that have left and did not arrive, by what the customer has confirmed: of its
 * deliveries, by the same rule. */
int64_t crm_order_lost(const struct crm_view *v, const struct crm_order_line *l);
/* Pieces of the whole order that have left, whether or not their line is known. */
int64_t crm_order_left(const struct crm_view *v);
/* Is it a delivery of that line? lines: how many the order has. */
bool crm_order_is_of(const struct crm_view *delivery, const char *line, size_t lines);

#endif
