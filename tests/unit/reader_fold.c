/*
 * lib/io/reader.h: the lines of a journal are folded by id.
 */
#include "tests/unit/reader_util.h"

#define AT(t) "\"at\":\"2026-11-20T" t ":00Z\""
#define BATCH(id, tx, n) "{\"id\":\"" id "\",\"step\":\"s\",\"tx\":\"" tx "\",\"n\":" n "}\n"
#define FOLDED(line, id, n) line " {\"kind\":\"complaint\",\"id\":\"" id "\",\"n\":" n "}\n"

static void journal(void **state)
{
	static const struct {
		const char *data, *records;
	} rows[] = {
	    /* envelope dropped, kind and id first, nulls delete, in order of the first line */
	    {"{\"id\":\"C-1\",\"new\":true,\"step\":\"open\",\"by\":\"cs\",\"at\":\"x\","
	     "\"rec\":\"x\",\"login\":\"x\",\"op\":\"x\",\"tx\":\"T:1/1\",\"epoch\":0,"
	     "\"state\":\"open\",\"a\":{\"x\":1,\"y\":2},\"b\":1}\n"
	     "{\"id\":\"C-2\",\"step\":\"open\",\"state\":\"open\"}\n"
	     "{\"id\":\"C-1\",\"step\":\"close\",\"prev\":\"d8fdc2fdd3db4067468527c0e554e93f\",\"state\":\"closed\",\"a\":{\"x\":null},"
	     "\"b\":null,\"c\":3}\n",
	        "3 {\"kind\":\"complaint\",\"id\":\"C-1\",\"state\":\"closed\",\"a\":{\"y\":2},"
	        "\"c\":3}\n"
	        "2 {\"kind\":\"complaint\",\"id\":\"C-2\",\"state\":\"open\"}\n"},
	    {"{\"step\":\"a\",\"id\":\"X\",\"kind\":\"order\",\"y\":1}\n",
	        "1 {\"kind\":\"order\",\"id\":\"X\",\"y\":1}\n"},
	    /* lines that are records go first */
	    {"{\"step\":\"a\",\"id\":\"X\"}\n{\"id\":\"Y\"}\n",
	        "2 {\"id\":\"Y\"}\n1 {\"kind\":\"complaint\",\"id\":\"X\"}\n"},
	    {"{\"step\":\"a\"}\n", "1 bad\n"},
	    {"{\"step\":\"a\",\"id\":\"\"}\n", "1 bad\n"},
	    {"{\"step\":\"a\",\"id\":7}\n", "1 bad\n"},
	    /* a second creation is not folded, what follows is */
	    {"{\"id\":\"X\",\"new\":true,\"step\":\"o\",\"a\":1}\n"
	     "{\"id\":\"X\",\"new\":true,\"step\":\"o\",\"a\":2,\"b\":2}\n"
	     "{\"id\":\"X\",\"step\":\"o\",\"prev\":\"35997b6e84d5979c5d6b3474ff8c5187\",\"c\":3}\n",
	        "2 bad\n3 {\"kind\":\"complaint\",\"id\":\"X\",\"a\":1,\"c\":3}\n"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_JSONL};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("j.jsonl", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
	}
	crm_buf_release(&b);
}

static void batches(void **state)
{
	static const struct {
		const char *data, *records;
	} rows[] = {
	    {BATCH("A", "T:1/2", "1") BATCH("B", "T:2/2", "2"),
	        FOLDED("1", "A", "1") FOLDED("2", "B", "2")},
	    {BATCH("A", "T:1/1", "1"), FOLDED("1", "A", "1")},
	    /* an unfinished last batch does not count */
	    {BATCH("A", "S:1/1", "1") BATCH("A", "T:1/3", "2") BATCH("A", "T:2/3", "3"),
	        FOLDED("1", "A", "1")},
	    {BATCH("A", "T:1/2", "1"), ""},
	    /* one elsewhere is a fault */
	    {BATCH("A", "T:1/2", "1") "{\"id\":\"B\",\"step\":\"s\",\"n\":7}\n",
	        "1 bad\n" FOLDED("2", "B", "7")},
	    {BATCH("A", "T:1/2", "1") BATCH("B", "U:1/1", "2"), "1 bad\n" FOLDED("2", "B", "2")},
	    {BATCH("A", "T:1/2", "1") BATCH("B", "T:1/2", "2") BATCH("C", "T:2/2", "3"),
	        "1 bad\n" FOLDED("2", "B", "2") FOLDED("3", "C", "3")},
	    {BATCH("A", "T:2/2", "1"), "1 bad\n"},
	    {BATCH("A", "T:1/3", "1") BATCH("A", "T:3/3", "1"), "1 bad\n2 bad\n"},
	    {BATCH("A", "T:1/2", "1") BATCH("A", "T:2/3", "1"), "1 bad\n2 bad\n"},
	    /* so is one with a record within */
	    {BATCH("A", "T:1/2", "1") "{\"n\":7}\n", "2 {\"n\":7}\n1 bad\n"},
	    {BATCH("A", "a:b:1/1", "1"), "1 bad\n"},
	    {BATCH("A", "T", "1"), "1 bad\n"},
	    {BATCH("A", ":1/1", "1"), "1 bad\n"},
	    {BATCH("A", "T:0/1", "1"), "1 bad\n"},
	    {BATCH("A", "T:2/1", "1"), "1 bad\n"},
	    {BATCH("A", "T:1/", "1"), "1 bad\n"},
	    {BATCH("A", "T:/1", "1"), "1 bad\n"},
	    {BATCH("A", "T:1/1x", "1"), "1 bad\n"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_JSONL};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("j.jsonl", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
	}
	crm_buf_release(&b);
}

static void as_of(void **state)
{
	static const char data[] = "{\"id\":\"A\",\"step\":\"s\"," AT(
	    "09:00") ",\"n\":1}\n"
	             "{\"id\":\"A\",\"step\":\"s\"," AT(
	                 "08:00") ",\"rec\":\"2026-11-20T11:00:00Z\",\"n\":2}\n"
	                          "{\"id\":\"B\",\"step\":\"s\"," AT("12:00") ",\"n\":3}\n";
	static const struct {
		const char *as_of, *records;
	} rows[] = {
	    {"2026-11-20T08:59:59Z", ""},
	    {"2026-11-20T09:00:00Z", FOLDED("1", "A", "1")},
	    {"2026-11-20T10:59:59Z", FOLDED("1", "A", "1")},
	    {"2026-11-20T19:00:00+08:00", FOLDED("2", "A", "2")},
	    {"2026-11-20T12:00:00Z", FOLDED("2", "A", "2") FOLDED("3", "B", "3")},
	    {"yesterday", "NOT OPENED\n"},
	};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_reader_opts o = {.format = CRM_FMT_JSONL};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		o.as_of = rows[i].as_of;
		read_all("j.jsonl", data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
	}
	assert_string_equal(e.source, "--as-of");
	o.as_of = "2026-11-20T12:00:00Z";
	read_all("j.jsonl", "{\"id\":\"A\",\"step\":\"s\",\"at\":\"x\"}\n", &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1 {\"kind\":\"complaint\",\"id\":\"A\"}\n");
	crm_buf_release(&b);
}

/* Many small lines may fold to a record that is too large. */
static void folded_limit(void **state)
{
	const struct crm_reader_opts o = {.format = CRM_FMT_JSONL};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	limits.record =
	    strlen("{\"kind\":\"complaint\",\"id\":\"A\",\"aaaa\":\"xxxxx\",\"bbbb\":\"xxxx\"}");
	read_all("j.jsonl",
	    "{\"id\":\"A\",\"step\":\"s\",\"aaaa\":\"xxxxx\"}\n"
	    "{\"id\":\"A\",\"step\":\"s\",\"bbbb\":\"xxxx\"}\n",
	    &o, &b, &e);
	assert_string_equal(crm_buf_str(&b),
	    "2 {\"kind\":\"complaint\",\"id\":\"A\",\"aaaa\":\"xxxxx\",\"bbbb\":\"xxxx\"}\n");
	read_all("j.jsonl",
	    "{\"id\":\"A\",\"step\":\"s\",\"aaaa\":\"xxxxx\"}\n"
	    "{\"id\":\"A\",\"step\":\"s\",\"bbbb\":\"xxxxx\"}\n"
	    "{\"id\":\"A\",\"step\":\"s\",\"c\":1}\n",
	    &o, &b, &e);
	assert_string_equal(crm_buf_str(&b), "3 bad\n"); /* once, and not half */
	crm_limits_init(&limits);
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(journal),
	    cmocka_unit_test(batches),
	    cmocka_unit_test(as_of),
	    cmocka_unit_test(folded_limit),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
