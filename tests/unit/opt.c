/*
 * lib/base/opt.h: what a command line means, and what the table prints.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/opt.h"

static const struct crm_opt step[] = {
    {"customer", 0, CRM_OPT_TEXT, "NAME", "who complains", true},
    {"part", 'p', CRM_OPT_TEXT, "NUMBER", "part number", false},
    {"secret", 0, CRM_OPT_FLAG, NULL, NULL, false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt common[] = {
    {"where", 0, CRM_OPT_LIST, "EXPR", "only records for which EXPR holds", false},
    {"errors", 'e', CRM_OPT_MAYBE, "json", "errors as JSON", false},
    {"dry-run", 'n', CRM_OPT_FLAG, NULL, "write nothing", false},
    {"all", 'a', CRM_OPT_FLAG, NULL, "closed ones too", false},
    {"a-very-long-name-of-an-option", 0, CRM_OPT_TEXT, "VALUE", "long", false},
    {"help", 'h', CRM_OPT_FLAG, NULL, "print this", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct crm_opt *const both[] = {step, common, NULL};
static const struct crm_opt *const only_common[] = {common, NULL};

#define MOST 12

/* Parses words (NULL-ended). */
static int parse(const char *const *words, const struct crm_opt *const *tables, bool first_only,
    struct crm_args **out, struct crm_err *e)
{
	char *argv[MOST] = {NULL};
	int n;

	for (n = 0; n < MOST && words[n] != NULL; n++)
		argv[n] = (char *)(uintptr_t)words[n];
	return crm_args_parse(n, argv, tables, first_only, out, e);
}

static void every_form(void **state)
{
	/* all the same */
	static const char *const rows[][MOST] = {
	    {"--customer", "VW", "--part", "4711", "--dry-run", "--all", "one", "two"},
	    {"--customer=VW", "--part=4711", "-n", "-a", "one", "two"},
	    {"one", "-p", "4711", "-na", "two", "--customer=VW"},
	    {"one", "-p4711", "-an", "--customer", "VW", "--", "two"},
	    {"-anp4711", "--customer", "VW", "--", "one", "two"},
	    {"-anp", "4711", "one", "--customer=BMW", "--customer=VW", "two"},
	};
	struct crm_args *a;
	struct crm_err e;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		crm_err_clear(&e);
		a = NULL;
		assert_int_equal(parse(rows[i], both, false, &a, &e), 0);
		assert_string_equal(crm_args_text(a, "customer"), "VW");
		assert_string_equal(crm_args_text(a, "part"), "4711");
		assert_true(crm_args_has(a, "dry-run"));
		assert_true(crm_args_has(a, "all"));
		assert_false(crm_args_has(a, "secret"));
		assert_null(crm_args_text(a, "dry-run"));
		assert_int_equal(crm_args_operands(a), 2);
		assert_string_equal(crm_args_operand(a, 0), "one");
		assert_string_equal(crm_args_operand(a, 1), "two");
		assert_null(crm_args_operand(a, 2));
		crm_args_free(a);
	}
	crm_args_free(NULL);
}

static void values(void **state)
{
	static const char *const words[] = {"--where", "a=1", "--where=", "--where", "-n",
	    "--where", "--", "-", "--errors", "--errors=json", "json", NULL};
	static const char *const letters[] = {"-ee=text", "-ne", NULL};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_args *a = NULL;

	(void)state;
	assert_int_equal(parse(words, only_common, false, &a, &e), 0);
	assert_int_equal(crm_args_count(a, "where"), 4);
	assert_string_equal(crm_args_nth(a, "where", 0), "a=1");
	assert_string_equal(crm_args_nth(a, "where", 1), "");
	assert_string_equal(crm_args_nth(a, "where", 2), "-n"); /* a value, not an option */
	assert_string_equal(crm_args_nth(a, "where", 3), "--");
	assert_null(crm_args_nth(a, "where", 4));
	assert_false(crm_args_has(a, "dry-run"));
	assert_int_equal(crm_args_count(a, "errors"), 2);
	assert_null(crm_args_nth(a, "errors", 0));
	assert_string_equal(crm_args_text(a, "errors"), "json");
	assert_int_equal(crm_args_operands(a), 2); /* a MAYBE never takes the next word */
	assert_string_equal(crm_args_operand(a, 0), "-");
	assert_string_equal(crm_args_operand(a, 1), "json");
	crm_args_free(a);

	assert_int_equal(parse(letters, only_common, false, &a, &e), 0);
	assert_int_equal(crm_args_count(a, "errors"), 3);
	assert_string_equal(crm_args_nth(a, "errors", 1), "text");
	assert_null(crm_args_text(a, "errors"));
	assert_true(crm_args_has(a, "dry-run"));
	crm_args_free(a);
}

