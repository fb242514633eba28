/*
 * lib/io/reader.h: which format it is, and views: they show what the record holds.
 */
#include "tests/unit/reader_util.h"

static void format_names(void **state)
{
	static const struct {
		const char *name;
		int format;
	} rows[] = {
	    {"auto", CRM_FMT_AUTO},
	    {"jsonl", CRM_FMT_JSONL},
	    {"json", CRM_FMT_JSON},
	    {"csv", CRM_FMT_CSV},
	    {"table", CRM_FMT_TABLE},
	    {"CSV", -1},
	    {"", -1},
	    {"xml", -1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum crm_format f;

		if (rows[i].format == -1) {
			assert_int_equal(crm_format_parse(rows[i].name, &f), -1);
			continue;
		}
		assert_int_equal(crm_format_parse(rows[i].name, &f), 0);
		assert_int_equal((int)f, rows[i].format);
	}
}

/* The suffix decides, else the first byte; the header line tells the delimiter. */
static void detection(void **state)
{
	static const struct {
		const char *name, *data;
		enum crm_format format;
		const char *records;
	} rows[] = {
	    {"stdin", "{\"x\":\"1\"}\n{\"x\":\"2\"}\n", CRM_FMT_AUTO,
	        "1 {\"x\":\"1\"}\n2 {\"x\":\"2\"}\n"},
	    {"stdin", " \n[{\"x\":\"1\"}]", CRM_FMT_AUTO, "2 {\"x\":\"1\"}\n"},
	    {"stdin", "{ \n\"x\":\"1\"\n}\n", CRM_FMT_AUTO, "1 {\"x\":\"1\"}\n"},
	    {"stdin", "x,y\n1,2\n", CRM_FMT_AUTO, "2 {\"x\":\"1\",\"y\":\"2\"}\n"},
	    {"stdin", "x;y\n1;2,5\n", CRM_FMT_AUTO, "2 {\"x\":\"1\",\"y\":\"2,5\"}\n"},
	    {"stdin", "x\ty\n1\t2\n", CRM_FMT_AUTO, "2 {\"x\":\"1\",\"y\":\"2\"}\n"},
	    {"stdin", "\"x;;\",y\n1,2\n", CRM_FMT_AUTO, "2 {\"x;;\":\"1\",\"y\":\"2\"}\n"},
	    {"stdin", "x;y\n1;2\n", CRM_FMT_CSV, "2 {\"x;y\":\"1;2\"}\n"},
	    {"stdin", "", CRM_FMT_AUTO, ""},
	    {"stdin", " \n\n", CRM_FMT_AUTO, ""},
	    {"a.jsonl", "{\"x\":\"1\"}", CRM_FMT_AUTO, "1 {\"x\":\"1\"}\n"},
	    {"a.ndjson", "{\"x\":\"1\"}", CRM_FMT_AUTO, "1 {\"x\":\"1\"}\n"},
	    {"a.JSON", "{\"x\":\"1\"}", CRM_FMT_AUTO, "1 {\"x\":\"1\"}\n"},
	    {"a.csv", "{\n[\n", CRM_FMT_AUTO, "2 {\"{\":\"[\"}\n"},
	    {"a.csv", "", CRM_FMT_AUTO, ""},
	    {"a.csv", "x,y\n", CRM_FMT_AUTO, ""},
	    {"a.tsv", "a,b,c\td\n1\t2\n", CRM_FMT_AUTO, "2 {\"a,b,c\":\"1\",\"d\":\"2\"}\n"},
	    {"a.json", "", CRM_FMT_AUTO, "FAIL\n"},
	    {"a.json", "{\"x\":\"1\"}\n", CRM_FMT_JSONL, "1 {\"x\":\"1\"}\n"},
	    {".csv", "{\"x\":\"1\"}\n", CRM_FMT_AUTO, "1 {\"x\":\"1\"}\n"},
	    {"a", "x", CRM_FMT_TABLE, "NOT OPENED\n"},
	};
	struct crm_shape *kind = shape;
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	shape = crm_shape_new(NULL); /* any column will do */
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_reader_opts o = {.format = rows[i].format};
		struct crm_err e = CRM_ERR_INIT;

		read_all(rows[i].name, rows[i].data, &o, &b, &e);
		assert_string_equal(crm_buf_str(&b), rows[i].records);
	}
	crm_shape_free(shape);
	shape = kind;
	crm_buf_release(&b);
}

