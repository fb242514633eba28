/*
 * The gate: a dossier judged by its edition and profile (crm-ppap.1, check). Pure: files
 * were looked at before (struct crm_ppap_evidence).
 */
#ifndef CRM_RULES_PPAP_JUDGE_H
#define CRM_RULES_PPAP_JUDGE_H

#include "lib/data/finding.h"
#include "lib/rules/ppap/advice.h"
#include "lib/rules/ppap/edition.h"
#include "lib/rules/ppap/ppap.h"

/* Does the element apply? R is not n/a: every element that applies is completed. */
enum crm_ppap_applies {
	CRM_APPLIES_YES,
	CRM_APPLIES_NO,    /* its trait is false, or not said where the book does not ask for it */
	CRM_APPLIES_NA,    /* marked n/a, and the mark is valid */
	CRM_APPLIES_UNSAID /* the trait is not said: a gap, counted as applying */
};
const char *crm_ppap_applies_name(enum crm_ppap_applies a); /* "yes" "no" "n/a" "unsaid" */

struct crm_ppap_state {
	const struct crm_ppap_element *element;
	enum crm_ppap_applies applies;
	enum crm_ppap_duty duty; /* of the dossier's level; agreed ones are S, R or * */
	bool waived;             /* by a waiver in force */
	bool complete;           /* applies, has its evidence or a waiver, and no error was found */
	bool sendable;           /* to be submitted and complete */
	size_t evidence;         /* files */
	size_t errors, warnings;
};

struct crm_ppap_result {
	struct crm_ppap_state *states; /* by the book's elements */
	size_t n;
	int level; /* 0: without levels */
	/* of those that apply (unsaid ones too): completed / all; of those to be submitted: sendable /
	 * all. A percentage is null where nothing is to be. */
	size_t complete, applying, sendable, submitted;
	size_t errors, warnings, notes;
};

/*
 * Judges. One case an element in the book's order, named "9 Dimensional Results", skipped where it
 * does not apply or is n/a (with the reason); before them "manifest" and "run", after
 * them "status". In a case the findings of the manifest come first, then those of the evidence in
 * the manifest's order, each by line. Their subject is the element's number, or "manifest", "run",
 * "status".
 *
 * An n/a or a waiver that is not valid (incomplete, refused, contradicted, expired) has no effect:
 * the element is judged as if it were not there.
 *
 * changes: the tables of change codes; NULL: change codes are not judged. today: days since
 * 1970-01-01. The result's texts are borrowed from the book.
 */
void crm_ppap_judge(const struct crm_ppap *p, const struct crm_ppap_book *book,
    const struct crm_ppap_changes *changes, int32_t today, struct crm_findings *out,
    struct crm_ppap_result *result);
void crm_ppap_result_release(struct crm_ppap_result *r);

/* The code of a file that is not good, and what is wrong in words; NULL: it is good, or nobody has
 * looked. */
const char *crm_ppap_file_code(enum crm_file_state state, const char **text);

#endif
