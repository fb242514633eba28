/* Timely handling: how the clocks of a record stand. */
#include <string.h>

#include "lib/rules/figures/figures_private.h"

/* How the clocks of one rate stand together. */
struct standing {
	bool any, late, running, disordered, bad;
};

static void look(struct standing *s, const struct crm_clock_result *r, enum crm_verdict verdict)
{
	if (r->applies && r->unreadable) {
		s->bad = true;
		return;
	}
	if (!r->applies || (verdict == CRM_VERDICT_VOID && !r->disordered))
		return; /* not started */
	s->any = true;
	switch (verdict) {
	case CRM_VERDICT_LATE:
		s->late = true;
		break;
	case CRM_VERDICT_RUNNING:
	case CRM_VERDICT_PAUSED:
		s->running = true;
		break;
	case CRM_VERDICT_VOID:
		s->disordered = true;
		break;
	case CRM_VERDICT_MET:
		break;
	}
}

/* One pair of rates: timely_all and timely_due, or the latter alone. */
struct pair {
	const char *all_name, *due_name;
	struct crm_tally *all, *due; /* all: or NULL */
};

/* Design, section 7: in time is every clock met; ended is all ended; overdue
 * is any late. A stamp that cannot be read leaves open whether it was in time,
 * unless another clock is late. */
static void add_standing(const struct crm_figures_adding *a, const struct pair *p,
    const struct standing *s, const char *name)
{
	bool in_time = s->any && !s->late && !s->running && !s->disordered;

	if ((!s->late && s->bad) || !s->any) {
		enum crm_excluded reason = s->bad ? CRM_X_BAD : CRM_X_NOT_APPLYING;

		if (p->all != NULL)
			crm_figures_exclude(a, p->all, p->all_name, name, reason);
		crm_figures_exclude(a, p->due, p->due_name, name, reason);
		return;
	}
	if (p->all != NULL)
		crm_figures_count(a, p->all, p->all_name, name, in_time);
	if (!s->late && s->disordered)
		crm_figures_exclude(a, p->due, p->due_name, name, CRM_X_DISORDERED);
	else if (!s->late && s->running)
		crm_figures_exclude(a, p->due, p->due_name, name, CRM_X_RUNNING);
	else
		crm_figures_count(a, p->due, p->due_name, name, in_time);
}

/* How the clocks stand, or one of them (-1: all): as it is, and without pauses. */
static void stand(
    const struct crm_figures *f, int clock, struct standing *s, struct standing *without)
{
	*s = *without = (struct standing){0};
	for (size_t j = 0; j < crm_clocks_count(f->clocks); j++) {
		if (clock < 0 || (size_t)clock == j) {
			look(s, &f->results[j], f->results[j].verdict);
			look(without, &f->results[j], f->results[j].plain);
		}
	}
}

/* Without pauses the same is counted beside; who stands behind it is told only
 * where that differs. */
void crm_figures_add_rate(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures *f = a->f;
	const char *name = crm_figures_rate_name(f, i);
	struct crm_figures_group *g = a->g;
	const struct pair rate = {"timely_all", "timely_due", &g->all[i], &g->due[i]};
	const struct pair plain = {
	    "timely_all_plain", "timely_due_plain", &g->all_plain[i], &g->due_plain[i]};
	struct crm_figures_adding beside = *a;
	struct standing s, t;

	stand(f, f->rates[i], &s, &t);
	add_standing(a, &rate, &s, name);
	beside.quiet = memcmp(&s, &t, sizeof(s)) == 0;
	g->differs[i] = g->differs[i] || !beside.quiet;
	add_standing(&beside, &plain, &t, name);
}

void crm_figures_add_clock_share(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures *f = a->f;
	const struct crm_figures_share *share = &f->kind->shares[i];
	struct crm_figures_group *g = a->g;
	const struct pair due = {NULL, share->name, NULL, &g->shares[i]};
	const struct pair plain = {NULL, f->plain_names[i], NULL, &g->shares_plain[i]};
	struct crm_figures_adding beside = *a;
	struct standing s, t;

	stand(f, f->share_clocks[i], &s, &t);
	beside.quiet = !s.any && !s.bad && !share->always;
	add_standing(&beside, &due, &s, share->clock);
	beside.quiet = memcmp(&s, &t, sizeof(s)) == 0;
	g->shares_differ[i] = g->shares_differ[i] || !beside.quiet;
	add_standing(&beside, &plain, &t, share->clock);
}
