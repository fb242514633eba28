/*
 * The one reader of the wall clock.
 */
#ifndef CRM_TIME_CLOCK_H
#define CRM_TIME_CLOCK_H

#include <stdint.h>

/* Microseconds since 1970-01-01T00:00:00Z (CLOCK_REALTIME). */
int64_t crm_clock_now(void);
/* Milliseconds of a clock that never jumps, for waiting. */
int64_t crm_clock_ticks(void);

#endif
