/*
 * crm-report: figures over records. The table of its commands.
 */
#include "cmd/crm-report/report.h"

static const struct crm_command commands[] = {
    {"complaints", "[FILE|-]...", "timely handling, times, Pareto of complaints",
        crm_report_complaints_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER,
        crm_report_complaints},
    {"delivery", "[FILE|-]...", "on-time delivery by order, line and pieces",
        crm_report_delivery_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER,
        crm_report_delivery},
    {"orders", "[FILE|-]...", "states, lead and review time, reasons of delay of orders",
        crm_report_orders_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_report_orders},
    {"ppap", "[FILE|-]...", "first pass, on time, status and gaps of PPAP submissions",
        crm_report_ppap_opts, CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_FILTER, crm_report_ppap},
    {NULL, NULL, NULL, NULL, 0, NULL}};

static const struct crm_tool tool = {
    .name = "crm-report", .summary = "figures over records", .commands = commands};

int main(int argc, char **argv)
{
	return crm_tool_main(&tool, argc, argv);
}
