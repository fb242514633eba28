/*
 * lib/rules/kind.h: the kinds, and what every record is judged by.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "lib/rules/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void kinds(void **state)
{
	(void)state;
	assert_ptr_equal(crm_kind_find("complaint"), &crm_complaint);
	assert_null(crm_kind_find("complain"));
	assert_null(crm_kind_find(""));
	assert_ptr_equal(crm_kind_at(0), &crm_complaint);
	assert_null(crm_kind_at(1000));
	for (size_t i = 0; crm_kind_at(i) != NULL; i++) {
		const struct crm_kind *k = crm_kind_at(i);

		assert_ptr_equal(crm_kind_find(k->name), k);
		assert_string_equal(k->flow.schema->name, k->name);
		assert_int_equal(crm_schema_find(k->flow.schema, "kind", 4), CRM_C_KIND);
		assert_int_equal(
		    crm_schema_find(k->flow.schema, "duplicate_of", 12), CRM_C_DUPLICATE_OF);
		assert_non_null(crm_flow_first(&k->flow));
	}
}

/* The findings of one record, and the outcome of its case. */
static void check_with(
    const struct crm_kind *k, const char *members, const char *want, const char *id)
{
	struct crm_shape *shape = crm_shape_new(k->flow.schema);
	struct crm_record *r = crm_take_record(members);
	struct crm_findings *f = crm_findings_new();
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf have = CRM_BUF_INIT;
	struct crm_view v;

	crm_view_of_record(shape, r, &a, &v);
	crm_kind_check(k, &v, f);
	crm_take_findings(f, &have);
	if (strcmp(crm_buf_str(&have), want) != 0)
		fail_msg("%s gave:\n%s\nexpected:\n%s", members, crm_buf_str(&have), want);
	assert_int_equal(crm_cases_count(f), 1);
	assert_string_equal(crm_case_at(f, 0)->name, id);
	assert_int_equal(crm_case_at(f, 0)->outcome, want[0] == '\0' ? CRM_PASSED : CRM_FAILED);
	for (size_t i = 0; i < crm_findings_count(f); i++)
		assert_string_equal(crm_finding_at(f, i)->subject, id);
	crm_buf_release(&have);
	crm_arena_release(&a);
	crm_findings_free(f);
	crm_record_free(r);
	crm_shape_free(shape);
}

static void check_is(const char *members, const char *want, const char *id)
{
	check_with(&crm_complaint, members, want, id);
}

#define OK "'id':'C-1','customer':'VW'"

