/* When it goes: quiet hours and days off of the recipient. */
#include <string.h>

#include "lib/rules/notice/notice.h"
#include "lib/rules/notice/plan_private.h"

#define DAYS_MOST 400   /* without a working day */
#define ROUNDS_MOST 800 /* days off and quiet hours in turn */

/* The begin of work on the next day that works. False: there is none. */
static bool next_working(const struct crm_calendar *c, const struct crm_zone *z, int32_t day,
    struct crm_instant *out, bool *provisional)
{
	for (int i = 1; i <= DAYS_MOST; i++) {
		const int32_t next = day + i;

		if (!crm_calendar_covers(c, next))
			*provisional = true;
		if (crm_calendar_works(c, next)) {
			const struct crm_hours *h = crm_calendar_hours(c, next);

			*out = crm_zone_instant(
			    z, next, h->part[0].from * INT64_C(60) * CRM_US_PER_SEC);
			return true;
		}
	}
	return false;
}

static void add_wait(struct crm_buf *why, const char *what, const char *name)
{
	if (why == NULL)
		return;
	/* it may be quiet every night of a week off */
	if (why->len > 0 && strstr(crm_buf_str(why), what) != NULL)
		return;
	crm_buf_addf(why, "%s%s%s%s%s", why->len > 0 ? ", " : "", what, name[0] != '\0' ? " (" : "",
	    name, name[0] != '\0' ? ")" : "");
}

static bool is_off(const struct crm_calendar *c, const struct crm_zone *z, struct crm_instant t,
    int32_t *day, bool *provisional)
{
	int64_t us;

	if (c == NULL)
		return false;
	crm_zone_local(z, t.us, day, &us);
	if (!crm_calendar_covers(c, *day))
		*provisional = true;
	return !crm_calendar_works(c, *day);
}

bool crm_plan_when(const struct crm_quiet *q, const struct crm_zone *zone,
    const struct crm_calendar *calendar, struct crm_instant t, struct crm_instant *out,
    bool *provisional, struct crm_buf *why)
{
	for (int i = 0; i < ROUNDS_MOST; i++) {
		int32_t day = 0;

		if (is_off(calendar, zone, t, &day, provisional)) {
			const char *name = crm_calendar_special(calendar, day);

			add_wait(why, "day off", name != NULL ? name : "");
			if (!next_working(calendar, zone, day, &t, provisional))
				return false;
		} else if (crm_quiet_at(q, zone, t)) {
			add_wait(why, "quiet hours", "");
			if (!crm_quiet_until(q, zone, t, &t))
				return false;
		} else {
			t.off = crm_zone_offset(zone, t.us);
			*out = t;
			return true;
		}
	}
	return false;
}

/* Quiet hours that cannot be read are none: the customer's record says so by itself. */
static void read_quiet(const struct crm_plan_ask *ask, struct crm_quiet *q)
{
	const char *text = ask->reach->quiet.text;

	if (crm_quiet_parse(text, strlen(text), q) != 0)
		q->n = 0;
}

bool crm_plan_by_hours(const struct crm_view *notice)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *why = crm_view_text(notice, CRM_W_HELD_WHY, &a);
	bool by = strncmp(why, CRM_PLAN_HOURS, strlen(CRM_PLAN_HOURS)) == 0 &&
	    crm_view_cell(notice, CRM_W_HELD_UNTIL)->type == CRM_T_INSTANT;

	crm_arena_release(&a);
	return by;
}

/* What was asked for: held until a time. What waits for their hours is looked at anew: the clock
 * may have been wrong, and they may have changed. */
static struct crm_instant wanted(struct crm_planning *p)
{
	const struct crm_view *v = p->ask->notice;
	const struct crm_cell *until = crm_view_cell(v, CRM_W_HELD_UNTIL);
	struct crm_instant now = p->ask->now;

	if (!crm_view_has(v, CRM_W_HELD_WHY) || crm_plan_by_hours(v))
		return now;
	if (until->type != CRM_T_INSTANT) {
		crm_planning_find(p, CRM_ERROR, "held", "held_why", "is held: %s",
		    crm_view_text(v, CRM_W_HELD_WHY, p->arena));
		crm_planning_what(p, CRM_PLAN_HOLD);
		return now;
	}
	if (until->u.at.us > now.us) {
		crm_planning_why(p, "when: held until %s: %s",
		    crm_view_text(v, CRM_W_HELD_UNTIL, p->arena),
		    crm_view_text(v, CRM_W_HELD_WHY, p->arena));
		return until->u.at;
	}
	if (until->u.at.us < now.us)
		crm_planning_find(p, CRM_WARNING, "past_time", "held_until",
		    "'%s' is past: it goes as soon as it may",
		    crm_view_text(v, CRM_W_HELD_UNTIL, p->arena));
	return now;
}

static void tell(struct crm_planning *p, const char *waits)
{
	const char *by = p->ask->reach->quiet.by;
	char text[CRM_INSTANT_MAX];

	crm_instant_format(p->plan->not_before, text);
	crm_planning_why(p, "when: %s, after %s%s%s%s", text, waits,
	    strstr(waits, "quiet") != NULL ? ", which are " : "",
	    strstr(waits, "quiet") != NULL ? p->ask->reach->quiet.text : "",
	    strstr(waits, "quiet") != NULL ? crm_planning_text(p, " by %s", by) : "");
}

void crm_planning_when(struct crm_planning *p)
{
	const struct crm_plan_ask *ask = p->ask;
	struct crm_plan *plan = p->plan;
	struct crm_buf waits = CRM_BUF_INIT;
	struct crm_instant t = wanted(p);
	struct crm_quiet q;

	t.off = crm_zone_offset(ask->zone, t.us);
	plan->not_before = t;
	read_quiet(ask, &q);
	if (p->urgency != CRM_URGENCY_NORMAL) {
		crm_planning_why(p, "when: %s, it does not wait for quiet hours or days off",
		    crm_urgency_name(p->urgency));
	} else if (!crm_plan_when(&q, ask->zone, ask->calendar, t, &plan->not_before,
	               &plan->provisional, &waits)) {
		crm_planning_find(p, CRM_ERROR, "always_quiet", "customer",
		    "there is no time at which it may go: %s", crm_buf_str(&waits));
		crm_planning_what(p, CRM_PLAN_HOLD);
	} else if (waits.len > 0) {
		tell(p, crm_buf_str(&waits));
	} else {
		crm_planning_why(p, "when: neither quiet hours nor a day off");
	}
	if (plan->provisional)
		crm_planning_find(p, CRM_WARNING, "provisional", "customer",
		    "calendar '%s' does not cover the days that were looked at",
		    crm_calendar_name(ask->calendar));
	if (plan->not_before.us > ask->now.us)
		crm_planning_what(p, CRM_PLAN_WAIT);
	crm_buf_release(&waits);
}
