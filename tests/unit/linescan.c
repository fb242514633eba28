/* The light look at a journal line. */
#include "tests/unit/store_help.h"

#include "lib/io/store/linescan.h"

/* The envelope is found wherever and however it is written. */
static void test_linescan(void **state)
{
	static const char line[] =
	    " { \"a\" : [ 1, {\"id\":\"no\"} , [] ] ,"
	    "\"\\u0069d\":\"C-\\u0031\",\"x\":{},\"step\":\"s\",\"new\":true,"
	    "\"prev\":[\"ab\" , \"cd\"],\"epoch\":12,\"t\":\"\\\"\\\\\",\"e\":-1.5E+3}";
	struct crm_scan s;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_txmark m;
	int64_t n;

	(void)state;
	assert_int_equal(crm_linescan(line, sizeof(line) - 1, 64, &s), 0);
	assert_int_equal(crm_span_text(s.v[CRM_M_ID], &text), 0);
	assert_string_equal(text.data, "C-1");
	assert_true(crm_span_true(s.v[CRM_M_NEW]));
	assert_int_equal(crm_span_count(s.v[CRM_M_EPOCH], &n), 0);
	assert_int_equal(n, 12);
	assert_null(s.v[CRM_M_OP].p);
	assert_int_equal(s.v[CRM_M_PREV].n, strlen("[\"ab\" , \"cd\"]"));
	assert_int_equal(crm_linescan(line, sizeof(line) - 1, 2, &s), -1);
	assert_int_equal(crm_linescan(line, sizeof(line) - 1, 3, &s), 0);
	assert_int_equal(crm_txmark_parse("ab:2/10", 7, &m), 0);
	assert_int_equal(m.i, 2);
	assert_int_equal(m.n, 10);
	assert_int_equal(crm_txmark_parse("ab:0/1", 6, &m), -1);
	assert_int_equal(crm_txmark_parse("ab:2/1", 6, &m), -1);
	assert_int_equal(crm_txmark_parse(":1/1", 4, &m), -1);
	assert_int_equal(crm_txmark_parse("ab:1/1x", 7, &m), -1);
	crm_buf_release(&text);
}

static const char *const lines[] = {
    "{}",
    "{\"a\":1}",
    "{\"a\":[1,2,{\"b\":null}]}",
    "{\"a\":[]}",
    "{\"a\":true,\"b\":false,\"c\":null}",
    "{\"a\":-0}",
    "{\"a\":0.5}",
    "{\"a\":1e5}",
    "{\"a\":\"\\u00e4\\n\"}",
    "{\"a\":\"\xc3\xa4\"}",
    "{ }",
    "\t{\"a\" : 1}\r",
    "",
    "{",
    "}",
    "{]",
    "[}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{,}",
    "{\"a\":[1,]}",
    "{\"a\":[,1]}",
    "{\"a\":01}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":+1}",
    "{\"a\":1e}",
    "{\"a\":tru}",
    "{\"a\":nul}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":\"\\q\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"\t\"}",
    "{\"a\":\"x}",
    "{\"a\":1}}",
    "{\"a\":1} {}",
    "{\"a\":{}",
    "{\"a\":[1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":\"\xff\"}",
    "{\"a\":-}",
    "nullx",
    "{\"a\":[1 2]}",
    "{\"a\":{\"b\":1,}}",
    "{\"a\":\"\\",
};

/* What the light look refuses, jansson refuses too, and (but for what is
 * said in the header) the other way round. */
static void test_linescan_agrees(void **state)
{
	struct scratch *s = *state;
	struct crm_record *r;
	struct crm_scan scan;
	size_t i, n;
	int light, full;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		n = strlen(lines[i]);
		light = crm_linescan(lines[i], n, 64, &scan);
		full = crm_record_parse(lines[i], n, &s->limits, &r, NULL);
		if (light != full)
			fail_msg("%s: light %d full %d", lines[i], light, full);
		if (full == 0)
			crm_record_free(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(test_linescan),
	    TEST(test_linescan_agrees),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
