/*
 * lib/io/reader.h: JSON and JSON Lines, one bad record does not stop the others.
 */
#include "tests/unit/reader_util.h"

static void json(void **state)
{
	static const struct {
		const char *data, *records, *text;
		long line;
	} rows[] = {
	    {"[]", "", "", 0},
	    {" [ ] \n", "", "", 0},
	    {"{}", "1 {}\n", "", 0},
	    {"[\n{\"a\":1},\n {\"a\":\n2} , {\"a\":\"]}\\\"\"}\n]\n",
	        "2 {\"a\":1}\n3 {\"a\":2}\n4 {\"a\":\"]}\\\"\"}\n", "", 0},
	    {"\n{\"a\":[{},[1,2]],\"b\":{\"c\":{}}}", "2 {\"a\":[{},[1,2]],\"b\":{\"c\":{}}}\n", "",
	        0},
	    /* one bad object does not stop the others */
	    {"[{\"a\":1},\n7,\n\"x,]\",\n{\"a\":1,\"a\":2},\n{\"a\"},[{}],{\"b\":1}]",
	        "1 {\"a\":1}\n2 bad\n3 bad\n4 bad\n5 bad\n5 bad\n5 {\"b\":1}\n",
	        "not a JSON object", 5},
	    {"", "FAIL\n", "not valid JSON: empty, expected an object or an array of objects", 1},
	    {" \n", "FAIL\n", "not valid JSON: empty, expected an object or an array of objects",
	        2},
	    {"[", "FAIL\n", "not valid JSON: the array does not end", 1},
	    {"[{}\n", "1 {}\nFAIL\n", "not valid JSON: ',' or ']' expected after a value", 2},
	    {"[{}{}]", "1 {}\nFAIL\n", "not valid JSON: ',' or ']' expected after a value", 1},
	    {"[{},\n]", "1 {}\nFAIL\n", "not valid JSON: a value expected after ','", 2},
	    {"[,{}]", "FAIL\n", "not valid JSON: a value expected", 1},
	    {"[}]", "FAIL\n", "not valid JSON: a value expected", 1},
	    {"[{},", "1 {}\nFAIL\n", "not valid JSON: the array does not end", 1},
	    {"[{}]\n]", "1 {}\nFAIL\n", "not valid JSON: text after the array", 2},
	    {"{}\n{}\n", "1 {}\nFAIL\n",
	        "not valid JSON: text after the object (JSON Lines? use -i jsonl)", 2},
	    {"{\"a\":\"b}\n", "FAIL\n",
	        "not valid JSON: an object or string that begins here does not end", 1},
	    {"[{\"a\":\"b\\", "FAIL\n",
	        "not valid JSON: an object or string that begins here does not end", 1},
	    {"{\"a\":[}", "FAIL\n",
	        "not valid JSON: an object or string that begins here does not end", 1},
	    {"nul", "1 bad\n", "not a JSON object", 1},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_JSON};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("a.json", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
		assert_string_equal(e.text, rows[i].text);
		assert_int_equal(e.line, rows[i].line);
	}
	crm_buf_release(&b);
}

static void json_limits(void **state)
{
	const struct crm_reader_opts o = {.format = CRM_FMT_JSON};
	const struct crm_reader_opts piped = {.format = CRM_FMT_JSON, .piped_records = true};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	limits.record = 20;
	limits.line = 7;
	read_all("a.json", "[{\"a\":1}, {\"a\":2}]", &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 {\"a\":1}\n1 {\"a\":2}\n");
	read_all("a.json", "[{\"a\":1}, {\"a\":23}]", &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 {\"a\":1}\n1 bad\n");
	read_all("a.json", "[{\"a\":1}, {\"a\":23}]", &piped, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 {\"a\":1}\n1 {\"a\":23}\n");
	read_all("a.json", "[{\"a\":1}, {\"a\":2345}]", &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "FAIL\n");
	assert_string_equal(e.text, "larger than 20 bytes");
	crm_limits_init(&limits);
	crm_buf_release(&b);
}

static void jsonl(void **state)
{
	static const struct {
		const char *data, *records, *text;
	} rows[] = {
	    {"{\"a\":1}\n\n \t\r\n{\"a\":2}\r\n{\"a\":3}",
	        "1 {\"a\":1}\n4 {\"a\":2}\n5 {\"a\":3}\n", ""},
	    {"{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "1 {\"a\":1}\n2 bad\n3 {\"a\":3}\n",
	        "not valid JSON at column"},
	    {"[{}]\n", "1 bad\n", "not a JSON object"},
	    {"{}{}\n", "1 bad\n", "not valid JSON at column"},
	    {"{\"a\":\"\xd6\xd0\xce\xc4\"}\n", "1 bad\n",
	        "not valid UTF-8 at byte 7: looks like GB18030; use --encoding gb18030"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_JSONL};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("a.jsonl", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
		assert_non_null(strstr(e.text, rows[i].text));
	}
	crm_buf_release(&b);
}

/* A line as a piped record may be as large as a folded one. */
static void piped(void **state)
{
	const struct crm_reader_opts plain = {.format = CRM_FMT_JSONL};
	const struct crm_reader_opts o = {.format = CRM_FMT_JSONL, .piped_records = true};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	limits.line = 6;
	limits.record = 8;
	read_all("stdin", "{\"a\":12}\n{\"a\":123}\n", &plain, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 bad\n2 bad\n");
	read_all("stdin", "{\"a\":12}\n{\"a\":123}\n", &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 {\"a\":12}\n2 bad\n");
	crm_limits_init(&limits);
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(json),
	    cmocka_unit_test(json_limits),
	    cmocka_unit_test(jsonl),
	    cmocka_unit_test(piped),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
