/* One record counted. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/figures/figures_private.h"

void crm_figures_tell(const struct crm_figures_adding *a, const char *figure, const char *detail,
    const char *role, const char *reason)
{
	if (a->f->ids != NULL && !a->quiet)
		a->f->ids(a->f->arg, figure, detail, a->g->label, a->id, role, reason);
}

void crm_figures_tell_word(const struct crm_figures_adding *a, const char *figure,
    const char *field, const char *word, const char *role)
{
	struct crm_buf detail = CRM_BUF_INIT;

	if (a->f->ids == NULL)
		return;
	crm_buf_addf(&detail, "%s=%s", field, word);
	crm_figures_tell(a, figure, crm_buf_str(&detail), role, NULL);
	crm_buf_release(&detail);
}

void crm_figures_exclude(const struct crm_figures_adding *a, struct crm_tally *t,
    const char *figure, const char *detail, enum crm_excluded reason)
{
	crm_tally_exclude(t, (int)reason);
	crm_figures_tell(a, figure, detail, "excluded", crm_excluded_name((int)reason));
}

static void count(const struct crm_figures_adding *a, struct crm_tally *t, const char *figure,
    const char *detail, bool yes)
{
	crm_tally_add(t, yes);
	crm_figures_tell(a, figure, detail, yes ? "numerator" : "denominator", NULL);
}

/* What keeps a record out of every figure, or CRM_X_COUNT. */
static enum crm_excluded left_out(const struct crm_figures *f, const struct crm_view *v)
{
	const struct crm_cell *start = crm_view_cell(v, f->kind->start);
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	bool dated = start->type == CRM_T_INSTANT;

	if (dated &&
	    ((f->has_from && start->u.at.us < f->from) || (f->has_to && start->u.at.us >= f->to)))
		return CRM_X_OUTSIDE;
	if (crm_state_gone(f->kind->kind->flow.states, state))
		return crm_cell_eq(state, "duplicate") ? CRM_X_DUPLICATE : CRM_X_VOID;
	if (!dated && (f->has_from || f->has_to))
		return start->type == CRM_T_BAD ? CRM_X_BAD : CRM_X_UNDATED;
	return CRM_X_COUNT;
}

static void leave_out(const struct crm_figures_adding *a, enum crm_excluded reason)
{
	static const char *const plain[] = {"count", "open", "closed", "late_entry"};
	static const char *const rates[] = {"timely_all", "timely_due"};
	const struct crm_figures *f = a->f;
	const char *why = crm_excluded_name((int)reason);

	a->g->left[reason]++;
	if (f->ids == NULL)
		return;
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (f->kind->closed != NULL || i == 0 || i == 3)
			crm_figures_tell(a, plain[i], NULL, "excluded", why);
	}
	for (size_t i = 0; i < f->nshares; i++)
		crm_figures_tell(
		    a, f->kind->shares[i].name, f->kind->shares[i].clock, "excluded", why);
	for (size_t i = 0; i < f->nrates * 2; i++)
		crm_figures_tell(a, rates[i % 2], crm_figures_rate_name(f, i / 2), "excluded", why);
	for (size_t i = 0; i < f->nstays; i++)
		crm_figures_tell(a, "days", f->kind->stays[i].word, "excluded", why);
	for (size_t i = 0; i < f->nlags; i++)
		crm_figures_tell(a, "lag", f->lags[i].detail, "excluded", why);
	for (size_t i = 0; i < f->nparetos; i++)
		crm_figures_tell(a, "pareto", f->paretos[i].name, "excluded", why);
	if (f->ageing)
		crm_figures_tell(a, "ageing", "age", "excluded", why);
	for (size_t i = 0; i < f->nsums; i++)
		crm_figures_tell(a, f->sums[i]->name, f->sums[i]->words, "excluded", why);
}

static void add_counts(const struct crm_figures_adding *a)
{
	struct crm_figures_group *g = a->g;
	const char *end = a->f->kind->closed;
	bool closed = end != NULL && crm_cell_eq(crm_view_cell(a->v, CRM_C_STATE), end);
	struct crm_items it;
	int64_t late = 0;

	crm_items_init(&it, a->v, CRM_C_LATE_ENTRY);
	while (crm_items_next(&it))
		late++;
	crm_items_release(&it);
	g->count++;
	g->open += closed ? 0 : 1;
	g->closed += closed ? 1 : 0;
	g->late_stamps += late;
	g->late_records += late > 0 ? 1 : 0;
	crm_figures_tell(a, "count", NULL, "numerator", NULL);
	if (end != NULL) {
		crm_figures_tell(a, "open", NULL, closed ? "denominator" : "numerator", NULL);
		crm_figures_tell(a, "closed", NULL, closed ? "numerator" : "denominator", NULL);
	}
	crm_figures_tell(a, "late_entry", NULL, late > 0 ? "numerator" : "denominator", NULL);
}

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
		count(a, p->all, p->all_name, name, in_time);
	if (!s->late && s->disordered)
		crm_figures_exclude(a, p->due, p->due_name, name, CRM_X_DISORDERED);
	else if (!s->late && s->running)
		crm_figures_exclude(a, p->due, p->due_name, name, CRM_X_RUNNING);
	else
		count(a, p->due, p->due_name, name, in_time);
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
static void add_rate(const struct crm_figures_adding *a, size_t i)
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

