/* A notice: judged at now, and its message put into the outbox. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send.h"

/* ---- telling ---- */

static void tell(struct notify_sending *s, const struct notify_item *it, const char *what,
    const char *code, const char *why)
{
	const struct crm_plan_channel *first = it->plan.first;
	struct crm_arena a = CRM_ARENA_INIT;
	const struct notify_row row = {.id = it->id,
	    .what = what,
	    .code = code,
	    .why = why,
	    .channel = first != NULL ? first->channel : NULL,
	    .address = first != NULL ? notify_address(it, first->channel, &a) : NULL,
	    .not_before =
	        it->plan.what == CRM_PLAN_WAIT ? it->plan.not_before : (struct crm_instant){0, 0}};

	notify_row(s, &row);
	crm_arena_release(&a);
}

static void tell_unapproved(struct notify_sending *s, const struct notify_item *it)
{
	crm_run_say(s->run, "%s: held: %s", it->id, it->cleared_why);
	crm_run_worse(s->run, CRM_NOPERM);
	tell(s, it, "held", "unapproved", it->cleared_why);
}

/* Why a person has to see to it, as an exit status. */
static int status_of(const struct notify_item *it)
{
	if (notify_found(it, "over_budget", CRM_ERROR) != NULL)
		return CRM_TEMPFAIL;
	if (notify_found(it, "no_content", CRM_ERROR) != NULL)
		return CRM_BADINPUT;
	if (notify_found(it, "channel_missing", CRM_WARNING) != NULL && it->plan.first == NULL)
		return CRM_UNAVAIL;
	return CRM_PART;
}

static void tell_hold(struct notify_sending *s, struct notify_item *it)
{
	const struct crm_finding *held = notify_found(it, "held", CRM_ERROR);
	struct crm_buf why = CRM_BUF_INIT;
	const char *code = "hold";

	notify_errors(it, &why);
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		if (crm_finding_at(it->found, i)->severity == CRM_ERROR)
			code = crm_finding_at(it->found, i)->code;
	}
	if (held == NULL || crm_findings_worse(it->found, CRM_ERROR) > 1) {
		crm_run_say(s->run, "%s: not sent: %s", it->id, crm_buf_str(&why));
		crm_run_worse(s->run, status_of(it));
	}
	tell(s, it, "held", code, crm_buf_str(&why));
	crm_buf_release(&why);
}

/* ---- wait, drop ---- */

static const char *when_why(const struct notify_item *it)
{
	for (size_t i = 0; i < it->plan.nwhy; i++) {
		if (strncmp(it->plan.why[i], "when: ", 6) == 0)
			return it->plan.why[i] + 6;
	}
	return "its time has not come";
}

static void wait_until(struct notify_sending *s, struct notify_item *it)
{
	const struct crm_cell *until = crm_view_cell(&it->view, CRM_W_HELD_UNTIL);
	char text[CRM_INSTANT_MAX], op[128];
	const struct notify_step step = {
	    "hold", {{"held_why", when_why(it)}, {"held_until", text}}, op};

	tell(s, it, "wait", NULL, when_why(it));
	if (!s->commit ||
	    (until->type == CRM_T_INSTANT && until->u.at.us == it->plan.not_before.us))
		return;
	crm_instant_format(it->plan.not_before, text);
	(void)snprintf(op, sizeof(op), "%s.hold.%lld", it->id,
	    (long long)(it->plan.not_before.us / CRM_US_PER_SEC));
	(void)notify_steps(s, it->id, &step, 1);
}

static void drop(struct notify_sending *s, struct notify_item *it)
{
	struct crm_buf why = CRM_BUF_INIT;
	struct notify_step step = {"withdraw", {{"withdrawn_why", NULL}}, NULL};

	notify_errors(it, &why);
	step.texts[0][1] = crm_buf_str(&why);
	if (!s->commit || notify_steps(s, it->id, &step, 1) == 0) {
		crm_run_say(s->run, "%s: %s: %s", it->id,
		    s->commit ? "withdrawn" : "would be withdrawn", crm_buf_str(&why));
		tell(s, it, s->commit ? "withdrawn" : "withdraw", NULL, crm_buf_str(&why));
	}
	crm_buf_release(&why);
}

