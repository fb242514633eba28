/*
 * lib/io/source.h: lines have their physical number and their limit; files, pipes, what is not there.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/source_util.h"

static void lines(void **state)
{
	static const struct {
		const char *data;
		size_t len;
		const char *encoding, *lines;
	} rows[] = {
	    {"", 0, NULL, ""},
	    {"\n", 1, NULL, "1:|"},
	    {"a", 1, NULL, "1:a~|"},
	    {"a\n", 2, NULL, "1:a|"},
	    {"a\r\nb", 4, NULL, "1:a|2:b~|"},
	    {"a\rb\n\r\n\rc\n", 9, NULL, "1:a\rb|2:|3:\rc|"},
	    {"a\r", 2, NULL, "1:a\r~|"},
	    {"a\n\nb\n", 5, NULL, "1:a|2:|3:b|"},
	    {"a\0b\n", 4, NULL, "1:a"}, /* compared up to the NUL */
	    /* no UTF-8: that is for whoever reads lines or cells */
	    {"\xff\n", 2, NULL, "1:\xff|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		same_lines(rows[i].data, rows[i].len, rows[i].encoding, rows[i].lines);
}

static void line_limit(void **state)
{
	static const struct {
		const char *data, *lines;
	} rows[] = {
	    {"12345\n", "1:12345|"},
	    {"12345\r\n", "1:12345|"},
	    {"12345", "1:12345~|"},
	    {"123456\n", "1!|"},
	    {"123456", "1!|"},
	    {"12345\r", "1!|"},
	    {"123456\r\nok\n", "1!|2:ok|"},
	    {"1234567890123\n\nok", "1!|2:|3:ok~|"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_source *s = of_memory(rows[i].data, strlen(rows[i].data), NULL);
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		crm_source_limit_line(s, 5);
		all_lines(s, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].lines);
		crm_buf_release(&b);
		crm_source_free(s);
	}
}

/* A line that is longer than a block is passed over in pieces. */
static void long_lines(void **state)
{
	struct crm_buf in = CRM_BUF_INIT, b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_source *s;
	const char *line;
	size_t len;
	long number;
	bool whole;

	(void)state;
	for (size_t i = 0; i < limits.line; i++)
		crm_buf_addc(&in, 'x');
	crm_buf_addz(&in, "\n");
	for (size_t i = 0; i < limits.line + 1; i++)
		crm_buf_addc(&in, 'x');
	crm_buf_addz(&in, "\nend\n");
	s = of_memory(in.data, in.len, NULL);
	assert_int_equal(crm_source_line(s, &line, &len, &number, &whole, &e), CRM_READ_OK);
	assert_int_equal(len, limits.line);
	assert_memory_equal(line, in.data, len);
	all_lines(s, &b, &e);
	assert_string_equal(crm_buf_str(&b), "2!|3:end|");
	crm_source_free(s);
	crm_buf_release(&in);
	crm_buf_release(&b);
}

static void rest(void **state)
{
	static const struct {
		size_t limit;
		enum crm_read rc;
	} rows[] = {{5, CRM_READ_OK}, {4, CRM_READ_FAIL}, {0, CRM_READ_FAIL}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_source *s = of_memory("12345", 5, NULL);
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		crm_buf_addz(&b, "had");
		assert_int_equal(crm_source_rest(s, rows[i].limit, &b, &e), rows[i].rc);
		if (rows[i].rc == CRM_READ_OK)
			assert_string_equal(crm_buf_str(&b), "had12345");
		else
			assert_int_equal(e.code, CRM_BADINPUT);
		crm_buf_release(&b);
		crm_source_free(s);
	}
}

static void files(void **state)
{
	static const struct {
		const char *path;
		int code;
	} rows[] = {
	    {"/nowhere/x", CRM_NOINPUT},
	    {"/", CRM_NOINPUT},
	    {"", CRM_NOINPUT},
	};
	struct crm_err e = CRM_ERR_INIT;
	struct crm_source *s = NULL;
	const char *p;
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		crm_err_clear(&e);
		assert_int_equal(crm_source_open(rows[i].path, NULL, &limits, &s, &e), -1);
		assert_int_equal(e.code, rows[i].code);
	}
	/* its first page cannot be read */
	crm_err_clear(&e);
	if (access("/proc/self/mem", F_OK) == 0) {
		assert_int_equal(crm_source_open("/proc/self/mem", NULL, &limits, &s, &e), 0);
		assert_int_equal(crm_source_peek(s, &p, &n, &e), CRM_READ_FAIL);
		assert_int_equal(e.code, CRM_IOERR);
		crm_source_free(s);
	}
	crm_source_free(NULL);
	crm_err_clear(&e);
	assert_int_equal(crm_source_open("-", NULL, &limits, &s, &e), 0);
	assert_string_equal(crm_source_name(s), "stdin");
	crm_source_free(s);
	assert_int_not_equal(fcntl(STDIN_FILENO, F_GETFD), -1); /* not ours to close */
}

/* A pipe that gives one byte at a time, in the midst of BOM and characters. */
static void slow_pipe(void **state)
{
	static const char bytes[] = "\xff\xfe"
	                            "a\0\n\0\x3d\xd8\x00\xde\n";
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_source *s;
	char path[32];
	int fd[2], status;
	pid_t child;

	(void)state;
	if (access("/dev/fd/0", F_OK) != 0)
		skip(); /* no /proc */
	assert_int_equal(pipe(fd), 0);
	child = fork();
	if (child == 0) {
		for (size_t i = 0; i < sizeof(bytes); i++) {
			if (write(fd[1], bytes + i, 1) != 1)
				_exit(1);
			usleep(500);
		}
		_exit(0);
	}
	close(fd[1]);
	(void)snprintf(path, sizeof(path), "/dev/fd/%d", fd[0]);
	assert_int_equal(crm_source_open(path, NULL, &limits, &s, &e), 0);
	all_lines(s, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1:a|2:\xf0\x9f\x98\x80|");
	crm_source_free(s);
	close(fd[0]);
	crm_buf_release(&b);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines),
	    cmocka_unit_test(line_limit),
	    cmocka_unit_test(long_lines),
	    cmocka_unit_test(rest),
	    cmocka_unit_test(files),
	    cmocka_unit_test(slow_pipe),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
