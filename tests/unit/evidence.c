/*
 * lib/io/dossier/evidence.h: no name leads out of the directory, nothing but a regular file is opened
 * for reading, each refusal has its own state; the same by openat2 and, where the system has
 * none, part by part.
 */
#include "tests/unit/evidence_util.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* ---- states ---- */

static const struct row {
	const char *path;
	enum crm_file_state state;
} rows[] = {
    {"good.csv", CRM_FILE_GOOD},
    {"a b.txt", CRM_FILE_GOOD},
    {"...x", CRM_FILE_GOOD},
    {"\u96f6\u4ef6.csv", CRM_FILE_GOOD},
    {long_part, CRM_FILE_GOOD},
    {"sub/good.txt", CRM_FILE_GOOD},
    {"none", CRM_FILE_MISSING},
    {"none/x", CRM_FILE_MISSING},
    {"good.csv/x", CRM_FILE_MISSING},
    {"fifo/x", CRM_FILE_MISSING},
    {"dev/null", CRM_FILE_MISSING},
    {long_path, CRM_FILE_MISSING},
    {"link", CRM_FILE_LINK},
    {"dangling", CRM_FILE_LINK},
    {"dangling/x", CRM_FILE_LINK},
    {"linkdir", CRM_FILE_LINK},
    {"linkdir/good.txt", CRM_FILE_LINK},
    {"linkdir/none", CRM_FILE_LINK},
    {"out/passwd", CRM_FILE_LINK},
    {"sub/loop", CRM_FILE_LINK},
    {"sub", CRM_FILE_DIRECTORY},
    {"fifo", CRM_FILE_SPECIAL},
    {"socket", CRM_FILE_SPECIAL},
    {"empty", CRM_FILE_EMPTY},
    {"", CRM_FILE_BAD_NAME},
    {"/", CRM_FILE_BAD_NAME},
    {"/etc/passwd", CRM_FILE_BAD_NAME},
    {".", CRM_FILE_BAD_NAME},
    {"..", CRM_FILE_BAD_NAME},
    {"../x", CRM_FILE_BAD_NAME},
    {"../../etc/passwd", CRM_FILE_BAD_NAME},
    {"sub/../good.csv", CRM_FILE_BAD_NAME},
    {"sub/../../x", CRM_FILE_BAD_NAME},
    {"sub/..", CRM_FILE_BAD_NAME},
    {"./good.csv", CRM_FILE_BAD_NAME},
    {"sub/./good.txt", CRM_FILE_BAD_NAME},
    {"sub//good.txt", CRM_FILE_BAD_NAME},
    {"sub/", CRM_FILE_BAD_NAME},
    {"good.csv ", CRM_FILE_BAD_NAME},
    {"sub /good.txt", CRM_FILE_BAD_NAME},
    {"good.csv\u00a0", CRM_FILE_BAD_NAME},
    {"good.csv.", CRM_FILE_BAD_NAME},
    {"sub./good.txt", CRM_FILE_BAD_NAME},
    {"good\tcsv", CRM_FILE_BAD_NAME},
    {"good\ncsv", CRM_FILE_BAD_NAME},
    {"good\x7f", CRM_FILE_BAD_NAME},
    {"good\xc2\x85x", CRM_FILE_BAD_NAME},
    {"good\u202excsv", CRM_FILE_BAD_NAME},
    {"good\xffx", CRM_FILE_BAD_NAME},
    {longer_part, CRM_FILE_BAD_NAME},
    {longer_path, CRM_FILE_BAD_NAME},
};

static int reads; /* opens for reading */

static int counted(int at, const char *path, bool to_read)
{
	reads += to_read;
	return crm_evidence_way_openat2(at, path, to_read);
}

static int counted_parts(int at, const char *path, bool to_read)
{
	reads += to_read;
	return crm_evidence_way_parts(at, path, to_read);
}

static crm_evidence_way *const ways[] = {counted, counted_parts};

/* How many rows are not as the table has them; no assertions, for a child process. */
static int wrong(crm_evidence_way *way)
{
	struct crm_file_facts f;
	int n = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		bool good = rows[i].state == CRM_FILE_GOOD;
		int fd;

		reads = 0;
		fd = crm_evidence_open_by(way, dir, rows[i].path, good, &f);
		if (f.state == rows[i].state && f.why == NULL && reads == good &&
		    (fd != -1) == good && strcmp(f.sha256, good ? HELLO : "") == 0 &&
		    f.bytes == (good ? 6 : 0) &&
		    crm_evidence_name_ok(rows[i].path) == (f.state != CRM_FILE_BAD_NAME)) {
			if (fd != -1)
				close(fd);
			continue;
		}
		print_error("'%.40s' (%zu): state %d, expected %d; %d reads\n", rows[i].path, i,
		    (int)f.state, (int)rows[i].state, reads);
		n++;
	}
	return n;
}

static void states(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		assert_int_equal(wrong(ways[i]), 0);
}

/* ---- without openat2 ---- */

static int forbid(int why)
{
	struct sock_filter code[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 437, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)why),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {COUNT(code), code};

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* The system has no such call, or a filter that does not know it says that it is not allowed. */
static void without_openat2(void **state)
{
	static const int whys[] = {ENOSYS, EPERM};
	int status = 0;
	pid_t child;

	(void)state;
	for (size_t i = 0; i < COUNT(whys); i++) {
		child = fork();
		assert_true(child >= 0);
		if (child == 0)
			_exit(forbid(whys[i]) != 0 ? 99 : wrong(counted));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		if (WEXITSTATUS(status) == 99)
			skip();
		assert_int_equal(WEXITSTATUS(status), 0);
	}
}

/* ---- devices, magic links ---- */

static void elsewhere(void **state)
{
	char exe[40], cwd[40];
	const struct {
		const char *dir, *path;
		enum crm_file_state state;
	} cases[] = {
	    {"/dev", "null", CRM_FILE_SPECIAL},
	    {"/dev", "zero", CRM_FILE_SPECIAL},
	    {"/proc", exe, CRM_FILE_LINK},
	    {"/proc", cwd, CRM_FILE_LINK},
	};
	struct crm_file_facts f;

	(void)state;
	(void)snprintf(exe, sizeof(exe), "%d/exe", (int)getpid());
	(void)snprintf(cwd, sizeof(cwd), "%d/cwd/Makefile", (int)getpid());
	for (size_t i = 0; i < COUNT(cases) * COUNT(ways); i++) {
		int at = open(cases[i / 2].dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		assert_true(at >= 0);
		reads = 0;
		assert_int_equal(
		    crm_evidence_open_by(ways[i % 2], at, cases[i / 2].path, true, &f), -1);
		assert_int_equal(f.state, cases[i / 2].state);
		assert_int_equal(reads, 0);
		close(at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(states),
	    cmocka_unit_test(without_openat2),
	    cmocka_unit_test(elsewhere),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
