/*
 * lib/rules/kind.h: the kinds, and what every record is judged by.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/todo.h"
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

/* Kinds, separated by blanks, that a book of k tells of. */
static void looks_at(const struct crm_kind *k, const char *looks)
{
	size_t len;

	if (looks == NULL)
		return;
	assert_non_null(k->book);
	for (looks += strspn(looks, " "); *looks != '\0';
	     looks += len, looks += strspn(looks, " ")) {
		char *name;

		len = strcspn(looks, " ");
		name = strndup(looks, len);
		if (crm_kind_find(name) == NULL)
			fail_msg("%s looks at '%s', which is no kind", k->name, name);
		free(name);
	}
}

/* What they name of each other is there. */
static void others(void **state)
{
	(void)state;
	for (size_t i = 0; crm_kind_at(i) != NULL; i++) {
		const struct crm_kind *k = crm_kind_at(i);
		const struct crm_beside *b = k->besides;

		looks_at(k, k->todo != NULL ? k->todo->looks : NULL);
		for (const struct crm_step *s = k->flow.steps; s->name != NULL; s++)
			looks_at(k, s->looks);
		for (; b != NULL && b->after != NULL; b++) {
			assert_non_null(crm_flow_step(&k->flow, b->after));
			assert_non_null(crm_kind_find(b->kind));
			assert_non_null(crm_flow_step(&crm_kind_find(b->kind)->flow, b->then));
		}
	}
}

/* Nothing is known of other kinds than the customer. */
static bool find(const void *ctx, const char *kind, const char *text, size_t len)
{
	assert_null(ctx);
	return strcmp(kind, "customer") != 0 || len != 6 || memcmp(text, "nobody", 6) != 0;
}

static const struct crm_known customers = {find, NULL};

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
	crm_kind_check(k, &v, &customers, crm_take_at("2026-11-21T00:00:00Z"), f);
	crm_take_findings(f, &have);
	if (strcmp(crm_buf_str(&have), want) != 0)
		fail_msg("%s gave:\n%s\nexpected:\n%s", members, crm_buf_str(&have), want);
	assert_int_equal(crm_cases_count(f), 1);
	assert_string_equal(crm_case_at(f, 0)->name, id);
	assert_int_equal(crm_case_outcome(f, crm_case_at(f, 0), CRM_WARNING),
	    want[0] == '\0' ? CRM_PASSED : CRM_FAILED);
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
	        "with offset, like 2026-11-20T09:00:00+08:00, years 1970 to 2199\n"},
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
	        "error bad_value verdicts: 'met' cannot be read, expected a JSON object of objects, by key\n"},
	    {OK ",'verdicts':{'inform':{'verdict':'perhaps'}}",
	        "error bad_value verdicts.inform.verdict: 'perhaps' cannot be read, expected one "
	        "of: met, late\n"},
	    /* a stamp is not later than now */
	    {OK ",'informed_at':'2026-11-21T00:00:00Z'", ""},
	    {OK ",'informed_at':'2026-11-21T00:00:01Z'",
	        "error in_future informed_at: '2026-11-21T00:00:01Z' is later than now\n"},
	    /* required by open */
	    {"'id':'C-1'", "error missing_field customer: is missing: 'open' needs it\n"},
	    /* references: a text that no record of the kind has */
	    {"'id':'C-1','customer':'nobody'",
	        "warning unknown_reference customer: no customer has the id or name 'nobody'\n"},
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

static void order(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
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
	    /* nothing happens before the first stamp */
	    {OK ",'received_at':'2026-11-20T09:00:00Z','confirmed_at':'2026-11-20T08:59:59Z'",
	        "error end_before_start confirmed_at: 2026-11-20T08:59:59Z is earlier than "
	        "'received_at', 2026-11-20T09:00:00Z\n"},
	    {OK ",'received_at':'2026-11-20T09:00:00Z','confirmed_at':'2026-11-20T09:00:00Z'", ""},
	    {OK ",'confirmed_at':'2026-11-20T08:59:59Z'", ""},
	    /* each pair that is in the wrong order */
	    {OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T09:01:00Z',"
	        "'contacted_at':'2026-11-20T08:59:59Z'",
	        "error end_before_start contacted_at: 2026-11-20T08:59:59Z is earlier than "
	        "'informed_at', 2026-11-20T09:01:00Z\n"
	        "error end_before_start contacted_at: 2026-11-20T08:59:59Z is earlier than "
	        "'received_at', 2026-11-20T09:00:00Z\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_is(rows[i].members, rows[i].want, "C-1");
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
	    {.name = "inform",
	        .from = CRM_K_RECEIVED_AT,
	        .to = CRM_K_INFORMED_AT,
	        .limit = "PT5M",
	        .rule = ""},
	    {.name = "other",
	        .from = CRM_K_RECEIVED_AT,
	        .to = CRM_K_INFORMED_AT,
	        .limit = "PT9M",
	        .rule = ""},
	    {.name = NULL},
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
	    OK ",'received_at':'2026-11-20T09:00:00Z','informed_at':'2026-11-20T08:59:59Z'",
	    "error end_before_start informed_at: 2026-11-20T08:59:59Z is earlier than "
	    "'received_at', 2026-11-20T09:00:00Z\n",
	    "C-1");
}

#define NINE "2026-11-20T09:00:00Z"
#define CLOSED_STAMP OK ",'closed_at':'2026-11-20T09:00:00Z'"

