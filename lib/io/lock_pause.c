#include "lib/io/lock_pause.h"

#include <time.h>

#include "lib/time/clock.h"

#define PAUSE_MOST 50L /* ms between two tries */

static void nap(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	nanosleep(&t, NULL); /* woken early: we only look sooner */
}

bool crm_lock_pause(int64_t until, long *pause)
{
	int64_t left = until - crm_clock_ticks();

	if (left <= 0)
		return false;
	nap(*pause < left ? *pause : (long)left);
	*pause = *pause * 2 < PAUSE_MOST ? *pause * 2 : PAUSE_MOST;
	return true;
}
