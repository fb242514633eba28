/* crm-store schema KIND: JSON Schema of a kind. */
#include "cmd/crm-store/store.h"
#include "lib/base/buf.h"
#include "lib/tool/printed.h"

void store_schema(struct crm_run *r)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (store_operands(r, 1, 1) < 0 || crm_run_kind(r, crm_args_operand(r->args, 0)) < 0)
		return;
	crm_schema_json(r->kind->flow.schema, &text);
	crm_run_write(r, &text, true);
	crm_buf_release(&text);
}
