/*
 * send: what is approved goes into the outbox by its plan, and out of it by the channels.
 *
 *   send_queue.c    a notice: judged at now, its message put into the outbox, step queue
 *   send_place.c    the next channel of its plan: a message for it, or the one that there is
 *   send_left.c     a message that is in sent/ already, or of a notice that is over
 *   send_box.c      a message under its claim: step attempt, the channel, what came of it
 *   send_may.c      whether it may leave now: what was queued, to whom, by the plan at now
 *   send_hold.c     what waits for a person: what has been said of it since
 *   send_pace.c     urgent ones: the next channel at half of the clock, those to be called
 *   send_steps.c    the steps that are taken by it, each once, by keys of the message and attempt
 *   send_message.c  a message as channels get it
 *
 * Emergencies go first, from the journal to the channel, then what is urgent, then the rest.
 *
 * It may be broken off anywhere: the next run finds by outbox and journal what is still to be done.
 */
#ifndef CMD_CRM_NOTIFY_SEND_H
#define CMD_CRM_NOTIFY_SEND_H

#include "cmd/crm-notify/plan.h"

struct notify_sending {
	struct crm_run *run;
	struct notify_post post;
	bool commit, named;
	struct crm_map *ids;    /* that it is for; the value is how urgent it is: 0, 1, 2 */
	struct crm_map *only;   /* addresses, "@domain"; NULL: all */
	struct crm_map *placed; /* notices with a message in the outbox that is not over */
	struct crm_map *hurry;  /* urgent ones that may go */
	struct crm_map
	    *silent; /* "CHANNEL @DOMAIN": its value counts attempts in a row without an answer */
	long most, tried;  /* attempts; most -1: any */
	long planned;      /* of this round: tried, and put into the queue */
	size_t waiting[3]; /* messages in the queue, by how urgent they are */
	struct crm_output *out;
	struct crm_findings *notes; /* of the outbox */
};

/* ---- telling (send.c) ---- */

struct notify_row {
	const struct notify_item *it;
	const char *channel, *address, *what, *code, *why, *message_id;
	bool theirs;                   /* why is what the other side said: --mask hides it */
	struct crm_instant not_before; /* us 0: none */
};
void notify_row(struct notify_sending *s, const struct notify_row *row);
/* May that address be reached in this run? */
bool notify_only(const struct notify_sending *s, const char *address);
bool notify_enough(const struct notify_sending *s);
bool notify_enough_planned(const struct notify_sending *s);
/* After two attempts in a row by that channel in that domain of which nobody ever answered, the rest
 * of it waits for the next run. */
bool notify_silent(const struct notify_sending *s, const char *channel, const char *address);
void notify_heard(
    struct notify_sending *s, const char *channel, const char *address, const struct crm_answer *a);
/* The clock again. */
void notify_now(struct notify_sending *s);

/* ---- send_queue.c ---- */

void notify_queue(struct notify_sending *s, const char *id);
void notify_tell_skipped(struct notify_sending *s, const struct notify_item *it);
void notify_tell_unapproved(struct notify_sending *s, const struct notify_item *it);
void notify_tell_hold(struct notify_sending *s, struct notify_item *it);
/* There is one channel more, when there is money again. */
void notify_tell_poor(struct notify_sending *s, const struct notify_item *it);
const char *notify_when_why(const struct notify_item *it);
/* Withdrawn, as the plan says why. False: it is in doubt, or a message was told. */
bool notify_drop(struct notify_sending *s, struct notify_item *it);

/* ---- send_place.c ---- */

enum notify_placed {
	NOTIFY_NOWHERE, /* nothing can be sent now; told */
	NOTIFY_QUEUED,  /* a message is in the queue */
	NOTIFY_LEFT     /* it is in sent/, and the journal does not say so (send_left.c) */
};
struct notify_place {
	char key[CRM_OUTBOX_KEY + 1];
	char sha256[65]; /* of a message that was put in; "" */
};
/* The message by the next channel of the plan that has not been tried since it was queued; with
 * none left it is given up. */
