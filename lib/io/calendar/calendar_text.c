/* The texts of a calendar file: hours, dates, weekdays; and where they stand. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/io/calendar/calendar_private.h"
#include "lib/time/dayrule.h"

int crm_calendar_refuse(const struct crm_key_path *at, struct crm_err *e, const char *fmt, ...)
{
	struct crm_buf text = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&text, fmt, ap);
	va_end(ap);
	(void)crm_err_at(e, CRM_CONFIG, at->file, 0, at->text, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
	return -1;
}

struct crm_key_path crm_key_below(const struct crm_key_path *at, const char *key)
{
	struct crm_key_path below = {at->file, ""};

	(void)snprintf(below.text, sizeof(below.text), "%.64s%s%.60s", at->text,
	    at->text[0] != '\0' ? "." : "", key);
	return below;
}

struct crm_key_path crm_key_item(const struct crm_key_path *at, size_t i)
{
	struct crm_key_path item = {at->file, ""};

	(void)snprintf(item.text, sizeof(item.text), "%.100s[%zu]", at->text, i);
	return item;
}

/* "HH:MM", the hour to 48. */
static int clock_time(const char *s, int32_t *minutes)
{
	for (int i = 0; i < 5; i++)
		if (i == 2 ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return -1;
	if (s[3] > '5')
		return -1;
	*minutes = ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
	return *minutes <= CRM_HOURS_END ? 0 : -1;
}

int crm_interval_parse(const char *s, int32_t *from, int32_t *to)
{
	if (strlen(s) != 11 || s[5] != '-' || clock_time(s, from) < 0 ||
	    clock_time(s + 6, to) < 0 || *from >= 1440 || *from == *to)
		return -1;
	if (*to < *from)
		*to += 1440;
	return 0;
}

/* "A" or "A..B", the two lengths. */
static size_t parts(const char *s, const char **second)
{
	const char *dots = strstr(s, "..");

	*second = dots != NULL ? dots + 2 : s;
	return dots != NULL ? (size_t)(dots - s) : strlen(s);
}

int crm_day_range_parse(const char *s, struct crm_day_range *out)
{
	const char *second;
	size_t len = parts(s, &second);
	struct crm_day_range r;

	if (crm_date_parse(s, len, &r.from) < 0 ||
	    crm_date_parse(second, strlen(second), &r.to) < 0 || r.to < r.from)
		return -1;
	*out = r;
	return 0;
}

/* A year is the days from its first to its last. */
static int year_or_date(const char *s, size_t len, struct crm_day_range *out)
{
	char text[CRM_DATE_MAX];

	if (len != 4) {
		if (crm_date_parse(s, len, &out->from) < 0)
			return -1;
		out->to = out->from;
		return 0;
	}
	(void)snprintf(text, sizeof(text), "%.4s-01-01", s);
	if (crm_date_parse(text, 10, &out->from) < 0)
		return -1;
	(void)snprintf(text, sizeof(text), "%.4s-12-31", s);
	return crm_date_parse(text, 10, &out->to);
}

int crm_cover_parse(const char *s, struct crm_day_range *out)
{
	const char *second;
	size_t len = parts(s, &second);
	struct crm_day_range a, b;

	if (year_or_date(s, len, &a) < 0 || year_or_date(second, strlen(second), &b) < 0 ||
	    b.to < a.from)
		return -1;
	*out = (struct crm_day_range){a.from, b.to};
	return 0;
}

int crm_weekdays_parse(const char *s, int *first, int *count)
{
	size_t len = strlen(s);
	int last;

	if (len != 3 && (len != 7 || s[3] != '-'))
		return -1;
	*first = crm_weekday_parse(s, 3);
	last = crm_weekday_parse(s + len - 3, 3);
	if (*first < 0 || last < 0)
		return -1;
	*count = (last - *first + 7) % 7 + 1;
	return 0;
}
