/* What stands on the sheets of one message. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/work.h"
#include "lib/rules/notice/local.h"

static const char *content_text(const struct sheet_ask *ask, const char *name)
{
	return crm_doc_string(crm_doc_member(ask->row->it.content, name, strlen(name)));
}

static const char *word_of(const struct sheet_ask *ask, const char *list, const char *word)
{
	const char *text = ask->word != NULL ? ask->word(ask->ctx, list, word) : NULL;

	return text != NULL ? text : word;
}

static void put_some(struct crm_doc *o, const char *name, const char *text)
{
	if (text != NULL && text[0] != '\0')
		crm_doc_text(o, name, text);
}

/* A field of a record that has one. */
static void put_field(struct crm_doc *o, const char *name, const struct crm_view *v, int field)
{
	struct crm_arena a = CRM_ARENA_INIT;

	put_some(o, name, crm_view_text(v, field, &a));
	crm_arena_release(&a);
}

/* A time in the form of the sheet's language; of data as it is. zone NULL: at its own offset. */
static void put_time(const struct sheet_ask *ask, struct crm_doc *o, const char *name,
    const struct crm_zone *zone, struct crm_instant t)
{
	const struct crm_cell cell = crm_cell_instant(t);
	struct crm_buf text = CRM_BUF_INIT;

	if (t.us == 0)
		return;
	if (ask->word == NULL) {
		crm_doc_cell(o, name, &cell);
		return;
	}
	crm_local_time(ask->language, zone, t, &text);
	crm_doc_text(o, name, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* ---- who ---- */

static void put_company(const struct sheet_ask *ask, struct crm_doc *o)
{
	static const char *const names[] = {
	    "name", "street", "postal_code", "city", "country", "phone", "fax", "email"};
	const struct crm_record *all = crm_store_settings(ask->run->store)->all;
	struct crm_doc *company = crm_doc_object(o, "company");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[32];

		(void)snprintf(path, sizeof(path), "company.%s", names[i]);
		put_some(company, names[i], crm_record_text(all, path));
	}
}

static void put_people(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct notify_item *it = &ask->row->it;
	struct crm_doc *customer = crm_doc_object(o, "customer"), *contact;
	struct crm_arena a = CRM_ARENA_INIT;

	put_field(customer, "id", &it->view, CRM_W_CUSTOMER);
	put_field(customer, "name", &it->of, CRM_U_NAME);
	put_field(o, "owner", &it->view, CRM_W_OWNER);
	put_field(o, "our_contact", &it->view, CRM_W_OUR_CONTACT);
	if (!it->has_contact) {
		crm_arena_release(&a);
		return;
	}
	contact = crm_doc_object(o, "contact");
	put_field(contact, "name", &it->contact.view, CRM_CONTACT_NAME);
	put_field(contact, "salutation", &it->contact.view, CRM_CONTACT_SALUTATION);
	put_field(contact, "department", &it->contact.view, CRM_CONTACT_DEPARTMENT);
	put_field(contact, "role", &it->contact.view, CRM_CONTACT_ROLE);
	if (ask->word != NULL)
		put_some(contact, "role_text",
		    word_of(ask, "role", crm_view_text(&it->contact.view, CRM_CONTACT_ROLE, &a)));
	crm_arena_release(&a);
}

/* Whom of us to call, in which order, where it cannot wait. */
static void put_contingency(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct notify_self *self = &ask->list->post.self;
	const size_t n = ask->row->urgency != CRM_URGENCY_NORMAL ? self->ncalls : 0;
	struct crm_doc *list = n > 0 ? crm_doc_list(o, "contingency") : NULL;

	for (size_t i = 0; i < n; i++) {
		const struct crm_cell number = crm_cell_int((int64_t)i + 1);
		struct crm_doc *to = crm_doc_item(list);

		crm_doc_cell(to, "n", &number);
		put_some(to, "name", self->calls[i].name);
		put_some(to, "phone", self->calls[i].phone);
		put_some(to, "email", self->calls[i].email);
	}
	crm_doc_bool(o, "contingency_shown", n > 0);
}

/* ---- what, by when ---- */

static void put_times(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct work_row *row = ask->row;
	const struct crm_zone *ours = crm_store_settings(ask->run->store)->zone;
	const struct crm_cell *approved = crm_view_cell(&row->it.view, CRM_W_APPROVED_AT);

	put_time(ask, o, "now", ours, ask->list->post.now);
	put_time(ask, o, "due", ours, row->due);
	put_time(ask, o, "from", NULL, row->from);
	put_time(ask, o, "local", NULL, row->local);
	put_some(o, "zone", row->it.reach.zone.text);
	put_some(o, "quiet", row->it.reach.quiet.text);
	if (approved->type == CRM_T_INSTANT)
		put_time(ask, o, "approved_at", ours, approved->u.at);
	put_field(o, "approved_by", &row->it.view, CRM_W_APPROVED_BY);
}

static void put_attachments(const struct sheet_ask *ask, struct crm_doc *o)
{
	struct crm_doc *list = NULL;
	struct crm_items it;
	int64_t n = 0;

	crm_items_init(&it, &ask->row->it.view, CRM_W_ATTACHMENTS);
	while (crm_items_next(&it)) {
		struct crm_doc *one;

		if (list == NULL)
			list = crm_doc_list(o, "attachments");
		one = crm_doc_item(list);
		put_field(one, "name", &it.view, CRM_ATTACH_NAME);
		put_field(one, "sha256", &it.view, CRM_ATTACH_SHA256);
		n++;
	}
	crm_items_release(&it);
	crm_doc_cell(o, "attachment_count", &(struct crm_cell){.type = CRM_T_INT, .u.i = n});
	crm_doc_bool(o, "attachments_shown", list != NULL);
}

/* What persons have tried before, on any channel. */
static void put_tried(const struct sheet_ask *ask, struct crm_doc *o)
{
	struct crm_doc *list = NULL;
	struct crm_items it;
	struct crm_arena a = CRM_ARENA_INIT;

	crm_items_init(&it, &ask->row->it.view, CRM_W_ATTEMPTS);
	while (crm_items_next(&it)) {
		const char *status = crm_view_text(&it.view, CRM_TRY_STATUS, &a);
		const struct crm_cell *at = crm_view_cell(&it.view, 0);
		struct crm_doc *one;

		if (strcmp(status, "deferred") != 0 && strcmp(status, "failed") != 0)
			continue;
		if (list == NULL)
			list = crm_doc_list(o, "tried");
		one = crm_doc_item(list);
		if (at->type == CRM_T_INSTANT)
			put_time(
			    ask, one, "at", crm_store_settings(ask->run->store)->zone, at->u.at);
		put_field(one, "channel", &it.view, CRM_TRY_CHANNEL);
		crm_doc_text(one, "status", status);
		if (ask->word != NULL) {
			crm_doc_text(one, "status_text", word_of(ask, "status", status));
			crm_doc_text(one, "channel_text",
			    word_of(ask, "channel", crm_view_text(&it.view, CRM_TRY_CHANNEL, &a)));
		}
		put_field(one, "code", &it.view, CRM_TRY_CODE);
		put_field(one, "detail", &it.view, CRM_TRY_DETAIL);
	}
	crm_items_release(&it);
	crm_doc_bool(o, "tried_shown", list != NULL);
	crm_arena_release(&a);
}

static void put_reason(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct work_row *row = ask->row;

	if (!work_paper(row->channel))
		return;
	if (crm_view_has(&row->it.view, CRM_W_PAPER))
		put_field(o, "reason", &row->it.view, CRM_W_PAPER);
	else
		crm_doc_text(
		    o, "reason", ask->word != NULL ? word_of(ask, "reason", "prefers") : row->why);
}

/* ---- what is told ---- */

/* "zh-CN", and of sheets its name, by the part before the first hyphen. */
static void put_language(const struct sheet_ask *ask, struct crm_doc *o)
{
	const char *language = content_text(ask, "language"), *name;
	char family[16];

	put_some(o, "text_language", language);
	if (ask->word == NULL || language == NULL)
		return;
	(void)snprintf(family, sizeof(family), "%.*s", (int)strcspn(language, "-"), language);
	name = ask->word(ask->ctx, "language", family);
	crm_doc_text(o, "language_text", name != NULL ? name : language);
}

/* The parts of an address, which commas separate, on lines. */
static void put_address(const struct sheet_ask *ask, struct crm_doc *o)
{
	struct crm_buf lines = CRM_BUF_INIT;

	put_some(o, "to", ask->row->to);
	if (strcmp(ask->row->channel, "letter") != 0)
		return;
	for (const char *s = ask->row->to; *s != '\0'; s++) {
		crm_buf_addc(&lines, *s == ',' ? '\n' : *s);
		while (*s == ',' && s[1] == ' ')
			s++;
	}
	put_some(o, "to_lines", crm_buf_str(&lines));
	crm_buf_release(&lines);
}

static void put_content(const struct sheet_ask *ask, struct crm_doc *o)
{
	const char *print = content_text(ask, "print");
	struct crm_buf style = CRM_BUF_INIT, body = CRM_BUF_INIT;

	put_some(o, "subject", content_text(ask, "subject"));
	put_some(o, "text", content_text(ask, "text"));
	put_language(ask, o);
	if (print == NULL || print[0] == '\0' || !work_paper(ask->row->channel))
		return;
	if (ask->scope == NULL) {
		crm_doc_text(o, "print", print);
		return;
	}
	sheet_page_split(print, ask->scope, &style, &body);
	crm_doc_text(crm_doc_object(o, "page"), "style", crm_buf_str(&style));
	crm_doc_text(crm_doc_object(o, "page"), "body", crm_buf_str(&body));
	crm_doc_text(crm_doc_object(o, "page"), "id", ask->scope + 1);
	crm_buf_release(&style);
	crm_buf_release(&body);
}

/* Of the four that have words of their own; else "other". */
static const char *sort_of(const char *channel)
{
	static const char *const known[] = {"phone", "fax", "letter", "meeting"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strcmp(channel, known[i]) == 0)
			return known[i];
	}
	return "other";
}

