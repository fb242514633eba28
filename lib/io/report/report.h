/*
 * Writers of findings.
 *
 * For people and programs: one line a finding, "source:line: subject: field
 * 'f': text [code]", or a row a finding (JSON Lines, JSON, CSV, table) with
 * code, severity, source, line, column, subject, field, text, case.
 *
 * For CI: a report of any number of lists, each a suite (one manifest, one
 * store), streamed in the order in which they come.
 *
 *   junit   JUnit XML; tests/data/report/junit.rng says what of it. A case is a
 *           testcase; what does not fail it is in its system-out
 *   tap     TAP 13, the plan last; findings in the YAML block of their test
 *   sarif   SARIF 2.1.0, one run; level and message of every finding
 *   github  workflow commands of GitHub Actions, closed by a notice that
 *           counts: GitHub shows ten of a kind for each step
 *   gitlab  Code Quality of GitLab: note is info, warning minor, error major
 *
 * The same findings give the same bytes: no time, no host, nothing absolute
 * that was not given so. Paths lose a leading "./". Bytes that are not UTF-8
 * become U+FFFD (in SARIF's URIs they are percent-encoded, in lines of text
 * \x{FF}). Control characters are left out of XML, which has no way to write
 * them, and escaped in all else. A finding about a file that is not there names
 * it all the same.
 */
#ifndef CRM_IO_REPORT_H
#define CRM_IO_REPORT_H

#include "lib/data/finding.h"
#include "lib/io/writer.h"

/* Appends one finding as its text line (no newline). */
void crm_finding_line(const struct crm_finding *f, struct crm_buf *out);
/* Writes all findings as rows; opts->columns are ignored. Findings that have a fingerprint get it
 * as a last member or column, if any has one. */
int crm_findings_write(
    int fd, const struct crm_findings *f, const struct crm_writer_opts *o, struct crm_err *e);

enum crm_report_format {
	CRM_REPORT_JUNIT,
	CRM_REPORT_TAP,
	CRM_REPORT_SARIF,
	CRM_REPORT_GITHUB,
	CRM_REPORT_GITLAB,
	CRM_REPORT_FORMATS
};
/* "junit", ...; -1: none of them. */
int crm_report_format_find(const char *name);

/* What a code means: SARIF's rules. */
struct crm_report_rule {
	const char *code;
	enum crm_severity severity;
	const char *text;   /* what is wrong, one line */
	const char *help;   /* what to do, one line */
	const char *clause; /* where the rule comes from, "" ours */
};

struct crm_report_opts {
	enum crm_report_format format;
	const char *tool;    /* "crm-ppap check" */
	const char *version; /* of the tool */
	/* The i-th rule into *out; false past the end. NULL: no rules. */
	bool (*rule)(size_t i, struct crm_report_rule *out);
	enum crm_severity fails; /* a finding of at least this fails its case (junit, tap) */
};

struct crm_report;

/* fd and what o points to are borrowed. Nothing is written before crm_report_suite() or the end. */
struct crm_report *crm_report_new(int fd, const struct crm_report_opts *o);
/*
 * Writes a list whose findings have their fingerprints (crm_findings_fingerprint()). name: what was
 * judged; the file of findings that name none (gitlab wants one).
 * What could not be judged is a suite with one case and the reason as its finding.
 */
void crm_report_suite(struct crm_report *r, const char *name, const struct crm_findings *f);
/* Ends the output and frees r, also after a failure; CRM_IOERR when anything was not written. */
int crm_report_end(struct crm_report *r, struct crm_err *e);

#endif
