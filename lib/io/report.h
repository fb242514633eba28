/*
 * Writers of findings. text: one line a finding, "source:line: subject:
 * field 'f': text [code]". jsonl, json, csv, table: a row a finding with
 * code, severity, source, line, column, subject, field, text, case.
 */
#ifndef CRM_IO_REPORT_H
#define CRM_IO_REPORT_H

#include "lib/data/finding.h"
#include "lib/io/writer.h"

/* Appends one finding as its text line (no newline). */
void crm_finding_line(const struct crm_finding *f, struct crm_buf *out);
/* Writes all findings as rows; opts->columns are ignored. */
int crm_findings_write(
    int fd, const struct crm_findings *f, const struct crm_writer_opts *o, struct crm_err *e);

#endif
