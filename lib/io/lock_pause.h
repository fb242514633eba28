/*
 * Waiting for a lock that another process holds: longer each time, to 50 ms.
 */
#ifndef CRM_IO_LOCK_PAUSE_H
#define CRM_IO_LOCK_PAUSE_H

#include <stdbool.h>
#include <stdint.h>

/* Sleeps once, not past `until` (crm_clock_ticks()); false: it is over. *pause
 * begins at 1 and is kept between the calls. */
bool crm_lock_pause(int64_t until, long *pause);

#endif
