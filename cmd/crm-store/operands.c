/* How many operands a command takes. */
#include "cmd/crm-store/store.h"

int store_operands(struct crm_run *r, size_t least, size_t most)
{
	size_t n = crm_args_operands(r->args);

	if (n < least)
		return crm_run_usage(r, "operand missing");
	if (most > 0 && n > most)
		return crm_run_usage(r, "too many operands: '%s'", crm_args_operand(r->args, most));
	return 0;
}
