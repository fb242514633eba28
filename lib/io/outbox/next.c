/* When a message may be tried again: a rule over its state and the time. */
#include <string.h>

#include "lib/base/hash.h"
#include "lib/io/outbox/outbox_private.h"

#define FIRST_S 300
#define MOST_S 4000
#define URGENT_FIRST_S 15
#define URGENT_MOST_S 120
#define LATE_S INT64_C(14400)        /* the owner is told */
#define GIVE_UP_S INT64_C(432000)    /* five days */
#define DOUBTS_MOST 2                /* in a row: then a person has to look */
#define WAIT_MOST_S INT64_C(2678400) /* 31 days */
#define AHEAD_S INT64_C(86400)

/* first, twice that, ... up to most */
static int64_t doubled(int64_t first, int64_t most, long n)
{
	int64_t s = first;

	while (--n > 0 && s < most)
		s *= 2;
	return s < most ? s : most;
}

int64_t crm_outbox_delay(const char *key, bool urgent, long n)
{
	int64_t s, part;

	if (urgent)
		return doubled(URGENT_FIRST_S, URGENT_MOST_S, n);
	s = doubled(FIRST_S, MOST_S, n);
	/* -200 .. 200 thousandths: so that what failed together does not come back together */
	part = (int64_t)(crm_hash64(key, strlen(key), (uint64_t)n) % 401) - 200;
	return s + s * part / 1000;
}

static struct crm_instant after(struct crm_instant t, int64_t seconds)
{
	t.us += seconds * CRM_US_PER_SEC;
	return t;
}

/* The earliest moment of the next attempt. */
static struct crm_instant when(const struct crm_outbox_state *s)
{
	struct crm_instant at = s->last_at;

	if (s->tried == 0)
		return s->not_before;
	if (s->open == 0)
		at = after(at, crm_outbox_delay(s->key, s->urgent, s->tried));
	return at.us > s->not_before.us ? at : s->not_before;
}

/* Are its times of a clock that was wrong? */
static bool is_ahead(const struct crm_outbox_state *s, struct crm_instant now)
{
	return s->not_before.us > after(now, WAIT_MOST_S).us ||
	    (s->tried > 0 && s->last_at.us > after(now, AHEAD_S).us);
}

void crm_outbox_next(const struct crm_outbox_state *s, bool holds, struct crm_instant now,
    struct crm_outbox_next *out)
{
	bool doubt = s->open > 0 || s->last.doubt;

	*out = (struct crm_outbox_next){CRM_DO_WAIT, when(s), false, false};
	if (is_ahead(s, now)) {
		out->at = now;
		out->ahead = true;
	}
	if (doubt && (holds || s->doubts >= DOUBTS_MOST))
		out->what = CRM_DO_HOLD;
	else if (s->open == 0 && s->last.sent == CRM_SENT_TAKEN)
		out->what = CRM_DO_SENT;
	else if (s->open == 0 && s->last.sent == CRM_SENT_REFUSED)
		out->what = CRM_DO_FAILED;
	else if (s->open == 0 && s->last.sent == CRM_SENT_HANDED)
		out->what = CRM_DO_HANDED;
	else if (s->expires_at.us != 0 && now.us > s->expires_at.us)
		out->what = CRM_DO_EXPIRED;
	else if (s->tried > 0 && now.us >= after(s->first_at, GIVE_UP_S).us)
		out->what = CRM_DO_GIVE_UP;
	else if (now.us >= out->at.us)
		out->what = CRM_DO_SEND;
	out->ahead = out->ahead && out->what == CRM_DO_SEND;
	out->warn = (out->what == CRM_DO_SEND || out->what == CRM_DO_WAIT) && !s->warned &&
	    now.us >= after(s->since, LATE_S).us;
	if (out->what == CRM_DO_HANDED)
		out->warn = !s->warned && now.us >= after(s->last_at, GIVE_UP_S).us;
}