enum notify_placed notify_advance(
    struct notify_sending *s, struct notify_item *it, struct notify_place *out);
/* The fingerprint of the key that mail to them is encrypted with; "": none. */
const char *notify_encrypt(const struct notify_item *it, const char *channel, struct crm_arena *a);
void notify_key(const struct notify_item *it, const char *channel, const char *address,
    char key[CRM_OUTBOX_KEY + 1]);
/* The last try by that channel of the message of that key. What nobody announced is of the message
 * that the notice has now. */
void notify_last_of(
    struct notify_item *it, const char *channel, const char *key, struct crm_notice_try *last);
/* Its plan; once made it stays. 0, or -1 after a message. */
int notify_plan_once(struct notify_sending *s, struct notify_item *it);
#define NOTIFY_NOT_QUEUED "it is not what was queued: it is made anew"
/* 1: the message is what was queued, by its hash in the journal; of one that the journal does not
 * know yet, what would be queued now. 0: not; -1 after a message. */
int notify_whole(
    struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m);

/* ---- send_left.c ---- */

/* A message in sent/ of a notice that is to be sent. False: a person has said that it failed. How: it goes
 * back to the queue where the notice was queued again, or no channel took it; else it has left. */
bool notify_find_left(struct notify_sending *s, struct notify_item *it, const char *channel,
    const char *key, enum notify_placed *how);
/* The journal gets its `sent`. */
void notify_settle_left(struct notify_sending *s, const char *id, const char *key);
/* It left, and the notice is in that state, which has no `sent`: a note says so, once. 0, or -1 after a
 * message. */
int notify_left_after(struct notify_sending *s, struct notify_item *it,
    const struct crm_outbox_state *m, const char *state);

/* ---- send_box.c ---- */

/* The message of that key, and what follows of it. */
void notify_deliver(struct notify_sending *s, const char *key);

/* Does nobody know whether it left? */
bool notify_in_doubt(const struct crm_outbox_state *m);

/* ---- send_hold.c ---- */

/* Before the rest: what persons have said of messages that wait for them. */
void notify_settle(struct notify_sending *s);

/* ---- send_pace.c ---- */

/* Is that message over, as half of the clock is, and another channel is left? Then it is in failed/. */
bool notify_half(struct notify_sending *s, struct notify_item *it, struct crm_claim *c);
/* At the end: the alerts of what has not left in time. */
void notify_escalate(struct notify_sending *s);
/* "1. NAME PHONE, 2. ...": whom to call. */
void notify_calls(const struct notify_post *p, struct crm_buf *out);

/* ---- send_message.c ---- */

/* NULL after a message. */
struct crm_record *notify_message(struct notify_sending *s, struct notify_item *it,
    const struct crm_channel *c, const char *address, const char *key, struct crm_instant date);
/* Is it said whom mail comes from? Else -1 after a message. */
int notify_has_from(struct notify_sending *s, const char *channel);

/* ---- send_steps.c: 0, or -1 after a message ---- */

#define NOTIFY_MEMBERS 6
struct notify_step {
	const char *step;
	const char *texts[NOTIFY_MEMBERS][2]; /* name, value; "" and NULL values are left out */
	const char *op;
};
int notify_steps(
    struct notify_sending *s, const char *id, const struct notify_step *steps, size_t n);
/* "KEY.3a": of a message, its attempt, and what it is. */
const char *notify_op(const char *key, long attempt, char what, struct crm_arena *a);
/* What came of the message's last attempt, with its cost. */
int notify_outcome(
    struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m);
/* What it costs by that outcome, of which a person told us. */
int notify_cost(struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m,
    const char *outcome);
/* It has failed for good: told as an alert. */
int notify_give_up(struct notify_sending *s, struct notify_item *it, const char *why);

#endif
