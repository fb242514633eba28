/* Open points as they are asked for. */
#include "lib/flow/common.h"
#include "lib/tool/points_private.h"

bool crm_points_due_us(const struct crm_points *t, const struct crm_cell *due, int64_t *out)
{
	if (due->type == CRM_T_INSTANT)
		*out = due->u.at.us;
	else if (due->type == CRM_T_DATE)
		*out = crm_zone_instant(crm_run_zone(t->run), due->u.date + 1, 0).us;
	return due->type == CRM_T_INSTANT || due->type == CRM_T_DATE;
}

bool crm_points_asked(const struct crm_points *t, const struct crm_todo_point *p)
{
	const struct crm_cell *on = crm_cell_is(&p->ask.on) ? &p->ask.on : &p->due;
	int32_t day = t->today;
	int64_t us;

	if (p->ask.step[0] == '\0')
		return false;
	if (on->type == CRM_T_INSTANT)
		crm_zone_local(crm_run_zone(t->run), on->u.at.us, &day, &us);
	else if (on->type == CRM_T_DATE)
		day = on->u.date;
	return day <= t->today;
}

struct crm_todo_point crm_points_asker(struct crm_points *t, const struct crm_todo_point *p)
{
	const int owner = crm_schema_flagged(t->run->kind->flow.schema, CRM_F_OWNER);
	struct crm_todo_point asker = *p;
	int64_t due, on;

	if (crm_points_due_us(t, &p->ask.on, &on) &&
	    (!crm_points_due_us(t, &p->due, &due) || on < due))
		asker.due = p->ask.on;
	if (p->side != CRM_TODO_OURS)
		asker.owner = owner >= 0 ? crm_view_text(t->view, owner, &t->arena) : "";
	return asker;
}

void crm_points_ask(const struct crm_points *t, const struct crm_todo_point *p, struct crm_buf *out)
{
	const struct crm_tool_group *g = t->run->tool->groups;

	if (p->ask.step[0] == '\0')
		return;
	while (g != NULL && g->name != NULL && g->kind != t->run->kind)
		g++;
	if (g != NULL && g->name != NULL)
		crm_buf_addf(out, "%s ", g->name);
	crm_buf_addz(out, p->ask.step);
}
