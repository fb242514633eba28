/* The MIME message: GMime makes the tree and its bytes, we its headers' values and its boundaries. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <gmime/gmime.h>

#include "cmd/channel-email/email.h"
#include "lib/base/hash.h"
#include "lib/data/doc.h"

#define BOUNDARY_DIGITS 40

/* What an encrypted message has for a subject (a prefix of the language; "" is the last). */
static const struct {
	const char *language, *subject;
} neutral[] = {
    {"zh", "加密邮件"},
    {"de", "Verschlüsselte Nachricht"},
    {"", "Encrypted message"},
};

struct mime {
	const struct email *m;
	unsigned multiparts;
};

/* GMime's own folding makes encoded-words of more than 75 bytes, of a long URL too, and parts characters. */
static void raw_header(GMimeObject *o, const char *name, const char *value)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(o);
	int n;

	g_mime_header_list_append(list, name, "", NULL);
	n = g_mime_header_list_get_count(list);
	g_mime_header_set_raw_value(g_mime_header_list_get_header_at(list, n - 1), value);
}

static void text_header(GMimeObject *o, const char *name, const char *value, size_t most)
{
	struct crm_buf raw = CRM_BUF_INIT;

	crm_buf_addc(&raw, ' ');
	email_header_text(value, strlen(name) + 2, most, &raw);
	raw_header(o, name, crm_buf_str(&raw));
	crm_buf_release(&raw);
}

static void person_header(GMimeObject *o, const char *name, const struct email_person *p)
{
	struct crm_buf raw = CRM_BUF_INIT;

	crm_buf_addc(&raw, ' ');
	email_header_person(p, strlen(name) + 2, &raw);
	raw_header(o, name, crm_buf_str(&raw));
	crm_buf_release(&raw);
}

