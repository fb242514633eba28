/*
 * Constants of control charts and gauge studies (ppap.md, section 5).
 */
#ifndef CRM_STAT_CONSTANTS_H
#define CRM_STAT_CONSTANTS_H

#define CRM_SUBGROUP_MOST 25

struct crm_chart_constants {
	int n;
	double d2, d3, c4, A2, A3, B3, B4, D3, D4, E2;
};
/* Of subgroups of n = 2 to 25, six decimals; NULL otherwise. */
const struct crm_chart_constants *crm_chart_constants(int n);
/* c4 of any n >= 2, by the gamma function; 0 below. */
double crm_c4(int n);

/*
 * K1 of 2 to 30 trials, K2 of 2 to 30 appraisers, K3 of 2 to 30 parts, one-sigma units (MSA 4th ed.):
 * the printed four digits up to 3 trials, 3 appraisers, 10 parts, the derived six beyond. 0: none.
 */
double crm_grr_k1(int trials);
double crm_grr_k2(int appraisers);
double crm_grr_k3(int parts);
/* D4 of 2 to 30 trials: a range above D4 Rbar is to be repeated. 0: none. */
double crm_grr_d4(int trials);
#define CRM_GRR_MOST 30

#endif
