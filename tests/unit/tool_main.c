/*
 * lib/tool: a tool with a second kind, and where its data lie.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "lib/rules/common.h"
#include "lib/tool/private.h"
#include "lib/tool/steps.h"
#include "lib/tool/steps_one.h"

static const char *const words[] = {"new", NULL};
static const struct crm_field fields[] = {CRM_COMMON_FIELDS(words)};
static const struct crm_schema schema = {"leaf", fields, CRM_C_COUNT};
static const struct crm_states states = {words, NULL, NULL};
static const struct crm_step steps[] = {
    {.name = "grow", .to = "new", .flags = CRM_STEP_RECORD, .summary = "makes one"},
    CRM_STEP_NOTE("new"),
    {.name = NULL},
};
/* For a command alone. */
static const struct crm_step_field planted[] = {
    {.field = CRM_C_DUPLICATE_OF, .required = true}, {0}};
static const struct crm_step planting = {
    .name = "plant", .to = "new", .fields = planted, .flags = CRM_STEP_RECORD};
static const struct crm_kind leaf = {
    .name = "leaf", .prefix = "L", .flow = {&schema, &states, steps}};

static void say_kind(struct crm_run *r)
{
	crm_run_say(r, "kind %s, %zu operands, %s", r->kind != NULL ? r->kind->name : "none",
	    crm_args_operands(r->args),
	    crm_args_operands(r->args) > 0 ? crm_args_operand(r->args, 0) : "-");
}

/* Its operands are none of the step's. */
static void plant(struct crm_run *r)
{
	const struct crm_one_text texts[] = {{CRM_STEP_OP, "k"}};

	crm_steps_run_by(r, &planting, texts, 1);
}

static void fail_without_error(struct crm_run *r)
{
	const struct crm_err e = CRM_ERR_INIT;

	(void)crm_run_fail(r, &e);
}

/* The error as it is handed over, twice, and told, once. */
static void ask_store(struct crm_run *r)
{
	for (int i = 0; i < 2; i++) {
		struct crm_err e = CRM_ERR_INIT;
		int found = crm_run_store_try(r, &e);

		crm_run_say(r, "%d %d", found, e.code);
	}
	for (int i = 0; i < 2; i++)
		crm_run_say(r, "%d", crm_run_store_maybe(r));
}

static const struct crm_command outer[] = {
    {"say", "[WORD]...", "says", NULL, 0, say_kind},
    {"fail", "", "fails", NULL, 0, fail_without_error},
    {"ask", "", "asks", NULL, 0, ask_store},
    {NULL, NULL, NULL, NULL, 0, NULL},
};
static const struct crm_command inner[] = {
    {"tell", "[WORD]...", "tells", NULL, 0, say_kind},
    {"seed", "[WORD]...", "plants", NULL, CRM_CMD_OUTPUT | CRM_CMD_STEP, plant},
    {NULL, NULL, NULL, NULL, 0, NULL},
};
static const struct crm_tool_group groups[] = {
    {"leaf", &leaf, inner, "the leaves"},
    {NULL, NULL, NULL, NULL},
};
static const struct crm_tool tree = {
    .name = "tree", .summary = "a tree", .commands = outer, .groups = groups};

