/*
 * lib/flow/step.h: texts of nothing but blanks, and steps before the record's
 * own beginning, on a complaint.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/complaint/complaint.h"
#include "tests/unit/take.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define NINE "2026-11-20T09:00:00Z"
#define OPEN "'state':'open','received_at':'2026-11-20T10:00:00+01:00'"

/* ASCII's, U+00A0, U+3000; in a whole record an empty column, where nothing needs it. */
static void blanks(void **state)
{
	static const struct crm_expected rows[] = {
	    {{NULL, "open", "customer= \t\n\u00a0\u3000", "", NINE, NULL}, false,
	        "error bad_value customer: blank; expected a text\n"},
	    {{NULL, "open", "customer=\u00a0x;part= ;lot=;x-note= ", "", NINE, NULL}, true,
	        "state=open\ncustomer=\u00a0x\nreceived_at=" NINE "\nclass=quality\n"},
	    {{OPEN, "amend", "part= ", "why=w", NINE, NULL}, false,
	        "error bad_value part: blank; expected a text\n"},
	    {{OPEN, "team", "name=\u3000;role=leader", "", NINE, NULL}, false,
	        "error bad_value name: blank; expected a text\n"},
	    {{OPEN, "note", "", "text= \r\n", NINE, NULL}, false,
	        "error bad_value text: blank; expected a text\n"},
	    {{OPEN, "note", "", "text=", NINE, NULL}, false,
	        "error missing_field text: 'note' needs --text\n"},
	};

	(void)state;
	crm_take_all(&crm_complaint, rows, COUNT(rows));
}

/* Taken, and told with both times; of a clock as that, and never of what makes the record. */
static void before_start(void **state)
{
#define EARLY "2026-11-20T08:59:59Z"
#define TOLD                                                                   \
	"warning before_start at: '" EARLY "' is earlier than 'received_at', " \
	"2026-11-20T10:00:00+01:00\n"
	static const struct crm_expected rows[] = {
	    {{OPEN, "pass", "supplier=S", "", NINE, NULL}, true,
	        "supplier=S\npassed_at=" NINE "\n"},
	    {{OPEN, "pass", "supplier=S", "", EARLY, NULL}, true,
	        "supplier=S\npassed_at=" EARLY "\n" TOLD},
	    {{OPEN, "reply", "", "", EARLY, NULL}, true,
	        "replied_at=" EARLY
	        "\nwarning end_before_start replied_at: is earlier than 'received_at'\n"},
	    {{"'state':'open'", "pass", "supplier=S", "", EARLY, NULL}, true,
	        "supplier=S\npassed_at=" EARLY "\n"},
	    {{NULL, "open", "customer=x;received_at=" NINE, "", EARLY, NINE}, true,
	        "state=open\ncustomer=x\nreceived_at=" NINE "\nclass=quality\n"},
	    /* a refusal says why it was refused, no more */
	    {{OPEN, "pass", "", "", EARLY, NULL}, false,
	        "error missing_field supplier: 'pass' needs it\n"},
	};

	(void)state;
	crm_take_all(&crm_complaint, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(blanks),
	    cmocka_unit_test(before_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
