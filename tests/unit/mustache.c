/*
 * lib/io/template/mustache.h beyond the specification's own tests (mustache_spec.c): strict mode, escapes,
 * bounds, and that a failed rendering gives nothing. What is no template: mustache_parse.c.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/data/doc.h"
#include "lib/data/record.h"
#include "lib/io/template/mustache.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_template *compiled(const char *text)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_template *t = NULL;

	if (crm_template_new(text, strlen(text), "letter", &t, &e) != 0)
		fail_msg("'%s': %s", text, e.text);
	return t;
}

static struct crm_doc *parsed(const char *json)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_doc_parse(json, strlen(json), &l, &d, &e) != 0)
		fail_msg("%s: %s", json, e.text);
	return d;
}

/* A partial of any name: ctx. */
static const struct crm_template *same_one(void *ctx, const char *name)
{
	(void)name;
	return ctx;
}

/* partial: NULL for none. */
static int render(const char *text, const char *json, const char *partial,
    const struct crm_template_opts *given, struct crm_buf *out, struct crm_err *e)
{
	struct crm_template *t = compiled(text), *p = partial != NULL ? compiled(partial) : NULL;
	struct crm_template_opts o = {0};
	struct crm_doc *d = parsed(json);
	int rc;

	if (given != NULL)
		o = *given;
	if (p != NULL) {
		o.partial = same_one;
		o.ctx = p;
	}
	rc = crm_template_render(t, d, &o, out, e);
	crm_doc_free(d);
	crm_template_free(p);
	crm_template_free(t);
	return rc;
}

static void gives(const char *text, const char *json, const char *partial,
    const struct crm_template_opts *o, const char *expected)
{
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (render(text, json, partial, o, &out, &e) != 0)
		fail_msg("'%s': %s", text, e.text);
	if (strcmp(crm_buf_str(&out), expected) != 0)
		fail_msg("'%s': '%s' instead of '%s'", text, crm_buf_str(&out), expected);
	crm_buf_release(&out);
}

/* Fails at that line and name, and what was in the buffer is all that is. */
static void fails(const char *text, const char *json, const char *partial,
    const struct crm_template_opts *o, long line, const char *field, const char *why)
{
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	crm_buf_addz(&out, "before");
	if (render(text, json, partial, o, &out, &e) == 0)
		fail_msg("'%s': rendered", text);
	assert_int_equal(e.code, CRM_BADINPUT);
	assert_string_equal(e.source, "letter");
	assert_int_equal(e.line, line);
	assert_string_equal(e.field, field);
	if (strstr(e.text, why) == NULL)
		fail_msg("'%s': %s", text, e.text);
	assert_int_equal(out.len, 6);
	assert_string_equal(out.data, "before");
	crm_buf_release(&out);
}

