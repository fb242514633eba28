/*
 * lib/data/document.h: a file by its table, with lines; what is no such file is refused with its
 * line.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

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

static const char whole[] = "{\n"
                            "  \"format\": 1,\n"
                            "  \"x-ours\": {\"any\": [1.5]},\n"
                            "  \"status\": \"preparing\",\n"
                            "  \"reasons\": [\"tooling\",\n"
                            "    \"initial\"],\n"
                            "  \"tags\": [],\n"
                            "  \"traits\": {\"bulk\": true, \"x-note\": 1},\n"
                            "  \"run\": {\n"
                            "    \"date\": \"2026-11-20\",\n"
                            "    \"parts\": -3,\n"
                            "    \"hours\": \"1.50\",\n"
                            "    \"waiver\": {\n"
                            "      \"reason\": \"\xe5\xae\xa2\"}},\n"
                            "  \"at\": null,\n"
                            "  \"extra\": {\"a\": [1, 2]},\n"
                            "  \"elements\": {\n"
                            "    \"9\": {\n"
                            "      \"owner\": \"li\",\n"
                            "      \"na\": {\"by\": \"wu\"},\n"
                            "      \"evidence\": {\n"
                            "        \"x-ray.v2.pdf\": {\n"
                            "          \"bytes\": 12},\n"
                            "        \"09/r.csv\": {\"streams\": [\"1\"]}}},\n"
                            "    \"10\": {},\n"
                            "    \"11\": null\n"
                            "  }\n"
                            "}\n";

static void top(void **state)
{
	struct crm_document *d = parsed(whole);
	const struct crm_node *n = crm_document_top(d);
	struct crm_texts t;

	(void)state;
	assert_int_equal(crm_document_faults(d), 0);
	assert_null(crm_document_fault(d, 0));
	assert_string_equal(n->key, "");
	assert_int_equal(n->line, 1);
	assert_int_equal(crm_node_cell(n, F_FORMAT)->u.i, 1);
	assert_int_equal(crm_node_line(n, F_FORMAT), 2);
	assert_string_equal(crm_node_text(n, F_FORMAT), "1");
	assert_string_equal(crm_node_text(n, F_STATUS), "preparing");
	t = crm_node_list(n, F_REASONS);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.items[0], "tooling");
	assert_true(crm_texts_have(t, "initial"));
	assert_false(crm_texts_have(t, "initia"));
	assert_int_equal(crm_node_cell(n, F_REASONS)->type, CRM_T_NESTED);
	assert_true(crm_node_has(n, F_REASONS));
	assert_int_equal(crm_node_line(n, F_REASONS), 5);
	assert_false(crm_node_has(n, F_TAGS));
	assert_int_equal(n->lines[F_TAGS], 7);
	assert_true(crm_node_true(n, F_BULK));
	assert_string_equal(crm_node_text(n, F_BULK), "true");
	assert_int_equal(crm_node_cell(n, F_RUN_DATE)->type, CRM_T_DATE);
	assert_int_equal(crm_node_cell(n, F_RUN_PARTS)->u.i, -3);
	assert_int_equal(crm_node_line(n, F_RUN_PARTS), 11);
	assert_int_equal(crm_node_cell(n, F_RUN_HOURS)->u.dec.coef, 150);
	assert_string_equal(crm_node_text(n, F_RUN_HOURS), "1.50");
	assert_string_equal(crm_node_text(n, F_RUN_WAIVER_REASON), "\xe5\xae\xa2");
	assert_int_equal(crm_node_line(n, F_RUN_WAIVER_REASON), 14);
	assert_string_equal(crm_node_text(n, F_EXTRA), "{\"a\":[1,2]}");
	assert_true(crm_node_has(n, F_EXTRA));
	/* null is not there: the node's line */
	assert_false(crm_node_has(n, F_AT));
	assert_int_equal(n->lines[F_AT], 0);
	assert_int_equal(crm_node_line(n, F_AT), 1);
	crm_document_free(d);
	crm_document_free(NULL);
}

