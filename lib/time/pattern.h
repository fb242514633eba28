/*
 * Dates and times as foreign files write them, by a pattern of letters:
 *   YYYY YY  M MM  MMM (Jan..Dec, any case)  D DD  H HH  h hh with A (AM/PM)
 *   m mm  s ss  SSS (decimals)  X (offset: Z, +08:00, +0800); all else stands
 *   for itself. Text in 'single quotes' is literal.
 * M and D, H, h, m, s take one or two digits; doubled letters exactly two; SSS
 * one or more, of which six count. '' is a quote. The whole text must match.
 * MMM may be told further names: Sept, Mrz.
 * YY: 70..99 is 19YY, 00..69 is 20YY. Years 1970 to 2199; no second 60.
 */
#ifndef CRM_TIME_PATTERN_H
#define CRM_TIME_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct crm_pattern_time {
	int32_t days;
	int64_t us_of_day;
	bool has_time; /* the pattern has an hour */
	bool has_off;  /* the pattern has X */
	int32_t off;   /* seconds east of UTC, when has_off */
};

/* A month as a file calls it, in any case; name NULL ends a list. */
struct crm_pattern_month {
	const char *name;
	int month; /* 1 to 12 */
};

/* For a pattern that crm_pattern_check() accepts. 0; -1 when the text does not match or there is no such day. */
int crm_pattern_parse(const char *pattern, const char *s, size_t len, struct crm_pattern_time *out);
/* The same where MMM is one of these names too (NULL: none), the longest that fits. */
int crm_pattern_parse_months(const char *pattern, const struct crm_pattern_month *months,
    const char *s, size_t len, struct crm_pattern_time *out);
/* Is it a usable pattern (year, month and day each once, ...)? NULL when it
 * is, else what is wrong. */
const char *crm_pattern_check(const char *pattern);

#endif
