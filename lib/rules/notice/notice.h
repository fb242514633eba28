/*
 * The notice: what one addressee is told about one thing, once (requirements N1 to N5, C1 to C3, C5,
 * C11). The record says who, about what, by which template and how it went; text and attachments are
 * a content, a file of its own in the store's messages/ named by its hash, for they are personal.
 *
 *   draft       made; may be edited
 *   approved    by another than those who wrote it, for exactly this content, addressee and
 *               attachments
 *   queued      in the outbox: its messages are fixed
 *   sent        a channel took it
 *   delivered   the channel, or a person, knows that it arrived
 *   failed      no channel could, or it came back; may be queued again
 *   withdrawn   not to be sent any more: the reason has gone
 *
 * Drafting again for the same record, template, addressee and occasion gives the notice that there
 * is. The occasion is what the row that was piped says of a clock (clock and due_at), else the
 * record's last step.
 *
 * Categories are data (lib/rules/notice/category.h): urgency, lead days, approval, contract or
 * courtesy, template. The category gives a draft its basis, which nobody overrides, its urgency where
 * none is given, and with an effective day the last day in time. What is needed for the queue is in
 * lib/rules/notice/notice_approve.h.
 *
 * What an import brings is a draft, whatever it says that another store has approved, queued or sent;
 * one that is over there (sent, delivered, withdrawn, void) stays so. It was given by who imported it.
 *
 * A hold is no state: a notice that is held stays where it is, and nothing of it is sent until its
 * time has come or it is released.
 *
 * Each attempt to send leaves two items of `attempts`: that it was begun (sending), and what came of
 * it, under one number. A number without an outcome is in doubt. One that a channel has put on a
 * person's work list has an item `handed`, and under the same number what that person says of it; a
 * `deferred` leaves it there, and what is said next is an attempt more.
 */
