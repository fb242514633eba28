/*
 * Working calendars: in which hours a place works. Pure values: reading the
 * files is lib/io/calendar/calendar.h, the format crm-calendar.5.
 *
 * A calendar is a week pattern of intervals in local wall time, special days
 * that replace it (holidays, shutdowns, make-up days), the days that its maker
 * has looked at (covers), and a zone. It is expanded into UTC intervals with
 * running sums once, when it is made (1970 to 2199, the years that instants
 * have); after that it never changes, asks no zone and may be shared. Clock
 * changes are known to 2059; what lies after is never covered.
 *
 * Local time to UTC as in zone.h: a gap shifts forward, an overlap takes the
 * first. So a shift of 22:00-06:00 has 7 hours in the spring night of a clock
 * change and 9 in the autumn one. A shift over midnight belongs to the day it
 * begins; where it reaches into the next day's hours the time counts once.
 *
 * `provisional`: may be NULL; set true when the answer has looked at a day
 * outside covers (there the week pattern and what is known was used); never
 * cleared.
 */
#ifndef CRM_TIME_CALENDAR_H
#define CRM_TIME_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/time/instant.h"
#include "lib/time/zone.h"

struct crm_calendar;

/* ---- making one ---- */

#define CRM_HOURS_MAX 12
#define CRM_HOURS_END 2880 /* the latest end, 48:00 */

/* The working time of a day, minutes since midnight: ascending, disjoint, not empty, each begins
 * before 24:00; the last may end past it. n 0: none. */
struct crm_hours {
	size_t n;
	struct {
		int32_t from, to;
	} part[CRM_HOURS_MAX];
};

/* Like which day a special day works. */
enum crm_special_like {
	CRM_LIKE_MONDAY,    /* .. 6, Sunday: as that weekday by the pattern */
	CRM_LIKE_FIRST = 7, /* as the first weekday, from Monday, that works */
	CRM_LIKE_HOURS = 8, /* its own hours */
};

struct crm_special {
	int32_t from, to;              /* days, both included */
	int like;                      /* enum crm_special_like */
	const struct crm_hours *hours; /* its own; NULL: a day off */
	const char *name;              /* "Karfreitag"; or NULL */
};

struct crm_day_range {
	int32_t from, to; /* both included */
};

#define CRM_DAY_FIRST INT32_C(0)    /* 1970-01-01 */
#define CRM_DAY_LAST INT32_C(84005) /* 2199-12-31 */

struct crm_calendar_parts {
	const char *name;
	const struct crm_zone *zone; /* borrowed for as long as the calendar lives */
	struct crm_zone *own_zone;   /* instead: goes over to the calendar that is made; or NULL */
	struct crm_hours week[7];    /* Monday first; one of them works */
	const struct crm_special *specials; /* of two for one day the later one holds */
	size_t n_specials;
	const struct crm_day_range *covers; /* in any order */
	size_t n_covers;                    /* 0: nothing is covered */
};

/* The usual parts: Monday to Friday 08:00-12:00 and 13:00-17:00, all days covered, no special
 * days. */
void crm_calendar_parts_init(
    struct crm_calendar_parts *p, const char *name, const struct crm_zone *zone);
/* NULL when these can be a day's hours, else what is wrong with them. */
const char *crm_hours_check(const struct crm_hours *h);
/* Copies what it needs, but the zone. CRM_CONFIG when the parts are wrong. */
int crm_calendar_new(
    const struct crm_calendar_parts *p, struct crm_calendar **out, struct crm_err *e);
void crm_calendar_free(struct crm_calendar *c); /* NULL allowed */

/* ---- days ---- */

const char *crm_calendar_name(const struct crm_calendar *c);
const struct crm_zone *crm_calendar_zone(const struct crm_calendar *c);
/* Is there working time that begins on that local day? */
bool crm_calendar_works(const struct crm_calendar *c, int32_t day);
/* false: an answer that looks at this day is provisional */
bool crm_calendar_covers(const struct crm_calendar *c, int32_t day);
/* The hours of a day, and those that the pattern gives it; never NULL. */
const struct crm_hours *crm_calendar_hours(const struct crm_calendar *c, int32_t day);
const struct crm_hours *crm_calendar_pattern(const struct crm_calendar *c, int weekday);
/* The special day that holds on this day ("" is a name that was not given); NULL: none. */
const char *crm_calendar_special(const struct crm_calendar *c, int32_t day);
/* The i-th range covered, ascending, none touches the next; NULL past the end. */
const struct crm_day_range *crm_calendar_covered(const struct crm_calendar *c, size_t i);
/* The nth working day after (n < 0: before) a day; 0: the day itself. It stays within the years
 * above. */
int32_t crm_calendar_day_add(
    const struct crm_calendar *c, int32_t day, int32_t n, bool *provisional);
/* When the working time of that local day ends; of a day without any, its
 * last second (23:59:59). */
struct crm_instant crm_calendar_day_end(const struct crm_calendar *c, int32_t day);

/* ---- working time ---- */

/* Working microseconds in [from, to); 0 when to is not after from. */
int64_t crm_calendar_between(
    const struct crm_calendar *c, int64_t from_us, int64_t to_us, bool *provisional);
/*
 * The instant at which us (>= 0) of working time have passed since start, with
 * the calendar's offset; 0 us: start itself. The end of an interval belongs to
 * it: start + exactly the rest of the day is the day's end, not the next
 * morning. More than there is until 2199 is the last end of all.
 */
struct crm_instant crm_calendar_add(
    const struct crm_calendar *c, struct crm_instant start, int64_t us, bool *provisional);
/* The same backwards: from the instant found, us of working time pass until start. The begin of
 * an interval belongs to it. */
struct crm_instant crm_calendar_sub(
    const struct crm_calendar *c, struct crm_instant start, int64_t us, bool *provisional);
/* The first working interval that ends after `us`, whole; false when there is none until 2199. */
bool crm_calendar_next(const struct crm_calendar *c, int64_t us, int64_t *from_us, int64_t *to_us);

#endif
