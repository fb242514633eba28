/*
 * send: what is approved goes into the outbox by its plan, and out of it by the channels.
 *
 *   send_queue.c    a notice: judged at now, its message put into the outbox, step queue
 *   send_box.c      a message under its claim: step attempt, the channel, what came of it
 *   send_steps.c    the steps that are taken by it, each once, by keys of the message and attempt
 *   send_message.c  a message as channels get it
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
	struct crm_map *ids;  /* that it is for */
	struct crm_map *only; /* addresses, "@domain"; NULL: all */
	long most, tried;     /* attempts; most -1: any */
	struct crm_output *out;
	struct crm_findings *notes; /* of the outbox */
};

/* ---- telling (send.c) ---- */

struct notify_row {
	const char *id, *channel, *address, *what, *code, *why, *message_id;
	struct crm_instant not_before; /* us 0: none */
};
void notify_row(struct notify_sending *s, const struct notify_row *row);
/* May that address be reached in this run? */
bool notify_only(const struct notify_sending *s, const char *address);
bool notify_enough(const struct notify_sending *s);
/* The clock again. */
void notify_now(struct notify_sending *s);

/* ---- send_queue.c ---- */

void notify_queue(struct notify_sending *s, const char *id);
/* The message by the next channel of the plan that has not been tried since it was queued; with
 * none left it is given up. True: one is in the queue, key is its name. */
bool notify_advance(struct notify_sending *s, struct notify_item *it, char key[CRM_OUTBOX_KEY + 1]);
void notify_key(const struct notify_item *it, const char *channel, const char *address,
    char key[CRM_OUTBOX_KEY + 1]);

/* ---- send_box.c ---- */

/* The message of that key, and what follows of it. */
void notify_deliver(struct notify_sending *s, const char *key);

/* ---- send_message.c ---- */

/* NULL after a message. */
struct crm_record *notify_message(struct notify_sending *s, struct notify_item *it,
    const struct crm_channel *c, const char *address, const char *key);

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
/* It has failed for good: told as an alert. */
int notify_give_up(struct notify_sending *s, struct notify_item *it, const char *why);

#endif
