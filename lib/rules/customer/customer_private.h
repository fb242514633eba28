/*
 * The parts of the customer, for the files lib/rules/customer/customer*.c.
 */
#ifndef CRM_RULES_CUSTOMER_PRIVATE_H
#define CRM_RULES_CUSTOMER_PRIVATE_H

#include "lib/rules/customer/customer.h"

extern const struct crm_step crm_customer_steps[];

/* A member of the enum as customer.c's table names it. */
const char *crm_customer_name(int field);

/* As crm_customer_expected() for channels in a preference, where "off" and "default" stand alone. */
const char *crm_customer_expected_preference(const struct crm_cell *c);

/* Of field sort: none is customer. It stays what it is. */
#define CRM_SORT_STAYS \
	"stays what it is: a customer is no department of our own; end this one and add another"
bool crm_customer_same_sort(const struct crm_cell *a, const struct crm_cell *b);

void crm_customer_check(const struct crm_view *v, struct crm_findings *f);
void crm_customer_import(
    const struct crm_view *before, const struct crm_view *after, struct crm_findings *f);
void crm_customer_brought(const struct crm_view *after, struct crm_changes *out);

#endif
