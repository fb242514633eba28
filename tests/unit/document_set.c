/*
 * lib/data/document.h: a member changed from what somebody typed, the rest of the file as it was;
 * and the table as JSON Schema.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/record.h"
#include "tests/unit/document_table.h"

static struct crm_document *parsed(const char *json)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_document *d = document_of(json, &e);

	if (d == NULL)
		fail_msg("%s: %s", json, e.text);
	return d;
}

static void tree_is(struct crm_document *d, const char *expected)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_doc_json(crm_document_tree(d), false, &b);
	assert_string_equal(crm_buf_str(&b), expected);
	crm_buf_release(&b);
}

/* path: its parts, with | between them. */
static int set(struct crm_document *d, const char *path, const char *value, struct crm_err *e)
{
	const char *parts[8];
	char copy[128];
	size_t n = 0;

	(void)snprintf(copy, sizeof(copy), "%s", path);
	parts[n++] = copy;
	for (char *p = copy; (p = strchr(p, '|')) != NULL; parts[n++] = p)
		*p++ = '\0';
	return crm_document_set(d, parts, n, value, e);
}

static void good(void **state)
{
	static const struct {
		const char *before, *path, *value, *after;
	} rows[] = {
	    {"{}", "status", "submitted", "{\"status\":\"submitted\"}"},
	    {"{}", "format", "1", "{\"format\":1}"},
	    {"{}", "run|parts", "300", "{\"run\":{\"parts\":300}}"},
	    {"{}", "run.parts", "300", "{\"run\":{\"parts\":300}}"},
	    {"{}", "run|waiver.reason", "a", "{\"run\":{\"waiver\":{\"reason\":\"a\"}}}"},
	    {"{}", "run.hours", "0.1230", "{\"run\":{\"hours\":\"0.1230\"}}"},
	    {"{}", "traits|bulk", "false", "{\"traits\":{\"bulk\":false}}"},
	    {"{}", "run|date", "2026-11-20", "{\"run\":{\"date\":\"2026-11-20\"}}"},
	    {"{}", "extra", "[1]", "{\"extra\":[1]}"},
	    {"{}", "reasons", "tooling, initial", "{\"reasons\":[\"tooling\",\"initial\"]}"},
	    {"{}", "elements|9|owner", "li", "{\"elements\":{\"9\":{\"owner\":\"li\"}}}"},
	    {"{}", "elements|9.1|na|by", "li", "{\"elements\":{\"9.1\":{\"na\":{\"by\":\"li\"}}}}"},
	    {"{}", "elements|9|evidence|a.b/c.pdf|bytes", "7",
	        "{\"elements\":{\"9\":{\"evidence\":{\"a.b/c.pdf\":{\"bytes\":7}}}}}"},
	    /* in its place; what people wrote stays */
	    {"{\"x-a\":1.5,\"status\":\"bad\",\"zz\":null}", "status", "preparing",
	        "{\"x-a\":1.5,\"status\":\"preparing\",\"zz\":null}"},
	    {"{\"tags\":[\"a\",\"b\"],\"zz\":1}", "tags", "c", "{\"tags\":[\"c\"],\"zz\":1}"},
	    {"{\"run\":null}", "run|parts", "1", "{\"run\":{\"parts\":1}}"},
	    {"{\"run\":{\"x-n\":1}}", "run|parts", "1", "{\"run\":{\"x-n\":1,\"parts\":1}}"},
	    /* taken out */
	    {"{\"status\":\"a\",\"tags\":[]}", "status", "", "{\"tags\":[]}"},
	    {"{\"tags\":[\"a\"]}", "tags", "", "{}"},
	    {"{\"run\":{\"parts\":1,\"x-n\":1}}", "run|parts", "", "{\"run\":{\"x-n\":1}}"},
	    {"{\"run\":{\"waiver\":{\"reason\":\"a\"}}}", "run|waiver|reason", "", "{}"},
	    {"{\"run\":{\"parts\":1}}", "run", "", "{}"},
	    {"{\"run\":5}", "run|parts", "", "{\"run\":5}"},
	    {"{\"elements\":{\"9\":{\"owner\":\"a\"}}}", "elements|9|owner", "",
	        "{\"elements\":{\"9\":{}}}"},
	    {"{\"elements\":{\"9\":{},\"8\":{}}}", "elements|9", "", "{\"elements\":{\"8\":{}}}"},
	    {"{}", "elements|9|owner", "", "{}"},
	    {"{}", "run|waiver|reason", "", "{}"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_document *d = parsed(rows[i].before);
		struct crm_err e = CRM_ERR_INIT;

		if (set(d, rows[i].path, rows[i].value, &e) != 0)
			fail_msg("%s: %s", rows[i].path, e.text);
		tree_is(d, rows[i].after);
		crm_document_free(d);
	}
}

static void refused(void **state)
{
	static const struct {
		const char *before, *path, *value, *why;
	} rows[] = {
	    {"{}", "colour", "red", "no such field: 'colour'"},
	    {"{}", "colour", "", "no such field"},
	    {"{}", "run|partz", "1", "no such field: 'run.partz'"},
	    {"{}", "run.", "1", "no such field"},
	    {"{}", "", "1", "no such field"},
	    {"{}", "status|a", "1", "no such field"},
	    {"{}", "x-a", "1", "no such field"},
	    {"{}", "elements|9|colour", "1", "no such field"},
	    {"{}", "elements.9.owner", "li", "no such field"}, /* a key is a part of its own */
	    {"{}", "run", "1", "'run' has members and takes no value itself"},
	    {"{}", "elements", "1", "takes no value"},
	    {"{}", "elements|9", "1", "'elements.9' has members"},
	    {"{}", "status", "done", "'done': one of: preparing, submitted expected"},
	    {"{}", "format", "-1", "'-1': a count like 12, not below 0 expected"},
	    {"{}", "run|hours", "1,5", "'1,5': a decimal number"},
	    {"{}", "traits|bulk", "yes", "'yes': true or false expected"},
	    {"{}", "reasons", "initial, other", "'other': one of: initial, tooling expected"},
	    {"{}", "tags", "a,,b", "'': text expected"},
	    {"{}", "tags", ",", "'': text expected"},
	    {"{}", "status", "\xff", "not valid UTF-8"},
	    {"{}", "elements|\xff|owner", "a", "not valid UTF-8"},
	    {"{\"run\":5}", "run|parts", "1", "'run' is no JSON object"},
	    {"{\"elements\":{\"9\":[]}}", "elements|9|tags", "1", "no such field"},
	    {"{\"elements\":{\"9\":[]}}", "elements|9|owner", "1", "'9' is no JSON object"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_document *d = parsed(rows[i].before);
		struct crm_err e = CRM_ERR_INIT;

		if (set(d, rows[i].path, rows[i].value, &e) != -1)
			fail_msg("%s = %s is taken", rows[i].path, rows[i].value);
		assert_int_equal(e.code, CRM_BADINPUT);
		if (strstr(e.text, rows[i].why) == NULL)
			fail_msg("%s: %s", rows[i].path, e.text);
		tree_is(d, rows[i].before);
		crm_document_free(d);
	}
}

/* The nodes are those of before, whatever happens to the tree. */
static void nodes_stay(void **state)
{
	struct crm_document *d = parsed("{\"status\":\"preparing\",\"elements\":{\"9\":{}}}");
	const struct crm_node *n = crm_document_top(d);

	(void)state;
	assert_int_equal(set(d, "status", "submitted", NULL), 0);
	assert_int_equal(set(d, "elements", "", NULL), 0);
	assert_string_equal(crm_node_text(n, F_STATUS), "preparing");
	assert_non_null(crm_node_find(n, F_ELEMENTS, "9"));
	tree_is(d, "{\"status\":\"submitted\"}");
	crm_document_free(d);
}

static void printed(void **state)
{
	struct crm_document *d = parsed("{\"b\":{\"c\":[ 1]},\"a\":\"\\u00e4\"}");
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	crm_document_print(d, &b);
	assert_string_equal(crm_buf_str(&b),
	    "{\n  \"b\": {\n    \"c\": [\n      1\n    ]\n  },\n  \"a\": \"\xc3\xa4\"\n}\n");
	crm_buf_release(&b);
	crm_document_free(d);
}

/* At a path with slashes. */
static void schema_has(const struct crm_doc *schema, const char *path, const char *json)
{
	const struct crm_doc *d = schema;
	struct crm_buf b = CRM_BUF_INIT;

	for (const char *p = path; *p != '\0'; p += strcspn(p, "/"), p += *p == '/')
		d = crm_doc_member(d, p, strcspn(p, "/"));
	if (d == NULL)
		fail_msg("%s is not there", path);
	crm_doc_json(d, false, &b);
	assert_string_equal(crm_buf_str(&b), json);
	crm_buf_release(&b);
}

static void schema(void **state)
{
	static const struct {
		const char *path, *json;
	} rows[] = {
	    {"$schema", "\"https://json-schema.org/draft/2020-12/schema\""},
	    {"$id", "\"urn:x\""},
	    {"title", "\"dossier\""},
	    {"type", "\"object\""},
	    {"additionalProperties", "false"},
	    {"patternProperties", "{\"^x-\":true}"},
	    {"properties/format",
	        "{\"type\":\"integer\",\"minimum\":0,\"maximum\":9007199254740991}"},
	    {"properties/status", "{\"type\":\"string\",\"enum\":[\"preparing\",\"submitted\"]}"},
	    {"properties/reasons",
	        "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"initial\",\"tooling\"]}}"},
	    {"properties/tags", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"},
	    {"properties/traits",
	        "{\"type\":\"object\",\"properties\":{\"bulk\":{\"type\":\"boolean\"}},"
	        "\"patternProperties\":{\"^x-\":true},\"additionalProperties\":false}"},
	    {"properties/run/properties/date", "{\"type\":\"string\",\"format\":\"date\"}"},
	    {"properties/run/properties/waiver/properties/reason", "{\"type\":\"string\"}"},
	    {"properties/run/properties/waiver/additionalProperties", "false"},
	    {"properties/extra", "{\"type\":[\"object\",\"array\"]}"},
	    {"properties/elements/description", "\"by number\""},
	    {"properties/elements/type", "\"object\""},
	    {"properties/elements/additionalProperties/additionalProperties", "false"},
	    {"properties/elements/additionalProperties/properties/owner",
	        "{\"description\":\"who sees to it\",\"type\":\"string\"}"},
	    {"properties/elements/additionalProperties/properties/evidence/additionalProperties/"
	     "properties/bytes/type",
	        "\"integer\""},
	};
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	crm_document_schema(&top_table, "urn:x", &b);
	assert_int_equal(b.data[b.len - 1], '\n');
	assert_int_equal(crm_doc_parse(b.data, b.len, &l, &d, NULL), 0);
	for (size_t i = 0; i < COUNT(rows); i++)
		schema_has(d, rows[i].path, rows[i].json);
	assert_null(crm_doc_member(d, "required", 8));
	crm_doc_free(d);
	crm_buf_release(&b);
}

/* Items of a list as they are, commas and all; judged one by one, all or none. */
static void lists(void **state)
{
	static const char *const three[] = {"a, b", "c", "\xc3\xa4"};
	static const struct {
		const char *path;
		const char *const items[3];
		size_t n;
		const char *after, *text; /* text: it is refused */
	} rows[] = {
	    {"tags", {"a, b", "c", "\xc3\xa4"}, 3, "{\"tags\":[\"a, b\",\"c\",\"\xc3\xa4\"]}",
	        NULL},
	    {"tags", {"a"}, 1, "{\"tags\":[\"a\"]}", NULL},
	    {"tags", {NULL}, 0, "{}", NULL},
	    {"reasons", {"initial", "tooling"}, 2, "{\"reasons\":[\"initial\",\"tooling\"]}", NULL},
	    {"reasons", {"initial", "soon"}, 2, "{}", "'soon': one of: initial, tooling expected"},
	    {"reasons", {"initial,tooling"}, 1, "{}",
	        "'initial,tooling': one of: initial, tooling expected"},
	    {"tags", {"\xff"}, 1, "{}", "the value is not valid UTF-8"},
	    {"status", {"preparing"}, 1, "{}", "a list, and it takes one value"},
	    {"run", {"a"}, 1, "{}", "a list, and it takes one value"},
	    {"nowhere", {"a"}, 1, "{}", "no such field: 'nowhere'"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_document *d = parsed("{}");
		struct crm_err e = CRM_ERR_INIT;
		int rc;

		assert_int_equal(
		    crm_document_set_list(d, &rows[i].path, 1, rows[i].items, rows[i].n, &e),
		    rows[i].text != NULL ? -1 : 0);
		tree_is(d, rows[i].after);
		if (rows[i].text != NULL) {
			assert_string_equal(e.text, rows[i].text);
			assert_string_equal(e.field, rows[i].path);
			assert_int_equal(e.code, CRM_BADINPUT);
		}
		/* none of them: it goes */
		crm_document_free(d);
		d = parsed("{\"tags\":[\"x\"],\"x-a\":1}");
		rc = crm_document_set_list(d, &(const char *){"tags"}, 1, three, 0, &e);
		assert_int_equal(rc, 0);
		tree_is(d, "{\"x-a\":1}");
		crm_document_free(d);
	}
}

/* A name or a value that a message repeats is cut between characters. */
static void cut(void **state)
{
	struct crm_document *d = parsed("{}");
	struct crm_buf name = CRM_BUF_INIT;

	(void)state;
	for (int i = 0; i < 63; i++)
		crm_buf_addc(&name, 'a');
	crm_buf_addz(&name, "\xc3\xa4z");
	for (int i = 0; i < 2; i++) {
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(set(d, i == 0 ? crm_buf_str(&name) : "format",
		                     i == 0 ? "x" : crm_buf_str(&name), &e),
		    -1);
		assert_non_null(strstr(e.text, i == 0 ? "aaa'" : "aaa...'"));
		assert_null(strchr(e.text, '\xc3'));
	}
	crm_buf_release(&name);
	crm_document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(good),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(lists),
	    cmocka_unit_test(cut),
	    cmocka_unit_test(nodes_stay),
	    cmocka_unit_test(printed),
	    cmocka_unit_test(schema),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
