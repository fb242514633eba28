/* print PAPER [ID]...: the papers of orders, to be read, signed and filed. */
#include "cmd/crm-order/papers.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/book.h"

const struct crm_opt order_print_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", "text, json, html; of followup csv too (default text)",
        false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "of rows these fields only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {"mask", 0, CRM_OPT_FLAG, NULL, "hides personal and internal fields", false},
    {"lang", 0, CRM_OPT_TEXT, "LANG", "language: en, zh, de (default as crm.json says)", false},
    {"item", 0, CRM_OPT_TEXT, "KEY", "only this inspection (default: each of the order)", false},
    {"all", 0, CRM_OPT_FLAG, NULL, "followup without ID: also orders that are with the customer",
        false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static void print_inspections(struct papers *x, const struct paper_taken *t);

static const struct paper_sort sorts[] = {
    {"review", "quote order", crm_order_paper_review, NULL, false},
    {"production", "sample", crm_order_paper_production, NULL, false},
    {"followup", "quote order sample", crm_order_paper_followup, NULL, true},
    {"inspection", "", NULL, print_inspections, false},
};
#define NSORTS (sizeof(sorts) / sizeof(sorts[0]))

/* ---- options ---- */

static int read_sort(struct papers *x)
{
	const char *name = crm_args_operand(x->run->args, 0);

	if (name == NULL)
		return crm_run_usage(
		    x->run, "PAPER missing: review, production, followup or inspection");
	for (size_t i = 0; i < NSORTS; i++) {
		if (strcmp(sorts[i].name, name) == 0) {
			x->sort = &sorts[i];
			return 0;
		}
	}
	return crm_run_usage(
	    x->run, "'%s' is no paper; expected review, production, followup or inspection", name);
}

static int read_format(struct papers *x)
{
	static const char *const names[] = {"text", "json", "html", "csv"};
	const char *name = crm_args_text(x->run->args, "output");
	const size_t n = x->sort->table ? 4 : 3;
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < n; i++) {
		if (name == NULL || strcmp(names[i], name) == 0) {
			x->format = (enum paper_format)i;
			return 0;
		}
	}
	crm_err_at(&e, CRM_BADINPUT, "--output", 0, NULL, "'%s' is not known; expected %s", name,
	    x->sort->table ? "text, json, html or csv" : "text, json or html");
	return crm_run_fail(x->run, &e);
}

static int read_options(struct papers *x)
{
	const struct crm_args *args = x->run->args;
	const bool named = crm_args_operands(args) > 1;

	if (read_sort(x) != 0 || read_format(x) != 0)
		return -1;
	if (x->format != PAPER_CSV && (crm_args_has(args, "fields") || crm_args_has(args, "excel")))
		return crm_run_usage(x->run, "-F and --excel need -o csv");
	if (crm_args_has(args, "item") && strcmp(x->sort->name, "inspection") != 0)
		return crm_run_usage(x->run, "--item is of inspection");
	if (crm_args_has(args, "all") && (!x->sort->table || named))
		return crm_run_usage(x->run, "--all is of followup without ID");
	if (named && crm_args_has(args, "where"))
		return crm_run_usage(x->run, "ID or --where, not both");
	if (!named && !x->sort->table && !crm_args_has(args, "where"))
		return crm_run_usage(x->run, "ID missing, or --where");
	return 0;
}

/* ---- the language, and who we are ---- */

/* --lang, else the customer's in crm.json, else English. */
static int use_labels(struct papers *x, const char *customer)
{
	const char *name = crm_args_text(x->run->args, "lang");
	struct crm_buf by = CRM_BUF_INIT;
	int ret = 0;

	if (x->format != PAPER_TEXT && x->format != PAPER_HTML)
		return 0;
	if (name == NULL && customer[0] != '\0') {
		crm_buf_addf(&by, "customers.%s.language", customer);
		ret = crm_run_setting(x->run, crm_buf_str(&by), &name);
	}
	if (name == NULL) {
		crm_buf_clear(&by);
		name = "en";
	}
	if (ret == 0 && (x->labels == NULL || strcmp(crm_labels_language(x->labels), name) != 0)) {
		crm_labels_free(x->labels);
		x->labels = NULL;
		ret = crm_labels_open(
		    x->run, x->sort->name, name, by.len > 0 ? crm_buf_str(&by) : NULL, &x->labels);
	}
	crm_buf_release(&by);
	return ret;
}

