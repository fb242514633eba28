/*
 * lib/rules/import.h: what a map may set, and what an import adds to its rows.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "lib/rules/import.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void only_the_tools_write_some_fields(void **state)
{
	static const char *const free_to_set[] = {"id", "kind", "state", "customer", "quantity",
	    "received_at", "no.such.field", "verdicts.answer.verdict", "verdicts.inform.verdict"};
	static const char *const closed[] = {"verdicts", "verdicts.other.verdict",
	    "verdicts.answer.limit", "verdicts.answer.imported", "verdicts.answe.verdict",
	    "verdicts..verdict", "void_why", "notes.a.text", "amendments", "reopen_why"};

	(void)state;
	for (size_t i = 0; i < COUNT(free_to_set); i++)
		assert_null(crm_import_refuses(&crm_complaint, free_to_set[i]));
	for (size_t i = 0; i < COUNT(closed); i++)
		assert_non_null(crm_import_refuses(&crm_complaint, closed[i]));
}

static const struct {
	const char *row, *before, *want; /* before NULL: the row makes it */
} rows[] = {
    {"'customer':'A'", NULL, "'state':'open','customer':'A'"},
    {"'customer':'A','state':'closed'", NULL, "'customer':'A','state':'closed'"},
    {"'customer':null", NULL, "'state':'open'"},
    {"'customer':null", "'customer':'A'", "'customer':null"},
    {"'customer':'B'", "'customer':'A'", "'customer':'B'"},
    /* a verdict without its limit is foreign */
    {"'state':'open','verdicts':{'answer':{'verdict':'late'}}", NULL,
        "'state':'open','verdicts':{'answer':{'verdict':'late','imported':true}}"},
    {"'verdicts':{'answer':{'verdict':'late'}}", "'customer':'A'",
        "'verdicts':{'answer':{'verdict':'late','imported':true}}"},
    {"'state':'open','verdicts':{'answer':{'verdict':'late','limit':'PT24H'}}", NULL,
        "'state':'open','verdicts':{'answer':{'verdict':'late','limit':'PT24H'}}"},
    /* the one that is there is no import, another one is */
    {"'verdicts':{'answer':{'verdict':'met'}}",
        "'verdicts':{'answer':{'verdict':'met','limit':'PT24H'}}",
        "'verdicts':{'answer':{'verdict':'met'}}"},
    {"'verdicts':{'answer':{'verdict':'late'}}",
        "'verdicts':{'answer':{'verdict':'met','limit':'PT24H'}}",
        "'verdicts':{'answer':{'verdict':'late','imported':true}}"},
    {"'verdicts':{'answer':{'verdict':null}}", "'customer':'A'",
        "'verdicts':{'answer':{'verdict':null}}"},
};

static void rows_are_completed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct crm_record *row = crm_take_record(rows[i].row), *before = NULL, *got;
		struct crm_record *want = crm_take_record(rows[i].want);
		struct crm_buf a = CRM_BUF_INIT, b = CRM_BUF_INIT;

		if (rows[i].before != NULL)
			before = crm_take_record(rows[i].before);
		got = crm_import_complete(&crm_complaint, row, before);
		crm_record_dump(got, &a);
		crm_record_dump(want, &b);
		assert_string_equal(crm_buf_str(&a), crm_buf_str(&b));
		crm_buf_release(&a);
		crm_buf_release(&b);
		crm_record_free(row);
		crm_record_free(before);
		crm_record_free(got);
		crm_record_free(want);
	}
}

/* What a step wrote, by whom it says, no import changes, takes away or adds to. */
static void steps_are_not_rewritten(void **state)
{
#define BEFORE "'notes':{'s':{'by':'x','text':'A'},'i':{'text':'B'}}"
	static const struct {
		const char *row, *want;
	} cases[] = {
	    {"'notes':{'s':{'text':'B'}}", "notes.s.text"},
	    {"'notes':{'s':{'text':null}}", "notes.s.text"},
	    {"'notes':{'s':{'by':null}}", "notes.s.by"},
	    {"'notes':{'s':{'at':'y'}}", "notes.s.at"},
	    {"'notes':{'s':null}", "notes.s"},
	    {"'notes':null", "notes.s"},
	    {"'notes':{'s':{'text':'A'}}", NULL},
	    {"'notes':{'i':{'text':'C','by':'y'}}", NULL},
	    {"'notes':{'i':null}", NULL},
	    {"'notes':{'n':{'text':'C'}}", NULL},
	    {"'customer':'C'", NULL},
	};
	struct crm_record *before = crm_take_record(BEFORE);

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct crm_record *row = crm_take_record(cases[i].row);
		struct crm_buf path = CRM_BUF_INIT, by = CRM_BUF_INIT;
		bool found;

		found = crm_import_rewrites(&crm_complaint, row, before, &path, &by);
		assert_int_equal(found, cases[i].want != NULL);
		if (cases[i].want != NULL) {
			assert_memory_equal(
			    crm_buf_str(&path), cases[i].want, strlen(cases[i].want));
			assert_string_equal(crm_buf_str(&by), "x");
		}
		crm_record_free(row);
		crm_buf_release(&by);
		crm_buf_release(&path);
	}
	crm_record_free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_the_tools_write_some_fields),
	    cmocka_unit_test(rows_are_completed),
	    cmocka_unit_test(steps_are_not_rewritten),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
