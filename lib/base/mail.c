#include "lib/base/mail.h"

#include <stdint.h>
#include <string.h>

#include "lib/base/utf8.h"

#define LABEL_MOST 63
/* Of a label's ASCII form: what it begins with and the '-' behind its plain letters, and the most
 * that any other letter takes. */
#define PUNY_HEAD 5
#define PUNY_LETTER 5

static bool letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool atext(char c)
{
	return letter_or_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

bool crm_mail_dot_atom(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.' ? i == 0 || i + 1 == len || s[i + 1] == '.' : !atext(s[i]))
			return false;
	}
	return len > 0;
}

static bool quoted(const char *s, size_t len)
{
	if (len < 3 || s[0] != '"' || s[len - 1] != '"')
		return false;
	for (size_t i = 1; i < len - 1; i++) {
		if (s[i] < ' ' || s[i] > '~' || s[i] == '"')
			return false;
		if (s[i] == '\\' && ++i == len - 1)
			return false;
	}
	return true;
}

/* Letters that host names have in the ASCII form of every program that makes it: not those that one
 * edition of IDNA maps and the next keeps (sharp s, final sigma, I with a dot). */
static bool host_letter(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} rows[] = {
	    {0xC0, 0xD6}, {0xD8, 0xDE}, {0xE0, 0xF6}, {0xF8, 0x12F}, {0x131, 0x13E}, {0x141, 0x148},
	    {0x14A, 0x17E},                                                 /* Latin */
	    {0x388, 0x38A}, {0x391, 0x3A1}, {0x3A3, 0x3C1}, {0x3C3, 0x3CE}, /* Greek */
	    {0x400, 0x45F},                                                 /* Cyrillic */
	    {0x3041, 0x3096}, {0x30A1, 0x30FA},                             /* kana */
	    {0x3400, 0x4DB5}, {0x4E00, 0x9FA5},                             /* Han */
	    {0xAC00, 0xD7A3},                                               /* Hangul */
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (cp >= rows[i].from && cp <= rows[i].to)
			return true;
	}
	return false;
}

/* Bytes of the label's ASCII form, or more; 0: it is none. */
static size_t label_size(const char *s, size_t len)
{
	size_t plain = 0, other = 0, n;
	uint32_t cp;

	if (len == 0 || s[0] == '-' || s[len - 1] == '-')
		return 0;
	for (size_t i = 0; i < len; i += n) {
		n = crm_utf8_decode(s + i, len - i, &cp);
		if (n == 1 && (letter_or_digit(s[i]) || s[i] == '-'))
			plain++;
		else if (n > 1 && host_letter(cp))
			other++;
		else
			return 0;
	}
	if (other == 0)
		return plain <= LABEL_MOST ? plain : 0;
	if (len > 3 && s[2] == '-' && s[3] == '-')
		return 0;
	n = PUNY_HEAD + plain + PUNY_LETTER * other;
	return n <= LABEL_MOST ? n : 0;
}

/* The same of a host name. */
static size_t host_size(const char *s, size_t len)
{
	size_t size = 0;

	for (;;) {
		const char *dot = memchr(s, '.', len);
		size_t n = dot != NULL ? (size_t)(dot - s) : len, label = label_size(s, n);

		if (label == 0)
			return 0;
		size += label;
		if (dot == NULL)
			return size;
		size++;
		s = dot + 1;
		len -= n + 1;
	}
}

bool crm_mail_literal(const char *s, size_t len)
{
	if (len < 3 || s[0] != '[' || s[len - 1] != ']')
		return false;
	for (size_t i = 1; i < len - 1; i++) {
		if (s[i] == '\0' || strchr("0123456789abcdefABCDEFIPv.:", s[i]) == NULL)
			return false;
	}
	return true;
}

bool crm_mail_host(const char *s, size_t len)
{
	size_t size = host_size(s, len);

	return size > 0 && size < CRM_MAIL_ADDRESS_MOST;
}

bool crm_mail_address(const char *s, size_t len)
{
	const char *host;
	size_t local = len, size;

	/* the host begins behind the last @: a quoted local part may hold one */
	while (local > 0 && s[local - 1] != '@')
		local--;
	if (local < 2)
		return false;
	host = s + local;
	local--;
	size = crm_mail_literal(host, len - local - 1) ? len - local - 1
	                                               : host_size(host, len - local - 1);
	return local <= CRM_MAIL_LOCAL_MOST && s[0] != '-' &&
	    (crm_mail_dot_atom(s, local) || quoted(s, local)) && size > 0 &&
	    local + 1 + size <= CRM_MAIL_ADDRESS_MOST;
}

bool crm_mail_line(const char *s, size_t len)
{
	size_t n;
	uint32_t cp;

	for (size_t i = 0; i < len; i += n) {
		n = crm_utf8_decode(s + i, len - i, &cp);
		if (n == 0 || !crm_utf8_plain(cp) || cp == 0x200B || cp == 0x2060 || cp == 0xFEFF)
			return false;
	}
	return true;
}
