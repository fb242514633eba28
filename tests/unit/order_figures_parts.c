/*
 * Lines, pieces and partial deliveries, and the order book (lib/rules/order/figures/order_figures.h).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_figures_bench.h"

/* ---- parts: lines, pieces, partial deliveries ---- */

#define LOT(n, pieces, at) "'" n "':{'quantity':" pieces ",'at':'" at "','arrived_at':'" at "'}"
#define ON "2026-11-10T09:00:00+08:00"
#define AFTER "2026-11-12T09:00:00+08:00"
#define SIDES "|on_time_due|otif|on_time_due_lines|otif_lines|on_time_due_pieces|"

static const struct {
	const char *what;
	struct crm_order_delivery ask;
	const char *record, *want;
} parts[] = {
    {"60 in time, 40 late: not in time as an order, 60 % of the pieces", PROMISED,
        DUE ",'quantity':100,'deliveries':{" LOT("a", "60", ON) "," LOT("b", "40", AFTER) "}",
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 0.0000 0/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 60.0000 60/100; "},
    {"in two, both in time, the later one first", PROMISED,
        DUE ",'quantity':100,'deliveries':{" LOT("b", "40", ON) "," LOT(
            "a", "60", "2026-11-01T00:00:00Z") "}",
        "on_time_due 100.0000 1/1; otif 100.0000 1/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 100.0000 1/1; on_time_due_pieces 100.0000 100/100; "},
    {"60 came, the rest is open", PROMISED,
        DUE ",'quantity':100,'deliveries':{" LOT("a", "60", ON) "}",
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 0.0000 0/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 60.0000 60/100; "},
    {"closed short: in time, not in full", PROMISED,
        DUE ",'quantity':100,'deliveries':{" LOT("a", "60", ON) "}," DONE(ON),
        "on_time_due 100.0000 1/1; otif 0.0000 0/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 60.0000 60/100; "},
    {"what came of several lines without single deliveries is shared out, line by line", PROMISED,
        DUE ",'lines':{'1':{'quantity':100},'2':{'quantity':100}},'delivered':100," DONE(ON),
        "on_time_due 100.0000 1/1; otif 0.0000 0/1; on_time_due_lines 100.0000 2/2; "
        "otif_lines 50.0000 1/2; on_time_due_pieces 50.0000 100/200; "},
    {"the last that may be missing", PROMISED,
        DUE ",'quantity':100,'under':'5','deliveries':{" LOT("a", "95", ON) "}",
        "on_time_due 100.0000 1/1; otif 100.0000 1/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 100.0000 1/1; on_time_due_pieces 95.0000 95/100; "},
    {"one more is missing", PROMISED,
        DUE ",'quantity':100,'under':'5','deliveries':{" LOT("a", "94", ON) "}",
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 0.0000 0/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 94.0000 94/100; "},
    {"too many: in time, not as ordered, and no more than ordered count", PROMISED,
        DUE ",'quantity':100,'deliveries':{" LOT("a", "101", ON) "}",
        "on_time_due 100.0000 1/1; otif 0.0000 0/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 100.0000 100/100; "},
    {"damaged", PROMISED,
        DUE ",'quantity':10,'deliveries':{'a':{'quantity':10,'arrived_at':'" ON
            "','condition':'damaged'}}",
        "on_time_due 100.0000 1/1; otif 0.0000 0/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 100.0000 10/10; "},
    {"the customer counts fewer than left us", PROMISED,
        DUE ",'quantity':10,'deliveries':{'a':{'quantity':10,'arrived':9,'arrived_at':'" ON "'}}",
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 0.0000 0/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 90.0000 9/10; "},
    {"single pieces of an import: `delivered`", PROMISED,
        DUE ",'quantity':10,'delivered':9," DONE(ON),
        "on_time_due 100.0000 1/1; otif 0.0000 0/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 90.0000 9/10; "},
    {"no quantity", PROMISED, DUE "," DONE(ON),
        "on_time_due 100.0000 1/1; otif null 0/0 blank=1; on_time_due_lines 100.0000 1/1; "
        "otif_lines null 0/0 blank=1; on_time_due_pieces null 0/0 blank=1; "},
    {"not due yet", PROMISED, "'promised':'2026-12-01','quantity':10",
        "on_time_due null 0/0 running=1; otif null 0/0 running=1; "
        "on_time_due_lines null 0/0 running=1; otif_lines null 0/0 running=1; "
        "on_time_due_pieces null 0/0 running=1; "},
    {"two lines, one late: each by its own day", PROMISED,
        "'lines':{'10':{'quantity':60,'promised':'2026-11-10'},'20':{'quantity':40,'promised':'2026-11-12'}},"
        "'deliveries':{'a':{'line':'10','quantity':60,'arrived_at':'" AFTER "'},"
        "'b':{'line':'20','quantity':40,'arrived_at':'" AFTER "'}}",
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 50.0000 1/2; "
        "otif_lines 50.0000 1/2; on_time_due_pieces 40.0000 40/100; "},
    {"two lines, one not due yet and open", PROMISED,
        "'lines':{'10':{'quantity':60,'promised':'2026-11-10'},'20':{'quantity':40,'promised':'2026-12-12'}},"
        "'deliveries':{'a':{'line':'10','quantity':60,'arrived_at':'" ON "'}}",
        "on_time_due null 0/0 running=1; otif null 0/0 running=1; on_time_due_lines 100.0000 1/1 "
        "running=1; otif_lines 100.0000 1/1 running=1; on_time_due_pieces 100.0000 60/60 running=1; "},
    {"shipped: what left by its day, arrived or not", {.shipped = true},
        DUE ",'quantity':100,'deliveries':{'a':{'quantity':100,'at':'" ON "'}}",
        "on_time_due 100.0000 1/1; otif 100.0000 1/1; on_time_due_lines 100.0000 1/1; "
        "otif_lines 100.0000 1/1; on_time_due_pieces 100.0000 100/100; "},
    {"arrived by the order's own confirmation", PROMISED,
        DUE ",'quantity':100,'deliveries':{'a':{'quantity':100,'at':'" ON "'}}," DONE(AFTER),
        "on_time_due 0.0000 0/1; otif 0.0000 0/1; on_time_due_lines 0.0000 0/1; "
        "otif_lines 0.0000 0/1; on_time_due_pieces 0.0000 0/100; "},
};

static void orders_lines_and_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++) {
		const char *records[] = {parts[i].record, NULL};
		const struct crm_figures_opts o = {0};

		print_message("# %s\n", parts[i].what);
		counts(&parts[i].ask, &o, records, SIDES, parts[i].want);
	}
}

/* A line has its own product and its own month. */
static void lines_in_their_own_groups(void **state)
{
	static const struct crm_order_delivery ask = PROMISED;
	static const char *const records[] = {
	    "'product':'P','lines':{'10':{'quantity':1,'product':'A','promised':'2026-10-10'},"
	    "'20':{'quantity':3,'product':'B','promised':'2026-11-12'}},"
	    "'deliveries':{'a':{'line':'10','quantity':1,'arrived_at':'2026-10-10T00:00:00Z'},"
	    "'b':{'line':'20','quantity':3,'arrived_at':'2026-11-13T00:00:00Z'}}",
	    NULL};
	const struct crm_figures_opts product = {.by = "product"}, month = {.by = "month"};

	(void)state;
	counts(&ask, &product, records, "|on_time_due|on_time_due_lines|on_time_due_pieces|",
	    "A: on_time_due null 0/0; A: on_time_due_lines 100.0000 1/1; "
	    "A: on_time_due_pieces 100.0000 1/1; "
	    "B: on_time_due null 0/0; B: on_time_due_lines 0.0000 0/1; "
	    "B: on_time_due_pieces 0.0000 0/3; "
	    "P: on_time_due 0.0000 0/1; P: on_time_due_lines null 0/0; "
	    "P: on_time_due_pieces null 0/0; ");
	counts(&ask, &month, records, "|on_time_due|on_time_due_lines|",
	    "2026-10: on_time_due null 0/0; 2026-10: on_time_due_lines 100.0000 1/1; "
	    "2026-11: on_time_due 0.0000 0/1; 2026-11: on_time_due_lines 0.0000 0/1; ");
}

/* ---- the order book ---- */

static void the_order_book(void **state)
{
	static const char *const records[] = {
	    "'state':'delivered','sort':'repeat','promised':'2026-11-10','ordered':'2026-11-01',"
	    "'opened_at':'2026-11-02T00:00:00+08:00','approved_at':'2026-11-03T12:00:00+08:00',"
	    "'delivered_at':'2026-11-11T00:00:00+08:00',"
	    "'promises':{'a':{'cause':'material','day':'2026-11-12'},'b':{'cause':'customer'}},"
	    "'delays':{'a':{'cause':'material','days':3},'b':{'cause':'quality','days':1},"
	    "'c':{'cause':'customer','days':5}},"
	    "'signatures':{'quality':{'verdict':'refused'},'sales':{'verdict':'signed'}}",
	    "'state':'open','promised':'2026-11-10','delays':{'a':{'cause':'material'}},"
	    "'signatures':{'sales':{'verdict':'condition'}}",
	    "'state':'cancelled','sort':'repeat'", NULL};
	const struct crm_figures_opts o = {0};

	(void)state;
	counts(NULL, &o, records, "|count|pareto|promise_moved|sign_refused|sign_condition|",
	    "count 3 -1/-1; promise_moved 50.0000 1/2 undated=1; sign_refused 50.0000 1/2 "
	    "not_applying=1; sign_condition 50.0000 1/2 not_applying=1; "
	    "pareto cancelled 33.3333 1/3; pareto delivered 33.3333 1/3; pareto open 33.3333 1/3; "
	    "pareto repeat 100.0000 2/2 blank=1; ");
	counts(NULL, &o, records,
	    "|delays|delay_days|promise_moves|customer_delays|customer_delay_days|",
	    "delays material 66.6667 2/3 not_applying=1; delays quality 33.3333 1/3 not_applying=1; "
	    "delay_days material 75.0000 3/4 missing=1 not_applying=1; "
	    "delay_days quality 25.0000 1/4 missing=1 not_applying=1; "
	    "promise_moves material 100.0000 1/1 not_applying=2; "
	    "customer_delays 2 -1/2 not_applying=2; customer_delays customer 2 -1/2 not_applying=2; "
	    "customer_delay_days 5 -1/1 not_applying=2; "
	    "customer_delay_days customer 5 -1/1 not_applying=2; ");
	counts(NULL,
	    &(struct crm_figures_opts){
	        .lags = (const char *const[]){"ordered,delivered_at"}, .nlags = 1},
	    records, "|lag|",
	    "lag ordered delivered_at mean 10.000000 -1/1 missing=2; "
	    "lag ordered delivered_at sd null -1/1 missing=2; "
	    "lag ordered delivered_at median 10.000000 -1/1 missing=2; "
	    "lag ordered delivered_at p95 10.000000 -1/1 missing=2; "
	    "lag ordered delivered_at max 10.000000 -1/1 missing=2; ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(orders_lines_and_pieces),
	    cmocka_unit_test(lines_in_their_own_groups),
	    cmocka_unit_test(the_order_book),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
