/*
 * What the files order_review*.c, order_lacks*.c and order_signatures.c share.
 */
#ifndef CRM_RULES_ORDER_REVIEW_PRIVATE_H
#define CRM_RULES_ORDER_REVIEW_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/rules/order/order_rule.h"
#include "lib/rules/order/review/order_review_rows.h"
#include "lib/rules/order/review/order_review_words.h"
#include "lib/rules/order/review/review.h"

/* ---- what is judged (order_signatures.c) ---- */

/* By a department, of an order of that sort; fields NULL: it has no duty. In the arena. */
struct crm_order_duty {
	int stage;
	bool asked; /* for that sort */
	struct crm_sealed what;
};
void crm_order_duty_of(const struct crm_procedure *p, const char *department,
    enum crm_order_sort sort, struct crm_arena *a, struct crm_order_duty *out);
/* By the approval: what any department judges or any sort requires, and what an order is. */
void crm_order_reviewed(const struct crm_procedure *p, struct crm_arena *a, struct crm_sealed *out);
/* By the customer's signature on a quote. */
extern const struct crm_sealed crm_order_priced;

/* The sort that was frozen; false: there is none. */
bool crm_order_sort_frozen(const struct crm_view *v, enum crm_order_sort *out);
/* As crm_order_sort_of(), why left out. */
enum crm_order_sort crm_order_sort_anew(const struct crm_view *v, const struct crm_order_book *b);
/* Signatures by the duties of that sort. */
void crm_order_signatures_by(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_order_sort sort, crm_signed_fn *fn, void *ctx);

/* ---- lacks ---- */

struct crm_order_lacking {
	const struct crm_view *v;
	const struct crm_order_book *b;
	enum crm_lack_before before;
	enum crm_order_sort sort;
	enum crm_seal approval;
	struct crm_instant now;
	crm_lack_fn *fn;
	void *ctx;
	struct crm_arena arena;
};
/* Gives one; what of it is NULL becomes "", and its text is made. */
void crm_order_lack(struct crm_order_lacking *x, struct crm_lack l, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void crm_order_lacks_prices(struct crm_order_lacking *x); /* order_lacks_prices.c */
void crm_order_lacks_papers(struct crm_order_lacking *x); /* order_lacks_papers.c */

/* ---- steps ---- */

/* Judges what a step was given by its words: due_time, particular, samples, under, over, price, and
 * references to itself. */
void crm_order_judge_words(const struct crm_step_in *in, struct crm_findings *f);
/* Judges the lines that an order is opened with, and says of each who gave it and when
 * (order_review_given.c). */
void crm_order_judge_lines(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);
/* Warns of signatures and of an approval that this step voids. */
void crm_order_warn_void(const struct crm_step_in *in, struct crm_findings *f);
/* An item of changes, made by this step. */
void crm_order_add_change(const struct crm_step_in *in, const char *reference, const char *text,
    const char *fields, struct crm_changes *out);

#endif
