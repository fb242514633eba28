/*
 * The papers of a dossier as documents, which templates, JSON and CSV are filled from: the
 * warrant, the bill of characteristics, the dimensional report, the request for an interim
 * approval. What has no value is not there.
 *
 * As data, words are as the manifest has them. For people (`word` given) the same members have
 * what a page needs beside them: the texts of words, boxes to tick, and marks.
 */
#ifndef CRM_RULES_PPAP_PAPER_H
#define CRM_RULES_PPAP_PAPER_H

#include "lib/rules/ppap/judge.h"

struct crm_doc;

struct crm_paper {
	const struct crm_ppap *p;
	const struct crm_ppap_book *book;
	const struct crm_findings *findings; /* of crm_ppap_judge() on the two */
	const struct crm_ppap_result *result;
	int32_t today;
	/* The text of a word in a list ("box", "reasons" ...) of the language; NULL: the word
	 * itself. The pointer NULL: as data. */
	const char *(*word)(void *ctx, const char *list, const char *word);
	void *ctx;
};

/* The gate's case of the element with that role; NULL: the edition has none. */
const struct crm_case *crm_paper_case(const struct crm_paper *f, enum crm_ppap_role role);

/*
 * Each adds its members to out, an object, and gives whether the paper may go out as it is: the
 * gate finds no error in it, and nothing is empty that must be filled. Besides "manifest", "as_of",
 * and but for the warrant "part", "organization" and "customer":
 *
 * psw: "complete", "missing" (keys), "warrant" (by section and key). The customer's boxes are
 * empty before the verdict, whatever the manifest says. For people "b", by key the text, or
 * for boxes to tick a list of text and checked; "missing" by key; "sections" with their boxes.
 */
bool crm_paper_psw(const struct crm_paper *f, struct crm_doc *out);
/*
 * characteristics: a list with no, name, nominal, limits, unit, special; where each is covered:
 * dfmea, pfmea, control_plan, gauge_studies, capability, results by stream; gaps, which are the
 * gate's findings of that number; covered.
 */
bool crm_paper_characteristics(const struct crm_paper *f, struct crm_doc *out);
/*
 * dimensions: files, master, rows by characteristic and stream with their values, totals,
 * verdict (in, out, incomplete). A row's verdict is in, out, missing (nothing was measured), unread
 * or reference; a value's in, out, unread.
 */
bool crm_paper_dimensions(const struct crm_paper *f, struct crm_doc *out);
/* interim: what the manifest's `interim` says, explanation, missing (fields), actions: the gate's
 * errors with whose they are and until when. */
bool crm_paper_interim(const struct crm_paper *f, struct crm_doc *out);

/* Does the text on a master's label name the part of that stream: "part PART", or "part
 * STREAM/PART"? Ends with what is no part of a name; letters of "part" in capitals or not. */
bool crm_paper_names_part(const char *label, const char *stream, const char *part);

#endif
