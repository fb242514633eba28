/*
 * crm-report orders: the order book: states, sorts, lead and review time, reasons of delay.
 */
#include "cmd/crm-report/report.h"
#include "cmd/crm-report/sheet.h"
#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"

const struct crm_opt crm_report_orders_opts[] = {
    {"lag", 0, CRM_OPT_LIST, "FROM,TO",
        "times between two stamps or days (default: lead time and review time)", false},
    {"unit", 0, CRM_OPT_TEXT, "s|min|h|d", "unit of --lag (default d)", false},
    {"pareto", 0, CRM_OPT_LIST, "FIELD",
        "values of a field, the most frequent first (default state and sort)", false},
    {"by", 0, CRM_OPT_TEXT, "FIELD,...", "a set of figures for each group; also month, year, day",
        false},
    {"from", 0, CRM_OPT_TEXT, "DATE", "taken in on or after", false},
    {"to", 0, CRM_OPT_TEXT, "DATE", "taken in on or before", false},
    {"ids", 0, CRM_OPT_FLAG, NULL, "the records behind each figure instead", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false}};

void crm_report_orders(struct crm_run *run)
{
	struct crm_figures_opts o = {0};

	if (crm_run_kind(run, crm_order.name) == 0)
		sheet_run(run, &crm_order_figures, &o, NULL, 0);
}
