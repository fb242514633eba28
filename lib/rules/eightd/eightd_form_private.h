/*
 * Between the files lib/rules/eightd/eightd_form*.c.
 */
#ifndef CRM_RULES_EIGHTD_FORM_PRIVATE_H
#define CRM_RULES_EIGHTD_FORM_PRIVATE_H

#include "lib/rules/complaint/complaint_private.h"
#include "lib/rules/eightd/eightd_form.h"

struct crm_fill {
	const struct crm_form_opts *o;
	const struct crm_view *v; /* the record */
};

/* The field's text; nothing where there is none. */
void crm_form_put(struct crm_doc *o, const char *name, const struct crm_view *v, int field);
/* The local day of a stamp, or a date. */
void crm_form_day(const struct crm_fill *f, struct crm_doc *o, const char *name,
    const struct crm_view *v, int field);
/* A fact that the form has no member for; several under their fields' names. */
void crm_form_inform(struct crm_doc *step, const char *key, const struct crm_view *v, int field);
void crm_form_inform_all(
    struct crm_doc *step, const struct crm_view *v, const int *fields, size_t n);

void crm_form_header(const struct crm_fill *f, struct crm_doc *form);

#endif
