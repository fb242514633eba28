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

void crm_figures_count(const struct crm_figures_adding *a, struct crm_tally *t, const char *figure,
    const char *detail, bool yes)
{
	crm_tally_add(t, yes);
	crm_figures_tell(a, figure, detail, yes ? "numerator" : "denominator", NULL);
}

struct crm_cell crm_figures_start(const struct crm_figures *f, const struct crm_view *v)
{
	return f->kind->dated != NULL ? f->kind->dated(v, &f->day)
	                              : *crm_view_cell(v, f->kind->start);
}

static bool is_time(const struct crm_cell *c)
{
	return c->type == CRM_T_INSTANT || c->type == CRM_T_DATE;
}

int64_t crm_figures_us(const struct crm_figures *f, const struct crm_cell *c)
{
	return c->type == CRM_T_DATE ? crm_zone_instant(f->zone, c->u.date, 0).us : c->u.at.us;
}

static bool is_cancelled(const struct crm_figures *f, const struct crm_cell *state)
{
	const char *const *s = f->kind->cancelled;

	while (s != NULL && *s != NULL && !crm_cell_eq(state, *s))
		s++;
	return s != NULL && *s != NULL;
}

/* What keeps a record out of every figure, or CRM_X_COUNT. */
static enum crm_excluded left_out(const struct crm_figures *f, const struct crm_view *v)
{
	const struct crm_cell start = crm_figures_start(f, v);
	const struct crm_cell *state = crm_view_cell(v, CRM_C_STATE);
	bool dated = is_time(&start);
	int64_t us = dated && (f->has_from || f->has_to) ? crm_figures_us(f, &start) : 0;

