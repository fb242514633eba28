/*
 * lib/io/writer.h: rows of cells as JSON Lines, JSON, CSV and table; errors of writing.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>

#include "tests/unit/writer_util.h"

#define MOST 5

/* Rows of cells in each format; a row whose first cell is NULL ends them. */
struct sample {
	struct crm_column columns[MOST];
	size_t n;
	struct crm_cell cells[3][MOST];
	size_t rows;
	struct crm_writer_opts o;
	const char *out;
};

static void check(const struct sample *s)
{
	struct crm_writer_opts o = s->o;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	FILE *f = tmpfile();
	struct crm_writer *w;

	o.columns = s->columns;
	o.n = s->n;
	w = crm_writer_new(fileno(f), &o);
	for (size_t i = 0; i < s->rows; i++)
		crm_writer_row(w, s->cells[i]);
	assert_int_equal(crm_writer_end(w, &e), 0);
	written(fileno(f), &b);
	assert_string_equal(crm_buf_str(&b), s->out);
	(void)fclose(f);
	crm_buf_release(&b);
}

#define JSONL                           \
	{                               \
		.format = CRM_FMT_JSONL \
	}
#define JSON                           \
	{                              \
		.format = CRM_FMT_JSON \
	}
#define CSV                           \
	{                             \
		.format = CRM_FMT_CSV \
	}
#define TABLE                           \
	{                               \
		.format = CRM_FMT_TABLE \
	}

static void json(void **state)
{
	const struct crm_dec half = {50, 2};
	const struct crm_instant at = {0, 0};
	struct crm_cell odd = crm_cell_dec((struct crm_dec){7, 0});
	struct crm_cell nested = crm_cell_text("{\"a\":\n[1,\"é\"]}");
	struct crm_cell bad = crm_cell_text("31.2.");

	odd.text = "007";
	odd.len = 3;
	nested.type = CRM_T_NESTED;
	bad.type = CRM_T_BAD;
	const struct sample rows[] = {
	    /* nested again, in column order; absent cells left out, null on request */
	    {{{.name = "id"}, {.name = "c.a.x"}, {.name = "n"}, {.name = "c.b"}, {.name = "c.a.y"}},
	        5,
	        {{crm_cell_text("1"), crm_cell_text("2"), crm_cell_text("3"), crm_cell_text("4"),
	             crm_cell_text("5")},
	            {crm_cell_text("1"), crm_cell_absent(), crm_cell_absent(), crm_cell_absent(),
	                crm_cell_text("5")},
	            {crm_cell_absent(), crm_cell_absent(), crm_cell_text("3"), crm_cell_absent(),
	                crm_cell_absent()}},
	        3, JSONL,
	        "{\"id\":\"1\",\"c\":{\"a\":{\"x\":\"2\",\"y\":\"5\"},\"b\":\"4\"},\"n\":\"3\"}\n"
	        "{\"id\":\"1\",\"c\":{\"a\":{\"y\":\"5\"}}}\n"
	        "{\"n\":\"3\"}\n"},
	    {{{.name = "a", .null = true}, {.name = "b.c", .null = true}, {.name = "b.d"}}, 3,
	        {{crm_cell_absent(), crm_cell_absent(), crm_cell_absent()}}, 1, JSONL,
	        "{\"a\":null,\"b\":{\"c\":null}}\n"},
	    /* a name given twice, and one in another's way */
	    {{{.name = "a"}, {.name = "a"}, {.name = "a.b"}, {.name = "c.d"}, {.name = "c"}}, 5,
	        {{crm_cell_text("1"), crm_cell_text("2"), crm_cell_text("3"), crm_cell_text("4"),
	            crm_cell_text("5")}},
	        1, JSONL, "{\"a\":\"1\",\"a.b\":\"3\",\"c\":{\"d\":\"4\"}}\n"},
	    /* numbers only where the column says so */
	    {{{.name = "i", .right = true}, {.name = "j"}, {.name = "d", .right = true},
	         {.name = "e", .right = true}, {.name = "t", .right = true}},
	        5,
	        {{crm_cell_int(-12), crm_cell_int(3), crm_cell_dec(half), odd, crm_cell_text("5")}},
	        1, JSON, "[\n{\"i\":-12,\"j\":\"3\",\"d\":0.50,\"e\":7,\"t\":\"5\"}\n]\n"},
	    {{{.name = "b"}, {.name = "n"}, {.name = "at"}, {.name = "day"}, {.name = "x"}}, 5,
	        {{crm_cell_bool(true), nested, crm_cell_instant(at), crm_cell_date(1), bad}}, 1,
	        JSONL,
	        "{\"b\":true,\"n\":{\"a\": [1,\"é\"]},\"at\":\"1970-01-01T00:00:00Z\","
	        "\"day\":\"1970-01-02\",\"x\":\"31.2.\"}\n"},
	    {{{.name = "a"}}, 1, {{crm_cell_text("x")}, {crm_cell_absent()}}, 2, JSON,
	        "[\n{\"a\":\"x\"},\n{}\n]\n"},
	    {{{.name = "a"}}, 1, {{crm_cell_absent()}}, 0, JSON, "[]\n"},
	    {{{.name = "a"}}, 1, {{crm_cell_absent()}}, 0, JSONL, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i]);
}

