#include "lib/rules/customer/customer.h"

#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/customer/customer_private.h"
#include "lib/rules/field_rows.h"

static const char *const states[] = {"active", "ended", "void", "duplicate", NULL};
static const char *const ended[] = {"ended", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const sorts[] = {"customer", "department", NULL};
static const char *const roles[] = {"buyer", "quality", "logistics", "finance", "other", NULL};
static const char *const purposes[] = {"courtesy", "survey", "marketing", NULL};
static const char *const says[] = {"given", "withdrawn", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}
/* items that an import may bring */
#define ITEMS(name, schema, flags, doc)                                    \
	{                                                                  \
		name, CRM_T_NESTED, NULL, NULL, schema,                    \
		    CRM_F_OWN | CRM_F_ITEMS | CRM_F_RENEWED | (flags), doc \
	}
#define LANGUAGE(doc) CRM_TEXT("language", 0, doc)
#define ZONE(doc) CRM_TEXT("zone", 0, doc)
#define CALENDAR(doc)                                                        \
	{                                                                    \
		"calendar", CRM_T_TEXT, NULL, CRM_REF_CALENDAR, NULL, 0, doc \
	}
#define QUIET(doc) CRM_TEXT("quiet", 0, doc)
#define CHANNELS(doc) CRM_TEXT("channels", 0, doc)
#define PERSONAL(name, doc) CRM_TEXT(name, CRM_F_PERSONAL, doc)

static const struct crm_field contact_fields[CRM_CONTACT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_CONTACT_CONTACT] = CRM_TEXT("contact", 0, "short name by which other records name it"),
    [CRM_CONTACT_NAME] = PERSONAL("name", "name"),
    [CRM_CONTACT_SALUTATION] = PERSONAL("salutation", "as a letter begins: Frau Meier"),
    [CRM_CONTACT_ROLE] = CRM_WORDS("role", roles, "what it decides on"),
    [CRM_CONTACT_DEPARTMENT] = CRM_TEXT("department", 0, "department"),
    [CRM_CONTACT_EMAIL] = PERSONAL("email", "mail address"),
    [CRM_CONTACT_PHONE] = PERSONAL("phone", "telephone"),
    [CRM_CONTACT_MOBILE] = PERSONAL("mobile", "mobile telephone"),
    [CRM_CONTACT_FAX] = PERSONAL("fax", "fax"),
    [CRM_CONTACT_IM] = PERSONAL("im", "address of instant messages"),
    [CRM_CONTACT_ADDRESS] = PERSONAL("address", "address of letters, lines with commas between"),
    [CRM_CONTACT_CHANNELS] = CHANNELS("its channels in order, commas between: email,phone"),
    [CRM_CONTACT_LANGUAGE] = LANGUAGE("its language: en, zh-CN"),
    [CRM_CONTACT_ZONE] = ZONE("its time zone"),
    [CRM_CONTACT_CALENDAR] = CALENDAR("its working calendar"),
    [CRM_CONTACT_QUIET] = QUIET("its quiet hours, or none: 20:00-07:00,12:00-13:00"),
    [CRM_CONTACT_LISTS] = CRM_TEXT("lists", 0, "distribution lists that it is on, commas between"),
    [CRM_CONTACT_KEY] = PERSONAL("key", "fingerprint of its OpenPGP key"),
    [CRM_CONTACT_LEFT_AT] =
        TYPED("left_at", CRM_T_INSTANT, CRM_F_STAMP, "since when it is not there any more"),
};
static const struct crm_field prefer_fields[CRM_PREFER_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_PREFER_TOPIC] = CRM_TEXT("topic", 0, "category of notices, or all"),
    [CRM_PREFER_CONTACT] = CRM_TEXT("contact", 0, "contact, or all: the whole customer"),
    [CRM_PREFER_CHANNELS] =
        CRM_TEXT("channels", 0, "channels in order, commas between; off: none; default: unsaid"),
};
static const struct crm_field consent_fields[CRM_CONSENT_COUNT] = {
    CRM_ITEM_FIELDS,
    [CRM_CONSENT_CONTACT] = CRM_TEXT("contact", 0, "contact; none: the whole customer"),
    [CRM_CONSENT_PURPOSE] = CRM_WORDS("purpose", purposes, "what for"),
    [CRM_CONSENT_SAYS] = CRM_WORDS("says", says, "what was said"),
    [CRM_CONSENT_HOW] = CRM_TEXT("how", CRM_F_PERSONAL, "how it was said: form, mail, telephone"),
    [CRM_CONSENT_TEXT] = CRM_TEXT("text", 0, "version of the text that was agreed to"),
};

static const struct crm_schema contacts = {"contact", contact_fields, CRM_CONTACT_COUNT};
static const struct crm_schema preferences = {"preference", prefer_fields, CRM_PREFER_COUNT};
static const struct crm_schema consents = {"consent", consent_fields, CRM_CONSENT_COUNT};

