/*
 * Studies computed again from their raw values: claims, index bands, stability, gauges (AIAG PPAP
 * 4th edition, 2.2.8, 2.2.11; MSA 4th edition). A study without a table is judged by its claims.
 */
#include <math.h>
#include <string.h>

#include "lib/rules/ppap/study_private.h"

#define SIGNALS_TOLD 3

__attribute__((format(printf, 4, 5))) void crm_study_find(
    struct crm_judged_study *x, const char *code, int field, const char *fmt, ...)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	va_list ap;

	crm_buf_addz(&path, x->n->key);
	if (field >= 0)
		crm_buf_addf(&path, ".%s", x->n->schema->fields[field].name);
	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_ppap_find(x->j, x->at, code, NULL, field >= 0 ? crm_node_line(x->n, field) : x->n->line,
	    crm_buf_str(&path), "%s", crm_buf_str(&text));
	crm_buf_release(&path);
	crm_buf_release(&text);
}

void crm_study_unread(struct crm_judged_study *x, const char *why)
{
	crm_study_find(x, "study_unread", CRM_PS_EVIDENCE, "not computed again: %s", why);
}

/* ---- claims ---- */

struct crm_figure crm_study_claimed(const struct crm_judged_study *x, int field, int *decimals)
{
	const struct crm_cell *c = crm_node_cell(x->n, field);

	*decimals = c->type == CRM_T_DEC ? c->u.dec.scale : 0;
	if (c->type == CRM_T_DEC)
		return crm_figure_of(crm_dec_double(c->u.dec));
	return c->type == CRM_T_INT ? crm_figure_of((double)c->u.i) : (struct crm_figure){false, 0};
}

/* Within half a unit of the claim's last decimal. */
void crm_study_claim(
    struct crm_judged_study *x, int field, struct crm_figure computed, const char *method)
{
	const char *name = x->n->schema->fields[field].name;
	int decimals;
	struct crm_figure claimed = crm_study_claimed(x, field, &decimals);
	double half;

	if (!claimed.has)
		return;
	half = 0.5 * pow(10, -decimals);
	if (!computed.has)
		crm_study_find(x, "study_claim", field,
		    "%s %.*f is claimed; the raw values give none", name, decimals, claimed.value);
	else if (fabs(claimed.value - computed.value) > half + 1e-9 * fmax(1, claimed.value))
		crm_study_find(x, "study_claim", field,
		    "%s %.*f is claimed; the raw values give %.*f%s%s", name, decimals,
		    claimed.value, decimals > 0 ? decimals + 2 : 0, computed.value,
		    method[0] != '\0' ? " by " : "", method);
}

static void claim_count(struct crm_judged_study *x, int field, size_t n)
{
	crm_study_claim(x, field, crm_figure_of((double)n), "");
}

/* A name from the manifest; fallback and a finding where nobody knows it. */
int crm_study_method(
    struct crm_judged_study *x, int (*find_method)(const char *), int fallback, const char *known)
{
	const char *name = crm_node_text(x->n, CRM_PS_METHOD);
	int found;

	if (name[0] == '\0')
		return fallback;
	found = find_method(name);
	if (found >= 0)
		return found;
	crm_study_find(
	    x, "study_method", CRM_PS_METHOD, "'%s' is not known; expected %s", name, known);
	return fallback;
}

/* ---- capability ---- */

static void judge_index(struct crm_judged_study *x, int field, double index, const char *by)
{
	struct crm_buf band = CRM_BUF_INIT;
	enum crm_study_verdict v = crm_study_verdict_index(index, x->limits);
	const char *name = x->n->schema->fields[field].name;

	crm_dec_format(x->limits->index_low, &band);
	if (v == CRM_STUDY_FAILS) {
		crm_study_find(x, "study_index_low", field, "%s %.4f%s is below %s", name, index,
		    by, crm_buf_str(&band));
	} else if (v == CRM_STUDY_REVIEW) {
		crm_buf_addz(&band, " to ");
		crm_dec_format(x->limits->index_high, &band);
		crm_study_find(x, "study_index_review", field, "%s %.4f%s is within %s", name,
		    index, by, crm_buf_str(&band));
	}
	crm_buf_release(&band);
}

static void judge_few(struct crm_judged_study *x, size_t n, size_t subgroups)
{
	const struct crm_ppap_limits *l = x->limits;

	if (n < (size_t)l->study_readings)
		crm_study_find(x, "study_few", CRM_PS_N, "%zu reading%s; at least %d expected", n,
		    n == 1 ? "" : "s", l->study_readings);
	if (subgroups > 0 && subgroups < (size_t)l->study_subgroups)
		crm_study_find(x, "study_few", CRM_PS_SUBGROUPS,
		    "%zu subgroup%s; at least %d expected", subgroups, subgroups == 1 ? "" : "s",
		    l->study_subgroups);
}