static void command_first(void **state)
{
	static const struct {
		const char *words[MOST];
		const char *command;
		int rest;
		bool dry;
	} rows[] = {
	    {{"-n", "open", "-x", "--nonsense"}, "open", 2, true},
	    {{"open", "-n"}, "open", 1, false},
	    {{"--where", "open", "list"}, "list", 3, false},
	    {{"--", "-n", "x"}, "-n", 2, false},
	    {{"-n"}, NULL, 1, true},
	    {{NULL}, NULL, 0, false},
	};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_args *a = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(parse(rows[i].words, only_common, true, &a, &e), 0);
		assert_int_equal(crm_args_operands(a), rows[i].command != NULL ? 1 : 0);
		if (rows[i].command != NULL)
			assert_string_equal(crm_args_operand(a, 0), rows[i].command);
		assert_int_equal(crm_args_rest(a), rows[i].rest);
		assert_int_equal(crm_args_has(a, "dry-run"), rows[i].dry);
		crm_args_free(a);
	}
}

static void usage_errors(void **state)
{
	static const struct {
		const char *words[MOST];
		const char *text;
	} rows[] = {
	    {{"--foo"}, "unknown option '--foo'"},
	    {{"--foo=1"}, "unknown option '--foo'"},
	    {{"--custome", "x"}, "unknown option '--custome'"}, /* never abbreviated */
	    {{"--customers", "x"}, "unknown option '--customers'"},
	    {{"--=x"}, "unknown option '--'"},
	    {{"-x"}, "unknown option '-x'"},
	    {{"-nx"}, "unknown option '-x'"},
	    {{"-\xc3\xa4"}, "unknown option '-\xc3\xa4'"},
	    {{"-customer", "x"}, "unknown option '-c'"},
	    {{"--customer"}, "option '--customer' needs a value NAME"},
	    {{"-p"}, "option '-p' needs a value NUMBER"},
	    {{"-np"}, "option '-p' needs a value NUMBER"},
	    {{"--dry-run=yes"}, "option '--dry-run' takes no value"},
	    {{"--dry-run="}, "option '--dry-run' takes no value"},
	    {{"one"}, "option '--customer' is missing"},
	    {{NULL}, "option '--customer' is missing"},
	    {{"--", "--customer", "x"}, "option '--customer' is missing"},
	};
	static const char *const help[] = {"-h", NULL};
	struct crm_err e;
	struct crm_args *a = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		crm_err_clear(&e);
		assert_int_equal(parse(rows[i].words, both, false, &a, &e), -1);
		assert_null(a);
		assert_int_equal(e.code, CRM_USAGE);
		assert_string_equal(e.text, rows[i].text);
	}
	/* who asks for help need not give the rest */
	crm_err_clear(&e);
	assert_int_equal(parse(help, both, false, &a, &e), 0);
	assert_true(crm_args_has(a, "help"));
	crm_args_free(a);
}

static void printed(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	crm_opt_synopsis(step, &b);
	assert_string_equal(b.data, "--customer NAME [-p NUMBER]");
	crm_buf_clear(&b);
	crm_opt_synopsis(common, &b);
	assert_string_equal(b.data,
	    "[--where EXPR]... [-e[=json]] [-n] [-a] "
	    "[--a-very-long-name-of-an-option VALUE] [-h]");
	crm_buf_clear(&b);
	crm_opt_help(step, &b);
	assert_string_equal(b.data,
	    "      --customer NAME        who complains\n"
	    "  -p, --part NUMBER          part number\n");
	crm_buf_clear(&b);
	crm_opt_help(common, &b);
	assert_string_equal(b.data,
	    "      --where EXPR           only records for which EXPR holds\n"
	    "  -e, --errors[=json]        errors as JSON\n"
	    "  -n, --dry-run              write nothing\n"
	    "  -a, --all                  closed ones too\n"
	    "      --a-very-long-name-of-an-option VALUE  long\n"
	    "  -h, --help                 print this\n");
	crm_buf_release(&b);
}

/* A name that stands in no table is a bug: 71, not a quiet "not given". */
static void unknown_name_is_fatal(void **state)
{
	static const char *const none[] = {NULL};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_args *a = NULL;
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(parse(none, only_common, false, &a, &e), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(STDERR_FILENO);
		crm_args_has(a, "dry");
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 71);
	crm_args_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_form),
	    cmocka_unit_test(values),
	    cmocka_unit_test(command_first),
	    cmocka_unit_test(usage_errors),
	    cmocka_unit_test(printed),
	    cmocka_unit_test(unknown_name_is_fatal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
