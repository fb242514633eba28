/* 8d -o catena-x: the form, or what it lacks. */
#include "cmd/crm-complaint/eightd.h"

#include <string.h>

void eightd_catena(struct eightd *x, const struct eightd_case *c)
{
	struct crm_findings *f = crm_findings_new();
	struct crm_doc *form = crm_doc_new();
	struct crm_party us, customer;

	memcpy(us.member, x->us, sizeof(us.member));
	memcpy(customer.member, c->theirs, sizeof(customer.member));
	crm_form_fill(&(struct crm_form_opts){x->through, c->zone, &us, &customer}, &c->view, form);
	crm_form_check(form, c->id, c->customer, f);
	crm_run_findings(x->run, f, CRM_NO);
	if (crm_findings_worse(f, CRM_ERROR) == 0 || crm_args_has(x->run->args, "draft")) {
		crm_doc_json(form, true, &x->text);
		crm_buf_addc(&x->text, '\n');
	}
	crm_doc_free(form);
	crm_findings_free(f);
}
