/*
 * One invocation of a tool: command table, common options, messages, exit
 * status. The only place that prints, reads the environment or looks at the
 * terminal is this folder.
 *
 * A tool is a table (struct crm_tool) and main() is one call. The steps of
 * the tool's kind are commands by themselves (lib/tool/steps.h), so a plain
 * step needs no file.
 */
#ifndef CRM_TOOL_RUN_H
#define CRM_TOOL_RUN_H

#include "lib/base/buf.h"
#include "lib/base/opt.h"
#include "lib/data/limits.h"
#include "lib/data/where.h"
#include "lib/io/report/report.h"
#include "lib/io/store/store.h"
#include "lib/io/writer.h"
#include "lib/rules/kind.h"

struct crm_run;

/* Groups of common options that a command takes (crm.7, COMMON OPTIONS):
 * general (-C --now --errors --limit -h --version) is always there. */
enum crm_command_flags {
	CRM_CMD_INPUT = 1,   /* -i --encoding */
	CRM_CMD_OUTPUT = 2,  /* -o -F --mask --excel */
	CRM_CMD_FILTER = 4,  /* --zone --where --as-of */
	CRM_CMD_STEP = 8,    /* --at --by --op -n --lock-wait */
	CRM_CMD_ASOF = 16,   /* --as-of alone */
	CRM_CMD_EXPLAIN = 32 /* --explain */
};

struct crm_command {
	const char *name;
	const char *operands;       /* as the synopsis shows: "ID|-..." */
	const char *summary;        /* one line */
	const struct crm_opt *opts; /* its own; NULL: none */
	unsigned flags;
	void (*run)(struct crm_run *run); /* status: crm_run_worse() */
};

/* A second kind of a tool: `crm-complaint concession open ...`. Its commands
 * are its kind's steps and its table, as if it were a tool. */
struct crm_tool_group {
	const char *name; /* "concession"; NULL ends the table */
	const struct crm_kind *kind;
	const struct crm_command *commands; /* ends with name NULL */
	const char *summary;                /* one line */
};

/* A table of the tool's own in its manual, beside steps, clocks, fields and limits. */
#define CRM_TABLE_CELLS 4
struct crm_tool_table {
	const char *name; /* NULL ends the table */
	/* How many cells the i-th row has; 0 past the end. */
	size_t (*row)(size_t i, const char *cells[CRM_TABLE_CELLS]);
};

struct crm_tool {
	const char *name; /* "crm-complaint" */
	const char *summary;
	const struct crm_kind *kind;         /* whose steps are commands; or NULL */
	const struct crm_command *commands;  /* ends with name NULL */
	const struct crm_tool_group *groups; /* NULL: none */
	const struct crm_tool_table *tables; /* NULL: none */
	const char *group;                   /* set by crm_tool_main() where the commands
						are a group's: its name */
};

/* Parses, dispatches, closes stdout, returns the exit status. Handles -h,
 * --version and, for the tests of the manual, the hidden --synopsis and
 * --table NAME (steps, clocks, fields, limits, the tool's own); a group's by
 * its name before them, but --synopsis without one has the groups' commands too. */
int crm_tool_main(const struct crm_tool *tool, int argc, char **argv);

struct crm_run {
	const struct crm_tool *tool; /* of a group's command: the group as a tool */
	const struct crm_command *command;
	const struct crm_step *step; /* the command is this step; or NULL */
	const struct crm_kind *kind; /* the tool's, or what a command set by
					crm_run_kind() */
	struct crm_args *args;
	const char *program; /* argv[0], or NULL */
	struct crm_limits limits;
	struct crm_instant now; /* --now, CRM_NOW or the clock (of a write: under the lock) */
	const char *as_of;      /* --as-of or NULL */
	bool out_terminal;
	int status;       /* the worst so far */
	bool json_errors; /* --errors=json */
	bool hold;        /* messages are kept in `held` */
	bool committed;   /* a write has been: what fails now takes nothing back */
	struct crm_buf held;
	/* made on first use: */
	struct crm_store *store;
	bool looked; /* for the store, with this result: */
	int found;
	struct crm_err store_err; /* of -1 */
	bool store_told;          /* that one */
	struct crm_zone *own_zone;
	char *login;
	char *share;
	struct crm_shape *shape;
	struct crm_calendars *calendars; /* lib/tool/calendars.h */
	struct crm_run_people *people;   /* lib/tool/people.h */
	struct crm_clocks *clocks;
	struct crm_where *where;
	struct crm_run_books *books; /* lib/tool/book.h */
};

/* ---- status and messages (message.c) ---- */

/* Prints the error on stderr (text, or JSON with --errors=json) and makes
 * its code count; none at all is a bug and fatal. Returns -1. */
int crm_run_fail(struct crm_run *r, const struct crm_err *e);
void crm_run_worse(struct crm_run *r, int status);
/* Prints findings on stderr; errors make `status` count (0: none does). */
void crm_run_findings(struct crm_run *r, const struct crm_findings *f, int status);
/* Prints what a journal had to say (crm_journal_open, crm_store_reader). A bad
 * line is 65; a conflict or a second creation only warns: readers fold in file
 * order until it is resolved. */
