/*
 * Those whom notices go to, as the book keeps them: by id and by name, with the addresses by which
 * each contact is reached.
 */
#ifndef CRM_RULES_NOTICE_PARTIES_H
#define CRM_RULES_NOTICE_PARTIES_H

#include <stdbool.h>

#include "lib/data/view.h"

struct crm_parties;

struct crm_parties *crm_parties_new(void);
void crm_parties_free(struct crm_parties *p);
/* A customer's record; what has left the figures is passed over. */
void crm_parties_add(struct crm_parties *p, const struct crm_view *customer);
/* Was it told of any? */
bool crm_parties_any(const struct crm_parties *p);

struct crm_party {
	const char *id, *name;
	bool internal; /* a department of our own */
};
/* By id, else by name; NULL: there is none. internal: of all that are called so. */
const struct crm_party *crm_parties_find(
    const struct crm_parties *p, const struct crm_cell *customer, bool *internal);

/* How one is reached. What is not an address (a role, a note, preferences) is not in it. */
enum {
	CRM_REACHED_NAME,
	CRM_REACHED_EMAIL,
	CRM_REACHED_PHONE,
	CRM_REACHED_MOBILE,
	CRM_REACHED_FAX,
	CRM_REACHED_IM,
	CRM_REACHED_KEY,
	CRM_REACHED_ADDRESS,
	CRM_REACHED_COUNT
};
extern const char *const crm_reached_names[CRM_REACHED_COUNT];
/* Of a contact ("": the customer itself), "" for what is not said; all are, where nobody knows it. */
void crm_parties_reached(const struct crm_parties *p, const struct crm_party *of,
    const char *contact, const char *out[CRM_REACHED_COUNT]);

#endif
