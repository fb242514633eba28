#include "lib/time/instant.h"

#include <stdbool.h>

#define YEAR_FIRST 1970
#define YEAR_LAST 2199

/* n digits at s, or -1. */
static int digits(const char *s, int n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

static int month_length(int y, int m)
{
	static const signed char length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return m == 2 && leap ? 29 : length[m - 1];
}

/*
 * Both ways count in years that begin in March, so that the leap day is the
 * last one, and in eras of 400 years (146097 days). 719468 is 1970-01-01
 * counted from 0000-03-01.
 */
int32_t crm_instant_day(struct crm_instant t)
{
	int64_t us = t.us + t.off * CRM_US_PER_SEC;

	return (int32_t)((us >= 0 ? us : us - CRM_US_PER_DAY + 1) / CRM_US_PER_DAY);
}

int crm_days_from_civil(int y, int m, int d, int32_t *days)
{
	int year, era, of_era, of_year;

	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > month_length(y, m))
		return -1;
	year = m > 2 ? y : y - 1;
	era = year / 400;
	of_era = year % 400;
	of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
	*days = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
	return 0;
}

void crm_civil_from_days(int32_t days, int *y, int *m, int *d)
{
	int64_t z = (int64_t)days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t of_era = z - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * of_year + 2) / 153;

	*d = (int)(of_year - (153 * month + 2) / 5 + 1);
	*m = (int)(month < 10 ? month + 3 : month - 9);
	*y = (int)(year + era * 400 + (*m <= 2 ? 1 : 0));
}

int crm_weekday(int32_t days)
{
	int64_t w = ((int64_t)days + 3) % 7; /* 1970-01-01: a Thursday */

	return (int)(w < 0 ? w + 7 : w);
}

int crm_date_parse(const char *s, size_t len, int32_t *days)
{
	int y, m, d;

	if (len != 10 || s[4] != '-' || s[7] != '-')
		return -1;
	y = digits(s, 4);
	m = digits(s + 5, 2);
	d = digits(s + 8, 2);
	if (y < YEAR_FIRST || y > YEAR_LAST)
		return -1;
	return crm_days_from_civil(y, m, d, days);
}

/* Z or +HH:MM, all of it. */
static int parse_offset(const char *s, size_t len, int32_t *off)
{
	int h, m;

	if (len == 1 && (s[0] == 'Z' || s[0] == 'z')) {
		*off = 0;
		return 0;
	}
	if (len != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':')
		return -1;
	h = digits(s + 1, 2);
	m = digits(s + 4, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return -1;
	*off = (h * 60 + m) * 60 * (s[0] == '-' ? -1 : 1);
	return 0;
}

/* ".ddd" at the start of s as microseconds, further digits cut. Returns its
 * length: 0 when there is none, or -1 for a point without digits. */
static int parse_decimals(const char *s, size_t len, int64_t *us)
{
	int64_t unit = CRM_US_PER_SEC / 10;
	size_t i;

	*us = 0;
	if (len == 0 || s[0] != '.')
		return 0;
	for (i = 1; i < len && s[i] >= '0' && s[i] <= '9'; i++) {
		*us += (s[i] - '0') * unit;
		unit /= 10;
	}
	return i > 1 && i < 64 ? (int)i : -1;
}

int crm_instant_parse(const char *s, size_t len, struct crm_instant *out)
{
	int32_t days, off;
	int h, m, sec, n;
	int64_t us;

	if (len < 20 || crm_date_parse(s, 10, &days) < 0 ||
	    (s[10] != 'T' && s[10] != 't' && s[10] != ' ') || s[13] != ':' || s[16] != ':')
		return -1;
	h = digits(s + 11, 2);
	m = digits(s + 14, 2);
	sec = digits(s + 17, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60)
		return -1;
	n = parse_decimals(s + 19, len - 19, &us);
	if (n < 0 || parse_offset(s + 19 + n, len - 19 - (size_t)n, &off) < 0)
		return -1;
	us += days * CRM_US_PER_DAY + (((int64_t)h * 60 + m) * 60 + sec - off) * CRM_US_PER_SEC;
	/* a leap second is the last one of a UTC day: RFC 3339, 5.7 */
	if (sec == 60 && us / CRM_US_PER_SEC % 86400 != 0)
		return -1;
	out->us = us;
	out->off = off;
	return 0;
}

/* Writes v with at least n digits; returns where it ends. */
static char *put(char *p, uint64_t v, int n)
{
	char text[24];
	int len = 0;

	do {
		text[len++] = (char)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	while (len < n)
		text[len++] = '0';
	while (len > 0)
		*p++ = text[--len];
	return p;
}

static char *put_date(char *p, int32_t days)
{
	int y, m, d;

	crm_civil_from_days(days, &y, &m, &d);
	if (y < 0)
		*p++ = '-';
	p = put(p, (uint64_t)(y < 0 ? -y : y), 4);
	*p++ = '-';
	p = put(p, (uint64_t)m, 2);
	*p++ = '-';
	return put(p, (uint64_t)d, 2);
}

size_t crm_date_format(int32_t days, char out[CRM_DATE_MAX])
{
	char *p = put_date(out, days);

	*p = '\0';
	return (size_t)(p - out);
}

size_t crm_instant_format(struct crm_instant t, char out[CRM_INSTANT_MAX])
{
	/* offsets of seconds (before 1973) have no text: the minute below */
	int32_t off = t.off / 60, east = off < 0 ? -off : off;
	int64_t days = t.us / CRM_US_PER_DAY, us = t.us % CRM_US_PER_DAY;
	char *p;

	us += off * INT64_C(60) * CRM_US_PER_SEC;
	days += us / CRM_US_PER_DAY;
	us %= CRM_US_PER_DAY;
	if (us < 0) {
		us += CRM_US_PER_DAY;
		days--;
	}
	p = put_date(out, (int32_t)days);
	*p++ = 'T';
	p = put(p, (uint64_t)(us / 3600000000), 2);
	*p++ = ':';
	p = put(p, (uint64_t)(us / 60000000 % 60), 2);
	*p++ = ':';
	p = put(p, (uint64_t)(us / 1000000 % 60), 2);
	us %= CRM_US_PER_SEC;
	if (us != 0) {
		*p++ = '.';
		p = us % 1000 == 0 ? put(p, (uint64_t)(us / 1000), 3) : put(p, (uint64_t)us, 6);
	}
	if (off == 0) {
		*p++ = 'Z';
	} else {
		*p++ = off < 0 ? '-' : '+';
		p = put(p, (uint64_t)(east / 60), 2);
		*p++ = ':';
		p = put(p, (uint64_t)(east % 60), 2);
	}
	*p = '\0';
	return (size_t)(p - out);
}
