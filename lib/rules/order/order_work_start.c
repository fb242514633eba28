/* Bulk production begins: what is to be there before (O7, T1, T2, T5). */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/rules/order/order_work_private.h"
#include "lib/rules/order/review.h"

/* ---- samples ---- */

struct sampling {
	const struct crm_view *v;
	const struct crm_order_book *b;
	enum crm_sample_blocks blocks;
	struct crm_instant now;
	crm_order_sample_lack_fn *fn;
	void *ctx;
	struct crm_map *told;     /* ids */
	struct crm_map *approved; /* sorts */
	struct crm_map *there;    /* sorts: one is told as not approved */
	const struct crm_order_line *line;
	bool judging; /* else: gathering what is approved */
};

static const struct crm_sample_sort *sort_of(const struct sampling *s, const char *sort, size_t len)
{
	return crm_procedure_sample(crm_order_book_procedure(s->b), sort, len);
}

static bool is_in(struct crm_map *m, const char *text, size_t len)
{
	return crm_map_find(m, text, len) != CRM_MAP_NONE;
}

/* One whose day is past does not count against another one that is approved. */
static void judge_sample(void *ctx, const struct crm_order_sample *x)
{
	struct sampling *s = ctx;
	const struct crm_sample_sort *sort = sort_of(s, x->sort, strlen(x->sort));
	const struct crm_order_sample_lack lack = {"sample_not_approved", x->sort, x->id, x->state};

	if (sort == NULL || sort->blocks != s->blocks || strcmp(x->state, "withdrawn") == 0 ||
	    strcmp(x->state, "void") == 0 || strcmp(x->state, "duplicate") == 0)
		return;
	if (x->approved) {
		(void)crm_map_put(s->approved, x->sort, strlen(x->sort), NULL);
		return;
	}
	if (!s->judging ||
	    (strcmp(x->state, "approved") == 0 && is_in(s->approved, x->sort, strlen(x->sort))) ||
	    is_in(s->told, x->id, strlen(x->id)))
		return;
	(void)crm_map_put(s->told, x->id, strlen(x->id), NULL);
	(void)crm_map_put(s->there, x->sort, strlen(x->sort), NULL);
	s->fn(s->ctx, &lack);
}

static void of_line(void *ctx, const struct crm_order_line *l)
{
	struct sampling *s = ctx;

	crm_order_book_samples(s->b, crm_view_cell(s->v, CRM_C_ID), l->part,
	    crm_view_cell(s->v, CRM_O_CUSTOMER), s->now, judge_sample, s);
}

/* The sorts that the order names, commas between. */
static void judge_named(struct sampling *s)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *list = crm_view_text(s->v, CRM_O_SAMPLES, &a);
	size_t len;

	for (; *list != '\0'; list += len + (list[len] == ',' ? 1 : 0)) {
		size_t from = strspn(list, " "), to;
		const struct crm_sample_sort *sort;
		struct crm_order_sample_lack lack = {"sample_missing", "", "", ""};

		len = strcspn(list, ",");
		for (to = len; to > from && list[to - 1] == ' ';)
			to--;
		if (to <= from)
			continue;
		sort = sort_of(s, list + from, to - from);
		lack.sort = crm_arena_strndup(&a, list + from, to - from);
		if (sort == NULL && s->blocks == CRM_SAMPLE_BLOCKS_START)
			lack.code = "sample_unknown";
		else if (sort == NULL || sort->blocks != s->blocks ||
		    is_in(s->approved, list + from, to - from) ||
		    is_in(s->there, list + from, to - from))
			continue;
		s->fn(s->ctx, &lack);
	}
	crm_arena_release(&a);
}

void crm_order_sample_lacks(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_sample_blocks blocks, struct crm_instant now, crm_order_sample_lack_fn *fn, void *ctx)
{
	struct sampling s = {.v = v, .b = b, .blocks = blocks, .now = now, .fn = fn, .ctx = ctx};

	s.told = crm_map_new();
	s.approved = crm_map_new();
	s.there = crm_map_new();
	crm_order_lines(v, of_line, &s);
	s.judging = true;
	crm_order_lines(v, of_line, &s);
	judge_named(&s);
	crm_map_free(s.told);
	crm_map_free(s.approved);
	crm_map_free(s.there);
}

/* ---- start ---- */

struct starting {
	const struct crm_step_in *in;
	struct crm_findings *f;
};

static void refuse_lack(void *ctx, const struct crm_lack *l)
{
	const struct starting *s = ctx;

	crm_finding_add(s->f, l->blocks ? CRM_ERROR : CRM_WARNING, l->code, NULL, 0, s->in->id,
	    l->field, "%s", l->text);
}

static void refuse_sample(void *ctx, const struct crm_order_sample_lack *l)
{
	const struct starting *s = ctx;

	if (strcmp(l->code, "sample_not_approved") == 0)
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "%s sample %s is %s: no bulk before it is approved", l->sort, l->id,
		    strcmp(l->state, "approved") == 0 ? "past its last day" : l->state);
	else if (strcmp(l->code, "sample_missing") == 0)
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "there is no %s sample yet: no bulk before it is approved", l->sort);
	else
		crm_step_refuse(s->in, s->f, l->code, "samples",
		    "'%s' is no sort of sample of the procedure", l->sort);
}

static void judge_sheet(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_items it;

	crm_items_init(&it, in->view, CRM_O_SHEET);
	while (crm_items_next(&it)) {
		const char *item = crm_view_text(&it.view, CRM_SHEET_ITEM, &a);

		if (!crm_view_has(&it.view, CRM_SHEET_CHECKED_AT))
			crm_step_refuse(in, f, "not_checked", "sheet",
			    "item '%s' of the technical sheet is not checked",
			    item[0] != '\0' ? item : it.key);
	}
	crm_items_release(&it);
	crm_arena_release(&a);
}

void crm_order_rule_start(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct starting s = {in, f};

	(void)out;
	crm_step_order(in, f, CRM_O_RELEASED_AT);
	crm_order_lacks(in->view, in->book, CRM_BEFORE_START, in->at, refuse_lack, &s);
	crm_order_sample_lacks(
	    in->view, in->book, CRM_SAMPLE_BLOCKS_START, in->at, refuse_sample, &s);
	judge_sheet(in, f);
}
