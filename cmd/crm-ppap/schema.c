/* schema: JSON Schema of the manifest, as it is installed. */
#include "cmd/crm-ppap/ppap.h"
#include "lib/data/document.h"
#include "lib/rules/ppap/ppap.h"
#include "lib/tool/printed.h"

void ppap_schema(struct crm_run *r)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (crm_args_operands(r->args) > 0) {
		(void)crm_run_usage(r, "no operand expected");
		return;
	}
	crm_document_schema(&crm_ppap_schema, "urn:crm:schema:ppap-manifest:1", &text);
	crm_run_write(r, &text, true);
	crm_buf_release(&text);
}
