/*
 * The write transaction: how every command that adds lines to a journal does it.
 *
 * Input has been read before. Then the store is locked, the clock is taken again (the wait may have
 * been long, and lines must stand in the order of their time), the journal is opened, the command
 * judges and adds its lines, all of them are committed at once, and the lock is released. Nothing is
 * printed under the lock: messages are kept, and told after it.
 */
#ifndef CRM_TOOL_TRANSACT_H
#define CRM_TOOL_TRANSACT_H

#include "lib/tool/run.h"

/* What the command works with under the lock. */
struct crm_transact {
	struct crm_run *run;
	struct crm_journal *journal; /* of run->kind */
	struct crm_tx *tx;
	struct crm_instant at, now; /* --at or now; the clock, in the store's zone */
	int year;                   /* of at, in the store's zone: of the ids */
	struct crm_actor actor;
	/* at and now as they are written */
	char at_text[CRM_INSTANT_MAX], now_text[CRM_INSTANT_MAX];
};

/* Judges and adds lines by x->tx. 0: commit them; -1 after a message: write nothing. */
typedef int crm_transact_fn(struct crm_transact *x, void *ctx);

/* dry: no lock is taken and nothing is written. 0: committed (dry: judged); -1 after a message. */
int crm_transact(struct crm_run *r, bool dry, crm_transact_fn *fn, void *ctx);
/* Fills what every line says alike: at, rec, by, login. The rest is empty; texts are x's. */
void crm_envelope_fill(const struct crm_transact *x, struct crm_envelope *env);
/* The next free id of the kind. */
int crm_transact_next_id(const struct crm_transact *x, char out[65], struct crm_err *e);

#endif
