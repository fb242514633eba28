/*
 * The kinds of records: the one table that the tools, the store's commands
 * and the manual's tests read. A kind is its schema, states, steps, clocks
 * and checks.
 */
#ifndef CRM_RULES_KIND_H
#define CRM_RULES_KIND_H

#include "lib/data/finding.h"
#include "lib/flow/clock.h"
#include "lib/flow/step.h"

struct crm_kind {
	const char *name;
	const char *prefix; /* of its ids: C, O, ... */
	struct crm_flow flow;
	const struct crm_clock *clocks; /* ends with name NULL; may be NULL */
	/* Judges one record beyond its types: order of stamps and the like.
	 * results as crm_clocks_eval gave them. May be NULL. */
	void (*check)(const struct crm_view *v, const struct crm_clock_result *results,
	    size_t nresults, struct crm_findings *f);
};

const struct crm_kind *crm_kind_find(const char *name); /* or NULL */
const struct crm_kind *crm_kind_at(size_t i);           /* NULL past the end */

/* What every kind's records are judged by: fields of the right type, words of
 * the list, state known, id well-formed, late entries, disordered clocks;
 * then the kind's own check. One case a record, named by its id. */
void crm_kind_check(const struct crm_kind *k, const struct crm_view *v,
    const struct crm_clock_result *results, size_t nresults, struct crm_findings *f);

#endif
