/*
 * The customer, and whom of it we speak to (requirements C8, N3, N4; C6 consent). Customers are the
 * normal case of a base table (customer.csv); departments of our own are records of sort
 * `department`, so that a list or a notice has one way to name people.
 *
 *   active   notices may go to it
 *   ended    no customer any more
 *
 * A contact has its own channels in order, language, zone, calendar and quiet hours; what it has not
 * said the customer says, else crm.json's `customers`, else our own (lib/rules/customer/reach.h). One
 * who has left keeps its item with left_at: what was sent to it still names it, nothing goes to it.
 *
 * Consent is given and withdrawn by purpose, as steps: who, when, how, by which text. The latest
 * counts. Without one: what a contract asks for may be sent, what is courtesy may be sent until the
 * contact opts out, marketing and surveys only after consent was given.
 *
 * Other kinds name a customer by its id or its name, and loosely (lib/rules/kind.h): orders and
 * complaints are kept by customers that nobody has made a record of. They name a contact by its key.
 * Names, addresses and numbers of people are personal (CRM_F_PERSONAL).
 */
#ifndef CRM_RULES_CUSTOMER_H
#define CRM_RULES_CUSTOMER_H

#include "lib/rules/common.h"
#include "lib/rules/kind.h"

enum crm_customer_field {
	CRM_U_NAME = CRM_C_COUNT,
	CRM_U_SORT,          /* customer, department */
	CRM_U_SUPPLIER_CODE, /* our number with them */
	CRM_U_CLASS,
	CRM_U_OWNER,
	CRM_U_LANGUAGE,
	CRM_U_ZONE,
	CRM_U_CALENDAR,
	CRM_U_QUIET,    /* "20:00-07:00", several with commas; of the local day */
	CRM_U_CHANNELS, /* in order, commas between */
	CRM_U_STREET,
	CRM_U_POSTAL_CODE,
	CRM_U_CITY,
	CRM_U_COUNTRY,
	CRM_U_CONTACTS,
	CRM_U_PREFERENCES,
	CRM_U_CONSENTS,
	CRM_U_ADDED_AT,
	CRM_U_ENDED_AT,
	CRM_U_ENDED_WHY,
	CRM_U_COUNT
};
/* contacts, keyed by contact: a short name that other records use; "all" is none */
#define CRM_CONTACT_ALL "all"
enum {
	CRM_CONTACT_CONTACT = 2,
	CRM_CONTACT_NAME,
	CRM_CONTACT_SALUTATION, /* as a letter begins: "Frau Meier" */
	CRM_CONTACT_ROLE,       /* buyer, quality, logistics, finance, other */
	CRM_CONTACT_DEPARTMENT,
	CRM_CONTACT_EMAIL,
	CRM_CONTACT_PHONE,
	CRM_CONTACT_MOBILE,
	CRM_CONTACT_FAX,
	CRM_CONTACT_IM,
	CRM_CONTACT_ADDRESS, /* for letters, lines with commas */
	CRM_CONTACT_CHANNELS,
	CRM_CONTACT_LANGUAGE,
	CRM_CONTACT_ZONE,
	CRM_CONTACT_CALENDAR,
	CRM_CONTACT_QUIET,
	CRM_CONTACT_LISTS, /* distribution lists, commas between */
	CRM_CONTACT_KEY,   /* OpenPGP: fingerprint */
	CRM_CONTACT_LEFT_AT,
	CRM_CONTACT_COUNT
};
/* preferences, keyed by topic and contact ("all", or none: the whole customer) */
#define CRM_PREFER_ALL "all"         /* topics */
#define CRM_PREFER_OFF "off"         /* channels: nothing is sent */
#define CRM_PREFER_DEFAULT "default" /* channels: as if nothing had been said */
enum {
	CRM_PREFER_TOPIC = 2, /* a category, or "all" */
	CRM_PREFER_CONTACT,
	CRM_PREFER_CHANNELS,
	CRM_PREFER_COUNT
};
/* consents, hashed: in the order of their time */
enum {
	CRM_CONSENT_CONTACT = 2, /* none, or "all": all of the customer */
	CRM_CONSENT_PURPOSE,     /* courtesy, survey, marketing */
	CRM_CONSENT_SAYS,        /* given, withdrawn */
	CRM_CONSENT_HOW,
	CRM_CONSENT_TEXT, /* version of the text that was agreed to */
	CRM_CONSENT_COUNT
};

extern const struct crm_kind crm_customer;

/* Finds a contact by what its member says, else by its key, and leaves it in `it`, which the caller
 * releases, found or not. */
struct crm_items;
bool crm_customer_contact(const struct crm_view *v, const char *contact, struct crm_items *it);
/* What other records name it by: its member, else its key. */
const char *crm_contact_key(const struct crm_items *it, struct crm_arena *a);

/* What was expected of a member by that name, of the record or of an item, where the text is none
 * such; NULL: it is well, or any text is. Zones are those of the time zone database; whether there is
 * such a calendar is for lib/tool (crm_calendars_named). */
const char *crm_customer_expected(const char *member, const struct crm_cell *c);
/* The words of a list with commas between, blanks around them left out:
 *	struct crm_words w = crm_words_of(cell);
 *	while (crm_words_next(&w))
 *		... w.word, w.len ... */
struct crm_words {
	const char *word;
	size_t len;
	const char *at, *end; /* the rest */
};
struct crm_words crm_words_of(const struct crm_cell *list);
bool crm_words_next(struct crm_words *w);
bool crm_words_has(const struct crm_cell *list, const char *word);

#endif
