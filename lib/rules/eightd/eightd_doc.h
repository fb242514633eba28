/*
 * The 8D report as a document, which templates and JSON are filled from: "id",
 * "case" (the goods and the complaint), "report" (profile, how far, when,
 * complete or not), "missing", "deadlines", a member "d0" to "d8" for each
 * discipline that is shown, and "rounds". Members are named as the record's
 * fields; what has no value is not there.
 *
 * As data, instants are RFC 3339 in the given zone and words as they are
 * stored. For people (`word` given) instants are "2026-11-20 09:00 +08:00",
 * and each word and yes or no has its text beside it, as NAME_text.
 */
#ifndef CRM_RULES_EIGHTD_DOC_H
#define CRM_RULES_EIGHTD_DOC_H

#include "lib/rules/eightd/eightd.h"

struct crm_eightd_report {
	const struct crm_eightd_profile *profile;
	int through;
	const struct crm_zone *zone;
	struct crm_instant now;
	const struct crm_findings *findings; /* of crm_eightd_judge() alone */
	const struct crm_eightd_deadline *deadlines;
	size_t ndeadlines;
	/* The text of a word in a list ("severity", "needs", "bool" ...) of the language; NULL:
	 * the word itself. The pointer NULL: as data. */
	const char *(*word)(void *ctx, const char *list, const char *word);
	void *ctx;
};

/* Adds the members to out, an object. The same report gives the same members
 * in the same order. */
void crm_eightd_doc(
    const struct crm_eightd_report *r, const struct crm_view *v, struct crm_doc *out);

#endif
