/* Verdicts, numbers and texts of the studies. */
#include "lib/rules/study/study.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SAME 1e-9

const char *crm_study_verdict_name(enum crm_study_verdict v)
{
	static const char *const names[] = {"none", "meets", "review", "fails"};

	return names[v];
}

enum crm_study_verdict crm_study_verdict_worse(enum crm_study_verdict a, enum crm_study_verdict b)
{
	return a > b ? a : b;
}

int crm_study_cmp(double a, double b)
{
	double d = a - b;

	if (fabs(d) <= SAME * fmax(1, fabs(b)))
		return 0;
	return d < 0 ? -1 : 1;
}

enum crm_study_verdict crm_study_verdict_index(double index, const struct crm_ppap_limits *l)
{
	if (crm_study_cmp(index, crm_dec_double(l->index_low)) < 0)
		return CRM_STUDY_FAILS;
	return crm_study_cmp(index, crm_dec_double(l->index_high)) > 0 ? CRM_STUDY_MEETS
	                                                               : CRM_STUDY_REVIEW;
}

enum crm_study_verdict crm_study_verdict_grr(double percent, const struct crm_ppap_limits *l)
{
	if (crm_study_cmp(percent, crm_dec_double(l->grr_high)) > 0)
		return CRM_STUDY_FAILS;
	return crm_study_cmp(percent, crm_dec_double(l->grr_low)) < 0 ? CRM_STUDY_MEETS
	                                                              : CRM_STUDY_REVIEW;
}

enum crm_study_verdict crm_study_verdict_ndc(double ndc, const struct crm_ppap_limits *l)
{
	return ndc < l->ndc ? CRM_STUDY_FAILS : CRM_STUDY_MEETS;
}

enum crm_study_verdict crm_study_verdict_kappa(double kappa)
{
	if (crm_study_cmp(kappa, 0.40) < 0)
		return CRM_STUDY_FAILS;
	return crm_study_cmp(kappa, 0.75) > 0 ? CRM_STUDY_MEETS : CRM_STUDY_REVIEW;
}

void crm_study_number(double x, struct crm_buf *out)
{
	char text[40];

	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, x == 0 ? 0.0 : x);
		if (strtod(text, NULL) == x)
			break;
	}
	crm_buf_addz(out, text);
}

void crm_study_tell(struct crm_study_texts *t, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	crm_grow(&t->items, &t->cap, t->n + 1, sizeof(*t->items));
	t->items[t->n++] = crm_arena_strdup(&t->arena, crm_buf_str(&text));
	crm_buf_release(&text);
}

void crm_study_texts_release(struct crm_study_texts *t)
{
	free(t->items);
	crm_arena_release(&t->arena);
	memset(t, 0, sizeof(*t));
}

const char *crm_study_basis_name(enum crm_study_basis b)
{
	static const char *const names[] = {"", "variation", "tolerance", "both"};

	return names[b];
}

int crm_study_basis_find(const char *name)
{
	for (int b = CRM_BASIS_VARIATION; b <= CRM_BASIS_BOTH; b++) {
		if (strcmp(crm_study_basis_name((enum crm_study_basis)b), name) == 0)
			return b;
	}
	return -1;
}
