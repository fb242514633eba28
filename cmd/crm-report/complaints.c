/*
 * crm-report complaints: the figures of lib/rules/figures/figures.h over a
 * stream of complaints.
 */
#include "cmd/crm-report/report.h"

#include <string.h>

#include "cmd/crm-report/sheet.h"
#include "lib/base/mem.h"
#include "lib/rules/complaint/complaint_figures.h"

const struct crm_opt crm_report_complaints_opts[] = {
    {"clock", 0, CRM_OPT_LIST, "NAME", "timely rates of this clock (else of all together)", false},
    {"lag", 0, CRM_OPT_LIST, "FROM,TO", "times between two stamps", false},
    {"unit", 0, CRM_OPT_TEXT, "s|min|h|d", "unit of --lag (default d)", false},
    {"pareto", 0, CRM_OPT_LIST, "FIELD", "values of a field, the most frequent first", false},
    {"ageing", 0, CRM_OPT_MAYBE, "DAYS,...", "open ones by age (default 7,14,30,60,90)", false},
    {"cost", 0, CRM_OPT_FLAG, NULL, "costs by currency, and those of premium freight", false},
    {"delivered", 0, CRM_OPT_TEXT, "N", "pieces delivered: ppm of bad ones that are our fault",
        false},
    {"by", 0, CRM_OPT_TEXT, "FIELD,...", "a set of figures for each group; also month, year, day",
        false},
    {"from", 0, CRM_OPT_TEXT, "DATE", "received on or after", false},
    {"to", 0, CRM_OPT_TEXT, "DATE", "received on or before", false},
    {"ids", 0, CRM_OPT_FLAG, NULL, "the records behind each figure instead", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false}};

/* ---- the command ---- */

#define MOST_DAYS 99999

/* "7,14,30" */
static int read_borders(struct crm_run *r, struct crm_arena *a, struct crm_figures_opts *o)
{
	const char *list = crm_args_text(r->args, "ageing");
	int64_t *days;

	if (list == NULL)
		return 0;
	o->borders = days = crm_arena_alloc(a, (strlen(list) + 1) * sizeof(*days));
	for (const char *at = list; at != NULL;) {
		size_t len = strcspn(at, ","), n = o->nborders;

		if (sheet_whole(at, len, MOST_DAYS, &days[n]) != 0 ||
		    (n > 0 && days[n] <= days[n - 1]))
			return sheet_bad_option(
			    r, "--ageing", "not days in ascending order", list, "7,14,30,60,90");
		o->nborders++;
		at = at[len] == ',' ? at + len + 1 : NULL;
	}
	return 0;
}

static int read_delivered(struct crm_run *r, struct crm_arena *a, struct crm_figures_opts *o)
{
	const char *text = crm_args_text(r->args, "delivered");
	int64_t *pieces;

	if (text == NULL)
		return 0;
	o->delivered = pieces = crm_arena_alloc(a, sizeof(*pieces));
	if (sheet_whole(text, strlen(text), INT64_MAX, pieces) != 0)
		return sheet_bad_option(
		    r, "--delivered", "not a count", text, "the pieces delivered, like 250000");
	if (o->by != NULL)
		return sheet_bad_option(r, "--delivered",
		    "how many of them each group had is not known", text, "no --by");
	return 0;
}

void crm_report_complaints(struct crm_run *run)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_figures_opts o = {0};

	o.clocks = sheet_values(run, &arena, "clock", &o.nclocks);
	o.by = crm_args_text(run->args, "by");
	o.ageing = crm_args_has(run->args, "ageing");
	o.sums = crm_args_has(run->args, "cost");
	if (crm_run_kind(run, "complaint") == 0 &&
	    (!o.sums || crm_run_unmasked(run, "costs", strlen("costs")) == 0) &&
	    read_borders(run, &arena, &o) == 0 && read_delivered(run, &arena, &o) == 0)
		sheet_run(run, &crm_complaint_figures, &o, NULL, 0);
	crm_arena_release(&arena);
}
