/* A message under its claim: what is written down before and after each thing that is done. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send_box.h"

#define ROUNDS_MOST 64 /* of one notice in a run: more than there are channels */

void notify_delivery_tell(
    struct notify_delivery *d, const char *what, const char *code, const char *why)
{
	const struct notify_row row = {.it = &d->it,
	    .channel = d->channel_name,
	    .address = crm_record_text(d->m->message, "to.address"),
	    .what = what,
	    .code = code,
	    .why = why,
	    .theirs = why == d->m->last.detail,
	    .message_id = crm_record_text(d->m->message, "message_id"),
	    .not_before = d->it.plan.what == CRM_PLAN_WAIT ? d->it.plan.not_before
	                                                   : (struct crm_instant){0, 0}};

	notify_row(d->s, &row);
}

void notify_delivery_move(struct notify_delivery *d, enum crm_box to, const char *why)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_claim_move(d->claim, to, why, d->s->post.now, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
}

/* ---- what is over ---- */

/* The journal first, then the folder: who is killed between the two does both again. */
static void settle(struct notify_delivery *d, enum crm_box to)
{
	if (notify_outcome(d->s, &d->it, d->m) < 0)
		return;
	notify_delivery_move(d, to, NULL);
	d->next = to == CRM_BOX_FAILED;
}

/* A person has it now. */
static void hand(struct notify_delivery *d)
{
	char why[CRM_CHANNEL_NAME_MAX + 16];

	(void)snprintf(why, sizeof(why), "handed: %s", d->channel_name);
	if (notify_outcome(d->s, &d->it, d->m) == 0)
		notify_delivery_move(d, CRM_BOX_HOLD, why);
}

bool notify_in_doubt(const struct crm_outbox_state *m)
{
	return m->open > 0 || m->last.doubt;
}

static void tell_answer(struct notify_delivery *d)
{
	const struct crm_answer *a = &d->m->last;

	if (a->alert)
		crm_run_say(d->s->run, "alert: %s: channel '%s' must be mended: %s %s", d->it.id,
		    d->channel_name, a->code,
		    crm_args_has(d->s->run->args, "mask") ? "***" : a->detail);
	notify_delivery_tell(d, crm_sent_name(a->sent), a->code, a->detail);
}

/* Nobody knows whether it left, and the other side could not tell a second one. */
void notify_delivery_doubt(struct notify_delivery *d)
{
	char why[128];
	struct notify_step step = {
	    "hold", {{"held_why", why}}, notify_op(d->m->key, d->m->attempts, 'h', &d->it.arena)};

	(void)snprintf(why, sizeof(why),
	    "in doubt: nobody knows whether attempt %ld by '%s' has left", d->m->attempts,
	    d->channel_name);
	if (notify_steps(d->s, d->it.id, &step, 1) < 0)
		return;
	notify_delivery_move(d, CRM_BOX_HOLD, why);
	crm_run_say(d->s->run,
	    "%s: held: %s; 'release' sends it again, 'sent' says that it has left", d->it.id, why);
	crm_run_worse(d->s->run, CRM_PART);
	notify_delivery_tell(d, "held", "in_doubt", why);
}

static void expire(struct notify_delivery *d)
{
	struct notify_item now;
	struct crm_notice_try last;

	if (notify_item_read(&d->s->post, d->it.id, &now) != 0)
		return;
	crm_notice_last_try(&now.view, &now.arena, &last);
	if (!last.open && notify_item_plan(&d->s->post, &now) == 0 &&
	    now.plan.what == CRM_PLAN_DROP) {
		if (notify_drop(d->s, &now))
			notify_delivery_move(d, CRM_BOX_FAILED, "it is stale");
	} else if (notify_give_up(d->s, &now, "it is stale") == 0)
		notify_delivery_move(d, CRM_BOX_FAILED, "it is stale");
	notify_item_release(&now);
}

/* ---- an attempt ---- */

static int attempt(struct notify_delivery *d)
{
	const struct notify_step step = {"attempt",
	    {{"channel", d->channel_name},
	        {"message_id", crm_record_text(d->m->message, "message_id")},
	        {"message_sha256", d->m->sha256}},
	    notify_op(d->m->key, d->m->attempts + 1, 'a', &d->it.arena)};
	struct crm_buf message = CRM_BUF_INIT;
	struct crm_answer answer;
	struct crm_err e = CRM_ERR_INIT;
	int ret = notify_steps(d->s, d->it.id, &step, 1);

	if (ret < 0)
		return -1;
	if (crm_claim_attempt(d->claim, d->s->post.now, &e) != 0)
		return crm_run_fail(d->s->run, &e);
	crm_claim_message(d->claim, d->s->post.path, &message);
	crm_channel_send(d->s->post.channels.all, d->channel, message.data, message.len,
	    crm_claim_fd(d->claim), CRM_CHANNEL_TIMEOUT, &answer);
	crm_buf_release(&message);
	notify_now(d->s);
	notify_heard(d->s, d->channel_name, crm_record_text(d->m->message, "to.address"), &answer);
	if (crm_claim_outcome(d->claim, &answer, d->s->post.now, &e) != 0)
		return crm_run_fail(d->s->run, &e);
	return 0;
}