static void values(void **state)
{
	static const struct {
		const char *text, *json, *expected;
	} rows[] = {
	    {"", "{}", ""},
	    {"{{a}}", "{\"a\":\"1.10\"}", "1.10"},
	    {"{{a}}", "{\"a\":1.1}", "1.1"},
	    {"{{a}}", "{\"a\":-9007199254740991}", "-9007199254740991"},
	    {"{{a}} {{b}}", "{\"a\":true,\"b\":false}", "true false"},
	    {"{{a}}{{b}}", "{\"a\":[1],\"b\":{\"c\":1}}", ""},
	    {"{{{a}}}|{{&a}}|{{a}}", "{\"a\":\"<'&\\\">\"}", "<'&\">|<'&\">|&lt;'&amp;&quot;&gt;"},
	    {"\xe5\xae\xa2\xe6\x88\xb7\xef\xbc\x9a{{\xe5\xae\xa2\xe6\x88\xb7}}",
	        "{\"\xe5\xae\xa2\xe6\x88\xb7\":\"\xe7\x8e\x8b\"}",
	        "\xe5\xae\xa2\xe6\x88\xb7\xef\xbc\x9a\xe7\x8e\x8b"},
	    {"\xef\xbb\xbf{{a}}", "{\"a\":1}", "1"}, /* a BOM is no text */
	    {"{{ # a }}x{{ / a }}", "{\"a\":1}", "x"},
	    {"{{\na\n}}", "{\"a\":1}", "1"},
	    {"}} { {a}} }", "{}", "}} { {a}} }"},
	    {"{{=<% %>=}}{{a}}<%{a}%><%&a%>", "{\"a\":\"&\"}", "{{a}}&&"},
	    /* what is inside is found first, null hides what is outside */
	    {"{{#o}}{{a}}{{b}}{{/o}}", "{\"a\":1,\"b\":2,\"o\":{\"a\":3,\"b\":null}}", "3"},
	    {"{{#o}}{{o.a}}{{/o}}", "{\"o\":{\"a\":3}}", "3"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		gives(rows[i].text, rows[i].json, NULL, NULL, rows[i].expected);
}

/* False are: not there, null, false, an empty text, an empty list. */
static void truth(void **state)
{
	static const struct {
		const char *json, *expected;
	} rows[] = {
	    {"{}", "no"},
	    {"{\"a\":null}", "no"},
	    {"{\"a\":false}", "no"},
	    {"{\"a\":\"\"}", "no"},
	    {"{\"a\":[]}", "no"},
	    {"{\"a\":0}", "yes"},
	    {"{\"a\":{}}", "yes"},
	    {"{\"a\":\"0\"}", "yes"},
	    {"{\"a\":[null,false]}", "yesyes"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		gives("{{#a}}yes{{/a}}{{^a}}no{{/a}}", rows[i].json, NULL, NULL, rows[i].expected);
}

/* CRLF stays CRLF; a tag alone on a CRLF line takes its whole line. */
static void line_ends(void **state)
{
	(void)state;
	gives("a\r\n{{#x}}\r\n- {{.}}\r\n{{/x}}\r\nb\r\n", "{\"x\":[1,2]}", NULL, NULL,
	    "a\r\n- 1\r\n- 2\r\nb\r\n");
	gives("a\r\n  {{! c }} \t\r\nb", "{}", NULL, NULL, "a\r\nb");
	gives("a {{! c }}\nb", "{}", NULL, NULL, "a \nb");
	gives("{{! c }} {{! d }}\n", "{}", NULL, NULL, " \n");
	gives("{{! c }}\r", "{}", NULL, NULL, "\r"); /* a bare CR ends no line */
}

/* Each line of a partial alone on its line is indented, a value's own lines are not. */
static void indentation(void **state)
{
	(void)state;
	gives(
	    "  {{>p}}\n.", "{\"a\":\"1\\n2\"}", "x\n{{a}}\n\ny\n", NULL, "  x\n  1\n2\n  \n  y\n.");
	gives(" {{>p}}\n", "{\"l\":{\"l\":false}}", "{\n{{#l}}\n  {{>p}}\n{{/l}}\n}\n", NULL,
	    " {\n   {\n   }\n }\n");
	gives(" {{>p}}\n", "{}", "{{#no}}x{{/no}}y\n", NULL, " y\n");
	gives("- {{>p}}\n", "{}", "x\ny", NULL, "- x\ny\n");
}

static void plain_is_not_escaped(void **state)
{
	const struct crm_template_opts o = {.escape = crm_template_plain};

	(void)state;
	gives("{{a}}", "{\"a\":\"<b> & \\\"c\\\"\"}", NULL, &o, "<b> & \"c\"");
}

/* A value stays below its heading. */
static void text_is_indented(void **state)
{
	const struct crm_template_opts o = {.escape = crm_template_text};

	(void)state;
	gives("x: {{a}}\n", "{\"a\":\"1\\r\\n\\n2\\r3\\n\"}", NULL, &o, "x: 1\n\n      2\\u{D}3\n");
	gives("{{a}}{{b}}", "{\"a\":\"\\u001b\\u2028\\t\",\"b\":\"\"}", NULL, &o,
	    "\\u{1B}\\u{2028}\t");
}

static void strict_mode(void **state)
{
	const struct crm_template_opts o = {.strict = true};

	(void)state;
	fails("Dear\n {{customer.name}},", "{\"customer\":{}}", NULL, &o, 2, "customer.name",
	    "no value");
	fails("{{a}}{{{b}}}", "{\"a\":1}", NULL, &o, 1, "b", "no value");
	fails("{{&a}}", "{\"a\":null}", NULL, &o, 1, "a", "no value");
	fails("{{a}}", "{\"a\":[1]}", NULL, &o, 1, "a", "not a single value");
	fails("{{a}}", "{\"a\":{}}", NULL, &o, 1, "a", "not a single value");
	fails("{{#a}}\n{{.}}\n{{/a}}", "{\"a\":[1,null]}", NULL, &o, 2, ".", "no value");
	fails("x\n\n{{>sign}}", "{}", NULL, &o, 3, "sign", "no such partial");
	gives("{{#a}}x{{b}}{{/a}}{{^c}}y{{/c}}", "{}", NULL, &o, "y");
	gives("[{{a}}]", "{\"a\":\"\"}", NULL, &o, "[]"); /* said to be nothing */
	gives("[{{a}}{{b}}]", "{\"a\":0,\"b\":false}", NULL, &o, "[0false]");
}

/* The line and source of the template that the partial stands in, not of the one that calls it. */
static void strict_in_a_partial(void **state)
{
	const struct crm_template_opts strict = {.strict = true};

	(void)state;
	fails("{{>p}}", "{}", "\n\n{{x}}", &strict, 3, "x", "no value");
}

static void no_data(void **state)
{
	struct crm_template *t = compiled("a{{b}}{{.}}{{#c}}d{{/c}}{{>e}}");
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_template_render(t, NULL, NULL, &out, &e), 0);
	assert_string_equal(crm_buf_str(&out), "a");
	crm_buf_release(&out);
	crm_template_free(t);
	crm_template_free(NULL);
}

/* Text n times, then the other text n times. */
static char *repeated(const char *a, const char *middle, const char *b, size_t n)
{
	struct crm_buf s = CRM_BUF_INIT;

	for (size_t i = 0; i < n; i++)
		crm_buf_addz(&s, a);
	crm_buf_addz(&s, middle);
	for (size_t i = 0; i < n; i++)
		crm_buf_addz(&s, b);
	return crm_buf_take(&s);
}

static void endless_partial(void **state)
{
	(void)state;
	fails("{{>p}}", "{}", "\n{{>p}}", NULL, 2, "p", "partials within one another");
	fails("{{>p}}", "{}", "{{>p}}{{>p}}", NULL, 1, "p", "partials within one another");
}

/* A partial that calls itself once for each level of a tree. */
static void recursion_ends_at_64(void **state)
{
	static const char p[] = "{{#kids}}({{>p}}){{/kids}}";

	(void)state;
	for (size_t levels = 60; levels < 66; levels++) {
		char *json = repeated("{\"kids\":[", "{\"kids\":[]}", "]}", levels);
		char *expected = repeated("(", "", ")", levels);
		struct crm_doc *d = NULL;
		struct crm_limits l;
		struct crm_template *t = compiled(p);
		const struct crm_template_opts o = {.partial = same_one, .ctx = t};
		struct crm_buf out = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;

		crm_limits_init(&l);
		l.depth = 200;
		assert_int_equal(crm_doc_parse(json, strlen(json), &l, &d, &e), 0);
		assert_int_equal(
		    crm_template_render(t, d, &o, &out, &e), levels <= CRM_TEMPLATE_DEPTH ? 0 : -1);
		assert_string_equal(
		    crm_buf_str(&out), levels <= CRM_TEMPLATE_DEPTH ? expected : "");
		crm_buf_release(&out);
		crm_template_free(t);
		crm_doc_free(d);
		free(json);
		free(expected);
	}
}

static void sections_to_64(void **state)
{
	struct crm_template *t = NULL;
	struct crm_err e = CRM_ERR_INIT;
	char *text = repeated("{{#a}}", "x", "{{/a}}", CRM_TEMPLATE_DEPTH);

	(void)state;
	gives(text, "{\"a\":1}", NULL, NULL, "x");
	free(text);
	text = repeated("{{#a}}", "x", "{{/a}}", CRM_TEMPLATE_DEPTH + 1);
	assert_int_equal(crm_template_new(text, strlen(text), "letter", &t, &e), -1);
	assert_non_null(strstr(e.text, "more than 64 sections"));
	free(text);
}

/* A short template cannot give text without bound, nor work without text. */
static void output_is_bounded(void **state)
{
	struct crm_template_opts o = {.most = 12};
	char *text = repeated("{{#a}}", "", "{{/a}}", 40);

	(void)state;
	gives("0123456789", "{}", NULL, &o, "0123456789");
	fails("01234567890", "{}", NULL, &o, 0, "", "too much text");
	fails("{{#a}}{{/a}}", "{\"a\":[1,2,3,4,5,6,7,8,9,10,11,12]}", NULL, &o, 1, "a",
	    "too much text");
	o.most = 100000;
	fails(text, "{\"a\":[1,2]}", NULL, &o, 1, "a", "too much text");
	free(text);
}

static void huge(void **state)
{
	char *line = repeated("0123456789", "{{#l}}{{.}}\n{{/l}}", "abc\n", 200000);
	char *expected = repeated("0123456789", "1\n2\n", "abc\n", 200000);
	char *open = repeated("{{! {", "", "", 200000);
	struct crm_template *t = NULL;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	gives(line, "{\"l\":[1,2]}", NULL, NULL, expected);
	assert_int_equal(crm_template_new(open, strlen(open), "letter", &t, &e), -1);
	free(line);
	free(expected);
	free(open);
}

static void names_listed(void **state)
{
	static const char *const expected[] = {"a.b", "list", "name", "none"};
	static const size_t lines[] = {1, 2, 3, 5};
	struct crm_template *t =
	    compiled("{{a.b}}{{>head}}\n{{#list}}\n{{&name}}{{.}}{{a.b}}\n"
	             "{{/list}}\n{{^none}}{{{name}}}{{/none}}{{>foot}}{{>head}}");
	struct crm_map *names = crm_map_new(), *partials = crm_map_new();

	(void)state;
	crm_template_names(t, names);
	crm_template_partials(t, partials);
	assert_int_equal(crm_map_count(names), COUNT(expected));
	for (size_t i = 0; i < COUNT(expected); i++) {
		assert_string_equal(crm_map_key(names, i, NULL), expected[i]);
		assert_int_equal(*crm_map_value(names, i), lines[i]);
	}
	assert_int_equal(crm_map_count(partials), 2);
	assert_string_equal(crm_map_key(partials, 0, NULL), "head");
	assert_string_equal(crm_map_key(partials, 1, NULL), "foot");
	crm_map_free(names);
	crm_map_free(partials);
	crm_template_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(values),
	    cmocka_unit_test(truth),
	    cmocka_unit_test(line_ends),
	    cmocka_unit_test(indentation),
	    cmocka_unit_test(plain_is_not_escaped),
	    cmocka_unit_test(text_is_indented),
	    cmocka_unit_test(strict_mode),
	    cmocka_unit_test(strict_in_a_partial),
	    cmocka_unit_test(no_data),
	    cmocka_unit_test(endless_partial),
	    cmocka_unit_test(recursion_ends_at_64),
	    cmocka_unit_test(sections_to_64),
	    cmocka_unit_test(output_is_bounded),
	    cmocka_unit_test(huge),
	    cmocka_unit_test(names_listed),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
