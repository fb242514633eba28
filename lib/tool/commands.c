/* A tool's commands: its kind's steps, then its table. A command of the table stands for the step of
 * the same name. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/tool/private.h"
#include "lib/tool/steps.h"

const struct crm_tool_group *crm_tool_group(const struct crm_tool *tool, const char *name)
{
	const struct crm_tool_group *g;

	for (g = tool->groups; name != NULL && g != NULL && g->name != NULL; g++)
		if (strcmp(g->name, name) == 0)
			return g;
	return NULL;
}

struct crm_tool crm_tool_of_group(const struct crm_tool *tool, const struct crm_tool_group *group)
{
	struct crm_tool t = {.name = tool->name};

	t.group = group->name;
	t.summary = group->summary;
	t.kind = group->kind;
	t.commands = group->commands;
	return t;
}

static const struct crm_step *step_at(const struct crm_tool *tool, size_t i)
{
	const struct crm_step *steps = tool->kind != NULL ? tool->kind->flow.steps : NULL;

	return steps != NULL && steps[i].name != NULL ? &steps[i] : NULL;
}

static bool in_table(const struct crm_tool *tool, const char *name)
{
	const struct crm_command *c;

	for (c = tool->commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return true;
	return false;
}

static void add(
    struct crm_commands *c, const struct crm_command *command, const struct crm_step *step)
{
	size_t cap = c->cap;

	crm_grow(&c->items, &cap, c->n + 1, sizeof(*c->items));
	crm_grow(&c->steps, &c->cap, c->n + 1, sizeof(const struct crm_step *));
	c->items[c->n] = *command;
	c->steps[c->n++] = step;
}

static const char *operands_of(const struct crm_step *step)
{
	if ((step->flags & CRM_STEP_RECORD) != 0)
		return "[FILE|-]...";
	if ((step->flags & CRM_STEP_ASSIGN) != 0)
		return "ID|-... FIELD=VALUE...";
	return "ID|-...";
}

void crm_commands_make(const struct crm_tool *tool, struct crm_commands *out)
{
	struct crm_command command = {NULL, NULL, NULL, NULL, 0, crm_steps_run};
	const struct crm_command *row;
	const struct crm_step *step;
	size_t i;

	memset(out, 0, sizeof(*out));
	command.flags = CRM_CMD_STEP | CRM_CMD_INPUT | CRM_CMD_OUTPUT | CRM_CMD_PIPED;
	for (i = 0; (step = step_at(tool, i)) != NULL; i++) {
		if (in_table(tool, step->name))
			continue;
		command.name = step->name;
		command.summary = step->summary;
		command.operands = operands_of(step);
		command.opts = crm_step_opts(tool->kind->flow.schema, step);
		add(out, &command, step);
	}
	for (row = tool->commands; row->name != NULL; row++)
		add(out, row, NULL);
}

void crm_commands_release(struct crm_commands *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->steps[i] != NULL)
			crm_step_opts_free((struct crm_opt *)c->items[i].opts);
	free(c->items);
	free(c->steps);
	memset(c, 0, sizeof(*c));
}

int crm_commands_find(const struct crm_commands *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->items[i].name, name) == 0)
			return (int)i;
	return -1;
}
