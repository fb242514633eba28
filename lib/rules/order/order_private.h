/*
 * The parts of the order, for the files of lib/rules/order.
 *
 *   order.c, order_items.c   fields and clocks
 *   order_steps.c            the table of steps; its rows come from the headers order_*_rows.h
 *   order_lines.c            lines, days, pieces
 *   order_samples.c          samples that something waits for
 *   procedure*.c, book*.c    what people keep as a table; what other kinds say
 *   order_review*.c          intake, review, sort, signatures, approval, confirmation
 *   order_work*.c            release to production, points, promises, inspection, shipping papers
 *   order_end.c              filing, hold, destruction
 *   gate*.c, order_deliver*.c  the delivery gate and the steps behind it
 *   risk.c, order_todo*.c    what endangers a promise; what is to be done
 *   order_check*.c           what contradicts itself in a record
 *   order_refuses.c          what may be for an order
 *   order_papers*.c          the printed papers
 */
#ifndef CRM_RULES_ORDER_PRIVATE_H
#define CRM_RULES_ORDER_PRIVATE_H

#include "lib/rules/order/book.h"
#include "lib/rules/order/order.h"

/* States in which work goes on, and those in which a record can be mended. */
#define CRM_O_TAKEN "approved confirmed released production shipped"
#define CRM_O_LIVE "open " CRM_O_TAKEN
#define CRM_O_KEPT CRM_O_LIVE " delivered"

extern const struct crm_schema crm_order_schema;
extern const struct crm_states crm_order_states;
extern const struct crm_step crm_order_steps[];
extern const struct crm_todo crm_order_todo;
extern const struct crm_beside crm_order_besides[];

/* What contradicts itself in a record (lib/rules/kind.h). */
void crm_order_check(const struct crm_view *v, struct crm_findings *f);

/* Shipped, delivered or neither, with their stamps, by the deliveries as they are with `out`: the
 * last that left and the last that arrived say when. */
void crm_order_restate(const struct crm_step_in *in, struct crm_changes *out);

/* What was ordered is less now: the order is shipped or delivered where all of that has left, or has
 * arrived, and no change waits to be approved or given on. Never back. */
void crm_order_advance(const struct crm_step_in *in, struct crm_changes *out);

/* Did a delivery arrive damaged, short or wrong, and is no damage entered of its note and lot? */
bool crm_order_condition_open(const struct crm_view *v, const struct crm_view *delivery);

/* Was any step taken of it, or is it as the ERP has it? */
bool crm_order_is_worked_on(const struct crm_view *v);

/* The last day of its retention: what filing set, else by when it was filed, refused or cancelled;
 * absent: nobody knows (order_end.c). */
struct crm_cell crm_order_kept_until(const struct crm_view *v, const struct crm_order_book *b);

/* Deliveries of an import that make up what was ordered: shipped_at, delivered_at. */
void crm_order_brought(const struct crm_view *after, struct crm_changes *out);

/* Why another record may not be for this order (lib/rules/kind.h). */
const char *crm_order_refuses(
    const struct crm_record *own, const struct crm_record *from, const struct crm_changes *given);

/* A member of the enum as order.c's table names it. */
const char *crm_order_name(int field);

#endif
