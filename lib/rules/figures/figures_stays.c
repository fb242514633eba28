/* How long records stay somewhere: in a status, in days. */
#include "lib/rules/figures/figures_private.h"

void crm_figures_set_stays(struct crm_figures *f, const struct crm_figures_opts *o)
{
	const struct crm_figures_stay *stays = f->kind->stays;

	f->day.now = f->now;
	f->day.now.off = crm_zone_offset(f->zone, f->now.us);
	f->day.within = o->within;
	for (; stays != NULL && stays[f->nstays].word != NULL; f->nstays++)
		crm_figures_need(f, stays[f->nstays].fields);
}

void crm_figures_add_stays(const struct crm_figures_adding *a)
{
	for (size_t i = 0; i < a->f->nstays; i++) {
		const struct crm_figures_stay *stay = &a->f->kind->stays[i];
		struct crm_figures_adding b = *a;
		int64_t us = 0;
		int why = stay->read(a->v, &a->f->day, &us);

		if (why == 0 && us < 0)
			why = CRM_X_NEGATIVE;
		if (why == 0) {
			crm_sample_add(&a->g->stays[i], us);
			crm_figures_tell(a, "days", stay->word, "denominator", NULL);
			continue;
		}
		b.quiet = why == CRM_X_NOT_APPLYING;
		crm_figures_exclude(
		    &b, &a->g->stayed[i], "days", stay->word, (enum crm_excluded)why);
	}
}

void crm_figures_give_stays(const struct crm_figures_giving *r)
{
	static const enum crm_stat stats[] = {
	    CRM_STAT_MEAN, CRM_STAT_MEDIAN, CRM_STAT_P95, CRM_STAT_MAX};

	for (size_t i = 0; i < r->f->nstays; i++) {
		const struct crm_figures_stay *stay = &r->f->kind->stays[i];
		struct crm_figure row =
		    crm_figures_row(r, "days", &r->g->stayed[i], "d", stay->rule);

		if (r->g->stays[i].n == 0 && !crm_figures_left(&r->g->stayed[i]))
			continue;
		row.field = "status";
		row.word = stay->word;
		for (size_t j = 0; j < sizeof(stats) / sizeof(stats[0]); j++)
			crm_figures_give_stat(r, row, &r->g->stays[i], stats[j], CRM_US_PER_DAY);
	}
}
