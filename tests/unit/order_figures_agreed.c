/*
 * The day agreed with the customer, --due agreed (lib/rules/order/figures/order_figures.h): the first promise,
 * moved only by what has the customer as its cause and was said by the day then due.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_figures_bench.h"

#define MOVE(key, day, cause, at) \
	"'" key "':{'day':'2026-11-" day "','cause':'" cause "','at':'2026-11-" at "'}"
#define MOVES(list) DUE ",'promises':{" list "}"
#define THERE(day) "," DONE("2026-11-" day "T09:00:00+08:00")
#define EARLY "05T09:00:00+08:00"

static const struct {
	const char *what, *record, *want;
} all[] = {
    {"the customer's own postponement does not count against us",
        MOVES(MOVE("a", "20", "customer", EARLY)) THERE("20"), "100.0000 1/1"},
    {"  up to its day", MOVES(MOVE("a", "20", "customer", EARLY)) THERE("21"), "0.0000 0/1"},
    {"ours counts, late as it was made",
        MOVES(MOVE("a", "20", "production", "15T09:00:00+08:00")) THERE("20"), "0.0000 0/1"},
    {"  and early", MOVES(MOVE("a", "20", "production", EARLY)) THERE("20"), "0.0000 0/1"},
    {"without a cause it is ours",
        DUE ",'promises':{'a':{'day':'2026-11-20','at':'2026-11-05T09:00:00Z'}}" THERE("20"),
        "0.0000 0/1"},
    {"said in the last second of the day then due",
        MOVES(MOVE("a", "20", "customer", "10T23:59:59+08:00")) THERE("20"), "100.0000 1/1"},
    {"said when it was past", MOVES(MOVE("a", "20", "customer", "11T00:00:00+08:00")) THERE("20"),
        "0.0000 0/1"},
    {"nobody knows when",
        DUE ",'promises':{'a':{'day':'2026-11-20','cause':'customer'}}" THERE("20"), "0.0000 0/1"},
    {"to which day nobody said",
        DUE ",'promises':{'a':{'at':'2026-11-05T09:00:00Z','cause':'customer'}}" THERE("10"),
        "100.0000 1/1"},
    {"moved by the customer twice, the second time by the day of the first, in whatever order",
        MOVES(MOVE("a", "20", "customer", "15T09:00:00+08:00") "," MOVE(
            "b", "15", "customer", EARLY)) THERE("20"),
        "100.0000 1/1"},
    {"  a day too late",
        MOVES(MOVE("a", "20", "customer", "16T09:00:00+08:00") "," MOVE(
            "b", "15", "customer", EARLY)) THERE("20"),
        "0.0000 0/1"},
    {"our move does not lengthen the time in which they may",
        MOVES(MOVE("a", "15", "production", EARLY) "," MOVE(
            "b", "20", "customer", "12T09:00:00+08:00")) THERE("20"),
        "0.0000 0/1"},
    {"they want it earlier", MOVES(MOVE("a", "08", "customer", EARLY)) THERE("09"), "0.0000 0/1"},
    {"never moved", DUE THERE("10"), "100.0000 1/1"},
    {"a day that cannot be read",
        DUE ",'promises':{'a':{'day':'soon','at':'2026-11-05T09:00:00Z'}}" THERE("10"),
        "null 0/0 bad=1"},
    {"promises that cannot be read", DUE ",'promises':'soon'" THERE("10"), "null 0/0 bad=1"},
    {"nothing was promised",
        "'requested':'2026-11-10','promises':{" MOVE("a", "20", "customer", EARLY) "}" THERE("10"),
        "null 0/0 undated=1"},
};

static void agreed(const char *record, const char *only, const char *want)
{
	static const struct crm_order_delivery ask = {.due = CRM_DUE_AGREED};
	const struct crm_figures_opts o = {0};
	const char *records[] = {record, NULL};

	counts(&ask, &o, records, only, want);
}

static void who_moved_it_and_when(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		crm_buf_addf(&want, "on_time_due %s; ", all[i].want);
		print_message("# %s\n", all[i].what);
		agreed(all[i].record, "|on_time_due|", crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

/* ---- lines ---- */

#define LINES(first, second) \
	DUE ",'lines':{'1':{" first "'quantity':1},'2':{" second "'quantity':1}}"
#define OWN "'promised':'2026-11-10',"
#define OF(key, line, day, cause, at)                                          \
	"'" key "':{'line':'" line "','day':'2026-11-" day "','cause':'" cause \
	"','at':'2026-11-" at "'}"

static const struct {
	const char *what, *record, *want;
} lines[] = {
    {"the customer moved one line",
        LINES("", "") ",'promises':{" OF("a", "1", "20", "customer", EARLY) "}" THERE("20"), "1/2"},
    {"the order, of which they are",
        LINES("", "") ",'promises':{" MOVE("a", "20", "customer", EARLY) "}" THERE("20"), "2/2"},
    {"the order, of which one has its own day",
        LINES(OWN, "") ",'promises':{" MOVE("a", "20", "customer", EARLY) "}" THERE("20"), "1/2"},
    {"  and was moved with it",
        LINES(OWN, "") ",'promises':{" MOVE("a", "20", "customer", EARLY) "," OF(
            "b", "1", "20", "customer", EARLY) "}" THERE("20"),
        "2/2"},
    {"a line that was moved by itself is not moved with the order",
        LINES("", "") ",'promises':{" OF("a", "1", "12", "customer", EARLY) "," MOVE(
            "b", "20", "customer", "06T09:00:00+08:00") "}" THERE("20"),
        "1/2"},
};

static void lines_and_their_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct crm_buf want = CRM_BUF_INIT;

		crm_buf_addf(&want, "on_time_due_lines %s %s; ",
		    lines[i].want[0] == '2' ? "100.0000" : "50.0000", lines[i].want);
		print_message("# %s\n", lines[i].what);
		agreed(lines[i].record, "|on_time_due_lines|", crm_buf_str(&want));
		crm_buf_release(&want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(who_moved_it_and_when),
	    cmocka_unit_test(lines_and_their_order),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
