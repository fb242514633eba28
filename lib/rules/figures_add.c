/* One record counted. */
#include <string.h>

#include "lib/flow/common.h"
#include "lib/rules/figures_private.h"

struct add {
	struct crm_figures *f;
	struct crm_figures_group *g;
	const struct crm_view *v;
	const char *id; /* set when somebody traces */
};

static void trace(const struct add *a, const char *figure, const char *detail, const char *role,
    const char *reason)
{
	if (a->f->ids != NULL)
		a->f->ids(a->f->arg, figure, detail, a->g->label, a->id, role, reason);
}

static void count(
    const struct add *a, struct crm_tally *t, const char *figure, const char *detail, bool yes)
{
	crm_tally_add(t, yes);
	trace(a, figure, detail, yes ? "numerator" : "denominator", NULL);
}

static void exclude(const struct add *a, struct crm_tally *t, const char *figure,
    const char *detail, enum crm_excluded reason)
{
	crm_tally_exclude(t, (int)reason);
	trace(a, figure, detail, "excluded", crm_excluded_name((int)reason));
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

static void leave_out(const struct add *a, enum crm_excluded reason)
{
	static const char *const plain[] = {"count", "open", "closed", "late_entry"};
	static const char *const rates[] = {"timely_all", "timely_due"};
	const struct crm_figures *f = a->f;
	const char *why = crm_excluded_name((int)reason);

	a->g->left[reason]++;
	if (f->ids == NULL)
		return;
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		trace(a, plain[i], NULL, "excluded", why);
	for (size_t i = 0; i < f->nflags; i++)
		trace(a, crm_figures_flag_name(f, i), NULL, "excluded", why);
	for (size_t i = 0; i < f->nrates * 2; i++)
		trace(a, rates[i % 2], crm_figures_rate_name(f, i / 2), "excluded", why);
	for (size_t i = 0; i < f->nlags; i++)
		trace(a, "lag", f->lags[i].detail, "excluded", why);
	for (size_t i = 0; i < f->nparetos; i++)
		trace(a, "pareto", f->paretos[i].name, "excluded", why);
}

static void add_counts(const struct add *a)
{
	struct crm_figures_group *g = a->g;
	bool closed = crm_cell_eq(crm_view_cell(a->v, CRM_C_STATE), a->f->kind->closed);
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
	trace(a, "count", NULL, "numerator", NULL);
	trace(a, "open", NULL, closed ? "denominator" : "numerator", NULL);
	trace(a, "closed", NULL, closed ? "numerator" : "denominator", NULL);
	trace(a, "late_entry", NULL, late > 0 ? "numerator" : "denominator", NULL);
}

/* How the clocks of one rate stand together. */
struct standing {
	bool any, late, running, disordered, bad;
};

static void look(struct standing *s, const struct crm_clock_result *r)
{
	if (r->applies && r->unreadable) {
		s->bad = true;
		return;
	}
	if (!r->applies || (r->verdict == CRM_VERDICT_VOID && !r->disordered))
		return; /* not started */
	s->any = true;
	switch (r->verdict) {
	case CRM_VERDICT_LATE:
		s->late = true;
		break;
	case CRM_VERDICT_RUNNING:
		s->running = true;
		break;
	case CRM_VERDICT_VOID:
		s->disordered = true;
		break;
	case CRM_VERDICT_MET:
		break;
	}
}

/* Design, section 7: in time is every clock met; ended is all ended; overdue
 * is any late. A stamp that cannot be read leaves open whether it was in time,
 * unless another clock is late. */
static void add_rate(const struct add *a, size_t i)
{
	const struct crm_figures *f = a->f;
	const char *name = crm_figures_rate_name(f, i);
	struct crm_tally *all = &a->g->all[i], *due = &a->g->due[i];
	struct standing s = {false, false, false, false, false};
	bool in_time;

	for (size_t j = 0; j < crm_clocks_count(f->clocks); j++) {
		if (f->rates[i] < 0 || (size_t)f->rates[i] == j)
			look(&s, &f->results[j]);
	}
	in_time = s.any && !s.late && !s.running && !s.disordered;
	if ((!s.late && s.bad) || !s.any) {
		enum crm_excluded reason = s.bad ? CRM_X_BAD : CRM_X_NOT_APPLYING;

		exclude(a, all, "timely_all", name, reason);
		exclude(a, due, "timely_due", name, reason);
		return;
	}
	count(a, all, "timely_all", name, in_time);
	if (!s.late && s.disordered)
		exclude(a, due, "timely_due", name, CRM_X_DISORDERED);
	else if (!s.late && s.running)
		exclude(a, due, "timely_due", name, CRM_X_RUNNING);
	else
		count(a, due, "timely_due", name, in_time);
}

static void add_flag(const struct add *a, size_t i)
{
	const struct crm_cell *c = crm_view_cell(a->v, a->f->kind->flags[i].field);
	const char *name = crm_figures_flag_name(a->f, i);
	struct crm_tally *t = &a->g->flags[i];

	if (c->type == CRM_T_BOOL)
		count(a, t, name, NULL, c->u.b);
	else
		exclude(a, t, name, NULL, c->type == CRM_T_ABSENT ? CRM_X_BLANK : CRM_X_BAD);
}

static void add_lag(const struct add *a, size_t i)
{
	const struct crm_figures_lag *lag = &a->f->lags[i];
	const struct crm_cell *from = crm_view_cell(a->v, lag->from);
	const struct crm_cell *to = crm_view_cell(a->v, lag->to);
	struct crm_tally *t = &a->g->lags[i];

	if (from->type == CRM_T_BAD || to->type == CRM_T_BAD) {
		exclude(a, t, "lag", lag->detail, CRM_X_BAD);
	} else if (from->type != CRM_T_INSTANT || to->type != CRM_T_INSTANT) {
		exclude(a, t, "lag", lag->detail, CRM_X_MISSING);
	} else if (to->u.at.us < from->u.at.us) {
		exclude(a, t, "lag", lag->detail, CRM_X_NEGATIVE);
	} else {
		crm_sample_add(&a->g->samples[i], to->u.at.us - from->u.at.us);
		trace(a, "lag", lag->detail, "denominator", NULL);
	}
}

static void add_pareto(const struct add *a, size_t i)
{
	const struct crm_figures_pareto *p = &a->f->paretos[i];
	const struct crm_cell *c = crm_view_cell(a->v, p->field);
	struct crm_tally *t = &a->g->paretos[i];
	struct crm_buf *word = &a->f->key;
	struct crm_map *words = a->g->words[i];
	size_t entry;

	if (!crm_cell_is(c)) {
		exclude(a, t, "pareto", p->name, c->type == CRM_T_ABSENT ? CRM_X_BLANK : CRM_X_BAD);
		return;
	}
	crm_buf_clear(word);
	crm_cell_print(c, word);
	entry = crm_map_put(words, crm_buf_str(word), word->len, NULL);
	++*crm_map_value(words, entry);
	crm_tally_add(t, true);
	if (a->f->ids != NULL) {
		struct crm_buf detail = CRM_BUF_INIT;

		crm_buf_addf(&detail, "%s=%s", p->name, crm_buf_str(word));
		trace(a, "pareto", crm_buf_str(&detail), "numerator", NULL);
		crm_buf_release(&detail);
	}
}

void crm_figures_add(struct crm_figures *f, const struct crm_view *v)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	enum crm_excluded reason = left_out(f, v);
	struct add a = {f, crm_figures_group_of(f, v), v, ""};

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
		for (size_t i = 0; i < f->nflags; i++)
			add_flag(&a, i);
		for (size_t i = 0; i < f->nlags; i++)
			add_lag(&a, i);
		for (size_t i = 0; i < f->nparetos; i++)
			add_pareto(&a, i);
	}
	crm_arena_release(&arena);
}
