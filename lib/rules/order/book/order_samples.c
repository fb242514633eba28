#include "lib/rules/order/book/order_samples.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/map.h"
#include "lib/base/words.h"
#include "lib/rules/order/order.h"

struct sampling {
	const struct crm_view *v;
	const struct crm_order_book *b;
	enum crm_sample_blocks blocks;
	struct crm_instant now;
	crm_order_sample_lack_fn *fn;
	void *ctx;
	struct crm_map *ids;
	struct crm_map *sorts; /* of which there is one, approved or told */
	struct crm_order_sample *samples;
	size_t n, cap;
};

static const struct crm_sample_sort *sort_of(const struct sampling *s, const char *sort, size_t len)
{
	return crm_procedure_sample(crm_order_book_procedure(s->b), sort, len);
}

/* ---- those that there are ---- */

static void add_sample(void *ctx, const struct crm_order_sample *x)
{
	struct sampling *s = ctx;
	const struct crm_sample_sort *sort = sort_of(s, x->sort, strlen(x->sort));
	bool added;

	if (sort == NULL || sort->blocks != s->blocks || strcmp(x->state, "withdrawn") == 0)
		return;
	(void)crm_map_put(s->ids, x->id, strlen(x->id), &added);
	if (!added)
		return;
	(void)crm_map_put(s->sorts, x->sort, strlen(x->sort), NULL);
	crm_grow(&s->samples, &s->cap, s->n + 1, sizeof(*s->samples));
	s->samples[s->n++] = *x;
}

static void of_line(void *ctx, const struct crm_order_line *l)
{
	struct sampling *s = ctx;

	crm_order_book_samples(s->b, crm_view_cell(s->v, CRM_C_ID), l->part,
	    crm_view_cell(s->v, CRM_O_CUSTOMER), s->now, add_sample, s);
}

static bool is_newer(const struct crm_order_sample *x, const struct crm_order_sample *than)
{
	const struct crm_cell *a = &x->opened, *b = &than->opened;

	return a->type != CRM_T_INSTANT || b->type != CRM_T_INSTANT || a->u.at.us > b->u.at.us;
}

/* One whose day is past does not count against another one that is approved. */
static bool is_enough(const struct crm_order_sample *approved, const struct crm_order_sample *x)
{
	bool other_part = crm_cell_is(&approved->part) && crm_cell_is(&x->part) &&
	    crm_cell_cmp(&approved->part, &x->part) != 0;

	return approved->approved && strcmp(approved->sort, x->sort) == 0 && !other_part &&
	    (strcmp(x->state, "approved") == 0 || !is_newer(x, approved));
}

static void judge_samples(struct sampling *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct crm_order_sample *x = &s->samples[i];
		const struct crm_order_sample_lack lack = {"sample_not_approved", x->sort, x->id,
		    x->state, crm_cell_is(&x->due) ? x->due : x->expiry};
		size_t k = 0;

		while (k < s->n && !is_enough(&s->samples[k], x))
			k++;
		if (!x->approved && k == s->n)
			s->fn(s->ctx, &lack);
	}
}

/* ---- those that the order names ---- */

static void judge_named(struct sampling *s)
{
	const struct crm_cell *list = crm_view_cell(s->v, CRM_O_SAMPLES);
	const size_t n = list->type == CRM_T_TEXT ? list->len : 0;
	struct crm_arena a = CRM_ARENA_INIT;
	size_t at = 0, len;
	const char *word;

	while ((word = crm_word_next(list->text, n, &at, &len)) != NULL) {
		const struct crm_sample_sort *sort = sort_of(s, word, len);
		struct crm_order_sample_lack lack = {
		    "sample_missing", crm_arena_strndup(&a, word, len), "", "", crm_cell_absent()};

		if (sort == NULL && s->blocks == CRM_SAMPLE_BLOCKS_START)
			lack.code = "sample_unknown";
		else if (sort == NULL || sort->blocks != s->blocks ||
		    crm_map_find(s->sorts, word, len) != CRM_MAP_NONE)
			continue;
		s->fn(s->ctx, &lack);
	}
	crm_arena_release(&a);
}

void crm_order_sample_lacks(const struct crm_view *v, const struct crm_order_book *b,
    enum crm_sample_blocks blocks, struct crm_instant now, crm_order_sample_lack_fn *fn, void *ctx)
{
	struct sampling s = {.v = v, .b = b, .blocks = blocks, .now = now, .fn = fn, .ctx = ctx};

	s.ids = crm_map_new();
	s.sorts = crm_map_new();
	crm_order_lines(v, of_line, &s);
	judge_samples(&s);
	judge_named(&s);
	free(s.samples);
	crm_map_free(s.ids);
	crm_map_free(s.sorts);
}
