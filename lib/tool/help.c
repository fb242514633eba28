/* Help: everything in it comes from the tables. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/tool/private.h"

void crm_help_name(const struct crm_tool *tool, struct crm_buf *out)
{
	crm_buf_addz(out, tool->name);
	if (tool->group != NULL)
		crm_buf_addf(out, " %s", tool->group);
}

void crm_help_synopsis(
    const struct crm_tool *tool, const struct crm_command *command, struct crm_buf *out)
{
	size_t len;

	crm_help_name(tool, out);
	crm_buf_addf(out, " %s", command->name);
	if (command->opts != NULL) {
		crm_buf_addc(out, ' ');
		len = out->len;
		crm_opt_synopsis(command->opts, out);
		if (out->len == len)
			crm_buf_cut(out, len - 1);
	}
	if (command->operands != NULL && command->operands[0] != '\0')
		crm_buf_addf(out, " %s", command->operands);
}

void crm_help_synopses(
    const struct crm_tool *tool, const struct crm_commands *commands, struct crm_buf *out)
{
	const struct crm_tool_group *g;
	size_t i;

	for (i = 0; i < commands->n; i++) {
		crm_help_synopsis(tool, &commands->items[i], out);
		crm_buf_addc(out, '\n');
	}
	for (g = tool->groups; g != NULL && g->name != NULL; g++) {
		const struct crm_tool inner = crm_tool_of_group(tool, g);
		struct crm_commands own;

		crm_commands_make(&inner, &own);
		crm_help_synopses(&inner, &own, out);
		crm_commands_release(&own);
	}
}

static void add_groups(unsigned flags, struct crm_buf *out)
{
	const struct crm_opt_group *g;
	size_t i;

	for (i = 0; (g = crm_opt_group_at(i)) != NULL; i++) {
		if (!crm_opt_group_taken(g, flags))
			continue;
		crm_buf_addf(out, "\n%s:\n", g->title);
		crm_opt_help(g->opts, out);
	}
}

static size_t widest(const struct crm_tool *tool, const struct crm_commands *commands)
{
	const struct crm_tool_group *g;
	size_t i, width = 0;

	for (i = 0; i < commands->n; i++)
		if (strlen(commands->items[i].name) > width)
			width = strlen(commands->items[i].name);
	for (g = tool->groups; g != NULL && g->name != NULL; g++)
		if (strlen(g->name) + strlen(" ...") > width)
			width = strlen(g->name) + strlen(" ...");
	return width;
}

void crm_help_tool(
    const struct crm_tool *tool, const struct crm_commands *commands, struct crm_buf *out)
{
	int width = (int)widest(tool, commands);
	const struct crm_tool_group *g;
	unsigned flags = 0;
	size_t i;

	crm_buf_addz(out, "usage: ");
	crm_help_name(tool, out);
	crm_buf_addf(out, " [common options] COMMAND ...\n\n%s\n\n", tool->summary);
	for (i = 0; i < commands->n; i++) {
		flags |= commands->items[i].flags;
		crm_buf_addf(out, "  %-*s   %s\n", width, commands->items[i].name,
		    commands->items[i].summary);
	}
	for (g = tool->groups; g != NULL && g->name != NULL; g++)
		crm_buf_addf(out, "  %s %-*s   %s\n", g->name, width - (int)strlen(g->name) - 1,
		    "...", g->summary);
	crm_buf_addc(out, '\n');
	crm_help_name(tool, out);
	crm_buf_addz(out, " COMMAND -h shows the options of a command.\n");
	add_groups(flags, out);
}

void crm_help_command(
    const struct crm_tool *tool, const struct crm_command *command, struct crm_buf *out)
{
	size_t len;

	crm_buf_addz(out, "usage: ");
	crm_help_synopsis(tool, command, out);
	crm_buf_addf(out, "\n\n%s\n", command->summary);
	if (command->opts != NULL) {
		crm_buf_addc(out, '\n');
		len = out->len;
		crm_opt_help(command->opts, out);
		if (out->len == len)
			crm_buf_cut(out, len - 1);
	}
	add_groups(command->flags, out);
}
