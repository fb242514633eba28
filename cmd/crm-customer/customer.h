/*
 * The commands of crm-customer, one file each.
 */
#ifndef CRM_CMD_CUSTOMER_H
#define CRM_CMD_CUSTOMER_H

#include "lib/rules/customer/reach.h"
#include "lib/tool/run.h"

extern const struct crm_opt customer_contacts_opts[];

void customer_contacts(struct crm_run *r);

#endif
