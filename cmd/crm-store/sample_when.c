/* When the sample's steps happen. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/sample.h"

#define MINUTE (60 * CRM_US_PER_SEC)

/* Reads digits; false when there are none, or too many. */
static bool number(const char **p, int *out)
{
	const char *start = *p;

	for (*out = 0; **p >= '0' && **p <= '9' && *p - start < 6; (*p)++)
		*out = *out * 10 + (**p - '0');
	return *p > start && (**p < '0' || **p > '9');
}

/* "09:05" or "09:05:30", all of the text. */
static bool time_of_day(const char *p, int64_t *us)
{
	int h, m, sec = 0;

	if (!number(&p, &h) || *p++ != ':' || !number(&p, &m))
		return false;
	if (*p == ':') {
		p++;
		if (!number(&p, &sec))
			return false;
	}
	*us = (h * INT64_C(60) + m) * MINUTE + sec * CRM_US_PER_SEC;
	return *p == '\0' && h < 24 && m < 60 && sec < 60;
}

/* "45m", "3h", "1h20m", all of the text. */
static bool elapsed(const char *p, int64_t *us)
{
	int n;

	*us = 0;
	do {
		if (!number(&p, &n) || (*p != 'h' && *p != 'm'))
			return false;
		*us += (*p == 'h' ? INT64_C(60) : 1) * n * MINUTE;
	} while (*++p != '\0');
	return true;
}

bool sample_receipt(const struct sample *s, struct sample_tale *t)
{
	const char *ago = sample_string(t->entry, "ago"), *clock = sample_string(t->entry, "time");
	struct crm_buf text = CRM_BUF_INIT;
	int64_t us;
	bool good;
	int day = 0;

	crm_doc_print(sample_member(t->entry, "day"), &text);
	if (ago != NULL) {
		good = elapsed(ago, &us);
		t->from_us = s->now_us - us;
	} else {
		const char *p = crm_buf_str(&text);

		good = number(&p, &day) && day > 0 && clock != NULL && time_of_day(clock, &us);
		if (good)
			t->from_us = crm_zone_instant(
			    s->zone, crm_calendar_day_add(s->calendar, s->today, -day, NULL), us)
			                 .us;
	}
	if (good)
		crm_zone_local(s->zone, t->from_us, &t->day, &us);
	crm_buf_release(&text);
	return good;
}

bool sample_when(const struct sample *s, const struct sample_tale *t, const char *when, int64_t *us)
{
	const char *p = when;
	int32_t day;
	int64_t in_day;
	int n;

	if (elapsed(when, us)) {
		*us += t->from_us;
		return true;
	}
	if (!number(&p, &n) || *p++ != 'd')
		return false;
	crm_zone_local(s->zone, t->from_us, &day, &in_day);
	if (*p != '\0' && !time_of_day(p, &in_day))
		return false;
	*us = crm_zone_instant(s->zone, crm_calendar_day_add(s->calendar, day, n, NULL), in_day).us;
	return true;
}

bool sample_date(
    const struct sample *s, const struct sample_tale *t, const char *when, struct crm_buf *out)
{
	bool now = strncmp(when, "now", 3) == 0, back = now && when[3] == '-';
	const char *p = now ? when + 3 + (when[3] != '\0') : when;
	char text[CRM_INSTANT_MAX];
	struct crm_instant at;
	int n;

	if (!now && strchr(when, ':') != NULL) {
		if (!sample_when(s, t, when, &at.us))
			return false;
		at.off = crm_zone_offset(s->zone, at.us);
		crm_instant_format(at, text);
	} else {
		if (!number(&p, &n) || strcmp(p, "d") != 0)
			return false;
		crm_date_format(
		    crm_calendar_day_add(s->calendar, now ? s->today : t->day, back ? -n : n, NULL),
		    text);
	}
	crm_buf_addz(out, text);
	return true;
}
