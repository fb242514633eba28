/*
 * Gauge repeatability and reproducibility (MSA 4th ed.; ppap.md, section 5): average and range,
 * ANOVA crossed, ANOVA nested, type-1. Balanced data only: who reads the file refuses others by line.
 */
#ifndef CRM_STAT_GAUGE_H
#define CRM_STAT_GAUGE_H

#include <stdbool.h>

#include "lib/stat/capability.h"

/* x[(part * appraisers + appraiser) * trials + trial], shifted. Nested: part counts within its
 * appraiser. */
struct crm_gauge_data {
	const double *x;
	int parts, appraisers, trials;
};

enum crm_gauge_method { CRM_GAUGE_RANGE, CRM_GAUGE_ANOVA, CRM_GAUGE_NESTED, CRM_GAUGE_METHODS };
const char *crm_gauge_method_name(enum crm_gauge_method m); /* average-range anova nested */
int crm_gauge_method_find(const char *name);

struct crm_gauge_opts {
	enum crm_gauge_method method;
	double alpha; /* pooling of the interaction (ANOVA): 0.05 */
	struct crm_figure
	    tolerance;             /* upper minus lower limit, for the tolerance basis: X / (T/6) */
	struct crm_figure process; /* process variation (6 sigma), which replaces TV and PV */
};

struct crm_gauge {
	/* Standard deviations, a negative variance taken as 0; interaction 0 by range, nested, pooled.
	 * Under 12 digits of what varies most they are what rounding leaves, and 0. */
	double ev, av, interaction, grr, pv, tv;
	struct crm_figure pct_ev, pct_av, pct_grr, pct_pv; /* of TV; absent where TV is 0 */
	struct crm_figure tol_ev, tol_av, tol_grr, tol_pv; /* of tolerance / 6 */
	struct crm_figure ndc; /* max(1, trunc(1.41 PV/GRR)); absent where GRR is 0 */
	/* by range: */
	double rbar, xdiff, rp, range_limit; /* D4 Rbar: ranges above it are to be repeated */
	int ranges_above;
	/* ANOVA; nested: part within appraiser, no interaction: */
	double ss_part, ss_appraiser, ss_interaction, ss_error, ss_total;
	double df_part, df_appraiser, df_interaction, df_error;
	struct crm_figure f,
	    p;       /* of the interaction; absent where no error is left to compare with */
	bool pooled; /* p above alpha: the interaction went into the error */
};

/* -1: too few or too many of something (2 to 30 parts, 1 (ANOVA, nested: 2) to 30 appraisers, 2 to 30
 * trials), or a tolerance or process variation not above 0; *why says it. One appraiser: AV is 0. */
int crm_gauge(const struct crm_gauge_data *d, const struct crm_gauge_opts *o, struct crm_gauge *out,
    const char **why);

/* Type-1: one part of known value, read n times. Cg = 0.2 T / (6 s), Cgk = (0.1 T - |bias|) / (3 s);
 * absent where s is 0. t: of the bias, p: that of the t test on both sides. mean and reference as the
 * series is shifted. -1: fewer than 2 values, a tolerance not above 0. */
struct crm_type1 {
	size_t n;
	double mean, sd, bias;
	struct crm_figure cg, cgk, t, p;
};
int crm_type1(const struct crm_series *s, double reference, double tolerance, struct crm_type1 *out,
    const char **why);

#endif
