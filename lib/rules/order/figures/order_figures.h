/*
 * What the figures count of orders (design section 7): on-time delivery, and the order book. See
 * lib/rules/figures/figures.h.
 *
 * On-time delivery is counted by order, by line and by pieces, side by side. A line is delivered on
 * the day on which so many pieces are there that no more than the order's `under` is missing; without
 * single deliveries on the day of delivered_at (shipped_at), and one that was closed short on that
 * day too: whether all pieces came is what OTIF asks. An order is delivered when all its lines are,
 * each is due on its own day, and the order on the last of these. Pieces count by their own day,
 * those over what was ordered not at all.
 *
 * Open and past its day is late, never left out. Left out and counted are: cancelled and refused,
 * void and duplicate; undated, where the day asked for was never said; missing, where it is delivered
 * and nobody wrote when; running, which is neither delivered nor past its day (of the figures of what
 * was due). An order that is delivered counts as due though its day is still to come.
 *
 * A calendar day is that of the stamp as it was written, by its own offset. month, year, day of --by
 * and the period are those of the due day; of a line those of its own.
 */
#ifndef CRM_RULES_ORDER_FIGURES_H
#define CRM_RULES_ORDER_FIGURES_H

#include "lib/rules/figures/figures.h"

enum crm_order_due {
	CRM_DUE_PROMISED, /* the first promise; moved ones do not count */
	CRM_DUE_REQUESTED,
	CRM_DUE_CURRENT, /* the promise as it stands */
	/* the first promise as the customer moved it: our own moves do not count, and theirs only
	 * when they were made on or before the day then due */
	CRM_DUE_AGREED
};

/* What is asked for. */
struct crm_order_delivery {
	enum crm_order_due due;
	/* by the instant: until the end of the due day, or until due_time, on the customer's clock;
	 * else by the calendar day */
	bool exact;
	bool shipped; /* the day on which it left us counts, not that on which it arrived */
	/* days from the due day that are on time; begins: as early as that only */
	bool begins;
	int32_t first, last;
};

/* "promised", "requested", "current", "agreed"; -1: none of them. */
int crm_order_due_read(const char *word, enum crm_order_due *out);
/* "-3d..0d": whole days, the first not after the last. -1: it is none. */
int crm_order_window_read(const char *text, struct crm_order_delivery *out);

/* The table, in the arena, its rules naming what is asked for; opts.ask must be the same `ask`. */
const struct crm_figures_kind *crm_order_delivery_figures(
    const struct crm_order_delivery *ask, struct crm_arena *a);

/* Counts by state and sort, lead time, review time, reasons of delay, promises that moved. */
extern const struct crm_figures_kind crm_order_figures;

/* ---- how a line, or a whole order, came out (order_figures_outcome.c) ---- */

struct crm_order_outcome {
	bool bad;     /* something of it cannot be read */
	bool missing; /* delivered, and nobody wrote when */
	bool dated;
	int32_t due;
	bool done;    /* delivered */
	bool on_time; /* and in time */
	bool late;    /* done after it, or open and past it */
	bool open_late;
	bool early;     /* done before the due day */
	int64_t us;     /* after the due day (before: below 0) it was done, or is still open */
	int64_t pieces; /* ordered; -1: not said */
	int64_t pieces_on_time; /* of them */
	bool full;              /* all of them, no more, in good condition */
};

/* The day that is asked for: a date, absent or bad (order_figures_due.c). A line that has no promise
 * of its own has the order's, moved with it until the line is moved by itself. */
struct crm_order_line;
struct crm_cell crm_order_due_of(
    const struct crm_view *v, const struct crm_order_line *l, enum crm_order_due due);

typedef void crm_order_outcome_fn(
    void *ctx, const struct crm_view *v, const char *line, const struct crm_order_outcome *o);
/* The order (line NULL), then its lines, the views with the line's own part, quantity and days. */
void crm_order_outcomes(const struct crm_view *v, const struct crm_order_delivery *ask,
    const struct crm_clocks *clocks, struct crm_instant now, crm_order_outcome_fn *fn, void *ctx);

#endif
