/*
 * lib/io/report/report.h: a finding as a line of text, findings as rows.
 */
#include "lib/io/report/report.h"
#include "tests/unit/writer_util.h"

static void line(void **state)
{
	static const struct {
		struct crm_finding f;
		const char *text;
	} rows[] = {
	    {{"end_before_start", CRM_ERROR, "a.jsonl", 7, 3, "C-1", "answered_at", "too early",
	         ""},
	        "a.jsonl:7: C-1: field 'answered_at': too early [end_before_start]"},
	    {{"x", CRM_NOTE, "", 0, 0, "", "", "text", ""}, "text [x]"},
	    {{"x", CRM_NOTE, "a", 0, 0, "", "f", "text", ""}, "a: field 'f': text [x]"},
	    {{"x", CRM_NOTE, "", 9, 0, "C-1", "", "text", ""}, "line 9: C-1: text [x]"},
	    /* nothing that a terminal would obey */
	    {{"x", CRM_NOTE, "a\n", 1, 0, "\x1b", "\u202e", "\x7f\xff", ""},
	        "a\\u{A}:1: \\u{1B}: field '\\u{202E}': \\u{7F}\\x{FF} [x]"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf b = CRM_BUF_INIT;

		crm_finding_line(&rows[i].f, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].text);
		crm_buf_release(&b);
	}
}

static void formats(void **state)
{
	static const struct {
		enum crm_format format;
		const char *out;
	} rows[] = {
	    {CRM_FMT_JSONL,
	        "{\"code\":\"late\",\"severity\":\"warning\",\"source\":\"a\",\"line\":7,"
	        "\"subject\":\"C-1\",\"field\":\"f\",\"text\":\"over 1 h\"}\n"
	        "{\"code\":\"gone\",\"severity\":\"note\",\"text\":\"x\",\"case\":\"two\"}\n"},
	    {CRM_FMT_CSV,
	        "code,severity,source,line,column,subject,field,text,case\n"
	        "late,warning,a,7,,C-1,f,over 1 h,\n"
	        "gone,note,,,,,,x,two\n"},
	    {CRM_FMT_TABLE,
	        "code  severity  source  line  subject  field  text      case\n"
	        "late  warning   a          7  C-1      f      over 1 h\n"
	        "gone  note                                    x         two\n"},
	};
	struct crm_findings *f = crm_findings_new();

	(void)state;
	crm_finding_add(f, CRM_WARNING, "late", "a", 7, "C-1", "f", "over %d h", 1);
	crm_case_open(f, "one");
	crm_case_open(f, "two");
	crm_finding_add(f, CRM_NOTE, "gone", NULL, 0, NULL, NULL, "x");
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_writer_opts o = {.format = rows[i].format};
		struct crm_buf b = CRM_BUF_INIT;
		FILE *out = tmpfile();

		assert_int_equal(crm_findings_write(fileno(out), f, &o, NULL), 0);
		written(fileno(out), &b);
		assert_string_equal(crm_buf_str(&b), rows[i].out);
		(void)fclose(out);
		crm_buf_release(&b);
	}
	crm_findings_free(f);
}

static void nothing(void **state)
{
	const struct crm_writer_opts o = {.format = CRM_FMT_JSON};
	struct crm_findings *f = crm_findings_new();
	struct crm_buf b = CRM_BUF_INIT;
	FILE *out = tmpfile();
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_findings_write(fileno(out), f, &o, &e), 0);
	written(fileno(out), &b);
	assert_string_equal(crm_buf_str(&b), "[]\n");
	assert_int_equal(crm_findings_write(-1, f, &o, &e), -1);
	assert_int_equal(e.code, CRM_IOERR);
	(void)fclose(out);
	crm_findings_free(f);
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(line),
	    cmocka_unit_test(formats),
	    cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
