/*
 * Quiet hours: ranges of the local day in which nothing that can wait is sent,
 * "20:00-07:00,12:00-13:00" (seconds may be given: 06:59:30). A range holds its start and not its
 * end; one whose end is not later than its start goes over midnight, so that of 20:00-20:00, or of
 * 00:00-24:00, is the whole day: then there is no end. "none": no quiet hours, whatever the customer
 * has.
 *
 * It is the face of the local clock that says so. An hour that summer time skips is not there to
 * wait for: what would end in it ends with the change. Of one that comes twice both are quiet.
 */
#ifndef CRM_RULES_QUIET_H
#define CRM_RULES_QUIET_H

#include <stdbool.h>

#include "lib/time/zone.h"

#define CRM_QUIET_MAX 8
#define CRM_QUIET_NONE "none"
#define CRM_QUIET_EXPECTED "quiet hours like 20:00-07:00,12:00-13:00, at most 8, or none"

struct crm_quiet {
	size_t n;
	struct {
		int64_t from, to; /* microseconds of the day */
	} ranges[CRM_QUIET_MAX];
};

/* 0, or -1 when the text is none such. Empty is none. */
int crm_quiet_parse(const char *text, size_t len, struct crm_quiet *out);
/* Is it quiet at that instant, in that zone? */
bool crm_quiet_at(const struct crm_quiet *q, const struct crm_zone *z, struct crm_instant t);
/* The first instant from t on that is not quiet, with the zone's offset: t itself where it is not.
 * False: there is none. */
bool crm_quiet_until(const struct crm_quiet *q, const struct crm_zone *z, struct crm_instant t,
    struct crm_instant *out);

#endif
