#include "lib/time/duration.h"

#include <string.h>

#include "lib/time/calendar.h"

/* More than the years that instants have, far from any overflow. */
#define DAYS_MAX INT64_C(100000)
#define US_MAX (DAYS_MAX * CRM_US_PER_DAY)

struct text {
	const char *p, *end;
};

/* One or more digits; -1 when there is none or it is out of all range. */
static int number(struct text *t, int64_t *n)
{
	const char *from = t->p;

	for (*n = 0; t->p < t->end && *t->p >= '0' && *t->p <= '9'; t->p++) {
		*n = *n * 10 + (*t->p - '0');
		if (*n > US_MAX)
			return -1;
	}
	return t->p > from ? 0 : -1;
}

/* ".ddd" as microseconds: 1; 0 when there is none, -1 when it is wrong. */
static int decimals(struct text *t, int64_t *us)
{
	int64_t unit = CRM_US_PER_SEC;

	*us = 0;
	if (t->p == t->end || *t->p != '.')
		return 0;
	for (t->p++; t->p < t->end && *t->p >= '0' && *t->p <= '9'; t->p++) {
		unit /= 10;
		if (unit == 0)
			return -1;
		*us += (*t->p - '0') * unit;
	}
	return unit < CRM_US_PER_SEC ? 1 : -1;
}

/* nH nM n[.f]S, each at most once, in this order, at least one of them. */
static int time_part(struct text *t, int64_t *us)
{
	static const struct {
		char letter;
		int64_t us;
	} units[] = {{'H', INT64_C(3600000000)}, {'M', INT64_C(60000000)}, {'S', CRM_US_PER_SEC}};
	int64_t n, part;
	size_t i = 0;
	int pointed;

	*us = 0;
	do {
		if (number(t, &n) < 0 || (pointed = decimals(t, &part)) < 0 || t->p == t->end)
			return -1;
		while (i < 3 && units[i].letter != *t->p)
			i++;
		if (i == 3 || n > US_MAX / units[i].us || (pointed > 0 && units[i].letter != 'S'))
			return -1;
		*us += n * units[i++].us + part;
		t->p++;
	} while (t->p < t->end);
	return 0;
}

/* What follows the P. */
static int parse_iso(struct text *t, struct crm_duration *out)
{
	int64_t n = 0, us = 0;
	bool days = false;

	if (t->p < t->end && *t->p != 'T') {
		if (number(t, &n) < 0 || n > DAYS_MAX || t->p == t->end)
			return -1;
		if (*t->p == 'W' && t->p + 1 == t->end)
			n *= 7;
		else if (*t->p != 'D')
			return -1;
		t->p++;
		days = true;
	}
	if (t->p == t->end) {
		*out = (struct crm_duration){CRM_DUR_DAYS, n};
		return days && n <= DAYS_MAX ? 0 : -1;
	}
	if (*t->p++ != 'T' || time_part(t, &us) < 0)
		return -1;
	us += n * CRM_US_PER_DAY;
	*out = (struct crm_duration){CRM_DUR_US, us};
	return us <= US_MAX ? 0 : -1;
}

int crm_duration_parse(const char *s, size_t len, struct crm_duration *out)
{
	struct text t = {s, s + len};
	struct crm_duration d = {CRM_DUR_WORKDAYS, 0};
	bool minus = len > 0 && s[0] == '-';

	if (minus)
		t.p++;
	if (t.p < t.end && *t.p == 'P') {
		t.p++;
		if (parse_iso(&t, &d) < 0)
			return -1;
	} else if (number(&t, &d.n) < 0 || d.n > DAYS_MAX || t.end - t.p != 2 ||
	    memcmp(t.p, "wd", 2) != 0) {
		return -1;
	}
	if (minus)
		d.n = -d.n;
	*out = d;
	return 0;
}

static char *put(char *p, int64_t n, int width)
{
	char digits[20];
	int len = 0;

	do {
		digits[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (len < width)
		digits[len++] = '0';
	while (len > 0)
		*p++ = digits[--len];
	return p;
}

static char *put_time(char *p, int64_t us)
{
	int64_t part = us % CRM_US_PER_SEC, sec = us / CRM_US_PER_SEC;

	if (sec >= 3600) {
		p = put(p, sec / 3600, 1);
		*p++ = 'H';
	}
	if (sec / 60 % 60 > 0) {
		p = put(p, sec / 60 % 60, 1);
		*p++ = 'M';
	}
	if (sec % 60 > 0 || part > 0 || us == 0) {
		p = put(p, sec % 60, 1);
		if (part > 0) {
			*p++ = '.';
			p = put(p, part % 1000 == 0 ? part / 1000 : part, part % 1000 == 0 ? 3 : 6);
		}
		*p++ = 'S';
	}
	return p;
}

size_t crm_duration_format(struct crm_duration d, char out[CRM_DURATION_MAX])
{
	char *p = out;
	int64_t n = d.n < 0 ? -d.n : d.n;

	if (d.n < 0)
		*p++ = '-';
	if (d.unit == CRM_DUR_WORKDAYS) {
		p = put(p, n, 1);
		*p++ = 'w';
		*p++ = 'd';
	} else if (d.unit == CRM_DUR_DAYS) {
		*p++ = 'P';
		p = put(p, n, 1);
		*p++ = 'D';
	} else {
		*p++ = 'P';
		*p++ = 'T';
		p = put_time(p, n);
	}
	*p = '\0';
	return (size_t)(p - out);
}

/* The n-th day from Monday to Friday after (n < 0: before) a day. */
static int32_t weekday_after(int32_t day, int64_t n)
{
	for (; n > 0; n -= crm_weekday(day) < 5 ? 1 : 0)
		day++;
	for (; n < 0; n += crm_weekday(day) < 5 ? 1 : 0)
		day--;
	return day;
}

struct crm_instant crm_duration_after_in(struct crm_instant start, struct crm_duration d,
    const struct crm_zone *zone, const struct crm_calendar *cal, bool *provisional)
{
	int32_t day;
	int64_t us;

	if (d.unit == CRM_DUR_US) {
		start.us += d.n;
		return start;
	}
	if (d.unit == CRM_DUR_WORKDAYS && cal != NULL)
		zone = crm_calendar_zone(cal);
	crm_zone_local(zone, start.us, &day, &us);
	if (d.unit == CRM_DUR_DAYS)
		day += (int32_t)d.n;
	else if (cal != NULL)
		day = crm_calendar_day_add(cal, day, (int32_t)d.n, provisional);
	else
		day = weekday_after(day, d.n);
	return crm_zone_instant(zone, day, us);
}

struct crm_instant crm_duration_after(struct crm_instant start, struct crm_duration d,
    const struct crm_zone *zone, const struct crm_calendar *cal)
{
	return crm_duration_after_in(start, d, zone, cal, NULL);
}
