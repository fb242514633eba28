/*
 * Options and commands as tables: the table is parser, help and manual's
 * synopsis at once.
 *
 * Own parser, not getopt_long: long names are never abbreviated (a script
 * must not break when an option is added), tables are joined at run time (a
 * step's options come from its row), and an error is a struct crm_err.
 * Rules: --name VALUE, --name=VALUE, -o VALUE, -oVALUE, flags -ab; options
 * and operands may be mixed; "--" ends options; "-" is an operand.
 */
#ifndef CRM_BASE_OPT_H
#define CRM_BASE_OPT_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/base/err.h"

struct crm_buf;

enum crm_opt_kind {
	CRM_OPT_FLAG, /* present or not */
	CRM_OPT_TEXT, /* one value, the last one given wins */
	CRM_OPT_LIST, /* a value each time, all kept in order */
	CRM_OPT_MAYBE /* flag with an optional value by "=": --errors[=json] */
};

/* A row; a table ends with a row whose name is NULL. All text is borrowed. */
struct crm_opt {
	const char *name; /* long name without the dashes */
	char letter;      /* short form, 0 when none */
	enum crm_opt_kind kind;
	const char *arg;  /* name of the value in the help, NULL for a flag */
	const char *help; /* one line; NULL: hidden */
	bool required;    /* shown without brackets; crm_args_parse() checks */
};

struct crm_args;

/*
 * Parses argv[0..argc) (no program name) against the tables (NULL-ended
 * array). `first_only`: stop at the first operand, which is the command; the
 * rest then is reported by crm_args_rest(). CRM_USAGE on failure. A missing
 * required option is no error where an option "help" or "version" was given.
 * Strings are borrowed from argv.
 */
int crm_args_parse(int argc, char *const *argv, const struct crm_opt *const *tables,
    bool first_only, struct crm_args **out, struct crm_err *e);
void crm_args_free(struct crm_args *a); /* NULL allowed */

/* Looking up a name that stands in no table is a bug and fatal. */
bool crm_args_has(const struct crm_args *a, const char *name);
const char *crm_args_text(const struct crm_args *a, const char *name);
/* Every value given is kept, of each kind, in order: text is the last one.
 * NULL for a flag, a CRM_OPT_MAYBE without a value, and beyond the last. */
size_t crm_args_count(const struct crm_args *a, const char *name);
const char *crm_args_nth(const struct crm_args *a, const char *name, size_t i);
size_t crm_args_operands(const struct crm_args *a);
const char *crm_args_operand(const struct crm_args *a, size_t i);
/* How many of argv were consumed: with first_only, argv[rest] is the first
 * word after the command. */
int crm_args_rest(const struct crm_args *a);

/* "--customer NAME [--where EXPR]... [--errors[=json]] [-n]": the options of
 * one table in its order, by letter where there is one. Hidden ones not. */
void crm_opt_synopsis(const struct crm_opt *table, struct crm_buf *out);
/* One line an option: "  -o, --output FMT   help", the help in column 30. */
void crm_opt_help(const struct crm_opt *table, struct crm_buf *out);

#endif
