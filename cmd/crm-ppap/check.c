/*
 * check MANIFEST...: the gate. All dossiers are judged, whatever is wrong with one of them.
 */
#include "cmd/crm-ppap/check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/io/report/baseline.h"
#include "lib/io/report/report.h"
#include "lib/rules/ppap/codes.h"

#define FORMATS "table, jsonl, json, csv, junit, tap, sarif, github or gitlab"

const struct crm_opt ppap_check_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", FORMATS, false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "of rows these fields only", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {"element", 0, CRM_OPT_LIST, "N", "only this element; may be repeated", false},
    {"severity", 0, CRM_OPT_TEXT, "LEVEL", "only findings of at least: note, warning, error",
        false},
    {"strict", 0, CRM_OPT_FLAG, NULL, "warnings are gaps, too", false},
    {"baseline", 0, CRM_OPT_TEXT, "FILE", "findings in this output of before are no gaps", false},
    {"zone", 0, CRM_OPT_TEXT, "ZONE", "of local days (default the store's, else UTC)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

struct check {
	struct crm_run *run;
	struct ppap_books books;
	struct crm_map *seen; /* fingerprints of the run */
	struct crm_baseline *baseline;
	enum crm_severity least, fails;
	bool people;               /* text; else */
	struct crm_output *rows;   /* rows, or */
	struct crm_report *report; /* for CI */
	bool *used;                /* by --element: was there such an element */
	bool unjudged;             /* a manifest */
};

static bool is_shown(const struct crm_finding *f, void *arg)
{
	const struct check *c = arg;

	return f->severity >= c->least && shown_element(c->run->args, f->subject);
}

/* ---- output ---- */

static int bad_option(struct crm_run *r, const char *option, const char *text, const char *expected)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(
	    &e, CRM_BADINPUT, option, 0, NULL, "'%s' is not known; expected %s", text, expected);
	return crm_run_fail(r, &e);
}

static bool rule(size_t i, struct crm_report_rule *out)
{
	const struct crm_ppap_code *c = crm_ppap_code_at(i);

	if (c == NULL)
		return false;
	*out = (struct crm_report_rule){c->name, c->severity, c->text, c->help, c->clause};
	return true;
}

static int open_output(struct check *c)
{
	const char *name = crm_args_text(c->run->args, "output");
	int ci = name != NULL ? crm_report_format_find(name) : -1;
	enum crm_format format;

	if (name != NULL && ci < 0 &&
	    (crm_format_parse(name, &format) != 0 || format == CRM_FMT_AUTO))
		return bad_option(c->run, "--output", name, FORMATS);
	if (ci >= 0) {
		const struct crm_report_opts o = {.format = (enum crm_report_format)ci,
		    .tool = "crm-ppap check",
		    .version = CRM_VERSION,
		    .rule = rule,
		    .fails = c->fails};

		if (crm_args_has(c->run->args, "fields") || crm_args_has(c->run->args, "excel"))
			return crm_run_usage(
			    c->run, "-F and --excel are for rows, not for -o %s", name);
		c->report = crm_report_new(STDOUT_FILENO, &o);
		return 0;
	}
	if (crm_run_format(c->run, &format) != 0)
		return -1;
	c->people = format == CRM_FMT_TABLE && !crm_args_has(c->run->args, "fields");
	if (!c->people && (c->rows = check_rows_open(c->run)) == NULL)
		return -1;
	return 0;
}

static void close_output(struct check *c)
{
	struct crm_err e = CRM_ERR_INIT;

	if (c->rows != NULL)
		crm_output_end(c->run, c->rows);
	if (c->report != NULL && crm_report_end(c->report, &e) != 0)
		(void)crm_run_fail(c->run, &e);
}

/* ---- one manifest ---- */

/* What cannot be judged fails in the rows and the report, too: nobody takes its silence for a pass. */
static void unreadable(struct check *c, const char *operand, const struct crm_err *e)
{
	struct crm_findings *f = crm_findings_new();
	char *path = dossier_path(operand);

	c->unjudged = true;
	(void)crm_run_fail(c->run, e);
	crm_case_open(f, "manifest");
	crm_finding_add(f, CRM_ERROR, "manifest_unreadable",
	    e->source[0] != '\0' ? e->source : path, e->line, "manifest", e->field, "%s", e->text);
	crm_findings_fingerprint(f, c->seen);
	if (c->report != NULL)
		crm_report_suite(c->report, path, f);
	else if (c->rows != NULL)
		check_rows_unreadable(c->rows, path, crm_finding_at(f, 0));
	crm_findings_free(f);
	free(path);
}

