/* From argv to exit status. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/tool/book.h"
#include "lib/tool/calendars.h"
#include "lib/tool/people.h"
#include "lib/tool/private.h"

/* What one call works with beside the run. */
struct call {
	struct crm_commands commands;
	struct crm_args *first;   /* the command, and what stands before it */
	struct crm_parsed parsed; /* all of it: run.args */
	char **words;             /* argv without the command */
	struct crm_tool group;    /* where the command is a group's */
	char **inner;             /* argv without the group's name */
};

static void print(struct crm_run *r, const struct crm_buf *text)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_write_all(STDOUT_FILENO, crm_buf_str(text), text->len) < 0 && errno != EPIPE) {
		(void)crm_err_errno(&e, CRM_IOERR, "cannot write", "stdout");
		(void)crm_run_fail(r, &e);
	}
}

/* Before the options are read, so that bad options are told as they should be. */
static bool wants_json(int argc, char *const *argv)
{
	bool json = false;
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--errors=json") == 0)
			json = true;
		else if (strcmp(argv[i], "--errors=text") == 0)
			json = false;
	}
	return json;
}

/* A usage error that the parser found. */
static void fail_usage(struct crm_run *r, const struct crm_err *e)
{
	struct crm_buf text = CRM_BUF_INIT;

	crm_err_format(e, &text);
	crm_run_usage(r, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

static int read_common(struct crm_run *r)
{
	const char *errors = crm_args_text(r->args, "errors");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_instant as_of;
	size_t i;

	if (errors != NULL && strcmp(errors, "json") != 0 && strcmp(errors, "text") != 0) {
		crm_err_at(&e, CRM_BADINPUT, "--errors", 0, NULL,
		    "not a format of messages: '%s'; expected text or json", errors);
		return crm_run_fail(r, &e);
	}
	for (i = 0; i < crm_args_count(r->args, "limit"); i++) {
		if (crm_limits_set(&r->limits, crm_args_nth(r->args, "limit", i), &e) < 0) {
			crm_err_place(&e, "--limit", 0, NULL);
			return crm_run_fail(r, &e);
		}
	}
	if (crm_run_set_now(r) < 0 ||
	    ((r->command->flags & CRM_CMD_FILTER) != 0 && crm_run_set_zone(r) < 0))
		return -1;
	if (crm_run_check_by(r) < 0)
		return -1;
	r->as_of = crm_args_text(r->args, "as-of");
	if (r->as_of == NULL)
		return 0;
	if (crm_run_instant(r, "--as-of", r->as_of, &as_of) < 0)
		return -1;
	/* what was known then is judged by the clock of then */
	if (!crm_args_has(r->args, "now") && as_of.us < r->now.us)
		r->now = as_of;
	return 0;
}

/* What is answered without a command. True: answered. */
static bool answer(struct crm_run *r, const struct call *c)
{
	const char *table = crm_args_text(c->first, "table");
	struct crm_buf out = CRM_BUF_INIT;
	bool answered = true;

	if (crm_args_has(c->first, "version")) {
		crm_buf_addf(&out, "%s %s\n", r->tool->name, CRM_VERSION);
	} else if (crm_args_has(c->first, "synopsis")) {
		crm_help_synopses(r->tool, &c->commands, &out);
	} else if (table != NULL) {
		if (crm_help_table(r->tool, table, &out) < 0)
			crm_run_usage(r, "there is no table '%s'", table);
	} else if (crm_args_has(c->first, "help") && crm_args_operands(c->first) == 0) {
		crm_help_tool(r->tool, &c->commands, &out);
	} else {
		answered = false;
	}
	print(r, &out);
	crm_buf_release(&out);
	return answered;
}

static int choose(struct crm_run *r, struct call *c)
{
	const char *name = crm_args_operand(c->first, 0);
	int i = name != NULL ? crm_commands_find(&c->commands, name) : -1;

	if (name == NULL)
		return crm_run_usage(r, "command missing");
	if (i < 0)
		return crm_run_usage(r, "unknown command '%s'", name);
	r->command = &c->commands.items[i];
	r->step = c->commands.steps[i];
	return 0;
}

/* argv without its first operand, for the caller to free. */
static char **without_first(const struct call *c, int argc, char **argv)
{
	char **words = crm_calloc((size_t)argc + 1, sizeof(*words));
	int i, n = 0, at = crm_args_rest(c->first) - 1;

	for (i = 0; i < argc; i++)
		if (i != at)
			words[n++] = argv[i];
	return words;
}

/* Reads all of argv but the command's name with the command's own options. */
static int read_command(struct crm_run *r, struct call *c, int argc, char **argv)
{
	struct crm_err e = CRM_ERR_INIT;

	c->words = without_first(c, argc, argv);
	if (crm_args_command(argc - 1, c->words, r->command, &c->parsed, &e) < 0) {
		if (e.code != CRM_USAGE)
			return crm_run_fail(r, &e);
		fail_usage(r, &e);
		return -1;
	}
	r->args = c->parsed.args;
	return 0;
}

/* The command's name, and what stands before it. */
static int read_first(struct crm_run *r, struct call *c, int argc, char **argv)
{
	struct crm_err e = CRM_ERR_INIT;

	if (crm_args_first(argc, argv, &c->first, &e) == 0)
		return 0;
	fail_usage(r, &e);
	return -1;
}

/* A group's name: from here on the group is the tool, and the next operand the command. */
static int enter(struct crm_run *r, struct call *c, int *argc, char ***argv)
{
	const struct crm_tool_group *g = crm_tool_group(r->tool, crm_args_operand(c->first, 0));

	if (g == NULL)
		return 0;
	c->inner = without_first(c, *argc, *argv);
	*argv = c->inner;
	--*argc;
	c->group = crm_tool_of_group(r->tool, g);
	r->tool = &c->group;
	r->kind = g->kind;
	crm_commands_release(&c->commands);
	crm_commands_make(r->tool, &c->commands);
	crm_args_free(c->first);
	c->first = NULL;
	return read_first(r, c, *argc, *argv);
}

static void run(struct crm_run *r, struct call *c, int argc, char **argv)
{
	struct crm_buf help = CRM_BUF_INIT;

	if (read_first(r, c, argc, argv) < 0 || enter(r, c, &argc, &argv) < 0)
		return;
	if (answer(r, c) || choose(r, c) < 0 || read_command(r, c, argc, argv) < 0)
		return;
	if (crm_args_has(r->args, "version")) {
		crm_buf_addf(&help, "%s %s\n", r->tool->name, CRM_VERSION);
	} else if (crm_args_has(r->args, "help")) {
		crm_help_command(r->tool, r->command, &help);
	} else if (read_common(r) == 0) {
		crm_setup_pipe((r->command->flags & CRM_CMD_STEP) != 0);
		r->command->run(r);
	}
	print(r, &help);
	crm_buf_release(&help);
}

static void release(struct crm_run *r, struct call *c)
{
	crm_where_free(r->where);
	crm_clocks_free(r->clocks);
	crm_calendars_free(r->calendars);
	crm_shape_free(r->shape);
	crm_run_books_free(r->books);
	crm_store_free(r->store);
	crm_zone_free(r->own_zone);
	crm_people_free(r->people);
	free(r->login);
	free(r->share);
	crm_buf_release(&r->held);
	crm_parsed_release(&c->parsed);
	crm_args_free(c->first);
	free(c->words);
	free(c->inner);
	crm_commands_release(&c->commands);
}

int crm_tool_main(const struct crm_tool *tool, int argc, char **argv)
{
	struct crm_run r = {0};
	struct call c;
	struct crm_err e = CRM_ERR_INIT;

	crm_setup_process();
	memset(&c, 0, sizeof(c));
	r.tool = tool;
	r.program = argc > 0 ? argv[0] : NULL;
	r.kind = tool->kind;
	r.json_errors = wants_json(argc, argv);
	r.out_terminal = isatty(STDOUT_FILENO) == 1;
	crm_limits_init(&r.limits);
	crm_commands_make(tool, &c.commands);
	run(&r, &c, argc > 0 ? argc - 1 : 0, argv + 1);
	crm_run_unhold(&r);
	if (close(STDOUT_FILENO) < 0 && errno != EBADF) {
		(void)crm_err_errno(&e, CRM_IOERR, "cannot write", "stdout");
		(void)crm_run_fail_output(&r, &e);
	}
	release(&r, &c);
	return r.status;
}
