/*
 * Inside of a calendar: calendar.c answers, calendar_expand.c makes.
 */
#ifndef CRM_TIME_CALENDAR_PRIVATE_H
#define CRM_TIME_CALENDAR_PRIVATE_H

#include "lib/time/calendar.h"

#define CRM_US_PER_MIN INT64_C(60000000)
#define CRM_CALENDAR_DAYS (CRM_DAY_LAST - CRM_DAY_FIRST + 1)

/* What a day can be like: one of the week's, or a special. */
struct crm_day_kind {
	struct crm_hours hours;
	char *special; /* NULL: one of the week's */
};

struct crm_span {
	int64_t from, to;
	int64_t before; /* working time of all spans before it */
};

struct crm_calendar {
	char *name;
	const struct crm_zone *zone;
	struct crm_zone *own_zone;  /* the same, or NULL */
	struct crm_day_kind *kinds; /* 0..6: the week's */
	size_t n_kinds;
	uint16_t *days; /* of each day its kind */
	struct crm_day_range *covers;
	size_t n_covers;
	struct crm_zone_change *changes; /* of the zone's offset */
	size_t n_changes;
	struct crm_span *spans; /* disjoint, ascending, none empty */
	size_t n_spans, cap_spans;
	uint32_t *first; /* of each day the first span that begins on it or later */
	bool spills;     /* some day's hours go past midnight */
};

/* The zone's answers, from the calendar's own table. */
int32_t crm_calendar_offset(const struct crm_calendar *c, int64_t us);
struct crm_instant crm_calendar_instant(const struct crm_calendar *c, int32_t day, int64_t us);

#endif
