#include "lib/time/clock.h"

#include <time.h>

#include "lib/base/mem.h"

static struct timespec ask(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) < 0)
		crm_fatal("the system has no clock");
	return t;
}

int64_t crm_clock_now(void)
{
	struct timespec t = ask(CLOCK_REALTIME);

	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t crm_clock_ticks(void)
{
	struct timespec t = ask(CLOCK_MONOTONIC);

	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
