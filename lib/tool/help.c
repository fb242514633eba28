/* Help: everything in it comes from the tables. */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/tool/private.h"

void crm_help_synopsis(
    const struct crm_tool *tool, const struct crm_command *command, struct crm_buf *out)
{
	size_t len;

	crm_buf_addf(out, "%s %s", tool->name, command->name);
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

void crm_help_tool(
    const struct crm_tool *tool, const struct crm_commands *commands, struct crm_buf *out)
{
	unsigned flags = 0;
	size_t i, widest = 0;

	for (i = 0; i < commands->n; i++) {
		size_t width = strlen(commands->items[i].name);

		widest = width > widest ? width : widest;
		flags |= commands->items[i].flags;
	}
	crm_buf_addf(
	    out, "usage: %s [common options] COMMAND ...\n\n%s\n\n", tool->name, tool->summary);
	for (i = 0; i < commands->n; i++)
		crm_buf_addf(out, "  %-*s   %s\n", (int)widest, commands->items[i].name,
		    commands->items[i].summary);
	crm_buf_addf(out, "\n%s COMMAND -h shows the options of a command.\n", tool->name);
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
