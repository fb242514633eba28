/*
 * A dossier from its operand to its findings: for check, seal and todo.
 */
#ifndef CMD_CRM_PPAP_JUDGED_H
#define CMD_CRM_PPAP_JUDGED_H

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/dossier.h"
#include "lib/rules/ppap/judge.h"

/* A dossier with its book, looked at and judged. */
struct judged {
	struct dossier dossier;
	const struct crm_ppap_book *book;
	bool by_customer; /* its profile is that of the customer in the settings */
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

#endif
