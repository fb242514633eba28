/*
 * lib/io/reader.h: CSV as records, typed by the schema.
 */
#include <iconv.h>

#include "tests/unit/reader_util.h"

static void csv(void **state)
{
	static const struct {
		const char *data, *records;
		long line;
		const char *field, *text; /* of the last error */
	} rows[] = {
	    {"id,quantity,price,urgent,x\nC-1,20,12.50,true,1.0\n",
	        "2 {\"id\":\"C-1\",\"quantity\":20,\"price\":\"12.50\",\"urgent\":true,"
	        "\"x\":\"1.0\"}\n",
	        0, "", ""},
	    /* an empty cell is absent */
	    {"id,quantity,state\nC-1,,\n,,\n", "2 {\"id\":\"C-1\"}\n3 {}\n", 0, "", ""},
	    /* dots nest */
	    {"id,a.b,c,a.d\nC-1,1,2,3\n",
	        "2 {\"id\":\"C-1\",\"a\":{\"b\":\"1\",\"d\":\"3\"},\"c\":\"2\"}\n", 0, "", ""},
	    {"clocks.inform.due_at,clocks.inform.verdict\n2026-11-20T09:00:00Z,met\n",
	        "2 {\"clocks\":{\"inform\":{\"due_at\":\"2026-11-20T09:00:00Z\","
	        "\"verdict\":\"met\"}}}\n",
	        0, "", ""},
	    {"clocks\n\"{\"\"a\"\":{\"\"verdict\"\":\"\"met\"\"}}\"\n",
	        "2 {\"clocks\":{\"a\":{\"verdict\":\"met\"}}}\n", 0, "", ""},
	    /* what cannot be read */
	    {"id,received_at\nC-1,31.2.2026\nC-2,2026-11-20T09:00:00Z\n",
	        "2 bad\n3 {\"id\":\"C-2\",\"received_at\":\"2026-11-20T09:00:00Z\"}\n", 2,
	        "received_at",
	        "not a date and time with offset, like 2026-11-20T09:00:00+08:00, years 1970 to 2199: '31.2.2026'"},
	    {"quantity\n12.5\n", "2 bad\n", 2, "quantity",
	        "not a whole number like 12, within +-9007199254740991: '12.5'"},
	    {"state\n\"ope\n\"\n", "2 bad\n", 2, "state", "not one of: open, closed: 'ope\n'"},
	    {"id\n\nC-1\n\"\nx\"\nC-2,3\n", "3 {\"id\":\"C-1\"}\n4 {\"id\":\"\\nx\"}\n6 bad\n", 6,
	        "", "has 2 columns, expected 1"},
	    {"id\n\"x\n", "FAIL\n", 2, "", "a quoted field begins here and never ends"},
	    {"clocks.x.due_at\nsoon\n", "2 bad\n", 2, "clocks.x.due_at",
	        "not a date and time with offset, like 2026-11-20T09:00:00+08:00, years 1970 to 2199: 'soon'"},
	    /* headers */
	    {"id,id\n1,2\n", "NOT OPENED\n", 1, "id", "column 2 has the name of another one"},
	    {"id,\n1,2\n", "NOT OPENED\n", 1, "", "column 2 has no name"},
	    {"a.b.c,a,x\n1,2,3\n", "NOT OPENED\n", 1, "a.b.c",
	        "there is a column 'a' too, expected one of them"},
	    {"\n\"id\n", "NOT OPENED\n", 2, "", "a quoted field begins here and never ends"},
	    {"\xd6\xd0\n1\n", "NOT OPENED\n", 1, "",
	        "column 1: 0xd6 is not UTF-8 (from Excel? try --encoding gb18030)"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_CSV};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("a.csv", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
		assert_int_equal(e.line, rows[i].line);
		assert_string_equal(e.field, rows[i].field);
		assert_string_equal(e.text, rows[i].text);
	}
	crm_buf_release(&b);
}

/* What is no header of the kind is not taken for one. */
static void no_header(void **state)
{
	static const struct {
		const char *data, *text;
	} rows[] = {
	    {"HTTP 502 Bad Gateway\n",
	        "no column is a field of a complaint; expected names like id, received_at"},
	    {"<html>,\"a\nb\"\n", "column 2 has a control character in its name"},
	    {"id,a\tb\n1,2\n", "column 2 has a control character in its name"},
	    {"id,a\xc2\x85\n1,2\n", "column 2 has a control character in its name"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_CSV};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("a.csv", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), "NOT OPENED\n");
		assert_int_equal(e.line, 1);
		assert_string_equal(e.text, rows[i].text);
	}
	crm_buf_release(&b);
}

