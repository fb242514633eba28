/* What the files of the report share: one a format, told apart by report.c. */
#ifndef CRM_IO_REPORT_PRIVATE_H
#define CRM_IO_REPORT_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/data/doc.h"
#include "lib/io/report/report.h"

struct crm_report {
	int fd;
	struct crm_report_opts o;
	const struct crm_report_ops *ops;
	struct crm_buf out;           /* what waits for write(2) */
	int error;                    /* the first errno */
	bool begun;                   /* the head is in out */
	size_t suites, cases, items;  /* so far */
	size_t counts[CRM_ERROR + 1]; /* findings by severity */
	struct crm_map *rules;        /* code to its place among the rules: SARIF */
};

struct crm_report_ops {
	void (*begin)(struct crm_report *r);
	void (*suite)(struct crm_report *r, const char *name, const struct crm_findings *f);
	void (*end)(struct crm_report *r);
};

extern const struct crm_report_ops crm_report_junit, crm_report_tap, crm_report_sarif,
    crm_report_github, crm_report_gitlab;

/* Appends what a finding says without its place, which has a member of its own. */
void crm_report_message(const struct crm_finding *f, struct crm_buf *out);
/* The finding with the case's name for its subject, where that only adds to it: "9" of the case
 * "9 Dimensional Results". */
struct crm_finding crm_report_named(const struct crm_case *c, const struct crm_finding *f);
/* Appends the document on a line, fit for a terminal; no newline. */
void crm_report_json(struct crm_report *r, const struct crm_doc *d);
/* Appends what stands between the items of a list and before this one: a newline, a comma. */
void crm_report_next(struct crm_report *r);
void crm_report_int(struct crm_doc *o, const char *name, long n);
/* The name of a case, that of its suite where it has none. */
const char *crm_report_case_name(const char *suite, const struct crm_case *c);

#endif
