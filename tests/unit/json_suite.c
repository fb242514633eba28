/*
 * lib/data/record.h against JSONTestSuite (nst, MIT): n_ files refused, y_ files accepted but for
 * four, i_ files as jansson decides. Skipped where SHARED names no folder.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct {
	const char *name, *why;
} refused_ones[] = {
    {"y_object_duplicated_key.json", "duplicate key"},
    {"y_object_duplicated_key_and_value.json", "duplicate key"},
    {"y_object_escaped_null_in_key.json", "\\u0000"},
    {"y_string_null_escape.json", "\\u0000"},
};

static const char *why_refused(const char *name)
{
	for (size_t i = 0; i < COUNT(refused_ones); i++) {
		if (strcmp(refused_ones[i].name, name) == 0)
			return refused_ones[i].why;
	}
	return NULL;
}

static void path_of(struct crm_buf *out, const char *name)
{
	const char *shared = getenv("SHARED");

	crm_buf_clear(out);
	if (shared != NULL && shared[0] != '\0')
		crm_buf_addf(out, "%s/data/json/%s", shared, name);
}

/* The verdict on a file of the suite. */
static int judge(const char *name, bool record, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;
	int rc;

	crm_limits_init(&l);
	/* one i_ file nests 500 arrays: whether JSON, not our limit, is asked */
	if (name[0] == 'i')
		l.depth = 1000;
	path_of(&path, "test_parsing/");
	crm_buf_addz(&path, name);
	assert_int_equal(crm_file_read(AT_FDCWD, path.data, 1U << 24, &text, e), 0);
	if (record)
		rc = crm_record_parse(crm_buf_str(&text), text.len, &l, &r, e);
	else
		rc = crm_json_check(crm_buf_str(&text), text.len, &l, e);
	crm_record_free(r);
	crm_buf_release(&path);
	crm_buf_release(&text);
	return rc;
}

/* Calls check for each file that begins with that letter; counts them. */
static size_t each(char letter, void (*check)(const char *name))
{
	struct crm_buf path = CRM_BUF_INIT;
	struct dirent *d;
	size_t n = 0;
	DIR *dir;

	path_of(&path, "test_parsing");
	dir = path.len == 0 ? NULL : opendir(path.data);
	crm_buf_release(&path);
	if (dir == NULL)
		skip();
	while ((d = readdir(dir)) != NULL) {
		if (d->d_name[0] == letter && d->d_name[1] == '_') {
			check(d->d_name);
			n++;
		}
	}
	closedir(dir);
	return n;
}

static void is_refused(const char *name)
{
	struct crm_err e = CRM_ERR_INIT;

	if (judge(name, false, &e) == 0)
		fail_msg("%s: accepted", name);
	assert_int_equal(e.code, CRM_BADINPUT);
	crm_err_clear(&e);
	assert_int_equal(judge(name, true, &e), -1);
}

static void is_accepted(const char *name)
{
	struct crm_err e = CRM_ERR_INIT;
	const char *why = why_refused(name);
	int rc = judge(name, false, &e);

	if (rc != (why == NULL ? 0 : -1))
		fail_msg("%s: %s", name, rc == 0 ? "accepted" : e.text);
	if (why != NULL && strstr(e.text, why) == NULL)
		fail_msg("%s: %s", name, e.text);
}

static void n_refused(void **state)
{
	(void)state;
	assert_int_equal(each('n', is_refused), 188);
}

static void y_accepted(void **state)
{
	(void)state;
	assert_int_equal(each('y', is_accepted), 95);
}

/* Is the fourth column of the line of that file "accept"? */
static bool jansson_accepts(const char *verdicts, const char *name)
{
	const char *line = strstr(verdicts, name);

	assert_non_null(line);
	for (int column = 0; column < 3; column++)
		line = strchr(line, ',') + 1;
	return strncmp(line, "accept,", 7) == 0;
}

static const char *verdicts;

static void is_as_jansson(const char *name)
{
	struct crm_err e = CRM_ERR_INIT;
	bool accepted = judge(name, false, &e) == 0;

	if (accepted != jansson_accepts(verdicts, name))
		fail_msg("%s: %s", name, accepted ? "accepted" : e.text);
}

static void i_as_jansson(void **state)
{
	struct crm_buf path = CRM_BUF_INIT, text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	(void)state;
	path_of(&path, "jansson_2.14_verdicts.csv");
	rc = path.len == 0 ? -1 : crm_file_read(AT_FDCWD, path.data, 1U << 24, &text, &e);
	crm_buf_release(&path);
	if (rc != 0)
		skip();
	verdicts = crm_buf_str(&text);
	assert_int_equal(each('i', is_as_jansson), 35);
	crm_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(n_refused),
	    cmocka_unit_test(y_accepted),
	    cmocka_unit_test(i_as_jansson),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
