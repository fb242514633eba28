/*
 * Figures over a few complaints, shown as text. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_FIGURES_BENCH_H
#define CRM_TESTS_UNIT_FIGURES_BENCH_H

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/complaint/complaint_figures.h"
#include "tests/unit/take.h"

#define NOW "2026-11-20T12:00:00Z"

struct bench {
	struct crm_shape *shape;
	struct crm_zone *zone;
	struct crm_clocks *clocks;
	struct crm_figures *figures;
	struct crm_buf out;
	const char *only; /* figures to show, by first letters; NULL: all */
};

static inline int open_bench(struct bench *b, const struct crm_figures_opts *o, struct crm_err *e)
{
	memset(b, 0, sizeof(*b));
	b->shape = crm_shape_new(crm_complaint.flow.schema);
	assert_int_equal(crm_zone_new("Asia/Shanghai", &b->zone, e), 0);
	assert_int_equal(crm_clocks_new(crm_complaint.clocks, b->shape,
	                     &(struct crm_clocks_opts){.zone = b->zone}, &b->clocks, e),
	    0);
	return crm_figures_new(o, &crm_complaint_figures, b->shape, b->clocks, b->zone,
	    crm_take_at(NOW), &b->figures, e);
}

static inline void close_bench(struct bench *b)
{
	crm_figures_free(b->figures);
	crm_clocks_free(b->clocks);
	crm_zone_free(b->zone);
	crm_shape_free(b->shape);
	crm_buf_release(&b->out);
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

/* "GROUP: FIGURE DETAILS VALUE UNIT NUM/DEN CUMULATIVE REASON=N" */
static inline void show(void *arg, const struct crm_figure *row)
{
	struct bench *b = arg;
	const char *const *names;
	size_t n;

	if (b->only != NULL && strncmp(row->figure, b->only, strlen(b->only)) != 0)
		return;
	assert_true(row->rule[0] != '\0');
	n = crm_figures_by(b->figures, &names);
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(&b->out, "%s%s", row->group[i], i + 1 < n ? "," : ": ");
	crm_buf_addz(&b->out, row->figure);
	word(b, row->clock);
	word(b, row->from);
	word(b, row->to);
	word(b, row->stat);
	word(b, row->field);
	word(b, row->word);
	crm_buf_addc(&b->out, ' ');
	if (row->has_value)
		crm_dec_format(row->value, &b->out);
	else
		crm_buf_addz(&b->out, "null");
	word(b, row->unit);
	crm_buf_addf(&b->out, " %d/%d", (int)row->num, (int)row->den);
	if (row->has_cumulative) {
		crm_buf_addc(&b->out, ' ');
		crm_dec_format(row->cumulative, &b->out);
	}
	for (int i = 0; i < CRM_X_COUNT; i++) {
		if (row->excluded[i] != 0)
			crm_buf_addf(
			    &b->out, " %s=%d", crm_excluded_name(i), (int)row->excluded[i]);
	}
	crm_buf_addc(&b->out, '\n');
}

/* only: the figures that begin with this. */
static inline void rows_are(const struct crm_figures_opts *o, const char *const *records, size_t n,
    const char *only, const char *want)
{
	struct crm_err e = CRM_ERR_INIT;
	struct bench b;

	/* in any order, over all fields and over the declared ones */
	for (int run = 0; run < 4; run++) {
		bool backwards = run % 2 == 1;

		if (open_bench(&b, o, &e) != 0)
			fail_msg("%s", e.text);
		if (run >= 2)
			crm_shape_restrict(b.shape);
		b.only = only;
		for (size_t i = 0; i < n; i++)
			add(&b, records[backwards ? n - 1 - i : i]);
		crm_figures_rows(b.figures, show, &b);
		assert_string_equal(crm_buf_str(&b.out), want);
		close_bench(&b);
	}
}

#endif