static int put_names(struct papers *x, struct crm_doc *o, const char *customer)
{
	struct crm_buf path = CRM_BUF_INIT;
	const char *us = NULL, *them = NULL;
	int ret = crm_run_setting(x->run, "company.name", &us);

	if (ret == 0 && customer[0] != '\0') {
		crm_buf_addf(&path, "customers.%s.name", customer);
		ret = crm_run_setting(x->run, crm_buf_str(&path), &them);
	}
	crm_buf_release(&path);
	if (ret != 0 || crm_printed_form(x->run, x->sort->name, o) != 0)
		return -1;
	crm_doc_text(o, "company", us);
	crm_doc_text(o, "customer_name", them);
	if (x->labels != NULL)
		crm_labels_put(x->labels, o);
	return 0;
}

/* ---- one order ---- */

static struct crm_order_paper paper_of(const struct papers *x, const struct paper_taken *t)
{
	return (struct crm_order_paper){
	    .view = &t->view,
	    .book = x->book,
	    .zone = crm_run_zone(x->run),
	    .now = order_now(x->run),
	    .mask = crm_args_has(x->run->args, "mask") ? CRM_MASKED : NULL,
	    .word = x->labels != NULL ? crm_labels_word : NULL,
	    .ctx = x->labels,
	    .results = x->results,
	    .n = x->nresults,
	};
}

/* A page in the words of its customer; NULL after a message. */
static struct crm_doc *new_page(struct papers *x, const struct paper_taken *t)
{
	struct crm_doc *list = crm_doc_list(x->all, "papers"), *o;
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *customer = crm_view_text(&t->view, CRM_O_CUSTOMER, &arena);

	o = use_labels(x, customer) == 0 ? crm_doc_item(list) : NULL;
	if (o != NULL && crm_doc_count(list) > 1)
		crm_doc_bool(o, "later", true);
	else if (o != NULL && x->labels != NULL)
		crm_labels_put(x->labels, x->all);
	if (o != NULL && put_names(x, o, customer) != 0)
		o = NULL;
	crm_arena_release(&arena);
	x->failed = x->failed || o == NULL;
	return o;
}

static void fill_page(struct papers *x, const struct paper_taken *t)
{
	struct crm_doc *o = new_page(x, t);
	const struct crm_order_paper p = paper_of(x, t);

	if (o != NULL)
		x->sort->fill(&p, o);
}

static void fill_inspection(struct papers *x, const struct paper_taken *t, const char *key)
{
	struct crm_doc *o = new_page(x, t);
	const struct crm_order_paper p = paper_of(x, t);

	if (o != NULL)
		crm_order_paper_inspection(&p, key, o);
}

/* Each, or those whose keys begin as --item says; of an order without one a sheet to fill in. */
static void print_inspections(struct papers *x, const struct paper_taken *t)
{
	const char *item = crm_args_text(x->run->args, "item");
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_items it;
	size_t n = 0;

	crm_items_init(&it, &t->view, CRM_O_INSPECTIONS);
	while (crm_items_next(&it)) {
		if (item == NULL || strncmp(it.key, item, strlen(item)) == 0) {
			fill_inspection(x, t, crm_arena_strdup(&arena, it.key));
			n++;
		}
	}
	crm_items_release(&it);
	if (n == 0 && item != NULL) {
		crm_err_set(&e, CRM_NOINPUT, "%s: no inspection begins with '%s'",
		    crm_view_text(&t->view, CRM_C_ID, &arena), item);
		(void)crm_run_fail(x->run, &e);
	} else if (n == 0) {
		fill_inspection(x, t, NULL);
	}
	crm_arena_release(&arena);
}

