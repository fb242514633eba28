/*
 * What the files of the risks share.
 *
 *   risk.c        lines, and the way of the order to production
 *   risk_facts.c  what stands in its collections and fields
 *   risk_book.c   what other kinds say: approval, blocks, samples, signatures
 */
#ifndef CRM_RULES_ORDER_RISK_PRIVATE_H
#define CRM_RULES_ORDER_RISK_PRIVATE_H

#include "lib/base/map.h"
#include "lib/rules/order/order_private.h"
#include "lib/rules/order/watch/risk.h"

struct crm_risks {
	const struct crm_view *v;
	const struct crm_order_book *book; /* or NULL */
	struct crm_instant now;
	int32_t today;
	int64_t last; /* day that is looked at */
	crm_risk_fn *fn;
	void *ctx;
	struct crm_arena arena;
	/* of the lines that count: */
	struct crm_map *lines; /* their keys */
	int32_t promise;       /* the first day */
	int64_t pieces;        /* that have not arrived; -1 */
	bool here;             /* some have not left */
};

/* Of the order. */
void crm_risk_give(struct crm_risks *x, const char *code, struct crm_cell due, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* Of a line that counts. */
void crm_risk_give_line(struct crm_risks *x, const struct crm_risk *of, const char *code,
    struct crm_cell due, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* ---- risk_facts.c ---- */

void crm_risk_dangers(struct crm_risks *x);
void crm_risk_facts(struct crm_risks *x);

/* ---- risk_book.c: the book is there ---- */

/* of: line, promise and pieces of it; here: so many have not left, -1: nobody knows */
void crm_risk_part(
    struct crm_risks *x, const struct crm_risk *of, const struct crm_order_line *l, int64_t here);
void crm_risk_book(struct crm_risks *x);

#endif
