/*
 * What the files complaint_facts*.c share: looks at a complaint's view.
 *
 *   complaint_facts.c          the case: assess, judge, supplier, costs, papers
 *   complaint_facts_8d.c       D1 to D7: the steps
 *   complaint_facts_lacks.c    what each part lacks
 *   complaint_facts_report.c   rounds, verification
 *   complaint_facts_close.c    closure, opening again
 */
#ifndef CRM_RULES_COMPLAINT_FACTS_PRIVATE_H
#define CRM_RULES_COMPLAINT_FACTS_PRIVATE_H

#include "lib/base/buf.h"
#include "lib/rules/complaint/complaint_facts_rows.h"

/* Items of a collection whose member has a value, of which `word` (NULL: any). */
size_t crm_fact_count(const struct crm_view *v, int collection, int member, const char *word);
/* Of an item of containment: is all that is suspect there checked, or does
 * somebody secure it? */
bool crm_fact_secured(const struct crm_view *item);
/* The round without verdict; false when there is none. it is the caller's to
 * release. */
bool crm_fact_open_round(const struct crm_view *v, struct crm_items *it);
/* What the customer has accepted is not rewritten, unless it had no effect. */
void crm_fact_unaccepted(const struct crm_step_in *in, struct crm_findings *f);
/* The same of missing_step, unless f names that stamp already. */
void crm_fact_missing(
    const struct crm_view *v, struct crm_findings *f, int stamp, const char *step, const char *why);

/*
 * What a part lacks, in words with commas between, appended; nothing when it
 * is whole. All look at the items, not at the stamp.
 */
typedef void crm_fact_lacks(const struct crm_view *v, struct crm_buf *out);
crm_fact_lacks crm_lacks_team, crm_lacks_description, crm_lacks_containment, crm_lacks_causes,
    crm_lacks_choice, crm_lacks_implementation, crm_lacks_standard;

#endif
