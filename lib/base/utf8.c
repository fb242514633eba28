#include "lib/base/utf8.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include "lib/base/buf.h"

size_t crm_utf8_decode(const char *s, size_t len, uint32_t *cp)
{
	/* the second byte's range by the first one: RFC 3629, section 4 */
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low = 0x80, high = 0xBF;
	size_t n, i;
	uint32_t c;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (len < n)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	c = p[0] & (0x7Fu >> n);
	for (i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	*cp = c;
	return n;
}

size_t crm_utf8_blank(const char *s, size_t len)
{
	uint32_t cp = 0;
	size_t n = len > 0 ? crm_utf8_decode(s, len, &cp) : 0;

	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000 ? n : 0;
}

bool crm_utf8_all_blank(const char *s, size_t len)
{
	size_t at = 0, n;

	while (at < len && (n = crm_utf8_blank(s + at, len - at)) > 0)
		at += n;
	return at == len;
}

void crm_utf8_trim(const char **s, size_t *len)
{
	size_t n, end = 0;

	while ((n = crm_utf8_blank(*s, *len)) > 0) {
		*s += n;
		*len -= n;
	}
	for (size_t at = 0; at < *len; at += n) {
		n = crm_utf8_blank(*s + at, *len - at);
		if (n == 0) {
			n = 1;
			end = at + n;
		}
	}
	*len = end;
}

size_t crm_utf8_invalid(const char *s, size_t len)
{
	size_t at = 0, n;
	uint64_t word;
	uint32_t cp;

	while (at < len) {
		if (len - at >= sizeof(word)) {
			memcpy(&word, s + at, sizeof(word));
			if ((word & UINT64_C(0x8080808080808080)) == 0) {
				at += sizeof(word);
				continue;
			}
		}
		n = crm_utf8_decode(s + at, len - at, &cp);
		if (n == 0)
			return at;
		at += n;
	}
	return len;
}

static bool shown_as_it_is(uint32_t cp, bool multiline)
{
	if (cp < 0x20)
		return multiline && (cp == '\t' || cp == '\n');
	if (cp < 0x7F)
		return true;
	return cp > 0x9F && !(cp >= 0x2028 && cp <= 0x202E) && !(cp >= 0x2066 && cp <= 0x2069);
}

void crm_utf8_visible(struct crm_buf *out, const char *s, size_t len, bool multiline)
{
	size_t at = 0, done = 0, n;
	uint32_t cp;

	if (len == 0)
		return;
	crm_buf_reserve(out, len);
	while (at < len) {
		n = crm_utf8_decode(s + at, len - at, &cp);
		if (n > 0 && shown_as_it_is(cp, multiline)) {
			at += n;
			continue;
		}
		crm_buf_add(out, s + done, at - done);
		if (n > 0)
			crm_buf_addf(out, "\\u{%X}", (unsigned)cp);
		else
			crm_buf_addf(out, "\\x{%02X}", (unsigned char)s[at]);
		at += n > 0 ? n : 1;
		done = at;
	}
	crm_buf_add(out, s + done, at - done);
}

bool crm_utf8_plain(uint32_t cp)
{
	return shown_as_it_is(cp, false);
}

int crm_utf8_shown(const char *s, size_t len)
{
	size_t n = len;

	if (len > CRM_SHOWN) {
		n = CRM_SHOWN;
		while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
	}
	return (int)n;
}

void crm_utf8_quote(struct crm_buf *out, const char *s, size_t len)
{
	size_t n = (size_t)crm_utf8_shown(s, len);

	crm_buf_addc(out, '\'');
	crm_buf_add(out, s, n);
	crm_buf_addz(out, n < len ? "...'" : "'");
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool crm_ascii_same(const char *a, size_t alen, const char *b, size_t blen)
{
	if (alen != blen)
		return false;
	for (size_t i = 0; i < alen; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

void crm_utf8_visible_json(struct crm_buf *out, const char *json, size_t len)
{
	size_t at = 0, done = 0, n;
	uint32_t cp;

	while (at < len) {
		n = crm_utf8_decode(json + at, len - at, &cp);
		if (n > 0 && shown_as_it_is(cp, true)) {
			at += n;
			continue;
		}
		crm_buf_add(out, json + done, at - done);
		crm_buf_addf(out, "\\u%04X", n > 0 ? (unsigned)cp : 0xFFFDU);
		at += n > 0 ? n : 1;
		done = at;
	}
	crm_buf_add(out, json + done, len - done);
}

/* What nearly all text is made of, told without libc. -1: ask libc. */
static int common_width(uint32_t cp)
{
	static const struct {
		uint16_t first, last;
		int width;
	} ranges[] = {
	    {0x00, 0x1F, 0}, {0x20, 0x7E, 1}, {0x7F, 0x9F, 0}, {0xA0, 0x2FF, 1}, /* Latin */
	    {0x3A3, 0x482, 1},   /* Greek, Cyrillic */
	    {0x2010, 0x2027, 1}, /* dashes, quotation marks */
	    {0x2030, 0x205E, 1}, /* per mille, primes */
	    {0x20A0, 0x20BF, 1}, /* currencies */
	    {0x2100, 0x218B, 1}, /* letter-like, numbers */
	    {0x2190, 0x2319, 1}, /* arrows, mathematics */
	    {0x2460, 0x25FC, 1}, /* circled numbers, boxes */
	    {0x3001, 0x3029, 2}, /* CJK punctuation */
	    {0x3041, 0x3096, 2}, /* hiragana */
	    {0x309B, 0x30FF, 2}, /* katakana */
	    {0x3400, 0x4DBF, 2}, /* Han */
	    {0x4E00, 0x9FFF, 2}, /* Han */
	    {0xAC00, 0xD7A3, 2}, /* Hangul */
	    {0xFF01, 0xFF60, 2}, /* full-width forms */
	};
	size_t i;

	for (i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (cp <= ranges[i].last)
			return cp >= ranges[i].first ? ranges[i].width : -1;
	return -1;
}

size_t crm_utf8_width(const char *s, size_t len)
{
	locale_t utf8 = (locale_t)0, old = (locale_t)0;
	size_t at = 0, n, width = 0;
	uint32_t cp;
	int w;

	while (at < len) {
		n = crm_utf8_decode(s + at, len - at, &cp);
		at += n > 0 ? n : 1;
		w = n > 0 ? common_width(cp) : 1;
		if (w < 0 && utf8 == (locale_t)0) {
			utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
			if (utf8 != (locale_t)0)
				old = uselocale(utf8);
		}
		if (w < 0)
			w = utf8 != (locale_t)0 ? wcwidth((wchar_t)cp) : 1;
		width += w < 0 ? 1 : (size_t)w;
	}
	if (utf8 != (locale_t)0) {
		uselocale(old);
		freelocale(utf8);
	}
	return width;
}
