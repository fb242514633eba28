/* What an address, a Message-ID and a token are. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "cmd/channel-email/email.h"

#define LOCAL_MOST 64
#define ADDRESS_MOST 254
#define LABEL_MOST 63
#define ID_MOST 250 /* its header is never folded */

static bool letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool atext(char c)
{
	return letter_or_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool dot_atom(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] == '.' ? i == 0 || i + 1 == len || s[i + 1] == '.' : !atext(s[i]))
			return false;
	return len > 0;
}

static bool quoted(const char *s, size_t len)
{
	size_t i;

	if (len < 3 || s[0] != '"' || s[len - 1] != '"')
		return false;
	for (i = 1; i < len - 1; i++) {
		if (s[i] < ' ' || s[i] > '~' || s[i] == '"')
			return false;
		if (s[i] == '\\' && ++i == len - 1)
			return false;
	}
	return true;
}

static bool host(const char *s)
{
	size_t i, len;

	for (;; s += len + 1) {
		len = strcspn(s, ".");
		if (len == 0 || len > LABEL_MOST || s[0] == '-' || s[len - 1] == '-')
			return false;
		for (i = 0; i < len; i++)
			if (!letter_or_digit(s[i]) && s[i] != '-')
				return false;
		if (s[len] == '\0')
			return true;
	}
}

static bool literal(const char *s)
{
	size_t len = strlen(s);

	return len > 2 && s[0] == '[' && s[len - 1] == ']' &&
	    strspn(s + 1, "0123456789abcdefABCDEFIPv.:") == len - 2;
}

/* The domain begins behind the last @: a quoted local part may hold one. */
static bool spec(const char *s)
{
	const char *at = strrchr(s, '@');
	size_t len;

	if (at == NULL || strlen(s) > ADDRESS_MOST)
		return false;
	len = (size_t)(at - s);
	return len <= LOCAL_MOST && s[0] != '-' && (dot_atom(s, len) || quoted(s, len)) &&
	    (host(at + 1) || literal(at + 1));
}

/* The host in its ASCII form, which the envelope wants. */
static const char *ascii_host(const char *s, struct crm_arena *a)
{
	const char *idn, *p = strrchr(s, '@');
	char *kept = NULL;
	InternetAddress *box;

	while (p != NULL && *p != '\0' && (unsigned char)*p < 0x80)
		p++;
	if (p == NULL || *p == '\0')
		return s;
	box = internet_address_mailbox_new(NULL, s);
	idn = internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(box));
	if (idn != NULL)
		kept = crm_arena_strdup(a, idn);
	g_object_unref(box);
	return kept != NULL ? kept : s;
}

const char *email_address(const char *s, struct crm_arena *a)
{
	const char *ascii;

	if (strlen(s) > ADDRESS_MOST)
		return NULL;
	ascii = ascii_host(s, a);
	return spec(ascii) ? ascii : NULL;
}

bool email_token(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] > '~' || strchr("()<>@,;:\\\"/[]?=", s[i]) != NULL)
			return false;
	return len > 0;
}

const char *email_message_id(const char *s, struct crm_arena *a)
{
	size_t len = strlen(s);
	const char *at;
	char *id;

	if (len < 2 || len > ID_MOST || s[0] != '<' || s[len - 1] != '>')
		return NULL;
	id = crm_arena_strndup(a, s + 1, len - 2);
	at = strrchr(id, '@');
	if (at == NULL || !dot_atom(id, (size_t)(at - id)) ||
	    !(dot_atom(at + 1, strlen(at + 1)) || literal(at + 1)))
		return NULL;
	return id;
}
