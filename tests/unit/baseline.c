/*
 * lib/io/report/baseline.h: which findings are known.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "lib/base/map.h"
#include "lib/io/report/baseline.h"
#include "lib/io/report/report.h"
#include "tests/unit/writer_util.h"

static char path[] = "/tmp/crm-baseline.XXXXXX";

static int make_file(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 || close(fd) < 0;
}

static int remove_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void put(const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int read_it(struct crm_baseline **b, struct crm_err *e)
{
	struct crm_limits l;

	crm_limits_init(&l);
	return crm_baseline_read(path, &l, b, e);
}

static void shapes(void **state)
{
	static const struct {
		const char *text;
		size_t count;
	} rows[] = {
	    {"", 0},
	    {"\n \n", 0},
	    {"[]", 0},
	    {"{}\n", 0},
	    {"{\"fingerprint\":\"a\"}", 1},
	    {"{\"fingerprint\":\"a\"}\n{\"element\":\"9\"}\n\n{\"fingerprint\":\"b\"}", 2},
	    {"{\"fingerprint\":\"a\"}\r\n{\"fingerprint\":\"a\"}\r\n", 1},
	    {"[\n{\"fingerprint\":\"a\"},\n{\"fingerprint\":\"b\"}\n]\n", 2},
	    {"[{\"fingerprint\":\"a\"},{\"fingerprint\":\"b\"}]\n", 2},
	    {"{\n  \"findings\": [\n    {\"fingerprint\": \"a\"},\n    {\"x\": {\"fingerprint\": "
	     "\"b\"}}\n  ]\n}\n",
	        2},
	    /* no text, or empty: no fingerprint */
	    {"[{\"fingerprint\":1},{\"fingerprint\":\"\"},{\"fingerprint\":null},"
	     "{\"fingerprint\":[\"c\"]},{\"fingerprints\":\"a\"}]",
	        0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_baseline *b = NULL;

		put(rows[i].text);
		assert_int_equal(read_it(&b, NULL), 0);
		assert_int_equal(crm_baseline_gone(b), rows[i].count);
		crm_baseline_free(b);
	}
	crm_baseline_free(NULL);
}

static void refused(void **state)
{
	static const struct {
		const char *text;
		long line;
	} rows[] = {
	    {"late", 1},
	    {"1 error, 2 warnings\n", 1},
	    {"{\"fingerprint\":\"a\"}\n\n{\"fingerprint\":\n", 3},
	    {"{\"fingerprint\":\"a\"}\nlate\n", 2},
	    {"[\n{\"fingerprint\":\"a\"},\n]\n", 3},
	    {"[{\"fingerprint\":\"a\"}", 1},
	    {"\"a\"\n", 1},
	    {"{\"a\":1,\n\"a\":2}\n", 2},
	};
	struct crm_limits l;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_baseline *b = NULL;
		struct crm_err e = CRM_ERR_INIT;

		put(rows[i].text);
		assert_int_equal(read_it(&b, &e), -1);
		assert_null(b);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.source, path);
		assert_int_equal(e.line, rows[i].line);
	}
	crm_limits_init(&l);
	l.record = 20;
	for (int i = 0; i < 2; i++) {
		struct crm_baseline *b = NULL;
		struct crm_err e = CRM_ERR_INIT;

		put(i == 0 ? "{\"fingerprint\":\"a\"}\n" : "{\"fingerprint\":\"ab\"}\n");
		assert_int_equal(crm_baseline_read(path, &l, &b, &e), i == 0 ? 0 : -1);
		assert_int_equal(e.code, i == 0 ? 0 : CRM_BADINPUT);
		crm_baseline_free(b);
	}
}

static void missing(void **state)
{
	static const struct {
		const char *path;
		int code;
	} rows[] = {{"/nonexistent/baseline", CRM_NOINPUT}, {"/tmp", CRM_BADINPUT}};
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_baseline *b = NULL;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_baseline_read(rows[i].path, &l, &b, &e), -1);
		assert_null(b);
		assert_int_equal(e.code, rows[i].code);
	}
}

/* A run: two old findings, two equal ones, one with another text and line each time. */
static struct crm_findings *run(bool later)
{
	struct crm_findings *f = crm_findings_new();
	struct crm_map *seen = crm_map_new();

