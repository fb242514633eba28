/*
 * check: one dossier judged, and what is printed of it.
 */
#ifndef CMD_CRM_PPAP_CHECK_H
#define CMD_CRM_PPAP_CHECK_H

#include "cmd/crm-ppap/judged.h"

/* What is shown of it. */
struct shown {
	const struct judged *judged;
	const struct crm_findings *findings; /* after --element, --severity and --baseline */
	const struct crm_args *args;
	size_t known; /* of those to be shown, left out by --baseline */
	bool ready;
};

/* Rows: of the dossier, of each element, of each finding (check_rows.c). */
bool shown_element(const struct crm_args *args, const char *number); /* by --element */
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
