/* A calendar made of its parts: days, then UTC intervals with running sums. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/time/calendar_private.h"

/* Clock changes are asked for until here, 2060-01-01; each later year takes time, and is far off. */
#define KNOWN_UNTIL INT32_C(32872)
/* Longer than hours and the widest offset reach to either side of a day. */
#define REACH (3 * CRM_US_PER_DAY)

static const struct crm_day_range everything = {CRM_DAY_FIRST, CRM_DAY_LAST};

void crm_calendar_parts_init(
    struct crm_calendar_parts *p, const char *name, const struct crm_zone *zone)
{
	static const struct crm_hours usual = {2, {{480, 720}, {780, 1020}}};

	*p = (struct crm_calendar_parts){.name = name, .zone = zone};
	for (int i = 0; i < 5; i++)
		p->week[i] = usual;
	p->covers = &everything;
	p->n_covers = 1;
}

const char *crm_hours_check(const struct crm_hours *h)
{
	if (h->n > CRM_HOURS_MAX)
		return "more than 12 intervals a day";
	for (size_t i = 0; i < h->n; i++) {
		if (h->part[i].from < 0 || h->part[i].from >= 1440)
			return "an interval begins between 00:00 and 23:59";
		if (h->part[i].to <= h->part[i].from)
			return "an interval ends after it begins";
		if (h->part[i].to > CRM_HOURS_END)
			return "an interval ends by midnight of the next day";
		if (i > 0 && h->part[i].from < h->part[i - 1].to)
			return "intervals are in order and do not overlap";
	}
	return NULL;
}

/* ---- days ---- */

static int check(const struct crm_calendar_parts *p, struct crm_err *e)
{
	const char *why = NULL;
	bool any = false;

	for (int i = 0; i < 7 && why == NULL; i++) {
		why = crm_hours_check(&p->week[i]);
		any = any || p->week[i].n > 0;
	}
	for (size_t i = 0; i < p->n_specials && why == NULL; i++)
		if (p->specials[i].hours != NULL)
			why = crm_hours_check(p->specials[i].hours);
	if (why == NULL && !any)
		why = "no day of the week has working hours";
	if (why == NULL && p->n_specials > UINT16_MAX - 7)
		why = "more than 65528 special days";
	return why != NULL ? crm_err_set(e, CRM_CONFIG, "%s", why) : 0;
}

static const struct crm_hours *hours_like(const struct crm_calendar *c, const struct crm_special *s)
{
	static const struct crm_hours none;
	int day = s->like;

	if (day == CRM_LIKE_HOURS)
		return s->hours != NULL ? s->hours : &none;
	if (day == CRM_LIKE_FIRST)
		for (day = 0; c->kinds[day].hours.n == 0;)
			day++;
	return &c->kinds[day].hours;
}

static void set_days(struct crm_calendar *c, const struct crm_calendar_parts *p)
{
	int weekday = crm_weekday(CRM_DAY_FIRST);

	c->n_kinds = 7 + p->n_specials;
	c->kinds = crm_calloc(c->n_kinds, sizeof(*c->kinds));
	for (int i = 0; i < 7; i++)
		c->kinds[i].hours = p->week[i];
	c->days = crm_calloc(CRM_CALENDAR_DAYS, sizeof(*c->days));
	for (int32_t i = 0; i < CRM_CALENDAR_DAYS; i++) {
		c->days[i] = (uint16_t)weekday;
		weekday = weekday == 6 ? 0 : weekday + 1;
	}
	for (size_t i = 0; i < p->n_specials; i++) {
		const struct crm_special *s = &p->specials[i];
		int32_t from = s->from > CRM_DAY_FIRST ? s->from : CRM_DAY_FIRST;

		c->kinds[7 + i].hours = *hours_like(c, s);
		c->kinds[7 + i].special = crm_strdup(s->name != NULL ? s->name : "");
		for (int32_t day = from; day <= s->to && day <= CRM_DAY_LAST; day++)
			c->days[day - CRM_DAY_FIRST] = (uint16_t)(7 + i);
	}
	for (size_t i = 0; i < c->n_kinds; i++) {
		const struct crm_hours *h = &c->kinds[i].hours;

		if (h->n > 0 && h->part[h->n - 1].to > 1440)
			c->spills = true;
	}
}

