/* capability -o svg: histogram with limits, charts of location and spread. */
#include <stdlib.h>

#include "cmd/crm-ppap/study.h"
#include "lib/base/mem.h"
#include "lib/io/svg/svg.h"

#define WIDTH 800.0
#define HEIGHT 230.0

static double *unshift(const struct crm_series *s, const double *x, size_t n)
{
	double *out = crm_calloc(n + 1, sizeof(*out));

	for (size_t i = 0; i < n; i++)
		out[i] = crm_series_unshift(s, x[i]);
	return out;
}

static void histogram(struct crm_buf *out, const struct crm_study_capability *c)
{
	const struct crm_series *s = &c->values.series;
	struct crm_svg_box box = {0, 30, WIDTH, HEIGHT, "Values, limits and normal curve"};
	struct crm_svg_mark marks[3] = {{0, NULL, false}};
	double *x = unshift(s, s->x, s->n);
	struct crm_svg_histogram h = {x, s->n, crm_series_unshift(s, c->c.mean),
	    c->c.overall.has ? c->c.overall.value : 0, marks, 0};

	if (c->limits.lower.has)
		marks[h.nmarks++] = (struct crm_svg_mark){
		    crm_series_unshift(s, c->limits.lower.value), "LSL", true};
	/* cppcheck-suppress unreadVariable; h holds it */
	marks[h.nmarks++] = (struct crm_svg_mark){h.mean, "mean", false};
	if (c->limits.upper.has)
		/* cppcheck-suppress unreadVariable; h holds it */
		marks[h.nmarks++] = (struct crm_svg_mark){
		    crm_series_unshift(s, c->limits.upper.value), "USL", true};
	crm_svg_histogram(out, &box, &h);
	free(x);
}

static void control(struct crm_buf *out, const struct crm_study_capability *c, bool spread)
{
	static const char *const spreads[] = {
	    "Ranges", "Standard deviations", "Standard deviations", "Moving ranges"};
	const struct crm_series *s = &c->values.series;
	const struct crm_chart *k = spread ? &c->spread : &c->location;
	const char *heading = spread        ? spreads[c->method]
	    : c->method == CRM_SIGMA_MOVING ? "Individual values"
	                                    : "Averages of the subgroups";
	struct crm_svg_box box = {0, 30 + HEIGHT * (spread ? 2 : 1), WIDTH, HEIGHT, heading};
	bool *bad = crm_calloc(k->n + 1, sizeof(*bad));
	struct crm_svg_control x = {k->point, k->middle, k->low, k->high, bad, k->n};
	double *real[4] = {NULL, NULL, NULL, NULL};

	for (size_t i = 0; i < c->nsignals; i++) {
		const struct crm_study_signal *g = &c->signals[i];

		for (size_t t = 0; t < g->times && g->spread == spread; t++)
			bad[g->at + t] = true;
	}
	if (!spread) {
		x.point = real[0] = unshift(s, k->point, k->n);
		x.middle = real[1] = unshift(s, k->middle, k->n);
		x.low = real[2] = unshift(s, k->low, k->n);
		x.high = real[3] = unshift(s, k->high, k->n);
	}
	crm_svg_control(out, &box, &x);
	for (size_t i = 0; i < 4; i++)
		free(real[i]);
	free(bad);
}

void capability_svg(struct crm_run *r, const char *name, const struct crm_study_capability *c)
{
	struct crm_buf out = CRM_BUF_INIT, title = CRM_BUF_INIT, text = CRM_BUF_INIT;

	crm_buf_addf(&title, "Capability: %s", name);
	crm_buf_addf(&text, "%zu readings: %s; verdict %s", c->values.series.n,
	    crm_buf_str(&c->why), crm_study_verdict_name(c->verdict));
	crm_svg_begin(&out, WIDTH, 30 + 3 * HEIGHT + 10, crm_buf_str(&title), crm_buf_str(&text));
	crm_svg_text(&out, 60, 20, 12, CRM_SVG_START, crm_buf_str(&text));
	if (c->computed) {
		histogram(&out, c);
		control(&out, c, false);
		control(&out, c, true);
	}
	crm_svg_end(&out);
	study_svg(r, &out);
	crm_buf_release(&out);
	crm_buf_release(&title);
	crm_buf_release(&text);
}
