/*
 * check: one dossier judged, and what is printed of it.
 */
#ifndef CMD_CRM_PPAP_CHECK_H
#define CMD_CRM_PPAP_CHECK_H

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/dossier.h"
#include "lib/rules/ppap/judge.h"

/* A dossier with its book, looked at and judged. */
struct judged {
	struct dossier dossier;
	const struct crm_ppap_book *book;
	struct crm_findings *findings;
	struct crm_ppap_result result;
};

/* The local day of the run. */
int32_t judged_today(struct crm_run *r);
/* Opens, looks at all files and judges. 0, or -1 with the error: 65 or 66 of the manifest, an
 * edition or profile that nobody has (65), wrong data of ours or the user's (78). */
int judged_open(struct crm_run *r, struct ppap_books *books, const char *operand, bool write,
    struct judged *out, struct crm_err *e);
void judged_close(struct judged *j);

/* What is shown of it. */
struct shown {
	const struct judged *judged;
	const struct crm_findings *findings; /* after --element, --severity and --baseline */
	const struct crm_args *args;
	size_t known; /* left out by --baseline */
	bool ready;
};
bool shown_element(const struct crm_args *args, const char *number); /* by --element */

/* Rows: of the dossier, of each element, of each finding (check_rows.c). */
/* n of all in percent, one digit; absent where all is 0. */
struct crm_cell check_percent(size_t n, size_t all);
struct crm_output *check_rows_open(struct crm_run *r);
void check_rows(struct crm_output *out, const struct shown *s);
/* Of a manifest that cannot be judged. */
void check_rows_unreadable(
    struct crm_output *out, const char *manifest, const struct crm_finding *f);
/* For people (check_text.c). */
void check_text(struct crm_run *r, const struct shown *s);

#endif
