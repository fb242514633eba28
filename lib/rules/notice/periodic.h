/*
 * Periodic notices: what a category's `every` says of when a customer is told again (N1).
 *
 * The period runs from the last notice of that category to the customer, else from when it became a
 * customer. A notice counts from the day on which it was made, or from the day that it was due on
 * where that is later, so that who drafts ahead does not shorten the periods. It counts in any state
 * but void and duplicate: one that was withdrawn was not wanted this time. Nobody told and no day
 * known: it is due today.
 *
 * Weeks and days are days of the calendar; of months and years it is the same day of the month, or
 * the month's last one where it has no such day: a month after 31 January is 28 February, a year
 * after 29 February 2028 is 28 February 2029. What is due is due from the begin of its local day on:
 * one that is looked for once a day, a minute earlier today than yesterday, does not slip by a day.
 */
#ifndef CRM_RULES_PERIODIC_H
#define CRM_RULES_PERIODIC_H

#include <stdbool.h>

#include "lib/data/view.h"
#include "lib/time/zone.h"

struct crm_every {
	int n;     /* 1 to 999 */
	char unit; /* D, W, M, Y */
};

/* "P1D", "P2W", "P1M", "P1Y": one unit. 0, or -1: it is none. */
int crm_every_parse(const char *text, struct crm_every *out);
/* That day, so much later. */
int32_t crm_every_after(int32_t day, struct crm_every every);

/* The occasion of a notice that clocks have brought: "CLOCK DUE_AT", one of them alone, or something
 * else. clock NULL, has_due false: it says none. */
struct crm_occasion {
	const char *clock; /* not ended by NUL */
	size_t len;
	bool has_due;
	struct crm_instant due;
};
void crm_occasion_parse(const char *text, struct crm_occasion *out);

/* From which day on a notice of that category counts; it is the category's name that its occasion
 * has for a clock. False: it does not count. */
bool crm_periodic_day(
    const struct crm_view *notice, const char *category, const struct crm_zone *zone, int32_t *out);

struct crm_periodic {
	struct crm_every every;
	const struct crm_zone *zone; /* of the days */
	struct crm_instant now;
	bool told; /* the latest that counts: */
	int32_t last;
};
/* The begin of the day on which that customer is to be told, or was to be. */
struct crm_instant crm_periodic_due(const struct crm_periodic *p, const struct crm_view *customer);

#endif
