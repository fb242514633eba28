/*
 * lib/rules/order/deliver/gate.h: what a delivery that broke off between two records has counted already is left
 * for it, and for no other; an order without a quantity.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_gate.h"

#define NAMED L1, .concession = "D-1"
#define ONE(c) .records = {APPROVED, c}
#define SIXTY(uses) CONCESSION("D-1", "used_up", ",'authorised_at':'" NINE "','quantity':60" uses)
#define IN_PART(uses) PPAP("P-3", "interim", ",'verdict_at':'" NINE "','interim_quantity':60" uses)
#define GONE "concession_used_up D-1: concession D-1 is used up: all of it was delivered !\n"
#define PARTS_GONE \
	"ppap_used_up P-3: interim approval P-3 is used up: all of its pieces have left\n"
#define AGAIN ",'recalls':{'r':{'note':'N1','lot':'L1','quantity':60}}"
/* What was counted of a delivery whose own line was never written is left for it. */
static const struct gate_row counted_rows[] = {
    {.what = "the last pieces of a concession, counted as this delivery",
        ONE(SIXTY(USED("N1 L1 O-1", "L1", "60"))),
        NAMED,
        .note = "N1",
        .want = ""},
    {.what = "without a note nobody knows which it is",
        ONE(SIXTY(USED("N1 L1 O-1", "L1", "60"))),
        NAMED,
        .want = GONE},
    {.what = "counted as another note",
        ONE(SIXTY(USED("N2 L1 O-1", "L1", "60"))),
        NAMED,
        .note = "N1",
        .want = GONE},
    {.what = "of another order",
        ONE(SIXTY(USED("N1 L1 O-2", "L1", "60"))),
        NAMED,
        .note = "N1",
        .want = GONE},
    {.what = "of another lot",
        ONE(SIXTY(USED("N1 L1 O-1", "L2", "60"))),
        NAMED,
        .note = "N1",
        .want = GONE},
    {.what = "one that was recalled is counted, and this one by itself",
        .order = ORDER AGAIN,
        ONE(SIXTY(USED("N1 L1 O-1", "L1", "60"))),
        NAMED,
        .note = "N1",
        .want = GONE},
    {.what = "which is the second",
        .order = ORDER AGAIN,
        ONE(SIXTY(USED("N1 L1 O-1 (2)", "L1", "60"))),
        NAMED,
        .note = "N1",
        .want = ""},
    {.what = "counted in part: so many are left for it",
        ONE(FORCE("D-1", ",'quantity':69" USED("N1 L1 O-1", "L1", "60"))),
        .lot = "L1",
        .quantity = "69",
        .concession = "D-1",
        .note = "N1",
        .want = ""},
    {.what = "and not one more",
        ONE(FORCE("D-1", ",'quantity':69" USED("N1 L1 O-1", "L1", "60"))),
        .lot = "L1",
        .quantity = "70",
        .concession = "D-1",
        .note = "N1",
        .want = "concession_quantity D-1: concession D-1: 69 pieces are left, not 70 !\n"},
    {.what = "its last day is the last one all the same",
        ONE(SIXTY(",'valid_until':'2026-11-20'" USED("N1 L1 O-1", "L1", "60"))),
        NAMED,
        .note = "N1",
        .at = "2026-11-21T00:00:00Z",
        .want = "concession_expired D-1: concession D-1 expired on 2026-11-20 !\n"},
    {.what = "it lifts what it lifted when it was counted",
        .records = {APPROVED, SUSPECT("C-1", "L1"), SIXTY(USED("N1 L1 O-1", "L1", "60"))},
        NAMED,
        .note = "N1",
        .want = ""},
    {.what = "the last pieces of an interim approval, counted as this delivery",
        .records = {IN_PART(USED("N1 L1 O-1", "L1", "60"))},
        L1,
        .note = "N1",
        .want = "goes on P-3\n"},
    {.what = "of another note",
        .records = {IN_PART(USED("N2 L1 O-1", "L1", "60"))},
        L1,
        .note = "N1",
        .want = PARTS_GONE},
    {.what = "or of none",
        .records = {IN_PART(USED("N1 L1 O-1", "L1", "60"))},
        L1,
        .want = PARTS_GONE},
    {.what = "one more than was counted",
        .records = {IN_PART(USED("N1 L1 O-1", "L1", "60"))},
        .lot = "L1",
        .quantity = "61",
        .note = "N1",
        .want = "ppap_quantity P-3: interim approval P-3: 60 pieces are left, not 61\n"},
    {.what = "goes on the one that has counted it, though another was given later",
        .records = {UNTIL("2026-11-20"), IN_PART(USED("N1 L1 O-1", "L1", "60")),
            PPAP("P-4", "interim", ",'verdict_at':'2026-11-20T09:30:00Z','interim_quantity':99")},
        L1,
        .note = "N1",
        .want = "goes on P-3\n"},
    {.what = "and in the other order",
        .records = {PPAP("P-4", "interim",
                        ",'verdict_at':'2026-11-20T09:30:00Z','interim_quantity':99"),
            IN_PART(USED("N1 L1 O-1", "L1", "60"))},
        L1,
        .note = "N1",
        .want = "goes on P-3\n"},
    {.what = "else the later",
        .records = {IN_PART(""),
            PPAP("P-4", "interim", ",'verdict_at':'2026-11-20T09:30:00Z','interim_quantity':99")},
        L1,
        .note = "N1",
        .want = "goes on P-4\n"},
};

static void counted(void **state)
{
	(void)state;
	run(counted_rows, COUNT(counted_rows));
}

/* Without a quantity nothing would ever be enough, or too much. */
static void quantities(void **state)
{
	static const struct gate_row rows[] = {
	    {.what = "an order without a quantity is not delivered, by no override",
	        .order = "'id':'O-1','state':'confirmed','customer':'VW','part':'4711'",
	        L1,
	        .want = "quantity_missing : no quantity is ordered: nobody knows what would be "
	                "enough !\n"},
	    {.what = "nor a line without one",
	        .order = "'id':'O-1','state':'confirmed','customer':'VW','part':'4711',"
	                 "'lines':{'10':{'quantity':60},'20':{'part':'4711'}}",
	        .line = "20",
	        L1,
	        .want = "quantity_missing : no quantity is ordered of line 20: nobody knows what "
	                "would be enough !\n"},
	    {.what = "another line has its own",
	        .order = "'id':'O-1','state':'confirmed','customer':'VW','part':'4711',"
	                 "'lines':{'10':{'quantity':60},'20':{'part':'4711'}}",
	        .line = "10",
	        L1,
	        .want = ""},
	    {.what = "the only line has the order's",
	        .order = ORDER ",'lines':{'10':{'part':'4711'}}",
	        L1,
	        .want = ""},
	};

	(void)state;
	run(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(counted),
	    cmocka_unit_test(quantities),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
