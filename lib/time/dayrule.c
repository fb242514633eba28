#include "lib/time/dayrule.h"

#include <string.h>

#include "lib/time/instant.h"

static const char *const weekdays[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int crm_weekday_parse(const char *s, size_t len)
{
	for (int i = 0; i < 7; i++)
		if (len == 3 && memcmp(s, weekdays[i], 3) == 0)
			return i;
	return -1;
}

const char *crm_weekday_name(int weekday)
{
	return weekdays[weekday];
}

/* One to `most` digits and nothing else. */
static int number(const char *s, size_t len, size_t most, int *out)
{
	if (len < 1 || len > most)
		return -1;
	*out = 0;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		*out = *out * 10 + (s[i] - '0');
	}
	return 0;
}

/* "MM-DD" */
static int month_day(const char *s, size_t len, struct crm_day_rule *r)
{
	int32_t day;

	if (len != 5 || s[2] != '-' || number(s, 2, 2, &r->month) < 0 ||
	    number(s + 3, 2, 2, &r->day) < 0)
		return -1;
	return crm_days_from_civil(2000, r->month, r->day, &day);
}

static int easter_offset(const char *s, size_t len, int *out)
{
	*out = 0;
	if (len == 0)
		return 0;
	if ((s[0] != '+' && s[0] != '-') || number(s + 1, len - 1, 3, out) < 0 || *out > 366)
		return -1;
	if (s[0] == '-')
		*out = -*out;
	return 0;
}

/* "wed before 11-23" */
static int weekday_rule(const char *s, size_t len, struct crm_day_rule *r)
{
	static const char before[] = " before ", after[] = " after ";
	size_t skip;

	if (len < 3 || (r->weekday = crm_weekday_parse(s, 3)) < 0)
		return -1;
	s += 3;
	len -= 3;
	if (len > sizeof(before) && memcmp(s, before, sizeof(before) - 1) == 0) {
		r->offset = -1;
		skip = sizeof(before) - 1;
	} else if (len > sizeof(after) && memcmp(s, after, sizeof(after) - 1) == 0) {
		r->offset = 1;
		skip = sizeof(after) - 1;
	} else {
		return -1;
	}
	return month_day(s + skip, len - skip, r);
}

int crm_day_rule_parse(const char *s, size_t len, struct crm_day_rule *out)
{
	struct crm_day_rule r = {.what = CRM_RULE_DATE};

	if (len >= 6 && memcmp(s, "easter", 6) == 0) {
		r.what = CRM_RULE_EASTER;
		if (easter_offset(s + 6, len - 6, &r.offset) < 0)
			return -1;
	} else if (month_day(s, len, &r) < 0) {
		r = (struct crm_day_rule){.what = CRM_RULE_WEEKDAY};
		if (weekday_rule(s, len, &r) < 0)
			return -1;
	}
	*out = r;
	return 0;
}

/* Nature, 20 April 1876, "Gregorian Easter". */
int32_t crm_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - b / 4 - g + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
	int32_t days = 0;

	(void)crm_days_from_civil(year, month, day, &days);
	return days;
}

bool crm_day_rule_in(const struct crm_day_rule *r, int year, int32_t *day)
{
	int32_t at;
	int gap;

	if (r->what == CRM_RULE_EASTER) {
		*day = crm_easter(year) + r->offset;
		return true;
	}
	if (crm_days_from_civil(year, r->month, r->day, &at) < 0)
		return false;
	if (r->what == CRM_RULE_WEEKDAY) {
		gap = r->offset < 0 ? crm_weekday(at) - r->weekday : r->weekday - crm_weekday(at);
		if (gap <= 0)
			gap += 7;
		at += r->offset * gap;
	}
	*day = at;
	return true;
}