/* ---- the next channel ---- */

void notify_key(const struct notify_item *it, const char *channel, const char *address,
    char key[CRM_OUTBOX_KEY + 1])
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_outbox_parts parts = {it->id, crm_view_text(&it->view, CRM_W_CUSTOMER, &a),
	    channel, address, crm_view_text(&it->view, CRM_W_CONTENT, &a)};

	crm_outbox_key(&parts, key);
	crm_arena_release(&a);
}

static void commit_price(
    struct notify_sending *s, struct notify_item *it, const struct crm_plan_channel *c)
{
	const struct crm_spend spend = {crm_view_text(&it->view, CRM_W_CATEGORY, &it->arena),
	    crm_view_text(&it->view, CRM_W_CUSTOMER, &it->arena), c->price, c->currency};

	if (c->priced && s->post.ledger.n > 0)
		crm_ledger_committed(&s->post.ledger, &spend);
}

static int put(struct notify_sending *s, struct notify_item *it, const struct crm_plan_channel *c,
    const char *address, const char *key)
{
	const struct crm_cell *expires = crm_view_cell(&it->view, CRM_W_EXPIRES_AT);
	struct crm_outbox_times t = {.now = s->post.now, .not_before = it->plan.not_before};
	const struct crm_channel *channel;
	struct crm_record *message;
	struct crm_err e = CRM_ERR_INIT;
	int ret;

	if (crm_channel_get(s->post.channels.all, c->channel, &channel, &e) != 0)
		return crm_run_fail(s->run, &e);
	message = notify_message(s, it, channel, address, key);
	if (message == NULL)
		return -1;
	if (expires->type == CRM_T_INSTANT)
		t.expires_at = expires->u.at;
	ret = crm_outbox_put(s->post.outbox, key, message, &t, NULL, &e);
	crm_record_free(message);
	if (ret != 0)
		return crm_run_fail(s->run, &e);
	commit_price(s, it, c);
	return 0;
}

/* A message that waited for a person, or had failed before the notice was queued anew: again.
 * True: it is in the queue. */
static bool again(
    struct notify_sending *s, const struct notify_item *it, enum crm_box box, const char *key)
{
	const struct crm_cell *queued = crm_view_cell(&it->view, CRM_W_QUEUED_AT);
	struct crm_claim *c = NULL;
	enum crm_claimed how;
	struct crm_err e = CRM_ERR_INIT;
	bool moved = false;

	if (crm_claim_take(s->post.outbox, box, key, &how, &c, s->notes, &e) != 0) {
		(void)crm_run_fail(s->run, &e);
		return false;
	}
	if (how == CRM_CLAIM_MINE &&
	    (box == CRM_BOX_HOLD ||
	        (queued->type == CRM_T_INSTANT &&
	            crm_claim_state(c)->last_at.us < queued->u.at.us))) {
		moved = crm_claim_move(c, CRM_BOX_QUEUE, "queued again", s->post.now, &e) == 0;
		if (!moved)
			(void)crm_run_fail(s->run, &e);
	}
	crm_claim_free(c);
	return moved;
}

bool notify_advance(struct notify_sending *s, struct notify_item *it, char key[CRM_OUTBOX_KEY + 1])
{
	for (size_t i = 0; i < it->plan.nchannels; i++) {
		const struct crm_plan_channel *c = &it->plan.channels[i];
		const char *address = c->taken ? notify_address(it, c->channel, &it->arena) : NULL;
		enum crm_box box;

		if (address == NULL)
			continue;
		notify_key(it, c->channel, address, key);
		box = crm_outbox_where(s->post.outbox, key);
		if (box == CRM_BOX_QUEUE)
			return true;
		if (box == CRM_BOX_SENT || box == CRM_BOX_CORRUPT)
			return false;
		if (box == CRM_BOX_HOLD)
			return !crm_notice_held(&it->view, s->post.now) && again(s, it, box, key);
		if (box == CRM_BOX_FAILED && again(s, it, box, key))
			return true;
		if (box == CRM_BOX_FAILED)
			continue;
		if (!notify_only(s, address)) {
			tell(s, it, "skipped", "only", "not in the list of --only");
			crm_run_worse(s->run, CRM_PART);
			return false;
		}
		return put(s, it, c, address, key) == 0;
	}
	(void)notify_give_up(s, it, "no channel is left");
	return false;
}

