/*
 * The 8D report of a complaint (K5; "will not accept otherwise", 1): what each
 * discipline D0 to D8 lacks by a profile, and how its deadlines stand.
 *
 * A profile is data: for each discipline the needs that must be met, by their
 * names (crm_eightd_needs), and for each gate the limits that the customer
 * sets. A need looks at the facts themselves, never at the stamp of a step
 * alone, so that a report is judged as it will be read.
 *
 *   D0 the case: severity, safety      D5 actions chosen
 *   D1 team                            D6 actions in place
 *   D2 problem                         D7 standards, read across
 *   D3 containment                     D8 accepted and found effective
 *   D4 causes
 */
#ifndef CRM_RULES_EIGHTD_H
#define CRM_RULES_EIGHTD_H

#include "lib/data/doc.h"
#include "lib/data/finding.h"
#include "lib/flow/clock.h"

#define CRM_EIGHTD_LAST 8 /* D8 */
#define CRM_EIGHTD_NAME 3 /* "D8" */

/* "D0" to "D8"; -1: none of them. */
int crm_eightd_discipline(const char *name);

/* ---- needs (eightd_needs.c) ---- */

struct crm_eightd_need {
	const char *name; /* "team.sponsor", as profiles write it */
	const char *step; /* the step that gives it */
	const char *text; /* what is expected */
	/* how it is judged: eightd_needs.c */
	int kind, field, member;
	const char *word;
};

/* The i-th; NULL past the end. */
const struct crm_eightd_need *crm_eightd_need_at(size_t i);
const struct crm_eightd_need *crm_eightd_need_find(const char *name); /* or NULL */
/* The code of its findings: "missing_team_sponsor". */
void crm_eightd_need_code(const struct crm_eightd_need *n, struct crm_buf *out);

/* ---- profiles (eightd_profile.c) ---- */

struct crm_eightd_profile;

struct crm_eightd_profile *crm_eightd_profile_new(const char *name);
void crm_eightd_profile_free(struct crm_eightd_profile *p); /* NULL allowed */
/*
 * Takes over what the document says (crm-settings.5), in place of what was
 * said before: a list of needs for each discipline, limits for each gate.
 * CRM_CONFIG with source and the key's path: an unknown key, need, discipline
 * or gate, or a value of another type. A wrong limit or condition shows when
 * the clocks are compiled.
 */
int crm_eightd_profile_add(
    struct crm_eightd_profile *p, const struct crm_doc *d, const char *source, struct crm_err *e);
const char *crm_eightd_profile_name(const struct crm_eightd_profile *p);
const char *crm_eightd_profile_title(const struct crm_eightd_profile *p); /* or NULL */
/* Does it want checking against the customer's own requirements? */
bool crm_eightd_profile_skeleton(const struct crm_eightd_profile *p);
/* The i-th need of a discipline; NULL past the end. */
const struct crm_eightd_need *crm_eightd_profile_need(
    const struct crm_eightd_profile *p, int discipline, size_t i);
/* The gates' clocks with the complaint's own limits, for crm_clocks_new() with the
 * profile's as settings. They live as long as the profile. */
const struct crm_clock *crm_eightd_profile_clocks(const struct crm_eightd_profile *p);
/* Its limits, as settings of these. */
const struct crm_clock_setting *crm_eightd_profile_limits(
    const struct crm_eightd_profile *p, size_t *n);

/* ---- the judge (eightd.c) ---- */

/* A case "D0", "D1" ... for each discipline through this one; errors, with the
 * record's id as subject, the path of the field or item, and the step that
 * gives it. */
void crm_eightd_judge(const struct crm_eightd_profile *p, const struct crm_view *v, int through,
    struct crm_findings *f);

/* ---- deadlines (eightd.c) ---- */

/* Gates: D3 is contained, D5 has its actions chosen, D8 is accepted by the
 * customer, effect is verified. Named as the complaint's clocks. */
#define CRM_EIGHTD_GATES 4
/* The clock behind a gate ("contain"); NULL: no such gate. */
const char *crm_eightd_gate_clock(const char *gate);

struct crm_eightd_deadline {
	const char *gate;
	const struct crm_clock_result *result;
	bool own;   /* by the profile's limit, not by the store's clock */
	int64_t us; /* from receipt to the gate, or until now; below 0: that was earlier */
};

/* Where the results come from: of the store's clocks, and of
 * crm_eightd_profile_clocks() with its limits. Each may be NULL. */
struct crm_eightd_clocked {
	const struct crm_clocks *store, *own;
	const struct crm_clock_result *store_results, *own_results;
	struct crm_instant now;
};

/* A gate for which the profile has limits is judged by these, another one by
 * the store's clock. Those that apply, through this discipline, in order; how
 * many. */
size_t crm_eightd_deadlines(const struct crm_eightd_profile *p, const struct crm_eightd_clocked *c,
    int through, struct crm_eightd_deadline out[CRM_EIGHTD_GATES]);

#endif
