/* A message under its claim: what is written down before and after each thing that is done. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"

struct delivery {
	struct notify_sending *s;
	struct crm_claim *claim;
	const struct crm_outbox_state *m;
	const char *channel_name;
	const struct crm_channel *channel;
	struct notify_item it;
	bool next; /* this channel is over: the next one */
};

static void tell(struct delivery *d, const char *what, const char *code, const char *why)
{
	const struct notify_row row = {.id = d->it.id,
	    .channel = d->channel_name,
	    .address = crm_record_text(d->m->message, "to.address"),
	    .what = what,
	    .code = code,
	    .why = why,
	    .message_id = crm_record_text(d->m->message, "message_id")};

	notify_row(d->s, &row);
}

static void move(struct delivery *d, enum crm_box to, const char *why)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_claim_move(d->claim, to, why, d->s->post.now, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
}

/* ---- what is over ---- */

/* The journal first, then the folder: who is killed between the two does both again. */
static void settle(struct delivery *d, enum crm_box to)
{
	if (notify_outcome(d->s, &d->it, d->m) < 0)
		return;
	move(d, to, NULL);
	d->next = to == CRM_BOX_FAILED;
}

static void tell_answer(struct delivery *d)
{
	const struct crm_answer *a = &d->m->last;

	if (a->alert)
		crm_run_say(d->s->run, "alert: %s: channel '%s' must be mended: %s %s", d->it.id,
		    d->channel_name, a->code, a->detail);
	tell(d, crm_sent_name(a->sent), a->code, a->detail);
}

/* Nobody knows whether it left, and the other side could not tell a second one. */
static void doubt(struct delivery *d)
{
	char why[128];
	struct notify_step step = {
	    "hold", {{"held_why", why}}, notify_op(d->m->key, d->m->attempts, 'h', &d->it.arena)};

	(void)snprintf(why, sizeof(why),
	    "in doubt: nobody knows whether attempt %ld by '%s' has left", d->m->attempts,
	    d->channel_name);
	if (notify_steps(d->s, d->it.id, &step, 1) < 0)
		return;
	move(d, CRM_BOX_HOLD, why);
	crm_run_say(d->s->run,
	    "%s: held: %s; 'release' sends it again, 'sent' says that it has left", d->it.id, why);
	crm_run_worse(d->s->run, CRM_PART);
	tell(d, "held", "in_doubt", why);
}

static void expire(struct delivery *d)
{
	struct notify_item now;

	if (notify_item_read(&d->s->post, d->it.id, &now) != 0)
		return;
	if (notify_give_up(d->s, &now, "it is stale") == 0)
		move(d, CRM_BOX_FAILED, "it is stale");
	notify_item_release(&now);
}

/* ---- an attempt ---- */

/* May it leave now? Else why not, told. */
static bool may_leave(struct delivery *d)
{
	const char *state = crm_view_text(&d->it.view, CRM_C_STATE, &d->it.arena);
	char key[CRM_OUTBOX_KEY + 1];
	const char *address = crm_record_text(d->m->message, "to.address");

	notify_key(&d->it, d->channel_name, address != NULL ? address : "", key);
	if (strcmp(state, "draft") == 0 || strcmp(state, "approved") == 0) {
		if (strcmp(key, d->m->key) != 0)
			move(d, CRM_BOX_FAILED, "another text has taken its place");
	} else if (strcmp(state, "queued") != 0) {
		move(d, CRM_BOX_FAILED, "the notice is not to be sent any more");
		tell(d, "dropped", NULL, state);
	} else if (d->it.void_approval || strcmp(key, d->m->key) != 0) {
		crm_run_say(d->s->run, "%s: held: %s", d->it.id, d->it.cleared_why);
		crm_run_worse(d->s->run, CRM_NOPERM);
		tell(d, "held", "unapproved", d->it.cleared_why);
	} else if (crm_notice_held(&d->it.view, d->s->post.now)) {
		tell(d, "held", "held", crm_view_text(&d->it.view, CRM_W_HELD_WHY, &d->it.arena));
	} else if (!notify_only(d->s, address != NULL ? address : "")) {
		crm_run_worse(d->s->run, CRM_PART);
		tell(d, "skipped", "only", "not in the list of --only");
	} else {
		return true;
	}
	return false;
}

