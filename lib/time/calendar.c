#include "lib/time/calendar_private.h"

const char *crm_calendar_name(const struct crm_calendar *c)
{
	return c->name;
}

const struct crm_zone *crm_calendar_zone(const struct crm_calendar *c)
{
	return c->zone;
}

/* ---- the zone's table ---- */

int32_t crm_calendar_offset(const struct crm_calendar *c, int64_t us)
{
	size_t low = 0, high = c->n_changes;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (c->changes[mid].us <= us)
			low = mid;
		else
			high = mid;
	}
	return c->changes[low].off;
}

/* As crm_zone_instant(), which says why these are all that can be. */
struct crm_instant crm_calendar_instant(const struct crm_calendar *c, int32_t day, int64_t us)
{
	int64_t local = day * CRM_US_PER_DAY + us, first, second;
	int32_t before = crm_calendar_offset(c, local - CRM_US_PER_DAY);
	int32_t after = crm_calendar_offset(c, local + CRM_US_PER_DAY);

	first = local - before * CRM_US_PER_SEC;
	second = local - after * CRM_US_PER_SEC;
	if (before == after || crm_calendar_offset(c, first) == before)
		return (struct crm_instant){first, before};
	if (crm_calendar_offset(c, second) == after)
		return (struct crm_instant){second, after};
	return (struct crm_instant){first, crm_calendar_offset(c, first)};
}

static int32_t day_of(int64_t local_us)
{
	return (int32_t)(local_us / CRM_US_PER_DAY - (local_us % CRM_US_PER_DAY < 0 ? 1 : 0));
}

static int32_t local_day(const struct crm_calendar *c, int64_t us)
{
	return day_of(us + crm_calendar_offset(c, us) * CRM_US_PER_SEC);
}

/* ---- days ---- */

static const struct crm_day_kind *kind_of(const struct crm_calendar *c, int32_t day)
{
	if (day < CRM_DAY_FIRST || day > CRM_DAY_LAST)
		return &c->kinds[crm_weekday(day)];
	return &c->kinds[c->days[day - CRM_DAY_FIRST]];
}

const struct crm_hours *crm_calendar_hours(const struct crm_calendar *c, int32_t day)
{
	return &kind_of(c, day)->hours;
}

const struct crm_hours *crm_calendar_pattern(const struct crm_calendar *c, int weekday)
{
	return &c->kinds[weekday].hours;
}

const char *crm_calendar_special(const struct crm_calendar *c, int32_t day)
{
	return kind_of(c, day)->special;
}

bool crm_calendar_works(const struct crm_calendar *c, int32_t day)
{
	return kind_of(c, day)->hours.n > 0;
}

const struct crm_day_range *crm_calendar_covered(const struct crm_calendar *c, size_t i)
{
	return i < c->n_covers ? &c->covers[i] : NULL;
}

static bool covers_all(const struct crm_calendar *c, int32_t from, int32_t to)
{
	for (size_t i = 0; i < c->n_covers; i++)
		if (c->covers[i].from <= from && to <= c->covers[i].to)
			return true;
	return false;
}

bool crm_calendar_covers(const struct crm_calendar *c, int32_t day)
{
	return covers_all(c, day, day);
}

static void judge(const struct crm_calendar *c, int32_t from, int32_t to, bool *provisional)
{
	if (provisional != NULL && !covers_all(c, from, to))
		*provisional = true;
}

int32_t crm_calendar_day_add(
    const struct crm_calendar *c, int32_t day, int32_t n, bool *provisional)
{
	int32_t step = n < 0 ? -1 : 1, left = n < 0 ? -n : n, at = day;

	while (left > 0 && at + step >= CRM_DAY_FIRST && at + step <= CRM_DAY_LAST) {
		at += step;
		left -= crm_calendar_works(c, at) ? 1 : 0;
	}
	if (at > day)
		judge(c, day + 1, at, provisional);
	else if (at < day)
		judge(c, at, day - 1, provisional);
	return at;
}

