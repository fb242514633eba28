#include "cmd/crm-ppap/judged.h"

#include <string.h>

int32_t judged_today(struct crm_run *r)
{
	struct crm_instant now = r->now;

	now.off = crm_zone_offset(crm_run_zone(r), now.us);
	return crm_instant_day(now);
}

int judged_open(struct crm_run *r, struct ppap_books *books, const char *operand, bool write,
    struct judged *out, struct crm_err *e)
{
	struct judged j;

	memset(&j, 0, sizeof(j));
	if (dossier_try(r, operand, write, &j.dossier, e) != 0)
		return -1;
	if (dossier_book(r, books, &j.dossier, &j.book, e) != 0) {
		judged_close(&j);
		return -1;
	}
	j.by_customer = dossier_book_by_customer(&j.dossier, j.book);
	dossier_look(r, &j.dossier, true, true);
	j.findings = crm_findings_new();
	crm_ppap_judge(&j.dossier.ppap, j.book, ppap_books_changes(books, j.book), judged_today(r),
	    j.findings, &j.result);
	*out = j;
	return 0;
}

void judged_close(struct judged *j)
{
	crm_ppap_result_release(&j->result);
	crm_findings_free(j->findings);
	dossier_close(&j->dossier);
	memset(j, 0, sizeof(*j));
}
