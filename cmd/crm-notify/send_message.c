/* A message as channels get it. */
#include <string.h>
#include <strings.h>

#include "cmd/crm-notify/send.h"

static const char *content_text(const struct notify_item *it, const char *name)
{
	return crm_doc_string(crm_doc_member(it->content, name, strlen(name)));
}

static const char *type_of(const char *name)
{
	static const char *const types[][2] = {{".pdf", "application/pdf"}, {".png", "image/png"},
	    {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".csv", "text/csv"},
	    {".txt", "text/plain"}, {".html", "text/html"}, {".json", "application/json"},
	    {".zip", "application/zip"}, {".svg", "image/svg+xml"},
	    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}};
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(types) / sizeof(types[0]); i++) {
		if (strcasecmp(types[i][0], dot) == 0)
			return types[i][1];
	}
	return "application/octet-stream";
}

static void add_attachments(const struct notify_item *it, struct crm_doc *message)
{
	struct crm_doc *list = NULL;
	struct crm_items files;
	struct crm_arena a = CRM_ARENA_INIT;

	crm_items_init(&files, &it->view, CRM_W_ATTACHMENTS);
	while (crm_items_next(&files)) {
		const char *name = crm_view_text(&files.view, CRM_ATTACH_NAME, &a);
		const char *sha256 = crm_view_text(&files.view, CRM_ATTACH_SHA256, &a);
		struct crm_buf path = CRM_BUF_INIT;
		struct crm_doc *one;

		if (list == NULL)
			list = crm_doc_list(message, "attachments");
		one = crm_doc_item(list);
		crm_buf_addf(
		    &path, CRM_NOTICE_FILES "/%s", sha256); /* of the store, wherever it is */
		crm_doc_text(one, "name", name);
		crm_doc_text(one, "path", crm_buf_str(&path));
		crm_doc_text(one, "type", type_of(name));
		crm_doc_text(one, "sha256", sha256);
		crm_doc_cell(one, "bytes", crm_view_cell(&files.view, CRM_ATTACH_BYTES));
		crm_buf_release(&path);
	}
	crm_items_release(&files);
	crm_arena_release(&a);
}

static void add_texts(
    const struct notify_item *it, const struct crm_channel *c, struct crm_doc *message)
{
	static const struct {
		unsigned flag;
		const char *name;
	} media[] = {{CRM_FORMAT_TEXT, "text"}, {CRM_FORMAT_HTML, "html"}, {CRM_FORMAT_SMS, "sms"},
	    {CRM_FORMAT_IM, "im"}, {CRM_FORMAT_PRINT, "print"}};

	crm_doc_text(message, "subject", content_text(it, "subject"));
	for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++) {
		if ((c->formats & media[i].flag) != 0)
			crm_doc_text(message, media[i].name, content_text(it, media[i].name));
	}
	crm_doc_text(message, "language", content_text(it, "language"));
}

const char *notify_encrypt(const struct notify_item *it, const char *channel, struct crm_arena *a)
{
	return it->has_contact && strcmp(channel, "email") == 0
	    ? crm_view_text(&it->contact.view, CRM_CONTACT_KEY, a)
	    : "";
}

static void add_mail(struct notify_sending *s, struct notify_item *it, struct crm_doc *message)
{
	const struct notify_self *self = &s->post.self;
	const char *basis = crm_view_text(&it->view, CRM_W_BASIS, &it->arena);
	const char *fingerprint = notify_encrypt(it, "email", &it->arena);
	struct crm_buf to = CRM_BUF_INIT;

	if (fingerprint[0] != '\0')
		crm_doc_text(crm_doc_object(message, "encrypt"), "key", fingerprint);
	if (self->unsubscribe == NULL || strcmp(basis, "contract") == 0)
		return;
	crm_buf_addf(&to, "<%s>", self->unsubscribe);
	crm_doc_text(crm_doc_object(message, "headers"), "List-Unsubscribe", crm_buf_str(&to));
	crm_buf_release(&to);
}

static void add_people(
    struct notify_sending *s, struct notify_item *it, const char *address, struct crm_doc *message)
{
	const struct notify_self *self = &s->post.self;
	struct crm_doc *to = crm_doc_object(message, "to");
	const char *name = it->has_contact
	    ? crm_view_text(&it->contact.view, CRM_CONTACT_NAME, &it->arena)
	    : crm_view_text(&it->of, CRM_U_NAME, &it->arena);

	crm_doc_text(to, "address", address);
	if (name[0] != '\0')
		crm_doc_text(to, "name", name);
	if (self->from != NULL) {
		struct crm_doc *from = crm_doc_object(message, "from");

		crm_doc_text(from, "address", self->from);
		crm_doc_text(from, "name", self->name);
	}
	crm_doc_text(message, "reply_to", self->reply_to);
	crm_doc_text(message, "bounce", self->bounce);
}

static struct crm_record *record_of(struct notify_sending *s, const struct crm_doc *d)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_limits limits;
	struct crm_err e = CRM_ERR_INIT;

	crm_limits_folded(&s->run->limits, &limits);
	crm_doc_json(d, false, &json);
	if (crm_record_parse(crm_buf_str(&json), json.len, &limits, &r, &e) != 0)
		(void)crm_run_fail(s->run, &e);
	crm_buf_release(&json);
	return r;
}

int notify_has_from(struct notify_sending *s, const char *channel)
{
	struct crm_err e = CRM_ERR_INIT;

	if (s->post.self.from != NULL || strcmp(channel, "email") != 0)
		return 0;
	crm_err_at(&e, CRM_CONFIG, "crm.json", 0, "notify.from",
	    "expected: the address that mail comes from");
	return crm_run_fail(s->run, &e);
}

struct crm_record *notify_message(struct notify_sending *s, struct notify_item *it,
    const struct crm_channel *c, const char *address, const char *key, struct crm_instant date)
{
	const struct notify_self *self = &s->post.self;
	struct crm_doc *d = crm_doc_new();
	const struct crm_cell one = crm_cell_int(1), at = crm_cell_instant(date);
	const char *urgency = crm_view_text(&it->view, CRM_W_URGENCY, &it->arena);
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_record *r = NULL;

	if (notify_has_from(s, c->name) < 0) {
		crm_doc_free(d);
		return NULL;
	}
	crm_buf_addf(&id, "<%s@%s>", key, self->domain != NULL ? self->domain : "localhost");
	crm_doc_cell(d, "format", &one);
	crm_doc_text(d, "id", it->id);
	crm_doc_text(d, "message_id", crm_buf_str(&id));
	crm_doc_text(d, "channel", c->name);
	add_people(s, it, address, d);
	crm_doc_cell(d, "date", &at);
	add_texts(it, c, d);
	add_attachments(it, d);
	if (strcmp(c->name, "email") == 0)
		add_mail(s, it, d);
	crm_doc_text(d, "urgency", urgency[0] != '\0' ? urgency : "normal");
	r = record_of(s, d);
	crm_buf_release(&id);
	crm_doc_free(d);
	return r;
}