static void items(void **state)
{
	struct crm_document *d = parsed(whole);
	const struct crm_node *n = crm_document_top(d), *nine, *file;
	struct crm_nodes all = crm_node_items(n, F_ELEMENTS);

	(void)state;
	assert_int_equal(all.n, 2); /* in the file's order; null is none */
	assert_string_equal(all.items[0].key, "9");
	assert_string_equal(all.items[1].key, "10");
	assert_int_equal(all.items[1].line, 25);
	assert_true(crm_node_has(n, F_ELEMENTS));
	nine = crm_node_find(n, F_ELEMENTS, "9");
	assert_ptr_equal(nine, &all.items[0]);
	assert_null(crm_node_find(n, F_ELEMENTS, "1"));
	assert_null(crm_node_find(n, F_ELEMENTS, "11"));
	assert_int_equal(nine->line, 18);
	assert_string_equal(crm_node_text(nine, E_OWNER), "li");
	assert_string_equal(crm_node_text(nine, E_NA_BY), "wu");
	assert_false(crm_node_has(nine, E_NA_REASON));
	assert_int_equal(crm_node_line(nine, E_NA_REASON), 18);
	/* a key is a name, also where it begins with x- or holds dots */
	file = crm_node_find(nine, E_EVIDENCE, "x-ray.v2.pdf");
	assert_non_null(file);
	assert_int_equal(crm_node_cell(file, V_BYTES)->u.i, 12);
	assert_int_equal(crm_node_line(file, V_BYTES), 23);
	file = crm_node_find(nine, E_EVIDENCE, "09/r.csv");
	assert_int_equal(file->line, 24);
	assert_int_equal(crm_node_list(file, V_STREAMS).n, 1);
	assert_false(crm_node_has(&all.items[1], E_EVIDENCE));
	assert_int_equal(crm_node_items(&all.items[1], E_EVIDENCE).n, 0);
	crm_document_free(d);
}

/* A field that there is none of, and no node. */
static void nothing_there(void **state)
{
	struct crm_document *d = parsed("{}");
	const struct crm_node *nodes[] = {crm_document_top(d), NULL};
	const int numbers[] = {-1, F_COUNT, F_STATUS};

	(void)state;
	for (size_t i = 0; i < COUNT(nodes); i++) {
		for (size_t k = 0; k < COUNT(numbers); k++) {
			const struct crm_node *n = nodes[i];

			assert_int_equal(crm_node_cell(n, numbers[k])->type, CRM_T_ABSENT);
			assert_false(crm_node_has(n, numbers[k]));
			assert_false(crm_node_true(n, numbers[k]));
			assert_string_equal(crm_node_text(n, numbers[k]), "");
			assert_int_equal(crm_node_line(n, numbers[k]), n != NULL ? 1 : 0);
			assert_int_equal(crm_node_list(n, numbers[k]).n, 0);
			assert_int_equal(crm_node_items(n, numbers[k]).n, 0);
			assert_null(crm_node_find(n, numbers[k], "9"));
		}
	}
	assert_false(crm_texts_have((struct crm_texts){NULL, 0}, ""));
	crm_document_free(d);
}

static void refused(void **state)
{
	static const struct {
		const char *json, *why;
		long line;
	} rows[] = {
	    {"", "empty", 1},
	    {"[]", "not a JSON object", 1},
	    {"\n\"a\"", "neither a JSON object nor a list", 1},
	    {"{\n\"format\": 1,\n}", "not valid JSON at line 3", 3},
	    {"{\n\"format\": 1\n\"at\": 2}\n", "not valid JSON at line 3", 3},
	    {"{\n\n\"format\": 1", "not valid JSON at line 3", 3},
	    {"{\n\"a\": 1,\n\"a\": 2\n}", "duplicate key 'a'", 3},
	    {"{\n\"a\": \"\xff\"}", "not valid UTF-8", 2},
	    {"\xef\xbb\xbf{}", "byte order mark", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_err e = CRM_ERR_INIT;

		assert_null(document_of(rows[i].json, &e));
		assert_int_equal(e.code, CRM_BADINPUT);
		if (strstr(e.text, rows[i].why) == NULL)
			fail_msg("%s: %s", rows[i].json, e.text);
		assert_int_equal(e.line, rows[i].line);
	}
}

static void limit_with_line(void **state)
{
	static const char json[] = "{\n\"a\": {\"b\": \n[1]}}";
	struct crm_document *d = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l;

	(void)state;
	crm_limits_init(&l);
	l.depth = 2;
	assert_int_equal(crm_document_parse(json, strlen(json), &top_table, &l, &d, &e), -1);
	assert_int_equal(e.line, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(top),
	    cmocka_unit_test(items),
	    cmocka_unit_test(nothing_there),
	    cmocka_unit_test(refused),
	    cmocka_unit_test(limit_with_line),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
