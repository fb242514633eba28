/* One notice with its addressee, and its plan. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/plan.h"
#include "lib/base/file.h"
#include "lib/base/hash.h"
#include "lib/rules/notice/sms.h"
#include "lib/tool/calendars.h"
#include "lib/tool/kinds.h"

/* ---- reading it ---- */

static int read_notice(struct notify_post *p, struct notify_item *it)
{
	struct crm_journal *j = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	int ret = crm_journal_open(p->run->store, "notice", NULL, &j, &e);

	if (ret == 0)
		ret = crm_journal_fold(j, it->id, NULL, &fold, &e);
	crm_journal_free(j);
	if (ret != 0)
		return e.code == CRM_NOINPUT ? 1 : crm_run_fail(p->run, &e);
	it->notice = fold.record;
	crm_view_of_record(p->notices, it->notice, &it->arena, &it->view);
	return 0;
}

static int read_customer(struct notify_post *p, struct notify_item *it)
{
	struct crm_addressee to;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;
	const char *contact = crm_view_text(&it->view, CRM_W_CONTACT, &it->arena);

	crm_notice_book_addressee(p->book, crm_view_cell(&it->view, CRM_W_CUSTOMER), &to);
	it->customer_id = to.id;
	if (to.id[0] == '\0')
		it->customer = crm_record_new();
	else if (crm_journal_fold(p->customer_journal, to.id, NULL, &fold, &e) == 0)
		it->customer = fold.record;
	else
		return crm_run_fail(p->run, &e);
	crm_view_of_record(p->customers, it->customer, &it->arena, &it->of);
	it->has_contact =
	    contact[0] != '\0' && crm_customer_contact(&it->of, contact, &it->contact);
	if (contact[0] != '\0' && !it->has_contact)
		crm_items_release(&it->contact);
	return 0;
}

static void lack(struct notify_item *it, const char *what, const char *more)
{
	crm_finding_add(
	    it->found, CRM_ERROR, "no_content", NULL, 0, it->id, "content", "%s%s", what, more);
}

/* Its text; what is not as it was written must not leave. */
static void read_content(struct notify_post *p, struct notify_item *it)
{
	const char *sha256 = crm_view_text(&it->view, CRM_W_CONTENT, &it->arena);
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_limits limits;
	struct crm_err e = CRM_ERR_INIT;
	char is[65];

	if (sha256[0] == '\0')
		return;
	crm_limits_folded(&p->run->limits, &limits);
	crm_buf_addf(&path, "messages/%s", sha256);
	if (crm_file_read(p->dir, crm_buf_str(&path), CRM_OUTBOX_LINE, &text, &e) != 0) {
		lack(it, "its text cannot be read: ", e.text);
	} else {
		crm_sha256_hex(crm_buf_str(&text), text.len, is);
		if (strcmp(is, sha256) != 0)
			lack(it, "its text is not as it was written: messages/", sha256);
		else if (crm_doc_parse(crm_buf_str(&text), text.len, &limits, &it->content, &e) !=
		    0)
			lack(it, "its text cannot be read: ", e.text);
		it->bytes = (int64_t)text.len;
	}
	crm_buf_release(&path);
	crm_buf_release(&text);
}

static void add_attachments(struct notify_item *it)
{
	struct crm_items files;

	crm_items_init(&files, &it->view, CRM_W_ATTACHMENTS);
	while (crm_items_next(&files)) {
		const struct crm_cell *bytes = crm_view_cell(&files.view, CRM_ATTACH_BYTES);

		/* in lines of base64 */
		if (bytes->type == CRM_T_INT)
			it->bytes += bytes->u.i / 3 * 4 + bytes->u.i / 57 + 1024;
	}
	crm_items_release(&files);
}

int notify_item_read(struct notify_post *p, const char *id, struct notify_item *out)
{
	struct crm_buf why = CRM_BUF_INIT;
	int ret;

	*out = (struct notify_item){.arena = CRM_ARENA_INIT, .customer_id = ""};
	out->id = crm_arena_strdup(&out->arena, id);
	out->found = crm_findings_new();
	ret = read_notice(p, out);
	if (ret == 0)
		ret = read_customer(p, out);
	if (ret != 0) {
		notify_item_release(out);
		return ret;
	}
	read_content(p, out);
	add_attachments(out);
	out->cleared = crm_notice_cleared(&out->view, p->book, NULL, NULL, p->now, &why);
	out->cleared_why = crm_arena_strdup(&out->arena, crm_buf_str(&why));
	crm_buf_release(&why);
	switch (crm_notice_approval(&out->view, NULL)) {
	case CRM_SEALED_CHANGED:
	case CRM_SEALED_FOREIGN:
		out->void_approval = true;
		break;
	case CRM_SEALED_HOLDS:
	case CRM_SEALED_NONE:
		break;
	}
	return 0;
}

