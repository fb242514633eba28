/* What was counted, as rows. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/rules/figures/figures_private.h"

#define DIGITS 6 /* of statistics */

struct crm_figure crm_figures_row(const struct crm_figures_giving *r, const char *figure,
    const struct crm_tally *t, const char *unit, const char *rule)
{
	struct crm_figure row = {.figure = figure, .unit = unit, .rule = rule};

	row.group = r->g->values;
	row.num = row.den = -1;
	for (int i = 0; i < CRM_X_COUNT; i++)
		row.excluded[i] = r->g->left[i] + (t != NULL ? t->excluded[i] : 0);
	return row;
}

bool crm_figures_left(const struct crm_tally *t)
{
	for (int i = 0; i < CRM_X_COUNT; i++) {
		if (i != CRM_X_BLANK && i != CRM_X_NOT_APPLYING && t->excluded[i] > 0)
			return true;
	}
	return false;
}

static void give_count(const struct crm_figures_giving *r, const char *figure, int64_t value,
    int64_t num, int64_t den, const char *rule)
{
	struct crm_figure row = crm_figures_row(r, figure, NULL, "1", rule);

	row.has_value = true;
	row.value = (struct crm_dec){value, 0};
	row.num = num;
	row.den = den;
	r->fn(r->arg, &row);
}

static void give_counts(const struct crm_figures_giving *r)
{
	const struct crm_figures_group *g = r->g;

	give_count(r, "count", g->count, -1, -1, "records, void and duplicate left out");
	if (r->f->kind->closed != NULL) {
		give_count(r, "open", g->open, g->open, g->count, "records that are not closed");
		give_count(r, "closed", g->closed, g->closed, g->count, "records that are closed");
	}
	give_count(r, "late_entry", g->late_stamps, g->late_records, g->count,
	    "stamps entered more than 15 minutes after they say; numerator: records with any");
}

/* Records that left the figures are no parts. */
static void only_parts(struct crm_figure *row, const struct crm_tally *t)
{
	for (int i = 0; i < CRM_X_COUNT; i++)
		row->excluded[i] = t->excluded[i];
}

static void give_rate(const struct crm_figures_giving *r, const char *figure, const char *clock,
    const struct crm_tally *t, const char *rule, bool parts)
{
	struct crm_figure row = crm_figures_row(r, figure, t, "%", rule);

	if (parts)
		only_parts(&row, t);
	row.clock = clock;
	row.num = t->num;
	row.den = t->den;
	row.has_value = crm_tally_percent(t, &row.value);
	r->fn(r->arg, &row);
}

static void give_pair(const struct crm_figures_giving *r, size_t i)
{
	const struct crm_figures_group *g = r->g;
	const char *clock = crm_figures_rate_name(r->f, i);

	give_rate(r, "timely_all", clock, &g->all[i],
	    clock != NULL ? "clock met / records where it started"
	                  : "every clock met / records where any clock started",
	    false);
	give_rate(r, "timely_due", clock, &g->due[i],
	    clock != NULL ? "clock met / records where it has ended or is overdue"
	                  : "every clock met / records where all have ended or any is "
	                    "overdue",
	    false);
	if (!g->differs[i])
		return;
	give_rate(r, "timely_all_plain", clock, &g->all_plain[i],
	    "timely_all with the time in pauses counted", false);
	give_rate(r, "timely_due_plain", clock, &g->due_plain[i],
	    "timely_due with the time in pauses counted", false);
}

/* One that applies to nothing says nothing. */
static void give_share(const struct crm_figures_giving *r, size_t i)
{
	const struct crm_figures_share *share = &r->f->kind->shares[i];
	const struct crm_tally *t = &r->g->shares[i];
	struct crm_figure row;

	if (!share->always && t->den == 0 && !crm_figures_left(t))
		return;
	if (!share->how_many) {
		give_rate(r, share->name, share->clock, t, share->rule, share->parts);
		if (r->g->shares_differ[i])
			give_rate(r, r->f->plain_names[i], share->clock, &r->g->shares_plain[i],
			    "the same with the time in pauses counted", false);
		return;
	}
	row = crm_figures_row(r, share->name, t, "1", share->rule);
	if (share->parts)
		only_parts(&row, t);
	row.num = t->num;
	row.den = t->den;
	row.has_value = t->den > 0;
	row.value = (struct crm_dec){t->num, 0};
	r->fn(r->arg, &row);
}

static void give_rates(const struct crm_figures_giving *r)
{
	for (size_t i = 0; i < r->f->nrates; i++)
		give_pair(r, i);
	for (size_t i = 0; i < r->f->nshares; i++)
		give_share(r, i);
}