static void warn_late(struct notify_delivery *d)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_run_say(d->s->run, "alert: %s: not sent for four hours, %ld attempts by '%s': %s",
	    d->it.id, d->m->attempts, d->channel_name, d->m->last.code);
	if (crm_claim_warned(d->claim, d->s->post.now, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
}

/* Was its sender killed before the journal was told? */
static bool lacks_outcome(struct notify_delivery *d)
{
	struct crm_notice_try last;

	crm_notice_last_try(&d->it.view, &d->it.arena, &last);
	return last.open && d->m->open == 0;
}

/* The notice is over, whatever became of this message. */
static bool is_over(struct notify_delivery *d)
{
	struct crm_notice_try last;
	const char *state = crm_view_text(&d->it.view, CRM_C_STATE, &d->it.arena);

	if (strcmp(state, "queued") == 0 || strcmp(state, "draft") == 0 ||
	    strcmp(state, "approved") == 0)
		return false;
	notify_last_of(&d->it, d->channel_name, d->m->key, &last);
	if (strcmp(last.status, "sent") == 0) {
		if (notify_cost(d->s, &d->it, d->m, "sent") == 0)
			notify_delivery_move(d, CRM_BOX_SENT, NULL);
	} else if (d->m->open == 0 && d->m->last.sent == CRM_SENT_TAKEN) {
		if (notify_left_after(d->s, &d->it, d->m, state) == 0)
			notify_delivery_move(d, CRM_BOX_SENT, NULL);
	} else {
		notify_delivery_move(d, CRM_BOX_FAILED, "the notice is not to be sent any more");
		notify_delivery_tell(d, "dropped", NULL, state);
	}
	return true;
}

/* Its times are of a clock that was wrong: they are judged anew. */
static void tell_ahead(struct notify_delivery *d)
{
	const bool later = d->m->not_before.us > d->s->post.now.us;
	const struct crm_instant t = later ? d->m->not_before : d->m->last_at;
	char at[CRM_INSTANT_MAX], why[128];
	struct crm_err e = CRM_ERR_INIT;

	crm_instant_format(t, at);
	(void)snprintf(why, sizeof(why), "its %s is %s, by a clock that was wrong: judged anew",
	    later ? "time" : "last attempt", at);
	crm_run_warn(d->s->run, "%s: %s", d->it.id, why);
	notify_delivery_tell(d, "wait", "clock", why);
	if (later && crm_claim_postpone(d->claim, d->s->post.now, d->s->post.now, why, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
}

/* After an attempt, or one that was made before. True: it is to be sent now. */
static bool judge(struct notify_delivery *d, bool made)
{
	struct crm_outbox_next todo;

	crm_outbox_next(d->m, d->channel->doubt_holds, d->s->post.now, &todo);
	if (todo.ahead)
		tell_ahead(d);
	if (todo.warn)
		warn_late(d);
	if (d->m->last.sent == CRM_SENT_LATER && (made || lacks_outcome(d)) &&
	    notify_outcome(d->s, &d->it, d->m) < 0)
		return false;
	if (d->m->last.sent == CRM_SENT_LATER &&
	    (todo.what == CRM_DO_SEND || todo.what == CRM_DO_WAIT) &&
	    notify_half(d->s, &d->it, d->claim)) {
		d->next = true;
		return false;
	}
	switch (todo.what) {
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
	case CRM_DO_HANDED:
		hand(d);
		break;
	case CRM_DO_HOLD:
		notify_delivery_doubt(d);
		break;
	case CRM_DO_EXPIRED:
		expire(d);
		break;
	case CRM_DO_GIVE_UP:
		crm_run_say(d->s->run, "alert: %s: five days by '%s', it is given up", d->it.id,
		    d->channel_name);
		notify_delivery_move(d, CRM_BOX_FAILED, "five days");
		d->next = true;
		break;
	}
	return false;
}

static void work(struct notify_delivery *d)
{
	if (is_over(d) || !judge(d, false) || !notify_may_leave(d) || notify_enough(d->s))
		return;
	d->s->tried++;
	if (attempt(d) < 0)
		return;
	tell_answer(d);
	(void)judge(d, true);
}

/* ---- from the queue ---- */

static void take(struct notify_sending *s, const char *key, struct notify_delivery *d)
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

/* The one that is next, by the plan at now: true where its message is in the queue. The notice is read
 * anew, for the journal has more of it. */
static bool next(struct notify_sending *s, const char *id, struct notify_place *at)
{
	enum notify_placed how = NOTIFY_NOWHERE;
	struct notify_item it;

	if (notify_item_read(&s->post, id, &it) != 0)
		return false;
	if (it.cleared == CRM_CLEARED_NOT) {
		notify_tell_unapproved(s, &it);
	} else if (notify_item_plan(&s->post, &it) == 0) {
		if (it.plan.what == CRM_PLAN_HOLD)
			notify_tell_hold(s, &it);
		else if (it.plan.what != CRM_PLAN_DROP)
			how = notify_advance(s, &it, at);
	}
	if (how == NOTIFY_LEFT)
		notify_settle_left(s, id, at->key);
	notify_item_release(&it);
	return how == NOTIFY_QUEUED;
}

void notify_deliver(struct notify_sending *s, const char *key)
{
	struct notify_place at = {"", ""};
	bool more = true, made = false;

	(void)snprintf(at.key, sizeof(at.key), "%s", key);
	for (int i = 0; more && i < ROUNDS_MOST; i++) {
		struct notify_delivery d = {.s = s};

		take(s, at.key, &d);
		crm_claim_free(d.claim);
		/* anew once in a run, whoever writes into it meanwhile */
		more = d.next && !(d.corrupt && made) && next(s, d.it.id, &at) && !notify_enough(s);
		made = made || d.corrupt;
		notify_item_release(&d.it);
	}
}
