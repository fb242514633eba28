/*
 * What the files gate*.c share.
 */
#ifndef CRM_RULES_ORDER_GATE_PRIVATE_H
#define CRM_RULES_ORDER_GATE_PRIVATE_H

#include "lib/base/map.h"
#include "lib/rules/order/book/book_gate.h"
#include "lib/rules/order/deliver/gate.h"

struct crm_gate {
	const struct crm_view *v;
	const struct crm_order_book *b;
	const struct crm_gate_ask *ask;
	crm_gate_fn *fn;
	void *ctx;
	struct crm_map *told; /* reasons, each once: lines may share theirs */
	const struct crm_book_concession
	    *concession;          /* the one that is named; NULL: none is known */
	struct crm_cell delivery; /* as which it is counted; absent: it is not said */
	size_t lines;             /* that were asked about */
};

/* Tells a reason, once. */
void crm_gate_tell(struct crm_gate *g, const char *code, const char *about, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* The same of one that cannot be overridden. */
void crm_gate_insist(struct crm_gate *g, const char *code, const char *about, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Pieces that the named concession has counted of this delivery already. */
int64_t crm_gate_counted(const struct crm_gate *g);
/* How the line's part stands for this delivery. */
void crm_gate_part_status(
    const struct crm_gate *g, const struct crm_order_line *l, struct crm_part_status *out);

/* gate_goods.c: approval and blocks of a line's part; the concession that is named. */
void crm_gate_part(struct crm_gate *g, const struct crm_order_line *l);
void crm_gate_blocks(struct crm_gate *g, const struct crm_order_line *l);
void crm_gate_concession(struct crm_gate *g, const struct crm_order_line *l);

/* gate_papers.c: of the order as a whole. */
void crm_gate_papers(struct crm_gate *g);

#endif
