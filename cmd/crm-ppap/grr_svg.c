/* grr -o svg: components, and the averages of each appraiser. */
#include <stdlib.h>

#include "cmd/crm-ppap/study.h"
#include "lib/base/mem.h"
#include "lib/io/svg/svg.h"

#define WIDTH 800.0
#define HEIGHT 250.0
#define TOP 44.0

static double shown(struct crm_figure f)
{
	return f.has ? f.value : -1;
}

static void components(struct crm_buf *out, const struct crm_gauge *g)
{
	static const char *const groups[] = {
	    "repeatability (EV)", "reproducibility (AV)", "gauge (GRR)", "parts (PV)"};
	static const char *const series[] = {"% of variation", "% of tolerance"};
	const double value[] = {shown(g->pct_ev), shown(g->tol_ev), shown(g->pct_av),
	    shown(g->tol_av), shown(g->pct_grr), shown(g->tol_grr), shown(g->pct_pv),
	    shown(g->tol_pv)};
	struct crm_svg_box box = {0, TOP, WIDTH, HEIGHT, "Components of variation"};
	struct crm_svg_bars b = {groups, series, value, 4, 2};

	crm_svg_bars(out, &box, &b);
}

static void averages(struct crm_buf *out, const struct crm_study_grr *s)
{
	const struct crm_crossed *d = &s->data;
	double *value = crm_calloc(d->parts * d->appraisers + 1, sizeof(*value));
	struct crm_svg_box box = {
	    0, TOP + HEIGHT, WIDTH, HEIGHT, "Averages of the parts by appraiser"};
	struct crm_svg_lines l = {d->part, d->appraiser, value, d->parts, d->appraisers};

	for (size_t p = 0; p < d->parts; p++) {
		for (size_t a = 0; a < d->appraisers; a++)
			value[a * d->parts + p] = crm_series_unshift(&s->series,
			    crm_mean(s->series.x + (p * d->appraisers + a) * d->trials, d->trials));
	}
	crm_svg_lines(out, &box, &l);
	free(value);
}

void grr_svg(struct crm_run *r, const char *name, const struct crm_study_grr *s)
{
	struct crm_buf out = CRM_BUF_INIT, title = CRM_BUF_INIT, text = CRM_BUF_INIT;

	crm_buf_addf(&title, "Gauge study: %s", name);
	crm_buf_addf(&text, "%zu parts, %zu appraisers, %zu trials: %s; verdict %s", s->data.parts,
	    s->data.appraisers, s->data.trials, crm_buf_str(&s->why),
	    crm_study_verdict_name(s->verdict));
	crm_svg_begin(&out, WIDTH, TOP + 2 * HEIGHT + 10, crm_buf_str(&title), crm_buf_str(&text));
	crm_buf_clear(&text);
	crm_buf_addf(&text, "%zu parts, %zu appraisers, %zu trials: %s", s->data.parts,
	    s->data.appraisers, s->data.trials, crm_study_verdict_name(s->verdict));
	crm_svg_text(&out, 60, 18, 12, CRM_SVG_START, crm_buf_str(&text));
	crm_svg_text(&out, 60, 34, 11, CRM_SVG_START, crm_buf_str(&s->why));
	if (s->computed) {
		components(&out, &s->g);
		averages(&out, s);
	}
	crm_svg_end(&out);
	study_svg(r, &out);
	crm_buf_release(&out);
	crm_buf_release(&title);
	crm_buf_release(&text);
}
