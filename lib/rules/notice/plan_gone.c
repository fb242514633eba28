/* Has what a notice is about gone since it was made? */
#include "lib/rules/notice/plan.h"

#include "lib/base/buf.h"

/* With a verdict that the record carries it has ended, stamps or not. */
static bool has_ended(const struct crm_clock_result *c)
{
	return c != NULL && c->applies && (c->has_end || c->frozen);
}

static bool ended_since(const struct crm_plan_about *about)
{
	const struct crm_clock_result *now = about->clock;

	return has_ended(now) &&
	    (!has_ended(about->clock_was) || (now->has_end && now->end.us > about->drafted.us));
}

/* It repeats, and was set going anew. */
static bool renewed_since(const struct crm_plan_about *about)
{
	const struct crm_clock_result *now = about->clock;

	return now != NULL && now->applies && now->clock->renew != 0 && about->has_due &&
	    now->verdict == CRM_VERDICT_RUNNING && now->has_due && now->due.us > about->due.us;
}

static void tell_clock(const struct crm_plan_about *about, struct crm_buf *why)
{
	const struct crm_clock_result *now = about->clock;
	char text[CRM_INSTANT_MAX];

	crm_buf_addf(why, "clock %s of %s has ended", now->clock->name, about->id);
	if (!now->has_end)
		return;
	crm_instant_format(now->end, text);
	crm_buf_addf(why, ", at %s", text);
}

bool crm_plan_gone(const struct crm_plan_about *about, struct crm_buf *why)
{
	const struct crm_clock_result *now = about->clock, *was = about->clock_was;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *state = about->state->type == CRM_T_TEXT
	    ? crm_arena_strndup(&a, about->state->text, about->state->len)
	    : "";
	bool gone = true;

	if (crm_state_gone(about->states, about->state) ||
	    (about->until_met && crm_state_ended(about->states, about->state) &&
	        !crm_state_ended(about->states, about->was)))
		crm_buf_addf(why, "%s is %s", about->id, state);
	else if (about->until_met && ended_since(about))
		tell_clock(about, why);
	else if (about->until_met && renewed_since(about))
		crm_buf_addf(why, "clock %s of %s began anew", now->clock->name, about->id);
	else if (about->until_met && now != NULL && !now->applies && was != NULL && was->applies)
		crm_buf_addf(why, "%s has no clock %s any more", about->id, now->clock->name);
	else
		gone = false;
	crm_arena_release(&a);
	return gone;
}
