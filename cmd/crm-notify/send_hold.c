/* What waits for a person in hold/: settled by what that person has said since. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"

#define DOUBT "in doubt: "

struct waiting {
	struct notify_sending *s;
	struct crm_claim *claim;
	const struct crm_outbox_state *m;
	const char *channel;
	struct notify_item it;
	struct crm_notice_try last; /* of that message */
};

static void tell(struct waiting *w, const char *what, const char *code, const char *why)
{
	const struct notify_row row = {.it = &w->it,
	    .channel = w->channel,
	    .address = crm_record_text(w->m->message, "to.address"),
	    .what = what,
	    .code = code,
	    .why = why,
	    .message_id = crm_record_text(w->m->message, "message_id")};

	notify_row(w->s, &row);
}

static void move(struct waiting *w, enum crm_box to, const char *why)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_claim_move(w->claim, to, why, w->s->post.now, &e) != 0)
		(void)crm_run_fail(w->s->run, &e);
}

/* ---- it is over ---- */

static void settle_over(struct waiting *w, const char *state)
{
	const bool told = strcmp(state, "sent") == 0 || strcmp(state, "delivered") == 0;
	char why[64];

	if (told && strcmp(w->last.status, "sent") == 0) {
		if (notify_cost(w->s, &w->it, w->m, "sent") == 0)
			move(w, CRM_BOX_SENT, NULL);
		return;
	}
	(void)snprintf(why, sizeof(why), "%s",
	    told ? "they were told by another channel" : "the notice is not to be sent any more");
	move(w, CRM_BOX_FAILED, why);
	tell(w, "dropped", NULL, state);
}

/* A person's word, or the end of its time. */
static void settle_failed(struct waiting *w)
{
	if (notify_cost(w->s, &w->it, w->m, "failed") == 0) {
		move(w, CRM_BOX_FAILED, w->last.code);
		tell(w, "failed", w->last.code, "a person said so: the next channel is tried");
	}
}

/* ---- on a work list ---- */

static void remind(struct waiting *w)
{
	struct crm_outbox_next next;
	struct crm_err e = CRM_ERR_INIT;

	crm_outbox_next(w->m, false, w->s->post.now, &next);
	if (!next.warn)
		return;
	crm_run_say(w->s->run,
	    "alert: %s: on the work list of '%s' for five days, and nobody has said what came of it",
	    w->it.id, w->channel);
	crm_run_worse(w->s->run, CRM_PART);
	if (crm_claim_warned(w->claim, w->s->post.now, &e) != 0)
		(void)crm_run_fail(w->s->run, &e);
}

/* Whoever has it on a list would reach them where they are no more. True: it is over. */
static bool has_moved(struct waiting *w)
{
	static const char why[] = "their address has changed since it was handed over";
	const char *was = crm_record_text(w->m->message, "to.address");
	const char *now = notify_address(&w->it, w->channel, &w->it.arena);
	const struct notify_step step = {"failed",
	    {{"channel", w->channel}, {"code", "address_changed"}, {"detail", why}},
	    notify_op(w->m->key, w->m->attempts, 'm', &w->it.arena)};

	if (now != NULL && strcmp(now, was != NULL ? was : "") == 0)
		return false;
	if (notify_steps(w->s, w->it.id, &step, 1) == 0) {
		tell(w, "dropped", "address_changed", why);
		move(w, CRM_BOX_FAILED, why);
	}
	return true;
}

static void settle_handed(struct waiting *w)
{
	if (has_moved(w))
		return;
	if (w->m->expires_at.us != 0 && w->s->post.now.us > w->m->expires_at.us) {
		if (notify_give_up(
		        w->s, &w->it, "it is stale, and nobody has said that it was sent") == 0)
			move(w, CRM_BOX_FAILED, "it is stale");
	} else if (!notify_half(w->s, &w->it, w->claim)) {
		remind(w);
		if (w->s->named)
			tell(w, "handed", NULL,
			    "waits for a person: 'sent', 'failed' or 'deferred'");
	}
}

/* ---- in doubt ---- */

/* Who says what came of it ends the hold that asked for it. */
static int release(struct waiting *w)
{
	const char *why = crm_view_text(&w->it.view, CRM_W_HELD_WHY, &w->it.arena);
	const struct notify_step step = {
	    "release", {{NULL, NULL}}, notify_op(w->m->key, w->m->attempts, 'e', &w->it.arena)};

	if (strncmp(why, DOUBT, strlen(DOUBT)) != 0)
		return 0;
	return notify_steps(w->s, w->it.id, &step, 1);
}

static void settle_doubt(struct waiting *w)
{
	const bool known = w->last.said || (w->m->open > 0 && w->last.number > 0 && !w->last.open);

	if (!known) {
		if (!crm_notice_held(&w->it.view, w->s->post.now))
			move(w, CRM_BOX_QUEUE, "released");
	} else if (release(w) == 0) {
		if (strcmp(w->last.status, "failed") == 0)
			settle_failed(w);
		else
			move(w, CRM_BOX_QUEUE, "a person said that it has not left");
	}
}

/* ---- all of them ---- */

static void settle(struct waiting *w)
{
	const char *state = crm_view_text(&w->it.view, CRM_C_STATE, &w->it.arena);
	const struct crm_cell *queued = crm_view_cell(&w->it.view, CRM_W_QUEUED_AT);

	notify_last_of(&w->it, w->channel, w->m->key, &w->last);
	if (strcmp(state, "draft") == 0 || strcmp(state, "approved") == 0)
		return;
	if (strcmp(state, "queued") != 0)
		settle_over(w, state);
	else if (queued->type == CRM_T_INSTANT && queued->u.at.us > w->m->last_at.us)
		move(w, CRM_BOX_QUEUE, "queued again");
	else if (strcmp(w->last.status, "failed") == 0 && !notify_in_doubt(w->m))
		settle_failed(w);
	else if (notify_in_doubt(w->m))
		settle_doubt(w);
	else
		settle_handed(w);
}

static void take(struct notify_sending *s, const char *key)
{
	struct waiting w = {.s = s};
	enum crm_claimed how;
	struct crm_err e = CRM_ERR_INIT;
	const char *id;

	if (crm_claim_take(s->post.outbox, CRM_BOX_HOLD, key, &how, &w.claim, s->notes, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	if (how != CRM_CLAIM_MINE)
		return;
	w.m = crm_claim_state(w.claim);
	w.channel = crm_record_text(w.m->message, "channel");
	id = crm_record_text(w.m->message, "id");
	if (id != NULL && w.channel != NULL && notify_item_read(&s->post, id, &w.it) == 0) {
		settle(&w);
		notify_item_release(&w.it);
	}
	crm_claim_free(w.claim);
}

void notify_settle(struct notify_sending *s)
{
	struct crm_outbox_list list = {NULL, 0};
	struct crm_err e = CRM_ERR_INIT;

	if (crm_outbox_list(s->post.outbox, CRM_BOX_HOLD, false, s->notes, &list, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return;
	}
	for (size_t i = 0; i < list.n; i++) {
		const char *id = list.v[i].notice;

		if (!s->named || crm_map_find(s->ids, id, strlen(id)) != CRM_MAP_NONE)
			take(s, list.v[i].key);
	}
	crm_outbox_list_release(&list);
}
