/*
 * What the figures count of submissions (design section 7; requirement P2): see
 * lib/rules/figures/figures.h. The status of a submission is that of the day on which it is asked.
 */
#ifndef CRM_RULES_SUBMISSION_FIGURES_H
#define CRM_RULES_SUBMISSION_FIGURES_H

#include "lib/rules/figures/figures.h"

extern const struct crm_figures_kind crm_submission_figures;

#endif
