/* Between the files of lib/rules/study. */
#ifndef CRM_RULES_STUDY_VALUES_H
#define CRM_RULES_STUDY_VALUES_H

#include "lib/rules/study/study.h"

/* Subgroups from..to (from 1; 0: all), put together by their names in the order in which they first
 * come. grouped false: each value by itself, as the rows come. */
int crm_study_values_read(const struct crm_sheet *s, bool grouped, size_t from, size_t to,
    struct crm_study_values *out, struct crm_err *e);
void crm_study_values_release(struct crm_study_values *v);

/* The decimal in the cell into the series; -1 with the place where there is none, or it cannot be
 * taken. */
int crm_study_add(
    const struct crm_sheet *s, size_t row, int field, struct crm_series *series, struct crm_err *e);
/* The text in the cell; NULL with the place where it is empty. */
const char *crm_study_text(const struct crm_sheet *s, size_t row, int field, struct crm_err *e);

#endif
