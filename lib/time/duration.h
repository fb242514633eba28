/*
 * Durations in definitions: ISO 8601 (PT5M, PT24H, P3D, P1DT12H, P2W) or
 * working days (3wd). Years and months are refused: they have no length.
 *
 * PT.. is elapsed time. PnD, PnW without a time part is the same local time
 * n calendar days later; nwd the same local time on the n-th working day
 * after the local date. Working hours are not counted here:
 * crm_calendar_add().
 */
#ifndef CRM_TIME_DURATION_H
#define CRM_TIME_DURATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/time/instant.h"
#include "lib/time/zone.h"

struct crm_calendar; /* lib/time/calendar.h */

enum crm_duration_unit { CRM_DUR_US, CRM_DUR_DAYS, CRM_DUR_WORKDAYS };

struct crm_duration {
	enum crm_duration_unit unit;
	int64_t n; /* microseconds or days; may be negative ("-P3D", "-3wd") */
};

/* Upper case but for wd; at most 6 decimals, of seconds only; W stands alone;
 * at most 100000 days. P1DT12H is elapsed time: 36 h. 0, or -1. */
int crm_duration_parse(const char *s, size_t len, struct crm_duration *out);
/* Shortest form in hours at most: P2W is P14D, P1DT12H is PT36H. The length. */
#define CRM_DURATION_MAX 48
size_t crm_duration_format(struct crm_duration d, char out[CRM_DURATION_MAX]);

/* start + d. zone and calendar are used for days and working days only;
 * calendar NULL counts Monday to Friday; else its days count, in its own zone
 * and not in the given one. 0 days and 0wd are start itself, and negative ones
 * count back. Elapsed time keeps start's offset, days have the zone's.
 * provisional: as in lib/time/calendar.h; only working days set it. */
struct crm_instant crm_duration_after_in(struct crm_instant start, struct crm_duration d,
    const struct crm_zone *zone, const struct crm_calendar *cal, bool *provisional);
/* The same where nobody asks. */
struct crm_instant crm_duration_after(struct crm_instant start, struct crm_duration d,
    const struct crm_zone *zone, const struct crm_calendar *cal);

#endif