void crm_run_notes(struct crm_run *r, const struct crm_findings *notes);
/* A line of information on stderr ("crm-store: ..."). */
void crm_run_say(struct crm_run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same as a warning ("crm-store: warning: ..."). */
void crm_run_warn(struct crm_run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* A usage error: message, the command's synopsis, status 2. Returns -1. */
int crm_run_usage(struct crm_run *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Between the two, messages are kept: nothing is printed under the lock. */
void crm_run_hold(struct crm_run *r);
void crm_run_unhold(struct crm_run *r);

/* ---- the store (opening.c); 0 or -1 after a message ---- */

/* Opens the store: -C, CRM_DIR, else the nearest parent directory with
 * crm.json. Needed: CRM_NOINPUT when there is none. CRM_SITE is applied. */
int crm_run_store(struct crm_run *r);
/* As crm_run_store, but 1 when there is no store and none was named. */
int crm_run_store_maybe(struct crm_run *r);
/* The same with the message left to the caller, every time that it is asked. */
int crm_run_store_try(struct crm_run *r, struct crm_err *e);
/* The store in this directory, which the command has made, whatever -C says. */
int crm_run_store_at(struct crm_run *r, const char *dir);
/* Of local days: --zone, else the store's; UTC without either. Never NULL. */
const struct crm_zone *crm_run_zone(struct crm_run *r);
/* Reads --zone, of commands that have it as an option of their own. 0, or -1 after a message. */
int crm_run_set_zone(struct crm_run *r);
/* For temporary files: the open store's directory, else (none, or not to be written to) the
 * system's; the caller closes it. -1 after a message. */
int crm_run_dirfd(struct crm_run *r);

/* The directory of the installed data: CRM_SHARE; else what lies beside the
 * program, ../share/crm or, in the tree that it was built in, ../../lib/share;
 * else where it was built for. */
const char *crm_share_dir(struct crm_run *r);

/* ---- what a command works with (context.c); 0 or -1 after a message ---- */

/* Sets r->kind by name (usage error names the known kinds). */
int crm_run_kind(struct crm_run *r, const char *name);
/* The shape of r->kind (schema-less when NULL). Never NULL. */
struct crm_shape *crm_run_shape(struct crm_run *r);
/* The kind's clocks with the settings' overrides. */
int crm_run_clocks(struct crm_run *r);
/* What crm.json's `recurrence` says, else crm_recurrence_default (steps_recur.c). */
struct crm_recurrence_opts;
int crm_run_recurrence(struct crm_run *r, struct crm_recurrence_opts *o);
/* Compiles --where into r->where. Call before reading begins. */
int crm_run_where(struct crm_run *r);
/* What is chosen or grouped by a field tells it: a usage error where --mask hides this one. */
int crm_run_unmasked(struct crm_run *r, const char *name, size_t len);
/* --lock-wait in milliseconds, else 10 s. */
int crm_run_lock_wait(struct crm_run *r, long *ms);
/* Name of the real uid (never from the environment). */
const char *crm_run_login(struct crm_run *r);
/* --by, else the login. */
const char *crm_run_by(struct crm_run *r);
/* --at, else now; later than now: message and -1. */
int crm_run_at(struct crm_run *r, struct crm_instant *at);
/* An instant as an option or environment variable gives it: RFC 3339 with
 * offset. what: "--now". */
int crm_run_instant(struct crm_run *r, const char *what, const char *text, struct crm_instant *out);

/* ---- output (output.c) ---- */

/* -o, else table on a terminal (CRM_FORMAT changes that), else JSON Lines. */
int crm_run_format(struct crm_run *r, enum crm_format *out);
/*
 * A writer on stdout for rows, records or a journal's lines with these columns
 * (borrowed while it lives). -F replaces them: fields of records and lines by
 * path, of rows by column name or, for all NAME.*, by NAME (others: usage
 * error). Without -F, records and lines are whole in JSON. CSV of records then
 * has a column for every dotted path that any of them has, kind and id first,
 * so that reading gives the same records again: they are kept until the end.
 */
enum crm_output_kind { CRM_OUT_ROWS, CRM_OUT_RECORDS, CRM_OUT_LINES };
struct crm_output; /* a writer and the choice of columns */
int crm_output_new(struct crm_run *r, enum crm_output_kind what, const struct crm_column *columns,
    size_t n, bool survive_pipe, struct crm_output **out);
/* One cell for each of `columns`, in their order, -F or not. */
void crm_output_row(struct crm_output *o, const struct crm_cell *cells);
void crm_output_record(struct crm_output *o, const struct crm_record *rec);
/* A whole record given as its dump; parsed only where the output asks for parts of it. */
int crm_output_text(struct crm_output *o, const char *json, size_t len, struct crm_err *e);
/* Ends and frees; failures are messages and status. NULL allowed. */
void crm_output_end(struct crm_run *r, struct crm_output *o);
/* Frees without having written anything (no row was given). NULL allowed. */
void crm_output_drop(struct crm_output *o);
/* The columns of a kind's default table (CRM_F_BRIEF). Caller frees. */
struct crm_column *crm_brief_columns(const struct crm_schema *s, size_t *n);

#endif
