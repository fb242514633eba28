#include "lib/rules/notice/sms.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"

/* 3GPP TS 23.038, 6.2.1, besides ASCII. */
static const uint16_t gsm_more[] = {0xA1, 0xA3, 0xA4, 0xA5, 0xA7, 0xBF, 0xC4, 0xC5, 0xC6, 0xC7,
    0xC9, 0xD1, 0xD6, 0xD8, 0xDC, 0xDF, 0xE0, 0xE4, 0xE5, 0xE6, 0xE8, 0xE9, 0xEC, 0xF1, 0xF2, 0xF6,
    0xF8, 0xF9, 0xFC, 0x393, 0x394, 0x398, 0x39B, 0x39E, 0x3A0, 0x3A3, 0x3A6, 0x3A8, 0x3A9};

/* Places in GSM's alphabet: 1, 2; 0: it is not in it. */
static size_t gsm_places(uint32_t cp)
{
	if (cp == 0x20AC || (cp > 0x20 && cp < 0x7F && strchr("^{}\\[~]|", (int)cp) != NULL))
		return 2;
	if (cp == '\n' || cp == '\r' || cp == '\f')
		return cp == '\f' ? 2 : 1;
	if (cp >= 0x20 && cp < 0x7F)
		return cp != '`';
	for (size_t i = 0; i < sizeof(gsm_more) / sizeof(gsm_more[0]); i++) {
		if (gsm_more[i] == cp)
			return 1;
	}
	return 0;
}

static uint32_t next(const char *text, size_t len, size_t *at)
{
	uint32_t cp = 0xFFFD;
	size_t n = crm_utf8_decode(text + *at, len - *at, &cp);

	*at += n > 0 ? n : 1;
	return n > 0 ? cp : 0xFFFD;
}

void crm_sms_count(const char *text, size_t len, struct crm_sms *out)
{
	size_t one, each, used = 0;

	memset(out, 0, sizeof(*out));
	for (size_t at = 0; at < len && !out->ucs2;)
		out->ucs2 = gsm_places(next(text, len, &at)) == 0;
	one = out->ucs2 ? 70 : 160;
	each = out->ucs2 ? 67 : 153;
	for (size_t at = 0; at < len;) {
		uint32_t cp = next(text, len, &at);
		size_t n = out->ucs2 ? 1 + (cp > 0xFFFF) : gsm_places(cp);

		if (out->segments == 0 || used + n > each) {
			out->segments++;
			used = 0;
		}
		used += n;
		out->places += n;
	}
	if (out->places <= one && out->places > 0)
		out->segments = 1;
}
