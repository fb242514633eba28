/*
 * Compiled clocks, for the files of lib/flow.
 */
#ifndef CRM_FLOW_CLOCK_PRIVATE_H
#define CRM_FLOW_CLOCK_PRIVATE_H

#include "lib/data/where.h"
#include "lib/flow/clock.h"

struct crm_clock_compiled {
	struct crm_duration limit;
	char text[CRM_DURATION_MAX]; /* the limit as it was given */
	struct crm_where *applies;   /* NULL: always */
};

struct crm_clocks {
	const struct crm_clock *rows;
	struct crm_clock_compiled *compiled;
	size_t n;
	const struct crm_zone *zone;
	int verdicts;                         /* field of the frozen verdicts; -1: none */
	int verdict, limit, due_at, imported; /* members of its items */
};

#endif
