/*
 * Figures over a few orders, shown as text. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_ORDER_FIGURES_BENCH_H
#define CRM_TESTS_UNIT_ORDER_FIGURES_BENCH_H

#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"
#include "tests/unit/take.h"

#define NOW "2026-11-20T12:00:00+08:00"
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct bench {
	struct crm_shape *shape;
	struct crm_zone *ours, *theirs;
	struct crm_clocks *clocks;
	struct crm_arena arena;
	struct crm_figures *figures;
	struct crm_buf out;
	const char *only; /* figures, "|" before and after each; NULL: all */
};

static inline int open_bench(
    struct bench *b, const struct crm_figures_kind *kind, const struct crm_figures_opts *o)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_clock_party parties[1];

	b->shape = crm_shape_new(crm_order.flow.schema);
	assert_int_equal(crm_zone_new("Asia/Shanghai", &b->ours, &e), 0);
	assert_int_equal(crm_zone_new("America/New_York", &b->theirs, &e), 0);
	parties[0] = (struct crm_clock_party){"FORD", b->theirs, NULL};
	assert_int_equal(
	    crm_clocks_new(crm_order.clocks, b->shape,
	        &(struct crm_clocks_opts){.zone = b->ours, .parties = parties, .nparties = 1},
	        &b->clocks, &e),
	    0);
	return crm_figures_new(
	    o, kind, b->shape, b->clocks, b->ours, crm_take_at(NOW), &b->figures, &e);
}

static inline void close_bench(struct bench *b)
{
	crm_figures_free(b->figures);
	crm_clocks_free(b->clocks);
	crm_zone_free(b->ours);
	crm_zone_free(b->theirs);
	crm_shape_free(b->shape);
	crm_buf_release(&b->out);
	crm_arena_release(&b->arena);
}

static inline void add(struct bench *b, const char *members)
{
	struct crm_record *r = crm_take_record(members);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_view v;

	crm_view_of_record(b->shape, r, &a, &v);
	crm_figures_add(b->figures, &v);
	crm_arena_release(&a);
	crm_record_free(r);
}

static inline void word(struct bench *b, const char *text)
{
	if (text != NULL)
		crm_buf_addf(&b->out, " %s", text);
}

/* "GROUP: FIGURE STAT WORD VALUE NUM/DEN REASON=N; " */
static inline void show(void *arg, const struct crm_figure *row)
{
	struct bench *b = arg;
	struct crm_buf name = CRM_BUF_INIT;
	const char *const *names;
	bool wanted;

	crm_buf_addf(&name, "|%s|", row->figure);
	wanted = b->only == NULL || strstr(b->only, crm_buf_str(&name)) != NULL;
	crm_buf_release(&name);
	if (!wanted)
		return;
	for (size_t i = 0; i < crm_figures_by(b->figures, &names); i++)
		crm_buf_addf(&b->out, "%s: ", row->group[i]);
	crm_buf_addz(&b->out, row->figure);
	word(b, row->from);
	word(b, row->to);
	word(b, row->stat);
	word(b, row->word);
	crm_buf_addc(&b->out, ' ');
	if (row->has_value)
		crm_dec_format(row->value, &b->out);
	else
		crm_buf_addz(&b->out, "null");
	crm_buf_addf(&b->out, " %d/%d", (int)row->num, (int)row->den);
	for (int i = 0; i < CRM_X_COUNT; i++) {
		if (row->excluded[i] != 0)
			crm_buf_addf(
			    &b->out, " %s=%d", crm_excluded_name(i), (int)row->excluded[i]);
	}
	crm_buf_addz(&b->out, "; ");
}

/* records: "...|..."; over all fields and over the declared ones */
static inline void counts(const struct crm_order_delivery *ask, const struct crm_figures_opts *opts,
    const char *const *records, const char *only, const char *want)
{
	for (int run = 0; run < 2; run++) {
		struct bench b = {.arena = CRM_ARENA_INIT, .only = only};
		struct crm_figures_opts o = *opts;
		const struct crm_figures_kind *kind =
		    ask != NULL ? crm_order_delivery_figures(ask, &b.arena) : &crm_order_figures;

		o.ask = ask;
		assert_int_equal(open_bench(&b, kind, &o), 0);
		if (run > 0)
			crm_shape_restrict(b.shape);
		for (const char *const *r = records; *r != NULL; r++)
			add(&b, *r);
		crm_figures_rows(b.figures, show, &b);
		assert_string_equal(crm_buf_str(&b.out), want);
		close_bench(&b);
	}
}

#define DONE(at) "'state':'delivered','delivered_at':'" at "'"
#define DUE "'promised':'2026-11-10'"
#define PROMISED                        \
	{                               \
		.due = CRM_DUE_PROMISED \
	}

#endif
