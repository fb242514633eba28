/*
 * Settling a record that two branches have contradicted, or whose chain was
 * broken: the step `resolve`. It stands in no kind's table, since it may be
 * taken from every state and only in such a case.
 *
 * Where the sides' states differ one of them is chosen, and no other word:
 * resolving is no way past the steps. What belongs to the state that was not
 * chosen goes with it: stamps of steps to another state, reasons of void and
 * duplicate, which no side with the chosen state has. Why, and which fields,
 * is an amendment of the record.
 */
#ifndef CRM_RULES_RESOLVE_H
#define CRM_RULES_RESOLVE_H

#include "lib/rules/kind.h"

#define CRM_RESOLVE "resolve"

struct crm_resolve_in {
	const struct crm_kind *kind;
	const struct crm_record *const *sides; /* what each of them says */
	size_t n;
	const char *state; /* chosen, or NULL */
};

/*
 * take: as for crm_step_take(), but flow and step; before is the record as it
 * is folded, given the fields that were chosen, `why` among the args. Codes
 * besides: state_undecided, not_a_side (status CRM_NO).
 */
int crm_resolve_take(const struct crm_resolve_in *in, const struct crm_step_in *take,
    struct crm_changes *out, struct crm_findings *f);

#endif
