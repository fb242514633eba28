/*
 * What all commands of crm-report share: figures of one kind (lib/rules/figures/figures.h) over a
 * stream of records, a row a figure; with --ids a row for each record behind a figure.
 */
#ifndef CMD_CRM_REPORT_SHEET_H
#define CMD_CRM_REPORT_SHEET_H

#include "lib/rules/figures/figures.h"
#include "lib/tool/run.h"

/* Is the record one that is counted? */
typedef bool sheet_wanted(const struct crm_run *r, const struct crm_view *v);

/*
 * The whole of a command, after crm_run_kind(). Of the command line it takes --lag, --pareto,
 * --by, --unit, --from, --to and --ids, which all commands have; the rest of the options is in o.
 * wanted looks at that field; NULL: all are counted.
 */
void sheet_run(struct crm_run *r, const struct crm_figures_kind *kind, struct crm_figures_opts *o,
    sheet_wanted *wanted, int field);

/* For a command's own options. Tells what is wrong with one; -1. */
int sheet_bad_option(
    struct crm_run *r, const char *option, const char *why, const char *text, const char *expected);
/* The values of an option that may be repeated. */
const char *const *sheet_values(
    struct crm_run *r, struct crm_arena *a, const char *option, size_t *n);
/* A whole number from 0 to most; -1: it is none. */
int sheet_whole(const char *text, size_t len, int64_t most, int64_t *out);

#endif
