#include "lib/rules/customer/reach.h"

#include <string.h>

#include "lib/base/buf.h"

/* ---- what is said once, on four levels ---- */

static const char *some(const char *text)
{
	return text != NULL ? text : "";
}

/* The first that is not empty. */
static struct crm_reach_value first_of(
    const char *contact, const char *customer, const char *settings, const char *ours)
{
	const struct crm_reach_value levels[] = {
	    {contact, "the contact"},
	    {customer, "the customer"},
	    {some(settings), "crm.json"},
	    {some(ours), CRM_REACH_OURS},
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (levels[i].text[0] != '\0')
			return levels[i];
	}
	return (struct crm_reach_value){"", ""};
}

static const char *of_contact(const struct crm_reach_ask *ask, int member, struct crm_arena *a)
{
	return ask->contact != NULL ? crm_view_text(ask->contact, member, a) : "";
}

static const struct crm_reach_said nothing = {NULL, NULL, NULL, NULL, NULL};

static void find_values(const struct crm_reach_ask *ask, const struct crm_reach_said *settings,
    const struct crm_reach_said *ours, struct crm_arena *a, struct crm_reach *out)
{
	const struct crm_view *v = ask->customer;

	out->language = first_of(of_contact(ask, CRM_CONTACT_LANGUAGE, a),
	    crm_view_text(v, CRM_U_LANGUAGE, a), settings->language, ours->language);
	out->zone = first_of(of_contact(ask, CRM_CONTACT_ZONE, a), crm_view_text(v, CRM_U_ZONE, a),
	    settings->zone, ours->zone);
	out->calendar = first_of(of_contact(ask, CRM_CONTACT_CALENDAR, a),
	    crm_view_text(v, CRM_U_CALENDAR, a), settings->calendar, ours->calendar);
	out->quiet = first_of(of_contact(ask, CRM_CONTACT_QUIET, a),
	    crm_view_text(v, CRM_U_QUIET, a), settings->quiet, ours->quiet);
}

/* ---- addresses ---- */

static const char *postal(const struct crm_view *v, struct crm_arena *a)
{
	const char *street = crm_view_text(v, CRM_U_STREET, a);
	const char *code = crm_view_text(v, CRM_U_POSTAL_CODE, a);
	const char *city = crm_view_text(v, CRM_U_CITY, a);
	const char *country = crm_view_text(v, CRM_U_COUNTRY, a), *made;
	struct crm_buf b = CRM_BUF_INIT;

	if (city[0] == '\0')
		return NULL;
	crm_buf_addf(&b, "%s%s%s%s%s%s%s", street, street[0] != '\0' ? ", " : "", code,
	    code[0] != '\0' ? " " : "", city, country[0] != '\0' ? ", " : "", country);
	made = crm_arena_strdup(a, crm_buf_str(&b));
	crm_buf_release(&b);
	return made;
}

const char *crm_reach_address(const struct crm_view *customer, const struct crm_view *contact,
    const char *channel, struct crm_arena *a)
{
	static const struct {
		const char *channel;
		int member, other;
	} rows[] = {
	    {"email", CRM_CONTACT_EMAIL, 0},
	    {"test", CRM_CONTACT_EMAIL, 0},
	    {"phone", CRM_CONTACT_PHONE, CRM_CONTACT_MOBILE},
	    {"sms", CRM_CONTACT_MOBILE, 0},
	    {"fax", CRM_CONTACT_FAX, 0},
	    {"letter", CRM_CONTACT_ADDRESS, 0},
	};
	int member = CRM_CONTACT_IM, other = 0;
	const char *text = "";

	if (strcmp(channel, "meeting") == 0)
		return "";
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strcmp(rows[i].channel, channel) == 0) {
			member = rows[i].member;
			other = rows[i].other;
		}
	}
	if (contact != NULL)
		text = crm_view_text(contact, member, a);
	if (contact != NULL && text[0] == '\0' && other != 0)
		text = crm_view_text(contact, other, a);
	if (text[0] != '\0' && (text[0] != '-' || member == CRM_CONTACT_ADDRESS))
		return text;
	return member == CRM_CONTACT_ADDRESS ? postal(customer, a) : NULL;
}

bool crm_reach_any(const struct crm_view *customer, const struct crm_view *contact)
{
	static const char *const channels[] = {"email", "phone", "fax", "letter", "im"};
	struct crm_arena a = CRM_ARENA_INIT;
	bool any = false;

	for (size_t i = 0; !any && i < sizeof(channels) / sizeof(channels[0]); i++)
		any = crm_reach_address(customer, contact, channels[i], &a) != NULL;
	crm_arena_release(&a);
	return any;
}

/* ---- channels ---- */

/* One that may say by which channels. */
struct statement {
	const char *text; /* "" for nothing */
	const char *by;
	bool preference;
};
#define STATEMENTS 9

/* The preference of that topic and contact (NULL: of the whole customer); "" for none. */
static const char *preferred(
    const struct crm_view *v, const char *topic, const char *contact, struct crm_arena *a)
{
	const char *found = "";
	struct crm_items it;

	if (topic == NULL)
		return "";
	crm_items_init(&it, v, CRM_U_PREFERENCES);
	while (crm_items_next(&it)) {
		const struct crm_cell *who = crm_view_cell(&it.view, CRM_PREFER_CONTACT);
		bool whole = !crm_cell_is(who) || crm_cell_eq(who, CRM_CONTACT_ALL);

		if (crm_cell_eq(crm_view_cell(&it.view, CRM_PREFER_TOPIC), topic) &&
		    (contact != NULL ? crm_cell_eq(who, contact) : whole))
			found = crm_view_text(&it.view, CRM_PREFER_CHANNELS, a);
	}
	crm_items_release(&it);
	return strcmp(found, CRM_PREFER_DEFAULT) == 0 ? "" : found;
}