static int by_from(const void *a, const void *b)
{
	int32_t x = ((const struct crm_day_range *)a)->from;
	int32_t y = ((const struct crm_day_range *)b)->from;

	return x < y ? -1 : x > y;
}

static void set_covers(struct crm_calendar *c, const struct crm_calendar_parts *p)
{
	struct crm_day_range *r = crm_calloc(p->n_covers + 1, sizeof(*r));
	size_t n = 0;

	if (p->n_covers > 0)
		memcpy(r, p->covers, p->n_covers * sizeof(*r));
	qsort(r, p->n_covers, sizeof(*r), by_from);
	for (size_t i = 0; i < p->n_covers; i++) {
		struct crm_day_range now = r[i];

		if (now.to >= KNOWN_UNTIL)
			now.to = KNOWN_UNTIL - 1;
		if (now.to < now.from)
			continue;
		if (n > 0 && now.from <= r[n - 1].to + 1)
			r[n - 1].to = now.to > r[n - 1].to ? now.to : r[n - 1].to;
		else
			r[n++] = now;
	}
	c->covers = r;
	c->n_covers = n;
}

/* ---- intervals ---- */

static void add_span(struct crm_calendar *c, int64_t from, int64_t to)
{
	struct crm_span *last = c->n_spans > 0 ? &c->spans[c->n_spans - 1] : NULL;
	int64_t before = 0;

	if (last != NULL) {
		before = last->before + (last->to - last->from);
		if (from < last->to)
			from = last->to;
	}
	if (from >= to)
		return;
	crm_grow(&c->spans, &c->cap_spans, c->n_spans + 1, sizeof(*c->spans));
	c->spans[c->n_spans++] = (struct crm_span){from, to, before};
}

/* *change: the first one that does not lie far before the day, kept from day to day. */
static void add_day(struct crm_calendar *c, int32_t day, size_t *change)
{
	const struct crm_hours *h = &c->kinds[c->days[day - CRM_DAY_FIRST]].hours;
	int64_t midnight = day * CRM_US_PER_DAY;
	bool steady;

	while (*change + 1 < c->n_changes && c->changes[*change + 1].us < midnight - REACH)
		++*change;
	steady = *change + 1 == c->n_changes || c->changes[*change + 1].us > midnight + REACH;
	if (steady)
		midnight -= c->changes[*change].off * CRM_US_PER_SEC;
	for (size_t i = 0; i < h->n; i++) {
		int64_t from = h->part[i].from * CRM_US_PER_MIN;
		int64_t to = h->part[i].to * CRM_US_PER_MIN;

		if (steady)
			add_span(c, midnight + from, midnight + to);
		else
			add_span(c, crm_calendar_instant(c, day, from).us,
			    crm_calendar_instant(c, day, to).us);
	}
}

static void set_spans(struct crm_calendar *c)
{
	size_t change = 0;

	c->n_changes = crm_zone_changes(c->zone, (CRM_DAY_FIRST - 1) * CRM_US_PER_DAY,
	    KNOWN_UNTIL * CRM_US_PER_DAY, &c->changes);
	c->first = crm_calloc(CRM_CALENDAR_DAYS, sizeof(*c->first));
	for (int32_t day = CRM_DAY_FIRST; day <= CRM_DAY_LAST; day++) {
		c->first[day - CRM_DAY_FIRST] = (uint32_t)c->n_spans;
		add_day(c, day, &change);
	}
}

int crm_calendar_new(
    const struct crm_calendar_parts *p, struct crm_calendar **out, struct crm_err *e)
{
	struct crm_calendar *c;

	if (check(p, e) < 0)
		return -1;
	c = crm_calloc(1, sizeof(*c));
	c->name = crm_strdup(p->name);
	c->zone = p->own_zone != NULL ? p->own_zone : p->zone;
	set_days(c, p);
	set_covers(c, p);
	set_spans(c);
	if (c->n_spans == 0) {
		crm_calendar_free(c);
		return crm_err_set(e, CRM_CONFIG, "all days are off until 2199");
	}
	c->own_zone = p->own_zone;
	*out = c;
	return 0;
}

void crm_calendar_free(struct crm_calendar *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n_kinds; i++)
		free(c->kinds[i].special);
	free(c->kinds);
	free(c->days);
	free(c->covers);
	free(c->changes);
	free(c->spans);
	free(c->first);
	crm_zone_free(c->own_zone);
	free(c->name);
	free(c);
}
