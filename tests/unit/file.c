/*
 * lib/base/file.h: whole reads within a limit, complete writes, replacement
 * that leaves either the old file or the new one.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"

static int dir = -1;
static char path[] = "/tmp/crm-unit-file-XXXXXX";

static void put(const char *name, const char *text)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(crm_write_all(fd, text, strlen(text)), 0);
	close(fd);
}

static void holds(const char *name, const char *text)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	assert_int_equal(crm_file_read(dir, name, 1 << 20, &b, &e), 0);
	assert_string_equal(crm_buf_str(&b), text);
	crm_buf_release(&b);
}

/* Empties the directory; returns how many files were in it. */
static size_t sweep(void)
{
	DIR *d = fdopendir(openat(dir, ".", O_RDONLY | O_DIRECTORY));
	struct dirent *x;
	size_t n = 0;

	assert_non_null(d);
	while ((x = readdir(d)) != NULL) {
		if (strcmp(x->d_name, ".") == 0 || strcmp(x->d_name, "..") == 0)
			continue;
		if (unlinkat(dir, x->d_name, 0) < 0)
			unlinkat(dir, x->d_name, AT_REMOVEDIR);
		n++;
	}
	closedir(d);
	return n;
}

static int make_dir(void **state)
{
	(void)state;
	if (mkdtemp(path) == NULL)
		return -1;
	dir = open(path, O_RDONLY | O_DIRECTORY);
	return dir < 0 ? -1 : 0;
}

static int remove_dir(void **state)
{
	(void)state;
	sweep();
	close(dir);
	return rmdir(path);
}

static int clean(void **state)
{
	(void)state;
	sweep();
	return 0;
}

