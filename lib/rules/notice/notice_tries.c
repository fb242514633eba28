/* How it went: attempts and their outcomes, arrival, cost, withdrawal, summing up. */
#include <inttypes.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/notice/notice_private.h"
#include "lib/rules/notice/pace.h"

/* Text of what the step was given; "" for nothing. */
static const char *given_text(const struct crm_step_in *in, const char *name, struct crm_arena *a)
{
	const struct crm_change *c = crm_changes_find(in->given, name);

	return c != NULL && c->cell.type == CRM_T_TEXT
	    ? crm_arena_strndup(a, c->cell.text, c->cell.len)
	    : "";
}

static void set_try(
    const struct crm_step_in *in, int64_t number, const char *status, struct crm_changes *out)
{
	const struct crm_schema *s = in->flow->schema;
	const struct crm_cell n = crm_cell_int(number);
	struct crm_buf path = CRM_BUF_INIT;

	crm_changes_set(out, crm_item_path(s, CRM_W_ATTEMPTS, in->key, CRM_TRY_NUMBER, &path), &n);
	crm_changes_text(
	    out, crm_item_path(s, CRM_W_ATTEMPTS, in->key, CRM_TRY_STATUS, &path), status);
	crm_buf_release(&path);
}

static void set_channel(const struct crm_step_in *in, struct crm_changes *out, struct crm_arena *a)
{
	const char *channel = given_text(in, "channel", a);

	if (channel[0] != '\0')
		crm_changes_text(out, crm_notice_name(CRM_W_CHANNEL), channel);
}

/* The message that was tried last; of what nobody announced there is none. */
static void set_message(
    const struct crm_step_in *in, bool other, struct crm_changes *out, struct crm_arena *a)
{
	static const int members[] = {CRM_W_MESSAGE_ID, CRM_W_MESSAGE_SHA256};
	const bool has = given_text(in, crm_notice_name(CRM_W_MESSAGE_ID), a)[0] != '\0';

	for (int i = 0; i < 2; i++) {
		const char *name = crm_notice_name(members[i]), *value = given_text(in, name, a);

		if (value[0] != '\0')
			crm_changes_text(out, name, value);
		else if ((has || other) && crm_view_has(in->view, members[i]))
			crm_changes_delete(out, name);
	}
}

static void judge_held(const struct crm_step_in *in, struct crm_findings *f, struct crm_arena *a)
{
	if (crm_notice_held(in->view, in->at))
		crm_notice_refuse(in, f, "held", CRM_W_HELD_WHY, "is held: %s",
		    crm_view_text(in->view, CRM_W_HELD_WHY, a));
}

void crm_notice_rule_attempt(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_buf changed = CRM_BUF_INIT;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;

	crm_notice_last_try(in->view, &a, &last);
	judge_held(in, f, &a);
	if (crm_notice_expired(in->view, in->at))
		crm_notice_refuse(in, f, "expired", CRM_W_EXPIRES_AT, "it is stale since %s",
		    crm_view_text(in->view, CRM_W_EXPIRES_AT, &a));
	switch (crm_notice_approval(in->view, &changed)) {
	case CRM_SEALED_CHANGED:
	case CRM_SEALED_FOREIGN:
		crm_notice_refuse(in, f, "unapproved", CRM_W_APPROVED_AT,
		    "the approval is void, changed since: %s",
		    changed.len > 0 ? crm_buf_str(&changed) : "it is of another notice");
		break;
	case CRM_SEALED_HOLDS:
	case CRM_SEALED_NONE:
		break;
	}
	set_try(in, last.number + 1, "sending", out);
	set_channel(in, out, &a);
	set_message(in, false, out, &a);
	crm_buf_release(&changed);
	crm_arena_release(&a);
}

/* May it be said of that channel now? */
static void judge_channel(const struct crm_step_in *in, const struct crm_notice_try *last,
    const char *channel, struct crm_findings *f)
{
	if (channel[0] == '\0' || strcmp(channel, last->channel) == 0)
		return;
	if (last->open)
		crm_step_refuse(in, f, "bad_value", "channel",
		    "attempt %" PRId64 " has no outcome yet, and is by '%s'", last->number,
		    last->channel);
	else if (last->handed && strcmp(in->step->name, "sent") != 0)
		crm_step_refuse(in, f, "bad_value", "channel",
		    "attempt %" PRId64 " is on the work list of '%s': say what came of that first",
		    last->number, last->channel);
}

/* Of the attempt that has none yet, or is on a work list, or is broken off at half of its clock; one
 * that nobody announced (a call, a letter) is an attempt by itself. */
void crm_notice_rule_outcome(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;
	const char *channel;
	bool same;

	crm_notice_last_try(in->view, &a, &last);
	channel = given_text(in, "channel", &a);
	judge_channel(in, &last, channel, f);
	same = last.open ||
	    (strcmp(channel, last.channel) == 0 &&
	        (strcmp(last.status, "handed") == 0 ||
	            (strcmp(in->step->name, "failed") == 0 &&
	                strcmp(given_text(in, "code", &a), CRM_PACE_HALF) == 0)));
	set_try(in, last.number + (same ? 0 : 1), in->step->name, out);
	set_channel(in, out, &a);
	set_message(in, strcmp(channel, last.channel) != 0, out, &a);
	if (strcmp(in->step->name, "sent") == 0) {
		crm_step_order(in, f, CRM_W_QUEUED_AT);
		crm_notice_tell_late(in, f);
	}
	crm_arena_release(&a);
}

/* Whoever it may have reached: first it must be known. */
static void judge_doubt(const struct crm_step_in *in, struct crm_findings *f)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_notice_try last;

	crm_notice_last_try(in->view, &a, &last);
	if (last.open)
		crm_notice_refuse(in, f, "in_doubt", CRM_W_ATTEMPTS,
		    "attempt %" PRId64
		    " by '%s' has no outcome: say 'sent', 'deferred' or 'failed'",
		    last.number, last.channel);
	crm_arena_release(&a);
}

/* It would leave the figures, and one that left too. */
void crm_notice_rule_void(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_doubt(in, f);
	crm_rule_void(in, out, f);
}

void crm_notice_rule_duplicate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	judge_doubt(in, f);
	crm_rule_duplicate(in, out, f);
}

void crm_notice_rule_give_up(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_doubt(in, f);
	crm_step_order(in, f, CRM_W_QUEUED_AT);
}

void crm_notice_rule_escalate(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_W_DRAFTED_AT);
}

void crm_notice_rule_withdraw(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	judge_doubt(in, f);
	crm_step_order(in, f, CRM_W_DRAFTED_AT);
}

/* delivered, summed up */
void crm_notice_rule_after(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	(void)out;
	crm_step_order(in, f, CRM_W_SENT_AT);
}

void crm_notice_rule_cost(
    const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f)
{
	static const struct crm_dec nothing = {0, 0};
	const struct crm_change *amount = crm_changes_find(in->given, "amount");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *currency = given_text(in, "currency", &a);

	(void)out;
	if (amount != NULL && amount->cell.type == CRM_T_DEC &&
	    crm_dec_cmp(amount->cell.u.dec, nothing) < 0)
		crm_step_refuse(in, f, "bad_value", "amount", "is below 0");
	if (currency[0] != '\0' &&
	    (strlen(currency) != 3 || strspn(currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3))
		crm_step_refuse(in, f, "bad_value", "currency",
		    "'%s' is no currency, expected three letters like CNY", currency);
	crm_arena_release(&a);
}
