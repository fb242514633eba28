/*
 * lib/rules/complaint/complaint_goods_rows.h: lots and dispositions, what
 * each sets and all the reasons for which it is refused.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/goods_steps.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* sha256 of L1, a zero byte and Q */
#define L1_Q "0d2e84c6d0f1"
#define DISPQ(n) \
	",'dispositions':{'a':{'lot':'L1','part':'Q','disposition':'scrap','quantity':" n "}}"

static void lot(void **state)
{
	static const struct row rows[] = {
	    {LOT, "lot", "lot=L2;quantity=5", "", true,
	        "lots.L2.at=" TEN "\nlots.L2.by=cs01\nlots.L2.lot=L2\nlots.L2.quantity=5\n"
	        "lots.L2.origin=complaint\n"},
	    {LOT, "lot", "lot=L2", "", false, "error missing_field quantity: 'lot' needs it\n"},
	    {LOT, "lot", "quantity=2", "", false, "error missing_field lot: 'lot' needs it\n"},
	    {"'lots':{'L2':{'lot':'L2','quantity':5,'origin':'read_across'}}", "lot",
	        "lot=L2;quantity=0", "", true, "lots.L2.lot=L2\nlots.L2.quantity=0\n"},
	    {LOT ",'dispositions':{" DISP("a", "scrap", "12") "}", "lot", "lot=L1;quantity=12", "",
	        true,
	        "lots.L1.at=" TEN "\nlots.L1.by=cs01\nlots.L1.lot=L1\nlots.L1.quantity=12\n"
	        "lots.L1.origin=complaint\n"},
	    {LOT ",'dispositions':{" DISP("a", "scrap", "12") "}", "lot", "lot=L1;quantity=11", "",
	        false,
	        "error quantity_exceeds quantity: 12 pieces of lot 'L1' are disposed already, 11 "
	        "is less\n"},
	    /* that lot of another part is another lot */
	    {"'part':'P'," LOT ",'lots':{'L1':{'lot':'L1','quantity':100}}", "lot",
	        "lot=L1;part=Q;quantity=7", "", true,
	        "lots." L1_Q ".at=" TEN "\nlots." L1_Q ".by=cs01\nlots." L1_Q ".lot=L1\n"
	        "lots." L1_Q ".part=Q\nlots." L1_Q ".quantity=7\n"
	        "lots." L1_Q ".origin=complaint\n"},
	    {"'part':'P'," LOT DISPQ("12"), "lot", "lot=L1;part=Q;quantity=11", "", false,
	        "error quantity_exceeds quantity: 12 pieces of lot 'L1' of part 'Q' are disposed "
	        "already, 11 is less\n"},
	    {"'part':'P'," LOT DISPQ("12"), "lot", "lot=L1;quantity=11", "", true,
	        "lots.L1.at=" TEN "\nlots.L1.by=cs01\nlots.L1.lot=L1\nlots.L1.quantity=11\n"
	        "lots.L1.origin=complaint\n"},
	    {"'class':'delivery'," LOT, "lot", "lot=L2;quantity=5", "", false,
	        "error not_applicable : 'lot' is not for this record: it needs "
	        "class=,quality or needs_8d=true\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define SET(word) "disposition=" word "\ndisposed_at=" TEN "\n"
#define DISPOSED ",'disposition':'return','disposed_at':'2026-11-20T09:00:00Z'"
#define RETURNED                                                                  \
	LOT DISPOSED                                                              \
	    ",'dispositions':{" DISP("abc", "return", "20") "},'receipts':{'x':{" \
	                                                    "'disposition':'abc','quantity':12}}"
#define TWO LOT ",'lots':{'L2':{'lot':'L2','quantity':5}}"

#define PQ(own) own ",'lots':{'x':{'lot':'L1','part':'Q','quantity':7}}"

static const struct row dispose_rows[] = {
    {LOT, "dispose", "disposition=return;quantity=12", "", true,
        MADE("dispositions") "dispositions.#.disposition=return\n"
                             "dispositions.#.quantity=12\ndispositions.#.lot=L1\n" SET("return")},
    /* all of it */
    {LOT, "dispose", "disposition=return", "", true,
        MADE("dispositions") "dispositions.#.disposition=return\n"
                             "dispositions.#.lot=L1\ndispositions.#.quantity=20\n" SET("return")},
    {LOT, "dispose", "disposition=return;quantity=21", "", false,
        "error quantity_exceeds quantity: 21 pieces of lot 'L1' cannot be disposed: there "
        "are 20\n"},
    {LOT, "dispose", "disposition=return;quantity=0", "", false,
        "error bad_value quantity: '0' pieces, expected at least 1\n"},
    {LOT, "dispose", "disposition=return;quantity=-1", "", false,
        "error bad_value quantity: '-1' cannot be read, expected a count like 12, not below 0\n"},
    {LOT ",'dispositions':{" DISP("a", "scrap", "20") "}", "dispose", "disposition=return", "",
        false, "error nothing_left quantity: no pieces of lot 'L1' are left to be disposed\n"},
    {LOT ",'dispositions':{" DISP("a", "scrap", "19") "}", "dispose",
        "disposition=scrap;quantity=2", "", false,
        "error quantity_exceeds quantity: 2 pieces of lot 'L1' cannot be disposed: there "
        "are 1\n"},
    /* two reasons */
    {LOT, "dispose", "disposition=concession;quantity=21", "", false,
        "error quantity_exceeds quantity: 21 pieces of lot 'L1' cannot be disposed: there "
        "are 20\n"
        "error missing_field concession: goods are used under a concession of the "
        "customer: it must be named\n"},
    {LOT, "dispose", "disposition=sort;lot=L9", "", false,
        "error no_such_lot lot: 'L9' is not under suspicion, step 'lot' adds it; there "
        "are: L1\n"},
    {TWO, "dispose", "disposition=sort", "", false,
        "error lot_missing lot: which lot? One of: L2, L1\n"},
    {TWO DISPOSED, "dispose", "disposition=sort;lot=L2", "", true,
        MADE("dispositions") "dispositions.#.disposition=sort\ndispositions.#.lot=L2\n"
                             "dispositions.#.lot=L2\ndispositions.#.quantity=5\n"},
    /* one lot of two parts: without a part it is the record's */
    {PQ("'part':'P'," LOT), "dispose", "disposition=scrap;lot=L1", "", true,
        MADE("dispositions") "dispositions.#.disposition=scrap\ndispositions.#.lot=L1\n"
                             "dispositions.#.lot=L1\ndispositions.#.quantity=20\n" SET("scrap")},
    {PQ("'part':'P'," LOT), "dispose", "disposition=scrap;lot=L1;part=Q", "", true,
        MADE("dispositions") "dispositions.#.disposition=scrap\ndispositions.#.lot=L1\n"
                             "dispositions.#.part=Q\ndispositions.#.lot=L1\n"
                             "dispositions.#.part=Q\n"
                             "dispositions.#.quantity=7\n" SET("scrap")},
    {PQ("'part':'P'"), "dispose", "disposition=scrap;lot=L1", "", true,
        MADE("dispositions") "dispositions.#.disposition=scrap\ndispositions.#.lot=L1\n"
                             "dispositions.#.lot=L1\ndispositions.#.part=Q\n"
                             "dispositions.#.quantity=7\n" SET("scrap")},
    {"'part':'P','lots':{'x':{'lot':'L1','part':'Q','quantity':7},"
     "'y':{'lot':'L1','part':'R','quantity':9}}",
        "dispose", "disposition=scrap;lot=L1", "", false,
        "error lot_missing lot: which lot? One of: L1 (--part Q), L1 (--part R)\n"},
    {PQ("'part':'P'," LOT), "dispose", "disposition=scrap;lot=L1;part=R", "", false,
        "error no_such_lot lot: 'L1' of part R is not under suspicion, step 'lot' adds it; there "
        "are: L1 (--part Q), L1\n"},
    {LOT, "dispose", "disposition=scrap;of=", "", false,
        "error bad_value of: empty; expected the key of a disposition, or its beginning\n"},
    /* the first minutes: nobody knows how many */
    {"", "dispose", "disposition=sort", "", true,
        MADE("dispositions") "dispositions.#.disposition=sort\n" SET("sort")},
    {"'dispositions':{'a':{'disposition':'sort'}}", "dispose", "disposition=sort", "", false,
        "error missing_field quantity: 'dispose' needs it: nobody knows how many pieces "
        "are left\n"},
    /* rework on site restarts the clock of the people, once */
    {LOT DISPOSED, "dispose", "disposition=rework_on_site;quantity=5", "", true,
        MADE("dispositions") "dispositions.#.disposition=rework_on_site\n"
                             "dispositions.#.quantity=5\ndispositions.#.lot=L1\n" SET(
                                 "rework_on_site")},
    {LOT ",'disposition':'rework_on_site','disposed_at':'2026-11-20T09:00:00Z'", "dispose",
        "disposition=rework_on_site;quantity=5", "", true,
        MADE("dispositions") "dispositions.#.disposition=rework_on_site\n"
                             "dispositions.#.quantity=5\ndispositions.#.lot=L1\n"},
    /* people were arranged before the disposition was entered */
    {LOT ",'arranged_at':'2026-11-20T10:00:00Z'", "dispose", "disposition=rework_on_site", "", true,
        MADE(
            "dispositions") "dispositions.#.disposition=rework_on_site\n"
                            "dispositions.#.lot=L1\ndispositions.#.quantity=20\n" SET(
                                "rework_on_site") "verdicts.arrange.verdict=met\nverdicts.arrange.limit=PT10M\n"
                                                  "verdicts.arrange.due_at=2026-11-20T10:10:00Z\n"},
    /* again: what was received */
    {RETURNED, "dispose", "disposition=rework;of=ab", "", true,
        MADE("dispositions") "dispositions.#.disposition=rework\ndispositions.#.of=ab\n"
                             "dispositions.#.of=abc\ndispositions.#.lot=L1\n"
                             "dispositions.#.quantity=12\n"},
    {RETURNED, "dispose", "disposition=rework;of=abc;quantity=13;lot=L2", "", false,
        "error lot_mismatch lot: 'L2', but what is disposed again is of lot 'L1'\n"
        "error quantity_exceeds quantity: 13 pieces of lot 'L1' cannot be disposed again: "
        "there are 12\n"},
    {RETURNED, "dispose", "disposition=rework;of=z", "", false,
        "error no_such_item of: there is none of the dispositions that begins with 'z'\n"},
    {LOT ",'dispositions':{" DISP("abc", "scrap", "20") "}", "dispose", "disposition=rework;of=abc",
        "", false, "error wrong_disposition disposition: is scrap: 'dispose' is not for it\n"},
};

static void dispose(void **state)
{

	(void)state;
	take_all(dispose_rows, COUNT(dispose_rows));
}

static void receive(void **state)
{
	static const struct row rows[] = {
	    {RETURNED, "receive", "quantity=8;area=Q1", "", true,
	        MADE("receipts") "receipts.#.quantity=8\nreceipts.#.area=Q1\n"
	                         "receipts.#.disposition=abc\n"},
	    {RETURNED, "receive", "area=Q1", "item=abc", true,
	        MADE("receipts") "receipts.#.area=Q1\nreceipts.#.quantity=8\n"
	                         "receipts.#.disposition=abc\n"},
	    {RETURNED, "receive", "quantity=9", "", false,
	        "error missing_field area: 'receive' needs it\n"
	        "error quantity_exceeds quantity: 9 pieces of lot 'L1' cannot be received back: "
	        "there are 8\n"},
	    {LOT, "receive", "area=Q1", "", false,
	        "error no_such_item item: 'receive' needs a disposition that it is for; there is "
	        "none\n"},
	    {LOT ",'dispositions':{" DISP("a", "return", "3") "," DISP("b", "return", "4") "}",
	        "receive", "area=Q1", "", false,
	        "error item_missing item: which of the dispositions? --item takes one of: a (return "
	        "of L1, 3); b (return of L1, 4)\n"},
	    {LOT ",'dispositions':{" DISP("a", "sort", "3") "}", "receive", "area=Q1", "item=a",
	        false, "error wrong_disposition disposition: is sort: 'receive' is not for it\n"},
	    /* withdrawn ones do not come back */
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'return','quantity':20,"
	         "'withdrawn':5}}",
	        "receive", "area=Q1;quantity=16", "", false,
	        "error quantity_exceeds quantity: 16 pieces of lot 'L1' cannot be received back: "
	        "there are 15\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

#define ARRANGED                                                                        \
	"'arranged_at':'2026-11-20T09:30:00Z','verdicts':{'arrange':{'verdict':'late'," \
	"'limit':'PT10M','due_at':'2026-11-20T09:10:00Z'}},"
#define ON_SITE ",'disposition':'rework_on_site','disposed_at':'2026-11-20T09:00:00Z'"
#define DISPS2(a, b)                                                                                   \
	",'dispositions':{'a':{'at':'2026-11-20T09:00:00Z','lot':'L1','disposition':'rework_on_site'," \
	"'quantity':20" a "},'b':{'at':'2026-11-20T08:00:00Z','lot':'L1','quantity':5,"                \
	"'disposition':'" b "'}}"

static void withdraw(void **state)
{
	static const struct row rows[] = {
	    {RETURNED, "withdraw", "", "why=stays", true,
	        "dispositions.abc.withdrawn=8\ndispositions.abc.withdrawn=8\n"
	        "dispositions.abc.withdrawn_why=stays\n"},
	    {RETURNED, "withdraw", "withdrawn=9", "", false,
	        "error missing_field why: 'withdraw' needs --why\n"
	        "error quantity_exceeds withdrawn: 9 pieces of lot 'L1' cannot be withdrawn: "
	        "there are 8\n"},
	    {LOT ",'dispositions':{'a':{'lot':'L1','disposition':'return','quantity':20,"
	         "'withdrawn':5}}",
	        "withdraw", "withdrawn=3", "why=x", true,
	        "dispositions.a.withdrawn=3\ndispositions.a.withdrawn=8\n"
	        "dispositions.a.withdrawn_why=x\n"},
	    {"'lot':'L1','dispositions':{'a':{'lot':'L1','disposition':'sort'}}", "withdraw", "",
	        "why=x", true, "dispositions.a.quantity=0\ndispositions.a.withdrawn_why=x\n"},
	    /* nothing is left of it: the record says what stands */
	    {LOT ON_SITE DISPS2(",'withdrawn':15", "sort"), "withdraw", "withdrawn=4",
	        "item=a;why=x", true,
	        "dispositions.a.withdrawn=4\ndispositions.a.withdrawn=19\n"
	        "dispositions.a.withdrawn_why=x\n"},
	    {ARRANGED LOT ON_SITE DISPS2(",'withdrawn':15", "sort"), "withdraw", "", "item=a;why=x",
	        true,
	        "dispositions.a.withdrawn=5\ndispositions.a.withdrawn=20\ndisposition=sort\n"
	        "disposed_at=2026-11-20T08:00:00Z\ndispositions.a.withdrawn_why=x\n"
	        "verdicts.arrange=\n"},
	    {LOT ON_SITE DISPS2(",'withdrawn':15", "rework_on_site"), "withdraw", "",
	        "item=a;why=x", true,
	        "dispositions.a.withdrawn=5\ndispositions.a.withdrawn=20\n"
	        "dispositions.a.withdrawn_why=x\n"},
	    {LOT ON_SITE DISPS2("", "sort','withdrawn':20,'x':'"), "withdraw", "", "item=a;why=x",
	        true,
	        "dispositions.a.withdrawn=20\ndispositions.a.withdrawn=20\ndisposition=\n"
	        "disposed_at=\ndispositions.a.withdrawn_why=x\n"},
	    /* on site before what came first */
	    {LOT ",'disposition':'return','disposed_at':'2026-11-20T07:00:00Z','dispositions':{"
	         "'a':{'disposition':'return','quantity':5},'b':{'at':'2026-11-20T08:00:00Z',"
	         "'disposition':'sort','quantity':5},'c':{'at':'2026-11-20T09:00:00Z',"
	         "'disposition':'rework_on_site','quantity':5}}",
	        "withdraw", "", "item=a;why=x", true,
	        "dispositions.a.withdrawn=5\ndispositions.a.withdrawn=5\n"
	        "disposition=rework_on_site\ndisposed_at=2026-11-20T09:00:00Z\n"
	        "dispositions.a.withdrawn_why=x\n"},
	};

	(void)state;
	take_all(rows, COUNT(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(lot),
	    cmocka_unit_test(dispose),
	    cmocka_unit_test(receive),
	    cmocka_unit_test(withdraw),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
