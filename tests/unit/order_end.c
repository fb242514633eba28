/*
 * lib/rules/retention.h and the end of an order: what is filed, how long it is kept, what is held and
 * what may be destroyed (T9).
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "lib/rules/retention.h"
#include "tests/unit/order_take.h"

#define DELIVERED "'state':'delivered','delivered_at':'" NINE "'"
#define FILED "'state':'filed','filed_at':'2026-11-20T09:00:00Z','keep_until':'2036-12-31'"
#define HELD ",'legal_hold':true,'hold_at':'" NINE "','hold_why':'suit 12'"
#define LEFT ",'deliveries':{'a':{'note':'N1','lot':'L1','quantity':1}}"
#define STANDS                                                                                  \
	"error has_deliveries deliveries: goods have left, and would not be found any more by " \
	"their lots: what was entered wrongly is taken out by 'recall'\n"
#define CAME(condition)                                                               \
	",'deliveries':{'a':{'note':'N1','lot':'L1','quantity':1,'arrived_at':'" NINE \
	"','condition':'" condition "'}}"
#define SETTLED(of) ",'damages':{'d1':{" of ",'settled_at':'" NINE "'}}"
#define CONDITION(word)                                                  \
	"error condition_open deliveries: note N1, lot L1 arrived " word \
	": enter it by 'damage', and settle it\n"
#define IS_FILED "state=filed\nfiled_place=a\nfiled_at=" TEN "\nkeep_until=2036-12-31\n"
#define SENT(pieces, arrived)                                               \
	"'state':'production','quantity':95,'deliveries':{'a':{'at':'" NINE \
	"','note':'N1','lot':'L1','quantity':" pieces arrived "}}"
#define CHANGED ",'changes':{'c1':{'at':'" NINE "','approved_at':'" NINE "'}}"
#define PASSED "changes.c1.passed_at=" TEN "\n"
#define FIVE "'retention':{'order':5}"

static int32_t day(const char *text)
{
	int32_t out = 0;

	assert_int_equal(crm_date_parse(text, strlen(text), &out), 0);
	return out;
}

/* Years count from the end of the calendar year; at least one. */
static void years(void **state)
{
	static const struct {
		const char *ended;
		int64_t years;
		const char *last;
	} rows[] = {
	    {"2026-01-01", 10, "2036-12-31"},
	    {"2026-12-31", 10, "2036-12-31"},
	    {"2027-01-01", 10, "2037-12-31"},
	    {"2024-02-29", 1, "2025-12-31"},
	    {"2026-11-20", 0, "2027-12-31"},
	    {"2026-11-20", -5, "2027-12-31"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    crm_retention_end(day(rows[i].ended), rows[i].years), day(rows[i].last));
	/* a slip of the pen is no day that there is none of */
	assert_int_equal(crm_retention_end(0, 1001), crm_retention_end(0, 1000));
	assert_int_equal(crm_retention_end(0, INT64_MAX), crm_retention_end(0, 1000));
}

static void filing(void **state)
{
	static const struct row rows[] = {
	    {DELIVERED, "file", "filed_place=archive 3", "", NULL, true,
	        "state=filed\nfiled_place=archive 3\nfiled_at=" TEN "\nkeep_until=2036-12-31\n"},
	    {DELIVERED, "file", "", "", NULL, false,
	        "error missing_field filed_place: 'file' needs it\n"},
	    {"'state':'shipped'", "file", "filed_place=a", "", NULL, false,
	        "error wrong_state state: is shipped; 'file' needs delivered\n"},
	    {DELIVERED, "file", "filed_place=a", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'delivered_at', " NINE "\n"},
	    /* by the local day of the step */
	    {"'state':'delivered'", "file", "filed_place=a", "", "2026-12-31T23:59:59Z", true,
	        "state=filed\nfiled_place=a\nfiled_at=2026-12-31T23:59:59Z\nkeep_until=2036-12-31"
	        "\n"},
	    {"'state':'delivered'", "file", "filed_place=a", "", "2027-01-01T00:00:00+08:00", true,
	        "state=filed\nfiled_place=a\nfiled_at=2027-01-01T00:00:00+08:00\n"
	        "keep_until=2037-12-31\n"},
	    /* all that is open, at once */
	    {DELIVERED ",'form':'verbal','points':{'p1':{'text':'label','before':'file'},"
	               "'p2':{'text':'done','before':'file','cleared_at':'" NINE "'}},"
	               "'damages':{'d1':{'text':'wet'},'d2':{'text':'x','settled_at':'" NINE
	               "'}},'inspections':{'i1':{'report':'R-1','result':'failed'},"
	               "'i2':{'report':'R-2','result':'failed','correction':'sorted'},"
	               "'i3':{'report':'R-3','result':'passed'}}",
	        "file", "filed_place=a", "", NULL, false,
	        "error point_open points: label: is not cleared\n"
	        "error damage_open damages: wet: the damage is not settled\n"
	        "error not_corrected inspections: R-1: the inspection failed and has no "
	        "correction\n"
	        "error no_paper paper_at: the written order is still owed\n"},
	    {DELIVERED
	        ",'form':'verbal','files':{'f':{'file':'o.pdf','sha256':'ab','what':'order'}}",
	        "file", "filed_place=a", "", NULL, true,
	        "state=filed\nfiled_place=a\nfiled_at=" TEN "\nkeep_until=2036-12-31\n"},
	};
	static const struct row fewer[] = {
	    {DELIVERED, "file", "filed_place=a", "", NULL, true,
	        "state=filed\nfiled_place=a\nfiled_at=" TEN "\nkeep_until=2031-12-31\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
	take_rows(FIVE, fewer, COUNT(fewer));
}

/* What arrived otherwise than good is closed by a damage of that note, and lot. */
static void filing_conditions(void **state)
{
	static const struct row rows[] = {
	    {DELIVERED CAME("damaged"), "file", "filed_place=a", "", NULL, false,
	        CONDITION("damaged")},
	    {DELIVERED CAME("short"), "file", "filed_place=a", "", NULL, false, CONDITION("short")},
	    {DELIVERED CAME("wrong") SETTLED("'note':'N2'"), "file", "filed_place=a", "", NULL,
	        false, CONDITION("wrong")},
	    {DELIVERED CAME("wrong") SETTLED("'note':'N1','lot':'L2'"), "file", "filed_place=a", "",
	        NULL, false, CONDITION("wrong")},
	    {DELIVERED CAME("damaged") ",'damages':{'d1':{'note':'N1','text':'wet'}}", "file",
	        "filed_place=a", "", NULL, false,
	        "error damage_open damages: wet: the damage is not settled\n"},
	    {DELIVERED CAME("damaged") SETTLED("'note':'N1'"), "file", "filed_place=a", "", NULL,
	        true, IS_FILED},
	    {DELIVERED CAME("short") SETTLED("'note':'N1','lot':'L1'"), "file", "filed_place=a", "",
	        NULL, true, IS_FILED},
	    {DELIVERED CAME("good"), "file", "filed_place=a", "", NULL, true, IS_FILED},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

/* 95 of 100 arrived, and the customer takes 95: with the change given on, all of it has arrived. */
static void short_closed(void **state)
{
	static const struct row rows[] = {
	    {SENT("95", ",'arrived':95,'arrived_at':'" NINE "'") CHANGED, "pass", "", "", NULL,
	        true, PASSED "state=delivered\nshipped_at=" NINE "\ndelivered_at=" NINE "\n"},
	    {SENT("95", "") CHANGED, "pass", "", "", NULL, true,
	        PASSED "state=shipped\nshipped_at=" NINE "\n"},
	    /* not yet, with one piece less */
	    {SENT("94", ",'arrived':94,'arrived_at':'" NINE "'") CHANGED, "pass", "", "", NULL,
	        true, PASSED},
	    /* nor while another change waits */
	    {SENT("95", ",'arrived':95,'arrived_at':'" NINE "'") ",'changes':{'c1':{'at':'" NINE
	                                                         "','approved_at':'" NINE
	                                                         "'},'d1':{'at':'" NINE "'}}",
	        "pass", "", "item=c1", NULL, true, PASSED},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

static void holding(void **state)
{
	static const struct row rows[] = {
	    {FILED, "hold", "hold_why=suit 12", "", NULL, true,
	        "hold_why=suit 12\nhold_at=" TEN "\nlegal_hold=true\n"},
	    {"'state':'open'", "hold", "hold_why=suit 12", "", NULL, true,
	        "hold_why=suit 12\nhold_at=" TEN "\nlegal_hold=true\n"},
	    {FILED HELD, "hold", "hold_why=tax", "", NULL, false,
	        "error already_done legal_hold: it is held already: suit 12; a second reason is "
	        "amended to hold_why\n"},
	    {FILED HELD, "unhold", "hold_end_why=settled", "", NULL, true,
	        "hold_end_why=settled\nhold_ended_at=" TEN "\nlegal_hold=false\n"},
	    {FILED HELD, "unhold", "hold_end_why=settled", "", "2026-11-20T08:59:59Z", false,
	        "error wrong_order at: is earlier than 'hold_at', " NINE "\n"},
	    {FILED, "unhold", "hold_end_why=settled", "", NULL, false,
	        "error already_done legal_hold: it is not held\n"},
	    /* held again */
	    {FILED ",'legal_hold':false,'hold_at':'" NINE "','hold_ended_at':'" NINE "'", "hold",
	        "hold_why=tax", "", NULL, true, "hold_why=tax\nhold_at=" TEN "\nlegal_hold=true\n"},
	    {"'state':'destroyed'", "hold", "hold_why=x", "", NULL, false,
	        "error wrong_state state: is destroyed; 'hold' needs open, approved, confirmed, "
	        "released, production, shipped, delivered, filed, refused or cancelled\n"},
	    /* nor does it leave the figures */
	    {"'state':'open'" HELD, "void", "", "why=slip", NULL, false,
	        "error must_be_kept legal_hold: legal hold: suit 12\n"},
	    {"'state':'open'" HELD, "duplicate", "", "of=O-2", NULL, false,
	        "error must_be_kept legal_hold: legal hold: suit 12\n"},
	    /* nor while something has left: its lot would not be found any more */
	    {"'state':'shipped'" LEFT, "void", "", "why=slip", NULL, false, STANDS},
	    {"'state':'shipped'" LEFT, "duplicate", "", "of=O-2", NULL, false, STANDS},
	    {"'state':'open'", "void", "", "why=slip", NULL, true,
	        "state=void\nvoided_at=" TEN "\nvoid_why=slip\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

static void destroying(void **state)
{
	static const char last[] = "2036-12-31T23:59:59Z", after[] = "2037-01-01T00:00:00Z";
	static const struct row rows[] = {
	    {FILED, "destroy", "destroyed_how=shredded", "", after, true,
	        "state=destroyed\ndestroyed_how=shredded\ndestroyed_at=2037-01-01T00:00:00Z\n"},
	    {FILED, "destroy", "destroyed_how=shredded", "", last, false,
	        "error must_be_kept keep_until: 2036-12-31 is the last day on which it is kept\n"},
	    {FILED HELD, "destroy", "destroyed_how=shredded", "", after, false,
	        "error must_be_kept legal_hold: legal hold: suit 12\n"},
	    {FILED HELD, "destroy", "destroyed_how=shredded", "", last, false,
	        "error must_be_kept legal_hold: legal hold: suit 12\n"
	        "error must_be_kept keep_until: 2036-12-31 is the last day on which it is kept\n"},
	    {FILED, "destroy", "", "", after, false,
	        "error missing_field destroyed_how: 'destroy' needs it\n"},
	    /* what was never filed: from when it was refused or cancelled */
	    {"'state':'cancelled','cancelled_at':'" NINE "'", "destroy", "destroyed_how=s", "",
	        last, false,
	        "error must_be_kept keep_until: 2036-12-31 is the last day on which it is kept\n"},
	    {"'state':'refused','refused_at':'" NINE "'", "destroy", "destroyed_how=s", "", after,
	        true, "state=destroyed\ndestroyed_how=s\ndestroyed_at=2037-01-01T00:00:00Z\n"},
	    {"'state':'cancelled'", "destroy", "destroyed_how=s", "", after, false,
	        "error must_be_kept keep_until: nobody knows when it ended: none of filed_at, "
	        "refused_at and cancelled_at is there\n"},
	    {DELIVERED, "destroy", "destroyed_how=s", "", after, false,
	        "error wrong_state state: is delivered; 'destroy' needs filed, refused or "
	        "cancelled\n"},
	};

	(void)state;
	take_rows(PROCEDURE, rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(years),
	    cmocka_unit_test(filing),
	    cmocka_unit_test(filing_conditions),
	    cmocka_unit_test(short_closed),
	    cmocka_unit_test(holding),
	    cmocka_unit_test(destroying),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
