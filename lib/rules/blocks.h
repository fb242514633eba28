/*
 * What must not be delivered now, and why: pieces under suspicion of a
 * complaint, and concessions that are not, or no longer, in force ("will not
 * accept otherwise", 3 and 4). A concession that expired or was used up
 * blocks until its step `end` says that parts are to specification again.
 *
 * Of an open complaint a lot blocks (suspect) with the pieces that are not
 * settled, or, where nobody has said how many are under suspicion, without a
 * number until the goods are contained. `lot --quantity 0` says that nothing of
 * the lot is suspect, and frees that lot alone. A part blocks as a whole
 * (not_contained) as long as it is suspect and nobody knows of which lots: its
 * own until D3 is whole or pieces of it are named by lot (which then block
 * until each is settled), and one that a read-across has found affected until
 * that says clear, or the same. lib/rules/complaint/complaint_goods.h has the rules.
 */
#ifndef CRM_RULES_BLOCKS_H
#define CRM_RULES_BLOCKS_H

#include "lib/data/view.h"

struct crm_block {
	const char *reason;     /* suspect, not_contained, not_authorised, refused,
			       expired, used_up */
	const char *part, *lot; /* "" when the record names none */
	int64_t quantity;       /* pieces; -1: nobody knows how many */
	const char *text;
};

/* Called for each block; texts live until it returns. */
typedef void crm_block_fn(void *ctx, const struct crm_block *b);

/* subject: a part or a lot, exactly; NULL: all. Views of the kinds complaint
 * and concession. */
void crm_blocks_complaint(
    const struct crm_view *v, const char *subject, crm_block_fn *fn, void *ctx);
void crm_blocks_concession(const struct crm_view *v, const char *subject, struct crm_instant now,
    crm_block_fn *fn, void *ctx);

#endif