/* In a process of its own, for it closes its stdout. Words are separated by blanks. */
static int run(const char *line, struct crm_buf *out)
{
	char *argv[16] = {NULL}, *words_of = strdup(line), *save = NULL, *word;
	char piece[512];
	int ends[2], argc = 0, status = 0;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	for (word = strtok_r(words_of, " ", &save); word != NULL && argc < 15;
	     word = strtok_r(NULL, " ", &save))
		argv[argc++] = word;
	pid = fork();
	if (pid == 0) {
		(void)dup2(ends[1], STDOUT_FILENO);
		(void)dup2(ends[1], STDERR_FILENO);
		(void)close(ends[0]);
		(void)close(ends[1]);
		_exit(crm_tool_main(&tree, argc, argv));
	}
	(void)close(ends[1]);
	crm_buf_clear(out);
	while ((n = read(ends[0], piece, sizeof(piece))) > 0)
		crm_buf_add(out, piece, (size_t)n);
	(void)close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	free(words_of);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void groups_are_tools(void **state)
{
	static const struct {
		const char *line;
		int status;
		const char *begins; /* what is printed */
	} rows[] = {
	    {"tree say a", 0, "tree: kind none, 1 operands, a\n"},
	    {"tree leaf tell a b", 0, "tree: kind leaf, 2 operands, a\n"},
	    /* options before and between */
	    {"tree --limit line=10 leaf --errors=text tell", 0, "tree: kind leaf, 0 operands, -\n"},
	    {"tree leaf tell leaf", 0, "tree: kind leaf, 1 operands, leaf\n"},
	    {"tree say leaf", 0, "tree: kind none, 1 operands, leaf\n"},
	    {"tree --synopsis", 0,
	        "tree say [WORD]...\ntree fail\ntree ask\ntree leaf grow [--id ID] [FILE|-]...\n"
	        "tree leaf note --text TEXT ID|-...\ntree leaf tell [WORD]...\ntree leaf seed "},
	    {"tree leaf --synopsis", 0, "tree leaf grow [--id ID] [FILE|-]...\ntree leaf note "},
	    {"tree leaf --table steps", 0, ".It Ic grow Ta - Ta new Ta - Ta makes one\n"},
	    {"tree --table steps", 2, "tree: there is no table 'steps'\n"},
	    {"tree -h", 0,
	        "usage: tree [common options] COMMAND ...\n\na tree\n\n"
	        "  say        says\n  fail       fails\n  ask        asks\n  leaf ...   the leaves\n"},
	    {"tree leaf -h", 0,
	        "usage: tree leaf [common options] COMMAND ...\n\nthe leaves\n\n"
	        "  grow   makes one\n"},
	    {"tree -h leaf tell", 0, "usage: tree leaf tell [WORD]...\n"},
	    {"tree leaf --version", 0, "tree " CRM_VERSION "\n"},
	    {"tree leaf", 2,
	        "tree: command missing\nusage: tree leaf [common options] "
	        "COMMAND ... (tree leaf -h lists them)\n"},
	    {"tree leaf say", 2, "tree: unknown command 'say'\nusage: tree leaf "},
	    {"tree tell", 2, "tree: unknown command 'tell'\nusage: tree ["},
	    {"tree leaf note L-1", 2,
	        "tree: option '--text' is missing\nusage: tree leaf note --text"},
	    /* a step taken by a command has what it must have */
	    {"tree leaf seed x", 2,
	        "tree: option '--duplicate-of' is missing\nusage: tree leaf seed"},
	    /* no status comes of no error */
	    {"tree fail", CRM_SYSTEM, "crm: a failure without an error\n"},
	    {"tree -C /nowhere/at/all ask", CRM_NOINPUT,
	        "tree: -1 66\ntree: -1 66\ntree: no store in '/nowhere/at/all': No such file or "
	        "directory\ntree: -1\ntree: -1\n"},
	};
	struct crm_buf out = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int status = run(rows[i].line, &out);

		if (status != rows[i].status ||
		    strncmp(crm_buf_str(&out), rows[i].begins, strlen(rows[i].begins)) != 0)
			fail_msg("%s: %d\n%sexpected %d\n%s", rows[i].line, status,
			    crm_buf_str(&out), rows[i].status, rows[i].begins);
	}
	crm_buf_release(&out);
}

static void make(const char *top, const char *dir)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "%s/%s", top, dir);
	assert_int_equal(mkdir(crm_buf_str(&path), 0700), 0);
	crm_buf_release(&path);
}

static void is_found(const char *named, const char *top, const char *program, const char *want)
{
	struct crm_buf path = CRM_BUF_INIT, full = CRM_BUF_INIT;
	char *have;

	crm_buf_addf(&path, "%s/%s", top, program != NULL ? program : "");
	have = crm_share_find(named, program == NULL ? NULL : crm_buf_str(&path));
	if (want[0] == '.')
		crm_buf_addf(&full, "%s/%s", top, want + 2);
	else
		crm_buf_addz(&full, want);
	assert_string_equal(have, crm_buf_str(&full));
	free(have);
	crm_buf_release(&path);
	crm_buf_release(&full);
}

static void data_beside_the_program(void **state)
{
	char top[] = "/tmp/crm-share.XXXXXX";
	static const char *const dirs[] = {"i", "i/bin", "i/share", "i/share/crm", "t", "t/lib",
	    "t/lib/share", "t/build", "t/build/bin", "n", "n/bin", "n/share"};
	size_t n = sizeof(dirs) / sizeof(dirs[0]);
	struct crm_buf path = CRM_BUF_INIT;

	(void)state;
	assert_non_null(mkdtemp(top));
	for (size_t i = 0; i < n; i++)
		make(top, dirs[i]);
	is_found(NULL, top, "i/bin/crm-x", "./i/bin/../share/crm");
	is_found(NULL, top, "t/build/bin/crm-x", "./t/build/bin/../../lib/share");
	/* named, whatever lies beside it */
	is_found("/data", top, "i/bin/crm-x", "/data");
	/* nothing beside it */
	is_found(NULL, top, "n/bin/crm-x", CRM_DATADIR);
	is_found(NULL, top, NULL, CRM_DATADIR);
	for (size_t i = n; i-- > 0;) {
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s/%s", top, dirs[i]);
		assert_int_equal(rmdir(crm_buf_str(&path)), 0);
	}
	assert_int_equal(rmdir(top), 0);
	crm_buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(groups_are_tools),
	    cmocka_unit_test(data_beside_the_program),
	};

	return cmocka_run_group_tests_name("tools", tests, NULL, NULL);
}
