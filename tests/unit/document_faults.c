/*
 * lib/data/document.h: every member that is not as the table says is told, with line, pointer and
 * what is expected.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

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

#define COUNTED "a count like 12, not below 0"
#define WHOLE "a whole number like 12, within +-9007199254740991"
#define DECIMAL "a decimal number like 12.50, of at most 18 digits"
#define BAD(json, path, value, expected)                         \
	{                                                        \
		json, path, "'" value "': " expected " expected" \
	}
#define UNKNOWN(json, path)      \
	{                        \
		json, path, NULL \
	}

/* One fault each, and how it is told. */
static const struct {
	const char *json, *path, *text;
} faulty[] = {
    UNKNOWN("{\"colour\":1}", "colour"),
    UNKNOWN("{\"run\":{\"partz\":1}}", "run.partz"),
    UNKNOWN("{\"run\":{\"waiver\":{\"by\":null}}}", "run.waiver.by"),
    UNKNOWN("{\"run.parts\":1}", "run.parts"), /* the dot makes an object */
    UNKNOWN("{\"run\":{\"waiver.reason\":\"a\"}}", "run.waiver.reason"),
    UNKNOWN("{\"ru\":{\"parts\":1}}", "ru"),
    UNKNOWN("{\"runs\":{\"parts\":1}}", "runs"),
    UNKNOWN("{\"run\":{\"\":1}}", "run."),
    UNKNOWN("{\"\":{\"format\":1}}", ""),
    UNKNOWN("{\"X-a\":1}", "X-a"),
    UNKNOWN("{\"x\":1}", "x"),
    UNKNOWN("{\"elements\":{\"9\":{\"format\":1}}}", "elements.9.format"),
    UNKNOWN("{\"elements\":{\"9.na\":{\"by\":1}}}", "elements.9.na.by"),
    BAD("{\"format\":-1}", "format", "-1", COUNTED),
    BAD("{\"format\":\"1\"}", "format", "1", COUNTED ", without quotes,"),
    BAD("{\"format\":\"one\"}", "format", "one", COUNTED),
    BAD("{\"format\":1.0}", "format", "1.0", COUNTED),
    BAD("{\"format\":[1]}", "format", "[1]", COUNTED),
    BAD("{\"run\":{\"parts\":9007199254740992}}", "run.parts", "9007199254740992", WHOLE),
    BAD("{\"traits\":{\"bulk\":\"true\"}}", "traits.bulk", "true",
        "true or false, without quotes,"),
    BAD("{\"traits\":{\"bulk\":1}}", "traits.bulk", "1", "true or false"),
    BAD("{\"traits\":true}", "traits", "true", "a JSON object"),
    BAD("{\"run\":{\"hours\":1.5}}", "run.hours", "1.5", DECIMAL ", in quotes,"),
    BAD("{\"run\":{\"hours\":1e300}}", "run.hours", "1e300", DECIMAL),
    BAD("{\"run\":{\"hours\":\"1,5\"}}", "run.hours", "1,5", DECIMAL),
    BAD("{\"run\":{\"hours\":true}}", "run.hours", "true", DECIMAL),
    BAD("{\"run\":{\"date\":\"20.11.2026\"}}", "run.date", "20.11.2026", "a date like 2026-11-20"),
    BAD("{\"run\":{\"date\":20261120}}", "run.date", "20261120", "a date like 2026-11-20"),
    BAD("{\"status\":\"Preparing\"}", "status", "Preparing", "one of: preparing, submitted"),
    BAD("{\"run\":{\"waiver\":{\"reason\":5}}}", "run.waiver.reason", "5", "text, in quotes,"),
    BAD("{\"run\":{\"waiver\":\"yes\"}}", "run.waiver", "yes", "a JSON object"),
    BAD("{\"extra\":\"[1]\"}", "extra", "[1]", "a JSON object, without quotes,"),
    BAD("{\"reasons\":\"tooling\"}", "reasons", "tooling",
        "a list, each one of: initial, tooling,"),
    BAD("{\"tags\":{}}", "tags", "{}", "a list of texts"),
    BAD("{\"reasons\":[\"initial\",\"other\"]}", "reasons.1", "other", "one of: initial, tooling"),
    BAD("{\"tags\":[\"\"]}", "tags.0", "", "text"),
    BAD("{\"tags\":[null]}", "tags.0", "null", "text"),
    BAD("{\"tags\":[7]}", "tags.0", "7", "text"),
    BAD("{\"elements\":[]}", "elements", "[]", "a JSON object"),
    BAD("{\"elements\":{\"9\":\"done\"}}", "elements.9", "done", "a JSON object"),
    BAD("{\"elements\":{\"9\":{\"evidence\":{\"a.pdf\":1}}}}", "elements.9.evidence.a.pdf", "1",
        "a JSON object"),
    /* short, and not within a letter: 63 letters and one of two bytes */
    BAD("{\"status\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xc3\xa4\"}",
        "status", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...",
        "one of: preparing, submitted"),
};

static void faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faulty); i++) {
		struct crm_document *d = parsed(faulty[i].json);
		const struct crm_document_fault *f = crm_document_fault(d, 0);

		if (crm_document_faults(d) != 1)
			fail_msg("%s: %zu faults", faulty[i].json, crm_document_faults(d));
		assert_string_equal(f->path, faulty[i].path);
		assert_int_equal(f->line, 1);
		assert_int_equal(f->unknown, faulty[i].text == NULL);
		assert_string_equal(f->text, faulty[i].text != NULL ? faulty[i].text : "");
		crm_document_free(d);
	}
}

