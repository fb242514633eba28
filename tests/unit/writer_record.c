/*
 * lib/io/writer.h: records, whole or by columns, and what --mask hides of them.
 */
#include "tests/unit/writer_util.h"

static const struct crm_field contact_fields[] = {
    {.name = "name", .type = CRM_T_TEXT, .flags = CRM_F_PERSONAL},
    {.name = "role", .type = CRM_T_TEXT},
};
static const struct crm_schema contact_schema = {"contact", contact_fields, COUNT(contact_fields)};
static const struct crm_field clock_fields[] = {
    {.name = "verdict", .type = CRM_T_TEXT},
};
static const struct crm_schema clock_schema = {"clock", clock_fields, COUNT(clock_fields)};
static const struct crm_field fields[] = {
    {.name = "id", .type = CRM_T_TEXT},
    {.name = "phone", .type = CRM_T_TEXT, .flags = CRM_F_PERSONAL},
    {.name = "price", .type = CRM_T_DEC, .flags = CRM_F_INTERNAL | CRM_F_BRIEF},
    {.name = "address", .type = CRM_T_NESTED, .flags = CRM_F_PERSONAL},
    {.name = "contacts", .type = CRM_T_NESTED, .items = &contact_schema},
    {.name = "clocks", .type = CRM_T_NESTED, .items = &clock_schema},
};
static const struct crm_schema schema = {"customer", fields, COUNT(fields)};

static void write_one(const struct crm_writer_opts *o, const char *json, struct crm_buf *out)
{
	struct crm_record *r = record_of(json);
	FILE *f = tmpfile();
	struct crm_writer *w = crm_writer_new(fileno(f), o);

	crm_writer_record(w, r);
	assert_int_equal(crm_writer_end(w, NULL), 0);
	written(fileno(f), out);
	(void)fclose(f);
	crm_record_free(r);
}

static void records(void **state)
{
	static const struct crm_column columns[] = {
	    {.name = "id"}, {.name = "n"}, {.name = "a.b"}, {.name = "a"}, {.name = "t"}};
	static const char data[] =
	    "{\"id\":\"中\",\"n\":-5,\"x\":null,\"a\":{\"b\":\"=1\",\"c\":[1]},\"t\":true}";
	static const struct {
		struct crm_writer_opts o;
		const char *out;
	} rows[] = {
	    {{.format = CRM_FMT_JSONL},
	        "{\"id\":\"中\",\"n\":-5,\"x\":null,\"a\":{\"b\":\"=1\",\"c\":[1]},\"t\":true}\n"},
	    {{.format = CRM_FMT_AUTO},
	        "{\"id\":\"中\",\"n\":-5,\"x\":null,\"a\":{\"b\":\"=1\",\"c\":[1]},\"t\":true}\n"},
	    {{.format = CRM_FMT_JSON, .terminal = true},
	        "[\n{\"id\":\"中\",\"n\":-5,\"x\":null,\"a\":{\"b\":\"=1\",\"c\":[1]},"
	        "\"t\":true}\n]\n"},
	    /* by columns: each value as the record has it */
	    {{.format = CRM_FMT_JSONL, .columns = columns, .n = 3},
	        "{\"id\":\"中\",\"n\":-5,\"a\":{\"b\":\"=1\"}}\n"},
	    {{.format = CRM_FMT_JSONL, .columns = columns + 3, .n = 2},
	        "{\"a\":{\"b\":\"=1\",\"c\":[1]},\"t\":true}\n"},
	    {{.format = CRM_FMT_CSV, .columns = columns, .n = 5},
	        "id,n,a.b,a,t\n中,-5,=1,\"{\"\"b\"\":\"\"=1\"\",\"\"c\"\":[1]}\",true\n"},
	    {{.format = CRM_FMT_CSV, .columns = columns, .n = 3, .excel = true},
	        "\xef\xbb\xbfid,n,a.b\r\n中,-5,'=1\r\n"},
	    {{.format = CRM_FMT_TABLE, .columns = columns, .n = 3}, "id  n   a.b\n中  -5  =1\n"},
	};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		write_one(&rows[i].o, data, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].out);
	}
	crm_buf_release(&b);
}

