/*
 * The plan of a notice: by which channel it goes, when, at what price, or why it does not; each with
 * its reason, for --explain. Pure: what is known of the addressee, of the channels and of the budget
 * is given as values, and nothing is sent or written.
 *
 * Channels are those of lib/rules/customer/reach.h in their order, for which there is an address. One
 * is passed over that is not installed or cannot be run, of which the notice has no text, that cannot
 * carry the attachments or so many bytes, or goes over the budget: the next one is taken. A change
 * goes by what lasts: email, letter, fax, and test; a call, an SMS or a meeting may come besides, by
 * hand. Electronic comes first (C11): a letter or a fax only where the recipient's own preference asks
 * for it, or the notice says which law or contract does (`paper`); then it keeps its place, or comes
 * first.
 *
 * Consent is by the notice's basis. What a contract asks for is sent though the topic is off: that is
 * an override, told as a finding, and to be recorded. The rest heeds what is off and what was said.
 *
 * Whom. Who has left, and who is a customer no more, is told nothing, whatever the basis.
 *
 * When. Ordinary notices wait for the recipient's day: on a day off of its calendar for the begin of
 * work on the next working day, in its quiet hours for their end; both in the recipient's zone. A
 * calendar that nobody has named has no days off. Urgent ones and emergencies go at once. A time that
 * was asked for (held_until) and is past sends now, with a warning. What stands there of their own
 * hours is not believed but looked at anew.
 *
 * Codes of findings; "holds" means that a person has to act, "drops" that it is not to be sent at
 * all, others are told only:
 *
 *   incomplete          what lib/rules/notice/notice_approve.h says is lacking: holds
 *   contact_gone        whom it is for has left, or is not there any more: holds
 *   customer_ended      they are no customer any more: holds
 *   told_late           fewer days ahead than it is due, after its own day, or after tell_by, on the
 *                       day it would go
 *   expired             stale, or it would be when it may go: drops, holds
 *   reason_gone         what it was about is no longer so, says who looked again: drops
 *   held                by a person, until released: holds
 *   past_time           the time that was asked for is past
 *   opt_out_overridden  the topic is off, a contract asks for it
 *   no_consent          off, withdrawn or never given: drops
 *   no_address          no channel reaches the contact: holds
 *   paper_needs_reason  a letter or fax would, but nobody says why: holds where nothing else is left
 *   channel_missing     a channel of its order is not installed, or cannot be run: why
 *   no_text             for a channel: the notice has no text of its sort
 *   not_durable         a change, and the channel does not last: holds where nothing else is left
 *   not_confidential    the contact has a key, and what goes by the channel others could read: so
 *                       nothing falls back in clear. Holds where nothing else is left
 *   too_large           for a channel: attachments, bytes
 *   always_quiet        quiet hours without an end: holds
 *   no_price            of the channel that was taken nobody knows the price, and there are caps
 *   budget_warning      80 % of a cap are reached with it
 *   over_budget         a channel is passed over; nothing is left: holds. An emergency goes anyway
 *   no_cap              it is paid in another currency than its caps
 *   provisional         the calendar does not cover the days that were looked at
 */
#ifndef CRM_RULES_PLAN_H
#define CRM_RULES_PLAN_H

#include "lib/data/finding.h"
#include "lib/flow/clock.h"
#include "lib/flow/step.h"
#include "lib/rules/customer/reach.h"
#include "lib/rules/notice/budget.h"
#include "lib/rules/notice/category.h"
#include "lib/time/calendar.h"

/* What a channel can, and what this notice is on it. */
struct crm_plan_offer {
	const char *channel;
	bool attachments;
	int64_t max_bytes;             /* 0: no limit */
	int64_t bytes;                 /* of this notice with its attachments */
	int64_t messages;              /* of this notice: parts of a long SMS; else 1 */
	const struct crm_price *price; /* NULL: nobody knows */
	bool no_text;                  /* there is none of this notice for it */
	const char *broken;            /* why its program cannot be run; NULL: it can */
	bool confidential;             /* nobody between reads it */
};