/* How it is entered what came of it. */
static void put_commands(const struct sheet_ask *ask, struct crm_doc *o)
{
	static const char *const steps[] = {"sent", "deferred", "failed"};
	const char *channel = ask->row->channel;
	struct crm_doc *list = crm_doc_list(o, "commands");

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct crm_doc *one = crm_doc_item(list);
		struct crm_buf line = CRM_BUF_INIT;
		char word[32];

		(void)snprintf(word, sizeof(word), "%s.%s", sort_of(channel), steps[i]);
		crm_buf_addf(&line, "crm-notify %s %s --channel %s --detail '%s'", steps[i],
		    ask->row->it.id, channel,
		    ask->word != NULL ? word_of(ask, "detail", word) : "...");
		crm_doc_text(one, "step", steps[i]);
		if (ask->word != NULL)
			crm_doc_text(one, "step_text", word_of(ask, "outcome", word));
		crm_doc_text(one, "line", crm_buf_str(&line));
		crm_buf_release(&line);
	}
}

static void put_kind(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct work_row *row = ask->row;
	const char *sort = sort_of(row->channel);
	struct crm_doc *is = crm_doc_object(o, "is");

	crm_doc_text(o, "id", row->it.id);
	crm_doc_text(o, "channel", row->channel);
	crm_doc_bool(is, sort, true);
	crm_doc_bool(is, "paper", strcmp(sort, "other") == 0 || work_paper(sort));
	crm_doc_text(o, "what", work_name(row->what));
	crm_doc_text(o, "urgency", crm_urgency_name(row->urgency));
	crm_doc_bool(o, "urgent", row->urgency != CRM_URGENCY_NORMAL);
	if (ask->word == NULL)
		return;
	crm_doc_text(o, "title", word_of(ask, "sheet", sort));
	crm_doc_text(o, "channel_text", word_of(ask, "channel", row->channel));
	crm_doc_text(o, "urgency_text", word_of(ask, "urgency", crm_urgency_name(row->urgency)));
}

void sheet_fill(const struct sheet_ask *ask, struct crm_doc *o)
{
	const struct crm_cell tries = crm_cell_int(ask->row->tries);

	put_kind(ask, o);
	put_address(ask, o);
	put_some(o, "message_id", ask->row->message_id);
	put_company(ask, o);
	put_people(ask, o);
	put_times(ask, o);
	put_reason(ask, o);
	put_content(ask, o);
	put_attachments(ask, o);
	crm_doc_cell(o, "tries", &tries);
	put_tried(ask, o);
	put_contingency(ask, o);
	put_commands(ask, o);
}
