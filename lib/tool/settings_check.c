/*
 * What crm.json says of customers, of us and of channels, judged when a store is opened, whoever asks
 * for it later: the members that crm-settings.5 lists and no others, of the right type, with values
 * that records of customers take as well.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mail.h"
#include "lib/base/utf8.h"
#include "lib/data/doc.h"
#include "lib/data/walk.h"
#include "lib/rules/customer/customer.h"
#include "lib/rules/eightd/eightd_form.h"
#include "lib/tool/private.h"

#define LEAD_MOST 3650

/* A member, and what judges it. */
struct rule {
	const char *name; /* NULL ends the table */
	int (*judge)(struct crm_walk *w, const char *name, const struct crm_doc *d);
};

static int refuse_value(struct crm_walk *w, const char *text, const char *expected)
{
	return crm_walk_refuse(w, "'%.*s' cannot be read, expected %s",
	    crm_utf8_shown(text, strlen(text)), text, expected);
}

/* ---- one member ---- */

static int text(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	(void)name;
	return crm_doc_string(d) != NULL ? 0 : crm_walk_refuse(w, "a text expected");
}

static int zone(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	struct crm_err why = CRM_ERR_INIT;
	struct crm_zone *z = NULL;

	if (text(w, name, d) != 0)
		return -1;
	if (crm_zone_new(crm_doc_string(d), &z, &why) != 0)
		return crm_walk_refuse(w, "%s", why.text);
	crm_zone_free(z);
	return 0;
}

/* As a customer's own field of that name. */
static int as_field(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	struct crm_cell cell;
	const char *expected;

	if (text(w, name, d) != 0)
		return -1;
	cell = crm_cell_text(crm_doc_string(d));
	expected = crm_customer_expected(name, &cell);
	return expected == NULL ? 0 : refuse_value(w, cell.text, expected);
}

static int days(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct crm_buf printed = CRM_BUF_INIT;
	long n = -1;

	(void)object;
	(void)name;
	if (crm_doc_kind(d) == CRM_DOC_NUMBER) {
		crm_doc_print(d, &printed);
		if (printed.len <= 4 && strspn(crm_buf_str(&printed), "0123456789") == printed.len)
			n = strtol(crm_buf_str(&printed), NULL, 10);
	}
	crm_buf_release(&printed);
	return n >= 0 && n <= LEAD_MOST
	    ? 0
	    : crm_walk_refuse(w, "a number of days from 0 to %d expected", LEAD_MOST);
}

static int lead(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	(void)name;
	return crm_walk_names(w, d, days, NULL);
}

static int address(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	if (text(w, name, d) != 0)
		return -1;
	return crm_mail_address(crm_doc_string(d), strlen(crm_doc_string(d)))
	    ? 0
	    : refuse_value(w, crm_doc_string(d), CRM_MAIL_EXPECTED);
}

static int line(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	if (text(w, name, d) != 0)
		return -1;
	return crm_mail_line(crm_doc_string(d), strlen(crm_doc_string(d)))
	    ? 0
	    : refuse_value(w, crm_doc_string(d), CRM_LINE_EXPECTED);
}

static int host(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	if (text(w, name, d) != 0)
		return -1;
	return crm_mail_host(crm_doc_string(d), strlen(crm_doc_string(d)))
	    ? 0
	    : refuse_value(w, crm_doc_string(d), "a host name like crm.example.com");
}

/* It stands between < and > in a header. */
static int unsubscribe(struct crm_walk *w, const char *name, const struct crm_doc *d)
{
	const char *s = crm_doc_string(d);
	bool good;

	if (text(w, name, d) != 0)
		return -1;
	good = strncmp(s, "mailto:", 7) == 0 || strncmp(s, "https://", 8) == 0 ||
	    strncmp(s, "http://", 7) == 0;
	for (const char *p = s; good && *p != '\0'; p++)
		good = *p > ' ' && *p <= '~' && strchr("<>\"", *p) == NULL;
	return good ? 0
	            : refuse_value(w, s, "mailto:ADDRESS or an address that begins with https://");
}

/* ---- objects of them ---- */

static int member(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	const struct rule *rules = object;
	struct crm_buf all = CRM_BUF_INIT;

	for (const struct rule *r = rules; r->name != NULL; r++) {
		if (strcmp(r->name, name) == 0) {
			crm_buf_release(&all);
			return r->judge(w, name, d);
		}
		crm_buf_addf(&all, "%s %s", r != rules ? "," : "", r->name);
	}
	(void)crm_walk_refuse(w, "unknown setting; expected one of:%s", crm_buf_str(&all));
	crm_buf_release(&all);
	return -1;
}

