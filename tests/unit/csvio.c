/*
 * lib/io/csvio.h: RFC 4180 without trimming; physical line numbers; limits hold at the limit and
 * refuse one more; what is written reads back the same.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/io/csvio.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_limits limits;

static int setup(void **state)
{
	(void)state;
	crm_limits_init(&limits);
	return 0;
}

/* All rows as "LINE:cell|cell;", a bad one as "LINE!cell|cell;", then "FAIL" where it failed; the
 * last error's text in *e. */
static void all_rows(
    const char *data, size_t len, struct crm_csv_opts o, struct crm_buf *out, struct crm_err *e)
{
	struct crm_source *src;
	struct crm_csv *c;
	struct crm_csv_row row;
	enum crm_read rc;

	assert_int_equal(crm_source_memory("mem", data, len, NULL, &limits, &src, e), 0);
	c = crm_csv_new(src, &o);
	for (;;) {
		struct crm_err own = CRM_ERR_INIT;

		rc = crm_csv_row(c, &row, &own);
		if (rc == CRM_READ_BAD || rc == CRM_READ_FAIL) {
			assert_int_equal(own.code, CRM_BADINPUT);
			assert_string_equal(own.source, "mem");
			*e = own;
		}
		if (rc == CRM_READ_FAIL || rc == CRM_READ_END)
			break;
		crm_buf_addi(out, row.line);
		crm_buf_addc(out, rc == CRM_READ_OK ? ':' : '!');
		for (size_t i = 0; i < row.n; i++) {
			if (i > 0)
				crm_buf_addc(out, '|');
			assert_int_equal(row.cells[i][row.lens[i]], '\0');
			crm_buf_add(out, row.cells[i], row.lens[i]);
		}
		crm_buf_addc(out, ';');
	}
	if (rc == CRM_READ_FAIL) {
		crm_buf_addz(out, "FAIL");
		/* for ever */
		assert_int_equal(crm_csv_row(c, &row, NULL), CRM_READ_FAIL);
	} else {
		assert_int_equal(crm_csv_row(c, &row, NULL), CRM_READ_END);
	}
	crm_csv_free(c);
	crm_source_free(src);
}

