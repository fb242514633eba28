/*
 * What a notice needs before it may leave: all that must be in it, and somebody who answers for it.
 *
 * An approval is of exactly this content, subject, addressee, attachments, template and what a
 * change says: another value, whoever wrote it, and the approval is void (lib/flow/approval.h). So is
 * it where the addressee's name or any of its addresses is another one now, or the key that mail to it
 * is encrypted with; what else is said of a contact does not count.
 *
 * It is given by another than the author, than those who edited it and than those who attached to it,
 * by name and by login. Where nobody has a role, names count (in any case of letters), and that the
 * login is the same is a warning.
 *
 * Who says by --content what was read approves no more than that: the hashes of the text, which holds
 * the subject, and of all files that are attached, with commas between. Where anything of a
 * notice was amended beside the text that says too little, and is refused.
 *
 * One that is in the outbox is approved again where its approval is void, and then queued again.
 */
#ifndef CRM_RULES_NOTICE_APPROVE_H
#define CRM_RULES_NOTICE_APPROVE_H

#include "lib/flow/approval.h"
#include "lib/rules/notice/notice_book.h"

/* What is lacking, each at once: a category that the table has (field category), a content, the
 * reason and countermeasure of an emergency, what a change has to say (C1). */
typedef void crm_notice_lack_fn(void *ctx, const char *field, const char *text);
void crm_notice_lacks(
    const struct crm_view *v, const struct crm_category *c, crm_notice_lack_fn *fn, void *ctx);

/* How the approval stands. changed as of crm_seal_state(). */
enum crm_seal crm_notice_approval(const struct crm_view *v, struct crm_buf *changed);

/* The same with how the addressee is reached now; that is in *moved, apart ("email,phone"; NULL:
 * nobody asks). A book that was told of no customers (or NULL) knows nothing of it. */
enum crm_seal crm_notice_approval_now(const struct crm_view *v, const struct crm_notice_book *b,
    struct crm_buf *changed, struct crm_buf *moved);
/* In which of it the addressee's name and addresses are not as they were approved. */
bool crm_notice_moved(
    const struct crm_view *v, const struct crm_notice_book *b, struct crm_buf *changed);

/* Told on that day, what of it is late, appended; the field that it is about, NULL: it is in time.
 * c may be NULL; lead: days ahead that are due. The day of what is neither a change nor has lead days
 * (an invoice's, a visit's) is none that it has to be ahead of. */
const char *crm_notice_late(const struct crm_view *v, const struct crm_category *c, int lead,
    int32_t day, struct crm_buf *text);
/* Is it a change whose day is past, and nobody says why it is told only now? */
bool crm_notice_past(const struct crm_view *v, const struct crm_category *c, int32_t day);

enum crm_clearance {
	CRM_CLEARED_NOT,      /* nobody answers for it: it is held */
	CRM_CLEARED_FREE,     /* its category asks for no approval */
	CRM_CLEARED_APPROVED, /* and that holds */
	CRM_CLEARED_STANDING
};
/* May it leave? standing: a standing approval by name, NULL: the one that the notice names, or
 * none. An emergency is never free; nor is what was approved once and then changed. why (NULL:
 * nobody asks): who, or why not. */
enum crm_clearance crm_notice_cleared(const struct crm_view *v, const struct crm_notice_book *b,
    const char *standing, const struct crm_people *people, struct crm_instant at,
    struct crm_buf *why);

#endif
