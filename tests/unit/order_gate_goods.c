/*
 * lib/rules/order/deliver/gate.h: the approval of the part, blocks of part and lot, concessions; both sides of
 * each last day and last piece.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/order_gate.h"

#define LEVEL(l) ORDER ",'change_level':'" l "'"
static const struct gate_row approvals_rows[] = {
    {.what = "nothing was submitted",
        .records = {SUSPECT("C-1", "L9")},
        L1,
        .want = "ppap_missing : part '4711' was never submitted for approval\n"},
    {.what = "of another customer's approval nobody knows",
        .records = {"'kind':'ppap','id':'P-1','state':'approved','customer':'AU','part':"
                    "'4711'"},
        L1,
        .want = "ppap_missing : part '4711' was never submitted for approval\n"},
    {.what = "one of no customer is for all",
        .records = {"'kind':'ppap','id':'P-1','state':'approved','part':'4711'"},
        L1,
        .want = ""},
    {.what = "a supplier's package is not ours",
        .records = {PPAP("P-1", "approved", ",'supplier':'ACME'")},
        L1,
        .want = "ppap_missing : part '4711' was never submitted for approval\n"},
    {.what = "one that was superseded does not count",
        .records = {PPAP("P-1", "superseded", "")},
        L1,
        .want = "ppap_missing : part '4711' was never submitted for approval\n"},
    {.what = "handed in is not approved",
        .records = {PPAP("P-1", "submitted", "")},
        L1,
        .want = "ppap_open P-1: P-1 has no verdict yet\n"},
    {.what = "approved later is not approved then",
        .records = {PPAP("P-1", "approved", ",'verdict_at':'2026-11-20T10:00:01Z'")},
        L1,
        .want = "ppap_open P-1: the verdict of P-1 is of 2026-11-20T10:00:01Z\n"},
    {.what = "approved in that second it is",
        .records = {PPAP("P-1", "approved", ",'verdict_at':'" TEN "'")},
        L1,
        .want = ""},
    {.what = "rejected",
        .records = {PPAP("P-1", "rejected", "")},
        L1,
        .want = "ppap_rejected P-1: P-1 was rejected\n"},
    {.what = "the last day of an interim approval still ships",
        .records = {UNTIL("2026-11-20")},
        L1,
        .want = "goes on P-3\n"},
    {.what = "the next day not, and the day is told",
        .records = {UNTIL("2026-11-19")},
        L1,
        .want = "ppap_expired P-3: interim approval P-3 expired on 2026-11-19\n"},
    {.what = "days are the local ones of the delivery",
        .records = {UNTIL("2026-11-20")},
        L1,
        .at = "2026-11-21T00:30:00+08:00",
        .want = "ppap_expired P-3: interim approval P-3 expired on 2026-11-20\n"},
    {.what = "the last pieces of an interim approval",
        .records = {FORTY},
        .lot = "L1",
        .quantity = "40",
        .want = "goes on P-3\n"},
    {.what = "one more than it has left",
        .records = {FORTY},
        .lot = "L1",
        .quantity = "41",
        .want = "ppap_quantity P-3: interim approval P-3: 40 pieces are left, not 41\n"},
    {.what = "none left",
        .records = {PPAP(
            "P-3", "interim", ",'interim_quantity':6,'uses':{'a':{'delivery':'a','quantity':6}}")},
        L1,
        .want = "ppap_used_up P-3: interim approval P-3 is used up: all of its pieces have "
                "left\n"},
    {.what = "an approval of another change level",
        .order = LEVEL("C"),
        .records = {PPAP("P-1", "approved", ",'change_level':'B'")},
        L1,
        .want = "ppap_level P-1: P-1 approves change level 'B', and the order is for "
                "'C'\n"},
    {.what = "of a change level, and the order does not say its own",
        .records = {PPAP("P-1", "approved", ",'change_level':'C'")},
        L1,
        .want = "ppap_level P-1: the order does not say its change level; P-1 is for C\n"},
    {.what = "of none, and the order says one", .order = LEVEL("C"), L1, .want = ""},
    {.what = "of this one",
        .order = LEVEL("B"),
        .records = {PPAP("P-1", "approved", ",'change_level':'B'")},
        L1,
        .want = ""},
    {.what = "the best of several counts",
        .records = {PPAP("P-2", "rejected", ""), UNTIL("2026-11-19"), APPROVED},
        L1,
        .want = ""},
    {.what = "of equal ones the later verdict",
        .records = {PPAP("P-2", "rejected", ",'verdict_at':'2026-11-19T00:00:00Z'"),
            PPAP("P-4", "rejected", ",'verdict_at':'2026-11-20T00:00:00Z'"),
            PPAP("P-5", "rejected", ",'verdict_at':'2026-11-18T00:00:00Z'")},
        L1,
        .want = "ppap_rejected P-4: P-4 was rejected\n"},
    {.what = "a customer who asks for none",
        .order = "'id':'O-1','state':'confirmed','customer':'BMW','part':'4711',"
                 "'quantity':100",
        .records = {PPAP("P-2", "rejected", "")},
        L1,
        .want = ""},
};

static void approvals(void **state)
{

	(void)state;
	run(approvals_rows, COUNT(approvals_rows));
}

#define BLOCKED(id)                                  \
	"blocked " id ": lot 'L1' is blocked by " id \
	": under suspicion, not yet settled (20 pieces)\n"
static const struct gate_row blocks_rows[] = {
    {.what = "a lot under suspicion",
        .records = {APPROVED, SUSPECT("C-1", "L1")},
        L1,
        .want = BLOCKED("C-1")},
    {.what = "the same lot, as people write it",
        .records = {APPROVED, SUSPECT("C-1", "L1")},
        .lot = "l1 ",
        .quantity = "60",
        .want = BLOCKED("C-1")},
    {.what = "or as they wrote it there",
        .records = {APPROVED,
            "'kind':'complaint','id':'C-1','state':'open','part':' 4711','lot':'l1\u00a0',"
            "'quantity':20"},
        L1,
        .want = "blocked C-1: lot 'l1\u00a0' is blocked by C-1: under suspicion, not yet "
                "settled (20 pieces)\n"},
    {.what = "which a concession for it lets go",
        .records = {APPROVED, SUSPECT("C-1", "L1"), FORCE("D-1", ",'lot':'l1'")},
        .lot = " L1",
        .quantity = "60",
        .concession = "D-1",
        .want = ""},
    {.what = "another lot of the part",
        .records = {APPROVED, SUSPECT("C-1", "L2")},
        L1,
        .want = ""},
    {.what = "that lot of another part",
        .records = {APPROVED,
            "'kind':'complaint','id':'C-1','state':'open','part':'5','lot':'L1',"
            "'quantity':20"},
        L1,
        .want = ""},
    {.what = "that lot, of which no part is named",
        .records = {APPROVED,
            "'kind':'complaint','id':'C-1','state':'open','lot':'L1','quantity':20"},
        L1,
        .want = BLOCKED("C-1")},
    {.what = "a part that is suspect as a whole",
        .records = {APPROVED, "'kind':'complaint','id':'C-1','state':'open','part':'4711'"},
        L1,
        .want = "blocked C-1: part '4711' is blocked by C-1: suspect: nobody knows which "
                "lots, and the goods are not contained\n"},
    {.what = "a complaint that is closed blocks nothing",
        .records = {APPROVED,
            "'kind':'complaint','id':'C-1','state':'closed','part':'4711','lot':'L1',"
            "'quantity':20"},
        L1,
        .want = ""},
    {.what = "under a concession of its lot it may leave",
        .records = {APPROVED, SUSPECT("C-1", "L1"), FORCE("D-1", ",'lot':'L1'")},
        L1,
        .concession = "D-1",
        .want = ""},
    {.what = "or of the part",
        .records = {APPROVED, SUSPECT("C-1", "L1"), FORCE("D-1", "")},
        L1,
        .concession = "D-1",
        .want = ""},
    {.what = "one that is not named lifts nothing",
        .records = {APPROVED, SUSPECT("C-1", "L1"), FORCE("D-1", ",'lot':'L1'")},
        L1,
        .want = BLOCKED("C-1")},
    {.what = "one of a complaint lifts that one's block alone",
        .records = {APPROVED, SUSPECT("C-1", "L1"), SUSPECT("C-2", "L1"),
            FORCE("D-1", ",'lot':'L1','complaint':'C-1'")},
        L1,
        .concession = "D-1",
        .want = BLOCKED("C-2")},
    {.what = "one for another lot lifts nothing",
        .records = {APPROVED, SUSPECT("C-1", "L1"), FORCE("D-1", ",'lot':'L2'")},
        L1,
        .concession = "D-1",
        .want = "concession_wrong_lot D-1: concession D-1 is for lot 'L2' !\n" BLOCKED("C-1")},
};

static void blocks(void **state)
{

	(void)state;
	run(blocks_rows, COUNT(blocks_rows));
}

#define NAMED L1, .concession = "D-1"
#define ONE(c) .records = {APPROVED, c}
static const struct gate_row concessions_rows[] = {
    {.what = "asked for: nothing of these goods leaves",
        ONE(CONCESSION("D-1", "open", "")),
        L1,
        .want = "concession_not_authorised D-1: concession D-1: the customer has not "
                "authorised it\n"},
    {.what = "named or not, and then it is not overridden",
        ONE(CONCESSION("D-1", "open", "")),
        NAMED,
        .want = "concession_not_authorised D-1: concession D-1: the customer has not "
                "authorised it !\n"},
    {.what = "refused",
        ONE(CONCESSION("D-1", "refused", "")),
        L1,
        .want = "concession_refused D-1: concession D-1: the customer has refused it\n"},
    {.what = "its last day still ships",
        ONE(FORCE("D-1", ",'valid_until':'2026-11-20'")),
        NAMED,
        .want = ""},
    {.what = "the next day not, and the day is told",
        ONE(FORCE("D-1", ",'valid_until':'2026-11-19'")),
        NAMED,
        .want = "concession_expired D-1: concession D-1 expired on 2026-11-19 !\n"},
    {.what = "one that is expired blocks its goods",
        ONE(FORCE("D-1", ",'valid_until':'2026-11-19'")),
        L1,
        .want = "concession_expired D-1: concession D-1 expired on 2026-11-19\n"},
    {.what = "but not another lot",
        ONE(FORCE("D-1", ",'valid_until':'2026-11-19','lot':'L2'")),
        L1,
        .want = ""},
    {.what = "nor once it has ended",
        ONE(CONCESSION("D-1", "ended", ",'valid_until':'2026-11-19'")),
        L1,
        .want = ""},
    {.what = "then it is not named any more",
        ONE(CONCESSION("D-1", "ended", "")),
        NAMED,
        .want = "concession_ended D-1: concession D-1 has ended: parts are to "
                "specification !\n"},
    {.what = "its last pieces", ONE(FORCE("D-1", ",'quantity':60")), NAMED, .want = ""},
    {.what = "one more than it has left",
        ONE(FORCE("D-1", ",'quantity':59")),
        NAMED,
        .want = "concession_quantity D-1: concession D-1: 59 pieces are left, not 60 !\n"},
    {.what = "used up it blocks",
        ONE(CONCESSION("D-1", "used_up", ",'quantity':1")),
        L1,
        .want = "concession_used_up D-1: concession D-1 is used up: all of it was "
                "delivered\n"},
    {.what = "authorised later does not count yet",
        ONE(CONCESSION("D-1", "authorised", ",'authorised_at':'2026-11-20T10:00:01Z'")),
        NAMED,
        .want = "concession_not_authorised D-1: concession D-1 was authorised later, at "
                "2026-11-20T10:00:01Z !\n"},
    {.what = "of other goods, of another customer, without label: all at once",
        ONE("'kind':'concession','id':'D-1','state':'authorised','customer':'AU','part':"
            "'5','lot':'L5','authorised_at':'" NINE "'"),
        NAMED,
        .want = "concession_wrong_part D-1: concession D-1 is for part '5' !\n"
                "concession_wrong_lot D-1: concession D-1 is for lot 'L5' !\n"
                "concession_wrong_customer D-1: concession D-1 is of customer 'AU' !\n"
                "concession_label D-1: concession D-1 has no label, which each container "
                "needs !\n"},
    {.what = "one that there is not",
        NAMED,
        .want = "concession_missing : no such concession: 'D-1' !\n"},
    {.what = "a new one stands for one that is used up or expired",
        .records = {APPROVED, FORCE("D-1", ""), CONCESSION("D-2", "used_up", ""),
            FORCE("D-3", ",'valid_until':'2026-11-19'")},
        NAMED,
        .want = ""},
    {.what = "but not for one that was refused, or asked for about something else",
        .records = {APPROVED, FORCE("D-1", ""), CONCESSION("D-2", "refused", ""),
            CONCESSION("D-3", "open", "")},
        NAMED,
        .want = "concession_refused D-2: concession D-2: the customer has refused it\n"
                "concession_not_authorised D-3: concession D-3: the customer has not "
                "authorised it\n"},
};

static void concessions(void **state)
{

	(void)state;
	run(concessions_rows, COUNT(concessions_rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(approvals),
	    cmocka_unit_test(blocks),
	    cmocka_unit_test(concessions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
