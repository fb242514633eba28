/*
 * The samples that bulk or shipment waits for (T2): by gate, start and risk alike.
 *
 * Of a sort and a part one approved sample, its last day not past, is enough. Another one of them
 * that is open, sent or rejected counts against it only if it was asked for later, or nobody knows
 * which of both was: who asks anew doubts the one that there is. A sample whose first rounds were
 * rejected is as its last round is.
 */
#ifndef CRM_RULES_ORDER_SAMPLES_H
#define CRM_RULES_ORDER_SAMPLES_H

#include "lib/rules/order/book/book.h"

/* Samples that block this, of all that the order names and all that there are for it: not approved,
 * missing, or, with those that block the start, of a sort that the procedure does not have. */
struct crm_order_sample_lack {
	const char *code; /* sample_not_approved, sample_missing, sample_unknown */
	const char *sort;
	const char *id, *state; /* of the one not approved; "" */
	struct crm_cell day;    /* it is due, else its last one; absent */
};
typedef void crm_order_sample_lack_fn(void *ctx, const struct crm_order_sample_lack *l);
void crm_order_sample_lacks(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_sample_blocks blocks, struct crm_instant now, crm_order_sample_lack_fn *fn, void *ctx);

#endif
