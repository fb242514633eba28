/*
 * lib/io/report/report.h: reports for CI. What they look like stands in
 * tests/data/report; tests/cli/report-validators.t compares it and gives it to
 * the validators: `report_ci FORMAT` prints the report of awkward findings.
 */
#include "lib/base/map.h"
#include "lib/base/utf8.h"
#include "lib/io/report/report.h"
#include "tests/unit/writer_util.h"

static bool rule(size_t i, struct crm_report_rule *out)
{
	static const struct crm_report_rule rules[] = {
	    {"evidence_missing", CRM_ERROR, "a file is not there", "attach it", "AIAG PPAP 2.2"},
	    {"unused", CRM_NOTE, "never found", "nothing", ""},
	    {"owner_missing", CRM_WARNING, "no owner", "set \"owner\" & go on", ""},
	};

	if (i < COUNT(rules))
		*out = rules[i];
	return i < COUNT(rules);
}

/* ---- awkward findings ---- */

static struct crm_findings *awkward(void)
{
	struct crm_findings *f = crm_findings_new();

	crm_finding_add(f, CRM_NOTE, "seen", NULL, 0, NULL, NULL, "before any case");
	crm_case_open(f, "1 clean");
	crm_case_open(f, "2 skipped # TODO \\# not");
	crm_case_skip(f, "n/a: \"agreed\" # with <customer> & co\nsee 7");
	crm_case_open(f, "3 warnings alone");
	crm_finding_add(f, CRM_WARNING, "owner_missing", "x.json", 3, "3", "owner", "set owner");
	crm_case_open(
	    f, "4 \xe5\xb0\xba\xe5\xaf\xb8 \xf0\x9f\x94\xa9 \"<>&'\"\t\n\r\x1b[1m\xff\xef\xbf\xbe");
	crm_finding_add(f, CRM_NOTE, "seen", "./x.json", 4, "4", NULL, "50%% done, 100%%25");
	crm_finding_add(f, CRM_ERROR, "evidence_missing", "./x y/\xc3\xa4:#%,.csv", 0, "4",
	    "path: a, b", "'x y' is not there");
	crm_finding_add(f, CRM_ERROR, "evidence_missing", "./x y/\xc3\xa4:#%,.csv", 0, "4",
	    "path: a, b",
	    "equal but for its text ::error::no\n::warning::\r\n%%0A ]]> --> \"q\" \\");
	crm_finding_add(f, CRM_ERROR, "other", "/abs/\xff.csv", 2147483647L, "4", NULL,
	    "controls \x01\x7f\x1b[31m, bad \xff\xc0\x80, \xef\xbf\xbf, \xe2\x80\xae, \xe2\x80\xa8.");
	crm_case_open(f, "5 skipped, with a warning");
	crm_case_skip(f, "does not apply");
	crm_finding_add(f, CRM_WARNING, "owner_missing", "x.json", 9, "5", "owner", "set owner");
	crm_case_open(f, "6 skipped, and wrong");
	crm_case_skip(f, "does not apply");
	crm_finding_add(f, CRM_ERROR, "other", NULL, 0, NULL, NULL, "no place");
	crm_case_open(f, "7 skipped, nobody says why");
	crm_case_skip(f, "");
	return f;
}

static struct crm_findings *good(void)
{
	struct crm_findings *f = crm_findings_new();

	crm_case_open(f, "1 clean");
	crm_case_open(f, "2 clean");
	return f;
}

/* The awkward list and two others, as that format. -1: not written. */
static int report(int fd, enum crm_report_format format, enum crm_severity fails, struct crm_err *e)
{
	const struct crm_report_opts o = {format, "crm-test 'check'", "0.1", rule, fails};
	struct crm_findings *lists[] = {awkward(), good(), crm_findings_new()};
	static const char *const names[] = {"a/<b>&\"c\" #1\\/ppap.json", "good/ppap.json", "none"};
	struct crm_report *r = crm_report_new(fd, &o);
	struct crm_map *seen = crm_map_new();

	for (size_t i = 0; i < COUNT(lists); i++) {
		crm_findings_fingerprint(lists[i], seen);
		crm_report_suite(r, names[i], lists[i]);
		crm_findings_free(lists[i]);
	}
	crm_map_free(seen);
	return crm_report_end(r, e);
}

static void report_text(enum crm_report_format format, enum crm_severity fails, struct crm_buf *out)
{
	FILE *file = tmpfile();

	assert_int_equal(report(fileno(file), format, fails, NULL), 0);
	written(fileno(file), out);
	(void)fclose(file);
}

/* ---- tests ---- */

static void names(void **state)
{
	static const char *const good_names[] = {"junit", "tap", "sarif", "github", "gitlab"};

	(void)state;
	for (int i = 0; i < CRM_REPORT_FORMATS; i++)
		assert_int_equal(crm_report_format_find(good_names[i]), i);
	assert_int_equal(crm_report_format_find("json"), -1);
	assert_int_equal(crm_report_format_find("JUNIT"), -1);
}

