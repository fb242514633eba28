/*
 * What the figures count of complaints (design section 7): see
 * lib/rules/figures/figures.h.
 */
#ifndef CRM_RULES_COMPLAINT_FIGURES_H
#define CRM_RULES_COMPLAINT_FIGURES_H

#include "lib/rules/figures/figures.h"

extern const struct crm_figures_kind crm_complaint_figures;

#endif