static void mask(void **state)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
	    {"{\"id\":\"K-1\",\"phone\":\"1\",\"price\":\"2.00\",\"x\":\"y\"}",
	        "{\"id\":\"K-1\",\"phone\":\"***\",\"price\":\"***\",\"x\":\"y\"}\n"},
	    /* what is not there is not made */
	    {"{\"id\":\"K-1\",\"phone\":null}", "{\"id\":\"K-1\",\"phone\":null}\n"},
	    {"{\"price\":7,\"address\":{\"street\":\"s\"}}",
	        "{\"price\":\"***\",\"address\":\"***\"}\n"},
	    {"{\"contacts\":{\"a\":{\"name\":\"N\",\"role\":\"r\"},\"b\":{\"role\":\"r\"}}}",
	        "{\"contacts\":{\"a\":{\"name\":\"***\",\"role\":\"r\"},\"b\":{\"role\":\"r\"}}}\n"},
	    {"{\"clocks\":{\"a.b\":{\"verdict\":\"met\"}}}",
	        "{\"clocks\":{\"a.b\":{\"verdict\":\"met\"}}}\n"},
	    /* where the items cannot be told apart, or are none, all of it goes */
	    {"{\"contacts\":{\"a.b\":{\"name\":\"N\"}}}", "{\"contacts\":\"***\"}\n"},
	    {"{\"contacts\":[{\"name\":\"N\"}]}", "{\"contacts\":\"***\"}\n"},
	    {"{\"contacts\":\"N\"}", "{\"contacts\":\"***\"}\n"},
	};
	const struct crm_writer_opts o = {.format = CRM_FMT_JSONL, .mask = &schema};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		write_one(&o, rows[i].in, &b);
		assert_string_equal(crm_buf_str(&b), rows[i].out);
	}
	crm_buf_release(&b);
}

static void mask_columns(void **state)
{
	static const struct crm_column columns[] = {{.name = "id"}, {.name = "phone"},
	    {.name = "price", .right = true}, {.name = "address.street"}, {.name = "contacts"},
	    {.name = "contacts.a"}, {.name = "contacts.a.name"}, {.name = "contacts.a.role"},
	    {.name = "clocks"}, {.name = "x"}};
	const struct crm_writer_opts o = {
	    .format = CRM_FMT_CSV, .columns = columns, .n = COUNT(columns), .mask = &schema};
	struct crm_cell cells[COUNT(columns)];
	struct crm_buf b = CRM_BUF_INIT;
	FILE *f = tmpfile();
	struct crm_writer *w = crm_writer_new(fileno(f), &o);

	(void)state;
	for (size_t i = 0; i < COUNT(columns); i++)
		cells[i] = crm_cell_text("v");
	crm_writer_row(w, cells);
	cells[1] = crm_cell_absent();
	crm_writer_row(w, cells);
	assert_int_equal(crm_writer_end(w, NULL), 0);
	written(fileno(f), &b);
	(void)fclose(f);
	assert_non_null(strstr(crm_buf_str(&b), "\nv,***,***,***,***,***,***,v,v,v\n"));
	assert_non_null(strstr(crm_buf_str(&b), "\nv,,***,***,***,***,***,v,v,v\n"));
	/* the same by records */
	write_one(&o,
	    "{\"id\":\"v\",\"phone\":\"p\",\"address\":{\"street\":\"s\"},"
	    "\"contacts\":{\"a\":{\"name\":\"N\",\"role\":\"r\"}}}",
	    &b);
	assert_null(strchr(crm_buf_str(&b), 'N'));
	assert_non_null(strstr(crm_buf_str(&b), ",***,r,"));
	crm_buf_release(&b);
}

/* What was dumped before is written as it is, among others. */
static void texts(void **state)
{
	static const struct {
		enum crm_format format;
		const char *out;
	} rows[] = {
	    {CRM_FMT_JSONL, "{\"a\":1}\n{\"b\":\"中\"}\n"},
	    {CRM_FMT_JSON, "[\n{\"a\":1},\n{\"b\":\"中\"}\n]\n"},
	};
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_writer_opts o = {.format = rows[i].format};
		struct crm_record *r = record_of("{\"a\":1}");
		FILE *f = tmpfile();
		struct crm_writer *w = crm_writer_new(fileno(f), &o);

		crm_writer_record(w, r);
		crm_writer_text(w, "{\"b\":\"中\"}!", strlen("{\"b\":\"中\"}"));
		assert_int_equal(crm_writer_end(w, NULL), 0);
		written(fileno(f), &b);
		assert_string_equal(crm_buf_str(&b), rows[i].out);
		(void)fclose(f);
		crm_record_free(r);
	}
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(records),
	    cmocka_unit_test(mask),
	    cmocka_unit_test(mask_columns),
	    cmocka_unit_test(texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