static void add_clock_share(const struct crm_figures_adding *a, size_t i)
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

int crm_figures_says(const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (c->type == CRM_T_BOOL)
		return c->u.b ? CRM_SAYS_YES : CRM_SAYS_NO;
	return c->type == CRM_T_ABSENT ? CRM_X_BLANK : CRM_X_BAD;
}

static void add_share(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_share *share = &a->f->kind->shares[i];
	struct crm_figures_adding b = *a;
	int says;

	if (share->clock != NULL) {
		add_clock_share(a, i);
		return;
	}
	says = share->judge_at != NULL ? share->judge_at(a->v, &a->f->day)
	                               : share->judge(a->v, share->field);
	if (says >= CRM_X_COUNT) {
		count(a, &a->g->shares[i], share->name, NULL, says == CRM_SAYS_YES);
		return;
	}
	b.quiet = !share->always && (says == CRM_X_BLANK || says == CRM_X_NOT_APPLYING);
	crm_figures_exclude(&b, &a->g->shares[i], share->name, NULL, (enum crm_excluded)says);
}

static void add_lag(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_lag *lag = &a->f->lags[i];
	const struct crm_cell *from = crm_view_cell(a->v, lag->from);
	const struct crm_cell *to = crm_view_cell(a->v, lag->to);
	struct crm_tally *t = &a->g->lags[i];

	if (from->type == CRM_T_BAD || to->type == CRM_T_BAD) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_BAD);
	} else if (from->type != CRM_T_INSTANT || to->type != CRM_T_INSTANT) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_MISSING);
	} else if (to->u.at.us < from->u.at.us) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_NEGATIVE);
	} else {
		crm_sample_add(&a->g->samples[i], to->u.at.us - from->u.at.us);
		crm_figures_tell(a, "lag", lag->detail, "denominator", NULL);
	}
}

static void add_pareto(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_pareto *p = &a->f->paretos[i];
	const struct crm_cell *c = crm_view_cell(a->v, p->field);
	struct crm_tally *t = &a->g->paretos[i];
	struct crm_buf *word = &a->f->key;
	struct crm_map *words = a->g->words[i];
	size_t entry;

	if (!crm_cell_is(c)) {
		crm_figures_exclude(
		    a, t, "pareto", p->name, c->type == CRM_T_ABSENT ? CRM_X_BLANK : CRM_X_BAD);
		return;
	}
	crm_buf_clear(word);
	crm_cell_print(c, word);
	entry = crm_map_put(words, crm_buf_str(word), word->len, NULL);
	++*crm_map_value(words, entry);
	crm_tally_add(t, true);
	crm_figures_tell_word(a, "pareto", p->name, crm_buf_str(word), "numerator");
}

void crm_figures_add(struct crm_figures *f, const struct crm_view *v)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	enum crm_excluded reason = left_out(f, v);
	struct crm_figures_adding a = {f, crm_figures_group_of(f, v), v, "", false};

	f->serial++;
	if (f->ids != NULL)
		a.id = crm_view_text(v, CRM_C_ID, &arena);
	if (reason != CRM_X_OUTSIDE)
		a.g->seen = true;
	if (reason != CRM_X_COUNT) {
		leave_out(&a, reason);
	} else {
		crm_clocks_eval(f->clocks, v, f->now, f->results);
		add_counts(&a);
		for (size_t i = 0; i < f->nrates; i++)
			add_rate(&a, i);
		for (size_t i = 0; i < f->nshares; i++)
			add_share(&a, i);
		crm_figures_add_stays(&a);
		for (size_t i = 0; i < f->nlags; i++)
			add_lag(&a, i);
		for (size_t i = 0; i < f->nparetos; i++)
			add_pareto(&a, i);
		if (f->ageing)
			crm_figures_add_age(&a);
		for (size_t i = 0; i < f->nsums; i++)
			crm_figures_add_sum(&a, i);
	}
	crm_arena_release(&arena);
}
