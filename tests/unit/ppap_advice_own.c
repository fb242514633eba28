/*
 * lib/rules/ppap/advice.h: what a table of change codes may not say, and one after another.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lib/data/doc.h"
#include "lib/rules/ppap/advice.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct crm_doc *parse(const char *json, size_t len)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_doc_parse(json, len, &l, &d, &e) != 0)
		fail_msg("%.60s: %s", json, e.text);
	return d;
}

#define ROW "\"name\":\"n\",\"table\":\"t\",\"text\":\"x\""
#define FILE_OF(members) "{\"title\":\"t\",\"codes\":{\"A1\":{" members "}}}"

static void refused(void **state)
{
	static const struct {
		const char *json, *field, *text;
	} rows[] = {
	    {"[]", "", "an object expected"},
	    {"{\"code\":{}}", "code", "unknown key"},
	    {"{\"codes\":[]}", "codes", "an object expected"},
	    {"{\"codes\":{\"A1\":[]}}", "codes.A1", "an object expected"},
	    {FILE_OF("\"action\":\"none\""), "codes.A1", "name, table and text expected"},
	    {FILE_OF(ROW), "codes.A1", "either action or vda expected"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"vda\":\"-\""), "codes.A1", "either action or vda"},
	    {FILE_OF(ROW ",\"action\":\"tell\""), "codes.A1.action",
	        "expected one of none, notify"},
	    {FILE_OF(ROW ",\"vda\":\"X\""), "codes.A1.vda", "expected one of -, I, A"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"bulk\":1"), "codes.A1.bulk", "true or false"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"note\":1"), "codes.A1.note", "a text expected"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"reasons\":[\"initial\",\"why\"]"),
	        "codes.A1.reasons[1]", "expected one of initial"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"accepts\":[\"why\"]"), "codes.A1.accepts[0]",
	        "expected one of initial"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"redo\":[\"9\"]"), "codes.A1.redo[0]",
	        "expected one of"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"redo\":[\"other\"]"), "codes.A1.redo[0]",
	        "a role that names one element"},
	    {FILE_OF(ROW ",\"action\":\"none\",\"redo\":\"warrant\""), "codes.A1.redo",
	        "a list expected"},
	    {"{\"codes\":{\"A,1\":{" ROW ",\"action\":\"none\"}}}", "codes.A,1",
	        "without blanks and commas"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_ppap_changes *c = crm_ppap_changes_new();
		struct crm_doc *d = parse(rows[i].json, strlen(rows[i].json));
		struct crm_err e = CRM_ERR_INIT;

		assert_int_equal(crm_ppap_changes_add(c, d, "own.json", &e), -1);
		assert_int_equal(e.code, CRM_CONFIG);
		assert_string_equal(e.source, "own.json");
		assert_string_equal(e.field, rows[i].field);
		if (strstr(e.text, rows[i].text) == NULL)
			fail_msg("row %zu: %s", i, e.text);
		crm_doc_free(d);
		crm_ppap_changes_free(c);
	}
}

/* A row of a code that is there takes its place. */
static void replaced(void **state)
{
	static const char own[] = FILE_OF(ROW ",\"vda\":\"I\",\"reasons\":[],\"redo\":[]");
	static const char again[] =
	    "{\"codes\":{\"a1\":{" ROW ",\"vda\":\"-\",\"unchecked\":true,\"note\":\"why\"}}}";
	struct crm_ppap_changes *c = crm_ppap_changes_new();
	struct crm_doc *d = parse(own, strlen(own));
	const struct crm_change_code *row;
	struct crm_err e = CRM_ERR_INIT;

	(void)state;
	assert_int_equal(crm_ppap_changes_add(c, d, "own.json", &e), 0);
	assert_int_equal(crm_ppap_changes_at(c, 0)->action, CRM_CHANGE_NOTIFY);
	crm_doc_free(d);
	d = parse(again, strlen(again));
	assert_int_equal(crm_ppap_changes_add(c, d, "again.json", &e), 0);
	crm_doc_free(d);
	row = crm_ppap_changes_at(c, 0);
	assert_int_equal(row->action, CRM_CHANGE_NONE);
	assert_string_equal(row->note, "why");
	assert_null(row->reasons[0]);
	assert_int_equal(row->redo[0], CRM_PPAP_ROLES);
	assert_null(crm_ppap_changes_at(c, 1));
	crm_ppap_changes_free(c);
	crm_ppap_changes_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refused),
	    cmocka_unit_test(replaced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
