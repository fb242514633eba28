/*
 * Days that come every year, by a rule:
 *	12-25              the same date (02-29 in leap years only)
 *	easter-2 easter+39 that many days before or after Easter Sunday
 *	wed before 11-23   the last such weekday before, the first one after
 *	mon after 08-31    a date; never the date itself
 * Easter is the Western one (Gregorian).
 */
#ifndef CRM_TIME_DAYRULE_H
#define CRM_TIME_DAYRULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum crm_day_rule_what { CRM_RULE_DATE, CRM_RULE_EASTER, CRM_RULE_WEEKDAY };

struct crm_day_rule {
	enum crm_day_rule_what what;
	int month, day; /* not for Easter */
	int weekday;    /* 0 = Monday */
	int offset;     /* from Easter; of a weekday its sign: before, after */
};

/* 0, or -1 when it is none: 366 days around Easter at most, a date that some year has. */
int crm_day_rule_parse(const char *s, size_t len, struct crm_day_rule *out);
/* The day in that year (of a weekday: of the date's year); false: the year has none. */
bool crm_day_rule_in(const struct crm_day_rule *r, int year, int32_t *day);
/* Easter Sunday. */
int32_t crm_easter(int year);
/* "mon" .. "sun": 0..6; -1: none of them. */
int crm_weekday_parse(const char *s, size_t len);
/* The name of one. */
const char *crm_weekday_name(int weekday);

#endif