/* A stamp that the state contradicts. */
static void states(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {CLOSED_STAMP ",'state':'closed'", ""},
	    {CLOSED_STAMP ",'state':'void'", ""},
	    {CLOSED_STAMP ",'state':'answered'",
	        "error state_mismatch closed_at: is set, but the state is answered\n"},
	    {CLOSED_STAMP, "error state_mismatch closed_at: is set, but the state is open\n"},
	    {CLOSED_STAMP ",'state':'open','reopened_at':'2026-11-20T09:00:00Z'", ""},
	    {CLOSED_STAMP ",'state':'open','reopened_at':'2026-11-20T08:59:59Z'",
	        "error state_mismatch closed_at: is set, but the state is open\n"},
	    {OK ",'state':'open','answered_at':'" NINE "'",
	        "error state_mismatch answered_at: is set, but the state is open\n"},
	    {OK ",'state':'closed','answered_at':'" NINE "','reopened_at':'" NINE "'", ""},
	    /* imports know less */
	    {OK ",'state':'closed'", ""},
	    {OK ",'state':'void'", ""},
	    {OK ",'state':'void','voided_at':'" NINE "','void_why':'x'", ""},
	    {OK ",'state':'duplicate','voided_at':'" NINE "','void_why':'x'",
	        "error state_mismatch voided_at: is set, but the state is duplicate\n"
	        "error state_mismatch void_why: is set, but the state is duplicate\n"},
	    {OK ",'void_why':'x'",
	        "error state_mismatch void_why: is set, but the state is open\n"},
	    {OK ",'state':'duplicate','duplicate_of':'C-2'", ""},
	    {OK ",'state':'open','duplicate_of':'C-2'",
	        "error state_mismatch duplicate_of: is set, but the state is open\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_is(rows[i].members, rows[i].want, "C-1");
}

#define INFORMED(minute) OK ",'received_at':'" NINE "','informed_at':'2026-11-20T09:" minute ":00Z'"
#define VERDICT(members) ",'verdicts':{'inform':{" members "}}"
#define MISMATCH(text) "error verdict_mismatch verdicts.inform.verdict: " text "\n"

/* A frozen verdict that its stamps and its limit contradict. */
static void verdicts(void **state)
{
	static const struct {
		const char *members, *want;
	} rows[] = {
	    {INFORMED("05") VERDICT("'verdict':'met','limit':'PT5M'"), ""},
	    {INFORMED("06") VERDICT("'verdict':'late','limit':'PT5M'"), ""},
	    {INFORMED("06") VERDICT("'verdict':'met','limit':'PT5M'"),
	        MISMATCH("is met, but by 'informed_at' and its limit it is late")},
	    {INFORMED("05") VERDICT("'verdict':'late','limit':'PT5M'"),
	        MISMATCH("is late, but by 'informed_at' and its limit it is met")},
	    /* by the limit beside it, not by today's */
	    {INFORMED("06") VERDICT("'verdict':'met','limit':'PT6M'"), ""},
	    {INFORMED("06") VERDICT("'verdict':'met','limit':'PT5M','imported':true"), ""},
	    {INFORMED("06") VERDICT("'verdict':'met'"), ""},
	    {OK ",'received_at':'" NINE "'" VERDICT("'verdict':'met','limit':'PT5M'"),
	        MISMATCH("is met, but by 'informed_at' and its limit it is not ended")},
	    /* days: the due date that was written */
	    {INFORMED("06") VERDICT("'verdict':'met','limit':'P3D'"), ""},
	    {INFORMED("06") VERDICT("'verdict':'late','limit':'1wd','due_at':'" NINE "'"), ""},
	    {INFORMED("06") VERDICT("'verdict':'met','limit':'P3D','due_at':'" NINE "'"),
	        MISMATCH("is met, but by 'informed_at' and its limit it is late")},
	    /* said already */
	    {OK ",'received_at':'" NINE
	        "','informed_at':'2026-11-20T08:59:59Z'" VERDICT("'verdict':'met','limit':'PT5M'"),
	        "error end_before_start informed_at: 2026-11-20T08:59:59Z is earlier than "
	        "'received_at', 2026-11-20T09:00:00Z\n"},
	    /* no clock of ours */
	    {OK ",'verdicts':{'eightd':{'verdict':'met','limit':'PT5M'}}", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_is(rows[i].members, rows[i].want, "C-1");
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

/* Every collection of every kind is an object of objects. */
static void collections(void **state)
{
	(void)state;
	for (size_t i = 0; crm_kind_at(i) != NULL; i++) {
		const struct crm_schema *s = crm_kind_at(i)->flow.schema;

		for (const struct crm_field *f = s->fields; f < s->fields + s->n; f++) {
			struct crm_record *r = crm_take_record("'x':[]");
			struct crm_cell list, text;

			crm_record_cell(r, "x", f, NULL, &list);
			crm_record_free(r);
			crm_field_read(f, "{\"a\":[]}", 8, &text, NULL);
			if (f->items != NULL && (list.type != CRM_T_BAD || text.type != CRM_T_BAD))
				fail_msg("%s.%s takes a list", s->name, f->name);
		}
	}
	check_with(&crm_complaint, "'id':'C-1','customer':'VW','notes':{'a':[],'b':'x','c':{}}",
	    "error bad_value notes.a: cannot be read, expected a JSON object\n"
	    "error bad_value notes.b: cannot be read, expected a JSON object\n",
	    "C-1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(kinds),
	    cmocka_unit_test(others),
	    cmocka_unit_test(collections),
	    cmocka_unit_test(records),
	    cmocka_unit_test(order),
	    cmocka_unit_test(ids),
	    cmocka_unit_test(order_once),
	    cmocka_unit_test(states),
	    cmocka_unit_test(verdicts),
	    cmocka_unit_test(long_value),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
