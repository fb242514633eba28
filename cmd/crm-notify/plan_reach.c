/* How the addressee of a notice is reached: zone, days off, channels and what each can. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-notify/notify.h"
#include "cmd/crm-notify/plan.h"
#include "lib/rules/notice/sms.h"
#include "lib/tool/calendars.h"

struct notify_zone {
	struct crm_zone *zone;
	struct crm_calendar *weekends; /* NULL: nobody has asked for it */
};

void notify_zones_release(struct notify_post *p)
{
	for (size_t i = 0; i < crm_map_count(p->zone_names); i++) {
		crm_calendar_free(p->zones[i].weekends);
		crm_zone_free(p->zones[i].zone);
	}
	crm_map_free(p->zone_names);
	free(p->zones);
}

/* CRM_MAP_NONE: it is our own. -1 after a message. */
static int find_zone(struct notify_post *p, struct notify_item *it, size_t *out)
{
	const char *name = it->reach.zone.text;
	struct crm_zone *zone = NULL;
	struct crm_err e = CRM_ERR_INIT;

	*out = crm_map_find(p->zone_names, name, strlen(name));
	it->zone = crm_store_settings(p->run->store)->zone;
	if (name[0] == '\0')
		return 0;
	if (*out == CRM_MAP_NONE) {
		if (crm_zone_new(name, &zone, &e) != 0)
			return crm_run_fail(p->run, &e);
		*out = crm_map_put(p->zone_names, name, strlen(name), NULL);
		crm_grow(&p->zones, &p->zone_cap, *out + 1, sizeof(*p->zones));
		p->zones[*out] = (struct notify_zone){zone, NULL};
	}
	it->zone = p->zones[*out].zone;
	return 0;
}

/* ---- days off ---- */

/* Saturdays and Sundays. */
static int weekends(struct notify_post *p, size_t zone, const struct crm_calendar **out)
{
	struct notify_zone *z = &p->zones[zone];
	struct crm_calendar_parts parts;
	struct crm_err e = CRM_ERR_INIT;

	crm_calendar_parts_init(&parts, "weekends", z->zone);
	if (z->weekends == NULL && crm_calendar_new(&parts, &z->weekends, &e) != 0)
		return crm_run_fail(p->run, &e);
	*out = z->weekends;
	return 0;
}

/* Our holidays are theirs where our zone is: elsewhere nobody knows theirs. */
static bool is_foreign(const struct notify_post *p, const struct crm_reach *reach)
{
	const char *ours = crm_record_text(crm_store_settings(p->run->store)->all, "zone");

	return strcmp(reach->calendar.by, CRM_REACH_OURS) == 0 && reach->zone.text[0] != '\0' &&
	    strcmp(reach->zone.text, ours != NULL ? ours : "UTC") != 0;
}

int notify_calendar(struct notify_post *p, struct notify_item *it, const struct crm_calendar **out)
{
	const char *name = it->reach.calendar.text;
	struct crm_err e = CRM_ERR_INIT;
	size_t zone;

	*out = NULL;
	if (name[0] == '\0')
		return 0;
	if (is_foreign(p, &it->reach))
		return find_zone(p, it, &zone) < 0 ? -1 : weekends(p, zone, out);
	if (crm_calendars_get(p->run, name, it->zone, "calendar", out, &e) != 0)
		return crm_run_fail(p->run, &e);
	return 0;
}

/* ---- addresses ---- */

const char *notify_address(const struct notify_item *it, const char *channel, struct crm_arena *a)
{
	return crm_reach_address(&it->of, it->has_contact ? &it->contact.view : NULL, channel, a);
}

/* Who is told nothing any more. */
static void judge_people(
    const struct notify_item *it, struct crm_plan_ask *ask, struct crm_arena *a)
{
	const char *contact = crm_view_text(&it->view, CRM_W_CONTACT, a);
	const char *state = crm_view_text(&it->of, CRM_C_STATE, a);
	struct crm_buf text = CRM_BUF_INIT;

	if (it->customer_id[0] == '\0') /* nobody knows it: there is no address */
		return;
	if (contact[0] != '\0' && !it->has_contact)
		crm_buf_addf(&text, "%s has no contact '%s' any more", it->customer_id, contact);
	else if (it->has_contact && crm_view_has(&it->contact.view, CRM_CONTACT_LEFT_AT))
		crm_buf_addf(&text, "%s has left %s", contact, it->customer_id);
	if (text.len > 0)
		ask->left = crm_arena_strdup(a, crm_buf_str(&text));
	crm_buf_clear(&text);
	if (crm_state_ended(crm_customer.flow.states, crm_view_cell(&it->of, CRM_C_STATE)))
		crm_buf_addf(&text, "%s is no customer any more: it is %s", it->customer_id, state);
	if (text.len > 0)
		ask->ended = crm_arena_strdup(a, crm_buf_str(&text));
	crm_buf_release(&text);
}

