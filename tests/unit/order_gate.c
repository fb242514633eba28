/*
 * lib/rules/order/deliver/gate.h: order, pieces, samples, papers; all reasons at once.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_gate.h"

static const struct gate_row orders_rows[] = {
    {.what = "confirmed and approved: it may leave", L1, .want = ""},
    {.what = "an order that is not confirmed does not",
        .order = "'id':'O-1','state':'approved','customer':'VW','part':'4711',"
                 "'quantity':100",
        L1,
        .want = "not_confirmed : the order is approved: it was not confirmed to the "
                "customer\n"},
    {.what = "nor one without a state",
        .order = "'id':'O-1','customer':'VW','part':'4711','quantity':100",
        L1,
        .want = "not_confirmed : the order is open: it was not confirmed to the "
                "customer\n"},
    {.what = "nor one that was cancelled, whoever says so",
        .order = "'id':'O-1','state':'cancelled','customer':'VW','part':'4711',"
                 "'quantity':100",
        L1,
        .want = "not_confirmed : the order is cancelled !\n"},
    {.what = "a verbal order without its paper",
        .order = ORDER ",'form':'verbal'",
        L1,
        .want = "no_paper !\n"},
    {.what = "goods of which the lot is not said",
        .quantity = "60",
        .want = "lot_missing : no lot is named: every piece is of one !\n"},
    {.what = "nothing is said yet: nothing is judged of it", .want = ""},
};

static void orders(void **state)
{

	(void)state;
	run(orders_rows, COUNT(orders_rows));
}

#define SENT(n, more) ",'deliveries':{'a':{'note':'A','lot':'L0','quantity':" n more "}}"
#define LINES \
	",'lines':{'10':{'line':'10','quantity':30},'20':{'line':'20','quantity':70,'part':'88'}}"
static const struct gate_row pieces_rows[] = {
    {.what = "the last piece", .order = ORDER SENT("40", ""), L1, .want = ""},
    {.what = "one more than was ordered",
        .order = ORDER SENT("41", ""),
        L1,
        .want = "quantity_exceeds : 60 pieces are too many: of 100 ordered 41 have left, "
                "and at most 100 may !\n"},
    {.what = "by `over` five per cent more may leave",
        .order = ORDER ",'over':'5'" SENT("45", ""),
        L1,
        .want = ""},
    {.what = "and not one more",
        .order = ORDER ",'over':'5'" SENT("46", ""),
        L1,
        .want = "quantity_exceeds : 60 pieces are too many: of 100 ordered 46 have left, "
                "and at most 105 may !\n"},
    {.what = "what did not arrive is owed again",
        .order = ORDER SENT("42", ",'arrived':40"),
        L1,
        .want = ""},
    {.what = "and no more than that",
        .order = ORDER SENT("42", ",'arrived':41"),
        L1,
        .want = "quantity_exceeds : 60 pieces are too many: of 100 ordered 41 have left, "
                "and at most 100 may !\n"},
    {.what = "of several lines one is named",
        .order = ORDER LINES,
        .lot = "L1",
        .quantity = "30",
        .want = "ppap_missing : part '88' was never submitted for approval\n"
                "line_missing : the order has 2 lines: which is it? !\n"},
    {.what = "its own pieces and part count",
        .order = ORDER LINES,
        .line = "10",
        .lot = "L1",
        .quantity = "31",
        .want = "quantity_exceeds : 31 pieces are too many: of 30 ordered 0 have left, and "
                "at most 30 may !\n"},
    {.what = "a line that there is not",
        .order = ORDER LINES,
        .line = "30",
        .lot = "L1",
        .quantity = "1",
        .want = "no_such_line : the order has no line '30' !\n"},
    {.what = "every line is asked about",
        .order = ORDER LINES,
        .want = "ppap_missing : part '88' was never submitted for approval\n"},
};

static void pieces(void **state)
{

	(void)state;
	run(pieces_rows, COUNT(pieces_rows));
}

#define OPENED(hour) ",'opened_at':'2026-11-01T" hour ":00:00Z'"

static const struct gate_row samples_rows[] = {
    {.what = "a shipping sample that is not approved",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "sent", OF_ORDER)},
        L1,
        .want = "sample_not_approved S-1: the shipping sample S-1 is not approved (sent)\n"},
    {.what = "approved",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "approved", OF_ORDER)},
        L1,
        .want = ""},
    {.what = "and its last day still counts",
        .records = {APPROVED,
            SAMPLE("S-1", "shipping", "approved", OF_ORDER ",'expiry':'2026-11-20'")},
        L1,
        .want = ""},
    {.what = "the day after not",
        .records = {APPROVED,
            SAMPLE("S-1", "shipping", "approved", OF_ORDER ",'expiry':'2026-11-19'")},
        L1,
        .want = "sample_not_approved S-1: the shipping sample S-1 is past its last day\n"},
    {.what = "a pre-production sample, too",
        .records = {APPROVED, SAMPLE("S-1", "pre", "rejected", OF_ORDER)},
        L1,
        .want = "sample_not_approved S-1: the pre sample S-1 is not approved "
                "(rejected)\n"},
    {.what = "one approved is enough beside one that was asked for before it, or with it",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "approved", OF_ORDER OPENED("10")),
            SAMPLE("S-2", "shipping", "sent", OF_ORDER OPENED("10"))},
        L1,
        .want = ""},
    {.what = "but not beside a later one",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "approved", OF_ORDER OPENED("10")),
            SAMPLE("S-2", "shipping", "sent", OF_ORDER OPENED("11"))},
        L1,
        .want = "sample_not_approved S-2: the shipping sample S-2 is not approved (sent)\n"},
    {.what = "or one of which nobody knows when",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "approved", OF_ORDER OPENED("10")),
            SAMPLE("S-2", "shipping", "rejected", OF_ORDER)},
        L1,
        .want = "sample_not_approved S-2: the shipping sample S-2 is not approved (rejected)\n"},
    {.what = "nor for another part",
        .order = "'id':'O-1','state':'confirmed','customer':'BMW','confirmed_at':'" NINE
                 "','lines':{'1':{'part':'A','quantity':90},'2':{'part':'B','quantity':9}}",
        .records = {SAMPLE("S-1", "shipping", "approved", OF_ORDER ",'part':'A'" OPENED("10")),
            SAMPLE("S-2", "shipping", "sent", OF_ORDER ",'part':'B'" OPENED("09"))},
        .line = "1",
        L1,
        .want = "sample_not_approved S-2: the shipping sample S-2 is not approved (sent)\n"},
    {.what = "one that blocks nothing",
        .records = {APPROVED, SAMPLE("S-1", "style", "sent", OF_ORDER)},
        L1,
        .want = ""},
    {.what = "one of another order",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "sent", ",'order':'O-2'")},
        L1,
        .want = ""},
    {.what = "one of the part that names no order",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "sent", ",'part':'4711'")},
        L1,
        .want = "sample_not_approved S-1: the shipping sample S-1 is not approved (sent)\n"},
    {.what = "one that the order needs and nobody has asked for",
        .order = ORDER ",'samples':'style, shipping'",
        L1,
        .want = "sample_missing : there is no shipping sample\n"},
    {.what = "one that was withdrawn is none",
        .order = ORDER ",'samples':'shipping'",
        .records = {APPROVED, SAMPLE("S-1", "shipping", "withdrawn", OF_ORDER)},
        L1,
        .want = "sample_missing : there is no shipping sample\n"},
};

static void samples(void **state)
{

	(void)state;
	run(samples_rows, COUNT(samples_rows));
}

#define INSPECTED(key, whose, lot, at, result)                                                     \
	"'" key "':{'at':'2026-11-" at "T08:00:00Z','whose':'" whose "','result':'" result "'" lot \
	"}"
#define OF(lot) ",'lot':'" lot "'"
static const struct gate_row papers_rows[] = {
    {.what = "the last inspection was not passed",
        .order = ORDER ",'inspections':{" INSPECTED("a", "ours", "", "18", "passed") "," INSPECTED(
            "b", "ours", OF("L1"), "19", "failed") "}",
        L1,
        .want = "inspection_failed : our inspection of 2026-11-19 was not passed\n"},
    {.what = "an earlier one",
        .order = ORDER ",'inspections':{" INSPECTED("a", "ours", OF("L1"), "19",
            "passed") "," INSPECTED("b", "ours", "", "18", "failed") "}",
        L1,
        .want = ""},
    {.what = "one of another lot",
        .order = ORDER ",'inspections':{" INSPECTED("a", "ours", OF("L2"), "19", "failed") "}",
        L1,
        .want = ""},
    {.what = "the customer's, which is awaited",
        .order = ORDER ",'customer_inspection':true,'inspections':{" INSPECTED(
            "a", "ours", "", "19", "passed") "}",
        L1,
        .want = "inspection_missing : the customer inspects before shipment, and has not "
                "yet\n"},
    {.what = "which was not passed",
        .order = ORDER ",'customer_inspection':true,'inspections':{" INSPECTED(
            "a", "customer", "", "19", "failed") "}",
        L1,
        .want = "inspection_failed : the customer's inspection of 2026-11-19 was not "
                "passed\n"},
    {.what = "which was",
        .order = ORDER ",'customer_inspection':true,'inspections':{" INSPECTED(
            "a", "customer", OF("L1"), "19", "passed") "}",
        L1,
        .want = ""},
    {.what = "exported, and not checked",
        .order = ORDER ",'export':true",
        L1,
        .want = "export_unchecked : it is exported: parties and goods were not checked\n"},
    {.what = "checked",
        .order = ORDER ",'export':true,'export_checked_at':'" NINE "','export_check':'clear'",
        L1,
        .want = ""},
    {.what = "with a hit",
        .order = ORDER ",'export':true,'export_checked_at':'" NINE "','export_check':'hit'",
        L1,
        .want = "export_hit : the export check has found somebody or something !\n"},
    {.what = "papers of the list that are not ready",
        .order = ORDER ",'documents':{'EUR-1':{'document':'EUR-1'},'inv':{'document':"
                       "'invoice','done_at':'" NINE "'}}",
        L1,
        .want = "document_missing EUR-1: 'EUR-1' is not ready\n"},
};

static void papers(void **state)
{

	(void)state;
	run(papers_rows, COUNT(papers_rows));
}

static void all(void **state)
{
	static const struct gate_row row = {.what = "all reasons at once",
	    .order = "'id':'O-1','state':'open','form':'verbal','customer':'VW','part':'4711',"
	             "'quantity':10,'export':true,'samples':'shipping',"
	             "'documents':{'EUR-1':{'document':'EUR-1'}},"
	             "'points':{'x':{'text':'colour','before':'deliver'}}",
	    .records = {UNTIL("2026-11-15"), SUSPECT("C-1", "L1"),
	        CONCESSION("D-1", "used_up", ",'lot':'L1'")},
	    .lot = "L1",
	    .quantity = "11",
	    .want = "point_open\n"
	            "no_paper !\n"
	            "not_confirmed : the order is open: it was not confirmed to the customer\n"
	            "ppap_expired P-3: interim approval P-3 expired on 2026-11-15\n"
	            "blocked C-1: lot 'L1' is blocked by C-1: under suspicion, not yet settled (20 "
	            "pieces)\n"
	            "concession_used_up D-1: concession D-1 is used up: all of it was delivered\n"
	            "quantity_exceeds : 11 pieces are too many: of 10 ordered 0 have left, and at "
	            "most 10 may !\n"
	            "sample_missing : there is no shipping sample\n"
	            "export_unchecked : it is exported: parties and goods were not checked\n"
	            "document_missing EUR-1: 'EUR-1' is not ready\n"};

	(void)state;
	run(&row, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(orders),
	    cmocka_unit_test(pieces),
	    cmocka_unit_test(samples),
	    cmocka_unit_test(papers),
	    cmocka_unit_test(all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
