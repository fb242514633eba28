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
	const struct notify_row row = {.it = it,
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

void notify_tell_skipped(struct notify_sending *s, const struct notify_item *it)
{
	crm_run_worse(s->run, CRM_PART);
	tell(s, it, "skipped", "only", "not in the list of --only");
}

void notify_tell_poor(struct notify_sending *s, const struct notify_item *it)
{
	const char *why = "no channel is left that the budget allows";

	crm_run_say(s->run, "%s: not sent: %s", it->id, why);
	crm_run_worse(s->run, CRM_TEMPFAIL);
	tell(s, it, "wait", "over_budget", why);
}

void notify_tell_unapproved(struct notify_sending *s, const struct notify_item *it)
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

void notify_tell_hold(struct notify_sending *s, struct notify_item *it)
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

const char *notify_when_why(const struct notify_item *it)
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
	const bool ours = crm_plan_by_hours(&it->view);
	char text[CRM_INSTANT_MAX], op[128], why[256];
	const struct notify_step step = {"hold", {{"held_why", why}, {"held_until", text}}, op};

	tell(s, it, "wait", NULL, notify_when_why(it));
	/* what a person has said stays */
	if (!s->commit || (crm_view_has(&it->view, CRM_W_HELD_WHY) && !ours) ||
	    (ours && until->u.at.us == it->plan.not_before.us))
		return;
	(void)snprintf(why, sizeof(why), CRM_PLAN_HOURS "%s", notify_when_why(it));
	crm_instant_format(it->plan.not_before, text);
	(void)snprintf(op, sizeof(op), "%s.hold.%lld.%lld", it->id,
	    (long long)(it->plan.not_before.us / CRM_US_PER_SEC),
	    (long long)(ours ? until->u.at.us / CRM_US_PER_SEC : 0));
	(void)notify_steps(s, it->id, &step, 1);
}

bool notify_drop(struct notify_sending *s, struct notify_item *it)
{
	bool done;

	struct crm_buf why = CRM_BUF_INIT;
	struct notify_step step = {"withdraw", {{"withdrawn_why", NULL}}, NULL};
	struct crm_notice_try last;

	crm_notice_last_try(&it->view, &it->arena, &last);
	if (last.open) /* first it must be known: its message says so */
		return false;
	notify_errors(it, &why);
	step.texts[0][1] = crm_buf_str(&why);
	done = !s->commit || notify_steps(s, it->id, &step, 1) == 0;
	if (done) {
		crm_run_say(s->run, "%s: %s: %s", it->id,
		    s->commit ? "withdrawn" : "would be withdrawn", crm_buf_str(&why));
		tell(s, it, s->commit ? "withdrawn" : "withdraw", NULL, crm_buf_str(&why));
	}
	crm_buf_release(&why);
	return done;
}

/* ---- a notice ---- */

/* Once for each approval: one that was approved anew is queued anew. */
static const char *op_of(struct notify_item *it, const char *key, char what)
{
	const struct crm_cell *queued = crm_view_cell(&it->view, CRM_W_QUEUED_AT);
	char op[CRM_OUTBOX_KEY + 48];

	if (queued->type != CRM_T_INSTANT)
		return notify_op(key, 0, what, &it->arena);
	(void)snprintf(op, sizeof(op), "%s.%lld%c", key, (long long)queued->u.at.us, what);
	return crm_arena_strdup(&it->arena, op);
}

/* Into the outbox, then the step: what is found there without it waits for this again. */
static void queue(struct notify_sending *s, struct notify_item *it)
{
	struct notify_place at = {"", ""};
	char id[CRM_OUTBOX_KEY + 300];
	struct notify_step steps[3];
	enum notify_placed how = notify_advance(s, it, &at);
	size_t n = 0;

	if (how == NOTIFY_NOWHERE)
		return;
	(void)snprintf(id, sizeof(id), "<%s@%s>", at.key,
	    s->post.self.domain != NULL ? s->post.self.domain : "localhost");
	if (crm_view_has(&it->view, CRM_W_HELD_WHY))
		steps[n++] =
		    (struct notify_step){"release", {{NULL, NULL}}, op_of(it, at.key, 'r')};
	if (it->plan.override != NULL)
		steps[n++] = (struct notify_step){
		    "note", {{"text", it->plan.override}}, op_of(it, at.key, 'n')};
	steps[n++] = (struct notify_step){
	    "queue", {{"message_id", id}, {"message_sha256", at.sha256}}, op_of(it, at.key, 'q')};
	if (it->cleared == CRM_CLEARED_STANDING) {
		const struct crm_standing *by =
		    crm_notice_book_covers(s->post.book, &it->view, NULL, s->post.now);

		steps[n - 1].texts[2][0] = "standing";
		steps[n - 1].texts[2][1] = by != NULL ? by->name : NULL;
	}
	if (notify_steps(s, it->id, steps, n) == 0 && how == NOTIFY_LEFT)
		notify_settle_left(s, it->id, at.key);
}

