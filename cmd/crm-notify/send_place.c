/* The next channel of a plan: a message for it is put into the outbox, or the one that is there counts. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"

void notify_key(const struct notify_item *it, const char *channel, const char *address,
    char key[CRM_OUTBOX_KEY + 1])
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *encrypt = notify_encrypt(it, channel, &a);
	struct crm_buf to = CRM_BUF_INIT;
	struct crm_outbox_parts parts = {it->id, crm_view_text(&it->view, CRM_W_CUSTOMER, &a),
	    channel, address, crm_view_text(&it->view, CRM_W_CONTENT, &a)};

	/* under another key it is another message */
	crm_buf_addf(&to, "%s %s", address, encrypt);
	if (encrypt[0] != '\0')
		parts.address = crm_buf_str(&to);
	crm_outbox_key(&parts, key);
	crm_buf_release(&to);
	crm_arena_release(&a);
}

/* Where the journal does not say which message it has: the one of its text, to whom it is now. */
static bool is_now(struct notify_item *it, const char *channel, const char *key, const char *begins)
{
	const char *known = crm_view_text(&it->view, CRM_W_MESSAGE_ID, &it->arena);
	const char *address = notify_address(it, channel, &it->arena);
	char now[CRM_OUTBOX_KEY + 1];

	if (known[0] != '\0')
		return strncmp(known, begins, strlen(begins)) == 0;
	notify_key(it, channel, address != NULL ? address : "", now);
	return strcmp(now, key) == 0;
}

void notify_last_of(
    struct notify_item *it, const char *channel, const char *key, struct crm_notice_try *last)
{
	char begins[CRM_OUTBOX_KEY + 3];

	(void)snprintf(begins, sizeof(begins), "<%s@", key);
	crm_notice_last_try_of(
	    &it->view, channel, begins, is_now(it, channel, key, begins), &it->arena, last);
}

int notify_plan_once(struct notify_sending *s, struct notify_item *it)
{
	return it->plan.not_before.us != 0 ? 0 : notify_item_plan(&s->post, it);
}

/* ---- is it what was queued? ---- */

static bool same(const struct crm_record *a, const struct crm_record *b)
{
	struct crm_buf x = CRM_BUF_INIT, y = CRM_BUF_INIT;
	bool is;

	crm_record_dump(a, &x);
	crm_record_dump(b, &y);
	is = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
	crm_buf_release(&x);
	crm_buf_release(&y);
	return is;
}

/* What would be queued now, with its date: made anew, or its maker was killed before the journal had
 * its hash. */
static int as_now(
    struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m)
{
	const char *name = crm_record_text(m->message, "channel");
	const char *address = crm_record_text(m->message, "to.address");
	const char *date = crm_record_text(m->message, "date");
	const struct crm_channel *channel;
	struct crm_instant at;
	struct crm_record *now;
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	if (name == NULL || address == NULL || date == NULL ||
	    crm_instant_parse(date, strlen(date), &at) != 0)
		return 0;
	if (crm_channel_get(s->post.channels.all, name, &channel, &e) != 0)
		return crm_run_fail(s->run, &e);
	now = notify_message(s, it, channel, address, m->key, at);
	if (now == NULL)
		return -1;
	ret = same(now, m->message);
	crm_record_free(now);
	return ret;
}

int notify_whole(struct notify_sending *s, struct notify_item *it, const struct crm_outbox_state *m)
{
	const char *known = crm_view_text(&it->view, CRM_W_MESSAGE_SHA256, &it->arena);
	const char *known_id = crm_view_text(&it->view, CRM_W_MESSAGE_ID, &it->arena);
	const char *id = crm_record_text(m->message, "message_id");

	if (id != NULL && strcmp(id, known_id) == 0 && strcmp(known, m->sha256) == 0)
		return 1;
	return as_now(s, it, m);
}

/* ---- putting in ---- */

/* Of one whose file is corrupt or lost, what it had goes on being counted: by the numbers the journal knows
 * what it has been told. */
static void count_on(
    struct notify_item *it, const char *channel, const char *key, struct crm_outbox_times *t)
{
	struct crm_notice_try last;

	notify_last_of(it, channel, key, &last);
	t->attempts = (long)crm_notice_tries(&it->view, channel);
	t->doubt = last.open;
}

static int put(struct notify_sending *s, struct notify_item *it, const struct crm_plan_channel *c,
    const char *address, struct notify_place *out)
{
	const struct crm_cell *expires = crm_view_cell(&it->view, CRM_W_EXPIRES_AT);
	struct crm_outbox_times t = {.now = s->post.now, .not_before = it->plan.not_before};
	const struct crm_channel *channel;
	struct crm_record *message;
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	if (crm_channel_get(s->post.channels.all, c->channel, &channel, &e) != 0)
		return crm_run_fail(s->run, &e);
	message = notify_message(s, it, channel, address, out->key, s->post.now);
	if (message == NULL)
		return -1;
	if (expires->type == CRM_T_INSTANT)
		t.expires_at = expires->u.at;
	count_on(it, c->channel, out->key, &t);
	ret = crm_outbox_put(s->post.outbox, out->key, message, &t, NULL, out->sha256, &e);
	crm_record_free(message);
	if (ret != 0)
		return crm_run_fail(s->run, &e);
	notify_owe(&s->post, it, c);
	return 0;
}