struct crm_plan_ask {
	const struct crm_view *notice;
	const struct crm_category *category; /* NULL: the table has none such */
	const struct crm_reach *reach;
	const struct crm_consent_said *consent; /* for the basis; NULL: nothing was said */
	const struct crm_zone *zone;            /* the recipient's */
	const struct crm_calendar *calendar;    /* NULL: none */
	const struct crm_plan_offer *offers;    /* of installed channels */
	size_t noffers;
	const struct crm_ledger *ledger; /* NULL: no caps */
	int lead;                        /* days; -1: the category's */
	const char *gone;         /* why the reason has gone; NULL: it holds, or nobody looked */
	const char *left, *ended; /* who has left, who is a customer no more; NULL: nobody */
	bool keyed; /* the contact has a key: it is told confidentially, or not at all */
	struct crm_instant now;
};

enum crm_plan_what {
	CRM_PLAN_SEND, /* now */
	CRM_PLAN_WAIT, /* until not_before */
	CRM_PLAN_HOLD, /* for a person */
	CRM_PLAN_DROP  /* it is to be withdrawn */
};
const char *crm_plan_name(enum crm_plan_what what); /* send wait hold drop */

struct crm_plan_channel {
	const char *channel;
	bool taken; /* it is tried, in this order */
	const char *why;
	const char *code;                   /* of the finding by which it was passed over; "" */
	const struct crm_plan_offer *offer; /* NULL: not installed */
	bool priced;
	struct crm_dec price;
	const char *currency; /* "" */
};

struct crm_plan {
	enum crm_plan_what what;
	struct crm_instant not_before; /* now or later; with the recipient's offset */
	struct crm_plan_channel *channels;
	size_t nchannels;
	const struct crm_plan_channel *first; /* that is taken; NULL: none */
	const char *override;                 /* of an opt-out, to be recorded; NULL: none */
	bool provisional;
	const char **why; /* a line each: "when: ..." */
	size_t nwhy;
};

/* Texts live in the arena or are static. */
void crm_plan_make(const struct crm_plan_ask *ask, struct crm_arena *a, struct crm_plan *out,
    struct crm_findings *f);

/* What a hold says that waits for their hours, before the reason: it is the tools' own. */
#define CRM_PLAN_HOURS "their hours: "
/* Is it held so, and by no person? */
bool crm_plan_by_hours(const struct crm_view *notice);

/* The first instant from t on at which an ordinary notice may go, by the rule above. False: there is
 * none. why: appended, what it waited for. */
bool crm_plan_when(const struct crm_quiet *q, const struct crm_zone *zone,
    const struct crm_calendar *calendar, struct crm_instant t, struct crm_instant *out,
    bool *provisional, struct crm_buf *why);

/* What a notice is about, as it was when the notice was made, and as it is now. */
struct crm_plan_about {
	const char *id;
	const struct crm_states *states;
	const struct crm_cell *state, *was;
	bool until_met; /* the category's */
	/* The clock that the notice's occasion names; NULL: it names none. Of a base table nobody
	 * knows how it was: `was` is as now */
	const struct crm_clock_result *clock, *clock_was;
	bool has_due; /* the occasion's */
	struct crm_instant due, drafted;
};
/*
 * Has the reason gone? That the record is void or a duplicate is a reason for any notice. One that is
 * until_met is not to be sent either when since it was made
 *
 *   the record has ended: closed, delivered
 *   the clock has ended, met or late; whose end was there already is told that it was late
 *   the clock repeats and began anew: they were chased
 *   the clock is none of the record's any more
 *
 * A record that was opened again has not ended, a clock that was set going again neither. why:
 * appended.
 */
bool crm_plan_gone(const struct crm_plan_about *about, struct crm_buf *why);

#endif
