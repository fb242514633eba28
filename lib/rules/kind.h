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
};

const struct crm_kind *crm_kind_find(const char *name); /* or NULL */
const struct crm_kind *crm_kind_at(size_t i);           /* NULL past the end */

/* What every kind's records are judged by: fields of the right type, words of
 * the list, what the first step requires, state known, id well-formed, late
 * entries, ends before their start. One case a record, named by its id. */
void crm_kind_check(const struct crm_kind *k, const struct crm_view *v, struct crm_findings *f);

#endif
