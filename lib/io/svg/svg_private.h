/* Between the files of lib/io/svg. */
#ifndef CRM_IO_SVG_PRIVATE_H
#define CRM_IO_SVG_PRIVATE_H

#include "lib/io/svg/svg.h"

#define CRM_SVG_SMALL 10.0
#define CRM_SVG_HEADING 13.0

/* Values to places: a range that is never empty. */
struct svg_axis {
	double low, high; /* values */
	double from, to;  /* places */
};
struct svg_plot { /* the part of a box within its axes */
	double left, right, top, bottom;
};

void crm_svg_widen(struct svg_axis *a, double x);
/* A little more at both ends; 1 where all is one value. */
void crm_svg_round(struct svg_axis *a);
double crm_svg_at(const struct svg_axis *a, double x);
void crm_svg_line(struct crm_buf *out, double x1, double y1, double x2, double y2,
    const char *stroke, bool dashed);
/* Heading, frame and ticks of the upright axis (NULL: none). */
void crm_svg_frame(struct crm_buf *out, const struct crm_svg_box *box, struct svg_plot *plot);
void crm_svg_ticks(
    struct crm_buf *out, const struct svg_plot *p, const struct svg_axis *a, bool up);
/* The i-th colour of a series. */
const char *crm_svg_colour(size_t i);
/* Names of the series beside their colours, above the plot at its right. */
void crm_svg_legend(
    struct crm_buf *out, const struct svg_plot *p, const char *const *names, size_t n);

#endif
