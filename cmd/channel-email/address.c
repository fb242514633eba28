/* What an address, a Message-ID and a token are. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "cmd/channel-email/email.h"
#include "lib/base/mail.h"

#define ID_MOST 250 /* its header is never folded */

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

	if (strlen(s) > CRM_MAIL_ADDRESS_MOST)
		return NULL;
	ascii = ascii_host(s, a);
	for (const char *p = ascii; *p != '\0'; p++) {
		if ((unsigned char)*p >= 0x80)
			return NULL;
	}
	return crm_mail_address(ascii, strlen(ascii)) ? ascii : NULL;
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
	if (at == NULL || !crm_mail_dot_atom(id, (size_t)(at - id)) ||
	    !(crm_mail_dot_atom(at + 1, strlen(at + 1)) ||
	        crm_mail_literal(at + 1, strlen(at + 1))))
		return NULL;
	return id;
}
