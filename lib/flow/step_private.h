/*
 * The parts of taking a step, for the files of lib/flow.
 */
#ifndef CRM_FLOW_STEP_PRIVATE_H
#define CRM_FLOW_STEP_PRIVATE_H

#include "lib/flow/step.h"

/* step_given.c: judges the given fields and adds them to out. */
void crm_step_given(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

/* step_item.c. The key of the item that the step is about (in->step->target);
 * NULL: none, and the findings say why, or crm_step_given() will. */
const char *crm_step_item_of(
    const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f);
/* step_item_old.c: the same of a CRM_ITEM_OLD target. */
const char *crm_step_item_old(
    const struct crm_step_in *in, struct crm_arena *a, struct crm_findings *f);
/* Has the record such an item? */
bool crm_step_item_there(const struct crm_step_in *in, const char *key);
/* When and who, of item in->key that the step makes; nothing where it is there. */
void crm_step_item_made(const struct crm_step_in *in, struct crm_changes *out);

/* step_after.c: what follows from the stamps in out: late entries, frozen
 * verdicts, a warning for an end before its start. */
void crm_step_after(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

#endif
