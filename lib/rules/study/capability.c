/* A process's capability from raw values: indices, stability, verdict. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/rules/ppap/ppap.h"
#include "lib/rules/study/values.h"

#define RBAR_MOST 9 /* above it ranges waste what the values say */

static int limit(const struct crm_series *s, const struct crm_dec *d, struct crm_figure *out,
    const char *source, const char *name, struct crm_err *e)
{
	double x;

	if (d == NULL)
		return 0;
	if (crm_series_shift(s, *d, &x) != 0)
		return crm_err_at(e, CRM_BADINPUT, source, 0, name,
		    "too far from the values: 18 digits in all expected");
	*out = (struct crm_figure){true, x};
	return 0;
}

static int limits(const char *source, const struct crm_study_capability_opts *o,
    struct crm_study_capability *c, struct crm_err *e)
{
	const struct crm_series *s = &c->values.series;

	return limit(s, o->lower, &c->limits.lower, source, "lower", e) == 0 &&
	        limit(s, o->upper, &c->limits.upper, source, "upper", e) == 0 &&
	        limit(s, o->target, &c->limits.target, source, "target", e) == 0
	    ? 0
	    : -1;
}

static enum crm_sigma by_data(const struct crm_study_values *v)
{
	size_t largest = 0;

	for (size_t i = 0; i < v->subgroups; i++) {
		size_t n = v->first[i + 1] - v->first[i];

		largest = n > largest ? n : largest;
	}
	if (!v->grouped || largest < 2)
		return CRM_SIGMA_MOVING;
	return largest <= RBAR_MOST ? CRM_SIGMA_RBAR : CRM_SIGMA_SBAR;
}

/* ---- stability ---- */

struct listening {
	struct crm_study_capability *c;
	bool spread;
};

/* A run that goes on signals at each further point: one signal with its times. */
static void listen(void *ctx, const struct crm_signal *s)
{
	const struct listening *l = ctx;
	struct crm_study_capability *c = l->c;

	for (size_t i = c->nsignals; i-- > 0;) {
		struct crm_study_signal *x = &c->signals[i];

		if (x->spread != l->spread || x->rule != s->rule)
			continue;
		if (s->rule == CRM_RULE_LIMIT || x->at + x->times != s->at)
			break;
		x->times++;
		return;
	}
	crm_grow(&c->signals, &c->cap, c->nsignals + 1, sizeof(*c->signals));
	c->signals[c->nsignals++] = (struct crm_study_signal){l->spread, s->rule, s->at, 1};
}

void crm_study_point(
    const struct crm_study_capability *c, bool spread, size_t at, struct crm_buf *out)
{
	bool moving = c->method == CRM_SIGMA_MOVING;

	if (!moving && c->values.grouped)
		crm_buf_addf(out, "subgroup %s", c->values.name[at]);
	else
		crm_buf_addf(out, "value %zu", at + 1 + (spread && moving));
}

static const char *rule_name(int rule)
{
	for (int bit = 0; crm_chart_rule_name(bit) != NULL; bit++) {
		if (1 << bit == rule)
			return crm_chart_rule_name(bit);
	}
	return "";
}

static void tell_signals(struct crm_study_capability *c)
{
	struct crm_buf at = CRM_BUF_INIT;

	for (size_t i = 0; i < c->nsignals; i++) {
		const struct crm_study_signal *s = &c->signals[i];

		crm_buf_clear(&at);
		crm_study_point(c, s->spread, s->at, &at);
		crm_study_tell(&c->warnings, "unstable: rule %s at %s%s", rule_name(s->rule),
		    crm_buf_str(&at), s->spread ? " of the chart of spread" : "");
	}
	crm_buf_release(&at);
}

static void chart(struct crm_study_capability *c, unsigned rules)
{
	struct listening l = {c, false};
	const struct crm_study_values *v = &c->values;
	const char *why;

	if (crm_chart_make(
	        &v->series, v->first, v->subgroups, c->method, &c->location, &c->spread, &why) != 0)
		return;
	crm_chart_signals(&c->location, rules, listen, &l);
	l.spread = true;
	crm_chart_signals(&c->spread, rules & CRM_RULE_LIMIT, listen, &l);
	c->charted = c->location.n >= CRM_STUDY_POINTS && c->c.within.value > 0;
	c->stable = c->nsignals == 0;
	tell_signals(c);
}

/* ---- verdict ---- */

static void tell_sizes(struct crm_study_capability *c, const struct crm_ppap_limits *l)
{
	const struct crm_study_values *v = &c->values;

	if (v->series.n < (size_t)l->study_readings)
		crm_study_tell(&c->warnings, "few: %zu reading%s; at least %d expected",
		    v->series.n, v->series.n == 1 ? "" : "s", l->study_readings);
	if (v->grouped && v->subgroups < (size_t)l->study_subgroups)
		crm_study_tell(&c->warnings, "few: %zu subgroup%s; at least %d expected",
		    v->subgroups, v->subgroups == 1 ? "" : "s", l->study_subgroups);
	if (c->computed && c->c.smallest != c->c.largest)
		crm_study_tell(&c->warnings,
		    "subgroups of %zu to %zu values: limits of the chart differ", c->c.smallest,
		    c->c.largest);
}

