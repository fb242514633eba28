/*
 * The parts of the order, for the files below lib/rules/order. Here is what an order is: its fields,
 * items, states, lines and pieces, where it stands, and what its steps do alike. A room includes this
 * one and those above it in the list, never one below:
 *
 *   procedure  what people keep as a table: duties, authority, lists, samples, retention
 *   book       what the records of other kinds say of it, and other orders
 *   review     intake, contract review, sort, signatures, approval, changes; what is lacking
 *   work       release to production, points, promises, inspection, shipping papers
 *   deliver    the delivery gate; deliveries, arrivals, damage and claims
 *   filing     filing, legal hold, destruction
 *   watch      what endangers a promise, and what is to be done
 *   kind       all of it as one kind: the table of steps, clocks, what contradicts itself
 *   figures    on-time delivery, and the order book
 *   papers     the printed papers
 *
 * Samples and quotes go by the same procedure: their rooms are between `procedure` and `book`.
 */
#ifndef CRM_RULES_ORDER_PRIVATE_H
#define CRM_RULES_ORDER_PRIVATE_H

#include "lib/rules/order/order.h"

/* States in which work goes on, and those in which a record can be mended. */
#define CRM_O_TAKEN "approved confirmed released production shipped"
#define CRM_O_LIVE "open " CRM_O_TAKEN
#define CRM_O_KEPT CRM_O_LIVE " delivered"

extern const struct crm_schema crm_order_schema;
extern const struct crm_states crm_order_states;

/* Shipped, delivered or neither, with their stamps, by the deliveries as they are with `out`: the
 * last that left and the last that arrived say when. */
void crm_order_restate(const struct crm_step_in *in, struct crm_changes *out);

/* What was ordered is less now: the order is shipped or delivered where all of that has left, or has
 * arrived, and no change waits to be approved or given on. Never back. */
void crm_order_advance(const struct crm_step_in *in, struct crm_changes *out);

/* Did a delivery arrive damaged, short or wrong, and is no damage entered of its note and lot? */
bool crm_order_condition_open(const struct crm_view *v, const struct crm_view *delivery);

/* a + b pieces; no more than INT64_MAX. b is not negative. */
static inline int64_t crm_order_sum(int64_t a, int64_t b)
{
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

/* Was any step taken of it, or is it as the ERP has it? */
bool crm_order_is_worked_on(const struct crm_view *v);

/* Deliveries of an import that make up what was ordered: shipped_at, delivered_at. */
void crm_order_brought(const struct crm_view *after, struct crm_changes *out);

/* Why another record may not be for this order (lib/rules/kind.h). */
const char *crm_order_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given);

/* A member of the enum as order.c's table names it. */
const char *crm_order_name(int field);

#endif
