/*
 * Working calendars from files (crm-calendar.5): DIR/NAME.json in our format
 * or as holiday-cn writes a year, or a directory DIR/NAME of such years, named
 * YYYY.json. What a calendar is: lib/time/calendar.h.
 *
 * `uses` takes over the days of other calendars, found in the same
 * directories. The later of two wins, and the file's own days win over all of
 * them; zone and week are the file's own, else those of the first used one
 * that has them. Covered is what all of them cover.
 */
#ifndef CRM_IO_CALENDAR_H
#define CRM_IO_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"
#include "lib/time/calendar.h"

/*
 * dirs: ended by NULL, the first that has the name wins; one that is not there
 * has none. fallback_zone is that of a calendar without one, borrowed for as
 * long as the calendar lives. The caller frees *out by crm_calendar_free().
 *
 * CRM_NOINPUT: no such calendar, or that is no name of one (who has it from a
 * setting calls this CRM_CONFIG). CRM_CONFIG: the file, or one that it uses,
 * is wrong: with file, path of the key, value and what is expected.
 */
int crm_calendar_load(const char *name, const char *const *dirs,
    const struct crm_zone *fallback_zone, struct crm_calendar **out, struct crm_err *e);

#endif
