/*
 * lib/data/doc.h: a tree that is built, read and written as JSON; parsing refuses what is neither
 * object nor list.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/doc.h"
#include "lib/data/record.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void json_is(const struct crm_doc *d, bool indent, const char *expected)
{
	struct crm_buf out = CRM_BUF_INIT;

	crm_doc_json(d, indent, &out);
	assert_string_equal(crm_buf_str(&out), expected);
	crm_buf_release(&out);
}

static const struct crm_doc *member(const struct crm_doc *d, const char *name)
{
	return crm_doc_member(d, name, strlen(name));
}

static struct crm_doc *parsed(const char *json)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	assert_int_equal(crm_doc_parse(json, strlen(json), &l, &d, &e), 0);
	return d;
}

static void built_in_order(void **state)
{
	struct crm_doc *d = crm_doc_new(), *l;

	(void)state;
	json_is(d, false, "{}");
	crm_doc_text(d, "z", "1.10");
	crm_doc_bool(d, "a", false);
	crm_doc_bool(d, "b", true);
	crm_doc_text(d, "none", NULL);
	l = crm_doc_list(d, "l");
	crm_doc_text(crm_doc_item(l), "n", "\xe5\xae\xa2");
	(void)crm_doc_item(l);
	crm_doc_bool(crm_doc_object(crm_doc_object(d, "o"), "p"), "q", false);
	crm_doc_text(d, "x.y", "dots are no path");
	json_is(d, false,
	    "{\"z\":\"1.10\",\"a\":false,\"b\":true,"
	    "\"l\":[{\"n\":\"\xe5\xae\xa2\"},{}],\"o\":{\"p\":{\"q\":false}},"
	    "\"x.y\":\"dots are no path\"}");
	crm_doc_free(d);
	crm_doc_free(NULL);
}

static void indented(void **state)
{
	struct crm_doc *d = crm_doc_new();

	(void)state;
	crm_doc_text(crm_doc_item(crm_doc_list(d, "l")), "t", "x");
	crm_doc_bool(d, "i", true);
	json_is(d, true, "{\n  \"l\": [\n    {\n      \"t\": \"x\"\n    }\n  ],\n  \"i\": true\n}");
	crm_doc_free(d);
}

/* The same node again; a value of another kind, or a later one, takes the place. */
static void set_again(void **state)
{
	struct crm_doc *d = crm_doc_new();
	struct crm_doc *o = crm_doc_object(d, "o"), *l = crm_doc_list(d, "l");

	(void)state;
	assert_ptr_equal(crm_doc_object(d, "o"), o);
	assert_ptr_equal(crm_doc_list(d, "l"), l);
	crm_doc_text(d, "a", "x");
	crm_doc_bool(d, "o", true);
	crm_doc_text(d, "a", NULL); /* not set: stays */
	json_is(d, false, "{\"o\":true,\"l\":[],\"a\":\"x\"}");
	(void)crm_doc_item(crm_doc_list(d, "o"));
	(void)crm_doc_object(d, "l");
	json_is(d, false, "{\"o\":[{}],\"l\":{},\"a\":\"x\"}");
	crm_doc_free(d);
}

/* Bytes that are not UTF-8, in a name too, and the same name finds its node again. */
static void not_utf8(void **state)
{
	struct crm_doc *d = crm_doc_new(), *l = crm_doc_list(d, "\xff");

	(void)state;
	assert_ptr_equal(crm_doc_list(d, "\xff"), l);
	crm_doc_text(crm_doc_item(l), "n", "a\xc3");
	json_is(d, false, "{\"\xef\xbf\xbd\":[{\"n\":\"a\xef\xbf\xbd\"}]}");
	crm_doc_free(d);
}

