/*
 * The submission (kind ppap): a part handed in to a customer for approval, or a supplier's
 * package handed in to us (then `supplier` is set, and the verdict is ours). One record a
 * submission; who submits again makes another one that names the one before (`previous`), and the
 * number of the submission counts up: the chain.
 *
 *   open        asked for, with its due date; nothing was handed in
 *   submitted   handed in: a sealed dossier that the gate let through
 *   approved    production quantities may be shipped
 *   interim     shipped for a time or up to a quantity only, and contained; to be submitted again
 *   rejected    nothing may be shipped; to be submitted again
 *   superseded  a later submission of the part is approved and stands in its place
 *   destroyed   its retention is over, and the records are gone
 *
 * An interim approval whose day is past, or whose quantity is used up, counts as rejected: the
 * state stays, the status of a day says it. The last day and the last piece still count as interim.
 *
 * How long its records are kept (P4): while the part is active, in production and service, and
 * through the calendar year after the one in which it ceased to be: the longer reading of "one
 * calendar year". Where the customer's profile wants more years they count in the same way, from
 * the end of the year in which the part became inactive: counted from the approval they would be
 * over while the part is still made. A superseded one is kept with the one in its place. A legal
 * hold beats all.
 *
 * Source: AIAG PPAP 4th edition, chapter 5 (status), record retention; IATF 16949 7.5.3.2.1,
 * 8.6.2 (layout inspection); requirements P2, P4.
 */
#ifndef CRM_RULES_SUBMISSION_H
#define CRM_RULES_SUBMISSION_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"
#include "lib/rules/retention.h"

enum crm_submission_field {
	CRM_B_CUSTOMER = CRM_C_COUNT,
	CRM_B_SUPPLIER, /* a package handed in to us */
	CRM_B_PART,
	CRM_B_CHANGE_LEVEL,
	CRM_B_LEVEL,
	CRM_B_EDITION,
	CRM_B_PROFILE,
	CRM_B_MANIFEST,
	CRM_B_SEAL,
	CRM_B_SUBMISSION,
	CRM_B_PREVIOUS,
	CRM_B_REASONS,
	CRM_B_DUE,
	CRM_B_OWNER,
	CRM_B_ERRORS,
	CRM_B_WARNINGS,
	CRM_B_GAPS,
	CRM_B_OPENED_AT,
	CRM_B_SUBMITTED_AT,
	CRM_B_VERDICT,
	CRM_B_VERDICT_AT,
	CRM_B_VERDICT_BY,
	CRM_B_REFERENCE,
	CRM_B_REJECTED_WHY,
	CRM_B_DEVIATIONS,
	CRM_B_INTERIM_EXPIRY, /* that day included */
	CRM_B_INTERIM_QUANTITY,
	CRM_B_ACTION_PLAN,
	CRM_B_CONTAINMENT,
	CRM_B_RESUBMIT_BY,
	CRM_B_USES,
	CRM_B_EXTENSIONS,
	CRM_B_RESUBMITTED_AT,
	CRM_B_RESUBMISSION,
	CRM_B_REVALIDATE_BY,
	CRM_B_REVALIDATED_AT,
	CRM_B_REVALIDATION,
	CRM_B_MASTER_AT,
	CRM_B_MASTER_PLACE,
	CRM_B_MASTER_IDENTIFICATION,
	CRM_B_MASTER_UNTIL,
	CRM_B_SUPERSEDED_AT,
	CRM_B_SUPERSEDED_BY,
	CRM_B_INACTIVE_SINCE,
	CRM_B_RETENTION_YEARS,
	CRM_B_KEEP_UNTIL, /* follows from the two above */
	CRM_B_LEGAL_HOLD,
	CRM_B_HOLD_AT,
	CRM_B_HOLD_WHY,
	CRM_B_RELEASED_AT,
	CRM_B_RELEASE_WHY,
	CRM_B_DESTROYED_AT,
	CRM_B_DESTROYED_HOW,
	CRM_B_DESTROYED_WITH,
	CRM_B_COUNT
};

/* gaps: what the review of a package found, by element and code */
enum { CRM_GAP_ELEMENT = 2, CRM_GAP_CODE, CRM_GAP_SEVERITY, CRM_GAP_FINDINGS, CRM_GAP_COUNT };
/* uses, keyed by delivery and lot: each counts once */
enum { CRM_PIECES_DELIVERY = 2, CRM_PIECES_QUANTITY, CRM_PIECES_LOT, CRM_PIECES_COUNT };
/* extensions: what the customer allowed, and what it was before */
enum {
	CRM_EXT_REFERENCE = 2,
	CRM_EXT_EXPIRY,
	CRM_EXT_EXPIRY_BEFORE,
	CRM_EXT_QUANTITY,
	CRM_EXT_QUANTITY_BEFORE,
	CRM_EXT_WHY,
	CRM_EXT_COUNT
};

extern const struct crm_kind crm_submission;
extern const struct crm_schema crm_submission_gaps;

/* ---- status ---- */

enum crm_submission_status {
	CRM_SUBMISSION_OPEN,
	CRM_SUBMISSION_SUBMITTED,
	CRM_SUBMISSION_APPROVED,
	CRM_SUBMISSION_INTERIM,
	CRM_SUBMISSION_REJECTED,
	CRM_SUBMISSION_SUPERSEDED,
	CRM_SUBMISSION_DESTROYED,
	CRM_SUBMISSION_GONE /* void, duplicate */
};
/* On the local day of now.off. */
enum crm_submission_status crm_submission_status(const struct crm_view *v, struct crm_instant now);
const char *crm_submission_status_name(enum crm_submission_status s);

/* Pieces that may still be delivered on an interim approval; INT64_MAX: no quantity was set.
 * Negative: more was used than there was (stored by hand). */
int64_t crm_submission_left(const struct crm_view *v);
/* Is the last day of an interim approval over at t, by the local day of t.off? */
bool crm_submission_expired(const struct crm_view *v, struct crm_instant t);

/* The same day of the next year; of 29 February the 28th. */
int32_t crm_next_year(int32_t day);

/* ---- retention (submission_retention.c) ---- */

enum crm_keep {
	CRM_KEEP_ACTIVE,     /* or nobody has said that it is not */
	CRM_KEEP_YEARS,      /* inactive, and its years are not over */
	CRM_KEEP_WITH,       /* with the one that supersedes it */
	CRM_KEEP_HELD,       /* legal hold */
	CRM_KEEP_UNANSWERED, /* no verdict yet */
	CRM_KEEP_NO,         /* may be destroyed */
	CRM_KEEP_GONE        /* is destroyed, void or a duplicate */
};
/* Must its records be kept on that day? with_gone: the one that supersedes it is destroyed. */
enum crm_keep crm_submission_keep(const struct crm_view *v, int32_t today, bool with_gone);
/* Why, in words, with the rule that it comes from. */
const char *crm_keep_text(enum crm_keep k);

#endif
