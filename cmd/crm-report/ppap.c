/*
 * crm-report ppap: submissions: our own, or with --incoming the packages of suppliers.
 */
#include <string.h>

#include "cmd/crm-report/report.h"
#include "cmd/crm-report/sheet.h"
#include "lib/rules/submission/submission.h"
#include "lib/rules/submission/submission_figures.h"

#define WITHIN 30 /* days */
#define MOST_DAYS 99999

const struct crm_opt crm_report_ppap_opts[] = {
    {"incoming", 0, CRM_OPT_FLAG, NULL, "the packages of suppliers, not our own submissions",
        false},
    {"within", 0, CRM_OPT_TEXT, "DAYS", "what expires so soon (default 30)", false},
    {"lag", 0, CRM_OPT_LIST, "FROM,TO", "times between two stamps", false},
    {"unit", 0, CRM_OPT_TEXT, "s|min|h|d", "unit of --lag (default d)", false},
    {"pareto", 0, CRM_OPT_LIST, "FIELD", "values of a field, the most frequent first", false},
    {"by", 0, CRM_OPT_TEXT, "FIELD,...", "a set of figures for each group; also month, year, day",
        false},
    {"from", 0, CRM_OPT_TEXT, "DATE", "submitted on or after", false},
    {"to", 0, CRM_OPT_TEXT, "DATE", "submitted on or before", false},
    {"ids", 0, CRM_OPT_FLAG, NULL, "the records behind each figure instead", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false}};

static bool is_wanted(const struct crm_run *r, const struct crm_view *v)
{
	return crm_view_has(v, CRM_B_SUPPLIER) == crm_args_has(r->args, "incoming");
}

void crm_report_ppap(struct crm_run *run)
{
	const char *within = crm_args_text(run->args, "within");
	struct crm_figures_opts o = {.within = WITHIN};

	if (within != NULL && sheet_whole(within, strlen(within), MOST_DAYS, &o.within) != 0) {
		(void)sheet_bad_option(
		    run, "--within", "not a number of days", within, "one like 30");
		return;
	}
	if (crm_run_kind(run, crm_submission.name) == 0)
		sheet_run(run, &crm_submission_figures, &o, is_wanted, CRM_B_SUPPLIER);
}
