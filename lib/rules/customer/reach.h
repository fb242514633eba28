/*
 * How a contact of a customer is reached: language, zone, calendar, quiet hours, channels, and
 * whether it has agreed. Each answer says whose word it is, for --explain. Pure: what crm.json says
 * is given as values, and zones and calendars are names here.
 *
 * Language, zone, calendar, quiet hours: the contact's, else the customer's, else what crm.json says
 * of the customer, else our own.
 *
 * Channels, by the order of preference:
 *
 *   1  recipient and topic   what the contact prefers for the topic
 *   2  recipient             what it prefers for all topics, then its own channels
 *   3  topic                 what the customer prefers for the topic, then the topic's own channels
 *   4  default               what the customer prefers for all, its channels, crm.json's, ours
 *
 * The first of them that has a channel by which the contact has an address counts, with just these
 * channels. That something is off is said by preferences alone: the first in that order says it, or
 * says that it is not; the channels are then those of the next that names some, for a notice that a
 * contract asks for.
 */
#ifndef CRM_RULES_REACH_H
#define CRM_RULES_REACH_H

#include "lib/rules/customer/customer.h"
#include "lib/rules/customer/quiet.h"

/* NULL or "": nothing. */
struct crm_reach_said {
	const char *language, *zone, *calendar, *quiet, *channels;
};

struct crm_reach_ask {
	const struct crm_view *customer;
	const struct crm_view *contact; /* an item of contacts; NULL: the customer as a whole */
	const char *key;                /* by which it is named (crm_contact_key) */
	const char *topic;              /* a category; NULL: none in particular */
	const char *topic_channels;     /* the category's own */
	const struct crm_reach_said *settings; /* crm.json, of this customer; NULL: nothing */
	const struct crm_reach_said *ours;     /* our own; NULL: nothing */
};

#define CRM_REACH_OURS "our own"
/* Our own channels, where nobody says anything: electronic ones first (C11). */
#define CRM_REACH_CHANNELS "email,phone,fax,letter"

struct crm_reach_value {
	const char *text; /* "" for none */
	const char *by;   /* whose word: "the contact", CRM_REACH_OURS; "" where there is none */
};

struct crm_reach {
	struct crm_reach_value language, zone, calendar, quiet;
	struct crm_reach_value channels; /* in order, with a comma between; all have an address */
	struct crm_reach_value off;      /* text "off": nothing is to be sent */
	bool
	    asked; /* the channels are the customer's own word: not the topic's, crm.json's, ours */
	const char *lacks; /* channels that were preferred, but there is no address for them */
};

/* The texts live in the arena or are static. */
void crm_reach(const struct crm_reach_ask *ask, struct crm_arena *a, struct crm_reach *out);
/* "language de: the customer; channels email,phone: recipient and topic; ..." */
void crm_reach_why(const struct crm_reach *r, struct crm_buf *out);

/* The contact's address for a channel: email and test its mail address, phone its telephone, else
 * the mobile one, sms the mobile one, fax, letter its address or that of the customer; a meeting
 * needs none (""). Any other channel takes its address of instant messages. NULL: it has none.
 * contact NULL: the customer's letter address alone. What begins with '-', but for a letter, is no
 * address, wherever it came from: it would be an option of the program that is handed it. */
const char *crm_reach_address(const struct crm_view *customer, const struct crm_view *contact,
    const char *channel, struct crm_arena *a);
/* Has it any address at all, a meeting left out? */
bool crm_reach_any(const struct crm_view *customer, const struct crm_view *contact);

/* ---- consent (consent.c) ---- */

enum crm_consent { CRM_CONSENT_UNSAID, CRM_CONSENT_GIVEN, CRM_CONSENT_WITHDRAWN };

struct crm_consent_said {
	enum crm_consent says;
	bool whole; /* of the whole customer */
	const char *at, *by, *how, *text;
};

/* The latest that was said for that purpose: of the contact, or of the whole customer; of two at
 * one time the withdrawal. But what a contact has withdrawn it alone gives again. contact NULL: of
 * the whole customer alone. */
void crm_consent_find(const struct crm_view *customer, const char *contact, const char *purpose,
    struct crm_arena *a, struct crm_consent_said *out);
/* Without consent courtesy may be sent, survey and marketing may not; any other purpose
 * ("contract") needs none and heeds none. */
bool crm_consent_may(const char *purpose, enum crm_consent says);
/* "survey: given at ... by cs01, how form, text v3" */
void crm_consent_why(const char *purpose, const struct crm_consent_said *said, struct crm_buf *out);

#endif
