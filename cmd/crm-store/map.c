/* --map: how a file's columns become fields. */
#include "cmd/crm-store/store.h"
#include "lib/rules/import.h"

static const char *refuses(const void *rules, const char *path)
{
	return crm_import_refuses(rules, path);
}

int store_mapping(struct crm_run *r, struct crm_mapping **out)
{
	const char *path = crm_args_text(r->args, "map");
	const struct crm_mapping_opts o = {.kind = r->kind->name,
	    .schema = r->kind->flow.schema,
	    .refuses = refuses,
	    .rules = r->kind,
	    .zone = crm_run_zone(r),
	    .limits = &r->limits};
	struct crm_err e = CRM_ERR_INIT;

	if (path == NULL) {
		*out = crm_mapping_plain(&o);
		return 0;
	}
	return crm_mapping_read(path, &o, out, &e) < 0 ? crm_run_fail(r, &e) : 0;
}
