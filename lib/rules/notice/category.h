/*
 * Categories of notices, as people keep them in notice/categories.json of the store (else the
 * installed ones; N1): an object by name.
 *
 *   urgency   normal, urgent (passes quiet hours), emergency (and needs reason and countermeasure;
 *             summed up afterwards)
 *   lead      days ahead of the effective day that it must be told (price 30, terms 30, contact 14,
 *             change 90; a customer may have its own: customers.NAME.lead.CATEGORY of crm.json); 0: none
 *   basis     contract (consent is not asked for, an opt-out is overridden, and that is recorded),
 *             courtesy (until opted out), survey, marketing (after consent only)
 *   approval  true (where nothing is said): another person approves each; "standing": a standing
 *             approval may do; false: none is asked for
 *   change    true: title, reason, what changes (old, new), scope, effective day, our contact must be
 *             there (C1)
 *   until_met true: it is only to be sent while the clock that it was drafted for runs: once that has
 *             ended, or its record, the reason has gone (lib/rules/notice/plan.h)
 *   internal  true: to departments of our own alone
 *   others    true: what a record of one customer is the occasion of may be told to another one (a
 *             recall, an emergency); else a notice about a record goes to its customer, or to us
 *   delivered true: it is for who has got something: by part or lot who had deliveries, not open orders
 *   role      the contact's role by default: buyer, quality, logistics, finance, other; or an object
 *             of them by kind of the record, "" for any other
 *   template  its name (needed); channels: order by default, commas between; every: P1D, P2W, P1M,
 *             P1Y and the like: periodic (lib/rules/notice/periodic.h)
 *
 * Urgency is normal and basis contract where nothing is said. What is told at once has no lead days,
 * and a change no standing approval: such a file is refused.
 */
#ifndef CRM_RULES_CATEGORY_H
#define CRM_RULES_CATEGORY_H

#include "lib/base/err.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"

enum crm_urgency { CRM_URGENCY_NORMAL, CRM_URGENCY_URGENT, CRM_URGENCY_EMERGENCY };
enum crm_basis { CRM_BASIS_CONTRACT, CRM_BASIS_COURTESY, CRM_BASIS_SURVEY, CRM_BASIS_MARKETING };

struct crm_category_role {
	const char *kind, *role;
};
struct crm_category {
	const char *name;
	enum crm_urgency urgency;
	enum crm_basis basis;
	int lead;
	bool approval, standing, change;
	const char *role, *template, *channels, *every; /* NULL: none */
	bool until_met;
	bool internal, others, delivered;
	struct crm_category_role *roles; /* by kind of record; what role says is for all others */
	size_t nroles;
};
struct crm_categories {
	struct crm_category *v;
	size_t n;
	struct crm_arena arena;
};

/* Fills out, which the caller releases. CRM_CONFIG as lib/data/walk.h. */
int crm_categories_read(
    const struct crm_doc *d, const char *source, struct crm_categories *out, struct crm_err *e);
void crm_categories_release(struct crm_categories *c);
/* NULL: there is none. */
const struct crm_category *crm_category_find(const struct crm_categories *c, const char *name);

/* The role by default for a record of that kind; kind NULL: without one. NULL: none. */
const char *crm_category_role(const struct crm_category *c, const char *kind);
/* What of it would let pass what the other one holds back, as words for a message: a basis that needs
 * less consent, an approval that it does not ask for, no change, not internal, also to others; NULL:
 * nothing. */
const char *crm_category_weaker(const struct crm_category *c, const struct crm_category *than);

const char *crm_urgency_name(enum crm_urgency u);
const char *crm_basis_name(enum crm_basis b);

#endif
