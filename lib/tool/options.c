/*
 * The common options, by group, and the two passes over argv: the first finds the command, the
 * second reads everything with the command's own options.
 */
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/tool/private.h"

static const struct crm_opt general_opts[] = {
    {"store", 'C', CRM_OPT_TEXT, "DIR", "the store (else CRM_DIR, else a parent directory)", false},
    {"now", 0, CRM_OPT_TEXT, "STAMP", "what time it is (else CRM_NOW, else the clock)", false},
    {"errors", 0, CRM_OPT_MAYBE, "FMT", "messages as text or json", false},
    {"limit", 0, CRM_OPT_LIST, "NAME=VALUE", "raises an input limit", false},
    {"help", 'h', CRM_OPT_FLAG, NULL, "shows this help", false},
    {"version", 0, CRM_OPT_FLAG, NULL, "shows the version", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt input_opts[] = {
    {"input", 'i', CRM_OPT_TEXT, "FMT", "input is jsonl, json, csv or excel", false},
    {"encoding", 0, CRM_OPT_TEXT, "NAME", "input's encoding (default UTF-8)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt filter_opts[] = {
    {"zone", 0, CRM_OPT_TEXT, "ZONE", "of local days (default the store's, else UTC)", false},
    {"where", 0, CRM_OPT_LIST, "EXPR", "only records with FIELD OP VALUE", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt as_of_opts[] = {
    {"as-of", 0, CRM_OPT_TEXT, "STAMP", "only what was written by then", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt step_opts[] = {
    {"at", 0, CRM_OPT_TEXT, "STAMP", "when it happened (default now)", false},
    {"by", 0, CRM_OPT_TEXT, "NAME", "who did it (default login)", false},
    {"op", 0, CRM_OPT_TEXT, "KEY", "the same key again writes nothing", false},
    {"dry-run", 'n', CRM_OPT_FLAG, NULL, "shows the result, writes nothing", false},
    {"lock-wait", 0, CRM_OPT_TEXT, "SECONDS", "waits for the store's lock (default 10)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt piped_opts[] = {
    {"all", 0, CRM_OPT_FLAG, NULL, "all or nothing", false},
    {"take", 0, CRM_OPT_TEXT, "LIST", "fields taken from the piped record", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt explain_opts[] = {
    {"explain", 0, CRM_OPT_FLAG, NULL, "shows what was counted, and by which rule", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt output_opts[] = {
    {"output", 'o', CRM_OPT_TEXT, "FMT", "output is jsonl, json, csv or table", false},
    {"fields", 'F', CRM_OPT_TEXT, "LIST", "these fields only", false},
    {"mask", 0, CRM_OPT_FLAG, NULL, "hides personal and internal fields", false},
    {"excel", 0, CRM_OPT_FLAG, NULL, "CSV for spreadsheets: BOM, CRLF, guards", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* Of the first pass alone, and hidden: what the tests of the manual ask. */
static const struct crm_opt manual_opts[] = {
    {"synopsis", 0, CRM_OPT_FLAG, NULL, NULL, false},
    {"table", 0, CRM_OPT_TEXT, "NAME", NULL, false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt_group groups[] = {
    {CRM_CMD_PIPED, "Records from a pipe", piped_opts},
    {CRM_CMD_STEP, "Steps", step_opts},
    {CRM_CMD_INPUT, "Input", input_opts},
    {CRM_CMD_FILTER, "Choice", filter_opts},
    {CRM_CMD_FILTER | CRM_CMD_ASOF, "Past states", as_of_opts},
    {CRM_CMD_EXPLAIN, "Reasons", explain_opts},
    {CRM_CMD_OUTPUT, "Output", output_opts},
    {0, "General", general_opts},
};

#define NGROUPS (sizeof(groups) / sizeof(groups[0]))

const struct crm_opt_group *crm_opt_group_at(size_t i)
{
	return i < NGROUPS ? &groups[i] : NULL;
}

bool crm_opt_group_taken(const struct crm_opt_group *g, unsigned flags)
{
	return g->flags == 0 || (g->flags & flags) != 0;
}

int crm_args_first(int argc, char *const *argv, struct crm_args **out, struct crm_err *e)
{
	const struct crm_opt *tables[NGROUPS + 2];
	size_t i;

	for (i = 0; i < NGROUPS; i++)
		tables[i] = groups[i].opts;
	tables[i++] = manual_opts;
	tables[i] = NULL;
	return crm_args_parse(argc, argv, tables, true, out, e);
}

static bool named(const struct crm_opt *const *tables, const struct crm_opt *row)
{
	const struct crm_opt *other;

	for (; *tables != NULL; tables++)
		for (other = *tables; other->name != NULL; other++)
			if (strcmp(other->name, row->name) == 0)
				return true;
	return false;
}

struct opt_rows {
	struct crm_opt *rows;
	size_t n, cap;
};

/* The options of groups not taken, for a better message than "unknown". */
static void add_others(
    struct opt_rows *o, const struct crm_opt *const *tables, const struct crm_opt *rows)
{
	for (; rows->name != NULL; rows++) {
		if (named(tables, rows))
			continue;
		crm_grow(&o->rows, &o->cap, o->n + 1, sizeof(*o->rows));
		o->rows[o->n++] = *rows;
	}
}

static const struct crm_opt end = {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false};

static void close_rows(struct opt_rows *o)
{
	crm_grow(&o->rows, &o->cap, o->n + 1, sizeof(*o->rows));
	o->rows[o->n++] = end;
}

static int refuse_others(const struct crm_args *args, const struct crm_opt *others,
    const struct crm_command *command, struct crm_err *e)
{
	for (; others->name != NULL; others++)
		if (crm_args_has(args, others->name))
			return crm_err_set(e, CRM_USAGE, "'%s' takes no option '--%s'",
			    command->name, others->name);
	return 0;
}

/* Is a required field among those that --take names? Option names have - for _. */
static bool taken(const struct crm_args *args, const char *option)
{
	const char *p = crm_args_text(args, "take");
	size_t i, len;

	for (; p != NULL && *p != '\0'; p += len + (p[len] == ',')) {
		len = strcspn(p, ",");
		for (i = 0; i < len; i++)
			if (p[i] != option[i] && !(p[i] == '_' && option[i] == '-'))
				break;
		if (i == len && option[len] == '\0')
			return true;
	}
	return false;
}

static int check_required(
    const struct crm_args *args, const struct crm_command *command, struct crm_err *e)
{
	const struct crm_opt *row = command->opts;

	for (; row != NULL && row->name != NULL; row++)
		if (row->required && !crm_args_has(args, row->name) &&
		    ((command->flags & CRM_CMD_PIPED) == 0 || !taken(args, row->name)))
			return crm_err_set(e, CRM_USAGE, "option '--%s' is missing", row->name);
	return 0;
}

int crm_args_utf8(const char *text, const char *what, struct crm_err *e)
{
	size_t len = strlen(text), bad = crm_utf8_invalid(text, len);

	if (bad == len)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, what, 0, NULL,
	    "not valid UTF-8 at byte %zu; a file in GB18030 or the like is read by open and import "
	    "with --encoding",
	    bad + 1);
}

/* A file may have any name. */
static bool is_path(const char *option)
{
	static const char *const paths[] = {"store", "map", "rejects", "head"};
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (strcmp(paths[i], option) == 0)
			return true;
	return false;
}

static int check_utf8(
    const struct crm_args *args, const struct crm_opt *const *tables, struct crm_err *e)
{
	struct crm_buf name = CRM_BUF_INIT;
	const struct crm_opt *row;
	size_t i;
	int ret = 0;

	for (; *tables != NULL; tables++) {
		for (row = *tables; row->name != NULL && ret == 0; row++) {
			crm_buf_clear(&name);
			crm_buf_addf(&name, "--%s", row->name);
			for (i = 0; !is_path(row->name) && i < crm_args_count(args, row->name); i++)
				if (crm_args_nth(args, row->name, i) != NULL && ret == 0)
					ret = crm_args_utf8(crm_args_nth(args, row->name, i),
					    crm_buf_str(&name), e);
		}
	}
	crm_buf_release(&name);
	return ret;
}

static int check(const struct crm_args *args, const struct crm_opt *const *tables,
    const struct crm_command *command, const struct crm_opt *others, struct crm_err *e)
{
	if (crm_args_has(args, "help") || crm_args_has(args, "version"))
		return 0;
	return refuse_others(args, others, command, e) < 0 || check_required(args, command, e) < 0
	    ? -1
	    : check_utf8(args, tables, e);
}

/* The command's own rows, with nothing required: a pipe may bring what is, see check_required. */
static void own_rows(const struct crm_command *command, struct opt_rows *o)
{
	const struct crm_opt *row = command->opts;

	for (; row != NULL && row->name != NULL; row++) {
		crm_grow(&o->rows, &o->cap, o->n + 1, sizeof(*o->rows));
		o->rows[o->n] = *row;
		o->rows[o->n++].required = false;
	}
	close_rows(o);
}

int crm_args_command(int argc, char *const *argv, const struct crm_command *command,
    struct crm_parsed *out, struct crm_err *e)
{
	const struct crm_opt *tables[NGROUPS + 3];
	struct opt_rows own = {NULL, 0, 0}, others = {NULL, 0, 0};
	size_t i, n = 0;

	own_rows(command, &own);
	tables[n++] = own.rows;
	for (i = 0; i < NGROUPS; i++)
		if (crm_opt_group_taken(&groups[i], command->flags))
			tables[n++] = groups[i].opts;
	tables[n] = NULL;
	for (i = 0; i < NGROUPS; i++)
		if (!crm_opt_group_taken(&groups[i], command->flags))
			add_others(&others, tables, groups[i].opts);
	close_rows(&others);
	tables[n++] = others.rows;
	tables[n] = NULL;
	out->own = own.rows;
	out->others = others.rows;
	if (crm_args_parse(argc, argv, tables, false, &out->args, e) < 0)
		return -1;
	return check(out->args, tables, command, others.rows, e);
}

void crm_parsed_release(struct crm_parsed *p)
{
	crm_args_free(p->args);
	free(p->own);
	free(p->others);
	memset(p, 0, sizeof(*p));
}