/* A report of nothing is still whole. */
static void nothing(void **state)
{
	static const char *const out[CRM_REPORT_FORMATS] = {
	    [CRM_REPORT_JUNIT] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                         "<testsuites name=\"t\">\n</testsuites>\n",
	    [CRM_REPORT_TAP] = "TAP version 13\n1..0 # SKIP nothing to judge\n",
	    [CRM_REPORT_SARIF] =
	        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\","
	        "\"version\":\"2.1.0\",\"runs\":[\n"
	        "{\"tool\":{\"driver\":{\"name\":\"t\",\"version\":\"1\",\"rules\":[]}},\n"
	        "\"results\":[]}]}\n",
	    [CRM_REPORT_GITHUB] = "::notice title=t::0 errors, 0 warnings, 0 notes; 0 judged\n",
	    [CRM_REPORT_GITLAB] = "[]\n",
	};

	(void)state;
	for (int i = 0; i < CRM_REPORT_FORMATS; i++) {
		const struct crm_report_opts o = {
		    (enum crm_report_format)i, "t", "1", NULL, CRM_ERROR};
		struct crm_buf text = CRM_BUF_INIT;
		FILE *file = tmpfile();

		assert_int_equal(crm_report_end(crm_report_new(fileno(file), &o), NULL), 0);
		written(fileno(file), &text);
		assert_string_equal(crm_buf_str(&text), out[i]);
		(void)fclose(file);
		crm_buf_release(&text);
	}
}

static void unwritten(void **state)
{
	(void)state;
	for (int i = 0; i < CRM_REPORT_FORMATS; i++) {
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(report(-1, (enum crm_report_format)i, CRM_ERROR, &e), -1);
		assert_int_equal(e.code, CRM_IOERR);
	}
}

static size_t count(const struct crm_buf *text, const char *what)
{
	size_t n = 0;

	for (const char *p = crm_buf_str(text); (p = strstr(p, what)) != NULL; p++)
		n++;
	return n;
}

/* A case with warnings alone fails by the threshold of who asks. */
static void thresholds(void **state)
{
	static const struct {
		enum crm_report_format format;
		enum crm_severity fails;
		const char *what;
		size_t n;
	} rows[] = {
	    {CRM_REPORT_JUNIT, CRM_ERROR, "<failure", 2},
	    {CRM_REPORT_JUNIT, CRM_ERROR, "failures=\"2\" errors=\"0\" skipped=\"3\"", 1},
	    {CRM_REPORT_JUNIT, CRM_WARNING, "<failure", 4},
	    {CRM_REPORT_JUNIT, CRM_WARNING, "failures=\"4\" errors=\"0\" skipped=\"2\"", 1},
	    {CRM_REPORT_JUNIT, CRM_NOTE, "<failure", 5},
	    {CRM_REPORT_JUNIT, CRM_NOTE, "<system-out", 0},
	    {CRM_REPORT_TAP, CRM_ERROR, "\nnot ok ", 2},
	    {CRM_REPORT_TAP, CRM_WARNING, "\nnot ok ", 4},
	    {CRM_REPORT_TAP, CRM_WARNING, " # SKIP", 2},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf text = CRM_BUF_INIT;

		report_text(rows[i].format, rows[i].fails, &text);
		assert_int_equal(count(&text, rows[i].what), rows[i].n);
		crm_buf_release(&text);
	}
}

/* Nothing that a terminal would obey, no bytes that are not UTF-8. */
static void visible(void **state)
{
	(void)state;
	for (int i = 0; i < CRM_REPORT_FORMATS; i++) {
		struct crm_buf text = CRM_BUF_INIT, seen = CRM_BUF_INIT;

		report_text((enum crm_report_format)i, CRM_ERROR, &text);
		assert_int_equal(crm_utf8_invalid(text.data, text.len), text.len);
		crm_utf8_visible(&seen, text.data, text.len, true);
		if (i != CRM_REPORT_JUNIT)
			assert_string_equal(seen.data, text.data);
		assert_null(memchr(text.data, '\x1b', text.len));
		assert_null(memchr(text.data, '\r', text.len));
		crm_buf_release(&text);
		crm_buf_release(&seen);
	}
}

/* More than a block is let out in parts and is the same. */
static void large(void **state)
{
	const struct crm_report_opts o = {CRM_REPORT_GITLAB, "t", "1", NULL, CRM_ERROR};
	FILE *file = tmpfile();
	struct crm_report *r = crm_report_new(fileno(file), &o);
	struct crm_map *seen = crm_map_new();
	struct crm_buf text = CRM_BUF_INIT;

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct crm_findings *f = crm_findings_new();

		for (int k = 0; k < 4; k++)
			crm_finding_add(f, CRM_ERROR, "x", "a", i, "", "", "number %d", i);
		crm_findings_fingerprint(f, seen);
		crm_report_suite(r, "s", f);
		crm_findings_free(f);
	}
	assert_int_equal(crm_report_end(r, NULL), 0);
	written(fileno(file), &text);
	assert_true(text.len > (size_t)2 * 64 * 1024);
	assert_int_equal(count(&text, "\n{\"description\":\"number "), 1200);
	assert_int_equal(count(&text, "}},\n{"), 1199);
	assert_int_equal(count(&text, "}}\n]\n"), 1);
	assert_int_equal(crm_map_count(seen), 1);
	(void)fclose(file);
	crm_map_free(seen);
	crm_buf_release(&text);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names),
	    cmocka_unit_test(nothing),
	    cmocka_unit_test(unwritten),
	    cmocka_unit_test(thresholds),
	    cmocka_unit_test(visible),
	    cmocka_unit_test(large),
	};

	if (argc == 2) {
		int format = crm_report_format_find(argv[1]);

		return format < 0 ||
		    report(STDOUT_FILENO, (enum crm_report_format)format, CRM_ERROR, NULL) < 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