static void judge_stable(struct crm_judged_study *x, const struct crm_study_capability *c)
{
	struct crm_buf text = CRM_BUF_INIT;

	for (size_t i = 0; i < c->nsignals && i < SIGNALS_TOLD; i++) {
		const struct crm_study_signal *s = &c->signals[i];
		int bit = 0;

		while (1 << bit != s->rule)
			bit++;
		crm_buf_addf(&text, "%srule %s at ", i > 0 ? ", " : "", crm_chart_rule_name(bit));
		crm_study_point(c, s->spread, s->at, &text);
		crm_buf_addz(&text, s->spread ? " of the chart of spread" : "");
	}
	if (c->nsignals > SIGNALS_TOLD)
		crm_buf_addf(&text, " and %zu more", c->nsignals - SIGNALS_TOLD);
	if (c->nsignals > 0)
		crm_study_find(x, "study_unstable", CRM_PS_STABLE, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

static void claim_stable(struct crm_judged_study *x, const struct crm_study_capability *c)
{
	const struct crm_cell *claimed = crm_node_cell(x->n, CRM_PS_STABLE);

	if (claimed->type != CRM_T_BOOL || !c->charted || claimed->u.b == c->stable)
		return;
	crm_study_find(x, "study_claim", CRM_PS_STABLE, "%s is claimed; the raw values are %s",
	    claimed->u.b ? "true" : "false", c->stable ? "stable" : "not stable");
}

static void judge_capability(
    struct crm_judged_study *x, const struct crm_study_capability *c, int index_field)
{
	const char *method = crm_sigma_name(c->method);
	size_t subgroups = c->values.grouped ? c->values.subgroups : 0;

	claim_count(x, CRM_PS_N, c->values.series.n);
	if (c->values.grouped)
		claim_count(x, CRM_PS_SUBGROUPS, subgroups);
	judge_few(x, c->values.series.n, subgroups);
	if (!c->computed) {
		crm_study_find(x, "study_data", CRM_PS_EVIDENCE, "%s", crm_buf_str(&c->why));
		return;
	}
	crm_study_claim(x, CRM_PS_CP, c->c.cp, method);
	crm_study_claim(x, CRM_PS_CPK, c->c.cpk, method);
	crm_study_claim(x, CRM_PS_PP, c->c.pp, "");
	crm_study_claim(x, CRM_PS_PPK, c->c.ppk, "");
	claim_stable(x, c);
	judge_stable(x, c);
	if (c->c.below + c->c.above > 0)
		crm_study_find(x, "study_index_low", index_field,
		    "%zu of %zu readings beyond the limits", c->c.below + c->c.above, c->c.n);
	if (c->index.has)
		judge_index(x, index_field, c->index.value, "");
	else if (c->c.ppk.has)
		judge_index(
		    x, CRM_PS_PPK, c->c.ppk.value, ", for values within subgroups are alike,");
	else
		crm_study_find(
		    x, "study_data", CRM_PS_EVIDENCE, "all values are alike, so there is no index");
}

/* What stands in the manifest, where nothing was computed. */
static void judge_claimed(struct crm_judged_study *x, int index_field)
{
	int decimals, subgroup_decimals;
	struct crm_figure f = crm_study_claimed(x, index_field, &decimals);
	struct crm_figure n = crm_study_claimed(x, CRM_PS_N, &decimals);
	struct crm_figure k = crm_study_claimed(x, CRM_PS_SUBGROUPS, &subgroup_decimals);

	if (f.has)
		judge_index(x, index_field, f.value, ", as claimed,");
	if (n.has)
		judge_few(x, (size_t)n.value, k.has ? (size_t)k.value : 0);
}

/* The characteristic's limits by the drawing list; false after a finding. */
bool crm_study_limits(struct crm_judged_study *x, struct crm_dims_limits *l)
{
	const char *no = crm_node_text(x->n, CRM_PS_CHARACTERISTIC);
	const struct crm_sheet *list;
	size_t row = 0;

	list = crm_dims_find(x->dims, no, &row);
	if (no[0] == '\0' || list == NULL) {
		crm_study_unread(x, "the drawing list has no limits for it");
		return false;
	}
	crm_dims_limits(x->dims, list, row, "", "", l);
	if (!l->has_lower && !l->has_upper) {
		crm_study_unread(x, "the drawing list has no limits for it");
		return false;
	}
	return true;
}

void crm_study_bad(struct crm_judged_study *x, const struct crm_err *e)
{
	crm_ppap_find(x->j, x->at, "study_data",
	    e->source[0] != '\0' ? e->source : x->evidence->source, e->line,
	    e->field[0] != '\0' ? e->field : x->n->key, "%s", e->text);
}

/* Where the method cannot be used on these subgroups the next one that can; a method that the study
 * names is told. */
static int compute(struct crm_judged_study *x, struct crm_study_capability_opts *o,
    struct crm_study_capability *c, struct crm_err *e)
{
	static const enum crm_sigma others[] = {CRM_SIGMA_SBAR, CRM_SIGMA_POOLED, CRM_SIGMA_MOVING};
	bool named = o->method >= 0;
	struct crm_study_capability next;

	if (crm_study_capability(x->sheet, o, c, e) != 0)
		return -1;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]) && !c->computed; i++) {
		o->method = (int)others[i];
		if (crm_study_capability(x->sheet, o, &next, e) != 0)
			return 0;
		if (next.computed && named)
			crm_study_find(x, "study_data", CRM_PS_METHOD, "%s: %s; judged by %s",
			    crm_sigma_name(c->method), crm_buf_str(&c->why),
			    crm_sigma_name(next.method));
		if (next.computed) {
			crm_study_capability_release(c);
			*c = next;
		} else {
			crm_study_capability_release(&next);
		}
	}
	return 0;
}