void notify_item_release(struct notify_item *it)
{
	if (it->has_contact)
		crm_items_release(&it->contact);
	crm_record_free(it->notice);
	crm_record_free(it->customer);
	crm_doc_free(it->content);
	crm_findings_free(it->found);
	crm_arena_release(&it->arena);
	*it = (struct notify_item){0};
}

/* ---- how it is reached ---- */

static const char *setting(struct notify_post *p, struct notify_item *it, const char *member)
{
	const struct crm_record *all = crm_store_settings(p->run->store)->all;
	const char *names[] = {it->customer_id, crm_view_text(&it->of, CRM_U_NAME, &it->arena)};
	struct crm_buf path = CRM_BUF_INIT;
	const char *found = NULL;

	for (size_t i = 0; found == NULL && i < 2; i++) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "customers.%s.%s", names[i], member);
		if (names[i][0] != '\0')
			found = crm_record_text(all, crm_buf_str(&path));
	}
	crm_buf_release(&path);
	return found;
}

static int lead_of(struct notify_post *p, struct notify_item *it)
{
	const struct crm_record *all = crm_store_settings(p->run->store)->all;
	const char *names[] = {it->customer_id, crm_view_text(&it->of, CRM_U_NAME, &it->arena)};
	struct crm_buf path = CRM_BUF_INIT;
	int lead = -1;

	for (size_t i = 0; lead < 0 && i < 2; i++) {
		struct crm_cell c;

		crm_buf_clear(&path);
		crm_buf_addf(&path, "customers.%s.lead.%s", names[i],
		    crm_view_text(&it->view, CRM_W_CATEGORY, &it->arena));
		crm_record_cell(all, crm_buf_str(&path), NULL, NULL, &c);
		if (names[i][0] != '\0' && c.type == CRM_T_INT && c.u.i >= 0 && c.u.i <= 3650)
			lead = (int)c.u.i;
	}
	crm_buf_release(&path);
	return lead;
}

static int zone_of(struct notify_post *p, struct notify_item *it)
{
	const char *name = it->reach.zone.text;
	size_t i = crm_map_find(p->zone_names, name, strlen(name));
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	it->zone = crm_store_settings(p->run->store)->zone;
	if (name[0] == '\0')
		return 0;
	if (i == CRM_MAP_NONE) {
		if (crm_zone_new(name, &zone, &e) != 0)
			return crm_run_fail(p->run, &e);
		i = crm_map_put(p->zone_names, name, strlen(name), NULL);
		crm_grow(&p->zones, &p->zone_cap, i + 1, sizeof(*p->zones));
		p->zones[i] = zone;
	}
	it->zone = p->zones[i];
	return 0;
}

static void reach(struct notify_post *p, struct notify_item *it, const struct crm_category *c)
{
	const struct crm_record *all = crm_store_settings(p->run->store)->all;
	const struct crm_reach_said said = {setting(p, it, "language"), setting(p, it, "zone"),
	    setting(p, it, "calendar"), setting(p, it, "quiet"), setting(p, it, "channels")};
	const struct crm_reach_said ours = {.zone = crm_record_text(all, "zone"),
	    .calendar = crm_record_text(all, "calendar"),
	    .channels = "email"};
	const struct crm_reach_ask ask = {.customer = &it->of,
	    .contact = it->has_contact ? &it->contact.view : NULL,
	    .key = it->has_contact ? crm_contact_key(&it->contact, &it->arena) : NULL,
	    .topic = c != NULL ? c->name : NULL,
	    .topic_channels = c != NULL ? c->channels : NULL,
	    .settings = &said,
	    .ours = &ours};

	crm_reach(&ask, &it->arena, &it->reach);
}

const char *notify_address(const struct notify_item *it, const char *channel, struct crm_arena *a)
{
	return crm_reach_address(&it->of, it->has_contact ? &it->contact.view : NULL, channel, a);
}

int64_t notify_messages(const struct notify_item *it, const struct crm_channel *c)
{
	const char *sms = it->content != NULL
	    ? crm_doc_string(crm_doc_member(it->content, "sms", strlen("sms")))
	    : NULL;
	struct crm_sms count;

	if ((c->formats & CRM_FORMAT_SMS) == 0 || (c->formats & CRM_FORMAT_TEXT) != 0 ||
	    sms == NULL)
		return 1;
	crm_sms_count(sms, strlen(sms), &count);
	return count.segments > 0 ? (int64_t)count.segments : 1;
}

/* ---- the plan ---- */

