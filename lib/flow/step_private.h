/*
 * The parts of taking a step, for the files of lib/flow.
 */
#ifndef CRM_FLOW_STEP_PRIVATE_H
#define CRM_FLOW_STEP_PRIVATE_H

#include "lib/flow/step.h"

/* step_given.c: judges the given fields and adds them to out. */
void crm_step_given(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

/* step_after.c: what follows from the stamps in out: late entries, frozen
 * verdicts, a warning for an end before its start. */
void crm_step_after(const struct crm_step_in *in, struct crm_changes *out, struct crm_findings *f);

#endif
