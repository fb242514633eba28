/*
 * Between procedure.c (what it says) and procedure_read.c, procedure_samples.c, which fill it.
 */
#ifndef CRM_RULES_ORDER_PROCEDURE_PRIVATE_H
#define CRM_RULES_ORDER_PROCEDURE_PRIVATE_H

#include "lib/data/walk.h"
#include "lib/rules/order/procedure/procedure.h"

/* By the enum; NULL-ended. */
extern const char *const crm_procedure_sort_words[];

/* `object` is the crm_procedure. */
int crm_procedure_read_samples(struct crm_walk *w, void *object, const struct crm_doc *d);

#endif