#define OWN 8
static const struct rule own_of_customer[OWN] = {
    {"zone", zone},
    {"calendar", text},
    {"profile", text},
    {"language", as_field},
    {"ppap", text},
    {"quiet", as_field},
    {"channels", as_field},
    {"lead", lead},
};

static int customer(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct rule rules[OWN + CRM_PARTY_COUNT + 1];

	(void)object;
	(void)name;
	memcpy(rules, own_of_customer, sizeof(own_of_customer));
	for (size_t i = 0; i < CRM_PARTY_COUNT; i++)
		rules[OWN + i] = (struct rule){crm_party_members[i], text};
	rules[OWN + CRM_PARTY_COUNT] = (struct rule){NULL, NULL};
	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(
		    w, "not an object; expected {\"zone\":\"Europe/Berlin\",\"calendar\":\"de\"}");
	return crm_walk_names(w, d, member, rules);
}

static int customers(struct crm_walk *w, const struct crm_doc *d)
{
	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(
		    w, "not an object; expected {\"VW-CS\":{\"calendar\":\"de\"}}");
	return crm_walk_names(w, d, customer, NULL);
}

/* `language`: of notices to whom nobody has said one; `fax`: it stands on letters and faxes. */
static int company(struct crm_walk *w, const struct crm_doc *d)
{
	struct rule rules[CRM_PARTY_COUNT + 3];

	for (size_t i = 0; i < CRM_PARTY_COUNT; i++)
		rules[i] = (struct rule){crm_party_members[i], text};
	rules[CRM_PARTY_COUNT] = (struct rule){"language", as_field};
	rules[CRM_PARTY_COUNT + 1] = (struct rule){"fax", text};
	rules[CRM_PARTY_COUNT + 2] = (struct rule){NULL, NULL};
	return crm_walk_names(w, d, member, rules);
}

static int channel(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	struct rule own[] = {{"program", text}, {NULL, NULL}};

	(void)object;
	(void)name;
	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(w, "not an object; expected {\"program\":\"/path\"}");
	return crm_walk_names(w, d, member, own);
}

static int channels(struct crm_walk *w, const struct crm_doc *d)
{
	if (crm_doc_kind(d) != CRM_DOC_OBJECT)
		return crm_walk_refuse(
		    w, "not an object; expected {\"sms\":{\"program\":\"/path\"}}");
	return crm_walk_names(w, d, channel, NULL);
}

/* Those that reach headers; its other members are judged by crm-notify. */
static int self(struct crm_walk *w, void *object, const char *name, const struct crm_doc *d)
{
	static const struct rule rules[] = {
	    {"from", address},
	    {"name", line},
	    {"reply_to", address},
	    {"bounce", address},
	    {"domain", host},
	    {"unsubscribe", unsubscribe},
	};

	(void)object;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		if (strcmp(rules[i].name, name) == 0)
			return rules[i].judge(w, name, d);
	}
	return 0;
}

static int notify(struct crm_walk *w, const struct crm_doc *d)
{
	return crm_walk_names(w, d, self, NULL);
}

static int calendar(struct crm_walk *w, const struct crm_doc *d)
{
	return text(w, NULL, d);
}

int crm_settings_judge(const struct crm_record *all, const char *source, struct crm_err *e)
{
	static const struct {
		const char *name;
		int (*judge)(struct crm_walk *w, const struct crm_doc *d);
	} sections[] = {
	    {"calendar", calendar},
	    {"customers", customers},
	    {"company", company},
	    {"channels", channels},
	    {"notify", notify},
	};
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_walk w = {source, &arena, e, CRM_BUF_INIT};
	struct crm_doc *d = crm_doc_new();
	const struct crm_doc *settings, *section;
	int ret = 0;

	crm_doc_record(d, "settings", all);
	settings = crm_doc_member(d, "settings", strlen("settings"));
	for (size_t i = 0; ret == 0 && i < sizeof(sections) / sizeof(sections[0]); i++) {
		section = crm_doc_member(settings, sections[i].name, strlen(sections[i].name));
		crm_buf_clear(&w.path);
		crm_buf_addz(&w.path, sections[i].name);
		if (section != NULL)
			ret = sections[i].judge(&w, section);
	}
	crm_buf_release(&w.path);
	crm_doc_free(d);
	crm_arena_release(&arena);
	return ret;
}