static void excel(void **state)
{
	const struct crm_reader_opts o = {.excel = true};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	read_all("stdin", "\xef\xbb\xbfid;x\r\nC-1;'=1\r\nC-2;''a\r\n", &o, &b, &e);
	assert_string_equal(
	    crm_buf_str(&b), "2 {\"id\":\"C-1\",\"x\":\"=1\"}\n3 {\"id\":\"C-2\",\"x\":\"'a\"}\n");
	crm_buf_release(&b);
}

/* Dots and JSON in a cell nest no deeper than a line may. */
static void depth(void **state)
{
	static const struct {
		const char *data, *records;
	} rows[] = {
	    {"a.b.c,id\n1,\n", "2 {\"a\":{\"b\":{\"c\":\"1\"}}}\n"},
	    {"a.b.c.d,id\n1,\n", "NOT OPENED\n"},
	    {"clocks\n\"{\"\"a\"\":{}}\"\n", "2 {\"clocks\":{\"a\":{}}}\n"},
	    {"clocks\n\"{\"\"a\"\":{\"\"b\"\":{}}}\"\n", "2 bad\n"},
	    {"clocks.a\n{}\n", "2 {\"clocks\":{\"a\":{}}}\n"},
	    {"clocks.a\n\"{\"\"b\"\":{}}\"\n", "2 bad\n"},
	};
	const struct crm_reader_opts o = {.format = CRM_FMT_CSV};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	limits.depth = 3;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		read_all("a.csv", rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
	}
	crm_limits_init(&limits);
	crm_buf_release(&b);
}

/* A view fills a dotted field from a column of JSON too. */
static void within(void **state)
{
	static const char data[] =
	    "id,clocks\nC-1,\"{\"\"a\"\":{\"\"verdict\"\":\"\"met\"\"}}\"\nC-2,\n";
	const struct crm_reader_opts o = {.format = CRM_FMT_CSV};
	int field = crm_shape_field(shape, "clocks.a.verdict");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_reader *r;
	struct crm_view v;

	(void)state;
	assert_int_equal(open_memory("a.csv", data, sizeof(data) - 1, &o, &r, &e), 0);
	assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_OK);
	assert_true(crm_cell_eq(crm_view_cell(&v, field), "met"));
	assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_OK);
	assert_int_equal(crm_view_cell(&v, field)->type, CRM_T_ABSENT);
	crm_reader_free(r);
}

/* GB18030 by iconv reads as the UTF-8 that it was made of. */
static void gb18030(void **state)
{
	static const char utf8[] = "id,客户\nC-1,大众汽车（中国）\nC-2,𠀀€\n";
	struct crm_reader_opts o = {.format = CRM_FMT_CSV};
	iconv_t cd = iconv_open("GB18030", "UTF-8");
	struct crm_buf b = CRM_BUF_INIT, want = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_reader *r;
	char copy[sizeof(utf8)], bytes[256], *in = copy, *out = bytes;
	size_t left = sizeof(utf8) - 1, space = sizeof(bytes);

	(void)state;
	memcpy(copy, utf8, sizeof(utf8));
	assert_ptr_not_equal(cd, (iconv_t)-1);
	assert_int_equal(iconv(cd, &in, &left, &out, &space), 0);
	iconv_close(cd);
	read_all("a.csv", utf8, &o, &want, &e);
	o.encoding = "gb18030";
	assert_int_equal(open_memory("a.csv", bytes, (size_t)(out - bytes), &o, &r, &e), 0);
	all_records(r, &b, &e);
	assert_string_equal(crm_buf_str(&b), crm_buf_str(&want));
	assert_non_null(strstr(crm_buf_str(&b), "大众汽车"));
	crm_reader_free(r);
	/* and without the option there is a hint */
	o.encoding = NULL;
	crm_err_clear(&e);
	assert_int_equal(open_memory("a.csv", bytes, (size_t)(out - bytes), &o, &r, &e), -1);
	assert_non_null(strstr(e.text, "--encoding gb18030"));
	crm_buf_release(&b);
	crm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(csv),
	    cmocka_unit_test(no_header),
	    cmocka_unit_test(excel),
	    cmocka_unit_test(depth),
	    cmocka_unit_test(within),
	    cmocka_unit_test(gb18030),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