#ifndef CRM_RULES_NOTICE_H
#define CRM_RULES_NOTICE_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_notice_field {
	CRM_W_CATEGORY = CRM_C_COUNT,
	CRM_W_URGENCY,  /* normal, urgent, emergency */
	CRM_W_BASIS,    /* contract, courtesy, survey, marketing: by which it may be sent */
	CRM_W_TEMPLATE, /* its name */
	CRM_W_TEMPLATE_SHA256,
	CRM_W_LANGUAGE,
	CRM_W_CUSTOMER, /* or a department of our own: a record of sort department */
	CRM_W_CONTACT,  /* key of the contact; none: the customer itself */
	CRM_W_ABOUT,    /* id of the record */
	CRM_W_ABOUT_KIND,
	CRM_W_OCCASION,
	CRM_W_PART,
	CRM_W_LOT,
	CRM_W_OWNER,
	CRM_W_AUTHOR,
	CRM_W_AUTHOR_LOGIN,
	CRM_W_SUBJECT,
	CRM_W_CONTENT, /* sha256 of the content */
	CRM_W_ATTACHMENTS,
	CRM_W_TITLE,       /* of a change (C1), with reason and effective day: */
	CRM_W_OLD,         /* what it was */
	CRM_W_NEW,         /* what it will be */
	CRM_W_SCOPE,       /* what it touches */
	CRM_W_OUR_CONTACT, /* who of us is asked about it */
	CRM_W_EFFECTIVE,   /* of a change: the day from which it holds */
	CRM_W_TELL_BY,     /* last day in time: effective less the lead days */
	CRM_W_EXPIRES_AT,  /* after that it is stale */
	CRM_W_REASON,      /* of a change, of an emergency notice */
	CRM_W_COUNTERMEASURE,
	CRM_W_PAPER,    /* why by letter or fax: a law, a contract (C11) */
	CRM_W_LATE_WHY, /* of a change whose day is past: why it is told only now */
	CRM_W_GIVEN,    /* names that options gave a value or words for: not what a machine made */
	CRM_W_SAID_SHA256, /* hash of what these said: another one for the same occasion is refused */
	CRM_W_DRAFTED_AT,
	CRM_W_EDITED_AT,
	CRM_W_EDITS,
	CRM_W_APPROVED_AT,
	CRM_W_APPROVED_BY,
	CRM_W_APPROVED_FIELDS, /* lib/flow/approval.h */
	CRM_W_APPROVED_SEAL,
	CRM_W_APPROVED_TO, /* lib/rules/notice/notice_approve.h: how they were reached */
	CRM_W_STANDING,    /* name of the standing approval that it went by */
	CRM_W_HELD_UNTIL,
	CRM_W_HELD_WHY,
	CRM_W_QUEUED_AT,
	CRM_W_MESSAGE_ID,     /* of the message that was tried last */
	CRM_W_MESSAGE_SHA256, /* of its line in the outbox */
	CRM_W_CHANNEL,        /* that took it, or is being tried */
	CRM_W_ATTEMPTS,
	CRM_W_SENT_AT,
	CRM_W_DELIVERED_AT,
	CRM_W_DELIVERED_HOW,
	CRM_W_FAILED_AT,
	CRM_W_FAILED_WHY,
	CRM_W_COSTS,
	CRM_W_WITHDRAWN_AT,
	CRM_W_WITHDRAWN_WHY,
	CRM_W_ESCALATED_AT, /* of an urgent one that does not leave in time (lib/rules/notice/pace.h) */
	CRM_W_ESCALATED_TO, /* whom to call, in this order */
	CRM_W_ESCALATED_WHY,
	CRM_W_SUMMED_UP_AT, /* of an emergency: afterwards */
	CRM_W_SUMMARY,
	CRM_W_COUNT
};
/* attachments, keyed by file name */
enum {
	CRM_ATTACH_NAME = 2, /* "file" */
	CRM_ATTACH_SHA256,
	CRM_ATTACH_BYTES,
	CRM_ATTACH_LOGIN, /* who was logged in when it was added */
	CRM_ATTACH_COUNT
};
/* edits, hashed: who wrote it besides the author */
enum { CRM_EDIT_LOGIN = 2, CRM_EDIT_CONTENT, CRM_EDIT_COUNT };
/* attempts, hashed */
enum {
	CRM_TRY_NUMBER = 2, /* 1, 2 ...: of the attempt, and of its outcome */
	CRM_TRY_CHANNEL,
	CRM_TRY_STATUS, /* sending, handed, sent, deferred, failed */
	CRM_TRY_CODE,
	CRM_TRY_DETAIL,
	CRM_TRY_PROVIDER,   /* the channel's own id */
	CRM_TRY_MESSAGE_ID, /* of the message that was given to it */
	CRM_TRY_MESSAGE_SHA256,
	CRM_TRY_COUNT
};
/* costs, hashed: a failed attempt that was made may cost too */
enum {
	CRM_PAID_CHANNEL = 2,
	CRM_PAID_AMOUNT,
	CRM_PAID_CURRENCY,
	CRM_PAID_MESSAGES,
	CRM_PAID_COUNT
};

/* In `given`, beside the names of options: an import brought it, or changed it. */
#define CRM_NOTICE_IMPORTED "import"

extern const struct crm_kind crm_notice;

/* The folder of its contents and attachments. */
#define CRM_NOTICE_FILES "messages"

/* An argument of the step `draft`, as often as there are files: "SHA256 BYTES NAME" of one that goes
 * with it. */
#define CRM_NOTICE_ATTACH "attach"

/* Is it held at that time? One whose `held_until` is past is not, although nobody released it. */
bool crm_notice_held(const struct crm_view *v, struct crm_instant now);
/* Is it stale? */
bool crm_notice_expired(const struct crm_view *v, struct crm_instant now);

/* The last attempt. */
struct crm_notice_try {
	int64_t number; /* 0: there is none */
	bool open;      /* it has no outcome: in doubt, where nobody is sending */
	bool handed; /* it is on a person's work list: by status handed, or deferred since then */
	bool said;   /* it was not begun by the tools: somebody said it */
	struct crm_cell at;
	const char *channel, *status, *code; /* of its outcome, else handed, else sending; "" */
};
void crm_notice_last_try(const struct crm_view *v, struct crm_arena *a, struct crm_notice_try *out);
/* The last one by that channel. */
void crm_notice_last_try_by(
    const struct crm_view *v, const char *channel, struct crm_arena *a, struct crm_notice_try *out);
/* The last one by that channel of the message whose message_id begins so. What nobody announced has
 * none: it is of the message that the notice has now. */
void crm_notice_last_try_of(const struct crm_view *v, const char *channel, const char *message,
    bool now, struct crm_arena *a, struct crm_notice_try *out);
/* How many attempts that channel had; NULL: all channels. */
int64_t crm_notice_tries(const struct crm_view *v, const char *channel);

#endif
