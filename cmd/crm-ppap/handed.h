/*
 * A package that is handed in, to a customer or by a supplier: from its manifest to its record of
 * kind ppap.
 */
#ifndef CMD_CRM_PPAP_HANDED_H
#define CMD_CRM_PPAP_HANDED_H

#include "cmd/crm-ppap/check.h"

struct handed {
	const struct judged *judged;
	const char *step;     /* "submit", "review" */
	const char *customer; /* NULL or "": the manifest's */
	const char *supplier; /* NULL: our own */
	const char *previous; /* id; NULL: the latest of its chain */
	const char *seal;     /* what says that it is the same package */
	const char *gaps;     /* JSON; NULL: none are written */
};

/* Writes the record, or prints the one that there is of the same package. Messages are told. */
void handed_record(struct crm_run *r, const struct handed *h);

#endif