/* Told in the file's order, each with its line and pointer; what is good beside it is read. */
static void faults_in_order(void **state)
{
	static const struct {
		const char *pointer;
		long line;
		bool unknown;
	} rows[] = {
	    {"/zz", 2, true},
	    {"/elements/9/evidence/a~1b~0c/bytes", 5, false},
	    {"/elements/9/ownr", 6, true},
	    {"/reasons/0", 8, false},
	    {"/format", 9, false},
	};
	struct crm_document *d = parsed("{\n\"zz\": 1,\n\"elements\": {\"9\": {\n\"evidence\": {\n"
	                                "\"a/b~c\": {\"title\": \"t\", \"bytes\": \"7\"}},\n"
	                                "\"ownr\": 1, \"owner\": \"li\"}},\n\"reasons\": [\n"
	                                "\"bad\", \"initial\"],\n\"format\": true}");
	const struct crm_node *n = crm_document_top(d);

	(void)state;
	assert_int_equal(crm_document_faults(d), COUNT(rows));
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_document_fault *f = crm_document_fault(d, i);

		assert_string_equal(f->pointer, rows[i].pointer);
		assert_int_equal(f->line, rows[i].line);
		assert_int_equal(f->unknown, rows[i].unknown);
	}
	assert_int_equal(crm_node_list(n, F_REASONS).n, 1);
	assert_int_equal(crm_node_cell(n, F_FORMAT)->type, CRM_T_BAD);
	assert_false(crm_node_has(n, F_FORMAT));
	assert_string_equal(crm_node_text(n, F_FORMAT), "");
	n = crm_node_find(n, F_ELEMENTS, "9");
	assert_string_equal(crm_node_text(n, E_OWNER), "li");
	n = crm_node_find(n, E_EVIDENCE, "a/b~c");
	assert_string_equal(crm_node_text(n, V_TITLE), "t");
	assert_int_equal(crm_node_cell(n, V_BYTES)->type, CRM_T_BAD);
	crm_document_free(d);
}

/* A list of which nothing is good is bad, not absent; an empty text is absent. */
static void all_bad(void **state)
{
	struct crm_document *d = parsed("{\"reasons\":[\"x\"],\"tags\":\"a\",\"elements\":1,"
	                                "\"run\":{\"hours\":\"\"}}");
	const struct crm_node *n = crm_document_top(d);

	(void)state;
	assert_int_equal(crm_document_faults(d), 3);
	assert_int_equal(crm_node_cell(n, F_REASONS)->type, CRM_T_BAD);
	assert_int_equal(crm_node_cell(n, F_TAGS)->type, CRM_T_BAD);
	assert_int_equal(crm_node_cell(n, F_ELEMENTS)->type, CRM_T_BAD);
	assert_int_equal(crm_node_cell(n, F_RUN_HOURS)->type, CRM_T_ABSENT);
	crm_document_free(d);
}

static void long_key(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;

	(void)state;
	for (size_t n = 4096; n <= 4097; n++) {
		struct crm_document *d;

		crm_buf_clear(&b);
		crm_buf_addz(&b, "{\"elements\":{\"");
		for (size_t i = 0; i < n; i++)
			crm_buf_addc(&b, 'k');
		crm_buf_addz(&b, "\":{}}}");
		d = parsed(crm_buf_str(&b));
		assert_int_equal(crm_document_faults(d), n > 4096);
		assert_int_equal(
		    crm_node_items(crm_document_top(d), F_ELEMENTS).n, n > 4096 ? 0 : 1);
		if (n > 4096)
			assert_non_null(
			    strstr(crm_document_fault(d, 0)->text, "at most 4096 bytes"));
		crm_document_free(d);
	}
	crm_buf_release(&b);
}

/* A flood of faults ends with one that says so; their number is bounded by memory. */
static void flood(void **state)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_document *d;
	size_t n;

	(void)state;
	crm_buf_addz(&b, "{\"elements\":{\"");
	for (size_t i = 0; i < 4096; i++)
		crm_buf_addc(&b, 'k');
	crm_buf_addz(&b, "\":{");
	for (int i = 0; i < 10000; i++)
		crm_buf_addf(&b, "%s\"m%d\":1", i > 0 ? "," : "", i);
	crm_buf_addz(&b, ",\"owner\":\"li\"}}}");
	d = parsed(crm_buf_str(&b));
	n = crm_document_faults(d);
	assert_in_range(n, 8000, 9000);
	assert_true(crm_document_fault(d, n - 2)->unknown);
	assert_false(crm_document_fault(d, n - 1)->unknown);
	assert_non_null(strstr(crm_document_fault(d, n - 1)->text, "too much is wrong"));
	assert_string_equal(
	    crm_node_text(crm_node_items(crm_document_top(d), F_ELEMENTS).items, E_OWNER), "li");
	crm_document_free(d);
	crm_buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(faults),
	    cmocka_unit_test(faults_in_order),
	    cmocka_unit_test(all_bad),
	    cmocka_unit_test(long_key),
	    cmocka_unit_test(flood),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
