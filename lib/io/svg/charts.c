#include <math.h>
#include <stdlib.h>

#include "lib/base/mem.h"
#include "lib/io/svg/svg_private.h"

/* ---- histogram ---- */

#define BINS_MOST 40
#define CURVE 80 /* pieces */

struct bins {
	double low, width;
	size_t count[BINS_MOST], n, most;
};

/* As many as the square root of n says. */
static void fill_bins(const struct crm_svg_histogram *h, struct bins *b)
{
	double low = h->x[0], high = h->x[0];

	for (size_t i = 1; i < h->n; i++) {
		low = fmin(low, h->x[i]);
		high = fmax(high, h->x[i]);
	}
	b->n = (size_t)fmin(BINS_MOST, fmax(1, ceil(sqrt((double)h->n))));
	if (!(high > low)) {
		b->n = 1;
		high = low + fmax(fabs(low) * 1e-3, 1e-6);
	}
	b->low = low;
	b->width = (high - low) / (double)b->n;
	for (size_t i = 0; i < h->n; i++) {
		size_t k = (size_t)fmax(0, floor((h->x[i] - low) / b->width));

		k = k < b->n ? k : b->n - 1;
		if (++b->count[k] > b->most)
			b->most = b->count[k];
	}
}

static double normal(double x, double mean, double sd)
{
	double z = (x - mean) / sd;

	return exp(-z * z / 2) / (sd * 2.5066282746310002);
}

static void curve(struct crm_buf *out, const struct crm_svg_histogram *h, const struct bins *b,
    const struct svg_axis *x, const struct svg_axis *y)
{
	crm_buf_addz(out, "<polyline fill=\"none\" stroke=\"#c2571a\" points=\"");
	for (int i = 0; i <= CURVE; i++) {
		double at = x->low + (x->high - x->low) * i / CURVE;
		double count = normal(at, h->mean, h->sd) * (double)h->n * b->width;

		crm_buf_addf(
		    out, "%s%.2f,%.2f", i > 0 ? " " : "", crm_svg_at(x, at), crm_svg_at(y, count));
	}
	crm_buf_addz(out, "\"/>\n");
}

static void bars(
    struct crm_buf *out, const struct bins *b, const struct svg_axis *x, const struct svg_axis *y)
{
	for (size_t i = 0; i < b->n; i++) {
		double left = crm_svg_at(x, b->low + b->width * (double)i);
		double right = crm_svg_at(x, b->low + b->width * (double)(i + 1));
		double top = crm_svg_at(y, (double)b->count[i]);

		if (b->count[i] > 0)
			crm_buf_addf(out,
			    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
			    "fill=\"#9db9d9\" stroke=\"#1f5fa8\"/>\n",
			    left, top, right - left, y->from - top);
	}
}

void crm_svg_histogram(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_histogram *h)
{
	struct svg_plot p;
	struct bins b = {0};
	struct svg_axis x, y;

	crm_svg_frame(out, box, &p);
	fill_bins(h, &b);
	x = (struct svg_axis){b.low, b.low + b.width * (double)b.n, p.left, p.right};
	for (size_t i = 0; i < h->nmarks; i++)
		crm_svg_widen(&x, h->marks[i].at);
	crm_svg_round(&x);
	y = (struct svg_axis){0, (double)b.most * 1.1, p.bottom, p.top};
	if (h->sd > 0)
		y.high =
		    fmax(y.high, normal(h->mean, h->mean, h->sd) * (double)h->n * b.width * 1.1);
	bars(out, &b, &x, &y);
	if (h->sd > 0)
		curve(out, h, &b, &x, &y);
	for (size_t i = 0; i < h->nmarks; i++) {
		const struct crm_svg_mark *m = &h->marks[i];
		double at = crm_svg_at(&x, m->at);

		crm_svg_line(
		    out, at, p.top, at, p.bottom, m->limit ? "#c0202a" : "#666", !m->limit);
		crm_svg_text(out, at, p.top - 4, CRM_SVG_SMALL, CRM_SVG_MIDDLE, m->label);
	}
	crm_svg_ticks(out, &p, &x, false);
	crm_svg_ticks(out, &p, &y, true);
}

/* ---- control chart ---- */

/* A line in steps where the limits differ. */
static void steps(struct crm_buf *out, const struct svg_axis *x, const struct svg_axis *y,
    const double *v, size_t n, const char *stroke)
{
	crm_buf_addf(out, "<polyline fill=\"none\" stroke=\"%s\" points=\"", stroke);
	for (size_t i = 0; i < n; i++)
		crm_buf_addf(out, "%s%.2f,%.2f %.2f,%.2f", i > 0 ? " " : "",
		    crm_svg_at(x, (double)i - 0.5), crm_svg_at(y, v[i]),
		    crm_svg_at(x, (double)i + 0.5), crm_svg_at(y, v[i]));
	crm_buf_addz(out, "\"/>\n");
}