/* ---- the one that is there ---- */

/* In the queue since somebody was killed before the journal had it. True: it is gone from there. */
static bool is_foreign(struct notify_sending *s, struct notify_item *it, struct notify_place *out)
{
	struct crm_claim *c = NULL;
	enum crm_claimed how;
	struct crm_err e = CRM_ERR_INIT;
	int whole;

	if (crm_cell_eq(crm_view_cell(&it->view, CRM_C_STATE), "queued"))
		return false; /* who delivers it looks at it */
	if (crm_claim_take(s->post.outbox, CRM_BOX_QUEUE, out->key, &how, &c, s->notes, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return false;
	}
	if (how != CRM_CLAIM_MINE)
		return how == CRM_CLAIM_CORRUPT;
	whole = notify_whole(s, it, crm_claim_state(c));
	memcpy(out->sha256, crm_claim_state(c)->sha256, sizeof(out->sha256));
	if (whole == 0 && crm_claim_corrupt(c, NOTIFY_NOT_QUEUED, s->notes, &e) != 0)
		(void)crm_run_fail(s->run, &e);
	crm_claim_free(c);
	return whole == 0;
}

/* A message that had failed before the notice was queued anew, or waits for a person while the notice
 * was approved anew: again. True: it is in the queue. */
static bool again(
    struct notify_sending *s, const struct notify_item *it, enum crm_box box, const char *key)
{
	const struct crm_cell *queued = crm_view_cell(&it->view, CRM_W_QUEUED_AT);
	const bool anew = !crm_cell_eq(crm_view_cell(&it->view, CRM_C_STATE), "queued");
	struct crm_claim *c = NULL;
	enum crm_claimed how;
	struct crm_err e = CRM_ERR_INIT;
	bool moved = false;

	if (crm_claim_take(s->post.outbox, box, key, &how, &c, s->notes, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return false;
	}
	if (how == CRM_CLAIM_MINE &&
	    ((box == CRM_BOX_HOLD && anew) ||
	        (queued->type == CRM_T_INSTANT &&
	            crm_claim_state(c)->last_at.us < queued->u.at.us))) {
		moved = crm_claim_move(c, CRM_BOX_QUEUE, "queued again", s->post.now, &e) == 0;
		if (!moved)
			(void)crm_run_fail(s->run, &e);
	}
	crm_claim_free(c);
	return moved;
}

/* ---- the next one ---- */

/* One channel. False: it had its turn, the next one is to be asked. */
static bool take(struct notify_sending *s, struct notify_item *it, const struct crm_plan_channel *c,
    struct notify_place *out, enum notify_placed *how)
{
	const char *address = c->taken ? notify_address(it, c->channel, &it->arena) : NULL;
	enum crm_box box;

	if (address == NULL)
		return false;
	*how = NOTIFY_QUEUED;
	out->sha256[0] = '\0';
	notify_key(it, c->channel, address, out->key);
	box = crm_outbox_where(s->post.outbox, out->key);
	if (box == CRM_BOX_QUEUE && !is_foreign(s, it, out))
		return true;
	if (box == CRM_BOX_SENT)
		return notify_find_left(s, it, c->channel, out->key, how);
	if (box == CRM_BOX_FAILED)
		return again(s, it, box, out->key);
	if (box == CRM_BOX_HOLD && again(s, it, box, out->key))
		return true;
	*how = NOTIFY_NOWHERE;
	if (box == CRM_BOX_HOLD)
		return true;
	if (!notify_only(s, address)) {
		notify_tell_skipped(s, it);
		return true;
	}
	if (put(s, it, c, address, out) == 0)
		*how = NOTIFY_QUEUED;
	return true;
}

enum notify_placed notify_advance(
    struct notify_sending *s, struct notify_item *it, struct notify_place *out)
{
	enum notify_placed how;

	for (size_t i = 0; i < it->plan.nchannels; i++) {
		if (!take(s, it, &it->plan.channels[i], out, &how))
			continue;
		s->planned += how == NOTIFY_QUEUED ? 1 : 0;
		return how;
	}
	if (notify_found(it, "over_budget", CRM_NOTE) != NULL)
		notify_tell_poor(s, it);
	else
		(void)notify_give_up(s, it, "no channel is left");
	return NOTIFY_NOWHERE;
}
