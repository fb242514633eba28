/*
 * The help and the synopsis of an option table: the other half of opt.h.
 */
#include "lib/base/buf.h"
#include "lib/base/opt.h"
#include "lib/base/utf8.h"

#define HELP_COLUMN ((size_t)28)

static const char *arg_of(const struct crm_opt *row)
{
	return row->arg != NULL ? row->arg : "VALUE";
}

static void add_value(const struct crm_opt *row, struct crm_buf *out)
{
	if (row->kind == CRM_OPT_MAYBE)
		crm_buf_addf(out, "[=%s]", arg_of(row));
	else if (row->kind != CRM_OPT_FLAG)
		crm_buf_addf(out, " %s", arg_of(row));
}

void crm_opt_synopsis(const struct crm_opt *table, struct crm_buf *out)
{
	const struct crm_opt *row;
	const char *blank = "";

	for (row = table; row->name != NULL; row++) {
		if (row->help == NULL)
			continue;
		crm_buf_addz(out, blank);
		blank = " ";
		if (!row->required)
			crm_buf_addc(out, '[');
		if (row->letter != 0)
			crm_buf_addf(out, "-%c", row->letter);
		else
			crm_buf_addf(out, "--%s", row->name);
		add_value(row, out);
		if (!row->required)
			crm_buf_addc(out, ']');
		if (row->kind == CRM_OPT_LIST)
			crm_buf_addz(out, "...");
	}
}

void crm_opt_help(const struct crm_opt *table, struct crm_buf *out)
{
	const struct crm_opt *row;
	size_t start, width;

	for (row = table; row->name != NULL; row++) {
		if (row->help == NULL)
			continue;
		start = out->len;
		if (row->letter != 0)
			crm_buf_addf(out, "  -%c, --%s", row->letter, row->name);
		else
			crm_buf_addf(out, "      --%s", row->name);
		add_value(row, out);
		width = crm_utf8_width(out->data + start, out->len - start);
		do
			crm_buf_addc(out, ' ');
		while (++width < HELP_COLUMN);
		crm_buf_addf(out, " %s\n", row->help);
	}
}
