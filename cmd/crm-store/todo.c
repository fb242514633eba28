/*
 * crm-store todo: the open points of all kinds, the late ones first.
 */
#include <string.h>

#include "cmd/crm-store/store.h"
#include "lib/rules/todo.h"
#include "lib/tool/points.h"

const struct crm_opt store_todo_opts[] = {
    CRM_POINTS_OWNER,
    CRM_POINTS_LATE,
    CRM_POINTS_WITHIN,
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when any is late", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static bool is_named(const struct crm_run *r, const struct crm_kind *kind)
{
	size_t n = crm_args_operands(r->args);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(crm_args_operand(r->args, i), kind->name) == 0)
			return true;
	}
	return n == 0;
}

/* 0, or -1 after a message. */
static int check_kinds(struct crm_run *r)
{
	for (size_t i = 0; i < crm_args_operands(r->args); i++) {
		if (crm_run_kind(r, crm_args_operand(r->args, i)) < 0)
			return -1;
	}
	return 0;
}

void store_todo(struct crm_run *r)
{
	const struct crm_points_opts opts = {
	    .owner = crm_args_text(r->args, "owner"),
	    .within = crm_args_text(r->args, "within"),
	    .late = crm_args_has(r->args, "late"),
	};
	struct crm_points *points;
	const struct crm_kind *kind;
	size_t rows, late;
	int ret = 0;

	if (check_kinds(r) < 0 || crm_points_new(r, &opts, &points) < 0)
		return;
	for (size_t i = 0; ret == 0 && (kind = crm_kind_at(i)) != NULL; i++) {
		if (kind->todo != NULL && is_named(r, kind))
			ret = crm_points_read(points, kind);
	}
	crm_points_print(points, &rows, &late);
	if (late > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
	crm_points_free(points);
}
