/*
 * crm-report delivery: on-time delivery by order, line and pieces.
 */
#include <string.h>

#include "cmd/crm-report/report.h"
#include "cmd/crm-report/sheet.h"
#include "lib/rules/order/figures/order_figures.h"
#include "lib/rules/order/order.h"

const struct crm_opt crm_report_delivery_opts[] = {
    {"due", 0, CRM_OPT_TEXT, "promised|requested|current|agreed",
        "the day that counts (default promised: the first promise; agreed: as the customer moved it)",
        false},
    {"day", 0, CRM_OPT_TEXT, "arrived|shipped", "what counts as delivered (default arrived)",
        false},
    {"exact", 0, CRM_OPT_FLAG, NULL,
        "by the instant on the customer's clock, not by the calendar day", false},
    {"window", 0, CRM_OPT_TEXT, "-3d..0d",
        "days from the due day that are in time (default: equal or early)", false},
    {"lag", 0, CRM_OPT_LIST, "FROM,TO", "times between two stamps", false},
    {"unit", 0, CRM_OPT_TEXT, "s|min|h|d", "unit of --lag (default d)", false},
    {"pareto", 0, CRM_OPT_LIST, "FIELD", "values of a field, the most frequent first", false},
    {"by", 0, CRM_OPT_TEXT, "FIELD,...",
        "a set of figures for each group; also month, year, day: of the due day", false},
    {"from", 0, CRM_OPT_TEXT, "DATE", "due on or after", false},
    {"to", 0, CRM_OPT_TEXT, "DATE", "due on or before", false},
    {"ids", 0, CRM_OPT_FLAG, NULL, "the records behind each figure instead", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false}};

static int read_ask(struct crm_run *r, struct crm_order_delivery *ask)
{
	const char *due = crm_args_text(r->args, "due"), *day = crm_args_text(r->args, "day");
	const char *window = crm_args_text(r->args, "window");

	ask->exact = crm_args_has(r->args, "exact");
	ask->shipped = day != NULL && strcmp(day, "shipped") == 0;
	if (due != NULL && crm_order_due_read(due, &ask->due) != 0)
		return sheet_bad_option(
		    r, "--due", "no such day", due, "promised, requested, current or agreed");
	if (day != NULL && !ask->shipped && strcmp(day, "arrived") != 0)
		return sheet_bad_option(r, "--day", "no such day", day, "arrived or shipped");
	if (window != NULL && crm_order_window_read(window, ask) != 0)
		return sheet_bad_option(r, "--window", "no window", window,
		    "days from the due day, the first and the last, like -3d..0d");
	return 0;
}

void crm_report_delivery(struct crm_run *run)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_order_delivery ask = {.due = CRM_DUE_PROMISED};
	struct crm_figures_opts o = {.ask = &ask};

	if (crm_run_kind(run, crm_order.name) == 0 && read_ask(run, &ask) == 0)
		sheet_run(run, crm_order_delivery_figures(&ask, &arena), &o, NULL, 0);
	crm_arena_release(&arena);
}
