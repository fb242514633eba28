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

/* Papers to print. */
extern const struct crm_opt ppap_psw_opts[], ppap_characteristics_opts[], ppap_dimensions_opts[],
    ppap_interim_opts[];
void ppap_psw(struct crm_run *r);
void ppap_characteristics(struct crm_run *r);
void ppap_dimensions(struct crm_run *r);
void ppap_interim(struct crm_run *r);

/* Studies from raw values. */
extern const struct crm_opt ppap_capability_opts[], ppap_grr_opts[], ppap_attribute_opts[],
    ppap_dims_opts[], ppap_fmea_opts[];
void ppap_capability(struct crm_run *r);
void ppap_grr(struct crm_run *r);
void ppap_attribute(struct crm_run *r);
void ppap_dims(struct crm_run *r);
void ppap_fmea(struct crm_run *r);

/* Submissions in the store. */
extern const struct crm_opt ppap_submit_opts[], ppap_review_opts[], ppap_retain_opts[];
void ppap_submit(struct crm_run *r);
void ppap_review(struct crm_run *r);
void ppap_retain(struct crm_run *r);

/* Must the customer be told? */
void ppap_change(struct crm_run *r);

#endif
