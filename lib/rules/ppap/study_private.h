/*
 * Between the files that judge studies (study_rules.c, study_gauges.c).
 */
#ifndef CRM_RULES_PPAP_STUDY_PRIVATE_H
#define CRM_RULES_PPAP_STUDY_PRIVATE_H

#include "lib/rules/ppap/judge_private.h"
#include "lib/rules/study/study.h"

struct crm_judged_study {
	struct crm_ppap_judge *j;
	struct crm_dims *dims; /* the drawing list */
	const struct crm_node *n;
	int at;
	const struct crm_ppap_limits *limits;
	const struct crm_ppap_evidence *evidence; /* NULL: none is named, or known */
	const struct crm_sheet *sheet;            /* NULL: no table of its kind that can be read */
};

/* field "NAME.cpk", as the manifest has it below `studies`; field -1: the study. */
void crm_study_find(struct crm_judged_study *x, const char *code, int field, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void crm_study_unread(struct crm_judged_study *x, const char *why);
/* Raw values that are missing or not balanced. */
void crm_study_bad(struct crm_judged_study *x, const struct crm_err *e);

/* The figure in the manifest. decimals: of its text. */
struct crm_figure crm_study_claimed(const struct crm_judged_study *x, int field, int *decimals);
/* A finding where it is not the computed one within half a unit of its last decimal. */
void crm_study_claim(
    struct crm_judged_study *x, int field, struct crm_figure computed, const char *method);
/* The method's number; fallback where none is named, and with a finding where nobody knows it. */
int crm_study_method(
    struct crm_judged_study *x, int (*find)(const char *name), int fallback, const char *known);
/* The characteristic's limits by the drawing list; false after a finding. */
bool crm_study_limits(struct crm_judged_study *x, struct crm_dims_limits *l);

void crm_study_judge_grr(struct crm_judged_study *x);
void crm_study_judge_attribute(struct crm_judged_study *x);

#endif
