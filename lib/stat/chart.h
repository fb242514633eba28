/*
 * Control charts: Xbar-R, Xbar-s, individuals and moving range; and the rules by which a
 * process is called unstable (ppap.md, sections 4 and 5).
 */
#ifndef CRM_STAT_CHART_H
#define CRM_STAT_CHART_H

#include <stddef.h>

#include "lib/stat/capability.h"

enum crm_chart_rule {
	CRM_RULE_LIMIT = 1,         /* a point beyond the limits */
	CRM_RULE_SIDE_7 = 2,        /* 7 in a row on one side of the middle (AIAG) */
	CRM_RULE_SIDE_8 = 4,        /* 8 (Nelson) */
	CRM_RULE_SIDE_9 = 8,        /* 9 */
	CRM_RULE_TREND_6 = 16,      /* 6 points in a row (5 steps) rising or falling */
	CRM_RULE_ALTERNATE_14 = 32, /* 14 points in a row up and down */
	CRM_RULE_TWO_OF_3 = 64,     /* 2 of 3 beyond 2 sigma on one side */
	CRM_RULE_FOUR_OF_5 = 128,   /* 4 of 5 beyond 1 sigma on one side */
	CRM_RULE_INSIDE_15 = 256,   /* 15 in a row within 1 sigma */
	CRM_RULE_OUTSIDE_8 = 512    /* 8 in a row beyond 1 sigma, on whichever side */
};
#define CRM_RULES 10
#define CRM_RULES_DEFAULT (CRM_RULE_LIMIT | CRM_RULE_SIDE_7 | CRM_RULE_TREND_6)
const char *crm_chart_rule_name(
    int bit); /* bit 0..9, NULL past the end: limit side7 side8 side9 trend6 alternate14 two3 four5 inside15 outside8 */
int crm_chart_rule_find(const char *name); /* the flag, or -1 */

/* A chart: points with the middle and limits of each (they differ where subgroups do). A subgroup of
 * one value has spread, middle and limits 0. */
struct crm_chart {
	size_t n;
	double *point, *middle, *low, *high;
};
void crm_chart_release(struct crm_chart *c);

/* Location (averages, or individuals) and spread (R; s, also of POOLED; or moving range, one point
 * fewer) of what crm_capability() took, about the mean of all values and the sigma within. -1 as
 * crm_sigma_within(), nothing to release then. */
int crm_chart_make(const struct crm_series *s, const size_t *first, size_t k, enum crm_sigma method,
    struct crm_chart *location, struct crm_chart *spread, const char **why);

struct crm_signal {
	int rule;  /* the flag */
	size_t at; /* point where it is complete, from 0 */
};
/*
 * Calls fn for each (NULL: counts), in order of points, then rules. A run that goes on signals at each
 * further point. Returns how many. What lies on a limit or on the middle to 13 digits lies on it, thus
 * not beyond, nor on a side. Rules of 1 and 2 sigma say nothing where sigma is 0. On spread charts
 * only CRM_RULE_LIMIT makes sense: pass it alone.
 */
size_t crm_chart_signals(const struct crm_chart *c, unsigned rules,
    void (*fn)(void *ctx, const struct crm_signal *s), void *ctx);

#endif
