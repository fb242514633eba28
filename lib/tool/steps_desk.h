/*
 * Several kinds in one write: what is open for each, of which the run has shape and clocks of the
 * one in hand. For lib/tool/steps_one.c and steps_beside.c; the store is locked, or nothing is
 * committed.
 */
#ifndef CRM_TOOL_STEPS_DESK_H
#define CRM_TOOL_STEPS_DESK_H

#include "lib/tool/kinds.h"
#include "lib/tool/steps_private.h"

struct crm_desk {
	const struct crm_kind *kind;
	struct crm_hand own; /* its shape and clocks; while it is in hand, the run's own */
	struct crm_findings *notes;
	struct crm_transact x;
	struct crm_batch batch;  /* knows what is pending of all kinds that have a desk */
	struct crm_recur *recur; /* of the steps that make records */
};

struct crm_desks {
	struct crm_run *run;
	struct crm_desk **items;
	size_t n, cap;
	struct crm_desk *hand; /* NULL: the run's own */
};

void crm_desks_init(struct crm_desks *d, struct crm_run *r);
/* The kind's desk, in hand; NULL after a message: then it has none. */
struct crm_desk *crm_desk_of(struct crm_desks *all, const struct crm_kind *kind);
/* Takes one in hand; NULL: the run's own. */
void crm_desk_take(struct crm_desks *all, struct crm_desk *d);
/* The transaction that is open on the kind, or NULL. ctx: the desks. */
struct crm_tx *crm_desks_tx(const void *ctx, const struct crm_kind *kind);
/* All of them, each kind at once; 0, or -1 after a message. */
int crm_desks_commit(struct crm_desks *d);
/* Tells what the journals had to say. */
void crm_desks_notes(const struct crm_desks *d);
/* What was not committed is dropped. */
void crm_desks_release(struct crm_desks *d);

#endif
