/* crm-store init [--sample] [DIR]: makes a store. */
#include "cmd/crm-store/store.h"

const struct crm_opt store_init_opts[] = {
    {"zone", 0, CRM_OPT_TEXT, "ZONE", "where the clocks tick (default UTC)", false},
    {"sample", 0, CRM_OPT_FLAG, NULL, "with the year of a small supplier in it", false},
    {"group", 0, CRM_OPT_FLAG, NULL, "shared by a Unix group", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

void store_init(struct crm_run *r)
{
	const char *dir = crm_args_operand(r->args, 0), *named = crm_args_text(r->args, "store");
	struct crm_init_opts o = {crm_args_text(r->args, "zone"), crm_args_has(r->args, "group")};
	struct crm_err e = CRM_ERR_INIT;

	if (store_operands(r, 0, 1) < 0)
		return;
	if (dir != NULL && named != NULL) {
		crm_run_usage(r, "-C and an operand name two directories");
		return;
	}
	if (dir == NULL)
		dir = named != NULL ? named : ".";
	if (crm_args_has(r->args, "sample") && o.zone != NULL) {
		crm_run_usage(r, "the sample has its own --zone");
		return;
	}
	if (crm_args_has(r->args, "sample"))
		store_sample(r, dir, &o);
	else if (crm_store_init(dir, &o, &e) < 0)
		(void)crm_run_fail(r, &e);
}
