/*
 * capability FILE: a process's capability from raw values: indices, stability, verdict.
 */
#include <string.h>

#include "cmd/crm-ppap/study.h"

const struct crm_opt ppap_capability_opts[] = {
    {"value", 0, CRM_OPT_TEXT, "COL", "heading of the values (value)", false},
    {"subgroup", 0, CRM_OPT_TEXT, "COL", "heading of the subgroups (subgroup)", false},
    {"lower", 0, CRM_OPT_TEXT, "X", "lower limit", false},
    {"upper", 0, CRM_OPT_TEXT, "X", "upper limit", false},
    {"target", 0, CRM_OPT_TEXT, "X", "for cpm (default the middle)", false},
    {"method", 0, CRM_OPT_TEXT, "WORD", "sigma within: rbar, sbar, pooled, moving", false},
    {"index", 0, CRM_OPT_TEXT, "WORD", "what the verdict is by: cpk or ppk (cpk)", false},
    {"rules", 0, CRM_OPT_TEXT, "A,B", "of stability (limit,side7,trend6)", false},
    {"first", 0, CRM_OPT_TEXT, "N", "only the first N subgroups, or values", false},
    {"subgroups", 0, CRM_OPT_TEXT, "A-B", "only subgroups, or values, A to B, from 1", false},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "limits of the index by this profile", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 unless it meets", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", STUDY_SVG_FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these figures only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

struct options {
	struct crm_dec lower, upper, target;
	struct crm_study_capability_opts o;
};

/* ---- options ---- */

static int find_index(const char *name)
{
	return strcmp(name, "cpk") == 0 ? 0 : strcmp(name, "ppk") == 0 ? 1 : -1;
}

static int bad(struct crm_run *r, const char *option, const char *text, const char *expected)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_BADINPUT, option, 0, NULL, "'%s': %s expected", text, expected);
	return crm_run_fail(r, &e);
}

static int read_rules(struct crm_run *r, unsigned *out)
{
	const char *text = crm_args_text(r->args, "rules"), *p = text;
	struct crm_buf known = CRM_BUF_INIT;
	int flag = 0;

	*out = CRM_RULES_DEFAULT;
	if (text == NULL)
		return 0;
	*out = 0;
	for (size_t len; flag >= 0; p += len + 1) {
		char name[32] = "";

		len = strcspn(p, ",");
		if (len < sizeof(name))
			memcpy(name, p, len);
		flag = crm_chart_rule_find(name);
		if (flag < 0)
			break;
		*out |= (unsigned)flag;
		if (p[len] == '\0')
			return 0;
	}
	for (int bit = 0; crm_chart_rule_name(bit) != NULL; bit++)
		crm_buf_addf(&known, "%s%s", bit > 0 ? ", " : "some of ", crm_chart_rule_name(bit));
	(void)bad(r, "--rules", text, crm_buf_str(&known));
	crm_buf_release(&known);
	return -1;
}

/* "11-25" */
static int read_range(struct crm_run *r, struct crm_study_capability_opts *o)
{
	const char *text = crm_args_text(r->args, "subgroups");
	int end = 0;

	if (crm_args_has(r->args, "first") && text != NULL)
		return crm_run_usage(r, "only one of --first, --subgroups");
	if (study_count(r, "first", &o->to) != 0)
		return -1;
	if (text == NULL)
		return 0;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '-' && end == 0) {
			end = 1;
			continue;
		}
		if (*p < '0' || *p > '9' || o->to > 99999999)
			return bad(r, "--subgroups", text, "two numbers from 1 like 1-25");
		if (end == 0)
			o->from = 10 * o->from + (size_t)(*p - '0');
		else
			o->to = 10 * o->to + (size_t)(*p - '0');
	}
	if (end == 0 || o->from == 0 || o->to < o->from || o->from > 99999999)
		return bad(r, "--subgroups", text, "two numbers from 1 like 1-25");
	return 0;
}

static int read_options(struct crm_run *r, struct options *x)
{
	int index = 0;

	x->o.method = -1;
	if (study_operands(r, 1) != 0 || study_formats(r) != 0 ||
	    study_decimal(r, "lower", &x->lower, &x->o.lower) != 0 ||
	    study_decimal(r, "upper", &x->upper, &x->o.upper) != 0 ||
	    study_decimal(r, "target", &x->target, &x->o.target) != 0 ||
	    study_word(r, "method", crm_sigma_find, "rbar, sbar, pooled or moving expected",
	        &x->o.method) != 0 ||
	    study_word(r, "index", find_index, "cpk or ppk expected", &index) != 0 ||
	    read_rules(r, &x->o.rules) != 0 || read_range(r, &x->o) != 0)
		return -1;
	x->o.ppk = index == 1;
	if (x->o.lower != NULL && x->o.upper != NULL && crm_dec_cmp(x->lower, x->upper) >= 0)
		return bad(
		    r, "--lower", crm_args_text(r->args, "lower"), "a limit below the upper one");
	return 0;
}