static void tell_figures(struct crm_study_capability *c)
{
	const struct crm_capability *x = &c->c;

	if (!c->limits.lower.has && !c->limits.upper.has)
		crm_study_tell(&c->warnings, "no limit: no index");
	else if (!c->limits.lower.has || !c->limits.upper.has)
		crm_study_tell(&c->warnings,
		    "one limit: no cp, pp, cpm; agree the criterion, for the band supposes two");
	if (x->within.has && x->within.value <= 0)
		crm_study_tell(&c->warnings, "the sigma within subgroups is 0: no index by it");
	if (x->overall.has && x->overall.value <= 0)
		crm_study_tell(&c->warnings, "all values are alike: no pp, ppk");
	if (x->below + x->above > 0)
		crm_study_tell(&c->warnings, "%zu of %zu readings beyond the limits",
		    x->below + x->above, x->n);
}

static void hold(struct crm_study_capability *c, const char *why)
{
	c->verdict = crm_study_verdict_worse(c->verdict, CRM_STUDY_REVIEW);
	crm_buf_addz(&c->why, why);
}

static void judge(struct crm_study_capability *c, const struct crm_study_capability_opts *o)
{
	const char *name = o->ppk ? "ppk" : "cpk", *where;

	c->index = o->ppk ? c->c.ppk : c->c.cpk;
	if (!c->index.has) {
		crm_buf_addf(&c->why, "no %s", name);
		return;
	}
	c->verdict = crm_study_verdict_index(c->index.value, o->limits);
	crm_buf_addf(&c->why, "%s %.4f", name, c->index.value);
	if (!o->ppk)
		crm_buf_addf(&c->why, " by %s", crm_sigma_name(c->method));
	where = c->verdict == CRM_STUDY_MEETS ? "above"
	    : c->verdict == CRM_STUDY_FAILS   ? "below"
	                                      : "within";
	crm_buf_addf(&c->why, " is %s ", where);
	if (c->verdict != CRM_STUDY_MEETS)
		crm_dec_format(o->limits->index_low, &c->why);
	if (c->verdict == CRM_STUDY_REVIEW)
		crm_buf_addz(&c->why, " to ");
	if (c->verdict != CRM_STUDY_FAILS)
		crm_dec_format(o->limits->index_high, &c->why);
	if (!c->stable)
		hold(c, ", and the process is unstable");
	else if (!c->charted)
		hold(c, ", and too few points show whether the process is stable");
	if (c->values.series.n < CRM_STUDY_FEW)
		hold(c, ", of too few readings");
}

static int read_values(const struct crm_sheet *s, const struct crm_study_capability_opts *o,
    struct crm_study_capability *c, struct crm_err *e)
{
	bool grouped = o->method != CRM_SIGMA_MOVING && crm_sheet_has(s, CRM_SK_SUBGROUP);

	if (!crm_sheet_has(s, CRM_SK_VALUE))
		return crm_err_at(e, CRM_BADINPUT, crm_sheet_source(s), 1,
		    crm_sheet_named(s, CRM_SK_VALUE), "no such column");
	if (crm_study_values_read(s, grouped, o->from, o->to, &c->values, e) != 0)
		return -1;
	return limits(crm_sheet_source(s), o, c, e);
}

int crm_study_capability(const struct crm_sheet *s, const struct crm_study_capability_opts *o,
    struct crm_study_capability *out, struct crm_err *e)
{
	struct crm_study_capability c = {.verdict = CRM_STUDY_NONE};
	const char *why = NULL;

	if (read_values(s, o, &c, e) != 0) {
		crm_study_capability_release(&c);
		return -1;
	}
	if (c.limits.lower.has && c.limits.upper.has &&
	    c.limits.lower.value >= c.limits.upper.value) {
		crm_study_capability_release(&c);
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "lower",
		    "the lower limit is not below the upper one");
	}
	c.method = o->method >= 0 ? (enum crm_sigma)o->method : by_data(&c.values);
	c.computed = crm_capability(&c.values.series, c.values.first, c.values.subgroups, c.method,
	                 &c.limits, 0.95, &c.c, &why) == 0;
	if (!c.computed) {
		crm_study_tell(&c.warnings, "%s: no figure", why);
		crm_buf_addz(&c.why, why);
	}
	tell_sizes(&c, o->limits);
	if (c.computed) {
		chart(&c, o->rules);
		tell_figures(&c);
		judge(&c, o);
	}
	*out = c;
	return 0;
}

void crm_study_capability_release(struct crm_study_capability *c)
{
	crm_study_values_release(&c->values);
	crm_chart_release(&c->location);
	crm_chart_release(&c->spread);
	free(c->signals);
	crm_buf_release(&c->why);
	crm_study_texts_release(&c->warnings);
	memset(c, 0, sizeof(*c));
}
