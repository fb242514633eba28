/*
 * Time zones: IANA names by libc, and fixed offsets ("UTC", "Z", "+08:00").
 * libc's zone is process-wide, so all of it stands in zone.c, which switches
 * only when the zone changes (and is the one file with that mutable state;
 * not for threads). TZ of the environment is overwritten: who starts another
 * program sets its TZ. A table of known days answers most questions.
 *
 * Local to UTC: a gap (spring) shifts forward by its length, an overlap
 * (autumn) takes the first.
 */
#ifndef CRM_TIME_ZONE_H
#define CRM_TIME_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/err.h"
#include "lib/time/instant.h"

struct crm_zone;

/* CRM_CONFIG when there is no such zone (checked against the zone files:
 * libc would silently take UTC). */
int crm_zone_new(const char *name, struct crm_zone **out, struct crm_err *e);
void crm_zone_free(struct crm_zone *z);

/* Seconds east of UTC at that instant. */
int32_t crm_zone_offset(const struct crm_zone *z, int64_t us);
/* The instant of local wall time: day and microseconds since midnight (which
 * may be outside 0..24h and then moves the day first). */
struct crm_instant crm_zone_instant(const struct crm_zone *z, int32_t days, int64_t us_of_day);
/* The local day and microseconds since local midnight of an instant. */
void crm_zone_local(const struct crm_zone *z, int64_t us, int32_t *days, int64_t *us_of_day);

/* For tables that are to answer without asking: the offset at from_us, then
 * each change of it before to_us, ascending. The caller frees *out; the number. */
struct crm_zone_change {
	int64_t us; /* from here on */
	int32_t off;
};
size_t crm_zone_changes(
    const struct crm_zone *z, int64_t from_us, int64_t to_us, struct crm_zone_change **out);

#endif
