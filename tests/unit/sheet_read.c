/*
 * lib/io/dossier/sheet_read.h: columns by their headings, whatever their order, case and delimiter; what
 * cannot be read is a fault with its line, and the rest is read.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/io/dossier/sheet_read.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const words[] = {"ok", "nok", NULL};
static const struct crm_field fields[] = {
    {.name = "no", .type = CRM_T_TEXT},
    {.name = "value", .type = CRM_T_DEC},
    {.name = "result", .type = CRM_T_TEXT, .words = words},
};
static const struct crm_schema schema = {"results", fields, COUNT(fields)};
static struct crm_limits limits;

static int setup(void **state)
{
	(void)state;
	crm_limits_init(&limits);
	return 0;
}

static int fd_of(const char *text, size_t len)
{
	FILE *f = tmpfile();
	int fd;

	assert_non_null(f);
	fd = dup(fileno(f));
	assert_int_equal(fclose(f), 0);
	assert_int_equal(crm_write_all(fd, text, len), 0);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* "[no value]2:1|0.5;" (columns, rows with their lines), then each fault as "!LINE COLUMN: TEXT". */
static void dump(const struct crm_sheet *s, struct crm_buf *out)
{
	crm_buf_addc(out, '[');
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (crm_sheet_has(s, (int)i))
			crm_buf_addf(out, "%s%s", out->len > 1 ? " " : "", fields[i].name);
	}
	crm_buf_addc(out, ']');
	for (size_t row = 0; row < crm_sheet_rows(s); row++) {
		crm_buf_addf(out, "%ld:", crm_sheet_line(s, row));
		for (size_t i = 0; i < COUNT(fields); i++)
			crm_buf_addf(out, "%s%s", i > 0 ? "|" : "", crm_sheet_text(s, row, (int)i));
		crm_buf_addc(out, ';');
	}
	for (size_t i = 0; i < crm_sheet_faults(s); i++) {
		const struct crm_sheet_fault *f = crm_sheet_fault(s, i);

		crm_buf_addf(out, "!%ld %s: %s", f->line, f->column, f->text);
	}
}

static void reads_as(const char *text, size_t len, const struct crm_sheet_heading *headings,
    size_t n, const char *expected)
{
	struct crm_buf out = CRM_BUF_INIT;
	int fd = fd_of(text, len);
	struct crm_sheet *s = crm_sheet_read(fd, "a/b.csv", &schema, headings, n, &limits);

	assert_string_equal(crm_sheet_source(s), "a/b.csv");
	dump(s, &out);
	assert_string_equal(crm_buf_str(&out), expected);
	assert_int_equal(fcntl(fd, F_GETFD), -1); /* it was closed */
	crm_sheet_free(s);
	crm_buf_release(&out);
}

struct row {
	const char *text, *expected;
};

