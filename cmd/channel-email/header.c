/* Header values: folding (RFC 5322, 2.2.3) and encoded-words (RFC 2047). */
#include <stdint.h>
#include <string.h>

#include <glib.h>

#include "cmd/channel-email/email.h"
#include "lib/base/utf8.h"

#define WORD_LINE 76 /* a line with an encoded-word in it */
#define PARAMETER_LINE 76
#define WORD_HEAD "=?UTF-8?"
#define WORD_REST 12 /* =?UTF-8?B? and ?= */

/* Is every line short enough when it is folded at each blank that needs it? */
bool email_header_plain(const char *value, size_t column, size_t most)
{
	size_t at = column, len = strlen(value);
	const char *p, *end;

	if (len == 0 || value[0] == ' ' || value[len - 1] == ' ' || strstr(value, "  ") != NULL ||
	    strstr(value, "=?") != NULL)
		return false;
	for (p = value; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			return false;
	for (p = value; *p != '\0'; p = *end == ' ' ? end + 1 : end) {
		end = p + strcspn(p, " ");
		if (at + (size_t)(end - p) > most)
			return false;
		at = 1;
	}
	return true;
}

static void fold(const char *value, size_t column, struct crm_buf *out)
{
	size_t at = column, len;
	const char *p = value;

	while (*p != '\0') {
		len = strcspn(p, " ");
		if (p > value) {
			bool next = at + 1 + len > EMAIL_FOLD;

			crm_buf_addz(out, next ? "\n " : " ");
			at = next ? 1 : at + 1;
		}
		crm_buf_add(out, p, len);
		at += len;
		p += len;
		if (*p == ' ')
			p++;
	}
}

/* Those that may stand in a word of a phrase too. */
static bool q_safe(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == ' ' || (c != '\0' && strchr("!*+-/", c) != NULL);
}

static size_t q_len(const char *s, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		n += q_safe((unsigned char)s[i]) ? 1 : 3;
	return n;
}

static void add_q(const char *s, size_t len, struct crm_buf *out)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (!q_safe(c))
			crm_buf_addf(out, "=%02X", c);
		else
			crm_buf_addc(out, c == ' ' ? '_' : (char)c);
	}
}

static void add_b(const char *s, size_t len, struct crm_buf *out)
{
	char *coded = g_base64_encode((const guchar *)s, len);

	crm_buf_addz(out, coded);
	g_free(coded);
}

/* Whole characters only in each word; blanks between two words are none of the text. Returns the
 * column behind the last one. */
static size_t encode(const char *value, size_t column, struct crm_buf *out)
{
	size_t len = strlen(value), from = 0, to, at = column;
	bool b = q_len(value, len) > (len + 2) / 3 * 4;

	do {
		size_t room, size = 0, n, start = out->len;
		uint32_t cp;

		if (from > 0 || at + WORD_REST + 12 > WORD_LINE) {
			crm_buf_addz(out, "\n ");
			at = 1;
			start = out->len;
		}
		room = WORD_LINE - at - WORD_REST;
		for (to = from; to < len; to += n) {
			n = crm_utf8_decode(value + to, len - to, &cp);
			n = n > 0 ? n : 1;
			size = b ? (to + n - from + 2) / 3 * 4 : size + q_len(value + to, n);
			if (size > room)
				break;
		}
		crm_buf_addf(out, WORD_HEAD "%c?", b ? 'B' : 'Q');
		(b ? add_b : add_q)(value + from, to - from, out);
		crm_buf_addz(out, "?=");
		at += out->len - start;
		from = to;
	} while (from < len);
	return at;
}

void email_header_text(const char *value, size_t column, size_t most, struct crm_buf *out)
{
	if (value[0] != '\0') {
		if (email_header_plain(value, column, most))
			fold(value, column, out);
		else
			(void)encode(value, column, out);
	}
	crm_buf_addc(out, '\n');
}

/* Returns the column behind it. */
static size_t add_name(const char *name, size_t column, struct crm_buf *out)
{
	size_t start = out->len;
	const char *p;

	if (!email_header_plain(name, column, EMAIL_FOLD) || strlen(name) > EMAIL_FOLD / 2)
		return encode(name, column, out);
	for (p = name; *p == ' ' || q_safe((unsigned char)*p);)
		p++;
	if (*p == '\0') {
		crm_buf_addz(out, name);
	} else {
		crm_buf_addc(out, '"');
		for (p = name; *p != '\0'; p++)
			crm_buf_addf(out, *p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
		crm_buf_addc(out, '"');
	}
	return column + out->len - start;
}

void email_header_person(const struct email_person *p, size_t column, struct crm_buf *out)
{
	size_t at;

	if (p->name == NULL || p->name[0] == '\0') {
		crm_buf_addf(out, "%s\n", p->address);
		return;
	}
	at = add_name(p->name, column, out);
	crm_buf_addf(
	    out, "%s<%s>\n", at + strlen(p->address) + 3 > WORD_LINE ? "\n " : " ", p->address);
}

/* attribute-char of RFC 2231, less what some programs do not expect. */
static bool attribute_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    (c != '\0' && strchr("-._", c) != NULL);
}

static void add_percent(const char *s, size_t len, struct crm_buf *out)
{
	size_t i;

	for (i = 0; i < len; i++)
		crm_buf_addf(out, attribute_char((unsigned char)s[i]) ? "%c" : "%%%02X",
		    (unsigned char)s[i]);
}

static bool quotable(const char *value)
{
	const char *p;

	for (p = value; *p != '\0'; p++)
		if (*p < ' ' || *p > '~' || *p == '"' || *p == '\\')
			return false;
	return strstr(value, "=?") == NULL;
}

/* One piece: as many whole characters as its line takes; returns their bytes. */
static size_t add_piece(const char *name, int number, const char *value, struct crm_buf *out)
{
	struct crm_buf piece = CRM_BUF_INIT, next = CRM_BUF_INIT;
	size_t len = strlen(value), used = 0, n;
	uint32_t cp;

	crm_buf_addf(&piece, "%s*%d*=%s", name, number, number == 0 ? "UTF-8''" : "");
	while (used < len) {
		n = crm_utf8_decode(value + used, len - used, &cp);
		n = n > 0 ? n : 1;
		crm_buf_clear(&next);
		add_percent(value + used, n, &next);
		if (piece.len + next.len + 2 > PARAMETER_LINE)
			break;
		crm_buf_add(&piece, next.data, next.len);
		used += n;
	}
	crm_buf_addf(out, ";\n\t%s", piece.data);
	crm_buf_release(&next);
	crm_buf_release(&piece);
	return used;
}

void email_header_parameter(const char *name, const char *value, struct crm_buf *out)
{
	struct crm_buf whole = CRM_BUF_INIT;
	int number = 0;

	crm_buf_addf(&whole, "%s=\"%s\"", name, value);
	if (!quotable(value) || whole.len + 2 > PARAMETER_LINE) {
		crm_buf_clear(&whole);
		crm_buf_addf(&whole, "%s*=UTF-8''", name);
		add_percent(value, strlen(value), &whole);
	}
	if (whole.len + 2 <= PARAMETER_LINE)
		crm_buf_addf(out, ";\n\t%s", whole.data);
	else
		while (*value != '\0')
			value += add_piece(name, number++, value, out);
	crm_buf_release(&whole);
}
