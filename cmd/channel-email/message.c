/* The message as it came, judged before anything is built. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cmd/channel-email/email.h"
#include "lib/base/utf8.h"
#include "lib/data/doc.h"

#define LANGUAGE_MOST 35 /* RFC 5646, 4.4.1 */
#define HEADER_MOST 76   /* a name that leaves room on its line */

/* Those that are made of other members, or by the servers on the way. */
static const char *const ours[] = {"From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject",
    "Date", "Message-ID", "MIME-Version", "Return-Path", "Received", NULL};

static const struct crm_doc *member(const struct crm_doc *o, const char *name)
{
	return crm_doc_member(o, name, strlen(name));
}

int email_text(const struct crm_doc *o, const char *name, bool needed, const char **out,
    struct email_result *r)
{
	const struct crm_doc *d = member(o, name);

	*out = crm_doc_string(d);
	if (*out == NULL && crm_doc_kind(d) != CRM_DOC_NONE)
		return email_refuse(r, "bad_message", "'%s' is no text", name);
	if (*out == NULL && needed)
		return email_refuse(r, "bad_message", "'%s' is missing", name);
	return 0;
}

int email_clean(const char *what, const char *s, const char *code, struct email_result *r)
{
	size_t i, n, len = s != NULL ? strlen(s) : 0;
	uint32_t cp;

	for (i = 0; i < len; i += n) {
		n = crm_utf8_decode(s + i, len - i, &cp);
		if (n == 0 || cp < 0x20 || (cp >= 0x7f && cp < 0xa0))
			return email_refuse(r, code, "%s has a control character", what);
	}
	return 0;
}

/* In place. */
static int address(const char *what, const char **s, struct crm_arena *a, struct email_result *r)
{
	const char *good;

	if (email_clean(what, *s, "bad_address", r) < 0)
		return -1;
	good = email_address(*s, a);
	if (good == NULL)
		return email_refuse(r, "bad_address", "%s is not one address (NAME@HOST)", what);
	*s = good;
	return 0;
}

static int person(const struct crm_doc *d, const char *which, struct email_person *p,
    struct crm_arena *a, struct email_result *r)
{
	const struct crm_doc *o = member(d, which);

	if (crm_doc_kind(o) != CRM_DOC_OBJECT)
		return email_refuse(r, "bad_message", "'%s' is no object", which);
	if (email_text(o, "address", true, &p->address, r) < 0 ||
	    email_text(o, "name", false, &p->name, r) < 0 ||
	    email_clean(
	        strcmp(which, "to") == 0 ? "to.name" : "from.name", p->name, "bad_header", r) < 0)
		return -1;
	return address(strcmp(which, "to") == 0 ? "to.address" : "from.address", &p->address, a, r);
}

static int people(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	if (person(d, "to", &m->to, &m->arena, r) < 0 ||
	    person(d, "from", &m->from, &m->arena, r) < 0 ||
	    email_text(d, "reply_to", false, &m->reply_to, r) < 0 ||
	    email_text(d, "bounce", false, &m->bounce, r) < 0)
		return -1;
	if (m->reply_to != NULL && address("reply_to", &m->reply_to, &m->arena, r) < 0)
		return -1;
	if (m->bounce == NULL)
		m->bounce = m->from.address;
	return address("bounce", &m->bounce, &m->arena, r);
}

/* Values of these are read by programs and never decoded. */
static bool structured(const char *name)
{
	return strncasecmp(name, "List-", 5) == 0 || strcasecmp(name, "References") == 0 ||
	    strcasecmp(name, "In-Reply-To") == 0 || strcasecmp(name, "Auto-Submitted") == 0;
}

static bool taken(const struct crm_doc *headers, const char *name)
{
	const char *other = NULL;
	size_t i;

	for (i = 0; ours[i] != NULL; i++)
		if (strcasecmp(name, ours[i]) == 0)
			return true;
	while ((other = crm_doc_next(headers, other)) != NULL && other != name)
		if (strcasecmp(name, other) == 0)
			return true;
	return strncasecmp(name, "Content-", 8) == 0 || strncasecmp(name, "Resent-", 7) == 0;
}

