/*
 * grr FILE: a gauge of variables: repeatability, reproducibility, distinct categories; with --type1
 * one part of known value.
 */
#include <string.h>

#include "cmd/crm-ppap/study.h"

const struct crm_opt ppap_grr_opts[] = {
    {"part", 0, CRM_OPT_TEXT, "COL", "heading of the parts (part)", false},
    {"appraiser", 0, CRM_OPT_TEXT, "COL", "heading of the appraisers (appraiser)", false},
    {"trial", 0, CRM_OPT_TEXT, "COL", "heading of the trials (trial)", false},
    {"value", 0, CRM_OPT_TEXT, "COL", "heading of the values (value)", false},
    {"method", 0, CRM_OPT_TEXT, "WORD", "average-range, anova or nested (average-range)", false},
    {"alpha", 0, CRM_OPT_TEXT, "P", "anova: interaction above it is pooled (0.05)", false},
    {"tolerance", 0, CRM_OPT_TEXT, "T", "upper less lower limit", false},
    {"lower", 0, CRM_OPT_TEXT, "X", "lower limit, in place of --tolerance", false},
    {"upper", 0, CRM_OPT_TEXT, "X", "upper limit, in place of --tolerance", false},
    {"process", 0, CRM_OPT_TEXT, "P", "variation of the process, 6 sigma, in place of the parts'",
        false},
    {"basis", 0, CRM_OPT_TEXT, "WORD",
        "of the verdict: variation, tolerance, both (both with a tolerance)", false},
    {"type1", 0, CRM_OPT_FLAG, NULL, "one part of known value: cg, cgk", false},
    {"reference", 0, CRM_OPT_TEXT, "X", "with --type1: that value", false},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "limits by this profile", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 unless it meets", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", STUDY_SVG_FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these figures only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const char *const columns[] = {"part", "appraiser", "trial", "value", NULL};

/* ---- options ---- */

static int fail(struct crm_run *r, const char *option, const char *expected)
{
	struct crm_err e = CRM_ERR_INIT;
	const char *text = crm_args_text(r->args, option + 2);

	crm_err_at(&e, CRM_BADINPUT, option, 0, NULL, "'%s': %s expected", text != NULL ? text : "",
	    expected);
	return crm_run_fail(r, &e);
}

/* --tolerance, or what two limits leave between them. */
static int read_tolerance(struct crm_run *r, struct crm_figure *out)
{
	const struct crm_dec *low, *high;
	struct crm_dec lower, upper, t;

	if (study_positive(r, "tolerance", out) != 0 ||
	    study_decimal(r, "lower", &lower, &low) != 0 ||
	    study_decimal(r, "upper", &upper, &high) != 0)
		return -1;
	if (low == NULL && high == NULL)
		return 0;
	if (low == NULL || high == NULL)
		return crm_run_usage(
		    r, "--lower and --upper go together: one limit gives no tolerance");
	if (out->has)
		return crm_run_usage(r, "only one of --tolerance, --lower with --upper");
	if (crm_dec_cmp(lower, upper) >= 0)
		return fail(r, "--lower", "a limit below the upper one");
	if (crm_dec_sub(upper, lower, &t) != 0)
		return fail(r, "--lower", "a tolerance of at most 18 digits");
	*out = (struct crm_figure){true, crm_dec_double(t)};
	return 0;
}

static int read_basis(struct crm_run *r, struct crm_study_grr_opts *o)
{
	int basis = o->tolerance.has ? CRM_BASIS_BOTH : CRM_BASIS_VARIATION;

	if (study_word(r, "basis", crm_study_basis_find, "variation, tolerance or both expected",
	        &basis) != 0)
		return -1;
	if (!o->tolerance.has && basis != CRM_BASIS_VARIATION)
		return crm_run_usage(r, "--basis %s needs --tolerance",
		    crm_study_basis_name((enum crm_study_basis)basis));
	o->basis = (enum crm_study_basis)basis;
	return 0;
}

static int read_options(struct crm_run *r, struct crm_study_grr_opts *o)
{
	int method = CRM_GAUGE_RANGE;
	struct crm_figure alpha;

	if (study_operands(r, 1) != 0 || read_tolerance(r, &o->tolerance) != 0 ||
	    study_positive(r, "process", &o->process) != 0 ||
	    study_positive(r, "alpha", &alpha) != 0 ||
	    study_word(r, "method", crm_gauge_method_find,
	        "average-range, anova or nested expected", &method) != 0 ||
	    read_basis(r, o) != 0)
		return -1;
	if (alpha.has && alpha.value > 1)
		return fail(r, "--alpha", "a probability of at most 1");
	o->method = (enum crm_gauge_method)method;
	o->alpha = alpha.has ? alpha.value : 0.05;
	return 0;
}

/* ---- output ---- */

static struct crm_figure when(bool has, double x)
{
	return has ? crm_figure_of(x) : (struct crm_figure){false, 0};
}

static void put_variances(
    struct study_row *row, const struct crm_study_grr *s, enum crm_gauge_method method)
{
	const struct crm_gauge *g = &s->g;
	bool has = s->computed && method != CRM_GAUGE_RANGE;
	const struct {
		const char *name;
		double x;
	} figures[] = {{"ss_part", g->ss_part}, {"ss_appraiser", g->ss_appraiser},
	    {"ss_interaction", g->ss_interaction}, {"ss_error", g->ss_error},
	    {"ss_total", g->ss_total}, {"df_part", g->df_part}, {"df_appraiser", g->df_appraiser},
	    {"df_interaction", g->df_interaction}, {"df_error", g->df_error}};

	if (!has)
		return;
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		study_put_number(row, figures[i].name, figures[i].x, i < 5 ? 6 : 0);
	if (method == CRM_GAUGE_NESTED)
		return;
	study_put_figure(row, "f", g->f, 4);
	study_put_figure(row, "p", g->p, 4);
	study_put_bool(row, "pooled", g->pooled);
}

static void put_ranges(
    struct study_row *row, const struct crm_study_grr *s, enum crm_gauge_method method)
{
	const struct crm_gauge *g = &s->g;

	if (!s->computed || method != CRM_GAUGE_RANGE)
		return;
	study_put_number(row, "rbar", g->rbar, 6);
	study_put_number(row, "xdiff", g->xdiff, 6);
	study_put_number(row, "rp", g->rp, 6);
	study_put_number(row, "range_limit", g->range_limit, 6);
	study_put_count(row, "ranges_above", (size_t)g->ranges_above);
}

static void put_figures(struct study_row *row, const struct crm_study_grr *s)
{
	const struct crm_gauge *g = &s->g;
	bool has = s->computed;

	study_put_figure(row, "ev", when(has, g->ev), 6);
	study_put_figure(row, "av", when(has, g->av), 6);
	study_put_figure(row, "interaction", when(has, g->interaction), 6);
	study_put_figure(row, "grr", when(has, g->grr), 6);
	study_put_figure(row, "pv", when(has, g->pv), 6);
	study_put_figure(row, "tv", when(has, g->tv), 6);
	study_put_figure(row, "pct_ev", g->pct_ev, 2);
	study_put_figure(row, "pct_av", g->pct_av, 2);
	study_put_figure(row, "pct_grr", g->pct_grr, 2);
	study_put_figure(row, "pct_pv", g->pct_pv, 2);
	study_put_figure(row, "tol_ev", g->tol_ev, 2);
	study_put_figure(row, "tol_av", g->tol_av, 2);
	study_put_figure(row, "tol_grr", g->tol_grr, 2);
	study_put_figure(row, "tol_pv", g->tol_pv, 2);
	study_put_figure(row, "ndc", g->ndc, 0);
}

static void print(struct crm_run *r, const char *name, const struct crm_study_grr_opts *o,
    const struct crm_study_grr *s)
{
	struct study_row row = {.arena = CRM_ARENA_INIT};

	study_put(&row, "file", name);
	study_put(&row, "study", "grr");
	study_put_count(&row, "n", s->series.n);
	study_put_count(&row, "parts", s->data.parts);
	study_put_count(&row, "appraisers", s->data.appraisers);
	study_put_count(&row, "trials", s->data.trials);
	study_put(&row, "method", crm_gauge_method_name(o->method));
	if (o->method == CRM_GAUGE_ANOVA)
		study_put_number(&row, "alpha", o->alpha, 4);
	study_put(&row, "basis", crm_study_basis_name(o->basis));
	study_put_figure(&row, "tolerance", o->tolerance, 6);
	study_put_figure(&row, "process", o->process, 6);
	put_figures(&row, s);
	put_ranges(&row, s, o->method);
	put_variances(&row, s, o->method);
	study_put(&row, "verdict", crm_study_verdict_name(s->verdict));
	study_put(&row, "why", crm_buf_str(&s->why));
	study_put_texts(&row, "warnings", &s->warnings);
	study_print(r, &row);
	study_row_release(&row);
}

/* ---- type-1 ---- */

static void print_type1(struct crm_run *r, const char *name, struct crm_dec reference,
    struct crm_figure tolerance, const struct crm_study_type1 *s)
{
	struct study_row row = {.arena = CRM_ARENA_INIT};
	const struct crm_type1 *t = &s->t;
	bool has = s->computed;

	study_put(&row, "file", name);
	study_put(&row, "study", "type1");
	study_put_count(&row, "n", s->series.n);
	study_put_dec(&row, "reference", &reference);
	study_put_figure(&row, "tolerance", tolerance, 6);
	study_put_figure(&row, "mean", when(has, crm_series_unshift(&s->series, t->mean)), 6);
	study_put_figure(&row, "sd", when(has, t->sd), 6);
	study_put_figure(&row, "bias", when(has, t->bias), 6);
	study_put_figure(&row, "cg", t->cg, 4);
	study_put_figure(&row, "cgk", t->cgk, 4);
	study_put_figure(&row, "t", t->t, 4);
	study_put_figure(&row, "p", t->p, 4);
	study_put(&row, "verdict", crm_study_verdict_name(s->verdict));
	study_put(&row, "why", crm_buf_str(&s->why));
	study_put_texts(&row, "warnings", &s->warnings);
	study_print(r, &row);
	study_row_release(&row);
}

static void type1(struct crm_run *r, const char *name, const struct crm_sheet *sheet,
    const struct crm_study_grr_opts *o)
{
	const struct crm_dec *given;
	struct crm_dec reference;
	struct crm_study_type1 s;
	struct crm_err e = CRM_ERR_INIT;

	if (study_decimal(r, "reference", &reference, &given) != 0)
		return;
	if (crm_study_type1(sheet, reference, o->tolerance.value, &s, &e) != 0) {
		(void)crm_run_fail(r, &e);
		return;
	}
	print_type1(r, name, reference, o->tolerance, &s);
	study_check(r, s.verdict);
	crm_study_type1_release(&s);
}

/* ---- the command ---- */

static void crossed(struct crm_run *r, const char *name, const struct crm_sheet *sheet,
    const struct crm_study_grr_opts *o)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_study_grr s;

	if (crm_study_grr(sheet, o, &s, &e) != 0) {
		(void)crm_run_fail(r, &e);
		return;
	}
	if (study_is_svg(r))
		grr_svg(r, name, &s);
	else
		print(r, name, o, &s);
	study_check(r, s.verdict);
	crm_study_grr_release(&s);
}

