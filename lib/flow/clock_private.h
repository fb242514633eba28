/*
 * Compiled clocks, for the files of lib/flow.
 */
#ifndef CRM_FLOW_CLOCK_PRIVATE_H
#define CRM_FLOW_CLOCK_PRIVATE_H

#include "lib/data/where.h"
#include "lib/flow/clock.h"
#include "lib/flow/common.h"

struct crm_clock_limit {
	struct crm_where *where; /* NULL: always */
	struct crm_duration duration;
	char text[CRM_DURATION_MAX]; /* as it was given */
};

struct crm_clock_compiled {
	struct crm_where *applies;      /* NULL: always */
	struct crm_clock_limit *limits; /* the first that matches; the row's
					   own, the last one, always does */
	size_t n, cap;
	int frozen[CRM_V_COUNT]; /* fields of the verdict that it carries */
};

struct crm_clocks {
	const struct crm_clock *rows;
	struct crm_clock_compiled *compiled;
	size_t n;
	const struct crm_shape *shape;
	const struct crm_zone *zone;
};

#endif