static void json_strings(void **state)
{
	static const struct {
		const char *text;
		size_t len;
		const char *plain, *terminal;
	} rows[] = {
	    {"a", 1, "\"a\"", "\"a\""},
	    {"", 0, "\"\"", "\"\""},
	    {"\"\\/", 3, "\"\\\"\\\\/\"", "\"\\\"\\\\/\""},
	    {"\b\f\n\r\t", 5, "\"\\b\\f\\n\\r\\t\"", "\"\\b\\f\\n\\r\\t\""},
	    {"\x1b[\0\x01", 4, "\"\\u001B[\\u0000\\u0001\"", "\"\\u001B[\\u0000\\u0001\""},
	    {"\x7f", 1, "\"\x7f\"", "\"\\u007F\""},
	    {"中", 3, "\"中\"", "\"中\""},
	    {"\xf0\x9f\x98\x80", 4, "\"\xf0\x9f\x98\x80\"", "\"\xf0\x9f\x98\x80\""},
	    {"\u202e\xc2\x9b", 5, "\"\u202e\xc2\x9b\"", "\"\\u202E\\u009B\""},
	    {"a\xff\xc3", 3, "\"a\ufffd\ufffd\"", "\"a\ufffd\ufffd\""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (int terminal = 0; terminal < 2; terminal++) {
			struct sample s = {{{.name = "x"}}, 1,
			    {{crm_cell_textn(rows[i].text, rows[i].len)}}, 1,
			    {.format = CRM_FMT_JSONL, .terminal = terminal == 1}, NULL};
			struct crm_buf want = CRM_BUF_INIT;

			crm_buf_addf(&want, "{\"x\":%s}\n",
			    terminal == 1 ? rows[i].terminal : rows[i].plain);
			s.out = crm_buf_str(&want);
			check(&s);
			crm_buf_release(&want);
		}
	}
}

static void csv(void **state)
{
	const struct crm_dec minus = {-150, 2};
	struct crm_cell nested = crm_cell_text("{\"a\":1}");

	nested.type = CRM_T_NESTED;
	const struct sample rows[] = {
	    {{{.name = "id", .head = "Id"}, {.name = "c.x"}, {.name = "n"}}, 3,
	        {{crm_cell_text("a b"), crm_cell_absent(), crm_cell_dec(minus)},
	            {crm_cell_text("x,\"y\n"), crm_cell_bool(false), nested}},
	        2, CSV, "id,c.x,n\na b,,-1.50\n\"x,\"\"y\n\",false,\"{\"\"a\"\":1}\"\n"},
	    {{{.name = "id"}}, 1, {{crm_cell_absent()}, {crm_cell_text("")}}, 2, CSV,
	        "id\n\"\"\n\"\"\n"},
	    {{{.name = "id"}, {.name = "x"}}, 2, {{crm_cell_absent()}}, 0, CSV, "id,x\n"},
	    /* guards by type, not by look */
	    {{{.name = "a"}, {.name = "b"}, {.name = "c", .right = true},
	         {.name = "d", .right = true}, {.name = "e"}},
	        5,
	        {{crm_cell_text("=1+1"), crm_cell_dec(minus), crm_cell_text("-5"),
	            crm_cell_text("-x"), crm_cell_text("-5")}},
	        1, {.format = CRM_FMT_CSV, .excel = true},
	        "\xef\xbb\xbf"
	        "a,b,c,d,e\r\n'=1+1,-1.50,-5,'-x,'-5\r\n"},
	    {{{.name = "a"}, {.name = "b"}}, 2,
	        {{crm_cell_text("\x1b[1m\n"), crm_cell_text("中\u202e")}}, 1,
	        {.format = CRM_FMT_CSV, .terminal = true}, "a,b\n\"\\u{1B}[1m\n\",中\\u{202E}\n"},
	    {{{.name = "a"}}, 1, {{crm_cell_text("\x1b")}}, 1, CSV, "a\n\x1b\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i]);
}

static void table(void **state)
{
	const struct sample rows[] = {
	    {{{.name = "id"}, {.name = "n", .head = "Number", .right = true}, {.name = "x"},
	         {.name = "gone", .optional = true}},
	        4,
	        {{crm_cell_text("C-1"), crm_cell_int(5), crm_cell_text("a"), crm_cell_absent()},
	            {crm_cell_text("大众"), crm_cell_int(12345678), crm_cell_absent(),
	                crm_cell_text("")},
	            {crm_cell_absent(), crm_cell_absent(), crm_cell_text("b c"),
	                crm_cell_absent()}},
	        3, TABLE,
	        "id      Number  x\n"
	        "C-1          5  a\n"
	        "大众  12345678\n"
	        "                b c\n"},
	    /* nothing that moves the cursor, whether it is a terminal or not */
	    {{{.name = "a\x1b"}, {.name = "b", .optional = true}}, 2,
	        {{crm_cell_text("x\ny\tz\x1b"), crm_cell_text("\xc2\x9b")}}, 1, TABLE,
	        "a\\u{1B}              b\nx\\u{A}y\\u{9}z\\u{1B}  \\u{9B}\n"},
	    {{{.name = "a"}, {.name = "b"}}, 2, {{crm_cell_absent(), crm_cell_absent()}}, 1, TABLE,
	        "a  b\n\n"},
	    {{{.name = "a"}, {.name = "b"}}, 2, {{crm_cell_absent()}}, 0, TABLE, ""},
	    /* combining characters take no room */
	    {{{.name = "a"}, {.name = "b"}}, 2,
	        {{crm_cell_text("e\u0301"), crm_cell_text("1")},
	            {crm_cell_text("ee"), crm_cell_text("2")}},
	        2, TABLE, "a   b\ne\u0301   1\nee  2\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check(&rows[i]);
}

/* More than a block, in order, and all of it. */
static void many_rows(void **state)
{
	static const struct crm_column column = {.name = "n", .right = true};
	const struct crm_writer_opts o = {.format = CRM_FMT_JSONL, .columns = &column, .n = 1};
	struct crm_buf b = CRM_BUF_INIT, want = CRM_BUF_INIT;
	FILE *f = tmpfile();
	struct crm_writer *w = crm_writer_new(fileno(f), &o);

	(void)state;
	for (int i = 0; i < 50000; i++) {
		const struct crm_cell c = crm_cell_int(i);

		crm_writer_row(w, &c);
		crm_buf_addf(&want, "{\"n\":%d}\n", i);
		if (i == 3) { /* tail -f sees whole lines */
			crm_writer_flush(w);
			written(fileno(f), &b);
			assert_string_equal(crm_buf_str(&b), crm_buf_str(&want));
		}
	}
	assert_int_equal(crm_writer_end(w, NULL), 0);
	written(fileno(f), &b);
	assert_int_equal(b.len, want.len);
	assert_memory_equal(b.data, want.data, b.len);
	(void)fclose(f);
	crm_buf_release(&b);
	crm_buf_release(&want);
}

/* The first failure shows at the end; a reader that went away only where it should. */
static void failures(void **state)
{
	static const struct {
		bool pipe, survive;
		int rc;
		const char *text;
	} rows[] = {
	    {false, false, -1, "No space left on device"},
	    {false, true, -1, "No space left on device"},
	    {true, false, -1, "Broken pipe"},
	    {true, true, 0, ""},
	};
	static const struct crm_column column = {.name = "n"};

	(void)state;
	(void)signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_writer_opts o = {.format = CRM_FMT_CSV,
		    .columns = &column,
		    .n = 1,
		    .survive_pipe = rows[i].survive};
		struct crm_err e = CRM_ERR_INIT;
		struct crm_writer *w;
		int fd[2] = {-1, -1};

		if (rows[i].pipe) {
			assert_int_equal(pipe(fd), 0);
			close(fd[0]);
		} else {
			fd[1] = open("/dev/full", O_WRONLY | O_CLOEXEC);
		}
		w = crm_writer_new(fd[1], &o);
		for (int k = 0; k < 40000; k++) {
			const struct crm_cell c = crm_cell_text("text");

			crm_writer_row(w, &c);
		}
		assert_int_equal(crm_writer_end(w, &e), rows[i].rc);
		assert_int_equal(e.code, rows[i].rc == 0 ? 0 : CRM_IOERR);
		assert_non_null(strstr(e.text, rows[i].text));
		close(fd[1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(json),
	    cmocka_unit_test(json_strings),
	    cmocka_unit_test(csv),
	    cmocka_unit_test(table),
	    cmocka_unit_test(many_rows),
	    cmocka_unit_test(failures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