static int check_type1(struct crm_run *r, const struct crm_study_grr_opts *o)
{
	bool one = crm_args_has(r->args, "type1");

	if (one != crm_args_has(r->args, "reference"))
		return crm_run_usage(r, "--type1 and --reference go together");
	if (one && !o->tolerance.has)
		return crm_run_usage(r, "--type1 needs --tolerance");
	if (one && study_is_svg(r))
		return crm_run_usage(r, "--type1 has no drawing");
	return 0;
}

void ppap_grr(struct crm_run *r)
{
	struct crm_study_grr_opts o = {.method = CRM_GAUGE_RANGE};
	struct study_book book;
	struct crm_sheet *sheet;
	const char *name;

	if (study_formats(r) != 0 || read_options(r, &o) != 0 || check_type1(r, &o) != 0 ||
	    study_book_open(r, &book) != 0)
		return;
	o.limits = book.limits;
	name = crm_args_operand(r->args, 0);
	if (study_sheet(r, name, crm_ppap_sheet_at(CRM_SHEET_GRR), columns, &sheet) == 0) {
		if (crm_args_has(r->args, "type1"))
			type1(r, name, sheet, &o);
		else
			crossed(r, name, sheet, &o);
		crm_sheet_free(sheet);
	}
	study_book_close(&book);
}
