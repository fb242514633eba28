#include "lib/rules/notice/pace.h"

#define MOST 999

static struct crm_instant part(struct crm_instant from, struct crm_instant to, int64_t tenths)
{
	struct crm_instant at = from;

	at.us += (to.us - from.us) / 10 * tenths + (to.us - from.us) % 10 * tenths / 10;
	return at;
}

void crm_pace_of(struct crm_instant drafted, struct crm_instant due, struct crm_instant expires,
    struct crm_pace *out)
{
	*out = (struct crm_pace){.has = drafted.us != 0 && due.us != 0, .from = drafted, .to = due};
	if (!out->has)
		return;
	if (expires.us != 0 && expires.us < out->to.us)
		out->to = expires;
	if (out->to.us < out->from.us)
		out->to = out->from;
	out->half = part(out->from, out->to, 5);
	out->escalate = part(out->from, out->to, 8);
}

bool crm_pace_over(const struct crm_pace *p, const struct crm_pace_tried *t, struct crm_instant now)
{
	struct crm_instant at = p->half;

	if (!p->has || !t->tried)
		return false;
	if (t->handed) {
		const struct crm_instant least =
		    part(t->at, (struct crm_instant){t->at.us + p->to.us - p->from.us, 0}, 1);

		if (least.us > at.us)
			at = least;
	}
	return now.us >= at.us;
}

bool crm_pace_escalates(const struct crm_pace *p, struct crm_instant now)
{
	return p->has && now.us >= p->escalate.us;
}

int crm_pace_percent(const struct crm_pace *p, struct crm_instant now)
{
	const int64_t whole = p->has ? p->to.us - p->from.us : 0;
	int64_t percent;

	if (!p->has || now.us < p->from.us)
		return 0;
	if (whole == 0)
		return 100;
	if ((now.us - p->from.us) / 10 >= whole)
		return MOST;
	percent = (now.us - p->from.us) * 100 / whole;
	return percent > MOST ? MOST : (int)percent;
}
