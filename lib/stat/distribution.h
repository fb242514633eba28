/*
 * Distributions for intervals and tests: to 1e-10 of probability, 1e-9 relative of quantiles. Every
 * result is finite: a p outside of 0 to 1 is taken as the nearest within, a negative x or f as 0.
 */
#ifndef CRM_STAT_DISTRIBUTION_H
#define CRM_STAT_DISTRIBUTION_H

double crm_normal_below(double z);    /* P(Z <= z) */
double crm_normal_above(double z);    /* P(Z > z), exact in the tail */
double crm_normal_quantile(double p); /* 0 < p < 1 */
double crm_chi2_below(double x, double df);
double crm_chi2_quantile(double p, double df);        /* 0 < p < 1, df > 0 */
double crm_f_above(double f, double df1, double df2); /* p-value of an F test */

/* log gamma(a) less Stirling's (a - 1/2) log a - a + log(2 pi) / 2; a > 0. */
double crm_stirling_rest(double a);

#endif
