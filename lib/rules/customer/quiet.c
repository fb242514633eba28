#include "lib/rules/customer/quiet.h"

#include <stdlib.h>
#include <string.h>

/* More than all ranges of two days and the changes of the clock between them. */
#define MOST_PIECES 64

static int two_digits(const char *s)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return -1;
	return (s[0] - '0') * 10 + (s[1] - '0');
}

/* "07:00" or "07:00:00"; 24:00 is the end of the day. */
static int parse_time(const char *s, size_t len, int64_t *us)
{
	int h, m, sec = 0;

	if ((len != 5 && len != 8) || s[2] != ':' || (len == 8 && s[5] != ':'))
		return -1;
	h = two_digits(s);
	m = two_digits(s + 3);
	if (len == 8)
		sec = two_digits(s + 6);
	if (h < 0 || h > 24 || m < 0 || m > 59 || sec < 0 || sec > 59 ||
	    (h == 24 && (m > 0 || sec > 0)))
		return -1;
	*us = ((h * INT64_C(60) + m) * 60 + sec) * CRM_US_PER_SEC;
	return 0;
}

static void trim(const char **s, size_t *len)
{
	while (*len > 0 && **s == ' ') {
		(*s)++;
		(*len)--;
	}
	while (*len > 0 && (*s)[*len - 1] == ' ')
		(*len)--;
}

static int parse_range(const char *s, size_t len, struct crm_quiet *out)
{
	const char *dash = memchr(s, '-', len), *to;
	size_t from_len, to_len;
	int64_t a, b;

	if (dash == NULL || out->n == CRM_QUIET_MAX)
		return -1;
	from_len = (size_t)(dash - s);
	to = dash + 1;
	to_len = len - from_len - 1;
	trim(&s, &from_len);
	trim(&to, &to_len);
	if (parse_time(s, from_len, &a) != 0 || parse_time(to, to_len, &b) != 0 ||
	    a == CRM_US_PER_DAY)
		return -1;
	out->ranges[out->n].from = a;
	out->ranges[out->n++].to = b;
	return 0;
}

int crm_quiet_parse(const char *text, size_t len, struct crm_quiet *out)
{
	const char *end = text + len;

	out->n = 0;
	trim(&text, &len);
	if (len == 0 || (len == strlen(CRM_QUIET_NONE) && memcmp(text, CRM_QUIET_NONE, len) == 0))
		return 0;
	for (;;) {
		const char *comma = memchr(text, ',', (size_t)(end - text));
		const char *until = comma != NULL ? comma : end, *s = text;
		size_t n = (size_t)(until - text);

		trim(&s, &n);
		if (parse_range(s, n, out) != 0)
			return -1;
		if (comma == NULL)
			return 0;
		text = comma + 1;
	}
}

/* Microseconds from that time of the day to the end of the range that it is in and that ends last;
 * 0: it is in none. */
static int64_t left_of(const struct crm_quiet *q, int64_t us)
{
	int64_t most = 0;

	for (size_t i = 0; i < q->n; i++) {
		int64_t from = q->ranges[i].from, to = q->ranges[i].to, left = 0;
		bool over = to <= from; /* midnight */

		if (over && us >= from)
			left = CRM_US_PER_DAY - us + to;
		else if (us < to && (over || us >= from))
			left = to - us;
		most = left > most ? left : most;
	}
	return most;
}

static int64_t left_at(const struct crm_quiet *q, const struct crm_zone *z, int64_t us)
{
	int32_t day;
	int64_t of_day;

	crm_zone_local(z, us, &day, &of_day);
	return left_of(q, of_day);
}

bool crm_quiet_at(const struct crm_quiet *q, const struct crm_zone *z, struct crm_instant t)
{
	return left_at(q, z, t.us) > 0;
}

/* The clock's first change in (from, to]; `to` where there is none. */
static int64_t change_before(const struct crm_zone *z, int64_t from, int64_t to)
{
	struct crm_zone_change *changes = NULL;
	size_t n = crm_zone_changes(z, from, to, &changes);
	int64_t at = to;

	for (size_t i = 1; i < n && at == to; i++) {
		if (changes[i].us > from)
			at = changes[i].us;
	}
	free(changes);
	return at;
}

bool crm_quiet_until(const struct crm_quiet *q, const struct crm_zone *z, struct crm_instant t,
    struct crm_instant *out)
{
	int64_t left;

	/* piece by piece, in each of which the local clock runs evenly */
	for (int i = 0; (left = left_at(q, z, t.us)) > 0; i++) {
		if (i == MOST_PIECES)
			return false;
		t.us = change_before(z, t.us, t.us + left);
	}
	t.off = crm_zone_offset(z, t.us);
	*out = t;
	return true;
}
