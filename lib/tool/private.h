/*
 * What the files of lib/tool share and nobody else uses.
 */
#ifndef CRM_TOOL_PRIVATE_H
#define CRM_TOOL_PRIVATE_H

#include "lib/tool/run.h"

/* ---- commands.c: a tool's commands, those made of steps first ---- */

/* Takes --all and --take: the commands that are steps. */
#define CRM_CMD_PIPED 0x8000u

struct crm_commands {
	struct crm_command *items;
	const struct crm_step **steps; /* NULL for a command of the table */
	size_t n, cap;
};

/* A group as a tool of its own. */
struct crm_tool crm_tool_of_group(const struct crm_tool *tool, const struct crm_tool_group *group);
/* The tool's group of that name, or NULL. */
const struct crm_tool_group *crm_tool_group(const struct crm_tool *tool, const char *name);

void crm_commands_make(const struct crm_tool *tool, struct crm_commands *out);
void crm_commands_release(struct crm_commands *c);
/* Its index, or -1. */
int crm_commands_find(const struct crm_commands *c, const char *name);

/* ---- options.c: the groups of common options ---- */

struct crm_opt_group {
	unsigned flags; /* commands with any of these take it; 0: all do */
	const char *title;
	const struct crm_opt *opts;
};

/* The i-th group; NULL past the end. */
const struct crm_opt_group *crm_opt_group_at(size_t i);
bool crm_opt_group_taken(const struct crm_opt_group *g, unsigned flags);
/* The command and what stands before it. *rest: as crm_args_rest(). */
int crm_args_first(int argc, char *const *argv, struct crm_args **out, struct crm_err *e);
/* One command's options and operands; the tables are borrowed by args. */
struct crm_parsed {
	struct crm_args *args;
	struct crm_opt *own, *others;
};

/* Is that text UTF-8? Else CRM_BADINPUT with source `what`. */
int crm_args_utf8(const char *text, const char *what, struct crm_err *e);
/* Everything for one command (out zeroed before). An option of a group that it does not take, or
 * a required one that is missing, is CRM_USAGE; a value that is not UTF-8 (but a path) is
 * CRM_BADINPUT. */
int crm_args_command(int argc, char *const *argv, const struct crm_command *command,
    struct crm_parsed *out, struct crm_err *e);
void crm_parsed_release(struct crm_parsed *p);

/* ---- message.c ---- */

/* crm_run_fail for output that cannot be written: after a commit it says that there was one. */
int crm_run_fail_output(struct crm_run *r, const struct crm_err *e);

/* ---- opening.c ---- */

/* The zone of the store's own days: of the clocks, whatever --zone says. UTC without a store. */
const struct crm_zone *crm_run_store_zone(struct crm_run *r);

/* ---- settings_check.c ---- */

/* Sections of crm.json that no tool reads before it needs them. CRM_CONFIG: the first that is wrong. */
int crm_settings_judge(const struct crm_record *all, const char *source, struct crm_err *e);

/* ---- help.c ---- */

/* Appends "crm-complaint", of a group "crm-complaint concession". */
void crm_help_name(const struct crm_tool *tool, struct crm_buf *out);
/* A line for each command, the groups' last. */
void crm_help_synopses(
    const struct crm_tool *tool, const struct crm_commands *commands, struct crm_buf *out);
void crm_help_synopsis(
    const struct crm_tool *tool, const struct crm_command *command, struct crm_buf *out);
void crm_help_tool(
    const struct crm_tool *tool, const struct crm_commands *commands, struct crm_buf *out);
void crm_help_command(
    const struct crm_tool *tool, const struct crm_command *command, struct crm_buf *out);

/* ---- table.c: the manual's tables; -1: no such table ---- */

int crm_help_table(const struct crm_tool *tool, const char *name, struct crm_buf *out);

/* ---- env.c: what is read from outside argv ---- */

const char *crm_env_text(const char *name); /* NULL when empty or not set */
char *crm_env_login(void);                  /* caller frees */

/* ---- share.c ---- */

/* crm_share_dir() of this CRM_SHARE (NULL: not set) and the program at this path (NULL, or without
 * a slash: not known). The caller frees it. */
char *crm_share_find(const char *named, const char *program);

/* ---- context.c ---- */

int crm_run_set_now(struct crm_run *r);
/* crm_run_fail for what is wrong with the settings: says which crm.json. */
int crm_run_fail_settings(struct crm_run *r, struct crm_err *e);
/* A step's --by is a name: not empty, no blanks around it, no control characters. */
int crm_run_check_by(struct crm_run *r);
/* The clock again, where it is not fixed by --now or CRM_NOW; it never goes back. */
void crm_run_renew_now(struct crm_run *r);
/* Warns when a time that was given as now is over a day later than the clock. */
void crm_run_tell_clock(struct crm_run *r);

/* ---- setup.c: the process, before anything else ---- */

void crm_setup_process(void);
/* Steps finish their work when the reader of stdout has gone; pure readers die quietly. */
void crm_setup_pipe(bool survive);

#endif
