/*
 * Charts as SVG, to stand in a page or alone: no script, no style sheet, no font of its own; role
 * "img" with title and description. The same values give the same bytes. All values are finite.
 */
#ifndef CRM_IO_SVG_H
#define CRM_IO_SVG_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/buf.h"

void crm_svg_begin(
    struct crm_buf *out, double width, double height, const char *title, const char *text);
void crm_svg_end(struct crm_buf *out);

enum crm_svg_anchor { CRM_SVG_START, CRM_SVG_MIDDLE, CRM_SVG_END };
/* Control characters and what is no UTF-8 are left out. */
void crm_svg_text(
    struct crm_buf *out, double x, double y, double size, enum crm_svg_anchor a, const char *text);

/* Where a chart stands, with its heading above and room for the axes within. */
struct crm_svg_box {
	double x, y, width, height;
	const char *heading;
};

/* A line across a chart at a value. */
struct crm_svg_mark {
	double at;
	const char *label;
	bool limit; /* of the specification: red; else grey and dashed */
};

/* Bars of n values and, where sd is above 0, the normal curve of mean and sd. */
struct crm_svg_histogram {
	const double *x;
	size_t n;
	double mean, sd;
	const struct crm_svg_mark *marks;
	size_t nmarks;
};
void crm_svg_histogram(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_histogram *h);

/* A control chart: points with middle and limits of each. */
struct crm_svg_control {
	const double *point, *middle, *low, *high;
	const bool *out; /* drawn red; NULL: none */
	size_t n;
};
void crm_svg_control(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_control *c);

/* Groups of bars, from 0: value[group * series + i]; one of below 0 is none. */
struct crm_svg_bars {
	const char *const *groups, *const *series;
	const double *value;
	size_t ngroups, nseries;
};
void crm_svg_bars(struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_bars *b);

/* A line a series over named places: value[series * places + i]. */
struct crm_svg_lines {
	const char *const *places, *const *series;
	const double *value;
	size_t nplaces, nseries;
};
void crm_svg_lines(
    struct crm_buf *out, const struct crm_svg_box *box, const struct crm_svg_lines *l);

#endif
