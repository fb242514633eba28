/*
 * lib/rules/submission/submission.h: what an interim approval allows, and more of it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/submission/submission.h"
#include "tests/unit/todo_util.h"

#define NINE "2026-11-20T09:00:00Z"
#define TEN "2026-11-20T10:00:00Z"
#define APPROVED                                                                              \
	"'state':'approved','part':'A','customer':'VW','submitted_at':'" NINE "','verdict':'" \
	"approved','verdict_at':'" NINE "','revalidate_by':'2027-11-20'"
#define INTERIM                                                                              \
	"'state':'interim','part':'A','customer':'VW','submitted_at':'" NINE "','verdict':'" \
	"interim','verdict_at':'" NINE "'"

static void run(const struct crm_expected *rows, size_t n)
{
	crm_take_all(&crm_submission, rows, n);
}

#define HUNDRED INTERIM ",'interim_quantity':100,'uses':{'L1':{'quantity':60}}"
#define UNTIL(day) INTERIM ",'interim_expiry':'" day "'"

#define LOT_A INTERIM ",'interim_quantity':100,'uses':{'L1':{'quantity':60,'lot':'A'}}"

/* Entered wrongly, it is taken out again: that delivery and lot, after it was counted. */
static void giving_back(void **state)
{
#define SINCE(at) \
	INTERIM ",'interim_quantity':100,'uses':{'L1':{'at':'" at "','quantity':60,'lot':'A'}}"
	static const struct crm_expected rows[] = {
	    {{SINCE(TEN), "give-back", "delivery=L1;lot=B", "why=slip", TEN, NULL}, false,
	        "error no_such_item uses: this delivery is not counted, or not with this lot\n"},
	    {{SINCE(TEN), "give-back", "delivery=L2", "why=slip", TEN, NULL}, false,
	        "error no_such_item uses: this delivery is not counted, or not with this lot\n"},
	    {{SINCE(TEN), "give-back", "delivery=L1;lot=A", "", TEN, NULL}, false,
	        "error missing_field why: 'give-back' needs --why\n"},
	    {{SINCE("2026-11-20T10:00:01Z"), "give-back", "delivery=L1;lot=A", "why=slip", TEN,
	         NULL},
	        false,
	        "error wrong_order at: is earlier than it was counted, 2026-11-20T10:00:01Z\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void using(void **state)
{
	static const struct crm_expected rows[] = {
	    {{HUNDRED, "use", "delivery=L2;quantity=40", "", TEN, NULL}, true,
	        "uses.L2.at=" TEN "\nuses.L2.by=cs01\nuses.L2.delivery=L2\nuses.L2.quantity=40\n"},
	    {{HUNDRED, "use", "delivery=L2;quantity=41", "", TEN, NULL}, false,
	        "error quantity_exceeds interim_quantity: 1 more than the customer allows: 40 are "
	        "left\n"},
	    {{HUNDRED, "use", "delivery=L1;quantity=1", "", TEN, NULL}, false,
	        "error already_done uses: this delivery is counted already\n"},
	    /* each lot of a delivery counts once; of what was counted without a lot nobody knows which */
	    {{LOT_A, "use", "delivery=L1;lot=B;quantity=40", "", TEN, NULL}, true,
	        "uses.a9cb467aa42e.at=" TEN
	        "\nuses.a9cb467aa42e.by=cs01\nuses.a9cb467aa42e.delivery=L1\n"
	        "uses.a9cb467aa42e.lot=B\nuses.a9cb467aa42e.quantity=40\n"},
	    {{LOT_A, "use", "delivery=L1;lot=B;quantity=41", "", TEN, NULL}, false,
	        "error quantity_exceeds interim_quantity: 1 more than the customer allows: 40 are "
	        "left\n"},
	    {{LOT_A, "use", "delivery=L1;lot=A;quantity=1", "", TEN, NULL}, false,
	        "error already_done uses: this delivery is counted already\n"},
	    {{LOT_A, "use", "delivery=L1;quantity=1", "", TEN, NULL}, false,
	        "error already_done uses: this delivery is counted already\n"},
	    {{HUNDRED, "use", "delivery=L1;lot=A;quantity=1", "", TEN, NULL}, false,
	        "error already_done uses: this delivery is counted already\n"},
	    {{HUNDRED, "use", "delivery=L2;quantity=0", "", TEN, NULL}, false,
	        "error bad_value uses: quantity is 0: more than that expected\n"},
	    {{UNTIL("2026-11-20"), "use", "delivery=L2;quantity=1", "", TEN, NULL}, true,
	        "uses.L2.at=" TEN "\nuses.L2.by=cs01\nuses.L2.delivery=L2\nuses.L2.quantity=1\n"},
	    {{UNTIL("2026-11-19"), "use", "delivery=L2;quantity=1", "", TEN, NULL}, false,
	        "error expired interim_expiry: is past: it counts as rejected, and nothing is "
	        "shipped\n"},
	    {{APPROVED, "use", "delivery=L2;quantity=1", "", TEN, NULL}, false,
	        "error wrong_state state: is approved; 'use' needs interim\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

static void extending(void **state)
{
	static const struct crm_expected rows[] = {
	    {{UNTIL("2026-11-19"), "extend", "interim_expiry=2026-12-31", "reference=R2", TEN,
	         NULL},
	        true,
	        "interim_expiry=2026-12-31\nextensions.KEY.at=" TEN
	        "\nextensions.KEY.by=cs01\nextensions.KEY.reference=R2\n"
	        "extensions.KEY.expiry=2026-12-31\nextensions.KEY.expiry_before=2026-11-19\n"},
	    {{UNTIL("2026-11-19"), "extend", "interim_expiry=2026-12-31", "", TEN, NULL}, false,
	        "error missing_field reference: 'extend' needs --reference\n"},
	    {{UNTIL("2026-11-19"), "extend", "", "reference=R2", TEN, NULL}, false,
	        "error missing_field interim_expiry: a new last day, or a new quantity "
	        "(interim_quantity) is needed\n"
	        "error expired interim_expiry: is past: more pieces alone do not help\n"},
	    {{UNTIL("2026-11-19"), "extend", "interim_expiry=2026-11-19", "reference=R2", TEN,
	         NULL},
	        false, "error expired interim_expiry: is past on the day of the step\n"},
	    /* later than it was, by a day */
	    {{UNTIL("2026-11-21"), "extend", "interim_expiry=2026-11-21", "reference=R2", TEN,
	         NULL},
	        false,
	        "error bad_value interim_expiry: is not later than the last day that there is\n"},
	    {{UNTIL("2026-11-21"), "extend", "interim_expiry=2026-11-22", "reference=R2", TEN,
	         NULL},
	        true,
	        "interim_expiry=2026-11-22\nextensions.KEY.at=" TEN
	        "\nextensions.KEY.by=cs01\nextensions.KEY.reference=R2\n"
	        "extensions.KEY.expiry=2026-11-22\nextensions.KEY.expiry_before=2026-11-21\n"},
	    /* the new total, with the pieces that were used */
	    {{HUNDRED, "extend", "interim_quantity=61", "reference=R2", TEN, NULL}, true,
	        "interim_quantity=61\nextensions.KEY.at=" TEN
	        "\nextensions.KEY.by=cs01\nextensions.KEY.reference=R2\nextensions.KEY.quantity=61\n"
	        "extensions.KEY.quantity_before=100\n"},
	    {{HUNDRED, "extend", "interim_quantity=60", "reference=R2", TEN, NULL}, false,
	        "error bad_value interim_quantity: 60 were used already: more than that expected, as "
	        "the new total\n"},
	    {{INTERIM ",'interim_quantity':60,'interim_expiry':'2026-12-01',"
	              "'uses':{'L1':{'quantity':60}}",
	         "extend", "interim_expiry=2026-12-31", "reference=R2", TEN, NULL},
	        false,
	        "error quantity_exceeds interim_quantity: is used up: more time alone does not "
	        "help\n"},
	};

	(void)state;
	run(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(using),
	    cmocka_unit_test(giving_back),
	    cmocka_unit_test(extending),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