static void cells(void **state)
{
	struct crm_cell c = crm_cell_textn("[1,{\"a\":2}]", 11);
	struct crm_doc *d = crm_doc_new();

	(void)state;
	c.type = CRM_T_NESTED;
	crm_doc_cell(d, "nested", &c);
	c = crm_cell_absent();
	crm_doc_cell(d, "absent", &c);
	c = crm_cell_int(-7);
	crm_doc_cell(d, "int", &c);
	c = crm_cell_bool(false);
	crm_doc_cell(d, "bool", &c);
	c = crm_cell_textn("12.50 and more", 5);
	crm_doc_cell(d, "text", &c);
	c.type = CRM_T_BAD;
	crm_doc_cell(d, "bad", &c);
	assert_int_equal(crm_dec_parse("12.50", 5, &c.u.dec), 0);
	c.type = CRM_T_DEC;
	crm_doc_cell(d, "dec", &c);
	c = crm_cell_date(0);
	crm_doc_cell(d, "date", &c);
	json_is(d, false,
	    "{\"nested\":[1,{\"a\":2}],\"int\":-7,\"bool\":false,\"text\":\"12.50\","
	    "\"bad\":\"12.50\",\"dec\":\"12.50\",\"date\":\"1970-01-01\"}");
	crm_doc_free(d);
}

static void record_is_copied(void **state)
{
	struct crm_record *r = crm_record_new();
	struct crm_doc *d = crm_doc_new();

	(void)state;
	crm_record_set_text(r, "who.name", "Li");
	crm_doc_record(d, "r", r);
	crm_record_set_text(r, "who.name", "Wu");
	crm_record_free(r);
	json_is(d, false, "{\"r\":{\"who\":{\"name\":\"Li\"}}}");
	crm_doc_free(d);
}

static void parsing(void **state)
{
	static const struct {
		const char *json, *why; /* NULL: accepted */
	} rows[] = {
	    {"{}", NULL},
	    {" [1, \"a\", null]\n", NULL},
	    {"1", "neither a JSON object nor a list"},
	    {"null", "neither a JSON object nor a list"},
	    {"\"a\"", "neither a JSON object nor a list"},
	    {"{\"a\":1,\"a\":2}", "duplicate key 'a'"},
	    {"{\"a\":1", "not valid JSON"},
	    {"[[[[1]]]]", "deep"},
	    {"", "empty"},
	};
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	l.depth = 3;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;
		struct crm_doc *d = NULL;
		int rc = crm_doc_parse(rows[i].json, strlen(rows[i].json), &l, &d, &e);

		if (rows[i].why == NULL) {
			assert_int_equal(rc, 0);
			crm_doc_free(d);
			continue;
		}
		assert_int_equal(rc, -1);
		assert_null(d);
		assert_int_equal(e.code, CRM_BADINPUT);
		if (strstr(e.text, rows[i].why) == NULL)
			fail_msg("%s: %s", rows[i].json, e.text);
	}
}

static void removed(void **state)
{
	struct crm_doc *d = parsed("{\"a\":1,\"b\":{\"a\":null},\"c\":2}");

	(void)state;
	assert_true(crm_doc_remove(d, "a"));
	assert_false(crm_doc_remove(d, "a"));
	assert_true(crm_doc_remove(crm_doc_object(d, "b"), "a"));
	json_is(d, false, "{\"b\":{},\"c\":2}");
	crm_doc_free(d);
}

static void list_of_texts(void **state)
{
	static const char *const texts[] = {"x", "", "\xe5\xae\xa2"};
	struct crm_doc *d = parsed("{\"a\":1,\"b\":2}");

	(void)state;
	crm_doc_texts(d, "a", texts, COUNT(texts));
	crm_doc_texts(d, "c", NULL, 0);
	json_is(d, false, "{\"a\":[\"x\",\"\",\"\xe5\xae\xa2\"],\"b\":2,\"c\":[]}");
	crm_doc_free(d);
}

