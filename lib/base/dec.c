#include "lib/base/dec.h"

#include <stdbool.h>

#include "lib/base/buf.h"

#define DIGITS 18
#define LIMIT INT64_C(1000000000000000000) /* 10^DIGITS */

static int64_t pow10of(int n)
{
	int64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* coef / 10^scale as a decimal; trailing zeros go only where they must. */
static int fit(__int128 coef, int scale, struct crm_dec *out)
{
	while (scale > 0 && (coef >= LIMIT || coef <= -LIMIT) && coef % 10 == 0) {
		coef /= 10;
		scale--;
	}
	if (coef >= LIMIT || coef <= -LIMIT)
		return -1;
	out->coef = (int64_t)coef;
	out->scale = scale;
	return 0;
}

int crm_dec_parse(const char *s, size_t len, struct crm_dec *out)
{
	size_t i = 0;
	int64_t coef = 0;
	int scale = 0;
	bool minus = false, point = false, digit = false;

	if (len > 0 && s[0] == '-') {
		minus = true;
		i++;
	}
	for (; i < len; i++) {
		if (s[i] == '.' && digit && !point) {
			point = true;
			digit = false;
			continue;
		}
		if (s[i] < '0' || s[i] > '9')
			return -1;
		if (coef >= LIMIT / 10 || (point && ++scale > DIGITS))
			return -1;
		coef = coef * 10 + (s[i] - '0');
		digit = true;
	}
	if (!digit)
		return -1;
	out->coef = minus ? -coef : coef;
	out->scale = scale;
	return 0;
}

void crm_dec_format(struct crm_dec d, struct crm_buf *out)
{
	char text[DIGITS + 4];
	size_t at = sizeof(text);
	uint64_t u = d.coef < 0 ? 0 - (uint64_t)d.coef : (uint64_t)d.coef;
	int n;

	for (n = 0; u > 0 || n <= d.scale; n++) {
		if (n == d.scale && n > 0)
			text[--at] = '.';
		text[--at] = (char)('0' + u % 10);
		u /= 10;
	}
	if (d.coef < 0)
		text[--at] = '-';
	crm_buf_add(out, text + at, sizeof(text) - at);
}

int crm_dec_cmp(struct crm_dec a, struct crm_dec b)
{
	__int128 x = a.coef, y = b.coef;

	if (a.scale < b.scale)
		x *= pow10of(b.scale - a.scale);
	else
		y *= pow10of(a.scale - b.scale);
	return (x > y) - (x < y);
}

double crm_dec_double(struct crm_dec d)
{
	return (double)((long double)d.coef / (long double)pow10of(d.scale));
}

int crm_dec_sub(struct crm_dec a, struct crm_dec b, struct crm_dec *out)
{
	__int128 x = a.coef, y = b.coef;
	int scale = a.scale > b.scale ? a.scale : b.scale;

	x *= pow10of(scale - a.scale);
	y *= pow10of(scale - b.scale);
	return fit(x - y, scale, out);
}

int crm_dec_ratio(__int128 num, __int128 den, int digits, struct crm_dec *out)
{
	unsigned __int128 n = (unsigned __int128)num, d = (unsigned __int128)den, q, r;
	bool minus = (num < 0) != (den < 0);

	if (den == 0 || digits < 0 || digits > 12)
		return -1;
	n = num < 0 ? -n : n;
	d = den < 0 ? -d : d;
	if (__builtin_mul_overflow(n, (unsigned __int128)pow10of(digits), &n))
		return -1;
	q = n / d;
	r = n % d;
	if (r >= d - r)
		q++;
	if (q >= (unsigned __int128)LIMIT)
		return -1;
	out->coef = minus ? -(int64_t)q : (int64_t)q;
	out->scale = digits;
	return 0;
}

int crm_decsum_add(struct crm_decsum *s, struct crm_dec d)
{
	__int128 sum = s->coef, x = d.coef;
	int scale = s->scale > d.scale ? s->scale : d.scale;

	/* x cannot overflow: below 10^18, times at most 10^18 */
	x *= pow10of(scale - d.scale);
	if (__builtin_mul_overflow(sum, (__int128)pow10of(scale - s->scale), &sum) ||
	    __builtin_add_overflow(sum, x, &sum))
		return -1;
	s->coef = sum;
	s->scale = scale;
	return 0;
}

int crm_decsum_get(const struct crm_decsum *s, struct crm_dec *out)
{
	return fit(s->coef, s->scale, out);
}
