/* Amounts added up exactly, apart for each word. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/rules/figures/figures_private.h"

#define MEAN_DIGITS 4
#define NO_WORD "(none)"

struct crm_figures_intake {
	const struct crm_figures_adding *a;
	size_t sum;
};

void crm_figures_set_sums(struct crm_figures *f, const struct crm_figures_opts *o)
{
	const struct crm_figures_sum *sums = f->kind->sums;
	size_t n = 0;

	while (sums != NULL && sums[n].name != NULL)
		n++;
	f->sums = crm_arena_alloc(&f->arena, (n + 1) * sizeof(const struct crm_figures_sum *));
	for (size_t i = 0; i < n; i++) {
		if (sums[i].asked && !o->sums)
			continue;
		f->sums[f->nsums++] = &sums[i];
		for (const int *field = sums[i].fields; *field != 0; field++)
			crm_shape_need(f->shape, *field);
	}
	f->delivered = o->delivered != NULL ? *o->delivered : -1;
}

/* ---- a record ---- */

/* Is it the first of this record? */
static bool total_add(struct crm_figures_total *t, struct crm_dec amount, int64_t serial)
{
	bool first = t->last != serial;

	t->over = t->over || crm_decsum_add(&t->sum, amount) != 0;
	t->n++;
	t->records += first ? 1 : 0;
	t->last = serial;
	return first;
}

static struct crm_figures_total *total_of(struct crm_figures_summed *s, const struct crm_buf *word)
{
	bool added;
	size_t i = crm_map_put(s->words, crm_buf_str(word), word->len, &added);

	if (added) {
		crm_grow(&s->totals, &s->cap, i + 1, sizeof(*s->totals));
		s->totals[i] = (struct crm_figures_total){0};
	}
	return &s->totals[i];
}

void crm_figures_amount(
    struct crm_figures_intake *in, const struct crm_cell *word, struct crm_dec amount)
{
	const struct crm_figures_adding *a = in->a;
	const struct crm_figures_sum *sum = a->f->sums[in->sum];
	struct crm_figures_summed *s = &a->g->sums[in->sum];
	struct crm_buf *text = &a->f->key;

	crm_buf_clear(text);
	if (crm_cell_is(word))
		crm_cell_print(word, text);
	else
		crm_buf_addz(text, NO_WORD);
	total_add(&s->all, amount, a->f->serial);
	if (!total_add(total_of(s, text), amount, a->f->serial))
		return;
	crm_figures_tell_word(
	    a, sum->name, sum->words, crm_buf_str(text), sum->ranked ? "numerator" : "denominator");
	if (sum->million != NULL && a->f->delivered >= 0)
		crm_figures_tell_word(a, sum->million, sum->words, crm_buf_str(text), "numerator");
}

void crm_figures_no_amount(struct crm_figures_intake *in, enum crm_excluded reason)
{
	struct crm_figures_adding a = *in->a;
	const struct crm_figures_sum *sum = a.f->sums[in->sum];

	a.quiet = !sum->asked && (reason == CRM_X_BLANK || reason == CRM_X_NOT_APPLYING);
	crm_figures_exclude(&a, &a.g->sums[in->sum].left, sum->name, sum->words, reason);
}

void crm_figures_add_sum(const struct crm_figures_adding *a, size_t i)
{
	struct crm_figures_intake in = {a, i};

	a->f->sums[i]->read(a->v, &in);
}

/* ---- rows ---- */

/* What is being given: one of the kind's sums. */
struct giving {
	const struct crm_figures_giving *r;
	const struct crm_figures_sum *sum;
	const struct crm_figures_summed *counted;
};

static struct crm_figure row_of(
    const struct giving *g, const struct crm_figures_total *t, const char *word)
{
	const struct crm_figures_sum *sum = g->sum;
	struct crm_figure row = crm_figures_row(
	    g->r, sum->name, &g->counted->left, sum->unit != NULL ? sum->unit : word, sum->rule);

	row.field = t == &g->counted->all && sum->unit != NULL ? NULL : sum->words;
	row.word = word;
	row.den = t->n;
	return row;
}

/* The exact sum; what does not fit is said to be left out, never given wrongly. Of
 * nothing it is null, but where the unit is known and nobody is left out, 0. */
