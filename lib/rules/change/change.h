/*
 * The change: something about an approved part or its process is to be other
 * than it was, or is already (requirement P3). What the customer is owed is
 * said by the action that the advice (lib/rules/ppap/advice.h) or the customer
 * gave it:
 *
 *   notify   the customer is told, and answers; the answer may be that parts are to be submitted
 *   submit   parts and dossier are handed in, and the customer answers
 *   none     nothing; but see below
 *
 * A change made in an emergency, before anybody could be told, is summed up
 * afterwards, whatever its action: the summary is owed within P10D of the change
 * (the clock `summarise`; crm.json may say otherwise, also by customer). Of a
 * change that is planned for a day, notice or submission is due before that day;
 * an emergency, which no day is planned for, is told within PT24H of the change
 * (the clock `emergency`). A notice with neither has no due.
 *
 * Its codes stay as they are, for action and reasons follow from them: a change
 * with other codes is another record.
 *
 *   open     something is owed, or nobody has closed it
 *   closed   nothing is: `close` is refused while it is
 *
 * Who is told again, or gets another submission, answers again: the answer before
 * goes. One that the customer refused is owed nothing any more but its summary.
 */
#ifndef CRM_RULES_CHANGE_H
#define CRM_RULES_CHANGE_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_change_field {
	CRM_M_CUSTOMER = CRM_C_COUNT,
	CRM_M_PART,
	CRM_M_LEVEL_FROM,
	CRM_M_LEVEL_TO,
	CRM_M_CODES,
	CRM_M_ACTION,
	CRM_M_REASONS,
	CRM_M_DESCRIPTION,
	CRM_M_EMERGENCY,
	CRM_M_EMERGENCY_WHY,
	CRM_M_PLANNED_FOR,
	CRM_M_CHANGED_AT, /* may be earlier than opened_at */
	CRM_M_OWNER,
	CRM_M_OPENED_AT,
	CRM_M_NOTIFIED_AT,
	CRM_M_NOTIFIED_TO,
	CRM_M_NOTIFIED_BY,
	CRM_M_REFERENCE,
	CRM_M_SUBMITTED_AT,
	CRM_M_SUBMISSION,
	CRM_M_ANSWERED_AT,
	CRM_M_ANSWER,
	CRM_M_ANSWER_TEXT,
	CRM_M_ANSWERED_BY,
	CRM_M_SUMMARISED_AT,
	CRM_M_SUMMARY,
	CRM_M_FILES,
	CRM_M_CLOSED_AT,
	CRM_M_COUNT
};

extern const struct crm_kind crm_change;
/* Kind of the advice's rows on single codes: no records. */
#define CRM_CHANGE_CODE "change_code"

/* What is owed, as bits: by us, but the answer by the customer. */
enum crm_change_owed {
	CRM_OWED_NOTICE = 1,
	CRM_OWED_SUBMISSION = 2,
	CRM_OWED_ANSWER = 4,
	CRM_OWED_SUMMARY = 8
};
unsigned crm_change_owes(const struct crm_view *v);

#endif