static int stat_of(struct crm_sample *s, enum crm_stat stat, int64_t unit, struct crm_dec *out)
{
	switch (stat) {
	case CRM_STAT_MEAN:
		return crm_sample_mean(s, unit, DIGITS, out);
	case CRM_STAT_SD:
		return crm_sample_sd(s, unit, DIGITS, out);
	case CRM_STAT_MEDIAN:
		return crm_sample_median(s, unit, DIGITS, out);
	case CRM_STAT_P95:
		return crm_sample_rank(s, 95, 100, unit, DIGITS, out);
	default:
		return crm_sample_rank(s, 1, 1, unit, DIGITS, out);
	}
}

void crm_figures_give_stat(const struct crm_figures_giving *r, struct crm_figure row,
    struct crm_sample *s, enum crm_stat stat, int64_t unit)
{
	static const char *const names[CRM_STATS] = {"mean", "sd", "median", "p95", "max"};

	row.stat = names[stat];
	row.den = (int64_t)s->n;
	row.has_value = stat_of(s, stat, unit, &row.value) == 0;
	r->fn(r->arg, &row);
}

static void give_lag(const struct crm_figures_giving *r, size_t i)
{
	const struct crm_figures_lag *lag = &r->f->lags[i];
	struct crm_figure row = crm_figures_row(r, "lag", &r->g->lags[i], r->f->unit_name,
	    "elapsed time from 'from' to 'to'; negative, missing and bad left out; "
	    "p95 by nearest rank, sd with n-1");

	row.from = lag->from_name;
	row.to = lag->to_name;
	for (int stat = 0; stat < CRM_STATS; stat++)
		crm_figures_give_stat(r, row, &r->g->samples[i], (enum crm_stat)stat, r->f->unit);
}

struct word {
	const char *text;
	int64_t n;
};

static int most_first(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->text, y->text);
}

static struct crm_figure pareto_row(const struct crm_figures_giving *r, size_t i)
{
	const struct crm_tally *t = &r->g->paretos[i];
	struct crm_figure row =
	    crm_figures_row(r, "pareto", t, "%", "share of the field's values; blank left out");

	row.field = r->f->paretos[i].name;
	row.num = 0;
	row.den = t->den;
	return row;
}

static void give_pareto(const struct crm_figures_giving *r, size_t i)
{
	struct crm_map *map = r->g->words[i];
	int64_t den = r->g->paretos[i].den;
	size_t n = crm_map_count(map);
	struct word *words = crm_calloc(n + 1, sizeof(*words));
	int64_t sum = 0;

	for (size_t j = 0; j < n; j++) {
		words[j].text = crm_map_key(map, j, NULL);
		words[j].n = (int64_t)*crm_map_value(map, j);
	}
	qsort(words, n, sizeof(*words), most_first);
	for (size_t j = 0; j < n; j++) {
		struct crm_figure row = pareto_row(r, i);

		sum += words[j].n;
		row.word = words[j].text;
		row.num = words[j].n;
		row.has_value = crm_dec_ratio((__int128)words[j].n * 100, den, 4, &row.value) == 0;
		row.has_cumulative =
		    crm_dec_ratio((__int128)sum * 100, den, 4, &row.cumulative) == 0;
		r->fn(r->arg, &row);
	}
	if (n == 0) { /* else the blank ones were counted nowhere */
		struct crm_figure row = pareto_row(r, i);

		r->fn(r->arg, &row);
	}
	free(words);
}

struct place {
	const char *key;
	size_t len;
	struct crm_figures_group *group;
};

/* The NUL between values sorts before any byte, so this is value by value. */
static int by_bytes(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = memcmp(x->key, y->key, x->len < y->len ? x->len : y->len);

	return c != 0 ? c : (x->len > y->len) - (x->len < y->len);
}

void crm_figures_rows(
    struct crm_figures *f, void (*fn)(void *arg, const struct crm_figure *row), void *arg)
{
	struct place *places;
	size_t n;

	crm_figures_fill_months(f);
	n = crm_map_count(f->keys);
	places = crm_calloc(n + 1, sizeof(*places));
	for (size_t i = 0; i < n; i++) {
		places[i].key = crm_map_key(f->keys, i, &places[i].len);
		places[i].group = &f->groups[i];
	}
	qsort(places, n, sizeof(*places), by_bytes);
	for (size_t i = 0; i < n; i++) {
		struct crm_figures_giving r = {f, places[i].group, fn, arg};

		if (!r.g->seen)
			continue;
		give_counts(&r);
		give_rates(&r);
		crm_figures_give_stays(&r);
		for (size_t j = 0; j < f->nlags; j++)
			give_lag(&r, j);
		for (size_t j = 0; j < f->nparetos; j++)
			give_pareto(&r, j);
		if (f->ageing)
			crm_figures_give_ages(&r);
		for (size_t j = 0; j < f->nsums; j++)
			crm_figures_give_sum(&r, j);
	}
	free(places);
}
