/* The production order: what is made, how, until when, and who has it. No prices. */
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/words.h"
#include "lib/rules/order/papers/order_papers_private.h"

static const int said[] = {CRM_O_INTENDED_USE, CRM_O_STANDARD, CRM_O_ACCEPTANCE,
    CRM_O_SAMPLE_IS_STANDARD, CRM_O_TECHNICAL, CRM_O_SPECIAL_CHARACTERISTICS,
    CRM_O_CUSTOMER_SPECIFIC, CRM_O_HSF_LAW, CRM_O_HSF_CUSTOMER, CRM_O_HSF_OWN, CRM_O_IMPLIED,
    CRM_O_LEGAL, CRM_O_SPECIFICATION, CRM_O_MATERIALS, CRM_O_MATERIALS_BY, CRM_O_STOCK,
    CRM_O_PACKAGING, CRM_O_PACKING, CRM_O_MARKS, CRM_O_CUSTOMER_INSPECTION, CRM_O_SHIP_ON,
    CRM_O_WAREHOUSE_BY, CRM_O_DELIVERY_METHOD, CRM_O_MODE, CRM_O_PLACE, CRM_O_EXPORT};

static void put_fields(const struct crm_order_paper *p, struct crm_doc *out)
{
	struct crm_doc *list = crm_doc_list(out, "fields");

	for (size_t i = 0; i < CRM_COUNT_OF(said); i++) {
		if (crm_view_has(p->view, said[i]))
			(void)crm_order_paper_put_said(p, list, said[i]);
	}
	crm_order_paper_put_shown(p, out, "fields");
}

/* ---- technical sheet ---- */

static void put_sheet(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const int members[] = {CRM_SHEET_ITEM, CRM_SHEET_VALUE, CRM_SHEET_SOURCE,
	    CRM_SHEET_CHECKED_AT, CRM_SHEET_CHECKED_BY};
	struct crm_doc *list = crm_doc_list(out, "sheet"), *o;
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_SHEET);
	while (crm_items_next(&it)) {
		o = crm_doc_item(list);
		crm_order_paper_put_fields(p, o, &it.view, members, CRM_COUNT_OF(members));
		crm_order_paper_put_bool(
		    p, o, "checked", crm_view_has(&it.view, CRM_SHEET_CHECKED_AT));
	}
	crm_items_release(&it);
	crm_order_paper_put_shown(p, out, "sheet");
}

/* ---- samples ---- */

struct samples {
	const struct crm_order_paper *p;
	struct crm_doc *list;
	struct crm_map *seen;  /* ids */
	struct crm_map *sorts; /* of those that count */
};

static void put_sample_sort(const struct crm_order_paper *p, struct crm_doc *o, const char *sort)
{
	static const char *const blocks[] = {
	    [CRM_SAMPLE_BLOCKS_NOTHING] = "nothing",
	    [CRM_SAMPLE_BLOCKS_START] = "start",
	    [CRM_SAMPLE_BLOCKS_SHIP] = "ship",
	};
	const struct crm_sample_sort *s =
	    crm_procedure_sample(crm_order_book_procedure(p->book), sort, strlen(sort));

	crm_order_paper_put_word(p, o, "sort", "samples", sort);
	if (s != NULL)
		crm_order_paper_put_word(p, o, "blocks", "blocks", blocks[s->blocks]);
}

static void put_sample(void *ctx, const struct crm_order_sample *s)
{
	struct samples *x = ctx;
	struct crm_doc *o;
	bool added;

	(void)crm_map_put(x->seen, s->id, strlen(s->id), &added);
	if (!added)
		return;
	if (strcmp(s->state, "withdrawn") != 0)
		(void)crm_map_put(x->sorts, s->sort, strlen(s->sort), &added);
	o = crm_doc_item(x->list);
	put_sample_sort(x->p, o, s->sort);
	crm_doc_text(o, "sample", s->id);
	crm_order_paper_put_word(x->p, o, "state", "sample_state", s->state);
	crm_order_paper_put_bool(x->p, o, "approved", s->approved);
	crm_doc_cell(o, "due", &s->due);
	crm_doc_cell(o, "expiry", &s->expiry);
}

static void put_of_line(void *ctx, const struct crm_order_line *l)
{
	struct samples *x = ctx;
	const struct crm_view *v = x->p->view;

	crm_order_book_samples(x->p->book, crm_view_cell(v, CRM_C_ID), l->part,
	    crm_view_cell(v, CRM_O_CUSTOMER), x->p->now, put_sample, x);
}

