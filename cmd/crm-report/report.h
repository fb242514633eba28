/*
 * The commands of crm-report, one file each.
 */
#ifndef CRM_CMD_REPORT_H
#define CRM_CMD_REPORT_H

#include "lib/tool/run.h"

extern const struct crm_opt crm_report_complaints_opts[], crm_report_delivery_opts[],
    crm_report_orders_opts[], crm_report_ppap_opts[];
void crm_report_complaints(struct crm_run *run);
void crm_report_delivery(struct crm_run *run);
void crm_report_orders(struct crm_run *run);
void crm_report_ppap(struct crm_run *run);

#endif
