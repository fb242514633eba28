/*
 * lib/io/template/mustache.h: what is no template, and the line that the message names.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/io/template/mustache.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void refused_with_line(void **state)
{
	static const struct {
		const char *text;
		long line;
		const char *why;
	} rows[] = {
	    {"a\n{{#b}}\nc\n", 2, "section 'b' is not closed"},
	    {"{{#a}}\n{{#b}}\n{{/a}}\n", 3, "'a' is closed but 'b' of line 2 is open"},
	    {"\n\n{{^a}}{{/ab}}", 3, "'ab' is closed but 'a' of line 3 is open"},
	    {"a\r\n{{/b}}", 2, "'b' is closed but no section is open"},
	    {"\n{{a", 2, "without its end, '}}' expected"},
	    {"\n{{{a}}\n", 2, "without its end, '}}}' expected"},
	    {"{{! never\nended }", 1, "without its end, '}}' expected"},
	    {"{{=<% %>=}}\n<%=| |%>", 2, "without its end, '=%>' expected"},
	    {"\n{{==}}", 2, "two delimiters expected"},
	    {"{{=|=}}", 1, "two delimiters expected"},
	    {"{{=a b c=}}", 1, "two delimiters expected"},
	    {"{{=a= b=}}", 1, "two delimiters expected"},
	    {"{{=123456789012345678901234567890123 b=}}", 1, "two delimiters expected"},
	    {"a\n{{ }}", 2, "a tag without a name: '{{ }}'"},
	    {"{{#}}{{/}}", 1, "a tag without a name"},
	    {"{{>}}", 1, "a tag without a name"},
	    {"{{a b}}", 1, "a name cannot hold blanks: '{{a b}}'"},
	    {"{{a {{b}}", 1, "a name cannot hold blanks"},
	    {"{{.a}}", 1, "dot"},
	    {"{{a.}}", 1, "dot"},
	    {"{{a..b}}", 1, "dot"},
	    {"{{<a}}{{/a}}", 1, "inheritance"},
	    {"{{$a}}{{/a}}", 1, "inheritance"},
	    {"a\n\xff", 2, "not UTF-8"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_template *t = NULL;
		struct crm_err e = CRM_ERR_INIT;

		if (crm_template_new(rows[i].text, strlen(rows[i].text), "letter", &t, &e) == 0)
			fail_msg("'%s': accepted", rows[i].text);
		assert_null(t);
		assert_int_equal(e.code, CRM_BADINPUT);
		assert_string_equal(e.source, "letter");
		if (e.line != rows[i].line || strstr(e.text, rows[i].why) == NULL)
			fail_msg("'%s': line %ld: %s", rows[i].text, e.line, e.text);
	}
}

static void nul_refused(void **state)
{
	struct crm_template *t = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_template_new("a\nb\0\xff", 5, "letter", &t, &e), -1);
	assert_null(t);
	assert_int_equal(e.line, 2);
	assert_string_equal(e.text, "a NUL byte, text expected");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refused_with_line),
	    cmocka_unit_test(nul_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