static void study_capability(struct crm_judged_study *x)
{
	bool ppk = strcmp(crm_node_text(x->n, CRM_PS_INDEX), "ppk") == 0;
	int index_field = ppk ? CRM_PS_PPK : CRM_PS_CPK;
	struct crm_study_capability_opts o = {
	    .method = -1, .ppk = ppk, .rules = CRM_RULES_DEFAULT, .limits = x->limits};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_study_capability c;
	struct crm_dims_limits l;

	if (x->sheet == NULL || !crm_study_limits(x, &l)) {
		judge_claimed(x, index_field);
		return;
	}
	o.lower = l.has_lower ? &l.lower : NULL;
	o.upper = l.has_upper ? &l.upper : NULL;
	o.method = crm_study_method(x, crm_sigma_find, -1, "rbar, sbar, pooled or moving");
	if (compute(x, &o, &c, &e) != 0) {
		crm_study_bad(x, &e);
		return;
	}
	judge_capability(x, &c, index_field);
	crm_study_capability_release(&c);
}

/* ---- all ---- */

static bool has_columns(const struct crm_sheet *s, int kind)
{
	if (kind == CRM_SHEET_CAPABILITY)
		return crm_sheet_has(s, CRM_SK_VALUE);
	if (kind == CRM_SHEET_GRR)
		return crm_sheet_has(s, CRM_SG_PART) && crm_sheet_has(s, CRM_SG_VALUE);
	return crm_sheet_has(s, CRM_SA_PART) && crm_sheet_has(s, CRM_SA_RESULT);
}

static void find_table(struct crm_judged_study *x, int kind)
{
	const struct crm_ppap *p = x->j->p;
	const char *path = crm_node_text(x->n, CRM_PS_EVIDENCE);

	for (size_t i = 0; i < p->n && x->evidence == NULL && path[0] != '\0'; i++) {
		if (strcmp(p->evidence[i].node->key, path) == 0)
			x->evidence = &p->evidence[i];
	}
	if (x->evidence != NULL && x->evidence->sheet_kind != kind && x->evidence->sheet_kind >= 0)
		crm_study_find(x, "study_data", CRM_PS_EVIDENCE,
		    "its file is a table of another kind, not of its raw values");
	else if (x->evidence != NULL && x->evidence->sheet_kind != kind)
		crm_study_unread(x, "its file is no table of raw values");
	else if (x->evidence == NULL || x->evidence->sheet == NULL ||
	    crm_sheet_faults(x->evidence->sheet) > 0 || crm_sheet_rows(x->evidence->sheet) == 0)
		return; /* told as a file, or as a table */
	else if (!has_columns(x->evidence->sheet, kind))
		crm_study_find(
		    x, "study_data", CRM_PS_EVIDENCE, "its table lacks columns that it needs");
	else
		x->sheet = x->evidence->sheet;
}

static void judge_study(struct crm_judged_study *x)
{
	static const struct {
		const char *kind;
		enum crm_ppap_role role;
		int sheet;
		void (*judge)(struct crm_judged_study *x);
	} kinds[] = {
	    {"capability", CRM_ROLE_INITIAL_STUDY, CRM_SHEET_CAPABILITY, study_capability},
	    {"grr", CRM_ROLE_MSA, CRM_SHEET_GRR, crm_study_judge_grr},
	    {"attribute", CRM_ROLE_MSA, CRM_SHEET_ATTRIBUTE, crm_study_judge_attribute},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(crm_node_text(x->n, CRM_PS_KIND), kinds[i].kind) != 0)
			continue;
		x->at = crm_ppap_state_of(x->j, kinds[i].role);
		if (x->at < 0)
			x->at = CRM_AT_MANIFEST;
		find_table(x, kinds[i].sheet);
		kinds[i].judge(x);
	}
}

void crm_ppap_judge_studies(struct crm_ppap_judge *j)
{
	struct crm_nodes studies = crm_node_items(j->p->top, CRM_P_STUDIES);
	struct crm_dims *dims = crm_dims_new();
	const struct crm_sheet *s;

	for (size_t i = 0; (s = crm_ppap_sheet(j, CRM_SHEET_CHARACTERISTICS, i, NULL)) != NULL; i++)
		crm_dims_list(dims, s);
	for (size_t i = 0; i < studies.n; i++) {
		struct crm_judged_study x = {.j = j,
		    .dims = dims,
		    .n = &studies.items[i],
		    .limits = crm_ppap_book_limits(j->book)};

		judge_study(&x);
	}
	crm_dims_free(dims);
}
