#include "lib/time/pattern.h"

#include <string.h>
#include <strings.h>

#include "lib/time/instant.h"

enum what { LITERAL, YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, DECIMALS, HALF, OFFSET };

/* One piece of a pattern: a field or one character that stands for itself. */
struct piece {
	enum what what;
	int width;    /* letters of a field */
	bool twelve;  /* h, hh */
	bool missing; /* no such field: a letter too often or too seldom */
	char c;       /* of a literal */
};

struct reader {
	const char *p;
	bool quoted;
};

static const struct {
	char letter;
	enum what what;
	const char *widths; /* allowed counts of the letter */
} fields[] = {
    {'Y', YEAR, "24"},
    {'M', MONTH, "123"},
    {'D', DAY, "12"},
    {'H', HOUR, "12"},
    {'h', HOUR, "12"},
    {'m', MINUTE, "12"},
    {'s', SECOND, "12"},
    {'S', DECIMALS, "3"},
    {'A', HALF, "1"},
    {'X', OFFSET, "1"},
};

/* The next piece; false at the end. '' is a quote, in quotes and outside. */
static bool next(struct reader *r, struct piece *out)
{
	size_t i, n;

	*out = (struct piece){LITERAL, 0, false, false, '\0'};
	while (*r->p == '\'' && r->p[1] != '\'') {
		r->quoted = !r->quoted;
		r->p++;
	}
	if (*r->p == '\0')
		return false;
	out->c = *r->p;
	if (*r->p == '\'') {
		r->p += 2;
		return true;
	}
	for (i = 0; !r->quoted && i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (fields[i].letter != *r->p)
			continue;
		for (n = 1; r->p[n] == *r->p;)
			n++;
		out->what = fields[i].what;
		out->width = n < 10 ? (int)n : 9;
		out->twelve = *r->p == 'h';
		out->missing = strchr(fields[i].widths, '0' + out->width) == NULL;
		r->p += n;
		return true;
	}
	r->p++;
	return true;
}

/* May it take fewer digits than it could? */
static bool open_ended(const struct piece *p)
{
	return (p->what != LITERAL && p->width == 1 && p->what != HALF && p->what != OFFSET) ||
	    p->what == DECIMALS;
}

static bool begins_with_digit(const struct piece *p)
{
	if (p->what == LITERAL)
		return p->c >= '0' && p->c <= '9';
	return p->what != HALF && p->what != OFFSET && !(p->what == MONTH && p->width == 3);
}

const char *crm_pattern_check(const char *pattern)
{
	struct reader r = {pattern, false};
	struct piece p, last = {LITERAL, 0, false, false, '\0'};
	int seen[OFFSET + 1] = {0};
	bool twelve = false;

	for (; next(&r, &p); last = p) {
		if (p.missing)
			return "a letter is repeated too often or too seldom";
		if (p.what != LITERAL && seen[p.what]++ > 0)
			return "a part stands in it twice";
		if (open_ended(&last) && begins_with_digit(&p))
			return "digits follow a number of open length";
		twelve = twelve || p.twelve;
	}
	if (r.quoted)
		return "a quote is not closed";
	if (!seen[YEAR] || !seen[MONTH] || !seen[DAY])
		return "year (YYYY), month (MM) and day (DD) are needed";
	if (twelve != (seen[HALF] > 0))
		return "h and A need each other";
	if ((seen[MINUTE] || seen[HALF] || seen[OFFSET]) && !seen[HOUR])
		return "minutes, AM/PM and offset need an hour";
	if ((seen[SECOND] && !seen[MINUTE]) || (seen[DECIMALS] && !seen[SECOND]))
		return "seconds need minutes, decimals need seconds";
	return NULL;
}

struct text {
	const char *p;
	size_t len;
	const struct crm_pattern_month *months; /* or NULL */
};

/* least..most digits; -1 when there are fewer. */
static int number(struct text *t, int least, int most)
{
	int v = 0, n;

	for (n = 0; n < most && t->len > 0 && *t->p >= '0' && *t->p <= '9'; n++) {
		v = v * 10 + (*t->p++ - '0');
		t->len--;
	}
	return n >= least ? v : -1;
}

static int own_month(struct text *t)
{
	size_t longest = 0;
	int found = -1;

	for (const struct crm_pattern_month *m = t->months; m != NULL && m->name != NULL; m++) {
		size_t n = strlen(m->name);

		if (n > longest && n <= t->len && strncasecmp(t->p, m->name, n) == 0) {
			longest = n;
			found = m->month;
		}
	}
	t->p += longest;
	t->len -= longest;
	return found;
}

