/* Consent by purpose: what was said last. */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/customer/reach.h"

/* Of one voice: the contact's, or the whole customer's. */
struct voice {
	enum crm_consent says;
	bool dated;
	int64_t us;
	struct crm_consent_said said;
};

static void hear(struct voice *x, const struct crm_view *item, struct crm_arena *a)
{
	const struct crm_cell *at = crm_view_cell(item, 0);
	const struct crm_cell *word = crm_view_cell(item, CRM_CONSENT_SAYS);
	enum crm_consent says = CRM_CONSENT_UNSAID;
	bool dated = at->type == CRM_T_INSTANT, later;

	if (crm_cell_eq(word, "given"))
		says = CRM_CONSENT_GIVEN;
	else if (crm_cell_is(word) || word->type == CRM_T_BAD)
		says = CRM_CONSENT_WITHDRAWN; /* what cannot be read is no consent */
	if (says == CRM_CONSENT_UNSAID)
		return;
	/* one without a day is older than any with one */
	later = x->says == CRM_CONSENT_UNSAID || (dated && (!x->dated || at->u.at.us > x->us)) ||
	    (dated == x->dated && (!dated || at->u.at.us == x->us) &&
	        says == CRM_CONSENT_WITHDRAWN);
	if (!later)
		return;
	x->says = says;
	x->dated = dated;
	x->us = dated ? at->u.at.us : 0;
	x->said.says = says;
	x->said.at = crm_view_text(item, 0, a);
	x->said.by = crm_view_text(item, 1, a);
	x->said.how = crm_view_text(item, CRM_CONSENT_HOW, a);
	x->said.text = crm_view_text(item, CRM_CONSENT_TEXT, a);
}

/* Is what the contact said what counts, beside the customer's? */
static bool own_counts(const struct voice *own, const struct voice *whole)
{
	if (own->says == CRM_CONSENT_UNSAID || whole->says == CRM_CONSENT_UNSAID)
		return own->says != CRM_CONSENT_UNSAID;
	if (own->says == CRM_CONSENT_WITHDRAWN)
		return true;
	if (own->dated != whole->dated)
		return own->dated;
	return own->us > whole->us || (own->us == whole->us && whole->says == own->says);
}

void crm_consent_find(const struct crm_view *customer, const char *contact, const char *purpose,
    struct crm_arena *a, struct crm_consent_said *out)
{
	const struct crm_consent_said unsaid = {CRM_CONSENT_UNSAID, false, "", "", "", ""};
	struct voice own = {CRM_CONSENT_UNSAID, false, 0, unsaid}, whole = own;
	struct crm_items it;

	crm_items_init(&it, customer, CRM_U_CONSENTS);
	while (crm_items_next(&it)) {
		const struct crm_cell *who = crm_view_cell(&it.view, CRM_CONSENT_CONTACT);

		if (!crm_cell_eq(crm_view_cell(&it.view, CRM_CONSENT_PURPOSE), purpose))
			continue;
		if (!crm_cell_is(who) || crm_cell_eq(who, CRM_CONTACT_ALL))
			hear(&whole, &it.view, a);
		else if (contact != NULL && crm_cell_eq(who, contact))
			hear(&own, &it.view, a);
	}
	crm_items_release(&it);
	whole.said.whole = true;
	*out = own_counts(&own, &whole) ? own.said : whole.said;
	if (out->says == CRM_CONSENT_UNSAID)
		*out = unsaid;
}

bool crm_consent_may(const char *purpose, enum crm_consent says)
{
	if (strcmp(purpose, "courtesy") == 0)
		return says != CRM_CONSENT_WITHDRAWN;
	if (strcmp(purpose, "survey") == 0 || strcmp(purpose, "marketing") == 0)
		return says == CRM_CONSENT_GIVEN;
	return true;
}

void crm_consent_why(const char *purpose, const struct crm_consent_said *said, struct crm_buf *out)
{
	static const char *const words[] = {"nothing was said", "given", "withdrawn"};

	crm_buf_addf(out, "%s: %s%s", purpose, words[said->says],
	    said->whole ? " for the whole customer" : "");
	if (said->at[0] != '\0')
		crm_buf_addf(out, " at %s", said->at);
	if (said->by[0] != '\0')
		crm_buf_addf(out, " by %s", said->by);
	if (said->how[0] != '\0')
		crm_buf_addf(out, ", how: %s", said->how);
	if (said->text[0] != '\0')
		crm_buf_addf(out, ", text %s", said->text);
}