static void date_header(GMimeObject *o, struct crm_instant at)
{
	static const char months[12][4] = {
	    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char days[7][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	int64_t local = at.us / CRM_US_PER_SEC + at.off;
	int32_t day = crm_instant_day(at);
	int second = (int)(local - (int64_t)day * 86400), off = abs(at.off) / 60, y, m, d;
	char value[64];

	crm_civil_from_days(day, &y, &m, &d);
	(void)snprintf(value, sizeof(value), " %s, %02d %s %04d %02d:%02d:%02d %c%02d%02d\n",
	    days[crm_weekday(day)], d, months[m - 1], y, second / 3600, second / 60 % 60,
	    second % 60, at.off < 0 ? '-' : '+', off / 60, off % 60);
	raw_header(o, "Date", value);
}

static GMimeObject *part_of(const char *type, const char *data, size_t len, bool base64, bool coded)
{
	GMimeContentType *media = g_mime_content_type_parse(NULL, type);
	GMimePart *part = g_mime_part_new();
	GMimeContentEncoding encoding =
	    base64 ? GMIME_CONTENT_ENCODING_BASE64 : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(data, len);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(
	    stream, coded ? encoding : GMIME_CONTENT_ENCODING_DEFAULT);

	g_mime_object_set_content_type(GMIME_OBJECT(part), media);
	g_mime_part_set_content_encoding(part, encoding);
	g_mime_part_set_content(part, content);
	g_object_unref(content);
	g_object_unref(stream);
	g_object_unref(media);
	return GMIME_OBJECT(part);
}

static GMimeObject *text_part(const struct mime *x, const char *type, const char *text)
{
	struct crm_buf body = CRM_BUF_INIT;
	bool base64 = email_body(text, &body);
	GMimeObject *part = part_of(type, crm_buf_str(&body), body.len, base64, !base64);

	if (x->m->language != NULL)
		text_header(part, "Content-Language", x->m->language, EMAIL_LINE);
	crm_buf_release(&body);
	return part;
}

/* "=_" stands in no quoted-printable line and in no base64. */
static void set_boundary(struct mime *x, GMimeMultipart *multipart)
{
	struct crm_buf seed = CRM_BUF_INIT;
	char sum[65], boundary[BOUNDARY_DIGITS + 3];

	crm_buf_addf(&seed, "%u %s", x->multiparts++, x->m->message_id);
	crm_sha256_hex(seed.data, seed.len, sum);
	(void)snprintf(boundary, sizeof(boundary), "=_%.*s", BOUNDARY_DIGITS, sum);
	g_mime_multipart_set_boundary(multipart, boundary);
	crm_buf_release(&seed);
}

static GMimeMultipart *multipart_of(struct mime *x, const char *subtype)
{
	GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);

	set_boundary(x, multipart);
	return multipart;
}

static void add_part(GMimeMultipart *multipart, GMimeObject *part)
{
	g_mime_multipart_add(multipart, part);
	g_object_unref(part);
}

static GMimeObject *texts(struct mime *x)
{
	GMimeMultipart *both;

	if (x->m->html == NULL)
		return text_part(x, "text/plain; charset=utf-8", x->m->text);
	if (x->m->text == NULL)
		return text_part(x, "text/html; charset=utf-8", x->m->html);
	both = multipart_of(x, "alternative");
	add_part(both, text_part(x, "text/plain; charset=utf-8", x->m->text));
	add_part(both, text_part(x, "text/html; charset=utf-8", x->m->html));
	return GMIME_OBJECT(both);
}

static void set_name(GMimeObject *part, const struct email_attachment *a)
{
	GMimeHeader *header =
	    g_mime_header_list_get_header(g_mime_object_get_header_list(part), "Content-Type");
	struct crm_buf raw = CRM_BUF_INIT;

	crm_buf_addf(&raw, " %s", a->type);
	email_header_parameter("name", a->name, &raw);
	crm_buf_addc(&raw, '\n');
	g_mime_header_set_raw_value(header, crm_buf_str(&raw));
	crm_buf_clear(&raw);
	crm_buf_addz(&raw, " attachment");
	email_header_parameter("filename", a->name, &raw);
	crm_buf_addc(&raw, '\n');
	raw_header(part, "Content-Disposition", crm_buf_str(&raw));
	crm_buf_release(&raw);
}

static GMimeObject *tree(struct mime *x)
{
	GMimeMultipart *mixed;
	GMimeObject *part;
	size_t i;

	if (x->m->n == 0)
		return texts(x);
	mixed = multipart_of(x, "mixed");
	add_part(mixed, texts(x));
	for (i = 0; i < x->m->n; i++) {
		const struct email_attachment *a = &x->m->attachments[i];

		part = part_of(a->type, a->data, a->len, true, false);
		set_name(part, a);
		add_part(mixed, part);
	}
	return GMIME_OBJECT(mixed);
}

static const char *neutral_subject(const char *language)
{
	size_t i = 0;

	while (strncasecmp(language != NULL ? language : "", neutral[i].language,
	           strlen(neutral[i].language)) != 0)
		i++;
	return neutral[i].subject;
}

/* Takes the tree; the real subject is inside. That the fingerprint was given is the trust in it; a key
 * that is not there, expired or revoked is refused all the same. */
static GMimeObject *sealed(struct mime *x, GMimeObject *inner, struct email_result *r)
{
	GPtrArray *keys = g_ptr_array_new();
	GMimeCryptoContext *gpg = g_mime_gpg_context_new();
	GMimeMultipartEncrypted *out = NULL;
	GError *error = NULL;
	GString *key = g_string_new(x->m->key);

	text_header(inner, "Subject", x->m->subject, EMAIL_FOLD);
	g_mime_object_set_content_type_parameter(inner, "protected-headers", "v1");
	g_ptr_array_add(keys, key->str);
	if (gpg != NULL)
		out = g_mime_multipart_encrypted_encrypt(
		    gpg, inner, FALSE, NULL, GMIME_ENCRYPT_ALWAYS_TRUST, keys, &error);
	if (out == NULL)
		(void)email_refuse(r, "encrypt_failed", "not sent, for it cannot be encrypted: %s",
		    error != NULL ? error->message : "no GnuPG");
	else
		set_boundary(x, GMIME_MULTIPART(out));
	g_clear_error(&error);
	g_ptr_array_free(keys, TRUE);
	(void)g_string_free(key, TRUE);
	if (gpg != NULL)
		g_object_unref(gpg);
	g_object_unref(inner);
	return out != NULL ? GMIME_OBJECT(out) : NULL;
}

static void set_headers(const struct email *m, GMimeObject *o)
{
	const struct email_person reply_to = {NULL, m->reply_to};
	struct crm_buf id = CRM_BUF_INIT;
	const char *name = NULL;

	date_header(o, m->date);
	person_header(o, "From", &m->from);
	person_header(o, "To", &m->to);
	if (m->reply_to != NULL)
		person_header(o, "Reply-To", &reply_to);
	text_header(
	    o, "Subject", m->key != NULL ? neutral_subject(m->language) : m->subject, EMAIL_FOLD);
	crm_buf_addf(&id, " <%s>\n", m->message_id);
	raw_header(o, "Message-ID", crm_buf_str(&id));
	crm_buf_release(&id);
	while ((name = crm_doc_next(m->headers, name)) != NULL)
		text_header(o, name, crm_doc_string(crm_doc_member(m->headers, name, strlen(name))),
		    EMAIL_LINE);
}

int email_mime(const struct email *m, struct crm_buf *out, struct email_result *r)
{
	struct mime x = {m, 0};
	GMimeObject *root = tree(&x);
	GMimeMessage *message;
	GMimeStream *stream;
	GByteArray *bytes;

	if (m->key != NULL)
		root = sealed(&x, root, r);
	if (root == NULL)
		return -1;
	message = g_mime_message_new(FALSE);
	set_headers(m, GMIME_OBJECT(message));
	g_mime_message_set_mime_part(message, root);
	stream = g_mime_stream_mem_new();
	(void)g_mime_object_write_to_stream(GMIME_OBJECT(message), NULL, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	crm_buf_add(out, bytes->data, bytes->len);
	g_object_unref(stream);
	g_object_unref(message);
	g_object_unref(root);
	return 0;
}
