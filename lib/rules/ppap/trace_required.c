/*
 * A result against a requirement in words. Only what is certain is judged: one number, one or two
 * limits, the same unit or none in both.
 */
#include <string.h>

#include "lib/base/dec.h"
#include "lib/base/utf8.h"
#include "lib/rules/ppap/trace_private.h"

struct text {
	const char *s;
	size_t len;
};

struct quantity {
	struct crm_dec value;
	struct text unit; /* what follows it */
};

static void trim(struct text *t)
{
	crm_utf8_trim(&t->s, &t->len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes it off the beginning; a word must not go on. */
static bool begins(struct text *t, const char *word)
{
	size_t len = strlen(word);

	if (t->len < len || !crm_ascii_same(t->s, len, word, len))
		return false;
	*t = (struct text){t->s + len, t->len - len};
	trim(t);
	return true;
}

/* Takes it off the end, as a word of its own. */
static bool ends(struct text *t, const char *word)
{
	size_t len = strlen(word);

	if (t->len <= len || t->s[t->len - len - 1] != ' ' ||
	    !crm_ascii_same(t->s + t->len - len, len, word, len))
		return false;
	t->len -= len;
	trim(t);
	return true;
}

/* The number that it begins with; the rest stays. */
static bool number(struct text *t, struct crm_dec *out)
{
	size_t n = t->len > 0 && t->s[0] == '-' ? 1 : 0;

	while (n < t->len && is_digit(t->s[n]))
		n++;
	if (n + 1 < t->len && t->s[n] == '.' && is_digit(t->s[n + 1])) {
		n++;
		while (n < t->len && is_digit(t->s[n]))
			n++;
	}
	if (n == 0 || crm_dec_parse(t->s, n, out) != 0)
		return false;
	*t = (struct text){t->s + n, t->len - n};
	trim(t);
	return true;
}

/* A number and its unit, nothing else: "9,4" and "1 000 h" are not. */
static bool quantity(struct text t, struct quantity *out)
{
	if (!number(&t, &out->value))
		return false;
	out->unit = t;
	return t.len == 0 || (!is_digit(t.s[0]) && t.s[0] != ',' && t.s[0] != '.');
}

static bool same_unit(struct text a, struct text b)
{
	return a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
}

/* "8.0 to 11.0 %", "8.0..11.0", "8.0 % - 11.0 %" */
static bool range(struct text t, struct quantity *low, struct quantity *high)
{
	static const char *const between[] = {"to ", "..", "- ", "\xe2\x80\x93 "};
	size_t k = 0, n = sizeof(between) / sizeof(between[0]);

	if (!number(&t, &low->value))
		return false;
	low->unit = (struct text){t.s, 0};
	while (t.len > 0) {
		for (k = 0; k < n && !begins(&t, between[k]); k++)
			;
		if (k < n)
			break;
		t = (struct text){t.s + 1, t.len - 1};
		low->unit.len++;
	}
	trim(&low->unit);
	if (k == n || !quantity(t, high) || crm_dec_cmp(low->value, high->value) > 0)
		return false;
	if (low->unit.len == 0)
		low->unit = high->unit;
	return same_unit(low->unit, high->unit);
}

/* Which limits it has: 1 a lower, 2 an upper one, in low and high. */
static int limits(struct text t, struct quantity *low, struct quantity *high)
{
	static const struct {
		const char *word;
		bool end;
		int limit;
	} signs[] = {{">=", false, 1}, {"\xe2\x89\xa5", false, 1}, {"<=", false, 2},
	    {"\xe2\x89\xa4", false, 2}, {"min. ", false, 1}, {"min ", false, 1},
	    {"max. ", false, 2}, {"max ", false, 2}, {"min.", true, 1}, {"min", true, 1},
	    {"max.", true, 2}, {"max", true, 2}};

	trim(&t);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (signs[i].end ? !ends(&t, signs[i].word) : !begins(&t, signs[i].word))
			continue;
		return quantity(t, signs[i].limit == 1 ? low : high) ? signs[i].limit : 0;
	}
	return range(t, low, high) ? 3 : 0;
}

enum crm_trace_met crm_trace_met(const char *result, const char *requirement)
{
	struct text given = {result, strlen(result)}, asked = {requirement, strlen(requirement)};
	struct quantity value, low, high;
	int has = limits(asked, &low, &high);

	trim(&given);
	if (has == 0 || !quantity(given, &value) ||
	    !same_unit(value.unit, has == 2 ? high.unit : low.unit))
		return CRM_MET_UNKNOWN;
	if ((has & 1) != 0 && crm_dec_cmp(value.value, low.value) < 0)
		return CRM_MET_NO;
	if ((has & 2) != 0 && crm_dec_cmp(value.value, high.value) > 0)
		return CRM_MET_NO;
	return CRM_MET_YES;
}