static void tables(void **state)
{
	static const struct row rows[] = {
	    {"no,value,result\n1,0.5,ok\n", "[no value result]2:1|0.5|ok;"},
	    /* order, columns of no concern, delimiters, line ends, BOM */
	    {"remark,value,no\nx,0.5,1\n", "[no value]2:1|0.5|;"},
	    {"no;value\n1;0.5\n", "[no value]2:1|0.5|;"},
	    {"no\tvalue\n1\t0.5\n", "[no value]2:1|0.5|;"},
	    {"no;\"a,b,c\";value\r\n1;x;0.5\r\n", "[no value]2:1|0.5|;"},
	    {"\xef\xbb\xbfno,value\n1,0.5", "[no value]2:1|0.5|;"},
	    /* case and blanks of headings; of others than ASCII letters not */
	    {" NO ,\u00a0Value\u3000\n 1 , 0.5\n", "[no value]2:1|0.5|;"},
	    {"no.,values\n1,0.5\n", "[]2:||;"},
	    /* physical lines; rows without anything in them */
	    {"no,value\n\n\"1\n2\",0.5\n3,0.6\n", "[no value]3:1\n2|0.5|;5:3|0.6|;"},
	    {"no;value\n1;0.5\n;\n ; \n2;\n", "[no value]2:1|0.5|;5:2||;"},
	    {"no,value\n", "[no value]"},
	    {"", "[]!1 : a line of headings expected"},
	    {"\n\n", "[]!1 : a line of headings expected"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		reads_as(rows[i].text, strlen(rows[i].text), NULL, 0, rows[i].expected);
}

static void faults(void **state)
{
	static const struct row rows[] = {
	    /* a value: absent, the rest of its row stands */
	    {"no, VALUE ,result\n1,1.2.3,ok\n2,1,fine\n",
	        "[no value result]2:1||ok;3:2|1|;"
	        "!2 VALUE: '1.2.3': a decimal number like 12.50, of at most 18 digits expected"
	        "!3 result: 'fine': one of: ok, nok expected"},
	    /* a row: gone, the next ones stand */
	    {"no,value\n1\n2,0.5,x\n3,0.5\n",
	        "[no value]4:3|0.5|;!2 : has 1 columns, expected 2!3 : has 3 columns, expected 2"},
	    {"no,value\n\xd6l,1\n2,2\n",
	        "[no value]3:2|2|;!2 : column 1: 0xd6 is not UTF-8 (from Excel? save it as "
	        "UTF-8)"},
	    /* headings that cannot be read: nothing is */
	    {"no,L\xe4nge\n1,2\n",
	        "[]!1 : column 2: 0xe4 is not UTF-8 (from Excel? save it as UTF-8)"},
	    /* a heading twice: the first counts; of no concern: never mind */
	    {"no,value,No,x,x\n1,0.5,2,,\n",
	        "[no value]2:1|0.5|;!1 no: the heading of column 1 stands again over column 3"},
	    /* the end of what can be read */
	    {"no,value\n1,0.5\n2,\"x\n",
	        "[no value]2:1|0.5|;!3 : a quoted field begins here and "
	        "never ends"},
	};
	static const char nul[] = "no,value\n1,2\n3,\0\n";

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		reads_as(rows[i].text, strlen(rows[i].text), NULL, 0, rows[i].expected);
	reads_as(
	    nul, sizeof(nul) - 1, NULL, 0, "[no value]2:1|2|;!3 : a NUL byte: this is no text");
}

static void headings(void **state)
{
	static const struct crm_sheet_heading both[] = {
	    {"no", "Pos."}, {"value", "Messwert \u00d8 (mm)"}};
	static const struct crm_sheet_heading one[] = {{"no", "value"}};
	static const struct crm_sheet_heading none[] = {{"number", "Pos."}};
	static const char text[] = "POS.; Messwert \u00d8 (MM) ;no\n1;0.5;x\n";

	(void)state;
	reads_as(text, sizeof(text) - 1, both, 2, "[no value]2:1|0.5|;");
	/* its own name counts no longer; a column may be of two fields */
	reads_as("no,value\nx,1\n", 13, one, 1, "[no value]2:1|1|;");
	reads_as("no,value\n1,2\n", 13, both, 1,
	    "[value]2:|2|;!1 Pos.: no such heading, which is to be 'no'");
	reads_as("no,value\n1,2\n", 13, none, 1,
	    "[no value]2:1|2|;"
	    "!1 Pos.: 'number' is no column of results, one of: no, value, result");
}

/* Nobody's words are passed over, and none of them is a fault of the whole file. */
static void no_pairs(void **state)
{
	static const struct {
		struct crm_sheet_heading h;
		const char *fault;
	} rows[] = {
	    {{"Pos.", NULL},
	        "!1 Pos.: 'Pos.': COLUMN=HEADING expected, with a column of results: no, value, "
	        "result"},
	    {{"no", NULL},
	        "!1 no: 'no': COLUMN=HEADING expected, with a column of results: no, value, result"},
	    {{"", NULL},
	        "!1 columns: '': COLUMN=HEADING expected, with a column of results: no, value, "
	        "result"},
	    {{"", ""}, "!1 columns: '' is no column of results, one of: no, value, result"},
	    {{"x", ""}, "!1 x: 'x' is no column of results, one of: no, value, result"},
	};
	static const struct crm_sheet_heading empty[] = {{"no", ""}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		crm_buf_addf(&want, "[no value]2:1|2|;%s", rows[i].fault);
		reads_as("no,value\n1,2\n", 13, &rows[i].h, 1, crm_buf_str(&want));
		crm_buf_release(&want);
	}
	reads_as("no,value\n1,2\n", 13, empty, 1,
	    "[value]2:|2|;!1 no: no such heading, which is to be 'no'");
}

/* As many rows as the limit says; those with nothing in them do not count. */
static void limit(void **state)
{
	(void)state;
	limits.sheet_rows = 2;
	reads_as("no,value\n1,2\n,\n3,4\n,\n", strlen("no,value\n1,2\n,\n3,4\n,\n"), NULL, 0,
	    "[no value]2:1|2|;4:3|4|;");
	reads_as("no,value\n1,2\n3,4\n5,6\n7\n", strlen("no,value\n1,2\n3,4\n5,6\n7\n"), NULL, 0,
	    "[no value]2:1|2|;3:3|4|;!4 : more than 2 rows (--limit sheet-rows=ROWS)");
	crm_limits_init(&limits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tables),
	    cmocka_unit_test(faults),
	    cmocka_unit_test(headings),
	    cmocka_unit_test(no_pairs),
	    cmocka_unit_test(limit),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
