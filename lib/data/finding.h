/*
 * Findings: what is wrong with the data, as opposed to why we stop
 * (lib/base/err.h). A list of cases (one thing judged: an element, a rule, a
 * record), each passed, skipped or failed, holding findings. One type for
 * every gate and check; the writers are in lib/io/report/report.h.
 *
 * Which severity fails a case is not the list's to say but that of who asks:
 * crm_case_outcome().
 */
#ifndef CRM_DATA_FINDING_H
#define CRM_DATA_FINDING_H

#include <stdbool.h>
#include <stddef.h>

struct crm_buf;
struct crm_findings;
struct crm_map;

enum crm_severity { CRM_NOTE, CRM_WARNING, CRM_ERROR };
enum crm_outcome { CRM_PASSED, CRM_SKIPPED, CRM_FAILED };

struct crm_finding {
	const char *code; /* stable, lower case: "end_before_start" */
	enum crm_severity severity;
	const char *source;      /* file, "" when none */
	long line;               /* 0: none */
	long column;             /* 0: none */
	const char *subject;     /* record id, element; "" when none */
	const char *field;       /* "" when none */
	const char *text;        /* what is wrong and what is expected */
	const char *fingerprint; /* "" before crm_findings_fingerprint() */
};

struct crm_case {
	const char *name;
	bool skipped;
	const char *reason; /* why skipped, else "" */
	size_t first, n;    /* its findings */
};

struct crm_findings *crm_findings_new(void);
void crm_findings_free(struct crm_findings *f);

/* Opens a case; the one open before is closed. Findings before the first case
 * open one without a name. */
void crm_case_open(struct crm_findings *f, const char *name);
/* Marks the open case: it was not judged, or does not apply. */
void crm_case_skip(struct crm_findings *f, const char *reason);

/* Adds a finding to the open case. Texts are copied; NULL is "". */
void crm_finding_add(struct crm_findings *f, enum crm_severity severity, const char *code,
    const char *source, long line, const char *subject, const char *field, const char *fmt, ...)
    __attribute__((format(printf, 8, 9)));

/* Adds a copy of another list's case with its findings and their fingerprints. */
void crm_case_copy(
    struct crm_findings *to, const struct crm_findings *from, const struct crm_case *c);

size_t crm_findings_count(const struct crm_findings *f); /* all severities */
/* Findings of at least this severity. */
size_t crm_findings_worse(const struct crm_findings *f, enum crm_severity s);
const struct crm_finding *crm_finding_at(const struct crm_findings *f, size_t i);
size_t crm_cases_count(const struct crm_findings *f);
const struct crm_case *crm_case_at(const struct crm_findings *f, size_t i);
/* Failed: it holds a finding of at least that severity, whether skipped or not. Else skipped or
 * passed. */
enum crm_outcome crm_case_outcome(
    const struct crm_findings *f, const struct crm_case *c, enum crm_severity fails);
extern const char *const crm_severity_words[];      /* NULL-ended */
const char *crm_severity_name(enum crm_severity s); /* note warning error */
/* NAME, or -1. */
int crm_severity_find(const char *name);

/*
 * Gives every finding its fingerprint: SHA-256, in hex, of code, source (without a leading "./"),
 * subject and field, and of how many equal ones the run had before it. Neither line, severity nor
 * text is in it: a finding keeps its fingerprint when the file around it changes or its wording
 * does. `seen` (crm_map_new) counts over all lists of a run, so fingerprints are unique in it.
 * Before anything is left out, or the count would hang on what is shown.
 */
void crm_findings_fingerprint(struct crm_findings *f, struct crm_map *seen);
/* Takes out every finding that is not wanted; cases stay, also empty ones. How many went. */
size_t crm_findings_keep(
    struct crm_findings *f, bool (*wanted)(const struct crm_finding *x, void *arg), void *arg);

/* The source as others are told it: without a leading "./". */
const char *crm_finding_path(const struct crm_finding *f);
/* Appends "source:line: subject: field 'f': text", without what is empty; not for a terminal as it
 * is. */
void crm_finding_format(const struct crm_finding *f, struct crm_buf *out);

#endif