/* ---- a notice ---- */

/* Into the outbox, then the step: what is found there without it waits for this again. */
static void queue(struct notify_sending *s, struct notify_item *it)
{
	char key[CRM_OUTBOX_KEY + 1], id[CRM_OUTBOX_KEY + 300];
	struct notify_step steps[3];
	size_t n = 0;

	if (!notify_advance(s, it, key))
		return;
	(void)snprintf(id, sizeof(id), "<%s@%s>", key,
	    s->post.self.domain != NULL ? s->post.self.domain : "localhost");
	if (crm_view_has(&it->view, CRM_W_HELD_WHY))
		steps[n++] = (struct notify_step){
		    "release", {{NULL, NULL}}, notify_op(key, 0, 'r', &it->arena)};
	if (it->plan.override != NULL)
		steps[n++] = (struct notify_step){
		    "note", {{"text", it->plan.override}}, notify_op(key, 0, 'n', &it->arena)};
	steps[n++] =
	    (struct notify_step){"queue", {{"message_id", id}}, notify_op(key, 0, 'q', &it->arena)};
	if (it->cleared == CRM_CLEARED_STANDING) {
		const struct crm_standing *by =
		    crm_notice_book_covers(s->post.book, &it->view, NULL, s->post.now);

		steps[n - 1].texts[1][0] = "standing";
		steps[n - 1].texts[1][1] = by != NULL ? by->name : NULL;
	}
	if (notify_steps(s, it->id, steps, n) == 0)
		s->tried++;
}

static void judge(struct notify_sending *s, struct notify_item *it)
{
	const struct crm_plan_channel *first = it->plan.first;
	const bool queued = crm_cell_eq(crm_view_cell(&it->view, CRM_C_STATE), "queued");
	const char *address = first != NULL ? notify_address(it, first->channel, &it->arena) : NULL;
	char key[CRM_OUTBOX_KEY + 1];

	switch (it->plan.what) {
	case CRM_PLAN_DROP:
		drop(s, it);
		return;
	case CRM_PLAN_HOLD:
		tell_hold(s, it);
		return;
	case CRM_PLAN_WAIT:
		if (!queued)
			wait_until(s, it);
		return;
	case CRM_PLAN_SEND:
		break;
	}
	if (notify_enough(s)) {
		crm_run_worse(s->run, CRM_PART);
	} else if (address != NULL && !notify_only(s, address)) {
		tell(s, it, "skipped", "only", "not in the list of --only");
		crm_run_worse(s->run, CRM_PART);
	} else if (!s->commit) {
		s->tried++;
		tell(s, it, "send", NULL, it->cleared_why);
	} else if (queued) {
		(void)notify_advance(s, it, key);
	} else {
		queue(s, it);
	}
}

void notify_queue(struct notify_sending *s, const char *id)
{
	struct notify_item it;
	const char *state;

	if (notify_item_read(&s->post, id, &it) != 0)
		return;
	state = crm_view_text(&it.view, CRM_C_STATE, &it.arena);
	if (strcmp(state, "draft") != 0 && strcmp(state, "approved") != 0 &&
	    strcmp(state, "queued") != 0) {
		tell(s, &it, state, NULL, "nothing is to be done");
	} else {
		if (it.cleared == CRM_CLEARED_NOT && !it.void_approval &&
		    crm_notice_book_covers(s->post.book, &it.view, NULL, s->post.now) != NULL)
			it.cleared = CRM_CLEARED_STANDING;
		if (it.cleared == CRM_CLEARED_NOT)
			tell_unapproved(s, &it);
		else if (notify_item_plan(&s->post, &it) == 0)
			judge(s, &it);
	}
	notify_item_release(&it);
}
