/* What has left: a message in sent/ of which the journal knows nothing, or one of a notice that is over. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"

static bool move_back(struct notify_sending *s, struct crm_claim *c, const char *why)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_claim_move(c, CRM_BOX_QUEUE, why, s->post.now, &e) == 0)
		return true;
	(void)crm_run_fail(s->run, &e);
	return false;
}

static enum notify_placed judge(
    struct notify_sending *s, struct notify_item *it, const char *channel, struct crm_claim *c)
{
	const struct crm_outbox_state *m = crm_claim_state(c);
	struct crm_notice_try last;

	notify_last_of(it, channel, m->key, &last);
	if (strcmp(last.status, "sent") == 0) /* it came back, and was queued again */
		return move_back(s, c, "queued again") ? NOTIFY_QUEUED : NOTIFY_NOWHERE;
	if (m->open == 0 && m->last.sent == CRM_SENT_TAKEN)
		return NOTIFY_LEFT;
	if (notify_in_doubt(m)) {
		crm_run_say(s->run,
		    "%s: its message is in sent/, and nobody knows whether it has left; say 'sent' or 'failed'",
		    it->id);
		crm_run_worse(s->run, CRM_PART);
		return NOTIFY_NOWHERE;
	}
	crm_run_warn(s->run,
	    "%s: its message was in sent/, and no channel has taken it: it goes back to the queue",
	    it->id);
	return move_back(s, c, "no channel has taken it") ? NOTIFY_QUEUED : NOTIFY_NOWHERE;
}

bool notify_find_left(struct notify_sending *s, struct notify_item *it, const char *channel,
    const char *key, enum notify_placed *how)
{
	struct crm_notice_try last;
	struct crm_claim *c = NULL;
	enum crm_claimed claimed;
	struct crm_err e = CRM_ERR_INIT;

	*how = NOTIFY_NOWHERE;
	notify_last_of(it, channel, key, &last);
	if (strcmp(last.status, "failed") == 0) /* a person said so later */
		return false;
	if (crm_claim_take(s->post.outbox, CRM_BOX_SENT, key, &claimed, &c, s->notes, &e) != 0)
		(void)crm_run_fail(s->run, &e);
	else if (claimed == CRM_CLAIM_MINE)
		*how = judge(s, it, channel, c);
	crm_claim_free(c);
	return true;
}

void notify_settle_left(struct notify_sending *s, const char *id, const char *key)
{
	struct crm_outbox_state m;
	struct notify_item it;
	struct crm_err e = CRM_ERR_INIT;
	struct notify_row row = {
	    .it = &it, .what = "sent", .why = "the outbox says so: the journal did not have it"};

	if (crm_outbox_read(s->post.outbox, CRM_BOX_SENT, key, &m, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	if (notify_item_read(&s->post, id, &it) == 0) {
		if (notify_outcome(s, &it, &m) == 0) {
			row.channel = crm_record_text(m.message, "channel");
			row.address = crm_record_text(m.message, "to.address");
			row.message_id = crm_record_text(m.message, "message_id");
			row.code = m.last.code;
			crm_run_warn(s->run, "%s: %s", id, row.why);
			notify_row(s, &row);
		}
		notify_item_release(&it);
	}
	crm_outbox_state_release(&m);
}

int notify_left_after(struct notify_sending *s, struct notify_item *it,
    const struct crm_outbox_state *m, const char *state)
{
	const char *channel = crm_record_text(m->message, "channel");
	struct crm_buf text = CRM_BUF_INIT;
	struct notify_step step = {
	    "note", {{"text", NULL}}, notify_op(m->key, m->attempts, 'l', &it->arena)};
	const bool gone = strcmp(state, "void") == 0 || strcmp(state, "duplicate") == 0;
	int ret;

	crm_buf_addf(&text, "attempt %ld by '%s' had left all the same: sent %s", m->attempts,
	    channel != NULL ? channel : "", m->last.code);
	step.texts[0][1] = crm_buf_str(&text);
	ret = notify_steps(s, it->id, &step, 1);
	if (ret == 0 && !gone)
		ret = notify_cost(s, it, m, "sent");
	if (ret == 0) {
		crm_run_say(s->run, "alert: %s: is %s, but %s", it->id, state, crm_buf_str(&text));
		crm_run_worse(s->run, CRM_PART);
	}
	crm_buf_release(&text);
	return ret;
}