static int attempt(struct delivery *d)
{
	const struct notify_step step = {"attempt", {{"channel", d->channel_name}},
	    notify_op(d->m->key, d->m->attempts + 1, 'a', &d->it.arena)};
	struct crm_buf message = CRM_BUF_INIT;
	struct crm_answer answer;
	struct crm_err e = CRM_ERR_INIT;
	int ret = notify_steps(d->s, d->it.id, &step, 1);

	if (ret < 0)
		return -1;
	if (crm_claim_attempt(d->claim, d->s->post.now, &e) != 0)
		return crm_run_fail(d->s->run, &e);
	crm_claim_message(d->claim, &message);
	crm_channel_send(d->s->post.channels.all, d->channel, message.data, message.len,
	    crm_claim_fd(d->claim), CRM_CHANNEL_TIMEOUT, &answer);
	crm_buf_release(&message);
	notify_now(d->s);
	if (crm_claim_outcome(d->claim, &answer, d->s->post.now, &e) != 0)
		return crm_run_fail(d->s->run, &e);
	return 0;
}

static void warn_late(struct delivery *d)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_run_say(d->s->run, "alert: %s: not sent for four hours, %ld attempts by '%s': %s",
	    d->it.id, d->m->attempts, d->channel_name, d->m->last.code);
	if (crm_claim_warned(d->claim, d->s->post.now, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
}

/* Was its sender killed before the journal was told? */
static bool lacks_outcome(struct delivery *d)
{
	struct crm_notice_try last;

	crm_notice_last_try(&d->it.view, &d->it.arena, &last);
	return last.open && d->m->open == 0;
}

/* After an attempt, or one that was made before. True: it is to be sent now. */
static bool judge(struct delivery *d, bool made)
{
	struct crm_outbox_next next;

	crm_outbox_next(d->m, d->channel->doubt_holds, d->s->post.now, &next);
	if (next.warn)
		warn_late(d);
	if (d->m->last.sent == CRM_SENT_LATER && (made || lacks_outcome(d)) &&
	    notify_outcome(d->s, &d->it, d->m) < 0)
		return false;
	switch (next.what) {
	case CRM_DO_SEND:
		if (made) /* one in a run */
			crm_run_worse(d->s->run, CRM_TEMPFAIL);
		return !made;
	case CRM_DO_WAIT:
		if (d->m->last.sent == CRM_SENT_LATER)
			crm_run_worse(d->s->run, CRM_TEMPFAIL);
		break;
	case CRM_DO_SENT:
		settle(d, CRM_BOX_SENT);
		break;
	case CRM_DO_FAILED:
		settle(d, CRM_BOX_FAILED);
		break;
	case CRM_DO_HOLD:
		doubt(d);
		break;
	case CRM_DO_EXPIRED:
		expire(d);
		break;
	case CRM_DO_GIVE_UP:
		crm_run_say(d->s->run, "alert: %s: five days by '%s', it is given up", d->it.id,
		    d->channel_name);
		move(d, CRM_BOX_FAILED, "five days");
		d->next = true;
		break;
	}
	return false;
}

static void work(struct delivery *d)
{
	if (!judge(d, false) || !may_leave(d) || notify_enough(d->s))
		return;
	d->s->tried++;
	if (attempt(d) < 0)
		return;
	tell_answer(d);
	(void)judge(d, true);
}

/* ---- from the queue ---- */

static void take(struct notify_sending *s, const char *key, struct delivery *d)
{
	enum crm_claimed how;
	struct crm_err e = CRM_ERR_INIT;
	const char *id;
	int got;

	if (crm_claim_take(s->post.outbox, CRM_BOX_QUEUE, key, &how, &d->claim, s->notes, &e) !=
	    0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	if (how != CRM_CLAIM_MINE)
		return;
	d->m = crm_claim_state(d->claim);
	d->channel_name = crm_record_text(d->m->message, "channel");
	id = crm_record_text(d->m->message, "id");
	got = id != NULL ? notify_item_read(&s->post, id, &d->it) : 1;
	if (got > 0) {
		crm_err_at(&e, CRM_NOINPUT, "outbox/queue", 0, NULL,
		    "%s: the store has no such notice: %s", key, id != NULL ? id : "");
		(void)crm_run_fail(s->run, &e);
	}
	if (got == 0 &&
	    crm_channel_get(s->post.channels.all, d->channel_name != NULL ? d->channel_name : "",
	        &d->channel, &e) != 0)
		(void)crm_run_fail(s->run, &e);
	else if (got == 0)
		work(d);
}

void notify_deliver(struct notify_sending *s, const char *key)
{
	char now[CRM_OUTBOX_KEY + 1];
	bool more = true;

	(void)snprintf(now, sizeof(now), "%s", key);
	while (more) {
		struct delivery d = {.s = s};
		struct notify_item it;

		take(s, now, &d);
		more = d.next;
		crm_claim_free(d.claim);
		/* read anew: the journal has more of it now */
		if (more) {
			more = notify_item_read(&s->post, d.it.id, &it) == 0;
			if (more) {
				more = notify_item_plan(&s->post, &it) == 0 &&
				    notify_advance(s, &it, now) && !notify_enough(s);
				notify_item_release(&it);
			}
		}
		notify_item_release(&d.it);
	}
}