static int month_name(struct text *t)
{
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	int i = own_month(t);

	if (i > 0)
		return i;
	if (t->len < 3)
		return -1;
	for (i = 0; i < 12; i++) {
		if (strncasecmp(t->p, names + 3 * (size_t)i, 3) == 0) {
			t->p += 3;
			t->len -= 3;
			return i + 1;
		}
	}
	return -1;
}

static int decimals(struct text *t)
{
	int us = 0, unit = 100000, n;

	for (n = 0; t->len > 0 && *t->p >= '0' && *t->p <= '9'; n++) {
		us += (*t->p++ - '0') * unit;
		unit /= 10;
		t->len--;
	}
	return n > 0 ? us : -1;
}

/* 0 for AM, 1 for PM. */
static int half(struct text *t)
{
	int pm;

	if (t->len < 2 || (t->p[1] != 'M' && t->p[1] != 'm') || strchr("AaPp", t->p[0]) == NULL ||
	    t->p[0] == '\0')
		return -1;
	pm = t->p[0] == 'P' || t->p[0] == 'p';
	t->p += 2;
	t->len -= 2;
	return pm;
}

/* Z, +08:00, +0800 in minutes east of UTC + 1440, so that -1 is "none". */
static int offset(struct text *t)
{
	int h, m, sign;

	if (t->len == 0)
		return -1;
	sign = *t->p == '-' ? -1 : *t->p == '+' ? 1 : 0;
	if (sign == 0 && *t->p != 'Z' && *t->p != 'z')
		return -1;
	t->p++;
	t->len--;
	if (sign == 0)
		return 1440;
	h = number(t, 2, 2);
	if (t->len > 0 && *t->p == ':') {
		t->p++;
		t->len--;
	}
	m = number(t, 2, 2);
	if (h < 0 || h > 23 || m < 0 || m > 59)
		return -1;
	return sign * (h * 60 + m) + 1440;
}

static int year(struct text *t, int width)
{
	int y = number(t, width, width);

	if (width == 2 && y >= 0)
		y += y < 70 ? 2000 : 1900;
	return y;
}

/* The piece's value at t, or -1 when it is not there. */
static int value(const struct piece *p, struct text *t)
{
	switch (p->what) {
	case YEAR:
		return year(t, p->width);
	case MONTH:
		return p->width == 3 ? month_name(t) : number(t, p->width, 2);
	case DECIMALS:
		return decimals(t);
	case HALF:
		return half(t);
	case OFFSET:
		return offset(t);
	case LITERAL:
		if (t->len == 0 || *t->p != p->c)
			return -1;
		t->p++;
		t->len--;
		return 0;
	default:
		return number(t, p->width, 2);
	}
}

int crm_pattern_parse(const char *pattern, const char *s, size_t len, struct crm_pattern_time *out)
{
	return crm_pattern_parse_months(pattern, NULL, s, len, out);
}

int crm_pattern_parse_months(const char *pattern, const struct crm_pattern_month *months,
    const char *s, size_t len, struct crm_pattern_time *out)
{
	struct reader r = {pattern, false};
	struct text t = {s, len, months};
	struct piece p;
	struct crm_pattern_time found = {0, 0, false, false, 0};
	int v[OFFSET + 1] = {0}, hour;
	bool twelve = false;

	while (next(&r, &p)) {
		v[p.what] = p.missing ? -1 : value(&p, &t);
		if (v[p.what] < 0)
			return -1;
		found.has_time = found.has_time || p.what == HOUR;
		found.has_off = found.has_off || p.what == OFFSET;
		twelve = twelve || p.twelve;
	}
	hour = v[HOUR];
	if (twelve && (hour < 1 || hour > 12))
		return -1;
	if (twelve)
		hour = hour % 12 + v[HALF] * 12;
	if (t.len > 0 || hour > 23 || v[MINUTE] > 59 || v[SECOND] > 59 || v[YEAR] < 1970 ||
	    v[YEAR] > 2199 || crm_days_from_civil(v[YEAR], v[MONTH], v[DAY], &found.days) < 0)
		return -1;
	found.us_of_day =
	    ((hour * INT64_C(60) + v[MINUTE]) * 60 + v[SECOND]) * CRM_US_PER_SEC + v[DECIMALS];
	if (found.has_off)
		found.off = (v[OFFSET] - 1440) * 60;
	*out = found;
	return 0;
}
