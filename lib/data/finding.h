/*
 * Findings: what is wrong with the data, as opposed to why we stop
 * (lib/base/err.h). A list of cases (one thing judged: an element, a rule, a
 * record), each passed, skipped or failed, holding findings. One type for
 * every gate and check; the writers are in lib/io/report.h.
 */
#ifndef CRM_DATA_FINDING_H
#define CRM_DATA_FINDING_H

#include <stddef.h>

struct crm_buf;
struct crm_findings;

enum crm_severity { CRM_NOTE, CRM_WARNING, CRM_ERROR };
enum crm_outcome { CRM_PASSED, CRM_SKIPPED, CRM_FAILED };

struct crm_finding {
	const char *code; /* stable, lower case: "end_before_start" */
	enum crm_severity severity;
	const char *source;  /* file, "" when none */
	long line;           /* 0: none */
	long column;         /* 0: none */
	const char *subject; /* record id, element; "" when none */
	const char *field;   /* "" when none */
	const char *text;    /* what is wrong and what is expected */
};

struct crm_case {
	const char *name;
	enum crm_outcome outcome;
	const char *reason; /* why skipped, else "" */
	size_t first, n;    /* its findings */
};

struct crm_findings *crm_findings_new(void);
void crm_findings_free(struct crm_findings *f);

/* Opens a case; the one open before is closed. It passes until a finding of
 * severity warning or error comes. Findings before the first case open one
 * without a name. */
void crm_case_open(struct crm_findings *f, const char *name);
void crm_case_skip(struct crm_findings *f, const char *reason);

/* Adds a finding to the open case. Texts are copied; NULL is "". */
void crm_finding_add(struct crm_findings *f, enum crm_severity severity, const char *code,
    const char *source, long line, const char *subject, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 8, 9)));

size_t crm_findings_count(const struct crm_findings *f); /* all severities */
/* Findings of at least this severity. */
size_t crm_findings_worse(const struct crm_findings *f, enum crm_severity s);
const struct crm_finding *crm_finding_at(const struct crm_findings *f, size_t i);
size_t crm_cases_count(const struct crm_findings *f);
const struct crm_case *crm_case_at(const struct crm_findings *f, size_t i);
const char *crm_severity_name(enum crm_severity s); /* note warning error */
/* Appends "source:line: subject: field 'f': text", without what is empty; not for a terminal as it
 * is. */
void crm_finding_format(const struct crm_finding *f, struct crm_buf *out);

#endif
