/*
 * The pace of what cannot wait: a rule over the clock of an urgent notice. The clock runs from
 * drafted_at to the time that clock `alert` is due, or to expires_at where that is earlier.
 *
 *   50 %   a channel that was tried is over, where another one is left: deferred, it is not tried
 *          again; handed to a person of whom nobody has heard, it is taken from the work list. What
 *          was not tried yet is tried once, however late it is. A person has a tenth of the clock
 *          at least.
 *   80 %   those who are to be called are named, once
 *
 * An ordinary notice has no such clock.
 */
#ifndef CRM_RULES_PACE_H
#define CRM_RULES_PACE_H

#include <stdbool.h>

#include "lib/time/instant.h"

#define CRM_PACE_HALF "half_clock" /* code of the failed attempt that it ends */

struct crm_pace {
	bool has;                                    /* there is such a clock */
	struct crm_instant from, to, half, escalate; /* only with has */
};
/* us 0: there is none. One that would end before it begins ends as it begins. */
void crm_pace_of(struct crm_instant drafted, struct crm_instant due, struct crm_instant expires,
    struct crm_pace *out);

struct crm_pace_tried {
	bool tried;            /* it had an outcome: deferred or handed */
	bool handed;           /* a person has it */
	struct crm_instant at; /* since when: of the outcome */
};
/* Is that channel over, where another is left? */
bool crm_pace_over(
    const struct crm_pace *p, const struct crm_pace_tried *t, struct crm_instant now);
/* Is it time to name those who are to be called? */
bool crm_pace_escalates(const struct crm_pace *p, struct crm_instant now);
/* How much of the clock is over, in percent, at most 999. */
int crm_pace_percent(const struct crm_pace *p, struct crm_instant now);

#endif
