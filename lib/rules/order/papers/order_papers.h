/*
 * The printed papers of orders as documents, which templates, JSON and CSV are filled from (D7): review
 * sheet, production order, follow-up table, inspection report. What has no value is not there.
 *
 * As data, instants are RFC 3339 in the given zone and words as they are stored. For people (`word`
 * given) instants are "2026-11-20 09:00", each word and yes or no has its text beside it, as NAME_text,
 * and each list NAME_shown.
 */
#ifndef CRM_RULES_ORDER_PAPERS_H
#define CRM_RULES_ORDER_PAPERS_H

#include "lib/data/doc.h"
#include "lib/rules/order/review/review.h"

struct crm_order_paper {
	const struct crm_view *view;
	const struct crm_order_book *book;
	const struct crm_zone *zone; /* ours */
	struct crm_instant now;
	/* What stands for prices and people's names where they are hidden; NULL: nothing is */
	const char *mask;
	/* The text of a word in a list ("verdict", "field" ...) of the language; NULL: the word
	 * itself. The pointer NULL: as data. */
	const char *(*word)(void *ctx, const char *list, const char *word);
	void *ctx;
	/* Of crm_clocks_eval(): for the follow-up table alone. */
	const struct crm_clock_result *results;
	size_t n;
};

/*
 * Each adds its members to out, an object; but for the follow-up table "id", "as_of", "order" (what it
 * says of itself) and "lines" (what is ordered, one where the order has none).
 *
 * review (O1 to O4, O10): "sort" with why and whether it was frozen; "departments", each with its
 * stage, what it judges ("fields"), verdict, name and day; "fields" that none of them judges, said or
 * required; "prices" against the quote; "points" of the review; "changes"; "files"; "approval";
 * "lacks" before the next decision. The book knows quotes and orders.
 */
void crm_order_paper_review(const struct crm_order_paper *p, struct crm_doc *out);
/*
 * production (O7, T1, T2, T4, T5): "fields" that are said of the goods, "sheet", "samples" with what
 * each blocks, "points" to be cleared before bulk or delivery, "milestones", "changes", "releases" to
 * whom it goes, "release" by whom, "lacks" before bulk. Prices are never on it. The book knows samples.
 */
void crm_order_paper_production(const struct crm_order_paper *p, struct crm_doc *out);
/*
 * followup (T6): "id", "customer", "customer_order", "state", "owner"; "lines" with part, quantity, the
 * days requested, promised first and now, what has left and arrived, late or not; "milestones",
 * "dangers", "delays"; "open_step": the open point that comes next. The book knows what the kind's
 * `todo` looks at.
 */
void crm_order_paper_followup(const struct crm_order_paper *p, struct crm_doc *out);
/*
 * inspection (T6): "item", "inspection" with its members, "points" that came up in one. item: its key;
 * NULL: of none, a sheet to be filled in.
 */
void crm_order_paper_inspection(
    const struct crm_order_paper *p, const char *item, struct crm_doc *out);

/* "as_of", of a paper that is of several orders. */
void crm_order_paper_as_of(const struct crm_order_paper *p, struct crm_doc *out);
/* The first day of its lines that is promised, or wanted; INT32_MAX: none. */
int32_t crm_order_paper_due(const struct crm_view *v);

#endif