static void reads_whole_files(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	put("a", "hello");
	put("empty", "");
	crm_buf_addz(&b, "> ");
	assert_int_equal(crm_file_read(dir, "a", 5, &b, &e), 0); /* just the limit */
	assert_string_equal(b.data, "> hello");
	assert_int_equal(crm_file_read(dir, "empty", 0, &b, &e), 0);
	assert_string_equal(b.data, "> hello");
	assert_int_equal(crm_file_read(dir, "a", 4, &b, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_string_equal(e.text, "file 'a' is larger than 4 bytes");
	assert_string_equal(b.data, "> hello"); /* as it was */
	crm_buf_release(&b);
}

static void refuses_what_is_no_file(void **state)
{
	static const struct {
		const char *name;
		int code;
		const char *text;
	} rows[] = {
	    {"none", CRM_NOINPUT, "cannot open 'none': No such file or directory"},
	    {"a/b", CRM_NOINPUT, "cannot open 'a/b': Not a directory"},
	    {"sub", CRM_BADINPUT, "'sub' is not a regular file"},
	    {"pipe", CRM_BADINPUT, "'pipe' is not a regular file"}, /* and does not wait */
	    {"locked", CRM_NOPERM, "cannot open 'locked': Permission denied"},
	};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e;
	size_t i;

	(void)state;
	put("a", "hello");
	put("locked", "x");
	assert_int_equal(fchmodat(dir, "locked", 0, 0), 0);
	assert_int_equal(mkdirat(dir, "sub", 0700), 0);
	assert_int_equal(mkfifoat(dir, "pipe", 0600), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == CRM_NOPERM && geteuid() == 0)
			continue;
		crm_err_clear(&e);
		assert_int_equal(crm_file_read(dir, rows[i].name, 100, &b, &e), -1);
		assert_int_equal(e.code, rows[i].code);
		assert_string_equal(e.text, rows[i].text);
	}
	crm_err_clear(&e);
	assert_int_equal(crm_file_read(AT_FDCWD, "/dev/zero", 100, &b, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	/* a pipe that nobody writes to: from the working directory as from any */
	crm_err_clear(&e);
	assert_int_equal(fchdir(dir), 0);
	assert_int_equal(crm_file_read(AT_FDCWD, "pipe", 100, &b, &e), -1);
	assert_string_equal(e.text, "'pipe' is not a regular file");
	crm_buf_release(&b);
}

static void reads_pipes(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	char name[40];
	int ends[2], status;
	pid_t child;

	(void)state;
	if (access("/dev/fd/0", F_OK) != 0)
		skip(); /* no /proc */
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		for (int i = 0; i < 30000; i++)
			if (crm_write_all(ends[1], "0123456789", 10) < 0)
				_exit(1);
		_exit(0);
	}
	close(ends[1]);
	snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
	assert_int_equal(crm_file_read(AT_FDCWD, name, 300000, &b, &e), 0);
	assert_int_equal(b.len, 300000);
	assert_memory_equal(b.data + 299990, "0123456789", 11);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);

	/* a pipe has no size: the limit counts what comes */
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(crm_write_all(ends[1], "0123456789", 10), 0);
	close(ends[1]);
	snprintf(name, sizeof(name), "/dev/fd/%d", ends[0]);
	crm_buf_clear(&b);
	assert_int_equal(crm_file_read(AT_FDCWD, name, 9, &b, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_int_equal(b.len, 0);
	close(ends[0]);
	crm_buf_release(&b);
}

static void tick(int number)
{
	(void)number;
}

/* A pipe takes 64 KiB at a time, signals interrupt: all arrives. */
static void writes_all(void **state)
{
	const size_t len = 4 << 20;
	struct sigaction act = {.sa_handler = tick}, old;
	struct itimerval often = {{0, 500}, {0, 500}}, never = {{0, 0}, {0, 0}};
	struct crm_buf b = CRM_BUF_INIT;
	char chunk[50000];
	int ends[2], status;
	size_t i, total = 0;
	ssize_t n;
	pid_t child;

	(void)state;
	for (i = 0; i < len; i++)
		crm_buf_addc(&b, (char)(i % 251));
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[1]);
		while ((n = read(ends[0], chunk, sizeof(chunk))) > 0)
			for (ssize_t j = 0; j < n; j++)
				if (chunk[j] != (char)(total++ % 251))
					_exit(1);
		_exit(total == len ? 0 : 2);
	}
	close(ends[0]);
	assert_int_equal(sigaction(SIGALRM, &act, &old), 0);
	setitimer(ITIMER_REAL, &often, NULL);
	assert_int_equal(crm_write_all(ends[1], b.data, b.len), 0);
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &old, NULL);
	close(ends[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(crm_write_all(-1, "x", 1), -1);
	assert_int_equal(crm_write_all(-1, "", 0), 0);
	crm_buf_release(&b);
}

static void reads_at(void **state)
{
	char got[10] = "";
	int fd;

	(void)state;
	put("a", "0123456789");
	fd = openat(dir, "a", O_RDONLY);
	assert_int_equal(crm_pread_all(fd, got, 4, 3), 4);
	assert_memory_equal(got, "3456", 4);
	assert_int_equal(crm_pread_all(fd, got, 10, 8), 2);
	assert_int_equal(crm_pread_all(fd, got, 10, 10), 0);
	close(fd);
	assert_int_equal(crm_pread_all(-1, got, 1, 0), -1);
}

static void replaces(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	struct stat st;
	mode_t mask = umask(077);

	(void)state;
	assert_int_equal(crm_file_replace(dir, "a", "one", 3, 0660, true, &e), 0);
	holds("a", "one");
	assert_int_equal(fstatat(dir, "a", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0660); /* whatever the umask */
	assert_int_equal(crm_file_replace(dir, "a", "", 0, 0600, false, &e), 0);
	holds("a", "");
	/* in a directory below, and by a path of its own */
	assert_int_equal(mkdirat(dir, "sub", 0700), 0);
	assert_int_equal(crm_file_replace(dir, "sub/b", "two", 3, 0600, true, &e), 0);
	holds("sub/b", "two");
	assert_int_equal(unlinkat(dir, "sub/b", 0), 0);
	/* a symbolic link is replaced, what it names is left alone */
	put("target", "safe");
	assert_int_equal(symlinkat("target", dir, "link"), 0);
	assert_int_equal(crm_file_replace(dir, "link", "new", 3, 0600, true, &e), 0);
	holds("target", "safe");
	holds("link", "new");
	umask(mask);
	assert_int_equal(sweep(), 4); /* a, sub, target, link: nothing else */
}

static void replaces_over_what_a_kill_left(void **state)
{
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	put("a", "old");
	put(".a.tmp", "half of someth");
	assert_int_equal(crm_file_replace(dir, "a", "new", 3, 0600, true, &e), 0);
	holds("a", "new");
	put("victim", "safe");
	assert_int_equal(symlinkat("victim", dir, ".a.tmp"), 0);
	assert_int_equal(crm_file_replace(dir, "a", "newer", 5, 0600, true, &e), 0);
	holds("a", "newer");
	holds("victim", "safe");
	assert_int_equal(sweep(), 2);
}

static void leaves_a_living_writer_alone(void **state)
{
	struct crm_err e = CRM_ERR_INIT;
	int fd;

	(void)state;
	put("a", "old");
	put(".a.tmp", "being writ");
	fd = openat(dir, ".a.tmp", O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(crm_file_replace(dir, "a", "new", 3, 0600, true, &e), -1);
	assert_int_equal(e.code, CRM_TEMPFAIL);
	holds("a", "old");
	holds(".a.tmp", "being writ");
	close(fd);
}

static void failure_changes_nothing(void **state)
{
	struct rlimit old, small;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	struct crm_err e = CRM_ERR_INIT;
	char data[8192];

	(void)state;
	put("a", "old");
	memset(data, 'x', sizeof(data));
	/* the disk is full after 4 KiB */
	assert_int_equal(sigaction(SIGXFSZ, &ignore, &before), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = old;
	small.rlim_cur = 4096;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(crm_file_replace(dir, "a", data, sizeof(data), 0600, true, &e), -1);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	sigaction(SIGXFSZ, &before, NULL);
	assert_int_equal(e.code, CRM_IOERR);
	assert_string_equal(e.text, "cannot write 'a': File too large");
	holds("a", "old");
	/* a directory stands there: the rename fails */
	assert_int_equal(mkdirat(dir, "sub", 0700), 0);
	crm_err_clear(&e);
	assert_int_equal(crm_file_replace(dir, "sub", "x", 1, 0600, true, &e), -1);
	assert_int_equal(e.code, CRM_IOERR);
	crm_err_clear(&e);
	assert_int_equal(crm_file_replace(dir, "none/a", "x", 1, 0600, true, &e), -1);
	assert_int_equal(e.code, CRM_CANTCREAT);
	assert_int_equal(sweep(), 2); /* a, sub: no temporary file */
	crm_err_clear(&e);
	assert_int_equal(crm_fsync_dir(-1, &e), -1);
	assert_int_equal(e.code, CRM_IOERR);
}

static void in_parts(void **state)
{
	struct crm_replacement r;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	put("x", "old");
	assert_int_equal(crm_replace_begin(dir, "x", &r, &e), 0);
	assert_int_equal(crm_write_all(r.fd, "ne", 2), 0);
	crm_replace_drop(&r);
	holds("x", "old");
	assert_int_equal(crm_replace_begin(dir, "x", &r, &e), 0);
	assert_int_equal(crm_write_all(r.fd, "ne", 2), 0);
	assert_int_equal(crm_write_all(r.fd, "w", 1), 0);
	holds("x", "old");
	assert_int_equal(crm_replace_end(&r, 0640, true, &e), 0);
	holds("x", "new");
	assert_int_equal(sweep(), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(in_parts),
	    cmocka_unit_test_teardown(reads_whole_files, clean),
	    cmocka_unit_test_teardown(refuses_what_is_no_file, clean),
	    cmocka_unit_test_teardown(reads_pipes, clean),
	    cmocka_unit_test_teardown(writes_all, clean),
	    cmocka_unit_test_teardown(reads_at, clean),
	    cmocka_unit_test_teardown(replaces, clean),
	    cmocka_unit_test_teardown(replaces_over_what_a_kill_left, clean),
	    cmocka_unit_test_teardown(leaves_a_living_writer_alone, clean),
	    cmocka_unit_test_teardown(failure_changes_nothing, clean),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