static void fill_all(struct papers *x, const struct papers_taken *all)
{
	(void)crm_doc_list(x->all, "papers");
	for (size_t i = 0; i < all->n; i++) {
		if (x->sort->print != NULL)
			x->sort->print(x, &all->items[i]);
		else
			fill_page(x, &all->items[i]);
	}
}

/* ---- the table ---- */

/* The customer whose orders all of them are; "": there are several. */
static const char *only_customer(const struct papers_taken *all, struct crm_arena *a)
{
	const struct crm_cell *first =
	    all->n > 0 ? crm_view_cell(&all->items[0].view, CRM_O_CUSTOMER) : NULL;

	for (size_t i = 1; i < all->n; i++) {
		if (crm_cell_cmp(first, crm_view_cell(&all->items[i].view, CRM_O_CUSTOMER)) != 0)
			return "";
	}
	return first != NULL ? crm_view_text(&all->items[0].view, CRM_O_CUSTOMER, a) : "";
}

static int fill_table(struct papers *x, const struct papers_taken *all)
{
	struct crm_doc *list;
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *customer = only_customer(all, &arena);
	int ret = use_labels(x, customer) == 0 ? put_names(x, x->all, customer) : -1;

	if (ret == 0) {
		crm_order_paper_as_of(&(struct crm_order_paper){.zone = crm_run_zone(x->run),
		                          .now = order_now(x->run),
		                          .word = x->labels != NULL ? crm_labels_word : NULL},
		    x->all);
		list = crm_doc_list(x->all, "orders");
		for (size_t i = 0; i < all->n; i++) {
			const struct crm_order_paper p = paper_of(x, &all->items[i]);

			crm_clocks_eval(x->run->clocks, p.view, x->run->now, x->results);
			crm_order_paper_followup(&p, crm_doc_item(list));
		}
	}
	crm_arena_release(&arena);
	return ret;
}

/* ---- the command ---- */

static void print(struct papers *x)
{
	const struct crm_doc *all = x->sort->table ? x->all : crm_doc_member(x->all, "papers", 6);
	struct crm_buf text = CRM_BUF_INIT;

	switch (x->format) {
	case PAPER_TEXT:
	case PAPER_HTML:
		if (x->sort->table || crm_doc_count(all) > 0)
			crm_printed_write(x->run, x->sort->name,
			    x->format == PAPER_HTML ? "html" : "txt", x->all);
		break;
	case PAPER_JSON:
		crm_doc_json(all, true, &text);
		crm_buf_addc(&text, '\n');
		crm_run_write(x->run, &text, true);
		crm_buf_release(&text);
		break;
	case PAPER_CSV:
		paper_rows(x);
		break;
	}
}

static int open_books(struct papers *x)
{
	void *book = NULL;

	if (crm_run_book(x->run, &crm_order, x->sort->looks, &book) != 0)
		return -1;
	x->book = book;
	x->nresults = crm_clocks_count(x->run->clocks);
	x->results = crm_calloc(x->nresults + 1, sizeof(*x->results));
	return x->format == PAPER_CSV
	    ? crm_output_new(x->run, CRM_OUT_ROWS, paper_columns, paper_ncolumns, false, &x->rows)
	    : 0;
}

void order_print(struct crm_run *r)
{
	struct papers x = {.run = r, .sort = &sorts[0]};
	struct papers_taken all = {NULL, 0, 0};

	if (read_options(&x) == 0 && crm_run_where(r) == 0 && crm_run_clocks(r) == 0 &&
	    crm_run_store(r) == 0 && open_books(&x) == 0 && papers_take(&x, &all) == 0) {
		x.all = crm_doc_new();
		if (!x.sort->table)
			fill_all(&x, &all);
		if (x.sort->table ? fill_table(&x, &all) == 0 : !x.failed) {
			print(&x);
			if (x.rows != NULL)
				crm_output_end(r, x.rows);
			x.rows = NULL;
		}
	}
	crm_output_drop(x.rows);
	papers_release(&all);
	crm_doc_free(x.all);
	crm_labels_free(x.labels);
	crm_order_book_free(x.book);
	free(x.results);
}
