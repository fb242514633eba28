/*
 * owed: open points of orders, samples and quotes, by who owes them. chase: of these, what is to be
 * asked for again today, how often it was, and the step that records it.
 */
#include <string.h>

#include "cmd/crm-order/order.h"
#include "lib/rules/quote/quote.h"
#include "lib/rules/sample/sample.h"
#include "lib/rules/todo.h"
#include "lib/tool/points.h"
#include "lib/tool/steps.h"

const struct crm_opt order_owed_opts[] = {
    {"by", 0, CRM_OPT_TEXT, "SIDE", "only what us, customer or supplier owes", false},
    CRM_POINTS_OWNER,
    CRM_POINTS_LATE,
    CRM_POINTS_WITHIN,
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when any is late", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* --text is the step's. */
const struct crm_opt order_chase_opts[] = {
    CRM_POINTS_OWNER,
    {"check", 0, CRM_OPT_FLAG, NULL, "exit 1 when there is any", false},
    {"text", 0, CRM_OPT_TEXT, "TEXT", "with ID: who was asked, and what came of it", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static void list(struct crm_run *r, const struct crm_points_opts *o, size_t *rows, size_t *late)
{
	static const struct crm_kind *const kinds[] = {&crm_order, &crm_sample, &crm_quote};
	const size_t n = sizeof(kinds) / sizeof(kinds[0]);
	struct crm_points *points;
	size_t i = 0;

	*rows = *late = 0;
	if (crm_points_new(r, o, &points) < 0)
		return;
	while (i < n && crm_points_read(points, kinds[i]) == 0)
		i++;
	if (i == n)
		crm_points_print(points, rows, late);
	crm_points_free(points);
}

static int read_sides(struct crm_run *r, unsigned *out)
{
	const char *by = crm_args_text(r->args, "by");
	struct crm_err e = CRM_ERR_INIT;

	*out = 0;
	for (int s = CRM_TODO_OURS; by != NULL && s <= CRM_TODO_SUPPLIER; s++) {
		if (strcmp(by, crm_todo_side_name((enum crm_todo_side)s)) == 0)
			*out = 1u << s;
	}
	if (by == NULL || *out != 0)
		return 0;
	crm_err_at(&e, CRM_BADINPUT, "--by", 0, NULL,
	    "'%s' is nobody; expected us, customer or supplier", by);
	return crm_run_fail(r, &e);
}

void order_owed(struct crm_run *r)
{
	struct crm_points_opts o = {
	    .owner = crm_args_text(r->args, "owner"),
	    .within = crm_args_text(r->args, "within"),
	    .late = crm_args_has(r->args, "late"),
	};
	size_t rows, late;

	if (crm_args_operands(r->args) > 0) {
		(void)crm_run_usage(r, "too many operands: '%s'", crm_args_operand(r->args, 0));
		return;
	}
	if (read_sides(r, &o.sides) < 0)
		return;
	list(r, &o, &rows, &late);
	if (late > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
}

static void list_chases(struct crm_run *r)
{
	const struct crm_points_opts o = {.owner = crm_args_text(r->args, "owner"), .ask = true};
	size_t rows, late;

	if (crm_args_has(r->args, "text")) {
		(void)crm_run_usage(r, "--text is for an ID: it was asked for");
		return;
	}
	list(r, &o, &rows, &late);
	if (rows > 0 && crm_args_has(r->args, "check"))
		crm_run_worse(r, CRM_NO);
}

/* The group whose records have such ids; NULL: it may be an order's. */
static const struct crm_tool_group *group_of_id(const struct crm_run *r, const char *id)
{
	const struct crm_kind *kind = crm_kind_of_id(id);
	const struct crm_tool_group *g = r->tool->groups;

	while (kind != NULL && g->name != NULL && g->kind != kind)
		g++;
	return kind != NULL && g->name != NULL ? g : NULL;
}

/* The list has quotes and samples too: who takes one of them from it for an order is told its command.
 * An order may be called like one. 0, or -1 after a message. */
static int refuse_others(struct crm_run *r)
{
	const struct crm_tool_group *group;
	struct crm_named named;
	struct crm_err e = CRM_ERR_INIT;
	const char *id;
	int has = 1;

	for (size_t i = 0; has == 1 && (id = crm_args_operand(r->args, i)) != NULL; i++) {
		group = group_of_id(r, id);
		if (group == NULL)
			continue;
		if (crm_named_open(r, false, &named) < 0)
			return -1;
		has = crm_journal_has(named.journal, id, &e);
		crm_named_release(&named);
		if (has == 0)
			return crm_run_usage(r, "%s is a %s: 'crm-order %s chase' takes it", id,
			    group->kind->name, group->name);
	}
	return has == 1 ? 0 : crm_run_fail(r, &e);
}

void order_chase(struct crm_run *r)
{
	if (crm_args_operands(r->args) == 0) {
		list_chases(r);
		return;
	}
	if (crm_args_has(r->args, "owner") || crm_args_has(r->args, "check")) {
		(void)crm_run_usage(r, "--owner and --check are for the list, without ID");
		return;
	}
	if (refuse_others(r) < 0)
		return;
	r->step = crm_flow_step(&crm_order.flow, "chase");
	crm_steps_run(r);
}