/* Those that it needs and that nobody has asked for. */
static void put_wanted(struct samples *x)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const char *list = crm_view_text(x->p->view, CRM_O_SAMPLES, &arena), *sort;
	const size_t n = strlen(list);
	size_t at = 0, len;

	while ((sort = crm_word_next(list, n, &at, &len)) != NULL) {
		struct crm_doc *o;

		if (crm_map_find(x->sorts, sort, len) != CRM_MAP_NONE)
			continue;
		o = crm_doc_item(x->list);
		put_sample_sort(x->p, o, crm_arena_strndup(&arena, sort, len));
		crm_order_paper_put_word(x->p, o, "state", "sample_state", "missing");
		crm_order_paper_put_bool(x->p, o, "approved", false);
	}
	crm_arena_release(&arena);
}

static void put_samples(const struct crm_order_paper *p, struct crm_doc *out)
{
	struct samples x = {p, crm_doc_list(out, "samples"), crm_map_new(), crm_map_new()};

	crm_order_lines(p->view, put_of_line, &x);
	put_wanted(&x);
	crm_map_free(x.seen);
	crm_map_free(x.sorts);
	crm_order_paper_put_shown(p, out, "samples");
}

/* ---- to whom it goes ---- */

static void put_release(
    const struct crm_order_paper *p, struct crm_doc *o, const struct crm_items *it)
{
	static const int members[] = {0, 1, CRM_RELEASE_RECEIVED_AT, CRM_RELEASE_RECEIVED_BY,
	    CRM_RELEASE_BEGUN_AT, CRM_RELEASE_BEGUN_BY};

	crm_order_paper_put_fields(p, o, &it->view, members, CRM_COUNT_OF(members));
}

/* Those on the list first, whether they have it or not; then who was given it besides. */
static void put_releases(const struct crm_order_paper *p, struct crm_doc *out)
{
	const char *const *on_list =
	    crm_order_book_procedure(p->book)->lists[CRM_PAPER_PRODUCTION_ORDER];
	struct crm_doc *list = crm_doc_list(out, "releases"), **rows;
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_map *names = crm_map_new();
	struct crm_items it;
	size_t n = 0;
	bool added;

	while (on_list != NULL && on_list[n] != NULL)
		n++;
	rows = crm_arena_alloc(&arena, (n + 1) * sizeof(struct crm_doc *));
	for (size_t i = 0; i < n; i++) {
		(void)crm_map_put(names, on_list[i], strlen(on_list[i]), &added);
		rows[i] = crm_doc_item(list);
		crm_order_paper_put_word(p, rows[i], "department", "department", on_list[i]);
	}
	crm_items_init(&it, p->view, CRM_O_RELEASES);
	while (crm_items_next(&it)) {
		const char *who = crm_view_text(&it.view, CRM_RELEASE_DEPARTMENT, &arena);
		size_t at = crm_map_find(names, who, strlen(who));
		struct crm_doc *o;

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_RELEASE_PAPER), "production_order"))
			continue;
		o = at != CRM_MAP_NONE ? rows[at] : crm_doc_item(list);
		if (at == CRM_MAP_NONE)
			crm_order_paper_put_word(p, o, "department", "department", who);
		put_release(p, o, &it);
	}
	crm_items_release(&it);
	crm_map_free(names);
	crm_arena_release(&arena);
	crm_order_paper_put_shown(p, out, "releases");
}

/* By whom, the last time that it was given out, which is his signature (O7). */
static void put_signed(const struct crm_order_paper *p, struct crm_doc *out)
{
	struct crm_doc *o = crm_doc_object(out, "release");
	struct crm_instant last = {INT64_MIN, 0};
	struct crm_items it;

	crm_items_init(&it, p->view, CRM_O_RELEASES);
	while (crm_items_next(&it)) {
		const struct crm_cell *at = crm_view_cell(&it.view, 0);

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_RELEASE_PAPER), "production_order") ||
		    at->type != CRM_T_INSTANT || at->u.at.us <= last.us)
			continue;
		last = at->u.at;
		crm_order_paper_put_fields(p, o, &it.view, (const int[]){0, 1}, 2);
	}
	crm_items_release(&it);
	crm_doc_bool(o, "unsigned", last.us == INT64_MIN);
	crm_order_paper_put_authority(p, o, "authority", CRM_AUTHORITY_PRODUCTION_ORDER);
}

void crm_order_paper_production(const struct crm_order_paper *p, struct crm_doc *out)
{
	static const char *const before[] = {"approve", "start", "deliver", NULL};

	crm_order_paper_put_head(p, out, false);
	put_fields(p, out);
	put_sheet(p, out);
	put_samples(p, out);
	crm_order_paper_put_points(p, out, NULL, before);
	crm_order_paper_put_milestones(p, out);
	crm_order_paper_put_changes(p, out);
	put_releases(p, out);
	put_signed(p, out);
	crm_order_paper_put_lacks(p, out, CRM_BEFORE_START);
}
