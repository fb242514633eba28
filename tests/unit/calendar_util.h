/*
 * Calendars for the unit tests, from texts. To be included after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_CALENDAR_UTIL_H
#define CRM_TESTS_UNIT_CALENDAR_UTIL_H

#include <stdio.h>
#include <string.h>

#include "lib/time/calendar.h"
#include "lib/time/duration.h"

#define HOUR INT64_C(3600000000)

static inline int32_t cal_day(const char *text)
{
	int32_t day = 0;

	if (crm_date_parse(text, strlen(text), &day) != 0)
		fail_msg("%s is no date", text);
	return day;
}

static inline struct crm_instant cal_at(const char *text)
{
	struct crm_instant t = {0, 0};

	if (crm_instant_parse(text, strlen(text), &t) != 0)
		fail_msg("%s is no instant", text);
	return t;
}

static inline void cal_is(struct crm_instant t, const char *expected)
{
	char text[CRM_INSTANT_MAX];

	crm_instant_format(t, text);
	assert_string_equal(text, expected);
}

/* "09:00-12:00 13:00-18:00" */
static inline struct crm_hours cal_hours(const char *text)
{
	struct crm_hours h = {.n = 0};
	int a, b, c, d;

	for (; *text != '\0'; text += strcspn(text, " "), text += strspn(text, " ")) {
		if (sscanf(text, "%d:%d-%d:%d", &a, &b, &c, &d) != 4) /* NOLINT(cert-err34-c) */
			fail_msg("%s are no hours", text);
		h.part[h.n].from = a * 60 + b;
		h.part[h.n++].to = c * 60 + d;
	}
	return h;
}

/* Monday to the given weekday (0..6) have these hours, the others none. */
static inline void cal_parts(
    struct crm_calendar_parts *p, const char *zone, const char *hours, int last)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_calendar_parts_init(p, "test", NULL);
	for (int i = 0; i < 7; i++)
		p->week[i] = cal_hours(i <= last ? hours : "");
	if (crm_zone_new(zone, &p->own_zone, &e) != 0)
		fail_msg("%s", e.text);
}

static inline struct crm_calendar *cal_make(const struct crm_calendar_parts *p)
{
	struct crm_calendar *c = NULL;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_calendar_new(p, &c, &e) != 0)
		fail_msg("%s", e.text);
	return c;
}

static inline struct crm_calendar *cal_week(const char *zone, const char *hours, int last)
{
	struct crm_calendar_parts p;

	cal_parts(&p, zone, hours, last);
	return cal_make(&p);
}

#endif
