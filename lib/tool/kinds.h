/*
 * One command over several kinds of the store, one after the other. For each
 * kind: crm_run_turn(), then what is looked at in its records (crm_run_where(),
 * crm_run_clocks(), crm_shape_field()), then crm_run_each().
 */
#ifndef CRM_TOOL_KINDS_H
#define CRM_TOOL_KINDS_H

#include "lib/tool/run.h"

/* The run works with that kind from here on (NULL: with none). Shape, clocks
 * and filter of the kind before are gone. */
void crm_run_turn(struct crm_run *r, const struct crm_kind *kind);

/* What a run works with: the kind, and what was made of it. Of another kind it is kept beside. */
struct crm_hand {
	const struct crm_kind *kind;
	struct crm_shape *shape;
	struct crm_clocks *clocks;
	struct crm_where *where;
};
/* The run works with that one, and what it worked with is kept there: a second time puts both back. */
void crm_run_swap(struct crm_run *r, struct crm_hand *h);
/* Makes shape and clocks of h->kind in h where it has none yet; what the run works with stays as it
 * is. 0, or -1 after a message. */
int crm_hand_clocks(struct crm_run *r, struct crm_hand *h);
/* Not while it is swapped. */
void crm_hand_release(struct crm_hand *h);

/* Gives every record of the store's r->kind that passes the filter, whatever
 * the operands are. What cannot be read is told, and the rest goes on. -1: it
 * broke off. */
typedef void crm_each_fn(void *ctx, const struct crm_view *v);
int crm_run_each(struct crm_run *r, crm_each_fn *fn, void *ctx);

#endif
