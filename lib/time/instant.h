/*
 * Instants and dates. An instant is a point in time with the offset at which
 * it was written (RFC 3339); comparison and arithmetic use the point only.
 * What is parsed has the years 1970 to 2199, as written. Leap second 60 (at
 * the end of a UTC day) is read as the next second's 0.
 */
#ifndef CRM_TIME_INSTANT_H
#define CRM_TIME_INSTANT_H

#include <stddef.h>
#include <stdint.h>

#define CRM_US_PER_SEC INT64_C(1000000)
#define CRM_US_PER_DAY (INT64_C(86400) * CRM_US_PER_SEC)

struct crm_instant {
	int64_t us;  /* microseconds since 1970-01-01T00:00:00Z */
	int32_t off; /* seconds east of UTC, as written */
};

/* "2026-11-20T09:00:00[.ffffff](Z|+08:00)"; T or t or one blank, Z or z;
 * more than 6 decimals are cut. 0, or -1 when it is none. */
int crm_instant_parse(const char *s, size_t len, struct crm_instant *out);

/* Canonical text at t.off: seconds, decimals only when not 0 (3 or 6),
 * "Z" for offset 0. Returns the length. */
#define CRM_INSTANT_MAX 40
size_t crm_instant_format(struct crm_instant t, char out[CRM_INSTANT_MAX]);

/* The local day of an instant, by its own offset. */
int32_t crm_instant_day(struct crm_instant t);

/* Days since 1970-01-01 <-> year 1..9999, month 1..12, day 1..31 (proleptic
 * Gregorian). crm_days_from_civil: -1 when there is no such day (31.2.). */
int crm_days_from_civil(int y, int m, int d, int32_t *days);
void crm_civil_from_days(int32_t days, int *y, int *m, int *d);
/* 0 = Monday .. 6 = Sunday */
int crm_weekday(int32_t days);

/* "YYYY-MM-DD" */
int crm_date_parse(const char *s, size_t len, int32_t *days);
#define CRM_DATE_MAX 16
size_t crm_date_format(int32_t days, char out[CRM_DATE_MAX]);

#endif
