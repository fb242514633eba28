/*
 * contacts [--role R] [--list L] [--department D]: a row for each contact of the customers, with
 * what counts for it: channels, language, zone, calendar, quiet hours; --explain: and whose word
 * that is.
 */
#include <string.h>

#include "cmd/crm-customer/customer.h"
#include "lib/base/buf.h"
#include "lib/tool/calendars.h"
#include "lib/tool/stream.h"

const struct crm_opt customer_contacts_opts[] = {
    {"role", 0, CRM_OPT_LIST, "WORD", "of this role", false},
    {"list", 0, CRM_OPT_LIST, "NAME", "on this distribution list", false},
    {"department", 0, CRM_OPT_LIST, "NAME", "of this department, theirs or our own", false},
    {"topic", 0, CRM_OPT_TEXT, "WORD", "channels by what they prefer for it", false},
    {"purpose", 0, CRM_OPT_TEXT, "WORD", "whether they agreed to it", false},
    {"all", 0, CRM_OPT_FLAG, NULL, "those who have left and customers that ended too", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* What we say ourselves where nobody says anything. */
#define OUR_LANGUAGE "en"

enum {
	KIND,
	ID,
	STATE,
	NAME,
	CONTACT,
	CONTACT_NAME,
	ROLE,
	DEPARTMENT,
	CHANNELS,
	LANGUAGE,
	ZONE,
	CALENDAR,
	QUIET,
	QUIET_UNTIL,
	OFF,
	CONSENT,
	LEFT_AT,
	NARROW,
	WHY = NARROW,
	COLUMNS
};

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind", .optional = true},
    [ID] = {.name = "id"},
    [STATE] = {.name = "state", .optional = true},
    [NAME] = {.name = "name"},
    [CONTACT] = {.name = "contact"},
    [CONTACT_NAME] = {.name = "contact_name", .optional = true},
    [ROLE] = {.name = "role", .optional = true},
    [DEPARTMENT] = {.name = "department", .optional = true},
    [CHANNELS] = {.name = "channels"},
    [LANGUAGE] = {.name = "language"},
    [ZONE] = {.name = "zone"},
    [CALENDAR] = {.name = "calendar", .optional = true},
    [QUIET] = {.name = "quiet", .optional = true},
    [QUIET_UNTIL] = {.name = "quiet_until", .optional = true},
    [OFF] = {.name = "off", .optional = true},
    [CONSENT] = {.name = "consent", .optional = true},
    [LEFT_AT] = {.name = "left_at", .optional = true},
    [WHY] = {.name = "why", .optional = true},
};

struct contacts {
	struct crm_run *run;
	struct crm_output *out;
	const struct crm_view *view;
	struct crm_reach_said settings, ours;
	struct crm_zone *zone; /* the last one, by its name */
	char *zone_name;
	const char *topic, *purpose;
	struct crm_arena arena; /* of one customer */
	bool all, explain, mask;
};

/* ---- crm.json ---- */

/* customers.NAME.MEMBER, by the customer's id, else by its name. */
static const char *setting(struct contacts *x, const char *member)
{
	static const int by[] = {CRM_C_ID, CRM_U_NAME};
	const char *found = NULL;

	for (size_t i = 0; found == NULL && x->run->store != NULL && i < 2; i++) {
		const char *name = crm_view_text(x->view, by[i], &x->arena);
		struct crm_buf path = CRM_BUF_INIT;

		crm_buf_addf(&path, "customers.%s.%s", name, member);
		if (name[0] != '\0')
			found = crm_record_text(
			    crm_store_settings(x->run->store)->all, crm_buf_str(&path));
		crm_buf_release(&path);
	}
	return found;
}

static void read_settings(struct contacts *x)
{
	x->settings.language = setting(x, "language");
	x->settings.zone = setting(x, "zone");
	x->settings.calendar = setting(x, "calendar");
	x->settings.quiet = setting(x, "quiet");
	x->settings.channels = setting(x, "channels");
}

static void read_ours(struct contacts *x)
{
	const struct crm_record *all =
	    x->run->store != NULL ? crm_store_settings(x->run->store)->all : NULL;

	x->ours.language = OUR_LANGUAGE;
	x->ours.channels = CRM_REACH_CHANNELS;
	x->ours.zone = all != NULL ? crm_record_text(all, "zone") : NULL;
	x->ours.calendar = all != NULL ? crm_record_text(all, "calendar") : NULL;
	if (x->ours.zone == NULL)
		x->ours.zone = "UTC";
}

/* ---- what is named must be there ---- */

static void tell(struct contacts *x, const char *contact, const char *what, const char *by,
    const struct crm_err *why)
{
	struct crm_err e = CRM_ERR_INIT;

	crm_err_at(&e, CRM_BADINPUT, crm_view_text(x->view, CRM_C_ID, &x->arena), 0, contact,
	    "%s of %s: %s", what, by, why->text);
	(void)crm_run_fail(x->run, &e);
}

/* NULL after a message. */
static const struct crm_zone *zone_of(
    struct contacts *x, const char *contact, const struct crm_reach_value *zone)
{
	struct crm_err e = CRM_ERR_INIT;

	if (x->zone_name != NULL && strcmp(x->zone_name, zone->text) == 0)
		return x->zone;
	crm_zone_free(x->zone);
	x->zone = NULL;
	x->zone_name = crm_arena_strdup(&x->arena, zone->text);
	if (crm_zone_new(zone->text, &x->zone, &e) != 0) {
		tell(x, contact, "zone", zone->by, &e);
		x->zone_name = NULL;
	}
	return x->zone;
}

static void check_calendar(
    struct contacts *x, const char *contact, const struct crm_reach_value *calendar)
{
	const struct crm_calendar *found;
	struct crm_err e = CRM_ERR_INIT;

	if (calendar->text[0] != '\0' &&
	    crm_calendars_get(x->run, calendar->text, NULL, NULL, &found, &e) != 0)
		tell(x, contact, "calendar", calendar->by, &e);
}

/* ---- rows ---- */

static struct crm_cell quiet_until(
    struct contacts *x, const char *contact, const struct crm_reach *reach)
{
	const struct crm_zone *zone = zone_of(x, contact, &reach->zone);
	struct crm_err e = CRM_ERR_INIT;
	struct crm_instant until;
	struct crm_quiet q;

	if (crm_quiet_parse(reach->quiet.text, strlen(reach->quiet.text), &q) != 0) {
		crm_err_set(&e, CRM_BADINPUT, "'%s' cannot be read, expected %s", reach->quiet.text,
		    CRM_QUIET_EXPECTED);
		tell(x, contact, "quiet", reach->quiet.by, &e);
		return crm_cell_absent();
	}
	if (zone == NULL || !crm_quiet_at(&q, zone, x->run->now))
		return crm_cell_absent();
	if (!crm_quiet_until(&q, zone, x->run->now, &until))
		return crm_cell_text("always");
	return crm_cell_instant(until);
}

static void fill_consent(
    struct contacts *x, const char *contact, struct crm_buf *why, struct crm_cell *out)
{
	struct crm_consent_said said;

	if (x->purpose == NULL)
		return;
	crm_consent_find(x->view, contact, x->purpose, &x->arena, &said);
	*out = crm_cell_text(crm_consent_may(x->purpose, said.says) ? "yes" : "no");
	if (why->len > 0)
		crm_buf_addz(why, "; ");
	crm_consent_why(x->purpose, &said, why);
}

static void give(struct contacts *x, const struct crm_items *it)
{
	struct crm_cell c[COLUMNS] = {{CRM_T_ABSENT, 0, NULL, {0}}};
	const char *contact = crm_contact_key(it, &x->arena);
	const struct crm_reach_ask ask = {
	    x->view, &it->view, contact, x->topic, NULL, &x->settings, &x->ours};
	struct crm_buf why = CRM_BUF_INIT;
	struct crm_reach reach;

	crm_reach(&ask, &x->arena, &reach);
	crm_reach_why(&reach, &why);
	check_calendar(x, contact, &reach.calendar);
	c[KIND] = crm_cell_text(crm_customer.name);
	c[ID] = *crm_view_cell(x->view, CRM_C_ID);
	c[STATE] = *crm_view_cell(x->view, CRM_C_STATE);
	c[NAME] = *crm_view_cell(x->view, CRM_U_NAME);
	c[CONTACT] = crm_cell_text(contact);
	c[CONTACT_NAME] = *crm_view_cell(&it->view, CRM_CONTACT_NAME);
	if (x->mask && crm_cell_is(&c[CONTACT_NAME]))
		c[CONTACT_NAME] = crm_cell_text(CRM_MASKED);
	c[ROLE] = *crm_view_cell(&it->view, CRM_CONTACT_ROLE);
	c[DEPARTMENT] = *crm_view_cell(&it->view, CRM_CONTACT_DEPARTMENT);
	c[CHANNELS] = crm_cell_some(reach.channels.text);
	c[LANGUAGE] = crm_cell_some(reach.language.text);
	c[ZONE] = crm_cell_some(reach.zone.text);
	c[CALENDAR] = crm_cell_some(reach.calendar.text);
	c[QUIET] = crm_cell_some(reach.quiet.text);
	c[QUIET_UNTIL] = quiet_until(x, contact, &reach);
	c[OFF] = reach.off.text[0] != '\0' ? crm_cell_bool(true) : crm_cell_absent();
	fill_consent(x, contact, &why, &c[CONSENT]);
	c[LEFT_AT] = *crm_view_cell(&it->view, CRM_CONTACT_LEFT_AT);
	c[WHY] = crm_cell_text(crm_buf_str(&why));
	crm_output_row(x->out, c);
	crm_buf_release(&why);
}

/* ---- which ---- */

static bool is_one(const struct contacts *x, const char *option, const struct crm_cell *c)
{
	size_t n = crm_args_count(x->run->args, option);

	for (size_t i = 0; i < n; i++) {
		if (crm_cell_eq(c, crm_args_nth(x->run->args, option, i)))
			return true;
	}
	return false;
}

static bool is_asked(const struct contacts *x, const char *option)
{
	return crm_args_count(x->run->args, option) > 0;
}

static bool is_listed(const struct contacts *x, const struct crm_cell *lists)
{
	size_t n = crm_args_count(x->run->args, "list");

	for (size_t i = 0; i < n; i++) {
		if (crm_words_has(lists, crm_args_nth(x->run->args, "list", i)))
			return true;
	}
	return n == 0;
}

/* A department of our own is a record: by its id or its name. */
static bool is_of_department(const struct contacts *x, const struct crm_view *contact)
{
	bool own = crm_cell_eq(crm_view_cell(x->view, CRM_U_SORT), "department");

	return is_one(x, "department", crm_view_cell(contact, CRM_CONTACT_DEPARTMENT)) ||
	    (own &&
	        (is_one(x, "department", crm_view_cell(x->view, CRM_C_ID)) ||
	            is_one(x, "department", crm_view_cell(x->view, CRM_U_NAME))));
}

static bool is_chosen(const struct contacts *x, const struct crm_view *contact)
{
	if (!x->all && crm_view_has(contact, CRM_CONTACT_LEFT_AT))
		return false;
	if (is_asked(x, "role") && !is_one(x, "role", crm_view_cell(contact, CRM_CONTACT_ROLE)))
		return false;
	return is_listed(x, crm_view_cell(contact, CRM_CONTACT_LISTS)) &&
	    (!is_asked(x, "department") || is_of_department(x, contact));
}

static void look(struct contacts *x)
{
	const struct crm_states *states = crm_customer.flow.states;
	const struct crm_cell *state = crm_view_cell(x->view, CRM_C_STATE);
	struct crm_items it;

	if (crm_state_gone(states, state) || (!x->all && crm_state_ended(states, state)))
		return;
	read_settings(x);
	crm_items_init(&it, x->view, CRM_U_CONTACTS);
	while (crm_items_next(&it)) {
		if (is_chosen(x, &it.view))
			give(x, &it);
	}
	crm_items_release(&it);
	/* what lives there ends with the customer */
	crm_zone_free(x->zone);
	x->zone = NULL;
	x->zone_name = NULL;
	crm_arena_clear(&x->arena);
}

void customer_contacts(struct crm_run *r)
{
	struct contacts x = {.run = r,
	    .topic = crm_args_text(r->args, "topic"),
	    .purpose = crm_args_text(r->args, "purpose"),
	    .all = crm_args_has(r->args, "all"),
	    .explain = crm_args_has(r->args, "explain"),
	    .mask = crm_args_has(r->args, "mask")};
	struct crm_stream *stream = NULL;
	struct crm_view view;

	if (crm_run_where(r) == 0 &&
	    crm_output_new(r, CRM_OUT_ROWS, columns, x.explain ? COLUMNS : NARROW, false, &x.out) ==
	        0 &&
	    crm_stream_open(r, 0, &stream) == 0 && crm_run_store_maybe(r) >= 0) {
		read_ours(&x);
		while (crm_stream_next(stream, &view)) {
			x.view = &view;
			look(&x);
		}
		crm_output_end(r, x.out);
		x.out = NULL;
	}
	crm_stream_free(stream);
	crm_output_drop(x.out);
	crm_arena_release(&x.arena);
}