/* As a field judges it: a JSON real never, a text within quotes only. */
static void value(void **state)
{
	static const struct crm_field dec = {.name = "dec", .type = CRM_T_DEC};
	struct crm_doc *d = parsed("{\"real\":1.5,\"int\":7,\"text\":\"1.50\",\"null\":null}");
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_cell c;

	(void)state;
	crm_doc_value(member(d, "real"), &dec, &scratch, &c);
	assert_int_equal(c.type, CRM_T_BAD);
	crm_doc_value(member(d, "int"), &dec, &scratch, &c);
	assert_int_equal(c.type, CRM_T_DEC);
	assert_int_equal(c.u.dec.coef, 7);
	crm_doc_value(member(d, "text"), &dec, &scratch, &c);
	assert_int_equal(c.u.dec.scale, 2);
	assert_ptr_equal(c.text, crm_doc_string(member(d, "text")));
	crm_doc_value(member(d, "null"), &dec, &scratch, &c);
	assert_int_equal(c.type, CRM_T_ABSENT);
	crm_doc_value(NULL, NULL, &scratch, &c);
	assert_int_equal(c.type, CRM_T_ABSENT);
	crm_doc_value(member(d, "real"), NULL, &scratch, &c);
	assert_int_equal(c.type, CRM_T_DEC);
	crm_buf_release(&scratch);
	crm_doc_free(d);
}

static void reading(void **state)
{
	static const struct {
		const char *name;
		enum crm_doc_kind kind;
		bool truth;
		const char *print;
		size_t count;
	} rows[] = {
	    {"missing", CRM_DOC_NONE, false, "", 0},
	    {"null", CRM_DOC_NONE, false, "", 0},
	    {"no", CRM_DOC_BOOL, false, "false", 0},
	    {"yes", CRM_DOC_BOOL, true, "true", 0},
	    {"zero", CRM_DOC_NUMBER, true, "0", 0},
	    {"real", CRM_DOC_NUMBER, true, "0.1", 0},
	    {"text", CRM_DOC_TEXT, true, "a", 0},
	    {"empty", CRM_DOC_TEXT, false, "", 0},
	    {"o", CRM_DOC_OBJECT, true, "", 0},
	    {"l", CRM_DOC_LIST, true, "", 2},
	    {"nil", CRM_DOC_LIST, false, "", 0},
	};
	struct crm_doc *d =
	    parsed("{\"null\":null,\"no\":false,\"yes\":true,\"zero\":0,\"real\":0.10,"
	           "\"text\":\"a\",\"empty\":\"\",\"o\":{},\"l\":[1,2],\"nil\":[]}");
	const char *name = NULL;
	struct crm_buf out = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_doc *v = member(d, rows[i].name);

		assert_int_equal(crm_doc_kind(v), rows[i].kind);
		assert_int_equal(crm_doc_truth(v), rows[i].truth);
		assert_int_equal(crm_doc_count(v), rows[i].count);
		assert_int_equal(crm_doc_string(v) != NULL, rows[i].kind == CRM_DOC_TEXT);
		crm_buf_clear(&out);
		crm_doc_print(v, &out);
		assert_string_equal(crm_buf_str(&out), rows[i].print);
		if (i > 0) {
			name = crm_doc_next(d, name);
			assert_string_equal(name, rows[i].name);
		}
	}
	assert_null(crm_doc_next(d, name));
	assert_null(crm_doc_next(NULL, NULL));
	assert_null(crm_doc_member(member(d, "l"), "a", 1));
	assert_null(crm_doc_member(NULL, "a", 1));
	assert_non_null(crm_doc_member(d, "nothing", 2)); /* "no" */
	assert_int_equal(crm_doc_kind(crm_doc_at(member(d, "l"), 1)), CRM_DOC_NUMBER);
	assert_null(crm_doc_at(member(d, "l"), 2));
	assert_null(crm_doc_at(d, 0));
	assert_int_equal(crm_doc_count(d), COUNT(rows) - 1);
	crm_buf_release(&out);
	crm_doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(built_in_order),
	    cmocka_unit_test(indented),
	    cmocka_unit_test(set_again),
	    cmocka_unit_test(not_utf8),
	    cmocka_unit_test(cells),
	    cmocka_unit_test(record_is_copied),
	    cmocka_unit_test(parsing),
	    cmocka_unit_test(removed),
	    cmocka_unit_test(list_of_texts),
	    cmocka_unit_test(value),
	    cmocka_unit_test(reading),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
