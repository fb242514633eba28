/* Counting: due dates, and time less pauses. */
#include "lib/flow/clock_private.h"

int64_t crm_clock_counted(const struct crm_calendar *cal, int64_t from_us, int64_t to_us)
{
	if (cal != NULL)
		return crm_calendar_between(cal, from_us, to_us, NULL);
	return to_us > from_us ? to_us - from_us : 0;
}

static struct crm_instant hours_after(const struct crm_calendar *cal, struct crm_instant start,
    int64_t us, const struct crm_pauses *p, bool *provisional)
{
	for (size_t i = 0; i < p->n; i++) {
		int64_t counted;

		if (p->items[i].to <= start.us)
			continue;
		counted = crm_clock_counted(cal, start.us, p->items[i].from);
		if (counted >= us)
			break; /* due before it began, or when it did */
		us -= counted;
		start.us = p->items[i].to;
	}
	if (cal != NULL)
		return crm_calendar_add(cal, start, us, provisional);
	start.us += us;
	return start;
}

/* ---- days ---- */

static bool counts(const struct crm_clock_basis *b, enum crm_duration_unit unit, int32_t day)
{
	if (unit == CRM_DUR_DAYS)
		return true;
	return b->days != NULL ? crm_calendar_works(b->days, day) : crm_weekday(day) < 5;
}

static const struct crm_zone *zone_of(const struct crm_clock_basis *b, enum crm_duration_unit unit)
{
	return unit == CRM_DUR_WORKDAYS && b->days != NULL ? crm_calendar_zone(b->days) : b->zone;
}

/* The local time between two instants on days that count. */
static int64_t local_between(
    const struct crm_clock_basis *b, enum crm_duration_unit unit, int64_t from_us, int64_t to_us)
{
	const struct crm_zone *zone = zone_of(b, unit);
	int64_t begin, end, sum = 0;
	int32_t first, last;

	crm_zone_local(zone, from_us, &first, &begin);
	crm_zone_local(zone, to_us, &last, &end);
	for (int32_t day = first; day <= last; day++) {
		if (counts(b, unit, day))
			sum += (day == last ? end : CRM_US_PER_DAY) - (day == first ? begin : 0);
	}
	return sum > 0 ? sum : 0;
}

/* The n-th day that counts after a day; n < 0: before. */
static int32_t day_after(const struct crm_clock_basis *b, enum crm_duration_unit unit, int32_t day,
    int64_t n, bool *provisional)
{
	int32_t step = n < 0 ? -1 : 1;

	if (unit == CRM_DUR_WORKDAYS && b->days != NULL)
		return crm_calendar_day_add(b->days, day, (int32_t)n, provisional);
	for (; n != 0; n -= counts(b, unit, day) ? step : 0)
		day += step;
	return day;
}

/* us of such time later: whole days, and the rest of one. */
static struct crm_instant local_after(const struct crm_clock_basis *b, enum crm_duration_unit unit,
    struct crm_instant start, int64_t us, bool *provisional)
{
	const struct crm_zone *zone = zone_of(b, unit);
	int64_t begin;
	int32_t day;

	crm_zone_local(zone, start.us, &day, &begin);
	us += begin;
	day = day_after(b, unit, day, us / CRM_US_PER_DAY, provisional);
	return crm_zone_instant(zone, day, us % CRM_US_PER_DAY);
}

static struct crm_instant days_after(const struct crm_clock_basis *b, struct crm_instant start,
    struct crm_duration d, const struct crm_pauses *p, bool *provisional)
{
	struct crm_instant due = crm_duration_after_in(start, d, b->zone, b->days, provisional);

	for (size_t i = 0; i < p->n && p->items[i].from < due.us; i++) {
		int64_t from = p->items[i].from > start.us ? p->items[i].from : start.us;

		if (p->items[i].to > from)
			due = local_after(b, d.unit, due,
			    local_between(b, d.unit, from, p->items[i].to), provisional);
	}
	return due;
}

struct crm_instant crm_clock_due(const struct crm_clock_basis *b, struct crm_instant start,
    struct crm_duration d, const struct crm_pauses *p, bool *provisional)
{
	if (d.unit == CRM_DUR_US)
		return hours_after(b->time, start, d.n, p, provisional);
	return days_after(b, start, d, p, provisional);
}

static struct crm_instant day_end(const struct crm_clock_basis *b, int32_t day, bool *provisional)
{
	if (b->days == NULL)
		return crm_zone_instant(b->zone, day, CRM_US_PER_DAY - CRM_US_PER_SEC);
	if (!crm_calendar_covers(b->days, day))
		*provisional = true;
	return crm_calendar_day_end(b->days, day);
}

struct crm_instant crm_clock_due_before(
    const struct crm_clock_basis *b, int32_t day, struct crm_duration d, bool *provisional)
{
	struct crm_instant end;

	if (d.unit == CRM_DUR_US) {
		end = day_end(b, day, provisional);
		if (b->time != NULL)
			return crm_calendar_sub(b->time, end, d.n, provisional);
		end.us -= d.n;
		return end;
	}
	return day_end(b, day_after(b, d.unit, day, -d.n, provisional), provisional);
}