static void records(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {OK, ""},
	    {OK ",'state':'duplicate','quantity':0,'colour':7.5,'class':null", ""},
	    /* types, words, states */
	    {OK ",'received_at':'31.2.2026'",
	        "error bad_value received_at: '31.2.2026' cannot be read, expected a date and time "
	        "with offset, like 2026-11-20T09:00:00+08:00\n"},
	    {OK ",'state':'lost'",
	        "error bad_state state: 'lost' cannot be read, expected one of: open, answered, "
	        "closed, void, duplicate\n"},
	    {OK ",'informed_by':'fax','quantity':'x'",
	        "error bad_value quantity: 'x' cannot be read, expected a count like 12, "
	        "not below 0\n"
	        "error bad_value informed_by: 'fax' cannot be read, expected one of: phone, "
	        "email\n"},
	    {OK ",'quantity':-1",
	        "error bad_value quantity: '-1' cannot be read, expected a count like 12, not below 0\n"},
	    {OK ",'verdicts':'met'",
	        "error bad_value verdicts: 'met' cannot be read, expected a JSON object\n"},
	    {OK ",'verdicts':{'inform':{'verdict':'perhaps'}}",
	        "error bad_value verdicts.inform.verdict: 'perhaps' cannot be read, expected one "
	        "of: met, late\n"},
	    /* required by open */
	    {"'id':'C-1'", "error missing_field customer: is missing: 'open' needs it\n"},
	    /* end before start: once for a pair of stamps, whether a clock applies or not */
	    {OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T08:59:59Z'",
	        "error end_before_start informed_at: 2026-11-20T08:59:59Z is earlier than "
	        "'received_at', 2026-11-20T09:00:00Z\n"},
	    {OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T09:00:00Z'", ""},
	    {OK ",'disposition':'sort','disposed_at':'2026-11-20T09:00:00Z',"
	        "'arranged_at':'2026-11-20T08:59:59Z'",
	        "error end_before_start arranged_at: 2026-11-20T08:59:59Z is earlier than "
	        "'disposed_at', 2026-11-20T09:00:00Z\n"},
	    {OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T08:59:59Z',"
	        "'verdicts':{'inform':{'verdict':'met','imported':true}}",
	        "error end_before_start informed_at: 2026-11-20T08:59:59Z is earlier than "
	        "'received_at', 2026-11-20T09:00:00Z\n"},
	    /* late entries */
	    {OK ",'late_entry':{'informed_at':{'rec':'2026-11-20T09:00:00Z','by':'cs01'},"
	        "'received_at':{'rec':'2026-11-20T09:01:00Z','by':'cs02'}}",
	        "warning late_entry informed_at: was entered late, at 2026-11-20T09:00:00Z by "
	        "cs01\n"
	        "warning late_entry received_at: was entered late, at 2026-11-20T09:01:00Z by "
	        "cs02\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_is(rows[i].members, rows[i].want,
		    strstr(rows[i].members, "'id':'C-1'") != NULL ? "C-1" : "");
}

static void ids(void **state)
{
	(void)state;
	check_is("'customer':'VW'", "error missing_field id: there is no id\n", "");
	check_is("'customer':'VW','id':'-1'",
	    "error bad_value id: '-1' is no id, expected letters, digits, '.', '_' and '-', at "
	    "most 64\n",
	    "-1");
	check_is("'customer':'VW','id':17",
	    "error bad_value id: '17' cannot be read, expected text\n", "17");
}

/* Two clocks between the same stamps are one finding. */
static void order_once(void **state)
{
	static const struct crm_clock twice[] = {
	    {"inform", CRM_K_RECEIVED_AT, CRM_K_INFORMED_AT, 0, "PT5M", NULL, NULL, NULL, false,
	        ""},
	    {"other", CRM_K_RECEIVED_AT, CRM_K_INFORMED_AT, 0, "PT9M", NULL, NULL, NULL, false, ""},
	    {NULL, 0, 0, 0, NULL, NULL, NULL, NULL, false, NULL},
	};
	struct crm_kind k = crm_complaint;

	(void)state;
	k.clocks = twice;
	check_with(&k,
	    OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T08:59:59Z'",
	    "error end_before_start informed_at: 2026-11-20T08:59:59Z is earlier than "
	    "'received_at', 2026-11-20T09:00:00Z\n",
	    "C-1");
	k.clocks = NULL;
	check_with(&k,
	    OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T08:59:59Z'", "",
	    "C-1");
}

/* A value is cut in a message, not within a character. */
static void long_value(void **state)
{
	struct crm_buf members = CRM_BUF_INIT, want = CRM_BUF_INIT;

	(void)state;
	crm_buf_addz(&members, OK ",'class':'x");
	crm_buf_addz(&want, "error bad_value class: 'x");
	for (int i = 0; i < 100; i++) {
		crm_buf_addz(&members, "\xe4\xb8\xad");
		if (i < 66)
			crm_buf_addz(&want, "\xe4\xb8\xad");
	}
	crm_buf_addz(&members, "'");
	crm_buf_addz(&want,
	    "' cannot be read, expected one of: quality, delivery, service, "
	    "environment, enquiry\n");
	check_is(crm_buf_str(&members), crm_buf_str(&want), "C-1");
	crm_buf_release(&members);
	crm_buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds),
	    cmocka_unit_test(records),
	    cmocka_unit_test(ids),
	    cmocka_unit_test(order_once),
	    cmocka_unit_test(long_value),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