static void rows(void **state)
{
	static const struct {
		const char *data, *rows;
		struct crm_csv_opts o;
	} table[] = {
	    {"", "", {0, false}},
	    {"\n\r\n\r", "", {0, false}},
	    {"a,b\n1,2\n", "1:a|b;2:1|2;", {0, false}},
	    {"a,b\n1,2", "1:a|b;2:1|2;", {0, false}},
	    {"a,b\r\n1,2\r\n", "1:a|b;2:1|2;", {0, false}},
	    {"a,b\r1,2\r", "1:a|b;2:1|2;", {0, false}},
	    {"a,b\r1,2\n3,4\r\n5,6", "1:a|b;2:1|2;3:3|4;4:5|6;", {0, false}},
	    /* nothing is trimmed */
	    {" a ,\tb\t\n", "1: a |\tb\t;", {0, false}},
	    {"a;b,c\n", "1:a|b,c;", {';', false}},
	    {"a\tb\n", "1:a|b;", {'\t', false}},
	    {",\n", "1:|;", {0, false}},
	    {"\"\"", "1:;", {0, false}},
	    {"\"\"\n\"\"\n", "1:;2:;", {0, false}},
	    {"a\n\n\nb\n", "1:a;4:b;", {0, false}},
	    {"a\r\r\rb\r", "1:a;4:b;", {0, false}},
	    {"a\r\n\r\nb\r\n", "1:a;3:b;", {0, false}},
	    /* line ends inside quotes count, each once */
	    {"\"a\nb\r\nc\rd\",x\ny,z\n", "1:a\nb\r\nc\rd|x;5:y|z;", {0, false}},
	    {"\"\r\",x\ny,z\n", "1:\r|x;3:y|z;", {0, false}},
	    {"\"\r\n\n\",x\ny,z\n", "1:\r\n\n|x;4:y|z;", {0, false}},
	    {"\"a\"\"b\",\"\"\"\"\n", "1:a\"b|\";", {0, false}},
	    {"\"a,b\",c\n", "1:a,b|c;", {0, false}},
	    {"\xef\xbb\xbf\"a\",b\n", "1:a|b;", {0, false}},
	    /* exactly one guard, and only a guard */
	    {"'=1,''=1,'a,','',\"'\t\"\n", "1:=1|'=1|'a|'|'|\t;", {0, true}},
	    {"'-5,'+5,'@x,-5\n", "1:-5|+5|@x|-5;", {0, true}},
	    {"'\xef\xbc\x9d"
	     "1,\"'\r\",\"'\n\"\n",
	        "1:\xef\xbc\x9d"
	        "1|\r|\n;",
	        {0, true}},
	    {"'=1,''\n", "1:'=1|'';", {0, false}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		all_rows(table[i].data, strlen(table[i].data), table[i].o, &b, &e);
		assert_string_equal(crm_buf_str(&b), table[i].rows);
		assert_int_equal(e.code, 0);
		crm_buf_release(&b);
	}
}

static void refused(void **state)
{
	static const struct {
		const char *data;
		size_t len; /* 0: strlen */
		const char *rows;
		long line;
		const char *text;
	} table[] = {
	    {"a,b\n1\n3,4\n", 0, "1:a|b;2!1;3:3|4;", 2, "has 1 columns, expected 2"},
	    {"a\n1,2\n", 0, "1:a;2!1|2;", 2, "has 2 columns, expected 1"},
	    {"a\nx\"y\n", 0, "1:a;FAIL", 2, "a quote inside a field that is not quoted"},
	    {"a\n\"x\"y\n", 0, "1:a;FAIL", 2, "text after a closing quote"},
	    {"a\n\"x\" ,y\n", 0, "1:a;FAIL", 2, "text after a closing quote"},
	    {"a\n\"x\n\ny\"z\n", 0, "1:a;FAIL", 4, "text after a closing quote"},
	    {"a\n\n\"x\ny\nz\n", 0, "1:a;FAIL", 3, "a quoted field begins here and never ends"},
	    {"\"", 0, "FAIL", 1, "a quoted field begins here and never ends"},
	    /* the field that is open, not an earlier one, nor a doubled quote */
	    {"\"a\",\"b\nc\",\"d\n\n", 0, "FAIL", 2, "a quoted field begins here and never ends"},
	    {"\"a\n\"\"\nb", 0, "FAIL", 1, "a quoted field begins here and never ends"},
	    {"\"a\n\"\"\"\"\nb", 0, "FAIL", 1, "a quoted field begins here and never ends"},
	    {"a\nb\0c\n", 6, "1:a;FAIL", 2, "a NUL byte: this is no text"},
	    {"a\n\0", 3, "1:a;FAIL", 2, "a NUL byte: this is no text"},
	    {"a,b\nx,\xd6\xd0\ny,z\n", 0, "1:a|b;2!;3:y|z;", 2,
	        "column 2: 0xd6 is not UTF-8 (from Excel? try --encoding gb18030)"},
	    /* a character does not lie across two cells */
	    {"\xc3,\xa4\n", 0, "1!;", 1,
	        "column 1: 0xc3 is not UTF-8 (from Excel? try --encoding gb18030)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;
		size_t len = table[i].len > 0 ? table[i].len : strlen(table[i].data);

		all_rows(table[i].data, len, (struct crm_csv_opts){0, false}, &b, &e);
		assert_string_equal(crm_buf_str(&b), table[i].rows);
		assert_int_equal(e.line, table[i].line);
		assert_string_equal(e.text, table[i].text);
		crm_buf_release(&b);
	}
}

static void limit(void **state)
{
	static const struct {
		size_t field, columns, record;
		const char *data, *rows, *text;
	} table[] = {
	    {3, 9, 99, "a,b\n123,\"1\"\"3\"\n", "1:a|b;2:123|1\"3;", ""},
	    {3, 9, 99, "a,b\n1,1234\n5,6\n", "1:a|b;2!1|1234;3:5|6;",
	        "column 2 is longer than 3 bytes (--limit csv-field=BYTES)"},
	    {9, 2, 99, "a,b\n1,2\n", "1:a|b;2:1|2;", ""},
	    {9, 2, 99, "a,b,c\n1,2,3\n", "FAIL",
	        "has 3 columns, at most 2 (--limit csv-columns=N)"},
	    {9, 2, 99, "a,b\n1,2,3\n4,5\n", "1:a|b;2!1|2;3:4|5;", "has 3 columns, expected 2"},
	    {9, 9, 5, "12,45\r\n12,45", "1:12|45;2:12|45;", ""},
	    {9, 9, 5, "12,45\n12,456\n", "1:12|45;FAIL",
	        "row is longer than 5 bytes (--limit csv-record=BYTES)"},
	    {9, 9, 5, "12,456", "FAIL", "row is longer than 5 bytes (--limit csv-record=BYTES)"},
	    {9, 9, 5, "\"12\n4\n6\n", "FAIL",
	        "row is longer than 5 bytes, a quoted field begins on line 1"
	        " (--limit csv-record=BYTES)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct crm_buf b = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		limits.csv_field = table[i].field;
		limits.csv_columns = table[i].columns;
		limits.csv_record = table[i].record;
		all_rows(
		    table[i].data, strlen(table[i].data), (struct crm_csv_opts){0, false}, &b, &e);
		assert_string_equal(crm_buf_str(&b), table[i].rows);
		assert_string_equal(e.text, table[i].text);
		crm_buf_release(&b);
	}
	crm_limits_init(&limits);
}

/* An endless field costs no more memory than the limit. */
static void endless_field(void **state)
{
	struct crm_buf in = CRM_BUF_INIT, b = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	crm_buf_addz(&in, "a\n\"");
	for (size_t i = 0; i < 3 * limits.csv_record; i++)
		crm_buf_addc(&in, i % 1000 == 0 ? '\n' : 'x');
	all_rows(in.data, in.len, (struct crm_csv_opts){0, false}, &b, &e);
	assert_string_equal(crm_buf_str(&b), "1:a;FAIL");
	assert_non_null(
	    strstr(e.text, "longer than 1048576 bytes, a quoted field begins on line 2"));
	crm_buf_release(&in);
	crm_buf_release(&b);
}

static void cells(void **state)
{
	static const struct {
		const char *text, *plain, *excel;
		bool number;
	} table[] = {
	    {"", "", "", false},
	    {"a", "a", "a", false},
	    {"a b", "a b", "a b", false},
	    {" a", "\" a\"", "\" a\"", false},
	    {"a\t", "\"a\t\"", "\"a\t\"", false},
	    {"a,b", "\"a,b\"", "\"a,b\"", false},
	    {"a;b", "a;b", "a;b", false},
	    {"a\"b", "\"a\"\"b\"", "\"a\"\"b\"", false},
	    {"\"", "\"\"\"\"", "\"\"\"\"", false},
	    {"a\nb", "\"a\nb\"", "\"a\nb\"", false},
	    {"a\rb", "\"a\rb\"", "\"a\rb\"", false},
	    {"\xef\xbb\xbf"
	     "a",
	        "\"\xef\xbb\xbf"
	        "a\"",
	        "\"\xef\xbb\xbf"
	        "a\"",
	        false},
	    {"=1", "=1", "'=1", false},
	    {"+1", "+1", "'+1", false},
	    {"-1", "-1", "'-1", false},
	    {"-1", "-1", "-1", true},
	    {"@x", "@x", "'@x", false},
	    {"\tx", "\"\tx\"", "'\tx", false},
	    {"\rx", "\"\rx\"", "\"'\rx\"", false},
	    {"\nx", "\"\nx\"", "\"'\nx\"", false},
	    {"'x", "'x", "''x", false},
	    {"\uff1dx", "\uff1dx", "'\uff1dx", false},
	    {"\uff0bx", "\uff0bx", "'\uff0bx", false},
	    {"\uff0dx", "\uff0dx", "'\uff0dx", false},
	    {"\uff20x", "\uff20x", "'\uff20x", false},
	    {"\uff21x", "\uff21x", "\uff21x", false},
	    {"a=1", "a=1", "a=1", false},
	    {" =1", "\" =1\"", "\" =1\"", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct crm_buf b = CRM_BUF_INIT;
		size_t len = strlen(table[i].text);

		crm_csv_cell(&b, table[i].text, len, 0, false, table[i].number);
		assert_string_equal(crm_buf_str(&b), table[i].plain);
		crm_buf_clear(&b);
		crm_csv_cell(&b, table[i].text, len, ',', true, table[i].number);
		assert_string_equal(crm_buf_str(&b), table[i].excel);
		crm_buf_release(&b);
	}
}

/* Whatever is written reads back the same, by every delimiter, guarded or not. */
static void round_trip(void **state)
{
	static const char *const parts[] = {",", ";", "\t", "\"", "\n", "\r", " ", "'", "=", "-",
	    "a", "\uff1d", "\u4e2d", "\xef\xbb\xbf"};
	static const char delimiters[] = ",;\t";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct crm_csv_opts o = {delimiters[round % 3], round % 2 == 0};
		struct crm_buf in = CRM_BUF_INIT, b = CRM_BUF_INIT, want = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		crm_buf_addz(&want, "1:");
		for (int cell = 0; cell < 3; cell++) {
			struct crm_buf text = CRM_BUF_INIT;

			for (int k = 0; k < 4; k++) {
				seed = seed * 1103515245u + 12345u;
				if (seed >> 30 != 0)
					crm_buf_addz(&text, parts[(seed >> 16) % COUNT(parts)]);
			}
			if (cell > 0) {
				crm_buf_addc(&in, o.delimiter);
				crm_buf_addc(&want, '|');
			}
			crm_csv_cell(
			    &in, crm_buf_str(&text), text.len, o.delimiter, o.excel, false);
			crm_buf_add(&want, crm_buf_str(&text), text.len);
			crm_buf_release(&text);
		}
		crm_buf_addz(&in, round % 5 == 0 ? "\r\n" : "\n");
		crm_buf_addc(&want, ';');
		all_rows(in.data, in.len, o, &b, &e);
		assert_string_equal(crm_buf_str(&b), crm_buf_str(&want));
		crm_buf_release(&in);
		crm_buf_release(&b);
		crm_buf_release(&want);
	}
}

/* 10,324 rows of a real file: BOM, bare CR line ends, 33 columns. */
static void bare_cr_file(void **state)
{
	const char *shared = getenv("SHARED");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_csv_opts o = {0, false};
	struct crm_csv_row row;
	struct crm_source *src;
	struct crm_csv *c;
	long n = 0;

	(void)state;
	crm_buf_addf(&path, "%s/data/deliveries/scms.csv", shared != NULL ? shared : "");
	if (access(crm_buf_str(&path), R_OK) != 0) {
		crm_buf_release(&path);
		skip();
	}
	assert_int_equal(crm_source_open(crm_buf_str(&path), NULL, &limits, &src, &e), 0);
	c = crm_csv_new(src, &o);
	while (crm_csv_row(c, &row, &e) == CRM_READ_OK) {
		assert_int_equal(row.n, 33);
		if (n++ == 0)
			assert_string_equal(row.cells[0], "ID");
	}
	assert_int_equal(e.code, 0);
	assert_int_equal(n, 10325);
	crm_csv_free(c);
	crm_csv_free(NULL);
	crm_source_free(src);
	crm_buf_release(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(limit),
	    cmocka_unit_test(endless_field),
	    cmocka_unit_test(cells),
	    cmocka_unit_test(round_trip),
	    cmocka_unit_test(bare_cr_file),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
