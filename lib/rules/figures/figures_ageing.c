/* How old is what is open: whole days by the calendar of the zone. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/flow/common.h"
#include "lib/rules/figures/figures_private.h"

static const int64_t default_borders[] = {7, 14, 30, 60, 90};
#define NDEFAULT (sizeof(default_borders) / sizeof(default_borders[0]))

void crm_figures_set_ageing(struct crm_figures *f, const struct crm_figures_opts *o)
{
	const int64_t *borders = o->nborders > 0 ? o->borders : default_borders;
	int64_t first = 0;

	f->ageing = o->ageing;
	if (!f->ageing)
		return;
	f->nborders = o->nborders > 0 ? o->nborders : NDEFAULT;
	f->borders = crm_arena_alloc(&f->arena, f->nborders * sizeof(*f->borders));
	memcpy(f->borders, borders, f->nborders * sizeof(*f->borders));
	f->age_words = crm_arena_alloc(&f->arena, (f->nborders + 1) * sizeof(*f->age_words));
	for (size_t i = 0; i <= f->nborders; i++) {
		struct crm_buf word = CRM_BUF_INIT;

		if (i == f->nborders)
			crm_buf_addf(&word, ">%lld", (long long)(first - 1));
		else if (first == f->borders[i])
			crm_buf_addf(&word, "%lld", (long long)first);
		else
			crm_buf_addf(
			    &word, "%lld-%lld", (long long)first, (long long)f->borders[i]);
		f->age_words[i] = crm_arena_strdup(&f->arena, crm_buf_str(&word));
		crm_buf_release(&word);
		if (i < f->nborders)
			first = f->borders[i] + 1;
	}
}

void crm_figures_add_age(const struct crm_figures_adding *a)
{
	const struct crm_figures *f = a->f;
	const struct crm_cell *start = crm_view_cell(a->v, f->kind->start);
	enum crm_excluded reason = CRM_X_COUNT;
	int32_t from, today;
	int64_t us;
	size_t i = 0;

	if (crm_cell_eq(crm_view_cell(a->v, CRM_C_STATE), f->kind->closed))
		reason = CRM_X_NOT_APPLYING;
	else if (start->type != CRM_T_INSTANT)
		reason = start->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_MISSING;
	else if (start->u.at.us > f->now.us)
		reason = CRM_X_NEGATIVE;
	if (reason != CRM_X_COUNT) {
		crm_figures_exclude(a, &a->g->ageing, "ageing", "age", reason);
		return;
	}
	crm_zone_local(f->zone, start->u.at.us, &from, &us);
	crm_zone_local(f->zone, f->now.us, &today, &us);
	while (i < f->nborders && today - from > f->borders[i])
		i++;
	a->g->ages[i]++;
	crm_sample_add(&a->g->age, today - from);
	crm_figures_tell_word(a, "ageing", "age", f->age_words[i], "numerator");
}

void crm_figures_give_ages(const struct crm_figures_giving *r)
{
	static const enum crm_stat stats[] = {
	    CRM_STAT_MEAN, CRM_STAT_MEDIAN, CRM_STAT_P95, CRM_STAT_MAX};
	struct crm_figures_group *g = r->g;
	struct crm_figure row = crm_figures_row(r, "ageing", &g->ageing, "%",
	    "records that are not closed by their age in local days / all that are not closed");
	int64_t den = (int64_t)g->age.n, sum = 0;

	row.field = "age";
	row.den = den;
	for (size_t i = 0; i <= r->f->nborders; i++) {
		sum += g->ages[i];
		row.word = r->f->age_words[i];
		row.num = g->ages[i];
		row.has_value = crm_dec_ratio((__int128)row.num * 100, den, 4, &row.value) == 0;
		row.has_cumulative =
		    crm_dec_ratio((__int128)sum * 100, den, 4, &row.cumulative) == 0;
		r->fn(r->arg, &row);
	}
	row = crm_figures_row(r, "ageing", &g->ageing, "d",
	    "age in local days of records that are not closed; p95 by nearest rank");
	row.field = "age";
	for (size_t i = 0; i < sizeof(stats) / sizeof(stats[0]); i++)
		crm_figures_give_stat(r, row, &g->age, stats[i], 1);
}