static const struct crm_field fields[CRM_U_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_U_NAME] = CRM_TEXT("name", CRM_F_BRIEF, "its name"),
    [CRM_U_SORT] = {"sort", CRM_T_TEXT, sorts, NULL, NULL, CRM_F_BRIEF,
        "none: customer; department: one of our own"},
    [CRM_U_SUPPLIER_CODE] = CRM_TEXT("supplier_code", 0, "our number with them"),
    [CRM_U_CLASS] = CRM_TEXT("class", CRM_F_BRIEF, "its class"),
    [CRM_U_OWNER] = CRM_TEXT("owner", CRM_F_OWNER | CRM_F_BRIEF, "who of us is answerable for it"),
    [CRM_U_LANGUAGE] = LANGUAGE("language of contacts that have none: en, zh-CN"),
    [CRM_U_ZONE] = ZONE("their time zone"),
    [CRM_U_CALENDAR] = CALENDAR("their working calendar"),
    [CRM_U_QUIET] = QUIET("their quiet hours, or none: 20:00-07:00,12:00-13:00"),
    [CRM_U_CHANNELS] = CHANNELS("their channels in order, commas between: email,phone"),
    [CRM_U_STREET] = CRM_TEXT("street", 0, "street and number"),
    [CRM_U_POSTAL_CODE] = CRM_TEXT("postal_code", 0, "postal code"),
    [CRM_U_CITY] = CRM_TEXT("city", 0, "city"),
    [CRM_U_COUNTRY] = CRM_TEXT("country", CRM_F_BRIEF, "country"),
    [CRM_U_CONTACTS] = ITEMS("contacts", &contacts, 0, "people that we speak to, by contact"),
    [CRM_U_PREFERENCES] =
        ITEMS("preferences", &preferences, 0, "by which channels, by topic and contact"),
    [CRM_U_CONSENTS] =
        ITEMS("consents", &consents, CRM_F_HASHED, "consent given and withdrawn, by purpose"),
    [CRM_U_ADDED_AT] = CRM_STAMP("added_at", "when its record was made"),
    [CRM_U_ENDED_AT] = CRM_STAMP("ended_at", "since when it is no customer any more"),
    [CRM_U_ENDED_WHY] = CRM_TEXT("ended_why", 0, "why"),
};

static const struct crm_schema schema = {"customer", fields, CRM_U_COUNT};
static const struct crm_states customer_states = {states, ended, gone};

const struct crm_kind crm_customer = {
    .name = "customer",
    .prefix = "K",
    .flow = {&schema, &customer_states, crm_customer_steps},
    .check = crm_customer_check,
    .brought = crm_customer_brought,
    .import = crm_customer_import,
    .loose = true,
};

const char *crm_customer_name(int field)
{
	return fields[field].name;
}

/* ---- contacts ---- */

bool crm_customer_contact(const struct crm_view *v, const char *contact, struct crm_items *it)
{
	crm_items_init(it, v, CRM_U_CONTACTS);
	while (crm_items_next(it)) {
		const struct crm_cell *c = crm_view_cell(&it->view, CRM_CONTACT_CONTACT);

		if (crm_cell_is(c) ? crm_cell_eq(c, contact) : strcmp(it->key, contact) == 0)
			return true;
	}
	return false;
}

const char *crm_contact_key(const struct crm_items *it, struct crm_arena *a)
{
	const char *own = crm_view_text(&it->view, CRM_CONTACT_CONTACT, a);

	return own[0] != '\0' ? own : crm_arena_strdup(a, it->key);
}

void crm_customer_brought(const struct crm_view *after, struct crm_changes *out)
{
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_items it;

	crm_items_init(&it, after, CRM_U_CONTACTS);
	while (crm_items_next(&it)) {
		if (!crm_view_has(&it.view, CRM_CONTACT_CONTACT))
			crm_changes_text(out,
			    crm_item_path(
			        &schema, CRM_U_CONTACTS, it.key, CRM_CONTACT_CONTACT, &path),
			    it.key);
	}
	crm_items_release(&it);
	crm_buf_release(&path);
}

/* ---- lists ---- */

struct crm_words crm_words_of(const struct crm_cell *list)
{
	struct crm_words w = {NULL, 0, NULL, NULL};

	if (list->type == CRM_T_TEXT && list->len > 0) {
		w.at = list->text;
		w.end = list->text + list->len;
	}
	return w;
}

bool crm_words_next(struct crm_words *w)
{
	const char *comma;

	if (w->at == NULL)
		return false;
	comma = memchr(w->at, ',', (size_t)(w->end - w->at));
	w->word = w->at;
	w->len = (size_t)((comma != NULL ? comma : w->end) - w->at);
	w->at = comma != NULL ? comma + 1 : NULL;
	while (w->len > 0 && w->word[0] == ' ') {
		w->word++;
		w->len--;
	}
	while (w->len > 0 && w->word[w->len - 1] == ' ')
		w->len--;
	return true;
}

bool crm_words_has(const struct crm_cell *list, const char *word)
{
	struct crm_words w = crm_words_of(list);

	while (crm_words_next(&w)) {
		if (strlen(word) == w.len && memcmp(w.word, word, w.len) == 0)
			return true;
	}
	return false;
}