static bool value_of(
    const struct giving *g, const struct crm_figures_total *t, struct crm_figure *row)
{
	if (t->over || crm_decsum_get(&t->sum, &row->value) != 0) {
		row->excluded[CRM_X_OVERFLOW] += t->n;
		return false;
	}
	return t->n > 0 || (g->sum->unit != NULL && !crm_figures_left(&g->counted->left));
}

static void give_million(
    const struct giving *g, const struct crm_figure *sum, const struct crm_figures_total *t)
{
	const struct crm_figures *f = g->r->f;
	struct crm_figure row = *sum;

	if (g->sum->million == NULL || f->delivered < 0)
		return;
	row.figure = g->sum->million;
	row.unit = "ppm";
	row.rule = "pieces / pieces delivered, as they were told, x 1000000";
	row.den = f->delivered;
	if (sum->has_value) {
		row.num = (int64_t)t->sum.coef;
		row.has_value =
		    crm_dec_ratio(t->sum.coef * 1000000, f->delivered, 4, &row.value) == 0;
	}
	g->r->fn(g->r->arg, &row);
}

/* As many decimals as fit. */
static bool mean_of(struct crm_dec sum, int64_t n, struct crm_dec *out)
{
	__int128 den = n;

	for (int i = 0; i < sum.scale; i++)
		den *= 10;
	for (int digits = MEAN_DIGITS; digits >= 0; digits--) {
		if (crm_dec_ratio(sum.coef, den, digits, out) == 0)
			return true;
	}
	return false;
}

static void give_total(const struct giving *g, const struct crm_figures_total *t, const char *word)
{
	struct crm_figure row = row_of(g, t, word);

	row.has_value = value_of(g, t, &row);
	if (g->sum->unit != NULL) {
		g->r->fn(g->r->arg, &row);
		give_million(g, &row, t);
		return;
	}
	row.stat = "sum";
	g->r->fn(g->r->arg, &row);
	if (t->n == 0)
		return;
	row.stat = "mean";
	row.den = t->records;
	if (row.has_value)
		row.has_value = mean_of(row.value, t->records, &row.value);
	g->r->fn(g->r->arg, &row);
}

struct word {
	const char *text;
	const struct crm_figures_total *total;
};

static int most_first(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	const __int128 m = x->total->sum.coef, n = y->total->sum.coef;

	if (m != n)
		return m > n ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* The sums are of counts, so that the share is one of whole numbers. */
static void give_ranked(const struct giving *g, struct word *words, size_t n)
{
	const __int128 den = g->counted->all.sum.coef;
	__int128 sum = 0;

	qsort(words, n, sizeof(*words), most_first);
	for (size_t i = 0; i < n; i++) {
		struct crm_figure row = row_of(g, words[i].total, words[i].text);

		sum += words[i].total->sum.coef;
		row.num = (int64_t)words[i].total->sum.coef;
		row.den = (int64_t)den;
		row.has_value = crm_dec_ratio((__int128)row.num * 100, den, 4, &row.value) == 0;
		row.has_cumulative = crm_dec_ratio(sum * 100, den, 4, &row.cumulative) == 0;
		g->r->fn(g->r->arg, &row);
	}
}

static int by_bytes(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return strcmp(x->text, y->text);
}

void crm_figures_give_sum(const struct crm_figures_giving *r, size_t i)
{
	const struct crm_figures_summed *s = &r->g->sums[i];
	struct giving g = {r, r->f->sums[i], s};
	size_t n = crm_map_count(s->words);
	struct word *words;

	if (!g.sum->asked && r->f->delivered < 0 && n == 0 && !crm_figures_left(&s->left))
		return;
	if (!g.sum->ranked && (g.sum->unit != NULL || n == 0))
		give_total(&g, &s->all, NULL);
	words = crm_calloc(n + 1, sizeof(*words));
	for (size_t j = 0; j < n; j++)
		words[j] = (struct word){crm_map_key(s->words, j, NULL), &s->totals[j]};
	if (g.sum->ranked) {
		give_ranked(&g, words, n);
	} else {
		qsort(words, n, sizeof(*words), by_bytes);
		for (size_t j = 0; j < n; j++)
			give_total(&g, words[j].total, words[j].text);
	}
	free(words);
}