static void gather(const struct crm_reach_ask *ask, const struct crm_reach_said *settings,
    const struct crm_reach_said *ours, struct crm_arena *a, struct statement out[STATEMENTS])
{
	const struct crm_view *v = ask->customer;
	const char *key = ask->contact != NULL ? ask->key : NULL;
	/* said of all topics, it is said of none in particular */
	const char *topic =
	    ask->topic != NULL && strcmp(ask->topic, CRM_PREFER_ALL) != 0 ? ask->topic : NULL;
	const struct statement all[STATEMENTS] = {
	    {key != NULL ? preferred(v, topic, key, a) : "", "recipient and topic", true},
	    {key != NULL ? preferred(v, CRM_PREFER_ALL, key, a) : "", "recipient", true},
	    {of_contact(ask, CRM_CONTACT_CHANNELS, a), "recipient", false},
	    {preferred(v, topic, NULL, a), "topic", true},
	    {some(ask->topic_channels), "topic", false},
	    {preferred(v, CRM_PREFER_ALL, NULL, a), "default, the customer", true},
	    {crm_view_text(v, CRM_U_CHANNELS, a), "default, the customer", false},
	    {some(settings->channels), "default, crm.json", false},
	    {some(ours->channels), "default, our own", false},
	};

	memcpy(out, all, sizeof(all));
}

static void add_word(struct crm_buf *list, const char *word)
{
	if (list->len > 0)
		crm_buf_addc(list, ',');
	crm_buf_addz(list, word);
}

/* Parts a list by whether there is an address. without NULL: nobody asks for it. */
static void part(const struct crm_reach_ask *ask, const char *text, struct crm_arena *a,
    struct crm_buf *with, struct crm_buf *without)
{
	const struct crm_cell list = crm_cell_text(text);
	const struct crm_cell lacking = crm_cell_some(without != NULL ? crm_buf_str(without) : "");
	struct crm_words w = crm_words_of(&list);
	struct crm_buf lacks = CRM_BUF_INIT;

	while (crm_words_next(&w)) {
		const char *word = crm_arena_strndup(a, w.word, w.len);

		if (w.len == 0)
			continue;
		if (crm_reach_address(ask->customer, ask->contact, word, a) != NULL)
			add_word(with, word);
		else if (without != NULL && !crm_words_has(&lacking, word))
			add_word(&lacks, word);
	}
	if (lacks.len > 0)
		add_word(without, crm_buf_str(&lacks));
	crm_buf_release(&lacks);
}

static void find_channels(const struct crm_reach_ask *ask, const struct statement *s,
    struct crm_arena *a, struct crm_reach *out)
{
	struct crm_buf with = CRM_BUF_INIT, without = CRM_BUF_INIT;
	bool told = false;

	for (size_t i = 0; i < STATEMENTS; i++) {
		bool off = strcmp(s[i].text, CRM_PREFER_OFF) == 0;

		if (s[i].text[0] == '\0')
			continue;
		if (s[i].preference && !told) {
			told = true;
			if (off)
				out->off = (struct crm_reach_value){CRM_PREFER_OFF, s[i].by};
		}
		if (off || out->channels.text[0] != '\0')
			continue;
		/* our own list is for whatever there is */
		part(ask, s[i].text, a, &with, i < STATEMENTS - 1 ? &without : NULL);
		if (with.len > 0) {
			out->channels = (struct crm_reach_value){
			    crm_arena_strdup(a, crm_buf_str(&with)), s[i].by};
			out->asked = s[i].preference || strcmp(s[i].by, "recipient") == 0 ||
			    strcmp(s[i].by, "default, the customer") == 0;
		}
		crm_buf_clear(&with);
	}
	out->lacks = crm_arena_strdup(a, crm_buf_str(&without));
	crm_buf_release(&with);
	crm_buf_release(&without);
}

void crm_reach(const struct crm_reach_ask *ask, struct crm_arena *a, struct crm_reach *out)
{
	const struct crm_reach_said *settings = ask->settings != NULL ? ask->settings : &nothing;
	const struct crm_reach_said *ours = ask->ours != NULL ? ask->ours : &nothing;
	struct statement statements[STATEMENTS];

	out->channels = out->off = (struct crm_reach_value){"", ""};
	out->asked = false;
	find_values(ask, settings, ours, a, out);
	gather(ask, settings, ours, a, statements);
	find_channels(ask, statements, a, out);
}

static void add_why(struct crm_buf *out, const char *what, const struct crm_reach_value *v)
{
	if (v->text[0] != '\0')
		crm_buf_addf(out, "%s%s %s: %s", out->len > 0 ? "; " : "", what, v->text, v->by);
}

void crm_reach_why(const struct crm_reach *r, struct crm_buf *out)
{
	add_why(out, "language", &r->language);
	add_why(out, "zone", &r->zone);
	add_why(out, "calendar", &r->calendar);
	add_why(out, "quiet", &r->quiet);
	add_why(out, "channels", &r->channels);
	if (r->lacks[0] != '\0')
		crm_buf_addf(out, "%sno address for %s", out->len > 0 ? "; " : "", r->lacks);
	if (r->off.text[0] != '\0')
		crm_buf_addf(out, "%soff: %s", out->len > 0 ? "; " : "", r->off.by);
}