/* A view shows what the record holds, whatever the format; fields may be asked for late. */
static void views(void **state)
{
	static const struct {
		const char *name, *data;
	} rows[] = {
	    {"a.jsonl",
	        "{\"id\":\"C-1\",\"quantity\":20,\"price\":\"12.50\",\"urgent\":true,"
	        "\"note\":\"n\",\"foo\":\"f\"}\n{\"id\":\"C-2\"}"},
	    {"a.json",
	        "[{\"id\":\"C-1\",\"quantity\":20,\"price\":\"12.50\",\"urgent\":true,"
	        "\"note\":\"n\",\"foo\":\"f\"},\n{\"id\":\"C-2\"}]"},
	    {"a.csv", "id,quantity,price,urgent,note,foo\nC-1,20,12.50,true,n,f\nC-2,,,,,\n"},
	    {"a.csv",
	        "id,quantity,price,urgent,note,foo,x.y\nC-1,20,12.50,true,n,f,1\nC-2,,,,,,\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_reader_opts o = {.format = CRM_FMT_AUTO};
		struct crm_shape *own = crm_shape_new(&schema), *shared_shape = shape;
		struct crm_reader *r;
		struct crm_view v;
		struct crm_err e = CRM_ERR_INIT;
		int note;

		shape = own;
		assert_int_equal(
		    open_memory(rows[i].name, rows[i].data, strlen(rows[i].data), &o, &r, &e), 0);
		shape = shared_shape;
		note = crm_shape_field(own, "note");
		assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_OK);
		assert_int_equal(v.n, crm_shape_count(own));
		assert_true(crm_cell_eq(crm_view_cell(&v, ID), "C-1"));
		assert_int_equal(crm_view_cell(&v, QUANTITY)->type, CRM_T_INT);
		assert_int_equal(crm_view_cell(&v, QUANTITY)->u.i, 20);
		assert_int_equal(crm_view_cell(&v, PRICE)->type, CRM_T_DEC);
		assert_int_equal(crm_view_cell(&v, PRICE)->u.dec.coef, 1250);
		assert_int_equal(crm_view_cell(&v, URGENT)->type, CRM_T_BOOL);
		assert_int_equal(crm_view_cell(&v, STATE)->type, CRM_T_ABSENT);
		assert_true(crm_cell_eq(crm_view_cell(&v, note), "n"));
		assert_string_equal(v.source, rows[i].name);
		assert_int_equal(v.line, crm_reader_line(r));
		assert_string_equal(crm_record_text(crm_reader_current(r), "id"), "C-1");
		assert_string_equal(crm_record_text(crm_reader_current(r), "foo"), "f");
		assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_OK);
		assert_true(crm_cell_eq(crm_view_cell(&v, ID), "C-2"));
		assert_int_equal(crm_view_cell(&v, QUANTITY)->type, CRM_T_ABSENT);
		assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_END);
		assert_null(crm_reader_current(r));
		crm_reader_free(r);
		crm_shape_free(own);
	}
	crm_reader_free(NULL);
}

/* Items of a collection that stands in one cell, and in dotted columns. */
static void csv_items(void **state)
{
	static const char *const data[] = {
	    "id,clocks\nC-1,\"{\"\"inform\"\":{\"\"verdict\"\":\"\"met\"\"}}\"\n",
	    "id,clocks.inform.verdict\nC-1,met\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(data); i++) {
		const struct crm_reader_opts o = {.format = CRM_FMT_CSV};
		struct crm_reader *r;
		struct crm_view v;
		struct crm_items it;
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(open_memory("a", data[i], strlen(data[i]), &o, &r, &e), 0);
		assert_int_equal(crm_reader_view(r, &v, &e), CRM_READ_OK);
		crm_items_init(&it, &v, CLOCKS);
		assert_true(crm_items_next(&it));
		assert_string_equal(it.key, "inform");
		assert_true(crm_cell_eq(crm_view_cell(&it.view, 1), "met"));
		assert_false(crm_items_next(&it));
		crm_items_release(&it);
		crm_reader_free(r);
	}
}

static void not_there(void **state)
{
	const struct crm_reader_opts o = {.limits = &limits};
	const struct crm_reader_opts strange = {.limits = &limits, .encoding = "klingon"};
	struct crm_reader *r = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_reader_open("/nowhere/x.csv", &o, shape, &r, &e), -1);
	assert_int_equal(e.code, CRM_NOINPUT);
	crm_err_clear(&e);
	assert_int_equal(crm_reader_open("/dev/null", &strange, shape, &r, &e), -1);
	assert_int_equal(e.code, CRM_BADINPUT);
	crm_err_clear(&e);
	if (access("/proc/self/mem", F_OK) == 0) {
		assert_int_equal(crm_reader_open("/proc/self/mem", &o, shape, &r, &e), -1);
		assert_int_equal(e.code, CRM_IOERR);
		assert_null(r);
		crm_err_clear(&e);
	}
	assert_int_equal(crm_reader_open("/dev/null", &o, shape, &r, &e), 0);
	assert_string_equal(crm_reader_source(r), "/dev/null");
	crm_reader_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(format_names),
	    cmocka_unit_test(detection),
	    cmocka_unit_test(views),
	    cmocka_unit_test(csv_items),
	    cmocka_unit_test(not_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