	if (dated && ((f->has_from && us < f->from) || (f->has_to && us >= f->to)))
		return CRM_X_OUTSIDE;
	if (crm_state_gone(f->kind->kind->flow.states, state))
		return crm_cell_eq(state, "duplicate") ? CRM_X_DUPLICATE : CRM_X_VOID;
	if (is_cancelled(f, state))
		return CRM_X_CANCELLED;
	if (!dated && (f->has_from || f->has_to))
		return start.type == CRM_T_BAD ? CRM_X_BAD : CRM_X_UNDATED;
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
	for (size_t i = 0; i < f->nshares; i++) {
		if (!f->kind->shares[i].parts)
			crm_figures_tell(
			    a, f->kind->shares[i].name, f->kind->shares[i].clock, "excluded", why);
	}
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

bool crm_figures_bad(const struct crm_view *v, const int *fields)
{
	while (*fields != 0 && crm_view_cell(v, *fields)->type != CRM_T_BAD)
		fields++;
	return *fields != 0;
}

int crm_figures_says(const struct crm_view *v, int field)
{
	const struct crm_cell *c = crm_view_cell(v, field);

	if (c->type == CRM_T_BOOL)
		return c->u.b ? CRM_SAYS_YES : CRM_SAYS_NO;
	return c->type == CRM_T_ABSENT ? CRM_X_BLANK : CRM_X_BAD;
}

/* A part that is all that there is needs no name. */
static const char *detail_of(const struct crm_figures_adding *a)
{
	return a->part != NULL && a->part[0] != '\0' ? a->part : NULL;
}

static void add_measure(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_share *share = &a->f->kind->shares[i];
	struct crm_tally *t = &a->g->shares[i];
	int64_t num = 0, den = 0;
	int why = share->measure(a->v, &a->f->day, &num, &den);

	if (why == 0 && __builtin_add_overflow(t->den, den, &(int64_t){0}))
		why = CRM_X_OVERFLOW;
	if (why != 0) {
		crm_figures_exclude(a, t, share->name, detail_of(a), (enum crm_excluded)why);
		return;
	}
	t->num += num;
	t->den += den;
	crm_figures_tell(
	    a, share->name, detail_of(a), num == den ? "numerator" : "denominator", NULL);
}

static void add_share(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_share *share = &a->f->kind->shares[i];
	struct crm_figures_adding b = *a;
	int says;

	if (share->clock != NULL) {
		crm_figures_add_clock_share(a, i);
		return;
	}
	if (share->measure != NULL) {
		add_measure(a, i);
		return;
	}
	says = share->judge_at != NULL ? share->judge_at(a->v, &a->f->day)
	                               : share->judge(a->v, share->field);
	if (says >= CRM_X_COUNT) {
		crm_figures_count(
		    a, &a->g->shares[i], share->name, detail_of(a), says == CRM_SAYS_YES);
		return;
	}
	b.quiet = !share->always && (says == CRM_X_BLANK || says == CRM_X_NOT_APPLYING);
	crm_figures_exclude(
	    &b, &a->g->shares[i], share->name, detail_of(a), (enum crm_excluded)says);
}

static void add_lag(const struct crm_figures_adding *a, size_t i)
{
	const struct crm_figures_lag *lag = &a->f->lags[i];
	const struct crm_cell *from = crm_view_cell(a->v, lag->from);
	const struct crm_cell *to = crm_view_cell(a->v, lag->to);
	struct crm_tally *t = &a->g->lags[i];

	if (from->type == CRM_T_BAD || to->type == CRM_T_BAD) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_BAD);
	} else if (!is_time(from) || !is_time(to)) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_MISSING);
	} else if (crm_figures_us(a->f, to) < crm_figures_us(a->f, from)) {
		crm_figures_exclude(a, t, "lag", lag->detail, CRM_X_NEGATIVE);
	} else {
		crm_sample_add(
		    &a->g->samples[i], crm_figures_us(a->f, to) - crm_figures_us(a->f, from));
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

static void add_record(const struct crm_figures_adding *a)
{
	struct crm_figures *f = a->f;

	crm_clocks_eval(f->clocks, a->v, f->now, f->results);
	add_counts(a);
	for (size_t i = 0; i < f->nrates; i++)
		crm_figures_add_rate(a, i);
	for (size_t i = 0; i < f->nshares; i++) {
		if (!f->kind->shares[i].parts)
			add_share(a, i);
	}
	crm_figures_add_stays(a);
	for (size_t i = 0; i < f->nlags; i++)
		add_lag(a, i);
	for (size_t i = 0; i < f->nparetos; i++)
		add_pareto(a, i);
	if (f->ageing)
		crm_figures_add_age(a);
	for (size_t i = 0; i < f->nsums; i++)
		crm_figures_add_sum(a, i);
}

static void add_part(const struct crm_figures_adding *a, enum crm_excluded reason)
{
	const struct crm_figures_share *shares = a->f->kind->shares;

	for (size_t i = 0; i < a->f->nshares; i++) {
		if (shares[i].parts && reason != CRM_X_COUNT)
			crm_figures_exclude(
			    a, &a->g->shares[i], shares[i].name, detail_of(a), reason);
		else if (shares[i].parts)
			add_share(a, i);
	}
}

static void add_one(void *ctx, const struct crm_view *v, const char *part, const void *facts)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_figures *f = ctx;
	struct crm_figures_adding a = {.f = f, .v = v, .id = "", .part = part};
	enum crm_excluded reason;

	f->day.facts = facts;
	reason = left_out(f, v);
	a.g = crm_figures_group_of(f, v);
	if (f->ids != NULL)
		a.id = crm_view_text(v, CRM_C_ID, &arena);
	if (reason != CRM_X_OUTSIDE)
		a.g->seen = true;
	if (part != NULL)
		add_part(&a, reason);
	else if (reason != CRM_X_COUNT)
		leave_out(&a, reason);
	else
		add_record(&a);
	f->day.facts = NULL;
	crm_arena_release(&arena);
}

void crm_figures_add(struct crm_figures *f, const struct crm_view *v)
{
	f->serial++;
	if (f->kind->look != NULL)
		f->kind->look(v, &f->day, add_one, f);
	else
		add_one(f, v, NULL, NULL);
}
