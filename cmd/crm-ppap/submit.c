/* submit MANIFEST: a sealed dossier that the gate lets through becomes a submission of the store. */
#include "cmd/crm-ppap/handed.h"
#include "lib/rules/ppap/seal.h"

const struct crm_opt ppap_submit_opts[] = {
    {"customer", 0, CRM_OPT_TEXT, "NAME", "to whom, where the manifest says none", false},
    {"previous", 0, CRM_OPT_TEXT, "ID",
        "the submission before it (default: the latest of the part that was not approved)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* Is it ready, and sealed as it is? Else it is told why not. */
static bool is_ready(struct crm_run *r, const struct judged *j)
{
	enum crm_ppap_seal seal = crm_ppap_seal_state(&j->dossier.ppap);

	if (seal == CRM_SEAL_NONE)
		crm_finding_add(j->findings, CRM_ERROR, "seal_missing", j->dossier.path, 0,
		    "status", "seal", "it was never sealed: crm-ppap seal");
	crm_run_findings(r, j->findings, CRM_NO);
	if (crm_findings_worse(j->findings, CRM_ERROR) == 0 && seal == CRM_SEAL_GOOD)
		return true;
	crm_run_worse(r, CRM_NO);
	crm_run_say(r, "%s: not submitted", j->dossier.path);
	return false;
}

/* Who approves it must be named somewhere. */
static bool has_customer(struct crm_run *r, const struct judged *j, const char *customer)
{
	if (customer == NULL && crm_node_text(j->dossier.ppap.top, CRM_P_CUSTOMER)[0] == '\0') {
		(void)crm_run_usage(r, "the manifest says no customer: --customer");
		return false;
	}
	return true;
}

static void submit(struct crm_run *r, const struct judged *j)
{
	struct handed h = {.judged = j,
	    .step = "submit",
	    .customer = crm_args_text(r->args, "customer"),
	    .previous = crm_args_text(r->args, "previous"),
	    .seal = crm_node_text(j->dossier.ppap.top, CRM_P_SEAL_SHA256)};

	if (is_ready(r, j) && has_customer(r, j, h.customer))
		handed_record(r, &h);
}

void ppap_submit(struct crm_run *r)
{
	struct ppap_books books = {NULL, 0, 0};
	struct crm_err e = CRM_ERR_INIT;
	struct judged j;

	if (crm_args_operands(r->args) != 1) {
		(void)crm_run_usage(r, "one MANIFEST expected");
		return;
	}
	if (judged_open(r, &books, crm_args_operand(r->args, 0), false, &j, &e) != 0) {
		(void)crm_run_fail(r, &e);
	} else {
		submit(r, &j);
		judged_close(&j);
	}
	ppap_books_release(&books);
}
