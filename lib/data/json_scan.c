/*
 * The pass before jansson: what is too long, too deep or not UTF-8 is
 * refused while it still costs nothing, with a message that helps.
 */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/err.h"
#include "lib/base/utf8.h"
#include "lib/data/record_private.h"

struct scan {
	const unsigned char *s;
	size_t len;
	size_t i;
	const struct crm_limits *limits;
	struct crm_err *err;
	size_t *at;
	size_t depth;
	size_t count[CRM_DEPTH_MAX + 1]; /* colons or commas seen */
	bool object[CRM_DEPTH_MAX + 1];
};

void crm_json_place(const char *text, size_t len, size_t offset, struct crm_buf *out)
{
	size_t line = 1, column = 1;
	bool many = memchr(text, '\n', len) != NULL &&
	    (const char *)memchr(text, '\n', len) != text + len - 1;

	for (size_t i = 0; i < offset && i < len; i++) {
		if (text[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)text[i] & 0xc0) != 0x80) {
			column++;
		}
	}
	if (many)
		crm_buf_addf(out, "line %zu, ", line);
	crm_buf_addf(out, "column %zu", column);
}

static int refuse(const struct scan *s, size_t at, const char *what, size_t limit, const char *unit,
    const char *name)
{
	struct crm_buf place = CRM_BUF_INIT;

	*s->at = at;
	crm_json_place((const char *)s->s, s->len, at, &place);
	crm_err_set(s->err, CRM_BADINPUT, "%s %zu%s at %s (limit %s)", what, limit, unit,
	    crm_buf_str(&place), name);
	crm_buf_release(&place);
	return -1;
}

/*
 * Are the bytes beyond ASCII GB18030? All must form its two- or four-byte
 * sequences, and one pair at least stand in the GB2312 rows (both bytes
 * high), or every Latin-1 umlaut before a letter would pass.
 */
static bool looks_gb18030(const unsigned char *s, size_t len)
{
	bool high = false;

	for (size_t i = 0; i < len; i++) {
		unsigned char a = s[i], b;

		if (a < 0x80)
			continue;
		if (a == 0x80 || a == 0xff || i + 1 == len)
			return false;
		b = s[i + 1];
		if (b >= 0x30 && b <= 0x39) {
			if (i + 3 >= len || s[i + 2] < 0x81 || s[i + 2] == 0xff ||
			    s[i + 3] < 0x30 || s[i + 3] > 0x39)
				return false;
			i += 3;
			continue;
		}
		if (b < 0x40 || b == 0x7f || b == 0xff)
			return false;
		high = high || (a >= 0xa1 && b >= 0xa1);
		i++;
	}
	return high;
}

static bool looks_utf16(const unsigned char *s, size_t len)
{
	if (len < 2)
		return false;
	return (s[0] == 0xff && s[1] == 0xfe) || (s[0] == 0xfe && s[1] == 0xff) ||
	    (s[0] == 0 && s[1] != 0) ||
	    (s[0] != 0 && s[0] < 0x80 && s[1] == 0 && len > 3 && s[3] == 0);
}

static int check_encoding(const char *text, size_t len, size_t *at, struct crm_err *e)
{
	const unsigned char *s = (const unsigned char *)text;
	const char *nul;
	size_t bad;

	*at = 0;
	if (looks_utf16(s, len))
		return crm_err_set(e, CRM_BADINPUT,
		    "not valid UTF-8: looks "
		    "like UTF-16; use --encoding utf-16");
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		return crm_err_set(e, CRM_BADINPUT, "starts with a byte order mark");
	nul = memchr(text, '\0', len);
	if (nul != NULL) {
		*at = (size_t)(nul - text);
		return crm_err_set(e, CRM_BADINPUT, "NUL byte at byte %zu", *at + 1);
	}
	bad = crm_utf8_invalid(text, len);
	if (bad == len)
		return 0;
	*at = bad;
	return crm_err_set(e, CRM_BADINPUT, "not valid UTF-8 at byte %zu%s", bad + 1,
	    looks_gb18030(s, len) ? ": looks like GB18030; use "
	                            "--encoding gb18030"
	                          : "");
}

/* UTF-8 bytes of the escape \uXXXX at s[i] = 'u'; a surrogate is half of
 * four. What is malformed is left to jansson. */
static size_t escape_bytes(const struct scan *s, size_t i)
{
	unsigned cp = 0;

	for (size_t k = 1; k <= 4; k++) {
		unsigned char c = i + k < s->len ? s->s[i + k] : 0;

		if (c >= '0' && c <= '9')
			cp = cp * 16 + (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			cp = cp * 16 + ((c | 0x20U) - 'a' + 10);
		else
			return 0;
	}
	if (cp < 0x80)
		return 1;
	return cp < 0x800 || (cp >= 0xd800 && cp <= 0xdfff) ? 2 : 3;
}

/* s->i is past the opening quote; leaves it past the closing one. */
static int scan_string(struct scan *s)
{
	size_t start = s->i, most = s->limits->string, bytes = 0;

	while (s->i < s->len && s->s[s->i] != '"') {
		if (s->s[s->i] != '\\') {
			s->i++;
			bytes++;
			continue;
		}
		s->i++;
		if (s->i < s->len && s->s[s->i] == 'u') {
			size_t n = escape_bytes(s, s->i);

			s->i += n > 0 ? 5 : 1;
			bytes += n;
		} else {
			s->i++;
			bytes++;
		}
	}
	if (bytes > most)
		return refuse(s, start - 1, "string longer than", most, " bytes", "string");
	s->i++;
	return 0;
}

static int scan_open(struct scan *s, bool object)
{
	size_t most = s->limits->depth;

	if (most > CRM_DEPTH_MAX)
		most = CRM_DEPTH_MAX;
	if (s->depth >= most)
		return refuse(s, s->i - 1, "nested deeper than", most, "", "depth");
	s->depth++;
	s->object[s->depth] = object;
	s->count[s->depth] = 0;
	return 0;
}

static int scan_byte(struct scan *s, unsigned char c)
{
	size_t *count = &s->count[s->depth];

	switch (c) {
	case '"':
		return scan_string(s);
	case '{':
	case '[':
		return scan_open(s, c == '{');
	case '}':
	case ']':
		if (s->depth > 0)
			s->depth--;
		break;
	case ':':
		if (s->object[s->depth] && ++*count > s->limits->keys)
			return refuse(s, s->i - 1, "object of more than", s->limits->keys,
			    " members", "keys");
		break;
	case ',':
		if (!s->object[s->depth] && ++*count >= s->limits->items)
			return refuse(
			    s, s->i - 1, "array of more than", s->limits->items, " items", "items");
		break;
	default:
		break;
	}
	return 0;
}

int crm_json_scan(
    const char *text, size_t len, const struct crm_limits *l, size_t *at, struct crm_err *e)
{
	size_t none;
	struct scan s;

	if (at == NULL)
		at = &none;
	*at = 0;
	if (len > l->line)
		return crm_err_set(e, CRM_BADINPUT,
		    "%zu bytes, longer than "
		    "%zu (limit line)",
		    len, l->line);
	if (check_encoding(text, len, at, e) != 0)
		return -1;
	s.s = (const unsigned char *)text;
	s.len = len;
	s.i = 0;
	s.limits = l;
	s.err = e;
	s.at = at;
	s.depth = 0;
	s.count[0] = 0;
	s.object[0] = true; /* outside: commas there are jansson's to refuse */
	while (s.i < s.len) {
		unsigned char c = s.s[s.i++];

		if (scan_byte(&s, c) != 0)
			return -1;
	}
	return 0;
}
