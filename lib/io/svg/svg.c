/* Text, frames and axes of charts. */
#include "lib/io/svg/svg.h"

#include <math.h>
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/io/svg/svg_private.h"

#define TICKS 6

static void add_escaped(struct crm_buf *out, const char *s)
{
	size_t len = strlen(s), i = 0;

	while (i < len) {
		uint32_t cp;
		size_t n = crm_utf8_decode(s + i, len - i, &cp);

		if (n == 0 || cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xfffe ||
		    cp == 0xffff)
			;
		else if (s[i] == '&')
			crm_buf_addz(out, "&amp;");
		else if (s[i] == '<')
			crm_buf_addz(out, "&lt;");
		else if (s[i] == '>')
			crm_buf_addz(out, "&gt;");
		else
			crm_buf_add(out, s + i, n);
		i += n > 0 ? n : 1;
	}
}

void crm_svg_begin(
    struct crm_buf *out, double width, double height, const char *title, const char *text)
{
	crm_buf_addf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" "
	    "width=\"%.0f\" height=\"%.0f\" font-family=\"sans-serif\">\n<title>",
	    width, height, width, height);
	add_escaped(out, title);
	crm_buf_addz(out, "</title>\n<desc>");
	add_escaped(out, text);
	crm_buf_addf(
	    out, "</desc>\n<rect width=\"%.0f\" height=\"%.0f\" fill=\"white\"/>\n", width, height);
}

void crm_svg_end(struct crm_buf *out)
{
	crm_buf_addz(out, "</svg>\n");
}

void crm_svg_text(
    struct crm_buf *out, double x, double y, double size, enum crm_svg_anchor a, const char *text)
{
	static const char *const anchors[] = {"start", "middle", "end"};

	crm_buf_addf(out, "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.0f\" text-anchor=\"%s\">", x,
	    y, size, anchors[a]);
	add_escaped(out, text);
	crm_buf_addz(out, "</text>\n");
}

void crm_svg_line(struct crm_buf *out, double x1, double y1, double x2, double y2,
    const char *stroke, bool dashed)
{
	crm_buf_addf(out,
	    "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\"%s/>\n", x1, y1, x2,
	    y2, stroke, dashed ? " stroke-dasharray=\"4 3\"" : "");
}

/* ---- axes ---- */

void crm_svg_widen(struct svg_axis *a, double x)
{
	a->low = fmin(a->low, x);
	a->high = fmax(a->high, x);
}

void crm_svg_round(struct svg_axis *a)
{
	double more = (a->high - a->low) * 0.05;

	if (!(more > 0))
		more = fmax(fabs(a->high) * 1e-3, 1e-6);
	a->low -= more;
	a->high += more;
}

double crm_svg_at(const struct svg_axis *a, double x)
{
	return a->from + (x - a->low) / (a->high - a->low) * (a->to - a->from);
}

/* 1, 2 or 5 by a power of ten. */
static double step_of(double range, int *digits)
{
	double raw = range / TICKS, power = pow(10, floor(log10(raw))), x = raw / power;

	*digits = (int)fmin(12, fmax(0, -floor(log10(raw) + 1e-9)));
	if (x > 5) {
		*digits = *digits > 0 ? *digits - 1 : 0;
		return 10 * power;
	}
	return (x > 2 ? 5 : x > 1 ? 2 : 1) * power;
}

void crm_svg_ticks(struct crm_buf *out, const struct svg_plot *p, const struct svg_axis *a, bool up)
{
	int digits;
	double step = step_of(a->high - a->low, &digits), first = ceil(a->low / step);
	struct crm_buf text = CRM_BUF_INIT;

	for (int i = 0; i < 4 * TICKS; i++) {
		double x = (first + i) * step, at = crm_svg_at(a, x);

		if (x > a->high)
			break;
		crm_buf_clear(&text);
		crm_buf_addf(&text, "%.*f", digits, fabs(x) < step / 2 ? 0.0 : x);
		if (up) {
			crm_svg_line(out, p->left - 4, at, p->left, at, "#666", false);
			crm_svg_text(out, p->left - 6, at + 3, CRM_SVG_SMALL, CRM_SVG_END,
			    crm_buf_str(&text));
		} else {
			crm_svg_line(out, at, p->bottom, at, p->bottom + 4, "#666", false);
			crm_svg_text(out, at, p->bottom + 15, CRM_SVG_SMALL, CRM_SVG_MIDDLE,
			    crm_buf_str(&text));
		}
	}
	crm_buf_release(&text);
}

void crm_svg_frame(struct crm_buf *out, const struct crm_svg_box *box, struct svg_plot *p)
{
	p->left = box->x + 60;
	p->right = box->x + box->width - 60;
	p->top = box->y + 34;
	p->bottom = box->y + box->height - 24;
	crm_svg_text(out, p->left, box->y + 14, CRM_SVG_HEADING, CRM_SVG_START, box->heading);
	crm_buf_addf(out,
	    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"none\" "
	    "stroke=\"#999\"/>\n",
	    p->left, p->top, p->right - p->left, p->bottom - p->top);
}

const char *crm_svg_colour(size_t i)
{
	static const char *const colours[] = {
	    "#1f5fa8", "#c2571a", "#3a7d44", "#7b3f98", "#8a6d1f", "#337f8c", "#a83254", "#555555"};

	return colours[i % (sizeof(colours) / sizeof(colours[0]))];
}

void crm_svg_legend(
    struct crm_buf *out, const struct svg_plot *p, const char *const *names, size_t n)
{
	double each = fmin(90, (p->right - p->left) / (double)(n > 0 ? n : 1));

	for (size_t i = 0; i < n; i++) {
		double x = p->left + each * (double)i;

		crm_buf_addf(out,
		    "<rect x=\"%.2f\" y=\"%.2f\" width=\"8\" height=\"8\" fill=\"%s\"/>\n", x,
		    p->top - 12, crm_svg_colour(i));
		crm_svg_text(out, x + 11, p->top - 4, CRM_SVG_SMALL, CRM_SVG_START, names[i]);
	}
}