static int add_offers(struct notify_post *p, struct notify_item *it, struct crm_plan_ask *ask)
{
	const struct crm_cell list = crm_cell_text(it->reach.channels.text);
	struct crm_words w = crm_words_of(&list);
	struct crm_plan_offer *offers =
	    crm_arena_alloc(&it->arena, (strlen(it->reach.channels.text) + 1) * sizeof(*offers));

	ask->offers = offers;
	while (crm_words_next(&w)) {
		const char *name = crm_arena_strndup(&it->arena, w.word, w.len);
		const struct crm_channel *c;
		struct crm_err e = CRM_ERR_INIT;
		const char *address;

		if (w.len == 0)
			continue;
		if (crm_channel_get(p->channels.all, name, &c, &e) != 0) {
			if (e.code == CRM_CONFIG)
				return crm_run_fail(p->run, &e);
			continue;
		}
		address = notify_address(it, name, &it->arena);
		offers[ask->noffers++] = (struct crm_plan_offer){.channel = name,
		    .attachments = c->attachments,
		    .max_bytes = c->max_bytes,
		    .bytes = it->bytes,
		    .messages = notify_messages(it, c),
		    .price = crm_price_find(&p->budget, name, address != NULL ? address : "")};
	}
	return 0;
}

/* What it is about was a mistake, or is the same as another one. */
static const char *gone_of(struct notify_post *p, struct notify_item *it)
{
	const struct crm_kind *kind =
	    crm_kind_find(crm_view_text(&it->view, CRM_W_ABOUT_KIND, &it->arena));
	const char *about = crm_view_text(&it->view, CRM_W_ABOUT, &it->arena), *gone = NULL;
	struct crm_journal *j = NULL;
	struct crm_fold fold = {0};
	struct crm_err e = CRM_ERR_INIT;

	if (kind == NULL || about[0] == '\0')
		return NULL;
	if (crm_journal_open(p->run->store, kind->name, NULL, &j, &e) == 0 &&
	    crm_journal_fold(j, about, NULL, &fold, &e) == 0) {
		const char *state = crm_record_text(fold.record, "state");
		const struct crm_cell cell = crm_cell_text(state);

		if (state != NULL && crm_state_gone(kind->flow.states, &cell)) {
			struct crm_buf b = CRM_BUF_INIT;

			crm_buf_addf(&b, "%s is %s", about, state);
			gone = crm_arena_strdup(&it->arena, crm_buf_str(&b));
			crm_buf_release(&b);
		}
	}
	crm_record_free(fold.record);
	crm_journal_free(j);
	return gone;
}

int notify_item_plan(struct notify_post *p, struct notify_item *it)
{
	struct crm_plan_ask ask = {.notice = &it->view, .now = p->now, .lead = lead_of(p, it)};
	struct crm_consent_said consent;
	struct crm_err e = CRM_ERR_INIT;
	const char *basis = crm_view_text(&it->view, CRM_W_BASIS, &it->arena);

	ask.category = crm_category_find(crm_notice_book_categories(p->book),
	    crm_view_text(&it->view, CRM_W_CATEGORY, &it->arena));
	reach(p, it, ask.category);
	ask.reach = &it->reach;
	if (basis[0] == '\0' && ask.category != NULL)
		basis = crm_basis_name(ask.category->basis);
	crm_consent_find(&it->of,
	    it->has_contact ? crm_contact_key(&it->contact, &it->arena) : NULL, basis, &it->arena,
	    &consent);
	ask.consent = &consent;
	if (zone_of(p, it) < 0)
		return -1;
	ask.zone = it->zone;
	if (it->reach.calendar.text[0] != '\0' &&
	    crm_calendars_get(
	        p->run, it->reach.calendar.text, it->zone, "calendar", &ask.calendar, &e) != 0)
		return crm_run_fail(p->run, &e);
	if (add_offers(p, it, &ask) < 0)
		return -1;
	ask.ledger = p->ledger.n > 0 ? &p->ledger : NULL;
	ask.gone = gone_of(p, it);
	crm_plan_make(&ask, &it->arena, &it->plan, it->found);
	if (it->content == NULL && it->plan.what < CRM_PLAN_HOLD)
		it->plan.what = CRM_PLAN_HOLD;
	return 0;
}

const struct crm_finding *notify_found(
    const struct notify_item *it, const char *code, enum crm_severity worse)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		if (f->severity >= worse && strcmp(f->code, code) == 0)
			return f;
	}
	return NULL;
}

void notify_errors(const struct notify_item *it, struct crm_buf *out)
{
	for (size_t i = 0; i < crm_findings_count(it->found); i++) {
		const struct crm_finding *f = crm_finding_at(it->found, i);

		if (f->severity == CRM_ERROR)
			crm_buf_addf(out, "%s%s", out->len > 0 ? "; " : "", f->text);
	}
}