static int header(const struct crm_doc *headers, const char *name, struct email_result *r)
{
	const char *value;
	size_t len = strlen(name);

	if (len > HEADER_MOST || !email_token(name, len))
		return email_refuse(r, "bad_header", "the name of a header is none");
	if (taken(headers, name))
		return email_refuse(
		    r, "bad_header", "header %s is set by the message itself", name);
	if (email_text(headers, name, true, &value, r) < 0 ||
	    email_clean("a header's value", value, "bad_header", r) < 0)
		return -1;
	if (crm_utf8_all_blank(value, strlen(value)))
		return email_refuse(r, "bad_header", "header %s has no value", name);
	if (structured(name) && !email_header_plain(value, len + 2, EMAIL_LINE))
		return email_refuse(r, "bad_header",
		    "header %s must be ASCII without double blanks, no word over %d bytes", name,
		    EMAIL_LINE);
	return 0;
}

static int headers(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	const char *name = NULL;

	m->headers = member(d, "headers");
	if (crm_doc_kind(m->headers) != CRM_DOC_NONE && crm_doc_kind(m->headers) != CRM_DOC_OBJECT)
		return email_refuse(r, "bad_message", "'headers' is no object");
	while ((name = crm_doc_next(m->headers, name)) != NULL)
		if (header(m->headers, name, r) < 0)
			return -1;
	return 0;
}

static int texts(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	if (email_text(d, "subject", true, &m->subject, r) < 0 ||
	    email_text(d, "text", false, &m->text, r) < 0 ||
	    email_text(d, "html", false, &m->html, r) < 0 ||
	    email_text(d, "language", false, &m->language, r) < 0 ||
	    email_clean("subject", m->subject, "bad_header", r) < 0)
		return -1;
	if (m->text == NULL && m->html == NULL)
		return email_refuse(r, "bad_message", "neither 'text' nor 'html' is there");
	if (m->language != NULL &&
	    (strlen(m->language) > LANGUAGE_MOST || !email_token(m->language, strlen(m->language))))
		return email_refuse(r, "bad_header", "language is no tag like zh-CN");
	return 0;
}

/* A fingerprint names one key; an address or a short number might name another's. */
static int key(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	const struct crm_doc *encrypt = member(d, "encrypt");
	size_t len;

	if (crm_doc_kind(encrypt) == CRM_DOC_NONE)
		return 0;
	if (crm_doc_kind(encrypt) != CRM_DOC_OBJECT)
		return email_refuse(r, "bad_message", "'encrypt' is no object");
	if (email_text(encrypt, "key", true, &m->key, r) < 0)
		return -1;
	len = strlen(m->key);
	if ((len != 40 && len != 64) || strspn(m->key, "0123456789abcdefABCDEF") != len)
		return email_refuse(
		    r, "bad_key", "encrypt.key is no fingerprint (40 or 64 hexadecimal digits)");
	return 0;
}

static int envelope(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	const struct crm_doc *format = member(d, "format");
	struct crm_buf number = CRM_BUF_INIT;
	const char *channel, *id, *date;
	bool known;

	crm_doc_print(format, &number);
	known = strcmp(crm_buf_str(&number), "1") == 0 && crm_doc_kind(format) == CRM_DOC_NUMBER;
	crm_buf_release(&number);
	if (!known)
		return email_refuse(r, "bad_message", "'format' is not 1");
	if (email_text(d, "channel", false, &channel, r) < 0 ||
	    email_text(d, "message_id", true, &id, r) < 0 ||
	    email_text(d, "date", true, &date, r) < 0)
		return -1;
	if (channel != NULL && strcmp(channel, "email") != 0)
		return email_refuse(r, "bad_message", "'channel' is not email");
	m->message_id = email_message_id(id, &m->arena);
	if (m->message_id == NULL)
		return email_refuse(r, "bad_header", "message_id is not <ID@DOMAIN>");
	if (crm_instant_parse(date, strlen(date), &m->date) < 0)
		return email_refuse(
		    r, "bad_message", "'date' is no instant (2026-11-20T09:00:00+08:00)");
	return 0;
}

int email_read(const struct crm_doc *d, struct email *m, struct email_result *r)
{
	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return email_refuse(r, "bad_message", "the message is no object");
	if (envelope(d, m, r) < 0 || people(d, m, r) < 0 || texts(d, m, r) < 0 ||
	    headers(d, m, r) < 0 || key(d, m, r) < 0)
		return -1;
	return email_attach(member(d, "attachments"), m, r);
}

void email_release(struct email *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		free(m->attachments[i].data);
	crm_arena_release(&m->arena);
}