struct crm_instant crm_calendar_day_end(const struct crm_calendar *c, int32_t day)
{
	const struct crm_hours *h = crm_calendar_hours(c, day);

	if (h->n == 0)
		return crm_calendar_instant(c, day, CRM_US_PER_DAY - CRM_US_PER_SEC);
	return crm_calendar_instant(c, day, h->part[h->n - 1].to * CRM_US_PER_MIN);
}

/* ---- working time ---- */

/* The first span that ends after us; n_spans: none. It belongs to the local
 * day, the one before it or a later one. */
static size_t span_after(const struct crm_calendar *c, int64_t us)
{
	int32_t day = day_of(us) - 2;
	size_t i;

	if (day > CRM_DAY_LAST)
		return c->n_spans;
	i = day > CRM_DAY_FIRST ? c->first[day - CRM_DAY_FIRST] : 0;
	while (i < c->n_spans && c->spans[i].to <= us)
		i++;
	return i;
}

static int64_t span_end_sum(const struct crm_span *s)
{
	return s->before + (s->to - s->from);
}

/* All working time until us. */
static int64_t sum_until(const struct crm_calendar *c, int64_t us)
{
	size_t i = span_after(c, us);

	if (i == c->n_spans)
		return span_end_sum(&c->spans[i - 1]);
	return c->spans[i].before + (us > c->spans[i].from ? us - c->spans[i].from : 0);
}

/* What was looked at between two instants: the day before them too where its
 * hours may reach into the first one. */
static void judge_between(
    const struct crm_calendar *c, int64_t from_us, int64_t to_us, bool *provisional)
{
	if (provisional != NULL)
		judge(c, local_day(c, from_us) - (c->spills ? 1 : 0), local_day(c, to_us),
		    provisional);
}

int64_t crm_calendar_between(
    const struct crm_calendar *c, int64_t from_us, int64_t to_us, bool *provisional)
{
	if (to_us <= from_us)
		return 0;
	judge_between(c, from_us, to_us - 1, provisional);
	return sum_until(c, to_us) - sum_until(c, from_us);
}

/* The last span of which less than `sum` (or, `within`, not more) was before it. */
static size_t span_by_sum(const struct crm_calendar *c, int64_t sum, bool within)
{
	size_t low = 0, high = c->n_spans;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (c->spans[mid].before < sum || (within && c->spans[mid].before == sum))
			low = mid;
		else
			high = mid;
	}
	return low;
}

static struct crm_instant at_offset(const struct crm_calendar *c, int64_t us)
{
	return (struct crm_instant){us, crm_calendar_offset(c, us)};
}

struct crm_instant crm_calendar_add(
    const struct crm_calendar *c, struct crm_instant start, int64_t us, bool *provisional)
{
	const struct crm_span *s;
	int64_t sum, end;

	if (us <= 0)
		return start;
	sum = sum_until(c, start.us) + us;
	s = &c->spans[span_by_sum(c, sum, false)];
	end = s->from + (sum - s->before);
	if (end > s->to) {
		end = s->to;
		if (provisional != NULL)
			*provisional = true;
	}
	judge_between(c, start.us, end, provisional);
	return at_offset(c, end);
}

struct crm_instant crm_calendar_sub(
    const struct crm_calendar *c, struct crm_instant start, int64_t us, bool *provisional)
{
	const struct crm_span *s;
	int64_t sum, end;

	if (us <= 0)
		return start;
	sum = sum_until(c, start.us) - us;
	s = &c->spans[span_by_sum(c, sum, true)];
	end = s->from + (sum - s->before);
	if (end < s->from) {
		end = s->from;
		if (provisional != NULL)
			*provisional = true;
	}
	judge_between(c, end, start.us, provisional);
	return at_offset(c, end);
}

bool crm_calendar_next(const struct crm_calendar *c, int64_t us, int64_t *from_us, int64_t *to_us)
{
	size_t i = span_after(c, us);

	if (i == c->n_spans)
		return false;
	*from_us = c->spans[i].from;
	*to_us = c->spans[i].to;
	return true;
}