/* ---- what the channels can ---- */

static bool has_text(const struct notify_item *it, const char *name)
{
	const char *text = crm_doc_string(crm_doc_member(it->content, name, strlen(name)));

	return text != NULL && text[0] != '\0';
}

/* Any of those that it takes. */
static bool can_carry(const struct notify_item *it, const struct crm_channel *c)
{
	static const struct {
		unsigned flag;
		const char *name;
	} media[] = {{CRM_FORMAT_TEXT, "text"}, {CRM_FORMAT_HTML, "html"}, {CRM_FORMAT_SMS, "sms"},
	    {CRM_FORMAT_IM, "im"}, {CRM_FORMAT_PRINT, "print"}};
	bool carries = it->content == NULL; /* which is told by itself */

	for (size_t i = 0; i < sizeof(media) / sizeof(media[0]); i++)
		carries =
		    carries || ((c->formats & media[i].flag) != 0 && has_text(it, media[i].name));
	return carries;
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

static const char *reason_of(const struct crm_err *e, struct crm_arena *a)
{
	struct crm_buf text = CRM_BUF_INIT;
	const char *made;

	if (e->source[0] != '\0')
		crm_buf_addf(&text, "%s: ", e->source);
	if (e->field[0] != '\0')
		crm_buf_addf(&text, "%s: ", e->field);
	crm_buf_addz(&text, e->text);
	made = crm_arena_strdup(a, crm_buf_str(&text));
	crm_buf_release(&text);
	return made;
}

/* False after a message. */
static bool offer(
    struct notify_post *p, struct notify_item *it, const char *name, struct crm_plan_offer *out)
{
	const char *address = notify_address(it, name, &it->arena);
	const struct crm_channel *c;
	struct crm_err e = CRM_ERR_INIT;

	*out = (struct crm_plan_offer){.channel = name, .messages = 1};
	if (crm_channel_get(p->channels.all, name, &c, &e) != 0) {
		if (e.code == CRM_CONFIG) {
			(void)crm_run_fail(p->run, &e);
			return false;
		}
		out->broken = reason_of(&e, &it->arena);
		return true;
	}
	out->attachments = c->attachments;
	out->confidential = c->confidential;
	out->max_bytes = c->max_bytes;
	out->bytes = it->bytes;
	out->messages = notify_messages(it, c);
	out->price = crm_price_find(&p->budget, name, address != NULL ? address : "");
	out->no_text = !can_carry(it, c);
	return true;
}

static int add_offers(struct notify_post *p, struct notify_item *it, struct crm_plan_ask *ask)
{
	const struct crm_cell list = crm_cell_text(it->reach.channels.text);
	struct crm_words w = crm_words_of(&list);
	struct crm_plan_offer *offers =
	    crm_arena_alloc(&it->arena, (strlen(it->reach.channels.text) + 1) * sizeof(*offers));

	ask->offers = offers;
	while (crm_words_next(&w)) {
		if (w.len > 0 &&
		    !offer(p, it, crm_arena_strndup(&it->arena, w.word, w.len),
		        &offers[ask->noffers++]))
			return -1;
	}
	return 0;
}

int notify_ask_reach(struct notify_post *p, struct notify_item *it, struct crm_plan_ask *ask)
{
	const struct notify_whom of = {.id = it->customer_id,
	    .name = crm_view_text(&it->of, CRM_U_NAME, &it->arena),
	    .customer = &it->of,
	    .contact = it->has_contact ? &it->contact.view : NULL,
	    .key = it->has_contact ? crm_contact_key(&it->contact, &it->arena) : NULL};
	size_t zone;

	notify_reach(p->run, &of, ask->category, &it->arena, &it->reach);
	ask->reach = &it->reach;
	ask->keyed = it->has_contact && crm_view_has(&it->contact.view, CRM_CONTACT_KEY);
	/* the days ahead of its category that crm.json says of it too */
	ask->lead = notify_lead(p->run, &of, crm_view_text(&it->view, CRM_W_CATEGORY, &it->arena));
	judge_people(it, ask, &it->arena);
	if (find_zone(p, it, &zone) < 0)
		return -1;
	ask->zone = it->zone;
	if (notify_calendar(p, it, &ask->calendar) < 0)
		return -1;
	return add_offers(p, it, ask);
}