/* What is wrong with it, and does not stop it; that it is late was told before. */
static void warn(struct notify_sending *s, const struct notify_item *it)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		if (f->severity >= CRM_WARNING && strcmp(f->code, "told_late") != 0 &&
		    strcmp(f->code, "past_time") != 0)
			crm_run_warn(s->run, "%s: %s", it->id, f->text);
	}
}

/* Where its message is: in the queue, or with a person; CRM_BOX_NONE: nowhere. */
static enum crm_box placed_in(const struct notify_sending *s, const struct notify_item *it)
{
	const size_t i = crm_map_find(s->placed, it->id, strlen(it->id));

	if (i == CRM_MAP_NONE || !crm_cell_eq(crm_view_cell(&it->view, CRM_C_STATE), "queued"))
		return CRM_BOX_NONE;
	return (enum crm_box) * crm_map_value(s->placed, i);
}

static void tell_placed(struct notify_sending *s, struct notify_item *it, enum crm_box box)
{
	struct crm_notice_try last;

	crm_notice_last_try(&it->view, &it->arena, &last);
	if (!s->commit && box == CRM_BOX_HOLD)
		tell(s, it, last.handed ? "handed" : "held", NULL, "waits for a person");
	else if (!s->commit)
		tell(s, it, "send", NULL, it->cleared_why);
}

/* One that has not been queued, or whose channel is over. */
static void go(struct notify_sending *s, struct notify_item *it, bool queued)
{
	const struct crm_plan_channel *first = it->plan.first;
	const char *address = first != NULL ? notify_address(it, first->channel, &it->arena) : NULL;
	struct notify_place at = {"", ""};

	if (!queued)
		warn(s, it);
	if (notify_enough_planned(s)) {
		crm_run_worse(s->run, CRM_PART);
	} else if (address != NULL && !notify_only(s, address)) {
		notify_tell_skipped(s, it);
	} else if (!s->commit) {
		s->planned++;
		if (first != NULL && notify_has_from(s, first->channel) < 0)
			return;
		tell(s, it, "send", NULL, it->cleared_why);
		if (first != NULL)
			notify_owe(&s->post, it, first);
	} else if (!queued) {
		queue(s, it);
	} else if (notify_advance(s, it, &at) == NOTIFY_LEFT) {
		notify_settle_left(s, it->id, at.key);
	}
}

static void judge(struct notify_sending *s, struct notify_item *it, enum crm_box box)
{
	const bool queued = crm_cell_eq(crm_view_cell(&it->view, CRM_C_STATE), "queued");

	if (!queued)
		notify_tell_time(s->run, it, s->commit);
	switch (it->plan.what) {
	case CRM_PLAN_DROP:
		(void)notify_drop(s, it);
		return;
	case CRM_PLAN_HOLD:
		notify_tell_hold(s, it);
		return;
	case CRM_PLAN_WAIT:
		if (!queued)
			wait_until(s, it);
		else if (!s->commit)
			tell(s, it, "wait", NULL, notify_when_why(it));
		return;
	case CRM_PLAN_SEND:
		break;
	}
	if (box != CRM_BOX_NONE)
		tell_placed(s, it, box);
	else
		go(s, it, queued);
}

static void hurry(struct notify_sending *s, const struct notify_item *it)
{
	const struct crm_cell *urgency = crm_view_cell(&it->view, CRM_W_URGENCY);

	if (crm_cell_eq(urgency, "urgent") || crm_cell_eq(urgency, "emergency"))
		(void)crm_map_put(s->hurry, it->id, strlen(it->id), NULL);
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
		if (s->named)
			tell(s, &it, state, NULL, "nothing is to be done");
	} else {
		const enum crm_box box = placed_in(s, &it);

		if (it.cleared != CRM_CLEARED_NOT)
			hurry(s, &it);
		/* in the queue: it is judged when its message is claimed */
		if (!s->commit || box != CRM_BOX_QUEUE) {
			if (it.cleared == CRM_CLEARED_NOT)
				notify_tell_unapproved(s, &it);
			else if (notify_item_plan(&s->post, &it) == 0)
				judge(s, &it, box);
		}
	}
	notify_item_release(&it);
}