	crm_case_open(f, "1");
	crm_finding_add(
	    f, CRM_ERROR, "late", "a", later ? 9 : 7, "1", "due", later ? "2 days" : "1 day");
	crm_finding_add(f, CRM_ERROR, later ? "new" : "mended", "a", 1, "1", NULL, "x");
	crm_case_open(f, "2");
	for (int i = 0; i < (later ? 3 : 2); i++)
		crm_finding_add(f, CRM_WARNING, "equal", "a", 0, "2", NULL, "x");
	crm_findings_fingerprint(f, seen);
	crm_map_free(seen);
	return f;
}

/* What a check printed is its baseline, in any format that has fingerprints. */
static void known(void **state)
{
	static const enum crm_format formats[] = {CRM_FMT_JSONL, CRM_FMT_JSON};

	(void)state;
	for (size_t i = 0; i <= COUNT(formats); i++) {
		struct crm_findings *before = run(false), *after = run(true);
		struct crm_baseline *b = NULL;
		int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

		if (i < COUNT(formats)) {
			const struct crm_writer_opts o = {.format = formats[i]};

			assert_int_equal(crm_findings_write(fd, before, &o, NULL), 0);
		} else {
			const struct crm_report_opts o = {
			    CRM_REPORT_GITLAB, "t", "1", NULL, CRM_ERROR};
			struct crm_report *r = crm_report_new(fd, &o);

			crm_report_suite(r, "a", before);
			assert_int_equal(crm_report_end(r, NULL), 0);
		}
		assert_int_equal(close(fd), 0);
		assert_int_equal(read_it(&b, NULL), 0);
		assert_int_equal(crm_baseline_gone(b), 4);
		assert_int_equal(crm_baseline_apply(b, after), 3);
		assert_int_equal(crm_findings_count(after), 2);
		assert_string_equal(crm_finding_at(after, 0)->code, "new");
		assert_string_equal(crm_finding_at(after, 1)->code, "equal");
		assert_int_equal(crm_findings_worse(after, CRM_ERROR), 1);
		assert_int_equal(crm_case_at(after, 1)->n, 1);
		assert_int_equal(crm_baseline_gone(b), 1);
		assert_int_equal(crm_baseline_apply(b, before), 4);
		assert_int_equal(crm_findings_count(before), 0);
		assert_int_equal(crm_baseline_gone(b), 0);
		crm_baseline_free(b);
		crm_findings_free(before);
		crm_findings_free(after);
	}
}

/* What is left out of a list before it is applied is not gone. */
static bool is_error(const struct crm_finding *x, void *arg)
{
	(void)arg;
	return x->severity == CRM_ERROR;
}

static void seen(void **state)
{
	struct crm_findings *f = run(false);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_baseline *b = NULL;

	(void)state;
	for (size_t i = 0; i < crm_findings_count(f); i++)
		crm_buf_addf(
		    &text, "{\"fingerprint\":\"%s\"}\n", crm_finding_at(f, i)->fingerprint);
	crm_buf_addz(&text, "{\"fingerprint\":\"z\"}\n");
	put(crm_buf_str(&text));
	assert_int_equal(read_it(&b, NULL), 0);
	crm_baseline_see(b, f);
	assert_int_equal(crm_findings_count(f), 4);
	assert_int_equal(crm_baseline_gone(b), 1);
	assert_int_equal(crm_findings_keep(f, is_error, NULL), 2);
	assert_int_equal(crm_baseline_apply(b, f), 2);
	assert_int_equal(crm_baseline_gone(b), 1);
	crm_baseline_see(NULL, f);
	crm_baseline_free(b);
	crm_buf_release(&text);
	crm_findings_free(f);
}

static void none(void **state)
{
	struct crm_findings *f = run(false);

	(void)state;
	assert_int_equal(crm_baseline_apply(NULL, f), 0);
	assert_int_equal(crm_findings_count(f), 4);
	crm_findings_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shapes),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(missing),
	    cmocka_unit_test(known),
	    cmocka_unit_test(seen),
	    cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, make_file, remove_file);
}