/* ---- output ---- */

static void put_rules(struct study_row *row, unsigned rules)
{
	struct crm_buf text = CRM_BUF_INIT;

	for (int bit = 0; crm_chart_rule_name(bit) != NULL; bit++) {
		if ((rules & 1U << bit) != 0)
			crm_buf_addf(
			    &text, "%s%s", text.len > 0 ? "," : "", crm_chart_rule_name(bit));
	}
	study_put(row, "rules", crm_buf_str(&text));
	crm_buf_release(&text);
}

static struct crm_figure when(bool has, double x)
{
	return has ? crm_figure_of(x) : (struct crm_figure){false, 0};
}

static void put_indices(struct study_row *row, const struct crm_study_capability *c)
{
	const struct crm_capability *x = &c->c;
	const struct {
		const char *name;
		struct crm_figure f;
		int decimals;
	} figures[] = {{"cp", x->cp, 4}, {"cpl", x->cpl, 4}, {"cpu", x->cpu, 4}, {"cpk", x->cpk, 4},
	    {"cpk_low", x->cpk_low, 4}, {"cpk_high", x->cpk_high, 4}, {"pp", x->pp, 4},
	    {"pp_low", x->pp_low, 4}, {"pp_high", x->pp_high, 4}, {"ppl", x->ppl, 4},
	    {"ppu", x->ppu, 4}, {"ppk", x->ppk, 4}, {"ppk_low", x->ppk_low, 4},
	    {"ppk_high", x->ppk_high, 4}, {"cpm", x->cpm, 4}, {"ppm_within", x->ppm_within, 3},
	    {"ppm_overall", x->ppm_overall, 3}};

	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		study_put_figure(row, figures[i].name, figures[i].f, figures[i].decimals);
}

static void put_figures(struct study_row *row, const struct crm_study_capability *c)
{
	const struct crm_series *s = &c->values.series;
	const struct crm_capability *x = &c->c;
	bool has = c->computed;

	study_put_figure(row, "mean", when(has, crm_series_unshift(s, x->mean)), 6);
	study_put_figure(row, "minimum", when(has, crm_series_unshift(s, x->minimum)), 6);
	study_put_figure(row, "maximum", when(has, crm_series_unshift(s, x->maximum)), 6);
	study_put_figure(row, "sd", x->overall, 6);
	study_put_figure(row, "sigma_within", x->within, 6);
	put_indices(row, c);
	study_put_figure(row, "below", when(has, (double)x->below), 0);
	study_put_figure(row, "above", when(has, (double)x->above), 0);
}

static void print(struct crm_run *r, const char *name, const struct options *x,
    const struct crm_study_capability *c)
{
	struct study_row row = {.arena = CRM_ARENA_INIT};

	study_put(&row, "file", name);
	study_put(&row, "study", "capability");
	study_put_count(&row, "n", c->values.series.n);
	study_put_count(&row, "subgroups", c->values.grouped ? c->values.subgroups : 0);
	study_put(&row, "method", crm_sigma_name(c->method));
	study_put(&row, "index", x->o.ppk ? "ppk" : "cpk");
	study_put_dec(&row, "lower", x->o.lower);
	study_put_dec(&row, "upper", x->o.upper);
	study_put_dec(&row, "target", x->o.target);
	put_figures(&row, c);
	study_put_number(&row, "confidence", 0.95, 2);
	put_rules(&row, x->o.rules);
	if (c->charted)
		study_put_bool(&row, "stable", c->stable);
	else
		study_put(&row, "stable", NULL);
	study_put(&row, "assumes", "normal distribution, which is not judged");
	study_put(&row, "verdict", crm_study_verdict_name(c->verdict));
	study_put(&row, "why", crm_buf_str(&c->why));
	study_put_texts(&row, "warnings", &c->warnings);
	study_print(r, &row);
	study_row_release(&row);
}

void ppap_capability(struct crm_run *r)
{
	static const char *const columns[] = {"value", "subgroup", NULL};
	struct options x = {.o = {.method = -1}};
	struct crm_study_capability c;
	struct study_book book;
	struct crm_sheet *s;
	struct crm_err e = CRM_ERR_INIT;
	const char *name;

	if (read_options(r, &x) != 0 || study_book_open(r, &book) != 0)
		return;
	x.o.limits = book.limits;
	name = crm_args_operand(r->args, 0);
	if (study_sheet(r, name, crm_ppap_sheet_at(CRM_SHEET_CAPABILITY), columns, &s) == 0) {
		if (crm_study_capability(s, &x.o, &c, &e) != 0) {
			(void)crm_run_fail(r, &e);
		} else {
			if (study_is_svg(r))
				capability_svg(r, name, &c);
			else
				print(r, name, &x, &c);
			study_check(r, c.verdict);
			crm_study_capability_release(&c);
		}
		crm_sheet_free(s);
	}
	study_book_close(&book);
}
