/*
 * The findings of `crm-ppap check`: the master table of codes, which the manual's
 * table, SARIF's rules and the tests follow. A code never changes its meaning.
 */
#ifndef CRM_RULES_PPAP_CODES_H
#define CRM_RULES_PPAP_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/data/finding.h"

struct crm_ppap_code {
	const char *name; /* "evidence_changed" */
	enum crm_severity severity;
	const char *text;   /* what is wrong, one line */
	const char *help;   /* what to do, one line */
	const char *clause; /* where the rule comes from: "AIAG PPAP 2.2.11"; "" ours */
	bool stands;        /* told of an element that does not apply, is n/a or waived, too */
};

/* NULL past the end; in the order of the table. */
const struct crm_ppap_code *crm_ppap_code_at(size_t i);
const struct crm_ppap_code *crm_ppap_code_find(const char *name); /* or NULL */

#endif
