/*
 * The commands of crm-complaint that are no steps, one file each.
 */
#ifndef CRM_CMD_COMPLAINT_H
#define CRM_CMD_COMPLAINT_H

#include "lib/tool/run.h"

extern const struct crm_opt complaint_blocks_opts[], complaint_chronic_opts[], complaint_8d_opts[];

void complaint_8d(struct crm_run *r);
void complaint_blocks(struct crm_run *r);
void complaint_chronic(struct crm_run *r);
void complaint_similar(struct crm_run *r);

#endif
