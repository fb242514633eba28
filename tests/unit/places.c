/* lib/data/places.h: the line of each value's name, found by JSON Pointer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/places.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char text[] = "\n"
                           "{ \"a\": 1, \"o\": {\n"
                           "  \"b\"\n"
                           "    : [true,\n"
                           "\n"
                           "   {\"c/d\": null}, [ ],\n"
                           "   -1.5e3 ],\n"
                           "  \"~\": \"x\\\"\\\\\", \"\": {},\r\n"
                           "  \"\\u00e4\\/\\ud83d\\ude00\": \"{\"\n"
                           "} }\n";

static void lines(void **state)
{
	static const struct {
		const char *pointer;
		long line;
	} rows[] = {
	    {"", 2}, {"/a", 2}, {"/o", 2}, {"/o/b", 3}, /* the name, not the value */
	    {"/o/b/0", 4}, {"/o/b/1", 6}, {"/o/b/1/c~1d", 6}, {"/o/b/2", 6}, {"/o/b/3", 7},
	    {"/o/~0", 8}, {"/o/", 8}, {"/o/\xc3\xa4~1\xf0\x9f\x98\x80", 9},
	    /* none */
	    {"/b", 0}, {"/o/b/4", 0}, {"/o/b/00", 0}, {"/o/b/-", 0}, {"/o/c", 0}, {"/a/a", 0},
	    {"/o//", 0}, {"a", 0}, {"/o/~", 8}, /* a tilde that escapes nothing is one */
	};
	struct crm_places *p = crm_places_new(text, strlen(text));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		long line = crm_places_line(p, rows[i].pointer);

		if (line != rows[i].line)
			fail_msg("'%s': line %ld", rows[i].pointer, line);
	}
	crm_places_free(p);
	crm_places_free(NULL);
}

/* Names that look alike where they are joined. */
static void names_apart(void **state)
{
	static const char json[] =
	    "{\"a\":{\"b\":1},\n\"a/b\":2,\n\"a~1b\":3,\n\"a~1\":{\n\"b\":4}}";
	struct crm_places *p = crm_places_new(json, strlen(json));

	(void)state;
	assert_int_equal(crm_places_line(p, "/a/b"), 1);
	assert_int_equal(crm_places_line(p, "/a~1b"), 2);
	assert_int_equal(crm_places_line(p, "/a~01b"), 3);
	assert_int_equal(crm_places_line(p, "/a~01/b"), 5);
	crm_places_free(p);
}

static void walked_down(void **state)
{
	struct crm_places *p = crm_places_new(text, strlen(text));
	size_t o = crm_places_below(p, 0, "o", 1), b;

	(void)state;
	b = crm_places_below(p, o, "b and more", 1);
	assert_int_equal(crm_places_at(p, b), 3);
	assert_int_equal(crm_places_at(p, crm_places_below(p, b, "3", 1)), 7);
	assert_int_equal(crm_places_below(p, o, "none", 4), CRM_PLACES_NONE);
	assert_int_equal(crm_places_below(p, CRM_PLACES_NONE, "", 0), CRM_PLACES_NONE);
	assert_int_equal(crm_places_at(p, CRM_PLACES_NONE), 0);
	crm_places_free(p);
}

/* What is no JSON has no places. */
static void no_json(void **state)
{
	static const char *const rows[] = {"", " \n", "{", "{\"a\"", "{\"a\":", "{\"a\":}",
	    "{\"a\":1", "{\"a\":1,}", "{\"a\":1}}", "{a:1}", "[1", "[1 2]", "{\"a\":1 \"b\":2}",
	    "{\"a", "{\"a\\", "{\"\\u12\":1}", "{\"\\ud800\":1}", "[,]", "{\"a\":[}"};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_places *p = crm_places_new(rows[i], strlen(rows[i]));

		if (crm_places_line(p, "") != 0 || crm_places_line(p, "/a") != 0)
			fail_msg("'%s' has places", rows[i]);
		crm_places_free(p);
	}
}

static void too_deep(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_places *p;

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		crm_buf_addc(&b, '[');
	p = crm_places_new(b.data, b.len);
	assert_int_equal(crm_places_line(p, ""), 0);
	crm_places_free(p);
	crm_buf_release(&b);
}

static void pointer_made(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	crm_places_add(&b, "evidence");
	crm_places_add(&b, "09/~results.csv");
	crm_places_add(&b, "");
	assert_string_equal(crm_buf_str(&b), "/evidence/09~1~0results.csv/");
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lines),
	    cmocka_unit_test(names_apart),
	    cmocka_unit_test(walked_down),
	    cmocka_unit_test(no_json),
	    cmocka_unit_test(too_deep),
	    cmocka_unit_test(pointer_made),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
