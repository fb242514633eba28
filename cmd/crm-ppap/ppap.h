/* Commands of crm-ppap. */
#ifndef CMD_CRM_PPAP_PPAP_H
#define CMD_CRM_PPAP_PPAP_H

#include "lib/tool/run.h"

extern const struct crm_opt ppap_new_opts[], ppap_attach_opts[], ppap_na_opts[], ppap_waive_opts[],
    ppap_set_opts[], ppap_todo_opts[], ppap_check_opts[], ppap_seal_opts[], ppap_diff_opts[],
    ppap_change_opts[];

/* The dossier's manifest. */
void ppap_new(struct crm_run *r);
void ppap_attach(struct crm_run *r);
void ppap_na(struct crm_run *r);
void ppap_waive(struct crm_run *r);
void ppap_set(struct crm_run *r);
void ppap_todo(struct crm_run *r);
void ppap_schema(struct crm_run *r);

/* The gate. */
void ppap_check(struct crm_run *r);
void ppap_seal(struct crm_run *r);
void ppap_verify(struct crm_run *r);
void ppap_diff(struct crm_run *r);

/* Must the customer be told? */
void ppap_change(struct crm_run *r);

#endif