static void labels(struct crm_buf *out, const struct svg_plot *p, const struct svg_axis *y,
    const struct crm_svg_control *c)
{
	const double *const lines[] = {c->high, c->middle, c->low};
	static const char *const names[] = {"UCL", "mean", "LCL"};

	for (size_t i = 0; i < 3; i++)
		crm_svg_text(out, p->right + 4, crm_svg_at(y, lines[i][c->n - 1]) + 3,
		    CRM_SVG_SMALL, CRM_SVG_START, names[i]);
}

void crm_svg_control(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_control *c)
{
	struct svg_plot p;
	struct svg_axis x, y;

	crm_svg_frame(out, box, &p);
	if (c->n == 0)
		return;
	x = (struct svg_axis){-0.5, (double)c->n - 0.5, p.left, p.right};
	y = (struct svg_axis){c->point[0], c->point[0], p.bottom, p.top};
	for (size_t i = 0; i < c->n; i++) {
		crm_svg_widen(&y, c->point[i]);
		crm_svg_widen(&y, c->low[i]);
		crm_svg_widen(&y, c->high[i]);
	}
	crm_svg_round(&y);
	steps(out, &x, &y, c->middle, c->n, "#3a7d44");
	steps(out, &x, &y, c->low, c->n, "#c0202a");
	steps(out, &x, &y, c->high, c->n, "#c0202a");
	crm_buf_addz(out, "<polyline fill=\"none\" stroke=\"#1f5fa8\" points=\"");
	for (size_t i = 0; i < c->n; i++)
		crm_buf_addf(out, "%s%.2f,%.2f", i > 0 ? " " : "", crm_svg_at(&x, (double)i),
		    crm_svg_at(&y, c->point[i]));
	crm_buf_addz(out, "\"/>\n");
	for (size_t i = 0; i < c->n; i++) {
		bool bad = c->out != NULL && c->out[i];

		crm_buf_addf(out, "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%s\" fill=\"%s\"/>\n",
		    crm_svg_at(&x, (double)i), crm_svg_at(&y, c->point[i]), bad ? "4" : "2.5",
		    bad ? "#c0202a" : "#1f5fa8");
	}
	labels(out, &p, &y, c);
	crm_svg_ticks(out, &p, &y, true);
}

/* ---- bars, lines ---- */

void crm_svg_bars(struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_bars *b)
{
	struct svg_plot p;
	struct svg_axis y;
	double group, each;

	crm_svg_frame(out, box, &p);
	y = (struct svg_axis){0, 0, p.bottom, p.top};
	for (size_t i = 0; i < b->ngroups * b->nseries; i++)
		crm_svg_widen(&y, b->value[i]);
	y.low = 0;
	y.high = y.high > 0 ? y.high * 1.1 : 1;
	group = (p.right - p.left) / (double)b->ngroups;
	each = group * 0.8 / (double)b->nseries;
	for (size_t g = 0; g < b->ngroups; g++) {
		double left = p.left + group * ((double)g + 0.1);

		crm_svg_text(out, left + group * 0.4, p.bottom + 15, CRM_SVG_SMALL, CRM_SVG_MIDDLE,
		    b->groups[g]);
		for (size_t i = 0; i < b->nseries; i++) {
			double v = b->value[g * b->nseries + i];

			if (v >= 0)
				crm_buf_addf(out,
				    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
				    "fill=\"%s\"/>\n",
				    left + each * (double)i, crm_svg_at(&y, v), each,
				    p.bottom - crm_svg_at(&y, v), crm_svg_colour(i));
		}
	}
	crm_svg_legend(out, &p, b->series, b->nseries);
	crm_svg_ticks(out, &p, &y, true);
}

void crm_svg_lines(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_lines *l)
{
	struct svg_plot p;
	struct svg_axis x, y;

	crm_svg_frame(out, box, &p);
	x = (struct svg_axis){-0.5, (double)l->nplaces - 0.5, p.left, p.right};
	y = (struct svg_axis){l->value[0], l->value[0], p.bottom, p.top};
	for (size_t i = 0; i < l->nplaces * l->nseries; i++)
		crm_svg_widen(&y, l->value[i]);
	crm_svg_round(&y);
	for (size_t s = 0; s < l->nseries; s++) {
		crm_buf_addf(
		    out, "<polyline fill=\"none\" stroke=\"%s\" points=\"", crm_svg_colour(s));
		for (size_t i = 0; i < l->nplaces; i++)
			crm_buf_addf(out, "%s%.2f,%.2f", i > 0 ? " " : "",
			    crm_svg_at(&x, (double)i),
			    crm_svg_at(&y, l->value[s * l->nplaces + i]));
		crm_buf_addz(out, "\"/>\n");
	}
	for (size_t i = 0; i < l->nplaces; i++)
		crm_svg_text(out, crm_svg_at(&x, (double)i), p.bottom + 15, CRM_SVG_SMALL,
		    CRM_SVG_MIDDLE, l->places[i]);
	crm_svg_legend(out, &p, l->series, l->nseries);
	crm_svg_ticks(out, &p, &y, true);
}
