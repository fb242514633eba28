/*
 * The papers of orders: review sheet, production order, follow-up table, inspection report; each as a
 * page of text or HTML in a language, or as JSON; the follow-up table as rows of CSV, too.
 */
#ifndef CRM_CMD_ORDER_PAPERS_H
#define CRM_CMD_ORDER_PAPERS_H

#include "cmd/crm-order/order.h"
#include "lib/rules/order/papers/order_papers.h"
#include "lib/tool/printed.h"

enum paper_format { PAPER_TEXT, PAPER_JSON, PAPER_HTML, PAPER_CSV };

struct papers;

/* An order to be printed. */
struct paper_taken {
	struct crm_record *record;
	struct crm_view view;
	struct crm_arena arena;
	int32_t due;
	size_t order; /* as they came */
};

struct papers_taken {
	struct paper_taken *items;
	size_t n, cap;
};

struct paper_sort {
	const char *name;  /* of templates, labels and of `forms` in crm.json */
	const char *looks; /* of its book */
	void (*fill)(const struct crm_order_paper *p, struct crm_doc *out); /* a page of its own */
	void (*print)(struct papers *x, const struct paper_taken *t);       /* else */
	bool table;                                                         /* all orders on one */
};

struct papers {
	struct crm_run *run;
	const struct paper_sort *sort;
	enum paper_format format;
	struct crm_order_book *book;
	struct crm_clock_result *results; /* of the follow-up table */
	size_t nresults;
	struct crm_labels *labels; /* the last ones used; NULL: as data */
	struct crm_doc *all;       /* "papers"; of the follow-up table "orders" */
	bool failed;               /* a page could not be begun: nothing is printed */
	struct crm_output *rows;   /* of CSV */
};

/* The orders that the command names, as they are named; else those that --where chooses, the first day
 * first: for the follow-up table what is still to be delivered. 0, or -1 after a message. */
int papers_take(struct papers *x, struct papers_taken *out);
void papers_release(struct papers_taken *t);

/* The follow-up table's rows: one for each line of an order. */
extern const struct crm_column paper_columns[];
extern const size_t paper_ncolumns;
void paper_rows(struct papers *x);

#endif
