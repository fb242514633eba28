/*
 * The parts of the customer, for the files lib/rules/customer/customer*.c.
 */
#ifndef CRM_RULES_CUSTOMER_PRIVATE_H
#define CRM_RULES_CUSTOMER_PRIVATE_H

#include "lib/rules/customer/customer.h"

extern const struct crm_step crm_customer_steps[];

/* A member of the enum as customer.c's table names it. */
const char *crm_customer_name(int field);

/* What was expected of a member by that name, of the record or of an item, where the text is none
 * such; NULL: it is well, or any text is. Zones are judged by their looks alone. */
const char *crm_customer_expected(const char *member, const struct crm_cell *c);
/* The same of channels in a preference, where "off" and "default" stand alone. */
const char *crm_customer_expected_preference(const struct crm_cell *c);

void crm_customer_check(const struct crm_view *v, struct crm_findings *f);
void crm_customer_brought(const struct crm_view *after, struct crm_changes *out);

#endif
