/* May a message leave now? What was queued, to whom it is now, by the plan at now. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/send_box.h"

static void held(struct notify_delivery *d, const char *why)
{
	crm_run_say(d->s->run, "%s: held: %s", d->it.id, why);
	crm_run_worse(d->s->run, CRM_NOPERM);
	notify_delivery_tell(d, "held", "unapproved", why);
}

/* ---- to whom ---- */

static bool has_moved(struct notify_delivery *d)
{
	const char *was = crm_record_text(d->m->message, "to.address");
	const char *now = notify_address(&d->it, d->channel_name, &d->it.arena);

	return now == NULL || strcmp(now, was != NULL ? was : "") != 0;
}

/* A key that came, went or was changed: it would leave in the clear, or they could not read it. */
static bool is_rekeyed(struct notify_delivery *d)
{
	const char *was = crm_record_text(d->m->message, "encrypt.key");

	return strcmp(notify_encrypt(&d->it, d->channel_name, &d->it.arena),
	           was != NULL ? was : "") != 0;
}

/* What may have left already is for a person; else another message goes. */
static void recall(struct notify_delivery *d, const char *code, const char *why)
{
	if (notify_in_doubt(d->m)) {
		notify_delivery_doubt(d);
		return;
	}
	notify_delivery_tell(d, "dropped", code, why);
	notify_delivery_move(d, CRM_BOX_FAILED, why);
	d->next = true;
}

/* ---- by the plan ---- */

static void postpone(struct notify_delivery *d)
{
	struct crm_err e = CRM_ERR_INIT;

	if (d->it.plan.not_before.us != d->m->not_before.us && /* it says so already */
	    crm_claim_postpone(
	        d->claim, d->it.plan.not_before, d->s->post.now, notify_when_why(&d->it), &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
	else
		notify_delivery_tell(d, "wait", NULL, notify_when_why(&d->it));
}

static bool is_passed(const struct notify_delivery *d, const char *code)
{
	for (size_t i = 0; i < d->it.plan.nchannels; i++) {
		const struct crm_plan_channel *c = &d->it.plan.channels[i];

		if (strcmp(c->channel, d->channel_name) == 0)
			return !c->taken && strcmp(c->code, code) == 0;
	}
	return false;
}

/* What can be recalled goes by the plan at now. */
static bool is_planned(struct notify_delivery *d)
{
	struct crm_notice_try last;

	if (notify_plan_once(d->s, &d->it) < 0)
		return false;
	switch (d->it.plan.what) {
	case CRM_PLAN_DROP:
		crm_notice_last_try(&d->it.view, &d->it.arena, &last);
		if (last.open || notify_in_doubt(d->m))
			return true;
		if (notify_drop(d->s, &d->it))
			notify_delivery_move(
			    d, CRM_BOX_FAILED, "the notice is not to be sent any more");
		return false;
	case CRM_PLAN_HOLD:
		notify_tell_hold(d->s, &d->it);
		return false;
	case CRM_PLAN_WAIT:
		/* a person may release it before its time */
		if (crm_notice_held(&d->it.view, d->s->post.now))
			notify_delivery_tell(d, "held", "held",
			    crm_view_text(&d->it.view, CRM_W_HELD_WHY, &d->it.arena));
		else
			postpone(d);
		return false;
	case CRM_PLAN_SEND:
		break;
	}
	if (is_passed(d, "over_budget"))
		notify_tell_poor(d->s, &d->it);
	else if (is_passed(d, "not_confidential"))
		recall(d, "not_confidential", "they have a key since it was queued");
	else
		return true;
	return false;
}

/* ---- what ---- */

static bool is_whole(struct notify_delivery *d)
{
	struct crm_err e = CRM_ERR_INIT;
	int whole = notify_whole(d->s, &d->it, d->m);

	if (whole != 0)
		return whole > 0;
	if (crm_claim_corrupt(d->claim, NOTIFY_NOT_QUEUED, d->s->notes, &e) != 0)
		(void)crm_run_fail(d->s->run, &e);
	else
		d->next = d->corrupt = true;
	return false;
}

/* Queued by a clock that was wrong: the journal would refuse what comes of it, for that is earlier. */
static bool is_ahead(struct notify_delivery *d)
{
	const struct crm_cell *queued = crm_view_cell(&d->it.view, CRM_W_QUEUED_AT);
	char at[CRM_INSTANT_MAX], why[128];

	if (queued->type != CRM_T_INSTANT || queued->u.at.us <= d->s->post.now.us)
		return false;
	crm_instant_format(queued->u.at, at);
	(void)snprintf(why, sizeof(why),
	    "its queued_at is %s, by a clock that was wrong: 'amend queued_at=TIME' mends it", at);
	crm_run_say(d->s->run, "%s: held: %s", d->it.id, why);
	crm_run_worse(d->s->run, CRM_PART);
	notify_delivery_tell(d, "held", "clock", why);
	return true;
}

bool notify_may_leave(struct notify_delivery *d)
{
	static const char replaced[] = "another text has taken its place";
	const char *state = crm_view_text(&d->it.view, CRM_C_STATE, &d->it.arena);
	const char *address = crm_record_text(d->m->message, "to.address");
	char key[CRM_OUTBOX_KEY + 1];
	bool another;

	notify_key(&d->it, d->channel_name, address != NULL ? address : "", key);
	another = strcmp(key, d->m->key) != 0;
	if (strcmp(state, "draft") == 0 || strcmp(state, "approved") == 0) {
		if (another)
			notify_delivery_move(d, CRM_BOX_FAILED, replaced);
	} else if (another && is_rekeyed(d)) {
		recall(d, "key_changed", "their key has changed since it was queued");
	} else if (another) {
		recall(d, "text_changed", replaced);
	} else if (has_moved(d)) {
		recall(d, "address_changed", "their address has changed since it was queued");
	} else if (d->it.cleared == CRM_CLEARED_NOT) {
		held(d, d->it.cleared_why);
	} else if (is_ahead(d) || !is_planned(d)) {
		return false;
	} else if (!notify_only(d->s, address != NULL ? address : "")) {
		crm_run_worse(d->s->run, CRM_PART);
		notify_delivery_tell(d, "skipped", "only", "not in the list of --only");
	} else if (!d->m->urgent && notify_silent(d->s, d->channel_name, address)) {
		crm_run_worse(d->s->run, CRM_TEMPFAIL);
		notify_delivery_tell(
		    d, "wait", "no_answer", "two in a row had no answer there: in the next run");
	} else {
		return is_whole(d);
	}
	return false;
}