static void give(struct check *c, struct judged *j)
{
	struct shown s = {.judged = j, .findings = j->findings, .args = c->run->args};

	crm_findings_fingerprint(j->findings, c->seen);
	crm_baseline_see(c->baseline, j->findings);
	(void)crm_findings_keep(j->findings, is_shown, c);
	s.known = crm_baseline_apply(c->baseline, j->findings);
	s.ready = crm_findings_worse(j->findings, c->fails) == 0;
	if (!s.ready)
		crm_run_worse(c->run, CRM_NO);
	if (c->report != NULL)
		crm_report_suite(c->report, j->dossier.path, j->findings);
	else if (c->rows != NULL)
		check_rows(c->rows, &s);
	else
		check_text(c->run, &s);
}

static void note_elements(struct check *c, const struct crm_ppap_book *book)
{
	for (size_t i = 0; i < crm_args_count(c->run->args, "element"); i++) {
		const char *number = crm_args_nth(c->run->args, "element", i);

		if (crm_ppap_book_find(book, number) != NULL || strcmp(number, "manifest") == 0 ||
		    strcmp(number, "run") == 0 || strcmp(number, "status") == 0)
			c->used[i] = true;
	}
}

static void check_one(struct check *c, const char *operand)
{
	struct crm_err e = CRM_ERR_INIT;
	struct judged j;

	if (judged_open(c->run, &c->books, operand, false, &j, &e) != 0) {
		unreadable(c, operand, &e);
		return;
	}
	note_elements(c, j.book);
	give(c, &j);
	judged_close(&j);
}

/* ---- the command ---- */

static int read_options(struct check *c)
{
	const char *severity = crm_args_text(c->run->args, "severity");
	const char *baseline = crm_args_text(c->run->args, "baseline");
	int least = severity != NULL ? crm_severity_find(severity) : CRM_NOTE;
	struct crm_err e = CRM_ERR_INIT;

	if (least < 0)
		return bad_option(c->run, "--severity", severity, "note, warning or error");
	c->least = (enum crm_severity)least;
	c->fails = crm_args_has(c->run->args, "strict") ? CRM_WARNING : CRM_ERROR;
	if (c->least > c->fails)
		return crm_run_usage(
		    c->run, "--strict counts warnings, which --severity error leaves out");
	if (crm_run_set_zone(c->run) != 0)
		return -1;
	if (crm_args_operands(c->run->args) == 0)
		return crm_run_usage(c->run, "MANIFEST missing");
	if (baseline != NULL && crm_baseline_read(baseline, &c->run->limits, &c->baseline, &e) != 0)
		return crm_run_fail(c->run, &e);
	if (c->baseline != NULL && crm_baseline_empty(c->baseline))
		crm_run_warn(c->run, "%s: no finding in it", baseline);
	c->used = crm_calloc(crm_args_count(c->run->args, "element") + 1, sizeof(*c->used));
	return 0;
}

static void tell_rest(struct check *c)
{
	/* of what was not judged nobody knows */
	size_t gone = c->baseline != NULL && !c->unjudged ? crm_baseline_gone(c->baseline) : 0;

	for (size_t i = 0; c->used != NULL && i < crm_args_count(c->run->args, "element"); i++) {
		if (!c->used[i] && !c->unjudged)
			(void)bad_option(c->run, "--element",
			    crm_args_nth(c->run->args, "element", i),
			    "an element of the edition, manifest, run or status");
	}
	if (gone > 0)
		crm_run_say(c->run, "%zu %s of the baseline %s gone: make it anew", gone,
		    gone == 1 ? "finding" : "findings", gone == 1 ? "is" : "are");
}

void ppap_check(struct crm_run *r)
{
	struct check c = {.run = r, .seen = crm_map_new()};

	if (read_options(&c) == 0 && open_output(&c) == 0) {
		for (size_t i = 0; i < crm_args_operands(r->args); i++)
			check_one(&c, crm_args_operand(r->args, i));
		close_output(&c);
		tell_rest(&c);
	}
	crm_baseline_free(c.baseline);
	ppap_books_release(&c.books);
	crm_map_free(c.seen);
	free(c.used);
}
